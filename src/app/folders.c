#include "folders.h"

#include "file.h"
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder the running program is in, or NULL. */
static const char *program_folder(struct arena *arena, const char *program)
{
    char *path = file_realpath("/proc/self/exe");
    if (path == NULL && strchr(program, '/') != NULL) {
        path = file_realpath(program);
    }
    if (path == NULL) {
        return NULL;
    }
    char *folder = arena_strdup(arena, path);
    free(path);
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    return folder;
}

/* `below` in the folder that the variable names, or in that one of the home. NULL: neither is
 * there. */
static const char *user_path(
    struct arena *arena, const char *variable, const char *usual, const char *below)
{
    const char *base = getenv(variable);
    if (base != NULL && base[0] == '/') {
        return arena_printf(arena, "%s/losswalk/%s", base, below);
    }
    const char *home = getenv("HOME");
    return home == NULL || home[0] == '\0'
               ? NULL
               : arena_printf(arena, "%s/%s/losswalk/%s", home, usual, below);
}

/* Installed beside the program, installed where the build was told, or in the build folder. */
static const char *const *locale_folders(struct arena *arena, const char *here)
{
    const char **folders = arena_alloc(arena, 4, sizeof *folders);
    size_t count = 0;
    if (here != NULL) {
        folders[count++] = arena_printf(arena, "%s/../share/locale", here);
        folders[count++] = arena_printf(arena, "%s/../data/po", here);
    }
    folders[count] = LOSSWALK_LOCALEDIR;
    return folders;
}

/* A list of folders, and the folder `data` beside each. */
struct places {
    const char **lessons, **data;
    size_t count;
};

static void add_place(struct places *places, struct arena *arena, const char *folder, bool typed)
{
    char *real = file_realpath(folder); /* short, and without dots in messages */
    places->lessons[places->count] = real == NULL || typed ? folder : arena_strdup(arena, real);
    places->data[places->count] = arena_printf(arena, "%s/../data", places->lessons[places->count]);
    places->count++;
    free(real);
}

/* The folders of A:B; an empty part is none. Returns how many there are. */
static size_t add_list(struct places *places, struct arena *arena, const char *list, bool typed)
{
    size_t before = places->count;
    for (const char *at = list; at != NULL && *at != '\0';) {
        size_t size = strcspn(at, ":");
        if (size > 0) {
            add_place(places, arena, arena_strndup(arena, at, size), typed);
        }
        at += size + (at[size] == ':' ? 1 : 0);
    }
    return places->count - before;
}

static size_t parts_of(const char *list)
{
    size_t parts = 1;
    for (; list != NULL && *list != '\0'; list++) {
        parts += *list == ':' ? 1 : 0;
    }
    return parts;
}

struct folders folders_find(struct arena *arena, const char *given, const char *program)
{
    const char *environment = getenv("LOSSWALK_LESSONS");
    const char *here = program_folder(arena, program);
    const char *const usual[] = {
        user_path(arena, "XDG_DATA_HOME", ".local/share", "lessons"),
        here == NULL ? NULL : arena_printf(arena, "%s/../share/losswalk/lessons", here),
        LOSSWALK_DATADIR "/losswalk/lessons",
        /* not installed: the build makes a link to those of the source */
        here == NULL ? NULL : arena_printf(arena, "%s/lessons", here),
    };
    enum { USUAL = sizeof usual / sizeof *usual };
    size_t most = parts_of(given) + parts_of(environment) + USUAL + 1;
    struct places places = {
        arena_alloc(arena, most, sizeof(char *)), arena_alloc(arena, most, sizeof(char *)), 0};
    size_t typed = add_list(&places, arena, given, true);
    size_t set = add_list(&places, arena, environment, false);
    for (size_t i = 0; i < USUAL; i++) {
        if (usual[i] != NULL) {
            add_place(&places, arena, usual[i], false);
        }
    }
    return (struct folders){places.lessons, typed > 0 ? typed : set, places.data,
        locale_folders(arena, here), user_path(arena, "XDG_STATE_HOME", ".local/state", "progress"),
        user_path(arena, "XDG_STATE_HOME", ".local/state", "language")};
}

void folders_group(const struct folders *folders, struct catalogue *catalogue, struct arena *arena)
{
    const char **sections = arena_alloc(arena, catalogue->count + 1, sizeof *sections);
    bool several = false;
    for (size_t i = 0; i < catalogue->count; i++) {
        several = several || catalogue->entries[i].folder != catalogue->entries[0].folder;
    }
    for (size_t i = 0; several && i < catalogue->count; i++) {
        struct diag unheard; /* is said where the lesson is looked at */
        diag_init(&unheard);
        struct lesson *lesson =
            lesson_load(catalogue->entries[i].path, NULL, 0, folders->data, &unheard);
        sections[i] = lesson == NULL ? "" : arena_strdup(arena, lesson->section);
        lesson_free(lesson);
        diag_release(&unheard);
    }
    if (several) {
        catalogue_group(catalogue, sections);
    }
}

#include "folders.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 8 };

/* The folder the running program is in, or NULL. */
static const char *program_folder(struct arena *arena, const char *program)
{
    char *path = realpath("/proc/self/exe", NULL);
    if (path == NULL && strchr(program, '/') != NULL) {
        path = realpath(program, NULL);
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

struct folders folders_find(struct arena *arena, const char *given, const char *program)
{
    const char **lessons = arena_alloc(arena, MOST + 1, sizeof *lessons);
    const char **data = arena_alloc(arena, MOST + 1, sizeof *data);
    const char *environment = getenv("LOSSWALK_LESSONS");
    const char *here = program_folder(arena, program);
    const char *const candidates[] = {
        given,
        environment != NULL && environment[0] != '\0' ? environment : NULL,
        user_path(arena, "XDG_DATA_HOME", ".local/share", "lessons"),
        here == NULL ? NULL : arena_printf(arena, "%s/../share/losswalk/lessons", here),
        LOSSWALK_DATADIR "/losswalk/lessons",
        /* not installed: the build makes a link to those of the source */
        here == NULL ? NULL : arena_printf(arena, "%s/lessons", here),
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        if (candidates[i] != NULL) {
            char *real = realpath(candidates[i], NULL); /* short, and without dots in messages */
            bool typed = i == 0;
            lessons[count] = real == NULL || typed ? candidates[i] : arena_strdup(arena, real);
            data[count] = arena_printf(arena, "%s/../data", lessons[count]);
            free(real);
            count++;
        }
    }
    return (struct folders){lessons, data, locale_folders(arena, here),
        user_path(arena, "XDG_STATE_HOME", ".local/state", "progress"),
        user_path(arena, "XDG_STATE_HOME", ".local/state", "language")};
}

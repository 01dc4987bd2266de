#include "translations.h"

#include "file.h"
#include "i18n.h"
#include "mem.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char END[] = ".md";
enum { END_SIZE = sizeof END - 1, LONGEST_CODE = 8 };

static bool is_markdown(const char *name, size_t size)
{
    return size > END_SIZE && strcmp(name + size - END_SIZE, END) == 0;
}

/* The language of NAME.LL.md, where NAME has `stem` bytes, as the file must be called to be found;
 * NULL: that is no translation. */
static const char *language_of(const char *name, size_t stem)
{
    size_t size = strlen(name);
    char code[LONGEST_CODE + 1] = "";
    if (!is_markdown(name, size) || size < stem + 1 + END_SIZE + 1 || name[stem] != '.' ||
        size - END_SIZE - stem - 1 > LONGEST_CODE) {
        return NULL;
    }
    memcpy(code, name + stem + 1, size - END_SIZE - stem - 1);
    const char *language = i18n_find(code);
    return language != NULL && strcmp(language, code) == 0 ? language : NULL;
}

/* The bytes of NAME in NAME.LL.md, without a folder; 0: that is no translation. */
static size_t stem_of(const char *name)
{
    size_t stem = strlen(name);
    while (stem > 0 && language_of(name, stem) == NULL) {
        stem--;
    }
    return stem;
}

/* NAME.LL.md: what is before the language, and that. */
struct translation {
    const char *name;
    const char *language;
};

struct translations {
    struct arena arena;
    const char *folder; /* NULL: none was read yet */
    struct translation *all;
    size_t count, cap;
};

struct translations *translations_new(void)
{
    struct translations *translations = mem_alloc(1, sizeof *translations);
    arena_init(&translations->arena);
    return translations;
}

void translations_free(struct translations *translations)
{
    arena_release(&translations->arena);
    free(translations->all);
    free(translations);
}

static int by_name(const void *a, const void *b)
{
    const struct translation *one = a;
    const struct translation *other = b;
    int order = strcmp(one->name, other->name);
    return order != 0 ? order : strcmp(one->language, other->language);
}

static void add_file(struct translations *translations, const char *name)
{
    size_t stem = stem_of(name);
    if (stem > 0) {
        translations->all = mem_grow(translations->all, &translations->cap, translations->count + 1,
            sizeof *translations->all);
        translations->all[translations->count++] = (struct translation){
            arena_strndup(&translations->arena, name, stem), language_of(name, stem)};
    }
}

static void read_folder(struct translations *translations, const char *folder)
{
    arena_release(&translations->arena);
    arena_init(&translations->arena);
    translations->folder = arena_strdup(&translations->arena, folder);
    translations->count = 0;
    DIR *dir = file_opendir(folder);
    for (const struct dirent *file; dir != NULL && (file = file_readdir(dir, folder)) != NULL;) {
        add_file(translations, file->d_name);
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    if (translations->count > 0) {
        qsort(translations->all, translations->count, sizeof *translations->all, by_name);
    }
}

/* The first that is not before the name. */
static size_t first_of(const struct translations *translations, const char *name)
{
    size_t low = 0;
    size_t high = translations->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(translations->all[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const char *const *translations_of(
    struct translations *translations, const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    const char *folder =
        slash == NULL ? "." : arena_strndup(arena, path, (size_t)(slash - path) + 1);
    size_t count = 0;
    size_t first = 0;
    size_t size = strlen(file);
    if (is_markdown(file, size)) {
        const char *name = arena_strndup(arena, file, size - END_SIZE);
        if (translations->folder == NULL || strcmp(translations->folder, folder) != 0) {
            read_folder(translations, folder);
        }
        first = first_of(translations, name);
        while (first + count < translations->count &&
               strcmp(translations->all[first + count].name, name) == 0) {
            count++;
        }
    }
    const char **list = arena_alloc(arena, count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = translations->all[first + i].language;
    }
    return list;
}

bool lesson_is_translation(const char *name)
{
    return stem_of(name) > 0;
}

const char *lesson_of_translation(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    size_t stem = stem_of(file);
    const char *lesson =
        arena_printf(arena, "%.*s%s", (int)((size_t)(file - path) + stem), path, END);
    return stem > 0 && file_is_there(lesson) ? lesson : NULL;
}

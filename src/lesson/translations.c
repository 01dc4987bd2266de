#include "translations.h"

#include "i18n.h"

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

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *lesson_languages(const char *path, struct arena *arena)
{
    enum { MOST = 64 };
    const char **list = arena_alloc(arena, MOST + 1, sizeof *list);
    size_t count = 0;
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t size = strlen(name);
    const char *folder =
        slash == NULL ? "." : arena_strndup(arena, path, (size_t)(slash - path) + 1);
    DIR *dir = is_markdown(name, size) ? opendir(folder) : NULL;
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL && count < MOST;) {
        bool beside = strncmp(entry->d_name, name, size - END_SIZE) == 0;
        const char *language = beside ? language_of(entry->d_name, size - END_SIZE) : NULL;
        if (language != NULL) {
            list[count++] = language;
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    qsort(list, count, sizeof *list, by_code); /* a folder has its names in any order */
    return list;
}

const char *lesson_of_translation(const char *path, struct arena *arena)
{
    size_t size = strlen(path);
    for (size_t stem = size; stem > 0 && path[stem - 1] != '/';) {
        stem--;
        if (path[stem] == '.' && language_of(path, stem) != NULL) {
            const char *lesson = arena_printf(arena, "%.*s%s", (int)stem, path, END);
            return access(lesson, F_OK) == 0 ? lesson : NULL;
        }
    }
    return NULL;
}

#include "lessons.h"

#include "arrays.h"
#include "fault.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"
#include "translations.h"

#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool looks_like_a_path(const char *name)
{
    return strcmp(name, "-") == 0 || lesson_is_name(name) || lesson_are_arrays(name) ||
           strchr(name, '/') != NULL;
}

const char *lessons_resolve(const struct catalogue *catalogue, const char *name, struct diag *diag)
{
    if (looks_like_a_path(name)) {
        return name; /* whether it is there is found out by opening it */
    }
    const struct catalogue_entry *entry = catalogue_find(catalogue, name);
    if (entry != NULL) {
        return entry->path;
    }
    const struct where nowhere = {0};
    diag_error(diag, nowhere, _("there is no lesson '%s'"), name);
    const char *near = catalogue_nearest(catalogue, name);
    if (near != NULL) {
        diag_hint(diag, _("did you mean %s?"), near);
    } else {
        diag_hint(diag, _("losswalk --list lists the lessons; a file is given with its .md"));
    }
    return NULL;
}

void paths_add(struct paths *paths, const char *path)
{
    paths->list = mem_grow(paths->list, &paths->cap, paths->count + 1, sizeof *paths->list);
    paths->list[paths->count++] = path;
}

const char *const *paths_keep(struct paths *paths, struct arena *arena)
{
    const char **copy = arena_alloc(arena, paths->count + 1, sizeof *copy);
    for (size_t i = 0; i < paths->count; i++) {
        copy[i] = paths->list[i];
    }
    free(paths->list);
    *paths = (struct paths){.list = NULL};
    return copy;
}

/* Adds the lesson, once, however often it is named: `4 sparse*` names it twice. It may be among the
 * first `known` paths. */
static void add_once(const char *path, struct paths *paths, size_t known)
{
    for (size_t i = 0; i < known; i++) {
        if (strcmp(paths->list[i], path) == 0) {
            return;
        }
    }
    paths_add(paths, path);
}

/* Adds the file, or the lesson it translates: `lessons/01*` names both. */
static void add_file(const char *path, struct arena *arena, struct paths *paths)
{
    const char *lesson = lesson_of_translation(path, arena);
    add_once(lesson != NULL ? lesson : path, paths, paths->count);
}

/* False: there are none. */
static bool match_files(const char *pattern, struct arena *arena, struct paths *paths)
{
    glob_t found;
    int status = glob(pattern, 0, NULL, &found);
    bool any = status == 0;
    if (status == GLOB_NOSPACE) {
        fault_no_memory();
    }
    if (any) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            add_file(arena_strdup(arena, found.gl_pathv[i]), arena, paths);
        }
        globfree(&found);
    }
    return any;
}

/* Adds all lessons of a folder. False: the name is none. */
static bool match_folder(const struct catalogue *catalogue, const char *name, struct arena *arena,
    struct paths *paths, struct diag *diag)
{
    struct stat info;
    const char *const folders[] = {name, NULL};
    if (catalogue_find(catalogue, name) != NULL || !file_stat(name, &info) ||
        !S_ISDIR(info.st_mode)) {
        return false;
    }
    struct catalogue found;
    size_t known = paths->count; /* each lesson of the folder is in it once */
    (void)catalogue_open(&found, folders, 1, diag);
    for (size_t i = 0; i < found.count; i++) {
        add_once(arena_strdup(arena, found.entries[i].path), paths, known);
    }
    catalogue_release(&found);
    return true;
}

void lessons_match(const struct catalogue *catalogue, const char *name, struct arena *arena,
    struct paths *paths, struct diag *diag)
{
    if (match_folder(catalogue, name, arena, paths, diag)) {
        return;
    }
    if (strpbrk(name, "*?[") == NULL || file_is_there(name)) {
        const char *path = lessons_resolve(catalogue, name, diag);
        if (path != NULL) {
            add_file(path, arena, paths);
        }
        return;
    }
    bool any = false;
    size_t known = paths->count;
    if (looks_like_a_path(name)) {
        any = match_files(name, arena, paths);
    } else {
        for (size_t i = 0; i < catalogue->count; i++) {
            if (fnmatch(name, catalogue->entries[i].id, 0) == 0) {
                add_once(catalogue->entries[i].path, paths, known);
                any = true;
            }
        }
    }
    if (!any) {
        diag_error(diag, (struct where){0}, _("no lesson matches '%s'"), name);
        diag_hint(diag, _("losswalk --list lists the lessons; a file is given with its .md"));
    }
}

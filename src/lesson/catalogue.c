#include "catalogue.h"

#include "file.h"
#include "i18n.h"
#include "lesson_name.h"
#include "mem.h"
#include "num.h"
#include "str.h"
#include "translations.h"
#include "utf8.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool lesson_is_name(const char *path)
{
    size_t size = strlen(path);
    return size > 3 && strcmp(path + size - 3, ".md") == 0 && path[size - 4] != '/';
}

const char *lesson_name(const char *path, struct arena *arena, int *number)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t size = strlen(name);
    if (lesson_is_name(name)) {
        size -= 3;
    }
    size_t digits = strspn(name, "0123456789");
    long long value = 0;
    *number = 0;
    if (digits > 0 && digits + 1 < size && name[digits] == '-' &&
        num_parse_integer(name, digits, &value) && value <= INT_MAX) {
        *number = (int)value;
        name += digits + 1;
        size -= digits + 1;
    }
    struct str id;
    str_init(&id);
    utf8_add_safe(&id, arena_strndup(arena, name, size));
    const char *copy = arena_strndup(arena, id.data, id.len);
    str_release(&id);
    return copy;
}

const struct catalogue_entry *catalogue_entry_of(
    const struct catalogue *catalogue, const char *path, struct arena *arena)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->entries[i].path, path) == 0) {
            return &catalogue->entries[i];
        }
    }
    struct catalogue_entry *entry = arena_alloc(arena, 1, sizeof *entry);
    *entry = (struct catalogue_entry){.path = arena_strdup(arena, path)};
    entry->id = lesson_name(path, arena, &entry->number);
    return entry;
}

static bool is_safe_name(const char *name)
{
    size_t size = strlen(name);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(name + at, size - at, &code);
        if (used == 0 || code == '\n' || code == '\t' || !utf8_is_safe(code)) {
            return false;
        }
        at += used;
    }
    return true;
}

/* NAME.md, but no README, no translation NAME.LL.md. */
static bool is_lesson(const char *name)
{
    return lesson_is_name(name) && strcmp(name, "README.md") != 0 && !lesson_is_translation(name);
}

/* By number, those without one last, then by id. */
static int compare(const void *left, const void *right)
{
    const struct catalogue_entry *a = left;
    const struct catalogue_entry *b = right;
    unsigned a_number = (unsigned)a->number - 1; /* 0 becomes the largest */
    unsigned b_number = (unsigned)b->number - 1;
    if (a_number != b_number) {
        return a_number < b_number ? -1 : 1;
    }
    return strcmp(a->id, b->id);
}

enum {
    DEEPEST = 3
}; /* folders in folders; links to folders are not followed, so none comes twice */

struct list {
    struct catalogue_entry *all;
    size_t count, cap;
    struct diag *diag; /* NULL: nobody asks what is left out */
};

static void leave_out(struct list *list, const char *path)
{
    const struct source source = {.name = path};
    if (list->diag != NULL) {
        diag_warn(list->diag, (struct where){.source = &source},
            _("left out: its name has characters that cannot be shown"));
    }
}

static bool is_folder(const char *path, const struct dirent *file)
{
    struct stat info;
    return file->d_type == DT_DIR ||
           (file->d_type == DT_UNKNOWN && file_lstat(path, &info) && S_ISDIR(info.st_mode));
}

/* The lessons of a folder and of those in it; false: it cannot be opened. */
static bool list_folder(
    struct catalogue *catalogue, const char *folder, int depth, struct list *list)
{
    DIR *dir = file_opendir(folder);
    if (dir == NULL) {
        return false;
    }
    for (const struct dirent *file = file_readdir(dir, folder); file != NULL;
         file = file_readdir(dir, folder)) {
        if (file->d_name[0] == '.') {
            continue;
        }
        const char *path = arena_printf(&catalogue->arena, "%s/%s", folder, file->d_name);
        if (is_folder(path, file)) {
            (void)(depth < DEEPEST && list_folder(catalogue, path, depth + 1, list));
        } else if (!is_lesson(file->d_name)) {
            continue;
        } else if (!is_safe_name(file->d_name)) {
            leave_out(list, path);
        } else {
            list->all = mem_grow(list->all, &list->cap, list->count + 1, sizeof *list->all);
            struct catalogue_entry *entry = &list->all[list->count++];
            entry->path = path;
            entry->id = lesson_name(file->d_name, &catalogue->arena, &entry->number);
        }
    }
    (void)closedir(dir);
    return true;
}

/* By id; of one id, in the order of the folders. */
static int by_id(const void *left, const void *right)
{
    const struct catalogue_entry *a = left;
    const struct catalogue_entry *b = right;
    int ids = strcmp(a->id, b->id);
    if (ids != 0 || a->folder != b->folder) {
        return ids != 0 ? ids : a->folder < b->folder ? -1 : 1;
    }
    return strcmp(a->path, b->path);
}

/* Takes the lessons in: of one id, that of the first folder. */
static void take(struct catalogue *catalogue, struct list *list)
{
    if (list->count == 0) {
        return;
    }
    qsort(list->all, list->count, sizeof *list->all, by_id);
    catalogue->entries = arena_alloc(&catalogue->arena, list->count, sizeof *list->all);
    for (size_t i = 0; i < list->count; i++) {
        if (i == 0 || strcmp(list->all[i].id, list->all[i - 1].id) != 0) {
            catalogue->entries[catalogue->count++] = list->all[i];
        }
    }
    qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, compare);
}

/* A number says which lesson is meant, so no two may have one. */
static bool check_numbers(const struct catalogue *catalogue, struct diag *diag)
{
    bool ok = true;
    for (size_t i = 1; i < catalogue->count; i++) {
        const struct catalogue_entry *one = &catalogue->entries[i - 1];
        const struct catalogue_entry *other = &catalogue->entries[i];
        if (one->number > 0 && one->number == other->number) {
            const struct source source = {.name = other->path};
            diag_error(diag, (struct where){.source = &source}, _("is number %d, as %s is"),
                other->number, one->path);
            diag_hint(diag, _("give one of them another number in its file name"));
            ok = false;
        }
    }
    return ok;
}

void catalogue_open_folder(struct catalogue *catalogue, const char *folder)
{
    *catalogue = (struct catalogue){0};
    arena_init(&catalogue->arena);
    struct list list = {0};
    (void)list_folder(catalogue, folder, DEEPEST, &list);
    take(catalogue, &list);
    free(list.all);
}

bool catalogue_open(
    struct catalogue *catalogue, const char *const *folders, size_t named, struct diag *diag)
{
    *catalogue = (struct catalogue){0};
    arena_init(&catalogue->arena);
    struct list list = {.diag = diag};
    struct str looked;
    str_init(&looked);
    bool ok = true;
    for (size_t i = 0; folders[i] != NULL && (i < named || (named == 0 && list.count == 0)); i++) {
        size_t before = list.count;
        bool opened = list_folder(catalogue, folders[i], 0, &list);
        if (i < named && list.count == before) {
            const struct source source = {.name = folders[i]};
            diag_error(diag, (struct where){.source = &source},
                opened ? _("there are no lessons in this folder") : _("cannot open this folder"));
            ok = false;
        }
        for (size_t at = before; at < list.count; at++) {
            list.all[at].folder = i;
        }
        str_addf(&looked, "%s%s", i == 0 ? "" : ", ", folders[i]);
    }
    take(catalogue, &list);
    free(list.all);
    if (ok && catalogue->count == 0) {
        diag_error(diag, (struct where){0}, _("there are no lessons"));
        diag_hint(diag, _("looked in: %s"), looked.data);
    }
    str_release(&looked);
    return check_numbers(catalogue, diag) && ok && catalogue->count > 0;
}

void catalogue_group(struct catalogue *catalogue, const char *const *sections)
{
    size_t count = 0;
    struct catalogue_entry *all = mem_alloc(catalogue->count + 1, sizeof *all);
    for (size_t first = 0; first < catalogue->count; first++) {
        size_t before = 0;
        while (strcmp(sections[before], sections[first]) != 0) {
            before++;
        }
        for (size_t i = first; i < catalogue->count && before == first; i++) {
            if (strcmp(sections[i], sections[first]) == 0) {
                all[count++] = catalogue->entries[i];
            }
        }
    }
    memcpy(catalogue->entries, all, count * sizeof *all);
    free(all);
}

void catalogue_release(struct catalogue *catalogue)
{
    arena_release(&catalogue->arena);
    *catalogue = (struct catalogue){0};
}

const struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *name)
{
    long long number = 0;
    bool numeric = num_parse_integer(name, strlen(name), &number) && number > 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (strcmp(entry->id, name) == 0 || (numeric && entry->number == number)) {
            return entry;
        }
    }
    return NULL;
}

const char *catalogue_nearest(const struct catalogue *catalogue, const char *name)
{
    const char **ids = mem_alloc(catalogue->count + 1, sizeof *ids);
    for (size_t i = 0; i < catalogue->count; i++) {
        ids[i] = catalogue->entries[i].id;
    }
    const char *nearest = diag_nearest(name, ids);
    free(ids);
    return nearest;
}

#include "catalogue.h"

#include "i18n.h"
#include "lesson_name.h"
#include "mem.h"
#include "num.h"
#include "str.h"
#include "utf8.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *lesson_name(const char *path, struct arena *arena, int *number)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t size = strlen(name);
    if (size > 3 && strcmp(name + size - 3, ".md") == 0) {
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

/* NAME.md, but no README, no hidden file, no translation NAME.LL.md. */
static bool is_lesson(const struct dirent *file)
{
    const char *dot = strchr(file->d_name, '.');
    return file->d_type != DT_DIR && dot != NULL && dot != file->d_name &&
           strcmp(dot, ".md") == 0 && strcmp(file->d_name, "README.md") != 0 &&
           is_safe_name(file->d_name);
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

/* The lessons of one folder; none when it cannot be read. */
static void list_folder(struct catalogue *catalogue, const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return;
    }
    struct catalogue_entry *list = NULL;
    size_t cap = 0;
    size_t count = 0;
    for (const struct dirent *file = readdir(dir); file != NULL; file = readdir(dir)) {
        if (!is_lesson(file)) {
            continue;
        }
        list = mem_grow(list, &cap, count + 1, sizeof *list);
        list[count].path = arena_printf(&catalogue->arena, "%s/%s", folder, file->d_name);
        list[count].id = lesson_name(file->d_name, &catalogue->arena, &list[count].number);
        count++;
    }
    (void)closedir(dir);
    if (count > 0) {
        qsort(list, count, sizeof *list, compare);
        catalogue->entries = arena_alloc(&catalogue->arena, count, sizeof *list);
        memcpy(catalogue->entries, list, count * sizeof *list);
        catalogue->count = count;
    }
    free(list);
}

bool catalogue_open(struct catalogue *catalogue, const char *const *folders, struct diag *diag)
{
    *catalogue = (struct catalogue){0};
    arena_init(&catalogue->arena);
    struct str looked;
    str_init(&looked);
    for (size_t i = 0; folders[i] != NULL && catalogue->count == 0; i++) {
        list_folder(catalogue, folders[i]);
        str_addf(&looked, "%s%s", i == 0 ? "" : ", ", folders[i]);
    }
    if (catalogue->count == 0) {
        diag_error(diag, (struct where){0}, _("there are no lessons"));
        diag_hint(diag, _("looked in: %s"), looked.data);
    }
    str_release(&looked);
    return catalogue->count > 0;
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

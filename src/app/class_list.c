#include "class_list.h"

#include "file.h"
#include "i18n.h"
#include "lesson_file.h"
#include "text_check.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

enum { MOST_BYTES = 1 << 20 };

struct list {
    const char **names;
    size_t *lines; /* where each stands */
    size_t count;
    struct arena *arena;
    struct diag *diag;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void warn_twice(struct list *list, const char *name, struct where where)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->names[i], name) == 0) {
            diag_warn(list->diag, where, _("this name stands in line %zu, too"), list->lines[i]);
            diag_id(list->diag, "name-twice");
            diag_hint(list->diag, _("if there are two of them, add what tells them apart"));
            return;
        }
    }
}

static bool take_line(struct list *list, const char *line, size_t size, struct where where)
{
    while (size > 0 && is_blank(line[size - 1])) {
        size--;
    }
    while (size > 0 && is_blank(*line)) {
        line++;
        size--;
        where.col++;
    }
    if (size == 0) {
        return true;
    }
    const char *tab = memchr(line, '\t', size);
    if (tab != NULL) {
        where.col += (size_t)(tab - line);
        diag_error(list->diag, where, _("a TAB within a name"));
        diag_hint(list->diag, _("one name a line, and nothing else"));
        return false;
    }
    if (size > CLASS_NAME_BYTES) {
        diag_error(list->diag, where, _("a name may have up to %d bytes; this line has %zu"),
            CLASS_NAME_BYTES, size);
        diag_hint(list->diag, _("one name a line, and nothing else"));
        return false;
    }
    if (list->count == CLASS_MOST_NAMES) {
        diag_error(list->diag, where, _("a class has up to %d names"), CLASS_MOST_NAMES);
        return false;
    }
    const char *name = arena_strndup(list->arena, line, size);
    warn_twice(list, name, where);
    list->lines[list->count] = where.line;
    list->names[list->count++] = name;
    return true;
}

static bool take_lines(struct list *list, const struct source *source)
{
    bool ok = true;
    struct where where = {source, 1, 1};
    const char *end = source->text + source->size;
    for (const char *line = source->text; line < end && list->diag->errors < DIAG_KEEP;
         where.line++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop != NULL ? stop : end;
        ok = take_line(list, line, (size_t)(stop - line), where) && ok;
        line = stop + 1;
    }
    if (ok && list->count == 0) {
        diag_error(list->diag, (struct where){source, 0, 0}, _("there is no name in this file"));
        diag_hint(list->diag, _("one name a line, and nothing else"));
        ok = false;
    }
    return ok;
}

bool class_list_read(
    const char *path, struct arena *arena, const char *const **names, struct diag *diag)
{
    struct str text;
    str_init(&text);
    struct source source = {.name = path};
    struct list list = {.arena = arena, .diag = diag};
    list.names = arena_alloc(arena, CLASS_MOST_NAMES + 1, sizeof *list.names);
    list.lines = arena_alloc(arena, CLASS_MOST_NAMES, sizeof *list.lines);
    bool ok = file_read(path, MOST_BYTES, &text);
    file_note_source_at(path); /* no sheet takes its place */
    if (!ok) {
        diag_error(diag, (struct where){&source, 0, 0}, _("cannot read: %s"), i18n_error(errno));
    } else {
        lesson_file_source(&source, arena, path, text.data, text.len);
        ok = text_check(&source, diag) && take_lines(&list, &source);
    }
    str_release(&text);
    *names = list.names;
    return ok;
}

/* ---- Files of theirs ------------------------------------------------------------------------- */

/* Of other scripts all is kept: what steers nothing, class_list_read() has made sure of. */
static const char *stem_of(const char *name, struct arena *arena)
{
    struct str stem;
    str_init(&stem);
    for (; *name != '\0'; name++) {
        bool kept = (*name & 0x80) != 0 || isalnum((unsigned char)*name) || *name == '_';
        if (kept || (stem.len > 0 && stem.data[stem.len - 1] != '-')) {
            str_addn(&stem, kept ? name : "-", 1);
        }
    }
    while (stem.len > 0 && stem.data[stem.len - 1] == '-') {
        stem.len--;
    }
    const char *copy = stem.len > 0 ? arena_strndup(arena, stem.data, stem.len) : "name";
    str_release(&stem);
    return copy;
}

/* Where "Ada" and "ada" are one file, too. */
static bool is_taken(const char *const *stems, size_t count, const char *stem)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(stems[i], stem) == 0) {
            return true;
        }
    }
    return strcasecmp(CLASS_ANSWERS, stem) == 0;
}

const char **class_list_stems(const char *const *names, struct arena *arena)
{
    const char **stems = arena_alloc(arena, CLASS_MOST_NAMES + 1, sizeof *stems);
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *stem = stem_of(names[i], arena);
        stems[i] = stem;
        for (size_t n = 2; is_taken(stems, i, stems[i]); n++) {
            stems[i] = arena_printf(arena, "%s-%zu", stem, n);
        }
    }
    return stems;
}

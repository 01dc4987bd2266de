#include "rewrite.h"

#include "catalogue.h"
#include "file.h"
#include "i18n.h"
#include "lesson_file.h"
#include "mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The end of the line at `at`, its line end included. */
static const char *line_end(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    return stop == NULL ? end : stop + 1;
}

/* Does a key of the front matter begin on this line? What belongs to the key before is indented, an
 * item of a list, or the rest of a bracket. */
static bool is_key_line(const char *at, const char *end)
{
    size_t name = strspn(at, "abcdefghijklmnopqrstuvwxyz_\"'");
    return name > 0 && at + name < end && strchr(": \t", at[name]) != NULL &&
           memchr(at, ':', (size_t)(end - at)) != NULL;
}

static bool is_blank_or_comment(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    return at == end || *at == '#' || *at == '\r' || *at == '\n';
}

/* The end of the lines of the key that begins at `at`: blanks and comments before the next key are
 * not among them. */
static const char *value_end(const char *at, const char *end)
{
    const char *last = line_end(at, end);
    for (const char *line = last; line < end;) {
        const char *stop = line_end(line, end);
        if (is_key_line(line, stop)) {
            break;
        }
        last = is_blank_or_comment(line, stop) ? last : stop;
        line = stop;
    }
    return last;
}

/* The override of this line's key: the last one, as it is the one that counts. NULL: none. */
static const struct override *override_of(const struct lesson *lesson, const char *line)
{
    for (size_t i = lesson->override_count; i-- > 0;) {
        const char *text = lesson->overrides[i].text;
        size_t size = strcspn(text, "=");
        if (strncmp(line, text, size) == 0 && strchr(": \t", line[size]) != NULL) {
            return &lesson->overrides[i];
        }
    }
    return NULL;
}

static void add_override(struct str *out, const struct override *override)
{
    size_t size = strcspn(override->text, "=");
    const char *value = override->text + size + 1;
    if (value[strspn(value, " ")] == '\0') {
        return; /* taken away */
    }
    str_addn(out, override->text, size);
    str_add(out, ": ");
    str_add(out, value);
    str_addc(out, '\n');
}

/* Is it the last for its key, and was it not written in place of the key? */
static bool is_left(const struct lesson *lesson, size_t index, const bool *written)
{
    const char *text = lesson->overrides[index].text;
    size_t size = strcspn(text, "=") + 1;
    for (size_t i = 0; i < lesson->override_count; i++) {
        bool same = strncmp(lesson->overrides[i].text, text, size) == 0;
        if (same && (i > index || written[i])) {
            return false;
        }
    }
    return true;
}

void lesson_rewrite(const struct lesson *lesson, struct str *out)
{
    const struct source *source = &lesson->source;
    struct lesson_parts parts = {0};
    struct diag known; /* it was read as a lesson: there is nothing to say */
    diag_init(&known);
    (void)lesson_file_split(source, &parts, &known);
    diag_release(&known);
    const char *end = source->text + parts.front_end;
    bool *written = mem_alloc(lesson->override_count + 1, sizeof *written);
    str_addn(out, source->text, parts.front);
    for (const char *line = source->text + parts.front; line < end;) {
        const char *stop = line_end(line, end);
        const struct override *override = NULL;
        bool expect = false;
        if (is_key_line(line, stop)) {
            override = override_of(lesson, line);
            expect = lesson->override_count > 0 &&
                     (strncmp(line, "expect:", 7) == 0 || strncmp(line, "task:", 5) == 0);
            stop = override != NULL || expect ? value_end(line, end) : stop;
        }
        if (override != NULL) {
            add_override(out, override);
            written[override - lesson->overrides] = true;
        } else if (!expect) {
            str_addn(out, line, (size_t)(stop - line));
        }
        line = stop;
    }
    for (size_t i = 0; i < lesson->override_count; i++) {
        if (is_left(lesson, i, written)) {
            add_override(out, &lesson->overrides[i]);
        }
    }
    str_addn(out, end, source->size - parts.front_end);
    free(written);
}

static bool write_new(const char *path, const struct str *text, struct diag *diag)
{
    if (file_write_new(path, text->data, text->len)) {
        return true;
    }
    const struct source source = {.name = path};
    int error = errno;
    diag_error(diag, (struct where){&source, 0, 0}, _("cannot write: %s"), i18n_error(error));
    if (error == EEXIST) {
        diag_hint(diag, _("a copy never takes the place of a file; choose another name"));
    }
    return false;
}

bool lesson_save_copy(const struct lesson *lesson, const char *path,
    const char *const *data_folders, struct diag *diag)
{
    if (!lesson_is_name(path)) { /* it could be written, and not be opened */
        const struct source source = {.name = path};
        diag_error(diag, (struct where){&source, 0, 0}, _("the name of a lesson ends in .md"));
        return false;
    }
    struct str text;
    str_init(&text);
    lesson_rewrite(lesson, &text);
    char *folder = lesson_folder(path);
    struct lesson *copy =
        lesson_parse(path, folder, text.data, text.len, NULL, 0, data_folders, diag);
    free(folder);
    bool ok = copy != NULL && write_new(path, &text, diag);
    lesson_free(copy);
    str_release(&text);
    return ok;
}

#include "fuzz.h"

#include "utf8.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_PUT = 8, PATH_BYTES = 128, SHOWN_BYTES = 4000 };

static struct str subject = {.data = NULL};

/* ---- What must hold -------------------------------------------------------------------------- */

void fuzz_about(const char *text, size_t size)
{
    if (subject.data == NULL) {
        str_init(&subject);
    }
    str_clear(&subject);
    str_addn(&subject, text, size);
}

_Noreturn void fuzz_fail(const char *what, const char *text, size_t size)
{
    (void)fprintf(stderr, "not so: %s\n---- of:\n%s\n---- what came out:\n%.*s\n", what,
        subject.data == NULL ? "" : subject.data, (int)(size < SHOWN_BYTES ? size : SHOWN_BYTES),
        text);
    abort();
}

void fuzz_need(bool holds, const char *what)
{
    if (!holds) {
        fuzz_fail(what, "", 0);
    }
}

void fuzz_check_pages(const char *text, size_t size, size_t width, bool ascii, size_t pages)
{
    size_t line = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (used == 0) {
            fuzz_fail("all of it is UTF-8", text + line, size - line);
        }
        bool page = code == '\f' && at == line && pages > 0; /* before the document itself */
        bool mark = code == 0xfeff && at == 0;               /* of a table for spreadsheets */
        if (!page && !mark && ((code < ' ' && code != '\n') || !utf8_is_safe(code))) {
            fuzz_fail("LF is the only control character", text + line, size - line);
        }
        pages -= page ? 1 : 0;
        if (ascii && code >= 0x80) {
            fuzz_fail("all of it is ASCII", text + line, size - line);
        }
        if (code == '\n' && width > 0 && utf8_width_n(text + line, at - line) > width) {
            fuzz_fail("no line is wider than the page", text + line, at - line);
        }
        at += used;
        line = code == '\n' || page ? at : line;
    }
}

void fuzz_check_page(const char *text, size_t size, size_t width, bool ascii)
{
    fuzz_check_pages(text, size, width, ascii, 0);
}

/* Counted by itself: lines end at LF, columns are characters (bytes that are none, one each), and a
 * place may be just behind the last. */
static bool has_place(const struct source *source, size_t line, size_t col)
{
    size_t at = 0;
    for (size_t i = 1; i < line; i++) {
        const char *end = memchr(source->text + at, '\n', source->size - at);
        if (end == NULL) {
            return false;
        }
        at = (size_t)(end - source->text) + 1;
    }
    size_t chars = 1;
    while (at < source->size && source->text[at] != '\n') {
        uint32_t code = 0;
        size_t used = utf8_decode(source->text + at, source->size - at, &code);
        at += used > 0 ? used : 1;
        chars++;
    }
    return col >= 1 && col <= chars;
}

static void check_words(const char *text)
{
    if (text != NULL) {
        fuzz_check_page(text, strlen(text), 0, false);
        if (strchr(text, '\n') != NULL) {
            fuzz_fail("a message is one line", text, strlen(text));
        }
    }
}

void fuzz_check_diag(const struct diag *diag, const struct source *source, bool refused)
{
    struct str printed;
    fuzz_need((diag->errors > 0) == refused, "what is refused, and nothing else, has an error");
    for (const struct diag_item *item = diag->first; item != NULL; item = item->next) {
        bool here = source != NULL && item->file != NULL && strcmp(item->file, source->name) == 0;
        if (here && item->line > 0 && !has_place(source, item->line, item->col)) {
            char place[64];
            (void)snprintf(place, sizeof place, "%zu:%zu: ", item->line, item->col);
            (void)fputs(place, stderr);
            fuzz_fail("a message has its place in the file", item->text, strlen(item->text));
        }
        fuzz_need(item->text[0] != '\0', "a message says something");
        check_words(item->text);
        check_words(item->hint);
        check_words(item->excerpt);
        fuzz_need(item->excerpt == NULL || utf8_width(item->excerpt) <= 76,
            "an excerpt is at most 76 columns wide");
        fuzz_need(item->excerpt == NULL || item->caret_cells <= utf8_width(item->excerpt),
            "the caret is below the excerpt");
    }
    str_init(&printed);
    diag_print(diag, &printed);
    fuzz_check_page(printed.data, printed.len, 0, false);
    str_release(&printed);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static _Noreturn void give_up(const char *what)
{
    perror(what);
    abort();
}

int fuzz_memory_file(const char *name)
{
    int file = memfd_create(name, MFD_CLOEXEC);
    if (file < 0) {
        give_up("memory file");
    }
    return file;
}

void fuzz_rewrite(int file, const void *data, size_t size)
{
    bool ok = ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size &&
              lseek(file, 0, SEEK_SET) == 0;
    if (!ok) {
        give_up("memory file");
    }
}

static char folder[64]; /* "": not made yet */
static char put[MOST_PUT][PATH_BYTES];

static void remove_folder(void)
{
    for (size_t i = 0; i < MOST_PUT && put[i][0] != '\0'; i++) {
        (void)unlink(put[i]);
    }
    (void)rmdir(folder);
}

const char *fuzz_folder(void)
{
    if (folder[0] == '\0') {
        const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        (void)snprintf(folder, sizeof folder, "%s/losswalk-fuzz-XXXXXX", memory);
        if (mkdtemp(folder) == NULL) {
            give_up(folder);
        }
        (void)atexit(remove_folder);
    }
    return folder;
}

const char *fuzz_put(const char *name, const void *data, size_t size)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    size_t i = 0;
    while (put[i][0] != '\0' && strcmp(put[i], path) != 0) {
        i++;
        fuzz_need(i < MOST_PUT, "there are few files");
    }
    (void)memcpy(put[i], path, sizeof path);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || write(file, data, size) != (ssize_t)size || close(file) != 0) {
        give_up(path);
    }
    return put[i];
}

/* ---- Input ----------------------------------------------------------------------------------- */

bool fuzz_line(const uint8_t **data, size_t *size, const char **line, size_t *length)
{
    if (*size == 0) {
        return false;
    }
    const uint8_t *end = memchr(*data, '\n', *size);
    *line = (const char *)*data;
    *length = end == NULL ? *size : (size_t)(end - *data);
    size_t used = *length + (end == NULL ? 0 : 1);
    *data += used;
    *size -= used;
    return true;
}

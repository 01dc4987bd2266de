/* What the harnesses check with. A harness is fuzz_NAME.c with LLVMFuzzerTestOneInput(), which
 * libFuzzer calls, or replay.c where there is none.
 *
 * What does not hold ends the program with SIGABRT, after saying what, and of which text. */
#ifndef LOSSWALK_TESTS_FUZZ_H
#define LOSSWALK_TESTS_FUZZ_H

#include "diag.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text that a failure is about, shown with it; copied. */
void fuzz_about(const char *text, size_t size);

void fuzz_need(bool holds, const char *what);
_Noreturn void fuzz_fail(const char *what, const char *text, size_t size);

/* What came out is UTF-8 (7 bits if `ascii`) in which LF is the only control character, and no line
 * is wider than `width` (0: any). At most so many pages begin with a form feed. */
void fuzz_check_pages(const char *text, size_t size, size_t width, bool ascii, size_t pages);
void fuzz_check_page(const char *text, size_t size, size_t width, bool ascii);
/* Each message has a place inside the source it is about (NULL: none is looked at), and is text
 * that can be printed; what was `refused` has an error, and nothing else has. */
void fuzz_check_diag(const struct diag *diag, const struct source *source, bool refused);

/* A file in memory, and new contents for it, to be read from the start. */
int fuzz_memory_file(const char *name);
void fuzz_rewrite(int file, const void *data, size_t size);

/* A folder of this process's own, removed at exit with what fuzz_put() put there. */
const char *fuzz_folder(void);
/* The file of that name in it, now with these bytes; its path, valid until the next call. */
const char *fuzz_put(const char *name, const void *data, size_t size);

/* The next line of data, without its LF; false: there is none. */
bool fuzz_line(const uint8_t **data, size_t *size, const char **line, size_t *length);

#endif

/* The language that was chosen, kept between runs in a file of one word: "zh". */
#ifndef LOSSWALK_LANGUAGE_FILE_H
#define LOSSWALK_LANGUAGE_FILE_H

#include <stdbool.h>

/* One of i18n_languages(), or NULL: none was chosen, or what is there is no language. `file` may be
 * NULL. */
const char *language_file_read(const char *file);
/* Keeps the language, one of i18n_languages(), in the file's place. False with errno set where that
 * is not possible; the choice then holds for this run. `file` NULL keeps nothing. */
bool language_file_write(const char *file, const char *language);

#endif

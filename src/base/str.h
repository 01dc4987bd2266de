/* A growing string.
 *
 * Invariant: data[len] is a zero byte, always; an empty str may point at a static empty string
 * until the first byte is added, so read `data` freely but write only through these functions.
 */
#ifndef LOSSWALK_STR_H
#define LOSSWALK_STR_H

#include <stdarg.h>
#include <stddef.h>

struct str {
    char *data;
    size_t len, cap;
};

void str_init(struct str *str);
void str_release(struct str *str);
void str_clear(struct str *str); /* empty, memory kept */

void str_add(struct str *str, const char *text);
void str_addn(struct str *str, const char *text, size_t size);
void str_addc(struct str *str, char c);
/* A number in decimal digits. */
void str_add_count(struct str *str, size_t number);
/* count copies of c. */
void str_fill(struct str *str, size_t count, char c);
/* Not for doubles: those go through num.h, so that no locale can bend them. */
void str_addf(struct str *str, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(1, 2)));
void str_vaddf(struct str *str, const char *format, va_list args)
    __attribute__((format(printf, 2, 0), nonnull(1, 2)));

#endif

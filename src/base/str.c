#include "str.h"

#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char empty[1];

void str_init(struct str *str)
{
    *str = (struct str){.data = empty};
}

void str_release(struct str *str)
{
    if (str->cap > 0) {
        free(str->data);
    }
    str_init(str);
}

void str_clear(struct str *str)
{
    str->len = 0;
    if (str->cap > 0) {
        str->data[0] = '\0';
    }
}

static void reserve(struct str *str, size_t more)
{
    if (str->cap - str->len > more) {
        return;
    }
    enum { LINE = 96 }; /* most are one, and are made in one piece */
    size_t need = str->len + more + 1;
    str->data = mem_grow(str->cap > 0 ? str->data : NULL, &str->cap, need < LINE ? LINE : need, 1);
}

void str_addn(struct str *str, const char *text, size_t size)
{
    reserve(str, size);
    if (size > 0) {
        memcpy(str->data + str->len, text, size);
    }
    str->len += size;
    str->data[str->len] = '\0';
}

void str_add(struct str *str, const char *text)
{
    str_addn(str, text, strlen(text));
}

void str_addc(struct str *str, char c)
{
    reserve(str, 1);
    str->data[str->len++] = c;
    str->data[str->len] = '\0';
}

void str_add_count(struct str *str, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    str_addn(str, digits + at, sizeof digits - at);
}

void str_fill(struct str *str, size_t count, char c)
{
    reserve(str, count);
    memset(str->data + str->len, c, count);
    str->len += count;
    str->data[str->len] = '\0';
}

void str_vaddf(struct str *str, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = str->cap - str->len; /* most texts fit at once */
    int size = vsnprintf(room > 0 ? str->data + str->len : NULL, room, format, args);
    if (size > 0 && (size_t)size >= room) {
        reserve(str, (size_t)size);
        (void)vsnprintf(str->data + str->len, (size_t)size + 1, format, again);
    }
    str->len += size > 0 ? (size_t)size : 0;
    va_end(again);
}

void str_addf(struct str *str, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str_vaddf(str, format, args);
    va_end(args);
}

#include "variant_numbers.h"

#include "elementary.h"
#include "num.h"
#include "quoted.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '_';
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* The number that begins at `at`; false: none does. s1 is a name. */
static bool read_number(const char *text, const char *at, struct number *out)
{
    bool part = at > text && (is_word(at[-1]) || (at[-1] == '.' && at > text + 1 &&
                                                     isdigit((unsigned char)at[-2]) != 0));
    size_t whole = strspn(at, "0123456789");
    if (whole == 0 || whole > 9 || part) {
        return false;
    }
    size_t decimals = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;
    size_t size = whole + (decimals > 0 ? decimals + 1 : 0);
    if (is_word(at[size])) {
        return false;
    }
    *out = (struct number){.at = at, .size = size, .whole = decimals == 0};
    (void)num_parse(at, size, &out->value);
    out->half = elementary_pow(10, -(double)decimals) / 2;
    for (size_t i = 0; i < size; i++) {
        bool leading = out->digits == 0 && (at[i] == '0' || at[i] == '.');
        out->digits += leading || at[i] == '.' ? 0 : 1;
    }
    size_t blank = at[size] == ' ' ? 1 : 0;
    out->percent = at[size + blank] == '%';
    if (out->percent) {
        out->value /= 100;
        out->half /= 100;
    }
    return true;
}

static bool read_word(const char *text, const char *at, struct number *out)
{
    static const char *const words[] = {"two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "eleven", "twelve", NULL};
    for (size_t i = 0; words[i] != NULL && (at == text || !is_word(at[-1])); i++) {
        size_t size = strlen(words[i]);
        if (strncasecmp(at, words[i], size) == 0 && !is_word(at[size])) {
            *out = (struct number){.at = at,
                .size = size,
                .value = (double)i + 2,
                .half = 0.5,
                .digits = i < 8 ? 1 : 2,
                .whole = true,
                .word = true};
            return true;
        }
    }
    return false;
}

size_t numbers_read(const char *text, bool words, struct number *out, size_t most)
{
    size_t count = 0;
    for (const char *at = text; *at != '\0' && count < most;) {
        size_t quote = 0; /* it follows the numbers */
        if (*at == '{' && quoted_next(at, &quote) == at) {
            at += quote;
        } else if (read_number(text, at, &out[count]) ||
                   (words && read_word(text, at, &out[count]))) {
            at += out[count++].size;
        } else {
            at++;
        }
    }
    return count;
}

/* ---- What stands before it --------------------------------------------------------------------
 */

static bool ends_in(const char *text, const char *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - text) >= size && memcmp(end - size, word, size) == 0;
}

static bool ends_in_any(const char *text, const char *end, const char *const *words)
{
    while (*words != NULL && !ends_in(text, end, *words)) {
        words++;
    }
    return *words != NULL;
}

/* The length of what may stand between a score and the word for it, and ends at `end`. */
static size_t filler(const char *text, const char *end)
{
    static const char *const words[] = {" ", ",", "=", ":", "[", "(", "-", "−", "*", "`", " is",
        " are", " of", " and", " the", " to", "是", "为", "，", "、", "和", "：", NULL};
    for (size_t i = 0; words[i] != NULL; i++) {
        bool in_list = words[i][0] != ',' || (end - text > 1 && isdigit((unsigned char)end[-2]));
        if (in_list && ends_in(text, end, words[i])) {
            return strlen(words[i]);
        }
    }
    return 0;
}

bool number_is_called_score(const char *text, const char *at)
{
    static const char *const names[] = {"score", "scores", "logit", "logits", "Scores", "Logits",
        "exp(", "e^", "e^{", "exp(-", "e^{-", "得分", NULL};
    size_t digits = 1; /* at the first look, the number itself has been passed */
    while (digits > 0) {
        if (ends_in_any(text, at, names)) {
            return true;
        }
        digits = filler(text, at);
        while (digits == 0 && at - digits > text && isdigit((unsigned char)at[-1]) != 0) {
            digits = 1; /* another one of a list */
        }
        at -= digits;
    }
    return false;
}

static const char *before_blanks(const char *text, const char *at)
{
    while (at > text && at[-1] == ' ') {
        at--;
    }
    return at;
}

/* Where a list begins, one of whose members is at `at`: "labels 1, 1, 2". */
static const char *before_list(const char *text, const char *at)
{
    size_t mark = ends_in(text, at, ", ") ? 2 : ends_in(text, at, "、") ? strlen("、") : 0;
    while (mark > 0 && at - mark > text && isdigit((unsigned char)at[-(ptrdiff_t)mark - 1]) != 0) {
        at -= mark;
        while (at > text && isdigit((unsigned char)at[-1]) != 0) {
            at--;
        }
        mark = ends_in(text, at, ", ") ? 2 : ends_in(text, at, "、") ? strlen("、") : 0;
    }
    return at;
}

/* "class 3", "T = 2", "divided by 4": a number that names or sets something. */
static bool is_named(const char *text, const char *at)
{
    static const char *const names[] = {"class", "row", "column", "sample", "label", "labels",
        "step", "lesson", "word", "axis", "number", "index", "position", "base", "power", "rate",
        "divide by", "divides by", "divided by", "reduction", "ignore_index", "log", "类", "行",
        "列", "第", "样本", "标签", "除以", "课", "步", "位置", NULL};
    const char *end = before_blanks(text, before_list(text, at));
    const char *name = end > text && end[-1] == '=' ? before_blanks(text, end - 1) : end;
    return (name < end && name > text && is_word(name[-1])) || ends_in_any(text, end, names);
}

/* ---- What stands behind it --------------------------------------------------------------------
 */

/* Does a word stand there that is no noun, such as in "2 to 9", or a sign? */
static bool goes_on(const char *at)
{
    static const char *const words[] = {"to", "and", "or", "in", "is", "are", "at", "with", "but",
        "for", "from", "as", "than", "on", "by", "if", "so", "that", "while", "when", "then", "go",
        "goes", "become", "becomes", "stand", "stands", "differ", "have", "has", "was", "were",
        "instead", "add", "adds", NULL};
    static const char *const signs[] = {"×", "−", "·", "→", "≥", "≤", "≈", "…", "÷", "到", "和",
        "与", "变", "、", "，", "。", "；", "？", "：", "）", "”", "是", "为", "相", NULL};
    for (size_t i = 0; isalpha((unsigned char)*at) != 0 && words[i] != NULL; i++) {
        size_t size = strlen(words[i]);
        if (strncmp(at, words[i], size) == 0 && !is_word(at[size])) {
            return true;
        }
    }
    for (size_t i = 0; signs[i] != NULL; i++) {
        if (strncmp(at, signs[i], strlen(signs[i])) == 0) {
            return true;
        }
    }
    return isalpha((unsigned char)*at) == 0 && (unsigned char)*at < 0x80;
}

/* Is it in (3, 1) or (4,)? */
static bool is_in_shape(const char *text, const struct number *number)
{
    static const char members[] = "0123456789, N";
    const char *from = number->at;
    while (from > text && strchr(members, from[-1]) != NULL) {
        from--;
    }
    size_t size = strspn(from, members);
    return from > text && from[-1] == '(' && from[size] == ')' && memchr(from, ',', size) != NULL;
}

/* 2(p - y), 1/3 */
static bool is_in_formula(const char *text, const struct number *number)
{
    char next = number->at[number->size];
    return next == '(' || next == '/' || (number->at > text && number->at[-1] == '/');
}

/* A choice that says what its number counts: "3, the number of samples". */
static bool is_explained(const char *text, const struct number *number)
{
    const char *next = number->at + number->size;
    return number->at == text && (strncmp(next, ", the ", 6) == 0 || strncmp(next, "，", 3) == 0);
}

bool number_is_counted(const char *text, const struct number *number)
{
    const char *next = number->at + number->size;
    next += *next == ' ' || *next == '-' ? 1 : 0;
    bool noun = (isalpha((unsigned char)*next) != 0 || (unsigned char)*next >= 0x80);
    return (noun && !goes_on(next)) || is_named(text, number->at) || is_in_shape(text, number) ||
           is_explained(text, number) || is_in_formula(text, number);
}

bool number_is_passed(const char *text, const struct number *number)
{
    const char *end = before_blanks(text, number->at);
    const char *from = strstr(text, "from ");
    bool first = ends_in(text, end, "from") && strncmp(number->at + number->size, " to ", 4) == 0;
    return first || (ends_in(text, end, " to") && from != NULL && from < end);
}

bool number_is_all(const char *text, const struct number *number)
{
    size_t sign = strspn(text, "-+");
    return text + sign == number->at && number->at[number->size] == '\0';
}

bool numbers_are_listed(const char *from, const char *to)
{
    while (from < to) {
        size_t mark = strspn(from, " .,;[]()-");
        size_t word = strncmp(from, "and ", 4) == 0           ? 4
                      : strncmp(from, "和", 3) == 0           ? 3
                      : strncmp(from, "、", 3) == 0           ? 3
                      : strncmp(from, "，", 3) == 0           ? 3
                      : strncmp(from, "\xe2\x88\x92", 3) == 0 ? 3
                                                              : 0;
        if (mark + word == 0) {
            return false;
        }
        from += mark > 0 ? mark : word;
    }
    return true;
}

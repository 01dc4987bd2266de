#include "screen_lines.h"

#include "recompute.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void line_init(struct screen_line *line)
{
    *line = (struct screen_line){.count = 0};
    str_init(&line->text);
}

void line_release(struct screen_line *line)
{
    str_release(&line->text);
}

/* The next " = " outside brackets, or NULL. */
static char *next_equals(char *text)
{
    int depth = 0;
    for (; *text != '\0'; text++) {
        depth += *text == '[' || *text == '(' ? 1 : *text == ']' || *text == ')' ? -1 : 0;
        if (depth == 0 && strncmp(text, " = ", 3) == 0) {
            return text;
        }
    }
    return NULL;
}

void line_cut(struct screen_line *line, const char *text)
{
    str_clear(&line->text);
    str_add(&line->text, text);
    line->count = 0;
    for (char *at = line->text.data; at != NULL && line->count < LINE_MAX_PARTS;) {
        line->parts[line->count++] = at;
        char *end = next_equals(at);
        if (end != NULL) {
            *end = '\0';
            end += 3;
        }
        at = end;
    }
}

static bool is_blank(const struct grid *grid, size_t x, size_t y)
{
    return strcmp(grid_at(grid, x, y)->text, " ") == 0;
}

/* Blanks before the text; all of the row when there is none. */
static size_t indent_of(const struct grid *grid, size_t y)
{
    size_t x = 0;
    while (x < grid->cols && is_blank(grid, x, y)) {
        x++;
    }
    return x;
}

/* Adds a row from x on, without the signs around the number that Enter follows. */
static void add_row(struct str *out, const struct grid *grid, size_t x, size_t y)
{
    size_t end = grid->cols;
    while (end > x && is_blank(grid, end - 1, y)) {
        end--;
    }
    for (; x < end; x++) {
        const char *text = grid_at(grid, x, y)->text;
        if (strcmp(text, "»") != 0 && strcmp(text, "«") != 0) {
            str_add(out, text);
        }
    }
}

/* The row and those below that stand further in. */
static void add_rows(struct str *out, const struct grid *grid, size_t y)
{
    size_t own = indent_of(grid, y);
    add_row(out, grid, own, y);
    while (++y < grid->rows) {
        size_t x = indent_of(grid, y);
        if (x <= own || x == grid->cols) {
            return;
        }
        str_addc(out, ' ');
        add_row(out, grid, x, y);
    }
}

void line_find(struct screen_line *line, const struct grid *grid, size_t indent, const char *start,
    bool behind)
{
    struct str text;
    str_init(&text);
    line->count = 0;
    for (size_t y = 0; y < grid->rows && line->count == 0; y++) {
        size_t x = indent_of(grid, y);
        if (x > indent || grid_at(grid, x, y)->text[0] != start[0]) {
            continue;
        }
        str_clear(&text);
        add_rows(&text, grid, y);
        if (strncmp(text.data, start, strlen(start)) == 0) {
            const char *from = text.data + (behind ? strlen(start) : 0);
            line_cut(line, from + strspn(from, " "));
        }
    }
    str_release(&text);
}

void line_of_style(struct screen_line *line, const struct grid *grid, size_t y, enum style style)
{
    struct str text;
    str_init(&text);
    for (size_t x = 0; x < grid->cols; x++) {
        const struct grid_cell *cell = grid_at(grid, x, y);
        str_add(&text, cell->style == (unsigned char)style ? cell->text : "");
    }
    line_cut(line, text.data);
    line->count = text.len > 0 ? line->count : 0;
    str_release(&text);
}

/* Decimals behind the point of a number as it is written; of powers of ten, those of the mantissa.
 */
static int decimals_of(const char *text, size_t size)
{
    int count = 0;
    bool point = false;
    for (size_t i = 0; i < size && text[i] != 'e'; i++) {
        count += point ? 1 : 0;
        point = point || text[i] == '.';
    }
    return count;
}

/* The value with so many decimals, read back. */
static double rounded(double value, int decimals, bool powers)
{
    char text[400];
    (void)snprintf(text, sizeof text, powers ? "%.*e" : "%.*f", decimals, value);
    return strtod(text, NULL);
}

enum { CALCULATOR_DIGITS = 14 }; /* beyond these, two good libraries differ */

enum sum_verdict line_judge(const char *numbers, const char *value, int decimals)
{
    char *end = NULL;
    double shown = strtod(value, &end);
    double result = 0;
    if (end == value || *end != '\0' || !recompute(numbers, &result)) {
        return LINE_UNREADABLE;
    }
    if (strstr(numbers, "inf") != NULL || strstr(numbers, "nan") != NULL) {
        return LINE_NOT_FINITE;
    }
    if (!isfinite(result) || !isfinite(shown)) {
        bool same = isnan(result) ? isnan(shown) : result == shown;
        return same ? LINE_RIGHT : LINE_WRONG;
    }
    bool powers = strchr(value, 'e') != NULL;
    int written = decimals_of(value, strlen(value));
    int asked = powers ? (decimals > 1 ? decimals - 1 : 0) : decimals;
    int digits = written > asked ? written : asked;
    bool same = rounded(result, digits, powers) == shown;
    if (!same && written > asked) { /* a number in full */
        same = rounded(result, CALCULATOR_DIGITS - 1, true) ==
               rounded(shown, CALCULATOR_DIGITS - 1, true);
    }
    if (!same && strncmp(numbers, "float32(", 8) == 0) { /* fewer digits are the same float32 */
        same = (float)result == (float)shown;
    }
    return same ? LINE_RIGHT : LINE_WRONG;
}

bool next_number(const char **at, const char **start, size_t *size)
{
    const char *text = *at;
    while (*text != '\0') {
        bool word = isalpha((unsigned char)*text) != 0;
        bool names_number = strncmp(text, "inf", 3) == 0 || strncmp(text, "nan", 3) == 0;
        if (isdigit((unsigned char)*text) || names_number) {
            char *end = NULL;
            (void)strtod(text, &end);
            if (end == text + 1 && (*end == '+' || *end == '-') && isdigit((unsigned char)end[1])) {
                (void)strtod(end, &end); /* 1-3e-08, in a matrix */
            }
            *start = text;
            *size = (size_t)(end - text);
            *at = end;
            return true;
        }
        do {
            text++;
        } while (word && isalnum((unsigned char)*text));
    }
    *at = text;
    return false;
}

/* Half a unit of the last digit written. */
static double half_unit(const char *text, size_t size)
{
    const char *power = memchr(text, 'e', size);
    int exponent = power != NULL ? (int)strtol(power + 1, NULL, 10) : 0;
    return 0.5 * pow(10, exponent - decimals_of(text, size));
}

bool has_number(const char *text, const char *shown, size_t size)
{
    char *behind = NULL;
    double want = strtod(shown, &behind);
    double want_half = half_unit(shown, size);
    if (behind < shown + size) {
        want += strtod(behind, NULL);
        want_half = half_unit(behind, (size_t)(shown + size - behind));
    }
    bool power = memchr(shown, 'e', size) != NULL && behind == shown + size;
    const char *start = NULL;
    while (next_number(&text, &start, &size)) {
        double number = strtod(start, NULL);
        double half = half_unit(start, size);
        double reach = (half + want_half) * (1 - 1e-9);
        bool finer = half <= want_half * (1 + 1e-9);
        if ((isnan(number) && isnan(want)) || number == want ||
            ((finer || power) && fabs(number - want) <= reach)) {
            return true;
        }
    }
    return false;
}

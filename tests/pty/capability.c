#include "capability.h"

#include <ctype.h>
#include <curses.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

bool describe_terminal(const char *name)
{
    int error = 0;
    if (cur_term != NULL) {
        (void)del_curterm(cur_term); /* the description before; the last one stays */
    }
    return setupterm(name, 1, &error) == OK;
}

const char *sequence_of(const char *name)
{
    char copy[16] = {0};
    memcpy(copy, name, strlen(name));
    const char *text = tigetstr(copy);
    return (intptr_t)text == -1 ? NULL : text;
}

/* Behind the delay `$<5*>` that begins at `at`, or `at`. */
static const char *behind_delay(const char *at)
{
    const char *end = at[0] == '$' && at[1] == '<' ? at + 2 : NULL;
    while (end != NULL && (isdigit((unsigned char)*end) || strchr(".*/", *end) != NULL) &&
           *end != '\0') {
        end++;
    }
    return end != NULL && *end == '>' ? end + 1 : at;
}

/* `at` is behind a `%t` or `%e`: what follows the `%e` (if that will do) or `%;` that belongs to
 * it. */
static const char *skip_branch(const char *at, bool to_else)
{
    for (int depth = 0; *at != '\0'; at++) {
        if (*at != '%') {
            continue;
        }
        at++;
        depth += *at == '?';
        if (depth == 0 && (*at == ';' || (to_else && *at == 'e'))) {
            return at + 1;
        }
        depth -= *at == ';';
    }
    return at;
}

static const char *match(const char *pattern, const char *at, const char *end);

static const char *longer(const char *a, const char *b)
{
    return a == NULL || (b != NULL && b > a) ? b : a;
}

/* A number, and then the rest of the pattern. */
static const char *match_number(const char *rest, const char *at, const char *end)
{
    const char *behind = at;
    while (behind < end && isdigit((unsigned char)*behind)) {
        behind++;
    }
    return behind > at ? match(rest, behind, end) : NULL;
}

/* `operation` is behind a `%`. What cannot be known here, the values of parameters and so which
 * branch is taken, may be anything. */
static const char *match_operation(const char *operation, const char *at, const char *end)
{
    const char *letter = operation + strspn(operation, ":-+# 0123456789.");
    switch (*operation) {
    case '%':
        return at < end && *at == '%' ? match(operation + 1, at + 1, end) : NULL;
    case 'c':
        return at < end ? match(operation + 1, at + 1, end) : NULL;
    case '{':
        return match(strchr(operation, '}') + 1, at, end);
    case '\'':
        return match(operation + 3, at, end);
    case 'p':
    case 'P':
    case 'g':
        return match(operation + 2, at, end);
    case 't':
        return longer(
            match(operation + 1, at, end), match(skip_branch(operation + 1, true), at, end));
    case 'e':
        return match(skip_branch(operation + 1, false), at, end);
    default: /* a number, or something that is computed */
        return *letter == 'd' ? match_number(letter + 1, at, end) : match(operation + 1, at, end);
    }
}

/* Behind the longest that is a text of the pattern; NULL: there is none at `at`. */
static const char *match(const char *pattern, const char *at, const char *end)
{
    pattern = behind_delay(pattern);
    if (*pattern == '\0') {
        return at;
    }
    if (*pattern == '%') {
        return match_operation(pattern + 1, at, end);
    }
    return at < end && *at == *pattern ? match(pattern + 1, at + 1, end) : NULL;
}

/* What curses' list of standard names does not have. */
static const char *const EXTENSIONS[] = {"E3", "RGB", "Se", "Ss", "XM", "kxIN", "rmxx", "smxx"};

static const char *behind_sequence(const char *at, const char *end)
{
    const char *behind = NULL;
    for (size_t i = 0; strnames[i] != NULL; i++) {
        const char *pattern = sequence_of(strnames[i]);
        bool is_key = strnames[i][0] == 'k';
        behind = pattern != NULL && !is_key ? longer(behind, match(pattern, at, end)) : behind;
    }
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++) {
        const char *pattern = sequence_of(EXTENSIONS[i]);
        behind = pattern != NULL ? longer(behind, match(pattern, at, end)) : behind;
    }
    /* What curses takes for a mouse's where a description has only what the mouse sends. */
    return sequence_of("kmous") == NULL ? behind
                                        : longer(behind, match("\033[?1000%?%p1%th%el%;", at, end));
}

size_t first_unknown(const char *bytes, size_t size)
{
    const char *end = bytes + size;
    const char *at = bytes;
    while (at < end) {
        bool is_control =
            ((unsigned char)*at < ' ' && *at != '\0') || *at == '\177'; /* NUL is a delay */
        const char *behind = is_control ? behind_sequence(at, end) : at + 1;
        if (behind == NULL || behind == at) {
            break;
        }
        at = behind;
    }
    return (size_t)(at - bytes);
}

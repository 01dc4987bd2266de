/* What the words after a command mean: numbers, and names of rows and columns. */
#include "i18n.h"
#include "num.h"
#include "plain_impl.h"
#include "utf8.h"

#include <limits.h>
#include <string.h>

char *plain_narrow(struct plain *plain, const char *text)
{
    struct str out;
    str_init(&out);
    utf8_add_typed(&out, text);
    char *copy = arena_strndup(&plain->arena, out.data, out.len);
    str_release(&out);
    return copy;
}

char *plain_trim(char *text)
{
    text += strspn(text, " \t");
    size_t size = strlen(text);
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t')) {
        text[--size] = '\0';
    }
    return text;
}

bool plain_number(const char *text, long long low, long long high, long long *out)
{
    return num_parse_integer(text, strlen(text), out) && *out >= low && *out <= high;
}

enum {
    MOST_NAMES = 10000, /* more are known by number only */
    SAID_NAMES = 12,    /* all of them are told */
    FIRST_NAMES = 3     /* else so many, and the last */
};

typedef void label_of(const struct trace *trace, size_t stage, size_t index, struct str *out);

static void col_label(const struct trace *trace, size_t stage, size_t index, struct str *out)
{
    (void)stage;
    trace_col_label(trace, index, out);
}

/* All names of rows, or of columns, NULL-ended. */
static const char *const *names(struct plain *plain, label_of *label, size_t count)
{
    count = count < MOST_NAMES ? count : MOST_NAMES;
    const char **all = arena_alloc(&plain->arena, count + 1, sizeof *all);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < count; i++) {
        str_clear(&text);
        label(plain->walk.trace, walk_stage(&plain->walk), i, &text);
        all[i] = arena_strndup(&plain->arena, text.data, text.len);
    }
    str_release(&text);
    return all;
}

static bool find_name(const char *word, const char *const *all, const char *const *written,
    size_t count, size_t *index)
{
    for (size_t i = 0; written != NULL && i < count; i++) {
        if (utf8_typed_alike(written[i], word)) { /* in the lesson's own language */
            *index = i;
            return true;
        }
    }
    for (size_t i = 0; all[i] != NULL; i++) {
        if (utf8_typed_alike(all[i], word)) {
            *index = i;
            return true;
        }
    }
    long long number = 0;
    if (count == 0 || !plain_number(word, 0, LLONG_MAX, &number) || (size_t)number >= count) {
        return false;
    }
    *index = (size_t)number;
    return true;
}

/* "a, b, c"; of many "a, b, c and so on, to z". */
static const char *listed(struct plain *plain, const char *const *all)
{
    size_t count = 0;
    while (all[count] != NULL) {
        count++;
    }
    struct str text;
    str_init(&text);
    size_t said = count <= SAID_NAMES ? count : FIRST_NAMES;
    for (size_t i = 0; i < said; i++) {
        str_addf(&text, "%s%s", i > 0 ? _(", ") : "", all[i]);
    }
    if (said < count) {
        str_addf(&text, _(" and so on, to %s"), all[count - 1]);
    }
    const char *copy = arena_strndup(&plain->arena, text.data, text.len);
    str_release(&text);
    return copy;
}

void plain_say_unknown(struct plain *plain, enum plain_kind kind, const char *word,
    const char *const *all, const char *numbers)
{
    static const char *const unknown[] = {[PLAIN_ROW] = N_("There is no row"),
        [PLAIN_COLUMN] = N_("There is no column"),
        [PLAIN_RULES] = N_("There are no rules")};
    static const char *const known[] = {[PLAIN_ROW] = N_("The rows are"),
        [PLAIN_COLUMN] = N_("The columns are"),
        [PLAIN_RULES] = N_("The rules are")};
    struct str text;
    str_init(&text);
    str_addf(&text, _("%s '%s'."), _(unknown[kind]), word);
    const char *near = diag_nearest(word, all);
    if (near != NULL) {
        str_addf(&text, _(" Did you mean %s?"), near);
    }
    plain_say(plain, _("%s %s %s%s."), text.data, _(known[kind]), listed(plain, all), numbers);
    str_release(&text);
}

static void say_no_name(struct plain *plain, enum plain_kind kind, const char *word,
    const char *const *all, size_t count)
{
    const char *numbers =
        arena_printf(&plain->arena, _("; or a number from 0 to %zu"), count - (count > 0));
    plain_say_unknown(plain, kind, word, all, numbers);
}

/* The next place where a row's name may end and a column's begin: s1 dog, or s1,dog. */
static char *next_cut(char *at)
{
    return strpbrk(at, " ,");
}

bool plain_find_cell(
    struct plain *plain, char *words, bool has_rows, bool has_cols, size_t *row, size_t *col)
{
    const struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    size_t rows = walk_stage_rows(walk, stage);
    size_t cols = walk_stage_cols(walk, stage);
    *row = *col = 0;
    if (!has_rows) {
        return true;
    }
    const struct lesson *lesson = walk->lesson;
    const char *const *written_rows =
        walk_stage_info(walk)->form == FORM_GROUPS ? NULL : lesson->written_samples;
    const char *const *written_cols = cols > 1 ? lesson->written_classes : NULL;
    const char *const *row_names = names(plain, trace_row_label, rows);
    if (!has_cols) {
        char *cut = next_cut(words);
        if (find_name(words, row_names, written_rows, rows, row)) {
            return true;
        }
        if (cut != NULL && walk_stage_info(walk)->form != FORM_MATRIX) {
            *cut = '\0'; /* a column was named, too, where each row has one number */
            return plain_find_cell(plain, words, has_rows, has_cols, row, col);
        }
        say_no_name(plain, PLAIN_ROW, words, row_names, rows);
        return false;
    }
    const char *const *col_names = names(plain, col_label, cols);
    for (char *at = next_cut(words); at != NULL; at = next_cut(at + 1)) {
        char sign = *at;
        *at = '\0';
        if (find_name(words, row_names, written_rows, rows, row) &&
            find_name(at + 1 + strspn(at + 1, " "), col_names, written_cols, cols, col)) {
            return true;
        }
        *at = sign;
    }
    char *cut = strchr(words, ' ') != NULL ? strchr(words, ' ') : next_cut(words);
    if (cut == NULL) {
        plain_say(
            plain, _("This needs a row and a column, such as %s %s."), row_names[0], col_names[0]);
        return false;
    }
    *cut = '\0';
    if (!find_name(words, row_names, written_rows, rows, row)) {
        say_no_name(plain, PLAIN_ROW, words, row_names, rows);
    } else {
        say_no_name(plain, PLAIN_COLUMN, cut + 1 + strspn(cut + 1, " "), col_names, cols);
    }
    return false;
}

static const struct {
    const char *name, *letter;
} COMMANDS[] = {
#define PLAIN(name, letter, arguments, example, help) {#name, letter},
#include "plain.def"
#undef PLAIN
};

size_t plain_count_commands(const char *word, size_t *found)
{
    size_t count = 0;
    *found = sizeof COMMANDS / sizeof *COMMANDS;
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(word, COMMANDS[i].letter) == 0 && word[0] != '\0') {
            *found = i;
            return 1;
        }
        if (strncmp(word, COMMANDS[i].name, strlen(word)) == 0) {
            *found = i;
            count++;
        }
    }
    return count;
}

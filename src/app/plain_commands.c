/* What can be typed: plain.def, and what each command does. */
#include "i18n.h"
#include "num.h"
#include "plain_impl.h"
#include "rules.h"
#include "sentence.h"
#include "utf8.h"

#include <limits.h>
#include <string.h>

/* ---- Words ----------------------------------------------------------------------------------- */

/* Full-width letters, digits and blanks from an input method, as their ASCII twins. */
static char *narrow(struct plain *plain, const char *text)
{
    struct str out;
    str_init(&out);
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (used > 0 && code >= 0xff01 && code <= 0xff5e) {
            str_addc(&out, (char)(code - 0xfee0));
        } else if (used > 0 && code == 0x3000) {
            str_addc(&out, ' ');
        } else {
            str_addn(&out, text + at, used > 0 ? used : 1);
        }
        at += used > 0 ? used : 1;
    }
    char *copy = arena_strndup(&plain->arena, out.data, out.len);
    str_release(&out);
    return copy;
}

/* Without blanks at either end. */
static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t size = strlen(text);
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t')) {
        text[--size] = '\0';
    }
    return text;
}

static bool read_number(const char *text, long long low, long long high, long long *out)
{
    return num_parse_integer(text, strlen(text), out) && *out >= low && *out <= high;
}

/* ---- Rows and columns ------------------------------------------------------------------------ */

enum { MOST_NAMES = 10000 }; /* more are known by number only */

typedef void label_of(const struct trace *trace, size_t index, struct str *out);

/* All names of rows, or of columns, NULL-ended. */
static const char *const *names(struct plain *plain, label_of *label, size_t count)
{
    count = count < MOST_NAMES ? count : MOST_NAMES;
    const char **all = arena_alloc(&plain->arena, count + 1, sizeof *all);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < count; i++) {
        str_clear(&text);
        label(plain->walk.trace, i, &text);
        all[i] = arena_strndup(&plain->arena, text.data, text.len);
    }
    str_release(&text);
    return all;
}

static bool find_name(const char *word, const char *const *all, size_t count, size_t *index)
{
    for (size_t i = 0; all[i] != NULL; i++) {
        if (strcmp(all[i], word) == 0) {
            *index = i;
            return true;
        }
    }
    long long number = 0;
    if (count == 0 || !read_number(word, 0, LLONG_MAX, &number) || (size_t)number >= count) {
        return false;
    }
    *index = (size_t)number;
    return true;
}

static void say_unknown(
    struct plain *plain, const char *what, const char *word, const char *const *all, size_t count)
{
    const char *near = diag_nearest(word, all);
    if (near != NULL) {
        plain_say(plain, _("There is no %s '%s'. Did you mean %s?"), what, word, near);
    } else {
        plain_say(plain, _("There is no %s '%s'. There are %zu; a number counts from 0."), what,
            word, count);
    }
}

/* "s1 dog", or names with blanks in them: every way to cut the words in two is tried. */
static bool find_cell(
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
    const char *const *row_names = names(plain, trace_row_label, rows);
    if (!has_cols) {
        char *blank = strchr(words, ' ');
        if (find_name(words, row_names, rows, row)) {
            return true;
        }
        if (blank != NULL) {
            *blank = '\0'; /* a column was named, too, where each row has one number */
            return find_cell(plain, words, has_rows, has_cols, row, col);
        }
        say_unknown(plain, _("row"), words, row_names, rows);
        return false;
    }
    const char *const *col_names = names(plain, trace_col_label, cols);
    char *cut = NULL;
    for (char *at = strchr(words, ' '); at != NULL; at = strchr(at + 1, ' ')) {
        cut = at;
        *at = '\0';
        if (find_name(words, row_names, rows, row) &&
            find_name(at + 1 + strspn(at + 1, " "), col_names, cols, col)) {
            return true;
        }
        *at = ' ';
    }
    if (cut == NULL) {
        plain_say(
            plain, _("This needs a row and a column, such as %s %s."), row_names[0], col_names[0]);
        return false;
    }
    cut = strchr(words, ' ');
    *cut = '\0';
    if (!find_name(words, row_names, rows, row)) {
        say_unknown(plain, _("row"), words, row_names, rows);
    } else {
        say_unknown(plain, _("column"), cut + 1 + strspn(cut + 1, " "), col_names, cols);
    }
    return false;
}

/* ---- Commands -------------------------------------------------------------------------------- */

static void do_next(struct plain *plain, char *words)
{
    (void)words;
    struct walk *walk = &plain->walk;
    size_t stages[RECIPE_MAX_STAGES];
    if (plain->started && walk->part + 1 < walk_parts(walk, walk->step, stages)) {
        walk->part++;
    } else if (plain->started && walk->step + 1 < walk_steps(walk)) {
        walk_next(walk);
        walk->part = 0;
    } else if (plain->started) {
        plain_say(plain, "%s", _("This is the end of the lesson. Type back, go 1, list, or quit."));
        return;
    }
    plain_read_part(plain);
}

static void do_back(struct plain *plain, char *words)
{
    (void)words;
    struct walk *walk = &plain->walk;
    size_t stages[RECIPE_MAX_STAGES];
    if (walk->part > 0) {
        walk->part--;
    } else if (walk->step > 0) {
        walk_back(walk);
        walk->part = walk_parts(walk, walk->step, stages) - 1;
    } else {
        plain_say(plain, "%s", _("This is the beginning of the lesson."));
        return;
    }
    plain_read_part(plain);
}

static void do_again(struct plain *plain, char *words)
{
    (void)words;
    plain_read_part(plain);
}

/* The step and part of the stage or group with that id. */
static bool find_stage(const struct walk *walk, const char *id, size_t *step, size_t *part)
{
    size_t stages[RECIPE_MAX_STAGES];
    for (size_t s = 0; s < walk_steps(walk); s++) {
        size_t parts = walk_parts(walk, s, stages);
        for (size_t p = 0; p < parts; p++) {
            if (strcmp(trace_recipe(walk->trace)->stages[stages[p]].id, id) == 0) {
                *step = s;
                *part = p;
                return true;
            }
        }
    }
    *part = 0;
    for (*step = 0; *step < walk_steps(walk); ++*step) {
        if (strcmp(group_ids[walk_group(walk, *step)], id) == 0) {
            return true;
        }
    }
    return false;
}

static void do_go(struct plain *plain, char *words)
{
    struct walk *walk = &plain->walk;
    long long number = 0;
    size_t step = 0;
    size_t part = 0;
    if (read_number(words, 1, (long long)walk_steps(walk), &number)) {
        step = (size_t)number - 1;
    } else if (words[0] == '\0' || !find_stage(walk, words, &step, &part)) {
        plain_say(plain, _("go takes a step from 1 to %zu, or the name of a stage, such as %s."),
            walk_steps(walk), walk_stage_info(walk)->id);
        return;
    }
    walk_go(walk, step);
    walk->part = part;
    plain_read_part(plain);
}

static void do_why(struct plain *plain, char *words)
{
    size_t row = 0;
    size_t col = 0;
    enum stage_form form = walk_stage_info(&plain->walk)->form;
    bool narrow_stage = walk_stage_cols(&plain->walk, walk_stage(&plain->walk)) == 1;
    bool both = form == FORM_MATRIX && !(narrow_stage && strchr(words, ' ') == NULL);
    if (form != FORM_SCALAR && words[0] == '\0') {
        plain_say(
            plain, "%s", both ? _("Type why, a row and a column.") : _("Type why and a row."));
    } else if (find_cell(plain, words, form != FORM_SCALAR, both, &row, &col)) {
        plain_explain(plain, row, col);
    }
}

static void do_row(struct plain *plain, char *words)
{
    struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    size_t row = 0;
    size_t col = 0;
    if (words[0] == '\0') {
        plain_say(plain, "%s", _("Type row and the name or number of a row."));
    } else if (find_cell(plain, words, true, false, &row, &col)) {
        struct str text;
        str_init(&text);
        int decimals = trace_stage_decimals(walk->trace, stage, walk->decimals);
        sentence_row(walk->trace, stage, row, decimals, true, &text);
        plain_say(plain, "%s", text.data);
        str_release(&text);
    }
}

static void do_more(struct plain *plain, char *words)
{
    (void)words;
    const struct walk *walk = &plain->walk;
    if (!plain->started || plain->next_row >= walk_stage_rows(walk, walk_stage(walk)) ||
        walk_stage_info(walk)->form == FORM_SCALAR) {
        plain_say(plain, "%s", _("There are no more rows here. Enter goes on."));
    } else {
        plain_read_rows(plain);
        plain_ask_on(plain);
    }
}

static void do_loss(struct plain *plain, char *words)
{
    (void)words;
    struct str text;
    str_init(&text);
    sentence_loss(plain->walk.trace, plain->walk.decimals, &text);
    plain_say(plain, "%s", text.data);
    str_release(&text);
}

static void do_compare(struct plain *plain, char *words)
{
    const char **all = arena_alloc(&plain->arena, RULES_COUNT + 1, sizeof *all);
    bool known = words[0] == '\0';
    for (size_t i = 0; i < RULES_COUNT; i++) {
        all[i] = rules_table[i].name;
        known = known || strcmp(words, all[i]) == 0;
    }
    if (known) {
        plain_compare(plain, words[0] == '\0' ? NULL : words);
    } else {
        say_unknown(plain, _("preset"), words, all, RULES_COUNT);
    }
}

static void do_precision(struct plain *plain, char *words)
{
    long long number = 0;
    if (read_number(words, 0, WALK_MAX_DECIMALS, &number)) {
        plain->walk.decimals = (int)number;
        plain_say(plain, _("Numbers are now read with %d decimals."), plain->walk.decimals);
    } else {
        plain_say(plain, _("precision takes a number from 0 to %d; it is %d."), WALK_MAX_DECIMALS,
            plain->walk.decimals);
    }
}

static void do_list(struct plain *plain, char *words)
{
    plain_list(plain, words);
}

static void do_open(struct plain *plain, char *words)
{
    if (words[0] == '\0') {
        plain_say(plain, "%s", _("Type open and the number, the name or the file of a lesson."));
    } else {
        plain_open(plain, words);
    }
}

static void do_help(struct plain *plain, char *words);

static void do_quit(struct plain *plain, char *words)
{
    (void)words;
    plain->done = true;
}

/* ---- Which one is meant ---------------------------------------------------------------------- */

static const struct {
    const char *name, *arguments, *help;
    void (*run)(struct plain *plain, char *words);
} COMMANDS[] = {
#define PLAIN(name, arguments, help) {#name, arguments, help, do_##name},
#include "plain.def"
#undef PLAIN
};

enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static void do_help(struct plain *plain, char *words)
{
    (void)words;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        plain_say(plain, "%s%s%s: %s.", COMMANDS[i].name,
            COMMANDS[i].arguments[0] != '\0' ? " " : "", COMMANDS[i].arguments,
            _(COMMANDS[i].help));
    }
}

/* The command whose name begins with the word; COMMAND_COUNT, after saying why, when there is not
 * exactly one. */
static size_t find_command(struct plain *plain, const char *word)
{
    size_t found = COMMAND_COUNT;
    struct str candidates;
    str_init(&candidates);
    size_t count = 0;
    const char *all[COMMAND_COUNT + 1] = {NULL};
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        all[i] = COMMANDS[i].name;
        if (strncmp(word, COMMANDS[i].name, strlen(word)) == 0) {
            str_addf(&candidates, "%s%s", count > 0 ? _(" or ") : "", COMMANDS[i].name);
            found = i;
            count++;
        }
    }
    const char *near = diag_nearest(word, all);
    if (count > 1) {
        plain_say(plain, _("'%s' could be %s."), word, candidates.data);
    } else if (count == 0 && near != NULL) {
        plain_say(plain, _("There is no command '%s'. Did you mean %s?"), word, near);
    } else if (count == 0) {
        plain_say(plain, _("There is no command '%s'. help lists the commands."), word);
    }
    str_release(&candidates);
    return count == 1 ? found : COMMAND_COUNT;
}

static bool needs_a_lesson(size_t command)
{
    static void (*const others[])(struct plain *, char *) = {do_list, do_open, do_help, do_quit};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (COMMANDS[command].run == others[i]) {
            return false;
        }
    }
    return true;
}

void plain_do(struct plain *plain, char *line)
{
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, line);
    char *words = trim(arena_strdup(&plain->arena, safe.data));
    str_release(&safe);
    char *typed = trim(narrow(plain, words));
    size_t size = strcspn(typed, " ");
    const char *word = arena_strndup(&plain->arena, typed, size);
    long long number = 0;
    if (plain->walk.lesson == NULL && read_number(word, 1, INT_MAX, &number) &&
        typed[size] == '\0') {
        plain_open(plain, word); /* in the list a number is enough */
        return;
    }
    size_t command = word[0] == '\0'          ? 0
                     : strcmp(word, "?") == 0 ? find_command(plain, "help")
                                              : find_command(plain, word);
    if (command == COMMAND_COUNT) {
        return;
    }
    if (plain->walk.lesson == NULL && needs_a_lesson(command)) {
        plain_say(plain, "%s", _("No lesson is open. Type open and the number of a lesson."));
        return;
    }
    /* The rest as it was typed: a class may have a full-width name. */
    bool ascii = strncmp(words, word, size) == 0;
    COMMANDS[command].run(plain, trim((ascii ? words : typed) + size));
}

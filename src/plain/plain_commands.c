/* What can be typed: plain.def, and what each command does. */
#include "i18n.h"
#include "plain_impl.h"
#include "rules.h"
#include "utf8.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* ---- Commands -------------------------------------------------------------------------------- */

/* The next part, or the next step where the reader knows it, unless a question stands before it. */
static void go_on(struct plain *plain)
{
    struct place to;
    bool more = walk_following(&plain->walk, &to);
    if (plain->started && plain_ask(plain, to)) {
        return;
    }
    if (plain->started && !more) {
        plain_end(plain);
        return;
    }
    if (plain->started) {
        walk_go_place(&plain->walk, to);
    }
    plain_read_part(plain);
}

static void do_next(struct plain *plain, char *words)
{
    (void)words;
    if (plain_asks(plain)) {
        plain_pass(plain);
    }
    quiz_close(&plain->quiz);
    go_on(plain);
}

static void do_back(struct plain *plain, char *words)
{
    (void)words;
    struct walk *walk = &plain->walk;
    if (plain_asks(plain)) {
        plain_later(plain);
        return;
    }
    quiz_close(&plain->quiz);
    if (walk->step == 0 && walk->part == 0) {
        plain_say(plain, "%s", _("This is the beginning of the lesson."));
        return;
    }
    walk_part_before(walk);
    plain_read_part(plain);
}

static void do_again(struct plain *plain, char *words)
{
    (void)words;
    if (plain_asks(plain)) {
        plain_say_question(plain);
    } else {
        plain_read_part(plain);
    }
}

static void do_hint(struct plain *plain, char *words)
{
    (void)words;
    plain_hint(plain);
}

static void do_later(struct plain *plain, char *words)
{
    (void)words;
    plain_later(plain);
}

static void do_questions(struct plain *plain, char *words)
{
    plain_questions(plain, words);
}

/* Which stages there are, by step: "softmax", after a name that is none. */
static void say_no_stage(struct plain *plain, const char *word)
{
    const struct walk *walk = &plain->walk;
    const char *all[RECIPE_MAX_STAGES + 1] = {NULL};
    size_t count = 0;
    size_t stages[RECIPE_MAX_STAGES];
    struct str names;
    str_init(&names);
    for (size_t step = 0; step < walk_steps(walk); step++) {
        size_t parts = walk_parts(walk, step, stages);
        for (size_t part = 0; part < parts; part++) {
            all[count] = trace_recipe(walk->trace)->stages[stages[part]].id;
            str_addf(&names, "%s%s", count > 0 ? ", " : "", all[count]);
            count++;
        }
    }
    const char *near = word[0] == '\0' ? NULL : diag_nearest(word, all);
    if (near != NULL) {
        plain_say(plain, _("There is no stage '%s'. Did you mean %s?"), word, near);
    }
    plain_say(plain, _("go takes a step from 1 to %zu, or the name of a stage: %s."),
        walk_steps(walk), names.data);
    str_release(&names);
}

static void do_go(struct plain *plain, char *words)
{
    struct walk *walk = &plain->walk;
    long long number = 0;
    struct place place = {0, 0};
    if (plain_number(words, 1, (long long)walk_steps(walk), &number)) {
        place.step = (size_t)number - 1;
    } else if (words[0] == '\0' || !walk_find_named(walk, words, &place)) {
        say_no_stage(plain, words);
        return;
    }
    quiz_close(&plain->quiz);
    walk_go_place(walk, place);
    plain_read_part(plain);
}

static void do_why(struct plain *plain, char *words)
{
    const struct walk *walk = &plain->walk;
    size_t row = walk_row(walk);
    size_t col = walk_col(walk);
    enum stage_form form = walk_stage_info(walk)->form;
    bool single = walk_stage_cols(walk, walk_stage(walk)) == 1;
    bool both = form == FORM_MATRIX && !(single && strpbrk(words, " ,") == NULL);
    if (words[0] == '\0' || plain_find_cell(plain, words, form != FORM_SCALAR, both, &row, &col)) {
        plain_explain(plain, row, col);
    }
}

static void do_row(struct plain *plain, char *words)
{
    const struct walk *walk = &plain->walk;
    size_t row = walk_row(walk);
    size_t col = 0;
    if (walk_stage_info(walk)->form == FORM_SCALAR) {
        plain_say(plain, "%s", _("There are no rows here: it is one number for the whole batch."));
    } else if (words[0] == '\0' || plain_find_cell(plain, words, true, false, &row, &col)) {
        plain_read_row(plain, row);
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
    plain_loss(plain);
}

static void do_picture(struct plain *plain, char *words)
{
    (void)words;
    plain_picture(plain);
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
        plain_say_unknown(plain, PLAIN_RULES, words, all, "");
    }
}

static void do_diagnose(struct plain *plain, char *words)
{
    plain_diagnose(plain, words);
}

static void do_difference(struct plain *plain, char *words)
{
    (void)words;
    plain_difference(plain);
}

static void do_edit(struct plain *plain, char *words)
{
    plain_edit(plain, words);
}

static void do_set(struct plain *plain, char *words)
{
    plain_set(plain, words);
}

static void do_undo(struct plain *plain, char *words)
{
    (void)words;
    plain_undo(plain);
}

static void do_redo(struct plain *plain, char *words)
{
    (void)words;
    plain_redo(plain);
}

static void do_restore(struct plain *plain, char *words)
{
    (void)words;
    plain_restore(plain);
}

static void do_save(struct plain *plain, char *words)
{
    plain_save(plain, words);
}

static void do_precision(struct plain *plain, char *words)
{
    long long number = 0;
    if (plain_number(words, 0, WALK_MAX_DECIMALS, &number)) {
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
    } else if (!plain_would_lose(plain)) {
        plain_open(plain, words);
    }
}

static void do_reset(struct plain *plain, char *words)
{
    plain_reset(plain, words);
}

static void do_language(struct plain *plain, char *words)
{
    const char *language = i18n_find(words);
    if (language == NULL || plain->options->ascii) {
        plain_say(plain, "%s",
            plain->options->ascii ? _("7 bits are enough for English only.")
                                  : _("language takes en or zh."));
        return;
    }
    plain_language(plain, language);
}

static void do_help(struct plain *plain, char *words);

static void do_quit(struct plain *plain, char *words)
{
    (void)words;
    plain->done = !plain_would_lose(plain);
}

/* ---- Which one is meant ---------------------------------------------------------------------- */

static const struct {
    const char *name, *arguments, *example, *help;
    void (*run)(struct plain *plain, char *words);
} COMMANDS[] = {
#define PLAIN(name, letter, arguments, example, help) {#name, arguments, example, help, do_##name},
#include "plain.def"
#undef PLAIN
};

enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

/* The command whose name begins with the word; COMMAND_COUNT, after saying why, when there is not
 * exactly one. */
static size_t find_command(struct plain *plain, const char *word)
{
    size_t found = COMMAND_COUNT;
    size_t count = plain_count_commands(word, &found);
    if (count == 1) {
        return found;
    }
    struct str candidates;
    str_init(&candidates);
    const char *all[COMMAND_COUNT + 1] = {NULL};
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        all[i] = COMMANDS[i].name;
        if (strncmp(word, COMMANDS[i].name, strlen(word)) == 0) {
            str_addf(&candidates, "%s%s", candidates.len > 0 ? _(" or ") : "", COMMANDS[i].name);
        }
    }
    const char *near = diag_nearest(word, all);
    if (count > 1) {
        plain_say(plain, _("'%s' could be %s."), word, candidates.data);
    } else if (near != NULL) {
        plain_say(plain, _("There is no command '%s'. Did you mean %s?"), word, near);
    } else if (word[strspn(word, "+-.,0123456789/")] == '\0') {
        plain_say(plain, _("No question is open that '%s' could answer. Enter goes on."), word);
    } else {
        plain_say(plain, _("There is no command '%s'. help lists the commands."), word);
    }
    str_release(&candidates);
    return COMMAND_COUNT;
}

static void say_help(struct plain *plain, size_t i)
{
    bool alike = strcmp(COMMANDS[i].name, COMMANDS[i].example) == 0;
    plain_say(plain, _("%s%s%s: %s.%s%s%s"), COMMANDS[i].name,
        COMMANDS[i].arguments[0] != '\0' ? " " : "", _(COMMANDS[i].arguments), _(COMMANDS[i].help),
        alike ? "" : _(" For example: "), alike ? "" : _(COMMANDS[i].example), alike ? "" : _("."));
}

static void do_help(struct plain *plain, char *words)
{
    if (words[0] != '\0') {
        size_t found = find_command(plain, words);
        if (found < COMMAND_COUNT) {
            say_help(plain, found);
        }
        return;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        say_help(plain, i);
    }
}

static bool needs_a_lesson(size_t command)
{
    static void (*const others[])(struct plain *, char *) = {
        do_list, do_open, do_reset, do_language, do_help, do_quit, do_questions};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (COMMANDS[command].run == others[i]) {
            return false;
        }
    }
    return true;
}

static bool names_a_file(size_t command)
{
    return COMMANDS[command].run == do_save || COMMANDS[command].run == do_open ||
           COMMANDS[command].run == do_reset;
}

/* Finds the command that the line begins with, and does it. `typed` is the line in narrow letters.
 */
static void do_command(struct plain *plain, char *line, char *typed)
{
    size_t size = strcspn(typed, " ");
    const char *word = arena_strndup(&plain->arena, typed, size);
    const struct question *asked = plain_asks(plain) ? plain->quiz.question : NULL;
    bool offered = plain->offered;
    plain->offered = false;
    size_t command = word[0] == '\0'          ? 0
                     : strcmp(word, "?") == 0 ? find_command(plain, "help")
                                              : find_command(plain, word);
    if (word[0] == '\0' && plain->walk.lesson == NULL) {
        plain_open_start(plain);
        return;
    }
    if (command < COMMAND_COUNT && plain->walk.lesson == NULL && needs_a_lesson(command)) {
        plain_say(plain, "%s", _("No lesson is open. Type open and the number of a lesson."));
        return;
    }
    if (command < COMMAND_COUNT) {
        /* Names of files are as they were typed, where the command was typed in ASCII. */
        bool exact = names_a_file(command) && strncmp(line, word, size) == 0;
        plain->offered = offered && COMMANDS[command].run == do_next;
        COMMANDS[command].run(plain, plain_trim((exact ? line : typed) + size));
    }
    bool repeats = command < COMMAND_COUNT &&
                   (COMMANDS[command].run == do_again || COMMANDS[command].run == do_hint);
    if (asked != NULL && plain_asks(plain) && plain->quiz.question == asked && !repeats &&
        !plain->done) {
        plain_say(plain, "%s", _("The question is still open; again repeats it."));
    }
}

void plain_do(struct plain *plain, char *line)
{
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, line);
    char *words = plain_trim(arena_strdup(&plain->arena, safe.data));
    str_release(&safe);
    char *typed = plain_trim(plain_narrow(plain, words));
    long long number = 0;
    size_t resetting = plain->resetting;
    if (resetting != NO_BOOK && strcasecmp(typed, "yes") == 0) {
        plain_reset_now(plain, resetting);
    } else if (plain->walk.lesson == NULL && plain_number(typed, 1, INT_MAX, &number)) {
        plain_open(plain, typed); /* in the list a number is enough */
    } else if (!plain_asks(plain) || !plain_answer(plain, typed, words)) {
        do_command(plain, words, typed);
    }
    /* a question about it waits for one line */
    plain->resetting = plain->resetting == resetting ? NO_BOOK : plain->resetting;
}

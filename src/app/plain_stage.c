#include "i18n.h"
#include "plain_impl.h"
#include "rules.h"
#include "sentence.h"

#include <string.h>

enum {
    ROWS = 20,          /* read without asking */
    MOST_FINDINGS = 5,  /* sentences about one stage */
    SCAN_CELLS = 100000 /* a stage larger than this is not searched for what is remarkable */
};

static void say_prose(struct plain *plain, const char *at)
{
    const struct prose *prose = lesson_prose(plain->walk.lesson, at);
    if (prose != NULL) {
        str_addc(&plain->answer, '\n');
        sentence_prose(prose, plain->options->width, &plain->answer);
    }
}

void plain_introduce(struct plain *plain)
{
    const struct lesson *lesson = plain->walk.lesson;
    if (lesson->number > 0) {
        plain_say(plain, _("Lesson %d: %s."), lesson->number, lesson->title);
    } else {
        plain_say(plain, _("Lesson: %s."), lesson->title);
    }
    if (lesson->summary[0] != '\0') {
        plain_say(plain, "%s", lesson->summary);
    }
    say_prose(plain, "");
    str_addc(&plain->answer, '\n');
}

static int decimals_of(struct plain *plain, size_t stage)
{
    return trace_stage_decimals(plain->walk.trace, stage, plain->walk.decimals);
}

void plain_read_rows(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    size_t rows = walk_stage_rows(walk, stage);
    size_t end = plain->next_row + ROWS < rows ? plain->next_row + ROWS : rows;
    int decimals = decimals_of(plain, stage);
    struct str text;
    str_init(&text);
    for (; plain->next_row < end; plain->next_row++) {
        str_clear(&text);
        sentence_row(walk->trace, stage, plain->next_row, decimals, false, &text);
        plain_say(plain, "%s", text.data);
    }
    str_release(&text);
}

void plain_ask_on(struct plain *plain)
{
    size_t rows = walk_stage_rows(&plain->walk, walk_stage(&plain->walk));
    if (plain->next_row < rows) {
        plain_say(plain, _("%zu of %zu rows were read. Read on? Type more; Enter goes on."),
            plain->next_row, rows);
    }
}

/* The worked line of the cell that stands for the stage: the example row, its true class. */
static void say_example(struct plain *plain, size_t stage)
{
    struct trace *trace = plain->walk.trace;
    const struct stage *info = &trace_recipe(trace)->stages[stage];
    if (info->op == NULL) {
        return;
    }
    size_t row = info->form == FORM_SCALAR ? 0 : trace_example_row(trace);
    size_t col = 0;
    for (size_t c = info->form == FORM_MATRIX ? info->width : 0; c > 0; c--) {
        col = trace_is_true_class(trace, row, c - 1) ? c - 1 : col;
    }
    struct str text;
    str_init(&text);
    sentence_worked(trace, stage, row, col, plain->walk.decimals, &text);
    plain_say(
        plain, info->form == FORM_SCALAR ? _("Worked out: %s") : _("For example: %s"), text.data);
    str_release(&text);
}

static void say_findings(struct plain *plain, size_t stage)
{
    struct walk *walk = &plain->walk;
    size_t rows = walk_stage_rows(walk, stage);
    size_t cols = walk_stage_cols(walk, stage);
    size_t found = 0;
    if (!trace_may_find(walk->trace, stage) || cols == 0) {
        return;
    }
    rows = rows < SCAN_CELLS / cols + 1 ? rows : SCAN_CELLS / cols + 1;
    for (size_t i = 0; i < rows * cols; i++) {
        enum finding_kind kind = trace_finding(walk->trace, stage, i / cols, i % cols);
        if (kind == FINDING_NONE || ++found > MOST_FINDINGS) {
            continue;
        }
        plain_say(plain, _("Notice: %s"),
            trace_finding_text(walk->trace, kind, stage, i / cols, i % cols, &plain->arena));
    }
    if (found > MOST_FINDINGS) {
        plain_say(plain, _("And %zu more like this."), found - MOST_FINDINGS);
    }
}

static void say_title(struct plain *plain, size_t parts)
{
    const struct walk *walk = &plain->walk;
    const struct stage *info = walk_stage_info(walk);
    const char *group = _(group_titles[walk_group(walk, walk->step)]);
    if (parts > 1) {
        plain_say(plain, _("Step %zu of %zu, %s. Part %zu of %zu, %s."), walk->step + 1,
            walk_steps(walk), group, walk->part + 1, parts, _(info->title));
    } else {
        plain_say(plain, _("Step %zu of %zu, %s: %s."), walk->step + 1, walk_steps(walk), group,
            _(info->title));
    }
    if (info->op == NULL) { /* an input has a remark in place of a formula */
        plain_say(plain, _("Meaning: %s."), _(info->formula));
    } else {
        plain_say(plain, _("Formula: %s"), _(info->formula));
    }
}

/* A data file that cannot be read makes numbers that are none; say why, once. */
static void say_errors(struct plain *plain)
{
    const struct diag *diag = trace_diag(plain->walk.trace);
    if (diag->errors > plain->errors && diag->last != NULL) {
        plain_say(plain, _("Error: %s"), diag->last->text);
    }
    plain->errors = diag->errors;
}

void plain_read_part(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    size_t stages[RECIPE_MAX_STAGES];
    size_t parts = walk_parts(walk, walk->step, stages);
    size_t stage = stages[walk->part];
    const char *group = group_ids[walk_group(walk, walk->step)];
    const char *id = trace_recipe(walk->trace)->stages[stage].id;
    plain->started = true;
    plain->next_row = 0;
    say_title(plain, parts);
    if (walk_stage_info(walk)->form != FORM_SCALAR) {
        plain_read_rows(plain);
    }
    say_example(plain, stage);
    say_findings(plain, stage);
    if (walk->part == 0) {
        say_prose(plain, group);
    }
    if (!recipe_is_group(id)) { /* a name that is both was said where its group began */
        say_prose(plain, id);
    }
    if (walk_stage_info(walk)->form != FORM_SCALAR) {
        plain_ask_on(plain);
    }
    if (walk->step + 1 == walk_steps(walk) && walk->part + 1 == parts) {
        say_prose(plain, "end");
        str_addc(&plain->answer, '\n');
        plain_say(plain, "%s", _("That was the last step. Type list for other lessons, or quit."));
    }
    say_errors(plain);
}

void plain_explain(struct plain *plain, size_t row, size_t col)
{
    struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    struct worked worked =
        trace_worked(walk->trace, stage, row, col, walk->decimals, &plain->arena);
    char full[NUM_SIZE];
    double value = trace_cell(walk->trace, stage, row, col);
    (void)num_shortest(full, value, walk->lesson->problem.dtype);
    plain_say(plain, "%s, %s.", worked.name, _(info->title));
    if (info->op == NULL) {
        plain_say(plain, _("It is %s, given by the lesson."), full);
    } else {
        plain_say(plain, _("The rule: %s"), _(info->formula));
        plain_say(plain, _("For this number: %s"), worked.symbols);
        plain_say(plain, _("With numbers: %s = %s"), worked.numbers, worked.value);
        plain_say(plain, _("In full: %s"), full);
    }
    enum finding_kind kind = trace_finding(walk->trace, stage, row, col);
    if (kind != FINDING_NONE) {
        plain_say(plain, _("Notice: %s"),
            trace_finding_text(walk->trace, kind, stage, row, col, &plain->arena));
    }
    walk->row = row;
    walk->col = col;
    say_errors(plain);
}

static void say_comparison(struct plain *plain, const struct comparison *comparison)
{
    struct str text;
    str_init(&text);
    if (comparison->trace == NULL) {
        str_add(&text, comparison->refusal);
    } else {
        sentence_loss(comparison->trace, plain->walk.decimals, &text);
    }
    plain_say(plain, "%s", comparison->sentence);
    plain_say(plain, "%s: %s", comparison->rules, text.data);
    if (comparison->stage != NULL) {
        plain_say(plain, _("The first stage that differs: %s."), comparison->stage);
    }
    str_release(&text);
}

void plain_compare(struct plain *plain, const char *rules)
{
    struct walk *walk = &plain->walk;
    struct str text;
    str_init(&text);
    sentence_loss(walk->trace, walk->decimals, &text);
    plain_say(plain, _("This lesson, rules %s: %s"), walk->lesson->rules, text.data);
    str_release(&text);
    for (size_t i = 0; i < RULES_COUNT; i++) {
        const char *name = rules_table[i].name;
        bool wanted = rules == NULL || strcmp(rules, name) == 0;
        if (wanted && strcmp(name, walk->lesson->rules) != 0) {
            struct comparison comparison;
            comparison_make(&comparison, walk->trace, name, &plain->arena);
            say_comparison(plain, &comparison);
            comparison_release(&comparison);
        }
    }
}

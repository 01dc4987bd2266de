#include "i18n.h"
#include "plain_impl.h"
#include "sentence.h"
#include "summary.h"
#include "symbols.h"

#include <string.h>

enum {
    ROWS = 12,          /* read without asking */
    MOST_FINDINGS = 5,  /* sentences about one stage */
    SCAN_CELLS = 100000 /* a stage larger than this is not searched for what is remarkable */
};

static void say_prose(struct plain *plain, const char *at)
{
    const struct prose *prose = lesson_prose(plain->walk.lesson, at);
    if (prose != NULL && walk_is_changed(&plain->walk)) {
        plain_say(plain, "%s", _("About the lesson as written:"));
    }
    if (prose != NULL) {
        str_addc(&plain->answer, '\n');
        sentence_prose(prose, plain->width, plain->options->ascii, &plain->answer);
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
    const struct recipe *recipe = trace_recipe(plain->walk.trace);
    plain_say(plain, _("Rows: %zu. Columns: %zu. Steps: %zu."), recipe->rows, recipe->cols,
        walk_steps(&plain->walk));
}

void plain_focus(struct walk *walk, size_t row)
{
    walk->row = row;
    walk->col = 0;
    for (size_t col = 0; col < trace_recipe(walk->trace)->cols; col++) {
        if (trace_is_true_class(walk->trace, row, col)) {
            walk->col = col;
            return;
        }
    }
}

static void say_row(struct plain *plain, size_t row, bool whole)
{
    const struct walk *walk = &plain->walk;
    const struct sight sight = quiz_sight(walk);
    const struct view view = view_stage(&sight, walk_stage(walk), walk->decimals, NULL);
    struct str text;
    str_init(&text);
    sentence_row(&view, row, whole, &text);
    plain_say(plain, "%s", text.data);
    str_release(&text);
}

void plain_read_rows(struct plain *plain)
{
    size_t rows = walk_stage_rows(&plain->walk, walk_stage(&plain->walk));
    size_t end = plain->next_row + ROWS < rows ? plain->next_row + ROWS : rows;
    if (plain->next_row == 0 && end < rows) {
        plain_say(plain, _("There are %zu rows. The first %zu:"), rows, end);
    }
    for (; plain->next_row < end; plain->next_row++) {
        say_row(plain, plain->next_row, false);
    }
}

void plain_read_row(struct plain *plain, size_t row)
{
    plain_focus(&plain->walk, row);
    say_row(plain, row, true);
}

/* What all the numbers are like, of which only some were read. */
static void say_summary(struct plain *plain)
{
    const struct walk *walk = &plain->walk;
    const struct sight sight = quiz_sight(walk);
    struct summary summary;
    if (!summary_of(&sight, walk_stage(walk), &summary)) {
        return;
    }
    struct str text;
    str_init(&text);
    summary_text(&summary, walk->decimals, &text);
    plain_say(plain, _("All %zu numbers: %s."), summary.numbers, text.data);
    str_release(&text);
}

void plain_ask_on(struct plain *plain)
{
    size_t rows = walk_stage_rows(&plain->walk, walk_stage(&plain->walk));
    if (plain->next_row < rows) {
        plain_say(plain,
            _("%zu of %zu rows were read. Type more for the next, or row and a row's name; Enter "
              "goes on."),
            plain->next_row, rows);
        say_summary(plain);
    }
}

/* The worked line of the cell that stands for the stage, and its row where that was not read. */
static void say_example(struct plain *plain, size_t stage)
{
    const struct walk *walk = &plain->walk;
    const struct stage *info = &trace_recipe(walk->trace)->stages[stage];
    bool scalar = info->form == FORM_SCALAR;
    if (!scalar && walk_row(walk) >= plain->next_row) {
        say_row(plain, walk_row(walk), false);
    }
    if (info->op == NULL) {
        return;
    }
    struct str text;
    str_init(&text);
    const struct sight sight = quiz_sight(walk);
    struct worked worked = sight_worked(
        &sight, stage, walk_row(walk), walk_col(walk), walk->decimals, NULL, &plain->arena);
    sentence_worked(&worked, &text);
    plain_say(plain, scalar ? _("Worked out: %s") : _("For example: %s"), text.data);
    str_release(&text);
}

static void say_findings(struct plain *plain, size_t stage)
{
    struct walk *walk = &plain->walk;
    size_t rows = walk_stage_rows(walk, stage);
    size_t cols = walk_stage_cols(walk, stage);
    size_t found = 0;
    const struct sight sight = quiz_sight(walk);
    if (!trace_may_find(walk->trace, stage) || cols == 0) {
        return;
    }
    rows = rows < SCAN_CELLS / cols + 1 ? rows : SCAN_CELLS / cols + 1;
    for (size_t i = 0; i < rows * cols; i++) {
        const char *finding = sight_finding(&sight, stage, i / cols, i % cols, &plain->arena);
        if (finding != NULL && ++found <= MOST_FINDINGS) {
            plain_say(plain, _("Notice: %s"), finding);
        }
    }
    if (found > MOST_FINDINGS) {
        plain_say(plain, _("And %zu more like this."), found - MOST_FINDINGS);
    }
}

static void say_title(struct plain *plain, size_t parts)
{
    const struct walk *walk = &plain->walk;
    const struct stage *info = walk_stage_info(walk);
    const char *group = _(group_title(&walk->lesson->problem, walk_group(walk, walk->step)));
    if (parts > 1) {
        plain_say(plain, _("Step %zu of %zu, %s. Part %zu of %zu, %s."), walk->step + 1,
            walk_steps(walk), group, walk->part + 1, parts, _(info->title));
    } else {
        plain_say(plain, _("Step %zu of %zu, %s: %s."), walk->step + 1, walk_steps(walk), group,
            _(info->title));
    }
}

/* total, label: such a symbol needs no explanation. */
static bool is_word(const struct stage *stage)
{
    size_t size = strlen(stage->symbol);
    return size > 2 && strncmp(stage->symbol, _(stage->title), size) == 0;
}

/* "Formula: p = e / S", "Here e is: exponential; S is: row sum." */
static void say_formula(struct plain *plain)
{
    const struct stage *info = walk_stage_info(&plain->walk);
    const struct recipe *recipe = trace_recipe(plain->walk.trace);
    if (info->op == NULL) { /* an input has a remark in place of a formula */
        plain_say(plain, _("Meaning: %s."), info->formula);
        return;
    }
    plain_say(plain, _("Formula: %s"), info->formula);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        const struct stage *in = info->in[i] == STAGE_NONE ? NULL : &recipe->stages[info->in[i]];
        if (in == NULL || strstr(info->formula, in->symbol) == NULL || is_word(in)) {
            continue;
        }
        str_addf(
            &text, _("%s %s is: %s"), text.len > 0 ? _(";") : _("Here"), in->symbol, _(in->title));
    }
    if (text.len > 0) {
        plain_say(plain, _("%s."), text.data);
    }
    const struct sight sight = quiz_sight(&plain->walk);
    str_clear(&text);
    if (symbols_weights(&sight, walk_stage(&plain->walk), &text)) {
        plain_say(plain, _("%s."), text.data);
    }
    str_release(&text);
}

void plain_say_errors(struct plain *plain)
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
    if ((walk->part == 0 || walk_knows(walk, walk->step)) &&
        lesson_prose(walk->lesson, group) != NULL) {
        say_prose(plain, group);
        str_addc(&plain->answer, '\n');
    }
    say_formula(plain);
    if (walk_stage_info(walk)->form != FORM_SCALAR) {
        plain_read_rows(plain);
    }
    say_example(plain, stage);
    say_findings(plain, stage);
    if (!recipe_is_group(id)) { /* a name that is both was said where its group began */
        say_prose(plain, id);
    }
    plain_offer_picture(plain);
    if (walk_stage_info(walk)->form != FORM_SCALAR) {
        plain_ask_on(plain);
    }
    if (walk_is_at_end(walk)) {
        say_prose(plain, "end");
        str_addc(&plain->answer, '\n');
        const struct place end = {walk_steps(walk), 0};
        if (quiz_waiting(&plain->quiz, walk, end) != NULL) {
            plain_say(plain, "%s", _("Some questions were passed by; Enter asks them again."));
        } else {
            plain_end(plain);
        }
    }
    plain_say_errors(plain);
}

/* The lesson after the open one; NULL: none. */
static const struct book *following_book(struct plain *plain)
{
    const struct walk *walk = &plain->walk;
    for (size_t i = 0; i < plain->shelf.count; i++) {
        if (strcmp(plain->shelf.books[i].path, walk->lesson->source.name) == 0) {
            size_t next = shelf_next(&plain->shelf, i, &plain->options->walk);
            return next < plain->shelf.count ? &plain->shelf.books[next] : NULL;
        }
    }
    return NULL;
}

void plain_end(struct plain *plain)
{
    const struct book *following = following_book(plain);
    if (plain->offered && following != NULL && !plain_would_lose(plain)) {
        plain->offered = false;
        plain_open_path(plain, following->path);
        return;
    }
    struct quiz_score score = quiz_score(&plain->quiz, plain->walk.lesson);
    plain_say(plain, "%s", _("This is the end of the lesson."));
    if (score.solved + score.revealed > 0) {
        plain_say(plain, _("Questions: %zu of %zu solved, %zu at the first try; %zu told."),
            score.solved, score.all, score.at_once, score.revealed);
    }
    plain_say_task(plain);
    if (following != NULL) {
        plain_say(plain, _("The next is %s: Enter opens it."), plain_called(plain, following));
    }
    plain->offered = following != NULL;
    plain_say(plain, "%s",
        !trace_reads_result(plain->walk.trace)
            ? _("go 1 starts this one over, list has all lessons, quit leaves.")
            : _("go 1 starts this one over, compare tells what other frameworks make of it, list "
                "has "
                "all lessons, quit leaves."));
}

void plain_explain(struct plain *plain, size_t row, size_t col)
{
    struct walk *walk = &plain->walk;
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    const struct sight sight = quiz_sight(walk);
    struct worked worked =
        sight_worked(&sight, stage, row, col, walk->decimals, NULL, &plain->arena);
    char buffer[NUM_SIZE];
    struct figure figure = sight_cell(&sight, stage, row, col);
    const char *full = figure_shortest(buffer, figure, walk->lesson->problem.dtype);
    plain_say(plain, _("%s, %s."), worked.name, _(info->title));
    if (info->op == NULL) {
        const char *given = sentence_given(&sight, stage, row, col, walk->decimals, &plain->arena);
        plain_say(plain, _("It is %s, given by the lesson."), full);
        if (given != NULL) {
            plain_say(plain, _("%s."), given);
        }
    } else {
        plain_say(plain, _("The rule: %s"), info->formula);
        plain_say(plain, _("For this number: %s"), worked.symbols);
        if (figure.hidden) {
            plain_say(plain, "%s", _("It is not told yet: a question of this lesson asks for it."));
        } else {
            plain_say(plain, _("With numbers: %s = %s"), worked.numbers, worked.value);
            plain_say(plain, _("In full: %s"), full);
        }
    }
    const char *finding = sight_finding(&sight, stage, row, col, &plain->arena);
    if (finding != NULL) {
        plain_say(plain, _("Notice: %s"), finding);
    }
    if (info->form != FORM_SCALAR) {
        plain_focus(walk, row);
        walk->col = info->form == FORM_MATRIX ? col : walk->col;
    }
    plain_say_errors(plain);
}

/* A question before its step: what is asked, the line to type in or the choices, and what came of
 * the last answer. */
#include "i18n.h"
#include "pane.h"

#include <string.h>

static void add_note(struct text *text, enum style style, const char *label, const char *words)
{
    text_line(text, 0, 2);
    text_add(text, style, label);
    text_add(text, STYLE_PLAIN, words);
}

static const char *cell_name(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    const struct question_cell *cell = &quiz->cell;
    return trace_worked(walk->trace, cell->stage, cell->row, cell->col, 0, text->arena).name;
}

/* p[s1,dog] = 0.04_ */
static void add_input(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    text_line(text, 2, 4);
    text_word(text, STYLE_CODE, cell_name(text, walk, quiz));
    text_word(text, STYLE_PLAIN, " = ");
    input_text(text, &quiz->input);
}

/* One line each, or, with little room, all in one. */
static void add_choices(struct text *text, const struct quiz *quiz, bool compact)
{
    bool done = quiz_is_done(quiz);
    for (size_t i = 0; i < QUIZ_MAX_CHOICES && quiz->question->choices[i] != NULL; i++) {
        bool here = i == quiz->choice && !done;
        bool right = done && strcmp(quiz->question->choices[i], quiz->question->answer) == 0;
        bool tried = (quiz->wrong_choices >> i & 1) != 0;
        if (!compact || i == 0) {
            text_line(text, compact ? 0 : 2, compact ? 2 : 7);
        }
        text_word(text, here ? STYLE_CURSOR : STYLE_PLAIN,
            here    ? ">"
            : right ? "="
            : tried ? "x"
                    : " ");
        const char *number = arena_printf(text->arena, i < 9 ? "%zu" : " ", i + 1);
        text_word(text, STYLE_KEY, compact ? number : arena_printf(text->arena, " %s", number));
        text_word(text, STYLE_PLAIN, " ");
        text_add(text, here || right ? STYLE_HERE : STYLE_PLAIN, quiz->question->choices[i]);
        text_add(text, STYLE_PLAIN, compact ? "  " : "");
    }
}

static void add_question(struct text *text, const struct quiz *quiz)
{
    add_note(text, STYLE_TITLE, _("Question: "), quiz->question->ask);
}

static const char *hint_label(enum quiz_hint hint)
{
    static const char *const labels[] = {[HINT_NUDGE] = N_("a hint"),
        [HINT_FORMULA] = N_("the formula"),
        [HINT_WORKED] = N_("the numbers put in")};
    return _(labels[hint]);
}

/* What stands in the formula and is computed in the same step, so has not been seen either. */
static void add_inner_formulas(struct text *text, const struct walk *walk, size_t stage)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        size_t in = recipe->stages[stage].in[i];
        if (in != STAGE_NONE && recipe->stages[in].op != NULL &&
            recipe->stages[in].group == recipe->stages[stage].group) {
            text_add(text, STYLE_PLAIN, ",  ");
            text_add(text, STYLE_CODE, _(recipe->stages[in].formula));
        }
    }
}

static void add_formula(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    size_t stage = recipe_find(trace_recipe(walk->trace), quiz->question->at);
    add_note(text, STYLE_TITLE, _("Formula: "), "");
    text_add(text, STYLE_CODE, _(trace_recipe(walk->trace)->stages[stage].formula));
    add_inner_formulas(text, walk, stage);
    if (quiz->question->kind == ANSWER_CELL) {
        const struct question_cell *cell = &quiz->cell;
        struct worked worked =
            trace_worked(walk->trace, cell->stage, cell->row, cell->col, 0, text->arena);
        text_line(text, 2, 4);
        text_add(
            text, STYLE_CODE, arena_printf(text->arena, "%s = %s", worked.name, worked.symbols));
    }
}

static void add_worked_hint(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    struct worked worked;
    if (quiz_worked(walk, quiz->cell, text->arena, &worked)) {
        add_note(text, STYLE_TITLE, _("Numbers put in: "), "");
        text_add(text, STYLE_CODE,
            arena_printf(
                text->arena, "%s = %s = %s = ?", worked.name, worked.symbols, worked.numbers));
    }
}

/* Once the question is answered the hint is the reason why. */
static void add_reason(struct text *text, const struct quiz *quiz)
{
    if (quiz_is_done(quiz) && quiz->question->hint != NULL) {
        text_line(text, 0, 2);
        text_add(text, STYLE_PLAIN, quiz->question->hint);
    }
}

static void add_hint(
    struct text *text, const struct walk *walk, const struct quiz *quiz, size_t layer)
{
    switch (quiz_hint_at(quiz, walk, layer)) {
    case HINT_NUDGE:
        add_note(text, STYLE_TITLE, _("Hint: "), quiz->question->hint);
        break;
    case HINT_FORMULA:
        add_formula(text, walk, quiz);
        break;
    case HINT_WORKED:
        add_worked_hint(text, walk, quiz);
        break;
    case HINT_VALUE:
        break;
    }
}

/* The answer, and for a number how it comes about. */
static void add_answer(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    const struct question_cell *cell = &quiz->cell;
    if (quiz->question->kind == ANSWER_CHOICE) {
        text_add(text, STYLE_EMPHASIS, quiz->question->answer);
        return;
    }
    struct worked worked =
        trace_worked(walk->trace, cell->stage, cell->row, cell->col, walk->decimals, text->arena);
    text_add(text, STYLE_CODE, worked.name);
    const char *const parts[] = {worked.symbols, worked.numbers};
    for (size_t i = 0; i < 2; i++) {
        if (*parts[i] != '\0' && strcmp(parts[i], worked.value) != 0) {
            text_add(text, STYLE_PLAIN, " = ");
            text_add(text, STYLE_CODE, parts[i]);
        }
    }
    text_add(text, STYLE_PLAIN, " = ");
    text_add(text, STYLE_EMPHASIS, worked.value);
}

static void add_wrong(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    if (quiz->question->kind == ANSWER_CHOICE) {
        const char *choice = quiz->question->choices[quiz->choice];
        add_note(text, STYLE_FINDING, arena_printf(text->arena, _("Not %s. "), choice),
            _("Try another."));
        return;
    }
    add_note(text, STYLE_FINDING, arena_printf(text->arena, _("Not %s. "), quiz->tried),
        quiz->slip == SLIP_NONE
            ? _("Try again, or take a hint.")
            : slip_text(walk->trace, quiz->slip, &quiz->slip_place, text->arena));
}

static void add_verdict(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    switch (quiz->verdict) {
    case QUIZ_ASKING:
        break;
    case QUIZ_UNREADABLE:
        add_note(text, STYLE_FINDING,
            arena_printf(text->arena, _("%s is no number. "), quiz->tried),
            _("Type one such as 0.25, -3, 1e-4, 1/3 or inf."));
        break;
    case QUIZ_WRONG:
        add_wrong(text, walk, quiz);
        break;
    case QUIZ_RIGHT:
        add_note(text, STYLE_TITLE, _("Right: "), "");
        add_answer(text, walk, quiz);
        break;
    case QUIZ_SHOWN:
        add_note(text, STYLE_TITLE, _("The answer: "), "");
        add_answer(text, walk, quiz);
        break;
    }
    if (quiz->comma && quiz->verdict != QUIZ_UNREADABLE) {
        add_note(text, STYLE_DIM, _("The comma was read as a point. "),
            _("Numbers are written with a point here: 0.5."));
    }
}

/* What can be done now. */
static void add_ways_on(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    text_gap(text);
    text_line(text, 0, 2);
    if (quiz_is_done(quiz)) {
        text_add(text, STYLE_DIM, _("Space or Enter goes on."));
        return;
    }
    const char *how = quiz->question->kind == ANSWER_CHOICE
                          ? _("Press the number of your choice. Enter alone shows the answer.")
                          : _("Type a number and press Enter. Enter alone shows the answer.");
    text_add(text, STYLE_DIM, how);
    enum quiz_hint hint = quiz_hint_at(quiz, walk, quiz->hints);
    if (hint != HINT_VALUE) {
        text_add(text, STYLE_DIM, arena_printf(text->arena, _(" t shows %s."), hint_label(hint)));
    }
}

void quiz_text(struct text *text, const struct walk *walk, const struct quiz *quiz, bool compact)
{
    /* Where there is little room, what came last stands first. */
    bool turned = compact && (quiz->verdict != QUIZ_ASKING || quiz->hints > 0);
    bool number = quiz->question->kind == ANSWER_CELL;
    if (!turned) {
        add_question(text, quiz);
    }
    if (!number) {
        add_choices(text, quiz, compact);
    } else if (!quiz_is_done(quiz)) {
        add_input(text, walk, quiz);
    }
    if (!compact && quiz->verdict != QUIZ_ASKING) {
        text_gap(text);
    }
    bool newest = turned && quiz->hints > 0 && !quiz_is_done(quiz);
    if (newest && quiz->hint_last) {
        add_hint(text, walk, quiz, quiz->hints - 1);
    }
    add_verdict(text, walk, quiz);
    add_reason(text, quiz);
    if (newest && !quiz->hint_last) {
        add_hint(text, walk, quiz, quiz->hints - 1);
    }
    size_t older = quiz_is_done(quiz) ? 0 : quiz->hints - newest;
    if (turned) {
        add_question(text, quiz);
    } else if (older > 0) {
        text_gap(text);
    }
    for (size_t i = 0; i < older; i++) {
        add_hint(text, walk, quiz, i);
    }
    add_ways_on(text, walk, quiz);
}

void quiz_set_cursor(const struct pane *pane)
{
    for (size_t y = pane->at.y; y < pane->at.y + pane->at.rows; y++) {
        for (size_t x = pane->at.x; x < pane->at.x + pane->at.cols; x++) {
            const struct grid_cell *cell = grid_at(pane->grid, x, y);
            if (cell != NULL && cell->style == STYLE_CURSOR) {
                grid_set_cursor(pane->grid, x, y);
                return;
            }
        }
    }
}

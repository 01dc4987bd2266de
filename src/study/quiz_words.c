#include "quiz_words.h"

#include "i18n.h"
#include "numbers.h"

static const struct quiz_note SILENT = {.label = "", .words = ""};

static struct quiz_note words(const char *label, const char *text)
{
    struct quiz_note note = SILENT;
    note.label = label;
    note.words = text;
    return note;
}

const char *quiz_cell_name(const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    const struct question_cell *cell = &quiz->cell;
    return trace_worked(walk->trace, cell->stage, cell->row, cell->col, 0, arena).name;
}

struct worked quiz_answer_line(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    const struct question_cell *cell = &quiz->cell;
    return trace_worked(walk->trace, cell->stage, cell->row, cell->col, walk->decimals, arena);
}

const char *quiz_choice_key(size_t choice, struct arena *arena)
{
    return arena_printf(arena, "%c", (char)('a' + choice));
}

const char *quiz_hint_label(enum quiz_hint hint)
{
    static const char *const labels[] = {[HINT_NUDGE] = N_("a hint"),
        [HINT_FORMULA] = N_("the formula"),
        [HINT_WORKED] = N_("the numbers put in"),
        [HINT_VALUE] = N_("the answer")};
    return _(labels[hint]);
}

/* What stands in the formula and is computed in the same step, so has not been seen either. */
static const char *inner_formulas(const struct recipe *recipe, size_t stage, struct arena *arena)
{
    const char *all = NULL;
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        size_t in = recipe->stages[stage].in[i];
        if (in != STAGE_NONE && recipe->stages[in].op != NULL &&
            recipe->stages[in].group == recipe->stages[stage].group) {
            const char *formula = recipe->stages[in].formula;
            all = all == NULL ? formula : arena_printf(arena, "%s%s%s", all, _(",  "), formula);
        }
    }
    return all;
}

static struct quiz_note formula_note(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t stage = recipe_named(recipe, quiz->question->at);
    struct quiz_note note = words(_("Formula: "), "");
    note.formula = recipe->stages[stage].formula;
    note.more_formulas = inner_formulas(recipe, stage, arena);
    if (quiz->question->kind == ANSWER_CELL) {
        const struct question_cell *cell = &quiz->cell;
        struct worked worked =
            trace_worked(walk->trace, cell->stage, cell->row, cell->col, 0, arena);
        note.line = arena_printf(arena, "%s = %s", worked.name, worked.symbols);
    }
    return note;
}

static struct quiz_note worked_note(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    struct worked worked;
    if (!quiz_worked(walk, quiz->cell, arena, &worked)) {
        return SILENT;
    }
    struct quiz_note note = words(_("Numbers put in: "), "");
    note.formula =
        arena_printf(arena, "%s = %s = %s = ?", worked.name, worked.symbols, worked.numbers);
    return note;
}

struct quiz_note quiz_hint_note(
    const struct walk *walk, const struct quiz *quiz, size_t layer, struct arena *arena)
{
    switch (quiz_hint_at(quiz, walk, layer)) {
    case HINT_NUDGE:
        return words(_("Hint: "), quiz->question->hint);
    case HINT_FORMULA:
        return formula_note(walk, quiz, arena);
    case HINT_WORKED:
        return worked_note(walk, quiz, arena);
    case HINT_VALUE:
        break;
    }
    return SILENT;
}

static struct quiz_note wrong_note(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    if (quiz->question->kind == ANSWER_CHOICE) {
        const char *key = quiz_choice_key(quiz->choice, arena);
        return words(*key == '\0' ? _("That is not right. ")
                                  : arena_printf(arena, _("%s is not right. "), key),
            _("Try another."));
    }
    return words(arena_printf(arena, _("%s is not right. "), quiz->tried),
        quiz->slip == SLIP_NONE ? _("Try again, or take a hint.")
                                : slip_text(walk->trace, quiz->slip, &quiz->slip_place, arena));
}

struct quiz_note quiz_verdict_note(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena)
{
    switch (quiz->verdict) {
    case QUIZ_ASKING:
        break;
    case QUIZ_UNREADABLE:
        return words(arena_printf(arena, _("%s is no number. "), quiz->tried),
            _("Type one such as 0.25, -3, 1e-4, 1/3 or inf."));
    case QUIZ_WRONG:
        return wrong_note(walk, quiz, arena);
    case QUIZ_RIGHT:
        return words(_("Right: "), "");
    case QUIZ_SHOWN:
        return words(_("The answer: "), "");
    }
    return SILENT;
}

struct quiz_note quiz_comma_note(const struct quiz *quiz)
{
    bool said = quiz->comma && quiz->verdict != QUIZ_UNREADABLE;
    return said ? words(_("The comma was read as a point. "),
                      _("Numbers are written with a point here: 0.5."))
                : SILENT;
}

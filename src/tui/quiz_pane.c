/* A question before its step: what is asked, the line to type in or the choices, and what came of
 * the last answer. */
#include "i18n.h"
#include "pane.h"
#include "quiz_words.h"

#include <string.h>

static void add_note(struct text *text, enum style style, const char *label, const char *words)
{
    text_line(text, 0, 2);
    text_add(text, style, label);
    text_add(text, STYLE_PLAIN, words);
}

/* p[s1,dog] = 0.04_ */
static void add_input(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    text_line(text, 2, 4);
    text_word(text, STYLE_CODE, quiz_cell_name(walk, quiz, text->arena));
    text_word(text, STYLE_PLAIN, " = ");
    input_text(text, &quiz->input);
}

/* One line each, or, with little room, all in one. */
static void add_choices(struct text *text, const struct quiz *quiz, bool compact)
{
    bool done = quiz_is_done(quiz);
    for (size_t i = 0; quiz->question->choices[i] != NULL; i++) {
        bool here = i == quiz->choice && !done;
        bool right = done && strcmp(quiz->question->choices[i], quiz->question->answer) == 0;
        text->target = (struct target){.kind = done ? TARGET_NONE : TARGET_CHOICE, .index = i};
        bool tried = (quiz->wrong_choices >> i & 1) != 0;
        if (!compact || i == 0) {
            text_line(text, compact ? 0 : 2, compact ? 2 : 7);
        }
        text_word(text, here ? STYLE_CURSOR : STYLE_PLAIN,
            here    ? ">"
            : right ? "="
            : tried ? "x"
                    : " ");
        const char *letter = quiz_choice_key(i, text->arena);
        text_word(text, STYLE_KEY, compact ? letter : arena_printf(text->arena, " %s", letter));
        text_word(text, STYLE_PLAIN, " ");
        text_add(text, here || right ? STYLE_HERE : STYLE_PLAIN, quiz->question->choices[i]);
        text_add(text, STYLE_PLAIN, compact ? "  " : "");
    }
    text->target.kind = TARGET_NONE;
}

static void add_question(struct text *text, const struct quiz *quiz)
{
    add_note(text, STYLE_TITLE, _("Question: "), quiz->question->ask);
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
    struct quiz_note note = quiz_hint_note(walk, quiz, layer, text->arena);
    add_note(text, STYLE_TITLE, note.label, note.words);
    if (note.formula != NULL) {
        text_add(text, STYLE_CODE, note.formula);
    }
    if (note.more_formulas != NULL) {
        text_add(text, STYLE_PLAIN, _(",  "));
        text_add(text, STYLE_CODE, note.more_formulas);
    }
    if (note.line != NULL) {
        text_line(text, 2, 4);
        text_add(text, STYLE_CODE, note.line);
    }
}

/* The answer, and for a number how it comes about. */
static void add_answer(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    if (quiz->question->kind == ANSWER_CHOICE) {
        text_add(text, STYLE_EMPHASIS, quiz->question->answer);
        return;
    }
    struct worked worked = quiz_answer_line(walk, quiz, text->arena);
    worked_line(text, &worked);
}

static void add_verdict(struct text *text, const struct walk *walk, const struct quiz *quiz)
{
    struct quiz_note note = quiz_verdict_note(walk, quiz, text->arena);
    struct quiz_note comma = quiz_comma_note(quiz);
    bool done = quiz_is_done(quiz);
    if (note.label[0] != '\0') {
        add_note(text, done ? STYLE_TITLE : STYLE_FINDING, note.label, note.words);
    }
    if (done) {
        add_answer(text, walk, quiz);
    }
    if (comma.label[0] != '\0') {
        add_note(text, STYLE_DIM, comma.label, comma.words);
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
    bool choice = quiz->question->kind == ANSWER_CHOICE;
    text_add(text, STYLE_DIM,
        choice ? _("Press the letter of your choice.") : _("Type a number and press Enter."));
    text_add(text, STYLE_DIM,
        quiz_enter_shows(quiz) ? _(" Enter shows the answer.") : _(" Enter gives your answer."));
    enum quiz_hint hint = quiz_hint_at(quiz, walk, quiz->hints);
    text_add(text, STYLE_DIM, arena_printf(text->arena, _(" t shows %s."), quiz_hint_label(hint)));
    text_add(text, STYLE_DIM, _(" Space passes it by for now."));
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

/* What is said about an open question, in sentences: the same on the screen and in --plain. All
 * texts live in the arena, the lesson or the program. */
#ifndef LOSSWALK_QUIZ_WORDS_H
#define LOSSWALK_QUIZ_WORDS_H

#include "quiz.h"

/* A label, such as "Hint: ", what follows it in words, and formulas; "" and NULL: none. */
struct quiz_note {
    const char *label, *words;
    const char *formula;
    const char *more_formulas; /* of what stands in it and has not been seen either */
    const char *line;          /* a formula on a line of its own */
};

/* p[s1,dog], of the cell asked for. */
const char *quiz_cell_name(const struct walk *walk, const struct quiz *quiz, struct arena *arena);
/* What chooses it: "a"; "" behind the last letter. */
const char *quiz_choice_key(size_t choice, struct arena *arena);
/* What the next layer of hints is called: "a hint". */
const char *quiz_hint_label(enum quiz_hint hint);
/* The worked line of the cell asked for, once the question is done: the answer and how it comes
 * about. Whatever else waits, this is told now. */
struct worked quiz_answer_line(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena);
/* A layer of hints, counted from 0. */
struct quiz_note quiz_hint_note(
    const struct walk *walk, const struct quiz *quiz, size_t layer, struct arena *arena);
/* What the last answer came to. Once the question is done, the answer itself follows the label. */
struct quiz_note quiz_verdict_note(
    const struct walk *walk, const struct quiz *quiz, struct arena *arena);
/* That the comma was read as a point; all "" where there was none. */
struct quiz_note quiz_comma_note(const struct quiz *quiz);

#endif

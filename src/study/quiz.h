/* Predict, then see: the lesson's questions, each asked before the part that would answer it.
 *
 * A question waits while the part it is `at` has not been seen (or, where it names a step, that
 * step's first part); going on then opens it instead of that part. Questions at the first step,
 * which is open from the start, are asked before leaving it. A wrong answer costs nothing, and no
 * question blocks the way: one that is passed by is asked again at the lesson's end. Asking for the
 * answer counts as revealed, not as solved; either way the question is answered, and comes back
 * only when asked for.
 */
#ifndef LOSSWALK_QUIZ_H
#define LOSSWALK_QUIZ_H

#include "answer.h"
#include "input.h"
#include "progress.h"
#include "sight.h"
#include "slip.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* PASSED: passed by on the way; LEFT: at the end as well. */
enum quiz_mark { QUIZ_OPEN, QUIZ_PASSED, QUIZ_LEFT, QUIZ_SOLVED, QUIZ_REVEALED };

/* One question that was met: lesson and question are hashes of what they are called. */
struct quiz_record {
    uint64_t lesson, question;
    enum quiz_mark mark;
    size_t wrong;                 /* wrong answers so far */
    char typed[ANSWER_SIZE];      /* and not judged when it was passed by */
    struct progress_answer since; /* what came of it since that was taken for the progress */
};

/* Which questions are asked. */
enum quiz_asking { QUIZ_ONCE, QUIZ_AGAIN, QUIZ_ALL, QUIZ_NONE };

/* What the last Enter or `t` came to. */
enum quiz_verdict {
    QUIZ_ASKING,     /* nothing yet */
    QUIZ_UNREADABLE, /* not a number */
    QUIZ_WRONG,
    QUIZ_RIGHT, /* and from here on: done */
    QUIZ_SHOWN
};

#define QUIZ_NO_CHOICE ((size_t)-1)

struct quiz {
    enum quiz_asking asking;
    struct quiz_record *records; /* of this session, in the order they were met */
    size_t record_count, record_cap;

    const struct question *question; /* on the screen; NULL: none */
    const struct lesson *lesson;     /* the one it belongs to */
    struct place before;             /* what it was opened before: where going on leads */
    struct question_cell cell;       /* ANSWER_CELL: the one it asks for */
    enum quiz_verdict verdict;
    struct input_line input;
    char tried[ANSWER_SIZE]; /* the last answer that was judged */
    bool comma;              /* it had a comma for the point */
    size_t choice;           /* the marked one, or QUIZ_NO_CHOICE */
    uint64_t wrong_choices;  /* bit i: choice i was tried */
    enum slip slip;          /* what the wrong number looks like */
    struct question_cell slip_place;
    size_t hints;   /* layers of hints shown */
    bool hint_last; /* a hint came after the last answer */
};

/* Solved and revealed questions of a lesson, and how many it has in all; of the solved ones, those
 * without a wrong answer before. */
struct quiz_score {
    size_t solved, at_once, revealed, all;
};

void quiz_release(struct quiz *quiz);

/* How a question of the lesson was answered in this session. */
enum quiz_mark quiz_mark_of(
    const struct quiz *quiz, const struct lesson *lesson, const struct question *question);
/* What a question is known by in the progress: the same on every machine and in every language. */
uint64_t quiz_question_key(const struct question *question);
/* What came of the question since this was asked last, to be noted in the progress; false: nothing.
 */
bool quiz_take(struct quiz *quiz, const struct lesson *lesson, const struct question *question,
    struct progress_answer *out);
/* Is there any such question in that lesson? */
bool quiz_has_news(const struct quiz *quiz, const struct lesson *lesson);
/* Forgets how the questions of the lesson at that path were answered. */
void quiz_forget(struct quiz *quiz, const char *path);
struct quiz_score quiz_score(const struct quiz *quiz, const struct lesson *lesson);

/* Is the question still to be asked, as what answers it has not been seen? Then it is about which
 * step. */
bool quiz_is_waiting(const struct quiz *quiz, const struct walk *walk,
    const struct question *question, size_t *step);
/* The question that is to be asked before `to` is shown, or NULL. `to` may be the place behind the
 * last, as walk_following() gives it: then any that was passed by, or over. */
const struct question *quiz_waiting(
    const struct quiz *quiz, const struct walk *walk, struct place to);
/* Opens it; false when none waits. */
bool quiz_open(struct quiz *quiz, const struct walk *walk, struct place to);
/* Opens that question of the walk's lesson. */
void quiz_open_question(
    struct quiz *quiz, const struct walk *walk, const struct question *question);
/* Puts the question on the screen away, answered or not. */
void quiz_close(struct quiz *quiz);
/* Puts the open question away for now; what is typed is kept. It is asked again at the end, or, at
 * the end, no more. */
void quiz_pass(struct quiz *quiz, const struct walk *walk);
/* Turns to the next way of asking: the questions not solved so far once more, then all of them,
 * then none. */
void quiz_turn(struct quiz *quiz, struct walk *walk);
/* From the walk's place on, or in all lessons where none is open. */
void quiz_ask(struct quiz *quiz, struct walk *walk, enum quiz_asking asking);
/* Is a question of the walk's lesson on the screen? One of a lesson that was read again is not. */
bool quiz_asks(const struct quiz *quiz, const struct walk *walk);
/* Has it been answered, rightly or by asking for the answer? */
bool quiz_is_done(const struct quiz *quiz);

/* Notes what became of a question of the lesson, whoever found that out. */
void quiz_note(struct quiz *quiz, const struct lesson *lesson, const struct question *question,
    enum quiz_mark mark);

/* Edits the input line, or takes a choice by its letter. False when the key is none of that. */
bool quiz_key(struct quiz *quiz, const struct walk *walk, uint32_t key);
/* Enter: judges what was typed or marked; with nothing typed, or the same once more that was not
 * right, shows the answer. */
void quiz_enter(struct quiz *quiz, const struct walk *walk);
/* Would it show the answer now? */
bool quiz_enter_shows(const struct quiz *quiz);
/* Marks the choice `delta` further. */
void quiz_choose(struct quiz *quiz, long delta);
/* Marks that choice. */
void quiz_mark_choice(struct quiz *quiz, size_t choice);
/* One more layer of hints: nudge, formula, numbers put in, and then the answer. */
void quiz_hint(struct quiz *quiz, const struct walk *walk);

/* The layers of hints of the question on the screen. */
enum quiz_hint { HINT_NUDGE, HINT_FORMULA, HINT_WORKED, HINT_VALUE };
/* The layer after `shown` others; HINT_VALUE is the last. */
enum quiz_hint quiz_hint_at(const struct quiz *quiz, const struct walk *walk, size_t shown);
/* The worked line of a cell that does not give its value away: where it is a copy of one other
 * cell, that one's. False when there is none. */
bool quiz_worked(
    const struct walk *walk, struct question_cell cell, struct arena *arena, struct worked *out);

/* What the student may see: of the open lesson, or of another trace of it, such as under other
 * rules. While a question waits, figures that would tell its answer are hidden. The walk must
 * outlive the sight. */
struct sight quiz_sight(const struct walk *walk);
struct sight quiz_sight_of(const struct walk *walk, struct trace *trace);
/* Does a question that waits, other than the open one, ask for what is in the cell's step, or for
 * its number? Then nothing is said of the cell. */
bool quiz_keeps(const struct walk *walk, const struct question_cell *cell);
/* The loss of the rows that were added up so far; NaN where it is not known. Hidden in a lesson
 * that asks: whether it tells an answer cannot be said before all of it is known. */
struct figure quiz_loss_so_far(const struct walk *walk);

#endif

/* The state of --plain, and its parts. Private to plain*.c. */
#ifndef LOSSWALK_PLAIN_IMPL_H
#define LOSSWALK_PLAIN_IMPL_H

#include "output.h"
#include "plain.h"
#include "quiz.h"
#include "shelf.h"

#define NO_BOOK ((size_t)-1)

struct plain {
    const struct plain_options *options;
    struct shelf shelf;
    struct walk walk; /* walk.lesson NULL: no lesson is open */
    struct quiz quiz; /* its questions */
    bool started;     /* the part the walk stands at has been read */
    bool pictured;    /* it has been said that there are pictures */
    bool warned;      /* that changes are not saved, and would be lost */
    size_t resetting; /* a book that the last line asked to reset, or NO_BOOK */
    bool offered;     /* the last answer offered the next lesson */
    size_t next_row;  /* of that part: the first row not yet read */
    size_t errors;    /* of reading data, told so far */
    size_t width;     /* columns of a line */
    bool done;
    struct arena arena; /* for one command */
    struct str answer;  /* sentences of one command */
};

/* Adds a sentence, broken into lines. */
void plain_say(struct plain *plain, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(1, 2)));

/* Does what the line asks. */
void plain_do(struct plain *plain, char *line);

/* ---- Words of a line (plain_words.c) ---- */

/* What an input method made of the keys, as they were pressed (utf8_typed()). */
char *plain_narrow(struct plain *plain, const char *text);
/* Without blanks at either end; cut in place. */
char *plain_trim(char *text);
/* A whole number between low and high. */
bool plain_number(const char *text, long long low, long long high, long long *out);
/* "s1 dog" or "s1,dog", or names with blanks in them: every way to cut the words in two is tried.
 * False, after saying which there are, when there is no such cell in the stage at hand. */
bool plain_find_cell(
    struct plain *plain, char *words, bool has_rows, bool has_cols, size_t *row, size_t *col);

/* What a name is looked for among. */
enum plain_kind { PLAIN_ROW, PLAIN_COLUMN, PLAIN_RULES };
/* That there is no such name, the nearest, and which there are; `numbers` ends the sentence. */
void plain_say_unknown(struct plain *plain, enum plain_kind kind, const char *word,
    const char *const *all, const char *numbers);

/* How many commands of plain.def the word can stand for; *found is the last of them, by its place
 * in that list. */
size_t plain_count_commands(const char *word, size_t *found);

/* ---- Questions (plain_quiz.c) ---- */

/* Asks the question that waits before that place; false when none does. */
bool plain_ask(struct plain *plain, struct place to);
/* Is a question open, that is: asked and not yet answered? */
bool plain_asks(const struct plain *plain);
/* Says the open question again, with the hints taken so far. */
void plain_say_question(struct plain *plain);
/* Takes the line as an answer; `typed` is the same with full-width letters made narrow. False when
 * it is none. */
bool plain_answer(struct plain *plain, const char *typed, const char *line);
void plain_hint(struct plain *plain);
/* Puts the open question off: going on asks it again. */
void plain_later(struct plain *plain);
/* Passes it by: it is asked again at the end. */
void plain_pass(struct plain *plain);
/* "again", "all", "none", or "" to be told. */
void plain_questions(struct plain *plain, const char *words);

/* ---- The open lesson ---- */

/* The title, the summary and the introduction. */
void plain_introduce(struct plain *plain);
/* The examples follow that row, in the column of its true class. */
void plain_focus(struct walk *walk, size_t row);
/* The part the walk stands at: title, prose, formula, rows, an example, what is remarkable. */
void plain_read_part(struct plain *plain);
/* Rows from next_row on, as many as are read without asking. */
void plain_read_rows(struct plain *plain);
/* The whole of one row, which the examples then follow. */
void plain_read_row(struct plain *plain, size_t row);
/* Asks whether to read on where rows are left. */
void plain_ask_on(struct plain *plain);
/* One cell, all of it. */
void plain_explain(struct plain *plain, size_t row, size_t col);
/* The pictures of the part, in words; and, the first time that there are some, that there are. */
void plain_picture(struct plain *plain);
void plain_offer_picture(struct plain *plain);
/* The losses that are added up, and the loss; not those that a waiting question asks for. */
void plain_loss(struct plain *plain);
void plain_compare(struct plain *plain, const char *rules);
/* How far the numbers of the stage are from the exact ones. */
void plain_difference(struct plain *plain);
/* A data file that cannot be read makes numbers that are none: says why, once. */
void plain_say_errors(struct plain *plain);
/* That this was all, how the questions went, and what can be done next; said twice in a row, the
 * second time opens the next lesson. */
void plain_end(struct plain *plain);

/* ---- What if (plain_change.c) ---- */

/* "s1 dog 0.5": another number for a cell that is given. */
/* The task of the lesson, if it has one. */
void plain_say_task(struct plain *plain);
void plain_edit(struct plain *plain, char *words);
/* "reduction sum", or with an equals sign. */
void plain_set(struct plain *plain, char *words);
/* Which way of computing gives that loss? */
void plain_diagnose(struct plain *plain, const char *words);
void plain_undo(struct plain *plain);
void plain_redo(struct plain *plain);
void plain_restore(struct plain *plain);
void plain_save(struct plain *plain, const char *words);
/* Would leaving the lesson lose changes? Says so, the first time. */
bool plain_would_lose(struct plain *plain);

/* ---- The lessons ---- */

/* "lesson 5, Softmax", or the title alone. */
const char *plain_called(struct plain *plain, const struct book *book);
/* The lessons with the words in them; "": all. */
void plain_list(struct plain *plain, const char *words);
/* Opens the lesson at that path where it was left; the one that was open is kept when it cannot be
 * read. */
void plain_open_path(struct plain *plain, const char *path);
void plain_open(struct plain *plain, const char *name);
/* Opens the lesson to go on with. */
void plain_open_start(struct plain *plain);
/* Forgets how far one is in that lesson, or the open one; asked for the first time, it asks
 * back. */
void plain_reset(struct plain *plain, const char *name);
/* The answer to that: does it. */
void plain_reset_now(struct plain *plain, size_t index);
/* Goes on in that language: the list, and the open lesson at the same place. */
void plain_language(struct plain *plain, const char *language);

#endif

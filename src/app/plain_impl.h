/* The state of --plain, and its parts. Private to plain*.c. */
#ifndef LOSSWALK_PLAIN_IMPL_H
#define LOSSWALK_PLAIN_IMPL_H

#include "output.h"
#include "plain.h"
#include "shelf.h"

struct plain {
    const struct plain_options *options;
    struct shelf shelf;
    struct walk walk; /* walk.lesson NULL: no lesson is open */
    bool started;     /* the part the walk stands at has been read */
    size_t next_row;  /* of that part: the first row not yet read */
    size_t errors;    /* of reading data, told so far */
    bool done;
    struct arena arena; /* for one command */
    struct str answer;  /* sentences of one command */
};

/* Adds a sentence, broken into lines. */
void plain_say(struct plain *plain, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));

/* Does what the line asks. */
void plain_do(struct plain *plain, char *line);

/* ---- The open lesson ---- */

/* The title, the summary and the introduction. */
void plain_introduce(struct plain *plain);
/* The part the walk stands at: title, formula, rows, an example, what is remarkable, prose. */
void plain_read_part(struct plain *plain);
/* Rows from next_row on, as many as are read without asking. */
void plain_read_rows(struct plain *plain);
/* Asks whether to read on where rows are left. */
void plain_ask_on(struct plain *plain);
/* One cell, all of it. */
void plain_explain(struct plain *plain, size_t row, size_t col);
void plain_compare(struct plain *plain, const char *rules);

/* ---- The lessons ---- */

/* The lessons with the words in them; "": all. */
void plain_list(struct plain *plain, const char *words);
/* Opens the lesson at that path where it was left; the one that was open is kept when it cannot be
 * read. */
void plain_open_path(struct plain *plain, const char *path);
void plain_open(struct plain *plain, const char *name);

#endif

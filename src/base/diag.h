/* Diagnostics: what is wrong with a file, where, and what to do about it.
 *
 * Functions that read files return false and record at least one error here; nothing below `app`
 * prints. All problems of a file are collected, so that its author fixes them in one go. The
 * printed form is
 *
 *     FILE:LINE:COL: error: text
 *         the source line
 *             ^
 *     hint: what would be right
 *
 * Texts and names may come from hostile files: they are made safe when they are recorded.
 */
#ifndef LOSSWALK_DIAG_H
#define LOSSWALK_DIAG_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum diag_severity { DIAG_WARNING, DIAG_ERROR };

/* A text that positions refer to. It must outlive the diagnostics made from it only until each call
 * returns: what is needed of it is copied. */
struct source {
    const char *name; /* as the user gave it; shown in front of messages */
    const char *text; /* NULL where there is no text to show (a binary file) */
    size_t size;      /* bytes of text */
    bool made;        /* of other files: nobody wrote these lines, and no message shows them */
    struct text_finder *finder; /* texts.h: what was found last; NULL: nothing remembers */
};

/* The text from a place on (line and column count from 1), up to the end of the source; NULL when
 * there is no such place. */
const char *source_at(const struct source *source, size_t line, size_t col);

/* The same for many places in turn: the cursor, zeroed at first, remembers the last one, and what
 * is behind that is looked for from there. */
struct source_cursor {
    const char *at;
    size_t line, col;
};
const char *source_seek(
    const struct source *source, size_t line, size_t col, struct source_cursor *cursor);

/* A place: line and column count from 1, columns in characters; line 0 is the file as a whole. */
struct where {
    const struct source *source; /* NULL: about no file */
    size_t line, col;
};

struct diag_item {
    enum diag_severity severity;
    const char *file; /* NULL: about no file */
    size_t line, col;
    const char *text;
    const char *excerpt; /* the source line around the place, at most 76 columns; NULL: none */
    size_t caret_cells;  /* columns before the caret within excerpt */
    size_t end_col;      /* the column after the word at the place; 0: not known */
    const char *id;      /* a stable name of the kind of problem: "no-hint"; NULL: none */
    const char *hint;    /* NULL: none */
    struct diag_item *next;
};

struct diag {
    struct arena arena;
    struct diag_item *first, *last;
    size_t errors, warnings; /* all that were reported, kept or not */
};

enum {
    DIAG_KEEP = 100 /* items kept; more are only counted */
};

void diag_init(struct diag *diag);
void diag_release(struct diag *diag);
/* Forgets every item, keeps the memory. */
void diag_clear(struct diag *diag);

void diag_error(struct diag *diag, struct where where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_warn(struct diag *diag, struct where where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds a hint to the item recorded last. */
void diag_hint(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The kind of error that is about a data file, whatever the lesson says. */
#define DIAG_DATA "data-file"

/* Gives the item recorded last the stable name of its kind, a literal. */
void diag_id(struct diag *diag, const char *id);

/* Puts the items about a file in the order of their places, those about the file as a whole last.
 */
void diag_sort(struct diag *diag);

/* The printed form of everything, in order. */
void diag_print(const struct diag *diag, struct str *out);

/* The first error; NULL where there is none. */
const struct diag_item *diag_first(const struct diag *diag);
/* The same and its hint as one sentence after the other, appended; nothing where there is
 * none. */
void diag_first_error(const struct diag *diag, struct str *out);

/* The word of `words` (NULL-ended) nearest to `word` for a "did you mean", or NULL when none is
 * near. */
const char *diag_nearest(const char *word, const char *const *words);

#endif

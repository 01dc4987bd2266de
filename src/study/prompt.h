/* One line that is asked for below the tables: another number for the focused cell, a setting, the
 * name of a copy. */
#ifndef LOSSWALK_PROMPT_H
#define LOSSWALK_PROMPT_H

#include "input.h"
#include "walk.h"

enum prompt_kind {
    PROMPT_NONE,
    PROMPT_NUMBER, /* for the focused cell, which the lesson gives */
    PROMPT_SET,    /* KEY=VALUE, as of --set */
    PROMPT_SAVE,   /* the path of a new lesson file */
    PROMPT_LOSS    /* a loss that somebody got: which way of computing gives it? */
};

struct prompt {
    enum prompt_kind kind; /* PROMPT_NONE: nothing is asked */
    struct input_line line;
    struct str refusal; /* why the last Enter did nothing; empty: it was none */
    struct str said;    /* PROMPT_LOSS: what was found out, in lines; stays until the next Enter */
};

void prompt_init(struct prompt *prompt);
void prompt_release(struct prompt *prompt);
/* Asks. A copy gets a name that is free in the current folder to begin with, a setting the key that
 * an open task is done by, if that is typed (switches.h). */
void prompt_open(struct prompt *prompt, enum prompt_kind kind, const struct walk *walk);
void prompt_close(struct prompt *prompt);

/* A key that edits the line; false when it is none. */
bool prompt_key(struct prompt *prompt, const struct walk *walk, uint32_t key);
/* A number: more or less by one, from what is typed or what is there. */
void prompt_step(struct prompt *prompt, const struct walk *walk, long delta);
/* Enter. True when it was done or nothing was typed, and the prompt is closed. */
bool prompt_enter(struct prompt *prompt, struct walk *walk, const char *const *data_folders);

/* The focused cell's number as the lesson gives it; for PROMPT_NUMBER. */
double prompt_number(const struct walk *walk);

#endif

/* The whole interactive program but for the terminal: what state it is in and what a key does to
 * it.
 *
 * ui_handle() turns a request into a new state; ui_draw() (draw.h) turns the state into a grid. A
 * resize is a drawing in another size and changes no state. The only files touched are lesson
 * files, read through lesson_load().
 */
#ifndef LOSSWALK_UI_H
#define LOSSWALK_UI_H

#include "hits.h"
#include "keys.h"
#include "list.h"
#include "picture.h"
#include "prompt.h"
#include "quiz.h"
#include "shelf.h"
#include "switches.h"
#include "walk.h"
#include "watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the last drawing had room for: how far a page goes, how far a text can scroll. Measured by
 * ui_draw(). */
struct ui_seen {
    size_t page_rows;  /* rows of the matrix or list */
    size_t text_lines; /* lines of the text that scrolls: prose, help, messages, a comparison */
    size_t text_rows;  /* lines of it on the screen */
    bool head_cut;     /* the worked line above it has more of them than are there */
    struct rect pictures[PICTURE_KINDS]; /* where each was drawn; no columns: it was not */
    struct hits hits; /* what was drawn where; nothing once the state has changed */
    bool too_small;   /* nothing but that the window is */
};

struct ui {
    struct walk_options options;
    struct shelf shelf;
    size_t chosen; /* index in the shelf */
    struct list_search search;
    bool resumed;             /* the lesson was taken up where it was left; until the next key */
    struct walk walk;         /* walk.lesson NULL: the list is shown */
    struct quiz quiz;         /* the lesson's questions: the open one, and what was answered */
    struct prompt prompt;     /* a line that is asked for, over the text of the lesson */
    struct switches switches; /* settings to turn, in the same place */
    enum request confirm;     /* asked for once, and done when it is asked for again */
    struct str remark;        /* what must be said about the last key; until the next one */
    bool help;                /* the help screen lies on top */
    bool reading;             /* the step's text does, where there was no room for it */
    struct str code;          /* the lesson as NumPy code; shown while not empty */
    struct watch watch;       /* the file of the open lesson */
    struct watch watch_texts; /* the file of its translation */
    struct str notice;        /* what is wrong with its last save; the one before is shown */
    bool texts_only;     /* notice and messages are about the translation: the lesson is good */
    struct str messages; /* of a lesson that could not be read; shown while not empty */
    size_t overlay_top;  /* first line of help or messages, or of the compare view's text */
    bool find_mark;      /* the next drawing begins it where the text is marked */
    size_t count;        /* digits typed before a request; 0: none */
    bool from_list;      /* leaving the lesson goes back to the list */
    bool redraw;         /* Ctrl-L: whoever paints must paint everything; reset by him */
    bool done;           /* the program is to end */
    struct ui_seen seen;
};

/* Starts in the list, or, where paths (NULL-ended) are given, in the first of them. Everything
 * passed in is borrowed and must outlive the ui. */
void ui_init(struct ui *ui, const struct catalogue *catalogue, const char *const *paths,
    const struct walk_options *options);
void ui_release(struct ui *ui);

/* What is on top, and so which keys apply. */
enum layer ui_layer(const struct ui *ui);
/* Would the request do something here and now? The key bar shows only what would. */
bool ui_can(const struct ui *ui, enum request request);
/* Does what is asked, as often as `count` says where that makes sense. */
void ui_handle(struct ui *ui, enum request request);
/* A key: digits collect in `count`, anything else is looked up and handled. */
void ui_key(struct ui *ui, uint32_t key);
/* Shows that part, unless a question waits before it, which is then opened. */
void ui_go_to(struct ui *ui, struct place place);
/* Where going on leads: behind the open question, or else to what follows. */
struct place ui_ahead(const struct ui *ui);
/* Is there text, below the screen's end or behind a why, that Space would show first? As of the
 * last drawing. */
bool ui_has_unread(const struct ui *ui);
/* Before something is opened in place of the step's text: keeps whether that was read. */
void ui_cover(struct ui *ui);
/* Opens the chosen lesson, leaves it (and remembers where), reads it or the list again
 * (ui_file.c). */
void ui_open(struct ui *ui);
/* Appends what Space opens behind the chosen lesson: "Space opens the next lesson: 2 Shift." */
void ui_offer(struct ui *ui, struct str *out);
void ui_close(struct ui *ui);
void ui_reload(struct ui *ui);
/* Puts everything into the next language. */
void ui_language(struct ui *ui);
const char *ui_next_language(void); /* "zh" */
/* Would the request lose changes that were not saved? Then it is to be asked for twice: the first
 * time this returns true. */
bool ui_must_ask(struct ui *ui, enum request request);
/* Says so where the last change has reached the goal of the lesson's task. */
void ui_judge(struct ui *ui);
/* A piece of the work that was put off until the first painting. Returns true when the screen must
 * be painted again; there may then be more to do. */
bool ui_idle(struct ui *ui);
/* Is there something to look after while no key comes? */
bool ui_watches(const struct ui *ui);
/* Writes down what would be lost if the program were killed now. */
void ui_secure(struct ui *ui);
/* Looks, and reads the lesson again if it was saved. Returns true when the screen must be painted
 * again. A save that cannot be read leaves the lesson as it was, with a notice. */
bool ui_look(struct ui *ui);

#endif

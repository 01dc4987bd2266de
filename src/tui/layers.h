/* What may lie on top of the screen: for each, when it does, and what keys and drawing mean there.
 *
 * A new one is a file layer_NAME.c that ends in `const struct screen_layer layer_NAME`, a line in
 * layer.def, and, if requests of its own apply there, a bit in enum layer (keys.h). */
#ifndef LOSSWALK_LAYERS_H
#define LOSSWALK_LAYERS_H

#include "pane.h"
#include "ui.h"

/* What is said below the tables: a head that always shows, and a rest that scrolls. */
struct below {
    struct text *head, *rest;
    struct grid *grid;
    size_t cols;
    bool low; /* room for a few lines */
};

struct screen_layer {
    enum layer id;   /* which requests apply; two that lie over everything may share one */
    enum layer also; /* those of this one apply, too, where a key means nothing else; 0: none */
    const char
        *keys_title; /* of its requests in the help; English; NULL: they are not listed alone */
    bool (*is_open)(const struct ui *ui);
    /* What Esc does there. NULL: `close` does not apply. */
    void (*close)(struct ui *ui);
    /* Takes a key before requests are looked up; false when it means nothing there. NULL: no key.
     */
    bool (*key)(struct ui *ui, uint32_t key);
    /* Rows down, or up; as far as it goes for LONG_MAX. */
    void (*move)(struct ui *ui, long rows);
    /* To a line, from 0; SIZE_MAX: the last. NULL: as far as `move` goes. */
    void (*go)(struct ui *ui, size_t line);
    /* The rows that are on the screen. */
    size_t (*page)(const struct ui *ui);
    /* How many rows `page` is a part of. NULL: the lines of a text. */
    size_t (*lines)(const struct ui *ui);
    /* In place of the key bar, where something must be said just now; false: nothing. NULL: never.
     */
    bool (*notice)(const struct pane *pane, const struct ui *ui);
    /* What `close` is called there; NULL: by its usual name. */
    const char *(*close_label)(const struct ui *ui);
    /* Takes a click on a cell of the tables; `focused`: the cursor is there already. False: the
     * cursor goes there. Where it is NULL, tables and rails cannot be clicked. */
    bool (*cell)(struct ui *ui, const struct target *cell, bool focused);
    bool pictures;    /* those of the step stand where there is room */
    bool stays;       /* a click leads to no other step */
    bool turns_text;  /* Space shows the rest of the text first */
    bool covers_text; /* what is below the tables stands in place of the step's text */
    bool wheel_text;  /* the wheel turns the text, if there is more of it, and not what `move` moves
                       */
    /* What is drawn above the key bar: a text over the whole screen, which scrolls, or something
     * else; both NULL: the lesson, with what `below` says below its tables. */
    void (*text)(struct text *text, struct grid *grid, const struct ui *ui);
    void (*body)(const struct pane *pane, struct ui *ui);
    void (*below)(const struct below *below, const struct ui *ui);
    bool asks; /* there is something to type or choose, which has the room that tables would take */
};

/* The topmost that is open: there is always a lesson, or the list. */
const struct screen_layer *layer_top(const struct ui *ui);
/* The topmost of those that are open and lie below `above` (NULL: all); NULL when there is none. */
const struct screen_layer *layer_below(const struct screen_layer *above, const struct ui *ui);
/* What a key asks for there, or REQUEST_none. */
enum request layer_request(const struct ui *ui, uint32_t key);
/* The requests that apply on the layer on top: enum layer, or-ed. */
unsigned layer_requests(const struct ui *ui);

/* ---- What several layers share ---- */

/* A text over the whole screen. */
void layer_scroll(struct ui *ui, long rows);
size_t layer_text_page(const struct ui *ui);
/* The tables of the lesson. */
void layer_walk(struct ui *ui, long rows);
size_t layer_table_page(const struct ui *ui);
void layer_go_step(struct ui *ui, size_t line);
size_t layer_table_rows(const struct ui *ui);

#endif

/* What may lie on top of the screen: for each, when it does, and what keys and drawing mean there.
 *
 * A new one is a file layer_NAME.c that ends in `const struct screen_layer layer_NAME`, a line in
 * layer.def, and, if requests of its own apply there, a bit in enum layer (keys.h). */
#ifndef LOSSWALK_LAYERS_H
#define LOSSWALK_LAYERS_H

#include "pane.h"
#include "ui.h"

struct screen_layer {
    enum layer id; /* which requests apply; two that lie over everything may share one */
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
    /* What is drawn above the key bar: a text over the whole screen, which scrolls, or something
     * else; both NULL: the lesson. */
    void (*text)(struct text *text, struct grid *grid, const struct ui *ui);
    void (*body)(const struct pane *pane, struct ui *ui);
};

/* The topmost that is open; the step lies below everything. */
const struct screen_layer *layer_top(const struct ui *ui);

/* ---- What several layers share ---- */

/* A text over the whole screen. */
void layer_scroll(struct ui *ui, long rows);
size_t layer_text_page(const struct ui *ui);
/* The tables of the lesson. */
void layer_walk(struct ui *ui, long rows);
size_t layer_table_page(const struct ui *ui);
void layer_go_step(struct ui *ui, size_t line);

#endif

/* What the requests of request.def do, and when they would do something. Private to the state of
 * the screen: everybody else calls ui_handle() and ui_can(). */
#ifndef LOSSWALK_REQUESTS_H
#define LOSSWALK_REQUESTS_H

#include "ui.h"

/* Each request has a do_ID(), and names a can_NAME(), which several may share. They are called only
 * on a layer of the screen where the request applies. */
#define REQUEST(id, keys, bar_key, bar_label, layers, can, help)                                   \
    void do_##id(struct ui *ui);                                                                   \
    bool can_##can(const struct ui *ui);
#include "request.def"
#undef REQUEST

/* Is it one of the layer on top? */
bool ui_applies(const struct ui *ui, enum request request);
/* How often a request is to be done: the number typed before it, or 1. */
long ui_times(const struct ui *ui);
/* at + delta, kept within [0, last]. */
size_t ui_slide(size_t at, long delta, size_t last);
/* Lines down in the text that scrolls; *top is its first line on the screen. */
void ui_scroll(const struct ui *ui, size_t *top, long lines);

#endif

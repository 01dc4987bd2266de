/* Rows that do not lie in one piece of their file: Fortran order, a class axis that is not the
 * last. Private to this layer.
 *
 * A panel is a copy of many neighbouring rows, row after row, in the file's own bytes. It is filled
 * class by class, so that the file is gone through once, in its own order, and not once for each
 * row. Its size is bounded, whatever the file has; a row that is larger is taken in parts.
 */
#ifndef LOSSWALK_PANEL_H
#define LOSSWALK_PANEL_H

#include "tensor.h"

struct panel;

/* Elements [first, first + count) of a view of a file (in C order of the view). Returns how many
 * were read; fewer than count as npy_read(). */
size_t panel_read(
    const struct tensor *view, size_t first, size_t count, double *out, struct diag *diag);
void panel_free(struct panel *panel);

/* Where in the store the view's element is. */
size_t store_index(const struct tensor *tensor, size_t element);

#endif

/* A stage as people see it, for every table and every sentence: rows and columns, and cells with
 * their text and marks. A view holds no numbers: a cell is looked at when it is asked for, so a
 * view of any size costs nothing. */
#ifndef LOSSWALK_VIEW_H
#define LOSSWALK_VIEW_H

#include "sight.h"

struct view {
    struct sight sight;
    size_t stage;      /* of the trace's recipe */
    size_t rows, cols; /* 1 of each for a scalar */
    int decimals; /* of each number: those asked for, or fewer where all are exact with fewer */
    struct trace
        *exact; /* cells say how far they are from those of this trace; NULL: what they are */
};

struct view_cell {
    struct figure figure; /* the number itself, also where its distance is shown */
    bool truth;           /* of the true class, or of a target that says yes */
    char text[NUM_SIZE];  /* 0.0420, "?", or in units in the last place: +0.3, -12.0, and 0 for no
                             distance */
};

/* `exact` is a float64 twin (exact.h), or NULL. */
struct view view_stage(const struct sight *sight, size_t stage, int decimals, struct trace *exact);
struct view_cell view_cell(const struct view *view, size_t row, size_t col);
/* A distance in units in the last place, as cells have it, in NUM_SIZE bytes. */
const char *view_ulps(char *buffer, double ulps);

#endif

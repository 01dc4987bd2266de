/* One line on standard error that says how far a long run of --batch or --diagnose is: only on a
 * terminal, only after a second, and gone when the work is done. */
#ifndef LOSSWALK_PROGRESS_LINE_H
#define LOSSWALK_PROGRESS_LINE_H

#include "out.h"
#include "pace.h"
#include "trace.h"

struct progress_line {
    struct out *out;        /* what is printed meanwhile, or NULL: they never stand in one line */
    struct pace pace, work; /* since it began; since the work at hand did */
    size_t done;            /* of that, when it was shown last */
    double shown;           /* seconds after the beginning when it was written last */
    size_t length;          /* columns of what stands there; 0: nothing */
};

/* From now on, until progress_line_end(), what is done with all of the trace is shown, and, unless
 * NULL, what is printed. */
void progress_line_begin(struct progress_line *line, struct trace *trace, struct out *out);
void progress_line_end(struct progress_line *line);

#endif

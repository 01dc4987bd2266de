/* One line on standard error that says how far a long run of --batch is: only on a terminal, only
 * after a second, and gone when the work is done. */
#ifndef LOSSWALK_PROGRESS_LINE_H
#define LOSSWALK_PROGRESS_LINE_H

#include "doc.h"
#include "pace.h"
#include "trace.h"

struct progress_line {
    struct doc_options *options;
    struct out *out;        /* what is printed meanwhile: they never stand in one line */
    struct pace pace, work; /* since it began; since the work at hand did */
    size_t done;            /* of that, when it was shown last */
    double shown;           /* seconds after the beginning when it was written last */
    size_t length;          /* columns of what stands there; 0: nothing */
};

/* From now on, until progress_line_end(), what is done for the document is shown. Without one
 * (options and out NULL): what a diagnosis says, when it is told of progress_line_look_at_ways().
 */
void progress_line_begin(
    struct progress_line *line, struct trace *trace, struct doc_options *options, struct out *out);
void progress_line_end(struct progress_line *line);
void progress_line_look_at_ways(void *data, size_t done, size_t all);

#endif

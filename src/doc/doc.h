/* Documents: what there is to say about a trace, as a stream of events to one of the formats.
 *
 * doc_write() walks the lesson's steps and sends begin, group, prose, stage, worked, finding,
 * result, end, in that order, to a format. A format is a const table of what it does with each; no
 * format can say something that the others are not told.
 */
#ifndef LOSSWALK_DOC_H
#define LOSSWALK_DOC_H

#include "compare.h"
#include "diag.h"
#include "exact.h"
#include "out.h"
#include "sight.h"

#include <stdbool.h>
#include <stddef.h>

struct doc_options {
    const char *const *stages;  /* stage or group ids to show, NULL-ended; NULL: all */
    int decimals;               /* -1: the lesson's */
    size_t width;               /* columns of a text page */
    bool ascii;                 /* 7 bits only */
    const char *const *compare; /* presets to compare with, NULL-ended; NULL: none */
    bool further;               /* not the first document of the output */
    bool ulps;                  /* float32 lessons: how far every number is from the exact one */
};

struct doc_finding {
    enum finding_kind kind;
    size_t stage, row, col;
    const char *text;
    struct doc_finding *next;
};

/* What the functions of a format get. */
struct doc {
    struct trace *trace;
    struct sight sight; /* of all of it */
    const struct doc_options *options;
    int decimals;
    struct out *out;
    struct arena arena; /* until the document ends */
    /* In the order of stages; those of the first `searched` stages are known. See doc_findings().
     */
    struct doc_finding *findings, *last;
    size_t finding_count, searched;
    size_t findings_left_out;             /* beyond DOC_MAX_FINDINGS */
    size_t step;                          /* of the walk, from 0 */
    size_t stages;                        /* sent so far */
    const struct comparison *comparisons; /* complete when `compare` comes */
    size_t comparison_count;
    struct trace *exact; /* the float64 twin, where ulps were asked for and the lesson is float32;
                            else NULL */
    size_t example_row;  /* the sample whose worked lines are shown, */
    bool example_found;  /* once it is known */
};

/* All of them: what is in no stage that is shown is not looked for. It takes long in a large batch,
 * so who needs none does not ask, and who can waits until the end. */
const struct doc_finding *doc_findings(struct doc *doc);

enum { DOC_MAX_FINDINGS = 200 };

/* Every member may be NULL: the format has nothing to say there. */
struct doc_format {
    const char *name;
    void (*begin)(struct doc *doc);
    void (*group)(struct doc *doc, enum group group);
    void (*prose)(struct doc *doc, const struct prose *prose);
    void (*stage)(struct doc *doc, size_t stage);
    void (*worked)(struct doc *doc, const struct worked *worked);
    void (*result)(struct doc *doc);
    void (*compare)(struct doc *doc); /* when presets were asked for; NULL: they cannot be */
    bool read; /* by people, from beginning to end: as far as the lesson's `until` */
    bool ulps; /* shows distances to exact numbers where they are asked for */
    void (*end)(struct doc *doc);
};

#define FORMAT(name) extern const struct doc_format doc_format_##name;
#include "doc.def"
#undef FORMAT

/* By name; NULL when there is none. All of them, NULL-ended: doc_format_names. */
const struct doc_format *doc_format_find(const char *name);
extern const char *const doc_format_names[];
/* "text, json, numpy": all of them, for messages; a constant. */
extern const char *const doc_format_list;

/* Is the stage among options->stages? A name that is a stage's id means that stage; any other, a
 * group. */
bool doc_shows(const struct doc *doc, size_t index);
/* Text in the document's alphabet: as it is, or in 7 bits. In the arena. */
const char *doc_page_text(const struct doc *doc, const char *text, struct arena *arena);
/* The row and column whose worked line stands for the stage: the example row, its true class. */
void doc_example_cell(struct doc *doc, size_t index, size_t *row, size_t *col);

/* Writes the whole document. False, with an error in diag, when data cannot be read: the document
 * then ends before the first number that hangs on it. A failed write shows in out->failed. */
bool doc_write(const struct doc_format *format, struct trace *trace,
    const struct doc_options *options, struct out *out, struct diag *diag);

#endif

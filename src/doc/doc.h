/* Documents: what there is to say about a trace, as a stream of events to one of the formats.
 *
 * doc_write() walks the lesson's steps and sends begin, group, prose, question, stage, worked,
 * result, answers, compare, end, in that order, to a format. A format is a const table of what it
 * does with each; no format can say something that the others are not told.
 */
#ifndef LOSSWALK_DOC_H
#define LOSSWALK_DOC_H

#include "answer.h"
#include "compare.h"
#include "diag.h"
#include "exact.h"
#include "out.h"
#include "sight.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many rows of a table are shown: so many, or */
enum {
    DOC_ROWS_USUAL = 0 /* as the format has it */
};
#define DOC_ROWS_AUTO (SIZE_MAX - 1) /* those that matter (pick.h) */
#define DOC_ROWS_ALL SIZE_MAX

/* What is printed of a lesson. */
enum doc_sheet {
    SHEET_FULL, /* everything */
    SHEET_WORK, /* with blanks (sheet.h) */
    SHEET_KEY   /* what belongs into them */
};

/* The documents that are written in one run, for their contents and for the links between them.
 * Those that cannot be read are not among them. */
struct doc_card {
    int number; /* 0: none */
    const char *id, *title, *summary, *section;
    const char *file; /* of its own, without the folder; NULL: all are in one */
    enum doc_sheet sheet;
    size_t copy;      /* equal for those that one person, or one variant, has of that sheet */
    const char *name; /* whose it is; NULL: anybody's */
};
struct doc_set {
    const struct doc_card *cards;
    size_t count;
};

struct short_key;
struct short_keys;

struct doc_options {
    const char *const *stages;  /* stage or group ids to show, NULL-ended; NULL: all */
    int decimals;               /* -1: the lesson's */
    size_t width;               /* columns of a text page */
    bool ascii;                 /* 7 bits only */
    const char *const *compare; /* presets to compare with, NULL-ended; NULL: none */
    size_t rows;                /* DOC_ROWS_USUAL, or how many */
    enum doc_sheet sheet;
    size_t variant;   /* the lesson's numbers are those of its variant (variant.h); 0: no */
    const char *note; /* of the variant, behind the title; NULL: none */
    const char *name; /* whose sheet or key it is; NULL: anybody's */
    struct short_keys
        *keys;        /* where the answers of keys are noted, too (short_key.h); NULL: nowhere */
    const char *work; /* the documents of this run belong together, called so: no list of them;
                         NULL: they do not */
    size_t fade;      /* of a worksheet: 1 to 5; 0: the lesson's questions say */
    const struct doc_set *set; /* what this document is one of; NULL: it is alone */
    size_t place;              /* in the set */
    bool dollars;              /* Markdown as Jupyter reads it (md_text.h) */
    bool bare;                 /* code without the numbers that it should give */
    bool ulps;                 /* float32 lessons: how far every number is from the exact one */
};

/* A question of the lesson, with what is known of it. */
struct doc_slip {
    double value; /* that the mistake leads to */
    const char *sentence;
};
struct doc_question {
    const struct question *ask; /* NULL: none, of a blank */
    size_t number;              /* from 1, in the order in which they are asked */
    bool has_cell;
    struct question_cell cell; /* whose value is asked for, or decides */
    int decimals;              /* that an answer is judged by, */
    double tolerance;          /* and how far from what is printed it may be (follow.h); */
    bool carry;                /* who rounds on the way to it comes farther off */
    struct worked worked;      /* with has_cell: how the value comes about */
    const struct doc_slip
        *slips; /* of a number: those that lead to another one; each number once */
    size_t slip_count;
    struct doc_question *next;
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
    size_t findings_left_out;       /* beyond DOC_MAX_FINDINGS */
    struct doc_question *questions; /* see doc_questions() */
    size_t question_count;
    bool tells_slips;
    bool questions_known;
    struct doc_question *blanks;          /* of a worksheet, beside those (sheet.h) */
    size_t rows;                          /* most rows of a table: DOC_ROWS_AUTO, or how many */
    bool picks_cols;                      /* wide tables show the columns that matter */
    struct doc_pick *row_pick, *col_pick; /* see pick.h; NULL: not chosen yet */
    unsigned signs; /* enum doc_sign_kind, a bit each, that were shown so far */
    size_t step;    /* of the walk, from 0 */
    size_t stages;  /* sent so far */
    const struct comparison *comparisons; /* complete when `compare` comes */
    size_t comparison_count;
    struct trace *exact; /* the float64 twin, where ulps were asked for and the lesson is float32;
                            else NULL */
    void *state;         /* the format's own; in the arena */
    size_t example_row;  /* the sample whose worked lines are shown, */
    bool example_found;  /* once it is known */
};

/* All of them: what is in no stage that is shown is not looked for. It takes long in a large batch,
 * so who needs none does not ask, and who can waits until the end. */
const struct doc_finding *doc_findings(struct doc *doc);

enum { DOC_MAX_FINDINGS = 200 };

/* The questions that readers of the lesson come to, in the order in which they are asked. */
const struct doc_question *doc_questions(struct doc *doc);
/* From now on only those whose answer is not in the tables of the stages before `first`. */
void doc_keep_questions(struct doc *doc, size_t first);
/* A mistake's number as somebody would type it, in NUM_SIZE bytes. */
const char *doc_slip_number(
    const struct doc_question *question, const struct doc_slip *slip, char *buffer);
/* The same of a cell that no question asks for: neither numbered yet nor judged. */
struct doc_question *doc_question_of_cell(struct doc *doc, const struct question_cell *cell);
/* Finds out of all in the list how far answers may be off, and what mistakes lead to. */
void doc_judge(struct doc *doc, struct doc_question *list);
/* Is it asked before this stage; or where this group begins? */
bool doc_asks_before(const struct doc *doc, const struct doc_question *question, size_t stage);
bool doc_asks_in_group(
    const struct doc *doc, const struct doc_question *question, enum group group);

/* Appends "b) 0.12"; of a question without choices nothing. */
void doc_add_choice(const struct doc_question *question, struct str *out);
/* Appends that, or "p[s1,dog] = 0.1353 / 3.2219 = 0.0420", or both. */
void doc_add_answer(const struct doc_question *question, struct str *out);
/* Why that is the answer, in the lesson's words, which were the hint before; NULL: it has none. A
 * key has the slips in its place. */
const char *doc_reason(const struct doc *doc, const struct doc_question *question);

/* Signs that a sheet explains where it has them. */
enum doc_sign_kind {
    SIGN_TRUTH,     /* the frame of a true class, or of a target that says yes */
    SIGN_CELL,      /* p[s1,dog] */
    SIGN_MORE,      /* [23 more: 4.355] */
    SIGN_PICKED,    /* 0 (not picked: 1.2) */
    SIGN_STORED,    /* float32(x) */
    SIGN_POWER,     /* 1.5e-08 */
    SIGN_NO_NUMBER, /* inf, nan */
    DOC_SIGNS
};
/* Those that were shown so far: each as it looks, and what it means, in the language in force. How
 * the frame looks, is the format's: it has no sign here. */
struct doc_sign {
    enum doc_sign_kind kind;
    const char *sign, *meaning;
};
void doc_note_signs(struct doc *doc, const struct worked *worked);
void doc_note_truth(struct doc *doc); /* by formats, where they draw the frame */
size_t doc_signs(const struct doc *doc, struct doc_sign out[DOC_SIGNS]);

/* Every member may be NULL: the format has nothing to say there. */
struct doc_format {
    const char *name, *suffix; /* of a file: "md" */
    size_t rows; /* DOC_ROWS_ALL or DOC_ROWS_AUTO: where nothing is asked for; 0: always all, of
                    code */
    /* Around all documents of an output. */
    void (*open)(struct out *out, const struct doc_options *options);
    void (*close)(struct out *out, const struct doc_options *options);
    /* Where each document has a file of its own: one with their list, and its name. */
    const char *index_name;
    void (*index)(struct out *out, const struct doc_options *options);
    /* Of one document. */
    void (*begin)(struct doc *doc);
    void (*group)(struct doc *doc, enum group group);
    void (*prose)(struct doc *doc, const struct prose *prose);
    /* Before the stage whose number, or whose numbers, it asks for. */
    void (*question)(struct doc *doc, const struct doc_question *question);
    void (*stage)(struct doc *doc, size_t stage);
    void (*worked)(struct doc *doc, const struct worked *worked);
    void (*result)(struct doc *doc);
    /* What belongs into a blank, an entry of the key; NULL: it has no worksheets. */
    void (*key)(struct doc *doc, const struct doc_question *question);
    /* Before the first entry of the key: the answers alone, a table; of several keys with as many
     * answers, each a row. And around such tables, of all keys of an output: their title; before
     * each its lesson; neither, at the end. The trace is NULL in both then. */
    void (*short_key)(struct doc *doc, const struct short_key *keys);
    void (*short_keys)(struct doc *doc, const char *title, const char *lesson);
    void (*answers)(struct doc *doc); /* to all questions, if there are any */
    void (*compare)(struct doc *doc); /* when presets were asked for; NULL: they cannot be */
    bool all_prose;                   /* has all of the prose at once, whatever `prose` is */
    bool read;  /* by people, from beginning to end: as far as the lesson's `until` */
    bool slips; /* tells what mistakes lead to, which takes long to find out */
    bool ulps;  /* shows distances to exact numbers where they are asked for */
    void (*end)(struct doc *doc);
};

/* Do several documents follow each other in one output? */
bool doc_shares_output(const struct doc_options *options);
/* Is there, before them, a list of these documents? Not of the sheets of a class. */
bool doc_has_contents(const struct doc_options *options);
/* Of documents that share an output: the place of the first of those of one copy with that at
 * `place`. Its pages are counted from 1. */
size_t doc_copy(const struct doc_options *options, size_t place);
/* "Ada · 4. Sparse labels", what stands above its pages. In the arena. */
const char *doc_running_head(const struct doc_card *card, struct arena *arena);

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
/* The lesson's title without the note of its variant; in the document's arena. */
const char *doc_own_title(struct doc *doc);
/* "4. Sparse labels", in the arena; a lesson or card without a number: its title. */
const char *doc_title(int number, const char *title, struct arena *arena);
/* What is set, in the words of the lesson's keys: "loss cross_entropy, route stable", in the
 * document's arena. */
const char *doc_settings(struct doc *doc);
/* The lesson's task, which it has, and where it is solved; in the document's arena. */
const char *doc_task(struct doc *doc);
/* "Name: Ada", in the document's arena; NULL: the sheet is anybody's. */
const char *doc_name_line(struct doc *doc);
/* Text in the document's alphabet: as it is, or in 7 bits. In the arena. */
const char *doc_page_text(const struct doc *doc, const char *text, struct arena *arena);
/* The sample whose worked lines are shown. */
size_t doc_example_row(struct doc *doc);
/* The row and column whose worked line stands for the stage: the example row, its true class. */
void doc_example_cell(struct doc *doc, size_t index, size_t *row, size_t *col);

/* Writes the whole document. False, with an error in diag, when data cannot be read: the document
 * then ends before the first number that hangs on it. A failed write shows in out->failed. */
bool doc_write(const struct doc_format *format, struct trace *trace,
    const struct doc_options *options, struct out *out, struct diag *diag);

#endif

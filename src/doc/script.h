/* A lesson's computation as a script: cells of code, one for each step of the walk, in which each
 * stage is a variable of its name that is computed and then held against the number of the walk.
 *
 * Formats share the walk and differ in their dialect. What an operation does is said once, as NumPy
 * (op.h); a dialect prints it. Texts of lessons are in comments alone, and come there through
 * script_comment(). Internal to this layer.
 */
#ifndef LOSSWALK_SCRIPT_H
#define LOSSWALK_SCRIPT_H

#include "doc.h"

struct script;

/* A programming language with its library. */
struct dialect {
    const char *comment; /* what begins one: "#" */
    const char *let;     /* before the first value of a name: "const ", or "" */
    const char *end;     /* of a statement: ";", or "" */
    bool float32;        /* the library has nothing wider, and no format of 16 bits */
    /* A number of the lesson as a literal, in NUM_SIZE bytes; may be infinite or NaN. */
    const char *(*number)(char *buffer, double value, enum dtype dtype);
    /* What stands before the first stage: imports, same(), store(). */
    void (*head)(struct script *script);
    /* Appends the array that an input stage is, its class axis last, and the expression that
     * computes another. */
    void (*input)(struct script *script, size_t stage);
    void (*computed)(struct script *script, size_t stage);
    /* After the stage: what the library itself has for it, held against the same number. May be
     * NULL. */
    void (*own)(struct script *script, size_t stage);
    struct show {
        const char *name, *value, *end; /* what stands before a name and a value, and at the end */
    } show;
};

struct script {
    struct doc *doc;
    const struct dialect *dialect;
    struct out *out;
    enum dtype dtype;     /* that it computes in: the lesson's, where the library has it */
    size_t next;          /* stages before it are written */
    enum group opened;    /* whose cell the last stage is in; GROUP_COUNT: none */
    struct trace *exact;  /* in float64, of a script in float32; NULL */
    struct trace *narrow; /* the lesson in float32, where it is not but the script is; NULL */
    struct trace *lesson; /* the document's own trace, while it has that one */
};

/* Begins a script; writes nothing. script_end() releases what it holds; until then the document has
 * the numbers of the script's own format. */
void script_begin(struct script *script, struct doc *doc, const struct dialect *dialect);
void script_end(struct script *script);

/* A line of a comment, whatever the text has in it. */
void script_comment(struct script *script, const char *text);
/* The same, and " %% " before the text: a cell begins, in editors that know of cells. */
void script_cell(struct script *script, const char *text);
/* Title and preset of the lesson, as comments. */
void script_name(struct script *script);
/* One stage that was not yet written: computed, and held against its numbers. */
void script_stage(struct script *script, size_t index);
/* All of the lesson, in cells: a whole document of a script. */
void script_whole(struct script *script);

/* Does the script compute in float64, and round each stage to a narrower format? */
bool script_stores(const struct script *script);
/* How far numbers may be off: of each, or of 1 where it is smaller. */
const char *script_tolerance(const struct script *script);
/* As numbers of nested lists in the batch's own dimensions; or, moved, with the class axis last. */
void script_numbers(struct script *script, size_t stage, bool moved);
/* same(value, numbers of the stage), for what should be that stage. Nothing where there are too
 * many of them, or they are not wanted. */
void script_same(struct script *script, const char *value, size_t index);

#endif

/* Mathematics in prose: read when its text is complete, its problems told at their places. */
#include "i18n.h"
#include "mem.h"
#include "prose_impl.h"
#include "utf8.h"

#include <string.h>

void prose_math_piece(struct builder *b, const char *text)
{
    if (text < b->text || text >= b->text + b->text_size) {
        return; /* a blank of md4c's own, between two lines */
    }
    b->pieces = mem_grow(b->pieces, &b->piece_cap, b->piece_count + 1, sizeof *b->pieces);
    b->pieces[b->piece_count++] = (struct math_piece){b->run.len, (size_t)(text - b->text)};
}

/* The place of a byte of the mathematics. */
static struct where place(struct builder *b, size_t at)
{
    size_t i = b->piece_count;
    while (i > 0 && b->pieces[i - 1].run > at) {
        i--;
    }
    if (i > 0) {
        prose_locate(b, b->text + b->pieces[i - 1].at + (at - b->pieces[i - 1].run));
    }
    return b->here;
}

static void warn(struct diag *diag, struct where where, const struct tex_problem *problem)
{
    const char *what = problem->what;
    switch (problem->fault) {
    case TEX_UNKNOWN:
        diag_warn(diag, where, _("'\\%.40s' is not read: the formula is shown as TeX"), what);
        break;
    case TEX_NO_GRID:
        diag_warn(diag, where, _("no matrix is called '%.40s': the formula is shown as TeX"), what);
        break;
    case TEX_UNCLOSED:
        diag_warn(diag, where, _("'%s' is never closed: the formula is shown as TeX"), what);
        break;
    case TEX_STRAY:
        diag_warn(diag, where, _("'%s' closes nothing: the formula is shown as TeX"), what);
        break;
    case TEX_MISSING:
        diag_warn(diag, where,
            _("nothing that '%s' could take follows it: the formula is shown as TeX"), what);
        break;
    case TEX_TWICE:
        diag_warn(
            diag, where, _("a second '%s' at the same sign: the formula is shown as TeX"), what);
        break;
    case TEX_NO_CELL:
        diag_warn(diag, where, _("'%s' is outside of a matrix: the formula is shown as TeX"), what);
        break;
    case TEX_RESERVED:
        diag_warn(
            diag, where, _("'%s' means something else in TeX: the formula is shown as TeX"), what);
        break;
    case TEX_DEEP:
        diag_warn(diag, where,
            _("more than %d groups lie in each other: the formula is shown as TeX"),
            TEX_MOST_DEPTH);
        break;
    case TEX_LONG:
        diag_warn(diag, where, _("the formula is longer than %d bytes: it is shown as TeX"),
            TEX_MOST_BYTES);
        break;
    }
}

static void hint(struct diag *diag, const struct tex_problem *problem)
{
    bool unknown = problem->fault == TEX_UNKNOWN || problem->fault == TEX_NO_GRID;
    bool kept = diag->errors + diag->warnings <= DIAG_KEEP; /* or nobody reads the hint */
    const char *near = kept ? tex_near(problem) : NULL;
    if (near != NULL && problem->fault == TEX_UNKNOWN) {
        diag_hint(diag, _("did you mean '\\%s'?"), near);
    } else if (near != NULL) {
        diag_hint(diag, _("did you mean '%s'?"), near);
    } else if (unknown) {
        diag_hint(diag, _("what is read: lessons/README.md, \"Mathematics\""));
    } else if (problem->fault == TEX_TWICE) {
        diag_hint(diag, _("braces say what belongs to what: x^{2^n}, x_{i,j}"));
    } else if (problem->fault == TEX_RESERVED && strchr("%#$", problem->what[0]) != NULL) {
        diag_hint(diag, _("write '\\%s'"), problem->what);
    }
}

static void tell(struct builder *b, const struct tex_problem *problem)
{
    bool unknown = problem->fault == TEX_UNKNOWN || problem->fault == TEX_NO_GRID;
    bool size = problem->fault == TEX_DEEP || problem->fault == TEX_LONG;
    warn(b->diag, place(b, problem->at), problem);
    diag_id(b->diag, unknown ? "math-unknown" : size ? "math-size" : "math-syntax");
    hint(b->diag, problem);
}

static bool is_white(char c)
{
    return utf8_is_blank(c) || c == '\n';
}

void prose_math_end(struct builder *b, struct span *span)
{
    size_t size = strlen(span->text);
    bool one_blank = is_white(span->text[0]) != is_white(span->text[size - 1]);
    if (!b->display && one_blank) { /* money: from $5 to $6 */
        span->style = SPAN_PLAIN;
        span->text = arena_printf(b->arena, "$%s$", span->text);
    } else {
        struct tex_reading reading = tex_read(b->arena, span->text, size);
        span->tex = reading.tree;
        for (size_t i = 0; i < reading.problem_count; i++) {
            tell(b, &reading.problems[i]);
        }
    }
    b->piece_count = 0;
}

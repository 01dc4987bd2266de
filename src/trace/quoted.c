#include "quoted.h"

#include "cell_text.h"
#include "i18n.h"
#include "numbers.h"
#include "pointer.h"
#include "texts.h"

#include <ctype.h>
#include <string.h>

struct job {
    struct lesson *lesson;
    struct trace *trace;
    struct diag *diag;
};

/* The }} of a quote whose braces open there; NULL: it is none. */
static const char *closing(const char *at)
{
    enum { MOST = 120 };
    for (size_t i = 2; isalpha((unsigned char)at[2]) != 0 && at[i] != '\0' && i < MOST; i++) {
        if (at[i] == '}' && at[i + 1] == '}') {
            return at + i;
        }
    }
    return NULL;
}

const char *quoted_next(const char *text, size_t *size)
{
    for (const char *at = strstr(text, "{{"); at != NULL; at = strstr(at + 1, "{{")) {
        const char *end = closing(at);
        if (end != NULL) {
            *size = (size_t)(end - at) + 2;
            return at;
        }
    }
    return NULL;
}

/* The cell between the braces. False: that is none. */
static bool read_quote(struct job *job, const char *at, size_t size, struct question *out)
{
    const char *cell = arena_strndup(&job->lesson->arena, at + 2, size - 4);
    *out = (struct question){.kind = ANSWER_CELL, .has_cell = true};
    const char *end = cell_text_read(cell, &job->lesson->arena, out);
    return end != NULL && *end == '\0';
}

/* Texts that lists show, which know no numbers. */
static bool is_shown_alone(const struct lesson *lesson, const char **text)
{
    return text == &lesson->title || text == &lesson->summary || text == &lesson->section ||
           text == &lesson->source_note;
}

/* ---- Filling --------------------------------------------------------------------------------- */

static void add_number(struct job *job, const char *at, size_t size, struct str *out)
{
    struct question quote;
    struct question_cell cell;
    char number[NUM_SIZE];
    if (!read_quote(job, at, size, &quote) || !recipe_is_stage(quote.at)) {
        str_addn(out, at, size); /* nothing that somebody wrote is lost */
    } else if (!question_find(job->trace, &quote, &cell)) {
        str_addc(out, '?');
    } else {
        double value = trace_cell(job->trace, cell.stage, cell.row, cell.col);
        int decimals =
            trace_stage_decimals(job->trace, cell.stage, trace_default_decimals(job->trace));
        str_add(out, num_cell(number, value, decimals));
    }
}

static void fill(void *context, const char **text, struct where near)
{
    struct job *job = context;
    size_t size = 0;
    (void)near;
    if (is_shown_alone(job->lesson, text) || quoted_next(*text, &size) == NULL) {
        return;
    }
    struct str out;
    str_init(&out);
    const char *rest = *text;
    for (const char *at = quoted_next(rest, &size); at != NULL; at = quoted_next(rest, &size)) {
        str_addn(&out, rest, (size_t)(at - rest));
        add_number(job, at, size, &out);
        rest = at + size;
    }
    str_add(&out, rest);
    *text = arena_strndup(&job->lesson->arena, out.data, out.len);
    str_release(&out);
}

struct trace *quoted_open(struct lesson *lesson)
{
    struct job job = {.lesson = lesson, .trace = trace_new(lesson)};
    texts_visit(lesson, fill, &job);
    return job.trace;
}

/* ---- Checking -------------------------------------------------------------------------------- */

static void check_one(struct job *job, const char *at, size_t size, struct where where)
{
    struct question quote;
    if (!read_quote(job, at, size, &quote)) {
        diag_error(job->diag, where, _("this is no cell of a stage: '%.*s'"),
            size < 60 ? (int)size : 60, at);
        diag_id(job->diag, "no-such-cell");
        diag_hint(
            job->diag, _("a number is quoted as {{softmax[1, 2]}}, indices from 0, or {{loss}}; "
                         "in code (`{{x}}`) braces stay as they are"));
        return;
    }
    quote.at_where = quote.cell_where = where;
    if (recipe_named(trace_recipe(job->trace), quote.at) == STAGE_NONE) {
        diag_error(
            job->diag, where, _("this lesson has no stage '%s' to quote a number of"), quote.at);
        pointer_explain(job->trace, quote.at, "no-such-stage", job->diag);
    } else {
        (void)pointer_check_cell(job->trace, &quote, job->diag);
    }
}

static void check(void *context, const char **text, struct where near)
{
    struct job *job = context;
    size_t size = 0;
    for (const char *at = quoted_next(*text, &size); at != NULL;
         at = quoted_next(at + size, &size)) {
        struct where where;
        if (!texts_find(job->lesson, *text, (size_t)(at - *text), size, near, &where)) {
            continue; /* of another language */
        }
        if (is_shown_alone(job->lesson, text)) {
            diag_error(
                job->diag, where, _("numbers are quoted in prose and in questions, not here"));
            diag_id(job->diag, "quoted-here");
            diag_hint(job->diag, _("lists of lessons show this text, and compute nothing"));
        } else {
            check_one(job, at, size, where);
        }
    }
}

void quoted_check(struct lesson *lesson, struct diag *diag)
{
    struct job job = {.lesson = lesson, .trace = trace_new(lesson), .diag = diag};
    texts_visit(lesson, check, &job);
    trace_free(job.trace);
}

void quoted_add(const struct trace *trace, const struct question_cell *cell, struct str *out)
{
    const struct stage *stage = &trace_recipe(trace)->stages[cell->stage];
    size_t rest = cell->row;
    size_t indices[TENSOR_MAX_RANK] = {0};
    for (size_t axis = stage->shape.rank; axis-- > 0;) {
        if (stage->form == FORM_MATRIX && axis == stage->class_axis) {
            indices[axis] = cell->col;
        } else {
            indices[axis] = rest % stage->shape.dim[axis];
            rest /= stage->shape.dim[axis];
        }
    }
    str_addf(out, "{{%s", stage->id);
    for (size_t axis = 0; axis < stage->shape.rank; axis++) {
        str_addf(out, axis == 0 ? "[%zu" : ", %zu", indices[axis]);
    }
    str_add(out, stage->shape.rank > 0 ? "]}}" : "}}");
}

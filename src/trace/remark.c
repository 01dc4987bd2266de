#include "remark.h"

#include "finding_impl.h"
#include "i18n.h"

#include <math.h>

/* A row whose sum is this far from 1 was not just rounded to three digits. */
static const double CLEARLY_OFF = 2e-3;

/* The kinds that no lesson can want, whatever it is about. Their names as ids, and what to do. */
static const struct {
    enum finding_kind kind;
    const char *id, *hint;
} REMARKS[] = {
    {FINDING_row_sum_not_one, "row-sum", N_("scores of any size go under 'logits'")},
    {FINDING_target_sum_not_one, "target-sum",
        N_("several classes that are true at once are binary: loss: binary_cross_entropy")},
    {FINDING_target_outside, "target-outside", N_("a target is the wanted probability, 0 to 1")},
    {FINDING_log_prob_above_zero, "log-prob-above-zero",
        N_("scores of any size go under 'logits', probabilities under 'probs'")},
    {FINDING_rounded_to_one, "rounded-to-one",
        N_("logits keep what a probability so close to 1 cannot; or take dtype: float64")},
    {FINDING_negative_weight, "negative-weight", N_("to leave a sample out, give it the weight 0")},
    {FINDING_score_is_nan, "not-finite",
        N_("it comes from the model, not from the loss: look there")},
    {FINDING_score_is_infinite, "not-finite",
        N_("-inf masks a class, where the label picks; no other infinity makes sense")},
    {FINDING_row_of_minus_infinity, "not-finite",
        N_("leave at least one class of the sample unmasked")},
};

/* A place among REMARKS; their number where the finding is nothing to warn of. */
static size_t remark_about(const struct cell *cell, enum finding_kind kind)
{
    enum { COUNT = sizeof REMARKS / sizeof *REMARKS };
    const struct problem *problem = &cell->trace->lesson->problem;
    bool normalized = cell->stage->kind == ID_probs && problem->normalize != NORMALIZE_NONE;
    bool sum = kind == FINDING_row_sum_not_one || kind == FINDING_target_sum_not_one;
    if (sum && (normalized || fabs(finding_row_sum(cell) - 1) < CLEARLY_OFF)) {
        return COUNT;
    }
    /* of a literal target, the check of ranges has spoken */
    if (kind == FINDING_target_outside && problem_is_binary(problem) &&
        cell->stage->tensor->where != NULL) {
        return COUNT;
    }
    size_t i = 0;
    while (i < COUNT && REMARKS[i].kind != kind) {
        i++;
    }
    return i;
}

static void say(const struct cell *cell, size_t which, enum input input, struct diag *diag)
{
    const struct tensor *tensor = cell->stage->tensor;
    struct where where = cell->trace->lesson->input_where[input];
    struct pos pos = tensor_where(tensor, cell->row * cell->stage->width + cell->col);
    if (pos.line > 0) {
        where.line = pos.line;
        where.col = pos.col;
    }
    struct arena arena;
    arena_init(&arena);
    diag_warn(diag, where, "%s",
        trace_finding_text(
            cell->trace, REMARKS[which].kind, cell->index, cell->row, cell->col, &arena));
    diag_id(diag, REMARKS[which].id);
    diag_hint(diag, "%s", _(REMARKS[which].hint));
    arena_release(&arena);
}

static void remark_stage(struct trace *trace, size_t index, struct diag *diag)
{
    const struct stage *stage = &trace->recipe.stages[index];
    bool file = stage->tensor->where == NULL;
    bool said[sizeof REMARKS / sizeof *REMARKS] = {false};
    enum input input = INPUT_COUNT;
    size_t element = 0;
    if (!trace_given(trace, index, 0, 0, &input, &element)) {
        return;
    }
    for (size_t row = 0; row < trace->recipe.rows; row++) {
        for (size_t col = 0; col < stage->width && diag->warnings < DIAG_KEEP; col++) {
            enum finding_kind kind = trace_finding(trace, index, row, col);
            if (kind == FINDING_NONE) {
                continue;
            }
            struct cell cell = {trace, stage, index, row, col, 0};
            size_t which = remark_about(&cell, kind);
            if (which < sizeof REMARKS / sizeof *REMARKS && !(file && said[which])) {
                said[which] = true;
                say(&cell, which, input, diag);
            }
        }
    }
}

void remark(struct trace *trace, struct diag *diag)
{
    for (size_t i = 0; i < trace->recipe.count; i++) {
        const struct stage *stage = &trace->recipe.stages[i];
        if (stage->op == NULL && stage->tensor != NULL && trace_may_find(trace, i)) {
            remark_stage(trace, i, diag);
        }
    }
}

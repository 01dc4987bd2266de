/* Binary cross-entropy: every score is a yes-or-no question of its own; and its focal form, which
 * weighs what is already right down. */
#include "builder.h"
#include "elementary.h"

static size_t build_elements(struct builder *b, size_t p, size_t y, size_t log, bool fused)
{
    bool focal = problem_loss(b->problem)->focal;
    size_t element = build_stage(
        b, focal ? ID_cross_entropy_term : ID_per_element, &op_binary_cross_entropy, p, y, log);
    struct stage *stage = build_at(b, element);
    stage->args.of.binary_cross_entropy.pos = b->problem->pos_weight;
    stage->args.of.binary_cross_entropy.columns = b->problem->class_weights;
    if (fused) {
        stage->args.of.binary_cross_entropy.fused = true;
        stage->args.of.binary_cross_entropy.divisor =
            b->problem->log_base == 0 ? 1 : elementary_log(b->problem->log_base);
        stage->formula = b->problem->log_base == 0
                             ? "l = (1 - {1}) softplus - {1} log p"
                             : "l = ((1 - {1}) softplus - {1} log p) / log base";
    } else {
        /* log(1 - p) is taken just as log p was */
        stage->args.of.binary_cross_entropy.log = build_at(b, log)->args.of.log;
    }
    return element;
}

/* The focal factor on the elements' ordinary loss; p as it is before clipping. */
static size_t build_focal(struct builder *b, size_t p, size_t y, size_t term)
{
    const struct problem *problem = b->problem;
    size_t element = build_stage(b, ID_per_element, &op_binary_focal, p, y, term);
    struct stage *stage = build_at(b, element);
    stage->formula = problem->focal.has_alpha
                         ? "l = (1 - pt)^γ {2} (y α + (1 - y)(1 - α)), pt = y p + (1 - y)(1 - p)"
                         : "l = (1 - pt)^γ {2}, pt = y p + (1 - y)(1 - p)";
    stage->args.of.binary_focal = problem->focal;
    return element;
}

static size_t build_row_mean(struct builder *b, size_t element)
{
    size_t mean = build_stage(b, ID_per_sample, &op_row_mean, element, STAGE_NONE, STAGE_NONE);
    build_at(b, mean)->formula = "L = Σ {0} / columns";
    return mean;
}

void recipe_binary_cross_entropy(struct builder *b)
{
    struct recipe *r = b->recipe;
    const struct problem *problem = b->problem;
    bool logits = problem->score_kind == SCORES_LOGITS;
    bool fused = logits && problem->route == ROUTE_FUSED;
    build_scores(b);
    build_targets(b);
    size_t p = r->scores;
    if (fused) {
        size_t z = build_temperature(b, GROUP_sigmoid);
        p = build_stage(b, ID_softplus, &op_softplus, z, STAGE_NONE, STAGE_NONE);
        r->log = build_stage(b, ID_log_sigmoid, &op_log_sigmoid, z, STAGE_NONE, STAGE_NONE);
    } else if (logits) {
        p = build_sigmoid(b);
    }
    size_t raw = p;
    if (!fused) {
        r->probs = p = build_tidy(b, p);
    }
    size_t y = build_smoothing(b, r->target, 2);
    if (!fused) {
        r->log = build_log(b, p);
    }
    size_t element = build_elements(b, p, y, r->log, fused);
    if (problem_loss(problem)->focal) {
        element = build_focal(b, raw, y, element);
    }
    if (problem->average_last_axis) {
        element = r->per_sample = build_row_mean(b, element);
    }
    build_reduction(b, element);
}

/* Binary cross-entropy: every score is a yes-or-no question of its own; and its focal form, which
 * weighs what is already right down. */
#include "builder.h"
#include "elementary.h"
#include "row.h"
#include "tidy_gradient.h"

/* pos weights, then column weights, as the gradient wants them; NULL when the lesson has neither.
 */
static void set_weights(struct builder *b, struct stage *stage)
{
    const struct problem *p = b->problem;
    if (!has_weights(&p->pos_weight) && !has_weights(&p->class_weights)) {
        return;
    }
    size_t half = has_weights(&p->class_weights) || p->pos_weight.count > 1 ? b->recipe->cols : 1;
    double *vec = arena_alloc(b->arena, 2 * half, sizeof *vec);
    for (size_t c = 0; c < half; c++) {
        vec[c] = has_weights(&p->pos_weight) ? weight_at(&p->pos_weight, c) : 1;
        vec[half + c] = has_weights(&p->class_weights) ? weight_at(&p->class_weights, c) : 1;
    }
    stage->args.vec = vec;
    stage->args.vec_size = 2 * half;
}

static size_t build_elements(struct builder *b, size_t p, size_t y, size_t log, bool fused)
{
    bool focal = b->problem->loss == LOSS_BINARY_FOCAL;
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

/* d(element) / d(score) of the ordinary loss. Weighed as in the batch's loss when it is the
 * gradient itself. */
static size_t build_slope(struct builder *b, enum stage_id id, size_t p, size_t y, bool fused)
{
    const struct problem *problem = b->problem;
    size_t slope = build_stage(b, id, &op_sigmoid_gradient, p, y, STAGE_NONE);
    struct stage *stage = build_at(b, slope);
    stage->args.k[3] = num_store(problem->clip_eps, problem->dtype);
    stage->args.mode = build_tidy_mode(problem) | (fused ? GRADIENT_FUSED : 0);
    set_weights(b, stage);
    return slope;
}

static void finish_gradient(struct builder *b, size_t gradient)
{
    build_chain(b, gradient);
    build_at(b, gradient)->args.k[2] = b->problem->average_last_axis ? (double)b->recipe->cols : 0;
}

static void build_gradient(struct builder *b, size_t p, size_t y, bool fused)
{
    size_t gradient = build_slope(b, ID_gradient, p, y, fused);
    build_at(b, gradient)->formula = "g = d loss / d z = (1 - {1}) p - {1} (1 - p), p = sigmoid(z)";
    finish_gradient(b, gradient);
}

static void build_focal_gradient(struct builder *b, size_t p, size_t y, size_t term)
{
    size_t slope = build_slope(b, ID_term_slope, p, y, false);
    if (b->problem->log_base != 0) {
        build_at(b, slope)->args.k[0] = elementary_log(b->problem->log_base);
    }
    size_t gradient = build_stage(b, ID_gradient, &op_binary_focal_gradient, p, y, term);
    build_in(b, gradient, 3, slope);
    finish_gradient(b, gradient);
    struct stage *stage = build_at(b, gradient);
    stage->args.of.binary_focal = b->problem->focal;
    stage->args.k[0] = 0; /* the base of the logarithm is in h and its slope already */
    stage->formula = "g = d loss / d z = (1 - pt)^γ dh/dz - γ (1 - pt)^(γ-1) (2y - 1) p (1 - p) h";
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
    size_t z = logits ? build_temperature(b, GROUP_sigmoid) : r->scores;
    size_t p = z;
    size_t slope = STAGE_NONE; /* what the gradient is taken from */
    if (fused) {
        p = build_stage(b, ID_softplus, &op_softplus, z, STAGE_NONE, STAGE_NONE);
        slope = z;
        r->log = build_stage(b, ID_log_sigmoid, &op_log_sigmoid, z, STAGE_NONE, STAGE_NONE);
    } else if (logits) {
        p = slope = build_stage(b, ID_sigmoid, &op_sigmoid, z, STAGE_NONE, STAGE_NONE);
        build_at(b, p)->args.of.sigmoid.stable = problem->route == ROUTE_STABLE;
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
    size_t term = element;
    bool focal = problem->loss == LOSS_BINARY_FOCAL;
    if (focal) {
        element = build_focal(b, raw, y, term);
    }
    if (problem->average_last_axis) {
        element = r->per_sample = build_row_mean(b, element);
    }
    build_reduction(b, element);
    if (problem->gradient && focal) {
        build_focal_gradient(b, slope, y, term);
    } else if (problem->gradient) {
        build_gradient(b, slope, y, fused);
    }
}

/* Cross-entropy, -Σ y log p along the class axis, and its relatives: nll is given log p, focal loss
 * weighs each term by (1 - p)^γ, and the Kullback-Leibler divergence takes y (log y - log p). Only
 * the class term differs. */
#include "builder.h"
#include "elementary.h"
#include "i18n.h"
#include "product.h"
#include "tidy_gradient.h"

/* Softmax as its sub-steps; returns the probabilities, or on the fused route the log-probabilities.
 */
static size_t build_softmax(struct builder *b)
{
    size_t z = build_temperature(b, GROUP_softmax);
    size_t scores = z;
    size_t max = STAGE_NONE;
    if (b->problem->route != ROUTE_TEXTBOOK) {
        max = build_stage(b, ID_row_max, &op_row_max, z, STAGE_NONE, STAGE_NONE);
        scores = build_stage(b, ID_shifted, &op_shift, z, max, STAGE_NONE);
    }
    /* In float32 the frameworks take exp of the shifted score as it is stored, and so does such a
     * lesson. */
    bool exact = b->problem->route == ROUTE_FUSED && b->problem->dtype == DTYPE_FLOAT64;
    size_t e = exact ? build_stage(b, ID_exp, &op_exp_difference, z, max, STAGE_NONE)
                     : build_stage(b, ID_exp, &op_exp, scores, STAGE_NONE, STAGE_NONE);
    if (exact) {
        build_at(b, e)->formula = "e = exp({0} - {1})";
    }
    size_t sum = build_stage(b, ID_row_sum, &op_row_sum, e, STAGE_NONE, STAGE_NONE);
    if (b->problem->route != ROUTE_FUSED) {
        return build_stage(b, ID_softmax, &op_divide, e, sum, STAGE_NONE);
    }
    size_t lse = build_stage(b, ID_log_sum_exp, &op_log_sum_exp, e, sum, STAGE_NONE);
    return build_stage(b, ID_log_softmax, &op_shift, scores, lse, STAGE_NONE);
}

/* The target matrix: as given, or the labels as one-hot rows; smoothed if the lesson says so. */
static size_t build_target_rows(struct builder *b)
{
    const struct problem *p = b->problem;
    size_t y = b->recipe->target;
    if (p->labels != NULL) {
        y = build_stage(b, ID_one_hot, &op_one_hot, y, STAGE_NONE, STAGE_NONE);
        struct stage *stage = build_at(b, y);
        stage->whole = true;
        stage->args.of.one_hot.classes = (double)b->recipe->cols;
        stage->args.of.one_hot.ignores = p->has_ignore_label;
        stage->args.of.one_hot.ignored = (double)p->ignore_label;
        stage->args.of.one_hot.unknown = p->out_of_range == OUT_OF_RANGE_NAN    ? UNKNOWN_NAN
                                         : p->out_of_range != OUT_OF_RANGE_WRAP ? UNKNOWN_ZEROS
                                         : p->nan_past_end ? UNKNOWN_WRAPS_OR_NAN
                                                           : UNKNOWN_WRAPS;
    }
    const struct shape *shape = &p->scores->shape;
    bool second = p->smooth_second_axis && shape->rank > 1;
    return build_smoothing(b, y, (double)(second ? shape->dim[1] : b->recipe->cols));
}

/* Integer labels weigh a whole row by their class; targets, and PyTorch's smoothed labels, weigh
 * term by term. */
static bool weighs_by_label(const struct problem *p)
{
    bool by_class = p->smooth_by_class && p->label_smoothing > 0;
    return p->labels != NULL && has_weights(&p->class_weights) && !by_class;
}

static size_t build_product(struct builder *b, size_t log, size_t target)
{
    const struct problem *p = b->problem;
    bool by_label = weighs_by_label(p);
    size_t product = build_stage(
        b, ID_product, &op_product, log, target, by_label ? b->recipe->target : STAGE_NONE);
    struct stage *stage = build_at(b, product);
    stage->args.of.product = (struct product){.weights = p->class_weights,
        .picks = p->labels != NULL,
        .by_label = by_label,
        .wraps = p->out_of_range == OUT_OF_RANGE_WRAP,
        .focal = p->focal};
    if (has_weights(&p->class_weights)) {
        stage->formula = "l = -{1} × {0} × class weight";
    }
    return product;
}

static size_t build_kl_product(struct builder *b, size_t log, size_t target)
{
    size_t product = build_stage(b, ID_product, &op_kl_product, log, target, STAGE_NONE);
    struct stage *stage = build_at(b, product);
    stage->title = N_("target times difference of logs");
    stage->formula = "l = {1} × (log {1} - {0})";
    stage->args.of.kl_product.base = b->problem->log_base;
    if (b->problem->clip_eps > 0 && b->problem->clip_mode == CLIP_CLIP) {
        stage->args.of.kl_product.clips = true;
        stage->args.of.kl_product.least = num_store(b->problem->clip_eps, b->problem->dtype);
        stage->formula = "l = c × (log c - {0}), c = min(max({1}, eps), 1)";
    }
    return product;
}

/* The stage of class terms, whatever the loss. */
static size_t build_terms(struct builder *b, size_t log, size_t target, size_t probs)
{
    const struct problem *p = b->problem;
    if (p->loss == LOSS_KL_DIVERGENCE) {
        return build_kl_product(b, log, target);
    }
    size_t product = build_product(b, log, target);
    if (p->loss == LOSS_FOCAL) {
        struct stage *stage = build_at(b, product);
        stage->op = &op_focal_product;
        stage->formula =
            p->focal.has_alpha ? "l = -{1} × {0} × α (1 - p)^γ" : "l = -{1} × {0} × (1 - p)^γ";
        build_in(b, product, 3, probs);
    }
    return product;
}

/* In KL divergence it is the clipped target that pulls: by clip's own limits. */
static size_t build_clipped_target(struct builder *b, size_t target)
{
    target = build_stage(b, ID_weighted_target, &op_clip, target, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, target);
    stage->formula = "v = min(max({0}, eps), 1)";
    stage->args.of.clip.low = num_store(b->problem->clip_eps, b->problem->dtype);
    stage->args.of.clip.high = 1;
    return target;
}

static size_t build_focal_target(struct builder *b, size_t target, size_t probs)
{
    const struct problem *p = b->problem;
    target = build_stage(b, ID_focal_target, &op_focal_target, target, probs, STAGE_NONE);
    struct stage *stage = build_at(b, target);
    stage->args.of.product.focal = p->focal;
    stage->args.k[2] = num_store(p->clip_eps, p->dtype);
    stage->args.mode = build_tidy_mode(p) & (TIDY_ADD | TIDY_FLOOR);
    return target;
}

/* The target as it pulls on softmax: times class weights, and what of it gets through clipping. */
static size_t build_pull(struct builder *b, size_t softmax, size_t tidied, size_t target)
{
    const struct problem *p = b->problem;
    if (has_weights(&p->class_weights)) {
        size_t label = weighs_by_label(p) ? b->recipe->target : STAGE_NONE;
        target = build_stage(b, ID_weighted_target, &op_weighted_target, target, label, STAGE_NONE);
        struct stage *stage = build_at(b, target);
        stage->args.of.product.weights = p->class_weights;
        stage->args.of.product.wraps = p->out_of_range == OUT_OF_RANGE_WRAP;
    }
    int mode = build_tidy_mode(p);
    if (p->loss == LOSS_FOCAL) {
        target = build_focal_target(b, target, tidied);
        mode &= ~(TIDY_ADD | TIDY_FLOOR); /* that is in the focal target already */
    }
    if (mode == 0) {
        return target;
    }
    if (p->loss == LOSS_KL_DIVERGENCE && p->clip_mode == CLIP_CLIP) {
        target = build_clipped_target(b, target);
    }
    bool after = p->normalize == NORMALIZE_AFTER_CLIP;
    size_t before_clip = softmax;
    if (p->normalize == NORMALIZE_BEFORE_CLIP) {
        before_clip = recipe_find(b->recipe, ID_normalized);
    }
    target = build_stage(
        b, ID_tidy_target, &op_tidy_gradient, target, before_clip, after ? tidied : STAGE_NONE);
    struct stage *stage = build_at(b, target);
    stage->args.k[0] = stage->args.k[2] = num_store(p->clip_eps, p->dtype);
    stage->args.k[1] =
        p->loss == LOSS_KL_DIVERGENCE ? 1 : num_store(1 - stage->args.k[0], p->dtype);
    stage->args.mode = mode | (after ? TIDY_RENORMALIZED : 0);
    return target;
}

/* Where log-probabilities are given, the gradient is with respect to them. */
static void build_log_prob_gradient(struct builder *b, size_t target)
{
    size_t pull = build_pull(b, STAGE_NONE, STAGE_NONE, target);
    size_t gradient =
        build_stage(b, ID_gradient, &op_log_prob_gradient, STAGE_NONE, pull, STAGE_NONE);
    build_at(b, gradient)->formula = "g = d loss / d log p = -{1}";
    build_chain(b, gradient);
}

static void build_gradient(struct builder *b, size_t softmax, size_t tidied, size_t target)
{
    size_t pull = build_pull(b, softmax, tidied, target);
    size_t gradient = build_stage(b, ID_gradient, &op_softmax_gradient, softmax, pull, STAGE_NONE);
    build_at(b, gradient)->args.mode = b->problem->route == ROUTE_FUSED ? 1 : 0;
    build_chain(b, gradient);
}

/* log p on the fused route: log-softmax itself, in the base asked for. */
static size_t build_fused_log(struct builder *b, size_t log_softmax)
{
    if (b->problem->log_base == 0) {
        return log_softmax;
    }
    size_t log = build_stage(b, ID_log, &op_scale, log_softmax, STAGE_NONE, STAGE_NONE);
    build_at(b, log)->args.of.scale.divisor = elementary_log(b->problem->log_base);
    build_at(b, log)->formula =
        b->problem->log_base == 2 ? "log2 p = {0} / log 2" : "log10 p = {0} / log 10";
    return log;
}

void recipe_cross_entropy(struct builder *b)
{
    struct recipe *r = b->recipe;
    const struct problem *p = b->problem;
    bool logits = p->score_kind == SCORES_LOGITS;
    bool logs = p->score_kind == SCORES_LOG_PROBS || (logits && p->route == ROUTE_FUSED);
    build_scores(b);
    build_targets(b);
    size_t softmax = logits ? build_softmax(b) : r->scores;
    size_t tidied = logs ? softmax : build_tidy(b, softmax);
    r->probs = logs ? STAGE_NONE : tidied;
    size_t target = build_target_rows(b);
    r->log = logs ? build_fused_log(b, softmax) : build_log(b, tidied);
    size_t entries = build_terms(b, r->log, target, tidied);
    if (!p->elementwise) {
        entries = r->per_sample =
            build_stage(b, ID_per_sample, &op_row_sum, entries, STAGE_NONE, STAGE_NONE);
    }
    build_reduction(b, entries);
    if (p->gradient && logits) {
        build_gradient(b, softmax, tidied, target);
    } else if (p->gradient) {
        build_log_prob_gradient(b, target);
    }
}

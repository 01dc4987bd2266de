/* Cross-entropy, -Σ y log p along the class axis, and its relatives: nll is given log p, focal loss
 * weighs each term by (1 - p)^γ, and the Kullback-Leibler divergence takes y (log y - log p). Only
 * the class term differs. */
#include "builder.h"
#include "elementary.h"
#include "i18n.h"

/* Softmax as its sub-steps; returns the probabilities, or on the fused route the log-probabilities.
 */
size_t build_softmax(struct builder *b)
{
    size_t z = build_temperature(b, GROUP_softmax);
    size_t scores = z;
    size_t max = STAGE_NONE;
    if (b->problem->route != ROUTE_TEXTBOOK) {
        max = build_stage(b, ID_row_max, &op_row_max, z, STAGE_NONE, STAGE_NONE);
        build_at(b, max)->still = true; /* whatever is subtracted, softmax is the same */
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
    size_t sum = build_stage(b, ID_row_sum, &op_lane_sum, e, STAGE_NONE, STAGE_NONE);
    if (b->problem->route != ROUTE_FUSED) {
        return build_stage(b, ID_softmax, &op_divide, e, sum, STAGE_NONE);
    }
    bool of_sum = b->problem->dtype != DTYPE_FLOAT64;
    const struct op *log = of_sum ? &op_log_of_sum : &op_log_sum_exp;
    size_t lse = build_stage(b, ID_log_sum_exp, log, e, sum, STAGE_NONE);
    build_at(b, lse)->unread = of_sum ? OP_INPUT(0) : 0;
    return build_stage(b, ID_log_softmax, &op_shift, scores, lse, STAGE_NONE);
}

/* What a label that names no class gives; what is an error never gets here. */
static const enum unknown_label UNKNOWN[] = {
    [OUT_OF_RANGE_ERROR] = UNKNOWN_ZEROS,
    [OUT_OF_RANGE_ZERO] = UNKNOWN_ZEROS,
    [OUT_OF_RANGE_NAN] = UNKNOWN_NAN,
    [OUT_OF_RANGE_WRAP] = UNKNOWN_WRAPS,
    [OUT_OF_RANGE_WRAP_NAN] = UNKNOWN_WRAPS_OR_NAN,
};

/* The target matrix: as given, or the labels as one-hot rows; smoothed if the lesson says so. */
size_t build_target_rows(struct builder *b)
{
    const struct problem *p = b->problem;
    size_t y = build_target_numbers(b);
    if (p->labels != NULL) {
        y = build_stage(b, ID_one_hot, &op_one_hot, y, STAGE_NONE, STAGE_NONE);
        struct stage *stage = build_at(b, y);
        stage->whole = true;
        stage->args.of.one_hot.classes = (double)b->recipe->cols;
        stage->args.of.one_hot.ignored = p->ignored;
        stage->args.of.one_hot.unknown = UNKNOWN[p->out_of_range];
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

/* -y × log p, times what follows. A one-hot row of labels picks, instead of multiplying. */
static const char *picking_formula(struct builder *b, const char *times)
{
    bool picks = b->problem->labels != NULL && b->problem->label_smoothing == 0;
    return arena_printf(b->arena, "l = -{1} × {0}%s%s", times, picks ? " (0 where {1} = 0)" : "");
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
        .wraps = problem_wraps(p),
        .focal = p->focal};
    stage->formula = picking_formula(b, has_weights(&p->class_weights) ? " × class weight" : "");
    return product;
}

static size_t build_kl_product(struct builder *b, size_t log, size_t target)
{
    size_t product = build_stage(b, ID_product, &op_kl_product, log, target, STAGE_NONE);
    struct stage *stage = build_at(b, product);
    stage->title = N_("target times difference of logs");
    stage->formula = "l = {1} × (log {1} - {0}) (0 where {1} = 0)";
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
    if (problem_loss(p)->family == FAMILY_KL) {
        return build_kl_product(b, log, target);
    }
    size_t product = build_product(b, log, target);
    if (problem_loss(p)->focal) {
        struct stage *stage = build_at(b, product);
        stage->op = &op_focal_product;
        stage->formula =
            picking_formula(b, has_weights(&p->focal.alpha) ? " × α (1 - p)^γ" : " × (1 - p)^γ");
        build_in(b, product, 3, probs);
    }
    return product;
}

/* p - y, and all that the sample's part in the loss is multiplied and divided by. */
static const char *gradient_formula(struct builder *b, size_t gradient)
{
    const struct problem *p = b->problem;
    const struct stage *stage = build_at(b, gradient);
    bool masked = stage->in[2] != STAGE_NONE;
    bool weighed = stage->in[3] != STAGE_NONE;
    bool divided = stage->in[4] != STAGE_NONE;
    bool based = p->log_base != 0;
    bool warm = p->temperature != 1;
    bool wrap = masked || weighed || divided || based || warm;
    return arena_printf(b->arena, "g = d loss / d z = %s%sp Σ {1} - {1}%s%s%s%s%s",
        masked ? "{2} × " : "", wrap ? "(" : "", wrap ? ")" : "", based ? " / log base" : "",
        warm ? " / T" : "", weighed ? " × {3}" : "", divided ? " / {4}" : "");
}

/* p - y: the way back of the plain loss, short, where nothing is between softmax and its logarithm.
 */
static void build_short_gradient(struct builder *b, size_t softmax, size_t target)
{
    const struct problem *p = b->problem;
    struct recipe *r = b->recipe;
    if (has_weights(&p->class_weights)) {
        size_t label = weighs_by_label(p) ? r->target : STAGE_NONE;
        target = build_stage(b, ID_weighted_target, &op_weighted_target, target, label, STAGE_NONE);
        build_at(b, target)->args.of.product.weights = p->class_weights;
        build_at(b, target)->args.of.product.wraps = problem_wraps(p);
    }
    r->gradient = build_stage(b, ID_gradient, &op_softmax_gradient, softmax, target, r->mask);
    build_in(b, r->gradient, 3, r->weights);
    build_in(b, r->gradient, 4, r->divisor);
    struct stage *stage = build_at(b, r->gradient);
    stage->args.of.softmax_gradient.base = p->log_base == 0 ? 1 : elementary_log(p->log_base);
    stage->args.of.softmax_gradient.temperature = p->temperature;
    stage->args.of.softmax_gradient.empty_is_zero = p->empty_mean == EMPTY_ZERO;
    stage->args.of.softmax_gradient.log_given = p->route == ROUTE_FUSED;
    stage->formula = gradient_formula(b, r->gradient);
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
        /* (a divergence may clip its targets, and then has no zeros) */
        bool picks = p->labels != NULL && problem_loss(p)->family != FAMILY_KL &&
                     build_at(b, target)->op->picked != NULL;
        build_at(b, entries)->picker = picks ? target : STAGE_NONE;
    }
    build_reduction(b, entries);
    const struct safe_log *log = &build_at(b, r->log)->args.of.log;
    bool plain = p->loss == LOSS_CROSS_ENTROPY && logits && r->scaled == STAGE_NONE &&
                 r->groups == NULL && (logs || (tidied == softmax && !log->adds && !log->floor));
    if (p->gradient == GRADIENT_LAST && plain) {
        build_short_gradient(b, softmax, target);
    }
}

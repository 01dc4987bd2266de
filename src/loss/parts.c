/* Parts that several losses share: the inputs, temperature, tidying of probabilities, smoothing,
 * the log. */
#include "builder.h"
#include "i18n.h"

static const enum stage_id SCORE_STAGES[] = {
    [SCORES_LOGITS] = ID_logits,
    [SCORES_PROBS] = ID_probs,
    [SCORES_LOG_PROBS] = ID_log_probs,
};

void build_scores(struct builder *b)
{
    const struct problem *p = b->problem;
    b->recipe->scores = build_entries(b, SCORE_STAGES[p->score_kind], p->scores, FORM_MATRIX);
}

/* The label that each position is compared with: that of the next. */
static size_t build_next_labels(struct builder *b, size_t labels)
{
    const struct problem *p = b->problem;
    size_t next = build_stage(b, ID_shifted_labels, &op_next, labels, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, next);
    stage->tensor = tensor_shift(b->arena, p->labels, p->labels->shape.rank - 1, p->ignored.at[0]);
    stage->whole = true;
    stage->args.of.next.places = p->labels->shape.dim[p->labels->shape.rank - 1];
    stage->args.of.next.past = p->ignored.at[0];
    return next;
}

void build_targets(struct builder *b)
{
    const struct problem *p = b->problem;
    if (p->labels != NULL) {
        b->recipe->target = build_input(b, ID_labels, p->labels);
        build_at(b, b->recipe->target)->whole = true;
        if (p->shift_labels) {
            b->recipe->target = build_next_labels(b, b->recipe->target);
        }
    } else {
        bool given = p->targets != NULL;
        b->recipe->target = build_entries(b, given ? ID_targets : ID_target_logits,
            given ? p->targets : p->target_logits, FORM_MATRIX);
    }
}

/* Scores divided by the temperature, where there is one. */
static size_t build_divided(struct builder *b, enum stage_id id, size_t scores)
{
    if (b->problem->temperature == 1) {
        return scores;
    }
    size_t scaled = build_stage(b, id, &op_scale, scores, STAGE_NONE, STAGE_NONE);
    build_at(b, scaled)->args.of.scale.divisor = b->problem->temperature;
    return scaled;
}

/* The teacher's probabilities. The scores do not move them, so no gradient goes this way. */
static size_t build_soft_targets(struct builder *b, size_t logits)
{
    const struct problem *p = b->problem;
    bool tempered = p->temperature != 1;
    size_t z = build_divided(b, ID_target_scaled, logits);
    if (problem_is_yes_or_no(p)) {
        size_t y = build_stage(b, ID_soft_targets, &op_sigmoid, z, STAGE_NONE, STAGE_NONE);
        build_at(b, y)->args.of.sigmoid.stable = true;
        build_at(b, y)->formula =
            tempered ? "y = 1 / (1 + exp(-{0})), {0} = zt / T" : "y = 1 / (1 + exp(-{0}))";
        return y;
    }
    size_t max = build_stage(b, ID_target_max, &op_row_max, z, STAGE_NONE, STAGE_NONE);
    size_t shifted = build_stage(b, ID_target_shifted, &op_shift, z, max, STAGE_NONE);
    size_t e = build_stage(b, ID_target_exp, &op_exp, shifted, STAGE_NONE, STAGE_NONE);
    size_t sum = build_stage(b, ID_target_sum, &op_lane_sum, e, STAGE_NONE, STAGE_NONE);
    size_t y = build_stage(b, ID_soft_targets, &op_divide, e, sum, STAGE_NONE);
    build_at(b, y)->formula = tempered ? "y = {0} / Σ {0}, {0} = exp(zt / T - max)"
                                       : "y = {0} / Σ {0}, {0} = exp(zt - max)";
    return y;
}

size_t build_target_numbers(struct builder *b)
{
    if (b->problem->target_logits != NULL) {
        b->recipe->target = build_soft_targets(b, b->recipe->target);
    }
    return b->recipe->target;
}

size_t build_temperature(struct builder *b, enum group group)
{
    size_t scores = b->recipe->scores;
    size_t scaled = build_divided(b, ID_scaled, scores);
    if (scaled != scores) {
        build_at(b, scaled)->group = group;
    }
    return scaled;
}

static size_t build_normalized(struct builder *b, size_t probs)
{
    size_t sum = build_stage(b, ID_class_sum, &op_row_sum, probs, STAGE_NONE, STAGE_NONE);
    return build_stage(b, ID_normalized, &op_divide, probs, sum, STAGE_NONE);
}

static size_t build_clipped(struct builder *b, size_t probs)
{
    const struct problem *p = b->problem;
    bool clips = p->clip_mode == CLIP_CLIP || p->clip_mode == CLIP_CLIP_THEN_ADD;
    if (!clips || p->clip_eps == 0) {
        return probs;
    }
    size_t clipped = build_stage(b, ID_clipped, &op_clip, probs, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, clipped);
    stage->args.of.clip.low = num_store(p->clip_eps, p->dtype);
    stage->args.of.clip.high = num_store(1 - stage->args.of.clip.low, p->dtype);
    if (problem_loss(p)->high_is_1) { /* clipped to [eps, 1]: there log 1 is no trouble */
        stage->args.of.clip.high = 1;
        stage->formula = "c = min(max({0}, eps), 1)";
    }
    return clipped;
}

size_t build_tidy(struct builder *b, size_t probs)
{
    if (b->problem->normalize == NORMALIZE_BEFORE_CLIP) {
        probs = build_normalized(b, probs);
    }
    probs = build_clipped(b, probs);
    if (b->problem->normalize == NORMALIZE_AFTER_CLIP) {
        probs = build_normalized(b, probs);
    }
    return probs;
}

size_t build_smoothing(struct builder *b, size_t target, double classes)
{
    if (b->problem->label_smoothing == 0) {
        return target;
    }
    size_t smoothed = build_stage(b, ID_smoothed, &op_smooth, target, STAGE_NONE, STAGE_NONE);
    build_at(b, smoothed)->args.of.smooth.share = b->problem->label_smoothing;
    build_at(b, smoothed)->args.of.smooth.classes = classes;
    return smoothed;
}

static bool adds_inside(const struct problem *p)
{
    return p->clip_mode == CLIP_ADD || p->clip_mode == CLIP_CLIP_THEN_ADD;
}

static struct safe_log safe_log_of(const struct problem *p)
{
    return (struct safe_log){.adds = adds_inside(p) && p->clip_eps > 0,
        .add = num_store(p->clip_eps, p->dtype),
        .floor = p->clip_mode == CLIP_LOG_FLOOR,
        .base = p->log_base};
}

const char *log_formula(const struct builder *b, const char *of)
{
    const struct problem *p = b->problem;
    const char *name = p->log_base == 2 ? "log2" : p->log_base == 10 ? "log10" : "log";
    const char *value =
        arena_printf(b->arena, "%s(%s%s)", name, of, safe_log_of(p).adds ? " + eps" : "");
    return p->clip_mode == CLIP_LOG_FLOOR ? arena_printf(b->arena, "max(%s, -100)", value) : value;
}

size_t build_log(struct builder *b, size_t probs)
{
    size_t log = build_stage(b, ID_log, &op_log, probs, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, log);
    stage->args.of.log = safe_log_of(b->problem);
    stage->formula = arena_printf(b->arena, "%s = %s", stage->symbol, log_formula(b, "{0}"));
    return log;
}

size_t build_sigmoid_of(struct builder *b, size_t scores, bool complement)
{
    size_t p = build_stage(
        b, complement ? ID_complement : ID_sigmoid, &op_sigmoid, scores, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, p);
    stage->args.of.sigmoid.stable = b->problem->route == ROUTE_STABLE;
    stage->args.of.sigmoid.negated = complement;
    if (stage->args.of.sigmoid.stable) { /* the form that is computed: no exp of a large number */
        stage->formula =
            complement ? N_("q = 1 / (1 + exp({0})); where {0} > 0, exp(-{0}) / (1 + exp(-{0}))")
                       : N_("p = 1 / (1 + exp(-{0})); where {0} < 0, exp({0}) / (1 + exp({0}))");
    }
    return p;
}

size_t build_sigmoid(struct builder *b)
{
    return build_sigmoid_of(b, build_temperature(b, GROUP_sigmoid), false);
}

/* Far from where p is no normal number of its format, and its reciprocal none either; and so small
 * that 1 + p is 1. */
static double tiny(enum dtype dtype)
{
    static const double below[DTYPE_COUNT] = {[DTYPE_FLOAT64] = 1e-150,
        [DTYPE_FLOAT32] = 1e-19,
        [DTYPE_FLOAT16] =
            1e-3, /* log(1 + p) is half a unit of a logarithm of that size: there is no more room */
        [DTYPE_BFLOAT16] = 1e-19};
    return below[dtype];
}

size_t build_sigmoid_log(struct builder *b, size_t sigmoid)
{
    struct stage *of = build_at(b, sigmoid);
    bool complement = of->args.of.sigmoid.negated;
    struct safe_log how = safe_log_of(b->problem);
    size_t log = build_stage(b, complement ? ID_log_complement : ID_log,
        how.adds ? &op_log : &op_score_log, sigmoid, how.adds ? STAGE_NONE : of->in[0], STAGE_NONE);
    struct stage *stage = build_at(b, log);
    stage->formula = arena_printf(b->arena, "%s = %s", stage->symbol, log_formula(b, "{0}"));
    if (how.adds) {
        stage->args.of.log = how;
    } else {
        stage->args.of.score_log.log = how;
        stage->args.of.score_log.tiny = tiny(b->problem->dtype);
        stage->args.of.score_log.negated = complement;
    }
    return log;
}

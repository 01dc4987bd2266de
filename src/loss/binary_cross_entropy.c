/* Binary cross-entropy: every score is a yes-or-no question of its own. */
#include "builder.h"
#include "elementary.h"
#include "tidy_gradient.h"


/* pos weights, then column weights, as the operations want them; NULL when the lesson has neither. */
static void set_weights(struct builder *b, struct stage *stage)
{
    const struct problem *p = b->problem;
    if (p->pos_weight == NULL && p->class_weights == NULL) {
        return;
    }
    size_t half = p->class_weights != NULL || p->pos_weight_count > 1 ? b->recipe->cols : 1;
    double *vec = arena_alloc(b->arena, 2 * half, sizeof *vec);
    for (size_t c = 0; c < half; c++) {
        vec[c] = p->pos_weight == NULL ? 1 : p->pos_weight[p->pos_weight_count == 1 ? 0 : c];
        vec[half + c] = p->class_weights == NULL ? 1 : p->class_weights[c];
    }
    stage->args.vec = vec;
    stage->args.vec_size = 2 * half;
}

static size_t build_elements(struct builder *b, size_t p, size_t y, size_t log, bool fused)
{
    size_t element = build_stage(b, ID_per_element, &op_binary_cross_entropy, p, y, log);
    struct stage *stage = build_at(b, element);
    if (fused) {
        stage->args.mode = 1;
        stage->args.k[3] = b->problem->log_base == 0 ? 0 : elementary_log(b->problem->log_base);
        stage->formula = b->problem->log_base == 0
                             ? "l = (1 - {1}) softplus - {1} log p"
                             : "l = ((1 - {1}) softplus - {1} log p) / log base";
    } else {
        struct stage *from = build_at(b, log);
        for (size_t i = 0; i < 3; i++) {
            stage->args.k[i] = from->args.k[i]; /* log(1 - p) is taken just as log p was */
        }
    }
    set_weights(b, stage);
    return element;
}

static void build_gradient(struct builder *b, size_t p, size_t y, bool fused)
{
    static const int MODES[] = {
        [CLIP_CLIP] = TIDY_CLIP,
        [CLIP_ADD] = TIDY_ADD,
        [CLIP_CLIP_THEN_ADD] = TIDY_CLIP | TIDY_ADD,
        [CLIP_LOG_FLOOR] = TIDY_FLOOR,
    };
    const struct problem *problem = b->problem;
    bool clips = problem->clip_eps > 0 || problem->clip_mode == CLIP_LOG_FLOOR;
    size_t gradient = build_stage(b, ID_gradient, &op_sigmoid_gradient, p, y, STAGE_NONE);
    build_chain(b, gradient);
    struct stage *stage = build_at(b, gradient);
    stage->formula = "g = d loss / d z = (1 - {1}) p - {1} (1 - p)";
    stage->args.k[2] = problem->average_last_axis ? (double)b->recipe->cols : 0;
    stage->args.k[3] = num_store(problem->clip_eps, problem->dtype);
    stage->args.mode = (clips ? MODES[problem->clip_mode] : 0) | (fused ? GRADIENT_FUSED : 0);
    set_weights(b, stage);
}

static size_t build_row_mean(struct builder *b, size_t element)
{
    size_t mean =
        build_stage(b, ID_per_sample, &op_row_mean, element, STAGE_NONE, STAGE_NONE);
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
        r->log = slope =
            build_stage(b, ID_log_sigmoid, &op_log_sigmoid, z, STAGE_NONE, STAGE_NONE);
    } else if (logits) {
        p = slope = build_stage(b, ID_sigmoid, &op_sigmoid, z, STAGE_NONE, STAGE_NONE);
        build_at(b, p)->args.mode = problem->route == ROUTE_STABLE ? 1 : 0;
    }
    if (!fused) {
        r->probs = p = build_tidy(b, p);
    }
    size_t y = build_smoothing(b, r->target, 2);
    if (!fused) {
        r->log = build_log(b, p);
    }
    size_t element = build_elements(b, p, y, r->log, fused);
    if (problem->average_last_axis) {
        element = r->per_sample = build_row_mean(b, element);
    }
    build_reduction(b, element);
    if (problem->gradient) {
        build_gradient(b, slope, y, fused);
    }
}

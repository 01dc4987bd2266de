/* Binary cross-entropy: every score is a yes-or-no question of its own; and its focal form, which
 * weighs what is already right down. */
#include "builder.h"
#include "elementary.h"

/* Where the stages of a binary loss are. */
struct sides {
    size_t y;
    size_t raw;        /* p as it is before clipping; STAGE_NONE: fused */
    size_t complement; /* 1 - p as a stage of its own, or STAGE_NONE */
    size_t no;         /* what log(1 - p) is had from */
    size_t scores;     /* z, where the formula changes with it, or STAGE_NONE */
    enum no_side kind;
};

static const char *elements_formula(const struct builder *b, const struct sides *sides)
{
    bool base = b->problem->log_base != 0;
    const char *symbol = problem_loss(b->problem)->focal ? "h" : "l";
    const char *yes = b->problem->pos_weight != NULL ? "{4} {1} log p" : "{1} log p";
    switch (sides->kind) {
    case NO_SOFTPLUS:
        return arena_printf(b->arena,
            base ? "l = ((1 - {1}) softplus - %s) / log base" : "l = (1 - {1}) softplus - %s", yes);
    case NO_LOG:
        return arena_printf(b->arena, "%s = -(%s + (1 - {1}) log q)", symbol, yes);
    default:
        return arena_printf(
            b->arena, "%s = -(%s + (1 - {1}) %s)", symbol, yes, log_formula(b, "1 - {0}"));
    }
}

/* TensorFlow has another formula for its losses with a positive weight: PyTorch's. */
static enum binary_form infinite_form(const struct problem *p)
{
    bool plus = p->binary_form == BINARY_LESS_SCORE && p->pos_weight != NULL;
    return plus ? BINARY_PLUS_SCORE : p->binary_form;
}

static size_t build_pos_weight(struct builder *b)
{
    const struct problem *p = b->problem;
    if (p->pos_weight == NULL) {
        return STAGE_NONE;
    }
    const struct shape *scores = &p->scores->shape;
    return build_entries(b, ID_pos_weight,
        tensor_broadcast(b->arena, p->pos_weight, scores, ALIGN_LAST), FORM_MATRIX);
}

static size_t build_elements(struct builder *b, const struct sides *sides)
{
    bool focal = problem_loss(b->problem)->focal;
    size_t log = b->recipe->log;
    size_t pos = build_pos_weight(b);
    size_t element = build_stage(b, focal ? ID_cross_entropy_term : ID_per_element,
        &op_binary_cross_entropy, sides->no, sides->y, log);
    struct stage *stage = build_at(b, element);
    stage->args.of.binary_cross_entropy.no = sides->kind;
    stage->args.of.binary_cross_entropy.infinite = infinite_form(b->problem);
    stage->args.of.binary_cross_entropy.columns = b->problem->class_weights;
    stage->args.of.binary_cross_entropy.divisor =
        b->problem->log_base == 0 ? 1 : elementary_log(b->problem->log_base);
    build_in(b, element, 3, sides->scores);
    build_in(b, element, 4, pos);
    if (sides->kind == NO_FROM_P) { /* log(1 - p) is taken just as log p was */
        stage->args.of.binary_cross_entropy.log = build_at(b, log)->args.of.log;
    }
    stage->formula = elements_formula(b, sides);
    return element;
}

/* The focal factor on the elements' ordinary loss; p as it is before clipping. */
static size_t build_focal(struct builder *b, const struct sides *sides, size_t term)
{
    const struct problem *problem = b->problem;
    size_t element = build_stage(b, ID_per_element, &op_binary_focal, sides->raw, sides->y, term);
    build_in(b, element, 3, sides->complement);
    struct stage *stage = build_at(b, element);
    stage->formula = arena_printf(b->arena, "l = (1 - pt)^γ {2}%s, %s",
        has_weights(&problem->focal.alpha) ? " (y α + (1 - y)(1 - α))" : "",
        sides->complement == STAGE_NONE ? "pt = y p + (1 - y)(1 - p)" : "1 - pt = y q + (1 - y) p");
    stage->args.of.binary_focal = problem->focal;
    return element;
}

static size_t build_row_mean(struct builder *b, size_t element)
{
    size_t mean = build_stage(b, ID_per_sample, &op_row_mean, element, STAGE_NONE, STAGE_NONE);
    build_at(b, mean)->formula = "L = Σ {0} / columns";
    return mean;
}

static void build_fused(struct builder *b, struct sides *sides)
{
    size_t z = build_temperature(b, GROUP_sigmoid);
    sides->no = build_stage(b, ID_softplus, &op_softplus, z, STAGE_NONE, STAGE_NONE);
    sides->kind = NO_SOFTPLUS;
    sides->scores = b->problem->binary_form == BINARY_BY_LOGS ? STAGE_NONE : z;
    b->recipe->log = build_stage(b, ID_log_sigmoid, &op_log_sigmoid, z, STAGE_NONE, STAGE_NONE);
    sides->y = build_smoothing(b, build_target_numbers(b), 2);
}

/* 1 - p as a stage of its own where it is the sigmoid of -z. A clip changes p, and leaves 1 - p to
 * be taken from what it made of it. */
static void build_by_probs(struct builder *b, struct sides *sides)
{
    struct recipe *r = b->recipe;
    bool logits = b->problem->score_kind == SCORES_LOGITS;
    sides->raw = logits ? build_sigmoid(b) : r->scores;
    size_t p = r->probs = build_tidy(b, sides->raw);
    bool apart = logits && p == sides->raw && b->problem->route == ROUTE_STABLE;
    if (apart) {
        sides->complement = build_sigmoid_of(b, build_at(b, p)->in[0], true);
    }
    sides->y = build_smoothing(b, build_target_numbers(b), 2);
    if (apart) {
        r->log = build_sigmoid_log(b, p);
        sides->no = build_sigmoid_log(b, sides->complement);
        sides->kind = NO_LOG;
    } else {
        r->log = build_log(b, p);
        sides->no = p;
    }
}

void recipe_binary_cross_entropy(struct builder *b)
{
    struct recipe *r = b->recipe;
    const struct problem *problem = b->problem;
    struct sides sides = {.raw = STAGE_NONE,
        .complement = STAGE_NONE,
        .no = STAGE_NONE,
        .scores = STAGE_NONE,
        .kind = NO_FROM_P};
    build_scores(b);
    build_targets(b);
    if (problem->score_kind == SCORES_LOGITS && problem->route == ROUTE_FUSED) {
        build_fused(b, &sides);
    } else {
        build_by_probs(b, &sides);
    }
    size_t element = build_elements(b, &sides);
    if (problem_loss(problem)->focal) {
        element = build_focal(b, &sides, element);
    }
    if (problem->average_last_axis) {
        element = r->per_sample = build_row_mean(b, element);
    }
    build_reduction(b, element);
}

/* From the loss entries to one number: mask, sample weights, total, divisor, loss. The same for
 * every loss. */
#include "builder.h"
#include "i18n.h"

/* The mask stage: as given, or worked out from the label to ignore, or both. */
static size_t build_mask(struct builder *b, enum stage_form form)
{
    const struct problem *p = b->problem;
    size_t given = STAGE_NONE;
    if (p->mask != NULL) {
        given = build_of_labels(b, p->ignored.count > 0 ? ID_given_mask : ID_mask, p->mask, form);
        build_at(b, given)->whole = true;
    }
    if (p->ignored.count == 0) {
        return given;
    }
    size_t mask = build_stage(b, ID_mask, &op_mask, given, b->recipe->target, STAGE_NONE);
    struct stage *stage = build_at(b, mask);
    stage->args.of.mask.ignored = p->ignored;
    stage->whole = true;
    stage->formula = given == STAGE_NONE ? "keep = 1 - is({1} = ignored)"
                                         : "keep = {0} × (1 - is({1} = ignored))";
    build_form(b, mask, form);
    return mask;
}

/* How many entries there are, as a product of two of the batch's dimensions where it has them. */
static size_t build_count(struct builder *b, const struct shape *shape)
{
    size_t divisor = build_stage(b, ID_divisor, &op_count, STAGE_NONE, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, divisor);
    double first = shape->rank == 0 ? 1 : (double)shape->dim[0];
    stage->args.of.count.first = first;
    stage->args.of.count.rest = first == 0 ? 1 : (double)shape_size(shape) / first;
    stage->args.of.count.of_batch = shape->rank > 0;
    stage->formula = N_("divisor = number of entries");
    stage->whole = true;
    return divisor;
}

/* The sum over a stage of weights, as the divisor. */
static size_t build_divisor(
    struct builder *b, const struct op *op, size_t over, const char *formula)
{
    size_t divisor = build_stage(b, ID_divisor, op, over, STAGE_NONE, STAGE_NONE);
    build_at(b, divisor)->formula = formula;
    return divisor;
}

/* The helper stage mask × class weight × sample weight, of those that there are. */
static size_t build_kept_weight(struct builder *b, enum stage_form form, size_t weights)
{
    const struct problem *p = b->problem;
    struct recipe *r = b->recipe;
    size_t labels = p->labels != NULL && has_weights(&p->class_weights) ? r->target : STAGE_NONE;
    size_t kept = build_stage(b, ID_kept_weight, &op_kept_weight, r->mask, weights, labels);
    build_form(b, kept, form);
    struct stage *stage = build_at(b, kept);
    bool by_column = problem_is_binary(p) && form == FORM_MATRIX;
    if (labels != STAGE_NONE || by_column) {
        stage->args.of.kept_weight.classes = p->class_weights;
    }
    stage->args.of.kept_weight.wraps = problem_wraps(p);
    return kept;
}

/* Do weights of classes weigh entries? */
static bool classes_weigh(const struct problem *p, enum stage_form form)
{
    return has_weights(&p->class_weights) &&
           (p->labels != NULL || (problem_is_binary(p) && form == FORM_MATRIX));
}

/* What a weighted mean adds up for its divisor: the mask, weights of samples (`weights`, where they
 * stand in it), or the product of all there is; STAGE_NONE: every entry counts 1. */
static size_t build_counted(struct builder *b, enum stage_form form, size_t weights)
{
    size_t mask = b->recipe->mask;
    if (!classes_weigh(b->problem, form) && (mask == STAGE_NONE || weights == STAGE_NONE)) {
        return mask == STAGE_NONE ? weights : mask;
    }
    return build_kept_weight(b, form, weights);
}

static size_t build_weighted_mean(
    struct builder *b, enum stage_form form, const struct shape *shape, size_t weights)
{
    size_t counted = build_counted(b, form, weights);
    if (counted == STAGE_NONE) {
        return build_count(b, shape);
    }
    if (build_at(b, counted)->kind != ID_kept_weight) {
        return build_divisor(b, &op_total, counted, "divisor = Σ {0}");
    }
    bool classes = classes_weigh(b->problem, form);
    const char *formula = arena_printf(b->arena, "divisor = Σ {0}, {0} = %s%s%s",
        b->recipe->mask == STAGE_NONE ? "" : "keep × ", classes ? "class weight" : "",
        weights == STAGE_NONE ? ""
        : classes             ? " × w"
                              : "w");
    return build_divisor(b, &op_total, counted, formula);
}

/* How many entries weigh something. In TensorFlow 1, whose reduction this is, a mask is a weight of
 * 0 or 1: there what the mask drops is not counted either. */
static size_t build_nonzero(struct builder *b, enum stage_form form, const struct shape *shape)
{
    struct recipe *r = b->recipe;
    size_t mask = b->problem->mask_is_weight ? r->mask : STAGE_NONE;
    size_t over = mask == STAGE_NONE ? r->weights : mask;
    if (mask != STAGE_NONE && r->weights != STAGE_NONE) {
        over = build_kept_weight(b, form, r->weights);
        build_at(b, over)->args.of.kept_weight.classes =
            (struct weights){0}; /* class weights are part of the loss here, not of the count */
    }
    return over == STAGE_NONE
               ? build_count(b, shape)
               : build_divisor(b, &op_count_nonzero, over, "divisor = count of {0} ≠ 0");
}

/* The entries of the first axis, group by group, by counting how many each has. */
static void list_members(struct groups *groups, const size_t *of, struct arena *arena)
{
    for (size_t i = 0; i < groups->entries; i++) {
        groups->count = of[i] < groups->count ? groups->count : of[i] + 1;
    }
    size_t *start = arena_alloc(arena, groups->count + 1, sizeof *start);
    size_t *member = arena_alloc(arena, groups->entries, sizeof *member);
    for (size_t i = 0; i < groups->entries; i++) {
        start[of[i]]++;
    }
    size_t before = 0;
    for (size_t group = 0; group <= groups->count; group++) {
        size_t size = start[group];
        start[group] = before;
        before += size;
    }
    for (size_t i = 0; i < groups->entries; i++) {
        member[start[of[i]]++] = i;
    }
    for (size_t group = groups->count; group > 0; group--) { /* each has moved to the next's */
        start[group] = start[group - 1];
    }
    start[0] = 0;
    groups->of = of;
    groups->start = start;
    groups->member = member;
}

static const struct groups *make_groups(
    struct builder *b, enum stage_form form, const struct shape *shape)
{
    struct groups *groups = arena_alloc(b->arena, 1, sizeof *groups);
    bool columns = form == FORM_MATRIX && b->problem->class_axis == 0;
    groups->bare = shape->rank == 0;
    groups->rows = b->recipe->rows;
    groups->width = form == FORM_MATRIX ? b->recipe->cols : 1;
    groups->entries = groups->bare ? 1 : shape->dim[0];
    groups->run = columns ? 0 : groups->rows == 0 ? 1 : groups->rows / groups->entries;
    if (b->problem->groups != NULL) {
        list_members(groups, b->problem->groups, b->arena);
    } else {
        groups->count = groups->entries;
    }
    return groups;
}

/* Each group's total over the weight of what is kept of it, as a weighted mean has it. Of a group
 * of which nothing is kept the mean is 0, which adds nothing, and it is not counted. */
static size_t build_group_mean(
    struct builder *b, enum stage_form form, const struct shape *shape, size_t entries)
{
    struct recipe *r = b->recipe;
    r->groups = make_groups(b, form, shape);
    size_t counted = build_counted(b, form, r->weights);
    size_t total = build_stage(b, ID_group_total, &op_group_sum, entries, STAGE_NONE, STAGE_NONE);
    r->group_weight = build_stage(b, ID_group_weight,
        counted == STAGE_NONE ? &op_group_count : &op_group_sum, counted, STAGE_NONE, STAGE_NONE);
    if (counted != STAGE_NONE) {
        build_at(b, r->group_weight)->formula = "n = Σ {0}";
    }
    build_at(b, total)->args.of.groups = r->groups;
    build_at(b, r->group_weight)->args.of.groups = r->groups;
    size_t mean = build_stage(b, ID_group_mean, &op_quotient, total, r->group_weight, STAGE_NONE);
    build_at(b, mean)->args.of.quotient.empty_is_zero = true;
    build_at(b, mean)->args.of.quotient.each = true;
    return mean;
}

static size_t build_any_divisor(struct builder *b, enum stage_form form, const struct shape *shape)
{
    struct recipe *r = b->recipe;
    struct shape one = {0};
    struct shape batch = {.rank = shape->rank > 0 ? 1 : 0, .dim = {shape->dim[0]}};
    switch (b->problem->reduction) {
    case REDUCTION_WEIGHTED_MEAN:
        return build_weighted_mean(b, form, shape, r->weights);
    case REDUCTION_CLASS_WEIGHTED_MEAN:
        return build_weighted_mean(b, form, shape, STAGE_NONE);
    case REDUCTION_MEAN_UNMASKED:
        return r->mask == STAGE_NONE ? build_count(b, shape)
                                     : build_divisor(b, &op_total, r->mask, "divisor = Σ {0}");
    case REDUCTION_SUM_BY_NONZERO_WEIGHTS:
        return build_nonzero(b, form, shape);
    case REDUCTION_MEAN_OF_MEANS:
        return build_divisor(
            b, &op_count_nonzero, r->group_weight, N_("divisor = number of groups that have any"));
    case REDUCTION_BATCH_MEAN: {
        size_t divisor = build_count(b, &batch);
        build_at(b, divisor)->formula = N_("divisor = first dimension");
        return divisor;
    }
    case REDUCTION_SUM: {
        size_t divisor = build_count(b, &one);
        struct stage *stage = build_at(b, divisor);
        stage->formula = N_("divisor = 1 (a sum is not divided)");
        if (b->problem->divides) {
            stage->args.of.count.first = b->problem->divide_by;
            stage->whole = b->problem->divide_by == (double)(long long)b->problem->divide_by;
            stage->formula = N_("divisor = divide_by");
        }
        return divisor;
    }
    default:
        return build_count(b, shape);
    }
}

/* What is made of the loss: its perplexity, and the loss times a constant, which is what a gradient
 * is then of. */
static void build_after_loss(struct builder *b)
{
    const struct problem *p = b->problem;
    struct recipe *r = b->recipe;
    if (p->perplexity) {
        size_t power = build_stage(b, ID_perplexity, &op_power_of, r->loss, STAGE_NONE, STAGE_NONE);
        struct stage *stage = build_at(b, power);
        stage->args.of.log.base = p->log_base;
        stage->formula = p->log_base == 0   ? stage->formula
                         : p->log_base == 2 ? "ppl = 2^{0}"
                                            : "ppl = 10^{0}";
    }
    if (p->loss_scale != 1) {
        r->scaled = build_stage(b, ID_scaled_loss, &op_factor, r->loss, STAGE_NONE, STAGE_NONE);
        build_at(b, r->scaled)->args.of.factor.by = p->loss_scale;
    }
}

void build_reduction(struct builder *b, size_t entries)
{
    const struct problem *p = b->problem;
    struct recipe *r = b->recipe;
    enum stage_form form = build_at(b, entries)->form;
    struct shape all = problem_entry_shape(p);
    struct shape shape = all;
    if (p->shift_labels) { /* the last position predicts nothing: no reduction counts it */
        shape.dim[problem_position_axis(p, &shape)]--;
    }
    r->entries = shape_size(&shape);
    r->loss_entries = entries;
    r->mask = build_mask(b, form);
    if (r->mask != STAGE_NONE) {
        entries = build_stage(b, ID_masked, &op_keep, r->mask, entries, STAGE_NONE);
        build_form(b, entries, form);
    }
    if (p->sample_weights != NULL) {
        r->weights = build_of_labels(b, ID_weights, p->sample_weights, form);
        entries = build_stage(b, ID_weighted, &op_multiply, entries, r->weights, STAGE_NONE);
        build_form(b, entries, form);
    }
    r->summed = entries;
    if (p->reduction == REDUCTION_NONE) {
        return;
    }
    if (p->reduction == REDUCTION_MEAN_OF_MEANS) {
        entries = build_group_mean(b, form, &all, entries);
    }
    r->total = build_stage(b, ID_total, &op_total, entries, STAGE_NONE, STAGE_NONE);
    r->divisor = build_any_divisor(b, form, &shape);
    r->loss = build_stage(b, ID_loss, &op_quotient, r->total, r->divisor, STAGE_NONE);
    build_at(b, r->loss)->args.of.quotient.empty_is_zero = p->empty_mean == EMPTY_ZERO;
    build_after_loss(b);
}

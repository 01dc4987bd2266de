/* Beside the loss: which class the scores say, and the share of what is kept for which that is
 * right. Weights do not weigh it. */
#include "builder.h"
#include "i18n.h"

static size_t build_prediction(struct builder *b, enum stage_id id, size_t of, double above)
{
    bool binary = problem_is_binary(b->problem);
    size_t predicted = build_stage(b, id, &op_predict, of, STAGE_NONE, STAGE_NONE);
    struct stage *stage = build_at(b, predicted);
    stage->args.of.predict.each = binary;
    stage->args.of.predict.above = above;
    stage->whole = true;
    if (binary) {
        build_form(b, predicted, FORM_MATRIX);
        stage->formula = above == 0 ? "{0} > 0" : "{0} > 0.5";
        stage->formula = arena_printf(b->arena, "%s = [%s]", stage->symbol, stage->formula);
    }
    return predicted;
}

/* The mask as wide as what it drops, and added up; without one, how many there are. */
static size_t build_counted_all(struct builder *b, size_t right)
{
    struct recipe *r = b->recipe;
    if (r->mask == STAGE_NONE) {
        size_t count = build_stage(b, ID_counted, &op_count, STAGE_NONE, STAGE_NONE, STAGE_NONE);
        struct stage *stage = build_at(b, count);
        stage->args.of.count.first = (double)r->rows;
        stage->args.of.count.rest = (double)build_at(b, right)->width;
        stage->formula = N_("counted = number of predictions");
        return count;
    }
    size_t mask = r->mask;
    if (build_at(b, mask)->form != build_at(b, right)->form) {
        mask = build_stage(b, ID_kept_each, &op_add, r->mask, STAGE_NONE, STAGE_NONE);
        build_form(b, mask, FORM_MATRIX);
        build_in(b, mask, OP_OUT, right);
    }
    return build_stage(b, ID_counted, &op_total, mask, STAGE_NONE, STAGE_NONE);
}

void build_accuracy(struct builder *b)
{
    const struct problem *p = b->problem;
    struct recipe *r = b->recipe;
    double above = p->score_kind == SCORES_LOGITS ? 0 : 0.5;
    size_t predicted = build_prediction(b, ID_predicted, r->scores, above);
    size_t truth =
        p->labels != NULL ? r->target : build_prediction(b, ID_target_class, r->target, 0.5);
    size_t right = build_stage(b, ID_right, &op_agree, predicted, truth, r->mask);
    build_form(b, right, build_at(b, predicted)->form);
    build_at(b, right)->args.of.agree.wraps = problem_wraps(p) ? (double)r->cols : 0;
    build_at(b, right)->whole = true;
    build_at(b, right)->formula =
        arena_printf(b->arena, "right = %sis({0} = {1})", r->mask == STAGE_NONE ? "" : "{2} × ");
    size_t total = build_stage(b, ID_right_total, &op_total, right, STAGE_NONE, STAGE_NONE);
    size_t counted = build_counted_all(b, right);
    size_t share = build_stage(b, ID_accuracy, &op_quotient, total, counted, STAGE_NONE);
    build_at(b, share)->args.of.quotient.empty_is_zero = p->empty_mean == EMPTY_ZERO;
}

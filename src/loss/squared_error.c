/* Squared error, (p - y)², averaged over all numbers. Given probabilities, or whatever numbers
 * stand for them, are compared as they are; logits go through softmax first, or, where there is one
 * column, through the sigmoid. */
#include "builder.h"
#include "i18n.h"
#include "row.h"

/* Inputs 0: p, 1: y. */
static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = (in[0][c] - in[1][c]) * (in[0][c] - in[1][c]);
    }
}

static const struct expr *off_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    return expr_binary(
        arena, EXPR_SUB, cell_at(args, 0, row, col, arena), cell_at(args, 1, row, col, arena));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_MUL, off_expr(args, row, col, arena), off_expr(args, row, col, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "({0} - {1}) ** 2");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    const struct expr *slope =
        expr_binary(arena, EXPR_MUL, expr_number(arena, 2), off_expr(args, row, col, arena));
    return expr_binary(arena, EXPR_MUL, cell_at(args, OP_BACK, row, col, arena), slope);
}

static const struct op op_squared_error = {
    .name = "squared_error", .row = row, .explain = explain, .numpy = numpy, .back = back};

void recipe_squared_error(struct builder *b)
{
    struct recipe *r = b->recipe;
    build_scores(b);
    build_targets(b);
    r->probs = b->problem->score_kind != SCORES_LOGITS ? r->scores
               : problem_is_yes_or_no(b->problem)      ? build_sigmoid(b)
                                                       : build_softmax(b);
    size_t y = build_target_rows(b);
    size_t terms = build_stage(b, ID_product, &op_squared_error, r->probs, y, STAGE_NONE);
    build_at(b, terms)->title = N_("squared error of each number");
    build_at(b, terms)->formula = "l = ({0} - {1})²";
    build_reduction(b, terms);
}

/* Multi-class hinge loss, margin 1 (Weston and Watkins; CS231n): each wrong class costs what its
 * score has more than the true one's less 1, and beyond that margin nothing. Scores are compared as
 * they are: no softmax. */
#include "builder.h"
#include "i18n.h"
#include "row.h"

/* (1 - y) max(0, z - zy + 1), of inputs 0: z, 1: y, 2: zy, the true class's score. The true class
 * is left out, also where its score is infinite and has no distance from itself. */
static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double margin = in[0][c] - in[2][0] + 1;
        double wrong = 1 - in[1][c];
        out[c] = wrong == 0 ? 0 : wrong * (margin < 0 ? 0 : margin);
    }
}

static const struct expr *margin_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *ahead = expr_binary(
        arena, EXPR_SUB, cell_at(args, 0, row, col, arena), cell_at(args, 2, row, col, arena));
    return expr_binary(arena, EXPR_ADD, ahead, expr_number(arena, 1));
}

static const struct expr *wrong_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    return expr_binary(arena, EXPR_SUB, expr_number(arena, 1), cell_at(args, 1, row, col, arena));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *margin =
        expr_binary(arena, EXPR_MAX, margin_expr(args, row, col, arena), expr_number(arena, 0));
    return expr_binary(arena, EXPR_PICK, wrong_expr(args, row, col, arena), margin);
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "np.where({1} == 1, 0, (1 - {1}) * np.maximum({0} - {2} + 1, 0))");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *inside =
        expr_binary(arena, EXPR_AT_MOST, margin_expr(args, row, col, arena), expr_number(arena, 0));
    const struct expr *slope = expr_binary(arena, EXPR_MUL, wrong_expr(args, row, col, arena),
        expr_binary(arena, EXPR_SUB, expr_number(arena, 1), inside));
    const struct expr *d =
        expr_binary(arena, EXPR_MUL, cell_at(args, OP_BACK, row, col, arena), slope);
    return i == 0 ? d : expr_unary(arena, EXPR_NEG, d);
}

static const struct op op_hinge = {
    .name = "hinge", .row = row, .explain = explain, .numpy = numpy, .back = back};

void recipe_hinge(struct builder *b)
{
    build_scores(b);
    build_targets(b);
    size_t z = build_temperature(b, GROUP_input);
    size_t y = build_target_rows(b);
    size_t picked = build_stage(b, ID_picked, &op_keep, y, z, STAGE_NONE);
    size_t own = build_stage(b, ID_true_score, &op_row_sum, picked, y, z);
    build_at(b, own)->unread = OP_INPUT(1) | OP_INPUT(2); /* they say what is added up */
    size_t terms = build_stage(b, ID_product, &op_hinge, z, y, own);
    build_at(b, terms)->title = N_("how far each wrong class is within the margin");
    build_at(b, terms)->formula = "l = (1 - {1}) × max(0, {0} - {2} + 1)";
    b->recipe->per_sample =
        build_stage(b, ID_per_sample, &op_row_sum, terms, STAGE_NONE, STAGE_NONE);
    build_reduction(b, b->recipe->per_sample);
}

/* log_sigmoid: log sigmoid(z) = min(z, 0) - log(1 + exp(-|z|)), without computing the probability
 * first.
 *
 * Input 0: a row.
 */
#include "tail.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    if (args->dtype == DTYPE_FLOAT32) { /* -softplus(-z) */
        for (size_t c = 0; c < args->width; c++) {
            out[c] = -in[0][c];
        }
        vector_loops()->softplus_float32(out, out, args->width);
        for (size_t c = 0; c < args->width; c++) {
            out[c] = -out[c];
        }
        return;
    }
    tails_of(in[0], out, args->width);
    for (size_t c = 0; c < args->width; c++) {
        double z = in[0][c];
        out[c] = z > 0 ? -out[c] : z - out[c];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *z = cell_at(args, 0, row, col, arena);
    bool positive = in[0][col] > 0;
    const struct expr *tail = explain_tail(z, positive, arena);
    return positive ? expr_unary(arena, EXPR_NEG, tail) : expr_binary(arena, EXPR_SUB, z, tail);
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "-np.logaddexp(0, -{0})");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    const struct expr *e = expr_unary(arena, EXPR_EXP, cell_at(args, 0, row, col, arena));
    return expr_binary(arena, EXPR_DIV, cell_at(args, OP_BACK, row, col, arena),
        expr_binary(arena, EXPR_ADD, expr_number(arena, 1), e));
}

const struct op op_log_sigmoid = {.name = "log_sigmoid",
    .stores = true,
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};

/* shift: a - b, where b is one number per row.
 *
 * z - max(z) on the stable route; s - log Σ exp(s), which is log p, on the fused route.
 *
 * Input 0: a row. Input 1: one number.
 */
#include "row.h"
#include "vector.h"

static void rows(const struct op_args *args, const double *const *in, const size_t *step,
    size_t count, double *out)
{
    bool rounds = args->dtype == DTYPE_FLOAT32;
    const struct vector_loops *loops = vector_loops();
    for (size_t i = 0; i < count; i++) {
        (rounds ? loops->subtract_float32 : loops->subtract)(
            in[0] + i * step[0], in[1][i * step[1]], out + i * args->width, args->width);
    }
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    static const size_t NO_NEXT[OP_MAX_INPUTS] = {0};
    rows(args, in, NO_NEXT, 1, out);
}

static void entries(const struct op_args *args, const double *const *in, const size_t *cols,
    size_t count, double *out)
{
    (void)cols;
    for (size_t i = 0; i < count; i++) {
        out[i] = num_store(in[0][i] - in[1][i], args->dtype);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_binary(
        arena, EXPR_SUB, cell_at(args, 0, row, col, arena), cell_at(args, 1, row, 0, arena));
}

static void numpy(const struct op_args *args, struct str *out)
{
    (void)args;
    str_add(out, "{0} - {1}");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    (void)i;
    return expr_unary(arena, EXPR_NEG, cell_at(args, OP_BACK, row, col, arena));
}

const struct op op_shift = {.name = "shift",
    .stores = true,
    .reach = REACH_ENTRY,
    .row = row,
    .rows = rows,
    .entries = entries,
    .explain = explain,
    .numpy = numpy,
    .same = OP_INPUT(0),
    .back = back};

/* log_of_sum: log S, of a sum of exponentials as it was stored. What log_sum_exp is in the formats
 * that are narrower than double: there it says why.
 *
 * Input 0: exp(s), for the formula; it is not read. Input 1: their sum. One column out.
 */
#include "log_sum.h"
#include "vector.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    vector_loops()->log(in[1], out, args->width);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    return expr_log(arena, 0, cell_at(args, 1, row, 0, arena));
}

const struct op op_log_of_sum = {.name = "log_of_sum",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = log_sum_numpy,
    .flat = OP_INPUT(0),
    .back = log_sum_back};

/* log: the logarithm of each probability. 1 becomes 0, small numbers become large negative ones:
 * log p read with its sign turned is a price list, and the label picks the price.
 *
 * Input 0: a row of probabilities. Constants: log.
 */
#include "row.h"
#include "safe_log.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    safe_log_all(&args->of.log, args->dtype, in[0], out, args->width);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return safe_log_expr(&args->of.log, cell_at(args, 0, row, col, arena), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    safe_log_numpy(&args->of.log, "{0}", out);
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    (void)i;
    return safe_log_back(&args->of.log, cell_at(args, 0, row, col, arena), d, arena);
}

const struct op op_log = {.name = "log",
    .reach = REACH_ENTRY,
    .row = row,
    .explain = explain,
    .numpy = numpy,
    .back = back};

/* log: the logarithm of each probability. 1 becomes 0, small numbers become large negative ones:
 * log p read with its sign turned is a price list, and the label picks the price.
 *
 * Input 0: a row of probabilities. k[0]: epsilon added inside; k[1]: 1 to floor at -100; k[2]:
 * base.
 */
#include "row.h"
#include "safe_log.h"

static struct safe_log how(const struct op_args *args)
{
    return (struct safe_log){args->k[0], args->k[1] != 0, args->k[2]};
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    struct safe_log log = how(args);
    for (size_t c = 0; c < args->width; c++) {
        out[c] = safe_log(&log, in[0][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    struct safe_log log = how(args);
    return safe_log_expr(&log, cell_at(args, 0, row, col, arena), arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    const char *log = safe_log_numpy(args->k[2]);
    str_addf(out,
        args->k[1] != 0  ? "np.maximum(%s({0}), -100)"
        : args->k[0] > 0 ? "%s({0} + {k0})"
                         : "%s({0})",
        log);
}

const struct op op_log = {.name = "log", .row = row, .explain = explain, .numpy = numpy};

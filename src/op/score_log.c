/* score_log: log p of a sigmoid p, which does not end where p does.
 *
 * Far below 0 a sigmoid is exp(z), so its logarithm is z: what is behind it, log(1 + exp(z)), is
 * too small for any digit. There the score is taken, so that the logarithm outlives the
 * probability, which loses digits and becomes 0, and the way back does not divide by what is left
 * of it.
 *
 * Input 0: p. Input 1: z. Constants: score_log.
 */
#include "elementary.h"
#include "row.h"
#include "safe_log.h"

static double score(const struct op_args *args, double z)
{
    double own = args->of.score_log.negated ? -z : z;
    double base = args->of.score_log.log.base;
    double value = base == 0 ? own : own / elementary_log(base);
    return args->of.score_log.log.floor && value < LOG_FLOOR ? LOG_FLOOR : value;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    safe_log_all(&args->of.score_log.log, args->dtype, in[0], out, args->width);
    for (size_t c = 0; c < args->width; c++) {
        if (in[0][c] <= args->of.score_log.tiny) {
            out[c] = score(args, in[1][c]);
        }
    }
}

/* The score in the base of the logarithm, no floor yet. */
static const struct expr *score_expr(
    const struct op_args *args, size_t row, size_t col, struct arena *arena)
{
    const struct expr *z = cell_at(args, 1, row, col, arena);
    double base = args->of.score_log.log.base;
    z = args->of.score_log.negated ? expr_unary(arena, EXPR_NEG, z) : z;
    return base == 0 ? z
                     : expr_binary(arena, EXPR_DIV, z, expr_number(arena, elementary_log(base)));
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    if (!(in[0][col] <= args->of.score_log.tiny)) {
        return safe_log_expr(&args->of.score_log.log, cell_at(args, 0, row, col, arena), arena);
    }
    const struct expr *z = score_expr(args, row, col, arena);
    return args->of.score_log.log.floor
               ? expr_binary(arena, EXPR_MAX, z, expr_number(arena, LOG_FLOOR))
               : z;
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct safe_log *log = &args->of.score_log.log;
    struct safe_log raw = *log;
    raw.floor = false;
    str_add(out, log->floor ? "np.maximum(" : "");
    numpy_add(out, "np.where({0} <= #, ", args->of.score_log.tiny);
    str_add(out, args->of.score_log.negated ? "-{1}" : "{1}");
    if (log->base != 0) {
        numpy_add(out, " / #", elementary_log(log->base));
    }
    str_add(out, ", ");
    safe_log_numpy(&raw, "{0}", out);
    str_add(out, log->floor ? "), -100)" : ")");
}

static const struct expr *back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena)
{
    const struct safe_log *log = &args->of.score_log.log;
    const struct expr *p = cell_at(args, 0, row, col, arena);
    const struct expr *d = cell_at(args, OP_BACK, row, col, arena);
    const struct expr *by_score =
        expr_binary(arena, EXPR_AT_MOST, p, expr_number(arena, args->of.score_log.tiny));
    if (i == 0) {
        const struct expr *by_p = expr_binary(arena, EXPR_SUB, expr_number(arena, 1), by_score);
        return expr_binary(arena, EXPR_PICK, by_p, safe_log_back(log, p, d, arena));
    }
    const struct expr *value = args->of.score_log.negated ? expr_unary(arena, EXPR_NEG, d) : d;
    if (log->base != 0) {
        value = expr_binary(arena, EXPR_DIV, value, expr_number(arena, elementary_log(log->base)));
    }
    if (log->floor) { /* flat below */
        const struct expr *above = expr_binary(
            arena, EXPR_AT_MOST, expr_number(arena, LOG_FLOOR), score_expr(args, row, col, arena));
        value = expr_binary(arena, EXPR_PICK, above, value);
    }
    return expr_binary(arena, EXPR_PICK, by_score, value);
}

const struct op op_score_log = {
    .name = "score_log", .row = row, .explain = explain, .numpy = numpy, .back = back};

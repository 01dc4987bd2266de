#include "safe_log.h"

#include "elementary.h"
#include "numpy.h"
#include "vector.h"

double safe_log(const struct safe_log *how, enum dtype dtype, double p)
{
    double inside = how->adds ? num_store(p + how->add, dtype) : p;
    double value = how->base == 2    ? elementary_log2(inside)
                   : how->base == 10 ? elementary_log10(inside)
                                     : elementary_log(inside);
    return how->floor && value < LOG_FLOOR ? LOG_FLOOR : value;
}

void safe_log_all(
    const struct safe_log *how, enum dtype dtype, const double *p, double *out, size_t count)
{
    if (how->base != 0) {
        for (size_t i = 0; i < count; i++) {
            out[i] = safe_log(how, dtype, p[i]);
        }
        return;
    }
    if (how->adds) {
        for (size_t i = 0; i < count; i++) {
            out[i] = p[i] + how->add;
        }
        num_store_all(out, count, dtype);
    }
    bool narrow = dtype == DTYPE_FLOAT32; /* what is rounded further on may be rounded here */
    (narrow ? vector_loops()->log_float32 : vector_loops()->log)(how->adds ? out : p, out, count);
    for (size_t i = 0; i < count && how->floor; i++) {
        out[i] = out[i] < LOG_FLOOR ? LOG_FLOOR : out[i];
    }
}

/* p + eps, rounded. */
static const struct expr *inside_expr(
    const struct safe_log *how, const struct expr *p, struct arena *arena)
{
    return how->adds ? expr_unary(arena, EXPR_STORE,
                           expr_binary(arena, EXPR_ADD, p, expr_number(arena, how->add)))
                     : p;
}

const struct expr *safe_log_expr(
    const struct safe_log *how, const struct expr *p, struct arena *arena)
{
    const struct expr *inside = inside_expr(how, p, arena);
    const struct expr *value = expr_log(arena, how->base, inside);
    return how->floor ? expr_binary(arena, EXPR_MAX, value, expr_number(arena, LOG_FLOOR)) : value;
}

const char *log_numpy(double base)
{
    if (base == 2) {
        return "np.log2";
    }
    return base == 10 ? "np.log10" : "np.log";
}

const struct expr *safe_log_back(
    const struct safe_log *how, const struct expr *p, const struct expr *d, struct arena *arena)
{
    const struct expr *one = expr_number(arena, 1);
    const struct expr *inside = inside_expr(how, p, arena);
    const struct expr *value =
        expr_binary(arena, EXPR_PICK, d, expr_binary(arena, EXPR_DIV, one, inside));
    if (how->base != 0) {
        double natural = elementary_log(how->base);
        value = expr_binary(arena, EXPR_DIV, value, expr_number(arena, natural));
    }
    if (how->floor) { /* flat below */
        struct safe_log raw = *how;
        raw.floor = false;
        const struct expr *above = expr_binary(
            arena, EXPR_AT_MOST, expr_number(arena, LOG_FLOOR), safe_log_expr(&raw, p, arena));
        value = expr_binary(arena, EXPR_PICK, above, value);
    }
    return value;
}

void safe_log_numpy(const struct safe_log *how, const char *p, struct str *out)
{
    str_addf(out, how->floor ? "np.maximum(%s(%s" : "%s(%s", log_numpy(how->base), p);
    numpy_add(out, how->adds ? " + #)" : ")", how->add);
    str_add(out, how->floor ? ", -100)" : "");
}

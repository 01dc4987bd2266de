#include "safe_log.h"

#include "elementary.h"

double safe_log(const struct safe_log *how, double p)
{
    double inside = how->add > 0 ? p + how->add : p;
    double value = how->base == 2    ? elementary_log2(inside)
                   : how->base == 10 ? elementary_log10(inside)
                                     : elementary_log(inside);
    return how->floor && value < LOG_FLOOR ? LOG_FLOOR : value;
}

const struct expr *safe_log_expr(
    const struct safe_log *how, const struct expr *p, struct arena *arena)
{
    const struct expr *inside =
        how->add > 0 ? expr_binary(arena, EXPR_ADD, p, expr_number(arena, how->add)) : p;
    const struct expr *value = expr_log(arena, how->base, inside);
    return how->floor ? expr_binary(arena, EXPR_MAX, value, expr_number(arena, LOG_FLOOR)) : value;
}

const char *safe_log_numpy(double base)
{
    if (base == 2) {
        return "np.log2";
    }
    return base == 10 ? "np.log10" : "np.log";
}

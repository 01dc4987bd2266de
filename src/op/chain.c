#include "chain.h"

/* The constants that divide, in order; 0 and 1 divide nothing. */
static bool divides(double k)
{
    return k != 0 && k != 1;
}

static bool is_constant(const struct op_args *args, const double *const *in)
{
    return (args->mode & CHAIN_EMPTY_ZERO) != 0 && has_input(args, CHAIN_DIVISOR) &&
           in[CHAIN_DIVISOR][0] == 0;
}

double chain_value(const struct op_args *args, const double *const *in, size_t col, double slope)
{
    if (is_constant(args, in)) {
        return 0;
    }
    for (size_t i = 0; i < 3; i++) {
        slope = divides(args->k[i]) ? slope / args->k[i] : slope;
    }
    if (has_input(args, CHAIN_WEIGHT)) {
        slope = slope * in_at(args, in, CHAIN_WEIGHT, col);
    }
    if (has_input(args, CHAIN_DIVISOR)) {
        slope = slope / in[CHAIN_DIVISOR][0];
    }
    if (has_input(args, CHAIN_MASK)) {
        double mask = in_at(args, in, CHAIN_MASK, col);
        slope = mask == 0 ? 0 : mask * slope;
    }
    return slope;
}

const struct expr *chain_expr(const struct op_args *args, const double *const *in, size_t row,
    size_t col, const struct expr *slope, struct arena *arena)
{
    if (is_constant(args, in)) {
        return expr_number(arena, 0);
    }
    for (size_t i = 0; i < 3; i++) {
        if (divides(args->k[i])) {
            slope = expr_binary(arena, EXPR_DIV, slope, expr_number(arena, args->k[i]));
        }
    }
    if (has_input(args, CHAIN_WEIGHT)) {
        slope = expr_binary(arena, EXPR_MUL, slope, cell_at(args, CHAIN_WEIGHT, row, col, arena));
    }
    if (has_input(args, CHAIN_DIVISOR)) {
        slope = expr_binary(arena, EXPR_DIV, slope, expr_cell(arena, CHAIN_DIVISOR, 0, 0));
    }
    if (has_input(args, CHAIN_MASK)) {
        slope = expr_binary(arena, EXPR_PICK, cell_at(args, CHAIN_MASK, row, col, arena), slope);
    }
    return slope;
}

void chain_numpy_open(const struct op_args *args, struct str *out)
{
    str_add(out, has_input(args, CHAIN_MASK) ? "np.where({4} == 0, 0, (" : "(");
}

void chain_numpy_close(const struct op_args *args, struct str *out)
{
    str_addc(out, ')');
    for (size_t i = 0; i < 3; i++) {
        if (divides(args->k[i])) {
            str_addf(out, " / {k%zu}", i);
        }
    }
    str_add(out, has_input(args, CHAIN_WEIGHT) ? " * {5}" : "");
    str_add(out, has_input(args, CHAIN_DIVISOR) ? " / {6}" : "");
    str_add(out, has_input(args, CHAIN_MASK) ? ")" : "");
}

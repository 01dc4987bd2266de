/* back: one link of the way back: what comes back to an operation's result goes on to one of its
 * inputs. What that is each operation says itself (see op.h); this turns it into numbers.
 *
 * Where nothing comes back, nothing goes on, even if the derivative is infinite or NaN: what a mask
 * dropped has no gradient, whatever its scores are.
 *
 * Inputs: those of the operation; OP_BACK: what comes back; OP_OUT: its result. Where it is linear,
 * what comes back stands in the place of the input.
 */
#include "row.h"

#include <math.h>

struct rows {
    const struct op_args *args;
    const double *const *in;
};

static double cell(void *context, size_t slot, size_t row, size_t col)
{
    const struct rows *rows = context;
    (void)row;
    return in_at(rows->args, rows->in, slot, col);
}

static bool is_linear(const struct op_args *args)
{
    return (args->back_of->linear & OP_INPUT(args->back_to)) != 0;
}

/* The tree of a cell; *value: what it comes to. */
static const struct expr *tree(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena, double *value)
{
    struct rows rows = {args, in};
    struct expr_source source = {.context = &rows, .cell = cell, .dtype = args->dtype};
    const struct expr *expr = is_linear(args)
                                  ? args->back_of->explain(args, in, row, col, arena)
                                  : args->back_of->back(args, args->back_to, row, col, arena);
    size_t back = is_linear(args) ? args->back_to : OP_BACK;
    *value = expr_value(expr, &source);
    if (isnan(*value) && in_at(args, in, back, col) == 0) {
        *value = 0;
        expr = expr_binary(arena, EXPR_PICK, cell_at(args, back, row, col, arena), expr);
    }
    return expr;
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    struct arena arena;
    arena_init(&arena);
    for (size_t c = 0; c < args->width; c++) {
        (void)tree(args, in, 0, c, &arena, &out[c]);
        arena_clear(&arena);
    }
    arena_release(&arena);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    double value = 0;
    return tree(args, in, row, col, arena, &value);
}

static void numpy(const struct op_args *args, struct str *out)
{
    if (is_linear(args)) {
        args->back_of->numpy(args, out);
        return;
    }
    struct arena arena;
    arena_init(&arena);
    expr_print_form(args->back_of->back(args, args->back_to, 0, 0, &arena), true, out);
    arena_release(&arena);
}

const struct op op_back = {.name = "back", .row = row, .explain = explain, .numpy = numpy};

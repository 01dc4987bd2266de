/* add: the sum of its inputs, in order; inputs of one column, or one number, go to all.
 *
 * On the way back: what several stages send to the one that they all use.
 *
 * Inputs 0 to 5: at least one; OP_BACK, which it never has, ends them. OP_OUT, for NumPy alone: a
 * stage of the result's shape, where no input has it.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in_at(args, in, 0, c);
        for (size_t i = 1; has_input(args, i); i++) {
            out[c] = out[c] + in_at(args, in, i, c);
        }
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct expr *sum = cell_at(args, 0, row, col, arena);
    for (size_t i = 1; has_input(args, i); i++) {
        sum = expr_binary(arena, EXPR_ADD, sum, cell_at(args, i, row, col, arena));
    }
    return sum;
}

static void numpy(const struct op_args *args, struct str *out)
{
    str_add(out, has_input(args, OP_OUT) ? "np.broadcast_to({0}" : "{0}");
    for (int i = 1; has_input(args, (size_t)i); i++) {
        str_addf(out, " + {%d}", i);
    }
    str_add(out, has_input(args, OP_OUT) ? ", {7}.shape)" : "");
}

const struct op op_add = {.name = "add", .row = row, .explain = explain, .numpy = numpy};

/* one_hot: a row of zeros with a single 1 at the label's class.
 *
 * Input 0: the label. k[0]: number of classes; k[1]: 1 when k[2] is a label to ignore: if it names
 * no class, its row is all zeros whatever the mode (the mask drops that sample later anyway). mode:
 * what any other label outside 0 .. classes - 1 gives: 0 a row of zeros, 1 a row of NaN, 2 a label
 * below 0 counts from the end, as an index does in Python; 3 the same, and a label past the last
 * class gives NaN.
 */
#include "row.h"

#include <math.h>

enum { NAN_ROW = 1, WRAP = 2, WRAP_OR_NAN = 3 };

/* The class the label means; one that does not exist gives a row without a 1. */
static double class_of(const struct op_args *args, double label)
{
    bool ignored = args->k[1] != 0 && label == args->k[2];
    return args->mode >= WRAP && label < 0 && !ignored ? label + args->k[0] : label;
}

static bool is_nan_row(const struct op_args *args, double label)
{
    bool ignored = args->k[1] != 0 && label == args->k[2];
    double class = class_of(args, label);
    return (args->mode == NAN_ROW || args->mode == WRAP_OR_NAN) && !ignored &&
           (class < 0 || class >= args->k[0]);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    double at = class_of(args, in[0][0]);
    double rest = is_nan_row(args, in[0][0]) ? NAN : 0;
    for (size_t c = 0; c < args->width; c++) {
        out[c] = (double)c == at ? 1 : rest;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    double label = in[0][0];
    if (is_nan_row(args, label)) {
        return expr_number(arena, NAN);
    }
    const struct expr *at = cell_at(args, 0, row, 0, arena);
    if (class_of(args, label) != label) {
        at = expr_binary(arena, EXPR_ADD, at, expr_number(arena, args->k[0]));
    }
    return expr_binary(arena, EXPR_EQUAL, at, expr_number(arena, (double)col));
}

static void numpy(const struct op_args *args, struct str *out)
{
    static const char *const FORMS[] = {
        "({0} == np.arange({width})) * 1.0",
        "np.where(({0} < 0) | ({0} >= {width}), np.nan, {0} == np.arange({width}))",
        "({0} % {width} == np.arange({width})) * 1.0",
        "np.where({0} >= {width}, np.nan, {0} % {width} == np.arange({width}))",
    };
    str_add(out, FORMS[args->mode]);
}

const struct op op_one_hot = {.name = "one_hot", .row = row, .explain = explain, .numpy = numpy};

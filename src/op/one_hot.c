/* one_hot: a row of zeros with a single 1 at the label's class.
 *
 * Input 0: the label. Constants: one_hot.
 */
#include "row.h"

#include <math.h>

static bool is_ignored(const struct op_args *args, double label)
{
    return has_label(&args->of.one_hot.ignored, label);
}

/* The class the label means; one that does not exist gives a row without a 1. */
static double class_of(const struct op_args *args, double label)
{
    bool wraps = args->of.one_hot.unknown >= UNKNOWN_WRAPS;
    return wraps && label < 0 && !is_ignored(args, label) ? label + args->of.one_hot.classes
                                                          : label;
}

static bool is_nan_row(const struct op_args *args, double label)
{
    enum unknown_label unknown = args->of.one_hot.unknown;
    double class = class_of(args, label);
    return (unknown == UNKNOWN_NAN || unknown == UNKNOWN_WRAPS_OR_NAN) &&
           !is_ignored(args, label) && (class < 0 || class >= args->of.one_hot.classes);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    double at = class_of(args, in[0][0]);
    double rest = is_nan_row(args, in[0][0]) ? NAN : 0;
    for (size_t c = 0; c < args->width; c++) {
        out[c] = (double)(args->first + c) == at ? 1 : rest;
    }
}

static void entries(const struct op_args *args, const double *const *in, const size_t *cols,
    size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        bool here = class_of(args, in[0][i]) == (double)cols[i];
        out[i] = here ? 1 : is_nan_row(args, in[0][i]) ? NAN : 0;
    }
}

static size_t picked(const struct op_args *args, const double *const *in)
{
    double at = class_of(args, in[0][0]);
    if (at >= 0 && at < args->of.one_hot.classes) {
        size_t class = (size_t)at;
        return (double)class == at ? class : OP_NO_COLUMN;
    }
    return is_nan_row(args, in[0][0]) ? OP_ANY_COLUMN : OP_NO_COLUMN;
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
        at = expr_binary(arena, EXPR_ADD, at, expr_number(arena, args->of.one_hot.classes));
    }
    return expr_binary(arena, EXPR_EQUAL, at, expr_number(arena, (double)col));
}

static void numpy(const struct op_args *args, struct str *out)
{
    static const char *const FORMS[] = {
        [UNKNOWN_ZEROS] = "({0} == np.arange({width})) * 1.0",
        [UNKNOWN_NAN] = "np.where(({0} < 0) | ({0} >= {width}), np.nan, {0} == np.arange({width}))",
        [UNKNOWN_WRAPS] = "({0} % {width} == np.arange({width})) * 1.0",
        [UNKNOWN_WRAPS_OR_NAN] = ("np.where(({0} < -{width}) | ({0} >= {width}), np.nan, {0} % "
                                  "{width} == np.arange({width}))"),
    };
    str_add(out, FORMS[args->of.one_hot.unknown]);
}

const struct op op_one_hot = {.name = "one_hot",
    .reach = REACH_COLUMN,
    .row = row,
    .entries = entries,
    .picked = picked,
    .explain = explain,
    .numpy = numpy};

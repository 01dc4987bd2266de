/* kept_weight: how much an entry counts in a weighted mean: mask × class weight × sample weight, of
 * those that the lesson has.
 *
 * Input 0: mask, or absent. Input 1: sample weight, or absent. Input 2: label, or absent (then
 * class weights, if any, go by column). Constants: kept_weight.
 */
#include "row.h"

static double class_part(const struct op_args *args, const double *const *in, size_t col)
{
    const struct weights *classes = &args->of.kept_weight.classes;
    return has_input(args, 2) ? class_weight(classes, in[2][0], args->of.kept_weight.wraps)
                              : weight_at(classes, col);
}

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double weight = has_weights(&args->of.kept_weight.classes) ? class_part(args, in, c) : 1;
        weight = has_input(args, 1) ? weight * in[1][c] : weight;
        out[c] = has_input(args, 0) ? in[0][c] * weight : weight;
    }
}

static const struct expr *times(const struct expr *a, const struct expr *b, struct arena *arena)
{
    return a == NULL ? b : expr_binary(arena, EXPR_MUL, a, b);
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    const struct expr *weight = NULL;
    if (has_weights(&args->of.kept_weight.classes)) {
        weight = expr_number(arena, class_part(args, in, col));
    }
    if (has_input(args, 1)) {
        weight = times(weight, cell_at(args, 1, row, col, arena), arena);
    }
    if (has_input(args, 0)) {
        const struct expr *mask = cell_at(args, 0, row, col, arena);
        weight = weight == NULL ? mask : expr_binary(arena, EXPR_MUL, mask, weight);
    }
    return weight == NULL ? expr_number(arena, 1) : weight;
}

static void numpy(const struct op_args *args, struct str *out)
{
    const char *times = "";
    if (has_input(args, 0)) {
        str_add(out, "{0}");
        times = " * ";
    }
    if (has_weights(&args->of.kept_weight.classes)) {
        str_add(out, times);
        numpy_class_weight(out, &args->of.kept_weight.classes, has_input(args, 2));
        times = " * ";
    }
    if (has_input(args, 1)) {
        str_add(out, times);
        str_add(out, "{1}");
    }
}

const struct op op_kept_weight = {
    .name = "kept_weight", .row = row, .explain = explain, .numpy = numpy};

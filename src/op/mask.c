/* mask: 1 where an entry counts, 0 where its label is one to ignore (or a given mask drops it).
 *
 * Input 0: the given mask, or absent. Input 1: the label. Constants: mask.
 */
#include "row.h"

static void row(const struct op_args *args, const double *const *in, double *out)
{
    for (size_t c = 0; c < args->width; c++) {
        double kept = has_label(&args->of.mask.ignored, in_at(args, in, 1, c)) ? 0 : 1;
        out[c] = has_input(args, 0) ? in_at(args, in, 0, c) * kept : kept;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    const struct label_set *ignored = &args->of.mask.ignored;
    const struct expr *label = cell_at(args, 1, row, col, arena);
    const struct expr *kept = expr_number(arena, 1);
    for (size_t i = 0; i < ignored->count; i++) { /* all different: at most one is equal */
        const struct expr *one = expr_number(arena, ignored->at[i]);
        kept = expr_binary(arena, EXPR_SUB, kept, expr_binary(arena, EXPR_EQUAL, label, one));
    }
    return has_input(args, 0)
               ? expr_binary(arena, EXPR_MUL, cell_at(args, 0, row, col, arena), kept)
               : kept;
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct label_set *ignored = &args->of.mask.ignored;
    bool given = has_input(args, 0);
    str_add(out, given ? "{0} * (" : "1.0 * (");
    for (size_t i = 0; i < ignored->count; i++) {
        numpy_add(out,
            i > 0                ? " & ({1} != #)"
            : ignored->count > 1 ? "({1} != #)"
                                 : "{1} != #",
            ignored->at[i]);
    }
    str_addc(out, ')');
}

const struct op op_mask = {.name = "mask", .row = row, .explain = explain, .numpy = numpy};

/* next: what stands in the next row, and in the last row of each sequence a mark.
 *
 * Input 0: a column. Constants: next. An operation sees one row, so a stage of this reads its rows
 * from a shifted tensor (tensor_shift()); here is what is said about them.
 */
#include "row.h"

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    bool last = row % args->of.next.places + 1 == args->of.next.places;
    return last ? expr_number(arena, args->of.next.past) : cell_at(args, 0, row + 1, col, arena);
}

static void numpy(const struct op_args *args, struct str *out)
{
    numpy_add(
        out, "np.append({0}[..., 1:], np.full_like({0}[..., :1], #), -1)", args->of.next.past);
}

const struct op op_next = {.name = "next", .explain = explain, .numpy = numpy};

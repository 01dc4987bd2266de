/* group_sum: the sum of the entries of each group, in order, compensated.
 *
 * Gathers. Input 0: a column or a matrix. Constants: groups.
 */
#include "group_members.h"

static void gather(
    const struct op_args *args, const double *const *in, size_t row, size_t first, struct sum *sums)
{
    for (size_t c = 0; c < args->in_width[0]; c++) {
        sum_add(&sums[group_of(args->of.groups, row, c) - first], in[0][c]);
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    return expr_range(arena, EXPR_SUM, group_members(args->of.groups, row));
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct groups *groups = args->of.groups;
    str_add(out, groups->bare ? "np.stack([np.atleast_1d({0})[" : "np.stack([{0}[");
    str_add(out, groups->run == 0 ? "..., " : "");
    if (groups->of == NULL) {
        str_add(out, "g");
    } else {
        numpy_groups(out, groups);
        str_add(out, " == g");
    }
    str_addf(out, "].sum() for g in range(%zu)])", groups->count);
}

const struct op op_group_sum = {
    .name = "group_sum", .gather = gather, .explain = explain, .numpy = numpy, .same = OP_INPUT(0)};

/* group_count: how many entries each group has.
 *
 * Gathers, without inputs. Constants: groups.
 */
#include "group_members.h"

static void gather(
    const struct op_args *args, const double *const *in, size_t row, size_t first, struct sum *sums)
{
    (void)in;
    for (size_t c = 0; c < args->of.groups->width; c++) {
        sums[group_of(args->of.groups, row, c) - first].sum += 1;
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    (void)col;
    struct expr_range members = group_members(args->of.groups, row);
    return expr_number(arena, (double)members.rows * (double)members.cols);
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct groups *groups = args->of.groups;
    size_t each = groups->run == 0 ? groups->rows : groups->run * groups->width;
    if (groups->of == NULL) {
        str_addf(out, "np.full([%zu], %zu)", groups->count, each);
        return;
    }
    str_add(out, "np.bincount(");
    numpy_groups(out, groups);
    str_addf(out, ", minlength=%zu) * %zu", groups->count, each);
}

const struct op op_group_count = {
    .name = "group_count", .gather = gather, .explain = explain, .numpy = numpy};

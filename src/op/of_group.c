/* of_group: to each entry the number of its group: what comes back to a sum over groups goes on to
 * all that it added up.
 *
 * Input 0: groups. OP_OUT, for NumPy alone: a stage of the result's shape. Constants: groups.
 */
#include "group_members.h"

/* Where groups are of columns the row sees all of them. */
static void row(const struct op_args *args, const double *const *in, double *out)
{
    bool columns = args->of.groups->run == 0;
    for (size_t c = 0; c < args->width; c++) {
        out[c] = in[0][columns ? group_of(args->of.groups, 0, c) : 0];
    }
}

static const struct expr *explain(const struct op_args *args, const double *const *in, size_t row,
    size_t col, struct arena *arena)
{
    (void)in;
    return expr_cell(arena, 0, group_of(args->of.groups, row, col), 0);
}

static void numpy(const struct op_args *args, struct str *out)
{
    const struct groups *groups = args->of.groups;
    str_add(out, groups->bare ? "{0}" : "np.broadcast_to({0}");
    if (groups->of != NULL) {
        str_addc(out, '[');
        numpy_groups(out, groups);
        str_addc(out, ']');
    }
    str_add(out, groups->bare       ? ".reshape({7}.shape)"
                 : groups->run == 0 ? ", {7}.shape)"
                                    : ".reshape(-1{ones}), {7}.shape)");
}

const struct op op_of_group = {.name = "of_group", .row = row, .explain = explain, .numpy = numpy};

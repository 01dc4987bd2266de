/* What operations on groups share. */
#ifndef LOSSWALK_GROUP_MEMBERS_H
#define LOSSWALK_GROUP_MEMBERS_H

#include "row.h"

/* The entries of a group, as cells of input 0. */
static inline struct expr_range group_members(const struct groups *groups, size_t group)
{
    struct expr_range range = expr_block(0, 0, groups->rows, 0, groups->width);
    size_t first = groups->of == NULL ? group : groups->start[group];
    size_t count = groups->of == NULL ? 1 : groups->start[group + 1] - first;
    range.list = groups->of == NULL ? NULL : groups->member + first;
    range.run = groups->run;
    if (groups->run == 0) {
        range.col = range.list == NULL ? first : 0;
        range.cols = count;
    } else {
        range.row = range.list == NULL ? first * groups->run : 0;
        range.rows = groups->rows == 0 ? 0 : count * groups->run;
    }
    return range;
}

/* np.array([0, 0, 1]): the group of each entry. */
static inline void numpy_groups(struct str *out, const struct groups *groups)
{
    str_add(out, "np.array([");
    for (size_t i = 0; i < groups->entries; i++) {
        str_addf(out, i > 0 ? ", %zu" : "%zu", groups->of[i]);
    }
    str_add(out, "])");
}

#endif

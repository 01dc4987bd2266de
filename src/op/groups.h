/* Which entries of a batch belong together: the entries of its first axis, each a group of its own
 * or numbered.
 *
 * An entry of the first axis is `run` rows that follow each other; where the first axis is that of
 * the columns, as in a binary loss of one axis, it is a column.
 */
#ifndef LOSSWALK_GROUPS_H
#define LOSSWALK_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

struct groups {
    size_t count; /* of groups */
    size_t rows;  /* of the batch */
    size_t width; /* numbers of a row that belong to a group */
    size_t run;   /* rows of an entry; 0: entries are columns */
    bool bare;    /* the batch has no axis: one entry, one group */
    /* NULL: each entry is a group of its own. Else the group of each of `entries` entries, and the
     * entries group by group, in order: those of group g are member[start[g]] to
     * member[start[g + 1] - 1]. */
    const size_t *of, *start, *member;
    size_t entries;
};

static inline size_t group_of(const struct groups *groups, size_t row, size_t col)
{
    size_t entry = groups->run == 0 ? col : row / groups->run;
    return groups->of == NULL ? entry : groups->of[entry];
}

/* Are the rows of a group neighbours, and groups in the order of rows? */
static inline bool groups_in_order(const struct groups *groups)
{
    return groups->of == NULL && groups->run > 0;
}

#endif

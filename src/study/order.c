#include "order.h"

#include "mem.h"
#include "quiz.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_NUMBERS = 200000 };

/* Does row a, of loss x, come before row b, of loss y? Where there is none, it is NaN: those come
 * first. */
static bool comes_before(double x, size_t a, double y, size_t b)
{
    if (isnan(x) || isnan(y)) {
        return isnan(x) && isnan(y) ? a < b : isnan(x) && !isnan(y);
    }
    return x < y || (x == y && a < b);
}

/* Has the lesson losses, few enough to be looked through? */
static bool is_small(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t rows = recipe->stages[recipe->summed].rows;
    return trace_reads(walk->trace, recipe->summed) && rows == recipe->rows &&
           rows <= MOST_NUMBERS / (recipe->cols > 0 ? recipe->cols : 1);
}

struct entry {
    double loss;
    size_t row;
};

static int larger_first(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    if (comes_before(b->loss, a->row, a->loss, b->row)) {
        return -1;
    }
    return a->row == b->row ? 0 : 1;
}

/* The rows, the largest loss first; the caller frees. NULL where they cannot be compared now. */
static struct entry *sorted_rows(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    const struct sight sight = quiz_sight(walk);
    bool hidden = false;
    if (!is_small(walk)) {
        return NULL;
    }
    struct entry *entries = mem_alloc(recipe->rows, sizeof *entries);
    for (size_t i = 0; i < recipe->rows; i++) {
        const struct figure loss = sight_row_sum(&sight, recipe->summed, i);
        hidden = hidden || loss.hidden;
        entries[i] = (struct entry){loss.value, i};
    }
    if (hidden) {
        free(entries);
        return NULL;
    }
    qsort(entries, recipe->rows, sizeof *entries, larger_first);
    return entries;
}

bool order_move(const struct walk *walk, size_t row, long larger, size_t *out)
{
    struct entry *entries = sorted_rows(walk);
    *out = row;
    if (entries == NULL) {
        return false;
    }
    size_t last = trace_recipe(walk->trace)->rows - 1;
    size_t place = 0;
    while (place < last && entries[place].row != row) {
        place++;
    }
    size_t by = (size_t)(larger < 0 ? -larger : larger);
    if (larger > 0) {
        place -= by < place ? by : place;
    } else {
        place += by < last - place ? by : last - place;
    }
    *out = entries[place].row;
    free(entries);
    return true;
}

bool order_rows(struct walk *walk)
{
    struct entry *entries = sorted_rows(walk);
    if (entries == NULL) {
        return false;
    }
    size_t rows = trace_recipe(walk->trace)->rows;
    walk_forget_order(walk);
    walk->by_loss = mem_alloc(rows, sizeof *walk->by_loss);
    walk->shown_at = mem_alloc(rows, sizeof *walk->shown_at);
    for (size_t i = 0; i < rows; i++) {
        walk->by_loss[i] = entries[i].row;
        walk->shown_at[entries[i].row] = i;
    }
    free(entries);
    return true;
}

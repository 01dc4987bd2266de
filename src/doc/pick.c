#include "pick.h"

#include "i18n.h"

#include <math.h>
#include <stdlib.h>

enum {
    AUTO_ROWS = 12,
    AUTO_COLS = 12,
    MOST_SPECIAL = 16,    /* indices that are chosen for themselves, not for being the first */
    MOST_NUMBERS = 200000 /* numbers that are looked through for what is special */
};

bool pick_is_whole(const struct doc_pick *pick)
{
    return pick->count == pick->all;
}

size_t pick_at(const struct doc_pick *pick, size_t i)
{
    return pick->at == NULL ? i : pick->at[i];
}

size_t pick_gap(const struct doc_pick *pick, size_t i)
{
    size_t from = i == 0 ? 0 : pick_at(pick, i - 1) + 1;
    return (i == pick->count ? pick->all : pick_at(pick, i)) - from;
}

const char *pick_told_rows(const struct doc_pick *rows, struct arena *arena)
{
    return pick_is_whole(rows)
               ? NULL
               : arena_printf(arena, _("(%zu of %zu rows are shown)"), rows->count, rows->all);
}

const char *pick_told_cols(const struct doc_pick *cols, struct arena *arena)
{
    return pick_is_whole(cols)
               ? NULL
               : arena_printf(arena, _("(%zu of %zu columns are shown)"), cols->count, cols->all);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

struct special {
    size_t at[MOST_SPECIAL];
    size_t count, most;
};

static bool is_special(const struct special *special, size_t index)
{
    for (size_t i = 0; i < special->count; i++) {
        if (special->at[i] == index) {
            return true;
        }
    }
    return false;
}

static void want(struct special *special, size_t index)
{
    if (special->count < special->most && !is_special(special, index)) {
        special->at[special->count++] = index;
    }
}

static int by_index(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* The special ones and, as far as there is room, the first ones, in order. */
static struct doc_pick fill(
    const struct special *special, size_t limit, size_t all, struct arena *arena)
{
    size_t *at = arena_alloc(arena, limit, sizeof *at);
    size_t count = 0;
    for (; count < special->count; count++) {
        at[count] = special->at[count];
    }
    for (size_t i = 0; i < all && count < limit; i++) {
        if (!is_special(special, i)) {
            at[count++] = i;
        }
    }
    qsort(at, count, sizeof *at, by_index);
    return (struct doc_pick){at, count, all};
}

/* A third of the room goes to what comes first in any case: it is where a reader begins. */
static struct special special_of(size_t limit)
{
    size_t most = limit - limit / 3;
    return (struct special){.most = most < MOST_SPECIAL ? most : MOST_SPECIAL};
}

static bool is_small(const struct recipe *recipe)
{
    return recipe->rows <= MOST_NUMBERS / (recipe->cols > 0 ? recipe->cols : 1);
}

/* The row of the largest loss that is not special yet; SIZE_MAX: there is none. */
static size_t next_largest(const struct doc *doc, const struct special *special)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t best = SIZE_MAX;
    double largest = -INFINITY;
    for (size_t row = 0; row < recipe->rows; row++) {
        double loss = sight_row_sum(&doc->sight, recipe->summed, row).value;
        if (loss > largest && !is_special(special, row)) {
            best = row;
            largest = loss;
        }
    }
    return best;
}

static void want_losses(const struct doc *doc, size_t most, struct special *special)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    if (recipe->stages[recipe->summed].rows != recipe->rows) {
        return;
    }
    for (size_t i = 0; i < most; i++) {
        size_t row = next_largest(doc, special);
        if (row == SIZE_MAX) {
            return;
        }
        want(special, row);
    }
}

static void want_findings(struct doc *doc, size_t most, struct special *special)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t before = special->count;
    for (const struct doc_finding *f = doc_findings(doc); f != NULL; f = f->next) {
        if (recipe->stages[f->stage].rows == recipe->rows && special->count < before + most) {
            want(special, f->row);
        }
    }
}

static void want_masked(const struct doc *doc, struct special *special)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t mask = recipe->mask;
    if (mask == STAGE_NONE || recipe->stages[mask].rows != recipe->rows) {
        return;
    }
    for (size_t row = 0; row < recipe->rows; row++) {
        if (sight_cell(&doc->sight, mask, row, 0).value == 0) {
            want(special, row);
            return;
        }
    }
}

static struct doc_pick choose_rows(struct doc *doc, size_t limit)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    struct special special = special_of(limit);
    want(&special, doc_example_row(doc));
    if (is_small(recipe)) {
        want_masked(doc, &special);
        want_findings(doc, special.most / 3, &special);
        want_losses(doc, special.most / 2, &special);
    }
    return fill(&special, limit, recipe->rows, &doc->arena);
}

/* ---- Asked for ------------------------------------------------------------------------------- */

static size_t most_rows(const struct doc *doc)
{
    return doc->rows == DOC_ROWS_AUTO ? AUTO_ROWS : doc->rows;
}

struct doc_pick pick_rows(struct doc *doc, size_t stage)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t all = recipe->stages[stage].rows;
    size_t limit = most_rows(doc);
    if (all <= limit) {
        return (struct doc_pick){NULL, all, all};
    }
    if (all != recipe->rows) { /* groups: samples are no rows here */
        const struct special none = {.count = 0};
        return fill(&none, limit, all, &doc->arena);
    }
    if (doc->row_pick == NULL) {
        struct doc_pick *pick = arena_alloc(&doc->arena, 1, sizeof *pick);
        *pick = choose_rows(doc, limit);
        doc->row_pick = pick;
    }
    return *doc->row_pick;
}

static size_t largest_col(const struct doc *doc, size_t row)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t best = 0;
    double largest = -INFINITY;
    for (size_t col = 0; col < recipe->stages[recipe->scores].width; col++) {
        double score = sight_cell(&doc->sight, recipe->scores, row, col).value;
        if (score > largest) {
            largest = score;
            best = col;
        }
    }
    return best;
}

static void want_truth(const struct doc *doc, size_t row, size_t all, struct special *special)
{
    size_t truth = trace_true_class(doc->trace, row);
    if (truth < all) {
        want(special, truth);
    }
}

/* The true classes of all rows come before the largest score of any: a row without its own would
 * not show where its loss is from. */
static struct doc_pick choose_cols(struct doc *doc, size_t all)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    struct special special = {.most = AUTO_COLS};
    struct doc_pick rows = pick_rows(doc, recipe->scores);
    want_truth(doc, doc_example_row(doc), all, &special);
    for (size_t i = 0; i < rows.count && special.count < special.most; i++) {
        want_truth(doc, pick_at(&rows, i), all, &special);
    }
    size_t room = special_of(AUTO_COLS).most;
    special.most = special.count > room ? special.count : room;
    want(&special, largest_col(doc, doc_example_row(doc)));
    for (size_t i = 0; i < rows.count && special.count < special.most; i++) {
        want(&special, largest_col(doc, pick_at(&rows, i)));
    }
    return fill(&special, AUTO_COLS, all, &doc->arena);
}

struct doc_pick pick_cols(struct doc *doc, size_t stage)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t all = recipe->stages[stage].width;
    if (!doc->picks_cols || all <= AUTO_COLS) {
        return (struct doc_pick){NULL, all, all};
    }
    if (all != recipe->stages[recipe->scores].width) {
        const struct special none = {.count = 0};
        return fill(&none, AUTO_COLS, all, &doc->arena);
    }
    if (doc->col_pick == NULL) {
        struct doc_pick *pick = arena_alloc(&doc->arena, 1, sizeof *pick);
        *pick = choose_cols(doc, all);
        doc->col_pick = pick;
    }
    return *doc->col_pick;
}

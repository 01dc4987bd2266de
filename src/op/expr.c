#include "expr.h"

#include "expr_impl.h"

#include <math.h>

const struct expr *expr_number(struct arena *arena, double number)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = EXPR_NUMBER;
    expr->number = number;
    return expr;
}

const struct expr *expr_entry(struct arena *arena, const struct weights *list, size_t index)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = EXPR_NUMBER;
    expr->number = list->at[index];
    expr->list = list;
    return expr;
}

const struct expr *expr_cell(struct arena *arena, size_t slot, size_t row, size_t col)
{
    return expr_range(arena, EXPR_CELL, expr_block(slot, row, 1, col, 1));
}

const struct expr *expr_range(struct arena *arena, enum expr_kind kind, struct expr_range range)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = kind;
    expr->range = range;
    expr->pieces = arena_alloc(arena, 1, sizeof *expr->pieces);
    return expr;
}

const struct expr *expr_unary(struct arena *arena, enum expr_kind kind, const struct expr *a)
{
    return expr_binary(arena, kind, a, NULL);
}

const struct expr *expr_binary(
    struct arena *arena, enum expr_kind kind, const struct expr *a, const struct expr *b)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = kind;
    expr->a = a;
    expr->b = b;
    return expr;
}

const struct expr *expr_log(struct arena *arena, double base, const struct expr *a)
{
    struct expr *expr = arena_alloc(arena, 1, sizeof *expr);
    expr->kind = EXPR_LOG;
    expr->number = base;
    expr->a = a;
    return expr;
}

const struct expr *expr_unpicked(struct arena *arena, const struct expr *a)
{
    while (a->kind == EXPR_NEG || a->kind == EXPR_STORE) {
        a = a->a;
    }
    return a->kind == EXPR_UNPICKED ? a : expr_unary(arena, EXPR_UNPICKED, a);
}

const struct expr *expr_picked(
    const struct expr *expr, const struct expr_source *source, struct arena *arena)
{
    if (expr == NULL || expr->a == NULL) {
        return expr;
    }
    const struct expr *a = expr_picked(expr->a, source, arena);
    const struct expr *b = expr_picked(expr->b, source, arena);
    if (expr->kind == EXPR_PICK && expr_value(a, source) == 0 && !isfinite(expr_value(b, source))) {
        return expr_unpicked(arena, a);
    }
    if (a == expr->a && b == expr->b) {
        return expr;
    }
    struct expr *copy = arena_alloc(arena, 1, sizeof *copy);
    *copy = *expr;
    copy->a = a;
    copy->b = b;
    return copy;
}

/* ---- Ranges: their terms in index order ------------------------------------------------------ */

size_t expr_term_count(const struct expr_range *range)
{
    size_t per_row = range->cols - (range->skip == EXPR_NO_SKIP ? 0 : 1);
    return range->rows * per_row;
}

/* Term i as a cell. */
void expr_term_at(const struct expr_range *range, size_t i, size_t *row, size_t *col)
{
    size_t per_row = range->cols - (range->skip == EXPR_NO_SKIP ? 0 : 1);
    *row = range->row + i / per_row;
    *col = range->col + i % per_row;
    if (range->list != NULL && range->run > 0) {
        *row = range->list[*row / range->run] * range->run + *row % range->run;
    } else if (range->list != NULL) {
        *col = range->list[*col];
    }
    if (range->skip != EXPR_NO_SKIP && *col >= range->skip) {
        *col += 1;
    }
}

/* Where `at` is in a list of `count`; count where it is not. */
static size_t place_in(const size_t *list, size_t count, size_t at)
{
    size_t i = 0;
    while (i < count && list[i] != at) {
        i++;
    }
    return i;
}

size_t expr_term_of(const struct expr_range *range, size_t row, size_t col)
{
    if (range->list != NULL && range->run > 0) {
        size_t entry = place_in(range->list, range->rows / range->run, row / range->run);
        row = entry * range->run + row % range->run;
    } else if (range->list != NULL) {
        col = place_in(range->list, range->cols, col);
    }
    if (row < range->row || row - range->row >= range->rows || col < range->col ||
        col - range->col >= range->cols || col == range->skip) {
        return (size_t)-1;
    }
    bool behind_skip = range->skip != EXPR_NO_SKIP && col > range->skip;
    size_t per_row = range->cols - (range->skip == EXPR_NO_SKIP ? 0 : 1);
    return (row - range->row) * per_row + col - range->col - (behind_skip ? 1 : 0);
}

double expr_term(const struct expr_source *source, const struct expr_range *range, size_t i)
{
    size_t row = 0;
    size_t col = 0;
    expr_term_at(range, i, &row, &col);
    return source->cell(source->context, range->slot, row, col);
}

/* One term into a running result: for a sum a compensated one, otherwise in state->sum alone. */
void expr_take(enum expr_kind kind, struct sum *state, double value, bool first)
{
    if (kind == EXPR_SUM) {
        sum_add(state, value);
    } else if (kind == EXPR_NONZERO) {
        state->sum += value != 0 ? 1 : 0;
    } else if (first || value > state->sum || isnan(value)) {
        state->sum = isnan(state->sum) && !first ? state->sum : value;
    }
}

double expr_finished(enum expr_kind kind, const struct sum *state)
{
    return kind == EXPR_SUM ? sum_value(state) : state->sum;
}

static double sum_in_lanes(
    const struct expr *expr, const struct expr_source *source, size_t first, size_t end)
{
    struct lane_sum sum = {0};
    for (size_t i = first; i < end; i++) {
        size_t row = 0;
        size_t col = 0;
        expr_term_at(&expr->range, i, &row, &col);
        lane_sum_add(&sum, (col - expr->range.col) % SUM_LANES, expr_term(source, &expr->range, i));
    }
    return lane_sum_value(&sum);
}

/* Terms [first, end) taken together. */
double expr_range_value(
    const struct expr *expr, const struct expr_source *source, size_t first, size_t end)
{
    struct sum state = {0};
    if (expr->range.lanes) {
        return sum_in_lanes(expr, source, first, end);
    }
    for (size_t i = first; i < end; i++) {
        expr_take(expr->kind, &state, expr_term(source, &expr->range, i), i == first);
    }
    return expr_finished(expr->kind, &state);
}

/* Of a sum that few terms make, such as a row that a label picks from: those, and that the others
 * are 0. False where there are more of them. */
static bool pick_pieces(struct expr_pieces *pieces, const struct expr *expr,
    const struct expr_source *source, size_t count)
{
    size_t found = 0;
    if (expr->kind != EXPR_SUM || count > SHOW_PICKED) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        double value = expr_term(source, &expr->range, i);
        if (value == 0) {
            continue;
        }
        if (found == SHOW_FIRST) {
            return false;
        }
        pieces->all[found++] = (struct expr_piece){i, i + 1, 1, value};
    }
    if (found == 0) {
        return false;
    }
    pieces->all[found] = (struct expr_piece){0, count, count - found, 0};
    pieces->count = found + 1;
    return true;
}

/* The first terms, the last ones, and between them one number. */
static void end_pieces(struct expr_pieces *pieces, const struct expr *expr,
    const struct expr_source *source, size_t count)
{
    size_t rest = count - SHOW_FIRST - SHOW_LAST;
    for (size_t i = 0; i <= SHOW_FIRST + SHOW_LAST; i++) {
        size_t first = i > SHOW_FIRST ? i + rest - 1 : i;
        size_t end = i == SHOW_FIRST ? first + rest : first + 1;
        double value = i == SHOW_FIRST ? expr_range_value(expr, source, first, end)
                                       : expr_term(source, &expr->range, first);
        pieces->all[i] = (struct expr_piece){first, end, end - first, value};
    }
    pieces->count = SHOW_FIRST + SHOW_LAST + 1;
}

/* Computed once, as a batch may have millions of terms. */
const struct expr_pieces *expr_pieces(
    const struct expr *expr, const struct expr_source *source, size_t count)
{
    struct expr_pieces *pieces = expr->pieces;
    if (pieces->count == 0 && !pick_pieces(pieces, expr, source, count)) {
        end_pieces(pieces, expr, source, count);
    }
    return pieces;
}

/* ---- Numbers in a line ----------------------------------------------------------------------- */

/* A cell's number as text. In full it is shown as a double even in a float32 lesson: 7.65 there is
 * really 7.650000095367432, and a line that only comes out with those digits must show them. */
const char *expr_cell_text(char *buffer, double value, int decimals, enum dtype dtype)
{
    return num_show(buffer, value, decimals, decimals == EXPR_EXACT ? DTYPE_FLOAT64 : dtype);
}

/* A constant is shown as the lesson's dtype would write it, with all its digits. */
const char *expr_constant_text(char *buffer, double value, int decimals, enum dtype dtype)
{
    return num_shortest(buffer, value, decimals == EXPR_EXACT ? DTYPE_FLOAT64 : dtype);
}

size_t expr_cells(const struct expr *expr, size_t limit,
    void (*visit)(void *context, size_t slot, size_t row, size_t col), void *context)
{
    if (expr == NULL || expr->kind == EXPR_NUMBER) {
        return 0;
    }
    if (expr->a != NULL) {
        size_t seen = expr_cells(expr->a, limit, visit, context);
        return seen + expr_cells(expr->b, limit - seen, visit, context);
    }
    size_t count = expr_term_count(&expr->range);
    count = count < limit ? count : limit;
    for (size_t i = 0; i < count; i++) {
        size_t row = 0;
        size_t col = 0;
        expr_term_at(&expr->range, i, &row, &col);
        visit(context, expr->range.slot, row, col);
    }
    return count;
}

size_t expr_cell_count(const struct expr *expr)
{
    if (expr == NULL || expr->kind == EXPR_NUMBER) {
        return 0;
    }
    return expr->a != NULL ? expr_cell_count(expr->a) + expr_cell_count(expr->b)
                           : expr_term_count(&expr->range);
}

struct expr_place expr_cell_at(const struct expr *expr, size_t index)
{
    while (expr->a != NULL) {
        size_t left = expr_cell_count(expr->a);
        expr = index < left ? expr->a : expr->b;
        index -= index < left ? 0 : left;
    }
    struct expr_place place = {.slot = expr->range.slot};
    expr_term_at(&expr->range, index, &place.row, &place.col);
    return place;
}

#include "trail.h"

#include "numbers.h"
#include "walk.h"

#include <math.h>

enum {
    FEW = 64,   /* expressions of so many cells are looked through for repetitions */
    MANY = 4096 /* and of so many for the largest */
};

static bool in_range(
    const struct expr *expr, const struct stage *stage, size_t of, size_t row, size_t col)
{
    const struct expr_range *range = &expr->range;
    if (range->slot >= OP_MAX_INPUTS || stage->in[range->slot] != of) {
        return false;
    }
    return expr_term_of(range, row, col) != (size_t)-1;
}

static bool has_cells(enum expr_kind kind)
{
    return kind == EXPR_CELL || kind == EXPR_SUM || kind == EXPR_LARGEST || kind == EXPR_NONZERO;
}

bool expr_has_cell(
    const struct expr *expr, const struct stage *stage, size_t of, size_t row, size_t col)
{
    if (expr == NULL) {
        return false;
    }
    if (has_cells(expr->kind)) {
        return in_range(expr, stage, of, row, col);
    }
    return expr_has_cell(expr->a, stage, of, row, col) ||
           expr_has_cell(expr->b, stage, of, row, col);
}

static struct trail_place trail_place_of(const struct walk *walk)
{
    return (struct trail_place){.step = walk->step,
        .part = walk->part,
        .aside = walk->aside,
        .stage = walk_stage(walk),
        .row = walk_row(walk),
        .col = walk_col(walk)};
}

static bool same_trail_place(const struct trail_place *a, const struct trail_place *b)
{
    return a->step == b->step && a->part == b->part && a->aside == b->aside && a->row == b->row &&
           a->col == b->col;
}

/* The focused cell's expression, NULL where it has no cells or is not known yet. */
static const struct expr *explained(const struct walk *walk, struct arena *arena)
{
    const struct stage *info = walk_stage_info(walk);
    if (info->op == NULL || (info->form == FORM_SCALAR && !walk->folded)) {
        return NULL;
    }
    const struct expr *expr =
        trace_explain(walk->trace, walk_stage(walk), walk_row(walk), walk_col(walk), arena);
    return expr_cell_count(expr) > 0 ? expr : NULL;
}

/* Whole ranges: the largest, by its size where they are added up. */
static size_t first_choice(const struct walk *walk, const struct expr *expr, size_t count)
{
    bool sum = expr->kind == EXPR_SUM;
    if ((!sum && expr->kind != EXPR_LARGEST) || count > MANY) {
        return 0;
    }
    struct expr_source source = trace_source(walk->trace, walk_stage(walk));
    size_t best = 0;
    double largest = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        struct expr_place place = expr_cell_at(expr, i);
        double value = source.cell(source.context, place.slot, place.row, place.col);
        value = sum ? fabs(value) : value;
        if (value > largest) {
            largest = value;
            best = i;
        }
    }
    return best;
}

static bool repeats(const struct expr *expr, size_t index)
{
    struct expr_place place = expr_cell_at(expr, index);
    for (size_t i = 0; i < index && i < FEW; i++) {
        struct expr_place other = expr_cell_at(expr, i);
        if (other.slot == place.slot && other.row == place.row && other.col == place.col) {
            return true;
        }
    }
    return false;
}

static size_t choice(const struct walk *walk, const struct expr *expr, size_t count)
{
    const struct trail *trail = &walk->trail;
    struct trail_place here = trail_place_of(walk);
    bool chosen = trail->chosen && trail->operand < count && same_trail_place(&trail->at, &here);
    return chosen ? trail->operand : first_choice(walk, expr, count);
}

bool walk_operand(const struct walk *walk, struct operand *out)
{
    struct arena arena;
    arena_init(&arena);
    const struct expr *expr = explained(walk, &arena);
    if (expr != NULL) {
        size_t count = expr_cell_count(expr);
        *out = (struct operand){.index = choice(walk, expr, count), .count = count};
        out->place = expr_cell_at(expr, out->index);
        out->stage = walk_stage_info(walk)->in[out->place.slot];
        out->row = out->place.row;
        out->col = out->place.col;
    }
    arena_release(&arena);
    return expr != NULL;
}

static void choose(struct walk *walk, size_t operand)
{
    walk->trail.chosen = true;
    walk->trail.operand = operand;
    walk->trail.at = trail_place_of(walk);
}

void walk_choose(struct walk *walk, bool back)
{
    struct arena arena;
    arena_init(&arena);
    const struct expr *expr = explained(walk, &arena);
    if (expr != NULL) {
        size_t count = expr_cell_count(expr);
        size_t index = choice(walk, expr, count);
        do {
            index = back ? (index + count - 1) % count : (index + 1) % count;
        } while (index > 0 && repeats(expr, index));
        choose(walk, index);
    }
    arena_release(&arena);
}

bool walk_choose_cell(struct walk *walk, size_t stage, size_t row, size_t col)
{
    struct arena arena;
    arena_init(&arena);
    const struct expr *expr = explained(walk, &arena);
    const struct stage *info = walk_stage_info(walk);
    bool found = false;
    if (expr_has_cell(expr, info, stage, row, col)) {
        size_t count = expr_cell_count(expr);
        for (size_t i = 0; i < count && !found; i++) {
            struct expr_place place = expr_cell_at(expr, i);
            found = info->in[place.slot] == stage && place.row == row && place.col == col;
            if (found) {
                choose(walk, i);
            }
        }
    }
    arena_release(&arena);
    return found;
}

void walk_follow(struct walk *walk)
{
    struct operand operand;
    struct trail *trail = &walk->trail;
    if (!walk_operand(walk, &operand)) {
        return;
    }
    walk_check_trail(walk);
    if (trail->count == TRAIL_MAX) {
        return;
    }
    struct trail_place here = trail_place_of(walk);
    here.row = walk->row;
    here.col = walk->col;
    here.operand = operand.index;
    trail->places[trail->count++] = here;
    const struct stage *to = &trace_recipe(walk->trace)->stages[operand.stage];
    if (to->hidden) {
        walk->aside = operand.stage;
        walk->text_top = 0;
    } else {
        walk_go_stage(walk, operand.stage, to->group);
    }
    if (to->form != FORM_SCALAR) {
        walk->row = operand.row;
        walk->col = to->form == FORM_MATRIX ? operand.col : walk->col;
    }
    walk->why = true;
    trail->here = trail_place_of(walk);
}

bool walk_return(struct walk *walk)
{
    struct trail *trail = &walk->trail;
    walk_check_trail(walk);
    if (trail->count == 0) {
        return false;
    }
    struct trail_place to = trail->places[--trail->count];
    walk_go_place(walk, (struct place){to.step, to.part});
    walk->aside = to.aside;
    walk->row = to.row;
    walk->col = to.col;
    choose(walk, to.operand);
    trail->here = trail_place_of(walk);
    return true;
}

void walk_check_trail(struct walk *walk)
{
    struct trail_place here = trail_place_of(walk);
    if (walk->trail.count > 0 && !(walk->why && same_trail_place(&here, &walk->trail.here))) {
        walk->trail.count = 0;
    }
    /* A hidden stage is no step: one looks at it only in a why. */
    walk->aside = walk->why ? walk->aside : 0;
}

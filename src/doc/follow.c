#include "follow.h"

#include "elementary.h"
#include "mem.h"
#include "numbers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 2048 }; /* of a matrix that somebody follows by hand */

/* How somebody computes. */
enum way {
    IN_FULL,       /* carries all digits from blank to blank, */
    ROUNDED,       /* or those that are written down; */
    OF_CALCULATOR, /* the same of somebody who has no float32 */
    CALCULATOR_ROUNDED,
    WAYS
};

/* A cell that an answer hangs on. Those that it is made of come before it. */
struct node {
    size_t stage, row, col;
    const struct expr *expr; /* NULL: it is printed, or else given */
    double half;             /* how far off it may be for what is printed of it; 0: not at all */
    double value[WAYS];
    double moved;   /* how far one number that is given, half a digit off, moves it */
    size_t readers; /* where they begin in the list of all */
    size_t read_by; /* how many there are */
};

struct follow {
    struct trace *trace;
    struct follow_page page;
    struct arena *arena;
    struct node *nodes;
    size_t count, room;
    size_t *of_stage[RECIPE_MAX_STAGES]; /* by cell: its node, from 1; 0: none yet */
    size_t ways;
    bool known;
    /* While values are computed. */
    size_t at; /* the stage */
    enum way way;
    const double *moved; /* by node, in place of the way's values; NULL: those */
};

struct follow *follow_new(struct trace *trace, const struct follow_page *page, struct arena *arena)
{
    struct follow *follow = arena_alloc(arena, 1, sizeof *follow);
    *follow = (struct follow){.trace = trace, .page = *page, .arena = arena};
    follow->ways =
        trace_lesson(trace)->problem.dtype == DTYPE_FLOAT32 ? WAYS : (size_t)OF_CALCULATOR;
    return follow;
}

/* ---- What is printed ------------------------------------------------------------------------- */

static const struct stage *stage_of(const struct follow *follow, size_t index)
{
    return &trace_recipe(follow->trace)->stages[index];
}

static bool is_shown(const struct follow *follow, size_t index)
{
    return (follow->page.shown >> index & 1) != 0;
}

static bool is_printed(const struct follow *follow, size_t index)
{
    return is_shown(follow, index) &&
           (index < follow->page.first || stage_of(follow, index)->op == NULL);
}

/* Behind 1- or 1+, of 1-8e-09, which is 1 less that; else NULL. */
static const char *beside_one(const char *text)
{
    const char *one = text + (*text == '-');
    bool beside = one[0] == '1' && (one[1] == '-' || one[1] == '+');
    return beside ? one + 2 : NULL;
}

/* The number that stands there. */
static double read_back(const char *text, double value)
{
    double back = value;
    const char *apart = beside_one(text);
    if (apart == NULL) {
        (void)num_parse(text, strlen(text), &back);
    } else if (num_parse(apart, strlen(apart), &back)) {
        back = apart[-1] == '-' ? -back : back;
        back += *text == '-' ? -1 : 1;
    }
    return back;
}

static const char *text_of(const struct follow *follow, size_t index, double value, char *buffer)
{
    bool scalar = stage_of(follow, index)->form == FORM_SCALAR;
    return scalar ? num_show(buffer, value, follow->page.decimals,
                        trace_lesson(follow->trace)->problem.dtype)
                  : num_cell(buffer, value,
                        trace_stage_decimals(follow->trace, index, follow->page.decimals));
}

/* A unit of the last digit that is printed, or of the last decimal where some were left out. */
static double unit_of(const char *text, int decimals)
{
    struct answer answer;
    const char *apart = beside_one(text);
    double usual = elementary_pow(10, -decimals);
    bool known = answer_parse(apart != NULL ? apart : text, &answer) && answer.unit > 0;
    return known && (strchr(text, 'e') != NULL || answer.unit < usual) ? answer.unit : usual;
}

/* With all of its decimals, nobody can see whether it was. */
static bool may_be_rounded(const char *text, int decimals)
{
    struct answer answer;
    const char *apart = beside_one(text);
    return answer_parse(apart != NULL ? apart : text, &answer) &&
           (apart != NULL || answer.unit <= 1.5 * elementary_pow(10, -decimals));
}

/* What somebody writes down who rounds. */
static double written(const struct follow *follow, double value)
{
    char text[NUM_SIZE];
    return read_back(num_cell(text, value, follow->page.decimals), value);
}

/* ---- What an answer is made of --------------------------------------------------------------- */

static size_t find_node(struct follow *follow, size_t index, size_t row, size_t col);

static struct question_cell cell_in(
    const struct follow *follow, size_t reader, size_t slot, size_t row, size_t col)
{
    size_t index = stage_of(follow, reader)->in[slot];
    const struct stage *stage = stage_of(follow, index);
    bool scalar = stage->form == FORM_SCALAR;
    return (struct question_cell){index, scalar ? 0 : row, stage->width == 1 ? 0 : col};
}

struct walk_down {
    struct follow *follow;
    size_t stage;
};

static void visit(void *context, size_t slot, size_t row, size_t col)
{
    const struct walk_down *down = context;
    const struct question_cell cell = cell_in(down->follow, down->stage, slot, row, col);
    (void)find_node(down->follow, cell.stage, cell.row, cell.col);
}

/* A number that is given: as it is printed, where it is. */
static void give(struct follow *follow, struct node *node)
{
    const struct stage *stage = stage_of(follow, node->stage);
    double value = trace_cell(follow->trace, node->stage, node->row, node->col);
    double back = value;
    if (is_printed(follow, node->stage)) {
        char text[NUM_SIZE];
        back = read_back(text_of(follow, node->stage, value, text), value);
        bool logit = node->stage == trace_recipe(follow->trace)->scores &&
                     trace_lesson(follow->trace)->problem.score_kind == SCORES_LOGITS;
        bool open = !stage->whole && (logit || may_be_rounded(text, follow->page.decimals));
        node->half = open ? unit_of(text, follow->page.decimals) / 2 : 0;
    }
    for (size_t way = 0; way < WAYS; way++) {
        node->value[way] = back;
    }
}

static size_t add_node(struct follow *follow, const struct node *node)
{
    if (follow->count == follow->room) {
        size_t room = follow->room * 2 + 64;
        struct node *more = arena_alloc(follow->arena, room, sizeof *more);
        if (follow->count > 0) {
            memcpy(more, follow->nodes, follow->count * sizeof *more);
        }
        follow->nodes = more;
        follow->room = room;
    }
    follow->nodes[follow->count] = *node;
    return follow->count++;
}

static size_t find_node(struct follow *follow, size_t index, size_t row, size_t col)
{
    const struct stage *stage = stage_of(follow, index);
    size_t **of_stage = &follow->of_stage[index];
    if (*of_stage == NULL) {
        *of_stage = arena_alloc(follow->arena, stage->rows * stage->width, sizeof **of_stage);
    }
    size_t *known = &(*of_stage)[row * stage->width + col];
    if (*known > 0) {
        return *known - 1;
    }
    struct node node = {.stage = index, .row = row, .col = col};
    if (!is_printed(follow, index)) {
        node.expr = trace_explain(follow->trace, index, row, col, follow->arena);
    }
    if (node.expr == NULL) {
        give(follow, &node);
    } else {
        struct walk_down down = {follow, index};
        (void)expr_cells(node.expr, SIZE_MAX, visit, &down);
    }
    *known = add_node(follow, &node) + 1;
    return *known - 1;
}

static bool is_followed(const struct follow *follow)
{
    const struct recipe *recipe = trace_recipe(follow->trace);
    return recipe->rows <= MOST_CELLS / (recipe->cols > 0 ? recipe->cols : 1);
}

void follow_ask(struct follow *follow, const struct question_cell *cell)
{
    if (is_followed(follow)) {
        (void)find_node(follow, cell->stage, cell->row, cell->col);
    }
}

/* ---- What somebody gets ---------------------------------------------------------------------- */

static double cell_value(void *context, size_t slot, size_t row, size_t col)
{
    struct follow *follow = context;
    const struct question_cell cell = cell_in(follow, follow->at, slot, row, col);
    size_t at = find_node(follow, cell.stage, cell.row, cell.col);
    return follow->moved != NULL ? follow->moved[at] : follow->nodes[at].value[follow->way];
}

static double compute(struct follow *follow, const struct node *node)
{
    enum dtype dtype =
        follow->way < OF_CALCULATOR ? trace_lesson(follow->trace)->problem.dtype : DTYPE_FLOAT64;
    const struct expr_source source = {.context = follow, .cell = cell_value, .dtype = dtype};
    follow->at = node->stage;
    return num_store(expr_value(node->expr, &source), dtype);
}

static void compute_ways(struct follow *follow)
{
    follow->moved = NULL;
    for (size_t i = 0; i < follow->count; i++) {
        struct node *node = &follow->nodes[i];
        for (size_t way = 0; way < follow->ways && node->expr != NULL; way++) {
            follow->way = (enum way)way;
            double value = compute(follow, node);
            bool rounds = way % 2 != 0 && follow->page.rounds && is_shown(follow, node->stage);
            node->value[way] = rounds ? written(follow, value) : value;
        }
    }
}

/* Who reads what, in one list: counted first, then filled in. */
struct edges {
    struct follow *follow;
    size_t reader;
    size_t *list; /* NULL: counting */
};

static void visit_edge(void *context, size_t slot, size_t row, size_t col)
{
    const struct edges *edges = context;
    struct follow *follow = edges->follow;
    size_t reader = follow->nodes[edges->reader].stage;
    const struct question_cell cell = cell_in(follow, reader, slot, row, col);
    struct node *read = &follow->nodes[find_node(follow, cell.stage, cell.row, cell.col)];
    if (edges->list != NULL) {
        edges->list[read->readers + read->read_by] = edges->reader;
    }
    read->read_by++;
}

static size_t *find_readers(struct follow *follow)
{
    struct edges edges = {.follow = follow};
    for (int fills = 0; fills < 2; fills++) {
        for (size_t i = 0; i < follow->count; i++) {
            edges.reader = i;
            (void)expr_cells(follow->nodes[i].expr, SIZE_MAX, visit_edge, &edges);
        }
        size_t all = 0;
        for (size_t i = 0; fills == 0 && i < follow->count; i++) {
            follow->nodes[i].readers = all;
            all += follow->nodes[i].read_by;
            follow->nodes[i].read_by = 0;
        }
        edges.list = fills == 0 ? mem_alloc(all + 1, sizeof *edges.list) : edges.list;
    }
    return edges.list;
}

/* What a given number does that is `by` larger: to all that hangs on it, in order. */
static void move(struct follow *follow, size_t given, double by, double *values, bool *waits,
    const size_t *readers)
{
    values[given] += by;
    waits[given] = true;
    for (size_t i = given; i < follow->count; i++) {
        struct node *node = &follow->nodes[i];
        if (!waits[i]) {
            continue;
        }
        waits[i] = false;
        values[i] = i == given ? values[i] : compute(follow, node);
        double moved = fabs(values[i] - node->value[IN_FULL]);
        node->moved = isfinite(moved) && moved > node->moved ? moved : node->moved;
        for (size_t k = 0; k < node->read_by && values[i] != node->value[IN_FULL]; k++) {
            waits[readers[node->readers + k]] = true;
        }
    }
    for (size_t i = given; i < follow->count; i++) {
        values[i] = follow->nodes[i].value[IN_FULL];
    }
}

static void compute_moves(struct follow *follow)
{
    double *values = mem_alloc(follow->count + 1, sizeof *values);
    bool *waits = mem_alloc(follow->count + 1, sizeof *waits);
    size_t *readers = find_readers(follow);
    for (size_t i = 0; i < follow->count; i++) {
        values[i] = follow->nodes[i].value[IN_FULL];
    }
    follow->way = IN_FULL;
    follow->moved = values;
    for (size_t i = 0; i < follow->count; i++) {
        if (follow->nodes[i].half > 0) {
            move(follow, i, follow->nodes[i].half, values, waits, readers);
            move(follow, i, -follow->nodes[i].half, values, waits, readers);
        }
    }
    free(readers);
    free(waits);
    free(values);
}

/* ---- How far it may be off ------------------------------------------------------------------- */

/* How far the ways are from the number in the key: those in full, or those that round, too. */
static double need_of(const struct follow *follow, const struct node *node, double key, bool rounds)
{
    double need = 0;
    for (size_t way = 0; way < follow->ways; way++) {
        double value = node->value[way];
        double off = fmax(fabs(value - key), fabs(written(follow, value) - key));
        bool counts = isfinite(off) && (rounds || way % 2 == 0);
        need = counts && off > need ? off : need;
    }
    return need;
}

static double step(int digit, int exponent)
{
    char text[NUM_SIZE];
    double value = 0;
    (void)snprintf(text, sizeof text, "%de%d", digit, exponent);
    (void)num_parse(text, strlen(text), &value);
    return value;
}

/* The smallest that takes in what is needed, and is more than what the answer moves by. */
static double smallest(double need, double moved, int exponent)
{
    static const int digits[] = {1, 2, 5};
    static const double hair = 1e-9;
    for (size_t i = 0;; i++) {
        double tolerance = step(digits[i % 3], exponent + (int)(i / 3));
        if (need <= tolerance * (1 + hair) && moved < tolerance * (1 - hair)) {
            return tolerance;
        }
    }
}

bool follow_is_too_wide(double tolerance, double usual, double value)
{
    static const double most = 0.02;
    return tolerance > 1.5 * usual && tolerance > most * fabs(value);
}

struct follow_tolerance follow_tolerance(struct follow *follow, const struct question_cell *cell)
{
    double value = trace_cell(follow->trace, cell->stage, cell->row, cell->col);
    char text[NUM_SIZE];
    (void)num_cell(text, value, follow->page.decimals);
    int exponent = (int)rint(elementary_log10(unit_of(text, follow->page.decimals)));
    double usual = step(1, exponent);
    if (!isfinite(value) || !is_followed(follow)) {
        return (struct follow_tolerance){usual, usual, false};
    }
    size_t at = find_node(follow, cell->stage, cell->row, cell->col);
    if (!follow->known) {
        compute_ways(follow);
        compute_moves(follow);
        follow->known = true;
    }
    const struct node *node = &follow->nodes[at];
    double key = read_back(
        num_show(text, value, follow->page.decimals, trace_lesson(follow->trace)->problem.dtype),
        value);
    double in_full = smallest(need_of(follow, node, key, false), node->moved, exponent);
    double rounded = smallest(need_of(follow, node, key, true), node->moved, exponent);
    bool carry = rounded > in_full && follow_is_too_wide(rounded, usual, value);
    return (struct follow_tolerance){carry ? in_full : rounded, usual, carry};
}

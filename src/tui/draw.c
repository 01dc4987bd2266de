#include "draw.h"

#include "heat.h"
#include "i18n.h"
#include "layers.h"
#include "pane.h"
#include "summary.h"
#include "whatif.h"

/* How the height of a lesson's screen is shared out. */
struct frame {
    size_t rails; /* lines: 0 to 2 */
    size_t rules; /* 0 or 1 each: below the rails, above the text, above the loss line */
    bool bar;
    size_t body; /* lines left for tables and text */
};

static struct frame plan_frame(size_t rows)
{
    struct frame frame = {.rails = rows >= 18  ? 2
                                   : rows >= 9 ? 1
                                               : 0,
        .rules = rows >= 20 ? 1 : 0,
        .bar = rows >= 8};
    frame.body = rows - 2 - frame.rails - 3 * frame.rules - (frame.bar ? 1 : 0);
    return frame;
}

static struct pane part(const struct pane *pane, size_t y, size_t rows)
{
    struct pane line = *pane;
    line.at.y = y;
    line.at.rows = rows;
    return line;
}

/* Scalars stand to the right of what they are made from. */
enum { SCALAR_CELLS = 34 };

/* Bars stand to the right of the numbers they are of, and of the scalars. */
static struct rect draw_bars(
    const struct pane *pane, const struct walk *walk, const struct tables *plan, size_t upper)
{
    bool scalar = walk_stage_info(walk)->form == FORM_SCALAR;
    size_t left = 1 + table_cells(&plan->lower) + (scalar ? 2 + SCALAR_CELLS : 2);
    struct pane at = part(pane, pane->at.y + upper, table_height(&plan->lower));
    at.at.x += left;
    at.at.cols = pane->at.cols > left ? pane->at.cols - left : 0;
    at.at.cols = bars_draw(&at, walk, &plan->lower);
    return at.at;
}

/* What is drawn of tables. */
struct drawn {
    size_t lines;
    size_t row_first; /* in sight */
    struct rect bars;
};

/* Draws tables in at most `rows` lines. */
static struct drawn draw_tables(const struct pane *pane, struct ui *ui, size_t rows)
{
    const struct walk *walk = &ui->walk;
    bool scalar = walk_stage_info(walk)->form == FORM_SCALAR;
    struct tables plan =
        tables_plan(walk, pane->grid, pane->at.cols - 1, rows, scalar ? SCALAR_CELLS : 0);
    size_t upper = 0;
    size_t lower = table_height(&plan.lower);
    struct pane at = part(pane, pane->at.y, rows);
    at.at.x += 1;
    at.at.cols -= 1;
    for (size_t i = 0; i < TABLE_MAX_UPPER; i++) {
        size_t height = table_height(&plan.upper[i]);
        at.at.rows = height;
        table_draw(&at, walk, &plan.upper[i]);
        at.at.y += height;
        upper += height;
    }
    at.at.rows = rows - upper;
    table_draw(&at, walk, &plan.lower);
    ui->seen.page_rows = plan.lower.row_count;
    if (scalar) {
        size_t left = plan.lower.count > 0 ? table_cells(&plan.lower) + 2 : 0;
        at.at.x += left;
        at.at.cols -= left;
        size_t parts = walk_part_count(walk, walk->step);
        at.at.y += lower > parts ? 1 : 0;
        scalars_draw(&at, walk);
        lower = lower > parts ? lower : parts;
    }
    return (struct drawn){.lines = upper + lower < rows ? upper + lower : rows,
        .row_first = plan.lower.row_first,
        .bars = draw_bars(pane, walk, &plan, upper)};
}

/* What each mark on this screen means. */
static const char *legend_text(const struct pane *pane, const struct walk *walk)
{
    unsigned marks = pane->hits->marks | (walk_is_changed(walk) ? MARK_CHANGED : 0);
    const char *chosen = arena_printf(pane->arena, _("%sx%s Enter follows"),
        chosen_mark(pane->grid, true), chosen_mark(pane->grid, false));
    bool binary = problem_is_binary(&walk->lesson->problem);
    bool few = (marks & ~(unsigned)(MARK_TRUTH | MARK_OPERAND)) == 0;
    const struct {
        enum mark mark;
        const char *meaning;
    } all[] = {
        {MARK_TRUTH, binary ? _("[x] target 1") : _("[x] true class")},
        {MARK_OPERAND,
            few ? _(">x< goes into the number under the cursor") : _(">x< goes into it")},
        {MARK_BOTH, _("{x} both")},
        {MARK_CHOSEN, chosen},
        {MARK_CHANGED, _("* changed")},
        {MARK_NEGATIVE_ZERO, _("-0 equals 0")},
    };
    const char *legend = "";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bool said =
            (marks & all[i].mark) != 0 || ((marks & MARK_BOTH) != 0 && all[i].mark < MARK_BOTH);
        if (said) {
            legend = arena_printf(
                pane->arena, "%s%s%s", legend, *legend == '\0' ? "" : "   ", all[i].meaning);
        }
    }
    return legend;
}

/* What the marks mean, at the foot of a text that leaves room for it. */
static void draw_legend(const struct pane *pane, const struct walk *walk, size_t lines)
{
    const char *legend = legend_text(pane, walk);
    if (lines + 2 <= pane->at.rows && grid_width(pane->grid, legend) <= pane->at.cols) {
        size_t y = pane->at.y + pane->at.rows - 1;
        size_t used = grid_put(pane->grid, pane->at.x, y, pane->at.cols, STYLE_DIM, legend) + 4;
        enum heat heat = heat_of(trace_recipe(walk->trace), walk_stage(walk), pane->grid);
        if (heat != HEAT_NONE && used < pane->at.cols) {
            heat_legend(pane->grid, pane->at.x + used, y, pane->at.cols - used, heat);
        }
    }
}

/* The first line that is shown: what is marked is in sight. */
static size_t top_of(const struct text *text, const struct pane *pane, size_t top)
{
    struct rect at = {0, 0, pane->at.cols, 0};
    size_t rows = pane->at.rows > 1 ? pane->at.rows - 1 : 1;
    if (text->mark == NULL || text_flow(text, pane->grid, at, 0) <= pane->at.rows) {
        return top;
    }
    size_t marked = text_marked_line(text, pane->grid, pane->at.cols);
    bool above = marked < top;
    bool below = marked >= top + rows;
    return below ? marked + 1 - rows : above ? marked : top;
}

enum { TEXT_MOST = 80 }; /* cells of a line of prose: longer ones are hard to follow */

static size_t prose_cells(const struct ui *ui, size_t cols)
{
    bool prose = layer_top(ui)->turns_text && !ui->walk.why;
    return prose && cols > TEXT_MOST ? TEXT_MOST : cols;
}

static size_t line_count(const struct text *text, struct grid *grid, size_t cols)
{
    return text_flow(text, grid, (struct rect){1, 0, cols, 0}, 0);
}

static void draw_body(const struct pane *pane, struct ui *ui, const struct frame *frame)
{
    struct walk *walk = &ui->walk;
    struct grid *grid = pane->grid;
    size_t cols = pane->at.cols - 2;
    struct text worked;
    struct text rest;
    text_init(&worked, pane->arena);
    text_init(&rest, pane->arena);
    rest.hits = pane->hits;
    notice_text(&worked, ui);
    const struct screen_layer *layer = layer_top(ui);
    bool asking = layer->asks;
    whatif_text(&worked, walk, layer->id != ON_STEP && layer->id != ON_QUESTION);
    layer->below(&(struct below){&worked, &rest, grid, cols, frame->body < 12}, ui);
    size_t lines = line_count(&worked, grid, cols);
    size_t more = line_count(&rest, grid, prose_cells(ui, cols));
    /* The tables may have what the text leaves, and at least half. */
    size_t body = frame->body;
    size_t half = asking && body < 12 ? 3 : walk->why && body < 12 ? 4 : body - body / 2;
    size_t need = lines + (lines > 0 && more > 0 ? 1 : 0) + more;
    size_t table_rows = body > need + half ? body - need : half;
    if (body < 12 && !walk->why && !asking && table_rows < body - 2) {
        table_rows = body - 2;
    }
    const struct drawn drawn = draw_tables(pane, ui, table_rows);
    size_t used = drawn.lines;
    size_t y = pane->at.y + used;
    if (frame->rules > 0) {
        grid_rule(grid, y++);
        body++;
    }
    size_t room = body - used - frame->rules;
    if (layer->pictures) {
        const struct picture_scene scene = scene_of(walk, drawn.row_first, ui->seen.page_rows);
        struct pane all = part(pane, pane->at.y, body);
        const struct pictures_text below = {&worked, &rest, y, frame->rules > 0, drawn.bars};
        cols = pictures_draw(&all, &scene, &below, &ui->seen);
        lines = line_count(&worked, grid, cols);
        more = line_count(&rest, grid, prose_cells(ui, cols));
    }
    size_t head = lines < room ? lines : room;
    ui->seen.head_cut = head < lines && layer->pictures; /* of a step */
    (void)text_flow(&worked, grid, (struct rect){1, y, cols, head}, 0);
    bool gap = head > 0 && room > lines + 4;
    struct pane text = part(pane, y + head + (gap ? 1 : 0), room - head - (gap ? 1 : 0));
    text.at.x = 1;
    text.at.cols = pane->at.cols - 2;
    draw_legend(&text, walk, more);
    text.at.cols = prose_cells(ui, cols);
    /* Where it has one line, Space opens it, once. */
    bool is_read = layer->covers_text ? walk->cover_read : walk->text_read;
    const char *key = text.at.rows > 1 ? "J" : is_read ? _("seen") : _("Space");
    text_pane_draw(&text, &rest, top_of(&rest, &text, walk->text_top), key, &ui->seen);
    if (asking) {
        quiz_set_cursor(&text);
    }
    if (!grid->has_cursor) { /* the number has no room: it stands where the text tells of it */
        grid_set_cursor(grid, 1, y);
    }
}

static void draw_lesson(const struct pane *pane, struct ui *ui)
{
    const struct walk *walk = &ui->walk;
    size_t rows = pane->at.rows;
    struct frame frame = plan_frame(rows);
    struct pane line = part(pane, 0, 1);
    header_draw(&line, walk);
    line.at.y = 1;
    if (frame.rails > 0) {
        step_rail_draw(&line, walk);
    }
    line.at.y = 2;
    if (frame.rails > 1) {
        part_rail_draw(&line, walk);
    }
    size_t top = 1 + frame.rails;
    if (frame.rules > 0) {
        grid_rule(pane->grid, top++);
    }
    struct pane body = part(pane, top, frame.body);
    draw_body(&body, ui, &frame);
    line.at.y = rows - 1 - (frame.bar ? 1 : 0);
    loss_line_draw(&line, walk);
    if (frame.rules > 0) {
        grid_rule(pane->grid, line.at.y - 1);
    }
    if (frame.bar) {
        line.at.y = rows - 1;
        key_bar_draw(&line, ui);
    }
}

/* Whatever else lies on top, above the key bar. */
static void draw_layer(const struct pane *pane, struct ui *ui, const struct screen_layer *layer)
{
    struct pane body = part(pane, 0, pane->at.rows - 1);
    if (layer->text != NULL) {
        struct text text;
        text_init(&text, pane->arena);
        layer->text(&text, pane->grid, ui);
        body.at.x = 1;
        body.at.cols -= 2;
        if (ui->find_mark) {
            size_t line = text_marked_line(&text, pane->grid, body.at.cols);
            ui->overlay_top = line > 2 ? line - 2 : 0; /* with a little before it */
            ui->find_mark = false;
        }
        text_pane_draw(&body, &text, ui->overlay_top, _("Down"), &ui->seen);
    } else {
        layer->body(&body, ui);
    }
    struct pane bar = part(pane, pane->at.rows - 1, 1);
    key_bar_draw(&bar, ui);
    if (layer->text != NULL) {
        grid_set_cursor(pane->grid, 0, 0);
    }
}

static void draw_notice(const struct pane *pane)
{
    struct text text;
    text_init(&text, pane->arena);
    text_add(&text, STYLE_PLAIN,
        arena_printf(pane->arena,
            _("losswalk needs %d x %d characters; this window has %zu x %zu."), DRAW_MIN_COLS,
            DRAW_MIN_ROWS, pane->at.cols, pane->at.rows));
    (void)text_flow(&text, pane->grid, pane->at, 0);
}

void ui_draw(struct ui *ui, struct grid *grid)
{
    struct arena arena;
    arena_init(&arena);
    grid_resize(grid, grid->cols, grid->rows);
    ui->seen = (struct ui_seen){.page_rows = 1, .hits = ui->seen.hits};
    ui->seen.hits.count = 0;
    ui->seen.hits.marks = 0;
    if (ui->walk.lesson != NULL) {
        whatif_look(&ui->walk);
        summary_look(&ui->walk);
    }
    struct pane pane = {grid, {0, 0, grid->cols, grid->rows}, &arena, &ui->seen.hits};
    const struct screen_layer *layer = layer_top(ui);
    if (grid->cols < DRAW_MIN_COLS || grid->rows < DRAW_MIN_ROWS) {
        draw_notice(&pane);
        ui->seen.too_small = true;
    } else if (layer->text == NULL && layer->body == NULL) {
        draw_lesson(&pane, ui);
    } else {
        draw_layer(&pane, ui, layer);
    }
    arena_release(&arena);
}

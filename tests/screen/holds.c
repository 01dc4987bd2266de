#include "holds.h"

#include "i18n.h"
#include "layers.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* In a function that returns what is not so: that, where this is not. */
#define NEED(holds, what)                                                                          \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            return what;                                                                           \
        }                                                                                          \
    } while (0)

static const char *cell_holds(const struct grid *grid, size_t x, size_t y)
{
    const struct grid_cell *cell = grid_at(grid, x, y);
    NEED(cell->style < STYLE_COUNT, "a style is one");
    if (cell->width == 1 && cell->text[0] >= ' ' && cell->text[0] < 0x7f && cell->text[1] == '\0') {
        return NULL;
    }
    if (cell->width == 2) {
        NEED(x + 1 < grid->cols && grid_at(grid, x + 1, y)->width == 0,
            "a wide character has its right half");
    } else if (cell->width == 0) {
        NEED(x > 0 && grid_at(grid, x - 1, y)->width == 2, "a right half has its left one");
    }
    size_t size = strlen(cell->text);
    NEED(size > 0 || cell->width == 0, "a cell has a character");
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(cell->text + i, size - i, &code);
        NEED(used > 0 && utf8_is_safe(code) && code != '\n' && code != '\t', "a character is safe");
        NEED(!grid->ascii || code < 0x80, "a character is ASCII");
        i += used;
    }
    return NULL;
}

static size_t cells_of_style(const struct grid *grid, size_t y, enum style style)
{
    size_t count = 0;
    for (size_t x = 0; x < grid->cols; x++) {
        const struct grid_cell *cell = grid_at(grid, x, y);
        count += cell->style == (unsigned char)style && strcmp(cell->text, " ") != 0 ? 1 : 0;
    }
    return count;
}

/* Where one is and, in a lesson that comes to it, what it costs are always there. */
static const char *frame_holds(const struct ui *ui, const struct grid *grid)
{
    char step[64];
    struct str header;
    str_init(&header);
    for (size_t x = 0; x < grid->cols; x++) {
        str_add(&header, grid_at(grid, x, 0)->text);
    }
    const char *word = strcmp(i18n_language(), "en") == 0 ? "step " : "";
    (void)snprintf(step, sizeof step, "%s%zu/%zu", word, ui->walk.step + 1, walk_steps(&ui->walk));
    bool told = strstr(header.data, step) != NULL;
    str_release(&header);
    NEED(told, "the header says which step");
    if (!trace_reads_loss(ui->walk.trace)) {
        return NULL;
    }
    NEED(cells_of_style(grid, 0, STYLE_LOSS) > 0, "the header has the loss");
    size_t line = grid->rows - (grid->rows >= 8 ? 2 : 1);
    NEED(cells_of_style(grid, line, STYLE_LOSS) > 0, "the loss line is there");
    return NULL;
}

const char *holds_grid(const struct ui *ui, const struct grid *grid)
{
    const char *broken = NULL;
    for (size_t i = 0; i < grid->rows * grid->cols && broken == NULL; i++) {
        broken = cell_holds(grid, i % grid->cols, i / grid->cols);
    }
    NEED(broken == NULL, broken);
    NEED(!grid->has_cursor || (grid->cursor_x < grid->cols && grid->cursor_y < grid->rows),
        "the cursor is inside");
    if (grid->cols >= DRAW_MIN_COLS && grid->rows >= DRAW_MIN_ROWS) {
        NEED(grid->has_cursor, "there is a cursor");
        unsigned full = ON_LIST | ON_HELP | ON_MESSAGES | ON_COMPARE;
        if (((unsigned)ui_layer(ui) & full) == 0) {
            return frame_holds(ui, grid);
        }
    }
    return NULL;
}

const char *holds_walk(const struct ui *ui)
{
    const struct walk *walk = &ui->walk;
    size_t parts[RECIPE_MAX_STAGES];
    if (walk->lesson == NULL) {
        NEED(ui->shelf.count == 0 || ui->chosen < ui->shelf.count, "the choice is in the list");
        return NULL;
    }
    NEED(walk->step < walk_steps(walk), "the step is one");
    NEED(walk->part < walk_parts(walk, walk->step, parts), "the part is one");
    size_t stage = walk_stage(walk);
    NEED(walk_row(walk) < walk_stage_rows(walk, stage), "the row is inside");
    NEED(walk_col(walk) < walk_stage_cols(walk, stage), "the column is inside");
    NEED(walk->aside == 0 || (walk->why && walk_stage_info(walk)->hidden),
        "a hidden stage is shown in a why alone");
    NEED(walk->trail.count < TRAIL_MAX, "the trail has room");
    NEED(walk->rival <= walk->rivals.count && walk->rivals.known <= walk->rivals.count,
        "the chosen rules are in the list");
    NEED(!walk->comparing || walk->rivals.count > 0, "there is something to compare");
    NEED(ui->quiz.question == NULL || strlen(ui->quiz.input.text) < ANSWER_SIZE,
        "the answer has an end");
    NEED(ui->quiz.question == NULL || quiz_is_done(&ui->quiz) ||
             quiz_mark_of(&ui->quiz, walk->lesson, ui->quiz.question) <= QUIZ_PASSED,
        "the question on the screen is the one that waits");
    NEED(walk->exact == NULL || walk->lesson->problem.dtype != DTYPE_FLOAT64,
        "only what is not float64 has a twin");
    NEED(walk->decimals >= 0 && walk->decimals <= WALK_MAX_DECIMALS, "the decimals are in bounds");
    return NULL;
}

bool holds_same(const struct grid *a, const struct grid *b)
{
    if (a->cols != b->cols || a->rows != b->rows || a->has_cursor != b->has_cursor ||
        (a->has_cursor && (a->cursor_x != b->cursor_x || a->cursor_y != b->cursor_y))) {
        return false;
    }
    for (size_t i = 0; i < a->cols * a->rows; i++) {
        const struct grid_cell *left = &a->cells[i];
        const struct grid_cell *right = &b->cells[i];
        if (strcmp(left->text, right->text) != 0 || left->style != right->style) {
            return false;
        }
    }
    return true;
}

const char *holds_drawn(struct ui *ui, struct grid *grid)
{
    static struct walk before;
    memcpy(&before, &ui->walk, sizeof before);
    ui_draw(ui, grid);
    const struct whatif *changed = &ui->walk.whatif;
    NEED(before.whatif.lesson == changed->lesson && before.whatif.done == changed->done &&
             before.whatif.count == changed->count && before.whatif.saved == changed->saved,
        "drawing leaves the changes alone");
    memcpy(&before.whatif, changed, sizeof before.whatif);
    memcpy(&before.summarized, &ui->walk.summarized, sizeof before.summarized);
    NEED(memcmp(&before, &ui->walk, sizeof before) == 0, "drawing leaves the walk alone");
    return NULL;
}

/* 100,000 random keys, with resizes, saves and reloads in between: whatever comes, the state stays
 * within its bounds, and its picture is whole and the same whenever it is drawn again. */
#include "check_main.h"

#include "draw.h"
#include "keys.h"
#include "layers.h"
#include "ui.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    STEPS = 10000, /* for each lesson */
    MOST_KEYS = 256,
    MOST_COLS = 500,
    MOST_ROWS = 200
};

static const char *const LESSONS[] = {"three.md", "wide.md", "binary.md", "certain.md", "cjk.md",
    "untidy.md", "past-end.md", "single.md", "weighted.md", "questions.md", "pictures.md"};

static struct ui ui;
static struct grid grid;
static struct grid other;

/* Where a failure was. */
static const char *lesson;
static uint32_t seed;
static int at;

static uint32_t keys[MOST_KEYS]; /* every key of every request */
static size_t key_count;
static bool asked[REQUEST_COUNT]; /* what was asked for so far */

static void print_grid(const struct grid *shown)
{
    for (size_t y = 0; y < shown->rows; y++) {
        for (size_t x = 0; x < shown->cols; x++) {
            (void)fputs(grid_at(shown, x, y)->text, stderr);
        }
        (void)fputc('\n', stderr);
    }
}

static void need(bool holds, const char *what)
{
    if (!holds) {
        print_grid(&grid);
        ck_abort_msg("%s, seed %u, key %d, %zu x %zu: not so: %s", lesson, seed, at, grid.cols,
            grid.rows, what);
    }
}

/* A small generator of our own: the same keys on every machine. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

/* ---- What must hold -------------------------------------------------------------------------- */

static void check_cell(const struct grid_cell *cell, size_t x, size_t y)
{
    if (cell->style >= STYLE_COUNT) {
        need(false, "a style is one");
    }
    if (cell->width == 1 && cell->text[0] >= ' ' && cell->text[0] < 0x7f && cell->text[1] == '\0') {
        return;
    }
    if (cell->width == 2) {
        need(x + 1 < grid.cols && grid_at(&grid, x + 1, y)->width == 0,
            "a wide character has its right half");
    } else if (cell->width == 0) {
        need(x > 0 && grid_at(&grid, x - 1, y)->width == 2, "a right half has its left one");
    }
    size_t size = strlen(cell->text);
    need(size > 0 || cell->width == 0, "a cell has a character");
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(cell->text + i, size - i, &code);
        need(used > 0 && utf8_is_safe(code) && code != '\n' && code != '\t', "a character is safe");
        i += used > 0 ? used : size;
    }
}

static size_t cells_of_style(size_t y, enum style style)
{
    size_t count = 0;
    for (size_t x = 0; x < grid.cols; x++) {
        const struct grid_cell *cell = grid_at(&grid, x, y);
        count += cell->style == (unsigned char)style && strcmp(cell->text, " ") != 0 ? 1 : 0;
    }
    return count;
}

/* Where one is and what it costs are always there. */
static void check_frame(void)
{
    char step[64];
    struct str header;
    str_init(&header);
    for (size_t x = 0; x < grid.cols; x++) {
        str_add(&header, grid_at(&grid, x, 0)->text);
    }
    (void)snprintf(step, sizeof step, "step %zu/%zu", ui.walk.step + 1, walk_steps(&ui.walk));
    need(strstr(header.data, step) != NULL, "the header says which step");
    str_release(&header);
    need(cells_of_style(0, STYLE_LOSS) > 0, "the header has the loss");
    size_t line = grid.rows - (grid.rows >= 8 ? 2 : 1);
    need(cells_of_style(line, STYLE_LOSS) > 0, "the loss line is there");
}

static void check_grid(void)
{
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            check_cell(grid_at(&grid, x, y), x, y);
        }
    }
    need(!grid.has_cursor || (grid.cursor_x < grid.cols && grid.cursor_y < grid.rows),
        "the cursor is inside");
    if (grid.cols >= DRAW_MIN_COLS && grid.rows >= DRAW_MIN_ROWS) {
        need(grid.has_cursor, "there is a cursor");
        enum layer layer = ui_layer(&ui);
        unsigned full = ON_LIST | ON_HELP | ON_MESSAGES | ON_COMPARE;
        if (((unsigned)layer & full) == 0) {
            check_frame();
        }
    }
}

static void check_walk(void)
{
    const struct walk *walk = &ui.walk;
    size_t parts[RECIPE_MAX_STAGES];
    if (walk->lesson == NULL) {
        need(ui.shelf.count == 0 || ui.chosen < ui.shelf.count, "the choice is in the list");
        return;
    }
    need(walk->step < walk_steps(walk), "the step is one");
    need(walk->part < walk_parts(walk, walk->step, parts), "the part is one");
    size_t stage = walk_stage(walk);
    need(walk_row(walk) < walk_stage_rows(walk, stage), "the row is inside");
    need(walk_col(walk) < walk_stage_cols(walk, stage), "the column is inside");
    need(walk->aside == 0 || (walk->why && walk_stage_info(walk)->hidden),
        "a hidden stage is shown in a why alone");
    need(walk->trail.count < TRAIL_MAX, "the trail has room");
    need(walk->rival <= walk->rivals.count && walk->rivals.known <= walk->rivals.count,
        "the chosen rules are in the list");
    need(!walk->comparing || walk->rivals.count > 0, "there is something to compare");
    need(ui.quiz.question == NULL || strlen(ui.quiz.input.text) < ANSWER_SIZE,
        "the answer has an end");
    need(ui.quiz.question == NULL || quiz_is_done(&ui.quiz) ||
             quiz_mark_of(&ui.quiz, walk->lesson, ui.quiz.question) <= QUIZ_PASSED,
        "the question on the screen is the one that waits");
    need(walk->exact == NULL || walk->lesson->problem.dtype != DTYPE_FLOAT64,
        "only what is not float64 has a twin");
    need(walk->decimals >= 0 && walk->decimals <= WALK_MAX_DECIMALS, "the decimals are in bounds");
}

static bool same_picture(const struct grid *a, const struct grid *b)
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

static void size_of(struct grid *drawn, size_t cols, size_t rows)
{
    drawn->shades = grid.shades;
    grid_resize(drawn, cols, rows);
}

/* A drawing in any size leaves the walk as it was, but for what is found out about changes. */
static void draw(struct grid *drawn)
{
    static struct walk before;
    memcpy(&before, &ui.walk, sizeof before);
    ui_draw(&ui, drawn);
    const struct whatif *changed = &ui.walk.whatif;
    need(before.whatif.lesson == changed->lesson && before.whatif.done == changed->done &&
             before.whatif.count == changed->count && before.whatif.saved == changed->saved,
        "drawing leaves the changes alone");
    memcpy(&before.whatif, changed, sizeof before.whatif);
    memcpy(&before.summarized, &ui.walk.summarized, sizeof before.summarized);
    need(memcmp(&before, &ui.walk, sizeof before) == 0, "drawing leaves the walk alone");
}

/* Drawn twice it is the same; drawn in another size and back, too. */
static void check_redrawing(size_t cols, size_t rows)
{
    size_of(&other, grid.cols, grid.rows);
    draw(&other);
    need(same_picture(&grid, &other), "drawn again it is the same");
    size_of(&other, cols, rows);
    draw(&other);
    size_of(&other, grid.cols, grid.rows);
    draw(&other);
    need(same_picture(&grid, &other), "drawn in another size and back it is the same");
}

/* ---- What comes ------------------------------------------------------------------------------ */

static void collect_keys(void)
{
    key_count = 0;
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        for (const char *name = request_info((enum request)i)->keys; *name != '\0';) {
            size_t size = strcspn(name, " ");
            ck_assert_uint_lt(key_count, MOST_KEYS);
            keys[key_count++] = key_by_name(name, size);
            name += size;
            name += strspn(name, " ");
        }
    }
}

static uint32_t random_key(uint32_t *state)
{
    static const uint32_t often[] = {
        '\r', '\r', 27, '\t', ' ', ' ', ']', '[', PRESS_DOWN, PRESS_RIGHT, 'c', 'd', 'S', '}', '{'};
    static const uint32_t odd[] = {0, 0x110000, 0x3000, 0x4e2d, 0x301, 0x202e, 0xfffd, PRESS_NONE};
    uint32_t random = next_random(state);
    uint32_t which = next_random(state);
    switch (random % 8) {
    case 0:
    case 1:
        return often[which % (sizeof often / sizeof *often)];
    case 2:
        return which % 16 == 0 ? odd[which / 16 % (sizeof odd / sizeof *odd)] : which / 16 % 128;
    default:
        return keys[which % key_count];
    }
}

static void press(uint32_t key)
{
    asked[layer_request(&ui, key)] = true;
    ui_key(&ui, key);
    ui.done = false;
    if (ui.walk.lesson == NULL && at % 8 == 0) {
        ui_handle(&ui, REQUEST_open);
    }
}

/* Mostly small, as that is where room runs out and drawing is quick. */
static void random_size(uint32_t *state, size_t *cols, size_t *rows)
{
    uint32_t random = next_random(state);
    bool large = random % 128 == 0;
    *cols = 1 + next_random(state) % (large ? MOST_COLS : 64);
    *rows = 1 + next_random(state) % (large ? MOST_ROWS : 20);
    if (random % 16 == 1) {
        *cols = 80;
        *rows = 24;
    }
}

/* The lesson as it is, or cut short so that it cannot be read. */
static void save(const char *path, const struct str *text, bool whole)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    size_t size = whole ? text->len : text->len / 4;
    ck_assert_uint_eq(fwrite(text->data, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static void read_all(const char *path, struct str *text)
{
    char buffer[4096];
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    for (size_t size = 1; size > 0;) {
        size = fread(buffer, 1, sizeof buffer, file);
        str_addn(text, buffer, size);
    }
    ck_assert_int_eq(fclose(file), 0);
}

static void step(uint32_t *state, const char *path, const struct str *text)
{
    size_t cols = 0;
    size_t rows = 0;
    uint32_t random = next_random(state);
    uint32_t key = random_key(state);
    press(ui.prompt.kind == PROMPT_SAVE ? 27 : key); /* a copy would be written */
    check_walk();
    if (random % 4 == 0) {
        (void)ui_idle(&ui);
    }
    if (random % 8 == 1) {
        grid.shades = random % 16 == 1;
        random_size(state, &cols, &rows);
        grid_resize(&grid, cols, rows);
    }
    if (random % 256 == 2) {
        save(path, text, random % 512 == 2);
        (void)ui_look(&ui);
    }
    if (random % 1024 == 3 && ui.quiz.question == NULL) { /* always something to ask */
        ui.quiz.record_count = 0;
        ui.quiz.asking = QUIZ_ONCE;
        ui.walk.furthest = walk_place(&ui.walk);
    }
    draw(&grid);
    check_grid();
    if (random % 16 == 4) {
        random_size(state, &cols, &rows);
        check_redrawing(cols, rows);
    }
}

START_TEST(anything_may_come)
{
    char path[] = "/tmp/losswalk-random-XXXXXX";
    const char *paths[] = {path, NULL};
    const struct walk_options options = {.precision = -1};
    struct str text;
    str_init(&text);
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    lesson = LESSONS[_i];
    read_all(lesson, &text);
    ck_assert_int_eq(close(mkstemp(path)), 0);
    save(path, &text, true);
    collect_keys();
    grid_init(&grid, false);
    grid_init(&other, false);
    grid_resize(&grid, 80, 24);
    ui_init(&ui, NULL, paths, &options);
    ck_assert_ptr_nonnull(ui.walk.lesson);
    seed = (uint32_t)_i + 1;
    uint32_t state = seed;
    for (at = 0; at < STEPS; at++) {
        step(&state, path, &text);
    }
    bool quiz = strcmp(lesson, "questions.md") == 0;
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        bool of_quiz = i == REQUEST_answer || i == REQUEST_hint || i == REQUEST_later;
        need(asked[i] || (of_quiz && !quiz), request_info((enum request)i)->id);
    }
    ui_release(&ui);
    grid_release(&grid);
    grid_release(&other);
    str_release(&text);
    ck_assert_int_eq(unlink(path), 0);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *tcase = tcase_create("keys");
    tcase_add_loop_test(tcase, anything_may_come, 0, (int)(sizeof LESSONS / sizeof *LESSONS));
    suite_add_tcase(suite, tcase);
    return suite;
}

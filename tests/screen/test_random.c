/* 100,000 random keys, with resizes, saves and reloads in between: whatever comes, the state stays
 * within its bounds, and its picture is whole and the same whenever it is drawn again. */
#include "check_main.h"

#include "holds.h"
#include "keys.h"
#include "layers.h"
#include "ui.h"

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

static void hold(const char *broken)
{
    need(broken == NULL, broken);
}

/* ---- What must hold -------------------------------------------------------------------------- */

static void size_of(struct grid *drawn, size_t cols, size_t rows)
{
    drawn->shades = grid.shades;
    grid_resize(drawn, cols, rows);
}

static void draw(struct grid *drawn)
{
    hold(holds_drawn(&ui, drawn));
}

/* Drawn twice it is the same; drawn in another size and back, too. */
static void check_redrawing(size_t cols, size_t rows)
{
    size_of(&other, grid.cols, grid.rows);
    draw(&other);
    need(holds_same(&grid, &other), "drawn again it is the same");
    size_of(&other, cols, rows);
    draw(&other);
    size_of(&other, grid.cols, grid.rows);
    draw(&other);
    need(holds_same(&grid, &other), "drawn in another size and back it is the same");
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
    hold(holds_walk(&ui));
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
    hold(holds_grid(&ui, &grid));
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

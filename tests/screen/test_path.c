/* The path of a student who presses one key. A robot that knows only Space, or only PgDn, goes
 * through the shipped course in four sizes, and looks at each screen: none comes twice in a row,
 * every part of every lesson is shown, with its inputs where the screen has room for them, every
 * text is read to its end, and the way leads through all lessons to the end. So it does where a why
 * or the switches are opened at each part, before its text was read or while it is.
 */
#include "check_main.h"

#include "catalogue.h"
#include "draw.h"
#include "layers.h"
#include "mem.h"
#include "str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ui ui;
static struct grid grid;
static struct catalogue catalogue;

/* What a lesson has shown so far. */
static struct {
    const struct lesson *lesson;
    bool parts[RECIPE_MAX_STAGES];     /* by stage */
    size_t screens[RECIPE_MAX_STAGES]; /* of the part's text */
    struct str words;                  /* of all its screens, with blanks around */
} seen;

static void copy_screen(struct str *out)
{
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            str_add(out, grid_at(&grid, x, y)->text);
        }
        str_addc(out, ' ');
    }
}

static const char *where(void)
{
    static char text[200];
    const struct walk *walk = &ui.walk;
    (void)snprintf(text, sizeof text, "%zu x %zu, %s, %s", grid.cols, grid.rows,
        walk->lesson == NULL ? "the list" : walk->lesson->id,
        walk->lesson == NULL ? "" : walk_stage_info(walk)->id);
    return text;
}

/* ---- What a screen must have ----------------------------------------------------------------- */

static bool draws(size_t stage)
{
    for (size_t i = 0; i < ui.seen.hits.count; i++) {
        const struct target *target = &ui.seen.hits.all[i].target;
        if (target->kind == TARGET_CELL && target->index == stage) {
            return true;
        }
    }
    return false;
}

/* Numbers that each cell of the stage is made from stand beside it. */
static void check_inputs(void)
{
    const struct recipe *recipe = trace_recipe(ui.walk.trace);
    const struct stage *stage = walk_stage_info(&ui.walk);
    ck_assert_msg(draws(walk_stage(&ui.walk)), "%s: no number of the stage", where());
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        size_t in = stage->in[i];
        bool room = grid.cols >= 80 && grid.rows >= 24;
        if (in != STAGE_NONE && !recipe->stages[in].hidden && room &&
            (recipe->stages[in].form == FORM_SCALAR) == (stage->form == FORM_SCALAR)) {
            ck_assert_msg(draws(in), "%s: without %s", where(), recipe->stages[in].id);
        }
    }
}

static void check_words(const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, " \n");
        char *word = mem_alloc(size + 1, 1);
        (void)memcpy(word, text, size);
        word[size] = '\0';
        ck_assert_msg(strstr(seen.words.data, word) != NULL,
            "%zu x %zu, %s: the word '%s' was never shown", grid.cols, grid.rows, seen.lesson->id,
            word);
        free(word);
        text += size + strspn(text + size, " \n");
    }
}

/* Code and mathematics are cut where a line ends, and tables are drawn in their own way. */
static bool flows(const struct block *block)
{
    return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
           block->kind == BLOCK_QUOTE;
}

static void check_lesson(const struct walk *walk)
{
    for (size_t step = 0; step < walk_steps(walk); step++) {
        size_t stages[RECIPE_MAX_STAGES];
        size_t count = walk_parts(walk, step, stages);
        bool known = walk_knows(walk, step);
        for (size_t part = 0; part < count && !known; part++) {
            ck_assert_msg(seen.parts[stages[part]], "%zu x %zu, %s: %s was never shown", grid.cols,
                grid.rows, walk->lesson->id, trace_recipe(walk->trace)->stages[stages[part]].id);
        }
    }
    for (const struct prose *prose = walk->lesson->prose; prose != NULL; prose = prose->next) {
        for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
            for (const struct span *span = block->spans; span != NULL; span = span->next) {
                if (flows(block) && (span->style == SPAN_PLAIN || span->style == SPAN_STRONG ||
                                        span->style == SPAN_EMPHASIS)) {
                    check_words(span->text);
                }
            }
        }
    }
}

/* ---- The robot ------------------------------------------------------------------------------- */

static void look(void)
{
    const struct walk *walk = &ui.walk;
    ui_draw(&ui, &grid);
    while (ui_idle(&ui)) {
        ui_draw(&ui, &grid);
    }
    if (walk->lesson != NULL && walk->lesson != seen.lesson) {
        seen.lesson = walk->lesson;
        (void)memset(seen.parts, 0, sizeof seen.parts);
        (void)memset(seen.screens, 0, sizeof seen.screens);
        str_clear(&seen.words);
    }
    copy_screen(&seen.words);
    if (walk->lesson != NULL && (layer_requests(&ui) & (ON_STEP | ON_SWITCHES)) != 0) {
        seen.parts[walk_stage(walk)] = true;
    }
    if (walk->lesson != NULL && ui_layer(&ui) == ON_STEP) {
        check_inputs();
    }
}

/* Opens something in place of the part's text, once, when so many screens of that were shown. */
static void turn_aside(uint32_t key, size_t screens)
{
    if (key != 0 && ui_layer(&ui) == ON_STEP && ui.confirm == REQUEST_none &&
        seen.screens[walk_stage(&ui.walk)]++ == screens) {
        ui_key(&ui, key);
        look();
    }
}

static const struct {
    uint32_t key;
    size_t cols, rows;
    uint32_t aside; /* a key that opens something else once at each part */
    size_t screens; /* after so many of its text */
} ROBOTS[] = {
    {' ', 40, 12, 0, 0},
    {' ', 80, 24, 0, 0},
    {' ', 100, 12, 0, 0},
    {' ', 160, 48, 0, 0},
    {PRESS_PAGE_DOWN, 40, 12, 0, 0},
    {PRESS_PAGE_DOWN, 80, 24, 0, 0},
    {PRESS_PAGE_DOWN, 100, 12, 0, 0},
    {PRESS_PAGE_DOWN, 160, 48, 0, 0},
    {' ', 80, 24, '\r', 0},
    {' ', 80, 24, '\r', 1},
    {' ', 40, 12, '\r', 0},
    {' ', 28, 12, '\r', 0},
    {' ', 80, 24, 's', 0},
    {' ', 160, 48, 's', 0},
};

START_TEST(one_key_leads_through_the_course)
{
    static const char *const folders[] = {TEST_SOURCE_DIR "/../lessons", NULL};
    static const char *const data[] = {TEST_SOURCE_DIR "/../data", NULL};
    const struct walk_options options = {.precision = -1, .data_folders = data};
    enum { MOST = 20000 };
    struct str before;
    struct str now;
    struct diag diag;
    str_init(&before);
    str_init(&now);
    str_init(&seen.words);
    seen.lesson = NULL;
    diag_init(&diag);
    ck_assert(catalogue_open(&catalogue, folders, 0, &diag));
    grid_init(&grid, false);
    grid_resize(&grid, ROBOTS[_i].cols, ROBOTS[_i].rows);
    ui_init(&ui, &catalogue, NULL, &options);
    ui_handle(&ui, REQUEST_open);
    size_t lessons = 0;
    size_t presses = 0;
    for (look(); ui.walk.lesson != NULL && presses < MOST; presses++) {
        const struct lesson *lesson = ui.walk.lesson;
        turn_aside(ROBOTS[_i].aside, ROBOTS[_i].screens);
        str_clear(&before);
        copy_screen(&before);
        bool last = walk_is_at_end(&ui.walk) && ui.confirm != REQUEST_none;
        if (last) {
            check_lesson(&ui.walk);
            lessons++;
        }
        ui_key(&ui, ROBOTS[_i].key);
        ck_assert(last || ui.walk.lesson == lesson);
        look();
        str_clear(&now);
        copy_screen(&now);
        ck_assert_msg(strcmp(before.data, now.data) != 0, "%s: the same screen twice", where());
    }
    ck_assert_uint_eq(lessons, catalogue.count);
    ck_assert_uint_lt(presses, MOST);
    (void)printf("%zu x %zu: %zu lessons, %zu presses\n", grid.cols, grid.rows, lessons, presses);
    ui_release(&ui);
    grid_release(&grid);
    catalogue_release(&catalogue);
    diag_release(&diag);
    str_release(&before);
    str_release(&now);
    str_release(&seen.words);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("path");
    TCase *robots = tcase_create("robots");
    tcase_set_timeout(robots, 240);
    tcase_add_loop_test(
        robots, one_key_leads_through_the_course, 0, sizeof ROBOTS / sizeof *ROBOTS);
    suite_add_tcase(suite, robots);
    return suite;
}

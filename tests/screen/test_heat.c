/* Shades and bars: what they say, and that they take nothing away. */
#include "check_main.h"

#include "draw.h"
#include "heat.h"
#include "played.h"

#include <math.h>
#include <string.h>

static void open_shaded(size_t cols, bool shades)
{
    open_lesson_at("three.md", cols, 24);
    grid.shades = shades;
    press("n");
    ui_draw(&ui, &grid);
}

static const struct {
    enum heat heat;
    double value;
    enum style style;
} LEVELS[] = {
    {HEAT_PROBABILITY, 0, STYLE_HEAT_0},
    {HEAT_PROBABILITY, 0.1999, STYLE_HEAT_0},
    {HEAT_PROBABILITY, 0.2, STYLE_HEAT_1},
    {HEAT_PROBABILITY, 0.5, STYLE_HEAT_2},
    {HEAT_PROBABILITY, 0.79, STYLE_HEAT_3},
    {HEAT_PROBABILITY, 1, STYLE_HEAT_4},
    {HEAT_LOSS, 0, STYLE_HEAT_0},
    {HEAT_LOSS, 1.6, STYLE_HEAT_3},
    {HEAT_LOSS, INFINITY, STYLE_HEAT_4},
    {HEAT_LOSS, NAN, STYLE_PLAIN},
    {HEAT_NONE, 1, STYLE_PLAIN},
};

START_TEST(levels)
{
    ck_assert_int_eq(heat_style(LEVELS[_i].heat, LEVELS[_i].value), LEVELS[_i].style);
}
END_TEST

static bool is_shade(size_t x, size_t y)
{
    unsigned char style = grid_at(&grid, x, y)->style;
    return style >= STYLE_HEAT_0 && style <= STYLE_HEAT_4;
}

static size_t shaded(void)
{
    size_t count = 0;
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            count += is_shade(x, y);
        }
    }
    return count;
}

START_TEST(only_wide_screens_with_enough_colours_are_shaded)
{
    static const struct {
        size_t cols;
        bool shades, shaded;
    } screens[] = {{80, true, false}, {99, true, false}, {100, true, true}, {160, false, false}};
    open_shaded(screens[_i].cols, screens[_i].shades);
    ck_assert_int_eq(shaded() > 0, screens[_i].shaded);
    close_lesson();
}
END_TEST

/* The cursor, the signs and the numbers are as they are without shades. */
START_TEST(shades_hide_nothing)
{
    struct grid plain;
    open_shaded(160, true);
    grid_init(&plain, false);
    grid_resize(&plain, 160, 24);
    ui_draw(&ui, &plain);
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            const struct grid_cell *cell = grid_at(&plain, x, y);
            bool number = cell->style == STYLE_PLAIN || cell->style == STYLE_TRUE_CLASS;
            bool legend = strcmp(cell->text, " ") == 0; /* it stands where nothing was */
            ck_assert(legend || strcmp(cell->text, grid_at(&grid, x, y)->text) == 0);
            ck_assert(number || cell->style == grid_at(&grid, x, y)->style);
        }
    }
    grid_release(&plain);
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("heat");
    TCase *tcase = tcase_create("shades");
    tcase_add_loop_test(tcase, levels, 0, (int)(sizeof LEVELS / sizeof *LEVELS));
    tcase_add_loop_test(tcase, only_wide_screens_with_enough_colours_are_shaded, 0, 4);
    tcase_add_test(tcase, shades_hide_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

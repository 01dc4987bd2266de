/* Which columns of a table are chosen: tried for every small table, cursor and pair of pins. */
#include "check_main.h"
#include "table.h"

static bool shows(const struct panel *panel, size_t col)
{
    bool found = false;
    for (size_t i = 0; i < panel_width(panel); i++) {
        found = found || panel_col(panel, i) == col;
    }
    return found;
}

static void expect_choice(struct panel *panel, size_t focus, size_t width)
{
    size_t cols = panel->view.cols;
    panel_choose(panel, focus, width);
    ck_assert_uint_eq(panel_width(panel), width < cols ? width : cols);
    ck_assert_uint_le(panel->col_first + panel->col_count, cols);
    ck_assert(focus >= panel->col_first && focus < panel->col_first + panel->col_count);
    for (size_t i = 0; i < panel_width(panel); i++) {
        ck_assert_uint_lt(panel_col(panel, i), cols);
        ck_assert(i == 0 || panel_col(panel, i) > panel_col(panel, i - 1));
        ck_assert_int_eq(panel_has_gap(panel, i), i > 0 && !shows(panel, panel_col(panel, i) - 1));
    }
    for (size_t i = 0; i < panel->want_count && i + 1 < width; i++) {
        ck_assert(shows(panel, panel->wants[i]));
    }
    if (width >= cols) {
        ck_assert_uint_eq(panel->pin_count, 0);
    }
    /* nothing stands at the window's edge as if it were not a part of it */
    for (size_t i = 0; i < panel->pin_count; i++) {
        ck_assert(panel->pins[i] + 1 < panel->col_first ||
                  panel->pins[i] > panel->col_first + panel->col_count);
    }
}

START_TEST(what_is_wanted_is_chosen)
{
    size_t cols = (size_t)_i;
    for (size_t want = 0; want <= PANEL_MAX_PINS; want++) {
        for (size_t pair = 0; pair < cols * cols; pair++) {
            struct panel panel = {.view = {.cols = cols}, .want_count = want};
            panel.wants[0] = pair / cols;
            panel.wants[1] = pair % cols;
            if (want == PANEL_MAX_PINS && panel.wants[0] == panel.wants[1]) {
                continue;
            }
            for (size_t focus = 0; focus < cols; focus++) {
                for (size_t width = 1; width <= cols + 1; width++) {
                    expect_choice(&panel, focus, width);
                }
            }
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("columns");
    TCase *tests = tcase_create("columns");
    tcase_add_loop_test(tests, what_is_wanted_is_chosen, 1, 13);
    suite_add_tcase(suite, tests);
    return suite;
}

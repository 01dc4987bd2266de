/* Clicks and the wheel: what was drawn is looked for on the screen, clicked, and the state asked.
 */
#include "check_main.h"

#include "draw.h"
#include "mouse.h"
#include "played.h"

#include <string.h>

static const struct {
    size_t cols, rows;
} SIZES[] = {{80, 24}, {40, 12}, {200, 60}};

enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static void open_sized(const char *path, int size)
{
    open_lesson_at(path, SIZES[size].cols, SIZES[size].rows);
}

/* Where the small screen has no room for what the test is about. */
enum { LARGE_COUNT = 2 };

static void open_large(const char *path, int size)
{
    open_sized(path, size == 0 ? 0 : SIZE_COUNT - 1);
}

/* Clicks so many columns into the text, which is looked for from line `from` on, and draws. */
static void click_into(const char *text, size_t from, size_t cells)
{
    size_t x = 0;
    size_t y = 0;
    find_text(text, from, &x, &y);
    ui_click(&ui, x + cells, y);
    ui_draw(&ui, &grid);
}

static void click(const char *text)
{
    click_into(text, 0, 0);
}

static void type(const char *keys)
{
    press(keys);
    ui_draw(&ui, &grid);
}

static const char *id(void)
{
    return walk_stage_info(&ui.walk)->id;
}

START_TEST(the_rail_goes_where_one_has_been_or_one_further)
{
    open_sized("three.md", _i);
    click_into("target", 1, 0);
    ck_assert_uint_eq(ui.walk.step, 0); /* two further */
    click_into("softmax", 1, 0);
    ck_assert_uint_eq(ui.walk.step, 1);
    click_into("target", 1, 3);
    ck_assert_uint_eq(ui.walk.step, 2);
    click_into("[target]", 1, 0);
    ck_assert_uint_eq(ui.walk.step, 2);
    type("p");
    click_into("target", 1, 0);
    ck_assert_uint_eq(ui.walk.step, 2);
    ck_assert_uint_eq(ui.walk.furthest.step, 2);
    close_lesson();
}
END_TEST

START_TEST(columns_beside_the_window_are_what_they_show)
{
    open_lesson_at("classes-1000.md", 40, 12);
    click_into("[2.0]", 4, 1);
    ck_assert_uint_eq(walk_row(&ui.walk), 0);
    ck_assert_uint_eq(walk_col(&ui.walk), 551);
    ck_assert(shows("z[s0,c551] = 2 (given by the lesson)"));
    click_into(" 6.5", 4, 1); /* the largest has its place still, now on the other side of a gap */
    ck_assert_uint_eq(walk_col(&ui.walk), 732);
    ck_assert(shows("z[s0,c732] = 6.5 (given by the lesson)"));
    ck_assert(shows("[2.0]"));
    press("h"); /* the next column, not the next one in sight */
    ck_assert_uint_eq(walk_col(&ui.walk), 731);
    close_lesson();
}
END_TEST

START_TEST(the_rail_asks_a_waiting_question)
{
    open_sized("questions.md", _i);
    click_into("softmax", 1, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    click_into("softmax", 1, 0); /* and does not pass it by */
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    ck_assert_uint_eq(ui.walk.step, 0);
    ck_assert_uint_eq(ui.walk.furthest.step, 0);
    close_lesson();
}
END_TEST

START_TEST(a_step_that_was_seen_puts_the_question_off)
{
    open_sized("questions.md", _i);
    type("TTTnnnTn"); /* at the logarithm, a question before the next step */
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    click_into("target", 1, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert_uint_eq(ui.walk.step, 2);
    close_lesson();
}
END_TEST

START_TEST(the_part_rail_shows_parts)
{
    open_large("three.md", _i); /* there is none on the small screen */
    type("n");
    click_into("exp", 2, 0);
    ck_assert_str_eq(id(), "exp");
    click_into("row_max", 2, 0);
    ck_assert_str_eq(id(), "row_max");
    click_into("[row_max]", 2, 0);
    ck_assert_str_eq(id(), "row_max");
    ck_assert_uint_eq(ui.walk.step, 1);
    close_lesson();
}
END_TEST

START_TEST(a_click_moves_the_cursor_and_the_next_asks_why)
{
    open_sized("three.md", _i);
    click_into("s1", 3, 5); /* z[s1,cat] */
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_uint_eq(walk_col(&ui.walk), 0);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    click_into("[1]", 3, 0);
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_uint_eq(walk_col(&ui.walk), 1);
    click_into("[1]", 3, 1);
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    click_into("[1]", 3, 1); /* it is made from nothing: stays */
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ck_assert_str_eq(id(), "logits");
    close_lesson();
}
END_TEST

START_TEST(a_click_into_an_earlier_stage_goes_there)
{
    open_large("three.md", _i);
    type("nnn"); /* log: made from the softmax */
    ck_assert_str_eq(id(), "log");
    click_into("0.8438", 3, 2);
    ck_assert_str_eq(id(), "softmax");
    ck_assert_uint_eq(ui.walk.step, 1);
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_uint_eq(walk_col(&ui.walk), 2);
    ck_assert_uint_eq(ui.walk.furthest.step, 3);
    close_lesson();
}
END_TEST

START_TEST(a_question_stays_at_its_step)
{
    open_large("questions.md", _i);
    type("TTTnnnTn");
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    click_into("0.8438", 3, 2); /* of the step before */
    ck_assert_str_eq(id(), "log");
    click_into("-0.1698", 3, 2);
    ck_assert_uint_eq(walk_col(&ui.walk), 2);
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    close_lesson();
}
END_TEST

START_TEST(a_why_is_followed_by_clicks)
{
    struct operand operand;
    open_sized("three.md", _i);
    type("n\r"); /* p[s0,cat] = e[s0,cat] / S[s0] */
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.index, 0);
    click_into("1.0681", 3, 2);
    ck_assert_str_eq(id(), "softmax");
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.index, 1);
    click_into("1.0681", 3, 2);
    ck_assert_str_eq(id(), "row_sum");
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ck_assert_uint_eq(ui.walk.trail.count, 1);
    type("\033");
    ck_assert_str_eq(id(), "softmax");
    close_lesson();
}
END_TEST

START_TEST(a_why_moves_to_what_is_no_part_of_it)
{
    open_large("three.md", _i);
    type("n\r");
    click_into("0.6652", 3, 2);
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ck_assert_uint_eq(walk_row(&ui.walk), 2);
    close_lesson();
}
END_TEST

START_TEST(scalars_are_chosen)
{
    open_sized("three.md", _i);
    type("G");
    ck_assert_str_eq(id(), "loss");
    click_into("divisor ", 2, 0);
    ck_assert_str_eq(id(), "divisor");
    click_into("divisor ", 2, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    close_lesson();
}
END_TEST

static const char *const BOOKS[] = {"three.md", "questions.md", "untidy.md", NULL};

START_TEST(a_lesson_is_chosen_and_opened)
{
    open_list(BOOKS, SIZES[_i].cols, SIZES[_i].rows);
    click("Predict, then");
    ck_assert_uint_eq(ui.chosen, 1);
    ck_assert_ptr_null(ui.walk.lesson);
    click_into("Predict, then", 0, 3);
    ck_assert_ptr_nonnull(ui.walk.lesson);
    ck_assert_str_eq(ui.walk.lesson->title, "Predict, then see");
    close_lesson();
}
END_TEST

START_TEST(the_wheel_moves_in_the_list)
{
    open_list(BOOKS, SIZES[_i].cols, SIZES[_i].rows);
    ui_wheel(&ui, 2);
    ck_assert_uint_eq(ui.chosen, 2);
    ui_wheel(&ui, -1);
    ck_assert_uint_eq(ui.chosen, 1);
    ui_wheel(&ui, -3);
    ck_assert_uint_eq(ui.chosen, 0);
    close_lesson();
}
END_TEST

START_TEST(the_key_bar_does_what_it_names)
{
    open_sized("three.md", _i);
    size_t bar = grid.rows - 1;
    click_into("Space", bar, 0); /* the next part, or, on the small screen, the text */
    ck_assert_uint_eq(ui.walk.part, ui.reading ? 0 : 1);
    ck_assert_int_eq(ui.reading, grid.cols == 40);
    if (ui.reading) {
        click_into("Esc numbers", bar, 0);
    }
    click_into("? help", bar, 2);
    ck_assert_int_eq(ui_layer(&ui), ON_HELP);
    click_into("Esc close", bar, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    click_into("q quit", bar, 5);
    ck_assert(ui.done);
    close_lesson();
}
END_TEST

START_TEST(an_entry_with_two_keys_is_two_buttons)
{
    open_large("three.md", _i);
    size_t bar = grid.rows - 1;
    type("c");
    int decimals = ui.walk.decimals;
    click_into("+ - digits", bar, 2);
    ck_assert_int_eq(ui.walk.decimals, decimals - 1);
    click_into("+ - digits", bar, 0);
    ck_assert_int_eq(ui.walk.decimals, decimals);
    click_into("+ - digits", bar, 0);
    ck_assert_int_eq(ui.walk.decimals, decimals + 1);
    close_lesson();
}
END_TEST

START_TEST(a_choice_is_marked_and_then_given)
{
    open_sized("questions.md", _i);
    type("n");
    click_into("b dog", 5, 3);
    ck_assert_uint_eq(ui.quiz.choice, 1);
    ck_assert(!quiz_is_done(&ui.quiz));
    click_into("a cat", 5, 0);
    ck_assert_uint_eq(ui.quiz.choice, 0);
    click_into("a cat", 5, 0);
    ck_assert_int_eq(ui.quiz.verdict, QUIZ_WRONG);
    click_into("b dog", 5, 0);
    click_into("b dog", 5, 0);
    ck_assert_int_eq(ui.quiz.verdict, QUIZ_RIGHT);
    click_into("b dog", 5, 0); /* nothing more */
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    click_into("go on", grid.rows - 1, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION); /* the next one */
    ck_assert_str_eq(ui.quiz.question->at, "softmax");
    close_lesson();
}
END_TEST

START_TEST(a_line_of_the_compare_view_is_chosen)
{
    open_sized("untidy.md", _i);
    type("c");
    click_into("tf_keras", 1, 0);
    ck_assert_uint_gt(ui.walk.rival, 0);
    ck_assert_str_eq(ui.walk.rivals.all[ui.walk.rival - 1].rules->name, "tf_keras");
    ck_assert_int_eq(ui_layer(&ui), ON_COMPARE);
    click_into("this lesson", 1, 0);
    ck_assert_uint_eq(ui.walk.rival, 0);
    close_lesson();
}
END_TEST

START_TEST(switches_are_put_where_one_clicks)
{
    open_large("three.md", _i);
    type("s");
    click_into("sum", 9, 1);
    ck_assert_int_eq((int)ui.walk.lesson->problem.reduction, REDUCTION_SUM);
    click_into("float32", 9, 0);
    ck_assert_int_eq((int)ui.walk.lesson->problem.dtype, DTYPE_FLOAT32);
    ck_assert_uint_eq(ui.walk.whatif.done, 2);
    click_into("> dtype", 9, 3); /* the line alone changes nothing */
    ck_assert_uint_eq(ui.walk.whatif.done, 2);
    click_into("z  logits", 0, 0);
    click_into("[6]", 4, 1); /* cells wait */
    ck_assert_int_eq(ui_layer(&ui), ON_SWITCHES);
    click_into("any key", 9, 1);
    ck_assert_int_eq(ui_layer(&ui), ON_PROMPT);
    close_lesson();
}
END_TEST

START_TEST(leaving_changes_behind_takes_two_clicks)
{
    open_sized("three.md", _i);
    type("e9\r");
    size_t bar = grid.rows - 1;
    click_into("q quit", bar, 0);
    ck_assert(!ui.done);
    click_into("s0", 3, 0); /* elsewhere: no */
    click_into("q quit", bar, 0);
    ck_assert(!ui.done);
    click_into("q quit", bar, 0);
    ck_assert(ui.done);
    close_lesson();
}
END_TEST

START_TEST(the_wheel_scrolls_rows_or_else_the_text)
{
    open_lesson_at("wide.md", 80, 12); /* more rows than fit */
    ck_assert_uint_gt(walk_stage_rows(&ui.walk, walk_stage(&ui.walk)), ui.seen.page_rows);
    ui_wheel(&ui, 3);
    ck_assert_uint_eq(walk_row(&ui.walk), 3);
    ui_draw(&ui, &grid);
    ui_wheel(&ui, -2);
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    close_lesson();
    open_lesson_at("three.md", 40, 12);
    type("G");
    ck_assert_uint_gt(ui.seen.text_lines, ui.seen.text_rows);
    ui_wheel(&ui, 1);
    ck_assert_uint_eq(ui.walk.text_top, 1);
    ck_assert_str_eq(id(), "loss");
    ui_draw(&ui, &grid);
    ui_wheel(&ui, -3);
    ck_assert_uint_eq(ui.walk.text_top, 0);
    close_lesson();
}
END_TEST

START_TEST(the_wheel_scrolls_overlays_and_leaves_choices)
{
    open_sized("questions.md", _i);
    type("?");
    ck_assert_uint_gt(ui.seen.text_lines, ui.seen.text_rows);
    size_t hidden = ui.seen.text_lines - ui.seen.text_rows;
    ui_wheel(&ui, 3);
    ck_assert_uint_eq(ui.overlay_top, hidden < 3 ? hidden : 3);
    type("qn");
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    ui_wheel(&ui, 3);
    ck_assert_uint_eq(ui.quiz.choice, QUIZ_NO_CHOICE);
    close_lesson();
}
END_TEST

START_TEST(a_click_beside_everything_does_nothing)
{
    open_sized("three.md", _i);
    type("n");
    struct walk before = ui.walk;
    ui_click(&ui, 1000, 1000);
    ui_draw(&ui, &grid);
    click_into("loss ", 0, 1); /* the header */
    click_into("mean = ", 0, 1);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert_uint_eq(ui.walk.step, before.step);
    ck_assert_uint_eq(ui.walk.part, before.part);
    ck_assert_uint_eq(walk_row(&ui.walk), 0);
    close_lesson();
}
END_TEST

/* What was clicked may be another thing by now. */
START_TEST(a_click_after_a_key_waits_for_the_drawing)
{
    size_t x = 0;
    size_t y = 0;
    open_sized("three.md", _i);
    find_text("q quit", grid.rows - 1, &x, &y);
    press("+");
    ui_click(&ui, x, y);
    ck_assert(!ui.done);
    ui_draw(&ui, &grid);
    ui_click(&ui, x, y);
    ck_assert(ui.done);
    close_lesson();
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void check_state(void)
{
    const struct walk *walk = &ui.walk;
    size_t parts[RECIPE_MAX_STAGES];
    ck_assert_ptr_nonnull(walk->lesson);
    ck_assert_uint_lt(walk->step, walk_steps(walk));
    ck_assert_uint_lt(walk->part, walk_parts(walk, walk->step, parts));
    ck_assert_uint_lt(walk_row(walk), walk_stage_rows(walk, walk_stage(walk)));
    ck_assert_uint_lt(walk_col(walk), walk_stage_cols(walk, walk_stage(walk)));
    ck_assert(walk->aside == 0 || (walk->why && walk_stage_info(walk)->hidden));
    ck_assert_uint_le(walk->rival, walk->rivals.count);
    ck_assert(ui.quiz.question == NULL || quiz_is_done(&ui.quiz) ||
              quiz_mark_of(&ui.quiz, walk->lesson, ui.quiz.question) <= QUIZ_PASSED);
}

/* A place that means something, mostly. */
static void random_click(uint32_t *state)
{
    size_t x = next_random(state) % (grid.cols + 2);
    size_t y = next_random(state) % (grid.rows + 2);
    const struct hits *hits = &ui.seen.hits;
    if (hits->count > 0 && next_random(state) % 4 > 0) {
        const struct hit *hit = &hits->all[next_random(state) % hits->count];
        ck_assert_uint_lt(hit->at.y, grid.rows);
        x = hit->at.x;
        y = hit->at.y;
    }
    ui_click(&ui, x, y);
}

static const char *const LESSONS[] = {"three.md", "wide.md", "binary.md", "cjk.md", "untidy.md",
    "past-end.md", "single.md", "weighted.md", "questions.md"};

START_TEST(any_clicks_in_any_size)
{
    static const uint32_t keys[] = {
        ' ', '\r', 'c', 'd', 'G', 'T', ']', 27, '?', 's', 'e', '1', PRESS_DOWN};
    uint32_t state = (uint32_t)_i + 1;
    open_lesson(LESSONS[_i]);
    for (int i = 0; i < 1000; i++) {
        uint32_t random = next_random(&state) % 8;
        if (random < 5) {
            random_click(&state);
        } else if (random == 5) {
            ui_wheel(&ui, (long)(next_random(&state) % 9) - 4);
        } else {
            ui_key(&ui, keys[next_random(&state) % (sizeof keys / sizeof *keys)]);
        }
        if (ui.prompt.kind == PROMPT_SAVE) {
            ui_key(&ui, 27); /* a copy would be written */
        }
        ui.done = false;
        if (ui.walk.lesson == NULL) {
            ui_handle(&ui, REQUEST_open);
        }
        check_state();
        if (i % 16 == 0) {
            grid_resize(&grid, next_random(&state) % 160, next_random(&state) % 50);
        }
        ui_draw(&ui, &grid);
        check_state();
        if (i % 200 == 0 && ui.quiz.question == NULL) {
            ui.quiz.record_count = 0;
        }
    }
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("mouse");
    TCase *tcase = tcase_create("clicks");
    tcase_add_loop_test(tcase, the_rail_goes_where_one_has_been_or_one_further, 0, SIZE_COUNT);
    tcase_add_test(tcase, columns_beside_the_window_are_what_they_show);
    tcase_add_loop_test(tcase, the_rail_asks_a_waiting_question, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_step_that_was_seen_puts_the_question_off, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, the_part_rail_shows_parts, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, a_click_moves_the_cursor_and_the_next_asks_why, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_click_into_an_earlier_stage_goes_there, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, a_question_stays_at_its_step, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, a_why_is_followed_by_clicks, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_why_moves_to_what_is_no_part_of_it, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, scalars_are_chosen, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_lesson_is_chosen_and_opened, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, the_wheel_moves_in_the_list, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, the_key_bar_does_what_it_names, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, an_entry_with_two_keys_is_two_buttons, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, a_choice_is_marked_and_then_given, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_line_of_the_compare_view_is_chosen, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, switches_are_put_where_one_clicks, 0, LARGE_COUNT);
    tcase_add_loop_test(tcase, leaving_changes_behind_takes_two_clicks, 0, SIZE_COUNT);
    tcase_add_test(tcase, the_wheel_scrolls_rows_or_else_the_text);
    tcase_add_loop_test(tcase, the_wheel_scrolls_overlays_and_leaves_choices, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_click_beside_everything_does_nothing, 0, SIZE_COUNT);
    tcase_add_loop_test(tcase, a_click_after_a_key_waits_for_the_drawing, 0, SIZE_COUNT);
    suite_add_tcase(suite, tcase);
    TCase *random = tcase_create("random");
    tcase_add_loop_test(random, any_clicks_in_any_size, 0, (int)(sizeof LESSONS / sizeof *LESSONS));
    suite_add_tcase(suite, random);
    return suite;
}

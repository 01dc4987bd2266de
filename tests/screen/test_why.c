/* The way down through the why, and back. */
#include "check_main.h"

#include "draw.h"
#include "keys.h"
#include "played.h"

#include <string.h>

static const char *id(void)
{
    return walk_stage_info(&ui.walk)->id;
}

START_TEST(enter_goes_all_the_way_down_and_esc_back)
{
    static const char *const way[] = {
        "loss", "total", "per_sample", "product", "one_hot", "labels", "labels"};
    enum { COUNT = sizeof way / sizeof *way };
    open_lesson("three.md");
    ui_key(&ui, 'G');
    for (size_t i = 0; i < COUNT; i++) {
        ui_key(&ui, '\r');
        ck_assert_str_eq(id(), way[i]);
        ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    }
    ck_assert_uint_eq(walk_row(&ui.walk), 1); /* the sample with the largest loss */
    for (size_t i = COUNT - 2; i-- > 0;) {
        ui_key(&ui, 27);
        ck_assert_str_eq(id(), way[i]);
        ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    }
    ui_key(&ui, 27);
    ck_assert_str_eq(id(), "loss");
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    close_lesson();
}
END_TEST

START_TEST(tab_goes_around)
{
    struct operand operand;
    open_lesson("three.md");
    ui_key(&ui, 'n');
    ui_key(&ui, '\t'); /* no why is open */
    ui_key(&ui, '\r');
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.count, 2);
    ck_assert_uint_eq(operand.index, 0);
    ui_key(&ui, PRESS_SHIFT_TAB);
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.index, 1);
    ui_key(&ui, '\t');
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.index, 0);
    close_lesson();
}
END_TEST

START_TEST(the_choice_is_there_again_on_the_way_back)
{
    open_lesson("three.md");
    ui_key(&ui, 'n');
    ui_key(&ui, '\r');
    ui_key(&ui, '\t');
    ui_key(&ui, '\r');
    ck_assert_str_eq(id(), "row_sum");
    ui_key(&ui, 27);
    struct operand operand;
    ck_assert(walk_operand(&ui.walk, &operand));
    ck_assert_uint_eq(operand.index, 1);
    close_lesson();
}
END_TEST

START_TEST(going_elsewhere_forgets_the_trail)
{
    static const uint32_t keys[] = {PRESS_LEFT, PRESS_UP, ' ', PRESS_BACKSPACE, ']', 'g'};
    open_lesson("three.md");
    ui_key(&ui, 'G');
    for (int i = 0; i < 4; i++) {
        ui_key(&ui, '\r');
    }
    ck_assert_uint_eq(ui.walk.trail.count, 3);
    ui_key(&ui, keys[_i]);
    ck_assert_uint_eq(ui.walk.trail.count, 0);
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ui_key(&ui, 27);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    close_lesson();
}
END_TEST

START_TEST(a_hidden_stage_is_left_with_the_why)
{
    open_lesson("weighted.md");
    ui_key(&ui, '6');
    ui_key(&ui, 'G');
    ui_key(&ui, '[');
    ui_key(&ui, '\r');
    ck_assert_str_eq(id(), "divisor");
    ui_key(&ui, '\r');
    ck_assert_str_eq(id(), "kept_weight");
    ui_key(&ui, PRESS_UP); /* within the stage: the trail is gone, the stage stays */
    ck_assert_str_eq(id(), "kept_weight");
    ui_key(&ui, 'q');
    ck_assert_str_eq(id(), "divisor");
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    close_lesson();
}
END_TEST

static const char *const LESSONS[] = {
    "three.md", "wide.md", "binary.md", "certain.md", "untidy.md", "single.md", "weighted.md"};

/* From every cell of the first rows every operand can be followed, and leads to an earlier stage
 * and back again. */
/* Space under a why: it is closed by a question, and by text that was not read. */
START_TEST(a_why_gives_way)
{
    open_lesson("questions.md");
    press("\r");
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    press("n");
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    ck_assert(!ui.walk.why);
    press("\x1b"); /* later */
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    close_lesson();
    open_lesson("until.md");
    press("G\r");
    ui.walk.text_read = false; /* as where it is too long for the screen */
    press(" ");
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert(walk_is_at_end(&ui.walk));
    close_lesson();
}
END_TEST

START_TEST(every_operand_can_be_followed)
{
    open_lesson(LESSONS[_i]);
    const struct recipe *recipe = trace_recipe(ui.walk.trace);
    for (size_t stage = 0; stage < recipe->count; stage++) {
        if (recipe->stages[stage].hidden) {
            continue;
        }
        walk_go_stage(&ui.walk, stage, recipe->stages[stage].group);
        ui_handle(&ui, REQUEST_why);
        struct operand operand = {.count = 0};
        (void)walk_operand(&ui.walk, &operand);
        for (size_t i = 0; i < operand.count; i++) {
            ck_assert(walk_operand(&ui.walk, &operand));
            size_t before = operand.index;
            ui_handle(&ui, REQUEST_follow);
            ck_assert_uint_eq(walk_stage(&ui.walk), operand.stage);
            ck_assert_uint_lt(operand.stage, stage);
            ck_assert_uint_eq(walk_row(&ui.walk), operand.row);
            ck_assert_uint_eq(walk_col(&ui.walk), operand.col);
            ui_draw(&ui, &grid);
            ck_assert(shows(" ← "));
            ui_handle(&ui, REQUEST_close);
            ck_assert_uint_eq(walk_stage(&ui.walk), stage);
            ck_assert(walk_operand(&ui.walk, &operand));
            ck_assert_uint_eq(operand.index, before);
            ui_handle(&ui, REQUEST_operand_next);
        }
        ui_handle(&ui, REQUEST_close);
    }
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("why");
    TCase *tcase = tcase_create("trail");
    tcase_add_test(tcase, enter_goes_all_the_way_down_and_esc_back);
    tcase_add_test(tcase, tab_goes_around);
    tcase_add_test(tcase, the_choice_is_there_again_on_the_way_back);
    tcase_add_loop_test(tcase, going_elsewhere_forgets_the_trail, 0, 6);
    tcase_add_test(tcase, a_why_gives_way);
    tcase_add_test(tcase, a_hidden_stage_is_left_with_the_why);
    tcase_add_loop_test(
        tcase, every_operand_can_be_followed, 0, (int)(sizeof LESSONS / sizeof *LESSONS));
    suite_add_tcase(suite, tcase);
    return suite;
}

/* Where pictures stand: at no size of the screen do they lie over a number, over each other, or
 * over the lines above and below; where there is room there is one; and while a question waits they
 * do not tell its answer. */
#include "check_main.h"

#include "draw.h"
#include "played.h"

#include <string.h>

static const char *const LESSONS[] = {"pictures.md", "three.md", "binary.md", "wide.md",
    "certain.md", "groups.md", "weighted.md", "single.md", "../../lessons/17-temperature.md",
    "../../lessons/02-log-price.md", "../../lessons/25-multi-label.md",
    "../../lessons/31-focal.md"};

static bool meet(struct rect a, struct rect b)
{
    return a.x < b.x + b.cols && b.x < a.x + a.cols && a.y < b.y + b.rows && b.y < a.y + a.rows;
}

static size_t drawn;

static void check_screen(void)
{
    const struct hits *hits = &ui.seen.hits;
    for (int i = 0; i < PICTURE_KINDS; i++) {
        struct rect at = ui.seen.pictures[i];
        if (at.cols == 0) {
            continue;
        }
        drawn++;
        ck_assert_uint_le(at.x + at.cols, grid.cols);
        ck_assert_uint_ge(at.y, 1);                       /* the header */
        ck_assert_uint_lt(at.y + at.rows, grid.rows - 1); /* the losses, the keys */
        for (int other = 0; other < i; other++) {
            ck_assert(!meet(at, ui.seen.pictures[other]));
        }
        for (size_t h = 0; h < hits->count; h++) {
            bool cell = hits->all[h].target.kind == TARGET_CELL;
            ck_assert_msg(!cell || !meet(at, hits->all[h].at), "%zux%zu, %s, a number under it",
                grid.cols, grid.rows, ui.walk.lesson->source.name);
        }
    }
}

START_TEST(they_take_no_room_from_numbers)
{
    for (size_t cols = 28; cols < 180; cols += 9) {
        for (size_t rows = 7; rows < 60; rows += 4) {
            open_lesson_at(LESSONS[_i], cols, rows);
            for (size_t step = 0; step < walk_steps(&ui.walk); step++) {
                walk_go(&ui.walk, step);
                walk_move(&ui.walk, (long)(cols + rows) % 3, 1);
                ui_draw(&ui, &grid);
                check_screen();
            }
            close_lesson();
        }
    }
    ck_assert_uint_gt(drawn, 50); /* at the two steps with a curve */
}
END_TEST

static const struct {
    const char *lesson, *stage;
    size_t cols, rows;
    bool curve;
} PLACES[] = {
    {"three.md", "log", 80, 24, true},
    {"three.md", "per_sample", 80, 24, true},
    {"three.md", "per_sample", 160, 48, true},
    {"three.md", "per_sample", 40, 12, false},
    {"three.md", "softmax", 160, 48, false},
    {"three.md", "loss", 160, 48, false},
    {"../../lessons/04-sparse-labels.md", "log", 80, 24, true},
    {"../../lessons/04-sparse-labels.md", "per_sample", 80, 24, true},
    {"../../lessons/02-log-price.md", "log", 80, 24, true},
    {"../../lessons/23-binary-sigmoid.md", "log", 80, 24, true},
    {"../../lessons/23-binary-sigmoid.md", "per_element", 80, 24, true},
    {"../../lessons/31-focal.md", "per_sample", 80, 24, true},
};

START_TEST(there_is_one_where_there_is_room)
{
    open_lesson_at(PLACES[_i].lesson, PLACES[_i].cols, PLACES[_i].rows);
    const struct recipe *recipe = trace_recipe(ui.walk.trace);
    size_t stage = recipe_named(recipe, PLACES[_i].stage);
    ck_assert_uint_ne(stage, STAGE_NONE);
    walk_go_stage(&ui.walk, stage, recipe->stages[stage].group);
    const struct place place = walk_place(&ui.walk);
    walk_go_place(&ui.walk, (struct place){place.step, 0}); /* part by part, as Space goes */
    walk_go_place(&ui.walk, place);
    ui_draw(&ui, &grid);
    ck_assert_int_eq(ui.seen.pictures[PICTURE_CURVE].cols > 0, PLACES[_i].curve);
    ck_assert_int_eq(shows("└──"), PLACES[_i].curve);
    close_lesson();
}
END_TEST

/* The question of lesson 11 is which mail has the largest loss: at the step before it, the height
 * of a point would tell. */
START_TEST(a_question_that_waits_hides_points)
{
    open_lesson_at("../../lessons/23-binary-sigmoid.md", 80, 24);
    const struct recipe *recipe = trace_recipe(ui.walk.trace);
    walk_go_stage(&ui.walk, recipe->log, GROUP_log);
    ui_draw(&ui, &grid);
    ck_assert(shows("└──") && shows("? not told yet"));
    ck_assert(!shows("A m0") && !shows("b m2"));
    ui.quiz.asking = QUIZ_NONE;
    ui_draw(&ui, &grid);
    ck_assert(shows("A m0, m1") && !shows("? not told yet"));
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("pictures on the screen");
    TCase *tests = tcase_create("places");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, they_take_no_room_from_numbers, 0, sizeof LESSONS / sizeof *LESSONS);
    tcase_add_loop_test(tests, there_is_one_where_there_is_room, 0, sizeof PLACES / sizeof *PLACES);
    tcase_add_test(tests, a_question_that_waits_hides_points);
    suite_add_tcase(suite, tests);
    return suite;
}

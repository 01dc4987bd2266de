/* Changing the open lesson: what is kept, what comes back, and what is asked first. */
#include "check_main.h"

#include "draw.h"
#include "keys.h"
#include "numbers.h"
#include "theme.h"
#include "ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct walk_options options = {.precision = -1};
static struct ui ui;

static void open_path(const char *path)
{
    static const char *paths[2];
    paths[0] = path;
    ui_init(&ui, NULL, paths, &options);
    ck_assert_ptr_nonnull(ui.walk.lesson);
}

static void open_lesson(const char *path)
{
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    open_path(path);
}

static void press(const char *keys)
{
    for (; *keys != '\0'; keys++) {
        ui_key(&ui, *keys == '\n' ? '\r' : (unsigned char)*keys);
    }
}

static double loss(void)
{
    size_t stage = trace_recipe(ui.walk.trace)->loss;
    return stage == STAGE_NONE ? 0 : trace_cell(ui.walk.trace, stage, 0, 0);
}

START_TEST(undo_redo_and_restore_go_through_the_changes)
{
    double losses[4];
    open_lesson("three.md");
    losses[0] = loss();
    press("e9\n");
    losses[1] = loss();
    press("le-1\n");
    losses[2] = loss();
    press("s");
    ui_key(&ui, PRESS_RIGHT); /* reduction: sum */
    press("s");
    losses[3] = loss();
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < i; j++) {
            ck_assert(losses[i] != losses[j]);
        }
    }
    for (int i = 2; i >= 0; i--) {
        press("u");
        ck_assert(loss() == losses[i]);
        ck_assert_uint_eq(ui.walk.whatif.done, (size_t)i);
    }
    ck_assert(!walk_is_changed(&ui.walk));
    press("u");
    for (int i = 1; i <= 3; i++) {
        ui_key(&ui, 'R' & 31);
        ck_assert(loss() == losses[i]);
    }
    ui_key(&ui, 'R' & 31);
    press("X"); /* asks */
    ck_assert(loss() == losses[3]);
    press("n"); /* no; and the key does nothing else */
    ck_assert(loss() == losses[3]);
    ck_assert_uint_eq(ui.walk.step, 0);
    press("XX");
    ck_assert(loss() == losses[0]);
    ui_key(&ui, 'R' & 31);
    ck_assert(loss() == losses[1]);
    press("e5\n"); /* what was undone is forgotten */
    ck_assert_uint_eq(ui.walk.whatif.count, 2);
    ui_release(&ui);
}
END_TEST

/* A setting turned through several values is one change. */
START_TEST(turning_a_switch_is_one_change)
{
    open_lesson("three.md");
    double written = loss();
    press("s");
    ui_key(&ui, PRESS_RIGHT);
    ui_key(&ui, PRESS_RIGHT);
    ui_key(&ui, PRESS_RIGHT);
    ck_assert_int_eq((int)ui.walk.lesson->problem.reduction, REDUCTION_WEIGHTED_MEAN);
    ck_assert_uint_eq(ui.walk.whatif.done, 1);
    press("u");
    ck_assert(loss() == written);
    ui_release(&ui);
}
END_TEST

START_TEST(computed_numbers_are_not_changed)
{
    open_lesson("three.md");
    press("3Ge");
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert_ptr_nonnull(strstr(ui.remark.data, "is computed"));
    press("n");
    ck_assert_uint_eq(ui.remark.len, 0);
    ui_release(&ui);
}
END_TEST

/* Where one stands is kept, and what is seen of a changed lesson is not seen of the lesson. */
START_TEST(the_place_is_kept)
{
    open_lesson("three.md");
    press("2Gjl");
    size_t furthest = ui.walk.furthest.step;
    press("s");
    ui_key(&ui, PRESS_DOWN);
    ui_key(&ui, PRESS_RIGHT);
    press("s");
    ck_assert_int_eq((int)ui.walk.lesson->problem.route, ROUTE_TEXTBOOK);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "softmax");
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_uint_eq(walk_col(&ui.walk), 1);
    press("G");
    ck_assert_uint_eq(ui.walk.furthest.step, furthest);
    press("u");
    ck_assert_uint_eq(ui.walk.step, walk_steps(&ui.walk) - 1);
    ui_release(&ui);
}
END_TEST

/* Without a reduction there is no last step; what comes after brings it back. */
START_TEST(a_stage_that_comes_back_is_stood_at_again)
{
    open_lesson("three.md");
    press("Gs");
    for (int i = 0; i < REDUCTION_COUNT; i++) {
        bool none = ui.walk.lesson->problem.reduction == REDUCTION_NONE;
        ck_assert_str_eq(walk_stage_info(&ui.walk)->id, none ? "per_sample" : "loss");
        ui_key(&ui, PRESS_RIGHT);
    }
    press("su"); /* all of them are one change */
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "loss");
    press("s");
    ui_key(&ui, PRESS_RIGHT);
    ui_key(&ui, PRESS_RIGHT);
    ck_assert_int_eq((int)ui.walk.lesson->problem.reduction, REDUCTION_NONE);
    press("sX"); /* asks */
    press("X");
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "loss");
    press("s");
    ui_key(&ui, PRESS_RIGHT);
    ui_key(&ui, PRESS_RIGHT);
    press("sp"); /* and who goes elsewhere stays there */
    const char *there = walk_stage_info(&ui.walk)->id;
    press("u");
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, there);
    ui_release(&ui);
}
END_TEST

START_TEST(leaving_with_changes_asks)
{
    open_lesson("three.md");
    press("e9\nq");
    ck_assert(!ui.done);
    press("x");
    ck_assert(!ui.done);
    press("qq");
    ck_assert(ui.done);
    ui.done = false;
    press("oo");
    ck_assert_int_eq(ui_layer(&ui), ON_LIST);
    ui_release(&ui);
    open_lesson("three.md");
    press("q"); /* nothing changed: nothing asked */
    ck_assert(ui.done);
    ui_release(&ui);
}
END_TEST

#define LESSON(logits, labels)                                                                     \
    "---\nformat: 1\ntitle: Live\nloss: cross_entropy\nlogits: " logits "\nlabels: " labels        \
    "\n---\nText.\n"

static void save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* The author saves the lesson while a student has changed a number of it. */
START_TEST(a_reload_keeps_the_changes_that_fit)
{
    char folder[] = "/tmp/losswalk-whatif-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    save("live.md", LESSON("[[6, 2], [2, 1]]", "[0, 1]"));
    open_path("live.md");
    press("e9\n");
    save("live.md", LESSON("[[6, 3], [2, 1]]", "[1, 1]"));
    press("r");
    ck_assert(walk_is_changed(&ui.walk));
    ck_assert(trace_cell(ui.walk.trace, 0, 0, 0) == 9); /* the student's */
    ck_assert(trace_cell(ui.walk.trace, 0, 0, 1) == 3); /* the author's */
    press("r");
    save("live.md", LESSON("[[6, 3]]", "[1]"));
    press("jl]e0\n"); /* the second label, which is then gone */
    press("r");
    ck_assert(!walk_is_changed(&ui.walk));
    ck_assert_ptr_nonnull(strstr(ui.remark.data, "do not fit"));
    press("u");
    ui_release(&ui);
    ck_assert_int_eq(unlink("live.md") + chdir("/") + rmdir(folder), 0);
}
END_TEST

START_TEST(a_copy_is_saved_under_a_free_name)
{
    char folder[] = "/tmp/losswalk-whatif-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    save("live.md", LESSON("[[6, 2], [2, 1]]", "[0, 1]"));
    open_path("live.md");
    press("e9\n");
    press("w\n");
    ck_assert_ptr_nonnull(strstr(ui.remark.data, "live-2.md"));
    press("q"); /* saved: nothing is lost */
    ck_assert(ui.done);
    ui.done = false;
    press("w");
    ck_assert_str_eq(ui.prompt.line.text, "live-3.md");
    ui_key(&ui, PRESS_BACKSPACE);
    for (int i = 0; i < 3; i++) {
        ui_key(&ui, PRESS_BACKSPACE);
    }
    press("2.md\n");
    ck_assert_ptr_nonnull(strstr(ui.prompt.refusal.data, "there is one already"));
    ck_assert_int_eq(ui_layer(&ui), ON_PROMPT);
    ui_release(&ui);
    open_path("live-2.md");
    ck_assert(trace_cell(ui.walk.trace, 0, 0, 0) == 9);
    ui_release(&ui);
    ck_assert_int_eq(unlink("live.md") + unlink("live-2.md") + chdir("/") + rmdir(folder), 0);
}
END_TEST

/* Each switch in each position, in each lesson: made, shown, undone. */
START_TEST(every_switch_of_every_lesson_turns)
{
    static const char *const lessons[] = {"three.md", "binary.md", "untidy.md", "past-end.md",
        "single.md", "weighted.md", "certain.md", "questions.md"};
    struct grid grid;
    grid_init(&grid, false);
    open_lesson(lessons[_i]);
    double written = loss();
    press("s");
    for (int line = 0; line < SWITCH_OTHER; line++) {
        ck_assert_int_eq((int)ui.switches.line, line);
        for (size_t i = 0; i < switch_count(&ui.switches, (enum switch_line)line); i++) {
            ui_key(&ui, PRESS_RIGHT);
            size_t at = switch_position(&ui.switches, &ui.walk, (enum switch_line)line);
            ck_assert(ui.switches.refused != SWITCH_NO_POSITION ||
                      at < switch_count(&ui.switches, (enum switch_line)line));
            ck_assert_int_eq(
                ui.switches.refused != SWITCH_NO_POSITION, ui.switches.refusal.len > 0);
            grid_resize(&grid, 80, 24);
            ui_draw(&ui, &grid);
        }
        while (walk_is_changed(&ui.walk)) {
            press("u");
        }
        ck_assert(loss() == written || (loss() != loss() && written != written));
        ui_key(&ui, PRESS_DOWN);
    }
    ui_release(&ui);
    grid_release(&grid);
}
END_TEST

/* It is about the screen: nothing of the lesson is another thing for it, and it stays. */
START_TEST(the_theme_is_no_change_of_the_lesson)
{
    open_lesson("three.md");
    press("s");
    switches_put(&ui.switches, &ui.walk, SWITCH_THEME, THEME_projector);
    ck_assert_uint_eq(ui.switches.theme, THEME_projector);
    ck_assert(!walk_is_changed(&ui.walk));
    ck_assert_uint_eq(ui.walk.whatif.count, 0);
    press("s");
    ui_reload(&ui);
    ck_assert_uint_eq(ui.switches.theme, THEME_projector);
    ui.switches.colors = false; /* of a terminal that has none */
    switches_put(&ui.switches, &ui.walk, SWITCH_THEME, THEME_light);
    ck_assert_uint_eq(ui.switches.refused, THEME_light);
    ck_assert_uint_eq(ui.switches.theme, THEME_projector);
    ck_assert_ptr_nonnull(strstr(ui.switches.refusal.data, "colours"));
    ui_release(&ui);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("what if");
    TCase *tcase = tcase_create("what if");
    tcase_add_test(tcase, undo_redo_and_restore_go_through_the_changes);
    tcase_add_test(tcase, turning_a_switch_is_one_change);
    tcase_add_test(tcase, computed_numbers_are_not_changed);
    tcase_add_test(tcase, the_place_is_kept);
    tcase_add_test(tcase, a_stage_that_comes_back_is_stood_at_again);
    tcase_add_test(tcase, leaving_with_changes_asks);
    tcase_add_test(tcase, a_reload_keeps_the_changes_that_fit);
    tcase_add_test(tcase, a_copy_is_saved_under_a_free_name);
    tcase_add_test(tcase, the_theme_is_no_change_of_the_lesson);
    tcase_add_loop_test(tcase, every_switch_of_every_lesson_turns, 0, 8);
    suite_add_tcase(suite, tcase);
    return suite;
}

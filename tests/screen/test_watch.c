/* The lesson file changes while the lesson is open. */
#include "check_main.h"

#include "draw.h"
#include "i18n.h"
#include "keys.h"
#include "numbers.h"
#include "played.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LESSON(labels)                                                                             \
    "---\nformat: 1\ntitle: Live\nloss: cross_entropy\nlogits:\n  - [6, 2, 3]\n  - [2, 1, 4]\n"    \
    "labels: " labels "\n---\nText.\n"

static const char GOOD[] = LESSON("[0, 1]");
static const char LONGER[] = LESSON("[ 2, 2 ]");
static const char BROKEN[] = LESSON("[0, 1, 2]");

static char folder[] = "/tmp/losswalk-watch-XXXXXX";
static char path[64];

static void save_at(const char *where, const char *text)
{
    FILE *file = fopen(where, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void save(const char *text)
{
    save_at(path, text);
}

static void open_live(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/live.md", folder);
    save(GOOD);
    open_lesson(path);
    ck_assert(ui_watches(&ui));
    ui_key(&ui, '3');
    ui_key(&ui, 'G');
    ui_key(&ui, PRESS_DOWN);
}

static void close_live(void)
{
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "one_hot");
    close_lesson();
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
}

/* Looks until there is news, as often as it takes for a save to count. */
static bool look(void)
{
    return ui_look(&ui) || ui_look(&ui);
}

static double label(void)
{
    return trace_cell(ui.walk.trace, trace_recipe(ui.walk.trace)->target, 1, 0);
}

/* The question on the screen was one of the lesson before: after a save, or when one leaves,
 * nothing of that is kept. */
START_TEST(a_question_goes_with_its_lesson)
{
    static const char asking[] =
        "---\nformat: 1\ntitle: Live\nloss: cross_entropy\nlogits: [[6, 2]]\nlabels: [0]\n"
        "questions:\n  - at: softmax\n    ask: How large?\n    cell: [0, 0]\n---\nText.\n";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/live.md", folder);
    for (int leave = 0; leave < 2; leave++) {
        save(asking);
        open_lesson(path);
        for (int i = 0; i < 9 && ui.quiz.question == NULL; i++) {
            press(" ");
        }
        ck_assert_ptr_nonnull(ui.quiz.question);
        if (leave == 0) {
            save(LONGER);
            ck_assert(look());
        } else {
            ui_close(&ui);
        }
        ck_assert_ptr_null(ui.quiz.question);
        close_lesson();
    }
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
}
END_TEST

START_TEST(nothing_happens_without_a_save)
{
    open_live();
    ck_assert(!look());
    ck_assert(!look());
    close_live();
}
END_TEST

START_TEST(a_save_counts_once_it_has_settled)
{
    open_live();
    save(LONGER);
    ck_assert(!ui_look(&ui));
    ck_assert(ui_look(&ui));
    ck_assert(label() == 2);
    ck_assert(!look());
    close_live();
}
END_TEST

START_TEST(a_why_stays_open)
{
    open_live();
    ui_key(&ui, '\r');
    save(LONGER);
    ck_assert(look());
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    close_live();
}
END_TEST

START_TEST(a_broken_save_keeps_the_lesson)
{
    open_live();
    save(BROKEN);
    ck_assert(look());
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert(label() == 1);
    ui_draw(&ui, &grid);
    ck_assert(shows("saved with a mistake"));
    ck_assert(!look()); /* said once */
    save(LONGER);
    ck_assert(look());
    ui_draw(&ui, &grid);
    ck_assert(!shows("saved with a mistake"));
    ck_assert(label() == 2);
    close_live();
}
END_TEST

START_TEST(r_shows_the_mistakes_and_a_good_save_takes_them_away)
{
    open_live();
    save(BROKEN);
    ui_key(&ui, 'r');
    ck_assert_int_eq(ui_layer(&ui), ON_MESSAGES);
    save(LONGER);
    ck_assert(look());
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    close_live();
}
END_TEST

START_TEST(a_file_that_is_gone_is_waited_for)
{
    open_live();
    ck_assert_int_eq(unlink(path), 0);
    ck_assert(!look());
    ck_assert(!look());
    save(LONGER);
    ck_assert(look());
    ck_assert(label() == 2);
    close_live();
}
END_TEST

/* The file of the translation is looked at, too; a mistake in it leaves the lesson good. */
START_TEST(a_saved_translation_is_read)
{
    char texts[sizeof path + 4];
    static const char *const folders[] = {"/nowhere", NULL};
    i18n_open(folders);
    (void)i18n_set_language("zh"); /* lessons only: the screen stays English */
    open_live();
    (void)snprintf(texts, sizeof texts, "%.*s.zh.md", (int)strlen(path) - 3, path);
    save_at(texts, "---\ntitle: 现场\n---\n");
    ck_assert(look());
    ui_draw(&ui, &grid);
    ck_assert(shows("现场"));
    save_at(texts, "---\ntitle: 现场二\n---\n# log\n无此节。\n");
    ck_assert(look());
    ui_draw(&ui, &grid);
    ck_assert(shows("现场二"));
    ck_assert(shows("The translation has a mistake"));
    ui_key(&ui, 'r');
    ck_assert_int_eq(ui_layer(&ui), ON_MESSAGES);
    ui_draw(&ui, &grid);
    ck_assert(shows("the lesson itself is good"));
    save_at(texts, "---\ntitle: 现场三\n---\n");
    ck_assert(look());
    ui_draw(&ui, &grid);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert(shows("现场三"));
    ck_assert(!shows("has a mistake"));
    ck_assert_int_eq(unlink(texts), 0);
    close_live();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("watch");
    TCase *tcase = tcase_create("saves");
    tcase_add_test(tcase, nothing_happens_without_a_save);
    tcase_add_test(tcase, a_question_goes_with_its_lesson);
    tcase_add_test(tcase, a_save_counts_once_it_has_settled);
    tcase_add_test(tcase, a_why_stays_open);
    tcase_add_test(tcase, a_broken_save_keeps_the_lesson);
    tcase_add_test(tcase, r_shows_the_mistakes_and_a_good_save_takes_them_away);
    tcase_add_test(tcase, a_file_that_is_gone_is_waited_for);
    tcase_add_test(tcase, a_saved_translation_is_read);
    suite_add_tcase(suite, tcase);
    return suite;
}

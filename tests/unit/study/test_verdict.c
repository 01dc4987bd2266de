/* What a wrong answer is told never tells what another question, or the part to come, is about. */
#include "catalogue.h"
#include "check_main.h"
#include "i18n.h"
#include "numbers.h"
#include "quiz_words.h"

#include <string.h>

static struct catalogue catalogue;
static struct walk walk;
static struct quiz quiz;

static void open_lesson(const char *path)
{
    static const char *const data[] = {TEST_SOURCE_DIR "/../data", NULL};
    const struct walk_options options = {.precision = -1, .data_folders = data};
    struct diag diag;
    diag_init(&diag);
    ck_assert_msg(walk_open(&walk, path, &options, &diag), "%s", path);
    diag_release(&diag);
    quiz_release(&quiz);
    quiz = (struct quiz){.asking = QUIZ_ONCE};
    quiz_close(&quiz);
    walk.quiz = &quiz;
}

/* What is said of that number, in the arena. */
static const char *told(const char *typed, struct arena *arena)
{
    input_set(&quiz.input, typed);
    quiz.tried[0] = '\0';
    quiz_enter(&quiz, &walk);
    ck_assert_msg(quiz.verdict == QUIZ_WRONG || quiz.verdict == QUIZ_RIGHT, "%s", typed);
    return quiz_verdict_note(&walk, &quiz, arena).words;
}

static bool is_kept(const struct question *asked, enum group group)
{
    for (const struct question *q = walk.lesson->questions; q != NULL; q = q->next) {
        size_t step = 0;
        if (q != asked && quiz_is_waiting(&quiz, &walk, q, &step) &&
            walk_group(&walk, step) == group) {
            return true;
        }
    }
    return false;
}

/* Each number of the stage that is asked about, given as the answer. */
static void check_question(const struct question *question)
{
    struct question_cell cell;
    struct arena arena;
    if (!question_find(walk.trace, question, &cell)) {
        return;
    }
    const struct stage *stage = &trace_recipe(walk.trace)->stages[cell.stage];
    bool kept = is_kept(question, stage->group);
    arena_init(&arena);
    for (size_t i = 0; i < walk_stage_rows(&walk, cell.stage) && i < 20; i++) {
        for (size_t c = 0; c < walk_stage_cols(&walk, cell.stage) && c < 20; c++) {
            char number[NUM_SIZE];
            const char *typed =
                num_cell(number, trace_cell(walk.trace, cell.stage, i, c), walk.decimals);
            quiz_open_question(&quiz, &walk, question);
            const char *text = told(typed, &arena);
            ck_assert_msg(strchr(text, '[') == NULL, "%s, %s: %s", walk.lesson->id, typed, text);
            ck_assert_msg(!kept || (quiz.slip != SLIP_wrong_row && quiz.slip != SLIP_wrong_class) ||
                              quiz.verdict == QUIZ_RIGHT,
                "%s, %s, %s: %s", walk.lesson->id, question->at, typed, text);
            quiz_close(&quiz);
            quiz.record_count = 0; /* asked for the first time again */
        }
    }
    arena_release(&arena);
}

START_TEST(no_verdict_tells_what_is_asked_elsewhere)
{
    static const char *const folders[] = {TEST_SOURCE_DIR "/../lessons", NULL};
    struct diag diag;
    diag_init(&diag);
    ck_assert(catalogue_open(&catalogue, folders, 0, &diag));
    for (size_t i = 0; i < catalogue.count; i++) {
        open_lesson(catalogue.entries[i].path);
        for (const struct question *q = walk.lesson->questions; q != NULL; q = q->next) {
            check_question(q);
        }
        walk_close(&walk);
    }
    catalogue_release(&catalogue);
    diag_release(&diag);
    quiz_release(&quiz);
    quiz = (struct quiz){.asking = QUIZ_ONCE};
}
END_TEST

static const struct {
    const char *lesson, *ask, *typed, *told;
} TOLD[] = {
    {"25-multi-label.md", "beach: the dog", "1.3133", "without the weights"},
    {"25-multi-label.md", "beach: the dog", "0.3133", "Try again"}, /* room's dog is asked next */
    {"08-gradient.md", "What is the gradient", "0.787", "The gradient subtracts the target"},
};

START_TEST(the_formula_comes_first)
{
    struct arena arena;
    arena_init(&arena);
    open_lesson(arena_printf(&arena, TEST_SOURCE_DIR "/../lessons/%s", TOLD[_i].lesson));
    const struct question *question = walk.lesson->questions;
    while (strncmp(question->ask, TOLD[_i].ask, strlen(TOLD[_i].ask)) != 0) {
        question = question->next;
        ck_assert(question != NULL);
    }
    quiz_open_question(&quiz, &walk, question);
    const char *text = told(TOLD[_i].typed, &arena);
    ck_assert_msg(strstr(text, TOLD[_i].told) != NULL, "%s: %s", TOLD[_i].typed, text);
    quiz_release(&quiz);
    walk_close(&walk);
    arena_release(&arena);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("verdict");
    TCase *tcase = tcase_create("verdict");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, no_verdict_tells_what_is_asked_elsewhere);
    tcase_add_loop_test(tcase, the_formula_comes_first, 0, (int)(sizeof TOLD / sizeof *TOLD));
    suite_add_tcase(suite, tcase);
    return suite;
}

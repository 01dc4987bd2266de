/* In random lessons of every kind: any number that is given can be changed, that number and no
 * other; and what is written down is the lesson that was changed. */
#include "change.h"
#include "check_main.h"
#include "numbers.h"
#include "random_lesson.h"
#include "rewrite.h"
#include "trace.h"

#include <math.h>
#include <string.h>

enum { LESSONS = 400 };

/* One cell that is given, drawn from all of them; its stage, row and column. */
struct cell {
    size_t stage, row, col;
    struct change change;
};

static size_t cols_of(const struct recipe *recipe, size_t stage)
{
    return recipe->stages[stage].form == FORM_MATRIX ? recipe->stages[stage].width : 1;
}

static struct cell draw_cell(const struct trace *trace, struct random *random)
{
    const struct recipe *recipe = trace_recipe(trace);
    struct cell cell = {.change = {.kind = CHANGE_NUMBER}};
    do {
        cell.stage = random_below(random, recipe->count);
        cell.row = random_below(random, recipe->rows);
        cell.col = random_below(random, cols_of(recipe, cell.stage));
    } while (!trace_given(
        trace, cell.stage, cell.row, cell.col, &cell.change.input, &cell.change.element));
    return cell;
}

/* A number that every kind of input may have, and that is not the one there. */
static double other_number(double old)
{
    return old == 1 ? 0 : 1;
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* Every given cell is as it was, but for the changed one. */
static void check_inputs(struct trace *before, struct trace *after, const struct cell *cell)
{
    const struct recipe *recipe = trace_recipe(before);
    for (size_t stage = 0; stage < recipe->count; stage++) {
        for (size_t row = 0; recipe->stages[stage].op == NULL && row < recipe->rows; row++) {
            for (size_t col = 0; col < cols_of(recipe, stage); col++) {
                bool here = stage == cell->stage && row == cell->row && col == cell->col;
                double wanted = here ? cell->change.value : trace_cell(before, stage, row, col);
                ck_assert_msg(same(trace_cell(after, stage, row, col), wanted),
                    "%s[%zu,%zu] changed with %s[%zu,%zu]", recipe->stages[stage].id, row, col,
                    recipe->stages[cell->stage].id, cell->row, cell->col);
            }
        }
    }
}

static void check_same_lesson(struct trace *a, struct trace *b)
{
    const struct recipe *recipe = trace_recipe(a);
    ck_assert_uint_eq(recipe->count, trace_recipe(b)->count);
    for (size_t stage = 0; stage < recipe->count; stage++) {
        size_t rows = recipe->stages[stage].rows;
        for (size_t row = 0; row < rows; row++) {
            for (size_t col = 0; col < cols_of(recipe, stage); col++) {
                ck_assert_msg(same(trace_cell(a, stage, row, col), trace_cell(b, stage, row, col)),
                    "%s[%zu,%zu] is another in the copy", recipe->stages[stage].id, row, col);
            }
        }
    }
}

static void check_copy(const struct lesson *changed, struct trace *trace, struct diag *diag)
{
    struct str text;
    str_init(&text);
    lesson_rewrite(changed, &text);
    struct lesson *copy = lesson_parse("copy.md", NULL, text.data, text.len, NULL, 0, NULL, diag);
    ck_assert_msg(copy != NULL, "%s\n%s", diag->first->text, text.data);
    struct trace *other = trace_new(copy);
    check_same_lesson(trace, other);
    trace_free(other);
    lesson_free(copy);
    str_release(&text);
}

START_TEST(one_number_changes_and_no_other)
{
    struct random random = {.state = 20};
    struct str text;
    str_init(&text);
    size_t changes = 0;
    for (int i = 0; i < LESSONS; i++) {
        struct diag diag;
        diag_init(&diag);
        random_lesson(&random, &text);
        struct lesson *lesson = random_lesson_read(&text);
        struct trace *before = trace_new(lesson);
        for (int n = 0; n < 4; n++) {
            struct cell cell = draw_cell(before, &random);
            cell.change.value = other_number(trace_cell(before, cell.stage, cell.row, cell.col));
            struct lesson *changed = lesson_changed(lesson, &cell.change, 1, &diag);
            if (changed == NULL) {
                continue; /* a key may have no effect any more, say a label to ignore */
            }
            struct trace *after = trace_new(changed);
            check_inputs(before, after, &cell);
            check_copy(changed, after, &diag);
            trace_free(after);
            lesson_free(changed);
            changes++;
        }
        trace_free(before);
        lesson_free(lesson);
        diag_release(&diag);
    }
    ck_assert_uint_gt(changes, LESSONS * 4 * 9 / 10);
    str_release(&text);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("change");
    TCase *tcase = tcase_create("random lessons");
    tcase_add_test(tcase, one_number_changes_and_no_other);
    suite_add_tcase(suite, tcase);
    return suite;
}

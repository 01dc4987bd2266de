/* Shapes, views and reading of literal tensors. */
#include "arena.h"
#include "check_main.h"
#include "tensor.h"

#include <stdlib.h>

static struct arena arena;

static void set_up(void)
{
    arena_init(&arena);
}

static void tear_down(void)
{
    arena_release(&arena);
}

static const double counting[24] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};

static struct tensor *literal(struct shape shape)
{
    return tensor_literal(&arena, &shape, counting, NULL);
}

static void expect_elements(const struct tensor *tensor, const double *want, size_t count)
{
    struct diag diag;
    diag_init(&diag);
    ck_assert_uint_eq(shape_size(&tensor->shape), count);
    /* Every span, so that runs begin and end everywhere. */
    for (size_t first = 0; first < count; first++) {
        for (size_t n = 0; first + n <= count; n++) {
            double out[25] = {0};
            out[n] = -1;
            ck_assert(tensor_read(tensor, first, n, out, &diag));
            for (size_t i = 0; i < n; i++) {
                ck_assert_double_eq(out[i], want[first + i]);
            }
            ck_assert_double_eq(out[n], -1);
        }
    }
    diag_release(&diag);
}

START_TEST(shapes_read_as_python_writes_them)
{
    const struct {
        struct shape shape;
        const char *text;
    } cases[] = {
        {{0, {0}}, "()"},
        {{1, {4}}, "(4,)"},
        {{2, {2, 3}}, "(2, 3)"},
        {{4, {1, 2, 3, 4}}, "(1, 2, 3, 4)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_str_eq(shape_text(&cases[i].shape, &arena), cases[i].text);
    }
}
END_TEST

START_TEST(shapes_compare_by_rank_and_dimensions)
{
    struct shape a = {2, {2, 3}};
    struct shape b = {2, {2, 3, 9}};
    struct shape c = {1, {2}};
    ck_assert(shape_equal(&a, &b));
    ck_assert(!shape_equal(&a, &c));
    struct shape without = shape_without(&a, 1);
    ck_assert(shape_equal(&without, &c));
    struct shape none = {0, {0}};
    ck_assert_uint_eq(shape_size(&none), 1);
}
END_TEST

START_TEST(a_literal_reads_in_order)
{
    expect_elements(literal((struct shape){3, {2, 3, 4}}), counting, 24);
    expect_elements(literal((struct shape){0, {0}}), counting, 1);
}
END_TEST

START_TEST(moving_an_axis_reorders_elements)
{
    const double want[] = {0, 3, 1, 4, 2, 5};
    struct tensor *view = tensor_move_axis_last(&arena, literal((struct shape){2, {2, 3}}), 0);
    ck_assert_str_eq(shape_text(&view->shape, &arena), "(3, 2)");
    expect_elements(view, want, 6);
    const double middle[] = {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11};
    view = tensor_move_axis_last(&arena, literal((struct shape){3, {2, 3, 2}}), 1);
    ck_assert_str_eq(shape_text(&view->shape, &arena), "(2, 2, 3)");
    expect_elements(view, middle, 12);
}
END_TEST

START_TEST(broadcasting_repeats_axes)
{
    static const struct {
        struct shape from, to;
        double want[6];
        bool invalid;
        enum align align;
    } cases[] = {
        {{0, {0}}, {2, {2, 3}}, {0, 0, 0, 0, 0, 0}, false, ALIGN_FIRST},
        {{1, {2}}, {2, {2, 3}}, {0, 0, 0, 1, 1, 1}, false, ALIGN_FIRST},
        {{2, {2, 1}}, {2, {2, 3}}, {0, 0, 0, 1, 1, 1}, false, ALIGN_FIRST},
        {{2, {1, 3}}, {2, {2, 3}}, {0, 1, 2, 0, 1, 2}, false, ALIGN_FIRST},
        {{2, {6, 1}}, {1, {6}}, {0, 1, 2, 3, 4, 5}, false, ALIGN_FIRST},
        {{1, {1}}, {1, {6}}, {0, 0, 0, 0, 0, 0}, false, ALIGN_FIRST},
        {{1, {1}}, {0, {0}}, {0}, false, ALIGN_FIRST},
        {{1, {3}}, {2, {2, 3}}, {0}, true, ALIGN_FIRST},
        {{2, {3, 2}}, {1, {3}}, {0}, true, ALIGN_FIRST},
        {{3, {2, 3, 1}}, {1, {2}}, {0}, true, ALIGN_FIRST},
        {{0, {0}}, {2, {2, 3}}, {0, 0, 0, 0, 0, 0}, false, ALIGN_LAST},
        {{1, {3}}, {2, {2, 3}}, {0, 1, 2, 0, 1, 2}, false, ALIGN_LAST},
        {{2, {2, 1}}, {2, {2, 3}}, {0, 0, 0, 1, 1, 1}, false, ALIGN_LAST},
        {{2, {1, 3}}, {1, {3}}, {0, 1, 2}, false, ALIGN_LAST},
        {{1, {1}}, {0, {0}}, {0}, false, ALIGN_LAST},
        {{1, {2}}, {2, {2, 3}}, {0}, true, ALIGN_LAST},
        {{2, {3, 1}}, {1, {3}}, {0}, true, ALIGN_LAST},
        {{2, {2, 3}}, {1, {3}}, {0}, true, ALIGN_LAST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tensor *view =
            tensor_broadcast(&arena, literal(cases[i].from), &cases[i].to, cases[i].align);
        ck_assert_msg((view == NULL) == cases[i].invalid, "case %zu", i);
        if (view != NULL) {
            ck_assert(shape_equal(&view->shape, &cases[i].to));
            expect_elements(view, cases[i].want, shape_size(&cases[i].to));
        }
    }
}
END_TEST

START_TEST(places_follow_the_view)
{
    static const struct pos where[] = {{1, 1}, {1, 4}, {1, 7}, {2, 1}, {2, 4}, {2, 7}};
    struct shape shape = {2, {2, 3}};
    struct tensor *tensor = tensor_literal(&arena, &shape, counting, where);
    struct tensor *view = tensor_move_axis_last(&arena, tensor, 0);
    struct pos pos = tensor_where(view, 3); /* view (1, 1) is (1, 1) of the original: the fifth */
    ck_assert_uint_eq(pos.line, 2);
    ck_assert_uint_eq(pos.col, 4);
    ck_assert_uint_eq(tensor_where(literal(shape), 0).line, 0);
}
END_TEST

START_TEST(dropping_a_last_axis_keeps_elements)
{
    struct tensor *view = tensor_drop_last_axis(&arena, literal((struct shape){2, {3, 1}}));
    ck_assert_str_eq(shape_text(&view->shape, &arena), "(3,)");
    expect_elements(view, counting, 3);
}
END_TEST

START_TEST(shifting_reads_the_next_place)
{
    const double last[6] = {1, 2, -9, 4, 5, -9};
    const double first[6] = {3, 4, 5, -9, -9, -9};
    const double middle[8] = {2, 3, -9, -9, 6, 7, -9, -9};
    const struct tensor *table = literal((struct shape){2, {2, 3}});
    const struct tensor *cube = literal((struct shape){3, {2, 2, 2}});
    expect_elements(tensor_shift(&arena, table, 1, -9), last, 6);
    expect_elements(tensor_shift(&arena, table, 0, -9), first, 6);
    expect_elements(tensor_shift(&arena, cube, 1, -9), middle, 8);
    size_t element = 3;
    ck_assert(tensor_unshift(tensor_shift(&arena, table, 1, -9), &element));
    ck_assert_uint_eq(element, 4);
    element = 5;
    ck_assert(!tensor_unshift(tensor_shift(&arena, table, 1, -9), &element));
    ck_assert(tensor_unshift(table, &element));
    ck_assert_uint_eq(element, 5);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("tensor");
    TCase *tests = tcase_create("views");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, shapes_read_as_python_writes_them);
    tcase_add_test(tests, shapes_compare_by_rank_and_dimensions);
    tcase_add_test(tests, a_literal_reads_in_order);
    tcase_add_test(tests, moving_an_axis_reorders_elements);
    tcase_add_test(tests, broadcasting_repeats_axes);
    tcase_add_test(tests, places_follow_the_view);
    tcase_add_test(tests, dropping_a_last_axis_keeps_elements);
    tcase_add_test(tests, shifting_reads_the_next_place);
    suite_add_tcase(suite, tests);
    return suite;
}

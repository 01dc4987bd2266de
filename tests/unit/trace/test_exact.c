/* float32 beside float64: distances in units in the last place, and constants as that dtype has
 * them. */
#include "check_main.h"
#include "exact.h"
#include "numbers.h"

#include <math.h>
#include <string.h>

/* The step from a float32 to the next one is one unit there, wherever that is. */
START_TEST(a_step_is_one_unit)
{
    static const float AT[] = {1.0F, 1.5F, 0.75F, 3.1F, 1e-20F, 1e30F, 0x1p-126F, 0x1p-140F};
    for (size_t i = 0; i < sizeof AT / sizeof *AT; i++) {
        double above = nextafterf(AT[i], INFINITY);
        ck_assert_msg(ulps_off(above, AT[i], DTYPE_FLOAT32) == 1, "at %a: %g", (double)AT[i],
            ulps_off(above, AT[i], DTYPE_FLOAT32));
        ck_assert(ulps_off(-above, -(double)AT[i], DTYPE_FLOAT32) == -1);
    }
    ck_assert(ulps_off(2, 2, DTYPE_FLOAT32) == 0 && ulps_off(NAN, NAN, DTYPE_FLOAT32) == 0);
    ck_assert(
        isnan(ulps_off(INFINITY, 1, DTYPE_FLOAT32)) && isnan(ulps_off(1, NAN, DTYPE_FLOAT32)));
}
END_TEST

/* numpy.float32(1) - numpy.float32(1e-7) is 1 - 2^-23. */
START_TEST(limits_of_clips_are_stored)
{
    static const char TEXT[] = "---\nformat: 1\ntitle: t\nrules: keras\ndtype: float32\n"
                               "probs: [[1, 0]]\nlabels: [0]\n---\n";
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_parse("t.md", NULL, TEXT, strlen(TEXT), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    struct trace *trace = trace_new(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    const struct stage *clipped = &recipe->stages[recipe_find(recipe, ID_clipped)];
    ck_assert(clipped->args.of.clip.high == 1 - 0x1p-23);
    ck_assert(clipped->args.of.clip.low == (double)1e-7F);
    trace_free(trace);
    lesson_free(lesson);
    diag_release(&diag);
}
END_TEST

/* The cell of the second row and column of a stage. */
static double cell_of(struct trace *trace, enum stage_id stage)
{
    return trace_cell(trace, recipe_find(trace_recipe(trace), stage), 1, 1);
}

/* 0.1 and 0.9 are no float32 numbers. A twin has the inputs as they are stored; in another format
 * they are as they are written. */
START_TEST(inputs_are_stored_or_written)
{
    static const char TEXT[] = "---\nformat: 1\ntitle: t\n%s"
                               "logits: [[0, 0], [0, 0.1]]\ntargets: [[1, 0], [0.1, 0.9]]\n---\n";
    struct arena arena;
    struct diag diag;
    arena_init(&arena);
    diag_init(&diag);
    for (int i = 0; i < 2; i++) {
        bool narrow = i == 0;
        const char *text = arena_printf(&arena, TEXT, narrow ? "dtype: float32\n" : "");
        struct lesson *lesson =
            lesson_parse("t.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
        ck_assert_ptr_nonnull(lesson);
        struct trace *trace = trace_new(lesson);
        struct trace *exact = trace_exact(trace);
        ck_assert((exact != NULL) == narrow);
        if (exact != NULL) {
            ck_assert(cell_of(exact, ID_logits) == (double)0.1F);
            ck_assert(cell_of(exact, ID_targets) == (double)0.9F);
        }
        trace_free(exact);
        struct trace *other = trace_as(trace, narrow ? DTYPE_FLOAT64 : DTYPE_FLOAT32);
        ck_assert(cell_of(other, ID_logits) == (narrow ? 0.1 : (double)0.1F));
        ck_assert(cell_of(other, ID_targets) == (narrow ? 0.9 : (double)0.9F));
        trace_free(other);
        trace_free(trace);
        lesson_free(lesson);
    }
    arena_release(&arena);
    diag_release(&diag);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("exact");
    TCase *tests = tcase_create("exact");
    tcase_add_test(tests, a_step_is_one_unit);
    tcase_add_test(tests, limits_of_clips_are_stored);
    tcase_add_test(tests, inputs_are_stored_or_written);
    suite_add_tcase(suite, tests);
    return suite;
}

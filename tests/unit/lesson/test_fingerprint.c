/* The fingerprint of a lesson: what changes it, and what does not. */
#include "check_main.h"
#include "lesson.h"

#include <stdio.h>
#include <string.h>

static const char *const folders[] = {TEST_SOURCE_DIR "/diag", NULL};

static uint64_t print_of(
    const char *name, const char *front, const char *prose, const struct override *overrides)
{
    char text[1024];
    struct diag diag;
    diag_init(&diag);
    (void)snprintf(text, sizeof text, "---\nformat: 1\n%s---\n%s", front, prose);
    struct lesson *lesson = lesson_parse(
        name, NULL, text, strlen(text), overrides, overrides == NULL ? 0 : 1, folders, &diag);
    struct str said;
    str_init(&said);
    diag_print(&diag, &said);
    ck_assert_msg(lesson != NULL, "%s", said.data);
    str_release(&said);
    uint64_t print = lesson->fingerprint;
    lesson_free(lesson);
    diag_release(&diag);
    return print;
}

#define BASE "title: T\nlogits: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 1]\n"

static uint64_t base(void)
{
    return print_of("a.md", BASE, "", NULL);
}

/* Other words, other writing, other names. */
static const char *const SAME[] = {
    "title: Another\nsummary: S\nlogits: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 1]\n",
    "labels: [0, 1]\ntitle: T\nlogits:\n  - [6.0, 2.00, 0.3e1]\n  - [2, 1, 4] # a row\n",
    BASE "classes: [cat, dog, owl]\nsamples: [a, b]\nprecision: 2\nsection: S\nlevel: core\n",
    BASE "questions:\n  - at: softmax\n    ask: Which?\n    choices: [a, b]\n    answer: a\n",
    BASE "reduction: mean\ntemperature: 1\nroute: stable\n", /* what is so anyway */
    BASE "expect: {loss: 1.6}\n",
};

START_TEST(texts_do_not_count)
{
    ck_assert_uint_ne(base(), 0);
    ck_assert_uint_eq(print_of("a.md", SAME[_i], "Text.\n\n## softmax\nMore.\n", NULL), base());
    ck_assert_uint_eq(print_of("b/77-other.md", SAME[_i], "", NULL), base());
}
END_TEST

static const char *const OTHER[] = {
    "title: T\nlogits: [[6, 2, 3], [2, 1, 5]]\nlabels: [0, 1]\n",
    "title: T\nlogits: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 2]\n",
    "title: T\nlogits: [[6, 2], [3, 2], [1, 4]]\nlabels: [0, 1, 0]\n",
    "title: T\nlogits: [[6, 2, 3], [2, 1, 4]]\ntargets: [[1, 0, 0], [0, 1, 0]]\n",
    "title: T\nloss: nll\nlog_probs: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 1]\n",
    BASE "reduction: sum\n",
    BASE "temperature: 2\n",
    BASE "route: textbook\n",
    BASE "dtype: float32\n",
    BASE "mask: [1, 0]\n",
    BASE "mask: [0, 1]\n",
    BASE "sample_weights: [1, 2]\n",
    BASE "class_weights: [1, 2, 3]\n",
    BASE "class_weights: [1, 2, 4]\n",
    BASE "label_smoothing: 0.1\n",
    BASE "ignore_label: 1\n",
    BASE "log_base: 2\n",
    BASE "clip_eps: 1e-7\n",
    BASE "gradient: true\n",
    BASE "loss_scale: 8\n",
    BASE "perplexity: true\n",
    BASE "accuracy: true\n",
    BASE "divide_by: 4\nreduction: sum\n",
    BASE "loss: focal\n",
    BASE "loss: focal\ngamma: 3\n",
};

/* And no two of them are alike. */
START_TEST(numbers_count)
{
    uint64_t print = print_of("a.md", OTHER[_i], "", NULL);
    ck_assert_uint_ne(print, base());
    for (int i = 0; i < _i; i++) {
        ck_assert_uint_ne(print, print_of("a.md", OTHER[i], "", NULL));
    }
}
END_TEST

/* A data file counts by its name. */
START_TEST(files_count_by_name)
{
    static const char labels[] = "title: T\nlogits: [[6, 2, 3, 1, 0, 5], [2, 1, 4, 0, 1, 3]]\n"
                                 "labels: {file: labels.npy}\n";
    static const char archive[] = "title: T\nlogits: {file: archive.npz/scores}\n"
                                  "labels: {file: archive.npz/y_true}\n";
    ck_assert_uint_ne(print_of("a.md", labels, "", NULL), print_of("a.md", archive, "", NULL));
    ck_assert_uint_eq(print_of("a.md", archive, "", NULL), print_of("b.md", archive, "x\n", NULL));
}
END_TEST

/* With --set it is another lesson, but not one that has progress of its own. */
START_TEST(overrides_have_none)
{
    const struct override sum = {"reduction=sum"};
    ck_assert_uint_eq(print_of("a.md", BASE, "", &sum), 0);
}
END_TEST

/* The same on every machine and in every version: it stands in files. Worked out apart, with FNV-1a
 * over: the loss and the class axis; of scores and labels the name, rank, shape, numbers; texts
 * with a 0 behind them, numbers as 8 bytes of a double, low byte first. */
START_TEST(it_stays_what_it_is)
{
    ck_assert_uint_eq(base(), UINT64_C(0x32efbf8cb9a67037));
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("fingerprint");
    TCase *tests = tcase_create("fingerprint");
    tcase_add_loop_test(tests, texts_do_not_count, 0, sizeof SAME / sizeof *SAME);
    tcase_add_loop_test(tests, numbers_count, 0, sizeof OTHER / sizeof *OTHER);
    tcase_add_test(tests, files_count_by_name);
    tcase_add_test(tests, overrides_have_none);
    tcase_add_test(tests, it_stays_what_it_is);
    suite_add_tcase(suite, tests);
    return suite;
}

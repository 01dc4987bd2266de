/* Which mistake gave this number? Confusions from public threads, with the numbers that were got
 * there; and numbers that have nothing to do with a batch, which should get no answer. */
#include "check_main.h"
#include "diagnose.h"

#include <glob.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static glob_t files;

/* The lesson at the path, and what its first lines say: "# got 1.0598: divided_by_weights". */
struct case_file {
    struct lesson *lesson;
    struct trace *trace;
    char got[64], way[128];
};

static void open_case(struct case_file *file, const char *path)
{
    struct diag diag;
    diag_init(&diag);
    file->lesson = lesson_load(path, NULL, 0, NULL, &diag);
    ck_assert_msg(file->lesson != NULL, "%s: %s", path, diag.errors > 0 ? diag.first->text : "");
    diag_release(&diag);
    file->trace = trace_new(file->lesson);
    const char *at = strstr(file->lesson->source.text, "# got ");
    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, "# got %63[^:]: %127s", file->got, file->way), 2);
}

static void close_case(struct case_file *file)
{
    trace_free(file->trace);
    lesson_free(file->lesson);
}

/* The ids of the way told first: "keras", or "keras+other_loss". */
static void first_way(const struct diagnosis *diagnosis, char *out, size_t size)
{
    const struct mistake *first = &diagnosis->all[0];
    bool two = diagnosis->count > 0 && first->ids[1] != NULL;
    (void)snprintf(out, size, "%s%s%s", diagnosis->count == 0 ? "" : first->ids[0], two ? "+" : "",
        two ? first->ids[1] : "");
}

/* Every case now gives the right way first; nine of ten are asked for, should a new way come before
 * another. */
START_TEST(confusions_are_found)
{
    size_t right = 0;
    ck_assert_uint_ge(files.gl_pathc, 40);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct case_file file;
        struct answer given;
        struct diagnosis diagnosis;
        char way[128];
        open_case(&file, files.gl_pathv[i]);
        ck_assert(answer_parse(file.got, &given));
        diagnose(&diagnosis, file.trace, &given);
        first_way(&diagnosis, way, sizeof way);
        if (strcmp(way, file.way) == 0) {
            right++;
        } else {
            (void)fprintf(stderr, "%s: %s, not %s\n", files.gl_pathv[i], way, file.way);
        }
        for (size_t k = 0; k < diagnosis.count; k++) {
            ck_assert(diagnosis_agrees(&given, diagnosis.all[k].value));
        }
        diagnosis_release(&diagnosis);
        close_case(&file);
    }
    ck_assert_uint_ge(10 * right, 9 * files.gl_pathc);
}
END_TEST

/* Six digits between 0.1 and 10, the same in each run. */
static double random_number(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double share = (double)(*state >> 33) / 2147483648.0;
    double value = pow(10, 2 * share - 1);
    double unit = value < 1 ? 1e-6 : 1e-5;
    return round(value / unit) * unit;
}

START_TEST(numbers_from_elsewhere_get_no_answer)
{
    uint64_t state = 20241128;
    size_t answered = 0;
    double expected = 0;
    for (size_t i = 0; i < 200; i++) {
        struct case_file file;
        struct diagnosis diagnosis;
        open_case(&file, files.gl_pathv[i % files.gl_pathc]);
        double value = random_number(&state);
        struct answer given = {.value = value, .unit = value < 1 ? 1e-6 : 1e-5, .digits = 6};
        diagnose(&diagnosis, file.trace, &given);
        answered += diagnosis.count > 0 || diagnosis.is_own;
        expected += diagnosis.chance;
        diagnosis_release(&diagnosis);
        close_case(&file);
    }
    (void)fprintf(
        stderr, "%zu of 200 random numbers got an answer; by chance %.2f\n", answered, expected);
    ck_assert_uint_le(answered, 2);
    ck_assert(expected < 5);
}
END_TEST

/* Numbers worked out by hand, and the way that is told of them first. */
#define TOKENS "logits: [[2, 0], [2, 0], [2, 0], [1, 0]]\nlabels: [0, 0, 0, 1]\n"
static const struct {
    const char *lesson, *got, *way, *set;
} TOLD[] = {
    {TOKENS, "0.72009", "mean_of_means", "groups=[0, 0, 0, 1]"},
    {TOKENS "reduction: mean_of_means\ngroups: [0, 0, 0, 1]\n", "0.42351", "divided_by_weights",
        "reduction=weighted_mean"},
    {"logits: [[[2, 0], [2, 0], [2, 0]], [[1, 0], [0, 0], [0, 0]]]\n"
     "labels: [[0, 0, 0], [1, 0, 0]]\nmask: [[1, 1, 1], [1, 0, 0]]\nreduction: mean_unmasked\n",
        "0.72009", "mean_of_means", "reduction=mean_of_means"},
    {TOKENS, "1.78107", "mean_of_exponentials", NULL},
    {TOKENS, "0.75", "accuracy", "accuracy=true"},
    {"loss: binary_cross_entropy\nlogits: [[1], [1], [-1], [3], [2], [-2], [1]]\n"
     "targets: [[0], [1], [1], [1], [1], [0], [0]]\n",
        "57.143", "accuracy", "accuracy=true"},
};

START_TEST(ways_are_told)
{
    struct diag diag;
    diag_init(&diag);
    struct str text;
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%s---\n", TOLD[_i].lesson);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    struct trace *trace = trace_new(lesson);
    struct answer given;
    struct diagnosis diagnosis;
    ck_assert(answer_parse(TOLD[_i].got, &given));
    diagnose(&diagnosis, trace, &given);
    ck_assert_uint_gt(diagnosis.count, 0);
    const struct mistake *first = &diagnosis.all[0];
    ck_assert_str_eq(first->ids[0], TOLD[_i].way);
    bool has = false;
    for (size_t i = 0; TOLD[_i].set != NULL && first->sets[i] != NULL; i++) {
        has = has || strcmp(first->sets[i], TOLD[_i].set) == 0;
    }
    ck_assert(has == (TOLD[_i].set != NULL));
    diagnosis_release(&diagnosis);
    trace_free(trace);
    lesson_free(lesson);
    str_release(&text);
    diag_release(&diag);
}
END_TEST

static const struct {
    double given, unit, value;
    bool agrees;
} AGREE[] = {
    {1.06, 0.01, 1.0598, true},
    {1.05, 0.01, 1.0598, true}, /* cut */
    {1.07, 0.01, 1.0598, false},
    {-1.05, 0.01, 1.0598, false},
    {-1.05, 0.01, -1.0598, true},
    {0, 0.01, 0.004, true},
    {0.5, 0, 0.5, true},
    {0.5, 0, 0.50001, false},
    {INFINITY, 0, INFINITY, true},
    {INFINITY, 0, -INFINITY, false},
    {NAN, 0, NAN, true},
    {1, 0.1, NAN, false},
};

START_TEST(numbers_agree_to_the_digits_given)
{
    const struct answer given = {.value = AGREE[_i].given, .unit = AGREE[_i].unit, .digits = 3};
    ck_assert_int_eq(diagnosis_agrees(&given, AGREE[_i].value), AGREE[_i].agrees);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("diagnose");
    TCase *tcase = tcase_create("confusions");
    (void)glob(TEST_SOURCE_DIR "/confusions/*.md", 0, NULL, &files);
    tcase_add_test(tcase, confusions_are_found);
    tcase_add_test(tcase, numbers_from_elsewhere_get_no_answer);
    tcase_add_loop_test(tcase, ways_are_told, 0, sizeof TOLD / sizeof *TOLD);
    tcase_add_loop_test(tcase, numbers_agree_to_the_digits_given, 0, sizeof AGREE / sizeof *AGREE);
    suite_add_tcase(suite, tcase);
    return suite;
}

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

/* Files rules-* are figures of frameworks' own tests and formulas; all others somebody else met. */
static bool is_public(const char *path)
{
    return strstr(path, "/rules-") == NULL;
}

/* Nine of ten are asked for, of all and of those from public threads: some ways of computing are
 * one program's alone and have no name here ("unknown"). */
START_TEST(confusions_are_found)
{
    size_t right[2] = {0};
    size_t cases[2] = {0};
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct case_file file;
        struct answer given;
        struct diagnosis diagnosis;
        char way[128];
        bool public = is_public(files.gl_pathv[i]);
        open_case(&file, files.gl_pathv[i]);
        ck_assert(answer_parse(file.got, &given));
        diagnose(&diagnosis, file.trace, &given);
        first_way(&diagnosis, way, sizeof way);
        cases[public]++;
        if (strcmp(way, file.way) == 0) {
            right[public]++;
        } else {
            (void)fprintf(stderr, "%s: %s, not %s\n", files.gl_pathv[i],
                way[0] == '\0' ? "nothing" : way, file.way);
        }
        for (size_t k = 0; k < diagnosis.count; k++) {
            ck_assert(diagnosis_agrees(&diagnosis.given, diagnosis.all[k].value));
        }
        diagnosis_release(&diagnosis);
        close_case(&file);
    }
    (void)fprintf(stderr,
        "the right way comes first for %zu of %zu public confusions, %zu of %zu figures of "
        "frameworks\n",
        right[1], cases[1], right[0], cases[0]);
    ck_assert_uint_ge(cases[1], 40);
    ck_assert_uint_ge(10 * right[1], 9 * cases[1]);
    ck_assert_uint_ge(10 * (right[0] + right[1]), 9 * (cases[0] + cases[1]));
}
END_TEST

#define LOGITS "logits: [[1, 2, 3], [1, 0, -2]]\n"
#define BINARY "loss: binary_cross_entropy\nlogits: [[0.5, -1], [2, 0.3]]\n"

/* Ways that no thread shows in full: with weights, masks, columns, from scores. Figures by NumPy.
 */
static const struct {
    const char *lesson, *given, *way;
} WAYS[] = {
    {BINARY "targets: [[1, 0.25], [0, 1]]\npos_weight: [2, 3]\nsample_weights: [[1, 1], [2, 2]]\n",
        "2.343258497133663", "whole_weighted"},
    {BINARY "targets: [[1, 0], [0, 1]]\nreduction: sum\n", "1.0284322286486336", "positives_alone"},
    {BINARY "targets: [[1, 0], [0, 1]]\n", "0.2571080571621584", "positives_alone"},
    {BINARY "targets: [[1, 0], [0, 1]]\n", "0.8171554818024573", "targets_exchanged"},
    {"loss: kl_divergence\n" LOGITS "targets: [[0.25, 0.25, 0.5], [0.5, 0.5, 0]]\n",
        "-1.3158093384319494", "probs_for_logs"},
    {LOGITS "labels: [0, 2]\n", "2.8783088926966522", "eps_added"},
    {"rules: keras\n" LOGITS "labels: [0, 2]\n", "2.8783088926966522", "eps_added"},
    {"probs: [[0.5, 0.4], [0.2, 0.3]]\nlabels: [0, 1]\n", "0.5493061443340548", "keras"},
    {"probs: [[0.5, 0.4], [0.2, 0.3]]\nlabels: [0, 1]\nnormalize: none\n", "0.5493061443340548",
        "normalized"},
    {LOGITS "labels: [0, 2]\nclass_weights: [1, 2, 4]\nlabel_smoothing: 0.3\n", "2.755847924799413",
        "divided_by_weights"},
    {"loss: kl_divergence\nprobs: [[0.5, 0.25, 0.25]]\ntargets: [[0.2, 0.3, 0.5]]\n",
        "0.23927818159860256", "arguments_exchanged"},
    {"loss: binary_cross_entropy\ndtype: float32\nlogits: [[35.349], [0.51216]]\n"
     "targets: [[0], [1]]\n",
        "50.2347526550293", "log_floor"}, /* by PyTorch */
    {"probs: [[0.0001, 0.9999], [0.2, 0.8]]\nlabels: [0, 1]\nclip_eps: 0.01\n", "4.716741961645196",
        "not_clipped"},
};

START_TEST(ways_are_told_apart)
{
    struct diag diag;
    struct str text;
    struct answer given;
    struct diagnosis diagnosis;
    char way[128];
    diag_init(&diag);
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%s---\n", WAYS[_i].lesson);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    ck_assert_msg(lesson != NULL, "%s", diag.errors > 0 ? diag.first->text : "");
    struct trace *trace = trace_new(lesson);
    ck_assert(answer_parse(WAYS[_i].given, &given));
    diagnose(&diagnosis, trace, &given);
    first_way(&diagnosis, way, sizeof way);
    ck_assert_msg(strcmp(way, WAYS[_i].way) == 0, "%s of %s: %s, not %s", WAYS[_i].given,
        WAYS[_i].lesson, way, WAYS[_i].way);
    diagnosis_release(&diagnosis);
    trace_free(trace);
    lesson_free(lesson);
    str_release(&text);
    diag_release(&diag);
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
#define FOUR_ROWS                                                                                  \
    "logits: [[1.5, .2, -.7], [.1, 2.2, .4], [-1, .3, .9], [2, -.5, .6]]\nlabels: [0, 2, 1, 2]\n"
#define TEACHER                                                                                    \
    "loss: kl_divergence\nlogits: [[.2, 1.5, .3], [.6, -.3, .1]]\n"                                \
    "target_logits: [[1.1, .6, .3], [.3, 2.3, .4]]\ntemperature: 2\n"
static const struct {
    const char *lesson, *got, *way, *set;
} TOLD[] = {
    {TOKENS, "0.72009", "mean_of_means", "groups=[0, 0, 0, 1]"},
    {TOKENS "reduction: mean_of_means\ngroups: [0, 0, 0, 1]\n", "0.42351", "other_reduction",
        "reduction=mean"},
    {"logits: [[[2, 0], [2, 0], [2, 0]], [[1, 0], [0, 0], [0, 0]]]\n"
     "labels: [[0, 0, 0], [1, 0, 0]]\nmask: [[1, 1, 1], [1, 0, 0]]\nreduction: mean_unmasked\n",
        "0.72009", "mean_of_means", "reduction=mean_of_means"},
    {TOKENS, "1.78107", "mean_of_exponentials", NULL},
    {TOKENS, "0.75", "accuracy", "accuracy=true"},
    {"loss: binary_cross_entropy\nlogits: [[1], [1], [-1], [3], [2], [-2], [1]]\n"
     "targets: [[0], [1], [1], [1], [1], [0], [0]]\n",
        "57.143", "accuracy", "accuracy=true"},
    /* of PyTorch */
    {FOUR_ROWS, "1.49108", "other_class_axis", NULL},
    {FOUR_ROWS, "1.297814635", "eps_added", "clip_eps=1e-07"},
    {"loss: binary_cross_entropy\nlogits: [1.5, -.3, .8]\ntargets: [1, 0, 0]\n", "0.796859",
        "sigmoid_twice", NULL},
    {TEACHER, "0.570857", "scaled_by_temperature", "loss_scale=4"},
    {TEACHER "loss_scale: 4\n", "0.142714", "scale_forgotten", "loss_scale="},
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
    tcase_add_loop_test(tcase, ways_are_told_apart, 0, sizeof WAYS / sizeof *WAYS);
    tcase_add_test(tcase, numbers_from_elsewhere_get_no_answer);
    tcase_add_loop_test(tcase, ways_are_told, 0, sizeof TOLD / sizeof *TOLD);
    tcase_add_loop_test(tcase, numbers_agree_to_the_digits_given, 0, sizeof AGREE / sizeof *AGREE);
    suite_add_tcase(suite, tcase);
    return suite;
}

/* Typed answers: read, judged by the digits shown, and told which slip gives them. */
#include "answer.h"
#include "check_main.h"
#include "numbers.h"
#include "slip.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *text;
    bool bad;
    double value, unit;
    int digits;
    bool comma;
} PARSES[] = {
    {.text = "0.25", .value = 0.25, .unit = 0.01, .digits = 2},
    {.text = ".5", .value = 0.5, .unit = 0.1, .digits = 1},
    {.text = "5.", .value = 5, .unit = 1, .digits = 1},
    {.text = "-.5", .value = -0.5, .unit = 0.1, .digits = 1},
    {.text = "5.e3", .value = 5000, .unit = 1000, .digits = 1},
    {.text = "5.e", .bad = true},
    {.text = "1.5.", .bad = true},
    {.text = "-5.", .value = -5, .unit = 1, .digits = 1},
    {.text = "12.", .value = 12, .unit = 1, .digits = 2},
    {.text = "-.25/.5", .value = -0.5, .unit = 0, .digits = 17},
    {.text = "+inf", .value = INFINITY, .digits = 17},
    {.text = "00.70", .value = 0.7, .unit = 0.01, .digits = 2},
    {.text = "1,5e2", .value = 150, .unit = 10, .digits = 2, .comma = true},
    {.text = "0e400", .value = 0, .unit = 1e308, .digits = 1},
    {.text = "0e-400", .value = 0, .unit = 0, .digits = 1},
    {.text = "0e999", .value = 0, .unit = 1, .digits = 1},
    {.text = "0e-999", .value = 0, .unit = 1, .digits = 1},
    {.text = "0e401", .value = 0, .unit = 1, .digits = 1},
    {.text = "0e-401", .value = 0, .unit = 1, .digits = 1},
    {.text = "1,2,3", .bad = true},
    {.text = "1234567890123456789012345678901",
        .value = 1234567890123456789012345678901.0,
        .unit = 1,
        .digits = 31},
    {.text = ".234567890123456789012345678901",
        .value = 0.234567890123456789012345678901,
        .unit = 1e-30,
        .digits = 30},
    {.text = "+3", .value = 3, .unit = 1, .digits = 1},
    {.text = "0", .value = 0, .unit = 1, .digits = 1},
    {.text = "0.050", .value = 0.05, .unit = 0.001, .digits = 2},
    {.text = "1e-4", .value = 1e-4, .unit = 1e-4, .digits = 1},
    {.text = "8.36e-09", .value = 8.36e-9, .unit = 1e-11, .digits = 3},
    {.text = "5E+113", .value = 5e113, .unit = 1e113, .digits = 1},
    {.text = "1.5E-3", .value = 1.5e-3, .unit = 1e-4, .digits = 2},
    {.text = "-0e384", .value = 0, .unit = 1e308, .digits = 1},
    {.text = "1/3", .value = 1.0 / 3, .unit = 0, .digits = 17},
    {.text = "-1/.5", .value = -2, .unit = 0, .digits = 17},
    {.text = "inf", .value = INFINITY, .digits = 17},
    {.text = "-inf", .value = -INFINITY, .digits = 17},
    {.text = "infinity", .value = INFINITY, .digits = 17},
    {.text = "-infinity", .value = -INFINITY, .digits = 17},
    {.text = "nan", .value = NAN, .digits = 17},
    {.text = "0,36", .value = 0.36, .unit = 0.01, .digits = 2, .comma = true},
    {.text = "", .bad = true},
    {.text = ".", .bad = true},
    {.text = "-", .bad = true},
    {.text = "e5", .bad = true},
    {.text = ".e5", .bad = true},
    {.text = "1e5.", .bad = true},
    {.text = "1e.", .bad = true},
    {.text = "1/0", .bad = true},
    {.text = "1e400", .bad = true},
    {.text = "-1E400", .bad = true},
    {.text = "1/1e400", .bad = true},
    {.text = "1/", .bad = true},
    {.text = "/2", .bad = true},
    {.text = "1/2/3", .bad = true},
    {.text = "1.2.3", .bad = true},
    {.text = "..1", .bad = true},
    {.text = "1..", .bad = true},
    {.text = "1,234.5", .bad = true},
    {.text = "1-2", .bad = true},
    {.text = "infinite", .bad = true},
    {.text = "1e", .bad = true},
    {.text = "12345678901234567890123456789012", .bad = true},
};

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) < 1e-12 * fabs(b);
}

/* What is longer than an answer may be is none, and not the beginning of one. */
START_TEST(answers_have_a_length)
{
    char text[ANSWER_SIZE + 1] = "";
    struct answer answer;
    memset(text, '1', ANSWER_SIZE - 1);
    ck_assert(answer_parse(text, &answer));
    text[ANSWER_SIZE - 1] = '1';
    ck_assert(!answer_parse(text, &answer));
}
END_TEST

START_TEST(answers_are_read)
{
    struct answer answer = {.value = 0};
    const char *text = PARSES[_i].text;
    ck_assert_msg(answer_parse(text, &answer) == !PARSES[_i].bad, "'%s'", text);
    if (!PARSES[_i].bad) {
        ck_assert_msg(same(answer.value, PARSES[_i].value), "'%s' is %g", text, answer.value);
        ck_assert_msg(same(answer.unit, PARSES[_i].unit), "'%s' unit %g", text, answer.unit);
        ck_assert_msg(answer.digits == PARSES[_i].digits, "'%s' digits %d", text, answer.digits);
        ck_assert(answer.comma == PARSES[_i].comma);
    }
}
END_TEST

static const struct {
    const char *text;
    double value;
    int decimals;
    enum judgement judgement;
} JUDGEMENTS[] = {
    {"3.1698", 3.16985, 4, JUDGED_RIGHT},
    {"3.1699", 3.16985, 4, JUDGED_RIGHT}, /* exactly half a unit off */
    {"3.1699", 3.16982, 4, JUDGED_WRONG}, /* less than a unit off, but more than half */
    {"3.1700", 3.16985, 4, JUDGED_WRONG},
    {"3.17", 3.16985, 4, JUDGED_RIGHT},
    {"3.2", 3.16985, 4, JUDGED_RIGHT},
    {"3", 3.16985, 4, JUDGED_FEW_DIGITS},
    {"3.16", 3.16985, 4, JUDGED_WRONG}, /* cut off */
    {"4", 3.16985, 4, JUDGED_WRONG},
    {"3.17", 3.16985, 1, JUDGED_RIGHT},           /* more digits than shown */
    {"1234567.88", 1234567.885, 4, JUDGED_RIGHT}, /* half, though no double is */
    {"0.99999", 0.99997, 4, JUDGED_RIGHT},        /* four decimals, though it is shown with more */
    {"0.04", 0.0420101, 4, JUDGED_FEW_DIGITS},
    {"0.042", 0.0420101, 4, JUDGED_RIGHT},
    {"0", 0.0420101, 4, JUDGED_WRONG},
    {"0.1", 0.0659, 4, JUDGED_WRONG}, /* rounds to it, but begins otherwise */
    {"0.1", 0.0996, 4, JUDGED_FEW_DIGITS},
    {"0.1", 0.095, 4, JUDGED_FEW_DIGITS}, /* which rounds to 0.1 or to 0.09 */
    {"0.1", 0.0949, 4, JUDGED_WRONG},
    {"1", 0.9362, 4, JUDGED_WRONG},
    {"0.9", 0.9362, 4, JUDGED_FEW_DIGITS},
    {"0", 8.358e-9, 4, JUDGED_WRONG}, /* shown in powers of ten, judged so */
    {"8.4e-9", 8.358e-9, 4, JUDGED_RIGHT},
    {"8e-9", 8.358e-9, 4, JUDGED_FEW_DIGITS},
    {"8.4E-9", 8.358e-9, 4, JUDGED_RIGHT},
    {"8E-9", 8.358e-9, 4, JUDGED_FEW_DIGITS},
    {"8.4E-9", 0.25, 4, JUDGED_WRONG},
    {"1e2", 55, 4, JUDGED_WRONG}, /* rounds to it, but begins otherwise */
    {"5e1", 52, 4, JUDGED_FEW_DIGITS},
    {"1e2", 97, 4, JUDGED_FEW_DIGITS},
    {"1e2", 520, 4, JUDGED_WRONG},
    {"5e2", 520, 4, JUDGED_FEW_DIGITS},
    {"1", 1.3, 4, JUDGED_FEW_DIGITS},
    {"1", 0.6, 4, JUDGED_WRONG},
    {"-3", -3.16985, 4, JUDGED_FEW_DIGITS},
    {"3", -3.16985, 4, JUDGED_WRONG},
    {"6", 6, 4, JUDGED_RIGHT},
    {"6.4", 6, 4, JUDGED_WRONG},
    {"1/3", 0.33333333, 4, JUDGED_RIGHT},
    {"1/3", 0.3342, 4, JUDGED_WRONG},
    {"inf", INFINITY, 4, JUDGED_RIGHT},
    {"-inf", INFINITY, 4, JUDGED_WRONG},
    {"100", INFINITY, 4, JUDGED_WRONG},
    {"nan", NAN, 4, JUDGED_RIGHT},
    {"0", NAN, 4, JUDGED_WRONG},
    {"nan", 0, 4, JUDGED_WRONG},
    {"inf", 6, 4, JUDGED_WRONG},
    {"nan", INFINITY, 4, JUDGED_WRONG},
};

START_TEST(answers_are_judged_by_their_digits)
{
    struct answer answer = {.value = 0};
    ck_assert(answer_parse(JUDGEMENTS[_i].text, &answer));
    ck_assert_msg(answer_judge(&answer, JUDGEMENTS[_i].value, JUDGEMENTS[_i].decimals) ==
                      JUDGEMENTS[_i].judgement,
        "'%s' for %g", JUDGEMENTS[_i].text, JUDGEMENTS[_i].value);
}
END_TEST

#define BATCH                                                                                      \
    "classes: [cat, dog, owl]\nlogits: [[6, 2, 3], [2, 1, 4], [3, 2, 1]]\nlabels: [0, 1, 2]\n"
#define MASKED BATCH "mask: [1, 1, 0]\n"
#define SEQUENCE "logits: [[6, 2, 3], [2, 1, 4], [3, 2, 1], [0, 1, 5]]\nlabels: [0, 1, 2, 0]\n"
#define TAUGHT                                                                                     \
    "logits: [[6, 2, 3], [2, 1, 4]]\ntarget_logits: [[3, 1, 2], [0, 1, 2]]\ntemperature: 2\n"
#define BINARY "loss: binary_cross_entropy\nlogits: [[-1, 2]]\ntargets: [[0, 1]]\n"

/* What a student types, and what it is told; "right" where it is. */
static const struct {
    const char *lesson, *question, *typed, *slip, *text;
} SLIPS[] = {
    {BATCH, "per_sample\n    cell: [1]", "3.17", "right", ""},
    {BATCH, "per_sample\n    cell: [1]", "3", "few_digits", "one more digit"},
    {BATCH, "per_sample\n    cell: [1]", "3.169", "cut", "Round"},
    {BATCH, "per_sample\n    cell: [1]", "-3.1698", "minus", "sign"},
    {BATCH, "per_sample\n    cell: [1]", "1.3766", "log10_taken", "base 10"},
    {BATCH, "per_sample\n    cell: [1]", "4.5731", "log2_taken", "base 2"},
    {BATCH "log_base: 2\n", "per_sample\n    cell: [1]", "3.1698", "natural_log", "natural"},
    {BATCH "log_base: 10\n", "per_sample\n    cell: [1]", "1.3766", "right", ""},
    {BATCH, "per_sample\n    cell: [1]", "2.4076", "wrong_row", "column: s2."},
    {BATCH, "per_sample\n    cell: [1]", "2.1698", "loss_of_other_class", "were cat"},
    {BATCH, "per_sample\n    cell: [1]", "0.042", "loss_from_probability", "minus its"},
    {BATCH, "per_sample\n    cell: [0]", "-1.79", "score_for_probability", "score"},
    {BATCH, "per_sample\n    cell: [1]", "1.4596", "softmax_twice", "twice"},
    {BATCH, "per_sample\n    cell: [1]", "7.7", "none", ""},
    {BATCH, "softmax\n    cell: [1, 1]", "4.2", "percent", "percent"},
    {BATCH, "softmax\n    cell: [1, 1]", "0.2447", "wrong_row", "column: s2."},
    {BATCH, "softmax\n    cell: [1, 1]", "0.1142", "wrong_class", "row: cat."},
    {BATCH, "softmax\n    cell: [1, 1]", "0.0498", "exponential_alone", "row sum"},
    {BATCH, "softmax\n    cell: [1, 1]", "1/7", "no_exponential", "exponential"},
    {BATCH, "row_sum\n    cell: [1]", "7", "no_exponential", "exponential"},
    {BATCH, "log\n    cell: [1, 1]", "0.042", "probability", "Its logarithm"},
    {BATCH, "log\n    cell: [0, 0]", "1.79", "score_for_probability", "score"},
    {BATCH, "loss\n    cell: []", "5.6433", "not_divided", "total"},
    {BATCH "reduction: sum\n", "loss\n    cell: []", "1.8811", "divided", "mean"},
    {BATCH "class_weights: [1, 2, 3]\nreduction: mean\n", "loss\n    cell: []", "2.2714",
        "divided_by_weights", "sum of the weights"},
    {BATCH "class_weights: [1, 2, 3]\nreduction: mean\ngradient: true\n",
        "gradient\n    cell: [2, 2]", "-0.4550", "divided_by_weights", "sum of the weights"},
    {BATCH "class_weights: [1, 2, 3]\nreduction: mean\ngradient: true\n",
        "gradient\n    cell: [2, 2]", "0.0900", "none", ""},
    {"logits: [[6, 2, 3], [2, 1, 4]]\nlabels: [0, 3]\nout_of_range: zero\n",
        "per_sample\n    cell: [1]", "7.7", "none", ""},
    {"logits: [[40, 0]]\nlabels: [0]\n", "product\n    cell: [0, 1]", "40", "labels_moved", ""},
    {"loss: hinge\n" BATCH, "per_sample\n    cell: [1]", "7.7", "none", ""},
    {BATCH "rules: pytorch\ngradient: true\n", "gradient\n    cell: [1, 1]", "9.9", "none", ""},
    /* that it is another class's, or answer's, is told of losses one by one */
    {"logits: [[2, 1, 4]]\nlabels: [1]\n", "loss\n    cell: []", "2.1698", "labels_moved", ""},
    {"loss: binary_cross_entropy\nlogits: [[-1]]\ntargets: [[0]]\n", "loss\n    cell: []", "1.3133",
        "none", ""},
    {MASKED "reduction: mean_unmasked\n", "loss\n    cell: []", "1.0786", "divided_by_all", "all"},
    {MASKED "reduction: mean\n", "loss\n    cell: []", "1.6179", "divided_by_kept", "kept"},
    {SEQUENCE "shift_labels: true\n", "loss\n    cell: []", "1.5478", "right", ""},
    {SEQUENCE "shift_labels: true\n", "loss\n    cell: []", "2.6670", "shift_forgotten",
        "own label"},
    {SEQUENCE "shift_labels: true\n", "loss\n    cell: []", "2.6179", "labels_shifted_twice",
        "twice"},
    {SEQUENCE "shift_labels: true\n", "loss\n    cell: []", "1.1608", "divided_by_all", "all"},
    {SEQUENCE "shift_labels: true\nreduction: sum\n", "loss\n    cell: []", "1.5478", "divided",
        "mean"},
    {SEQUENCE, "loss\n    cell: []", "1.5478", "labels_shifted", "another place"},
    {SEQUENCE, "loss\n    cell: []", "2.6179", "labels_shifted_twice", "twice"},
    {TAUGHT, "loss\n    cell: []", "1.1256", "right", ""},
    {TAUGHT, "loss\n    cell: []", "4.8656", "teacher_scores", "softmax first"},
    {TAUGHT, "loss\n    cell: []", "0.8875", "teacher_untempered", "too"},
    {BINARY, "sigmoid\n    cell: [0, 1]", "0.1192", "other_answer", "1 - p"},
    {BINARY, "per_element\n    cell: [0, 0]", "1.3133", "other_target", "other answer"},
    {BATCH "perplexity: true\n", "perplexity\n    cell: []", "6.5608", "right", ""},
    {BATCH "perplexity: true\n", "perplexity\n    cell: []", "11.9931", "mean_of_exponentials",
        "exponential of the mean"},
    {BATCH "reduction: mean_of_means\ngroups: [0, 0, 1]\n", "group_mean\n    cell: [0]", "2.4076",
        "wrong_row", "another row"},
    {"loss: binary_cross_entropy\nlogits: [[-1], [1]]\ntargets: [[1], [0]]\npos_weight: 3\n",
        "per_element\n    cell: [0, 0]", "1.3133", "weights_forgotten", "without the weights"},
    {"logits: [[2, 0, 0], [2, 0, 0]]\nlabels: [0, 1]\nreduction: sum\ngradient: true\n",
        "gradient\n    cell: [0, 0]", "0.787", "target_not_subtracted", "subtracts"},
    {"logits: [[2, 0, 0], [2, 0, 0]]\nlabels: [0, 1]\ngradient: true\n",
        "gradient\n    cell: [0, 0]", "0.3935", "target_not_subtracted", "subtracts"},
    {"logits: [[2, 0, 0], [2, 0, 0]]\nlabels: [0, 1]\ngradient: true\n",
        "gradient\n    cell: [0, 0]", "0.0533", "wrong_class", "another column"},
    {BINARY, "per_element\n    cell: [0, 1]", "0.8808", "loss_from_probability", "minus its"},
    /* TensorFlow 1 spreads a half among two of three classes, so a target adds up to 5/4: p × 5/4
     */
    {"rules: tf1\nroute: stable\nlogits: [[[1, 2, 3], [3, 2, 1]]]\nlabels: [[0, "
     "1]]\nlabel_smoothing: 0.5\n"
     "reduction: sum\ngradient: true\n",
        "gradient\n    cell: [0, 0, 0]", "0.1125", "target_not_subtracted", "subtracts"},
    {"rules: tf1\nroute: stable\nlogits: [[[1, 2, 3], [3, 2, 1]]]\nlabels: [[0, "
     "1]]\nlabel_smoothing: 0.5\n"
     "reduction: sum\ngradient: true\n",
        "gradient\n    cell: [0, 0, 0]", "-0.6375", "right", ""},
    /* cut off: two digits at least, less than a unit of the last, and on the same side of 0 */
    {BATCH, "per_sample\n    cell: [1]", "3.1", "cut", "Round"},
    {BATCH, "per_sample\n    cell: [0]", "0.06", "none", ""},
    {BATCH, "per_sample\n    cell: [0]", "0.065", "cut", "Round"},
    {BATCH, "softmax\n    cell: [2, 1]", "0.244", "cut", "Round"},
    {BATCH, "log\n    cell: [1, 1]", "-3.169", "cut", "Round"},
    {BATCH, "log\n    cell: [1, 1]", "3.169", "none", ""},
    {BATCH, "log\n    cell: [1, 1]", "3.1698", "minus", "sign"},
    {"logits: [[12, 2, 3]]\nlabels: [0]\n", "row_max\n    cell: [0]", "11", "none", ""},
    {"logits: [[12, 2, 3]]\nlabels: [0]\n", "row_max\n    cell: [0]", "12", "right", ""},
    /* what is a slip at one stage is none at another */
    {BATCH, "log\n    cell: [1, 1]", "-317", "none", ""},
    {BATCH, "exp\n    cell: [1, 1]", "4.98", "none", ""},
    {BATCH, "softmax\n    cell: [1, 1]", "0.958", "none", ""},
    {BATCH, "total\n    cell: []", "1.8811", "divided", "mean"},
    {MASKED "reduction: mean_unmasked\n", "total\n    cell: []", "1.6179", "divided", "mean"},
    {MASKED "reduction: sum\n", "total\n    cell: []", "1.0786", "divided", "mean"},
    {BATCH, "row_sum\n    cell: [1]", "-5", "no_exponential", "exponential"},
    {BATCH, "softmax\n    cell: [1, 1]", "0.6", "no_exponential", "exponential"},
    {BATCH "route: textbook\n", "row_sum\n    cell: [1]", "7", "no_exponential", "exponential"},
    {BATCH "route: textbook\n", "row_sum\n    cell: [1]", "-5", "none", ""},
    {BATCH "log_base: 2\n", "log\n    cell: [1, 1]", "0.042", "probability", "Its logarithm"},
    {BATCH "log_base: 2\n", "per_sample\n    cell: [1]", "0.042", "loss_from_probability",
        "minus its"},
    {BINARY, "complement\n    cell: [0, 1]", "11.92", "percent", "percent"},
    {BINARY, "complement\n    cell: [0, 1]", "0.8808", "other_answer", "1 - p"},
    {BINARY, "log_complement\n    cell: [0, 1]", "0.1192", "probability", "Its logarithm"},
    {BINARY, "per_element\n    cell: [0, 1]", "2.1269", "other_target", "other answer"},
    {"loss: binary_cross_entropy\nprobs: [[0.25]]\ntargets: [[0]]\n",
        "per_element\n    cell: [0, 0]", "1.3863", "other_target", "other answer"},
    {"loss: binary_cross_entropy\nprobs: [[0.25]]\ntargets: [[0]]\n",
        "per_element\n    cell: [0, 0]", "0.75", "loss_from_probability", "minus its"},
    {"loss: binary_cross_entropy\nprobs: [[0.25]]\ntargets: [[1]]\n",
        "per_element\n    cell: [0, 0]", "0.2877", "other_target", "other answer"},
    {BINARY "route: fused\n", "per_element\n    cell: [0, 1]", "7.7", "none", ""},
    {BINARY "route: fused\n", "per_element\n    cell: [0, 1]", "-0.1269", "minus", "sign"},
    /* of one sample the loss of the batch is its own */
    {"logits: [[6, 2, 3]]\nlabels: [2]\n", "loss\n    cell: []", "-3", "no_softmax", "score"},
    {"logits: [[6, 2, 3]]\nlabels: [2]\n", "per_sample\n    cell: [0]", "-3", "no_softmax",
        "score"},
    {BATCH "loss_scale: 4\n", "scaled_loss\n    cell: []", "1.8811", "scale_forgotten", "scaled"},
};

static struct trace *open_lesson(const char *front_matter, const char *question)
{
    struct diag diag;
    diag_init(&diag);
    struct str text;
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%squestions:\n  - ask: Which?\n    at: %s\n---\n",
        front_matter, question);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL, "%s", report.data);
    str_release(&report);
    str_release(&text);
    diag_release(&diag);
    return trace_new(lesson);
}

START_TEST(slips_are_recognised)
{
    struct trace *trace = open_lesson(SLIPS[_i].lesson, SLIPS[_i].question);
    const struct lesson *lesson = trace_lesson(trace);
    struct question_cell cell;
    struct question_cell place;
    struct answer answer = {.value = 0};
    ck_assert(question_find(trace, lesson->questions, &cell));
    ck_assert(answer_parse(SLIPS[_i].typed, &answer));
    double value = trace_cell(trace, cell.stage, cell.row, cell.col);
    bool right = answer_judge(&answer, value, 4) == JUDGED_RIGHT;
    enum slip slip = right ? SLIP_NONE : slip_find(trace, &cell, &answer, 4, &place);
    const char *name = right ? "right" : slip == SLIP_NONE ? "none" : slip_names[slip];
    ck_assert_msg(strcmp(name, SLIPS[_i].slip) == 0, "%s for %g: %s, not %s", SLIPS[_i].typed,
        value, name, SLIPS[_i].slip);
    if (slip != SLIP_NONE) {
        struct arena arena;
        arena_init(&arena);
        const char *text = slip_text(trace, slip, &place, &arena);
        ck_assert_msg(strstr(text, SLIPS[_i].text) != NULL, "%s", text);
        arena_release(&arena);
    }
    trace_free(trace);
    lesson_free((struct lesson *)(uintptr_t)lesson);
}
END_TEST

/* Of many rows the first 256 are looked at. The loss of row i is log(1 + exp(-i / 100)). */
START_TEST(other_rows_are_looked_at)
{
    enum { ROWS = 258 };
    struct str lesson;
    struct str labels;
    str_init(&lesson);
    str_init(&labels);
    str_add(&lesson, "logits: [");
    for (int i = 0; i < ROWS; i++) {
        str_addf(&lesson, "%s[%g, 0]", i > 0 ? ", " : "", i / 100.0);
        str_add(&labels, i > 0 ? ", 0" : "0");
    }
    str_addf(&lesson, "]\nlabels: [%s]\n", labels.data);
    struct trace *trace = open_lesson(lesson.data, "per_sample\n    cell: [0]");
    const struct lesson *read = trace_lesson(trace);
    struct question_cell cell;
    ck_assert(question_find(trace, read->questions, &cell));
    for (size_t row = 253; row < ROWS; row++) {
        struct answer answer = {.value = log1p(exp(-(double)row / 100)), .unit = 1e-6, .digits = 6};
        struct question_cell place;
        enum slip slip = slip_find(trace, &cell, &answer, 6, &place);
        ck_assert_msg((slip == SLIP_wrong_row) == (row < 256), "%zu", row);
        ck_assert(slip != SLIP_wrong_row || place.row == row);
    }
    trace_free(trace);
    lesson_free((struct lesson *)(uintptr_t)read);
    str_release(&labels);
    str_release(&lesson);
}
END_TEST

static const struct {
    const char *lesson, *question;
    bool found;
    size_t row, col;
} CELLS[] = {
    {BATCH, "softmax\n    cell: [1, 2]", true, 1, 2},
    {BATCH, "softmax\n    cell: [3, 0]", false, 0, 0},
    {BATCH, "softmax\n    cell: [1]", false, 0, 0},
    {BATCH, "log_softmax\n    cell: [1, 1]", false, 0, 0}, /* not on this route */
    {"class_axis: 1\nlogits: [[[1, 2], [3, 4], [5, 6]]]\nlabels: [[0, 1]]\n",
        "softmax\n    cell: [0, 2, 1]", true, 1, 2},
    {"class_axis: 1\nlogits: [[[1, 2], [3, 4], [5, 6]]]\nlabels: [[0, 1]]\n",
        "per_sample\n    cell: [0, 1]", true, 1, 0},
};

START_TEST(cells_of_questions_are_found)
{
    struct trace *trace = open_lesson(CELLS[_i].lesson, CELLS[_i].question);
    const struct lesson *lesson = trace_lesson(trace);
    struct question_cell cell;
    bool found = question_find(trace, lesson->questions, &cell);
    ck_assert_msg(found == CELLS[_i].found, "%s", CELLS[_i].question);
    if (found) {
        ck_assert_uint_eq(cell.row, CELLS[_i].row);
        ck_assert_uint_eq(cell.col, CELLS[_i].col);
    }
    trace_free(trace);
    lesson_free((struct lesson *)(uintptr_t)lesson);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("answer");
    TCase *tcase = tcase_create("answer");
    tcase_add_test(tcase, answers_have_a_length);
    tcase_add_loop_test(tcase, answers_are_read, 0, (int)(sizeof PARSES / sizeof *PARSES));
    tcase_add_loop_test(tcase, answers_are_judged_by_their_digits, 0,
        (int)(sizeof JUDGEMENTS / sizeof *JUDGEMENTS));
    tcase_add_loop_test(tcase, slips_are_recognised, 0, (int)(sizeof SLIPS / sizeof *SLIPS));
    tcase_add_test(tcase, other_rows_are_looked_at);
    tcase_add_loop_test(
        tcase, cells_of_questions_are_found, 0, (int)(sizeof CELLS / sizeof *CELLS));
    suite_add_tcase(suite, tcase);
    return suite;
}

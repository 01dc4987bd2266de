/* What questions claim: judged where it is certain what is asked, and nowhere else. */
#include "check_main.h"
#include "claim.h"
#include "lesson.h"

#include <string.h>

/* Probabilities  .9362 .0171 .0466, .1142 .0420 .8438, .6652 .2447 .0900;
 * losses .0659, 3.1698, 2.4076, their total 5.6433 and mean 1.8811. */
#define BATCH                                                                                      \
    "classes: [cat, dog, owl]\nlogits: [[6, 2, 3], [2, 1, 4], [3, 2, 1]]\nlabels: [0, 1, 2]\n"
#define ONE "classes: [cat, dog, owl]\nlabels: [0]\nlogits: "
#define CLASSES "choices: [cat, dog, owl]\n    answer: "
#define SAMPLES "choices: [s0, s1, s2]\n    answer: "
#define AT(stage, ask) "at: " stage "\n    ask: \"" ask "\"\n    "
#define MOST "Which class gets the largest probability in sample 1?"

static const struct {
    const char *lesson, *question;
    const char *id; /* of what is said about it; NULL: nothing */
    bool judged;    /* would a wrong answer be found? */
} CLAIMS[] = {
    /* the largest and the smallest of a row */
    {BATCH, AT("softmax", MOST) CLASSES "owl", NULL, true},
    {BATCH, AT("softmax", MOST) CLASSES "dog", "wrong-answer", true},
    {BATCH, AT("softmax", MOST) CLASSES "cat", "wrong-answer", true},
    {BATCH, AT("softmax", "Which class gets the smallest probability in sample 1?") CLASSES "dog",
        NULL, true},
    {BATCH, AT("softmax", "Which class gets the smallest probability in sample 1?") CLASSES "owl",
        "wrong-answer", true},
    {BATCH, AT("softmax", "Which class is most likely in sample 2?") CLASSES "cat", NULL, true},
    {BATCH, AT("softmax", "Which class is most likely in sample 2?") CLASSES "owl", "wrong-answer",
        true},
    {BATCH, AT("logits", "Which class has the highest score in sample 1?") CLASSES "cat",
        "wrong-answer", true},
    {BATCH, AT("logits", "Which class has the highest logit in sample 1?") CLASSES "owl", NULL,
        true},
    {BATCH, AT("exp", "Which class has the biggest exponential in sample 1?") CLASSES "cat",
        "wrong-answer", true},
    /* equal numbers, and none */
    {ONE "[[1, 1, 0]]\n", AT("softmax", "Which is the most probable class?") CLASSES "cat", NULL,
        true},
    {ONE "[[1, 1, 0]]\n", AT("softmax", "Which is the most probable class?") CLASSES "owl", NULL,
        true},
    {ONE "[[0, 1, 1]]\n", AT("softmax", "Which is the most probable class?") CLASSES "cat", NULL,
        true},
    {ONE "[[2, 1, 1]]\n", AT("softmax", "Which is the most probable class?") CLASSES "cat", NULL,
        true},
    {ONE "[[2, 1, 1]]\n", AT("softmax", "Which is the most probable class?") CLASSES "owl",
        "wrong-answer", true},
    {ONE "[[1, 1, 2]]\n", AT("softmax", "Which is the most probable class?") CLASSES "cat",
        "wrong-answer", true},
    {ONE "[[nan, 1, 2]]\n", AT("logits", "Which is the largest score?") CLASSES "dog", NULL, true},
    {ONE "[[2, 1, nan]]\n", AT("logits", "Which is the largest score?") CLASSES "dog", NULL, true},
    /* whole words in any case, wherever they stand */
    {BATCH, AT("softmax", "LARGEST probability in sample 1: which class?") CLASSES "dog",
        "wrong-answer", true},
    {BATCH, AT("softmax", "In sample 1, which probability is largest") CLASSES "dog",
        "wrong-answer", true},
    {BATCH, AT("softmax", "Which class gets the xlargest probability in sample 1?") CLASSES "dog",
        NULL, false},
    {BATCH, AT("softmax", "Which class gets the largests probability in sample 1?") CLASSES "dog",
        NULL, false},
    {BATCH, AT("softmax", "Which class is _most probable in sample 1?") CLASSES "dog", NULL, false},
    {BATCH, AT("softmax", "Which class is most_ probable in sample 1?") CLASSES "dog", NULL, false},
    {BATCH, AT("softmax", "Which class is émost probable in sample 1?") CLASSES "dog", NULL, false},
    {BATCH, AT("softmax", "Which class is (most) probable in sample 1?") CLASSES "dog",
        "wrong-answer", true},
    /* what may mean something else */
    {BATCH,
        AT("softmax", "Which is the largest and which the smallest probability in sample 1?")
            CLASSES "dog",
        NULL, false},
    {BATCH,
        AT("softmax", "Which class has the second largest probability in sample 1?") CLASSES "dog",
        NULL, false},
    {BATCH, AT("softmax", "Which class has a probability in sample 1?") CLASSES "dog", NULL, false},
    {BATCH, AT("softmax", "Which class has the largest score in sample 1?") CLASSES "dog", NULL,
        false},
    {BATCH, AT("softmax", "Which class gets the largest probability?") CLASSES "dog", NULL, false},
    {BATCH,
        AT("softmax", "Which has the largest probability in sample 1 and sample 2?") CLASSES "dog",
        NULL, false},
    {BATCH, AT("softmax", "Which class gets the largest probability in sample 12?") CLASSES "dog",
        NULL, false},
    {BATCH, AT("softmax", "Which class gets the largest probability in sample 3?") CLASSES "dog",
        NULL, false}, /* counted from 0 there are three */
    {BATCH, AT("softmax", "Which class gets the largest probability in s1?") CLASSES "dog",
        "wrong-answer", true},
    {BATCH, AT("softmax", "Which class gets the largest probability in s0?") CLASSES "dog",
        "wrong-answer", true},
    /* of one sample there is one */
    {ONE "[[6, 2, 3]]\n", AT("softmax", "Which class gets the largest probability?") CLASSES "dog",
        "wrong-answer", true},
    {ONE "[[6, 2, 3]]\n", AT("softmax", "Which class gets the largest probability?") CLASSES "cat",
        NULL, true},
    {ONE "[[6, 2, 3]]\n",
        AT("softmax", "Which class gets the largest probability in s0?") CLASSES "dog",
        "wrong-answer", true},
    /* exactly the names, in any order */
    {BATCH, AT("softmax", MOST) "choices: [owl, cat, dog]\n    answer: dog", "wrong-answer", true},
    {BATCH, AT("softmax", MOST) "choices: [cat, dog]\n    answer: dog", NULL, false},
    {BATCH, AT("softmax", MOST) "choices: [cat, dog, pig]\n    answer: dog", NULL, false},
    {BATCH, AT("softmax", MOST) "choices: [pig, cat, dog]\n    answer: dog", NULL, false},
    {BATCH, AT("softmax", MOST) "choices: [cat, dog, owl, pig]\n    answer: dog", NULL, false},
    /* along a column */
    {BATCH, AT("per_sample", "Which sample has the largest loss?") SAMPLES "s0", "wrong-answer",
        true},
    {BATCH, AT("per_sample", "Which sample has the largest loss?") SAMPLES "s1", NULL, true},
    {BATCH, AT("per_sample", "Which sample has the least loss?") SAMPLES "s0", NULL, true},
    {BATCH, AT("per_sample", "Which sample has the least loss?") SAMPLES "s2", "wrong-answer",
        true},
    {BATCH "mask: [1, 0, 1]\n", AT("masked", "Which sample has the largest loss?") SAMPLES "s1",
        "wrong-answer", true},
    {BATCH "mask: [1, 0, 1]\n", AT("masked", "Which sample has the largest loss?") SAMPLES "s2",
        NULL, true},
    {BATCH "sample_weights: [90, 1, 1]\n",
        AT("weighted", "Which sample has the largest loss?") SAMPLES "s1", "wrong-answer", true},
    {BATCH, AT("loss", "Which sample has the largest loss?") SAMPLES "s0", NULL, false},
    {ONE "[[6, 2, 3]]\n",
        AT("per_sample", "Which sample has the largest loss?") "choices: [s0]\n    answer: s0",
        NULL, false}, /* nothing to choose */
    /* asked before it is known: by step, not by stage */
    {BATCH, AT("logits", MOST) CLASSES "owl", "asked-too-early", false},
    {BATCH, AT("input", MOST) CLASSES "owl", "asked-too-early", false},
    {BATCH, AT("target", "Which sample has the largest loss?") SAMPLES "s1", "asked-too-early",
        false},
    {BATCH, AT("row_sum", MOST) CLASSES "owl", NULL, false},
    {BATCH, AT("log", MOST) CLASSES "owl", NULL, false},
    {BATCH, AT("logits", "Which class gets a probability in sample 1?") CLASSES "owl", NULL, false},
    {BATCH, AT("logits", MOST) "choices: [cat, dog]\n    answer: dog", NULL, false},
    {BATCH, AT("logits", "Which one is the largest?") CLASSES "owl", NULL, false},
    {"classes: [cat, dog, owl]\nprobs: [[0.1, 0.5, 0.2]]\nlabels: [0]\nnormalize: after_clip\n",
        AT("probs", "Which is the largest probability?") CLASSES "dog", NULL, true},
    /* a cell is its own key: the choice nearest to it, to the digits it is written with */
    {BATCH, AT("loss", "What?") "choices: ['1.8', '1.9', '2']\n    answer: '1.9'\n    cell: []",
        NULL, true},
    {BATCH, AT("loss", "What?") "choices: ['1.8', '1.9', '2']\n    answer: '2'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("loss", "What?") "choices: ['1.9', '1.88']\n    answer: '1.88'\n    cell: []", NULL,
        true},
    {BATCH, AT("loss", "What?") "choices: ['1.9', '1.88']\n    answer: '1.9'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("loss", "What?") "choices: ['1.88', '1.9']\n    answer: '1.88'\n    cell: []", NULL,
        true},
    {BATCH, AT("loss", "What?") "choices: ['1.88', '1.9']\n    answer: '1.9'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("loss", "What?") "choices: ['1.7', '1.8']\n    answer: '1.8'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("loss", "What?") "choices: ['1.9', '19e-1']\n    answer: '1.9'\n    cell: []", NULL,
        true}, /* of two that are as near, the first */
    {BATCH, AT("loss", "What?") "choices: ['2', '3']\n    answer: '2'\n    cell: []",
        "wrong-answer", true}, /* a whole number says nothing else */
    {ONE "[[0, 1, 2]]\n",
        AT("logits", "What?") "choices: ['0', '1']\n    answer: '0'\n    cell: [0, 0]", NULL, true},
    /* 0.1 + 0.2 is 0.30000000000000004 */
    {BATCH "class_weights: [0.1, 0.2, 0]\nreduction: class_weighted_mean\n",
        AT("divisor", "What?") "choices: ['3/10', '1']\n    answer: '3/10'\n    cell: []", NULL,
        true},
    {BATCH, AT("loss", "What?") "choices: ['nan', '2']\n    answer: 'nan'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("loss", "What?") "choices: ['much', '2']\n    answer: 'much'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("divisor", "What?") "choices: ['3', '2']\n    answer: '3'\n    cell: []", NULL,
        true},
    {BATCH, AT("divisor", "What?") "choices: ['3', '2']\n    answer: '2'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("divisor", "What?") "choices: ['2.96', '3.04']\n    answer: '3.04'\n    cell: []",
        "wrong-answer", true},
    {BATCH, AT("softmax", "What?") "choices: ['0.8', '0.1']\n    answer: '0.8'\n    cell: [1, 2]",
        NULL, true},
    {"probs: [[0, 1]]\nlabels: [0]\n",
        AT("loss", "What?") "choices: ['inf', '100']\n    answer: 'inf'\n    cell: []", NULL, true},
    {"probs: [[0, 1]]\nlabels: [0]\n",
        AT("loss", "What?") "choices: ['inf', '100']\n    answer: '100'\n    cell: []",
        "wrong-answer", true},
    {"probs: [[0, 1]]\nlabels: [0]\n",
        AT("loss", "What?") "choices: ['inf', '-inf']\n    answer: '-inf'\n    cell: []",
        "wrong-answer", true},
    {BATCH "mask: [0, 0, 0]\nreduction: mean_unmasked\n",
        AT("loss", "What?") "choices: ['nan', '0']\n    answer: 'nan'\n    cell: []", NULL, true},
    {BATCH "mask: [0, 0, 0]\nreduction: mean_unmasked\n",
        AT("loss", "What?") "choices: ['nan', '0']\n    answer: '0'\n    cell: []", "wrong-answer",
        true},
    /* without a cell: another choice is the number that is asked for */
    {BATCH, AT("loss", "What is the loss?") "choices: ['1.9', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("loss", "What is the loss?") "choices: ['1.9', '2.5']\n    answer: '1.9'", NULL,
        false},
    {BATCH, AT("loss", "What is the loss?") "choices: ['1.7', '2.5']\n    answer: '2.5'", NULL,
        false},
    {BATCH, AT("reduction", "What is the mean loss?") "choices: ['1.9', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("total", "What is the sum?") "choices: ['5.6', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("total", "What sum is divided?") "choices: ['5.6', '2.5']\n    answer: '2.5'", NULL,
        false},
    {BATCH, AT("divisor", "By what is it divided?") "choices: ['3', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("loss", "What would the loss be?") "choices: ['1.8811', '2.5']\n    answer: '2.5'",
        NULL, false},
    /* words of two stages; then, and where there is none, only three decimals are no chance */
    {BATCH,
        AT("loss", "The total is divided: the loss?") "choices: ['1.88', '2.5']\n    answer: '2.5'",
        NULL, false},
    {BATCH,
        AT("loss",
            "The total is divided: the loss?") "choices: ['1.881', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("loss", "The sum is 5.6: the loss?") "choices: ['1.88', '2.5']\n    answer: '2.5'",
        NULL, false},
    {BATCH, AT("loss", "How much?") "choices: ['1.88', '2.5']\n    answer: '2.5'", NULL, false},
    {BATCH, AT("loss", "How much?") "choices: ['1.881', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH, AT("divisor", "How much?") "choices: ['6/2', '2.5']\n    answer: '2.5'", NULL, false},
    {BATCH,
        AT("per_sample",
            "What is the loss of sample 1?") "choices: ['3.2', '2.5']\n    answer: '2.5'",
        "suspect-answer", false},
    {BATCH,
        AT("per_sample",
            "What is the loss of sample 2?") "choices: ['3.2', '2.5']\n    answer: '2.5'",
        NULL, false},
    {BATCH, AT("per_sample", "What is the loss?") "choices: ['3.2', '2.5']\n    answer: '2.5'",
        NULL, false},
    {BATCH,
        AT("softmax",
            "What is the loss of sample 1?") "choices: ['0.114', '2.5']\n    answer: '2.5'",
        NULL, false},
    /* numbers that are typed */
    {BATCH, AT("loss", "What is the loss?") "cell: []", NULL, true},
    {BATCH, AT("softmax", "What?") "cell: [2, 2]", NULL, true},
    {BATCH, AT("softmax", "What?") "cell: [3, 0]", "no-such-cell", true},
    {BATCH, AT("softmax", "What?") "cell: [0, 3]", "no-such-cell", true},
    {BATCH, AT("log_softmax", "What?") "cell: [0, 0]", "no-such-stage", true},
};

/* Checks the one question of a lesson. */
static void check(const char *front_matter, const char *question, const char *want_id, bool judged)
{
    struct diag diag;
    diag_init(&diag);
    struct str text;
    str_init(&text);
    str_addf(
        &text, "---\nformat: 1\ntitle: t\n%squestions:\n  - %s\n---\n", front_matter, question);
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    struct str report;
    str_init(&report);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL, "%s%s", text.data, report.data);
    diag_clear(&diag);
    size_t errors = diag.errors;
    struct trace *trace = trace_new(lesson);
    bool ok = claims_check(trace, &diag);
    const char *id = diag.first == NULL ? NULL : diag.first->id;
    str_clear(&report);
    diag_print(&diag, &report);
    bool as_wanted =
        want_id == NULL ? id == NULL && diag.first == NULL : id != NULL && strcmp(id, want_id) == 0;
    ck_assert_msg(as_wanted, "%s%s", question, report.data);
    ck_assert_msg(diag.first == NULL || diag.first->next == NULL, "%s", report.data);
    ck_assert_msg(ok == (diag.errors == errors), "%s", question);
    ck_assert_msg(claim_is_judged(trace, lesson->questions) == judged, "judged: %s", question);
    trace_free(trace);
    lesson_free(lesson);
    str_release(&report);
    str_release(&text);
    diag_release(&diag);
}

START_TEST(claims)
{
    check(CLAIMS[_i].lesson, CLAIMS[_i].question, CLAIMS[_i].id, CLAIMS[_i].judged);
}
END_TEST

/* The scores of sample i are i and 0, and cat is the label: its loss is the smaller, the larger i.
 */
static const struct {
    size_t rows;
    const char *question;
    bool choose_row; /* the choices are the samples, and s1 is the answer */
    const char *id;
    bool judged;
} MANY[] = {
    {26, AT("per_sample", "Which sample has the largest loss?"), true, "wrong-answer", true},
    {26, AT("target", "Which sample has the largest loss?"), true, "asked-too-early", false},
    {1000, AT("softmax", "Which class is most likely in s999?"), false, "wrong-answer", true},
    {1001, AT("softmax", "Which class is most likely in s999?"), false, NULL, false},
};

/* Among more samples none is found by its name. */
START_TEST(claims_about_many)
{
    struct str lesson;
    struct str labels;
    struct str question;
    str_init(&lesson);
    str_init(&labels);
    str_init(&question);
    str_add(&lesson, "classes: [cat, dog]\nlogits: [");
    str_addf(&question, "%schoices: [%s", MANY[_i].question, MANY[_i].choose_row ? "" : "cat, dog");
    for (size_t row = 0; row < MANY[_i].rows; row++) {
        str_addf(&lesson, "%s[%zu, 0]", row > 0 ? ", " : "", row);
        str_add(&labels, row > 0 ? ", 0" : "0");
        if (MANY[_i].choose_row) {
            str_addf(&question, "%ss%zu", row > 0 ? ", " : "", row);
        }
    }
    str_addf(&lesson, "]\nlabels: [%s]\n", labels.data);
    str_addf(&question, "]\n    answer: %s", MANY[_i].choose_row ? "s1" : "dog");
    check(lesson.data, question.data, MANY[_i].id, MANY[_i].judged);
    str_release(&question);
    str_release(&labels);
    str_release(&lesson);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("claims");
    TCase *tests = tcase_create("claims");
    tcase_add_loop_test(tests, claims, 0, (int)(sizeof CLAIMS / sizeof *CLAIMS));
    tcase_add_loop_test(tests, claims_about_many, 0, (int)(sizeof MANY / sizeof *MANY));
    suite_add_tcase(suite, tests);
    return suite;
}

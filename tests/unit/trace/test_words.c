/* Symbols and formulas in Chinese: no English word is left in any, in random lessons of every kind,
 * and none says what a key or a setting of the same English name does.
 */
#include "check_main.h"

#include "i18n.h"
#include "random_lesson.h"
#include "trace.h"

#include <ctype.h>
#include <string.h>

enum { LESSONS = 1500 };

/* What is written so in any language: functions, keys of lessons, and names that are no words. */
static const char *const SIGNS[] = {"argmax", "divide_by", "eps", "et", "exp", "is", "log", "max",
    "min", "mt", "pos", "ppl", "pt", "sigmoid", "softmax", "softplus", "sp", "st", "St", "ut", "zt",
    "zy"};

static bool is_sign(const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (strlen(SIGNS[i]) == size && memcmp(SIGNS[i], word, size) == 0) {
            return true;
        }
    }
    return size == 1;
}

static void check_text(const char *text)
{
    for (const char *at = text; *at != '\0';) {
        size_t size = 0;
        while (isalpha((unsigned char)at[size]) || at[size] == '_') {
            size++;
        }
        ck_assert_msg(size == 0 || is_sign(at, size), "'%.*s' in '%s'", (int)size, at, text);
        at += size > 0 ? size : 1;
    }
}

START_TEST(formulas_have_no_english)
{
    ck_assert(i18n_set_language("zh"));
    struct str text;
    str_init(&text);
    for (uint64_t seed = 0; seed < LESSONS; seed++) {
        struct random random = {seed * 7919 + 11};
        random_lesson(&random, &text);
        struct lesson *lesson = random_lesson_read(&text);
        struct trace *trace = trace_new(lesson);
        const struct recipe *recipe = trace_recipe(trace);
        for (size_t i = 0; i < recipe->count; i++) {
            const char *symbol = recipe->stages[i].symbol;
            ck_assert_msg(
                strcmp(symbol, _("next")) != 0 && strcmp(symbol, _("sum")) != 0, "%s", symbol);
            check_text(symbol);
            check_text(recipe->stages[i].formula);
        }
        trace_free(trace);
        lesson_free(lesson);
    }
    str_release(&text);
    ck_assert(i18n_set_language(i18n_languages()[0]));
}
END_TEST

/* Word by word: %s in a formula is the Chinese of the word beside it, in that order, and all else
 * stays as it is, also where such a word is the beginning or the end of a longer one. */
static const struct {
    const char *lesson, *stage, *formula;
    const char *words[6];
} FORMULAS[] = {
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\n", "product", "l = -y × log p (%s y = 0)",
        {"0 where"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nclass_weights: [1, 2]\n", "product",
        "l = -y × log p × %s (%s y = 0)", {"class weight", "0 where"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\n", "one_hot", "y = is(%s = %s)",
        {"class", "label"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nshift_labels: true\n", "shifted_labels",
        "%s[t] = %s[t + 1]", {"next label", "label"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nloss_scale: 2\n", "scaled_loss", "%s = k × %s",
        {"scaled loss", "loss"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nreduction: mean_of_means\n", "group_total",
        "%s = Σ L", {"sum of a group"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nmask: [1, 0]\nsample_weights: [1, 2]\n"
     "class_weights: [1, 2]\nreduction: weighted_mean\n",
        "divisor", "%s = Σ %s, %s = %s × %s × w",
        {"divisor", "kept", "kept", "keep", "class weight"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nmask: [1, 0]\naccuracy: true\n", "right",
        "%s = %s × is(%s = %s)", {"right", "keep", "says", "label"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\naccuracy: true\n", "predicted", "%s = argmax z",
        {"says"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nmask: [1, 0]\naccuracy: true\n", "right_total",
        "%s = Σ %s", {"all right", "right"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nlog_base: 2\ngradient: true\nreduction: none\n",
        "gradient", "g = d %s / d z = (p Σ y - y) / log %s", {"loss", "base"}},
    {"logits: [[1, 2], [3, 1]]\nlabels: [0, 1]\nmask: [1, 0]\nignore_label: 1\n", "mask",
        "%s = %s × (1 - is(%s = %s))", {"keep", "given", "label", "ignored"}},
    {"loss: binary_cross_entropy\nlogits: [[1, 2]]\ntargets: [[0, 1]]\naverage_last_axis: true\n",
        "per_sample", "L = Σ l / %s", {"columns"}},
};

START_TEST(words_of_formulas)
{
    ck_assert(i18n_set_language("zh"));
    struct str text;
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\n%s---\n", FORMULAS[_i].lesson);
    struct lesson *lesson = random_lesson_read(&text);
    struct trace *trace = trace_new(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    struct arena arena;
    arena_init(&arena);
    const char *words[6] = {NULL};
    size_t count = 0;
    for (; count < 6 && FORMULAS[_i].words[count] != NULL; count++) {
        words[count] = _(FORMULAS[_i].words[count]);
        ck_assert_str_ne(words[count], FORMULAS[_i].words[count]);
    }
    const char *want = arena_fill(&arena, FORMULAS[_i].formula, words, count);
    bool found = false;
    for (size_t i = 0; i < recipe->count; i++) {
        if (strcmp(recipe->stages[i].id, FORMULAS[_i].stage) == 0) {
            ck_assert_str_eq(recipe->stages[i].formula, want);
            found = true;
        }
    }
    ck_assert(found);
    trace_free(trace);
    lesson_free(lesson);
    arena_release(&arena);
    str_release(&text);
    ck_assert(i18n_set_language(i18n_languages()[0]));
}
END_TEST

Suite *make_suite(void)
{
    static const char *const FOLDERS[] = {TEST_LOCALE_DIR, NULL};
    i18n_open(FOLDERS);
    Suite *suite = suite_create("words");
    TCase *tests = tcase_create("words");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, formulas_have_no_english);
    tcase_add_loop_test(tests, words_of_formulas, 0, (int)(sizeof FORMULAS / sizeof *FORMULAS));
    suite_add_tcase(suite, tests);
    return suite;
}

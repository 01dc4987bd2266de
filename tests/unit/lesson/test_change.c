/* Lessons changed in memory, and written down as files of their own. */
#include "change.h"
#include "check_main.h"
#include "rewrite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Class axis first, so the order of the numbers is not that of the rows. */
static const char PLANES[] = "---\nformat: 1\ntitle: Planes\nloss: cross_entropy\nclass_axis: 0\n"
                             "logits:\n  - [1, 2]\n  - [3, 4]\n  - [5, 6]\nlabels: [0, 2]\n"
                             "sample_weights: 2\n---\nText.\n";

static struct diag diag;

static struct lesson *parse(const char *text)
{
    struct lesson *lesson =
        lesson_parse("given.md", NULL, text, strlen(text), NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(lesson);
    return lesson;
}

/* All numbers of an input as one text: "1 2 3". */
static const char *numbers(const struct lesson *lesson, enum input input)
{
    static char text[256];
    const struct tensor *tensor = problem_input(&lesson->problem, input);
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; tensor != NULL && i < shape_size(&tensor->shape); i++) {
        double value = 0;
        char number[NUM_SIZE];
        ck_assert(tensor_read(tensor, i, 1, &value, &diag));
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? " " : "",
            num_shortest(number, value, DTYPE_FLOAT64));
    }
    return text;
}

static const struct {
    const char *text;
    struct change changes[3];
    size_t count;
    enum input input;
    const char *numbers; /* NULL: refused */
} CHANGES[] = {
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_SCORES, .element = 3, .value = -0.1}}, 1,
        INPUT_SCORES, "1 2 3 -0.1 5 6"},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_SCORES, .element = 0, .value = -INFINITY}}, 1,
        INPUT_SCORES, "-inf 2 3 4 5 6"},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 0, .value = 1}}, 1,
        INPUT_LABELS, "1 2"},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 0, .value = 3}}, 1,
        INPUT_LABELS, NULL},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 0, .value = 0.5}}, 1,
        INPUT_LABELS, NULL},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 2}}, 1, INPUT_LABELS, NULL},
    /* One weight for all becomes one for each. */
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_SAMPLE_WEIGHTS, .element = 1, .value = 3}}, 1,
        INPUT_SAMPLE_WEIGHTS, "2 3"},
    /* A mask where there is none. */
    {PLANES, {{.kind = CHANGE_KEEP, .input = INPUT_MASK}}, 1, INPUT_MASK, "1 1"},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_MASK, .element = 1, .value = 0}}, 1,
        INPUT_MASK, "1 0"},
    {PLANES, {{.kind = CHANGE_NUMBER, .input = INPUT_MASK, .element = 1, .value = 2}}, 1,
        INPUT_MASK, NULL},
    {PLANES,
        {{.kind = CHANGE_KEEP, .input = INPUT_MASK},
            {.kind = CHANGE_NUMBER, .input = INPUT_MASK, .element = 0},
            {.kind = CHANGE_WRITTEN, .input = INPUT_MASK}},
        3, INPUT_MASK, ""},
    /* The order counts: all numbers at once, then one of them. */
    {PLANES,
        {{.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 0, .value = 2},
            {.kind = CHANGE_SET, .set = "labels=[1, 1]"},
            {.kind = CHANGE_NUMBER, .input = INPUT_LABELS, .element = 1, .value = 0}},
        3, INPUT_LABELS, "1 0"},
    {PLANES, {{.kind = CHANGE_SET, .set = "labels=[1, 1, 1]"}}, 1, INPUT_LABELS, NULL},
    {PLANES, {{.kind = CHANGE_SET, .set = "nonsense"}}, 1, INPUT_LABELS, NULL},
};

START_TEST(changes_are_made_in_order_and_judged)
{
    struct lesson *lesson = parse(CHANGES[_i].text);
    struct lesson *changed = lesson_changed(lesson, CHANGES[_i].changes, CHANGES[_i].count, &diag);
    ck_assert_int_eq(changed != NULL, CHANGES[_i].numbers != NULL);
    ck_assert_int_eq(diag.errors > 0, CHANGES[_i].numbers == NULL);
    if (changed != NULL) {
        ck_assert_str_eq(numbers(changed, CHANGES[_i].input), CHANGES[_i].numbers);
    }
    lesson_free(changed);
    lesson_free(lesson);
}
END_TEST

/* Binary targets given as labels go back under that key. */
START_TEST(the_key_is_the_one_that_was_given)
{
    struct lesson *lesson = parse("---\nformat: 1\ntitle: B\nloss: binary_cross_entropy\n"
                                  "logits: [1, 2]\nlabels: [0, 1]\n---\n");
    const struct change change = {
        .kind = CHANGE_NUMBER, .input = INPUT_TARGETS, .element = 0, .value = 1};
    struct lesson *changed = lesson_changed(lesson, &change, 1, &diag);
    ck_assert_ptr_nonnull(changed);
    ck_assert_str_eq(numbers(changed, INPUT_TARGETS), "1 1");
    ck_assert_str_eq(changed->overrides[0].text, "labels=[1, 1]");
    lesson_free(changed);
    lesson_free(lesson);
}
END_TEST

/* What stands around a key that is overridden: comments, lists of every layout, the text. */
static const struct {
    const char *front, *set, *rewritten;
} REWRITES[] = {
    {"# head\nlogits: [[1, 2]]\nlabels: [0]  # one\n# tail\n", "labels=[1]",
        "# head\nlogits: [[1, 2]]\nlabels: [1]\n# tail\n"},
    {"logits:\n- [1, 2]\n- [3, 4]\n\n# about labels\nlabels: [0, 1]\n", "logits=[[0, 0], [1, 1]]",
        "logits: [[0, 0], [1, 1]]\n\n# about labels\nlabels: [0, 1]\n"},
    {"logits:\n  - [1, 2]\n  # the second\n  - [3, 4]\nlabels: [0, 1]\n", "logits=[[0, 0], [1, 1]]",
        "logits: [[0, 0], [1, 1]]\nlabels: [0, 1]\n"},
    {"logits: [[1, 2],\n  [3, 4]]\nlabels: [0, 1]\nexpect:\n  loss: 1\n", "reduction=sum",
        "logits: [[1, 2],\n  [3, 4]]\nlabels: [0, 1]\nreduction: sum\n"},
    {"logits: [[1, 2]]\nlabels : [0]\n", "labels=[1]", "logits: [[1, 2]]\nlabels: [1]\n"},
    /* A key that begins like another. */
    {"logits: [[1, 2]]\nlabels: [0]\nlabel_smoothing: 0.1\n", "labels=[1]",
        "logits: [[1, 2]]\nlabels: [1]\nlabel_smoothing: 0.1\n"},
};

#define HEAD "---\nformat: 1\ntitle: R\nloss: cross_entropy\n"
#define TAIL "---\nText with labels: [7]\n---\nand more\n"

START_TEST(a_changed_lesson_is_written_as_a_file)
{
    struct str text;
    struct str wanted;
    struct str out;
    str_init(&text);
    str_init(&wanted);
    str_init(&out);
    str_addf(&text, "%s%s%s", HEAD, REWRITES[_i].front, TAIL);
    str_addf(&wanted, "%s%s%s", HEAD, REWRITES[_i].rewritten, TAIL);
    struct lesson *lesson = parse(text.data);
    const struct override set = {REWRITES[_i].set};
    struct lesson *variant = lesson_variant(lesson, &set, 1, &diag);
    ck_assert_ptr_nonnull(variant);
    lesson_rewrite(variant, &out);
    ck_assert_str_eq(out.data, wanted.data);
    str_clear(&out);
    lesson_rewrite(lesson, &out);
    ck_assert_str_eq(out.data, text.data); /* nothing changed: byte for byte */
    lesson_free(variant);
    lesson_free(lesson);
    str_release(&text);
    str_release(&wanted);
    str_release(&out);
}
END_TEST

/* Of several values for one key the last one counts, and stands once. */
START_TEST(the_last_override_of_a_key_is_written)
{
    struct lesson *lesson = parse(HEAD "logits: [[1, 2]]\nlabels: [0]\n" TAIL);
    const struct override sets[] = {{"reduction=sum"}, {"labels=[1]"}, {"reduction=mean"}};
    struct lesson *variant = lesson_variant(lesson, sets, 3, &diag);
    struct str out;
    str_init(&out);
    lesson_rewrite(variant, &out);
    ck_assert_str_eq(out.data, HEAD "logits: [[1, 2]]\nlabels: [1]\nreduction: mean\n" TAIL);
    str_release(&out);
    lesson_free(variant);
    lesson_free(lesson);
}
END_TEST

/* Nor is there one that would not be opened as a lesson. */
START_TEST(a_copy_never_takes_the_place_of_a_file)
{
    char folder[] = "/tmp/losswalk-copy-XXXXXX";
    char path[64];
    struct stat info;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/copy.md", folder);
    struct lesson *lesson = parse(PLANES);
    const struct override set = {"reduction=sum"};
    struct lesson *variant = lesson_variant(lesson, &set, 1, &diag);
    ck_assert(lesson_save_copy(variant, path, NULL, &diag));
    struct lesson *copy = lesson_load(path, NULL, 0, NULL, &diag);
    ck_assert_ptr_nonnull(copy);
    ck_assert_int_eq((int)copy->problem.reduction, REDUCTION_SUM);
    ck_assert_int_eq(stat(path, &info), 0);
    off_t size = info.st_size;
    ck_assert(!lesson_save_copy(lesson, path, NULL, &diag));
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_size, size);
    ck_assert_str_eq(diag.first->text, "cannot write: there is one already");
    ck_assert_int_eq(unlink(path), 0);
    (void)snprintf(path, sizeof path, "%s/none/copy.md", folder);
    ck_assert(!lesson_save_copy(lesson, path, NULL, &diag));
    static const char *const other_names[] = {"copy", "copy.mdx", "copy.md~", ".md"};
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, other_names[i]);
        ck_assert(!lesson_save_copy(lesson, path, NULL, &diag));
        ck_assert_str_eq(diag.last->text, "the name of a lesson ends in .md");
    }
    ck_assert_int_eq(rmdir(folder), 0);
    lesson_free(copy);
    lesson_free(variant);
    lesson_free(lesson);
}
END_TEST

static void start(void)
{
    diag_init(&diag);
}

static void stop(void)
{
    diag_release(&diag);
}

Suite *make_suite(void)
{
    Suite *suite = suite_create("change");
    TCase *tcase = tcase_create("change");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(
        tcase, changes_are_made_in_order_and_judged, 0, (int)(sizeof CHANGES / sizeof *CHANGES));
    tcase_add_test(tcase, the_key_is_the_one_that_was_given);
    tcase_add_loop_test(
        tcase, a_changed_lesson_is_written_as_a_file, 0, (int)(sizeof REWRITES / sizeof *REWRITES));
    tcase_add_test(tcase, the_last_override_of_a_key_is_written);
    tcase_add_test(tcase, a_copy_never_takes_the_place_of_a_file);
    suite_add_tcase(suite, tcase);
    return suite;
}

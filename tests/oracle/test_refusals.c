/* Which shapes of labels `rules: pytorch` takes, and in whose words it refuses the others: those of
 * refusals.jsonl, which PyTorch wrote (refusals.py). From three axes on also with the lesson's
 * classes last, where the words are those for the scores as PyTorch wants them.
 */
#include "check_main.h"
#include "trace.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *cases; /* an array; the first line of the file says who made it */

static json_t *read_cases(void)
{
    json_t *all = json_array();
    FILE *file = fopen(TEST_SOURCE_DIR "/oracle/refusals.jsonl", "rb");
    char *line = NULL;
    size_t size = 0;
    while (file != NULL && getline(&line, &size, file) > 0) {
        json_array_append_new(all, json_loads(line, 0, NULL));
    }
    free(line);
    if (file != NULL) {
        (void)fclose(file);
    }
    (void)json_array_remove(all, 0);
    return all;
}

static struct shape shape_of(const json_t *sizes)
{
    struct shape shape = {.rank = json_array_size(sizes)};
    for (size_t i = 0; i < shape.rank; i++) {
        shape.dim[i] = (size_t)json_integer_value(json_array_get(sizes, i));
    }
    return shape;
}

/* Lists of that shape, all of the same number. */
static void add_lists(struct str *out, const struct shape *shape, size_t axis, const char *number)
{
    if (axis == shape->rank) {
        str_add(out, number);
        return;
    }
    for (size_t i = 0; i < shape->dim[axis]; i++) {
        str_add(out, i == 0 ? "[" : ", ");
        add_lists(out, shape, axis + 1, number);
    }
    str_add(out, "]");
}

static void check_case(const json_t *item, bool classes_last)
{
    struct shape scores = shape_of(json_object_get(item, "scores"));
    struct shape labels = shape_of(json_object_get(item, "labels"));
    const char *words = json_string_value(json_object_get(item, "refused"));
    bool nll = strcmp(json_string_value(json_object_get(item, "loss")), "nll_loss") == 0;
    struct diag diag;
    struct str text;
    diag_init(&diag);
    str_init(&text);
    str_addf(&text, "---\nformat: 1\ntitle: t\nrules: pytorch\n%s",
        classes_last ? "class_axis: -1\n" : "");
    size_t classes = scores.dim[1];
    for (size_t axis = 1; classes_last && axis + 1 < scores.rank; axis++) {
        scores.dim[axis] = scores.dim[axis + 1];
    }
    scores.dim[scores.rank - 1] = classes_last ? classes : scores.dim[scores.rank - 1];
    str_add(&text, nll ? "loss: nll\nlog_probs: " : "logits: ");
    add_lists(&text, &scores, 0, nll ? "-1" : "0");
    str_add(&text, "\nlabels: ");
    add_lists(&text, &labels, 0, "0");
    str_add(&text, "\n---\n");
    struct lesson *lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &diag);
    struct str said;
    str_init(&said);
    diag_print(&diag, &said);
    ck_assert_msg((lesson == NULL) == (words != NULL), "PyTorch: %s\n%s%s",
        words == NULL ? "accepted" : words, text.data, said.data);
    if (words != NULL) {
        struct str hint;
        str_init(&hint);
        str_addf(&hint, "hint: PyTorch: %s", words);
        const char *at = strstr(said.data, hint.data);
        /* and then only what to do instead */
        ck_assert_msg(at != NULL && (at[hint.len] == ';' || at[hint.len] == '\n'), "%s\n%s%s",
            hint.data, text.data, said.data);
        str_release(&hint);
    }
    str_release(&said);
    str_release(&text);
    lesson_free(lesson);
    diag_release(&diag);
}

/* PyTorch's nll_loss takes as many labels as there are classes for one row, and looks at the first:
 * a check that is missing there, and no rule to follow. */
static bool is_missing_check(const json_t *item)
{
    const json_t *scores = json_object_get(item, "scores");
    return strcmp(json_string_value(json_object_get(item, "loss")), "nll_loss") == 0 &&
           json_array_size(scores) == 1 && json_integer_value(json_array_get(scores, 0)) > 1 &&
           json_equal(scores, json_object_get(item, "labels"));
}

START_TEST(labels_are_refused_as_pytorch_does)
{
    const json_t *item = json_array_get(cases, (size_t)_i);
    size_t rank = json_array_size(json_object_get(item, "scores"));
    if (is_missing_check(item)) {
        ck_assert(json_is_null(json_object_get(item, "refused")));
        return;
    }
    check_case(item, false);
    if (rank > 2) {
        check_case(item, true);
    }
}
END_TEST

START_TEST(all_ranks_are_there)
{
    size_t count[TENSOR_MAX_RANK + 1][2] = {{0}};
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(cases, i, item)
    {
        size_t rank = json_array_size(json_object_get(item, "scores"));
        count[rank][json_is_string(json_object_get(item, "refused"))]++;
    }
    for (size_t rank = 1; rank <= TENSOR_MAX_RANK; rank++) {
        ck_assert_uint_ge(count[rank][0], 2);
        ck_assert_uint_ge(count[rank][1], 10);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("refusals");
    TCase *tests = tcase_create("pytorch");
    cases = read_cases();
    tcase_add_test(tests, all_ranks_are_there);
    tcase_add_loop_test(tests, labels_are_refused_as_pytorch_does, 0, (int)json_array_size(cases));
    suite_add_tcase(suite, tests);
    return suite;
}

/* Reading lessons: what each key becomes, overrides, and files made to do harm. The messages
 * themselves are tested in tests/diag/. */
#include "check_main.h"
#include "lesson.h"
#include "settings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct diag diag;
static struct lesson *lesson;

static void set_up(void)
{
    diag_init(&diag);
    lesson = NULL;
}

static void tear_down(void)
{
    lesson_free(lesson);
    diag_release(&diag);
}

static void parse_with(
    const char *text, size_t size, const struct override *overrides, size_t count)
{
    lesson_free(lesson);
    diag_clear(&diag);
    lesson = lesson_parse("folder/07-a-name.md", NULL, text, size, overrides, count, NULL, &diag);
    ck_assert_int_eq(lesson == NULL, diag.errors > 0);
}

static void parse(const char *text)
{
    parse_with(text, strlen(text), NULL, 0);
}

static void expect_good(void)
{
    struct str text;
    str_init(&text);
    diag_print(&diag, &text);
    ck_assert_msg(lesson != NULL, "%s", text.data);
    str_release(&text);
}

#define SCORES "logits: [[6, 2, 3], [2, 1, 4]]\n"
#define START "---\nformat: 1\ntitle: T\n"
#define BASE START SCORES "labels: [0, 1]\n"
#define END "---\n"

static double element(const struct tensor *tensor, size_t i)
{
    double value = 0;
    ck_assert(tensor_read(tensor, i, 1, &value, &diag));
    return value;
}

START_TEST(a_small_lesson_has_the_defaults)
{
    parse(BASE END);
    expect_good();
    const struct problem *p = &lesson->problem;
    ck_assert_str_eq(lesson->id, "a-name");
    ck_assert_int_eq(lesson->number, 7);
    ck_assert_str_eq(lesson->title, "T");
    ck_assert_str_eq(lesson->summary, "");
    ck_assert_str_eq(lesson->rules, "plain");
    ck_assert_int_eq(lesson->precision, -1);
    ck_assert_ptr_null(lesson->classes);
    ck_assert_int_eq(p->loss, LOSS_CROSS_ENTROPY);
    ck_assert_int_eq(p->score_kind, SCORES_LOGITS);
    ck_assert_uint_eq(p->class_axis, 1);
    ck_assert_double_eq(p->temperature, 1);
    ck_assert_int_eq(p->reduction, REDUCTION_MEAN);
    ck_assert_double_eq(element(p->scores, 5), 4);
    ck_assert_double_eq(element(p->labels, 1), 1);
    ck_assert_uint_eq(tensor_where(p->scores, 5).line, 4);
    ck_assert_uint_eq(tensor_where(p->scores, 5).col, 28);
    ck_assert_ptr_null(lesson->prose);
}
END_TEST

START_TEST(every_key_finds_its_place)
{
    parse(
        BASE "summary: >\n  two\n  lines\nsection: Basics\nlevel: further\nsource: a book\n"
             "classes: [cat, 'dog', 3]\nsamples: [a, b]\ndtype: float32\nclass_axis: -1\n"
             "route: textbook\ntemperature: 2\nlabel_smoothing: 0.1\nlog_base: 2\n"
             "class_weights: [1, 2, 3]\nsample_weights: 0.5\nmask: [[1], [0]]\nignore_label: -100\n"
             "normalize: after_clip\nclip_eps: 1e-7\nclip_mode: add\nout_of_range: wrap\n"
             "reduction: weighted_mean\nempty_mean: zero\ngradient: true\nprecision: 6\n" END);
    expect_good();
    const struct problem *p = &lesson->problem;
    ck_assert_str_eq(lesson->summary, "two lines");
    ck_assert_str_eq(lesson->section, "Basics");
    ck_assert_int_eq(lesson->level, LEVEL_FURTHER);
    ck_assert_str_eq(lesson->source_note, "a book");
    ck_assert_str_eq(lesson->classes[2], "3");
    ck_assert_ptr_null(lesson->classes[3]);
    ck_assert_str_eq(lesson->samples[1], "b");
    ck_assert_int_eq(p->dtype, DTYPE_FLOAT32);
    ck_assert_int_eq(p->route, ROUTE_TEXTBOOK);
    ck_assert_double_eq(p->temperature, 2);
    ck_assert_double_eq(p->label_smoothing, 0.1);
    ck_assert_int_eq(p->log_base, 2);
    ck_assert_double_eq(p->class_weights.at[2], 3);
    ck_assert_uint_eq(p->class_weights.count, 3);
    ck_assert_double_eq(element(p->sample_weights, 1), 0.5);
    ck_assert_uint_eq(p->mask->shape.rank, 1);
    ck_assert_uint_eq(p->ignored.count, 1);
    ck_assert(p->ignored.at[0] == -100);
    ck_assert_int_eq(p->normalize, NORMALIZE_AFTER_CLIP);
    ck_assert_double_eq(p->clip_eps, 1e-7);
    ck_assert_int_eq(p->clip_mode, CLIP_ADD);
    ck_assert_int_eq(p->out_of_range, OUT_OF_RANGE_WRAP);
    ck_assert_int_eq(p->reduction, REDUCTION_WEIGHTED_MEAN);
    ck_assert_int_eq(p->empty_mean, EMPTY_ZERO);
    ck_assert_int_eq(p->gradient, GRADIENT_LAST);
    ck_assert_int_eq(lesson->precision, 6);
}
END_TEST

START_TEST(a_binary_lesson_turns_labels_into_targets)
{
    parse(START "loss: binary_cross_entropy\nlogits: [[2, -1], [0, 3]]\nlabels: [[1, 0], [-1, 1]]\n"
                "pos_weight: [1, 2]\nignore_label: -1\nreduction: sum_over_batch_size\n" END);
    expect_good();
    const struct problem *p = &lesson->problem;
    ck_assert_ptr_null(p->labels);
    ck_assert_double_eq(element(p->targets, 2), -1);
    ck_assert_uint_eq(shape_size(&p->pos_weight->shape), 2);
    ck_assert_int_eq(p->reduction, REDUCTION_MEAN);
    parse(START
        "loss: binary_cross_entropy\nprobs: [0.5, 0.25]\ntargets: [0.5, 1]\npos_weight: 3\n" END);
    expect_good();
    ck_assert_uint_eq(lesson->problem.pos_weight->shape.rank, 0);
    ck_assert_int_eq(lesson->problem.score_kind, SCORES_PROBS);
}
END_TEST

START_TEST(one_sample_may_have_a_plain_label)
{
    static const char *const labels[] = {"2", "[2]"};
    for (size_t i = 0; i < 2; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, START "logits: [1, 2, 3]\nlabels: %s\n" END, labels[i]);
        parse(text);
        expect_good();
        ck_assert_uint_eq(lesson->problem.labels->shape.rank, 0);
    }
}
END_TEST

START_TEST(scores_may_be_infinite)
{
    parse(START "logits: [[-inf, inf, nan]]\nlabels: [[0]]\n" END);
    expect_good();
    ck_assert(isinf(element(lesson->problem.scores, 0)));
    ck_assert(isnan(element(lesson->problem.scores, 2)));
}
END_TEST

START_TEST(questions_and_figures_are_read)
{
    parse(BASE
        "questions:\n  - at: softmax\n    ask: Which?\n    choices: [cat, dog]\n    answer: dog\n"
        "    hint: Look.\n  - {at: per_sample, ask: How much?, cell: [1]}\n"
        "  - {at: loss, ask: And in all?, cell: []}\n"
        "  - {at: d_log, ask: And on the way back?, cell: [0, 1]}\n"
        "expect:\n  loss: 1.5\n  softmax: [[1, 0, 0], [0, 1, 0]]\n  tolerance: 0.01\n"
        "  source: a notebook\n" END);
    expect_good();
    const struct question *q = lesson->questions;
    ck_assert_str_eq(q->at, "softmax");
    ck_assert_int_eq(q->kind, ANSWER_CHOICE);
    ck_assert_str_eq(q->choices[1], "dog");
    ck_assert_str_eq(q->answer, "dog");
    ck_assert_str_eq(q->hint, "Look.");
    ck_assert_uint_eq(q->where.line, 7);
    q = q->next;
    ck_assert_int_eq(q->kind, ANSWER_CELL);
    ck_assert_uint_eq(q->cell_rank, 1);
    ck_assert_uint_eq(q->cell[0], 1);
    ck_assert_ptr_null(q->hint);
    ck_assert_uint_eq(q->next->cell_rank, 0);
    ck_assert_str_eq(q->next->next->at, "d_log");
    ck_assert_ptr_null(q->next->next->next);
    const struct expectation *e = lesson->expect;
    ck_assert_str_eq(e->what, "loss");
    ck_assert_uint_eq(e->values->shape.rank, 0);
    ck_assert_double_eq(element(e->values, 0), 1.5);
    ck_assert_str_eq(e->next->what, "softmax");
    ck_assert_uint_eq(e->next->values->shape.rank, 2);
    ck_assert_double_eq(lesson->tolerance, 0.01);
    ck_assert_str_eq(lesson->expect_source, "a notebook");
}
END_TEST

START_TEST(an_override_replaces_or_adds)
{
    static const struct override overrides[] = {
        {"labels=[2, 2]"}, {"route=fused"}, {"title=Other: title"}, {"title='New'"}};
    parse_with(BASE "route: stable\n" END, strlen(BASE "route: stable\n" END), overrides, 2);
    expect_good();
    ck_assert_double_eq(element(lesson->problem.labels, 0), 2);
    ck_assert_int_eq(lesson->problem.route, ROUTE_FUSED);
    parse_with(BASE END, strlen(BASE END), overrides + 3, 1);
    expect_good();
    ck_assert_str_eq(lesson->title, "New");
    parse_with(BASE END, strlen(BASE END), overrides + 2, 1);
    ck_assert_str_eq(diag.first->file, "--set title=Other: title");
    ck_assert_uint_eq(diag.first->col, 13);
}
END_TEST

static const struct {
    const char *text, *message, *hint;
    unsigned line, col;
} bad_overrides[] = {
    {"labels=[0, 9]", "label 9 is outside 0..2: there are 3 classes",
        "to show what a framework makes of such a label, set out_of_range", 1, 13},
    {"labels=[0", "this '[' is not closed",
        "items are separated by ',' and the last is followed by ']'", 1, 9},
    {"rotue=fused", "a lesson has no key 'rotue'", "did you mean 'route'?", 0, 0},
    {"route", "an override looks like KEY=VALUE", NULL, 0, 0},
    {"labels=", "the lesson needs 'labels' or 'targets'",
        "labels: the number of the class, one per sample; targets: as many numbers as there are "
        "scores",
        1, 1},
    {"probs=[[1, 0, 0], [0, 1, 0]]", "'logits' and 'probs' cannot both be given",
        "keep one of them", 1, 1},
    {"title=a\nroute: fused", "the value has a character in it that is not text", NULL, 0, 0},
    {"title=\x1b[31m", "the value has a character in it that is not text", NULL, 0, 0},
    {"title=\xff", "the value has a character in it that is not text", NULL, 0, 0},
};

START_TEST(a_bad_override_says_so)
{
    const struct override override = {bad_overrides[_i].text};
    parse_with(BASE END, strlen(BASE END), &override, 1);
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_str_eq(diag.first->text, bad_overrides[_i].message);
    ck_assert_pstr_eq(diag.first->hint, bad_overrides[_i].hint);
    ck_assert_uint_eq(diag.first->line, bad_overrides[_i].line);
    ck_assert_uint_eq(diag.first->col, bad_overrides[_i].col);
    if (bad_overrides[_i].text[strlen(bad_overrides[_i].text) - 1] !=
        '=') { /* a key that is missing is so in the file */
        ck_assert_int_eq(strncmp(diag.first->file, "--set ", 6), 0);
    }
}
END_TEST

START_TEST(an_override_without_a_value_takes_the_key_away)
{
    const struct override overrides[] = {
        {"temperature=2"}, {"temperature="}, {"route=fused"}, {"route= "}};
    parse_with(BASE END, strlen(BASE END), overrides, 4);
    ck_assert_ptr_nonnull(lesson);
    ck_assert(lesson->problem.temperature == 1);
    ck_assert_int_eq(lesson->problem.route, ROUTE_STABLE);
}
END_TEST

/* The pattern, as often as it takes to fill `size` bytes of a value. */
static void parse_repeated(const char *before, const char *pattern, size_t size, const char *after)
{
    struct str text;
    str_init(&text);
    str_add(&text, before);
    while (text.len < size) {
        str_add(&text, pattern);
    }
    str_add(&text, after);
    parse_with(text.data, text.len, NULL, 0);
    str_release(&text);
}

static const struct {
    const char *before, *pattern, *after;
} hostile[] = {
    {START "logits: ", "[", "\n---\n"},
    {START "logits: ", "{", "\n---\n"},
    {START "logits:\n  ", "- ", "\n---\n"},
    {START "title: ", "[", "\n---\n"},
    {START, "? ", "\n---\n"},
    {START "logits: [", "[", "\n---\n"},
    {"---\n", "a: &a [*a, *a, *a, *a]\n", "---\n"},
    {"---\n", "&a ", "\n---\n"},
    {"---\n", "key: value\n", "---\n"},
    {"---\ntitle: \"", "\\", "\"\n---\n"},
    {"---\ntitle: ", "x: ", "\n---\n"},
    {"---\n", "---\n", ""},
    {"---\nx: |\n", " x\n", "---\n"},
    {"", "\xff", ""},
    {"---\n", "[\n", ""},
    {START "questions:\n", "  - {at: x, ask: y, cell: [1]}\n", "---\n"},
    {START "expect:\n", "  x: 1\n", "---\n"},
};

START_TEST(a_hostile_megabyte_is_refused)
{
    parse_repeated(hostile[_i].before, hostile[_i].pattern, 1 << 20, hostile[_i].after);
    ck_assert_ptr_null(lesson);
    ck_assert_uint_gt(diag.errors, 0);
}
END_TEST

static const struct {
    const char *bytes;
    size_t size;
    unsigned line, col;
} bad_bytes[] = {
    {"", 0, 1, 1},
    {"---", 3, 1, 1},
    {"---\n", 4, 1, 1},
    {"\0\0\0\0\0\0\0\0", 8, 1, 1},
    {"\x25\xf3\x09\x37\xa0\xf0\x82", 7, 1, 2},
    {"---\ntitle: \xc0\xaf\n---\n", 17, 2, 8},
    {"---\ntitle: \xe0\x80\xaf\n---\n", 18, 2, 8},
    {"---\ntitle: \xed\xa0\x80\n---\n", 18, 2, 8},
    {"---\ntitle: \xf4\x90\x80\x80\n---\n", 19, 2, 8},
    {"---\ntitle: \xc3\xa9\xe2\x82", 15, 2, 9},
    {"---\n\xe2\x80\xae\n---\n", 12, 2, 1},
};

START_TEST(bytes_that_are_no_lesson_are_refused)
{
    parse_with(bad_bytes[_i].bytes, bad_bytes[_i].size, NULL, 0);
    ck_assert_ptr_null(lesson);
    ck_assert_uint_eq(diag.first->line, bad_bytes[_i].line);
    ck_assert_uint_eq(diag.first->col, bad_bytes[_i].col);
}
END_TEST

START_TEST(every_beginning_of_a_lesson_is_handled)
{
    static const char text[] =
        BASE "questions:\n  - {at: softmax, ask: \"Q\\u00e9\", cell: [0, 1]}\n"
             "expect: {loss: 1}\n---\n# softmax\n\n$a$ *b* &amp; [c](d)\n";
    for (size_t size = 0; size <= sizeof text - 1; size++) {
        parse_with(text, size, NULL, 0);
    }
    expect_good();
}
END_TEST

START_TEST(many_mistakes_are_counted)
{
    parse_repeated(START "logits: [", "x, ", 4000, "x]\n---\n");
    ck_assert_uint_gt(diag.errors, 1000);
}
END_TEST

START_TEST(a_large_lesson_is_refused_with_its_limit)
{
    parse_repeated("---\n", "# comment\n", (4 << 20) + 1, "");
    ck_assert_str_eq(diag.first->text, "larger than a lesson may be (4 MiB)");
    ck_assert_uint_eq(diag.first->line, 0);
}
END_TEST

START_TEST(a_full_lesson_is_read)
{
    struct str text;
    str_init(&text);
    str_add(&text, START "logits:\n");
    size_t rows = 0;
    for (; text.len < (4 << 20) - 1000000; rows++) {
        str_add(&text, "  - [1, 2.5, -3e-2, 4]\n");
    }
    str_add(&text, "labels: [");
    for (size_t i = 0; i < rows; i++) {
        str_add(&text, i == 0 ? "0" : ", 3");
    }
    str_add(&text, "]\n---\n");
    parse_with(text.data, text.len, NULL, 0);
    str_release(&text);
    expect_good();
    ck_assert_uint_eq(lesson->problem.scores->shape.dim[0], rows);
}
END_TEST

static void expect_load_error(const char *path, const char *text)
{
    diag_clear(&diag);
    ck_assert_ptr_null(lesson_load(path, NULL, 0, NULL, &diag));
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_str_eq(diag.first->text, text);
    ck_assert_str_eq(diag.first->file, path);
    ck_assert_uint_eq(diag.first->line, 0);
}

START_TEST(what_is_no_file_is_refused)
{
    char folder[] = "/tmp/losswalk-lesson-XXXXXX";
    char path[64];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    expect_load_error(folder, "is a folder, not a lesson");
    (void)snprintf(path, sizeof path, "%s/none.md", folder);
    expect_load_error(path, "cannot open: no such file or folder");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_load_error(path, "is a pipe or a device, not a lesson");
    expect_load_error("/dev/zero", "is a pipe or a device, not a lesson");
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

START_TEST(standard_input_can_be_a_pipe)
{
    int ends[2];
    int old = dup(STDIN_FILENO);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], BASE END, strlen(BASE END)), (int)strlen(BASE END));
    ck_assert_int_eq(close(ends[1]), 0);
    ck_assert_int_ge(dup2(ends[0], STDIN_FILENO), 0);
    lesson = lesson_load("-", NULL, 0, NULL, &diag);
    ck_assert_int_ge(dup2(old, STDIN_FILENO), 0);
    ck_assert_int_eq(close(ends[0]) + close(old), 0);
    expect_good();
    ck_assert_str_eq(lesson->id, "-");
    ck_assert_int_eq(lesson->number, 0);
}
END_TEST

START_TEST(data_lies_beside_the_lesson_or_in_a_data_folder)
{
    static const char labels[] =
        "\x93NUMPY\x01\0\x3c\0"
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1)}  \n\2\1";
    char folder[] = "/tmp/losswalk-lesson-XXXXXX";
    char path[64];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/l.npy", folder);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(labels, 1, sizeof labels - 1, file), sizeof labels - 1);
    ck_assert_int_eq(fclose(file), 0);
    const char *const folders[] = {folder, NULL};
    static const char text[] = START SCORES "labels: {file: l.npy}\n" END;
    for (size_t i = 0; i < 2; i++) {
        lesson_free(lesson);
        lesson = lesson_parse("a.md", i == 0 ? folder : NULL, text, sizeof text - 1, NULL, 0,
            i == 0 ? NULL : folders, &diag);
        expect_good();
        ck_assert_uint_eq(lesson->problem.labels->shape.rank, 1);
        ck_assert_double_eq(element(lesson->problem.labels, 0), 2);
    }
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Every key of the schema is told as a setting, or is one of these. */
START_TEST(settings_follow_the_schema)
{
    static const char *const others =
        " format title summary section level source logits probs log_probs labels targets "
        "target_logits "
        "classes samples tokens picture sample_weights mask gradient precision known questions "
        "terms task until expect ";
    static const char *const keys[] = {
#define KEY(name, type, rule) #name,
#include "schema.def"
#undef KEY
    };
    struct setting all[SETTINGS_COUNT];
    struct arena arena;
    arena_init(&arena);
    parse("---\nformat: 1\ntitle: t\nloss: cross_entropy\nlogits: [[1, 2]]\nlabels: "
          "[0]\ntemperature: 2\n---\n");
    ck_assert_ptr_nonnull(lesson);
    lesson_settings(lesson, all, &arena);
    size_t told = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bool found = false;
        for (size_t k = 0; k < SETTINGS_COUNT; k++) {
            found = found || strcmp(all[k].key, keys[i]) == 0;
        }
        told += found;
        char word[64];
        (void)snprintf(word, sizeof word, " %s ", keys[i]);
        ck_assert_msg(found != (strstr(others, word) != NULL), "%s", keys[i]);
    }
    ck_assert_uint_eq(told, SETTINGS_COUNT);
    for (size_t k = 0; k < SETTINGS_COUNT; k++) {
        bool usual = strstr(" loss route reduction dtype rules temperature ", all[k].key) == NULL;
        ck_assert_msg(all[k].usual == usual, "%s", all[k].key);
    }
    arena_release(&arena);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("lesson");
    TCase *tests = tcase_create("lessons");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, settings_follow_the_schema);
    tcase_add_test(tests, a_small_lesson_has_the_defaults);
    tcase_add_test(tests, every_key_finds_its_place);
    tcase_add_test(tests, a_binary_lesson_turns_labels_into_targets);
    tcase_add_test(tests, one_sample_may_have_a_plain_label);
    tcase_add_test(tests, scores_may_be_infinite);
    tcase_add_test(tests, questions_and_figures_are_read);
    tcase_add_test(tests, an_override_replaces_or_adds);
    tcase_add_test(tests, an_override_without_a_value_takes_the_key_away);
    tcase_add_loop_test(tests, a_bad_override_says_so, 0, COUNT(bad_overrides));
    tcase_add_loop_test(tests, a_hostile_megabyte_is_refused, 0, COUNT(hostile));
    tcase_add_loop_test(tests, bytes_that_are_no_lesson_are_refused, 0, COUNT(bad_bytes));
    tcase_add_test(tests, every_beginning_of_a_lesson_is_handled);
    tcase_add_test(tests, many_mistakes_are_counted);
    tcase_add_test(tests, a_large_lesson_is_refused_with_its_limit);
    tcase_add_test(tests, a_full_lesson_is_read);
    tcase_add_test(tests, what_is_no_file_is_refused);
    tcase_add_test(tests, standard_input_can_be_a_pipe);
    tcase_add_test(tests, data_lies_beside_the_lesson_or_in_a_data_folder);
    suite_add_tcase(suite, tests);
    return suite;
}

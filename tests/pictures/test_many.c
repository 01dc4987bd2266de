/* Pictures of random lessons: none leaves its rectangle, and each mark is where its numbers say.
 * And golden pictures, in UTF-8 and in 7 bits (NAME.txt: the picture, a line, and the same in
 * words). LOSSWALK_REWRITE_PICTURES=1 writes these anew; look at each that changed. */
#include "check_main.h"
#include "drawn.h"
#include "numbers.h"
#include "random_lesson.h"
#include "utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t marks_found;

/* ---- Random lessons -------------------------------------------------------------------------- */

static void check_cells(size_t cols, size_t rows)
{
    ck_assert_uint_le(picture.cols, cols);
    ck_assert_uint_le(picture.rows, rows);
    for (size_t i = 0; i < picture.cols * picture.rows; i++) {
        const struct picture_cell *cell = &picture.cells[i];
        uint32_t code = 0;
        size_t size = strlen(cell->text);
        ck_assert(size == 0 || utf8_decode(cell->text, size, &code) == size);
        ck_assert(size == 0 || utf8_is_safe(code));
        ck_assert(!picture.ascii || code < 128);
        ck_assert_uint_lt(cell->ink, INK_LEVEL + INK_LEVELS);
    }
}

/* The number that the loss step shows of a row, at the probability of its label. */
static void check_random_marks(void)
{
    const struct recipe *recipe = trace_recipe(trace);
    const struct problem *problem = &lesson->problem;
    bool loss = scene.stage == recipe->per_sample;
    if (problem->labels == NULL || problem_is_binary(problem) || recipe->rows > 26 ||
        (!loss && scene.stage != recipe->log)) {
        return;
    }
    struct axes axes = find_axes();
    double unit = problem->log_base == 0 ? 1 : log(problem->log_base);
    for (size_t row = 0; row < recipe->rows; row++) {
        double label = trace_cell(trace, recipe->target, row, 0);
        label += label < 0 && problem_wraps(problem) ? (double)recipe->cols : 0;
        if (!(label >= 0 && label < (double)recipe->cols)) {
            continue;
        }
        size_t col = (size_t)label;
        double log_p = trace_cell(trace, recipe->log, row, col);
        double p = recipe->probs != STAGE_NONE ? trace_cell(trace, recipe->probs, row, col)
                                               : exp(log_p * unit);
        double height = loss ? trace_cell(trace, recipe->per_sample, row, 0) : -log_p;
        size_t x = 0;
        size_t y = 0;
        double part = p * (double)(axes.cols - 1);
        double up = height / top_of() * (double)(axes.rows - 1);
        bool between = fabs(part - floor(part) - 0.5) < 1e-9 || fabs(up - floor(up) - 0.5) < 1e-9;
        if (isnan(height) || !(p >= 0 && p <= 1) || between) {
            continue;
        }
        place(&axes, p, height, &x, &y);
        bool arrow = strcmp(at(x, y), picture.ascii ? "^" : "↑") == 0; /* of the sample beside it */
        ck_assert_msg(is_letter(at(x, y)) || arrow, "row %zu, p %g, loss %g: '%s' in\n%.*s", row, p,
            height, at(x, y), (int)lesson->source.size, lesson->source.text);
        marks_found++;
    }
}

static void check_largest(void)
{
    const struct recipe *recipe = trace_recipe(trace);
    if (recipe->total == STAGE_NONE || recipe->stages[recipe->summed].form != FORM_COLUMN ||
        recipe->stages[recipe->total].in[0] != recipe->summed) {
        return;
    }
    (void)trace_cell(trace, recipe->total, 0, 0);
    size_t largest = SIZE_MAX;
    double most = 0;
    for (size_t row = 0; row < recipe->rows; row++) {
        double value = trace_cell(trace, recipe->summed, row, 0);
        if (!isnan(value) && (largest == SIZE_MAX || value > most)) {
            largest = row;
            most = value;
        }
    }
    ck_assert_uint_eq(trace_largest_row(trace), largest);
}

START_TEST(random_lessons)
{
    for (uint64_t seed = 0; seed < 400; seed++) {
        struct random random = {seed};
        open_random(seed);
        trace_set_block_rows(trace, 1 + random_below(&random, 4));
        const struct recipe *recipe = trace_recipe(trace);
        for (scene.stage = 0; scene.stage < recipe->count; scene.stage++) {
            bool rows = recipe->stages[scene.stage].rows == recipe->rows;
            scene.row = rows && recipe->rows > 0 ? random_below(&random, recipe->rows) : 0;
            scene.col = random_below(&random, recipe->stages[scene.stage].width);
            struct picture_need need = picture_need(&scene, PICTURE_CURVE);
            if (need.cols == 0 || recipe->rows == 0) {
                continue;
            }
            size_t cols = need.cols + random_below(&random, 60);
            size_t lines = need.rows + random_below(&random, 16);
            draw(PICTURE_CURVE, cols, lines, random_below(&random, 2) == 1);
            check_cells(cols, lines);
            check_random_marks();
            struct str words;
            str_init(&words);
            picture_say(&scene, PICTURE_CURVE, &words);
            ck_assert(words.len > 0 && words.data[words.len - 1] == '\n');
            str_release(&words);
        }
        check_largest();
        close_all();
    }
    ck_assert_uint_gt(marks_found, 300);
}
END_TEST

/* ---- Golden pictures ------------------------------------------------------------------------- */

static const struct {
    const char *name, *lesson, *set, *stage;
    size_t row, cols, rows;
    enum picture_kind kind;
    bool ascii;
} GOLDEN[] = {
    {"curve-narrow", "04-sparse-labels", NULL, "log", 1, 34, 8, PICTURE_CURVE, false},
    {"curve", "04-sparse-labels", NULL, "per_sample", 1, 60, 14, PICTURE_CURVE, false},
    {"curve-ascii", "04-sparse-labels", NULL, "per_sample", 1, 60, 14, PICTURE_CURVE, true},
    {"above", "02-log-price", NULL, "per_sample", 0, 44, 10, PICTURE_CURVE, false},
    {"two-branches", "23-binary-sigmoid", NULL, "per_element", 3, 44, 11, PICTURE_CURVE, false},
    {"several-columns", "25-multi-label", NULL, "per_element", 0, 60, 14, PICTURE_CURVE, false},
    {"focal", "31-focal", NULL, "per_sample", 1, 60, 14, PICTURE_CURVE, false},
    {"smoothing", "20-label-smoothing", NULL, "per_sample", 0, 60, 14, PICTURE_CURVE, true},
    {"weights", "30-class-weights", NULL, "per_sample", 0, 60, 14, PICTURE_CURVE, false},
    {"temperature", "17-temperature", NULL, "per_sample", 0, 60, 14, PICTURE_CURVE, false},
    {"targets", "19-soft-targets", NULL, "per_sample", 1, 60, 14, PICTURE_CURVE, false},
    {"bits", "04-sparse-labels", "log_base=2", "per_sample", 2, 60, 14, PICTURE_CURVE, false},
    {"many", "48-digits", NULL, "per_sample", 27, 60, 14, PICTURE_CURVE, false},
    {"digit", "48-digits", NULL, "logits", 27, 16, 9, PICTURE_IMAGE, false},
    {"digit-ascii", "48-digits", NULL, "logits", 27, 16, 9, PICTURE_IMAGE, true},
    {"sonnet", "49-characters", NULL, "per_sample", 101, 60, 9, PICTURE_TOKENS, false},
    {"sonnet-narrow", "49-characters", NULL, "masked", 101, 30, 9, PICTURE_TOKENS, true},
    {"sonnet-before", "49-characters", NULL, "softmax", 3, 60, 5, PICTURE_TOKENS, false},
};

START_TEST(golden)
{
    char path[512];
    struct str text;
    str_init(&text);
    open_file(GOLDEN[_i].lesson, GOLDEN[_i].set);
    go(GOLDEN[_i].stage);
    scene.row = GOLDEN[_i].row;
    draw(GOLDEN[_i].kind, GOLDEN[_i].cols, GOLDEN[_i].rows, GOLDEN[_i].ascii);
    picture_lines(&picture, 0, &text);
    str_add(&text, "--------\n");
    picture_say(&scene, GOLDEN[_i].kind, &text);
    (void)snprintf(path, sizeof path, TEST_SOURCE_DIR "/pictures/%s.txt", GOLDEN[_i].name);
    bool rewrite = getenv("LOSSWALK_REWRITE_PICTURES") != NULL;
    FILE *file = fopen(path, rewrite ? "wb" : "rb");
    ck_assert_msg(file != NULL, "%s", path);
    if (rewrite) {
        ck_assert_uint_eq(fwrite(text.data, 1, text.len, file), text.len);
    } else {
        char *want = calloc(1, 65536);
        ck_assert(want != NULL);
        ck_assert_uint_gt(fread(want, 1, 65535, file), 0);
        ck_assert_str_eq(text.data, want);
        free(want);
    }
    ck_assert_int_eq(fclose(file), 0);
    str_release(&text);
    close_all();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("many pictures");
    TCase *tests = tcase_create("pictures");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, random_lessons);
    tcase_add_loop_test(tests, golden, 0, sizeof GOLDEN / sizeof *GOLDEN);
    suite_add_tcase(suite, tests);
    return suite;
}

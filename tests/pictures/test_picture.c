/* Pictures made of text: that each mark is where its numbers say, by a formula of this file's own;
 * that curves are their functions; that images and marks of text are those of the data; and that
 * nothing hidden is in a picture. */
#include "check_main.h"
#include "drawn.h"
#include "numbers.h"
#include "utf8.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Samples on the curve -------------------------------------------------------------------- */

/* Lessons of logits with labels, in float64 and natural logarithms: softmax is worked out here. */
static const char *const PLAIN[] = {"01-softmax", "04-sparse-labels", "02-log-price",
    "05-reductions", "15-log-sum-exp", "28-ignore-index", "44-sequences", "48-digits"};

static double softmax_of(size_t row, size_t want)
{
    size_t classes = trace_recipe(trace)->cols;
    double scores[64];
    double sum = 0;
    ck_assert_uint_le(classes, 64);
    ck_assert(tensor_read(lesson->problem.scores, row * classes, classes, scores, NULL));
    for (size_t c = 0; c < classes; c++) {
        sum += exp(scores[c] - scores[want]);
    }
    return 1 / sum;
}

/* What the key says of a letter: it stands beside the plot. */
static void check_key(const struct axes *axes, char letter, size_t row)
{
    struct str name;
    str_init(&name);
    trace_row_title(trace, scene.stage, row, &name);
    for (size_t y = 0; y < picture.rows; y++) {
        size_t x = axes->x + axes->cols + 2;
        char line[256] = "";
        if (strlen(at(x, y)) != 1 || at(x, y)[0] != letter || strcmp(at(x + 1, y), " ") != 0) {
            continue;
        }
        for (x += 2; x < picture.cols; x++) {
            (void)strcat(line, at(x, y));
        }
        size_t said = strcspn(line, "\n");
        bool cut = said + 1 >= picture.cols - axes->cols - 6;
        ck_assert_msg(
            strstr(line, name.data) != NULL || cut, "%c is %s, not %s", letter, line, name.data);
        str_release(&name);
        return;
    }
    str_release(&name);
}

static size_t marks_found;

static void check_sample(size_t row)
{
    double label = 0;
    ck_assert(tensor_read(lesson->problem.labels, row, 1, &label, NULL));
    if (label < 0 || label >= (double)trace_recipe(trace)->cols) {
        return;
    }
    struct axes axes = find_axes();
    double p = softmax_of(row, (size_t)label);
    double loss = -log(p);
    size_t x = 0;
    size_t y = 0;
    place(&axes, p, loss, &x, &y);
    ck_assert_msg(is_letter(at(x, y)), "%s: row %zu, p %g, loss %g: '%s' at (%zu, %zu)", lesson->id,
        row, p, loss, at(x, y), x, y);
    if (row == scene.row) {
        ck_assert(isupper((unsigned char)at(x, y)[0]));
    }
    check_key(&axes, at(x, y)[0], row);
    if (loss > top_of()) {
        ck_assert_msg(
            strcmp(at(x + 1, y), picture.ascii ? "^" : "↑") == 0 || x == axes.x + axes.cols, "%s",
            at(x + 1, y));
    }
    marks_found++;
}

START_TEST(samples_are_where_their_numbers_say)
{
    static const size_t sizes[][2] = {{60, 9}, {52, 12}, {76, 20}, {64, 17}};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        for (size_t s = 0; s < 8; s++) {
            open_file(PLAIN[i], NULL);
            go(recipe_named(trace_recipe(trace), "log") != STAGE_NONE && s % 2 == 0 ? "log"
                                                                                    : "per_sample");
            size_t rows = trace_recipe(trace)->rows;
            rows = rows < 26 ? rows : 26;
            scene.row_count = rows;
            scene.row = s % rows;
            draw(PICTURE_CURVE, sizes[s / 2][0], sizes[s / 2][1], s > 3);
            for (size_t row = 0; row < rows; row++) {
                check_sample(row);
            }
            close_all();
        }
    }
    ck_assert_uint_gt(marks_found, 400);
}
END_TEST

/* The axes say the same whatever one looks at or changes. */
START_TEST(axes_stay)
{
    struct str first;
    str_init(&first);
    static const char *const changes[] = {NULL, "logits=[[9, -9, 0], [0, 0, 0], [1, 2, 3]]",
        "class_weights=[1, 20, 3]", "temperature=3", "reduction=sum"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        for (size_t row = 0; row < 3; row++) {
            open_file("04-sparse-labels", changes[i]);
            go(row == 1 ? "log" : "per_sample");
            scene.row = row;
            draw(PICTURE_CURVE, 50, 14, false);
            struct str axes;
            str_init(&axes);
            for (size_t y = 1; y < picture.rows; y++) {
                for (size_t x = 0; x < (y + 2 < picture.rows ? 3 : picture.cols); x++) {
                    str_add(&axes, at(x, y));
                }
            }
            if (first.len == 0) {
                str_add(&first, axes.data);
            }
            ck_assert_str_eq(axes.data, first.data);
            str_release(&axes);
            close_all();
        }
    }
    str_release(&first);
}
END_TEST

/* ---- Curves ---------------------------------------------------------------------------------- */

static double nothing(double p)
{
    (void)p;
    return NAN;
}

static double plain(double p)
{
    return -log(p);
}

static double plain_no(double p)
{
    return -log(1 - p);
}

static double in_bits(double p)
{
    return -log2(p);
}

static double focal(double p)
{
    return 0.25 * pow(1 - p, 2) * -log(p);
}

static double weighed(double p)
{
    return 3 * -log(p);
}

static double smoothed(double p) /* three classes, 0.3; the others share the rest evenly */
{
    return -0.8 * log(p) - 0.2 * log((1 - p) / 2);
}

static double smoothed_yes(double p)
{
    return -0.9 * log(p) - 0.1 * log(1 - p);
}

static double smoothed_no(double p)
{
    return -0.1 * log(p) - 0.9 * log(1 - p);
}

static const struct {
    const char *lesson, *set, *stage;
    size_t row;
    double (*plain[2])(double), (*own[2])(double);
} CURVES[] = {
    {"04-sparse-labels", NULL, "per_sample", 0, {plain, nothing}, {nothing, nothing}},
    {"04-sparse-labels", "log_base=2", "log", 0, {in_bits, nothing}, {nothing, nothing}},
    {"04-sparse-labels", "class_weights=[1, 3, 1]", "per_sample", 1, {plain, nothing},
        {weighed, nothing}},
    {"04-sparse-labels", "label_smoothing=0.3", "per_sample", 1, {plain, nothing},
        {smoothed, nothing}},
    {"23-binary-sigmoid", NULL, "per_element", 0, {plain, plain_no}, {nothing, nothing}},
    {"23-binary-sigmoid", "label_smoothing=0.2", "per_element", 0, {plain, plain_no},
        {smoothed_yes, smoothed_no}},
    {"31-focal", NULL, "per_sample", 0, {plain, nothing}, {focal, nothing}},
};

/* Is the sign in that column at the height of one of the curves? Between two columns they are
 * drawn on: as high as the curve is anywhere between the columns beside it. */
static bool on_curve(const struct axes *axes, double (*const curves[2])(double), size_t x, size_t y)
{
    for (int i = 0; i < 2; i++) {
        double high = -INFINITY;
        double low = INFINITY;
        for (int step = -32; step <= 32; step++) {
            double p = ((double)(x - axes->x - 1) + step / 32.0) / (double)(axes->cols - 1);
            double loss = p < 0 || p > 1 ? NAN : curves[i](p);
            high = fmax(high, loss);
            low = fmin(low, loss);
        }
        size_t col = 0;
        size_t above = 0;
        size_t below = 0;
        if (low > high) {
            continue;
        }
        place(axes, 0, high, &col, &above);
        place(axes, 0, low, &col, &below);
        if (y >= above && y <= below) {
            return true;
        }
    }
    return false;
}

START_TEST(curves_are_their_functions)
{
    open_file(CURVES[_i].lesson, CURVES[_i].set);
    go(CURVES[_i].stage);
    scene.row = CURVES[_i].row;
    draw(PICTURE_CURVE, 70, 19, false);
    struct axes axes = find_axes();
    size_t signs[2] = {0, 0};
    for (size_t y = axes.y - axes.rows; y < axes.y; y++) {
        for (size_t x = axes.x + 1; x < axes.x + 1 + axes.cols; x++) {
            bool own = strcmp(at(x, y), "+") == 0;
            if (!own && strcmp(at(x, y), "·") != 0) {
                continue;
            }
            signs[own]++;
            ck_assert_msg(on_curve(&axes, own ? CURVES[_i].own : CURVES[_i].plain, x, y),
                "%s at (%zu, %zu)", at(x, y), x, y);
        }
    }
    ck_assert_uint_ge(signs[0], axes.cols / 2);
    ck_assert_uint_ge(signs[1], CURVES[_i].own[0] == nothing ? 0 : axes.cols / 2);
    ck_assert(signs[1] == 0 || CURVES[_i].own[0] != nothing);
    close_all();
}
END_TEST

/* ---- What is hidden -------------------------------------------------------------------------- */

static size_t hidden_stage;

static bool hides_row_1(const void *gate, struct trace *of, size_t stage, size_t row, size_t col)
{
    (void)gate;
    (void)of;
    (void)col;
    return stage == hidden_stage && row == 1;
}

START_TEST(hidden_samples_are_not_drawn)
{
    static const char *const hidden[] = {"softmax", "per_sample"};
    for (int i = 0; i < 4; i++) {
        struct str text;
        str_init(&text);
        open_file("04-sparse-labels", NULL);
        go(i < 2 ? "per_sample" : "log"); /* the heights are the same */
        scene.sight.hides = hides_row_1;
        hidden_stage = recipe_named(trace_recipe(trace), hidden[i % 2]);
        draw(PICTURE_CURVE, 60, 14, false);
        picture_lines(&picture, 0, &text);
        picture_say(&scene, PICTURE_CURVE, &text);
        ck_assert(strstr(text.data, "s0") != NULL && strstr(text.data, "s2") != NULL);
        ck_assert_msg(strstr(text.data, "s1") == NULL, "%s", text.data);
        ck_assert(strstr(text.data, "3.16") == NULL);
        str_release(&text);
        close_all();
    }
}
END_TEST

START_TEST(hidden_tokens_have_no_mark)
{
    open_file("49-characters", NULL);
    go("per_sample");
    scene.sight.hides = hides_row_1;
    hidden_stage = scene.stage;
    draw(PICTURE_TOKENS, 60, 3, true);
    ck_assert_str_eq(at(1, 1), "h");
    ck_assert_str_eq(at(1, 2), " ");
    close_all();
}
END_TEST

/* ---- Images and text ------------------------------------------------------------------------- */

START_TEST(images_are_those_of_the_file)
{
    static const char shades[] = " .:-=+*#%@";
    unsigned char bytes[200 * 64];
    FILE *file = fopen(TEST_SOURCE_DIR "/../data/digits-images.npy", "rb");
    ck_assert(file != NULL && fseek(file, -(long)sizeof bytes, SEEK_END) == 0);
    ck_assert_uint_eq(fread(bytes, 1, sizeof bytes, file), sizeof bytes);
    (void)fclose(file);
    open_file("48-digits", NULL);
    go("logits");
    for (size_t row = 0; row < 200; row += 9) {
        scene.row = row;
        draw(PICTURE_IMAGE, 40, 20, true);
        ck_assert_uint_eq(picture.cols, 16);
        ck_assert_uint_eq(picture.rows, 9);
        for (size_t i = 0; i < 64; i++) {
            char want = shades[lround(bytes[row * 64 + i] / 16.0 * 9)];
            ck_assert_int_eq(at(2 * (i % 8), 1 + i / 8)[0], want);
            ck_assert_int_eq(at(2 * (i % 8) + 1, 1 + i / 8)[0], want);
        }
    }
    close_all();
}
END_TEST

/* A mark says in which fifth the probability of the letter was. */
START_TEST(tokens_are_marked_by_their_loss)
{
    static const char line[] = "thou art more lovely and more temperate";
    open_file("49-characters", NULL);
    go("per_sample");
    scene.row = 48 + 3;
    draw(PICTURE_TOKENS, 60, 3, false);
    for (size_t i = 0; i < sizeof line - 1; i++) {
        double p = exp(-trace_cell(trace, scene.stage, 48 + i, 0));
        char want = p > 0.8 ? ' ' : p > 0.6 ? '.' : p > 0.4 ? ':' : p > 0.2 ? '*' : '#';
        ck_assert_int_eq(at(i, 1)[0], line[i]);
        ck_assert_int_eq(at(i, 2)[0], i == 3 ? '^' : want);
    }
    close_all();
}
END_TEST

/* ---- Bars ------------------------------------------------------------------------------------ */

START_TEST(bars_are_so_many_eighths)
{
    static const char *const parts[] = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    for (size_t cells = 1; cells < 50; cells++) {
        for (int i = 0; i <= 997; i++) {
            struct str bar;
            str_init(&bar);
            picture_bar(&bar, i / 997.0, cells);
            size_t eighths = 0;
            for (size_t byte = 0; byte < bar.len; byte += 3) {
                for (size_t part = 0; part < 8; part++) {
                    eighths += memcmp(bar.data + byte, parts[part], 3) == 0 ? part + 1 : 0;
                }
            }
            ck_assert_uint_eq(eighths, (size_t)lround(8 * (double)cells * i / 997.0));
            ck_assert_uint_eq(utf8_width(bar.data), (eighths + 7) / 8);
            str_release(&bar);
        }
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("picture");
    TCase *tests = tcase_create("pictures");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, samples_are_where_their_numbers_say);
    tcase_add_test(tests, axes_stay);
    tcase_add_loop_test(tests, curves_are_their_functions, 0, sizeof CURVES / sizeof *CURVES);
    tcase_add_test(tests, hidden_samples_are_not_drawn);
    tcase_add_test(tests, hidden_tokens_have_no_mark);
    tcase_add_test(tests, images_are_those_of_the_file);
    tcase_add_test(tests, tokens_are_marked_by_their_loss);
    tcase_add_test(tests, bars_are_so_many_eighths);
    suite_add_tcase(suite, tests);
    return suite;
}

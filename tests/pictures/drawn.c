#include "drawn.h"

#include "check_main.h"
#include "random_lesson.h"
#include "trace.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct lesson *lesson;
struct trace *trace;
struct picture_scene scene;
struct picture picture;
static struct arena arena;

static void open_trace(void)
{
    trace = trace_new(lesson);
    scene = (struct picture_scene){.sight = sight_of(trace),
        .row_count = trace_recipe(trace)->rows,
        .decimals = trace_default_decimals(trace)};
    arena_init(&arena);
}

void open_file(const char *name, const char *set)
{
    static const char *const data[] = {TEST_SOURCE_DIR "/../data", NULL};
    char path[512];
    struct diag diag;
    struct str report;
    const struct override override = {set};
    diag_init(&diag);
    str_init(&report);
    (void)snprintf(path, sizeof path, TEST_SOURCE_DIR "/../lessons/%s.md", name);
    lesson = lesson_load(path, &override, set != NULL ? 1 : 0, data, &diag);
    diag_print(&diag, &report);
    ck_assert_msg(lesson != NULL, "%s", report.data);
    str_release(&report);
    diag_release(&diag);
    open_trace();
}

void open_random(uint64_t seed)
{
    struct random random = {seed * 7919 + 11};
    struct str text;
    str_init(&text);
    random_lesson(&random, &text);
    lesson = random_lesson_read(&text);
    str_release(&text);
    open_trace();
}

void close_all(void)
{
    arena_release(&arena);
    trace_free(trace);
    lesson_free(lesson);
}

void draw(enum picture_kind kind, size_t cols, size_t rows, bool ascii)
{
    picture = picture_draw(&scene, kind, cols, rows, ascii, &arena);
}

void go(const char *stage)
{
    scene.stage = recipe_named(trace_recipe(trace), stage);
    ck_assert_uint_ne(scene.stage, STAGE_NONE);
}

const char *at(size_t x, size_t y)
{
    const struct picture_cell *cell = picture_at(&picture, x, y);
    return cell == NULL ? "outside" : cell->held ? cell->text : " ";
}

struct axes find_axes(void)
{
    const char *corner = picture.ascii ? "+" : "└";
    const char *dash = picture.ascii ? "-" : "─";
    struct axes axes = {2, picture.rows - 2, 0, picture.rows - 3};
    ck_assert_str_eq(at(axes.x, axes.y), corner);
    while (strcmp(at(axes.x + 1 + axes.cols, axes.y), dash) == 0) {
        axes.cols++;
    }
    ck_assert_uint_ge(axes.cols, 20);
    return axes;
}

double top_of(void)
{
    int base = lesson->problem.log_base;
    return base == 2 ? 7 : base == 10 ? 2 : 5;
}

void place(const struct axes *axes, double p, double loss, size_t *x, size_t *y)
{
    double up = fmin(loss / top_of(), 1) * (double)(axes->rows - 1);
    *x = axes->x + 1 + (size_t)floor(p * (double)(axes->cols - 1) + 0.5);
    *y = axes->y - 1 - (size_t)floor(fmax(up, 0) + 0.5);
}

bool is_letter(const char *text)
{
    return strlen(text) == 1 && isalpha((unsigned char)text[0]);
}

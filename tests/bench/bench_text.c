/* How the time for laying text out grows with its length, as a ratio within one run: ten times the
 * text should take about ten times as long. One field of a lesson at a time is made long, of one
 * word, of wide characters, of marks without a width, and of short words; then it is printed as a
 * handout on a narrow and on a wide page, checked for messages, and drawn on a screen. */
#include "doc.h"
#include "draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Characters; prose may be no longer than 256 KiB. */
enum { SHORT = 100000, PROSE_SHORT = 8000, RUNS = 3 };

static const struct {
    const char *name, *text;
} UNITS[] = {{"letters", "a"}, {"wide", "中"}, {"marks", "\u0301"}, {"words", "ab "},
    {"nothing", "\u200b"}, {"opening", "（"}};
static const struct {
    const char *name;
    size_t count;
} FIELDS[] = {{"title", SHORT}, {"summary", SHORT}, {"source", SHORT}, {"section", SHORT},
    {"ask", SHORT}, {"hint", SHORT}, {"prose", PROSE_SHORT}, {"code", PROSE_SHORT},
    {"heading", PROSE_SHORT}};

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void add_field(
    struct str *out, const char *field, const char *of, const char *unit, size_t count)
{
    str_addc(out, 'x');
    for (size_t i = 0; strcmp(field, of) == 0 && i < count; i++) {
        str_add(out, unit);
    }
    str_addc(out, 'x');
}

static void add_key(
    struct str *out, const char *key, const char *of, const char *unit, size_t count)
{
    str_addf(out, "%s: ", key);
    add_field(out, key, of, unit, count);
    str_addc(out, '\n');
}

/* The lesson in which the field `of` has that many of the unit. */
static void add_lesson(struct str *out, const char *of, const char *unit, size_t count)
{
    str_add(out, "---\nformat: 1\n");
    add_key(out, "title", of, unit, count);
    add_key(out, "summary", of, unit, count);
    add_key(out, "source", of, unit, count);
    add_key(out, "section", of, unit, count);
    str_add(out, "logits: [[1, 2], [3, 4]]\nlabels: [0, 1]\nquestions:\n  - at: softmax\n    ");
    add_key(out, "ask", of, unit, count);
    str_add(out, "    choices: [a, b]\n    answer: a\n    ");
    add_key(out, "hint", of, unit, count);
    str_add(out, "---\n");
    add_field(out, "prose", of, unit, count);
    str_add(out, "\n\n    ");
    add_field(out, "code", of, unit, count);
    str_add(out, "\n\n## ");
    add_field(out, "heading", of, unit, count);
    str_add(out, "\n");
}

static bool drop(void *context, const char *text, size_t size)
{
    (void)context;
    (void)text;
    (void)size;
    return true;
}

static void print(struct lesson *lesson, size_t width, bool ascii, struct diag *diag)
{
    const struct doc_options options = {.decimals = -1, .width = width, .ascii = ascii};
    struct trace *trace = trace_new(lesson);
    for (size_t i = 0; doc_format_names[i] != NULL; i++) {
        struct out out;
        out_init(&out, drop, NULL);
        (void)doc_write(doc_format_find(doc_format_names[i]), trace, &options, &out, diag);
        out_release(&out);
    }
    trace_free(trace);
}

static void draw(const struct str *text)
{
    char path[] = "/tmp/losswalk-bench-XXXXXX";
    int fd = mkstemp(path);
    const char *const paths[] = {path, NULL};
    const struct walk_options options = {.precision = -1};
    struct ui ui;
    struct grid grid;
    if (fd < 0 || write(fd, text->data, text->len) != (ssize_t)text->len) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    ui_init(&ui, NULL, paths, &options);
    grid_init(&grid, false);
    for (size_t i = 0; i < 4; i++) {
        grid_resize(&grid, 80 - 10 * i, 24);
        ui_draw(&ui, &grid);
        ui_key(&ui, ' ');
    }
    grid_release(&grid);
    ui_release(&ui);
    (void)close(fd);
    (void)unlink(path);
}

static double once(const char *field, const char *unit, size_t count)
{
    struct str text;
    struct str messages;
    struct diag diag;
    str_init(&text);
    str_init(&messages);
    diag_init(&diag);
    add_lesson(&text, field, unit, count);
    double began = now();
    struct lesson *lesson = lesson_parse("l.md", ".", text.data, text.len, NULL, 0, NULL, &diag);
    if (lesson == NULL) {
        diag_print(&diag, &messages);
        (void)fputs(messages.data, stderr);
        exit(EXIT_FAILURE);
    }
    print(lesson, 40, true, &diag);
    print(lesson, 1000, false, &diag);
    diag_print(&diag, &messages);
    draw(&text);
    double took = now() - began;
    lesson_free(lesson);
    diag_release(&diag);
    str_release(&text);
    str_release(&messages);
    return took;
}

static double least(const char *field, const char *unit, size_t count)
{
    double best = once(field, unit, count);
    for (int i = 1; i < RUNS; i++) {
        double took = once(field, unit, count);
        best = took < best ? took : best;
    }
    return best;
}

int main(void)
{
    double worst = 0;
    (void)printf("ten times the text takes so many times as long\n%-8s", "");
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        (void)printf(" %7s", UNITS[i].name);
    }
    for (size_t f = 0; f < sizeof FIELDS / sizeof *FIELDS; f++) {
        (void)printf("\n%-8s", FIELDS[f].name);
        for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
            double longer = least(FIELDS[f].name, UNITS[i].text, 10 * FIELDS[f].count);
            double ratio = longer / least(FIELDS[f].name, UNITS[i].text, FIELDS[f].count);
            worst = ratio > worst ? ratio : worst;
            (void)printf(" %7.1f", ratio);
            (void)fflush(stdout);
        }
    }
    (void)printf("\nworst: %.1f\n", worst);
    return 0;
}

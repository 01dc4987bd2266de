#include "traced.h"

#include "cell_holds.h"
#include "doc.h"
#include "fuzz.h"
#include "numbers.h"

#include <math.h>
#include <string.h>

enum {
    MOST_CELLS = 600,    /* of a stage whose explanations are looked at */
    MOST_WORKED = 60,    /* of a lesson whose worked lines are */
    MOST_NUMBERS = 4096, /* of a stage that is looked through for findings */
    DECIMALS = 4
};

struct lesson *traced_parse(const char *text, size_t size, const struct override *overrides,
    size_t override_count, const char *folder)
{
    struct diag diag;
    const struct source source = {.name = "fuzz.md", .text = text, .size = size};
    diag_init(&diag);
    fuzz_about(text, size);
    struct lesson *lesson =
        lesson_parse(source.name, folder, text, size, overrides, override_count, NULL, &diag);
    fuzz_check_diag(&diag, &source, lesson == NULL);
    diag_release(&diag);
    return lesson;
}

static void need_cell(const char *wrong)
{
    if (wrong != NULL) {
        fuzz_fail("a number is its explanation, and its line multiplies out", wrong, strlen(wrong));
    }
}

struct counts {
    size_t found;  /* findings */
    size_t given;  /* numbers of the lesson that are not finite */
    size_t worked; /* lines */
};

static void check_stage(struct trace *trace, size_t stage, struct counts *counts)
{
    const struct stage *info = &trace_recipe(trace)->stages[stage];
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < info->rows * info->width && i < MOST_NUMBERS; i++) {
        size_t row = i / info->width;
        size_t col = i % info->width;
        enum finding_kind kind = trace_finding(trace, stage, row, col);
        counts->found += kind != FINDING_NONE ? 1 : 0;
        counts->given += info->op == NULL && !isfinite(trace_cell(trace, stage, row, col));
        if (i < MOST_CELLS) {
            need_cell(cell_unexplained(trace, stage, row, col, &arena));
        }
        if (i < 4 && counts->worked < MOST_WORKED) {
            need_cell(cell_miscalculated(trace, stage, row, col, DECIMALS, &arena, NULL));
            counts->worked++;
        }
        if (kind != FINDING_NONE && i < MOST_CELLS) {
            const char *text = trace_finding_text(trace, kind, stage, row, col, &arena);
            fuzz_check_page(text, strlen(text), 0, false);
        }
        arena_clear(&arena);
    }
    arena_release(&arena);
}

void traced_check(const struct lesson *lesson)
{
    struct trace *trace = trace_new(lesson);
    const struct recipe *recipe = trace_recipe(trace);
    struct counts counts = {.found = 0};
    bool whole = true;
    for (size_t i = 0; i < recipe->count; i++) {
        check_stage(trace, i, &counts);
        whole = whole && recipe->stages[i].rows * recipe->stages[i].width <= MOST_NUMBERS;
    }
    fuzz_need(!trace_failed(trace), "all numbers can be had");
    if (recipe->loss != STAGE_NONE && whole) {
        double loss = trace_cell(trace, recipe->loss, 0, 0);
        fuzz_need(isfinite(loss) || counts.found + counts.given > 0,
            "a loss that is no finite number comes from somewhere");
    }
    trace_free(trace);
}

static bool keep(void *context, const char *text, size_t size)
{
    str_addn(context, text, size);
    return true;
}

void traced_print(const struct lesson *lesson, size_t format, bool ascii)
{
    enum { WIDTH = 80 };
    struct str page;
    struct diag diag;
    struct out out;
    size_t formats = 0;
    while (doc_format_names[formats] != NULL) {
        formats++;
    }
    str_init(&page);
    diag_init(&diag);
    const char *name = doc_format_names[format % formats];
    const struct doc_options options = {.decimals = -1, .width = WIDTH, .ascii = ascii};
    struct trace *trace = trace_new(lesson);
    out_init(&out, keep, &page);
    fuzz_need(doc_write(doc_format_find(name), trace, &options, &out, &diag) && diag.errors == 0,
        "what can be read can be printed");
    (void)out_flush(&out);
    fuzz_check_pages(page.data, page.len, 0, ascii, 1);
    out_release(&out);
    trace_free(trace);
    diag_release(&diag);
    str_release(&page);
}

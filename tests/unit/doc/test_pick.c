/* Which rows and columns a page shows, of batches whose losses are worked out here. */
#include "check_main.h"
#include "pick.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 60, MOST_COLS = 40, AUTO = 12 };

/* A batch, and what is known of it without the program. */
struct batch {
    size_t rows, cols;
    double score[MOST_ROWS][MOST_COLS]; /* eighths, which text gives back exactly */
    size_t label[MOST_ROWS];
    bool kept[MOST_ROWS];
    double loss[MOST_ROWS];
    size_t masked, found; /* the first row that is masked out, or has something to remark */
};

static uint64_t state;

static size_t below(size_t limit)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (size_t)(state >> 33) % limit;
}

static double loss_of(const struct batch *batch, size_t row)
{
    double sum = 0;
    for (size_t col = 0; col < batch->cols; col++) {
        sum += exp(batch->score[row][col]);
    }
    return batch->kept[row] ? log(sum) - batch->score[row][batch->label[row]] : 0;
}

static void make(struct batch *batch, uint64_t seed, size_t rows, size_t cols)
{
    *batch = (struct batch){.rows = rows, .cols = cols};
    state = seed;
    batch->masked = rows / 2 + below(rows / 4);
    batch->found = rows / 4 + below(rows / 4);
    for (size_t row = 0; row < rows; row++) {
        batch->label[row] = below(cols);
        batch->kept[row] = row < batch->masked || row == batch->found || below(3) > 0;
        batch->kept[row] = batch->kept[row] && row != batch->masked;
        for (size_t col = 0; col < cols; col++) {
            batch->score[row][col] = ((double)below(80) - 40) / 8;
        }
    }
    /* minus infinity, in a column that the label does not pick: a remark, and no large loss */
    batch->score[batch->found][(batch->label[batch->found] + 1) % cols] = -INFINITY;
    for (size_t row = 0; row < rows; row++) {
        batch->loss[row] = loss_of(batch, row);
    }
}

static void add_score(struct str *text, double score)
{
    if (isinf(score)) {
        str_add(text, "-inf");
    } else {
        int eighths = (int)(fabs(score) * 8);
        str_addf(text, "%s%d.%03d", score < 0 ? "-" : "", eighths / 8, eighths % 8 * 125);
    }
}

static void write_batch(const struct batch *batch, struct str *text)
{
    str_add(text, "---\nformat: 1\ntitle: T\nlogits:\n");
    for (size_t row = 0; row < batch->rows; row++) {
        for (size_t col = 0; col < batch->cols; col++) {
            str_add(text, col == 0 ? "  - [" : ", ");
            add_score(text, batch->score[row][col]);
        }
        str_add(text, "]\n");
    }
    str_add(text, "labels: [");
    for (size_t row = 0; row < batch->rows; row++) {
        str_addf(text, row == 0 ? "%zu" : ", %zu", batch->label[row]);
    }
    str_add(text, "]\nmask: [");
    for (size_t row = 0; row < batch->rows; row++) {
        str_addf(text, row == 0 ? "%d" : ", %d", batch->kept[row] ? 1 : 0);
    }
    str_add(text, "]\n---\n");
}

static bool drop(void *context, const char *data, size_t size)
{
    (void)context;
    (void)data;
    (void)size;
    return true;
}

/* A document of the batch, as formats get it. */
struct page {
    struct batch batch;
    struct diag diag;
    struct lesson *lesson;
    struct doc_options options;
    struct out out;
    struct doc doc;
};

static void open_page(struct page *page, size_t rows)
{
    struct str text;
    str_init(&text);
    write_batch(&page->batch, &text);
    diag_init(&page->diag);
    page->lesson = lesson_parse("t.md", NULL, text.data, text.len, NULL, 0, NULL, &page->diag);
    struct str report;
    str_init(&report);
    diag_print(&page->diag, &report);
    ck_assert_msg(page->lesson != NULL, "%s", report.data);
    str_release(&report);
    str_release(&text);
    page->options = (struct doc_options){.decimals = -1, .width = 80, .rows = rows};
    out_init(&page->out, drop, NULL);
    struct trace *trace = trace_new(page->lesson);
    page->doc = (struct doc){.trace = trace,
        .sight = sight_of(trace),
        .options = &page->options,
        .out = &page->out,
        .decimals = 4,
        .rows = rows,
        .picks_cols = true};
    arena_init(&page->doc.arena);
}

static void close_page(struct page *page)
{
    arena_release(&page->doc.arena);
    out_release(&page->out);
    trace_free(page->doc.trace);
    lesson_free(page->lesson);
    diag_release(&page->diag);
}

static bool has(const struct doc_pick *pick, size_t index)
{
    bool found = false;
    for (size_t i = 0; i < pick->count; i++) {
        found = found || pick_at(pick, i) == index;
    }
    return found;
}

/* How many rows have a larger loss. */
static size_t rank_of(const struct batch *batch, size_t row)
{
    size_t rank = 0;
    for (size_t other = 0; other < batch->rows; other++) {
        rank += batch->loss[other] > batch->loss[row] ? 1 : 0;
    }
    return rank;
}

/* Ascending, each once, as many as there is room for; and with the gaps, all. */
static void check_order(const struct doc_pick *pick, size_t count, size_t all)
{
    size_t sum = pick_gap(pick, pick->count);
    ck_assert_uint_eq(pick->count, count);
    ck_assert_uint_eq(pick->all, all);
    ck_assert(pick_is_whole(pick) == (count == all));
    for (size_t i = 0; i < count; i++) {
        ck_assert(i == 0 || pick_at(pick, i) > pick_at(pick, i - 1));
        ck_assert_uint_lt(pick_at(pick, i), all);
        sum += 1 + pick_gap(pick, i);
    }
    ck_assert_uint_eq(sum, all);
}

static void check_rows(struct page *page, size_t limit)
{
    const struct batch *batch = &page->batch;
    const struct recipe *recipe = trace_recipe(page->doc.trace);
    const struct doc_pick pick = pick_rows(&page->doc, recipe->scores);
    size_t count = limit < batch->rows ? limit : batch->rows;
    check_order(&pick, count, batch->rows);
    for (size_t row = 0; row < batch->rows; row++) {
        size_t losses = (limit - limit / 3) / 2; /* two thirds are for what is special, and of
                                                    these half for losses */
        losses = losses > 8 ? 8 : losses;
        bool wanted = (row == batch->masked && limit >= 3) || (row == batch->found && limit >= 6) ||
                      rank_of(batch, row) < (losses > 0 ? losses : 1) || row < limit / 3;
        ck_assert_msg(
            !wanted || has(&pick, row), "row %zu of %zu, at most %zu", row, batch->rows, limit);
    }
    for (size_t stage = 0; stage < recipe->count; stage++) {
        if (recipe->stages[stage].rows == batch->rows && batch->rows > limit) {
            const struct doc_pick same = pick_rows(&page->doc, stage);
            ck_assert_ptr_eq(same.at, pick.at);
        }
    }
    const struct doc_pick scalar = pick_rows(&page->doc, recipe->loss);
    check_order(&scalar, 1, 1);
}

START_TEST(rows_that_matter)
{
    static const size_t SIZES[] = {20, 33, 60};
    struct page *page = calloc(1, sizeof *page);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        for (size_t limit = 1; limit <= SIZES[i] + 1; limit++) {
            make(&page->batch, (uint64_t)_i, SIZES[i], 5);
            open_page(page, limit);
            check_rows(page, limit);
            close_page(page);
        }
        open_page(page, DOC_ROWS_AUTO);
        check_rows(page, AUTO);
        close_page(page);
        open_page(page, DOC_ROWS_ALL);
        check_rows(page, SIZE_MAX);
        close_page(page);
    }
    free(page);
}
END_TEST

static size_t largest(const struct batch *batch, size_t row)
{
    size_t best = 0;
    for (size_t col = 1; col < batch->cols; col++) {
        best = batch->score[row][col] > batch->score[row][best] ? col : best;
    }
    return best;
}

/* The true class of every row that is shown; then, as far as there is room, the largest scores,
 * that of the sample whose worked lines are shown first. */
START_TEST(columns_that_matter)
{
    struct page *page = calloc(1, sizeof *page);
    for (size_t cols = 1; cols <= MOST_COLS; cols++) {
        make(&page->batch, (uint64_t)_i, 40, cols < 2 ? 2 : cols);
        open_page(page, DOC_ROWS_AUTO);
        const struct batch *batch = &page->batch;
        size_t scores = trace_recipe(page->doc.trace)->scores;
        const struct doc_pick rows = pick_rows(&page->doc, scores);
        const struct doc_pick pick = pick_cols(&page->doc, scores);
        check_order(&pick, batch->cols < AUTO ? batch->cols : AUTO, batch->cols);
        bool label[MOST_COLS] = {false};
        size_t labels = 0;
        size_t example = 0;
        for (size_t i = 0; i < rows.count; i++) {
            size_t row = pick_at(&rows, i);
            ck_assert(has(&pick, batch->label[row]));
            labels += label[batch->label[row]] ? 0 : 1;
            label[batch->label[row]] = true;
            example = rank_of(batch, row) == 0 ? row : example;
        }
        ck_assert(labels >= 8 || has(&pick, largest(batch, example)));
        close_page(page);
    }
    free(page);
}
END_TEST

/* Pages of all columns, and programs, get all. */
START_TEST(all_columns)
{
    struct page *page = calloc(1, sizeof *page);
    make(&page->batch, 1, 20, MOST_COLS);
    open_page(page, DOC_ROWS_ALL);
    page->doc.picks_cols = false;
    const struct doc_pick pick = pick_cols(&page->doc, trace_recipe(page->doc.trace)->scores);
    check_order(&pick, MOST_COLS, MOST_COLS);
    close_page(page);
    free(page);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("pick");
    TCase *tests = tcase_create("pick");
    tcase_add_loop_test(tests, rows_that_matter, 0, 8);
    tcase_add_loop_test(tests, columns_that_matter, 0, 8);
    tcase_add_test(tests, all_columns);
    suite_add_tcase(suite, tests);
    return suite;
}

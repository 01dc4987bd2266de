/* Formulas in the Chinese course: what stands between two wide characters, as `1 - eps`, is not
 * torn where a line ends, on pages and on the screen. Looked for here in the lines that were made,
 * without the program's own idea of where they may end.
 */
#include "check_main.h"

#include "catalogue.h"
#include "lesson.h"
#include "text.h"
#include "translation.h"
#include "utf8.h"
#include "wrap.h"

#include <stdio.h>
#include <string.h>

enum { TALL = 400 };

static size_t looked_at; /* formulas with a blank in them */

/* Up to how many columns a formula is kept whole: a third of the line, or half of a short one, less
 * the punctuation that goes with it, such as a bracket on either side and a full stop. */
static size_t kept(size_t width)
{
    return (width < 60 ? 22 : width / 3) - 6;
}

static size_t character(const char *text, bool *wide)
{
    size_t size = 1;
    while (((unsigned char)text[size] & 0xc0) == 0x80) {
        size++;
    }
    *wide = utf8_width_n(text, size) == 2;
    return size;
}

/* The formula, blanks around it left out, stands in a line behind *at, which is moved on. */
static void find(const char **at, const char *text, size_t size, const char *where)
{
    char formula[100];
    while (size > 0 && utf8_is_blank(*text)) {
        text++;
        size--;
    }
    while (size > 0 && utf8_is_blank(text[size - 1])) {
        size--;
    }
    ck_assert_uint_lt(size, sizeof formula);
    (void)memcpy(formula, text, size);
    formula[size] = '\0';
    looked_at += strchr(formula, ' ') != NULL ? 1 : 0;
    const char *found = strstr(*at, formula);
    ck_assert_msg(found != NULL, "%s: '%s' is torn:\n%s", where, formula, *at);
    *at = found + size;
}

/* What is narrow is looked up in the lines, in its order, if it is short enough. */
static void check_whole(const char *text, const char *lines, size_t width, const char *where)
{
    const char *at = lines;
    while (*text != '\0') {
        size_t size = 0;
        bool wide = false;
        size_t next = character(text, &wide);
        bool chinese = wide;
        while (text[size] != '\0' && wide == chinese) {
            size += next;
            next = text[size] == '\0' ? 0 : character(text + size, &wide);
        }
        if (!chinese && utf8_width_n(text, size) <= kept(width) &&
            memchr(text, '\n', size) == NULL) {
            find(&at, text, size, where);
        }
        text += size;
    }
}

static void check_page(const struct block *block, size_t width, const char *where)
{
    struct str text;
    struct str lines;
    str_init(&text);
    str_init(&lines);
    prose_plain(block, false, &text);
    wrap_text(&lines, text.data, width, "", "  ");
    check_whole(text.data, lines.data, width, where);
    str_release(&lines);
    str_release(&text);
}

static void check_screen(const struct block *block, size_t width, const char *where)
{
    struct arena arena;
    struct text text;
    struct grid grid;
    struct str whole;
    struct str lines;
    arena_init(&arena);
    text_init(&text, &arena);
    grid_init(&grid, false);
    str_init(&whole);
    str_init(&lines);
    for (const struct span *span = block->spans; span != NULL; span = span->next) {
        size_t before = whole.len;
        span_text(span, false, &whole);
        text_add(&text, span->style == SPAN_CODE ? STYLE_DIM : STYLE_PLAIN, whole.data + before);
    }
    grid_resize(&grid, width, TALL);
    size_t rows = text_flow(&text, &grid, (struct rect){0, 0, width, TALL}, 0);
    for (size_t y = 0; y < rows; y++) {
        for (size_t x = 0; x < width; x++) {
            str_add(&lines, grid_at(&grid, x, y)->text);
        }
        str_addc(&lines, '\n');
    }
    check_whole(whole.data, lines.data, width, where);
    str_release(&lines);
    str_release(&whole);
    grid_release(&grid);
    arena_release(&arena);
}

static void check_blocks(const struct lesson *lesson, size_t width)
{
    char where[200];
    for (const struct prose *prose = lesson->prose; prose != NULL; prose = prose->next) {
        (void)snprintf(where, sizeof where, "%s, %s, %zu columns", lesson->id, prose->at, width);
        for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
            if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM) {
                check_page(block, width, where);
                check_screen(block, width, where);
            }
        }
    }
}

START_TEST(no_formula_is_torn)
{
    static const char *const DATA[] = {TEST_SOURCE_DIR "/../data", NULL};
    static const char *const LESSONS[] = {TEST_SOURCE_DIR "/../lessons", NULL};
    static const size_t WIDTHS[] = {40, 58, 80, 100};
    struct catalogue catalogue;
    struct diag found;
    diag_init(&found);
    ck_assert(catalogue_open(&catalogue, LESSONS, 0, &found));
    diag_release(&found);
    looked_at = 0;
    for (size_t i = 0; i < catalogue.count; i++) {
        struct diag diag;
        diag_init(&diag);
        struct lesson *lesson = lesson_load(catalogue.entries[i].path, NULL, 0, DATA, &diag);
        ck_assert_ptr_nonnull(lesson);
        ck_assert(lesson_translate(lesson, "zh", &diag));
        ck_assert_ptr_nonnull(lesson->language);
        check_blocks(lesson, WIDTHS[_i]);
        lesson_free(lesson);
        diag_release(&diag);
    }
    catalogue_release(&catalogue);
    ck_assert_uint_gt(looked_at, 100);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("torn");
    TCase *tests = tcase_create("torn");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, no_formula_is_torn, 0, 4);
    suite_add_tcase(suite, tests);
    return suite;
}

/* The Markdown of a lesson, formulas and quoted numbers in it, behind a front matter that is in
 * order. The first byte says in which format it is printed. */
#include "fuzz.h"
#include "quoted.h"
#include "traced.h"

#include <string.h>

static const char HEAD[] =
    "---\nformat: 1\ntitle: Title\nloss: cross_entropy\nclasses: [cat, dog]\n"
    "logits: [[1, -2], [0.5, 3]]\nlabels: [0, 1]\ngradient: true\n---\n";

/* Formulas are as long as their bytes; no printer is sent astray. */
static void check_spans(const struct span *span)
{
    for (; span != NULL; span = span->next) {
        struct str line;
        str_init(&line);
        fuzz_check_page(span->text, strlen(span->text), 0, false);
        span_text(span, false, &line);
        fuzz_check_page(line.data, line.len, 0, false);
        str_clear(&line);
        span_text(span, true, &line);
        fuzz_check_page(line.data, line.len, 0, span->style == SPAN_MATH && span->tex != NULL);
        str_release(&line);
    }
}

static void check_blocks(const struct block *block)
{
    for (; block != NULL; block = block->next) {
        check_spans(block->spans);
        const struct prose_table *table = block->table;
        fuzz_need((table != NULL) == (block->kind == BLOCK_TABLE), "a table is one");
        for (const struct table_row *row = table == NULL ? NULL : table->rows; row != NULL;
             row = row->next) {
            for (size_t i = 0; i < table->cols; i++) {
                check_spans(row->cells[i]);
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct str text;
    str_init(&text);
    str_add(&text, HEAD);
    str_addn(&text, (const char *)data + 1, size - 1);
    struct lesson *lesson = traced_parse(text.data, text.len, NULL, 0, NULL);
    if (lesson != NULL) {
        for (const struct prose *prose = lesson->prose; prose != NULL; prose = prose->next) {
            check_blocks(prose->blocks);
        }
        trace_free(quoted_open(lesson));
        traced_print(lesson, data[0] / 2, data[0] % 2 != 0);
    }
    lesson_free(lesson);
    str_release(&text);
    return 0;
}

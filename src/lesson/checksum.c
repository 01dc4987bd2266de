/* The checksum of what a translation translates. */
#include "translation.h"

#include <stdint.h>

/* FNV-1a, of the text and the zero byte that ends it. */
static void mix(uint32_t *sum, const char *text)
{
    for (text = text != NULL ? text : "";; text++) {
        *sum = (*sum ^ (unsigned char)*text) * 16777619U;
        if (*text == '\0') {
            return;
        }
    }
}

static void mix_spans(uint32_t *sum, const struct span *span)
{
    for (; span != NULL; span = span->next) {
        mix(sum, span->text);
    }
}

void lesson_checksum(const struct lesson *lesson, char out[LESSON_CHECKSUM_SIZE])
{
    static const char DIGITS[] = "0123456789abcdef";
    uint32_t sum = 2166136261U;
    mix(&sum, lesson->title);
    mix(&sum, lesson->summary);
    mix(&sum, lesson->section);
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        mix(&sum, q->at);
        mix(&sum, q->ask);
        mix(&sum, q->hint);
        for (size_t i = 0; q->choices != NULL && q->choices[i] != NULL; i++) {
            mix(&sum, q->choices[i]);
        }
    }
    for (const struct prose *prose = lesson->prose; prose != NULL; prose = prose->next) {
        mix(&sum, prose->at);
        for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
            mix(&sum, block->marker);
            mix_spans(&sum, block->spans);
            const struct prose_table *table = block->table;
            for (const struct table_row *row = table != NULL ? table->rows : NULL; row != NULL;
                 row = row->next) {
                for (size_t col = 0; col < table->cols; col++) {
                    mix_spans(&sum, row->cells[col]);
                }
            }
        }
    }
    for (size_t i = 0; i + 1 < LESSON_CHECKSUM_SIZE; i++) {
        out[i] = DIGITS[sum >> 28];
        sum <<= 4;
    }
    out[LESSON_CHECKSUM_SIZE - 1] = '\0';
}

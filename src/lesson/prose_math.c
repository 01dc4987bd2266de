/* Mathematics in prose: read when its text is complete, its problems told at their places. */
#include "formulas.h"
#include "mem.h"
#include "prose_impl.h"

#include <string.h>

void prose_math_piece(struct builder *b, const char *text)
{
    if (text < b->text || text >= b->text + b->text_size) {
        return; /* a blank of md4c's own, between two lines */
    }
    b->pieces = mem_grow(b->pieces, &b->piece_cap, b->piece_count + 1, sizeof *b->pieces);
    b->pieces[b->piece_count++] = (struct math_piece){b->run.len, (size_t)(text - b->text)};
}

/* The place of a byte of the mathematics. */
static struct where place(struct builder *b, size_t at)
{
    size_t i = b->piece_count;
    while (i > 0 && b->pieces[i - 1].run > at) {
        i--;
    }
    if (i > 0) {
        prose_locate(b, b->text + b->pieces[i - 1].at + (at - b->pieces[i - 1].run));
    }
    return b->here;
}

void prose_math_loose(struct builder *b, const char *text, size_t size)
{
    bool inside = text >= b->text && text < b->text + b->text_size;
    for (size_t i = 0; inside && !b->in_heading && i < size; i++) {
        size_t at = (size_t)(text - b->text) + i;
        bool escaped = at > 0 && b->text[at - 1] == '\\';
        if (text[i] == '$' && !escaped && formulas_is_loose(b->text, b->text_size, at)) {
            prose_locate(b, text + i);
            formulas_tell_loose(b->here, b->diag);
        }
    }
}

void prose_math_end(struct builder *b, struct span *span)
{
    size_t size = strlen(span->text);
    if (!b->display && formulas_are_money(span->text, size)) {
        if (b->piece_count > 0) {
            const struct math_piece *last = &b->pieces[b->piece_count - 1];
            prose_math_loose(b, b->text + b->pieces[0].at - 1, 1);
            prose_math_loose(b, b->text + last->at + (size - last->run), 1);
        }
        span->style = SPAN_PLAIN;
        span->text = arena_printf(b->arena, "$%s$", span->text);
    } else {
        struct tex_reading reading = tex_read(b->arena, span->text, size);
        span->tex = reading.tree;
        for (size_t i = 0; i < reading.problem_count; i++) {
            const struct tex_problem *problem = &reading.problems[i];
            formulas_tell(problem, place(b, problem->at), b->diag);
        }
    }
    b->piece_count = 0;
}

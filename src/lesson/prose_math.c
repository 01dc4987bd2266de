/* Mathematics in prose: read when its text is complete, its problems told at their places. */
#include "formulas.h"
#include "mem.h"
#include "prose_impl.h"

#include <string.h>

void prose_math_piece(struct builder *b, const char *text)
{
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
    struct tex_reading reading = tex_read(b->arena, span->text, strlen(span->text));
    span->tex = reading.tree;
    for (size_t i = 0; i < reading.problem_count; i++) {
        const struct tex_problem *problem = &reading.problems[i];
        formulas_tell(problem, place(b, problem->at), b->diag);
    }
    b->piece_count = 0;
}

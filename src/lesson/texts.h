/* All texts of a lesson that its reader sees, one by one. */
#ifndef LOSSWALK_TEXTS_H
#define LOSSWALK_TEXTS_H

#include "lesson.h"

/* What is done with a text, which may be replaced by another that lives as long as the lesson.
 * `near` is a place that the text stands at or somewhere behind. */
typedef void text_visitor(void *context, const char **text, struct where near);

/* Calls visit for title, summary, section and source, and for what each question asks, its choices
 * (its answer is one of them) and its hint. */
void texts_visit_short(struct lesson *lesson, text_visitor *visit, void *context);
/* And then for each piece of the prose that is neither code nor mathematics. */
void texts_visit(struct lesson *lesson, text_visitor *visit, void *context);

/* Remembers, for texts_place(), where the last text was found: a long one with much to say about is
 * looked for once. A source whose texts live as long as it does may have one (source.finder). */
struct text_finder *text_finder_new(struct arena *arena);

/* The place of the byte at `offset` of a text that texts_visit() gave: line breaks may be others in
 * the file. Where the text cannot be found as it is (an escape in it), `near`. */
struct where texts_place(const char *text, size_t offset, struct where near);
/* The same; of a translated lesson false where text[offset..offset + size) does not stand in that
 * file: a text that is not translated is the business of the lesson itself. */
bool texts_find(const struct lesson *lesson, const char *text, size_t offset, size_t size,
    struct where near, struct where *out);

#endif

/* Pages in HTML: what their parts share. Private to this layer.
 *
 * Everything but style and script is written by html(), whose arguments are escaped: nothing that
 * comes from a lesson can be anything but text. What no escaping makes harmless, where a link
 * leads, was looked at when the prose was read.
 */
#ifndef LOSSWALK_HTML_H
#define LOSSWALK_HTML_H

#include "doc.h"

#include <stdbool.h>
#include <stddef.h>

/* The format as it is, with each %s escaped: for text, and for the values of attributes, which
 * stand in double quotes. Also %zu. In 7 bits, all else is a reference to its character, so a
 * reader sees no difference. */
void html(const struct doc *doc, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same escaping for one text; `between` stands where its lines end. */
void html_lines(const struct doc *doc, const char *text, const char *between);

/* Of the document that is written. */
struct html_state {
    const char *prefix; /* of all ids: "" or, of one document of several in a file, "d3-" */
    bool in_group, in_part;
};
struct html_state *html_state(const struct doc *doc);

/* ---- Parts of a page ------------------------------------------------------------------------- */

/* <head>, up to the beginning of <main>; and from its end on. */
void html_open_page(const struct doc *doc, const char *title);
void html_close_page(const struct doc *doc);
/* All documents of a run, by their sections. */
void html_contents(const struct doc *doc);
/* From a page of a folder to those beside it. */
void html_neighbours(const struct doc *doc);

/* Headings in it begin at that level. */
void html_prose(const struct doc *doc, const struct prose *prose, int level);
void html_math(const struct doc *doc, const struct span *span, bool display);

/* The stage's cells, with their worked lines; or how far each is from that of `exact`. */
void html_table(struct doc *doc, size_t index, struct trace *exact);
/* id="softmax-1-2". */
void html_cell_id(const struct doc *doc, size_t stage, size_t row, size_t col);
/* Parts with equals signs between them, to be broken there; `after` stays with the last. */
void html_worked(const struct doc *doc, const struct worked *worked, const char *after);

void html_question(struct doc *doc, const struct doc_question *question);
/* The right choice, the worked line, and of a key how far a number may be off: paragraphs. */
void html_answer(struct doc *doc, const struct doc_question *question);
/* A line to write on. */
void html_write_here(const struct doc *doc, const char *what);

/* Those that the lesson has at this stage. */
void html_pictures(struct doc *doc, size_t index);

#endif

/* Markdown, as GitHub reads it, that comes out as the text it was made of.
 *
 * A lesson's texts are anybody's. Each place that text can stand in has one function here, and
 * nothing else writes such text: so none of it is a heading, a link, mathematics or HTML, but what
 * this program makes one. All append to out.
 */
#ifndef LOSSWALK_MD_TEXT_H
#define LOSSWALK_MD_TEXT_H

#include "prose.h"
#include "str.h"

#include <stdbool.h>

/* What text stands in. A line is one when out is empty or ends in LF: signs that mean something
 * there are escaped, too. */
struct md_page {
    bool ascii;   /* 7 bits only */
    bool dollars; /* mathematics between dollars alone, as Jupyter reads it; else as GitHub does */
    bool line;    /* a heading, a cell: no line breaks */
    bool cell;    /* of a table */
};

/* Text as it is; a line break is one where there may be any. */
void md_add_text(struct str *out, const char *text, const struct md_page *page);
/* `text`, between as many backticks as it takes. */
void md_add_code(struct str *out, const char *text, const struct md_page *page);
/* Lines of code between fences that none of them can close. `language` is one of this program's
 * words, or "". */
void md_add_fenced(struct str *out, const char *text, const char *language, bool ascii);
/* A formula on its own; where the page's mathematics might read it otherwise than it was read here,
 * the code of it. */
void md_add_display(struct str *out, const struct span *math, const struct md_page *page);
/* [text](target); without a target that may be followed, the text. */
void md_add_link(struct str *out, const char *text, const char *target, const struct md_page *page);
/* Text with its styles. A style that Markdown could not end here is left out, never the text. */
void md_add_spans(struct str *out, const struct span *spans, const struct md_page *page);

/* The name of a file, as a link's target: relative, whatever it is called. */
void md_add_file_target(struct str *out, const char *file);
/* The anchor that GitHub gives a heading: "#4-sparse-labels". */
void md_add_anchor(struct str *out, const char *heading);

#endif

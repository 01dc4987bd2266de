/* LaTeX: what the sheet (format_latex.c) and the slides (format_slides.c) share. Private to them.
 *
 * Every text of a lesson passes through latex_text(), latex_code(), latex_formula() or
 * latex_math(): none of them lets through a character that TeX takes for more than itself, so no
 * text can be a command, end an argument or a comment. What they write needs the macros of
 * latex_open().
 */
#ifndef LOSSWALK_LATEX_H
#define LOSSWALK_LATEX_H

#include "doc.h"
#include "price.h"
#include "prose.h"

/* ---- Text: appended to out ------------------------------------------------------------------- */

/* In running text. A character that LaTeX has no command for is \uni{XXXX}; in a Chinese document
 * Chinese is as it is, unless 7 bits are asked for. */
void latex_text(const struct doc_options *options, const char *text, struct str *out);
/* In typewriter letters: the quotes are straight, blanks stay. */
void latex_code(const struct doc_options *options, const char *text, struct str *out);
/* "p = e / S", a formula in a line of text: letters that stand alone are mathematics, a hyphen in
 * front of a number is a minus. */
void latex_formula(const struct doc_options *options, const char *text, struct str *out);
/* A formula of the prose, without dollars. */
void latex_math(const struct doc_options *options, const struct tex *tree, struct str *out);
/* The same of one character that formulas have a command for; false, and nothing, of others. */
bool latex_sign(const char *text, size_t size, struct str *out);
void latex_spans(const struct doc_options *options, const struct span *spans, struct str *out);

/* ---- Parts of a document: written to doc->out ------------------------------------------------ */

/* How much a page holds. */
struct latex_page {
    size_t cells;      /* digits side by side in a table */
    size_t code_cells; /* signs of code in a line */
    size_t rows;       /* of one table */
};

/* Before the text: the class, the packages and the macros. */
void latex_open(struct out *out, const struct doc_options *options, bool slides);
void latex_say(struct doc *doc, const char *text);         /* latex_text() */
void latex_say_formula(struct doc *doc, const char *text); /* latex_formula() */
void latex_begin(struct doc *doc);                         /* settings and symbols */
void latex_prose(struct doc *doc, const struct prose *prose, const struct latex_page *page);
void latex_stage(struct doc *doc, size_t index, const struct latex_page *page);
void latex_table(struct doc *doc, size_t index, struct trace *exact, const struct latex_page *page);
/* Of a stage of one number that a worksheet leaves out: its blank. */
void latex_blank(struct doc *doc, size_t index);
/* A line to write on. */
void latex_write_here(struct doc *doc, const char *what);
bool latex_has_pictures(struct doc *doc, size_t index);
void latex_pictures(struct doc *doc, size_t index, const struct latex_page *page);
void latex_worked(struct doc *doc, const struct worked *worked, const struct latex_page *page);
void latex_loss(struct doc *doc);
void latex_findings(struct doc *doc);
void latex_question(struct doc *doc, const struct doc_question *question);
void latex_answer(struct doc *doc, const struct doc_question *question);
void latex_compare(struct doc *doc);
/* The task, the source, the signs; each only where there is such. */
void latex_end(struct doc *doc);
/* "3. Title", of a key "Key: 3. Title", in the document's arena. */
const char *latex_title(struct doc *doc);

#endif

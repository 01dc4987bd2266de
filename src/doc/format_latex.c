/* The handout as LaTeX: a sheet to print, for pdfLaTeX and XeLaTeX. */
#include "i18n.h"
#include "latex.h"
#include "sheet.h"
#include "short_key.h"

#include <string.h>

static const struct latex_page PAGE = {.cells = 104, .code_cells = 96, .rows = 40};

static void open(struct out *out, const struct doc_options *options)
{
    latex_open(out, options, false);
}

static void close(struct out *out, const struct doc_options *options)
{
    (void)options;
    out_add(out, "\\end{document}\n");
}

static void titled(struct doc *doc, const char *command, const char *text)
{
    out_addf(doc->out, "\n\\%s{", command);
    latex_say(doc, text);
    out_add(doc->out, "}\n");
}

/* Where a part of the course begins, so says the table of contents. */
static void section(struct doc *doc)
{
    const struct doc_set *set = doc->options->set;
    size_t place = doc->options->place;
    if (!doc_has_contents(doc->options) || place >= set->count ||
        set->cards[place].section[0] == '\0' ||
        (place > 0 && strcmp(set->cards[place].section, set->cards[place - 1].section) == 0)) {
        return;
    }
    out_add(doc->out, "\\clearpage\\addcontentsline{toc}{part}{");
    latex_say(doc, set->cards[place].section);
    out_add(doc->out, "}\n");
}

/* Of sheets that belong together: where those of one person begin. */
static void copy(struct doc *doc)
{
    const struct doc_options *options = doc->options;
    if (options->work == NULL || options->set == NULL ||
        doc_copy(options, options->place) != options->place) {
        return;
    }
    out_add(doc->out, "\n\\newcopy\\renewcommand\\headname{");
    if (options->name != NULL) {
        latex_say(doc, options->name);
        out_add(doc->out, "\\quad ");
    }
    out_add(doc->out, "}");
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    section(doc);
    copy(doc);
    titled(doc, "lessontitle", latex_title(doc));
    if (doc_name_line(doc) != NULL) {
        latex_say(doc, doc_name_line(doc));
        out_add(doc->out, "\n\n");
    }
    if (doc->options->sheet == SHEET_KEY) {
        return;
    }
    if (doc->options->sheet == SHEET_WORK) {
        if (doc_name_line(doc) == NULL) {
            latex_write_here(doc, _("Name:"));
        }
        latex_say(doc, sheet_instructions(doc));
        out_add(doc->out, "\n\n");
    }
    if (lesson->summary[0] != '\0') {
        out_add(doc->out, "\\emph{");
        latex_say(doc, lesson->summary);
        out_add(doc->out, "}\n\n");
    }
    latex_begin(doc);
}

static void prose(struct doc *doc, const struct prose *prose)
{
    if (strcmp(prose->at, "end") == 0) {
        titled(doc, "subsection", _("What to take away"));
    }
    latex_prose(doc, prose, &PAGE);
}

static void group(struct doc *doc, enum group group)
{
    titled(doc, "subsection",
        arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1,
            _(group_title(&trace_lesson(doc->trace)->problem, group))));
}

static void question(struct doc *doc, const struct doc_question *question)
{
    latex_question(doc, question);
}

static void stage(struct doc *doc, size_t index)
{
    latex_stage(doc, index, &PAGE);
    latex_pictures(doc, index, &PAGE);
}

static void worked(struct doc *doc, const struct worked *worked)
{
    latex_worked(doc, worked, &PAGE);
}

static void result(struct doc *doc)
{
    if (trace_reads_loss(doc->trace) || doc->options->stages != NULL) {
        out_add(doc->out, "\n");
        latex_loss(doc);
    }
    if (doc_findings(doc) != NULL) {
        titled(doc, "subsection", _("Worth noticing"));
    }
    latex_findings(doc);
}

static void answer(struct doc *doc, const struct doc_question *question)
{
    bool many = doc->options->sheet == SHEET_KEY; /* up to three digits */
    out_addf(doc->out, "\\listitem{%d}{%zu.}{", many ? 2 : 1, question->number);
    latex_answer(doc, question);
    out_add(doc->out, "}\n");
}

static void answers(struct doc *doc)
{
    titled(doc, "subsection", _("Answers"));
    for (const struct doc_question *q = doc_questions(doc); q != NULL; q = q->next) {
        answer(doc, q);
    }
}

static void key(struct doc *doc, const struct doc_question *question)
{
    answer(doc, question);
    for (size_t i = 0; i < question->slip_count; i++) {
        char number[NUM_SIZE];
        out_add(doc->out, "\\slip{");
        latex_say_formula(doc, doc_slip_number(question, &question->slips[i], number));
        out_add(doc->out, "}{");
        latex_say(doc, question->slips[i].sentence);
        out_add(doc->out, "}\n");
    }
}

/* ---- The answers alone ----------------------------------------------------------------------- */

static void short_keys(struct doc *doc, const char *title, const char *lesson)
{
    if (title != NULL) {
        out_add(doc->out, "\n\\newcopy\\renewcommand\\headname{}");
        titled(doc, "lessontitle", title);
    }
    if (lesson != NULL) {
        titled(doc, "subsection", lesson);
    }
}

/* Some of the answers of some keys, on one page. */
static const struct short_key *short_table(
    struct doc *doc, const struct short_key *keys, size_t first, size_t end)
{
    out_add(doc->out, "\\begin{numbers}{l");
    for (size_t i = first; i < end; i++) {
        out_add(doc->out, "r");
    }
    out_add(doc->out, "}\n");
    for (size_t i = first; i < end; i++) {
        out_addf(doc->out, " & %zu", i + 1);
    }
    out_add(doc->out, " \\\\\n\\midrule\n");
    for (size_t row = 0; keys != NULL && row < PAGE.rows; row++, keys = keys->next) {
        latex_say(doc, keys->label);
        for (size_t i = first; i < end; i++) {
            out_add(doc->out, " & ");
            latex_say_formula(doc, keys->answers[i]);
        }
        out_add(doc->out, " \\\\\n");
    }
    out_add(doc->out, "\\end{numbers}\n\n");
    return keys;
}

static void short_key(struct doc *doc, const struct short_key *keys)
{
    for (size_t first = 0; first < keys->count; first += SHORT_KEY_COLUMNS) {
        size_t left = keys->count - first;
        size_t end = first + (left < SHORT_KEY_COLUMNS ? left : SHORT_KEY_COLUMNS);
        for (const struct short_key *key = keys; key != NULL;) {
            key = short_table(doc, key, first, end);
        }
    }
}

static void compare(struct doc *doc)
{
    titled(doc, "subsection", _("Under other rules"));
    latex_compare(doc);
}

static void end(struct doc *doc)
{
    if (doc->options->sheet != SHEET_KEY) {
        out_add(doc->out, "\n\\medskip\n");
        latex_end(doc);
    }
}

const struct doc_format doc_format_latex = {
    .name = "latex",
    .suffix = "tex",
    .rows = DOC_ROWS_AUTO,
    .read = true,
    .ulps = true,
    .open = open,
    .close = close,
    .begin = begin,
    .group = group,
    .prose = prose,
    .question = question,
    .stage = stage,
    .worked = worked,
    .result = result,
    .key = key,
    .short_key = short_key,
    .short_keys = short_keys,
    .answers = answers,
    .compare = compare,
    .end = end,
};

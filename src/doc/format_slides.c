/* The lesson as slides, for LaTeX's Beamer class: a part of the computation on each, a question on
 * its own before the part that it asks for, its answer on the next. */
#include "i18n.h"
#include "latex.h"

#include <string.h>

static const struct latex_page PAGE = {.cells = 66, .code_cells = 74, .rows = 12};

/* The slide that is being made. What is too much for one goes on on another of the same title. */
struct slides {
    bool opened;
    const char *step; /* the heading of the step */
    size_t pictured;  /* the stage whose pictures come next; STAGE_NONE: none */
};

static void close_slide(struct doc *doc)
{
    struct slides *slides = doc->state;
    if (slides->opened) {
        out_add(doc->out, "\\end{frame}\n");
    }
    slides->opened = false;
}

static void open_slide(struct doc *doc, const char *title)
{
    struct slides *slides = doc->state;
    close_slide(doc);
    out_add(doc->out, "\n\\begin{frame}[allowframebreaks]{");
    latex_say(doc, title);
    out_add(doc->out, "}\n");
    slides->opened = true;
}

/* The pictures of the stage that was shown last have a slide of their own, behind its worked
 * lines. */
static void finish_stage(struct doc *doc)
{
    struct slides *slides = doc->state;
    size_t stage = slides->pictured;
    slides->pictured = STAGE_NONE;
    if (stage != STAGE_NONE && latex_has_pictures(doc, stage)) {
        open_slide(doc, _(trace_recipe(doc->trace)->stages[stage].title));
        latex_pictures(doc, stage, &PAGE);
    }
}

static void slide(struct doc *doc, const char *title)
{
    finish_stage(doc);
    open_slide(doc, title);
}

/* ---- Of all documents ------------------------------------------------------------------------ */

static void open(struct out *out, const struct doc_options *options)
{
    latex_open(out, options, true);
}

static void close(struct out *out, const struct doc_options *options)
{
    (void)options;
    out_add(out, "\\end{document}\n");
}

/* ---- Of one ---------------------------------------------------------------------------------- */

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    struct slides *slides = arena_alloc(&doc->arena, 1, sizeof *slides);
    const char *title = latex_title(doc);
    *slides = (struct slides){.step = title, .pictured = STAGE_NONE};
    doc->state = slides;
    out_add(doc->out, "\n\\section{");
    latex_say(doc, title);
    out_add(doc->out, "}\n\\begin{frame}\n\\lessontitle{");
    latex_say(doc, title);
    out_add(doc->out, "}{");
    latex_say(doc, lesson->summary);
    out_add(doc->out, "}\n\\footnotesize\n");
    latex_begin(doc);
    out_add(doc->out, "\\end{frame}\n");
}

static void group(struct doc *doc, enum group group)
{
    struct slides *slides = doc->state;
    finish_stage(doc);
    slides->step = arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1,
        _(group_title(&trace_lesson(doc->trace)->problem, group)));
}

static void prose(struct doc *doc, const struct prose *prose)
{
    struct slides *slides = doc->state;
    bool end = strcmp(prose->at, "end") == 0;
    if (slides->pictured == STAGE_NONE || end) { /* else it goes on behind the stage */
        slide(doc, end ? _("What to take away") : slides->step);
    }
    latex_prose(doc, prose, &PAGE);
}

static void question(struct doc *doc, const struct doc_question *question)
{
    slide(doc, arena_printf(&doc->arena, _("Question %zu"), question->number));
    latex_question(doc, question);
    open_slide(doc, arena_printf(&doc->arena, _("Answer %zu"), question->number));
    latex_say(doc, question->ask->ask);
    out_add(doc->out, "\n\n");
    latex_answer(doc, question);
    out_add(doc->out, "\n");
}

static void stage(struct doc *doc, size_t index)
{
    struct slides *slides = doc->state;
    slide(doc, _(trace_recipe(doc->trace)->stages[index].title));
    latex_stage(doc, index, &PAGE);
    slides->pictured = index;
}

static void worked(struct doc *doc, const struct worked *worked)
{
    latex_worked(doc, worked, &PAGE);
}

static void result(struct doc *doc)
{
    struct slides *slides = doc->state;
    if (trace_reads_loss(doc->trace) || doc->options->stages != NULL) {
        slide(doc, slides->step);
        latex_loss(doc);
    }
    if (doc_findings(doc) != NULL) {
        slide(doc, _("Worth noticing"));
    }
    latex_findings(doc);
}

static void compare(struct doc *doc)
{
    slide(doc, _("Under other rules"));
    latex_compare(doc);
}

static void end(struct doc *doc)
{
    finish_stage(doc);
    if (doc->options->stages == NULL) {
        open_slide(doc, latex_title(doc));
        latex_end(doc);
    }
    close_slide(doc);
}

const struct doc_format doc_format_slides = {
    .name = "slides",
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
    .compare = compare,
    .end = end,
};

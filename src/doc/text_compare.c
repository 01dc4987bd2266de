#include "text_compare.h"

#include "i18n.h"
#include "sentence.h"
#include "utf8.h"
#include "wrap.h"

#include <string.h>

enum {
    RULES_CELLS = 9, /* and more where a setting is compared */
    MOST_RULES = 30,
    NUMBER_CELLS = 10,
    STAGE_CELLS = 13,
    MOST_SAMPLES = 64 /* more would not fit on any page */
};

/* A column that a narrow page has no room for is left out. */
static void add_field(struct doc *doc, struct str *line, const char *text, size_t cells)
{
    if (utf8_width(line->data) + cells > doc->options->width) {
        return;
    }
    utf8_add_field(line, doc_page_text(doc, text, &doc->arena), cells, false, doc->options->ascii);
    str_addc(line, ' ');
}

static void add_scalar(struct doc *doc, struct str *line, struct trace *trace, size_t stage)
{
    char text[NUM_SIZE] = "-";
    if (stage != STAGE_NONE) {
        const struct sight sight = sight_of(trace);
        (void)num_show(text, sight_cell(&sight, stage, 0, 0).value, doc->decimals,
            trace_lesson(trace)->problem.dtype);
    }
    add_field(doc, line, text, NUMBER_CELLS);
}

/* As many of the reduced entries as the line has room for. */
static void add_samples(struct doc *doc, struct str *line, struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t width = recipe->stages[recipe->summed].width;
    size_t count = recipe->rows * width;
    const struct sight sight = sight_of(trace);
    for (size_t i = 0; i < count && i < MOST_SAMPLES; i++) {
        char text[NUM_SIZE];
        (void)num_cell(
            text, sight_cell(&sight, recipe->summed, i / width, i % width).value, doc->decimals);
        bool last = i + 1 == count;
        size_t used = utf8_width(line->data);
        if (used + strlen(text) + (last ? 0 : 4) > doc->options->width) {
            const char *more = doc->options->ascii ? "..." : "…";
            str_add(line, used + utf8_width(more) <= doc->options->width ? more : "");
            break;
        }
        str_addf(line, "%s ", text);
    }
}

static void finish_line(struct doc *doc, struct str *line)
{
    while (line->len > 0 && line->data[line->len - 1] == ' ') {
        line->data[--line->len] = '\0';
    }
    out_addf(doc->out, "%s\n", line->data);
    str_clear(line);
}

/* Wide enough for every name. */
static size_t rules_cells(const struct doc *doc)
{
    size_t cells = RULES_CELLS;
    for (size_t i = 0; i < doc->comparison_count; i++) {
        size_t needed = utf8_width(doc->comparisons[i].rules);
        cells = needed > cells ? needed : cells;
    }
    return cells < MOST_RULES ? cells : MOST_RULES;
}

static void add_row(
    struct doc *doc, struct str *line, const char *rules, struct trace *trace, const char *parts_at)
{
    str_add(line, "  ");
    add_field(doc, line, rules, rules_cells(doc));
    add_scalar(doc, line, trace, trace_recipe(trace)->loss);
    add_scalar(doc, line, trace, trace_recipe(trace)->divisor);
    add_field(doc, line, parts_at, STAGE_CELLS);
    add_samples(doc, line, trace);
    finish_line(doc, line);
}

static void add_why(struct doc *doc, struct str *line, const struct comparison *c)
{
    const char *text = c->refusal == NULL
                           ? c->sentence
                           : arena_printf(&doc->arena, "%s %s", c->sentence, c->refusal);
    wrap_text(line, doc_page_text(doc, text, &doc->arena), doc->options->width, "      ", "      ");
    out_add(doc->out, line->data);
    str_clear(line);
}

void text_compare(struct doc *doc)
{
    struct str line;
    str_init(&line);
    out_addf(doc->out, "\n%s\n", _("Under other rules"));
    str_fill(&line, utf8_width(_("Under other rules")), '-');
    finish_line(doc, &line);
    if (doc->options->stages == NULL && !trace_reads_result(doc->trace)) { /* pages end before it */
        wrap_text(&line, sentence_no_result(), doc->options->width, "  ", "  ");
        out_add(doc->out, line.data);
        str_release(&line);
        return;
    }
    str_add(&line, "  ");
    add_field(doc, &line, _("rules"), rules_cells(doc));
    add_field(doc, &line, _("loss"), NUMBER_CELLS);
    add_field(doc, &line, _("divisor"), NUMBER_CELLS);
    add_field(doc, &line, _("parts at"), STAGE_CELLS);
    add_field(doc, &line, _("losses"), utf8_width(_("losses")));
    finish_line(doc, &line);
    add_row(doc, &line, trace_lesson(doc->trace)->rules, doc->trace, _("(this lesson)"));
    for (size_t i = 0; i < doc->comparison_count; i++) {
        const struct comparison *c = &doc->comparisons[i];
        if (c->trace == NULL) {
            out_addf(doc->out, "  %s  %s\n", c->rules, _("refused"));
        } else {
            add_row(doc, &line, c->rules, c->trace,
                c->stage == ID_none ? _("nowhere") : stage_name(c->stage));
        }
        add_why(doc, &line, c);
    }
    str_release(&line);
}

#include "md_table.h"

#include "i18n.h"
#include "md_text.h"
#include "pick.h"
#include "view.h"

#include <string.h>

/* A table that is being written, line by line. */
struct table {
    struct doc *doc;
    struct view view;
    struct doc_pick rows, cols;
    struct str line;
};

static const char GAP[] = "| … ";
static const char ASCII_GAP[] = "| ... ";

static const char *gap(const struct table *table)
{
    return table->doc->options->ascii ? ASCII_GAP : GAP;
}

static void add_name(struct table *table, const char *name)
{
    const struct md_page page = {.ascii = table->doc->options->ascii,
        .dollars = table->doc->options->dollars,
        .line = true,
        .cell = true};
    struct str text;
    str_init(&text);
    md_add_text(&text, name, &page);
    str_addf(&table->line, "| %s ", text.data);
    str_release(&text);
}

static void end_line(struct table *table)
{
    str_add(&table->line, "|\n");
    out_add(table->doc->out, table->line.data);
    str_clear(&table->line);
}

/* The symbol stands for the one column of a stage that has no classes. */
static void add_col_name(struct table *table, size_t col)
{
    const struct stage *stage = &trace_recipe(table->doc->trace)->stages[table->view.stage];
    struct str label;
    str_init(&label);
    if (stage->form == FORM_MATRIX) {
        trace_col_label(table->doc->trace, col, &label);
    } else {
        str_add(&label, stage->symbol);
    }
    add_name(table, label.data);
    str_release(&label);
}

/* A number; of a blank, room for one. */
static const char *shown(const struct view_cell *cell, struct doc *doc)
{
    return cell->figure.blank > 0 ? arena_printf(&doc->arena, "%s ______", cell->text)
           : cell->figure.to_fill ? "______"
                                  : arena_strdup(&doc->arena, cell->text);
}

static void add_cell(struct table *table, size_t row, size_t col)
{
    const struct view_cell cell = view_cell(&table->view, row, col);
    bool marked = cell.truth && table->view.exact == NULL;
    if (marked) {
        doc_note_truth(table->doc);
    }
    str_addf(&table->line, marked ? "| **[%s]** " : "| %s ", shown(&cell, table->doc));
}

static void print_head(struct table *table)
{
    str_add(&table->line, "| ");
    for (size_t i = 0; i < table->cols.count; i++) {
        str_add(&table->line, pick_gap(&table->cols, i) > 0 ? gap(table) : "");
        add_col_name(table, pick_at(&table->cols, i));
    }
    str_add(&table->line, pick_gap(&table->cols, table->cols.count) > 0 ? gap(table) : "");
    end_line(table);
    str_add(&table->line, "| :--- ");
    for (size_t i = 0; i < table->cols.count; i++) {
        str_add(&table->line, pick_gap(&table->cols, i) > 0 ? "| :---: " : "");
        str_add(&table->line, "| ---: ");
    }
    str_add(&table->line, pick_gap(&table->cols, table->cols.count) > 0 ? "| :---: " : "");
    end_line(table);
}

static void print_row(struct table *table, size_t row)
{
    struct str label;
    str_init(&label);
    trace_row_title(table->doc->trace, table->view.stage, row, &label);
    add_name(table, label.data);
    str_release(&label);
    for (size_t i = 0; i < table->cols.count; i++) {
        str_add(&table->line, pick_gap(&table->cols, i) > 0 ? gap(table) : "");
        add_cell(table, row, pick_at(&table->cols, i));
    }
    str_add(&table->line, pick_gap(&table->cols, table->cols.count) > 0 ? gap(table) : "");
    end_line(table);
}

/* A row that stands for those left out. */
static void print_gap(struct table *table, size_t i)
{
    if (pick_gap(&table->rows, i) > 0) {
        str_add(&table->line, gap(table));
        end_line(table);
    }
}

static void say(struct doc *doc, const char *text)
{
    const struct md_page page = {.ascii = doc->options->ascii, .dollars = doc->options->dollars};
    struct str line;
    str_init(&line);
    md_add_text(&line, text, &page);
    out_addf(doc->out, "\n%s\n", line.data);
    str_release(&line);
}

static void print_left_out(const struct table *table)
{
    struct arena *arena = &table->doc->arena;
    const char *const told[] = {
        pick_told_rows(&table->rows, arena), pick_told_cols(&table->cols, arena)};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (told[i] != NULL) {
            say(table->doc, told[i]);
        }
    }
}

void md_table(struct doc *doc, size_t stage, struct trace *exact)
{
    if (trace_recipe(doc->trace)->stages[stage].rows == 0) {
        say(doc, _("(no rows)"));
        return;
    }
    struct table table = {.doc = doc,
        .view = view_stage(&doc->sight, stage, doc->decimals, exact),
        .rows = pick_rows(doc, stage),
        .cols = pick_cols(doc, stage)};
    str_init(&table.line);
    out_add(doc->out, "\n");
    print_head(&table);
    for (size_t i = 0; i < table.rows.count && !out_ended(doc->out); i++) {
        print_gap(&table, i);
        print_row(&table, pick_at(&table.rows, i));
    }
    print_gap(&table, table.rows.count);
    print_left_out(&table);
    str_release(&table.line);
}

void md_blank(struct doc *doc, size_t stage)
{
    const struct view view = view_stage(&doc->sight, stage, doc->decimals, NULL);
    const struct view_cell cell = view_cell(&view, 0, 0);
    if (cell.figure.to_fill) {
        const struct md_page page = {
            .ascii = doc->options->ascii, .dollars = doc->options->dollars, .line = true};
        struct str line;
        str_init(&line);
        md_add_code(&line, trace_recipe(doc->trace)->stages[stage].symbol, &page);
        out_addf(doc->out, "\n%s = %s\n", line.data, shown(&cell, doc));
        str_release(&line);
    }
}

/* ---- Comparison ------------------------------------------------------------------------------ */

static void add_scalar(struct table *table, struct trace *trace, size_t stage)
{
    char text[NUM_SIZE] = "-";
    if (stage != STAGE_NONE) {
        const struct sight sight = sight_of(trace);
        (void)figure_show(text, sight_cell(&sight, stage, 0, 0), table->doc->decimals,
            trace_lesson(trace)->problem.dtype);
    }
    str_addf(&table->line, "| %s ", text);
}

/* The reduced entries, as many as a reader would compare. */
static void add_losses(struct table *table, struct trace *trace)
{
    enum { MOST = 12 };
    const struct recipe *recipe = trace_recipe(trace);
    size_t width = recipe->stages[recipe->summed].width;
    size_t count = recipe->rows * width;
    const struct sight sight = sight_of(trace);
    str_add(&table->line, "| ");
    for (size_t i = 0; i < count && i < MOST; i++) {
        char text[NUM_SIZE];
        struct figure figure = sight_cell(&sight, recipe->summed, i / width, i % width);
        str_addf(&table->line, "%s ", figure_cell(text, figure, table->doc->decimals));
    }
    str_add(&table->line, count <= MOST ? "" : table->doc->options->ascii ? "... " : "… ");
}

static void print_rules(
    struct table *table, const char *rules, struct trace *trace, const char *parts_at)
{
    add_name(table, rules);
    if (trace == NULL) {
        add_name(table, _("refused"));
        str_add(&table->line, "| | | ");
    } else {
        add_scalar(table, trace, trace_recipe(trace)->loss);
        add_scalar(table, trace, trace_recipe(trace)->divisor);
        add_name(table, parts_at);
        add_losses(table, trace);
    }
    end_line(table);
}

static void print_why(struct table *table, const struct comparison *c)
{
    const struct md_page page = {
        .ascii = table->doc->options->ascii, .dollars = table->doc->options->dollars, .line = true};
    struct str text;
    str_init(&text);
    md_add_text(&text, c->sentence, &page);
    if (c->refusal != NULL) {
        str_addc(&text, ' ');
        md_add_text(&text, c->refusal, &page);
    }
    out_addf(table->doc->out, "- %s\n", text.data);
    str_release(&text);
}

void md_compare(struct doc *doc)
{
    struct table table = {.doc = doc};
    str_init(&table.line);
    str_addc(&table.line, '\n');
    add_name(&table, _("rules"));
    add_name(&table, _("loss"));
    add_name(&table, _("divisor"));
    add_name(&table, _("parts at"));
    add_name(&table, _("losses"));
    end_line(&table);
    str_add(&table.line, "| :--- | ---: | ---: | :--- | :--- ");
    end_line(&table);
    print_rules(&table, trace_lesson(doc->trace)->rules, doc->trace, _("(this lesson)"));
    for (size_t i = 0; i < doc->comparison_count; i++) {
        const struct comparison *c = &doc->comparisons[i];
        print_rules(
            &table, c->rules, c->trace, c->stage == ID_none ? _("nowhere") : stage_name(c->stage));
    }
    out_add(doc->out, "\n");
    for (size_t i = 0; i < doc->comparison_count; i++) {
        print_why(&table, &doc->comparisons[i]);
    }
    str_release(&table.line);
}

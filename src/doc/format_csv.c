/* The numbers as one tidy table (RFC 4180, lines end with LF): a line per number, for spreadsheets
 * and data frames. Stages, rows and columns are identified by id and index; the names are for
 * people.
 */
#include "field.h"
#include "pick.h"

#include <string.h>

static void begin(struct doc *doc)
{
    if (doc->options->place > 0 && doc_shares_output(doc->options)) {
        return; /* one table, one header */
    }
    out_add(doc->out, "lesson,stage,row,column,row_name,column_name,value,true_class\n");
}

/* NaN and the infinities as JSON spells them, but for its quotes. */
static void add_number(struct doc *doc, double value)
{
    char text[NUM_SIZE];
    const char *number = num_json(text, value, trace_lesson(doc->trace)->problem.dtype);
    size_t quote = number[0] == '"' ? 1 : 0;
    out_addf(doc->out, "%.*s", (int)(strlen(number) - 2 * quote), number + quote);
}

/* "lesson,stage,row,": a scalar has no row, and the field is empty. */
static void add_place(struct doc *doc, const struct stage *stage, size_t row, struct str *out)
{
    field_add(out, trace_lesson(doc->trace)->id, doc->options->ascii, false);
    str_addf(out, ",%s,", stage->id);
    if (stage->form != FORM_SCALAR) {
        str_addf(out, "%zu", row);
    }
    str_addc(out, ',');
}

/* One line; only a matrix has columns. `place` and `name` are those of the row. */
static void add_cell(struct doc *doc, size_t index, size_t row, size_t col, const struct str *place,
    const struct str *name)
{
    bool matrix = trace_recipe(doc->trace)->stages[index].form == FORM_MATRIX;
    out_add(doc->out, place->data);
    struct str label;
    struct str field;
    str_init(&label);
    str_init(&field);
    if (matrix) {
        out_addf(doc->out, "%zu", col);
        trace_col_label(doc->trace, col, &label);
    }
    field_add(&field, label.data, doc->options->ascii, false);
    out_addf(doc->out, ",%s,%s,", name->data, field.data);
    add_number(doc, sight_cell(&doc->sight, index, row, col).value);
    bool own = matrix && trace_is_true_class(doc->trace, row, col);
    out_add(doc->out, !matrix ? ",\n" : own ? ",1\n" : ",0\n");
    str_release(&label);
    str_release(&field);
}

static void stage(struct doc *doc, size_t index)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    const struct stage *stage = &recipe->stages[index];
    const struct doc_pick rows = pick_rows(doc, index);
    struct str place;
    struct str label;
    struct str name;
    str_init(&place);
    str_init(&label);
    str_init(&name);
    for (size_t i = 0; i < rows.count && !out_ended(doc->out); i++) {
        size_t row = pick_at(&rows, i);
        str_clear(&place);
        str_clear(&label);
        str_clear(&name);
        add_place(doc, stage, row, &place);
        if (stage->form != FORM_SCALAR) {
            trace_row_label(doc->trace, index, row, &label);
        }
        field_add(&name, label.data, doc->options->ascii, false);
        for (size_t col = 0; col < stage->width; col++) {
            add_cell(doc, index, row, col, &place, &name);
        }
    }
    str_release(&place);
    str_release(&label);
    str_release(&name);
}

const struct doc_format doc_format_csv = {
    .name = "csv", .suffix = "csv", .rows = DOC_ROWS_ALL, .begin = begin, .stage = stage};

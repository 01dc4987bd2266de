/* The numbers as one tidy table (RFC 4180, lines end with LF): a line per number, for spreadsheets
 * and data frames. Stages, rows and columns are identified by id and index; the names are for
 * people.
 *
 * A spreadsheet runs a field that begins with = + - or @ as a formula, quoted or not, and names
 * come from whoever wrote the lesson: such a name gets an apostrophe before it, which spreadsheets
 * take for "this is text".
 */
#include "doc.h"
#include "pick.h"
#include "utf8.h"

#include <string.h>

/* The first sign of what spreadsheets take for a formula, in ASCII or in full width. */
static bool may_be_formula(const char *text)
{
    static const char *const SIGNS[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    text += strspn(text, " ");
    if (text[0] != '\0' && text[1] == '\0') {
        return false; /* one sign alone, such as the - of standard input, is none */
    }
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (strncmp(text, SIGNS[i], strlen(SIGNS[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A cell of text from a lesson. An apostrophe before what could be a formula keeps it text; one
 * before an apostrophe tells that from the lesson's own. Semicolons are quoted because some
 * spreadsheets part cells there, so that the rest could be a formula. */
static void add_text(const struct doc *doc, struct str *out, const char *text)
{
    struct str safe;
    struct str page;
    str_init(&safe);
    str_init(&page);
    utf8_add_safe(&safe, text);
    utf8_add_page(&page, safe.data, doc->options->ascii);
    const char *quote = strpbrk(page.data, " ,;\"") != NULL ? "\"" : "";
    str_add(out, quote);
    str_add(out, page.data[0] == '\'' || may_be_formula(page.data) ? "'" : "");
    for (const char *at = page.data; *at != '\0'; at++) {
        str_add(out, *at == '"' ? "\"" : "");
        str_addc(out, *at);
    }
    str_add(out, quote);
    str_release(&page);
    str_release(&safe);
}

static void begin(struct doc *doc)
{
    if (doc->options->place > 0) {
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
    add_text(doc, out, trace_lesson(doc->trace)->id);
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
    add_text(doc, &field, label.data);
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
        add_text(doc, &name, label.data);
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

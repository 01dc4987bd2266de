#include "bank.h"

#include "i18n.h"
#include "pick.h"
#include "prose.h"
#include "sentence.h"

#include <math.h>
#include <string.h>

void bank_escape(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<':
            str_add(out, "&lt;");
            break;
        case '>':
            str_add(out, "&gt;");
            break;
        case '&':
            str_add(out, "&amp;");
            break;
        case '"':
            str_add(out, "&quot;");
            break;
        case '\'':
            str_add(out, "&#39;");
            break;
        default:
            str_addc(out, *text);
        }
    }
}

const struct doc_question *bank_next(struct doc *doc, const struct doc_question *before)
{
    const struct doc_question *question = before == NULL ? doc_questions(doc) : before->next;
    while (question != NULL && question->ask->kind == ANSWER_CELL && !question->has_cell) {
        question = question->next;
    }
    return question;
}

const char *bank_name(struct doc *doc, const struct doc_question *question)
{
    const char *id = trace_lesson(doc->trace)->id;
    size_t variant = doc->options->variant;
    return variant > 0 ? arena_printf(&doc->arena, "%s v%zu %zu", id, variant, question->number)
                       : arena_printf(&doc->arena, "%s %zu", id, question->number);
}

/* ---- What is given --------------------------------------------------------------------------- */

static bool is_given(const struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    return stage->group == GROUP_input && stage->op == NULL && !stage->hidden;
}

static void add_element(struct str *out, const char *element, const char *text)
{
    str_addf(out, "<%s>", element);
    bank_escape(out, text);
    str_addf(out, "</%.*s>", (int)strcspn(element, " "), element);
}

/* In brackets: of the true class, as in the lesson. */
static const char *cell_text(struct doc *doc, const struct view *view, size_t row, size_t col)
{
    const struct view_cell cell = view_cell(view, row, col);
    return arena_printf(&doc->arena, cell.truth ? "[%s]" : "%s", cell.text);
}

static void add_row_html(struct doc *doc, const struct view *view, const struct doc_pick *cols,
    size_t row, struct str *out)
{
    struct str label;
    str_init(&label);
    trace_row_title(doc->trace, view->stage, row, &label);
    str_add(out, "<tr>");
    add_element(out, "th scope=\"row\"", label.data);
    for (size_t i = 0; i < cols->count; i++) {
        add_element(out, "td", cell_text(doc, view, row, pick_at(cols, i)));
    }
    str_add(out, "</tr>");
    str_release(&label);
}

static void add_stage_html(struct doc *doc, size_t index, struct str *out)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    const struct view view = view_stage(&doc->sight, index, doc->decimals, NULL);
    const struct doc_pick rows = pick_rows(doc, index);
    const struct doc_pick cols = pick_cols(doc, index);
    str_add(out, "<table>");
    add_element(out, "caption", _(stage->title));
    if (stage->form == FORM_MATRIX) {
        str_add(out, "<tr><td></td>");
        for (size_t i = 0; i < cols.count; i++) {
            struct str label;
            str_init(&label);
            trace_col_label(doc->trace, pick_at(&cols, i), &label);
            add_element(out, "th scope=\"col\"", label.data);
            str_release(&label);
        }
        str_add(out, "</tr>");
    }
    for (size_t i = 0; i < rows.count; i++) {
        add_row_html(doc, &view, &cols, pick_at(&rows, i), out);
    }
    str_add(out, "</table>");
    const char *told = pick_told_rows(&rows, &doc->arena);
    if (told != NULL) {
        add_element(out, "p", told);
    }
}

static void add_spans(const struct span *spans, struct str *out)
{
    for (const struct span *span = spans; span != NULL; span = span->next) {
        span_text(span, false, out);
    }
}

/* One paragraph, item or lines of code of the lesson's introduction. */
static void add_block(const struct block *block, struct str *out)
{
    if (block->kind == BLOCK_ITEM && *block->marker != '\0') {
        str_addf(out, "%s ", block->marker);
    }
    add_spans(block->spans, out);
}

/* What the lesson says before all steps: what its numbers are about. */
static const struct block *introduction(const struct doc *doc)
{
    const struct prose *prose = lesson_prose(trace_lesson(doc->trace), "");
    return prose == NULL ? NULL : prose->blocks;
}

static void add_prose_table_html(const struct prose_table *table, struct str *out)
{
    struct str text;
    str_init(&text);
    str_add(out, "<table>");
    for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
        str_add(out, "<tr>");
        for (size_t col = 0; col < table->cols; col++) {
            str_clear(&text);
            add_spans(row->cells[col], &text);
            add_element(out, row == table->rows ? "th scope=\"col\"" : "td", text.data);
        }
        str_add(out, "</tr>");
    }
    str_add(out, "</table>");
    str_release(&text);
}

static void add_introduction_html(struct doc *doc, struct str *out)
{
    struct str text;
    str_init(&text);
    for (const struct block *block = introduction(doc); block != NULL; block = block->next) {
        if (block->kind == BLOCK_TABLE) {
            add_prose_table_html(block->table, out);
            continue;
        }
        str_clear(&text);
        add_block(block, &text);
        add_element(out, block->kind == BLOCK_CODE ? "pre" : "p", text.data);
    }
    str_release(&text);
}

static void add_prose_table_text(const struct prose_table *table, struct str *out)
{
    for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
        for (size_t col = 0; col < table->cols; col++) {
            str_add(out, col > 0 ? " | " : "");
            add_spans(row->cells[col], out);
        }
        str_addc(out, '\n');
    }
}

static void add_introduction_text(struct doc *doc, struct str *out)
{
    for (const struct block *block = introduction(doc); block != NULL; block = block->next) {
        if (block->kind == BLOCK_TABLE) {
            add_prose_table_text(block->table, out);
        } else {
            add_block(block, out);
            str_addc(out, '\n');
        }
    }
}

void bank_stem_html(struct doc *doc, const struct doc_question *question, struct str *out)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    add_introduction_html(doc, out);
    for (size_t i = 0; i < recipe->count; i++) {
        if (is_given(doc, i)) {
            add_stage_html(doc, i, out);
        }
    }
    add_element(out, "p", doc_settings(doc));
    add_element(out, "p", question->ask->ask);
    if (question->ask->kind == ANSWER_CELL) {
        add_element(out, "p", arena_printf(&doc->arena, _("Decimals: %d"), question->decimals));
    }
}

/* "s0: cat 6, dog 2, owl 3" */
static void add_row_text(struct doc *doc, const struct view *view, size_t row, struct str *out)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[view->stage];
    const struct doc_pick cols = pick_cols(doc, view->stage);
    trace_row_title(doc->trace, view->stage, row, out);
    str_add(out, ":");
    for (size_t i = 0; i < cols.count; i++) {
        size_t col = pick_at(&cols, i);
        str_add(out, i > 0 ? _(", ") : " ");
        if (stage->form == FORM_MATRIX) {
            trace_col_label(doc->trace, col, out);
            str_addc(out, ' ');
        }
        str_add(out, cell_text(doc, view, row, col));
    }
    str_addc(out, '\n');
}

void bank_stem_text(struct doc *doc, const struct doc_question *question, struct str *out)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    add_introduction_text(doc, out);
    for (size_t i = 0; i < recipe->count; i++) {
        if (!is_given(doc, i)) {
            continue;
        }
        const struct view view = view_stage(&doc->sight, i, doc->decimals, NULL);
        const struct doc_pick rows = pick_rows(doc, i);
        str_addf(out, "%s\n", _(recipe->stages[i].title));
        for (size_t r = 0; r < rows.count; r++) {
            add_row_text(doc, &view, pick_at(&rows, r), out);
        }
        const char *told = pick_told_rows(&rows, &doc->arena);
        if (told != NULL) {
            str_addf(out, "%s\n", told);
        }
    }
    str_addf(out, "%s\n%s", doc_settings(doc), question->ask->ask);
    if (question->ask->kind == ANSWER_CELL) {
        str_addc(out, '\n');
        str_addf(out, _("Decimals: %d"), question->decimals);
    }
}

/* ---- What is right, and what is not ---------------------------------------------------------- */

static double right_value(const struct doc *doc, const struct doc_question *question)
{
    const struct question_cell *cell = &question->cell;
    return sight_cell(&doc->sight, cell->stage, cell->row, cell->col).value;
}

const char *bank_number(struct doc *doc, const struct doc_question *question)
{
    char buffer[NUM_SIZE];
    struct answer answer;
    if (question->ask->kind != ANSWER_CELL) {
        return NULL;
    }
    if (answer_parse(question->worked.value, &answer)) {
        return question->worked.value;
    }
    return arena_strdup(/* 1-8e-09 is for reading */
        &doc->arena, num_shortest(buffer, right_value(doc, question), DTYPE_FLOAT64));
}

bool bank_is_numeric(const struct doc *doc, const struct doc_question *question)
{
    return question->ask->kind == ANSWER_CELL && isfinite(right_value(doc, question));
}

const char *bank_choice_feedback(const struct doc_question *question, const char *choice)
{
    struct answer answer;
    bool number = answer_parse(choice, &answer);
    for (size_t i = 0; number && i < question->slip_count; i++) {
        const struct doc_slip *slip = &question->slips[i];
        if (answer_judge(&answer, slip->value, question->decimals) == JUDGED_RIGHT) {
            return slip->sentence;
        }
    }
    return "";
}

const char *bank_explanation(struct doc *doc, const struct doc_question *question)
{
    struct str text;
    str_init(&text);
    if (question->ask->hint != NULL) {
        str_add(&text, question->ask->hint);
    }
    if (question->has_cell) {
        str_add(&text, text.len > 0 ? " " : "");
        sentence_worked(&question->worked, &text);
    }
    const char *copy = arena_strndup(&doc->arena, text.data, text.len);
    str_release(&text);
    return copy;
}

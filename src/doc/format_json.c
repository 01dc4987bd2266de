/* The JSON trace: one object per lesson, on one line. Keys and their meaning are fixed; see README.
 */
#include "doc.h"
#include "json.h"
#include "nested.h"
#include "pick.h"
#include "sentence.h"
#include "symbols.h"

#include <string.h>

static void add_string(struct doc *doc, const char *text)
{
    struct str out;
    str_init(&out);
    json_add_string(&out, text, doc->options->ascii);
    out_add(doc->out, out.data);
    str_release(&out);
}

static void add_key(struct doc *doc, const char *key)
{
    out_addf(doc->out, ", \"%s\": ", key);
}

static void add_key_string(struct doc *doc, const char *key, const char *text)
{
    add_key(doc, key);
    add_string(doc, text);
}

static void add_number(struct doc *doc, double value)
{
    char text[NUM_SIZE];
    out_add(doc->out, num_json(text, value, trace_lesson(doc->trace)->problem.dtype));
}

/* Some rows of a stage: a list of numbers each, or one. */
static void add_rows(struct doc *doc, const struct sight *sight, struct trace *exact, size_t index,
    const struct doc_pick *rows)
{
    const struct stage *stage = &trace_recipe(sight->trace)->stages[index];
    enum dtype dtype = trace_lesson(sight->trace)->problem.dtype;
    bool matrix = stage->form == FORM_MATRIX;
    char text[NUM_SIZE];
    for (size_t i = 0; i < rows->count && !out_ended(doc->out); i++) {
        out_add(doc->out, i > 0 ? ", " : "[");
        for (size_t col = 0; col < stage->width; col++) {
            out_add(doc->out, col > 0 ? ", " : matrix ? "[" : "");
            double number = nested_number(sight, exact, index, pick_at(rows, i), col);
            out_add(doc->out, num_json(text, number, dtype));
        }
        out_add(doc->out, matrix ? "]" : "");
    }
    out_add(doc->out, "]");
}

/* The same rows of a stage as `rows` has; or, with `exact`, how far each number is from that
 * trace's. */
static void add_data(struct doc *doc, struct trace *trace, struct trace *exact, size_t index,
    const struct doc_pick *rows)
{
    const struct sight sight = sight_of(trace);
    if (pick_is_whole(rows) || trace_recipe(trace)->stages[index].rows != rows->all) {
        nested_add(doc->out, &sight, exact, index, num_json);
    } else {
        add_rows(doc, &sight, exact, index, rows);
    }
}

/* Where not all rows are there: which. */
static void add_row_numbers(struct doc *doc, const struct doc_pick *rows)
{
    if (pick_is_whole(rows)) {
        return;
    }
    add_key(doc, "rows");
    for (size_t i = 0; i < rows->count; i++) {
        out_addf(doc->out, i > 0 ? ", %zu" : "[%zu", pick_at(rows, i));
    }
    out_add(doc->out, "]");
}

/* Words, NULL-ended. */
static void add_key_words(struct doc *doc, const char *key, const char *const *words)
{
    add_key(doc, key);
    out_add(doc->out, "[");
    for (size_t i = 0; words[i] != NULL; i++) {
        out_add(doc->out, i > 0 ? ", " : "");
        add_string(doc, words[i]);
    }
    out_add(doc->out, "]");
}

static void add_shape(struct doc *doc, const struct shape *shape)
{
    out_add(doc->out, "[");
    for (size_t axis = 0; axis < shape->rank; axis++) {
        out_addf(doc->out, axis > 0 ? ", %zu" : "%zu", shape->dim[axis]);
    }
    out_add(doc->out, "]");
}

/* ---- Events ---------------------------------------------------------------------------------- */

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const struct problem *p = &lesson->problem;
    out_add(doc->out, "{\"losswalk\": 1, \"lesson\": ");
    add_string(doc, lesson->id);
    add_key_string(doc, "title", lesson->title);
    add_key_string(doc, "summary", lesson->summary);
    add_key_string(doc, "loss_kind", lesson_word("loss", p->loss));
    add_key_string(doc, "dtype", lesson_word("dtype", p->dtype));
    add_key_string(doc, "rules", lesson->rules);
    add_key_string(doc, "route", lesson_word("route", p->route));
    add_key_string(doc, "reduction", lesson_word("reduction", p->reduction));
    if (lesson->classes != NULL) {
        add_key_words(doc, "classes", lesson->classes);
    }
    if (lesson->samples != NULL) {
        add_key_words(doc, "samples", lesson->samples);
    }
    add_key(doc, "stages");
    out_add(doc->out, "[");
}

/* A stage is closed by the next, as its worked lines come in between. */
static void close_stage(struct doc *doc)
{
    size_t *worked = doc->state;
    out_add(doc->out, worked == NULL ? "" : *worked > 0 ? "]}" : "}");
    doc->state = NULL;
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    const struct doc_pick rows = pick_rows(doc, index);
    close_stage(doc);
    out_add(doc->out, doc->stages > 0 ? ", {\"id\": " : "{\"id\": ");
    add_string(doc, stage->id);
    add_key_string(doc, "group", group_ids[stage->group]);
    add_key_string(doc, "title", stage->title);
    add_key_string(doc, "formula", stage->formula);
    add_key(doc, "shape");
    add_shape(doc, &stage->shape);
    add_row_numbers(doc, &rows);
    add_key(doc, "data");
    add_data(doc, doc->trace, NULL, index, &rows);
    if (doc->exact != NULL) {
        add_key(doc, "ulps");
        add_data(doc, doc->trace, doc->exact, index, &rows);
    }
    doc->state = arena_alloc(&doc->arena, 1, sizeof(size_t));
    *(size_t *)doc->state = 0;
}

static void add_worked(struct doc *doc, const struct worked *worked)
{
    out_add(doc->out, "{\"name\": ");
    add_string(doc, worked->name);
    add_key_string(doc, "symbols", worked->symbols);
    add_key_string(doc, "numbers", worked->numbers);
    add_key_string(doc, "value", worked->value);
    out_add(doc->out, "}");
}

static void worked(struct doc *doc, const struct worked *worked)
{
    size_t *count = doc->state;
    if ((*count)++ == 0) {
        add_key(doc, "worked");
        out_add(doc->out, "[");
    } else {
        out_add(doc->out, ", ");
    }
    add_worked(doc, worked);
}

static void add_scalar(struct doc *doc, const char *key, struct trace *trace, size_t index)
{
    add_key(doc, key);
    if (index == STAGE_NONE) {
        out_add(doc->out, "null");
    } else {
        const struct sight sight = sight_of(trace);
        add_number(doc, sight_cell(&sight, index, 0, 0).value);
    }
}

static void add_finding(struct doc *doc, const struct doc_finding *finding)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[finding->stage];
    out_add(doc->out, finding == doc->findings ? "{\"stage\": " : ", {\"stage\": ");
    add_string(doc, stage->id);
    if (stage->form != FORM_SCALAR) {
        out_addf(doc->out, ", \"row\": %zu", finding->row);
    }
    if (stage->form == FORM_MATRIX) {
        out_addf(doc->out, ", \"col\": %zu", finding->col);
    }
    add_key_string(doc, "kind", finding_ids[finding->kind]);
    add_key_string(doc, "text", finding->text);
    out_add(doc->out, "}");
}

static void result(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    close_stage(doc);
    out_add(doc->out, "]");
    /* Left out where stages were chosen and this is none of them: it is as long as the batch. */
    if (doc->options->stages == NULL || doc_shows(doc, recipe->summed)) {
        const struct doc_pick rows = pick_rows(doc, recipe->summed);
        add_key(doc, "per_sample");
        add_data(doc, doc->trace, NULL, recipe->summed, &rows);
    }
    add_scalar(doc, "total", doc->trace, recipe->total);
    add_scalar(doc, "divisor", doc->trace, recipe->divisor);
    add_scalar(doc, "loss", doc->trace, recipe->loss);
    add_key(doc, "findings");
    out_add(doc->out, "[");
    for (const struct doc_finding *f = doc_findings(doc); f != NULL; f = f->next) {
        add_finding(doc, f);
    }
    out_add(doc->out, "]");
    if (doc->findings_left_out > 0) {
        out_addf(doc->out, ", \"findings_left_out\": %zu", doc->findings_left_out);
    }
}

static void add_place(struct doc *doc, const struct comparison *c)
{
    if (c->stage == ID_none) {
        out_add(doc->out, "null");
        return;
    }
    out_add(doc->out, "{\"stage\": ");
    add_string(doc, stage_name(c->stage));
    out_addf(doc->out, ", \"row\": %zu, \"col\": %zu}", c->row, c->col);
}

static void add_comparison(struct doc *doc, const struct comparison *c)
{
    out_add(doc->out, c == doc->comparisons ? "{\"rules\": " : ", {\"rules\": ");
    add_string(doc, c->rules);
    if (c->trace != NULL) {
        const struct recipe *recipe = trace_recipe(c->trace);
        size_t own = trace_recipe(doc->trace)->summed;
        if (doc->options->stages == NULL || doc_shows(doc, own)) {
            const struct doc_pick rows = pick_rows(doc, own);
            add_key(doc, "per_sample");
            add_data(doc, c->trace, NULL, recipe->summed, &rows);
        }
        add_scalar(doc, "total", c->trace, recipe->total);
        add_scalar(doc, "divisor", c->trace, recipe->divisor);
        add_scalar(doc, "loss", c->trace, recipe->loss);
    }
    add_key(doc, "departs_at");
    add_place(doc, c);
    add_key_string(doc, "kind", departure_ids[c->why]);
    add_key_string(doc, "why", c->refusal != NULL ? c->refusal : c->sentence);
    out_add(doc->out, "}");
}

static void compare(struct doc *doc)
{
    add_key(doc, "compare");
    out_add(doc->out, "[");
    for (size_t i = 0; i < doc->comparison_count; i++) {
        add_comparison(doc, &doc->comparisons[i]);
    }
    out_add(doc->out, "]");
}

static void add_question(struct doc *doc, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    const struct recipe *recipe = trace_recipe(doc->trace);
    out_addf(doc->out, "{\"number\": %zu", question->number);
    add_key_string(doc, "at", ask->at);
    add_key_string(doc, "ask", ask->ask);
    if (ask->choices != NULL) {
        add_key_words(doc, "choices", ask->choices);
        add_key_string(doc, "answer", ask->answer);
    }
    if (ask->hint != NULL) {
        add_key_string(doc, "hint", ask->hint);
    }
    if (question->has_cell) {
        const struct question_cell *cell = &question->cell;
        add_key(doc, "cell");
        out_add(doc->out, "{\"stage\": ");
        add_string(doc, recipe->stages[cell->stage].id);
        out_addf(doc->out, ", \"row\": %zu, \"col\": %zu}", cell->row, cell->col);
        add_key(doc, "value");
        add_number(doc, sight_cell(&doc->sight, cell->stage, cell->row, cell->col).value);
        add_key(doc, "tolerance");
        char text[NUM_SIZE];
        out_add(doc->out, num_json(text, question->tolerance, DTYPE_FLOAT64));
        add_key(doc, "worked");
        add_worked(doc, &question->worked);
    }
    add_key(doc, "slips");
    out_add(doc->out, "[");
    for (size_t i = 0; i < question->slip_count; i++) {
        out_add(doc->out, i > 0 ? ", {\"value\": " : "{\"value\": ");
        char number[NUM_SIZE];
        out_add(doc->out, num_json(number, question->slips[i].value, DTYPE_FLOAT64));
        add_key_string(doc, "text", question->slips[i].sentence);
        out_add(doc->out, "}");
    }
    out_add(doc->out, "]}");
}

static void answers(struct doc *doc)
{
    add_key(doc, "questions");
    out_add(doc->out, "[");
    const struct doc_question *first = doc_questions(doc);
    for (const struct doc_question *q = first; q != NULL; q = q->next) {
        out_add(doc->out, q == first ? "" : ", ");
        add_question(doc, q);
    }
    out_add(doc->out, "]");
}

static void add_symbols(struct doc *doc)
{
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(doc->trace, stages);
    add_key(doc, "symbols");
    out_add(doc->out, "{");
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &trace_recipe(doc->trace)->stages[stages[i]];
        out_add(doc->out, i > 0 ? ", " : "");
        add_string(doc, stage->symbol);
        out_add(doc->out, ": ");
        add_string(doc, stage->title);
    }
    out_add(doc->out, "}");
}

/* The prose in lines without an end of their own: whoever shows them breaks them. */
static void add_prose(struct doc *doc)
{
    enum { UNBROKEN = 100000 };
    const struct prose *first = trace_lesson(doc->trace)->prose;
    add_key(doc, "prose");
    out_add(doc->out, "[");
    for (const struct prose *p = first; p != NULL; p = p->next) {
        struct str text;
        str_init(&text);
        sentence_prose(p, UNBROKEN, false, &text);
        out_add(doc->out, p == first ? "{\"at\": " : ", {\"at\": ");
        add_string(doc, p->at);
        add_key_string(doc, "text", text.data);
        out_add(doc->out, "}");
        str_release(&text);
    }
    out_add(doc->out, "]");
}

static void end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (doc->options->stages == NULL) {
        add_symbols(doc);
        add_prose(doc);
        add_key_string(doc, "source", lesson->source_note);
    }
    out_add(doc->out, "}\n");
}

const struct doc_format doc_format_json = {.name = "json",
    .suffix = "json",
    .rows = DOC_ROWS_ALL,
    .slips = true,
    .ulps = true,
    .all_prose = true,
    .begin = begin,
    .stage = stage,
    .worked = worked,
    .result = result,
    .answers = answers,
    .compare = compare,
    .end = end};

/* The JSON trace: one object per lesson, on one line. Keys and their meaning are fixed; see README.
 */
#include "doc.h"
#include "json.h"
#include "nested.h"

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

/* A stage's numbers; or, with `exact`, how far each is from that trace's. */
static void add_data(struct doc *doc, struct trace *trace, struct trace *exact, size_t index)
{
    const struct sight sight = sight_of(trace);
    nested_add(doc->out, &sight, exact, index, num_json);
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
    add_key_string(doc, "loss_kind", lesson_word("loss", p->loss));
    add_key_string(doc, "dtype", lesson_word("dtype", p->dtype));
    add_key_string(doc, "rules", lesson->rules);
    add_key_string(doc, "route", lesson_word("route", p->route));
    add_key_string(doc, "reduction", lesson_word("reduction", p->reduction));
    add_key(doc, "stages");
    out_add(doc->out, "[");
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    out_add(doc->out, doc->stages > 0 ? ", {\"id\": " : "{\"id\": ");
    add_string(doc, stage->id);
    add_key_string(doc, "group", group_ids[stage->group]);
    add_key_string(doc, "title", stage->title);
    add_key_string(doc, "formula", stage->formula);
    add_key(doc, "shape");
    add_shape(doc, &stage->shape);
    add_key(doc, "data");
    add_data(doc, doc->trace, NULL, index);
    if (doc->exact != NULL) {
        add_key(doc, "ulps");
        add_data(doc, doc->trace, doc->exact, index);
    }
    out_add(doc->out, "}");
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
    out_add(doc->out, "]");
    /* Left out where stages were chosen and this is none of them: it is as long as the batch. */
    if (doc->options->stages == NULL || doc_shows(doc, recipe->summed)) {
        add_key(doc, "per_sample");
        add_data(doc, doc->trace, NULL, recipe->summed);
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
        if (doc->options->stages == NULL || doc_shows(doc, trace_recipe(doc->trace)->summed)) {
            add_key(doc, "per_sample");
            add_data(doc, c->trace, NULL, recipe->summed);
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

static void end(struct doc *doc)
{
    out_add(doc->out, "}\n");
}

const struct doc_format doc_format_json = {.name = "json",
    .ulps = true,
    .begin = begin,
    .stage = stage,
    .result = result,
    .compare = compare,
    .end = end};

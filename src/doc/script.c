#include "script.h"

#include "i18n.h"
#include "nested.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum { MOST_SAME = 1000 /* numbers that are written once more, to compare with */ };

void script_begin(struct script *script, struct doc *doc, const struct dialect *dialect)
{
    *script =
        (struct script){.doc = doc, .dialect = dialect, .out = doc->out, .opened = GROUP_COUNT};
    script->dtype = trace_lesson(doc->trace)->problem.dtype;
    script->lesson = doc->trace;
    if (dialect->float32 && script->dtype != DTYPE_FLOAT32) {
        script->dtype = DTYPE_FLOAT32;
        script->narrow = trace_as(doc->trace, DTYPE_FLOAT32);
        doc->trace = script->narrow;
        doc->sight = sight_of(doc->trace);
    }
    if (script->dtype == DTYPE_FLOAT32 && !doc->options->bare) {
        script->exact = trace_as(doc->trace, DTYPE_FLOAT64);
    }
}

void script_end(struct script *script)
{
    script->doc->trace = script->lesson;
    script->doc->sight = sight_of(script->lesson);
    trace_free(script->exact);
    trace_free(script->narrow);
}

/* ---- Comments -------------------------------------------------------------------------------- */

static void add_comment(
    struct script *script, const char *before, const char *text, const char *behind)
{
    struct doc *doc = script->doc;
    struct str line;
    str_init(&line);
    utf8_add_safe(&line, text);
    out_addf(script->out, "%s %s%s%s\n", script->dialect->comment, before,
        doc_page_text(doc, line.data, &doc->arena), behind);
    str_release(&line);
}

/* Would it begin a cell, or be a command, for a program that makes notebooks of scripts? */
static bool is_active(const char *text)
{
    const char *first = text + strspn(text, " \t\n");
    return *first != '\0' && (strchr("%!?<+-", *first) != NULL || strncmp(first, "In", 2) == 0);
}

void script_comment(struct script *script, const char *text)
{
    const char *mark = is_active(text) ? "\"" : "";
    add_comment(script, mark, text, mark);
}

void script_cell(struct script *script, const char *text)
{
    out_add(script->out, "\n");
    add_comment(script, "%% ", text, "");
}

void script_name(struct script *script)
{
    struct doc *doc = script->doc;
    const struct lesson *lesson = trace_lesson(doc->trace);
    script_comment(script, lesson->title);
    script_comment(script, arena_printf(&doc->arena, _("losswalk lesson \"%s\", rules %s"),
                               lesson->id, lesson->rules));
}

/* ---- Numbers --------------------------------------------------------------------------------- */

bool script_stores(const struct script *script)
{
    return num_formats[script->dtype].bits < num_formats[DTYPE_FLOAT32].bits;
}

const char *script_tolerance(const struct script *script)
{
    static const char *const TOLERANCES[DTYPE_COUNT] = {
        [DTYPE_FLOAT64] = "1e-12",
        [DTYPE_FLOAT32] = "2e-6",
        [DTYPE_FLOAT16] = "0.0009765625", /* a unit in the last place */
        [DTYPE_BFLOAT16] = "0.0078125",
    };
    return TOLERANCES[script->dtype];
}

void script_numbers(struct script *script, size_t stage, bool moved)
{
    const struct sight *sight = &script->doc->sight;
    if (moved) {
        nested_add_moved(script->out, sight, stage, script->dialect->number);
    } else {
        nested_add(script->out, sight, NULL, stage, script->dialect->number);
    }
}

/* How far float32 is off the exact numbers: where it is far, the last bit of an exponential decides
 * over many of the result, and libraries differ in that bit. */
static double off_exact(const struct script *script, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    const struct sight exact = sight_of(script->exact);
    double worst = 0;
    for (size_t row = 0; row < stage->rows; row++) {
        for (size_t col = 0; col < stage->width; col++) {
            double value = sight_cell(&script->doc->sight, index, row, col).value;
            double off = fabs(value - sight_cell(&exact, index, row, col).value);
            double size = fabs(value) > 1 ? fabs(value) : 1;
            worst = isfinite(off / size) && off / size > worst ? off / size : worst;
        }
    }
    return worst;
}

/* Appends ", 0.001" where the stage needs more room than others. */
static void add_room(struct script *script, size_t stage)
{
    enum { MARGIN = 4 };
    double room = 1e-6;
    double worst = script->exact == NULL ? 0 : MARGIN * off_exact(script, stage);
    while (room < worst) {
        room *= 10;
    }
    if (room > 2e-6) {
        char text[NUM_SIZE];
        out_addf(script->out, ", %s", num_show(text, room, 6, DTYPE_FLOAT64));
    }
}

void script_same(struct script *script, const char *value, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    size_t count = shape_size(&stage->shape);
    if (script->doc->options->bare || count == 0) {
        return;
    }
    if (count > MOST_SAME) {
        script_comment(script, arena_printf(&script->doc->arena,
                                   _("%zu numbers: too many to repeat them here"), count));
        return;
    }
    out_addf(script->out, "same(%s, ", value);
    script_numbers(script, index, true);
    add_room(script, index);
    out_addf(script->out, ")%s\n", script->dialect->end);
}

/* ---- Stages ---------------------------------------------------------------------------------- */

void script_stage(struct script *script, size_t index)
{
    struct doc *doc = script->doc;
    const struct dialect *dialect = script->dialect;
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    if (!doc->options->bare) {
        script_comment(
            script, arena_printf(&doc->arena, _("%s:  %s"), _(stage->title), stage->formula));
    }
    out_addf(script->out, "%s%s = ", dialect->let, stage->id);
    (stage->op == NULL ? dialect->input : dialect->computed)(script, index);
    out_addf(script->out, "%s\n", dialect->end);
    if (stage->op != NULL && !stage->hidden) {
        script_same(script, stage->id, index);
    }
    if (dialect->own != NULL && !doc->options->bare) {
        dialect->own(script, index);
    }
}

/* "Step 2: scores to probabilities"; NULL: helpers alone are of that group. */
static const char *step_title(struct doc *doc, enum group group)
{
    for (size_t step = 0; step < trace_step_count(doc->trace); step++) {
        size_t first = 0;
        size_t count = 0;
        if (trace_step(doc->trace, step, &first, &count) == group) {
            return arena_printf(&doc->arena, _("Step %zu: %s"), step + 1,
                _(group_title(&trace_lesson(doc->trace)->problem, group)));
        }
    }
    return NULL;
}

static void print_stage(struct script *script, size_t index)
{
    const char *id = trace_recipe(script->doc->trace)->stages[index].id;
    const struct show *show = &script->dialect->show;
    out_addf(script->out, "%s%s%s%s%s\n", show->name, id, show->value, id, show->end);
}

void script_whole(struct script *script)
{
    const struct recipe *recipe = trace_recipe(script->doc->trace);
    script->dialect->head(script);
    for (size_t i = 0; i < recipe->count && !out_ended(script->out); i++) {
        const char *title = step_title(script->doc, recipe->stages[i].group);
        if (title != NULL && recipe->stages[i].group != script->opened) {
            script->opened = recipe->stages[i].group;
            script_cell(script, title);
        }
        script_stage(script, i);
    }
    script_cell(script, _("The result"));
    print_stage(script, recipe->summed);
    const size_t results[] = {recipe->loss, recipe->gradient};
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        if (results[i] != STAGE_NONE) {
            print_stage(script, results[i]);
        }
    }
}

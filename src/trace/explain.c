/* Explanations for people: names of cells, worked lines, decimals. */
#include "i18n.h"
#include "trace_impl.h"

#include <math.h>
#include <string.h>

enum {
    SCAN_CELLS =
        4096, /* stages up to this size are looked through for how many decimals they need */
    DEFAULT_DECIMALS = 4
};

/* Index of a row in the batch's own dimensions: "1,5". */
static void add_row_index(const struct shape *shape, size_t row, struct str *out)
{
    size_t rest = shape_size(shape);
    for (size_t axis = 0; axis < shape->rank; axis++) {
        rest /= shape->dim[axis];
        str_addf(out, axis == 0 ? "%zu" : ",%zu", row / rest % shape->dim[axis]);
    }
}

void trace_row_label(const struct trace *trace, size_t stage, size_t row, struct str *out)
{
    const struct problem *problem = &trace->lesson->problem;
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    if (trace->recipe.stages[stage].form == FORM_GROUPS) {
        str_addf(out, "g%zu", row);
    } else if (trace->lesson->samples != NULL) {
        str_add(out, trace->lesson->samples[row]);
    } else if (batch.rank > 1) {
        add_row_index(&batch, row, out);
    } else {
        str_addc(out, 's');
        str_add_count(out, row);
    }
}

void trace_row_title(const struct trace *trace, size_t stage, size_t row, struct str *out)
{
    const char *const *tokens = trace->lesson->tokens;
    trace_row_label(trace, stage, row, out);
    if (tokens != NULL && trace->recipe.stages[stage].form != FORM_GROUPS) {
        str_addf(out, " \"%s\"", tokens[row]);
    }
}

void trace_col_label(const struct trace *trace, size_t col, struct str *out)
{
    if (trace->lesson->classes != NULL) {
        str_add(out, trace->lesson->classes[col]);
    } else if (trace->recipe.cols > 1) {
        str_addc(out, 'c');
        str_add_count(out, col);
    }
}

void trace_cell_name(
    const struct trace *trace, size_t index, size_t row, size_t col, struct str *out)
{
    const struct stage *stage = &trace->recipe.stages[index];
    str_add(out, stage->symbol);
    if (stage->form == FORM_SCALAR) {
        return;
    }
    str_addc(out, '[');
    trace_row_label(trace, index, row, out);
    size_t before = out->len;
    if (stage->form == FORM_MATRIX) {
        str_addc(out, ',');
        trace_col_label(trace, col, out);
        if (out->len == before + 1) { /* a single column without a name */
            out->len = before;
        }
    }
    str_addc(out, ']');
}

static double source_cell(void *context, size_t slot, size_t row, size_t col)
{
    const struct slot_context *at = context;
    return trace_cell(at->trace, at->trace->recipe.stages[at->stage].in[slot], row, col);
}

static void source_name(void *context, size_t slot, size_t row, size_t col, struct str *out)
{
    const struct slot_context *at = context;
    trace_cell_name(at->trace, at->trace->recipe.stages[at->stage].in[slot], row, col, out);
}

static void source_range_name(void *context, const struct expr_range *range, struct str *out)
{
    const struct slot_context *at = context;
    const struct recipe *recipe = &at->trace->recipe;
    const struct stage *stage = &recipe->stages[recipe->stages[at->stage].in[range->slot]];
    str_add(out, stage->symbol);
    if (stage->form == FORM_SCALAR) {
        return;
    }
    str_addc(out, '[');
    size_t in = recipe->stages[at->stage].in[range->slot];
    if (recipe->stages[at->stage].form == FORM_SCALAR) { /* the whole batch */
        str_add(out, "·");
    } else if (recipe->stages[at->stage].form == FORM_GROUPS) {
        if (range->rows * range->cols == 0) {
            str_add(out, "]"); /* a group without entries */
            return;
        }
        size_t row = 0;
        size_t col = 0;
        expr_term_at(range, 0, &row, &col);
        trace_row_label(at->trace, at->stage, group_of(recipe->groups, row, col), out);
    } else {
        trace_row_label(at->trace, in, range->row, out);
    }
    if (stage->form == FORM_MATRIX && recipe->cols > 1) {
        str_add(out, ",·");
    }
    if (range->skip != EXPR_NO_SKIP) {
        str_add(out, "≠");
        trace_col_label(at->trace, range->skip, out);
    }
    str_addc(out, ']');
}

struct expr_source trace_source(struct trace *trace, size_t stage)
{
    return (struct expr_source){
        .context = &trace->contexts[stage],
        .cell = source_cell,
        .name = source_name,
        .range_name = source_range_name,
        .dtype = trace->lesson->problem.dtype,
    };
}

static const char *finish(struct str *text, struct arena *arena)
{
    const char *copy = arena_strndup(arena, text->data, text->len);
    str_release(text);
    str_init(text);
    return copy;
}

/* The numbers of a worked line; says so where only rounding to the dtype makes the value come out.
 */
static const char *worked_numbers(const struct expr *expr, const struct expr_source *source,
    double value, int decimals, struct arena *arena)
{
    struct str text;
    str_init(&text);
    struct expr_honest honest = expr_honest(expr, source, value, decimals);
    bool rounds = honest.rounded && source->dtype != DTYPE_FLOAT64;
    str_add(&text, rounds ? num_formats[source->dtype].name : "");
    str_add(&text, rounds ? "(" : "");
    expr_print_numbers(expr, source, honest.decimals, &text);
    str_add(&text, rounds ? ")" : "");
    return finish(&text, arena);
}

const char *trace_name_cell(
    const struct trace *trace, size_t index, size_t row, size_t col, struct arena *arena)
{
    struct str name;
    str_init(&name);
    trace_cell_name(trace, index, row, col, &name);
    return finish(&name, arena);
}

struct worked trace_worked(
    struct trace *trace, size_t stage, size_t row, size_t col, int decimals, struct arena *arena)
{
    return trace_worked_marked(trace, stage, row, col, decimals, NULL, arena);
}

struct worked trace_worked_marked(struct trace *trace, size_t stage, size_t row, size_t col,
    int decimals, const struct expr_place *marked, struct arena *arena)
{
    struct str text;
    str_init(&text);
    struct worked worked = {.symbols = "", .numbers = ""};
    double value = trace_cell(trace, stage, row, col);
    char number[NUM_SIZE];
    worked.value =
        arena_strdup(arena, num_show(number, value, decimals, trace->lesson->problem.dtype));
    trace_cell_name(trace, stage, row, col, &text);
    worked.name = finish(&text, arena);
    const struct expr *expr = trace_explain(trace, stage, row, col, arena);
    if (expr != NULL) {
        struct expr_source source = trace_source(trace, stage);
        source.marked = marked;
        expr_print_symbols(expr, &source, &text);
        worked.symbols = finish(&text, arena);
        worked.numbers = worked_numbers(expr, &source, value, decimals, arena);
    }
    str_release(&text);
    return worked;
}

size_t worked_parts(const struct worked *worked, const char *parts[WORKED_PARTS])
{
    const char *const all[WORKED_PARTS] = {worked->symbols, worked->numbers, worked->value};
    size_t count = 0;
    for (size_t i = 0; i < WORKED_PARTS; i++) {
        if (*all[i] != '\0' && (count == 0 || strcmp(parts[count - 1], all[i]) != 0)) {
            parts[count++] = all[i];
        }
    }
    return count;
}

/* A stage small enough to look through is shown with no more decimals than any of its numbers has:
 * a column of whole numbers stays whole. */
int trace_stage_decimals(struct trace *trace, size_t index, int decimals)
{
    const struct stage *stage = &trace->recipe.stages[index];
    size_t rows = stage->rows;
    if (stage->whole || rows > SCAN_CELLS / stage->width) {
        return stage->whole ? 0 : decimals;
    }
    int most = 0;
    for (size_t row = 0; row < rows && most < decimals; row++) {
        for (size_t col = 0; col < stage->width && most < decimals; col++) {
            double value = trace_cell(trace, index, row, col);
            int needed = num_decimals(value, decimals, trace->lesson->problem.dtype);
            most = needed > most ? needed : most;
        }
    }
    return most;
}

size_t trace_example_row(struct trace *trace)
{
    const struct stage *summed = &trace->recipe.stages[trace->recipe.summed];
    if (trace->recipe.rows > SCAN_CELLS / summed->width) {
        return 0;
    }
    if (trace->recipe.total != STAGE_NONE) { /* which leaves the losses of long rows known */
        (void)trace_cell(trace, trace->recipe.total, 0, 0);
    }
    size_t best = 0;
    double largest = -INFINITY;
    for (size_t row = 0; row < trace->recipe.rows; row++) {
        for (size_t col = 0; col < summed->width; col++) {
            double loss = trace_cell(trace, trace->recipe.summed, row, col);
            if (loss > largest) {
                largest = loss;
                best = row;
            }
        }
    }
    return best;
}

int trace_default_decimals(const struct trace *trace)
{
    return trace->lesson->precision >= 0 ? trace->lesson->precision : DEFAULT_DECIMALS;
}

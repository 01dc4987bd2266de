/* The same computation as a NumPy script: one line per stage, named as the stage is, so that a
 * student finds every step of the walk in the code, and every number of the walk in its variables.
 */
#include "doc.h"
#include "i18n.h"
#include "nested.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

static const char *python_number(char *buffer, double value, enum dtype dtype)
{
    if (isfinite(value)) {
        return num_shortest(buffer, value, dtype);
    }
    const char *text = isnan(value) ? "np.nan" : value > 0 ? "np.inf" : "-np.inf";
    return memcpy(buffer, text, strlen(text) + 1);
}

/* A line of a comment, whatever the text has in it. */
static void comment(struct doc *doc, const char *text)
{
    struct str line;
    str_init(&line);
    utf8_add_safe(&line, text);
    out_addf(doc->out, "# %s\n", doc_page_text(doc, line.data, &doc->arena));
    str_release(&line);
}

/* 16 bits: the script computes in float64 and rounds every stage, as this program does. NumPy has
 * no bfloat16, and its float16 goes by float32. */
static bool stores(const struct doc *doc)
{
    return num_formats[trace_lesson(doc->trace)->problem.dtype].bits <
           num_formats[DTYPE_FLOAT32].bits;
}

static void define_store(struct doc *doc)
{
    const struct number_format *format = &num_formats[trace_lesson(doc->trace)->problem.dtype];
    char largest[NUM_SIZE];
    out_addf(doc->out, "\n\ndef store(x):  # %s\n", format->name);
    out_addf(doc->out,
        "    exponent = np.maximum(np.frexp(x)[1] - %d, %d)\n"
        "    rounded = np.ldexp(np.rint(np.ldexp(x, -exponent)), exponent)\n"
        "    large = np.isfinite(x) & (np.abs(rounded) > %s)\n"
        "    return np.where(large, np.copysign(np.inf, x), rounded)\n\n",
        format->bits, format->last, num_shortest(largest, format->largest, DTYPE_FLOAT64));
}

/* Python takes a comment in the first two lines for the name of an encoding if it looks like one,
 * and editors take some in the first five for settings: the lesson's words come later. */
static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    comment(doc, _("a losswalk lesson as NumPy code"));
    out_add(doc->out, "import numpy as np\n\n"
                      "np.seterr(all=\"ignore\")  # ");
    out_add(doc->out, _("infinities and nan are part of the lesson"));
    out_add(doc->out, "\n\n");
    comment(doc, lesson->title);
    comment(doc, arena_printf(&doc->arena, _("losswalk lesson \"%s\", rules %s"), lesson->id,
                     lesson->rules));
    if (stores(doc)) {
        define_store(doc);
    }
}

static void input_line(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    const struct problem *problem = &trace_lesson(doc->trace)->problem;
    bool move = stage->form == FORM_MATRIX && stage->class_axis + 1 < stage->shape.rank;
    const char *type = stage->whole                      ? ""
                       : problem->dtype == DTYPE_FLOAT32 ? ", dtype=np.float32"
                                                         : ", dtype=np.float64";
    bool store = stores(doc) && !stage->whole;
    out_addf(doc->out, "%s = %s%snp.array(", stage->id, store ? "store(" : "",
        move ? "np.moveaxis(" : "");
    nested_add(doc->out, &doc->sight, NULL, index, python_number);
    out_addf(doc->out, "%s)", type);
    if (shape_size(&stage->shape) == 0) { /* [] has lost how long a row would be */
        out_addf(doc->out, ".reshape(%s)", shape_text(&stage->shape, &doc->arena));
    }
    if (move) {
        out_addf(doc->out, ", %zu, -1)", stage->class_axis);
    }
    out_add(doc->out, store ? ")\n" : "\n");
}

/* An input's name; one number per row meets a matrix as a column. */
static void add_input(struct doc *doc, const struct stage *stage, size_t slot)
{
    const struct stage *in = &trace_recipe(doc->trace)->stages[stage->in[slot]];
    bool column = in->form == FORM_COLUMN && stage->form == FORM_MATRIX;
    out_addf(doc->out, column ? "%s[..., None]" : "%s", in->id);
}

/* Replaces one {directive} at `at`; returns its size. */
static size_t add_directive(struct doc *doc, const struct stage *stage, const char *at)
{
    size_t size = strcspn(at, "}") + 1;
    if (at[1] >= '0' && at[1] <= '7') {
        add_input(doc, stage, (size_t)(at[1] - '0'));
    } else { /* {width} */
        out_addf(doc->out, "%zu", stage->args.width);
    }
    return size;
}

static void computed_line(struct doc *doc, const struct stage *stage)
{
    struct str code;
    str_init(&code);
    stage->op->numpy(&stage->args, &code);
    out_addf(doc->out, "%s = ", stage->id);
    for (const char *at = code.data; *at != '\0';) {
        if (*at == '{') {
            at += add_directive(doc, stage, at);
        } else {
            out_addf(doc->out, "%c", *at++);
        }
    }
    out_add(doc->out, "\n");
    if (stores(doc) && !stage->whole) {
        out_addf(doc->out, "%s = store(%s)\n", stage->id, stage->id);
    }
    str_release(&code);
}

/* All stages, the helpers too: the code must run. */
static void result(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    enum group group = GROUP_COUNT;
    for (size_t i = 0; i < recipe->count; i++) {
        const struct stage *stage = &recipe->stages[i];
        if (stage->group != group) {
            group = stage->group;
            out_add(doc->out, "\n");
            comment(doc, _(group_title(&trace_lesson(doc->trace)->problem, group)));
        }
        if (stage->op == NULL) {
            input_line(doc, i);
        } else {
            computed_line(doc, stage);
        }
    }
    out_addf(doc->out, "\nprint(\"per_sample\", %s)\n", recipe->stages[recipe->summed].id);
    if (recipe->loss != STAGE_NONE) {
        out_add(doc->out, "print(\"loss\", loss)\n");
    }
    if (recipe->gradient != STAGE_NONE) {
        const char *id = recipe->stages[recipe->gradient].id;
        out_addf(doc->out, "print(\"%s\", %s)\n", id, id);
    }
}

const struct doc_format doc_format_numpy = {
    .name = "numpy", .suffix = "py", .begin = begin, .result = result};

/* The same computation as a NumPy script: one line per stage, named as the stage is, so that a
 * student finds every step of the walk in the code, and every number of the walk in its variables.
 */
#include "numpy_script.h"

#include "i18n.h"

#include <math.h>
#include <string.h>

static const char *number(char *buffer, double value, enum dtype dtype)
{
    if (isfinite(value)) {
        return num_shortest(buffer, value, dtype);
    }
    const char *text = isnan(value) ? "np.nan" : value > 0 ? "np.inf" : "-np.inf";
    return memcpy(buffer, text, strlen(text) + 1);
}

/* 16 bits: the script computes in float64 and rounds every stage, as this program does. NumPy has
 * no bfloat16, and its float16 goes by float32. */
static void define_store(struct script *script)
{
    const struct number_format *format = &num_formats[script->dtype];
    char largest[NUM_SIZE];
    out_addf(script->out, "\n\ndef store(x):  # %s\n", format->name);
    out_addf(script->out,
        "    exponent = np.maximum(np.frexp(x)[1] - %d, %d)\n"
        "    rounded = np.ldexp(np.rint(np.ldexp(x, -exponent)), exponent)\n"
        "    large = np.isfinite(x) & (np.abs(rounded) > %s)\n"
        "    return np.where(large, np.copysign(np.inf, x), rounded)\n",
        format->bits, format->last, num_shortest(largest, format->largest, DTYPE_FLOAT64));
}

static void define_same(struct script *script)
{
    if (script->doc->options->bare) {
        return;
    }
    out_addf(script->out, "\n\ndef same(value, expected, tolerance=%s):\n    ",
        script_tolerance(script));
    script_comment(script, _("within the tolerance of each number, or of 1 where that is larger"));
    out_add(script->out,
        "    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)\n");
}

/* Python takes a comment in the first two lines for the name of an encoding if it looks like one,
 * and editors take some in the first five for settings: the lesson's words come later. */
static void head(struct script *script)
{
    script_comment(script, _("a losswalk lesson as NumPy code"));
    out_add(script->out, "import numpy as np\n\n"
                         "np.seterr(all=\"ignore\")\n");
    script_comment(script, _("infinities and nan are part of the lesson"));
    out_add(script->out, "\n");
    script_name(script);
    define_same(script);
    if (script_stores(script)) {
        define_store(script);
    }
}

static void input(struct script *script, size_t index)
{
    struct doc *doc = script->doc;
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    bool move = stage->form == FORM_MATRIX && stage->class_axis + 1 < stage->shape.rank;
    const char *type = stage->whole                     ? ""
                       : script->dtype == DTYPE_FLOAT32 ? ", dtype=np.float32"
                                                        : ", dtype=np.float64";
    bool store = script_stores(script) && !stage->whole;
    out_addf(script->out, "%s%snp.array(", store ? "store(" : "", move ? "np.moveaxis(" : "");
    script_numbers(script, index, false);
    out_addf(script->out, "%s)", type);
    if (shape_size(&stage->shape) == 0) { /* [] has lost how long a row would be */
        out_addf(script->out, ".reshape(%s)", shape_text(&stage->shape, &doc->arena));
    }
    if (move) {
        out_addf(script->out, ", %zu, -1)", stage->class_axis);
    }
    out_add(script->out, store ? ")" : "");
}

/* An input's name; one number per row meets a matrix as a column. */
static void add_input(
    const struct script *script, const struct stage *stage, size_t slot, struct str *out)
{
    const struct stage *in = &trace_recipe(script->doc->trace)->stages[stage->in[slot]];
    bool column = in->form == FORM_COLUMN && stage->form == FORM_MATRIX;
    str_addf(out, column ? "%s[..., None]" : "%s", in->id);
}

void numpy_expression(const struct script *script, size_t index, struct str *out)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    struct str code;
    str_init(&code);
    stage->op->numpy(&stage->args, &code);
    for (const char *at = code.data; *at != '\0';) {
        if (*at != '{') {
            str_addc(out, *at++);
            continue;
        }
        if (at[1] >= '0' && at[1] <= '7') {
            add_input(script, stage, (size_t)(at[1] - '0'), out);
        } else if (at[1] == 'w') {
            str_add_count(out, stage->args.width);
        } else {
            for (size_t axis = 1; axis < stage->shape.rank; axis++) {
                str_add(out, ", 1");
            }
        }
        at += strcspn(at, "}") + 1;
    }
    str_release(&code);
}

static void computed(struct script *script, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    struct str code;
    str_init(&code);
    numpy_expression(script, index, &code);
    out_add(script->out, code.data);
    if (script_stores(script) && !stage->whole) {
        out_addf(script->out, "\n%s = store(%s)", stage->id, stage->id);
    }
    str_release(&code);
}

const struct dialect numpy_dialect = {
    .comment = "#",
    .let = "",
    .end = "",
    .number = number,
    .head = head,
    .input = input,
    .computed = computed,
    .show = {"print(\"", "\", ", ")"},
};

static void begin(struct doc *doc)
{
    if (doc->options->place > 0 && doc_shares_output(doc->options)) {
        out_add(doc->out, "\n\n");
    }
}

/* All stages, the helpers too: the code must run. */
static void result(struct doc *doc)
{
    struct script script;
    script_begin(&script, doc, &numpy_dialect);
    script_whole(&script);
    script_end(&script);
}

const struct doc_format doc_format_numpy = {
    .name = "numpy", .suffix = "py", .begin = begin, .result = result};

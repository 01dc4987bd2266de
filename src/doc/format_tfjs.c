/* The same computation as a script for TensorFlow.js, which computes in float32 alone: of a lesson
 * in another format, the numbers are those that it has in float32. Each lesson is a block of its
 * own, so that several may be one script. */
#include "code.h"
#include "i18n.h"
#include "numpy_script.h"
#include "own_calls.h"

#include <math.h>
#include <string.h>

static const char *number(char *buffer, double value, enum dtype dtype)
{
    (void)dtype; /* the lesson's */
    if (isfinite(value)) {
        return num_shortest(buffer, value, DTYPE_FLOAT32);
    }
    const char *text = isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    return memcpy(buffer, text, strlen(text) + 1);
}

static void head(struct script *script)
{
    script_comment(script, _("a losswalk lesson as TensorFlow.js code"));
    out_add(script->out, "{\nconst tf = require(\"@tensorflow/tfjs\");\n\n");
    script_name(script);
    if (script->narrow != NULL) {
        script_comment(
            script, _("the lesson is in another format: these are its numbers in float32"));
    }
    out_addf(script->out, "\nfunction same(value, expected, tolerance = %s) {\n  ",
        script_tolerance(script));
    script_comment(script, _("within the tolerance of each number, or of 1 where that is larger"));
    out_add(script->out,
        "  const got = Array.from(value.dataSync());\n"
        "  const want = [expected].flat(Infinity);\n"
        "  const near = (a, b) =>\n"
        "    Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * (1 + Math.abs(b));\n"
        "  if (got.length !== want.length || !want.every((b, i) => near(got[i], b))) {\n"
        "    throw new Error(`${got} is not ${want}`);\n"
        "  }\n"
        "}\n");
}

static void input(struct script *script, size_t index)
{
    const struct stage *stage = &trace_recipe(script->doc->trace)->stages[index];
    bool move = stage->form == FORM_MATRIX && stage->class_axis + 1 < stage->shape.rank;
    out_add(script->out, "tf.tensor(");
    script_numbers(script, index, false);
    out_add(script->out, ", [");
    for (size_t axis = 0; axis < stage->shape.rank; axis++) {
        out_addf(script->out, axis > 0 ? ", %zu" : "%zu", stage->shape.dim[axis]);
    }
    out_addf(script->out, "], \"%s\")", stage->kind == ID_labels ? "int32" : "float32");
    for (size_t axis = 0; move && axis < stage->shape.rank; axis++) {
        size_t from = axis < stage->class_axis ? axis : axis + 1;
        out_addf(script->out, axis > 0 ? ", %zu" : ".transpose([%zu",
            from < stage->shape.rank ? from : stage->class_axis);
    }
    out_add(script->out, move ? "])" : "");
}

static void computed(struct script *script, size_t index)
{
    struct str numpy;
    struct str code;
    str_init(&numpy);
    str_init(&code);
    numpy_expression(script, index, &numpy);
    code_translate(
        numpy.data, CODE_TFJS, trace_recipe(script->doc->trace), &script->doc->arena, &code);
    out_add(script->out, code.data);
    str_release(&code);
    str_release(&numpy);
}

static void own(struct script *script, size_t stage)
{
    own_calls(script, stage, &own_tfjs);
}

static const struct dialect DIALECT = {
    .comment = "//",
    .let = "const ",
    .end = ";",
    .float32 = true,
    .number = number,
    .head = head,
    .input = input,
    .computed = computed,
    .own = own,
    .show = {"console.log(\"", "\", ", ".arraySync());"},
};

static void begin(struct doc *doc)
{
    if (doc->options->place > 0 && doc_shares_output(doc->options)) {
        out_add(doc->out, "\n");
    }
}

static void result(struct doc *doc)
{
    struct script script;
    script_begin(&script, doc, &DIALECT);
    script_whole(&script);
    out_add(doc->out, "}\n");
    script_end(&script);
}

const struct doc_format doc_format_tfjs = {
    .name = "tfjs", .suffix = "js", .begin = begin, .result = result};

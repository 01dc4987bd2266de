/* The same computation as a PyTorch script; and, where PyTorch has a call for a stage or for all of
 * the loss, that call beside it. */
#include "code.h"
#include "i18n.h"
#include "numpy_script.h"
#include "own_calls.h"

#include <math.h>
#include <string.h>

static const char *number(char *buffer, double value, enum dtype dtype)
{
    if (isfinite(value)) {
        return num_shortest(buffer, value, dtype);
    }
    const char *text = isnan(value) ? "torch.nan" : value > 0 ? "torch.inf" : "-torch.inf";
    return memcpy(buffer, text, strlen(text) + 1);
}

/* "float32"; scripts for 16 bits compute in float64 and round each stage. */
static const char *width(const struct script *script)
{
    return script->dtype == DTYPE_FLOAT32 ? "float32" : "float64";
}

/* Editors take some comments in the first lines for settings: the lesson's words come later. */
static void head(struct script *script)
{
    script_comment(script, _("a losswalk lesson as PyTorch code"));
    out_addf(script->out,
        "import torch\nimport torch.nn.functional as F\n\ntorch.set_default_dtype(torch.%s)\n\n",
        width(script));
    script_name(script);
    out_addf(script->out, "\n\ndef same(value, expected, tolerance=%s):\n    ",
        script_tolerance(script));
    script_comment(script, _("within the tolerance of each number, or of 1 where that is larger"));
    out_add(script->out,
        "    value = torch.as_tensor(value, dtype=torch.float64)\n"
        "    expected = torch.tensor(expected, dtype=torch.float64)\n"
        "    torch.testing.assert_close(value, expected, rtol=tolerance, atol=tolerance, "
        "equal_nan=True)\n");
    if (script_stores(script)) {
        out_addf(script->out,
            "\n\ndef store(x):\n    return torch.as_tensor(x).to(torch.%s).to(torch.float64)\n",
            num_formats[script->dtype].name);
    }
}

static void input(struct script *script, size_t index)
{
    struct doc *doc = script->doc;
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    bool move = stage->form == FORM_MATRIX && stage->class_axis + 1 < stage->shape.rank;
    bool store = script_stores(script) && !stage->whole;
    out_addf(script->out, "%s%storch.tensor(", store ? "store(" : "", move ? "torch.movedim(" : "");
    script_numbers(script, index, false);
    out_addf(script->out, stage->whole ? ")" : ", dtype=torch.%s)", width(script));
    if (shape_size(&stage->shape) == 0) {
        out_addf(script->out, ".reshape(%s)", shape_text(&stage->shape, &doc->arena));
    }
    if (move) {
        out_addf(script->out, ", %zu, -1)", stage->class_axis);
    }
    out_add(script->out, store ? ")" : "");
}

static void computed(struct script *script, size_t index)
{
    const struct recipe *recipe = trace_recipe(script->doc->trace);
    const struct stage *stage = &recipe->stages[index];
    struct str numpy;
    struct str code;
    str_init(&numpy);
    str_init(&code);
    numpy_expression(script, index, &numpy);
    code_translate(numpy.data, CODE_PYTORCH, recipe, &script->doc->arena, &code);
    out_add(script->out, code.data);
    if (script_stores(script) && !stage->whole) {
        out_addf(script->out, "\n%s = store(%s)", stage->id, stage->id);
    }
    str_release(&code);
    str_release(&numpy);
}

static void own(struct script *script, size_t stage)
{
    own_calls(script, stage, &own_pytorch);
}

static const struct dialect DIALECT = {
    .comment = "#",
    .let = "",
    .end = "",
    .number = number,
    .head = head,
    .input = input,
    .computed = computed,
    .own = own,
    .show = {"print(\"", "\", ", ")"},
};

static void begin(struct doc *doc)
{
    if (doc->options->place > 0 && doc_shares_output(doc->options)) {
        out_add(doc->out, "\n\n");
    }
}

static void result(struct doc *doc)
{
    struct script script;
    script_begin(&script, doc, &DIALECT);
    script_whole(&script);
    script_end(&script);
}

const struct doc_format doc_format_pytorch = {
    .name = "pytorch", .suffix = "py", .begin = begin, .result = result};

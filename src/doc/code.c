#include "code.h"

#include "code_tree.h"

#include <string.h>

static const struct call {
    const char *name;
    const char *forms[2]; /* by enum code_language */
} CALLS[] = {
#define CODE(numpy, pytorch, tfjs) {numpy, {pytorch, tfjs}},
#include "code.def"
#undef CODE
};

struct writer {
    enum code_language language;
    const struct recipe *recipe;
    struct str *out;
};

static void write_node(const struct writer *w, const struct node *node);

static void write_operands(const struct writer *w, const struct node *first)
{
    for (const struct node *node = first; node != NULL; node = node->next) {
        str_add(w->out, node == first ? "" : ", ");
        write_node(w, node);
    }
}

/* $0 and its kin in a form, and $* for all operands behind the first. */
static void write_form(const struct writer *w, const char *form, const struct node *first)
{
    for (; *form != '\0'; form++) {
        if (*form != '$') {
            str_addc(w->out, *form);
            continue;
        }
        form++;
        const struct node *node = first;
        for (char i = '0'; *form != '*' && i < *form && node != NULL; i++) {
            node = node->next;
        }
        if (*form == '*') {
            write_operands(w, first == NULL ? NULL : first->next);
        } else if (node != NULL) {
            write_node(w, node);
        }
    }
}

static void write_call(const struct writer *w, const struct node *node)
{
    const char *name = node->text;
    if (strcmp(name, ".reshape") == 0 && node->first->next->kind == NODE_SHAPE) {
        name = ".reshape_as";
    }
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        if (strcmp(CALLS[i].name, name) == 0) {
            write_form(w, CALLS[i].forms[w->language], node->first);
            return;
        }
    }
    code_give_up(name);
}

static void write_number(const struct writer *w, const char *text)
{
    bool js = w->language == CODE_TFJS;
    if (strcmp(text, "np.nan") == 0) {
        str_add(w->out, js ? "NaN" : "torch.nan");
    } else if (strcmp(text, "np.inf") == 0) {
        str_add(w->out, js ? "Infinity" : "torch.inf");
    } else {
        str_add(w->out, text);
    }
}

/* Does it have numbers alone, which the language computes by itself? */
static bool is_number(const struct node *node)
{
    bool made = node->kind == NODE_SIGN || node->kind == NODE_NEG || node->kind == NODE_GROUP;
    for (const struct node *part = node->first; made && part != NULL; part = part->next) {
        if (!is_number(part)) {
            return false;
        }
    }
    return made || node->kind == NODE_NUMBER;
}

/* a.add(b); of a number, which has no methods, tf.add(a, b). */
static void write_method(const struct writer *w, const char *sign, const struct node *a)
{
    static const struct {
        const char *sign, *method;
    } METHODS[] = {{" == ", "equal"}, {" != ", "notEqual"}, {" <= ", "lessEqual"},
        {" >= ", "greaterEqual"}, {" < ", "less"}, {" > ", "greater"}, {" | ", "logicalOr"},
        {" & ", "logicalAnd"}, {" + ", "add"}, {" - ", "sub"}, {" * ", "mul"}, {" / ", "div"},
        {" % ", "mod"}, {" ** ", "pow"}};
    size_t i = 0;
    while (strcmp(METHODS[i].sign, sign) != 0) {
        i++;
    }
    write_form(w, is_number(a) ? "tf." : "$0.", a);
    str_add(w->out, METHODS[i].method);
    write_form(w, is_number(a) ? "($0, $1)" : "($1)", a);
}

/* Axes of what a name stands for. */
static size_t rank_of(const struct writer *w, const struct node *node)
{
    for (size_t i = 0; node->kind == NODE_NAME && i < w->recipe->count; i++) {
        if (strcmp(w->recipe->stages[i].id, node->text) == 0) {
            return w->recipe->stages[i].shape.rank;
        }
    }
    return 1;
}

/* [0, 0, 1] */
static void write_axes(const struct writer *w, size_t rank, const char *each, const char *last)
{
    str_addc(w->out, '[');
    for (size_t axis = 0; axis < rank; axis++) {
        str_addf(w->out, "%s%s", axis > 0 ? ", " : "", axis + 1 < rank ? each : last);
    }
    str_addc(w->out, ']');
}

/* Entries where a condition along the first or last axis holds: the others are 0, as they are only
 * added up. */
static void write_where(const struct writer *w, const struct node *node)
{
    const struct node *condition = node->first->next;
    size_t rank = rank_of(w, node->first);
    str_add(w->out, "tf.where(");
    write_node(w, condition);
    if (node->kind == NODE_AT && rank > 1) {
        str_add(w->out, ".reshape([-1");
        for (size_t axis = 1; axis < rank; axis++) {
            str_add(w->out, ", 1");
        }
        str_add(w->out, "])");
    }
    write_form(w, ", $0, 0)", node->first);
}

static void write_index_tfjs(const struct writer *w, const struct node *node)
{
    const struct node *index = node->first->next;
    size_t rank = rank_of(w, node->first);
    switch (node->kind) {
    case NODE_COLUMN:
        write_form(w, "$0.expandDims(-1)", node->first);
        break;
    case NODE_REST:
        write_form(w, "$0.slice(", node->first);
        write_axes(w, rank, "0", "1");
        str_addc(w->out, ')');
        break;
    case NODE_FIRST:
        write_form(w, "$0.slice(", node->first);
        write_axes(w, rank, "0", "0");
        str_add(w->out, ", ");
        write_axes(w, rank, "-1", "1");
        str_addc(w->out, ')');
        break;
    default:
        if (index->kind == NODE_SIGN && strcmp(index->text, " == ") == 0) {
            write_where(w, node);
        } else if (index->kind == NODE_NAME) { /* what a comprehension counts */
            write_form(
                w, node->kind == NODE_LAST ? "$0.gather($1, -1)" : "$0.gather($1)", node->first);
        } else {
            write_form(w, "$0.gather($1.toInt())", node->first);
        }
    }
}

static void write_tfjs(const struct writer *w, const struct node *node)
{
    switch (node->kind) {
    case NODE_EACH:
        write_form(w, "[...Array($1).keys()].map((g) => $0)", node->first);
        break;
    case NODE_GROUP: /* methods need none */
        write_form(w, is_number(node) ? "($0)" : "$0", node->first);
        break;
    case NODE_NEG:
        write_form(w, is_number(node) ? "-$0" : "$0.neg()", node->first);
        break;
    case NODE_SIGN:
        if (is_number(node)) {
            write_form(w, "$0", node->first);
            str_add(w->out, node->text);
            write_form(w, "$1", node->first);
        } else {
            write_method(w, node->text, node->first);
        }
        break;
    case NODE_IF:
        write_form(w, "tf.where($0, $1, $2)", node->first);
        break;
    default:
        write_index_tfjs(w, node);
    }
}

static void write_pytorch(const struct writer *w, const struct node *node)
{
    static const char *const FORMS[] = {[NODE_COLUMN] = "$0[..., None]",
        [NODE_REST] = "$0[..., 1:]",
        [NODE_FIRST] = "$0[..., :1]",
        [NODE_AT] = "$0[$1]",
        [NODE_LAST] = "$0[..., $1]",
        [NODE_EACH] = "[$0 for g in range($1)]",
        [NODE_GROUP] = "($0)",
        [NODE_NEG] = "-$0",
        [NODE_IF] = "torch.where($0, $1, $2)"};
    if (node->kind == NODE_SIGN) {
        write_form(w, "$0", node->first);
        str_add(w->out, node->text);
        write_form(w, "$1", node->first);
    } else {
        write_form(w, FORMS[node->kind], node->first);
    }
}

static void write_node(const struct writer *w, const struct node *node)
{
    switch (node->kind) {
    case NODE_NUMBER:
        write_number(w, node->text);
        break;
    case NODE_NAME:
        str_add(w->out, node->text);
        break;
    case NODE_CALL:
        write_call(w, node);
        break;
    case NODE_SHAPE:
        write_form(w, "$0.shape", node->first);
        break;
    case NODE_LIST:
        str_addc(w->out, '[');
        write_operands(w, node->first);
        str_addc(w->out, ']');
        break;
    default:
        (w->language == CODE_TFJS ? write_tfjs : write_pytorch)(w, node);
    }
}

void code_translate(const char *numpy, enum code_language language, const struct recipe *recipe,
    struct arena *arena, struct str *out)
{
    struct writer writer = {language, recipe, out};
    const struct node *node = code_read(numpy, arena);
    static const char *const ALONE[] = {
        [CODE_PYTORCH] = "torch.tensor(float($0))", [CODE_TFJS] = "tf.scalar($0)"};
    write_form(&writer, is_number(node) ? ALONE[language] : "$0", node);
}

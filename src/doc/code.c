#include "code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum node_kind {
    NODE_NUMBER,
    NODE_NAME,   /* of a stage, or of what a comprehension counts */
    NODE_CALL,   /* np.exp(a), or a.sum(axis=-1), whose first operand is a */
    NODE_SHAPE,  /* a.shape */
    NODE_COLUMN, /* a[..., None] */
    NODE_REST,   /* a[..., 1:] */
    NODE_FIRST,  /* a[..., :1] */
    NODE_AT,     /* a[b] */
    NODE_LAST,   /* a[..., b] */
    NODE_LIST,   /* [a, b] */
    NODE_EACH,   /* [a for g in range(n)] */
    NODE_GROUP,  /* (a) */
    NODE_NEG,
    NODE_SIGN, /* a + b */
    NODE_IF    /* b if a else c */
};

struct node {
    enum node_kind kind;
    const char *text;   /* a number, a name, a sign; a call with its keywords: ".sum axis=-1" */
    struct node *first; /* operands */
    struct node *next;  /* the next operand of what this is one of */
};

static const struct call {
    const char *name;
    const char *forms[2]; /* by enum code_language */
} CALLS[] = {
#define CODE(numpy, pytorch, tfjs) {numpy, {pytorch, tfjs}},
#include "code.def"
#undef CODE
};

/* An operation says what this file cannot read. */
static _Noreturn void give_up(const char *what)
{
    (void)fprintf(stderr, "losswalk: no translation of %s\n", what);
    abort();
}

/* ---- Reading --------------------------------------------------------------------------------- */

struct reader {
    const char *at;
    struct arena *arena;
};

static struct node *read_expression(struct reader *reader);

static bool take(struct reader *reader, const char *text)
{
    size_t size = strlen(text);
    bool there = strncmp(reader->at, text, size) == 0;
    reader->at += there ? size : 0;
    return there;
}

static void expect(struct reader *reader, const char *text)
{
    if (!take(reader, text)) {
        give_up(reader->at);
    }
}

static struct node *make(
    struct reader *reader, enum node_kind kind, const char *text, struct node *first)
{
    struct node *node = arena_alloc(reader->arena, 1, sizeof *node);
    *node = (struct node){.kind = kind, .text = text, .first = first};
    return node;
}

static const char *word(struct reader *reader)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t size = strspn(reader->at, LETTERS);
    const char *text = arena_strndup(reader->arena, reader->at, size);
    reader->at += size;
    return text;
}

/* Operands up to `close`; keywords that say how to go along an axis become part of the name. */
static void read_operands(
    struct reader *reader, const char *close, struct node **end, const char **name)
{
    for (bool more = !take(reader, close); more; more = !take(reader, close)) {
        (void)take(reader, ", ");
        size_t key = strcspn(reader->at, "=,()[] ");
        if (name != NULL && reader->at[key] == '=') {
            size_t size = strcspn(reader->at, ",)");
            if (strncmp(reader->at, "minlength", key) != 0) {
                const char *keyword = arena_strndup(reader->arena, reader->at, size);
                *name = arena_printf(reader->arena, "%s %s", *name, keyword);
                reader->at += size;
                continue;
            }
            reader->at += key + 1;
        }
        *end = read_expression(reader);
        end = &(*end)->next;
    }
}

static struct node *read_call(struct reader *reader, const char *name, struct node *of)
{
    struct node *call = make(reader, NODE_CALL, name, of);
    read_operands(reader, ")", of == NULL ? &call->first : &of->next, &call->text);
    return call;
}

static struct node *read_list(struct reader *reader)
{
    struct node *list = make(reader, NODE_LIST, NULL, NULL);
    if (take(reader, "]")) {
        return list;
    }
    list->first = read_expression(reader);
    if (take(reader, " for g in range(")) {
        list->kind = NODE_EACH;
        list->first->next = read_expression(reader);
        expect(reader, ")]");
        return list;
    }
    read_operands(reader, "]", &list->first->next, NULL);
    return list;
}

static struct node *read_index(struct reader *reader, struct node *of)
{
    static const struct {
        const char *text;
        enum node_kind kind;
    } FORMS[] = {{"..., None]", NODE_COLUMN}, {"..., 1:]", NODE_REST}, {"..., :1]", NODE_FIRST}};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        if (take(reader, FORMS[i].text)) {
            return make(reader, FORMS[i].kind, NULL, of);
        }
    }
    enum node_kind kind = take(reader, "..., ") ? NODE_LAST : NODE_AT;
    of->next = read_expression(reader);
    expect(reader, "]");
    return make(reader, kind, NULL, of);
}

static struct node *read_primary(struct reader *reader)
{
    if (take(reader, "(")) {
        struct node *inside = read_expression(reader);
        expect(reader, ")");
        return make(reader, NODE_GROUP, NULL, inside);
    }
    if (take(reader, "[")) {
        return read_list(reader);
    }
    size_t number = strspn(reader->at, "0123456789.");
    if (number > 0) {
        if (reader->at[number] == 'e') {
            number += 1 + strspn(reader->at + number + 1, "+-");
            number += strspn(reader->at + number, "0123456789");
        }
        const char *text = arena_strndup(reader->arena, reader->at, number);
        reader->at += number;
        return make(reader, NODE_NUMBER, text, NULL);
    }
    if (!take(reader, "np.")) {
        return make(reader, NODE_NAME, word(reader), NULL);
    }
    const char *name = arena_printf(reader->arena, "np.%s", word(reader));
    return take(reader, "(") ? read_call(reader, name, NULL)
                             : make(reader, NODE_NUMBER, name, NULL);
}

static struct node *read_postfix(struct reader *reader)
{
    struct node *node = read_primary(reader);
    for (;;) {
        if (take(reader, "[")) {
            node = read_index(reader, node);
        } else if (take(reader, ".shape")) {
            node = make(reader, NODE_SHAPE, NULL, node);
        } else if (take(reader, ".")) {
            const char *name = arena_printf(reader->arena, ".%s", word(reader));
            expect(reader, "(");
            node = read_call(reader, name, node);
        } else {
            return node;
        }
    }
}

/* The signs, as Python ranks them: the loosest first. */
static const char *const SIGNS[][7] = {{" == ", " != ", " <= ", " >= ", " < ", " > "}, {" | "},
    {" & "}, {" + ", " - "}, {" * ", " / ", " % "}, {" ** "}};
enum { RANKS = sizeof SIGNS / sizeof *SIGNS, POWER = RANKS - 1 };

static struct node *read_signs(struct reader *reader, size_t rank)
{
    if (rank == POWER && take(reader, "-")) {
        return make(reader, NODE_NEG, NULL, read_signs(reader, rank));
    }
    if (rank == RANKS) {
        return read_postfix(reader);
    }
    struct node *node = read_signs(reader, rank + 1);
    for (size_t i = 0; SIGNS[rank][i] != NULL;) {
        if (take(reader, SIGNS[rank][i])) {
            node->next = read_signs(reader, rank + 1);
            node = make(reader, NODE_SIGN, SIGNS[rank][i], node);
            i = 0;
        } else {
            i++;
        }
    }
    return node;
}

static struct node *read_expression(struct reader *reader)
{
    struct node *node = read_signs(reader, 0);
    if (take(reader, " if ")) {
        struct node *test = read_signs(reader, 0);
        expect(reader, " else ");
        test->next = node;
        node->next = read_signs(reader, 0);
        return make(reader, NODE_IF, NULL, test);
    }
    return node;
}

/* ---- Writing --------------------------------------------------------------------------------- */

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
            write_operands(w, first->next);
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
    give_up(name);
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
    struct reader reader = {numpy, arena};
    struct writer writer = {language, recipe, out};
    const struct node *node = read_expression(&reader);
    if (*reader.at != '\0') {
        give_up(reader.at);
    }
    static const char *const ALONE[] = {
        [CODE_PYTORCH] = "torch.tensor(float($0))", [CODE_TFJS] = "tf.scalar($0)"};
    write_form(&writer, is_number(node) ? ALONE[language] : "$0", node);
}

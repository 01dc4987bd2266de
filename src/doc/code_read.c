#include "code_tree.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void code_give_up(const char *what)
{
    (void)fprintf(stderr, "losswalk: no translation of %s\n", what);
    abort();
}

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
        code_give_up(reader->at);
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

const struct node *code_read(const char *numpy, struct arena *arena)
{
    struct reader reader = {numpy, arena};
    const struct node *node = read_expression(&reader);
    if (*reader.at != '\0') {
        code_give_up(reader.at);
    }
    return node;
}

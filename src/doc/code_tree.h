/* A NumPy expression, read. Internal to code.c and code_read.c. */
#ifndef LOSSWALK_CODE_TREE_H
#define LOSSWALK_CODE_TREE_H

#include "arena.h"

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

/* The whole text as an expression, in the arena. */
const struct node *code_read(const char *numpy, struct arena *arena);
/* An operation says what cannot be read or written: ends the program. */
_Noreturn void code_give_up(const char *what);

#endif

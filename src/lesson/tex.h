/* Mathematics in prose: a subset of TeX, read into a tree that every format prints.
 *
 * The subset, beside letters, digits and the signs on a keyboard:
 *
 *     \frac{a}{b}  \sqrt{a}  \sqrt[3]{a}         fractions, roots
 *     x_i  x^2  x_{i,j}^{n+1}  f'                 scripts; below and above sums, too
 *     \hat p  \bar x  \tilde x  \vec x            accents
 *     \left( ... \right)                          fences of any pair; '.' is none
 *     \text{if} \mathrm{softmax} \mathbf{x}       words and fonts; \operatorname{name}
 *     \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}
 *     \, \; \quad ~                               spaces; blanks mean nothing
 *
 * and the names of Greek letters, signs, relations, arrows and functions that tex.def lists. An
 * argument is what stands in braces, or one sign. Whatever else is a problem with its place, and
 * the formula has no tree then. Nesting and length are limited, so that neither a reader nor a
 * printer can be sent astray.
 */
#ifndef LOSSWALK_TEX_H
#define LOSSWALK_TEX_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    TEX_MOST_BYTES = 4096, /* of one formula */
    TEX_MOST_DEPTH = 24,   /* of what lies in each other */
    TEX_MOST_PROBLEMS = 8  /* that are told of one formula */
};

/* What a sign or command is, which says what stands around it and how it is read. */
enum tex_class {
    TEX_LETTER,      /* x, 3, ∞: nothing around it */
    TEX_PREFIX,      /* ∂, and a minus in front: nothing behind it */
    TEX_RAISED,      /* high by itself: ′, ᵀ */
    TEX_BIG,         /* Σ: limits below and above, a space behind */
    TEX_LIMIT,       /* max: a name with limits */
    TEX_FUNCTION,    /* log: a name */
    TEX_BINARY,      /* + between two, or a sign in front of one */
    TEX_TIMES,       /* the same, but binding as a product does */
    TEX_SLASH,       /* a quotient without spaces */
    TEX_RELATION,    /* =: spaces around it */
    TEX_PUNCTUATION, /* a space behind it */
    TEX_OPEN,
    TEX_CLOSE,
    TEX_BAR, /* |: opens, closes, or, alone in its row, a relation */
    /* Of commands only: */
    TEX_ACCENT,
    TEX_FRACTION,
    TEX_ROOT,
    TEX_LEFT,
    TEX_RIGHT,
    TEX_BEGIN,
    TEX_END,
    TEX_NEW_ROW,
    TEX_WORDS, /* text as it is */
    TEX_FONT,  /* a formula in another font */
    TEX_NAME,  /* a function that has no command */
    TEX_SPACE,
    TEX_IGNORED /* sizes and the like */
};

enum tex_kind {
    NODE_ROW,      /* children one after the other; `name` is its font or NULL */
    NODE_SIGN,     /* one letter, number, operator or function name: text, ascii, class */
    NODE_WORD,     /* a word or several: text, class; `name` is the font or "operatorname" */
    NODE_SPACE,    /* text: as many blanks as it is wide */
    NODE_FRACTION, /* first over second */
    NODE_SCRIPT,   /* first with second below and third above it; either may be NULL */
    NODE_ACCENT,   /* first under a mark: text is the combining character, ascii its name */
    NODE_ROOT,     /* of first; second is the degree or NULL */
    NODE_FENCE,    /* first between the signs second and third; either may be NULL */
    NODE_GRID      /* its children are rows, theirs the cells, which are rows; name: "bmatrix" */
};

struct tex {
    enum tex_kind kind;
    enum tex_class class;
    const char *name;         /* of the command it came from; NULL: none */
    const char *text, *ascii; /* UTF-8, and 7 bits where there is such a form; else NULL */
    struct tex *first, *second, *third;
    struct tex *next; /* in a row or grid */
};

enum tex_fault {
    TEX_UNKNOWN,  /* a command that is not in the subset */
    TEX_NO_GRID,  /* \begin of something that is not */
    TEX_UNCLOSED, /* what opens here is not closed */
    TEX_STRAY,    /* closes what is not open */
    TEX_MISSING,  /* has no argument */
    TEX_TWICE,    /* a second script of the same kind */
    TEX_NO_CELL,  /* parts cells, outside of a matrix */
    TEX_RESERVED, /* a character that means something else in TeX */
    TEX_DEEP,     /* nested too deep */
    TEX_LONG      /* too long */
};

struct tex_problem {
    enum tex_fault fault;
    size_t at;        /* byte of the text */
    const char *what; /* what stands there, in the arena; of a command without its backslash */
};

struct tex_reading {
    struct tex *tree;                               /* a NODE_ROW; NULL when there is a problem */
    struct tex_problem problems[TEX_MOST_PROBLEMS]; /* by their places */
    size_t problem_count;
};

/* Reads text[0..size), what stands between the dollars. Any bytes will do. */
struct tex_reading tex_read(struct arena *arena, const char *text, size_t size);

/* Appends the formula as one line of text: scripts raised and lowered where Unicode has all their
 * characters, fractions as a/b with parentheses where they are needed, hats as p̂. In 7 bits when
 * ascii: p_hat, alpha, sum_(i=1)^n. */
void tex_line(const struct tex *tree, bool ascii, struct str *out);

/* What was likely meant where a command or matrix is unknown; NULL: nothing is near. */
const char *tex_near(const struct tex_problem *problem);

/* The signs around a grid: tex.def by the environment's name. */
struct tex_grid {
    const char *name, *open, *close;
};
const struct tex_grid *tex_grid(const char *name); /* NULL: no such environment */

#endif

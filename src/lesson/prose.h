/* A lesson's prose: Markdown read once into plain blocks that every format can print. */
#ifndef LOSSWALK_PROSE_H
#define LOSSWALK_PROSE_H

#include "arena.h"
#include "diag.h"

#include <stddef.h>

enum span_style {
    SPAN_PLAIN,
    SPAN_EMPHASIS,
    SPAN_STRONG,
    SPAN_CODE,
    SPAN_MATH, /* $...$: TeX as written */
    SPAN_LINK  /* text of a link; `target` is where it leads */
};

struct span {
    enum span_style style;
    const char *text; /* safe UTF-8, entities resolved; a hard line break is "\n" */
    const char *target;
    struct span *next;
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* level 3 and below, inside a section */
    BLOCK_ITEM,    /* of a list: `level` is its depth from 0, `marker` its "-" or "1." */
    BLOCK_QUOTE,
    BLOCK_CODE, /* one plain span; lines end in \n; `marker` is the language or "" */
    BLOCK_MATH  /* $$...$$ on its own */
};

struct block {
    enum block_kind kind;
    int level;
    const char *marker;
    struct span *spans;
    struct block *next;
};

/* What stands under one heading: of a stage, a group, `end`; or before the first (`at` is ""). */
struct prose {
    const char *at;
    struct where where; /* of the heading; where.source is valid while the lesson is */
    struct block *blocks;
    struct prose *next;
};

/* Reads the Markdown in source->text[first .. size), whose first line is `line`. Level 1 and 2
 * headings open a section. An unknown or repeated section name (`sections` is the NULL-ended list
 * of known ones) is a warning, and the section is left out: nothing would ever lead to it. Returns
 * the sections in file order; NULL when there is no prose, or when there is more of it than 256
 * KiB, which is an error in diag. */
struct prose *prose_parse(struct arena *arena, const struct source *source, size_t first,
    size_t line, const char *const *sections, struct diag *diag);

#endif

/* Keys, and what they ask for. */
#ifndef LOSSWALK_KEYS_H
#define LOSSWALK_KEYS_H

#include "press.h"

#include <stddef.h>
#include <stdint.h>

/* Where a request applies: what is on top of the screen. */
enum layer {
    ON_LIST = 1,       /* the lesson list */
    ON_STEP = 2,       /* a lesson */
    ON_WHY = 4,        /* a lesson, with the why of a cell open: ON_STEP requests work, too */
    ON_HELP = 8,       /* the help screen, over anything */
    ON_MESSAGES = 16,  /* what is wrong with a lesson file */
    ON_COMPARE = 32,   /* a lesson's losses under other rules, over the lesson */
    ON_QUESTION = 64,  /* a question, below the tables of its lesson */
    ON_PROMPT = 128,   /* a line to type into, below the tables */
    ON_SWITCHES = 256, /* the switches, below the tables */
    ON_ANY = 511
};

enum request {
    REQUEST_none,
#define REQUEST(id, keys, bar_key, bar_label, layers, can, help) REQUEST_##id,
#include "request.def"
#undef REQUEST
    REQUEST_COUNT
};

struct request_info {
    const char *id;
    const char *keys;      /* "Space n PgDn" */
    const char *bar_key;   /* English, show through _(); "": the first of keys */
    const char *bar_label; /* English; "": not in the key bar */
    unsigned layers;       /* enum layer, or-ed */
    const char *help;      /* English */
};

/* What request.def says of a request; REQUEST_none has empty texts. */
const struct request_info *request_info(enum request request);

/* What the key asks for on that layer (one enum layer value), or REQUEST_none. Full-width letters
 * and signs from an input method count as their ASCII twins: U+FF4E asks for what n does. */
enum request key_request(uint32_t key, enum layer layer);

#endif

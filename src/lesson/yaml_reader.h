/* YAML as a stream of tokens, without everything that makes YAML surprising. Private to this layer.
 *
 * libyaml's events become tokens with a place in the lesson file. Anchors, aliases, tags,
 * directives and second documents are reported here and never reach a reader of values. Nothing is
 * guessed about types: a scalar is its text, and whether it was quoted.
 *
 * A reader of a value starts with reader->token on the first token of the value and ends with it on
 * the last one (for a scalar, the same). Once reader->stopped is set nothing more can be read, and
 * an error has been recorded.
 */
#ifndef LOSSWALK_YAML_READER_H
#define LOSSWALK_YAML_READER_H

#include "arena.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

enum token_kind {
    TOKEN_SCALAR,
    TOKEN_LIST,
    TOKEN_LIST_END,
    TOKEN_MAP,
    TOKEN_MAP_END,
    TOKEN_END /* of the document */
};

struct token {
    enum token_kind kind;
    const char *text; /* of a scalar, zero-ended; valid until the next token */
    size_t size;
    bool plain;   /* a scalar without quotes */
    bool folded;  /* a scalar over several lines */
    bool refused; /* part of the value was already reported: skip it in silence */
    struct where where;
};

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct token token;
    const struct source *source;
    struct source_cursor cursor; /* where its text was last looked at */
    size_t first_line;           /* of the source, where the YAML text begins */
    size_t depth;                /* open lists and maps */
    bool skipping, stopped;
    bool unknown_keys;   /* some were reported: what seems to be missing may be there, misspelt */
    struct arena *arena; /* for values */
    struct diag *diag;
};

/* Reads text (inside source->text, starting at a line of its own, first_line). The first token is
 * then current. reader_close() must follow in any case. */
void reader_open(struct reader *reader, const struct source *source, const char *text, size_t size,
    size_t first_line);
void reader_close(struct reader *reader);

/* Goes to the next token. False when the reader stopped. */
bool reader_next(struct reader *reader);
/* Goes to the last token of the value that starts at the current one. False when the reader
 * stopped. */
bool reader_skip(struct reader *reader);

/* Records what libyaml found wrong, in words for an author of lessons. */
void reader_report_syntax(struct reader *reader);

/* Adds a hint about a full-width character in the text, such as an IME leaves behind. False: there
 * is none. */
bool hint_full_width(struct diag *diag, const char *text, size_t size);

#endif

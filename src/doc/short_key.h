/* The answers of keys alone, to mark by: of one key a table of one line, of a class one with a line
 * for each. Private to this layer, but for who runs it. */
#ifndef LOSSWALK_SHORT_KEY_H
#define LOSSWALK_SHORT_KEY_H

#include "doc.h"

/* The answers of one key, in the order of their numbers, from 1. */
struct short_key {
    const char *lesson, *title; /* its id; "4. Sparse labels", without what it is a variant of */
    const char *label;          /* whose it is, or of which variant; "": there is but one */
    const char *const *answers; /* "b", "0.0659" */
    size_t count;
    struct short_key *next;
};

/* Those of a run, in the order in which they were written. */
struct short_keys {
    struct arena arena;
    struct short_key *first, *last;
};

void short_keys_init(struct short_keys *keys);
void short_keys_release(struct short_keys *keys);

/* At the beginning of a key: its answers, by the format; and noted in the options' keys, if it has
 * such. */
void short_key_send(struct doc *doc, const struct doc_format *format);
/* All that were noted, behind the last document of an output or in one of its own. */
void short_keys_write(
    const struct doc_format *format, const struct doc_options *options, struct out *out);

/* For formats without another measure: the most columns of a table side by side. */
enum { SHORT_KEY_COLUMNS = 12 };

#endif

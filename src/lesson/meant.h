/* What an author is likely to have meant: hints for slips that have a shape of their own. Private
 * to this layer.
 *
 * The hint_ functions add a hint to the item recorded last; false: they know nothing. */
#ifndef LOSSWALK_MEANT_H
#define LOSSWALK_MEANT_H

#include "yaml_reader.h"

/* A space other than that of the keyboard, such as a word processor leaves behind. */
bool hint_space(struct diag *diag, const char *text, size_t size);

/* The key that is called otherwise elsewhere (y_true), or the nearest of `words` (NULL-ended). */
void hint_keys(struct diag *diag, const char *name, const char *const *words);

/* The key that a name stands for: as it is called elsewhere, or the name itself. *certain: it is
 * not one of two. */
const char *meant_key(const char *name, bool *certain);

/* A scalar where a number, or a list of them, belongs: true, a decimal comma, missing brackets. */
bool hint_scalar(struct diag *diag, const struct token *token, bool whole);

/* A scalar where a list belongs: the brackets are missing. */
void hint_brackets(struct diag *diag, const struct token *token);

/* The list at a place of the source has more items than the other: by decimal commas? */
bool hint_decimal_comma(
    struct diag *diag, const struct source *source, struct where list, struct where other);

/* A line that goes on after a value in quotes or brackets that was meant as a part of a text; col
 * is where it goes on, from 1. NULL: none. `text` is what is wrong. */
const char *meant_quotes(const char *line, size_t size, size_t col, const char **text);

/* Is the line made of dashes only, though not the three of a fence? */
bool meant_fence(const char *line, size_t size);

/* Warns where a comment ends the current token's text that looks like a part of it. */
void warn_cut(struct reader *reader);

#endif

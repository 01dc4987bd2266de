/* What the two files of the reader of formulas share. Private to them. */
#ifndef LOSSWALK_TEX_READER_H
#define LOSSWALK_TEX_READER_H

#include "tex_list.h"

enum tex_closer {
    CLOSES_NOTHING,
    CLOSES_BRACE,
    CLOSES_BRACKET,
    CLOSES_FENCE,
    CLOSES_CELL,
    CLOSERS
};

struct tex_reader {
    struct arena *arena;
    const char *text;
    size_t size, at;
    size_t depth;
    size_t open[CLOSERS]; /* how many rows wait for each */
    bool over;            /* given up: what is still open is no fault of the author's */
    struct tex_reading *reading;
};

/* Records a problem at a byte of the text, with what stands there. */
void tex_tell(struct tex_reader *r, enum tex_fault fault, size_t at, const char *what);

bool tex_is_white(char c);
bool tex_is_letter(char c);
bool tex_is_digit(char c);

/* The character at hand; 0 at the end. */
char tex_peek(const struct tex_reader *r);
/* The bytes of the command name at a backslash: letters, or one character. */
size_t tex_name_size(const struct tex_reader *r);
/* The command at hand; NULL where there is none, or none of the list. */
const struct tex_command *tex_command_here(const struct tex_reader *r);
/* What the thing at hand closes. */
enum tex_closer tex_closer_here(const struct tex_reader *r);
/* Passes over a command; over what means nothing. */
void tex_pass(struct tex_reader *r, const struct tex_command *command);
void tex_skip(struct tex_reader *r);

/* A piece of the text, in the arena. */
const char *tex_cut(const struct tex_reader *r, size_t from, size_t size);
struct tex *tex_node(struct tex_reader *r, enum tex_kind kind);
struct tex *tex_command_sign(struct tex_reader *r, const struct tex_command *command);

/* Reads up to the end, or to what closes this row or one around it, which is left where it is. */
struct tex *tex_row(struct tex_reader *r, enum tex_closer own);
/* The row in the brace or bracket at hand. */
struct tex *tex_closed_row(struct tex_reader *r, enum tex_closer own);
/* A character that is neither letter, digit, brace nor backslash. */
struct tex *tex_character(struct tex_reader *r);
/* What stands behind text[start .. start + size) as its argument: something in braces, or one sign.
 */
struct tex *tex_argument(struct tex_reader *r, size_t start, size_t size);

/* tex_command.c: the command at hand, with all that it takes. */
struct tex *tex_read_command(struct tex_reader *r);

#endif

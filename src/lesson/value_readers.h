/* Readers of single values: what a key of the schema may hold. Private to this layer.
 *
 * A reader takes the value that starts at reader->token (see yaml_reader.h), checks it against the
 * key's rule and writes it to `out`. It returns false, with an error recorded, when the value is
 * not usable.
 */
#ifndef LOSSWALK_VALUE_READERS_H
#define LOSSWALK_VALUE_READERS_H

#include "num.h"
#include "tensor.h"
#include "yaml_reader.h"

#include <stdbool.h>
#include <stddef.h>

struct rule {
    const char *const *words; /* NULL-ended; NULL: any */
    double low, high;
    bool has_range, open; /* open: low itself is out */
};

#define ANY                                                                                        \
    {                                                                                              \
        0                                                                                          \
    }
#define WORDS(...)                                                                                 \
    {                                                                                              \
        .words = (const char *const[])                                                             \
        {                                                                                          \
            __VA_ARGS__, NULL                                                                      \
        }                                                                                          \
    }
#define NAMES(list)                                                                                \
    {                                                                                              \
        .words = (list)                                                                            \
    }
#define FROM(lowest, highest)                                                                      \
    {                                                                                              \
        .low = (lowest), .high = (highest), .has_range = true                                      \
    }
#define ABOVE(lowest, highest)                                                                     \
    {                                                                                              \
        .low = (lowest), .high = (highest), .has_range = true, .open = true                        \
    }

struct key {
    const char *name;
    bool (*read)(struct reader *reader, const struct key *key, void *out);
    size_t offset; /* of the value in the struct that the map is read into */
    struct rule rule;
};

/* Where a key stands, and its value; key.line 0: nowhere. */
struct given {
    struct where key, value;
    bool bad; /* the value was refused */
};

/* Reads the map at the current token into `target`, given[i] for keys[i]. Unknown and repeated keys
 * are errors; `kind` says in messages which map it is ("a question"). False when there was any
 * error. */
bool read_map(struct reader *reader, const struct key *keys, size_t count, void *target,
    struct given *given, const char *kind);

struct names {
    const char *const *list; /* NULL-ended */
    size_t count;
};

/* A text for each row, as nested as the batch is, in the order of what was read. */
enum token_piece_kind { PIECE_TEXT, PIECE_OPEN, PIECE_CLOSE };
struct token_piece {
    enum token_piece_kind kind;
    const char *text; /* PIECE_TEXT */
    struct where where;
};
struct tokens {
    const struct token_piece *pieces; /* NULL: none */
    size_t count;
};

/* Numbers, or the name of the file they are in. */
struct data {
    struct tensor *tensor;
    const char *file;
};

typedef bool value_reader(struct reader *reader, const struct key *key, void *out);

value_reader read_text;     /* const char *: one line, never empty */
value_reader read_choice;   /* int: index of the word */
value_reader read_words;    /* unsigned: bit i is set when word i is in the list */
value_reader read_flag;     /* bool */
value_reader read_number;   /* double */
value_reader read_integer;  /* long long */
value_reader read_names;    /* struct names */
value_reader read_tokens;   /* struct tokens: texts, in lists of any depth */
value_reader read_numbers;  /* struct tensor *: a number or nested lists of them */
value_reader read_integers; /* the same, whole numbers only */
value_reader read_data;     /* struct data */
value_reader read_labels;   /* struct data, whole numbers only */

/* The texts one by one, for a batch of that shape: one for each row, NULL-ended, in the arena. In
 * the place of the last lists a text may stand for its characters. NULL after an error. */
const char *const *fit_tokens(
    const struct tokens *tokens, const struct shape *batch, struct arena *arena, struct diag *diag);

/* Numbers of the value at the current token; whole: integers only. NULL after an error. */
struct tensor *read_array(struct reader *reader, bool whole);

/* Reports that the value at the current token should have been something else, and skips it. */
bool wrong_kind(struct reader *reader, const struct key *key, const char *wanted);
/* Is the number in the range of the key's rule? Reports one that is not. */
bool check_range(struct reader *reader, const struct key *key, double value, struct where where);
/* Reports a scalar that is not a number. */
void report_number(struct reader *reader, bool whole);
/* Warns when a number did not stay what is written; `stored` is what it has become. */
void warn_number(
    struct diag *diag, struct where where, enum num_fate fate, double stored, enum dtype dtype);
/* Hints at the nearest of the words, or lists them when there are few. */
void hint_words(struct diag *diag, const char *word, const char *const *words);

#endif

/* Numbers: one alone, or lists of lists of them, straight from the tokens into one flat array. */
#include "value_readers.h"

#include "i18n.h"
#include "meant.h"
#include "mem.h"
#include "num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct array {
    struct reader *reader;
    bool whole, ok;
    double *data;
    struct pos *where; /* of each number */
    size_t data_cap, where_cap, count;
    struct shape shape; /* dim[i] is known once a list of that depth was closed: not 0 then */
    bool rank_known;    /* once a number was met */
    size_t depth;       /* open lists */
    size_t items[TENSOR_MAX_RANK];        /* so far, in each open list */
    struct where opened[TENSOR_MAX_RANK]; /* where each began */
    struct where first[TENSOR_MAX_RANK];  /* the list of each depth that gave its length */
    bool spoiled[TENSOR_MAX_RANK]; /* has an item that was refused: its length says nothing */
};

/* Something in the open lists was refused. */
static void spoil(struct array *array)
{
    array->ok = false;
    for (size_t i = 0; i < array->depth; i++) {
        array->spoiled[i] = true;
    }
}

static void fail(struct array *array, struct where where, const char *problem)
{
    diag_error(array->reader->diag, where, "%s", problem);
    spoil(array);
}

static void count_item(struct array *array)
{
    if (array->depth > 0) {
        array->items[array->depth - 1]++;
    }
}

static void add_number(struct array *array)
{
    const struct token *token = &array->reader->token;
    double value = NAN;
    long long integer = 0;
    bool good = token->plain && !token->refused;
    if (array->whole) {
        good = good && num_parse_integer(token->text, token->size, &integer);
        value = (double)integer;
    } else {
        good = good && num_parse(token->text, token->size, &value);
        if (good) {
            warn_number(array->reader->diag, token->where,
                num_fate(token->text, token->size, value), value, DTYPE_FLOAT64);
        }
    }
    if (!good) {
        report_number(array->reader, array->whole);
        array->ok = false;
    } else if (array->rank_known && array->depth != array->shape.rank) {
        fail(array, token->where, _("a list is expected here, as in the rows above"));
    }
    if (good && !array->rank_known) {
        array->shape.rank = array->depth;
        array->rank_known = true;
    }
    size_t n = array->count++;
    array->data = mem_grow(array->data, &array->data_cap, n + 1, sizeof *array->data);
    array->where = mem_grow(array->where, &array->where_cap, n + 1, sizeof *array->where);
    array->data[n] = value;
    array->where[n] = (struct pos){(unsigned)token->where.line, (unsigned)token->where.col};
    count_item(array);
}

static void open_list(struct array *array)
{
    struct reader *reader = array->reader;
    struct where where = reader->token.where;
    if (reader->token.refused) {
        spoil(array);
        (void)reader_skip(reader);
    } else if (array->depth == TENSOR_MAX_RANK) {
        fail(array, where, _("lists of numbers may be nested 6 deep at most"));
        (void)reader_skip(reader);
    } else if (array->rank_known && array->depth == array->shape.rank) {
        fail(array, where, _("a number is expected here, as in the places above"));
        (void)reader_skip(reader);
        count_item(array);
    } else {
        array->items[array->depth] = 0;
        array->spoiled[array->depth] = false;
        array->opened[array->depth] = where;
        array->depth++;
    }
}

static void close_list(struct array *array)
{
    size_t axis = --array->depth;
    size_t items = array->items[axis];
    size_t *dim = &array->shape.dim[axis];
    if (array->spoiled[axis]) {
        return;
    }
    if (items == 0) {
        fail(array, array->opened[axis], _("this list is empty"));
    } else if (*dim == 0) {
        *dim = items;
        array->first[axis] = array->opened[axis];
    } else if (*dim != items) {
        diag_error(array->reader->diag, array->opened[axis],
            _("this list has length %zu, but the first one at this depth has length %zu"), items,
            *dim);
        struct where here = array->opened[axis];
        struct where first = array->first[axis];
        bool more = items > *dim;
        if (!hint_decimal_comma(array->reader->diag, array->reader->source, more ? here : first,
                more ? first : here)) {
            diag_hint(array->reader->diag, _("every row needs the same number of values"));
        }
        array->ok = false;
    }
    count_item(array);
}

/* Takes the current token. */
static void take(struct array *array)
{
    struct reader *reader = array->reader;
    switch (reader->token.kind) {
    case TOKEN_SCALAR:
        add_number(array);
        break;
    case TOKEN_LIST:
        open_list(array);
        break;
    case TOKEN_LIST_END:
        if (array->depth > 0) {
            close_list(array);
        }
        break;
    default:
        if (!reader->token.refused) {
            fail(array, reader->token.where, _("a number or a list is expected here, not a map"));
        }
        spoil(array);
        (void)reader_skip(reader);
        break;
    }
}

static struct tensor *keep(struct array *array)
{
    struct arena *arena = array->reader->arena;
    double *data = arena_alloc(arena, array->count, sizeof *data);
    struct pos *where = arena_alloc(arena, array->count, sizeof *where);
    memcpy(data, array->data, array->count * sizeof *data);
    memcpy(where, array->where, array->count * sizeof *where);
    struct tensor *tensor = tensor_literal(arena, &array->shape, data, where);
    tensor->integer = array->whole;
    return tensor;
}

struct tensor *read_array(struct reader *reader, bool whole)
{
    struct array array = {.reader = reader, .whole = whole, .ok = true};
    take(&array);
    while (array.depth > 0 && reader_next(reader)) {
        take(&array);
    }
    struct tensor *tensor =
        array.ok && array.data != NULL && array.where != NULL && !reader->stopped ? keep(&array)
                                                                                  : NULL;
    free(array.data);
    free(array.where);
    return tensor;
}

static bool read_list(struct reader *reader, const struct key *key, void *out, bool whole)
{
    struct where where = reader->token.where;
    if (reader->token.kind == TOKEN_SCALAR && (reader->token.size == 0 || reader->token.refused)) {
        return wrong_kind(reader, key,
            whole ? _("a whole number or a list of them") : _("a number or a list of numbers"));
    }
    struct tensor *tensor = read_array(reader, whole);
    bool ok = tensor != NULL;
    for (size_t i = 0; ok && i < shape_size(&tensor->shape); i++) {
        double value = 0;
        struct pos pos = tensor_where(tensor, i);
        where.line = pos.line;
        where.col = pos.col;
        ok = tensor_read(tensor, i, 1, &value, reader->diag) &&
             check_range(reader, key, value, where);
    }
    if (ok) {
        *(struct tensor **)out = tensor;
    }
    return ok;
}

bool read_numbers(struct reader *reader, const struct key *key, void *out)
{
    return read_list(reader, key, out, false);
}

bool read_integers(struct reader *reader, const struct key *key, void *out)
{
    return read_list(reader, key, out, true);
}

static bool read_reference(struct reader *reader, const char **file)
{
    static const struct key keys[] = {{"file", read_text, 0, ANY}};
    struct given given[1] = {0};
    struct where where = reader->token.where;
    if (!read_map(reader, keys, 1, file, given, _("a data reference"))) {
        return false;
    }
    if (*file == NULL) {
        diag_error(reader->diag, where, _("a data reference looks like {file: NAME.npy}"));
    }
    return *file != NULL;
}

/* NAME.npy, or the word `file` of a reference without its braces. */
static bool is_file_name(const struct token *token)
{
    bool npy = token->size > 4 && strcmp(token->text + token->size - 4, ".npy") == 0;
    return npy || strstr(token->text, ".npz") != NULL || strcmp(token->text, "file") == 0;
}

static bool read_any_data(
    struct reader *reader, const struct key *key, struct data *out, bool whole)
{
    struct data data = {0};
    if (reader->token.refused) {
        (void)reader_skip(reader);
        return false;
    }
    if (reader->token.kind == TOKEN_SCALAR && reader->token.size == 0) {
        return wrong_kind(reader, key, _("numbers, or {file: NAME.npy}"));
    }
    bool ok = true;
    bool scalar = reader->token.kind == TOKEN_SCALAR;
    if (reader->token.kind == TOKEN_MAP) {
        ok = read_reference(reader, &data.file);
    } else {
        data.tensor = read_array(reader, whole);
        ok = data.tensor != NULL;
    }
    if (!ok && scalar && is_file_name(&reader->token)) {
        diag_hint(reader->diag, _("a data file is written {file: %.40s}"),
            strcmp(reader->token.text, "file") == 0 ? "NAME.npy" : reader->token.text);
    }
    if (ok) {
        *out = data;
    }
    return ok;
}

bool read_data(struct reader *reader, const struct key *key, void *out)
{
    return read_any_data(reader, key, out, false);
}

bool read_labels(struct reader *reader, const struct key *key, void *out)
{
    return read_any_data(reader, key, out, true);
}

/* The texts that the rows of a batch are the tokens of: nested as the labels are. How deep that is
 * is not known while they are read, so they are kept piece by piece, and judged later. */
#include "i18n.h"
#include "mem.h"
#include "utf8.h"
#include "value_readers.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_TOKEN = 80 }; /* characters */

/* As it is, in one line: blanks are tokens, too. */
static const char *token_text(struct arena *arena, const struct token *token)
{
    char *text = arena_strndup(arena, token->text, token->size);
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\t') {
            *at = ' ';
        }
    }
    return text;
}

bool read_tokens(struct reader *reader, const struct key *key, void *out)
{
    struct token_piece *pieces = NULL;
    size_t cap = 0;
    size_t count = 0;
    size_t depth = 0;
    bool ok = true;
    do {
        const struct token *token = &reader->token;
        bool empty = token->kind == TOKEN_SCALAR && token->size == 0 && token->plain;
        if (token->kind == TOKEN_MAP || token->refused || empty) {
            ok = wrong_kind(reader, key, _("a text for each row, in lists as the labels are"));
            continue;
        }
        struct token_piece piece = {.where = token->where};
        piece.kind = token->kind == TOKEN_LIST       ? PIECE_OPEN
                     : token->kind == TOKEN_LIST_END ? PIECE_CLOSE
                                                     : PIECE_TEXT;
        if (piece.kind == PIECE_TEXT) {
            piece.text = token_text(reader->arena, token);
        }
        depth += piece.kind == PIECE_OPEN ? 1 : 0;
        depth -= piece.kind == PIECE_CLOSE ? 1 : 0;
        pieces = mem_grow(pieces, &cap, count + 1, sizeof *pieces);
        pieces[count++] = piece;
    } while (depth > 0 && reader_next(reader));
    ok = ok && !reader->stopped;
    if (ok && pieces != NULL) {
        struct token_piece *copy = arena_alloc(reader->arena, count, sizeof *copy);
        memcpy(copy, pieces, count * sizeof *copy);
        *(struct tokens *)out = (struct tokens){copy, count};
    }
    free(pieces);
    return ok;
}

/* Putting pieces into the rows of a batch. */
struct fitting {
    const struct shape *batch;
    struct arena *arena;
    struct diag *diag;
    const char **rows;
    size_t row;   /* the next one */
    size_t depth; /* open lists */
    size_t items[TENSOR_MAX_RANK];
    struct where opened[TENSOR_MAX_RANK];
};

static bool refuse(struct fitting *f, struct where where, const char *problem)
{
    diag_error(f->diag, where, "%s", problem);
    return false;
}

static bool refuse_count(struct fitting *f, struct where where, size_t have, size_t want)
{
    diag_error(f->diag, where, _("there are %zu tokens here, but the batch has %zu in this place"),
        have, want);
    return false;
}

/* What is too many is refused when its list ends. */
static void add_row(struct fitting *f, const char *text, size_t size)
{
    if (f->row < shape_size(f->batch)) {
        f->rows[f->row++] = arena_strndup(f->arena, text, size);
    }
}

/* A text in the place of a list: each of its characters is a token. */
static bool add_characters(struct fitting *f, const struct token_piece *piece)
{
    size_t want = f->batch->dim[f->batch->rank - 1];
    size_t left = strlen(piece->text);
    size_t count = 0;
    for (const char *at = piece->text; left > 0; count++) {
        uint32_t code = 0;
        size_t size = utf8_decode(at, left, &code);
        while (size < left && utf8_decode(at + size, left - size, &code) > 0 &&
               utf8_code_width(code) == 0) { /* marks belong to their letter */
            size += utf8_decode(at + size, left - size, &code);
        }
        if (count < want) {
            add_row(f, at, size);
        }
        at += size;
        left -= size;
    }
    return count == want || refuse_count(f, piece->where, count, want);
}

static bool add_text(struct fitting *f, const struct token_piece *piece)
{
    size_t size = strlen(piece->text);
    if (f->depth + 1 == f->batch->rank) {
        return add_characters(f, piece);
    }
    if (f->depth < f->batch->rank) {
        return refuse(f, piece->where, _("a list of tokens is expected here, as in the labels"));
    }
    if (utf8_width(piece->text) > LONGEST_TOKEN) {
        diag_error(f->diag, piece->where, _("a token has at most %d characters"), LONGEST_TOKEN);
        return false;
    }
    add_row(f, piece->text, size);
    return true;
}

static bool take(struct fitting *f, const struct token_piece *piece)
{
    if (piece->kind != PIECE_CLOSE && f->depth > 0) {
        f->items[f->depth - 1]++;
    }
    switch (piece->kind) {
    case PIECE_OPEN:
        if (f->depth == f->batch->rank) {
            return refuse(f, piece->where, _("a text is expected here, not a list"));
        }
        f->items[f->depth] = 0;
        f->opened[f->depth++] = piece->where;
        return true;
    case PIECE_CLOSE:
        f->depth--;
        return f->items[f->depth] == f->batch->dim[f->depth] ||
               refuse_count(f, f->opened[f->depth], f->items[f->depth], f->batch->dim[f->depth]);
    default:
        return add_text(f, piece);
    }
}

const char *const *fit_tokens(
    const struct tokens *tokens, const struct shape *batch, struct arena *arena, struct diag *diag)
{
    size_t size = shape_size(batch);
    const char **rows = arena_alloc(arena, size + 1, sizeof *rows);
    struct fitting fitting = {.batch = batch, .arena = arena, .diag = diag, .rows = rows};
    for (size_t i = 0; i < tokens->count; i++) {
        if (!take(&fitting, &tokens->pieces[i])) {
            return NULL;
        }
    }
    return rows;
}

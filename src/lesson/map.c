/* Maps with a fixed set of keys. */
#include "value_readers.h"

#include "i18n.h"
#include "meant.h"

#include <string.h>

static size_t find_key(const struct key *keys, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(keys[i].name, name) != 0) {
        i++;
    }
    return i;
}

static void hint_key(struct reader *reader, const struct key *keys, size_t count, const char *name)
{
    enum { MOST_KEYS = 64 };
    const char *words[MOST_KEYS + 1] = {NULL};
    for (size_t i = 0; i < count && i < MOST_KEYS; i++) {
        words[i] = keys[i].name;
    }
    hint_keys(reader->diag, name, words);
}

static void report_unknown(
    struct reader *reader, const struct key *keys, size_t count, const char *kind)
{
    const struct token *token = &reader->token;
    if (strcmp(token->text, "<<") == 0 && token->plain) {
        diag_error(reader->diag, token->where, _("merge keys ('<<') are not used in lessons"));
        diag_hint(reader->diag, _("write the keys out"));
        return;
    }
    reader->unknown_keys = true;
    diag_error(reader->diag, token->where, _("%s has no key '%.40s'"), kind, token->text);
    diag_id(reader->diag, "unknown-key");
    hint_key(reader, keys, count, token->text);
}

/* The key at the current token; count when it cannot be used, which is then reported. */
static size_t take_key(struct reader *reader, const struct key *keys, size_t count,
    const struct given *given, const char *kind)
{
    const struct token *token = &reader->token;
    if (token->kind != TOKEN_SCALAR) {
        diag_error(reader->diag, token->where, _("a key is one word"));
        diag_hint(reader->diag, _("a line of the front matter looks like 'key: value'"));
        (void)reader_skip(reader);
        return count;
    }
    if (token->refused) {
        return count;
    }
    size_t i = find_key(keys, count, token->text);
    if (i == count) {
        report_unknown(reader, keys, count, kind);
    } else if (given[i].key.line > 0) {
        diag_error(reader->diag, token->where, _("'%s' is given twice"), keys[i].name);
        diag_id(reader->diag, "repeated-key");
        diag_hint(reader->diag, _("the first is in line %zu"), given[i].key.line);
        i = count;
    }
    return i;
}

bool read_map(struct reader *reader, const struct key *keys, size_t count, void *target,
    struct given *given, const char *kind)
{
    bool ok = true;
    while (reader_next(reader) && reader->token.kind != TOKEN_MAP_END) {
        size_t i = take_key(reader, keys, count, given, kind);
        struct where where = reader->token.where;
        if (reader->stopped || !reader_next(reader)) {
            break;
        }
        if (i == count) {
            ok = false;
            (void)reader_skip(reader);
            continue;
        }
        given[i] = (struct given){where, reader->token.where, false};
        given[i].bad = !keys[i].read(reader, &keys[i], (char *)target + keys[i].offset);
        ok = ok && !given[i].bad;
    }
    return ok && !reader->stopped;
}

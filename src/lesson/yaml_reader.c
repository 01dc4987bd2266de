#include "yaml_reader.h"

#include "fault.h"
#include "i18n.h"
#include "utf8.h"

#include <string.h>

enum {
    MAX_DEPTH = 10 /* no lesson needs more: expect, a stage, six axes */
};

static struct where where_of(const struct reader *reader, const yaml_mark_t *mark)
{
    return (struct where){reader->source, reader->first_line + mark->line, mark->column + 1};
}

static bool stop(struct reader *reader)
{
    reader->stopped = true;
    return false;
}

static void refuse(struct reader *reader, const char *problem, const char *hint)
{
    if (!reader->skipping) {
        diag_error(reader->diag, reader->token.where, "%s", problem);
        diag_id(reader->diag, "yaml");
        diag_hint(reader->diag, "%s", hint);
    }
    reader->token.refused = true;
}

static void refuse_properties(
    struct reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL) {
        refuse(reader, _("'&' begins an anchor in YAML, which lessons do not use"),
            _("put quotes around a text that starts with '&'; leave an anchor out"));
    }
    if (tag != NULL) {
        refuse(reader, _("'!' begins a tag in YAML, which lessons do not use"),
            _("put quotes around a text that starts with '!'; leave a tag out"));
    }
}

/* Escapes such as "\e" can smuggle in what the check of the file's bytes kept out. */
static void refuse_unsafe(struct reader *reader)
{
    struct token *token = &reader->token;
    for (size_t at = 0; at < token->size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(token->text + at, token->size - at, &code);
        if (used == 0 || !utf8_is_safe(code)) {
            diag_error(reader->diag, token->where,
                _("the text has the character U+%04X in it, which can steer a terminal or hide "
                  "text"),
                (unsigned)code);
            token->refused = true;
            return;
        }
        at += used;
    }
}

static void take_scalar(struct reader *reader)
{
    struct token *token = &reader->token;
    token->kind = TOKEN_SCALAR;
    token->text = (const char *)reader->event.data.scalar.value;
    token->size = reader->event.data.scalar.length;
    token->folded = reader->event.end_mark.line > reader->event.start_mark.line;
    token->plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    refuse_properties(reader, reader->event.data.scalar.anchor, reader->event.data.scalar.tag);
    if (!token->plain) {
        refuse_unsafe(reader);
    }
}

static bool enter(
    struct reader *reader, enum token_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    reader->token.kind = kind;
    refuse_properties(reader, anchor, tag);
    if (++reader->depth <= MAX_DEPTH) {
        return true;
    }
    if (!reader->skipping) {
        diag_error(reader->diag, reader->token.where, _("lists and maps are nested too deeply"));
    }
    return stop(reader);
}

static bool leave(struct reader *reader, enum token_kind kind)
{
    reader->token.kind = kind;
    reader->depth--;
    return true;
}

/* The event as a token. Sets *again for events that are none. */
static bool take_event(struct reader *reader, bool *again)
{
    const yaml_event_t *event = &reader->event;
    reader->token = (struct token){.where = where_of(reader, &event->start_mark)};
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reader);
        return true;
    case YAML_ALIAS_EVENT:
        reader->token.kind = TOKEN_SCALAR;
        reader->token.text = "";
        refuse(reader, _("'*' begins an alias in YAML, which lessons do not use"),
            _("write the value out; put quotes around a text that starts with '*'"));
        return true;
    case YAML_SEQUENCE_START_EVENT:
        return enter(
            reader, TOKEN_LIST, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return enter(
            reader, TOKEN_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
        return leave(reader, TOKEN_LIST_END);
    case YAML_MAPPING_END_EVENT:
        return leave(reader, TOKEN_MAP_END);
    case YAML_STREAM_END_EVENT:
        reader->token.kind = TOKEN_END;
        return true;
    default:
        *again = true;
        return true;
    }
}

/* Everything must be in the first document. */
static bool check_document(struct reader *reader, size_t *documents)
{
    if (reader->event.type != YAML_DOCUMENT_START_EVENT || ++*documents == 1) {
        return true;
    }
    diag_error(reader->diag, where_of(reader, &reader->event.start_mark),
        _("the front matter must be one document"));
    diag_hint(reader->diag, _("remove the line that starts with '---' or '...'"));
    return stop(reader);
}

bool reader_next(struct reader *reader)
{
    bool again = true;
    size_t documents = reader->token.kind == TOKEN_END ? 0 : 1;
    while (again && !reader->stopped) {
        again = false;
        yaml_event_delete(&reader->event);
        if (yaml_parser_parse(&reader->parser, &reader->event) == 0) {
            if (reader->parser.error == YAML_MEMORY_ERROR) {
                fault_no_memory();
            }
            reader_report_syntax(reader);
            return stop(reader);
        }
        if (!check_document(reader, &documents) || !take_event(reader, &again)) {
            return false;
        }
    }
    return !reader->stopped;
}

bool reader_skip(struct reader *reader)
{
    if (reader->token.kind != TOKEN_LIST && reader->token.kind != TOKEN_MAP) {
        return !reader->stopped;
    }
    size_t outside = reader->depth - 1;
    reader->skipping = true;
    while (reader->depth > outside && reader_next(reader)) {
    }
    reader->skipping = false;
    return !reader->stopped;
}

void reader_open(struct reader *reader, const struct source *source, const char *text, size_t size,
    size_t first_line)
{
    struct arena *arena = reader->arena;
    struct diag *diag = reader->diag;
    *reader =
        (struct reader){.source = source, .first_line = first_line, .arena = arena, .diag = diag};
    reader->token.kind = TOKEN_END;
    if (yaml_parser_initialize(&reader->parser) == 0) {
        fault_no_memory();
    }
    if (size > 0 && text[0] == '%') {
        diag_error(diag, (struct where){source, first_line, 1},
            _("'%%' begins a directive in YAML, which lessons do not use"));
        diag_hint(diag, _("remove the line"));
        (void)stop(reader);
        return;
    }
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, size);
    (void)reader_next(reader);
}

void reader_close(struct reader *reader)
{
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
}

#include "front_matter.h"

#include "i18n.h"
#include "meant.h"
#include "num.h"
#include "recipe.h"
#include "utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct key KEYS[KEY_COUNT] = {
#define KEY(name, type, rule) {#name, read_##type, offsetof(struct draft, name), rule},
#include "schema.def"
#undef KEY
};

const char *key_name(enum key_id key)
{
    return KEYS[key].name;
}

static void report(const struct draft *draft, struct where where, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void report(const struct draft *draft, struct where where, const char *format, va_list args)
{
    struct str text;
    str_init(&text);
    str_vaddf(&text, format, args);
    diag_error(draft->diag, where, "%s", text.data);
    str_release(&text);
}

void key_error(const struct draft *draft, enum key_id key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(draft, draft->given[key].key, format, args);
    va_end(args);
}

void value_error(const struct draft *draft, enum key_id key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(draft, draft->given[key].value, format, args);
    va_end(args);
}

static bool report_no_map(struct draft *draft, const struct reader *reader)
{
    const struct token *token = &reader->token;
    struct where where = token->kind == TOKEN_END ? draft->front : token->where;
    diag_error(draft->diag, where, _("the front matter must be lines like 'key: value'"));
    if (token->kind == TOKEN_SCALAR) {
        (void)hint_full_width(draft->diag, token->text, token->size);
    }
    draft->incomplete = true;
    return false;
}

/* Reads one document into the draft. What it gives replaces what the draft had. */
static bool read_document(struct draft *draft, struct reader *reader)
{
    struct given given[KEY_COUNT] = {0};
    if (!reader->stopped && reader->token.kind != TOKEN_MAP) {
        return report_no_map(draft, reader);
    }
    bool ok = !reader->stopped && read_map(reader, KEYS, KEY_COUNT, draft, given, _("a lesson"));
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (given[i].key.line > 0) {
            draft->given[i] = given[i];
        }
    }
    /* What follows the map, if anything, is a second document. */
    ok = !reader->stopped && reader_next(reader) && ok;
    draft->incomplete = draft->incomplete || reader->stopped || reader->unknown_keys;
    return ok;
}

bool front_matter_read(struct draft *draft, const struct source *source, const char *text,
    size_t size, size_t first_line)
{
    struct reader reader = {.arena = draft->arena, .diag = draft->diag};
    reader_open(&reader, source, text, size, first_line);
    bool ok = read_document(draft, &reader);
    reader_close(&reader);
    return ok;
}

/* The key of KEY=VALUE; KEY_COUNT after an error. */
static size_t override_key(struct draft *draft, const struct source *source, const char *text)
{
    const char *equals = strchr(text, '=');
    struct where where = {source, 0, 0};
    if (equals == NULL) {
        diag_error(draft->diag, where, _("an override looks like KEY=VALUE"));
        return KEY_COUNT;
    }
    char *name = arena_strndup(draft->arena, text, (size_t)(equals - text));
    const char *words[KEY_COUNT + 1] = {NULL};
    for (size_t i = 0; i < KEY_COUNT; i++) {
        words[i] = KEYS[i].name;
        if (strcmp(name, words[i]) == 0) {
            return i;
        }
    }
    diag_error(draft->diag, where, _("a lesson has no key '%.40s'"), name);
    hint_keys(draft->diag, name, words);
    return KEY_COUNT;
}

static bool is_safe_text(const char *text)
{
    for (size_t size = strlen(text); size > 0;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text, size, &code);
        if (used == 0 || code == '\n' || !utf8_is_safe(code)) {
            return false;
        }
        text += used;
        size -= used;
    }
    return true;
}

/* As if the lesson did not give the key. */
static void take_away(struct draft *draft, enum key_id key)
{
    static const size_t sizes[KEY_COUNT] = {
#define KEY(name, type, rule) sizeof(schema_##type),
#include "schema.def"
#undef KEY
    };
    memset((char *)draft + KEYS[key].offset, 0, sizes[key]);
    draft->given[key] = (struct given){0};
}

bool front_matter_override(struct draft *draft, const struct override *override)
{
    struct source *source = arena_alloc(draft->arena, 1, sizeof *source);
    source->name = arena_printf(draft->arena, "--set %s", override->text);
    size_t key = override_key(draft, source, override->text);
    if (key == KEY_COUNT) {
        return false;
    }
    if (!is_safe_text(override->text)) {
        diag_error(draft->diag, (struct where){source, 0, 0},
            _("the value has a character in it that is not text"));
        return false;
    }
    const char *value = strchr(override->text, '=') + 1;
    if (value[strspn(value, " ")] == '\0') {
        take_away(draft, (enum key_id)key);
        return true;
    }
    source->text = arena_printf(draft->arena, "%s: %s", KEYS[key].name, value);
    source->size = strlen(source->text);
    return front_matter_read(draft, source, source->text, source->size, 1);
}

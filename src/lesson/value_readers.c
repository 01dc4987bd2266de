#include "value_readers.h"

#include "i18n.h"
#include "meant.h"
#include "mem.h"
#include "num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LONGEST_NAME = 1000, /* characters; names are printed with every number */
    FEW_WORDS = 3,       /* so few are listed rather than guessed among */
    LIST_WORDS = 10      /* more than this are too many to list in a hint */
};

bool wrong_kind(struct reader *reader, const struct key *key, const char *wanted)
{
    const struct token *token = &reader->token;
    if (token->refused) {
        (void)reader_skip(reader);
        return false;
    }
    if (token->kind == TOKEN_SCALAR && token->size == 0 && token->plain) {
        diag_error(reader->diag, token->where, _("'%s' has no value"), key->name);
        const char *rest =
            source_seek(reader->source, token->where.line, token->where.col, &reader->cursor);
        while (rest != NULL && *rest == ' ') {
            rest++;
        }
        if (rest != NULL && rest < reader->source->text + reader->source->size && *rest == '#') {
            diag_hint(reader->diag,
                _("a '#' after a space begins a comment; put quotes around a text that has one"));
        } else {
            diag_hint(reader->diag, _("it takes %s"), wanted);
        }
    } else {
        diag_error(reader->diag, token->where, _("'%s' takes %s"), key->name, wanted);
        if (token->kind == TOKEN_SCALAR) {
            (void)hint_full_width(reader->diag, token->text, token->size);
        } else if (key->read == read_text) {
            diag_hint(reader->diag,
                _("put quotes around the whole of a text that begins with '[' or '{'"));
        }
    }
    (void)reader_skip(reader);
    return false;
}

static void list_words(struct diag *diag, const char *const *words)
{
    struct str list;
    str_init(&list);
    for (size_t i = 0; words[i] != NULL; i++) {
        str_addf(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
    diag_hint(diag, _("it can be: %s"), list.data);
    str_release(&list);
}

void hint_words(struct diag *diag, const char *word, const char *const *words)
{
    if (diag->errors + diag->warnings > DIAG_KEEP || hint_full_width(diag, word, strlen(word)) ||
        hint_space(diag, word, strlen(word))) {
        return;
    }
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    const char *nearest = count > FEW_WORDS ? diag_nearest(word, words) : NULL;
    if (nearest != NULL) {
        diag_hint(diag, _("did you mean '%s'?"), nearest);
    } else if (count <= LIST_WORDS) {
        list_words(diag, words);
    }
}

/* One line of text: line breaks of block scalars become spaces, the last one goes. */
static const char *one_line(struct arena *arena, const struct token *token)
{
    char *text = arena_strndup(arena, token->text, token->size);
    size_t size = token->size;
    while (size > 0 && strchr(" \t\n", text[size - 1]) != NULL) {
        size--;
    }
    text[size] = '\0';
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\t') {
            *at = ' ';
        }
    }
    return text;
}

bool read_text(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    if (token->kind != TOKEN_SCALAR || token->refused || (token->plain && token->size == 0)) {
        return wrong_kind(reader, key, _("a text"));
    }
    const char *text = one_line(reader->arena, token);
    if (text[0] == '\0') {
        diag_error(reader->diag, token->where, _("'%s' must not be empty"), key->name);
        return false;
    }
    warn_cut(reader);
    *(const char **)out = text;
    return true;
}

bool read_choice(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    if (token->kind != TOKEN_SCALAR || token->refused || (token->plain && token->size == 0)) {
        return wrong_kind(reader, key, _("one word"));
    }
    for (int i = 0; key->rule.words[i] != NULL; i++) {
        if (strcmp(token->text, key->rule.words[i]) == 0) {
            *(int *)out = i;
            return true;
        }
    }
    diag_error(reader->diag, token->where, _("'%s' cannot be '%s'"), key->name, token->text);
    diag_id(reader->diag, "unknown-word");
    if (token->folded) {
        diag_hint(reader->diag, _("the next line is indented, so it belongs to this value"));
    } else {
        hint_words(reader->diag, token->text, key->rule.words);
    }
    return false;
}

bool read_words(struct reader *reader, const struct key *key, void *out)
{
    unsigned words = 0;
    bool ok = true;
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        bool scalar = reader->token.kind == TOKEN_SCALAR && !reader->token.refused;
        (void)wrong_kind(reader, key, _("a list of words"));
        if (scalar && reader->token.size > 0) {
            hint_brackets(reader->diag, &reader->token);
        }
        return false;
    }
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        int word = 0;
        if (!read_choice(reader, key, &word)) {
            ok = false;
        } else if ((words >> word & 1) != 0) {
            diag_error(reader->diag, reader->token.where, _("'%s' stands in the list twice"),
                key->rule.words[word]);
            ok = false;
        } else {
            words |= 1U << word;
        }
    }
    *(unsigned *)out = words;
    return ok && !reader->stopped;
}

bool read_flag(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    const char *scalar = token->kind == TOKEN_SCALAR && !token->refused ? token->text : "";
    if (!token->plain || (strcmp(scalar, "true") != 0 && strcmp(scalar, "false") != 0)) {
        bool no = strcasecmp(scalar, "false") == 0 || strcasecmp(scalar, "no") == 0;
        bool yes = strcasecmp(scalar, "true") == 0 || strcasecmp(scalar, "yes") == 0;
        (void)wrong_kind(reader, key, _("true or false"));
        if (yes || no) {
            diag_hint(reader->diag, _("write %s"), yes ? "true" : "false");
        }
        return false;
    }
    *(bool *)out = scalar[0] == 't';
    return true;
}

static void hint_number(struct diag *diag, const struct token *token, bool whole)
{
    double value = 0;
    bool number = num_parse(token->text, token->size, &value);
    if (hint_full_width(diag, token->text, token->size) ||
        hint_space(diag, token->text, token->size) || hint_scalar(diag, token, whole)) {
        return;
    }
    if (!token->plain && number) {
        diag_hint(diag, _("numbers stand without quotes"));
    } else if (number && whole && fabs(value) < 0x1p53 && value == rint(value)) {
        diag_hint(diag, _("write %lld"), (long long)value);
    } else if (token->plain && token->size > 1 && token->text[0] == '.') {
        diag_hint(diag, _("infinities are written inf and -inf, not-a-number nan"));
    } else if (token->folded) {
        diag_hint(diag, _("is a ',' or a ']' missing at the end of this line?"));
    } else if (memchr(token->text, ' ', token->size) != NULL) {
        diag_hint(diag, _("items of a list are separated by ','"));
    } else if (!number) {
        diag_hint(diag, whole ? _("whole numbers look like 0, 7 or -100")
                              : _("numbers look like 6, -0.5, 1e-7, inf or nan"));
    }
}

void report_number(struct reader *reader, bool whole)
{
    const struct token *token = &reader->token;
    if (token->refused) {
        return;
    }
    if (token->size == 0) {
        diag_error(reader->diag, token->where, _("a number is missing here"));
        return;
    }
    size_t sign = token->text[0] == '-' || token->text[0] == '+' ? 1 : 0;
    bool digits =
        token->size > sign && strspn(token->text + sign, "0123456789") + sign == token->size;
    diag_error(reader->diag, token->where,
        !whole   ? _("'%.40s' is not a number")
        : digits ? _("'%.40s' is too large")
                 : _("'%.40s' is not a whole number"),
        token->text);
    diag_id(reader->diag, "not-a-number");
    hint_number(reader->diag, token, whole);
}

void warn_number(
    struct diag *diag, struct where where, enum num_fate fate, double stored, enum dtype dtype)
{
    char text[NUM_SIZE];
    const char *type = num_formats[dtype].name;
    if (fate == NUM_KEPT) {
        return;
    }
    (void)num_shortest(text, stored, dtype);
    if (fate == NUM_TOO_LARGE) {
        diag_warn(diag, where, _("this number is too large for %s and becomes %s"), type, text);
    } else if (fate == NUM_TOO_SMALL) {
        diag_warn(diag, where, _("this number is too small for %s and becomes %s"), type, text);
    } else {
        diag_warn(diag, where, _("%s has no such whole number; it becomes %s"), type, text);
    }
    diag_id(diag, "number-lost");
}

bool check_range(struct reader *reader, const struct key *key, double value, struct where where)
{
    const struct rule *rule = &key->rule;
    bool low = rule->open ? value > rule->low : value >= rule->low;
    if (!rule->has_range || (low && value <= rule->high)) {
        return true;
    }
    char low_text[NUM_SIZE];
    char high_text[NUM_SIZE];
    (void)num_shortest(low_text, rule->low, DTYPE_FLOAT64);
    (void)num_shortest(high_text, rule->high, DTYPE_FLOAT64);
    if (rule->high > 1e300) {
        diag_error(reader->diag, where,
            rule->open ? _("'%s' must be larger than %s") : _("'%s' must be at least %s"),
            key->name, low_text);
    } else {
        diag_error(reader->diag, where,
            rule->open ? _("'%s' must be larger than %s and at most %s")
                       : _("'%s' must be from %s to %s"),
            key->name, low_text, high_text);
    }
    diag_id(reader->diag, "out-of-range");
    return false;
}

/* NaN and infinities are for scores; no rule of a computation can be one. */
bool read_number(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    double value = 0;
    if (token->kind != TOKEN_SCALAR || token->refused || (token->plain && token->size == 0)) {
        return wrong_kind(reader, key, _("a number"));
    }
    if (!token->plain || !num_parse(token->text, token->size, &value)) {
        report_number(reader, false);
        return false;
    }
    enum num_fate fate = num_fate(token->text, token->size, value);
    if (value - value != 0) {
        diag_error(reader->diag, token->where, _("'%s' must be finite"), key->name);
        return false;
    }
    if (!check_range(reader, key, value, token->where)) {
        return false;
    }
    warn_number(reader->diag, token->where, fate, value, DTYPE_FLOAT64);
    *(double *)out = value;
    return true;
}

bool read_integer(struct reader *reader, const struct key *key, void *out)
{
    const struct token *token = &reader->token;
    long long value = 0;
    if (token->kind != TOKEN_SCALAR || token->refused || (token->plain && token->size == 0)) {
        return wrong_kind(reader, key, _("a whole number"));
    }
    if (!token->plain || !num_parse_integer(token->text, token->size, &value)) {
        report_number(reader, true);
        return false;
    }
    if (!check_range(reader, key, (double)value, token->where)) {
        return false;
    }
    *(long long *)out = value;
    return true;
}

/* Copies the collected names into the arena, NULL-ended. */
static struct names keep_names(struct arena *arena, const char **list, size_t count)
{
    const char **copy = arena_alloc(arena, count + 1, sizeof *copy);
    if (count > 0) {
        memcpy(copy, list, count * sizeof *copy);
    }
    return (struct names){copy, count};
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80 ? 1 : 0; /* else it continues one */
    }
    return count;
}

static bool read_name(struct reader *reader, const struct key *key, const char **out)
{
    const struct token *token = &reader->token;
    if (token->kind != TOKEN_SCALAR || token->refused) {
        return wrong_kind(reader, key, _("a list of names"));
    }
    *out = one_line(reader->arena, token);
    if (**out == '\0') {
        diag_error(reader->diag, token->where, _("this name is empty"));
        return false;
    }
    warn_cut(reader);
    size_t length = count_characters(*out);
    if (length > LONGEST_NAME) {
        diag_error(reader->diag, token->where, _("this name has %zu characters; %d are the most"),
            length, LONGEST_NAME);
        return false;
    }
    return true;
}

bool read_names(struct reader *reader, const struct key *key, void *out)
{
    if (reader->token.kind != TOKEN_LIST || reader->token.refused) {
        bool scalar = reader->token.kind == TOKEN_SCALAR && !reader->token.refused;
        (void)wrong_kind(reader, key, _("a list of names"));
        if (scalar && reader->token.size > 0) {
            hint_brackets(reader->diag, &reader->token);
        }
        return false;
    }
    struct where where = reader->token.where;
    const char **list = NULL;
    size_t cap = 0;
    size_t count = 0;
    bool ok = true;
    while (reader_next(reader) && reader->token.kind != TOKEN_LIST_END) {
        list = mem_grow(list, &cap, count + 1, sizeof *list);
        ok = read_name(reader, key, &list[count]) && ok;
        count++;
    }
    ok = ok && !reader->stopped;
    if (ok && count == 0) {
        diag_error(reader->diag, where, _("the list of '%s' is empty"), key->name);
        ok = false;
    }
    if (ok) {
        *(struct names *)out = keep_names(reader->arena, list, count);
    }
    free(list);
    return ok;
}

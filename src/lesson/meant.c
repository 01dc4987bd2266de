#include "meant.h"

#include "i18n.h"
#include "num.h"
#include "utf8.h"
#include "value_readers.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- Signs ----------------------------------------------------------------------------------- */

static bool is_odd_space(uint32_t code)
{
    return code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x202f ||
           code == 0x205f;
}

bool hint_space(struct diag *diag, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        if (used > 0 && is_odd_space(code)) {
            diag_hint(diag,
                _("there is a no-break space or the like (U+%04X) here; type an "
                  "ordinary space"),
                (unsigned)code);
            return true;
        }
        at += used == 0 ? 1 : used;
    }
    return false;
}

/* Spaces and dashes of any kind at the ends of a line are not looked at twice. */
bool meant_fence(const char *line, size_t size)
{
    size_t dashes = 0;
    size_t hyphens = 0;
    while (size > 0 && strchr(" \t\r\n", line[size - 1]) != NULL) {
        size--;
    }
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(line + at, size - at, &code);
        bool dash = code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
        if (used == 0 || !dash) {
            return false;
        }
        dashes++;
        hyphens += code == '-';
        at += used;
    }
    return dashes > 0 && !(dashes == 3 && hyphens == 3) && !(dashes == 1 && hyphens == 1);
}

/* ---- Names of keys --------------------------------------------------------------------------- */

/* What frameworks and papers call it, and what it is here; two where it could be either. */
static const struct {
    const char *name, *key, *other;
} ELSEWHERE[] = {
    {"scores", "logits", NULL},
    {"inputs", "logits", NULL},
    {"input", "logits", NULL},
    {"outputs", "logits", NULL},
    {"y_pred", "probs", "logits"},
    {"predictions", "probs", "logits"},
    {"preds", "probs", "logits"},
    {"probabilities", "probs", NULL},
    {"log_probabilities", "log_probs", NULL},
    {"logprobs", "log_probs", NULL},
    {"y_true", "labels", "targets"},
    {"y", "labels", "targets"},
    {"one_hot", "targets", NULL},
    {"soft_targets", "targets", "target_logits"},
    {"soft_labels", "targets", "target_logits"},
    {"teacher", "target_logits", "targets"},
    {"teacher_logits", "target_logits", NULL},
    {"teacher_scores", "target_logits", NULL},
    {"teacher_probs", "targets", NULL},
    {"weights", "sample_weights", "class_weights"},
    {"weight", "class_weights", "sample_weights"},
    {"padding_mask", "mask", NULL},
    {"attention_mask", "mask", NULL},
    {"ignore_index", "ignore_label", NULL},
    {"smoothing", "label_smoothing", NULL},
    {"axis", "class_axis", NULL},
    {"eps", "clip_eps", NULL},
    {"epsilon", "clip_eps", NULL},
    {"base", "log_base", NULL},
    {"names", "classes", "samples"},
    {"class_names", "classes", NULL},
    {"framework", "rules", NULL},
};

static bool has_word(const char *const *words, const char *word)
{
    while (*words != NULL && strcmp(*words, word) != 0) {
        words++;
    }
    return *words != NULL;
}

const char *meant_key(const char *name, bool *certain)
{
    *certain = true;
    for (size_t i = 0; i < sizeof ELSEWHERE / sizeof *ELSEWHERE; i++) {
        if (strcmp(ELSEWHERE[i].name, name) == 0) {
            *certain = ELSEWHERE[i].other == NULL;
            return ELSEWHERE[i].key;
        }
    }
    return name;
}

void hint_keys(struct diag *diag, const char *name, const char *const *words)
{
    for (size_t i = 0; i < sizeof ELSEWHERE / sizeof *ELSEWHERE; i++) {
        if (strcmp(ELSEWHERE[i].name, name) != 0 || !has_word(words, ELSEWHERE[i].key)) {
            continue;
        }
        if (ELSEWHERE[i].other != NULL) {
            diag_hint(diag, _("did you mean '%s' or '%s'?"), ELSEWHERE[i].key, ELSEWHERE[i].other);
        } else {
            diag_hint(diag, _("did you mean '%s'?"), ELSEWHERE[i].key);
        }
        return;
    }
    hint_words(diag, name, words);
}

/* ---- Numbers and lists ----------------------------------------------------------------------- */

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && strcasecmp(*words, word) != 0) {
        words++;
    }
    return *words != NULL;
}

/* 0,5: digits on both sides of the only comma. */
static bool is_decimal_comma(const char *text, size_t size)
{
    const char *comma = memchr(text, ',', size);
    size_t at = comma == NULL ? 0 : (size_t)(comma - text);
    double value = 0;
    return at > 0 && num_parse(text, at, &value) && num_parse(comma + 1, size - at - 1, &value) &&
           isdigit((unsigned char)comma[1]) != 0;
}

void hint_brackets(struct diag *diag, const struct token *token)
{
    if (!hint_full_width(diag, token->text, token->size)) {
        diag_hint(diag, _("a list stands in brackets: [%.40s]"), token->text);
    }
}

bool hint_scalar(struct diag *diag, const struct token *token, bool whole)
{
    static const char *const truths[] = {"true", "false", "yes", "no", NULL};
    if (!token->plain) {
        return false;
    }
    if (is_one_of(token->text, truths)) {
        diag_hint(diag, _("write 1 for true and 0 for false"));
        return true;
    }
    /* a comma within a plain text is outside of all brackets: inside it would have ended it */
    if (!whole && is_decimal_comma(token->text, token->size)) {
        int left = (int)strcspn(token->text, ",");
        diag_hint(diag, _("a number has a decimal point, %.*s.%.20s; a list stands in brackets"),
            left, token->text, token->text + left + 1);
        return true;
    }
    if (memchr(token->text, ',', token->size) != NULL && !token->folded) {
        hint_brackets(diag, token);
        return true;
    }
    return false;
}

/* How the commas of the list that begins at `text` stand. */
struct commas {
    const char *tight; /* the number before the first comma between digits; NULL: none */
    bool loose;        /* some are followed by a space */
    bool point;        /* some number has a decimal point */
};

static struct commas look_at_commas(const struct source *source, struct where list)
{
    struct commas found = {0};
    const char *text = source_at(source, list.line, list.col);
    const char *end = source->text + source->size;
    if (text == NULL) {
        return found;
    }
    while (text < end && (*text == '[' || *text == ' ')) {
        text++;
    }
    for (const char *at = text; at < end && strchr("]\n", *at) == NULL; at++) {
        bool digit = at > text && isdigit((unsigned char)at[-1]) != 0;
        bool digit_next = at + 1 < end && isdigit((unsigned char)at[1]) != 0;
        found.point = found.point || *at == '.';
        found.loose = found.loose || (*at == ',' && at + 1 < end && at[1] == ' ');
        if (*at == ',' && digit && digit_next && found.tight == NULL) {
            found.tight = at;
            while (found.tight > text && isdigit((unsigned char)found.tight[-1]) != 0) {
                found.tight--;
            }
        }
    }
    return found;
}

bool hint_decimal_comma(
    struct diag *diag, const struct source *source, struct where list, struct where other)
{
    struct commas here = look_at_commas(source, list);
    struct commas there = look_at_commas(source, other);
    if (here.tight == NULL || here.point || !(here.loose || there.point)) {
        return false;
    }
    int left = (int)strspn(here.tight, "0123456789");
    int right = (int)strspn(here.tight + left + 1, "0123456789");
    diag_hint(diag, _("numbers have a decimal point: is '%.*s' meant as %.*s.%.*s?"),
        left + 1 + right, here.tight, left, here.tight, right, here.tight + left + 1);
    return true;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

/* Where the value of a line begins: after `key: ` or `- `. */
static size_t value_start(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && strchr(" -", line[at]) != NULL) {
        at++;
    }
    for (size_t i = at; i + 1 < size; i++) {
        if (line[i] == ':' && line[i + 1] == ' ') {
            at = i + 1;
            break;
        }
        if (strchr("[{\"'", line[i]) != NULL) {
            break;
        }
    }
    while (at < size && line[at] == ' ') {
        at++;
    }
    return at;
}

const char *meant_quotes(const char *line, size_t size, size_t col, const char **text)
{
    size_t at = value_start(line, size);
    if (col == 0 || col > size || at + 1 >= col) {
        return NULL;
    }
    char last = ' '; /* what the value ends in */
    for (size_t i = col - 1; i > at && last == ' '; i--) {
        last = line[i - 1];
    }
    bool list = line[at] == '[' && last == ']';
    if (list && line[col - 1] == ',') {
        *text = _("the list has ended before this");
        return _("a list of lists stands in brackets, too: [[1, 2], [3, 4]]");
    }
    if (list || (line[at] == '{' && last == '}')) {
        *text = _("the value has ended before this");
        return _("put quotes around the whole of a text that begins with '[' or '{'");
    }
    if (line[at] == '"' && last == '"') {
        *text = _("the text in quotes has ended before this");
        return _("put single quotes around the whole: '\"So\" it begins'");
    }
    if (line[at] == '\'' && last == '\'' && line[col - 2] == ' ') {
        *text = _("the text in quotes has ended before this");
        return _("put double quotes around the whole: \"'So' it begins\"");
    }
    return NULL;
}

void warn_cut(struct reader *reader)
{
    const struct token *token = &reader->token;
    const yaml_mark_t *mark = &reader->event.end_mark;
    struct where where = token->where;
    where.line = reader->first_line + mark->line;
    where.col = mark->column + 1;
    const char *end = reader->source->text + reader->source->size;
    const char *at = source_seek(reader->source, where.line, where.col, &reader->cursor);
    while (token->plain && at != NULL && at < end && *at == ' ') {
        at++;
        where.col++;
    }
    if (!token->plain || at == NULL || at + 1 >= end || at[0] != '#') {
        return;
    }
    unsigned char next = (unsigned char)at[1];
    if (isdigit(next) != 0 || (ispunct(next) != 0 && next != '#')) {
        diag_warn(reader->diag, where, _("the text ends before this '#', which begins a comment"));
        diag_id(reader->diag, "text-cut");
        diag_hint(reader->diag,
            _("put quotes around a text that has ' #' in it; begin a comment with '# '"));
    }
}

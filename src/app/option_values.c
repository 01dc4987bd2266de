#include "option_values.h"

#include "i18n.h"
#include "rules.h"
#include "utf8.h"
#include "variant.h"

#include <string.h>

enum { VARIANTS_AT_ONCE = 1000 };

bool option_count(struct diag *diag, const char *option, const char *text, long long low,
    long long high, long long *out)
{
    if (num_parse_integer(text, strlen(text), out) && *out >= low && *out <= high) {
        return true;
    }
    diag_error(diag, NOWHERE, _("--%s takes a whole number from %lld to %lld, not '%s'"), option,
        low, high, text);
    return false;
}

/* The same of what cannot be negative; *out stays as it is when the text is wrong. */
bool option_size(struct diag *diag, const char *option, const char *text, long long low,
    long long high, size_t *out)
{
    long long number = 0;
    if (!option_count(diag, option, text, low, high, &number)) {
        return false;
    }
    *out = (size_t)number;
    return true;
}

/* The word's place in a NULL-ended list; the list's length where it is not there. */
static size_t index_of(const char *word, const char *const *words)
{
    size_t at = 0;
    while (words[at] != NULL && strcmp(words[at], word) != 0) {
        at++;
    }
    return at;
}

/* The nearest name, or, as text, all of them. */
static void hint_name(
    struct diag *diag, const char *name, const char *const *names, const char *all)
{
    const char *near = diag_nearest(name, names);
    diag_hint(
        diag, near != NULL ? _("did you mean %s?") : _("there are: %s"), near != NULL ? near : all);
}

bool option_format(struct options *options, const char *name, struct diag *diag)
{
    const struct doc_format *format = doc_format_find(name);
    if (format != NULL) {
        options->format = format;
        return true;
    }
    diag_error(diag, NOWHERE, _("there is no format '%s'"), name);
    hint_name(diag, name, doc_format_names, doc_format_list);
    return false;
}

/* All stage and group ids, for checking and for "did you mean". */
static const char *const *known_stages(struct arena *arena)
{
    size_t count = 0;
    while (stage_ids[count] != NULL) {
        count++;
    }
    const char **names = arena_alloc(arena, count + GROUP_COUNT + 1, sizeof *names);
    memcpy(names, stage_ids, count * sizeof *names);
    memcpy(names + count, group_ids, GROUP_COUNT * sizeof *names);
    return names;
}

/* To the next comma that is in no brackets: class_weights=[1,2] is one item. */
static size_t item_size(const char *at)
{
    size_t size = 0;
    for (int depth = 0; at[size] != '\0' && (depth > 0 || at[size] != ','); size++) {
        depth += (at[size] == '[' || at[size] == '{') - (at[size] == ']' || at[size] == '}');
    }
    return size;
}

/* The comma-separated names in text, behind those of `before` (NULL: none), NULL-ended; each must
 * be among `known`, or, with `settings`, be a KEY=VALUE. NULL with errors in diag. */
static const char *const *parse_names(struct options *options, const char *text,
    const char *const *before, const char *const *known, bool settings, const char *what,
    struct diag *diag)
{
    size_t earlier = 0;
    while (before != NULL && before[earlier] != NULL) {
        earlier++;
    }
    size_t most = earlier + 2;
    for (const char *at = text; *at != '\0'; at++) {
        most += *at == ',' ? 1 : 0;
    }
    const char **names = arena_alloc(&options->arena, most, sizeof *names);
    size_t count = earlier;
    bool ok = true;
    for (size_t i = 0; i < earlier; i++) {
        names[i] = before[i];
    }
    for (const char *at = text; at != NULL;) {
        size_t size = item_size(at);
        const char *name = arena_strndup(&options->arena, at, size);
        if (known[index_of(name, known)] != NULL || (settings && strchr(name, '=') != NULL)) {
            names[count++] = name;
        } else {
            diag_error(diag, NOWHERE, _("there is no %s '%s'"), what, name);
            const char *near = diag_nearest(name, known);
            if (near != NULL) {
                diag_hint(diag, _("did you mean %s?"), near);
            }
            ok = false;
        }
        at = at[size] == ',' ? at + size + 1 : NULL;
    }
    return ok ? names : NULL;
}

bool option_stages(struct options *options, const char *text, struct diag *diag)
{
    options->doc.stages = parse_names(
        options, text, NULL, known_stages(&options->arena), false, _("stage or group"), diag);
    return options->doc.stages != NULL;
}

bool option_rows(struct options *options, const char *text, struct diag *diag)
{
    size_t *rows = &options->doc.rows;
    if (strcmp(text, "auto") == 0 || strcmp(text, "all") == 0) {
        *rows = text[1] == 'u' ? DOC_ROWS_AUTO : DOC_ROWS_ALL;
        return true;
    }
    long long number = 0;
    if (num_parse_integer(text, strlen(text), &number) && number > 0) {
        *rows = (size_t)number;
        return true;
    }
    diag_error(
        diag, NOWHERE, _("--rows takes a whole number from 1 on, auto or all, not '%s'"), text);
    return false;
}

bool option_compare(struct options *options, const char *text, struct diag *diag)
{
    const char **all = arena_alloc(&options->arena, RULES_COUNT + 1, sizeof *all);
    for (size_t i = 0; i < RULES_COUNT; i++) {
        all[i] = rules_table[i].name;
    }
    options->doc.compare =
        strcmp(text, "all") == 0
            ? all
            : parse_names(options, text, options->doc.compare, all, true, _("preset"), diag);
    return options->doc.compare != NULL;
}

/* "1-20", or "7" for one. */
bool option_variants(
    struct diag *diag, const char *option, const char *text, size_t *first, size_t *last)
{
    size_t size = strcspn(text, "-");
    const char *end = text[size] == '-' ? text + size + 1 : text;
    long long from = 0;
    long long to = 0;
    if (num_parse_integer(text, size, &from) && num_parse_integer(end, strlen(end), &to) &&
        from >= 1 && from <= to && to <= VARIANT_MOST && to - from < VARIANTS_AT_ONCE) {
        *first = (size_t)from;
        *last = (size_t)to;
        return true;
    }
    diag_error(diag, NOWHERE,
        _("--%s takes a number from 1 to %d, or two with a hyphen, at most %d variants, not '%s'"),
        option, VARIANT_MOST, VARIANTS_AT_ONCE, text);
    return false;
}

bool option_loss(struct options *options, const char *text, struct diag *diag)
{
    options->number = text;
    bool good = answer_parse(text, &options->given);
    if (!good) {
        diag_error(diag, NOWHERE, _("--diagnose takes a number, not '%s'"), text);
    }
    return good;
}

bool option_color(struct options *options, const char *text, struct diag *diag)
{
    static const char *const WORDS[] = {"auto", "always", "never", NULL};
    size_t at = index_of(text, WORDS);
    if (WORDS[at] != NULL) {
        options->color = (enum tui_color)at;
        return true;
    }
    diag_error(diag, NOWHERE, _("--color takes auto, always or never, not '%s'"), text);
    return false;
}

bool option_theme(struct options *options, const char *text, struct diag *diag)
{
    options->theme = (enum theme)index_of(text, theme_names); /* THEME_AUTO stands behind them */
    if (options->theme != THEME_AUTO || strcmp(text, "auto") == 0) {
        return true;
    }
    diag_error(diag, NOWHERE, _("there is no theme '%s'"), text);
    hint_name(diag, text, theme_names, theme_list);
    return false;
}

bool option_language(struct options *options, const char *text, struct diag *diag)
{
    const char *found = i18n_find(text);
    if (found != NULL) {
        options->language = found;
        return true;
    }
    struct str list;
    str_init(&list);
    for (const char *const *language = i18n_languages(); *language != NULL; language++) {
        str_addf(&list, "%s%s (%s)", list.len > 0 ? _(", ") : "", *language, i18n_name(*language));
    }
    diag_error(diag, NOWHERE, _("there is no language '%s'"), text);
    diag_hint(diag,
        _("there are: %s; lessons may be translated into others, named by two letters: de, pt-BR"),
        list.data);
    str_release(&list);
    return false;
}

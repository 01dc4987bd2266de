#include "options.h"

#include "i18n.h"
#include "rules.h"
#include "utf8.h"
#include "variant.h"

#include <getopt.h>
#include <string.h>

enum { VARIANTS_MOST_CHECKED = 1000 };

enum option_id {
#define OPTION(name, letter, argument, text) OPTION_##name,
#include "option.def"
#undef OPTION
    OPTION_COUNT
};

/* Values of getopt for options without a letter lie above all letters. */
enum { NO_LETTER = 1000 };

static const struct {
    const char *name;
    char letter;
    const char *argument, *text;
} OPTIONS[OPTION_COUNT] = {
#define OPTION(name, letter, argument, text) {#name, letter, argument, text},
#include "option.def"
#undef OPTION
};

/* In the command line words are joined by hyphens. */
static const char *spelling(struct arena *arena, enum option_id id)
{
    char *name = arena_strdup(arena, OPTIONS[id].name);
    for (char *at = name; *at != '\0'; at++) {
        if (*at == '_') {
            *at = '-';
        }
    }
    return name;
}

static const struct where NOWHERE = {0};

static bool parse_count(struct diag *diag, const char *option, const char *text, long long low,
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
static bool parse_size(struct diag *diag, const char *option, const char *text, long long low,
    long long high, size_t *out)
{
    long long number = 0;
    if (!parse_count(diag, option, text, low, high, &number)) {
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

static bool parse_format(struct options *options, const char *name, struct diag *diag)
{
    options->format = doc_format_find(name);
    if (options->format != NULL) {
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

static bool parse_stages(struct options *options, const char *text, struct diag *diag)
{
    options->doc.stages = parse_names(
        options, text, NULL, known_stages(&options->arena), false, _("stage or group"), diag);
    return options->doc.stages != NULL;
}

static bool parse_rows(struct options *options, const char *text, struct diag *diag)
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

static bool parse_compare(struct options *options, const char *text, struct diag *diag)
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
static bool parse_variants(struct options *options, const char *text, struct diag *diag)
{
    size_t first = strcspn(text, "-");
    const char *last = text[first] == '-' ? text + first + 1 : text;
    long long from = 0;
    long long to = 0;
    if (num_parse_integer(text, first, &from) && num_parse_integer(last, strlen(last), &to) &&
        from >= 1 && from <= to && to <= VARIANT_MOST && to - from < VARIANTS_MOST_CHECKED) {
        options->variants_from = (size_t)from;
        options->variants_to = (size_t)to;
        return true;
    }
    diag_error(diag, NOWHERE,
        _("--variants takes two numbers from 1 to %d with a hyphen, at most %d variants, not '%s'"),
        VARIANT_MOST, VARIANTS_MOST_CHECKED, text);
    return false;
}

static bool parse_loss(struct options *options, const char *text, struct diag *diag)
{
    options->mode = MODE_DIAGNOSE;
    options->number = text;
    bool good = answer_parse(text, &options->given);
    if (!good) {
        diag_error(diag, NOWHERE, _("--diagnose takes a number, not '%s'"), text);
    }
    return good;
}

static bool parse_color(struct options *options, const char *text, struct diag *diag)
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

static bool parse_theme(struct options *options, const char *text, struct diag *diag)
{
    options->theme = (enum theme)index_of(text, theme_names); /* THEME_AUTO stands behind them */
    if (options->theme != THEME_AUTO || strcmp(text, "auto") == 0) {
        return true;
    }
    diag_error(diag, NOWHERE, _("there is no theme '%s'"), text);
    hint_name(diag, text, theme_names, theme_list);
    return false;
}

static bool parse_language(struct options *options, const char *text, struct diag *diag)
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

static const enum mode MODES[OPTION_COUNT] = {[OPTION_batch] = MODE_BATCH,
    [OPTION_list] = MODE_LIST,
    [OPTION_progress] = MODE_PROGRESS,
    [OPTION_check] = MODE_CHECK,
    [OPTION_help] = MODE_HELP,
    [OPTION_version] = MODE_VERSION};

/* What an option turns on that takes no value. */
static bool *switch_of(struct options *options, enum option_id id)
{
    return id == OPTION_ulps       ? &options->doc.ulps
           : id == OPTION_ascii    ? &options->doc.ascii
           : id == OPTION_plain    ? &options->plain
           : id == OPTION_no_mouse ? &options->no_mouse
                                   : &options->no_questions;
}

static bool take(struct options *options, enum option_id id, const char *value, struct diag *diag)
{
    long long number = 0;
    bool ok = true;
    switch (id) {
    case OPTION_batch:
    case OPTION_list:
    case OPTION_progress:
    case OPTION_check:
    case OPTION_help:
    case OPTION_version:
        options->mode = MODES[id];
        break;
    case OPTION_new:
        options->mode = MODE_NEW;
        options->new_file = value;
        break;
    case OPTION_diagnose:
        return parse_loss(options, value, diag);
    case OPTION_format:
        return parse_format(options, value, diag);
    case OPTION_output:
        if (*value == '\0') {
            diag_error(diag, NOWHERE, _("--output takes the name of a file or of a folder"));
            return false;
        }
        options->output = strcmp(value, "-") == 0 ? NULL : value; /* standard output */
        break;
    case OPTION_stages:
        return parse_stages(options, value, diag);
    case OPTION_rows:
        return parse_rows(options, value, diag);
    case OPTION_worksheet:
    case OPTION_key:
        *(id == OPTION_key ? &options->key : &options->worksheet) = true;
        options->doc.sheet = options->worksheet ? SHEET_WORK : SHEET_KEY;
        break;
    case OPTION_variant:
        return parse_size(diag, "variant", value, 1, VARIANT_MOST, &options->variant);
    case OPTION_variants:
        return parse_variants(options, value, diag);
    case OPTION_class:
        options->class_file = value;
        break;
    case OPTION_fade:
        return parse_size(diag, "fade", value, 1, 5, &options->doc.fade);
    case OPTION_compare:
        return parse_compare(options, value, diag);
    case OPTION_width:
        return parse_size(diag, "width", value, 40, 1000, &options->doc.width);
    case OPTION_threads:
        return parse_size(diag, "threads", value, 1, 63, &options->threads);
    case OPTION_precision:
        ok = parse_count(diag, "precision", value, 0, NUM_MAX_DECIMALS, &number);
        options->doc.decimals = (int)number;
        break;
    case OPTION_set:
        options->overrides[options->override_count++] = (struct override){value};
        break;
    case OPTION_lessons:
        options->lessons_folder = value;
        break;
    case OPTION_lang:
        return parse_language(options, value, diag);
    case OPTION_color:
        return parse_color(options, value, diag);
    case OPTION_theme:
        return parse_theme(options, value, diag);
    case OPTION_ulps:
    case OPTION_ascii:
    case OPTION_plain:
    case OPTION_no_mouse:
    case OPTION_no_questions:
    case OPTION_COUNT:
        *switch_of(options, id) = true;
        break;
    }
    return ok;
}

/* What getopt did not understand, in our words: its own go to stderr past everything. */
static void report_unknown(int found, char **argv, struct diag *diag)
{
    if (found == ':') {
        diag_error(diag, NOWHERE, _("%s needs a value"), argv[optind - 1]);
    } else if (optopt != 0 && optopt < NO_LETTER && argv[optind - 1][1] != '-') {
        diag_error(diag, NOWHERE, _("there is no option -%c"), optopt);
    } else if (optopt >= NO_LETTER) {
        diag_error(diag, NOWHERE, _("%s takes no value"), argv[optind - 1]);
    } else {
        diag_error(diag, NOWHERE, _("there is no option %s"), argv[optind - 1]);
    }
    diag_hint(diag, _("losswalk --help lists the options"));
}

static void check_combination(const struct options *options, struct diag *diag)
{
    const char *sheet = options->doc.sheet == SHEET_KEY ? "--key" : "--worksheet";
    if (options->mode == MODE_INTERACTIVE || options->mode == MODE_CHECK ||
        options->mode == MODE_DIAGNOSE || options->mode == MODE_PROGRESS) {
        const char *batch_only = options->output != NULL               ? "--output"
                                 : options->doc.sheet != SHEET_FULL    ? sheet
                                 : options->variant > 0                ? "--variant"
                                 : options->class_file != NULL         ? "--class"
                                 : options->doc.stages != NULL         ? "--stages"
                                 : options->doc.rows != DOC_ROWS_USUAL ? "--rows"
                                 : options->doc.compare != NULL        ? "--compare"
                                 : options->doc.ulps                   ? "--ulps"
                                                                       : NULL;
        if (batch_only != NULL) {
            diag_error(diag, NOWHERE, _("%s goes with --batch"), batch_only);
        }
        for (size_t i = 0; i < options->lesson_count && options->mode == MODE_INTERACTIVE; i++) {
            if (strcmp(options->lessons[i], "-") == 0) {
                diag_error(diag, NOWHERE,
                    _("a lesson from standard input (-) goes with --batch or --check"));
            }
        }
    }
    bool table = options->mode == MODE_PROGRESS;
    bool report = options->format == doc_format_find("text") ||
                  options->format == doc_format_find("json") ||
                  (table && options->format == doc_format_find("csv"));
    const char *reporter = options->mode == MODE_CHECK      ? "--check"
                           : options->mode == MODE_DIAGNOSE ? "--diagnose"
                           : options->mode == MODE_LIST     ? "--list"
                           : table                          ? "--progress"
                                                            : NULL;
    if (reporter != NULL && !report && diag->errors == 0) {
        diag_error(diag, NOWHERE, _("%s reports as %s, not as %s"), reporter,
            table ? _("text, csv or json") : _("text or json"), options->format->name);
    }
    if (options->mode == MODE_DIAGNOSE && options->lesson_count == 0) {
        diag_error(diag, NOWHERE, _("--diagnose needs the lesson that the number is the loss of"));
        diag_hint(diag, _("for example: losswalk --diagnose 5.6433 sparse-labels"));
    }
    const char *lost =
        options->doc.compare != NULL && options->format->compare == NULL    ? "--compare"
        : options->doc.ulps && !options->format->ulps                       ? "--ulps"
        : options->doc.rows != DOC_ROWS_USUAL && options->format->rows == 0 ? "--rows"
        : options->doc.sheet != SHEET_FULL && options->format->key == NULL  ? sheet
                                                                            : NULL;
    if (options->doc.fade > 0 && options->doc.sheet == SHEET_FULL) {
        diag_error(diag, NOWHERE, _("--fade goes with --worksheet or --key"));
    }
    if (lost != NULL && options->mode == MODE_BATCH) {
        diag_error(diag, NOWHERE, _("the format %s has no place for what %s gives"),
            options->format->name, lost);
    }
    if (options->class_file != NULL && options->doc.sheet == SHEET_FULL) {
        diag_error(diag, NOWHERE, _("--class goes with --worksheet or --key"));
    }
    if (options->variants_from > 0 && options->mode != MODE_CHECK) {
        diag_error(diag, NOWHERE, _("--variants goes with --check"));
        diag_hint(diag, _("--batch --variant N prints one"));
    }
    if (options->mode == MODE_NEW && options->lesson_count > 0) {
        diag_error(diag, NOWHERE, _("--new takes one file, and no lesson"));
        diag_hint(diag, _("for example: losswalk --new my-lesson.md"));
    }
    if (options->doc.ascii && options->language != NULL &&
        strcmp(options->language, i18n_languages()[0]) != 0) {
        diag_error(
            diag, NOWHERE, _("7 bits (--ascii) are not enough for --lang %s"), options->language);
    }
    for (size_t i = 0; i < options->override_count; i++) {
        if (strchr(options->overrides[i].text, '=') == NULL) {
            diag_error(
                diag, NOWHERE, _("--set takes KEY=VALUE, not '%s'"), options->overrides[i].text);
        }
    }
}

bool options_parse(struct options *options, int argc, char **argv, struct diag *diag)
{
    *options = (struct options){.format = doc_format_find("text"),
        .theme = THEME_AUTO,
        .doc = {.decimals = -1, .width = 80}};
    arena_init(&options->arena);
    options->overrides = arena_alloc(&options->arena, (size_t)argc, sizeof *options->overrides);
    struct option table[OPTION_COUNT + 1] = {0};
    char letters[2 + 2 * OPTION_COUNT + 1] = ":";
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        bool argument = OPTIONS[i].argument != NULL;
        table[i] = (struct option){spelling(&options->arena, (enum option_id)i),
            argument ? required_argument : no_argument, NULL, NO_LETTER + (int)i};
        if (OPTIONS[i].letter != 0) {
            size_t at = strlen(letters);
            letters[at] = OPTIONS[i].letter;
            letters[at + 1] = argument ? ':' : '\0';
        }
    }
    opterr = 0;
    optind = 0; /* anew: a command line may be read twice */
    for (int found = 0; (found = getopt_long(argc, argv, letters, table, NULL)) != -1;) {
        if (found == '?' || found == ':') {
            report_unknown(found, argv, diag);
            continue;
        }
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            if (found == NO_LETTER + (int)i || found == OPTIONS[i].letter) {
                (void)take(options, (enum option_id)i, optarg, diag);
            }
        }
    }
    options->lessons = argv + optind;
    options->lesson_count = (size_t)(argc - optind);
    check_combination(options, diag);
    return diag->errors == 0;
}

void options_release(struct options *options)
{
    arena_release(&options->arena);
}

void options_help(struct str *out)
{
    struct arena arena;
    arena_init(&arena);
    str_add(out, _("Usage: losswalk [OPTION...] [LESSON...]\n"
                   "       losswalk --batch [OPTION...] [LESSON...]\n"
                   "       losswalk --list\n"
                   "       losswalk --progress [OPTION...] [FILE...]\n"
                   "       losswalk --check [OPTION...] [LESSON...]\n"
                   "       losswalk --new FILE.md\n"
                   "\n"
                   "Walk through one cross-entropy computation, one keypress at a time.\n"
                   "LESSON is a number, an id such as sparse-labels, a file, or a pattern such as\n"
                   "'*-mask'; with --batch or --check also - for standard input. Without LESSON:\n"
                   "the list of lessons, or with --batch and --check every lesson.\n"
                   "\n"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        struct str left;
        str_init(&left);
        str_add(&left, OPTIONS[i].letter != 0 ? "  " : "      ");
        if (OPTIONS[i].letter != 0) {
            str_addf(&left, "-%c, ", OPTIONS[i].letter);
        }
        str_addf(&left, "--%s", spelling(&arena, (enum option_id)i));
        if (OPTIONS[i].argument != NULL) {
            str_addf(&left, " %s", OPTIONS[i].argument);
        }
        utf8_add_field(out, left.data, 27, false, true);
        const char *takes = i == OPTION_theme ? theme_list : doc_format_list;
        str_addf(out, " %s\n", arena_fill(&arena, _(OPTIONS[i].text), &takes, 1));
        str_release(&left);
    }
    str_add(
        out, _("\n"
               "Exit status: 0 done; 1 a lesson, its data or the output failed (everything else\n"
               "is still printed); 2 wrong usage.\n"));
    arena_release(&arena);
}

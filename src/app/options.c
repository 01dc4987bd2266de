#include "options.h"

#include "i18n.h"
#include "option_values.h"
#include "rules.h"
#include "utf8.h"
#include "variant.h"

#include <getopt.h>
#include <string.h>

enum option_id {
#define OPTION(name, letter, argument, modes, text) OPTION_##name,
#include "option.def"
#undef OPTION
    OPTION_COUNT
};

/* Values of getopt for options without a letter lie above all letters. */
enum { NO_LETTER = 1000 };

/* Sets of ways of running. */
enum {
    WALK = 1 << MODE_INTERACTIVE,
    BATCH = 1 << MODE_BATCH,
    LIST = 1 << MODE_LIST,
    PROGRESS = 1 << MODE_PROGRESS,
    CHECK = 1 << MODE_CHECK,
    DIAGNOSE = 1 << MODE_DIAGNOSE,
    NEW = 1 << MODE_NEW,
    EVERY = ~0
};

static const struct {
    const char *name;
    char letter;
    const char *argument;
    int modes;
    const char *text;
} OPTIONS[OPTION_COUNT] = {
#define OPTION(name, letter, argument, modes, text) {#name, letter, argument, modes, text},
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

static const enum mode MODES[OPTION_COUNT] = {[OPTION_batch] = MODE_BATCH,
    [OPTION_list] = MODE_LIST,
    [OPTION_progress] = MODE_PROGRESS,
    [OPTION_check] = MODE_CHECK,
    [OPTION_diagnose] = MODE_DIAGNOSE,
    [OPTION_new] = MODE_NEW,
    [OPTION_help] = MODE_HELP,
    [OPTION_version] = MODE_VERSION};

static bool only_tells(enum mode mode)
{
    return mode == MODE_HELP || mode == MODE_VERSION;
}

/* The option that this way of running is asked for by; OPTION_COUNT: none, it is the usual one. */
static enum option_id option_of(enum mode mode)
{
    enum option_id id = 0;
    while (id < OPTION_COUNT && (mode == MODE_INTERACTIVE || MODES[id] != mode)) {
        id++;
    }
    return id;
}

/* Help and version are told whatever else is asked for; of the other ways to run there is one. */
static void take_mode(struct options *options, enum option_id id, struct diag *diag)
{
    if (only_tells(options->mode) || MODES[id] == MODE_INTERACTIVE) {
        return;
    }
    enum option_id before = option_of(options->mode);
    if (before != OPTION_COUNT && before != id && !only_tells(MODES[id])) {
        diag_error(diag, NOWHERE, _("--%s and --%s are two ways to run: give one of them"),
            spelling(&options->arena, before), spelling(&options->arena, id));
    }
    options->mode = MODES[id];
}

/* Nothing that is asked for is left undone without a word. */
static void check_modes(struct options *options, const bool *given, struct diag *diag)
{
    for (enum option_id i = 0; i < OPTION_COUNT; i++) {
        if (!given[i] || (OPTIONS[i].modes & 1 << options->mode) != 0 ||
            only_tells(options->mode)) {
            continue;
        }
        const char *name = arena_printf(&options->arena, "--%s", spelling(&options->arena, i));
        if (OPTIONS[i].modes == BATCH || options->mode == MODE_INTERACTIVE) {
            diag_error(diag, NOWHERE, _("%s goes with --batch"), name);
        } else {
            diag_error(diag, NOWHERE, _("%s has no effect with --%s"), name,
                spelling(&options->arena, option_of(options->mode)));
        }
    }
}

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
    take_mode(options, id, diag);
    switch (id) {
    case OPTION_batch:
    case OPTION_list:
    case OPTION_progress:
    case OPTION_check:
    case OPTION_help:
    case OPTION_version:
        break; /* they take nothing */
    case OPTION_new:
        options->new_file = value;
        break;
    case OPTION_diagnose:
        return option_loss(options, value, diag);
    case OPTION_format:
        return option_format(options, value, diag);
    case OPTION_output:
        if (*value == '\0') {
            diag_error(diag, NOWHERE, _("--output takes the name of a file or of a folder"));
            return false;
        }
        options->output = strcmp(value, "-") == 0 ? NULL : value; /* standard output */
        break;
    case OPTION_stages:
        return option_stages(options, value, diag);
    case OPTION_rows:
        return option_rows(options, value, diag);
    case OPTION_worksheet:
    case OPTION_key:
        *(id == OPTION_key ? &options->key : &options->worksheet) = true;
        options->doc.sheet = options->worksheet ? SHEET_WORK : SHEET_KEY;
        break;
    case OPTION_variant:
        return option_variants(diag, "variant", value, &options->variant, &options->variant_to);
    case OPTION_variants:
        return option_variants(
            diag, "variants", value, &options->variants_from, &options->variants_to);
    case OPTION_class:
        options->class_file = value;
        break;
    case OPTION_fade:
        return option_size(diag, "fade", value, 1, 5, &options->doc.fade);
    case OPTION_compare:
        return option_compare(options, value, diag);
    case OPTION_width:
        return option_size(diag, "width", value, 40, 1000, &options->doc.width);
    case OPTION_threads:
        return option_size(diag, "threads", value, 1, 63, &options->threads);
    case OPTION_precision:
        ok = option_count(diag, "precision", value, 0, NUM_MAX_DECIMALS, &number);
        options->doc.decimals = (int)number;
        break;
    case OPTION_set:
        options->overrides[options->override_count++] = (struct override){value};
        break;
    case OPTION_lessons:
        options->lessons_folder = value;
        break;
    case OPTION_lang:
        return option_language(options, value, diag);
    case OPTION_color:
        return option_color(options, value, diag);
    case OPTION_theme:
        return option_theme(options, value, diag);
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
    bool given[OPTION_COUNT] = {false};
    opterr = 0;
    optind = 0; /* anew: a command line may be read twice */
    for (int found = 0; (found = getopt_long(argc, argv, letters, table, NULL)) != -1;) {
        if (found == '?' || found == ':') {
            report_unknown(found, argv, diag);
            continue;
        }
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            if (found == NO_LETTER + (int)i || found == OPTIONS[i].letter) {
                given[i] = true;
                (void)take(options, (enum option_id)i, optarg, diag);
            }
        }
    }
    options->lessons = argv + optind;
    options->lesson_count = (size_t)(argc - optind);
    check_modes(options, given, diag);
    options_check(options, diag);
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
                   "       losswalk --list [OPTION...] [LESSON...]\n"
                   "       losswalk --progress [OPTION...] [FILE...]\n"
                   "       losswalk --check [OPTION...] [LESSON...]\n"
                   "       losswalk --new FILE.md\n"
                   "\n"
                   "Walk through one cross-entropy computation, one keypress at a time.\n"
                   "LESSON is a number, an id such as sparse-labels, a file, or a pattern such as\n"
                   "'*-mask'; with --batch or --check also - for standard input. Without LESSON:\n"
                   "the list of lessons, or with --batch, --check and --list every lesson.\n"
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

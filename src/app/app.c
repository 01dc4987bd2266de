#include "app.h"

#include "arrays.h"
#include "check_variants.h"
#include "checking.h"
#include "diagnosis.h"
#include "i18n.h"
#include "language.h"
#include "lessons.h"
#include "new_lesson.h"
#include "output.h"
#include "plain.h"
#include "present.h"
#include "progress_line.h"
#include "run.h"
#include "utf8.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A finished text as it is printed: in 7 bits if that is wanted. */
static void finish_text(const struct run *run, struct str *text)
{
    if (run->options.doc.ascii) {
        struct str plain;
        str_init(&plain);
        utf8_add_ascii(&plain, text->data);
        str_clear(text);
        str_add(text, plain.data);
        str_release(&plain);
    }
}

void run_print_diag(struct run *run)
{
    struct str text;
    str_init(&text);
    diag_print(&run->diag, &text);
    finish_text(run, &text);
    (void)fputs(text.data, stderr);
    str_release(&text);
    run->failed = run->failed || run->diag.errors > 0;
    diag_clear(&run->diag);
}

/* Formats that programs read have the TeX of the short texts. */
static enum formulas formulas_of(const struct run *run)
{
    const struct options *options = &run->options;
    return options->mode == MODE_BATCH && !options->format->read ? FORMULAS_AS_WRITTEN
           : options->doc.ascii                                  ? FORMULAS_ASCII
                                                                 : FORMULAS_UNICODE;
}

struct lesson *run_load(struct run *run, const char *path, bool card)
{
    return run_load_set(run, path, NULL, card);
}

struct lesson *run_load_set(struct run *run, const char *path, const char *set, bool card)
{
    size_t count = run->options.override_count;
    struct override *overrides = arena_alloc(&run->arena, count + 1, sizeof *overrides);
    for (size_t i = 0; i < count; i++) {
        overrides[i] = run->options.overrides[i];
    }
    overrides[count].text = set;
    struct lesson *lesson =
        lesson_load(path, overrides, count + (set != NULL ? 1 : 0), run->folders.data, &run->diag);
    if (lesson != NULL && run->options.mode != MODE_CHECK) {
        const struct presentation presentation = {.language = i18n_language(),
            .formulas = formulas_of(run),
            .shelves = run->folders.lessons,
            .card = card};
        lesson_present(lesson, &presentation, &run->diag);
    }
    if (lesson != NULL && card && run->options.mode == MODE_BATCH) {
        diag_clear(&run->diag); /* it is said where the lesson is printed */
    }
    run_print_diag(run);
    return lesson;
}

const char *const *run_asked_for(struct run *run)
{
    const struct options *options = &run->options;
    struct paths paths = {.list = NULL};
    const char *arrays =
        lesson_arrays_path(options->lessons, options->lesson_count, &run->arena, &run->diag);
    if (arrays != NULL || run->diag.errors > 0) {
        if (arrays != NULL) {
            paths_add(&paths, arrays);
        }
        run_print_diag(run);
        return paths_keep(&paths, &run->arena);
    }
    for (size_t i = 0; i < options->lesson_count; i++) {
        lessons_match(&run->catalogue, options->lessons[i], &run->arena, &paths, &run->diag);
        if (options->mode != MODE_CHECK) {
            run_print_diag(run);
        }
    }
    for (size_t i = 0; options->lesson_count == 0 && i < run->catalogue.count; i++) {
        paths_add(&paths, run->catalogue.entries[i].path);
    }
    return paths_keep(&paths, &run->arena);
}

/* ---- Ways of running ------------------------------------------------------------------------- */

void run_print_text(struct run *run, const struct str *text)
{
    run_print_table(run, text, false);
}

void run_print_table(struct run *run, const struct str *text, bool mark)
{
    struct output output;
    if (output_open(&output, NULL, &run->diag)) {
        if (mark) {
            out_byte_order_mark(&output.out);
        }
        out_add(&output.out, text->data);
        run->failed = !output_close(&output, &run->diag) || run->failed;
    }
    run_print_diag(run);
}

/* What --check has found so far. */
struct checked {
    size_t lessons, errors, warnings;
    struct str json;
    struct str variants; /* what --variants reports */
    bool first;
};

/* Takes what was reported since the last time: printed at once, or kept for the array. */
static void take_report(struct run *run, struct checked *checked)
{
    checked->errors += run->diag.errors;
    checked->warnings += run->diag.warnings;
    if (run->options.format->name[0] == 'j') {
        check_json(&run->diag, run->options.doc.ascii, &checked->first, &checked->json);
        run->failed = run->failed || run->diag.errors > 0;
        diag_clear(&run->diag);
    } else {
        run_print_diag(run);
    }
}

static void report_variants(struct run *run, struct checked *checked, const char *path)
{
    const struct options *options = &run->options;
    const struct variants_asked asked = {path, options->overrides, options->override_count,
        &run->folders, options->variants_from, options->variants_to};
    if (asked.from > 0) {
        bool json = options->format->name[0] == 'j';
        str_add(&checked->variants, json && checked->variants.len > 0 ? ",\n" : "");
        check_variants(&asked, json, options->doc.ascii, &checked->variants, &run->diag);
        take_report(run, checked);
    }
}

static void check(struct run *run)
{
    struct checked checked = {.first = true};
    struct beside beside;
    beside_open(&beside);
    const char *const *paths = run_asked_for(run);
    str_init(&checked.json);
    str_init(&checked.variants);
    str_addc(&checked.json, '[');
    take_report(run, &checked);
    for (; *paths != NULL; paths++) {
        check_lesson(*paths, run->options.overrides, run->options.override_count, &run->folders,
            &beside, &run->diag);
        take_report(run, &checked);
        report_variants(run, &checked, *paths);
        checked.lessons++;
    }
    beside_close(&beside);
    struct str text;
    str_init(&text);
    if (run->options.format->name[0] == 'j') {
        bool varied = run->options.variants_from > 0;
        str_addf(&text, varied ? "{\"problems\": %s],\n\"variants\": [%s]}\n" : "%s]\n",
            checked.json.data, checked.variants.data);
    } else {
        str_add(&text, checked.variants.data);
        check_count(checked.lessons, checked.errors, checked.warnings, &text);
        finish_text(run, &text);
    }
    run_print_text(run, &text);
    str_release(&text);
    str_release(&checked.json);
    str_release(&checked.variants);
}

/* Which way of computing gives the number? Some way must be found for every lesson asked about. */
static void diagnose_all(struct run *run)
{
    const struct options *options = &run->options;
    const char *const *paths = run_asked_for(run);
    bool json = strcmp(options->format->name, "json") == 0;
    size_t lessons = 0;
    struct str text;
    str_init(&text);
    for (; *paths != NULL; paths++, lessons++) {
        struct lesson *lesson = run_load(run, *paths, false);
        if (lesson == NULL) {
            continue;
        }
        struct trace *trace = trace_new(lesson);
        (void)trace_report_to(trace, &run->diag);
        struct diagnosis diagnosis;
        struct progress_line line;
        progress_line_begin(&line, trace, NULL);
        diagnose(&diagnosis, trace, &options->given);
        progress_line_end(&line);
        enum dtype dtype = lesson->problem.dtype;
        if (json) {
            diagnosis_json(
                &diagnosis, lesson->id, options->number, dtype, options->doc.ascii, &text);
        } else {
            str_addf(&text, "%s%s\n\n", lessons > 0 ? "\n" : "", lesson->title);
            diagnosis_text(&diagnosis, options->number, dtype, options->doc.width, &text);
        }
        run->failed = run->failed || (diagnosis.count == 0 && !diagnosis.is_own);
        diagnosis_release(&diagnosis);
        trace_free(trace);
        run_print_diag(run);
        lesson_free(lesson);
    }
    if (!json) {
        finish_text(run, &text);
    }
    run_print_text(run, &text);
    str_release(&text);
}

static void new_lesson(struct run *run)
{
    struct str text;
    str_init(&text);
    if (new_lesson_write(run->options.new_file, &text, &run->diag)) {
        run_print_text(run, &text);
    }
    run_print_diag(run);
    str_release(&text);
}

static struct walk_options walk_options(struct run *run, struct progress *progress)
{
    return (struct walk_options){.overrides = run->options.overrides,
        .override_count = run->options.override_count,
        .data_folders = run->folders.data,
        .shelves = run->folders.lessons,
        .no_questions = run->options.no_questions,
        .precision = run->options.doc.decimals,
        .language_file = run->folders.language,
        .progress = progress};
}

/* On a screen. -1 with a reason when the terminal will not do. */
static int on_screen(
    struct run *run, const char *const *paths, struct progress *progress, const char **reason)
{
    const struct tui_options options = {
        .catalogue = &run->catalogue,
        .lessons = paths,
        .overrides = run->options.overrides,
        .override_count = run->options.override_count,
        .data_folders = run->folders.data,
        .shelves = run->folders.lessons,
        .precision = run->options.doc.decimals,
        .progress = progress,
        .language_file = run->folders.language,
        .ascii = run->options.doc.ascii,
        .color = run->options.color,
        .theme = run->options.theme,
        .no_questions = run->options.no_questions,
        .no_mouse = run->options.no_mouse,
    };
    return tui_run(&options, reason);
}

/* As sentences: asked for, or, with a notice, what is left when the screen will not do. */
static int as_sentences(
    struct run *run, const char *const *paths, struct progress *progress, const char *notice)
{
    struct plain_options options = {
        .catalogue = &run->catalogue,
        .lessons = paths,
        .walk = walk_options(run, progress),
        .width = run->options.doc.width,
        .ascii = run->options.doc.ascii || !run->utf8,
        .notice = notice,
    };
    options.walk.ascii = options.ascii;
    return plain_run(&options, &run->diag);
}

static int interactive(struct run *run)
{
    const struct where nowhere = {0};
    const char *const *paths = run->options.lesson_count > 0 ? run_asked_for(run) : NULL;
    if (paths != NULL && run->failed) {
        return EXIT_FAILURE;
    }
    struct progress *progress = progress_open(run->folders.progress, &run->diag);
    run_print_diag(run);
    const char *reason = NULL;
    int status = run->options.plain ? as_sentences(run, paths, progress, NULL)
                                    : on_screen(run, paths, progress, &reason);
    if (reason != NULL && isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0) {
        const char *notice =
            arena_printf(&run->arena, _("No screen: %s. So this is --plain."), reason);
        status = as_sentences(run, paths, progress, notice);
    } else if (reason != NULL) {
        diag_error(&run->diag, nowhere, "%s", reason);
        diag_hint(&run->diag, _("losswalk --batch prints the lessons without a terminal, and "
                                "--plain walks through them line by line"));
        status = EXIT_USAGE;
    }
    (void)progress_save(progress, &run->diag);
    progress_free(progress);
    run_print_diag(run);
    return status;
}

static int run_mode(struct run *run)
{
    struct str text;
    str_init(&text);
    switch (run->options.mode) {
    case MODE_HELP:
        options_help(&text);
        run_print_text(run, &text);
        break;
    case MODE_VERSION:
        str_add(&text, "losswalk " LOSSWALK_VERSION "\n");
        run_print_text(run, &text);
        break;
    case MODE_LIST:
        listing(run);
        break;
    case MODE_PROGRESS:
        return progress_report(run);
    case MODE_CHECK:
        check(run);
        break;
    case MODE_DIAGNOSE:
        diagnose_all(run);
        break;
    case MODE_NEW:
        new_lesson(run);
        break;
    case MODE_BATCH:
        batch(run);
        break;
    case MODE_INTERACTIVE:
        return interactive(run);
    }
    str_release(&text);
    return run->failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The catalogue is needed unless every lesson is given as a file; then finding none is no error. */
static bool open_catalogue(struct run *run)
{
    bool all = run->options.lesson_count == 0 && run->options.mode != MODE_HELP &&
               run->options.mode != MODE_VERSION && run->options.mode != MODE_NEW;
    bool found =
        catalogue_open(&run->catalogue, run->folders.lessons, run->folders.named, &run->diag);
    bool named = run->options.lessons_folder != NULL;
    if (!found && !all && !named) {
        diag_clear(&run->diag);
    }
    run_print_diag(run);
    if (found && (all || run->options.mode == MODE_PROGRESS)) {
        folders_group(&run->folders, &run->catalogue, &run->arena);
    }
    return found || (!all && !named);
}

/* What is wrong with the command line is said in the language that some part of it asks for: so it
 * is read without a word first, and, where there is something to say, once more. False: it is
 * wrong.
 */
static bool read_command_line(struct run *run, int argc, char **argv)
{
    struct diag unheard;
    diag_init(&unheard);
    /* reading sorts the words: lessons last */
    char **words = arena_alloc(&run->arena, (size_t)argc + 1, sizeof *words);
    memcpy(words, argv, (size_t)argc * sizeof *words);
    bool right = options_parse(&run->options, argc, words, &unheard);
    bool said = unheard.errors + unheard.warnings > 0;
    diag_release(&unheard);
    run->folders = folders_find(&run->arena, run->options.lessons_folder, argv[0]);
    run->utf8 = language_start(&run->options, &run->folders, &run->diag);
    if (right) {
        run_print_diag(run);
    }
    if (said) {
        options_release(&run->options);
        right = options_parse(&run->options, argc, argv, &run->diag);
    }
    return right;
}

int app_main(int argc, char **argv)
{
    struct run run = {0};
    arena_init(&run.arena);
    diag_init(&run.diag);
    /* a reader that goes away, or a file too large, is a failed write, not a death */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    int status = EXIT_USAGE;
    if (!read_command_line(&run, argc, argv)) {
        run_print_diag(&run);
    } else {
        trace_use_threads(run.options.threads);
        status = open_catalogue(&run) ? run_mode(&run) : EXIT_FAILURE;
        catalogue_release(&run.catalogue);
    }
    options_release(&run.options);
    diag_release(&run.diag);
    arena_release(&run.arena);
    return status;
}

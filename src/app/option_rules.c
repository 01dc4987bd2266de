/* Which options go together. */
#include "i18n.h"
#include "option_values.h"

#include <string.h>

static const char *sheet_option(const struct options *options)
{
    return options->doc.sheet == SHEET_KEY ? "--key" : "--worksheet";
}

/* Standard input is not read where keys are, and has no place in a list. */
static void check_input(const struct options *options, struct diag *diag)
{
    bool files = options->mode == MODE_INTERACTIVE || options->mode == MODE_LIST;
    for (size_t i = 0; i < options->lesson_count && files; i++) {
        if (strcmp(options->lessons[i], "-") == 0) {
            diag_error(
                diag, NOWHERE, _("a lesson from standard input (-) goes with --batch or --check"));
        }
    }
}

/* Reports have fewer forms than documents. */
static void check_report(const struct options *options, struct diag *diag)
{
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
}

/* What the format cannot show, and what belongs to sheets. */
static void check_document(const struct options *options, struct diag *diag)
{
    const char *lost =
        options->doc.compare != NULL && options->format->compare == NULL    ? "--compare"
        : options->doc.ulps && !options->format->ulps                       ? "--ulps"
        : options->doc.rows != DOC_ROWS_USUAL && options->format->rows == 0 ? "--rows"
        : options->doc.sheet != SHEET_FULL && options->format->key == NULL  ? sheet_option(options)
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
        diag_hint(diag,
            _("--variant 1-30 prints 30 variants for nobody by name, as question banks need them"));
    }
    if (options->class_file != NULL && options->variant < options->variant_to) {
        diag_error(diag, NOWHERE, _("with --class, --variant takes one number: that of the first"));
    }
}

void options_check(const struct options *options, struct diag *diag)
{
    check_input(options, diag);
    check_report(options, diag);
    if (options->mode == MODE_DIAGNOSE && options->lesson_count == 0) {
        diag_error(diag, NOWHERE, _("--diagnose needs the lesson that the number is the loss of"));
        diag_hint(diag, _("for example: losswalk --diagnose 5.6433 sparse-labels"));
    }
    check_document(options, diag);
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

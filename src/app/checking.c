#include "checking.h"

#include "advice.h"
#include "apart.h"
#include "change.h"
#include "claim.h"
#include "doubt.h"
#include "expect.h"
#include "fit.h"
#include "formulas.h"
#include "goal.h"
#include "i18n.h"
#include "json.h"
#include "mention.h"
#include "quoted.h"
#include "remark.h"
#include "route_advice.h"
#include "terms.h"
#include "translation.h"
#include "translations.h"

/* Looks at the texts as they are read, and at the numbers. */
static void check_loaded(struct lesson *lesson, struct diag *diag)
{
    struct trace *trace = quoted_open(lesson);
    (void)trace_report_to(trace, diag);
    (void)expect_check(trace, diag);
    (void)claims_check(trace, diag);
    (void)apart_check(trace, diag);
    (void)goal_check(trace, diag);
    remark(trace, diag);
    advise(trace, diag);
    advise_route(trace, diag);
    doubts_check(lesson, diag);
    fit_check(lesson, trace, diag);
    trace_free(trace);
}

/* What there is to say about the translations that the lesson has. Each needs a lesson of its own
 * that was not translated yet. */
static void check_translations(const struct lesson *lesson, const struct folders *folders,
    struct beside *beside, struct diag *diag)
{
    struct arena arena;
    arena_init(&arena);
    for (const char *const *language =
             translations_of(beside->translations, lesson->source.name, &arena);
         *language != NULL; language++) {
        struct diag known; /* was said about the lesson itself */
        diag_init(&known);
        struct lesson *own = lesson_variant(lesson, NULL, 0, &known);
        if (own != NULL) {
            (void)lesson_translate_check(own, *language, diag);
        }
        if (own != NULL && own->language != NULL) {
            lesson_check_formulas(own, diag);
            lesson_check_names(own, folders->lessons, diag);
            terms_check(beside->terms, own, *language, diag);
            quoted_check(own, diag);
        }
        lesson_free(own);
        diag_release(&known);
    }
    arena_release(&arena);
}

void beside_open(struct beside *beside)
{
    *beside = (struct beside){terms_new(), translations_new()};
}

void beside_close(struct beside *beside)
{
    terms_free(beside->terms);
    translations_free(beside->translations);
}

void check_lesson(const char *path, const struct override *overrides, size_t override_count,
    const struct folders *folders, struct beside *beside, struct diag *diag)
{
    struct lesson *lesson = lesson_load(path, overrides, override_count, folders->data, diag);
    if (lesson != NULL) {
        lesson_check_formulas(lesson, diag);
        lesson_check_names(lesson, folders->lessons, diag);
        terms_check(beside->terms, lesson, NULL, diag);
        quoted_check(lesson, diag);
        check_loaded(lesson, diag); /* puts the numbers into the texts */
    }
    diag_sort(diag);
    if (lesson != NULL) {
        check_translations(lesson, folders, beside, diag);
    }
    lesson_free(lesson);
}

void check_count(size_t lessons, size_t errors, size_t warnings, struct str *out)
{
    str_addf(out, i18n_plural("%zu lesson checked: ", "%zu lessons checked: ", lessons), lessons);
    str_addf(out, i18n_plural("%zu error, ", "%zu errors, ", errors), errors);
    str_addf(out, i18n_plural("%zu warning\n", "%zu warnings\n", warnings), warnings);
}

static void add_string(struct str *out, const char *key, const char *text, bool ascii)
{
    str_addf(out, ", \"%s\": ", key);
    json_add_string(out, text, ascii);
}

static void add_place(struct str *out, const char *key, size_t place)
{
    if (place == 0) {
        str_addf(out, ", \"%s\": null", key);
    } else {
        str_addf(out, ", \"%s\": %zu", key, place);
    }
}

void check_json(const struct diag *diag, bool ascii, bool *first, struct str *out)
{
    for (const struct diag_item *item = diag->first; item != NULL; item = item->next) {
        str_addf(out, "%s{\"severity\": \"%s\"", *first ? "" : ",\n",
            item->severity == DIAG_ERROR ? "error" : "warning");
        *first = false;
        add_string(out, "id", item->id, ascii);
        add_string(out, "file", item->file, ascii);
        add_place(out, "line", item->line);
        add_place(out, "column", item->line == 0 ? 0 : item->col);
        add_place(out, "end_column", item->line == 0 ? 0 : item->end_col);
        add_string(out, "message", item->text, ascii);
        add_string(out, "hint", item->hint, ascii);
        str_addc(out, '}');
    }
}

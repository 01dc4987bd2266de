#include "parts.h"

#include "class_list.h"
#include "i18n.h"
#include "translation.h"
#include "variant.h"

enum { MOST_PASSED = 200 }; /* variants that a class has already, passed over */

/* The texts that the run prints of a variant. */
static enum variant_texts texts_of(const struct options *options)
{
    const struct doc_format *format = options->format;
    return options->doc.sheet != SHEET_FULL                      ? VARIANT_OF_SHEET
           : format->prose != NULL || format->all_prose          ? VARIANT_OF_PAGE
           : format->question != NULL || format->answers != NULL ? VARIANT_OF_BANK
                                                                 : VARIANT_OF_DATA;
}

/* Do the lesson's texts, in the language of this run, fit its variants? */
static bool check_texts(struct run *run, struct lesson *lesson, const struct variant *variant)
{
    struct diag unheard; /* what is wrong with a translation is said where it is printed */
    diag_init(&unheard);
    (void)lesson_translate(lesson, i18n_language(), &unheard);
    diag_release(&unheard);
    return variant_check_texts(lesson, variant, texts_of(&run->options), &run->diag);
}

static bool is_taken(const struct variant *variants, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (variants[i].code == code) {
            return true;
        }
    }
    return false;
}

/* Variants of one lesson, a different one for each of `count`, as long as there are such. */
static bool draw_variants(
    struct run *run, struct lesson *lesson, size_t count, struct variant *variants)
{
    size_t number = run->options.variant > 0 ? run->options.variant : 1;
    size_t passed = 0;
    for (size_t i = 0; i < count;) {
        if (!variant_draw(lesson, number++, &run->arena, &variants[i], &run->diag)) {
            return false;
        }
        bool again = is_taken(variants, i, variants[i].code) && passed < MOST_PASSED;
        passed += again ? 1 : 0;
        i += again ? 0 : 1;
    }
    if (!check_texts(run, lesson, &variants[0])) {
        return false;
    }
    diag_clear(&run->diag); /* warnings of the lesson come with the document */
    if (passed == MOST_PASSED) {
        diag_warn(&run->diag, (struct where){&lesson->source, 0, 0},
            _("this lesson has too few variants: some of the class have the same numbers"));
        diag_id(&run->diag, "few-variants");
        diag_hint(&run->diag, _("equal notes are equal numbers"));
    }
    return true;
}

/* NULL after an error. */
static struct variant *variants_of(struct run *run, const char *path, size_t count)
{
    struct variant *variants = arena_alloc(&run->arena, count, sizeof *variants);
    struct lesson *lesson = lesson_load(
        path, run->options.overrides, run->options.override_count, run->folders.data, &run->diag);
    bool ok = lesson != NULL && draw_variants(run, lesson, count, variants);
    lesson_free(lesson);
    run_print_diag(run);
    return ok ? variants : NULL;
}

/* What is printed of each lesson, in that order. */
static size_t sheets_of(const struct options *options, enum doc_sheet sheets[2])
{
    size_t count = 0;
    if (options->worksheet) {
        sheets[count++] = SHEET_WORK;
    }
    if (options->key) {
        sheets[count++] = SHEET_KEY;
    }
    if (count == 0) {
        sheets[count++] = SHEET_FULL;
    }
    return count;
}

struct parts parts_find(struct run *run, const char *const *paths)
{
    const struct options *options = &run->options;
    const char *const *names = NULL;
    struct parts parts = {.all = NULL};
    if (options->class_file != NULL) {
        bool read = class_list_read(options->class_file, &run->arena, &names, &run->diag);
        run_print_diag(run);
        if (!read) {
            return parts;
        }
    }
    size_t people = 0;
    size_t lessons = 0;
    while (names != NULL && names[people] != NULL) {
        people++;
    }
    people = people > 0 ? people : 1;
    while (paths[lessons] != NULL) {
        lessons++;
    }
    enum doc_sheet sheets[2];
    size_t sheet_count = sheets_of(options, sheets);
    bool varied = options->variant > 0 || names != NULL;
    struct variant **variants = arena_alloc(&run->arena, lessons + 1, sizeof *variants);
    for (size_t l = 0; varied && l < lessons; l++) {
        variants[l] = variants_of(run, paths[l], people);
    }
    parts.together = names != NULL || sheet_count > 1;
    parts.all = arena_alloc(&run->arena, sheet_count * people * lessons + 1, sizeof *parts.all);
    for (size_t i = 0; i < sheet_count * people * lessons; i++) {
        size_t l = i % lessons;
        size_t person = i / lessons % people;
        const struct variant *variant = varied && variants[l] != NULL ? &variants[l][person] : NULL;
        if (variant == NULL && varied) {
            continue;
        }
        parts.all[parts.count++] = (struct part){
            .path = paths[l],
            .sheet = sheets[i / lessons / people],
            .set = varied ? variant->set : NULL,
            .note = varied ? variant->note : NULL,
            .variant = varied ? variant->number : 0,
            .without = varied ? variant->without : 0,
            .name = names != NULL ? names[person] : NULL,
        };
    }
    return parts;
}

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

/* Says that there are not enough of them. */
static void warn_of_few(struct run *run, const struct lesson *lesson, const char *text)
{
    diag_warn(&run->diag, (struct where){&lesson->source, 0, 0}, "%s", text);
    diag_id(&run->diag, "few-variants");
    diag_hint(&run->diag, _("equal notes are equal numbers"));
}

/* Variants of one lesson, a different one for each of `count`, as long as there are such. */
static bool draw_for_each(struct run *run, const struct lesson *lesson, struct variants *draws,
    size_t count, struct variant *variants)
{
    size_t number = run->options.variant > 0 ? run->options.variant : 1;
    size_t passed = 0;
    for (size_t i = 0; i < count;) {
        if (!variants_draw(draws, number++, &run->arena, &variants[i], &run->diag)) {
            return false;
        }
        bool again = is_taken(variants, i, variants[i].code) && passed < MOST_PASSED;
        passed += again ? 1 : 0;
        i += again ? 0 : 1;
    }
    diag_clear(&run->diag); /* warnings of the lesson come with the document */
    if (passed == MOST_PASSED) {
        warn_of_few(run, lesson,
            _("this lesson has too few variants: some of the class have the same numbers"));
    }
    return true;
}

/* Just those of the numbers that were asked for; what is the same as one before has no `set`. */
static bool draw_numbers(struct run *run, const struct lesson *lesson, struct variants *draws,
    size_t count, struct variant *variants)
{
    bool again = false;
    for (size_t i = 0; i < count; i++) {
        size_t number = run->options.variant + i;
        if (!variants_draw(draws, number, &run->arena, &variants[i], &run->diag)) {
            return false;
        }
        if (is_taken(variants, i, variants[i].code)) {
            variants[i].set = NULL;
            again = true;
        }
    }
    diag_clear(&run->diag);
    if (again) {
        warn_of_few(
            run, lesson, _("some of these variants have the same numbers, and are printed once"));
    }
    return true;
}

static bool draw_variants(
    struct run *run, struct lesson *lesson, size_t count, struct variant *variants)
{
    struct variants *draws = variants_open(lesson, &run->diag);
    bool class = run->options.class_file != NULL;
    bool drawn = draws != NULL &&
                 (class ? draw_for_each : draw_numbers)(run, lesson, draws, count, variants);
    variants_close(draws);
    return drawn && check_texts(run, lesson, &variants[0]);
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

static size_t count_of(const char *const *list)
{
    size_t count = 0;
    while (list[count] != NULL) {
        count++;
    }
    return count;
}

/* Whom there are documents for. */
struct people {
    const char *const *names; /* NULL: nobody by name, */
    const char **stems;       /* and no files of theirs */
    size_t count;             /* at least 1: that many variants, or none */
};

/* False after an error. */
static bool find_people(struct run *run, struct people *people)
{
    const struct options *options = &run->options;
    *people = (struct people){.count = 1};
    if (options->class_file != NULL) {
        bool read = class_list_read(options->class_file, &run->arena, &people->names, &run->diag);
        run_print_diag(run);
        if (!read) {
            return false;
        }
        people->stems = class_list_stems(people->names, &run->arena);
        people->count = count_of(people->names);
    } else if (options->variant_to > options->variant) {
        people->count += options->variant_to - options->variant;
        people->stems = arena_alloc(&run->arena, people->count, sizeof *people->stems);
        for (size_t i = 0; i < people->count; i++) {
            people->stems[i] = arena_printf(&run->arena, "variant-%zu", options->variant + i);
        }
    }
    return true;
}

/* The documents of one person, of one kind of sheet. `variants` are those of each lesson, by
 * person; NULL: there are none. */
static void add_copy(struct parts *parts, const struct people *people, size_t person,
    enum doc_sheet sheet, const char *const *paths, struct variant *const *variants)
{
    const size_t copy = parts->copies++;
    for (size_t l = 0; paths[l] != NULL; l++) {
        struct part part = {.path = paths[l], .sheet = sheet, .copy = copy};
        part.name = people->names != NULL ? people->names[person] : NULL;
        part.stem = people->stems != NULL ? people->stems[person] : NULL;
        if (variants != NULL) {
            if (variants[l] == NULL || variants[l][person].set == NULL) {
                continue;
            }
            part.set = variants[l][person].set;
            part.note = variants[l][person].note;
            part.variant = variants[l][person].number;
            part.without = variants[l][person].without;
        }
        parts->all[parts->count++] = part;
    }
}

struct parts parts_find(struct run *run, const char *const *paths)
{
    struct parts parts = {.all = NULL};
    struct people people;
    if (!find_people(run, &people)) {
        return parts;
    }
    size_t lessons = count_of(paths);
    enum doc_sheet sheets[2];
    size_t sheet_count = sheets_of(&run->options, sheets);
    bool varied = run->options.variant > 0 || people.names != NULL;
    struct variant **variants =
        varied ? arena_alloc(&run->arena, lessons + 1, sizeof *variants) : NULL;
    for (size_t l = 0; varied && l < lessons; l++) {
        variants[l] = variants_of(run, paths[l], people.count);
    }
    parts.several = people.stems != NULL;
    parts.together = parts.several || sheet_count > 1;
    parts.all =
        arena_alloc(&run->arena, sheet_count * people.count * lessons + 1, sizeof *parts.all);
    for (size_t s = 0; s < sheet_count; s++) {
        for (size_t person = 0; person < people.count; person++) {
            add_copy(&parts, &people, person, sheets[s], paths, variants);
        }
    }
    return parts;
}

#include "check_variants.h"

#include "answer.h"
#include "change.h"
#include "i18n.h"
#include "json.h"
#include "numbers.h"
#include "variant.h"

#include <string.h>

/* What a variant's answer to one question looks like; choices are the same in all. */
struct given_answer {
    const char *text;
    size_t times;
};

struct asked_question {
    const struct question *ask;
    struct given_answer *answers; /* of a number: each once, in the order of variants */
    size_t count;
    const char *left_out; /* why variants do not ask it; NULL: they do */
};

/* All that is known of the variants of one lesson. */
struct survey {
    struct arena arena;
    struct lesson *lesson;
    struct variant *variants;
    size_t count; /* that were drawn */
    size_t refused[VARIANT_DEMANDS];
    struct asked_question *questions;
    size_t question_count;
    size_t texts; /* lines that name numbers, of all texts */
    bool failed;
};

static void count_answer(struct asked_question *question, const char *text)
{
    for (size_t i = 0; i < question->count; i++) {
        if (strcmp(question->answers[i].text, text) == 0) {
            question->answers[i].times++;
            return;
        }
    }
    question->answers[question->count++] = (struct given_answer){text, 1};
}

static void count_answers(struct survey *survey, const struct variant *variant)
{
    const struct override set = {variant->set};
    struct diag unheard;
    diag_init(&unheard);
    struct lesson *lesson = lesson_variant(survey->lesson, &set, 1, &unheard);
    struct trace *trace = lesson != NULL ? trace_new(lesson) : NULL;
    for (size_t i = 0; trace != NULL && i < survey->question_count; i++) {
        struct asked_question *question = &survey->questions[i];
        struct question_cell cell;
        char number[NUM_SIZE];
        if (question->left_out == NULL && question->ask->kind == ANSWER_CELL &&
            question_find(trace, question->ask, &cell)) {
            double value = trace_cell(trace, cell.stage, cell.row, cell.col);
            (void)num_cell(number, value, trace_default_decimals(trace));
            count_answer(question, arena_strdup(&survey->arena, number));
        }
    }
    trace_free(trace);
    lesson_free(lesson);
    diag_release(&unheard);
}

static void find_questions(struct survey *survey, size_t variants)
{
    for (const struct question *q = survey->lesson->questions; q != NULL; q = q->next) {
        survey->question_count++;
    }
    survey->questions =
        arena_alloc(&survey->arena, survey->question_count + 1, sizeof *survey->questions);
    size_t i = 0;
    for (const struct question *q = survey->lesson->questions; q != NULL; q = q->next) {
        survey->questions[i].ask = q;
        survey->questions[i++].answers =
            arena_alloc(&survey->arena, variants, sizeof *survey->questions->answers);
    }
    struct diag why;
    diag_init(&why);
    uint64_t without = variant_left_out(survey->lesson, &why);
    const struct diag_item *item = why.first;
    for (i = 0; i < survey->question_count && item != NULL; i++) {
        if (variant_is_without(without, i)) {
            survey->questions[i].left_out = arena_printf(
                &survey->arena, "%s:%zu:%zu: %s", item->file, item->line, item->col, item->text);
            item = item->next;
        }
    }
    diag_release(&why);
}

/* Draws until one cannot be had. Its errors count where the lesson asks something. */
static void draw_all(struct survey *survey, size_t from, size_t to, struct diag *diag)
{
    struct diag own;
    diag_init(&own);
    struct diag *heard = survey->question_count > 0 ? diag : &own;
    struct variants *variants = variants_open(survey->lesson, heard);
    survey->failed = variants == NULL;
    for (size_t number = from; number <= to && !survey->failed; number++) {
        struct variant *variant = &survey->variants[survey->count];
        survey->failed = !variants_draw(variants, number, &survey->arena, variant, heard);
        for (size_t i = 0; i < VARIANT_DEMANDS; i++) {
            survey->refused[i] += variant->refused[i];
        }
        if (!survey->failed) {
            count_answers(survey, variant);
            survey->count++;
        }
    }
    variants_close(variants);
    if (survey->count > 0) {
        (void)variant_check_texts(survey->lesson, &survey->variants[0], VARIANT_OF_PAGE, &own);
        survey->texts = own.errors;
        survey->failed =
            !variant_check_texts(survey->lesson, &survey->variants[0], VARIANT_OF_SHEET, heard) ||
            survey->failed;
    }
    diag_release(&own);
}

/* The variant before this one with the same numbers; NULL: there is none. */
static const struct variant *earlier(const struct survey *survey, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(survey->variants[k].set, survey->variants[i].set) == 0) {
            return &survey->variants[k];
        }
    }
    return NULL;
}

static size_t repeats(const struct survey *survey)
{
    size_t count = 0;
    for (size_t i = 0; i < survey->count; i++) {
        count += earlier(survey, i) != NULL ? 1 : 0;
    }
    return count;
}

static size_t refusals(const struct survey *survey)
{
    size_t count = 0;
    for (size_t i = 0; i < VARIANT_DEMANDS; i++) {
        count += survey->refused[i];
    }
    return count;
}

/* How many right choices stand first, second, ... Returns how many places there are. */
static size_t count_positions(const struct survey *survey, size_t counts[QUESTION_MOST_CHOICES])
{
    size_t most = 0;
    memset(counts, 0, QUESTION_MOST_CHOICES * sizeof *counts);
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct question *ask = survey->questions[i].ask;
        if (ask->kind == ANSWER_CHOICE && survey->questions[i].left_out == NULL) {
            counts[question_right_choice(ask)]++;
            most = question_choices(ask) > most ? question_choices(ask) : most;
        }
    }
    return most;
}

static const struct given_answer *commonest(const struct asked_question *question)
{
    const struct given_answer *best = &question->answers[0];
    for (size_t i = 1; i < question->count; i++) {
        best = question->answers[i].times > best->times ? &question->answers[i] : best;
    }
    return best;
}

/* ---- As text --------------------------------------------------------------------------------- */

static void question_text(const struct asked_question *question, size_t number, struct str *out)
{
    if (question->left_out != NULL) {
        str_addf(out, _("  question %zu is left out: %s\n"), number, question->left_out);
    } else if (question->ask->kind == ANSWER_CHOICE) {
        str_addf(out, _("  question %zu: the right choice is %c of %zu\n"), number,
            (char)('a' + question_right_choice(question->ask)), question_choices(question->ask));
    } else if (question->count > 0) {
        const struct given_answer *most = commonest(question);
        str_addf(out, _("  question %zu: different answers: %zu; most often: %s (%zu)\n"), number,
            question->count, most->text, most->times);
    }
}

static void report_text(
    const struct survey *survey, const struct variants_asked *asked, struct str *out)
{
    str_addf(out, "%s\n", survey->lesson->title);
    str_addf(out, _("  variants %zu to %zu: drawn %zu, the same as another %zu\n"), asked->from,
        asked->to, survey->count, repeats(survey));
    for (size_t i = 0; i < survey->count; i++) {
        const struct variant *same = earlier(survey, i);
        if (same != NULL) {
            str_addf(out, _("  variant %zu has the numbers of variant %zu (%08x)\n"),
                survey->variants[i].number, same->number, (unsigned)same->code);
        }
    }
    str_addf(out, _("  draws not taken: %zu\n"), refusals(survey));
    for (size_t i = 0; i < VARIANT_DEMANDS; i++) {
        if (survey->refused[i] > 0) {
            str_addf(out, "%8zu: %s\n", survey->refused[i], _(variant_demand_texts[i]));
        }
    }
    if (survey->texts > 0) {
        str_addf(out, _("  lines of its texts that name its numbers: %zu\n"), survey->texts);
    }
    for (size_t i = 0; i < survey->question_count && survey->count > 0; i++) {
        question_text(&survey->questions[i], i + 1, out);
    }
    size_t counts[QUESTION_MOST_CHOICES];
    size_t places = count_positions(survey, counts);
    for (size_t i = 0; i < places; i++) {
        str_addf(
            out, i == 0 ? _("  right choices: %c %zu") : ", %c %zu", (char)('a' + i), counts[i]);
    }
    str_add(out, places > 0 ? "\n" : "");
}

/* ---- As JSON --------------------------------------------------------------------------------- */

static void question_json(
    const struct asked_question *question, size_t number, bool ascii, struct str *out)
{
    str_addf(out, "{\"question\": %zu, \"left_out\": ", number);
    if (question->left_out != NULL) {
        json_add_string(out, question->left_out, ascii);
        str_addc(out, '}');
        return;
    }
    str_add(out, "null");
    if (question->ask->kind == ANSWER_CHOICE) {
        str_addf(out, ", \"right_choice\": %zu, \"choices\": %zu}",
            question_right_choice(question->ask), question_choices(question->ask));
        return;
    }
    str_add(out, ", \"answers\": [");
    for (size_t i = 0; i < question->count; i++) {
        str_add(out, i > 0 ? ", {\"answer\": " : "{\"answer\": ");
        json_add_string(out, question->answers[i].text, ascii);
        str_addf(out, ", \"times\": %zu}", question->answers[i].times);
    }
    str_add(out, "]}");
}

static void report_json(
    const struct survey *survey, const struct variants_asked *asked, bool ascii, struct str *out)
{
    str_add(out, "{\"lesson\": ");
    json_add_string(out, survey->lesson->id, ascii);
    str_addf(out, ", \"from\": %zu, \"to\": %zu, \"can_be_varied\": %s, \"repeats\": %zu",
        asked->from, asked->to, survey->failed ? "false" : "true", repeats(survey));
    str_add(out, ", \"variants\": [");
    for (size_t i = 0; i < survey->count; i++) {
        const struct variant *same = earlier(survey, i);
        str_addf(out, "%s{\"variant\": %zu, \"note\": \"%08x\", \"same_as\": ", i > 0 ? ", " : "",
            survey->variants[i].number, (unsigned)survey->variants[i].code);
        if (same != NULL) {
            str_addf(out, "%zu}", same->number);
        } else {
            str_add(out, "null}");
        }
    }
    str_add(out, "], \"not_taken\": {");
    const char *comma = "";
    for (size_t i = 0; i < VARIANT_DEMANDS; i++) {
        str_addf(out, "%s\"%s\": %zu", comma, variant_demands[i], survey->refused[i]);
        comma = ", ";
    }
    str_addf(out, "}, \"texts_that_name_numbers\": %zu, \"questions\": [", survey->texts);
    for (size_t i = 0; i < survey->question_count; i++) {
        str_add(out, i > 0 ? ", " : "");
        question_json(&survey->questions[i], i + 1, ascii, out);
    }
    str_add(out, "], \"right_choices\": [");
    size_t counts[QUESTION_MOST_CHOICES];
    size_t places = count_positions(survey, counts);
    for (size_t i = 0; i < places; i++) {
        str_addf(out, i > 0 ? ", %zu" : "%zu", counts[i]);
    }
    str_add(out, "]}");
}

void check_variants(
    const struct variants_asked *asked, bool json, bool ascii, struct str *out, struct diag *diag)
{
    struct diag said; /* what is wrong with the lesson, --check says */
    diag_init(&said);
    struct survey survey = {.lesson = lesson_load(asked->path, asked->overrides,
                                asked->override_count, asked->folders->data, &said)};
    diag_release(&said);
    if (survey.lesson == NULL) {
        return;
    }
    arena_init(&survey.arena);
    size_t count = asked->to - asked->from + 1;
    survey.variants = arena_alloc(&survey.arena, count, sizeof *survey.variants);
    find_questions(&survey, count);
    draw_all(&survey, asked->from, asked->to, diag);
    if (json) {
        report_json(&survey, asked, ascii, out);
    } else {
        report_text(&survey, asked, out);
    }
    arena_release(&survey.arena);
    lesson_free(survey.lesson);
}

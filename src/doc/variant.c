#include "variant.h"

#include "change.h"
#include "hash.h"
#include "i18n.h"
#include "mem.h"
#include "variant_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const variant_demands[VARIANT_DEMANDS] = {
#define DEMAND(name, text) #name,
#include "variant.def"
#undef DEMAND
};

const char *const variant_demand_texts[VARIANT_DEMANDS] = {
#define DEMAND(name, text) text,
#include "variant.def"
#undef DEMAND
};

static struct where about(const struct lesson *lesson)
{
    const struct where scores =
        lesson->problem.scores != NULL ? lesson->input_where[INPUT_SCORES] : (struct where){0};
    return scores.line > 0 ? scores : (struct where){&lesson->source, 0, 0};
}

/* Only scores that a person typed can be typed otherwise. */
static bool has_variants(const struct lesson *lesson, struct diag *diag)
{
    const struct problem *problem = &lesson->problem;
    size_t count = shape_size(&problem->scores->shape);
    if (problem->scores->where == NULL) {
        diag_error(diag, about(lesson),
            _("this lesson has no variants: its scores do not stand in the lesson itself"));
        diag_hint(diag, _("numbers of a data file stay as they are"));
    } else if (count > VARIANT_MOST_SCORES) {
        diag_error(diag, about(lesson),
            _("this lesson has no variants: it has %zu scores, and up to %d can be drawn"), count,
            VARIANT_MOST_SCORES);
    } else {
        return true;
    }
    diag_id(diag, "no-variants");
    return false;
}

/* The same of the same lesson, whatever its texts say. */
static uint64_t seed_of(const struct lesson *lesson, size_t number)
{
    uint64_t hash = hash_text(HASH_START, lesson->id);
    for (int shift = 0; shift < 64; shift += 8) {
        hash = hash_byte(hash, (unsigned char)(lesson->fingerprint >> shift));
    }
    for (size_t i = 0; i < lesson->override_count; i++) {
        hash = hash_text(hash, lesson->overrides[i].text);
    }
    for (int i = 0; i < INPUT_COUNT; i++) {
        const struct tensor *tensor = problem_input(&lesson->problem, (enum input)i);
        hash = tensor != NULL ? tensor_hash(tensor, hash) : hash_byte(hash, 0);
    }
    return hash_number(hash, (double)number);
}

static struct lesson *with_scores(
    const struct lesson *lesson, const double *scores, size_t count, struct diag *diag)
{
    struct change *changes = mem_alloc(count, sizeof *changes);
    for (size_t i = 0; i < count; i++) {
        changes[i] = (struct change){
            .kind = CHANGE_NUMBER, .input = INPUT_SCORES, .element = i, .value = scores[i]};
    }
    struct lesson *changed = lesson_changed(lesson, changes, count, diag);
    free(changes);
    return changed;
}

/* Probabilities; not any numbers that are compared, nor scores, unless each row of them adds up to
 * 1: then the lesson takes probabilities for scores. */
static bool are_shares(const struct lesson *lesson, const double *own, const struct scores *rows)
{
    const double off = 0.002;
    bool shares = !rows->keeps_signs || lesson->problem.score_kind == SCORES_PROBS;
    for (size_t row = 0; row < rows->count / rows->width && shares; row++) {
        size_t base = row / rows->step * rows->step * rows->width + row % rows->step;
        double sum = 0;
        for (size_t i = 0; i < rows->width; i++) {
            double value = own[base + i * rows->step];
            sum += value;
            shares = shares && value >= 0 && value <= 1;
        }
        shares = shares && (lesson->problem.score_kind == SCORES_PROBS ||
                               (rows->width > 1 && fabs(sum - 1) <= off));
    }
    return shares;
}

/* Are they two square tables, each the other one turned over, so that a row of one is a column of
 * the other? */
static bool are_turned(const struct lesson *lesson, const double *own)
{
    const struct shape *shape = &lesson->problem.scores->shape;
    size_t n = shape->dim[1];
    bool turned = shape->rank == 3 && shape->dim[0] == 2 && shape->dim[2] == n;
    for (size_t i = 0; turned && i < n * n; i++) {
        turned = own[i] == own[n * n + i % n * n + i / n];
    }
    return turned;
}

/* `group` as in struct scores, or NULL. Too few variants are none: then scores have one decimal
 * more. */
static struct scores rows_of(
    const struct lesson *lesson, const double *own, size_t count, const size_t *group)
{
    const double few = 20000;
    const struct shape *shape = &lesson->problem.scores->shape;
    bool binary = problem_is_binary(&lesson->problem);
    size_t axis = binary ? shape->rank - 1 : lesson->problem.class_axis;
    struct scores scores = {
        .own = own, .count = count, .width = shape->dim[axis], .step = 1, .keeps_signs = binary};
    for (size_t i = axis + 1; i < shape->rank; i++) {
        scores.step *= shape->dim[i];
    }
    scores.shares = are_shares(lesson, own, &scores);
    scores.keeps_signs = binary && !scores.shares;
    static const size_t together[VARIANT_MOST_SCORES] = {0};
    scores.group = are_turned(lesson, own) ? together : group;
    scores.finer = variant_draws(&scores) < few ? 1 : 0;
    return scores;
}

/* The reason why most draws were not taken. */
static void report_none(
    const struct lesson *lesson, const struct variant *variant, struct diag *diag)
{
    size_t most = 0;
    size_t draws = variant->refused[0];
    for (size_t i = 1; i < VARIANT_DEMANDS; i++) {
        draws += variant->refused[i];
        most = variant->refused[i] > variant->refused[most] ? i : most;
    }
    diag_error(diag, about(lesson), _("none of %zu draws gives good numbers for variant %zu"),
        draws, variant->number);
    diag_id(diag, "no-variant-found");
    diag_hint(
        diag, _("most often (%zu): %s"), variant->refused[most], _(variant_demand_texts[most]));
}

static void keep(struct variant *variant, const struct lesson *lesson, struct arena *arena)
{
    const char *set = lesson->overrides[lesson->override_count - 1].text;
    uint64_t hash = hash_text(HASH_START, set);
    variant->set = arena_strdup(arena, set);
    variant->code = (uint32_t)(hash ^ hash >> 32);
    variant->note =
        arena_printf(arena, _("variant %zu · %08x"), variant->number, (unsigned)variant->code);
}

static enum variant_demand try_one(struct judge *judge, const struct variant *variant,
    const double *drawn, const struct scores *scores, struct lesson **out)
{
    if (memcmp(drawn, scores->own, scores->count * sizeof *drawn) == 0) {
        return VARIANT_same;
    }
    struct diag unheard;
    diag_init(&unheard);
    *out = with_scores(judge->lesson, drawn, scores->count, &unheard);
    diag_release(&unheard);
    if (*out == NULL) {
        return VARIANT_refused;
    }
    variant_ask(*out, variant->without);
    return judge_variant(judge, *out);
}

enum { QUICK_DRAWS = 200 };

struct variants {
    const struct lesson *lesson;
    double own[VARIANT_MOST_SCORES]; /* its scores, */
    struct scores scores;            /* and how they are drawn */
    struct lesson *asked;            /* the lesson without the questions that are left out, */
    uint64_t without;                /* which are these */
    struct judge *judge;
};

/* False: it has no scores that can be drawn. */
static bool read_scores(const struct lesson *lesson, double *own, struct diag *diag)
{
    return has_variants(lesson, diag) && tensor_read(lesson->problem.scores, 0,
                                             shape_size(&lesson->problem.scores->shape), own, diag);
}

static bool has_number(const struct question *questions)
{
    while (questions != NULL && questions->kind != ANSWER_CELL) {
        questions = questions->next;
    }
    return questions != NULL;
}

/* Where all are left out that ask for a number, or all, there is nothing to ask of variants. */
static bool has_questions(
    const struct lesson *lesson, const struct lesson *asked, struct diag *diag)
{
    if (lesson->questions == NULL) {
        return true;
    }
    bool any = asked->questions != NULL;
    if (any && (has_number(asked->questions) || !has_number(lesson->questions))) {
        return true;
    }
    (void)variant_left_out(lesson, diag);
    diag_error(diag, lesson->questions->where,
        any ? _("this lesson has no variants: each of its questions for a number names one")
            : _("this lesson has no variants: each of its questions names numbers of the lesson"));
    diag_id(diag, "no-variants");
    return false;
}

static struct variants *open_variants(const struct lesson *lesson, bool quick, struct diag *diag)
{
    struct variants *variants = mem_alloc(1, sizeof *variants);
    variants->lesson = lesson;
    if (read_scores(lesson, variants->own, diag)) {
        variants->asked = lesson_variant(lesson, NULL, 0, diag);
    }
    if (variants->asked == NULL) {
        variants_close(variants);
        return NULL;
    }
    struct diag why;
    diag_init(&why);
    variants->without = variant_left_out(lesson, &why);
    diag_release(&why);
    variant_ask(variants->asked, variants->without);
    if (!has_questions(lesson, variants->asked, diag)) {
        variants_close(variants);
        return NULL;
    }
    size_t count = shape_size(&lesson->problem.scores->shape);
    variants->judge = judge_new(variants->asked, quick, diag);
    variants->scores = rows_of(lesson, variants->own, count, variants->judge->group);
    return variants;
}

struct variants *variants_open(const struct lesson *lesson, struct diag *diag)
{
    return open_variants(lesson, false, diag);
}

void variants_close(struct variants *variants)
{
    if (variants == NULL) {
        return;
    }
    if (variants->judge != NULL) {
        judge_free(variants->judge);
    }
    lesson_free(variants->asked);
    free(variants);
}

bool variants_draw(struct variants *variants, size_t number, struct arena *arena,
    struct variant *out, struct diag *diag)
{
    struct judge *judge = variants->judge;
    struct drawer drawer = {seed_of(variants->lesson, number)};
    double drawn[VARIANT_MOST_SCORES];
    const int most = judge->quick ? QUICK_DRAWS : VARIANT_MOST_DRAWS;
    bool found = false;
    *out = (struct variant){.number = number, .without = variants->without};
    for (int i = 0; i < most && !found && out->refused[VARIANT_slip] < VARIANT_MOST_SLIPS; i++) {
        struct lesson *variant = NULL;
        enum variant_demand demand = VARIANT_refused;
        if (variant_draw_scores(&variants->scores, &drawer, drawn)) {
            demand = try_one(judge, out, drawn, &variants->scores, &variant);
        }
        found = demand == VARIANT_DEMANDS;
        if (found) {
            keep(out, variant, arena);
        } else {
            out->refused[demand]++;
        }
        lesson_free(variant);
    }
    if (!found) {
        report_none(variants->lesson, out, diag);
    }
    return found;
}

bool variant_are_shares(const struct lesson *lesson)
{
    struct diag unheard;
    diag_init(&unheard);
    double own[VARIANT_MOST_SCORES];
    bool shares = read_scores(lesson, own, &unheard) &&
                  rows_of(lesson, own, shape_size(&lesson->problem.scores->shape), NULL).shares;
    diag_release(&unheard);
    return shares;
}

struct lesson *variant_probe(const struct lesson *lesson, size_t i)
{
    struct lesson *probe = NULL;
    struct diag unheard;
    diag_init(&unheard);
    double own[VARIANT_MOST_SCORES];
    double drawn[VARIANT_MOST_SCORES];
    if (read_scores(lesson, own, &unheard)) {
        size_t count = shape_size(&lesson->problem.scores->shape);
        const struct scores scores = rows_of(lesson, own, count, NULL);
        struct drawer drawer = {i};
        bool is_drawn = variant_draw_scores(&scores, &drawer, drawn);
        probe = is_drawn ? with_scores(lesson, drawn, count, &unheard) : NULL;
    }
    diag_release(&unheard);
    return probe;
}

bool variant_is_possible(const struct lesson *lesson, struct diag *diag)
{
    struct arena arena;
    struct variant variant;
    arena_init(&arena);
    struct variants *variants = open_variants(lesson, true, diag);
    bool possible = variants != NULL && variants_draw(variants, 1, &arena, &variant, diag) &&
                    variant_check_texts(lesson, &variant, VARIANT_OF_SHEET, diag);
    variants_close(variants);
    arena_release(&arena);
    return possible;
}

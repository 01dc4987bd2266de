#include "diagnose.h"

#include "i18n.h"
#include "mem.h"
#include "numbers.h"
#include "rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAIRS_WORK = 100000000 /* numbers computed for pairs, at most */
};

static const double CHANCE_OF_PAIRS = 0.01;

bool diagnosis_agrees(const struct answer *given, double value)
{
    if (isnan(given->value) || isinf(given->value) || !isfinite(value)) {
        return (isnan(value) && isnan(given->value)) || value == given->value;
    }
    if (given->unit == 0 || (given->value == 0 && given->unit == 1)) { /* "0" is nothing cut */
        return fabs(value - given->value) <= 1e-12 * fabs(given->value);
    }
    double slack = given->unit * 1e-9 + 1e-15 * fabs(value);
    bool rounded = fabs(value - given->value) <= 0.5 * given->unit + slack;
    double beyond = fabs(value) - fabs(given->value);
    bool cut = beyond >= 0 && beyond < given->unit && signbit(value) == signbit(given->value);
    return rounded || cut;
}

/* ---- Where a way parts from the lesson ------------------------------------------------------- */

static enum stage_id parts_at(
    struct trace *own, const struct computed *computed, const struct way *const *ways, size_t count)
{
    enum stage_id stage = comparison_first_stage(own, computed->trace);
    for (size_t i = 0; i < count && stage == ID_none; i++) {
        stage = ways[i]->stage;
    }
    return stage == ID_none ? ID_loss : stage;
}

/* ---- What is said about it ------------------------------------------------------------------- */

static const char *way_text(struct diagnosis *d, struct trace *own, const struct way *way)
{
    if (way->rules == NULL) {
        return _(slip_sentences[way->slip]);
    }
    const char *title = _(rules_named(way->rules)->title);
    const char *text = arena_fill(&d->arena, _(slip_sentences[way->slip]), &title, 1);
    if (d->count > 1) {
        return text; /* why was said of another way to the same number */
    }
    struct comparison comparison;
    comparison_make(&comparison, own, way->rules, &d->arena);
    bool tells = comparison.why != DEPARTURE_none && comparison.why != DEPARTURE_refused;
    text = tells ? arena_printf(&d->arena, "%s %s", text, comparison.sentence) : text;
    comparison_release(&comparison);
    return text;
}

static const char *id_of(const struct way *way)
{
    return way->rules != NULL ? way->rules : slip_names[way->slip];
}

static void tell(struct diagnosis *d, struct trace *own, const struct computed *computed,
    const struct way *const *ways, size_t count)
{
    if (d->count == DIAGNOSIS_MOST) {
        d->left_out++;
        return;
    }
    struct mistake *mistake = &d->all[d->count++];
    *mistake = (struct mistake){.value = computed->value, .text = ""};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        mistake->ids[i] = id_of(ways[i]);
        mistake->text = arena_printf(
            &d->arena, i > 0 ? "%s %s" : "%s%s", mistake->text, way_text(d, own, ways[i]));
        for (size_t k = 0; k < WAY_SETS && ways[i]->sets[k] != NULL; k++) {
            mistake->sets[used++] = arena_strdup(&d->arena, ways[i]->sets[k]);
        }
        mistake->code = mistake->code == NULL ? ways[i]->code : mistake->code;
    }
    mistake->stage = parts_at(own, computed, ways, count);
}

/* Is the same already told, by another setting? */
static bool is_told(const struct diagnosis *d, const struct way *const *ways, size_t count)
{
    for (size_t i = 0; i < d->count; i++) {
        bool all = (d->all[i].ids[1] != NULL) == (count == 2);
        for (size_t k = 0; k < count && all; k++) {
            const char *id = d->all[i].ids[k];
            all = id != NULL && strcmp(id, id_of(ways[k])) == 0;
        }
        if (all) {
            return true;
        }
    }
    return false;
}

/* ---- The search ------------------------------------------------------------------------------ */

/* Ways that this lesson can be computed in, and what they give. One that changes nothing alone may
 * with another. */
struct found {
    struct ways ways;
    const struct way *possible[WAYS_MOST];
    double values[WAYS_MOST];
    size_t count;
};

static void try_single(
    struct diagnosis *d, struct trace *own, const struct way *way, struct found *found)
{
    struct computed computed;
    if (!ways_compute(own, &way, 1, &computed)) {
        return;
    }
    d->tried++;
    found->possible[found->count] = way;
    found->values[found->count++] = computed.value;
    if (!comparison_same(computed.value, d->own)) {
        if (!diagnosis_agrees(&d->given, computed.value)) {
            /* another number */
        } else if (d->is_own) {
            d->left_out++; /* nothing simpler than the lesson itself */
        } else if (!is_told(d, &way, 1)) {
            tell(d, own, &computed, &way, 1);
        }
    }
    computed_release(&computed);
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* How many hits a number within a factor of 2 would have, drawn at random: as many as the windows
 * that would agree, 1.5 units wide each, fill the 1.5 sizes there. Where windows overlap, as those
 * of clips do that differ far behind the digits given, they fill no more than they cover. */
static double chance_of(const struct diagnosis *d, const struct found *found)
{
    double size = fabs(d->given.value);
    double near[WAYS_MOST];
    double filled = 0;
    size_t count = 0;
    if (!(size > 0) || !isfinite(size)) {
        return 0;
    }
    for (size_t i = 0; i < found->count; i++) {
        double value = found->values[i];
        if (fabs(value) > size / 2 && fabs(value) < 2 * size) {
            near[count++] = value;
        }
    }
    qsort(near, count, sizeof *near, by_value);
    for (size_t i = 0; i < count; i++) {
        double window = 1.5 * d->given.unit;
        double gap = i + 1 < count ? near[i + 1] - near[i] : window;
        filled += gap < window ? gap : window;
    }
    return filled / (1.5 * size);
}

/* Two settings of one key, or two numbers read off, are no pair. */
static bool can_pair(const struct way *a, const struct way *b)
{
    if (a->slip == b->slip || (a->number != NULL && b->number != NULL)) {
        return false;
    }
    for (size_t i = 0; i < WAY_SETS && a->sets[i] != NULL; i++) {
        for (size_t k = 0; k < WAY_SETS && b->sets[k] != NULL; k++) {
            size_t size = strcspn(a->sets[i], "=") + 1;
            if (strncmp(a->sets[i], b->sets[k], size) == 0) {
                return false;
            }
        }
    }
    return true;
}

static void try_pair(
    struct diagnosis *d, struct trace *own, const struct way *const *pair, const double *values)
{
    struct computed computed;
    if (!ways_compute(own, pair, 2, &computed)) {
        return;
    }
    d->pairs++;
    bool more = !comparison_same(computed.value, d->own) &&
                !comparison_same(computed.value, values[0]) &&
                !comparison_same(computed.value, values[1]);
    if (more && diagnosis_agrees(&d->given, computed.value) && !is_told(d, pair, 2)) {
        tell(d, own, &computed, pair, 2);
    }
    computed_release(&computed);
}

static void try_pairs(struct diagnosis *d, struct trace *own, const struct found *found)
{
    size_t cells = shape_size(&trace_lesson(own)->problem.scores->shape);
    double pairs = (double)found->count * (double)(found->count - (found->count > 0)) / 2;
    double near = chance_of(d, found);
    double least = d->given.unit / fabs(d->given.value); /* as if one value were near */
    double share = (near > least ? near : least) / (found->count > 0 ? (double)found->count : 1);
    if (d->count > 0 || d->is_own || pairs * share >= CHANCE_OF_PAIRS || !isfinite(pairs * share)) {
        return;
    }
    d->large = pairs * (double)cells > PAIRS_WORK;
    for (size_t i = 0; i < found->count && !d->large; i++) {
        for (size_t k = i + 1; k < found->count; k++) {
            const struct way *pair[2] = {found->possible[i], found->possible[k]};
            const double values[2] = {found->values[i], found->values[k]};
            if (can_pair(pair[0], pair[1])) {
                try_pair(d, own, pair, values);
            }
        }
    }
    d->chance += d->pairs > 0 ? (double)d->pairs * share : 0;
}

/* The number is the lesson's own: who would get another? */
static void find_others(struct diagnosis *d, struct trace *own)
{
    const struct lesson *lesson = trace_lesson(own);
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (strcmp(rules_table[i].name, lesson->rules) == 0) {
            continue;
        }
        struct comparison comparison;
        comparison_make(&comparison, own, rules_table[i].name, &d->arena);
        double value = NAN;
        bool any = comparison.trace != NULL && way_result(comparison.trace, &value);
        if (any && !diagnosis_agrees(&d->given, value)) {
            d->others[d->other_count++] =
                (struct other_loss){rules_table[i].name, comparison.sentence, value};
        }
        comparison_release(&comparison);
    }
}

/* Digits behind the lesson's number format say nothing: frameworks add up in another order, and
 * then differ in the last bit or two. */
static void widen(struct answer *given, enum dtype dtype)
{
    int exponent = 0;
    (void)frexp(given->value, &exponent);
    double step = ldexp(2, exponent - num_formats[dtype].bits);
    if (dtype != DTYPE_FLOAT64 && given->value != 0 && given->unit > 0 && given->unit < step) {
        given->unit = step;
    }
}

void diagnose(struct diagnosis *diagnosis, struct trace *own, const struct answer *given)
{
    *diagnosis = (struct diagnosis){.given = *given, .own = NAN};
    bool any = way_result(own, &diagnosis->own);
    arena_init(&diagnosis->arena);
    widen(&diagnosis->given, trace_lesson(own)->problem.dtype);
    given = &diagnosis->given;
    diagnosis->is_own = any && diagnosis_agrees(given, diagnosis->own);
    struct found *found = mem_alloc(1, sizeof *found);
    ways_list(&found->ways, own);
    for (size_t i = 0; i < found->ways.count; i++) {
        try_single(diagnosis, own, &found->ways.all[i], found);
        watcher_look(trace_watcher(own), WORK_TRYING, NULL, i + 1, found->ways.count);
    }
    diagnosis->chance = chance_of(diagnosis, found);
    try_pairs(diagnosis, own, found);
    if (diagnosis->is_own) {
        find_others(diagnosis, own);
    }
    ways_release(&found->ways);
    free(found);
}

void diagnosis_release(struct diagnosis *diagnosis)
{
    arena_release(&diagnosis->arena);
}

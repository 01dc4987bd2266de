/* Which questions variants ask, and what keeps the answers of those in words. */
#include "claim.h"
#include "mem.h"
#include "numbers.h"
#include "utf8.h"
#include "variant_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool variant_is_without(uint64_t without, size_t place)
{
    return place < VARIANT_QUESTIONS && (without >> place & 1) != 0;
}

uint64_t variant_left_out(const struct lesson *lesson, struct diag *why)
{
    uint64_t without = 0;
    size_t place = 0;
    struct naming *naming = lesson->questions != NULL ? naming_new(lesson) : NULL;
    for (const struct question *q = lesson->questions; q != NULL && place < VARIANT_QUESTIONS;
         q = q->next) {
        without |= (uint64_t)naming_has(naming, q, why) << place++;
    }
    if (naming != NULL) {
        naming_free(naming);
    }
    return without;
}

void variant_ask(struct lesson *variant, uint64_t without)
{
    size_t place = 0;
    for (struct question **at = &variant->questions; *at != NULL;) {
        if (variant_is_without(without, place++)) {
            *at = (*at)->next;
        } else {
            at = &(*at)->next;
        }
    }
}

/* ---- Questions in words -----------------------------------------------------------------------
 */

/* Is the right choice known by its words alone? */
static bool is_in_words(struct trace *trace, const struct question *question)
{
    return question->kind == ANSWER_CHOICE && !claim_is_judged(trace, question);
}

static bool has_word(const char *text, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = text; size > 0 && *at != '\0'; at++) {
        if ((at == text || !utf8_in_word(at[-1])) && strncasecmp(at, word, size) == 0 &&
            !utf8_in_word(at[size])) {
            return true;
        }
    }
    return false;
}

/* Does what it asks or offers name the row: by its label, or as "sample 1"? */
static bool names_row(const struct trace *trace, const struct question *question, size_t row)
{
    struct str label;
    struct str sample;
    str_init(&label);
    str_init(&sample);
    trace_row_label(trace, trace_recipe(trace)->scores, row, &label);
    str_addf(&sample, "sample %zu", row);
    bool named = has_word(question->ask, label.data) || has_word(question->ask, sample.data);
    for (size_t i = 0; i < question_choices(question) && !named; i++) {
        named = has_word(question->choices[i], label.data);
    }
    str_release(&label);
    str_release(&sample);
    return named;
}

static size_t first_of(const size_t *group, size_t row)
{
    while (group[row] != row) {
        row = group[row];
    }
    return row;
}

void asks_join_rows(struct trace *trace, size_t *group)
{
    size_t rows = trace_recipe(trace)->rows;
    for (const struct question *q = trace_lesson(trace)->questions; q != NULL; q = q->next) {
        size_t first = SIZE_MAX;
        for (size_t row = 0; is_in_words(trace, q) && row < rows; row++) {
            if (!names_row(trace, q, row)) {
                continue;
            }
            size_t own = first_of(group, row);
            first = first == SIZE_MAX ? own : first;
            group[own > first ? own : first] = own > first ? first : own;
            first = own < first ? own : first;
        }
    }
    for (size_t row = 0; row < rows; row++) {
        group[row] = first_of(group, row);
    }
}

static int order(double a, double b)
{
    return judge_same(a, b) ? 0 : (a > b) - (a < b);
}

/* The cells that a question compares: of one stage, or the scores and those of a teacher. */
struct compared {
    double own, other;
};

enum { MOST_COMPARED = 64 };

static size_t add_compared(struct trace *own, struct trace *variant, const struct question *q,
    size_t index, struct compared *out, size_t count)
{
    const struct stage *stage = &trace_recipe(own)->stages[index];
    for (size_t row = 0; row < stage->rows; row++) {
        bool named = names_row(own, q, row);
        for (size_t col = 0; named && col < stage->width && count < MOST_COMPARED; col++) {
            out[count++] = (struct compared){
                trace_cell(own, index, row, col), trace_cell(variant, index, row, col)};
        }
    }
    return count;
}

static bool have_other_order(const struct compared *all, size_t count, bool signs)
{
    for (size_t i = 0; i < count; i++) {
        if (signs && order(all[i].own, 0) != order(all[i].other, 0)) {
            return true;
        }
        for (size_t k = 0; k < i; k++) {
            if (order(all[i].own, all[k].own) != order(all[i].other, all[k].other)) {
                return true;
            }
        }
    }
    return false;
}

/* The scores, and what the step of the question has of each row; before all steps, all that comes.
 */
static bool is_asked_of(const struct recipe *recipe, const struct question *question, size_t index)
{
    const struct stage *stage = &recipe->stages[index];
    size_t at = recipe_named(recipe, question->at);
    enum group group = at != STAGE_NONE ? recipe->stages[at].group : GROUP_COUNT;
    bool there = stage->group == group || group == GROUP_input ||
                 strcmp(group_ids[stage->group], question->at) == 0;
    bool by_row = stage->rows == recipe->rows && stage->form != FORM_GROUPS &&
                  stage->form != FORM_SCALAR && !stage->hidden;
    return by_row && (index == recipe->scores || there);
}

bool asks_other_order(struct trace *own, struct trace *variant)
{
    const struct recipe *recipe = trace_recipe(own);
    size_t teacher = recipe_find(recipe, ID_target_logits);
    struct compared all[MOST_COMPARED];
    bool other = false;
    for (const struct question *q = trace_lesson(own)->questions; q != NULL; q = q->next) {
        bool words = is_in_words(own, q);
        for (size_t i = 0; words && i < recipe->count && !other; i++) {
            if (is_asked_of(recipe, q, i)) {
                size_t count = add_compared(own, variant, q, i, all, 0);
                if (i == recipe->scores && teacher != STAGE_NONE) {
                    count = add_compared(own, variant, q, teacher, all, count);
                }
                bool signs =
                    recipe->stages[i].group >= GROUP_loss; /* of scores, the draw's affair */
                other = have_other_order(all, count, signs);
            }
        }
    }
    return other;
}

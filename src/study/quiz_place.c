/* Which question stands before which part. */
#include "quiz.h"

/* Before which part it is asked: the first step is open from the start. */
static struct place asked_before(struct place place)
{
    return place.step > 0 ? place : (struct place){1, 0};
}

/* Has it an answer now? What is added up may not be known yet. */
static bool can_ask(const struct walk *walk, const struct question *question)
{
    struct question_cell cell;
    return question->kind == ANSWER_CHOICE ||
           (question_find(walk->trace, question, &cell) &&
               (walk->folded || trace_recipe(walk->trace)->stages[cell.stage].form != FORM_SCALAR));
}

static bool is_off(const struct quiz *quiz, const struct walk *walk)
{
    return quiz == NULL || quiz->asking == QUIZ_NONE || walk_is_changed(walk);
}

bool quiz_is_waiting(
    const struct quiz *quiz, const struct walk *walk, const struct question *question, size_t *step)
{
    struct place place;
    if (is_off(quiz, walk) || !walk_find_named(walk, question->at, &place) ||
        walk_has_seen(walk, asked_before(place)) ||
        quiz_mark_of(quiz, walk->lesson, question) != QUIZ_OPEN) {
        return false;
    }
    *step = place.step;
    return can_ask(walk, question);
}

/* Was it passed by, or over, on the way to the end? */
static bool is_left_over(
    const struct quiz *quiz, const struct walk *walk, const struct question *question)
{
    struct place place;
    return walk_find_named(walk, question->at, &place) && can_ask(walk, question) &&
           quiz_mark_of(quiz, walk->lesson, question) <= QUIZ_PASSED;
}

const struct question *quiz_waiting(
    const struct quiz *quiz, const struct walk *walk, struct place to)
{
    const struct question *best = NULL;
    struct place best_place = {0};
    bool end = to.step == walk_steps(walk);
    if (is_off(quiz, walk)) {
        return NULL;
    }
    for (const struct question *q = walk->lesson->questions; q != NULL; q = q->next) {
        size_t step = 0;
        struct place place;
        if (end ? is_left_over(quiz, walk, q) : quiz_is_waiting(quiz, walk, q, &step)) {
            (void)walk_find_named(walk, q->at, &place);
            place = asked_before(place);
            bool due = end || !place_is_before(to, place);
            if (due && (best == NULL || place_is_before(place, best_place))) {
                best = q;
                best_place = place;
            }
        }
    }
    return best;
}

/* What must not be shown while a question waits: the figures that would tell its answer. */
#include "numbers.h"
#include "quiz.h"
#include "whatif.h"

#include <math.h>
#include <string.h>

/* Does the screen show both the same, but perhaps for a sign? */
static bool same_figure(const struct walk *walk, double a, double b)
{
    char left[NUM_SIZE];
    char right[NUM_SIZE];
    return strcmp(num_cell(left, fabs(a), walk->decimals),
               num_cell(right, fabs(b), walk->decimals)) == 0;
}

enum { ANY_ROW = -1 };

/* Does showing `value` answer a question about one cell? `row` is the value's own, or ANY_ROW for
 * the figures of the whole batch: other rows are not compared, they may be far away in a file. */
static bool is_figure(
    const struct walk *walk, const struct question *question, double value, long long row)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    struct question_cell cell;
    if (!question_find(walk->trace, question, &cell)) {
        return false;
    }
    bool scalar = recipe->stages[cell.stage].form == FORM_SCALAR;
    bool near = scalar || recipe->rows == 1 || row == (long long)cell.row;
    return near &&
           same_figure(walk, trace_cell(walk->trace, cell.stage, cell.row, cell.col), value);
}

/* A choice is asked about all the figures of its step. */
static bool is_about(const struct walk *walk, size_t step, bool reduced)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    enum group group = walk_group(walk, step);
    bool losses = group == GROUP_loss || group == GROUP_mask || group == GROUP_weight;
    bool single = recipe->rows * recipe->stages[recipe->summed].width == 1;
    return reduced ? group == GROUP_reduction || (losses && single) : losses;
}

/* Is the right choice a number, and this one? */
static bool is_choice(const struct walk *walk, const struct question *question, double value)
{
    struct answer answer;
    return answer_parse(question->answer, &answer) && same_figure(walk, answer.value, value);
}

/* Does showing `value` answer the question, which is about that step? */
static bool tells(const struct walk *walk, const struct question *question, size_t step,
    double value, long long row)
{
    return question->kind == ANSWER_CELL
               ? is_figure(walk, question, value, row)
               : is_about(walk, step, row == ANY_ROW) || is_choice(walk, question, value);
}

static bool hides(const struct walk *walk, double value, long long row)
{
    for (const struct question *q = walk->lesson->questions; q != NULL; q = q->next) {
        size_t step = 0;
        if (quiz_is_waiting(walk->quiz, walk, q, &step) && tells(walk, q, step, value, row)) {
            return true;
        }
    }
    return false;
}

bool quiz_keeps(const struct walk *walk, const struct question_cell *cell)
{
    const struct quiz *quiz = walk->quiz;
    const struct stage *stage = &trace_recipe(walk->trace)->stages[cell->stage];
    double value = trace_cell(walk->trace, cell->stage, cell->row, cell->col);
    for (const struct question *q = walk->lesson->questions; q != NULL; q = q->next) {
        size_t step = 0;
        if (q != quiz->question && quiz_is_waiting(quiz, walk, q, &step) &&
            (walk_group(walk, step) == stage->group ||
                tells(walk, q, step, value, (long long)cell->row))) {
            return true;
        }
    }
    return false;
}

/* Are there questions that could hide anything? Asked once: the rest is asked of every cell. */
static bool may_hide(const struct walk *walk)
{
    return walk->lesson->questions != NULL && walk->quiz != NULL && walk->quiz->asking != QUIZ_NONE;
}

enum { ADDED_BY_HAND = 64 }; /* nobody finds a hidden loss among more from the total */

/* Is just one of the losses that are added up hidden? The total would tell it: the others stand
 * beside it. */
static bool hides_one_part(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    size_t width = recipe->stages[recipe->summed].width;
    size_t hidden = 0;
    if (recipe->rows > ADDED_BY_HAND / width) {
        return false;
    }
    for (size_t i = 0; i < recipe->rows * width && hidden < 2; i++) {
        double value = trace_cell(walk->trace, recipe->summed, i / width, i % width);
        hidden += hides(walk, value, (long long)(i / width));
    }
    return hidden == 1;
}

/* The loss of the lesson as written: does a question wait for it, for the total it is made of, or
 * for a part of that? The line shows them all. */
static bool hides_written_loss(const struct walk *walk)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    return recipe->loss != STAGE_NONE && walk->folded &&
           (hides_one_part(walk) ||
               hides(walk, trace_cell(walk->trace, recipe->loss, 0, 0), ANY_ROW) ||
               hides(walk, trace_cell(walk->trace, recipe->total, 0, 0), ANY_ROW));
}

/* Of a changed lesson only what is as it was can tell an answer: the questions are about the lesson
 * as written. */
static bool hides_loss(const struct walk *walk)
{
    const struct recipe *now = trace_recipe(walk->trace);
    if (now->loss == STAGE_NONE || !walk->folded) {
        return false;
    }
    if (!walk_is_changed(walk)) {
        return hides_written_loss(walk);
    }
    const struct walk written = whatif_written(walk);
    size_t before = trace_recipe(written.trace)->loss;
    return hides_written_loss(&written) &&
           same_figure(walk, trace_cell(written.trace, before, 0, 0),
               trace_cell(walk->trace, now->loss, 0, 0));
}

/* Rules may make one loss of a sample where the lesson has one for each class: columns past the
 * lesson's own stand for its first. */
static bool hides_entry(const struct walk *walk, size_t row, size_t col)
{
    const struct recipe *now = trace_recipe(walk->trace);
    size_t summed = now->summed;
    col = col < now->stages[summed].width ? col : 0;
    if (!walk_is_changed(walk)) {
        return hides(walk, trace_cell(walk->trace, summed, row, col), (long long)row);
    }
    const struct walk written = whatif_written(walk);
    size_t before = trace_recipe(written.trace)->summed;
    return !whatif_moved(walk, summed, row, col, walk->decimals) &&
           hides(&written, trace_cell(written.trace, before, row, col), (long long)row);
}

/* Does a question wait for something in a step that has these stages? */
static bool asks_for(const struct walk *walk, enum group group)
{
    for (const struct question *q = walk->lesson->questions; q != NULL; q = q->next) {
        size_t step = 0;
        if (quiz_is_waiting(walk->quiz, walk, q, &step) && walk_group(walk, step) == group) {
            return true;
        }
    }
    return false;
}

/* The stage that was shown last, of the lesson as written: what is seen of a change does not
 * count. */
static const struct stage *last_seen(const struct walk *walk)
{
    if (walk_is_changed(walk)) {
        const struct walk written = whatif_written(walk);
        return walk_part_info(&written, walk->furthest);
    }
    return walk_part_info(walk, walk->furthest);
}

/* Has the stage been shown? In a trace under other rules: one that comes before what was shown
 * last, or is it. */
static bool is_seen(const struct walk *walk, const struct recipe *recipe, size_t stage)
{
    enum group group = recipe->stages[stage].group;
    if (group == GROUP_input) {
        return true; /* the batch lies open from the start */
    }
    const struct stage *last = last_seen(walk);
    size_t twin = recipe_find(recipe, last->kind);
    return group < last->group || (group == last->group && twin != STAGE_NONE && stage <= twin);
}

/* The gate: what a part has shown is known, and hidden nowhere. Of the parts to come, the losses
 * and what is made of them are hidden where they would tell; other stages, which are met only where
 * rules are compared, while there is something to tell. */
static bool hides_cell(const void *gate, struct trace *trace, size_t stage, size_t row, size_t col)
{
    const struct walk *walk = gate;
    const struct recipe *recipe = trace_recipe(trace);
    enum group group = recipe->stages[stage].group;
    if (is_seen(walk, recipe, stage)) {
        return false;
    }
    if (stage == recipe->loss || stage == recipe->total || stage == recipe->divisor) {
        return hides_loss(walk);
    }
    if (stage == recipe->summed) {
        return hides_entry(walk, row, col);
    }
    return !walk_is_changed(walk) && (hides_loss(walk) || asks_for(walk, group));
}

struct sight quiz_sight_of(const struct walk *walk, struct trace *trace)
{
    return (struct sight){
        .trace = trace, .hides = may_hide(walk) ? hides_cell : NULL, .gate = walk};
}

struct figure quiz_loss_so_far(const struct walk *walk)
{
    bool hidden = walk->lesson->questions != NULL;
    return (struct figure){
        .value = hidden ? NAN : trace_loss_so_far(walk->trace), .hidden = hidden};
}

struct sight quiz_sight(const struct walk *walk)
{
    return quiz_sight_of(walk, walk->trace);
}

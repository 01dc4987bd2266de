#include "attempt.h"

#include "goal.h"
#include "i18n.h"
#include "numbers.h"
#include "sentence.h"
#include "whatif.h"

#include <string.h>

const struct task *attempt_task(const struct walk *walk)
{
    if (walk->lesson == NULL || walk->quiz == NULL || walk->quiz->asking == QUIZ_NONE) {
        return NULL;
    }
    return whatif_written(walk).lesson->task;
}

static enum quiz_mark mark_of(const struct walk *walk, const struct task *task)
{
    return quiz_mark_of(walk->quiz, walk->lesson, &task->goal);
}

const struct task *attempt_open(const struct walk *walk)
{
    const struct task *task = attempt_task(walk);
    return task != NULL && mark_of(walk, task) == QUIZ_PASSED ? task : NULL;
}

bool attempt_is_done(const struct walk *walk)
{
    const struct task *task = attempt_task(walk);
    return task != NULL && mark_of(walk, task) == QUIZ_SOLVED;
}

void attempt_sentence(const struct walk *walk, struct str *out)
{
    sentence_task(whatif_written(walk).trace, out);
}

static bool may(const struct task *task, const char *key, size_t size)
{
    for (size_t i = 0; task->may[i] != NULL; i++) {
        if (strlen(task->may[i]) == size && strncmp(task->may[i], key, size) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_input(const struct lesson *lesson, const char *key)
{
    for (int i = 0; i < INPUT_COUNT; i++) {
        if (problem_input(&lesson->problem, (enum input)i) != NULL &&
            strcmp(lesson_input_key(lesson, (enum input)i), key) == 0) {
            return true;
        }
    }
    return false;
}

const char *attempt_setting(const struct walk *walk, const struct task *task, size_t i)
{
    for (const char *const *key = task->may; *key != NULL; key++) {
        if (!is_input(walk->lesson, *key) && i-- == 0) {
            return *key;
        }
    }
    return NULL;
}

bool attempt_forbids(const struct walk *walk, const char *key, size_t size, struct str *out)
{
    const struct task *task = attempt_open(walk);
    if (task == NULL || may(task, key, size)) {
        return false;
    }
    struct str words;
    str_init(&words);
    sentence_may(task, &words);
    str_addf(out, _("the task is done by changing only %s"), words.data);
    str_release(&words);
    return true;
}

size_t attempt_stage(const struct walk *walk)
{
    const struct task *task = attempt_open(walk);
    const struct recipe *recipe = trace_recipe(walk->trace);
    for (size_t i = 0; task != NULL && i < recipe->count; i++) {
        enum input input = INPUT_COUNT;
        size_t element = 0;
        if (!recipe->stages[i].hidden && trace_given(walk->trace, i, 0, 0, &input, &element)) {
            const char *key = lesson_input_key(walk->lesson, input);
            if (may(task, key, strlen(key))) {
                return i;
            }
        }
    }
    return STAGE_NONE;
}

/* The cell that the goal names, which the sentence names as well; the first where it names none.
 * The sample that the lesson was followed by has the largest loss, and that may be what is to be
 * found. */
static void begin(struct walk *walk, const struct task *task)
{
    struct question_cell cell = {0};
    (void)question_find(walk->trace, &task->goal, &cell);
    walk->row = cell.row;
    walk->col = cell.col;
}

bool attempt_go(struct walk *walk)
{
    size_t stage = attempt_stage(walk);
    if (stage != STAGE_NONE) {
        if (!walk_is_changed(walk)) {
            begin(walk, attempt_task(walk));
        }
        walk_go_stage(walk, stage, trace_recipe(walk->trace)->stages[stage].group);
    }
    return stage != STAGE_NONE;
}

/* Is everything that is changed something that the task lets one change? */
static bool keeps_to(const struct walk *walk, const struct task *task)
{
    bool keeps = true;
    for (size_t i = 0; i < walk->whatif.done && keeps; i++) {
        size_t size = 0;
        const char *key = change_key(walk->lesson, &walk->whatif.changes[i], &size);
        keeps = may(task, key, size);
    }
    return keeps;
}

enum attempt_end attempt_judge(struct quiz *quiz, struct walk *walk)
{
    const struct task *task = attempt_task(walk);
    bool known = walk->folded; /* a goal may be about a number that takes a while */
    if (task != NULL && mark_of(walk, task) == QUIZ_OPEN && walk_is_at_end(walk)) {
        quiz_note(quiz, walk->lesson, &task->goal, QUIZ_PASSED);
    }
    if (task == NULL || attempt_open(walk) == NULL || !walk_is_changed(walk) ||
        walk->whatif.judged || !known) {
        return ATTEMPT_NONE;
    }
    walk->whatif.judged = true;
    if (!goal_met(walk->trace, task)) {
        return ATTEMPT_NONE;
    }
    if (!keeps_to(walk, task)) {
        return ATTEMPT_OTHERWISE;
    }
    quiz_note(quiz, walk->lesson, &task->goal, QUIZ_SOLVED);
    return ATTEMPT_REACHED;
}

void attempt_say_reached(const struct walk *walk, struct str *out)
{
    struct question_cell cell;
    char number[NUM_SIZE];
    const struct task *task = whatif_written(walk).lesson->task;
    if (!question_find(walk->trace, &task->goal, &cell)) {
        return;
    }
    struct arena arena;
    arena_init(&arena);
    const char *const parts[] = {
        trace_name_cell(walk->trace, cell.stage, cell.row, cell.col, &arena),
        num_cell(number, trace_cell(walk->trace, cell.stage, cell.row, cell.col),
            trace_stage_decimals(walk->trace, cell.stage, walk->decimals)),
    };
    str_add(out, arena_fill(&arena, _("The task is done: %s is %s."), parts, 2));
    arena_release(&arena);
}

#include "goal.h"

#include "claim.h"
#include "i18n.h"
#include "numbers.h"

#include <math.h>

bool goal_met(struct trace *trace, const struct task *task)
{
    struct question_cell cell;
    if (!question_find(trace, &task->goal, &cell)) {
        return false;
    }
    double value = trace_cell(trace, cell.stage, cell.row, cell.col);
    switch (task->sign) {
    case GOAL_BELOW:
        return value < task->value;
    case GOAL_ABOVE:
        return value > task->value;
    case GOAL_EQUAL:
        break;
    }
    /* never less than what two good computations may differ by, as with expected figures */
    double apart = fmax(task->half * (1 + 1e-9), 1e-9 * fmax(1, fabs(task->value)));
    return value == task->value || fabs(value - task->value) <= apart;
}

bool goal_check(struct trace *trace, struct diag *diag)
{
    const struct task *task = trace_lesson(trace)->task;
    if (task == NULL) {
        return true;
    }
    const struct recipe *recipe = trace_recipe(trace);
    if (!recipe_shows(recipe, task->goal.at)) {
        struct str list;
        str_init(&list);
        recipe_list(recipe, &list);
        diag_error(diag, task->goal.where,
            _("this lesson has no stage '%s' for a "
              "goal"),
            task->goal.at);
        diag_id(diag, "no-such-stage");
        diag_hint(diag, _("its stages: %s"), list.data);
        str_release(&list);
        return false;
    }
    if (!trace_reads_named(trace, task->goal.at)) {
        diag_error(diag, task->goal.where, _("the lesson ends before '%s': nobody sees the goal"),
            task->goal.at);
        diag_id(diag, "past-until");
        diag_hint(diag, _("the key 'until' names its last step"));
        return false;
    }
    if (!claims_check_cell(trace, &task->goal, diag)) {
        return false;
    }
    if (goal_met(trace, task)) {
        struct question_cell cell = {0};
        char number[NUM_SIZE];
        (void)question_find(trace, &task->goal, &cell);
        double value = trace_cell(trace, cell.stage, cell.row, cell.col);
        diag_error(diag, task->goal.where,
            _("the goal is reached before anything is changed: %s is %s"), task->goal.at,
            num_shortest(number, value, trace_lesson(trace)->problem.dtype));
        diag_id(diag, "task-done");
        return false;
    }
    return true;
}

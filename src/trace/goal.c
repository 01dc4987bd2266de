#include "goal.h"

#include "expect.h"
#include "i18n.h"
#include "numbers.h"
#include "pointer.h"

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
    return expect_agrees(value, task->value, expect_tolerance(task->half, task->value));
}

bool goal_check(struct trace *trace, struct diag *diag)
{
    const struct task *task = trace_lesson(trace)->task;
    if (task == NULL) {
        return true;
    }
    if (!trace_reads_named(trace, task->goal.at)) {
        diag_error(diag, task->goal.where,
            pointer_is_past(trace, task->goal.at)
                ? _("the lesson ends before '%s': nobody sees the goal")
                : _("this lesson has no stage '%s' for a goal"),
            task->goal.at);
        pointer_explain(trace, task->goal.at, "no-such-stage", diag);
        return false;
    }
    if (!pointer_check_cell(trace, &task->goal, diag)) {
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

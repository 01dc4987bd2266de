#include "sentence.h"

#include "answer.h"
#include "i18n.h"
#include "laid_table.h"
#include "utf8.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

void sentence_number(struct str *out, double value, int decimals)
{
    char text[NUM_SIZE];
    if (isnan(value)) {
        str_add(out, _("not a number"));
        return;
    }
    if (signbit(value)) {
        str_addf(out, "%s ", _("minus"));
    }
    if (isinf(value)) {
        str_add(out, _("infinity"));
    } else {
        str_add(out, num_cell(text, fabs(value), decimals));
    }
}

void sentence_figure(struct str *out, struct figure figure, int decimals)
{
    if (figure.hidden) {
        str_add(out, _("not told yet"));
    } else {
        sentence_number(out, figure.value, decimals);
    }
}

static void add_cell(const struct view *view, size_t row, size_t col, struct str *out)
{
    struct trace *trace = view->sight.trace;
    const struct view_cell cell = view_cell(view, row, col);
    struct str label;
    str_init(&label);
    if (trace_recipe(trace)->stages[view->stage].form == FORM_MATRIX) {
        trace_col_label(trace, col, &label);
    }
    str_addf(out, label.len > 0 ? "%s " : "%s", label.data);
    sentence_figure(out, cell.figure, view->decimals);
    if (cell.truth) {
        bool binary = problem_is_binary(&trace_lesson(trace)->problem);
        str_addf(out, _(", %s"), binary ? _("target yes") : _("the true class"));
    }
    str_release(&label);
}

/* The name of the class that a label picks, or the scores. */
static void add_label_name(
    struct trace *trace, enum stage_id kind, size_t row, double value, struct str *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t col = 0; trace_lesson(trace)->classes != NULL && col < recipe->cols; col++) {
        bool label = kind == ID_predicted || trace_is_true_class(trace, row, col);
        if ((double)col == value && label) {
            str_addf(out, _(", %s"), trace_lesson(trace)->classes[col]);
        }
    }
}

static void add_true_class(const struct view *view, size_t row, size_t from, struct str *out)
{
    for (size_t col = from; col < view->cols; col++) {
        if (trace_is_true_class(view->sight.trace, row, col)) {
            str_add(out, _("; "));
            add_cell(view, row, col, out);
            return;
        }
    }
}

/* Is no number of the row one? Said once then, not column by column. */
static bool is_nothing(const struct view *view, size_t row)
{
    size_t col = 0;
    for (; col < view->cols; col++) {
        struct figure figure = sight_cell(&view->sight, view->stage, row, col);
        if (figure.hidden || !isnan(figure.value)) {
            break;
        }
    }
    return view->cols > 1 && col == view->cols;
}

void sentence_row(const struct view *view, size_t row, bool whole, struct str *out)
{
    struct trace *trace = view->sight.trace;
    const struct stage *info = &trace_recipe(trace)->stages[view->stage];
    if (info->form != FORM_SCALAR) {
        str_addf(out, "%s ", _("Row"));
        trace_row_title(trace, view->stage, row, out);
        str_add(out, _(": "));
    }
    if (is_nothing(view, row)) {
        str_addf(out, _("all %zu are not a number."), view->cols);
        return;
    }
    size_t read = whole || view->cols <= SENTENCE_CELLS ? view->cols : SENTENCE_CELLS;
    for (size_t col = 0; col < read; col++) {
        str_add(out, col > 0 ? _(", ") : "");
        add_cell(view, row, col, out);
    }
    if (info->form == FORM_COLUMN && (info->kind == ID_labels || info->kind == ID_shifted_labels ||
                                         info->kind == ID_predicted)) {
        add_label_name(
            trace, info->kind, row, sight_cell(&view->sight, view->stage, row, 0).value, out);
    }
    if (read < view->cols) {
        str_addf(out, _(", and %zu more"), view->cols - read);
        add_true_class(view, row, read, out);
    }
    str_addc(out, '.');
}

void sentence_worked(const struct worked *worked, struct str *out)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    str_add(out, worked->name);
    for (size_t i = 0; i < count; i++) {
        str_addf(out, " = %s", parts[i]);
    }
}

void sentence_loss(const struct sight *sight, int decimals, struct str *out)
{
    const struct recipe *recipe = trace_recipe(sight->trace);
    const struct problem *problem = &trace_lesson(sight->trace)->problem;
    if (recipe->loss == STAGE_NONE) {
        str_add(out, _("Loss (none): the losses above are the result; nothing is added up."));
        return;
    }
    struct figure loss = sight_cell(sight, recipe->loss, 0, 0);
    if (loss.hidden) {
        str_add(out,
            _("The loss is not told yet: a question of this lesson asks for it, or for what it is "
              "made of."));
        return;
    }
    struct arena arena;
    arena_init(&arena);
    char text[NUM_SIZE];
    struct worked worked = sight_worked(sight, recipe->loss, 0, 0, decimals, NULL, &arena);
    (void)figure_shortest(text, loss, problem->dtype);
    bool more = strlen(text) > strlen(worked.value);
    str_addf(out, _("Loss (%s): %s = %s%s%s"), lesson_word("reduction", problem->reduction),
        worked.numbers, worked.value, more ? _(". In full: ") : "", more ? text : "");
    arena_release(&arena);
}

/* Code keeps its lines, which are a little longer than they look. */
static void add_code(const char *text, struct str *out)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        str_add(out, size > 0 ? "    " : "");
        str_addn(out, text, size);
        str_addc(out, '\n');
        text += size + (text[size] == '\n' ? 1 : 0);
    }
}

/* A line for each row. */
static void add_table(const struct prose_table *table, size_t width, bool ascii, struct str *out)
{
    struct str words;
    struct str text;
    str_init(&words);
    str_init(&text);
    for (const struct table_row *row = table->rows->next; row != NULL; row = row->next) {
        str_clear(&words);
        str_clear(&text);
        table_row_text(table, row, ascii, &words);
        utf8_add_page(&text, words.data, ascii);
        wrap_text(out, text.data, width, "", "");
    }
    str_release(&text);
    str_release(&words);
}

void sentence_prose(const struct prose *prose, size_t width, bool ascii, struct str *out)
{
    for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
        bool item = block->kind == BLOCK_ITEM;
        struct str words;
        struct str text;
        str_init(&words);
        str_init(&text);
        if (item) {
            str_addf(&words, "%s ", block->marker);
        }
        prose_plain(block, ascii, &words);
        utf8_add_page(&text, words.data, ascii);
        if (block->kind == BLOCK_CODE) {
            add_code(text.data, out);
        } else if (block->kind == BLOCK_TABLE) {
            add_table(block->table, width, ascii, out);
        } else {
            wrap_text(out, text.data, width, "", "");
        }
        if (block->next != NULL && !(item && block->next->kind == BLOCK_ITEM)) {
            str_addc(out, '\n');
        }
        str_release(&words);
        str_release(&text);
    }
}

void sentence_may(const struct task *task, struct str *out)
{
    for (size_t i = 0; task->may[i] != NULL; i++) {
        str_addf(out, "%s%s",
            i == 0                     ? ""
            : task->may[i + 1] == NULL ? _(" or ")
                                       : _(", "),
            lesson_task_word(task->may[i]));
    }
}

const char *sentence_given(const struct sight *sight, size_t stage, size_t row, size_t col,
    int decimals, struct arena *arena)
{
    double given = trace_given_number(sight->trace, stage, row, col);
    struct figure figure = sight_cell(sight, stage, row, col);
    enum dtype dtype = trace_lesson(sight->trace)->problem.dtype;
    char written[NUM_SIZE];
    char stored[NUM_SIZE];
    (void)num_show(written, given, decimals, DTYPE_FLOAT64);
    (void)figure_show(stored, figure, decimals, dtype);
    if (figure.hidden || isnan(given) || isnan(figure.value) || strcmp(written, stored) == 0) {
        return NULL;
    }
    return arena_printf(arena, _("%s given, %s in %s"), num_shortest(written, given, DTYPE_FLOAT64),
        stored, lesson_word("dtype", (size_t)dtype));
}

const char *sentence_no_result(void)
{
    return _("This lesson ends before the loss, so there is no loss to compare.");
}

void sentence_task(struct trace *trace, struct str *out)
{
    static const char *const sentences[] = {
        [GOAL_BELOW] = N_("Task: change %s until %s is below %s."),
        [GOAL_ABOVE] = N_("Task: change %s until %s is above %s."),
        [GOAL_EQUAL] = N_("Task: change %s until %s is %s."),
    };
    const struct task *task = trace_lesson(trace)->task;
    struct question_cell cell;
    struct arena arena;
    struct str what;
    arena_init(&arena);
    str_init(&what);
    sentence_may(task, &what);
    const char *name = question_find(trace, &task->goal, &cell)
                           ? trace_name_cell(trace, cell.stage, cell.row, cell.col, &arena)
                           : task->goal.at;
    const char *const parts[] = {what.data, name, task->written};
    str_add(out, arena_fill(&arena, _(sentences[task->sign]), parts, 3));
    str_release(&what);
    arena_release(&arena);
}

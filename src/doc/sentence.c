#include "sentence.h"

#include "i18n.h"
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

static void add_cell(
    struct trace *trace, size_t stage, size_t row, size_t col, int decimals, struct str *out)
{
    const struct stage *info = &trace_recipe(trace)->stages[stage];
    struct str label;
    str_init(&label);
    if (info->form == FORM_MATRIX) {
        trace_col_label(trace, col, &label);
    }
    str_addf(out, label.len > 0 ? "%s " : "%s", label.data);
    sentence_number(out, trace_cell(trace, stage, row, col), decimals);
    bool binary = problem_is_binary(&trace_lesson(trace)->problem);
    if (info->form == FORM_MATRIX && (binary || info->width > 1) &&
        trace_is_true_class(trace, row, col)) {
        str_addf(out, ", %s", binary ? _("target yes") : _("the true class"));
    }
    str_release(&label);
}

/* The name of the class that a label picks. */
static void add_label_name(struct trace *trace, size_t row, double value, struct str *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    for (size_t col = 0; trace_lesson(trace)->classes != NULL && col < recipe->cols; col++) {
        if ((double)col == value && trace_is_true_class(trace, row, col)) {
            str_add(out, ", ");
            trace_col_label(trace, col, out);
        }
    }
}

static void add_true_class(
    struct trace *trace, size_t stage, size_t row, size_t from, int decimals, struct str *out)
{
    for (size_t col = from; col < trace_recipe(trace)->stages[stage].width; col++) {
        if (trace_is_true_class(trace, row, col)) {
            str_add(out, "; ");
            add_cell(trace, stage, row, col, decimals, out);
            return;
        }
    }
}

/* Is no number of the row one? Said once then, not column by column. */
static bool is_nothing(struct trace *trace, size_t stage, size_t row)
{
    size_t width = trace_recipe(trace)->stages[stage].width;
    size_t col = 0;
    while (col < width && isnan(trace_cell(trace, stage, row, col))) {
        col++;
    }
    return width > 1 && col == width;
}

void sentence_row(
    struct trace *trace, size_t stage, size_t row, int decimals, bool whole, struct str *out)
{
    const struct stage *info = &trace_recipe(trace)->stages[stage];
    if (info->form != FORM_SCALAR) {
        str_addf(out, "%s ", _("Row"));
        trace_row_label(trace, row, out);
        str_add(out, ": ");
    }
    if (is_nothing(trace, stage, row)) {
        str_addf(out, _("all %zu are not a number."), info->width);
        return;
    }
    size_t read = whole || info->width <= SENTENCE_CELLS ? info->width : SENTENCE_CELLS;
    for (size_t col = 0; col < read; col++) {
        str_add(out, col > 0 ? ", " : "");
        add_cell(trace, stage, row, col, decimals, out);
    }
    if (info->kind == ID_labels) {
        add_label_name(trace, row, trace_cell(trace, stage, row, 0), out);
    }
    if (read < info->width) {
        str_addf(out, _(", and %zu more"), info->width - read);
        add_true_class(trace, stage, row, read, decimals, out);
    }
    str_addc(out, '.');
}

void sentence_worked(
    struct trace *trace, size_t stage, size_t row, size_t col, int decimals, struct str *out)
{
    struct arena arena;
    arena_init(&arena);
    struct worked worked = trace_worked(trace, stage, row, col, decimals, &arena);
    const char *const parts[] = {worked.symbols, worked.numbers, worked.value};
    str_add(out, worked.name);
    for (size_t i = 0; i < 3; i++) {
        bool same = i > 0 && strcmp(parts[i], parts[i - 1]) == 0; /* 3 = 3 says nothing twice */
        if (!same && parts[i][0] != '\0') {
            str_addf(out, " = %s", parts[i]);
        }
    }
    arena_release(&arena);
}

void sentence_loss(struct trace *trace, int decimals, struct str *out)
{
    const struct recipe *recipe = trace_recipe(trace);
    const struct problem *problem = &trace_lesson(trace)->problem;
    if (recipe->loss == STAGE_NONE) {
        str_add(out, _("Loss (none): the losses above are the result; nothing is added up."));
        return;
    }
    struct arena arena;
    arena_init(&arena);
    char text[NUM_SIZE];
    double loss = trace_cell(trace, recipe->loss, 0, 0);
    struct worked worked = trace_worked(trace, recipe->loss, 0, 0, decimals, &arena);
    (void)num_shortest(text, loss, problem->dtype);
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
        prose_plain(block, &words);
        utf8_add_page(&text, words.data, ascii);
        if (block->kind == BLOCK_CODE) {
            add_code(text.data, out);
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

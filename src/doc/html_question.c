/* A question with its hints and its answer.
 *
 * Hints are folded, one behind the other, the answer last: this works without the script. What the
 * script judges an answer by stands in attributes; the form to type one is shown by the script.
 */
#include "html.h"

#include "i18n.h"
#include "num.h"
#include "sheet.h"

#include <string.h>

static void fold(const struct doc *doc, const char *kind, const char *label)
{
    html(doc, "<details class=\"%s\"><summary>%s</summary>", kind, label);
}

/* And one that is there: settings may have taken it away. */
static bool asks_number(const struct doc_question *question)
{
    return question->ask->kind == ANSWER_CELL && question->has_cell;
}

static void add_formula(const struct doc *doc, const struct doc_question *question)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t stage = recipe_named(recipe, question->ask->at);
    if (stage == STAGE_NONE || recipe->stages[stage].op == NULL) {
        return;
    }
    fold(doc, "hint", _("the formula"));
    html(doc, "<p class=\"formula\">%s</p>", recipe->stages[stage].formula);
    if (asks_number(question)) {
        html(doc, "<p class=\"worked\"><span>%s</span> <span>= %s</span></p>",
            question->worked.name, question->worked.symbols);
    }
    html(doc, "</details>\n");
}

/* Not where the numbers give the value away. */
static void add_numbers(const struct doc *doc, const struct doc_question *question)
{
    const struct worked *worked = &question->worked;
    if (!asks_number(question) || *worked->numbers == '\0' ||
        strcmp(worked->numbers, worked->value) == 0) {
        return;
    }
    fold(doc, "hint", _("the numbers put in"));
    html(doc,
        "<p class=\"worked\"><span>%s</span> <span>= %s</span> <span>= %s</span> <span>= "
        "?</span></p></details>\n",
        worked->name, worked->symbols, worked->numbers);
}

void html_answer(struct doc *doc, const struct doc_question *question)
{
    struct str choice;
    str_init(&choice);
    doc_add_choice(question, &choice);
    if (choice.len > 0) {
        html(doc, "<p>%s</p>", choice.data);
    }
    str_release(&choice);
    if (question->has_cell) {
        html(doc, "<p class=\"worked\">");
        html_worked(doc, &question->worked,
            doc->options->sheet == SHEET_KEY ? sheet_tolerance(doc, question) : "");
        html(doc, "</p>");
    }
}

static void add_answer(struct doc *doc, const struct doc_question *question)
{
    if (question->ask->kind != ANSWER_CELL || question->has_cell) {
        fold(doc, "answer", _("the answer"));
        html_answer(doc, question);
        html(doc, "</details>\n");
    }
}

void html_write_here(const struct doc *doc, const char *what)
{
    html(doc, "<p class=\"write\">%s <span></span></p>\n", what);
}

static void add_choices(const struct doc *doc, const char *const *choices)
{
    html(doc, "<ol class=\"choices\" type=\"a\">");
    for (size_t i = 0; choices[i] != NULL; i++) {
        html(doc, "<li>%s</li>", choices[i]);
    }
    html(doc, "</ol>\n");
}

/* What a wrong number comes from, for the script. */
static void add_form(const struct doc *doc, const struct doc_question *question)
{
    html(doc,
        "<form hidden=\"hidden\"><label>%s <input type=\"text\" inputmode=\"decimal\" "
        "autocomplete=\"off\" spellcheck=\"false\"/></label> <button>%s</button></form>\n",
        _("Your answer:"), _("Check"));
    html(doc, "<ul class=\"slips\" hidden=\"hidden\">");
    for (size_t i = 0; i < question->slip_count; i++) {
        char number[NUM_SIZE];
        html(doc, "<li data-value=\"%s\">%s</li>",
            num_shortest(number, question->slips[i].value, DTYPE_FLOAT64),
            question->slips[i].sentence);
    }
    html(doc, "</ul>\n");
}

static void add_data(const struct doc *doc, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    if (ask->kind == ANSWER_CHOICE) {
        html(doc, " data-choice=\"%zu\"", question_right_choice(ask));
    } else if (asks_number(question)) {
        const struct question_cell *cell = &question->cell;
        char value[NUM_SIZE];
        char tolerance[NUM_SIZE];
        html(doc, " data-value=\"%s\" data-tolerance=\"%s\"",
            num_shortest(value, sight_cell(&doc->sight, cell->stage, cell->row, cell->col).value,
                DTYPE_FLOAT64),
            num_shortest(tolerance, question->tolerance, DTYPE_FLOAT64));
    }
}

void html_question(struct doc *doc, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    bool blank = doc->options->sheet == SHEET_WORK;
    html(doc, "<section class=\"part question\" id=\"%squestion-%zu\"", html_state(doc)->prefix,
        question->number);
    if (!blank) {
        add_data(doc, question);
    }
    html(doc, ">\n<h3>%s</h3>\n<p class=\"ask\">%s</p>\n",
        arena_printf(&doc->arena, _("Question %zu"), question->number), ask->ask);
    if (ask->choices != NULL) {
        add_choices(doc, ask->choices);
    }
    if (blank) {
        html_write_here(doc, _("Your answer:"));
        html(doc, "</section>\n");
        return;
    }
    if (asks_number(question)) {
        add_form(doc, question);
    }
    html(doc, "<p class=\"verdict\" role=\"status\"></p>\n");
    if (ask->hint != NULL) {
        fold(doc, "hint", _("a hint"));
        html(doc, "<p>%s</p></details>\n", ask->hint);
    }
    add_formula(doc, question);
    add_numbers(doc, question);
    add_answer(doc, question);
    html(doc, "</section>\n");
}

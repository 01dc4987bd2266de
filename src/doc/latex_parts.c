/* The parts of a document that the sheet and the slides have in common. */
#include "i18n.h"
#include "latex.h"
#include "sentence.h"
#include "sheet.h"
#include "symbols.h"
#include "utf8.h"

#include <string.h>

void latex_say(struct doc *doc, const char *text)
{
    struct str out;
    str_init(&out);
    latex_text(doc->options, text, &out);
    out_add(doc->out, out.data);
    str_release(&out);
}

void latex_say_formula(struct doc *doc, const char *text)
{
    struct str out;
    str_init(&out);
    latex_formula(doc->options, text, &out);
    out_add(doc->out, out.data);
    str_release(&out);
}

const char *latex_title(struct doc *doc)
{
    return sheet_title(doc);
}

/* ---- The beginning --------------------------------------------------------------------------- */

/* "Symbols: z logits, m row maximum": each symbol as formulas have it. */
static void symbols(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(doc->trace, stages);
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[stages[i]];
        latex_say(doc, i == 0 ? _("Symbols: ") : _("; "));
        latex_say_formula(doc, stage->symbol);
        latex_say(doc, arena_printf(&doc->arena, " %s", _(stage->title)));
    }
    if (symbols_indicate(doc->trace)) {
        latex_say(doc, _("; "));
        latex_say_formula(doc, "is(a = b) ");
        latex_say(doc, _("1 where a is b, else 0"));
    }
    if (symbols_natural_log(doc->trace)) {
        latex_say(doc, _(". log is the natural logarithm, to the base 2.718..."));
    }
    out_add(doc->out, "\n\n");
}

void latex_begin(struct doc *doc)
{
    latex_say(doc, doc_settings(doc));
    out_add(doc->out, "\n\n");
    if (doc->options->stages == NULL) {
        symbols(doc);
    }
}

/* ---- Stages ---------------------------------------------------------------------------------- */

static void weights(struct doc *doc, size_t index)
{
    struct str text;
    str_init(&text);
    if (symbols_weights(&doc->sight, index, &text)) {
        out_add(doc->out, "\\weights{");
        latex_say(doc, text.data);
        out_add(doc->out, "}\n");
    }
    str_release(&text);
}

void latex_stage(struct doc *doc, size_t index, const struct latex_page *page)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    bool scalar = stage->form == FORM_SCALAR; /* its formula begins with its title */
    out_add(doc->out, "\\stage{");
    latex_say(doc, scalar ? "" : _(stage->title));
    out_add(doc->out, "}{");
    /* what an input is, is said in words */
    if (stage->op != NULL) {
        latex_say_formula(doc, stage->formula);
    } else {
        latex_say(doc, stage->formula);
    }
    out_add(doc->out, "}\n");
    if (scalar) {
        latex_blank(doc, index);
        return;
    }
    weights(doc, index);
    latex_table(doc, index, NULL, page);
    if (doc->exact != NULL && stage->op != NULL && !stage->whole) {
        out_add(doc->out, "\\weights{");
        latex_say(doc, _("Off the exact value, in units in the last place:"));
        out_add(doc->out, "}\n");
        latex_table(doc, index, doc->exact, page);
    }
}

/* name = symbols = numbers = value, broken before an equals sign where it is too long for one line.
 */
void latex_worked(struct doc *doc, const struct worked *worked, const struct latex_page *page)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    size_t used = utf8_width(worked->name);
    out_add(doc->out, "\\worked{");
    latex_say_formula(doc, worked->name);
    for (size_t i = 0; i < count; i++) {
        size_t cells = utf8_width(parts[i]) + 3;
        bool broken = used + cells > page->cells;
        out_add(doc->out, broken ? "\\newline $=$ " : " $=$ ");
        latex_say_formula(doc, parts[i]);
        used = broken ? cells : used + cells;
    }
    out_add(doc->out, "}\n");
}

/* ---- The end --------------------------------------------------------------------------------- */

void latex_loss(struct doc *doc)
{
    struct str text;
    str_init(&text);
    sentence_loss(&doc->sight, doc->decimals, &text);
    latex_say(doc, text.data);
    out_add(doc->out, "\n\n");
    str_release(&text);
}

void latex_findings(struct doc *doc)
{
    for (const struct doc_finding *f = doc_findings(doc); f != NULL; f = f->next) {
        out_add(doc->out, "\\listitem{1}{\\textbullet}{");
        latex_say(doc, f->text);
        out_add(doc->out, "}\n");
    }
    if (doc->findings_left_out > 0) {
        out_add(doc->out, "\\listitem{1}{\\textbullet}{");
        latex_say(doc, arena_printf(&doc->arena, _("and %zu more"), doc->findings_left_out));
        out_add(doc->out, "}\n");
    }
}

void latex_write_here(struct doc *doc, const char *what)
{
    out_add(doc->out, "\\writehere{");
    latex_say(doc, what);
    out_add(doc->out, "}\n");
}

void latex_question(struct doc *doc, const struct doc_question *question)
{
    const char *const *choices = question->ask->choices;
    out_add(doc->out, "\\question{");
    latex_say(doc, arena_printf(&doc->arena, _("Question %zu"), question->number));
    out_add(doc->out, "}{");
    latex_say(doc, question->ask->ask);
    out_add(doc->out, "}\n");
    for (size_t i = 0; choices != NULL && choices[i] != NULL; i++) {
        out_addf(doc->out, "\\choice{%c)}{", (char)('a' + i));
        latex_say(doc, choices[i]);
        out_add(doc->out, "}\n");
    }
    if (doc->options->sheet == SHEET_WORK) {
        latex_write_here(doc, _("Your answer:"));
    }
}

/* Words of the lesson as words, the worked line as a formula. */
void latex_answer(struct doc *doc, const struct doc_question *question)
{
    struct str text;
    struct str worked;
    str_init(&text);
    str_init(&worked);
    doc_add_answer(question, &text);
    if (question->has_cell) {
        sentence_worked(&question->worked, &worked);
    }
    latex_say(doc, arena_strndup(&doc->arena, text.data, text.len - worked.len));
    latex_say_formula(doc, worked.data);
    if (doc->options->sheet == SHEET_KEY) {
        latex_say(doc, sheet_tolerance(doc, question));
    }
    if (doc_reason(doc, question) != NULL) {
        out_add(doc->out, "\\\\\n");
        latex_say(doc, doc_reason(doc, question));
    }
    str_release(&worked);
    str_release(&text);
}

/* What the marks of the sheet mean, those that it has. */
static void signs(struct doc *doc)
{
    struct doc_sign all[DOC_SIGNS];
    size_t count = doc_signs(doc, all);
    for (size_t i = 0; i < count; i++) {
        latex_say(doc, i == 0 ? _("Signs: ") : _("; "));
        if (all[i].kind == SIGN_TRUTH) {
            out_add(doc->out, "\\enspace\\own{0.9362}\\enspace{}");
        } else {
            latex_say_formula(doc, all[i].sign);
        }
        latex_say(doc, arena_printf(&doc->arena, " %s", all[i].meaning));
    }
    out_add(doc->out, "\n\n");
}

void latex_end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (doc->options->stages != NULL) {
        return;
    }
    if (lesson->task != NULL && doc->options->sheet == SHEET_FULL) {
        latex_say(doc, doc_task(doc));
        out_add(doc->out, "\n\n");
    }
    if (lesson->source_note[0] != '\0') {
        latex_say(doc, arena_printf(&doc->arena, _("Source: %s"), lesson->source_note));
        out_add(doc->out, "\n\n");
    }
    signs(doc);
}

/* ---- Other rules ----------------------------------------------------------------------------- */

enum { SHOWN_LOSSES = 6 };

static void add_scalar(struct doc *doc, struct trace *trace, size_t stage)
{
    char text[NUM_SIZE] = "-";
    if (stage != STAGE_NONE) {
        const struct sight sight = sight_of(trace);
        (void)num_show(text, sight_cell(&sight, stage, 0, 0).value, doc->decimals,
            trace_lesson(trace)->problem.dtype);
    }
    out_add(doc->out, " & ");
    latex_say_formula(doc, text);
}

static void compare_row(struct doc *doc, const char *rules, struct trace *trace, const char *parts)
{
    const struct recipe *recipe = trace_recipe(trace);
    const struct sight sight = sight_of(trace);
    size_t width = recipe->stages[recipe->summed].width;
    size_t count = recipe->rows * width;
    latex_say(doc, rules);
    add_scalar(doc, trace, recipe->loss);
    add_scalar(doc, trace, recipe->divisor);
    out_add(doc->out, " & ");
    latex_say(doc, parts);
    out_add(doc->out, " & ");
    for (size_t i = 0; i < count && i < SHOWN_LOSSES; i++) {
        char text[NUM_SIZE];
        (void)num_cell(
            text, sight_cell(&sight, recipe->summed, i / width, i % width).value, doc->decimals);
        out_add(doc->out, i > 0 ? "\\enspace " : "");
        latex_say_formula(doc, text);
    }
    out_add(doc->out, count > SHOWN_LOSSES ? "\\enspace\\ldots \\\\\n" : " \\\\\n");
}

void latex_compare(struct doc *doc)
{
    static const char *const HEADS[] = {
        N_("rules"), N_("loss"), N_("divisor"), N_("parts at"), N_("losses")};
    out_add(doc->out, "\\begin{numbers}{lrrll}\n");
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
        out_add(doc->out, i > 0 ? " & " : "");
        latex_say(doc, _(HEADS[i]));
    }
    out_add(doc->out, " \\\\\n\\midrule\n");
    compare_row(doc, trace_lesson(doc->trace)->rules, doc->trace, _("(this lesson)"));
    for (size_t i = 0; i < doc->comparison_count; i++) {
        const struct comparison *c = &doc->comparisons[i];
        if (c->trace != NULL) {
            compare_row(
                doc, c->rules, c->trace, c->stage == ID_none ? _("nowhere") : stage_name(c->stage));
        } else {
            latex_say(doc, c->rules);
            out_add(doc->out, " & ");
            latex_say(doc, _("refused"));
            out_add(doc->out, " \\\\\n");
        }
    }
    out_add(doc->out, "\\end{numbers}\n");
    for (size_t i = 0; i < doc->comparison_count; i++) {
        const struct comparison *c = &doc->comparisons[i];
        const char *text = c->refusal == NULL
                               ? c->sentence
                               : arena_printf(&doc->arena, "%s %s", c->sentence, c->refusal);
        out_add(doc->out, "\\listitem{1}{\\textbullet}{");
        latex_say(doc, arena_printf(&doc->arena, _("%s:  %s"), c->rules, text));
        out_add(doc->out, "}\n");
    }
}

/* A page in HTML: all of it to read and to print; with its script, to be stepped through. */
#include "doc.h"
#include "html.h"
#include "i18n.h"
#include "num.h"
#include "sentence.h"
#include "sheet.h"
#include "short_key.h"
#include "symbols.h"

#include <string.h>

static struct doc page_of(struct out *out, const struct doc_options *options)
{
    return (struct doc){.options = options, .out = out};
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void close_part(const struct doc *doc)
{
    struct html_state *state = html_state(doc);
    html(doc, state->in_part ? "</section>\n" : "");
    state->in_part = false;
}

static void close_group(const struct doc *doc)
{
    struct html_state *state = html_state(doc);
    close_part(doc);
    html(doc, state->in_group ? "</section>\n" : "");
    state->in_group = false;
}

/* A part that belongs to no step. */
static void open_part(const struct doc *doc, const char *class, const char *title)
{
    close_group(doc);
    html(doc, "<section class=\"part %s\">\n<h2>%s</h2>\n", class, title);
    html_state(doc)->in_part = true;
}

/* ---- The beginning --------------------------------------------------------------------------- */

static void symbol(const struct doc *doc, const char *sign, const char *meaning)
{
    html(doc, "<div><dt>%s</dt> <dd>%s</dd></div>\n", sign, meaning);
}

static void symbols(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(doc->trace, stages);
    bool natural = symbols_natural_log(doc->trace);
    if (count == 0 && !symbols_indicate(doc->trace) && !natural) {
        return;
    }
    html(doc, "<dl class=\"symbols\">\n");
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[stages[i]];
        symbol(doc, stage->symbol, _(stage->title));
    }
    if (symbols_indicate(doc->trace)) {
        symbol(doc, "is(a = b)", _("1 where a is b, else 0"));
    }
    if (natural) {
        symbol(doc, "log", _("the natural logarithm, to the base 2.718..."));
    }
    html(doc, "</dl>\n");
}

/* A page without a script: nothing of it has more to tell. */
static void begin_sheet(struct doc *doc)
{
    const char *summary = trace_lesson(doc->trace)->summary;
    if (doc_name_line(doc) != NULL) {
        html(doc, "<p>%s</p>\n", doc_name_line(doc));
    }
    if (doc->options->sheet == SHEET_WORK) {
        if (doc_name_line(doc) == NULL) {
            html_write_here(doc, _("Name:"));
        }
        html(doc, "<p>%s</p>\n", sheet_instructions(doc));
        if (*summary != '\0') {
            html(doc, "<p class=\"summary\">%s</p>\n", summary);
        }
    }
    html(doc, "</header>\n");
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const char *title = sheet_title(doc);
    struct html_state *state = arena_alloc(&doc->arena, 1, sizeof *state);
    size_t number = doc->options->place + 1;
    bool shared = doc_shares_output(doc->options);
    state->prefix = shared ? arena_printf(&doc->arena, "d%zu-", number) : "";
    doc->state = state;
    if (!shared) {
        const char *name = doc->options->name;
        html_open_page(
            doc, name == NULL ? title : arena_printf(&doc->arena, "%s · %s", name, title));
    }
    html(doc, shared ? "<article class=\"lesson\" id=\"d%zu\">\n" : "<article class=\"lesson\">\n",
        number);
    if (doc->options->set != NULL && doc->options->set->count > 1 && doc->options->work == NULL) {
        html_neighbours(doc);
    }
    html(doc, "<header>\n<h1>%s</h1>\n", title);
    if (doc->options->sheet != SHEET_FULL) {
        begin_sheet(doc);
        return;
    }
    if (lesson->summary[0] != '\0') {
        html(doc, "<p class=\"summary\">%s</p>\n", lesson->summary);
    }
    html(doc, "<p class=\"keys\" hidden=\"hidden\">%s</p>\n</header>\n",
        _("Space or → goes on, ← goes back. A cell says where its number comes from: point at it, "
          "or "
          "press Tab and the arrow keys; Enter follows."));
}

static void add_settings(struct doc *doc)
{
    html(doc, "<details class=\"settings\" open=\"open\"><summary>%s</summary>\n",
        _("Settings and symbols"));
    html(doc, "<p class=\"settings\">%s</p>\n", doc_settings(doc));
    if (doc->options->stages == NULL) {
        symbols(doc);
    }
    html(doc, "</details>\n");
}

/* ---- The computation ------------------------------------------------------------------------- */

static void group(struct doc *doc, enum group group)
{
    close_group(doc);
    if (doc->stages == 0) { /* behind the introduction */
        add_settings(doc);
    }
    html(doc, "<section class=\"step\">\n<h2>%s</h2>\n",
        arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1,
            _(group_title(&trace_lesson(doc->trace)->problem, group))));
    html_state(doc)->in_group = true;
}

static void prose(struct doc *doc, const struct prose *prose)
{
    struct html_state *state = html_state(doc);
    if (strcmp(prose->at, "end") == 0) {
        open_part(doc, "end", _("What to take away"));
    }
    html_prose(doc, prose, 2 + (state->in_group ? 1 : 0) + (state->in_part ? 1 : 0));
}

static void question(struct doc *doc, const struct doc_question *question)
{
    close_part(doc);
    html_question(doc, question);
}

static void weights(struct doc *doc, size_t index)
{
    struct str text;
    str_init(&text);
    if (symbols_weights(&doc->sight, index, &text)) {
        html(doc, "<p class=\"weights\">%s</p>\n", text.data);
    }
    str_release(&text);
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    close_part(doc);
    html_state(doc)->in_part = true;
    html(doc, "<section class=\"part stage\" id=\"%s%s\">\n<h3>%s</h3>\n", html_state(doc)->prefix,
        stage->id, _(stage->title));
    html(doc, "<p class=\"formula\">%s</p>\n", stage->formula);
    weights(doc, index);
    html_table(doc, index, NULL);
    if (doc->exact != NULL && stage->op != NULL && !stage->whole && stage->form != FORM_SCALAR) {
        html(doc, "<p>%s</p>\n", _("Off the exact value, in units in the last place:"));
        html_table(doc, index, doc->exact);
    }
    html_pictures(doc, index);
}

static void worked(struct doc *doc, const struct worked *worked)
{
    html(doc, "<p class=\"worked\">");
    html_worked(doc, worked, "");
    html(doc, "</p>\n");
}

static void findings(struct doc *doc)
{
    const struct doc_finding *first = doc_findings(doc);
    if (first == NULL) {
        return;
    }
    open_part(doc, "findings", _("Worth noticing"));
    html(doc, "<ul>\n");
    for (const struct doc_finding *f = first; f != NULL; f = f->next) {
        html(doc, "<li>%s</li>\n", f->text);
    }
    if (doc->findings_left_out > 0) {
        html(doc, "<li>%s</li>\n",
            arena_printf(&doc->arena, _("and %zu more"), doc->findings_left_out));
    }
    html(doc, "</ul>\n");
}

static void result(struct doc *doc)
{
    close_part(doc);
    if (trace_reads_loss(doc->trace) || doc->options->stages != NULL) {
        struct str text;
        str_init(&text);
        sentence_loss(&doc->sight, doc->decimals, &text);
        html(doc, "<p class=\"part result\">%s</p>\n", text.data);
        str_release(&text);
    }
    findings(doc);
    close_group(doc);
}

/* ---- The end --------------------------------------------------------------------------------- */

static void scalar_cell(struct doc *doc, struct trace *trace, size_t stage)
{
    char text[NUM_SIZE] = "-";
    if (stage != STAGE_NONE) {
        const struct sight sight = sight_of(trace);
        (void)num_show(text, sight_cell(&sight, stage, 0, 0).value, doc->decimals,
            trace_lesson(trace)->problem.dtype);
    }
    html(doc, "<td>%s</td>", text);
}

static void compared(struct doc *doc, struct trace *trace)
{
    scalar_cell(doc, trace, trace_recipe(trace)->loss);
    scalar_cell(doc, trace, trace_recipe(trace)->divisor);
}

static void compare(struct doc *doc)
{
    open_part(doc, "compare", _("Under other rules"));
    html(doc,
        "<div class=\"wide\" tabindex=\"0\"><table class=\"text\"><thead><tr><th scope=\"col\">%s"
        "</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
        "<th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
        _("rules"), _("loss"), _("divisor"), _("parts at"), _("reason"));
    html(doc, "<tr><th scope=\"row\">%s</th>", trace_lesson(doc->trace)->rules);
    compared(doc, doc->trace);
    html(doc, "<td>%s</td><td></td></tr>\n", _("(this lesson)"));
    for (size_t i = 0; i < doc->comparison_count; i++) {
        const struct comparison *c = &doc->comparisons[i];
        html(doc, "<tr><th scope=\"row\">%s</th>", c->rules);
        if (c->trace == NULL) {
            html(doc, "<td>%s</td><td></td><td></td>", _("refused"));
        } else {
            compared(doc, c->trace);
            html(doc, "<td>%s</td>", c->stage == ID_none ? _("nowhere") : stage_name(c->stage));
        }
        html(doc, "<td>%s %s</td></tr>\n", c->sentence, c->refusal != NULL ? c->refusal : "");
    }
    html(doc, "</tbody></table></div>\n");
}

static void task(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    struct str text;
    str_init(&text);
    sentence_task(doc->trace, &text);
    open_part(doc, "task", _("To try"));
    html(doc, "<p>%s</p>\n<p>%s <code>losswalk %s</code></p>\n", text.data,
        _("Change it in the program:"), lesson->id);
    str_release(&text);
}

static void key(struct doc *doc, const struct doc_question *question)
{
    struct html_state *state = html_state(doc);
    html(doc, state->in_part ? "" : "<section class=\"key\">\n");
    state->in_part = true;
    html(doc, "<div class=\"entry\"><b>%zu.</b>", question->number);
    html_answer(doc, question);
    html(doc, question->slip_count > 0 ? "<ul>\n" : "");
    for (size_t i = 0; i < question->slip_count; i++) {
        char number[NUM_SIZE];
        html(doc, "<li><b>%s</b>: %s</li>\n",
            doc_slip_number(question, &question->slips[i], number), question->slips[i].sentence);
    }
    html(doc, question->slip_count > 0 ? "</ul></div>\n" : "</div>\n");
}

/* ---- The answers alone ----------------------------------------------------------------------- */

static void short_keys(struct doc *doc, const char *title, const char *lesson)
{
    if (title != NULL) {
        html(doc, "<article class=\"lesson\">\n<h1>%s</h1>\n", title);
    } else if (lesson != NULL) {
        html(doc, "<h2>%s</h2>\n", lesson);
    } else {
        html(doc, "</article>\n");
    }
}

static void short_key(struct doc *doc, const struct short_key *keys)
{
    bool labelled = doc->trace == NULL;
    for (size_t first = 0; first < keys->count; first += SHORT_KEY_COLUMNS) {
        size_t left = keys->count - first;
        size_t end = first + (left < SHORT_KEY_COLUMNS ? left : SHORT_KEY_COLUMNS);
        html(doc, "<table class=\"short\"><thead><tr>");
        html(doc, labelled ? "<td></td>" : "");
        for (size_t i = first; i < end; i++) {
            html(doc, "<th scope=\"col\">%zu</th>", i + 1);
        }
        html(doc, "</tr></thead>\n<tbody>\n");
        for (const struct short_key *key = keys; key != NULL; key = key->next) {
            html(doc, labelled ? "<tr><th scope=\"row\">%s</th>" : "<tr>%s", key->label);
            for (size_t i = first; i < end; i++) {
                html(doc, "<td>%s</td>", key->answers[i]);
            }
            html(doc, "</tr>\n");
        }
        html(doc, "</tbody></table>\n");
    }
}

/* What the marks of the page mean, those that it has. */
static void signs(struct doc *doc)
{
    struct doc_sign all[DOC_SIGNS];
    size_t count = doc_signs(doc, all);
    html(doc, count > 0 ? "<dl class=\"symbols signs\">\n" : "");
    for (size_t i = 0; i < count; i++) {
        if (all[i].kind == SIGN_TRUTH) {
            html(doc, "<div><dt><span class=\"truth\">0.9362</span></dt> <dd>%s</dd></div>\n",
                all[i].meaning);
        } else {
            symbol(doc, all[i].sign, all[i].meaning);
        }
    }
    html(doc, count > 0 ? "</dl>\n" : "");
}

/* Always in view: where one is, the way on, and the loss. What only the script does is hidden
 * without it. */
static void add_bar(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    html(doc,
        "<div class=\"dock\">\n<div class=\"why\" hidden=\"hidden\"><p class=\"line\" "
        "id=\"%sline\">"
        "</p><p class=\"note\"></p></div>\n",
        html_state(doc)->prefix);
    html(doc,
        "<div class=\"controls\"><span class=\"steps\" hidden=\"hidden\"><button type=\"button\" "
        "data-go=\"back\">%s</button> <button type=\"button\" data-go=\"on\">%s</button> <button "
        "type=\"button\" data-go=\"end\">%s</button></span> <span class=\"place\" role=\"status\" "
        "data-text=\"%s\"></span>",
        _("Back"), _("Next"), _("Show all"), _("part {part} of {parts}"));
    if (recipe->loss != STAGE_NONE && trace_reads_loss(doc->trace)) {
        char text[NUM_SIZE];
        struct figure loss = sight_cell(&doc->sight, recipe->loss, 0, 0);
        html(doc, " <span class=\"loss\">%s <b data-stage=\"%s%s\">%s</b></span>", _("loss"),
            html_state(doc)->prefix, recipe->stages[recipe->loss].id,
            figure_show(text, loss, doc->decimals, trace_lesson(doc->trace)->problem.dtype));
    }
    html(doc, "</div>\n</div>\n");
}

static void add_about(struct doc *doc)
{
    const char *source = trace_lesson(doc->trace)->source_note;
    bool whole = doc->options->stages == NULL;
    html(doc, "<footer class=\"about\">\n");
    if (whole) {
        signs(doc);
    }
    if (*source != '\0' && whole) {
        html(doc, "<p>%s</p>\n", arena_printf(&doc->arena, _("Source: %s"), source));
    }
    html(doc, "</footer>\n");
}

static void end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (lesson->task != NULL && doc->options->stages == NULL && doc->options->sheet == SHEET_FULL) {
        task(doc);
    }
    close_group(doc);
    if (doc->options->sheet != SHEET_KEY) {
        add_about(doc);
    }
    if (doc->options->sheet == SHEET_FULL) {
        add_bar(doc);
    }
    html(doc, "</article>\n");
    if (!doc_shares_output(doc->options)) {
        html_close_page(doc);
    }
}

/* ---- Of all documents ------------------------------------------------------------------------ */

static void open(struct out *out, const struct doc_options *options)
{
    const struct doc doc = page_of(out, options);
    if (doc_shares_output(options)) {
        html_open_page(&doc, options->work != NULL ? options->work : _("Lessons"));
    }
    if (doc_has_contents(options)) {
        html_contents(&doc);
    }
}

static void close(struct out *out, const struct doc_options *options)
{
    const struct doc doc = page_of(out, options);
    if (doc_shares_output(options)) {
        html_close_page(&doc);
    }
}

static void list(struct out *out, const struct doc_options *options)
{
    const struct doc doc = page_of(out, options);
    html_open_page(&doc, _("Lessons"));
    html_contents(&doc);
    html_close_page(&doc);
}

const struct doc_format doc_format_html = {
    .name = "html",
    .suffix = "html",
    .rows = DOC_ROWS_AUTO,
    .slips = true,
    .read = true,
    .ulps = true,
    .open = open,
    .close = close,
    .index_name = "index.html",
    .index = list,
    .begin = begin,
    .group = group,
    .prose = prose,
    .question = question,
    .stage = stage,
    .worked = worked,
    .result = result,
    .key = key,
    .short_key = short_key,
    .short_keys = short_keys,
    .compare = compare,
    .end = end,
};

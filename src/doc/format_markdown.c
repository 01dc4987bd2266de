/* The handout as Markdown: as GitHub shows it, with its mathematics, and as pandoc reads it. */
#include "doc.h"
#include "i18n.h"
#include "md_prose.h"
#include "md_table.h"
#include "md_text.h"
#include "page_picture.h"
#include "sentence.h"
#include "sheet.h"
#include "short_key.h"
#include "symbols.h"

#include <string.h>

static struct md_page page_of(const struct doc *doc, bool line)
{
    return (struct md_page){
        .ascii = doc->options->ascii, .dollars = doc->options->dollars, .line = line};
}

/* A paragraph, or, with a mark before it, a heading, an item, a quotation. */
static void say(struct doc *doc, const char *text, const char *mark)
{
    const struct md_page page = page_of(doc, true);
    struct str line;
    str_init(&line);
    str_add(&line, *mark == '#' ? mark : ""); /* behind it, no sign begins a list */
    md_add_text(&line, text, &page);
    out_addf(doc->out, "%s%s\n", *mark == '#' ? "" : mark, line.data);
    str_release(&line);
}

static void paragraph(struct doc *doc, const char *text)
{
    out_add(doc->out, "\n");
    say(doc, text, "");
}

static void heading(struct doc *doc, const char *text)
{
    out_add(doc->out, "\n");
    say(doc, text, "## ");
}

static void fenced(struct doc *doc, const char *text)
{
    struct str code;
    str_init(&code);
    md_add_fenced(&code, text, "text", doc->options->ascii);
    out_addf(doc->out, "\n%s", code.data);
    str_release(&code);
}

/* `sign` meaning, behind a mark such as "- ". */
static void item(struct doc *doc, const char *mark, const char *sign, const char *meaning)
{
    const struct md_page page = page_of(doc, true);
    struct str line;
    str_init(&line);
    md_add_code(&line, sign, &page);
    str_addc(&line, ' ');
    md_add_text(&line, meaning, &page);
    out_addf(doc->out, "%s%s\n", mark, line.data);
    str_release(&line);
}

static void sign(struct doc *doc, const char *sign, const char *meaning)
{
    item(doc, "- ", sign, meaning);
}

/* ---- Of one lesson --------------------------------------------------------------------------- */

static void symbols(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(doc->trace, stages);
    bool log = symbols_natural_log(doc->trace);
    bool is = symbols_indicate(doc->trace);
    if (count > 0 || is || log) {
        paragraph(doc, _("Symbols:"));
        out_add(doc->out, "\n");
    }
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[stages[i]];
        sign(doc, stage->symbol, _(stage->title));
    }
    if (is) {
        sign(doc, "is(a = b)", _("1 where a is b, else 0"));
    }
    if (log) {
        sign(doc, "log", _("the natural logarithm, to the base 2.718..."));
    }
}

/* A line to write on: underscores that no others follow mean themselves. */
static void write_here(struct doc *doc, const char *what, bool quoted)
{
    const struct md_page page = page_of(doc, true);
    struct str line;
    str_init(&line);
    md_add_text(&line, what, &page);
    out_addf(doc->out, quoted ? ">\n> %s %s\n" : "\n%s %s\n", line.data,
        "______________________________");
    str_release(&line);
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    out_add(doc->out, doc->options->place > 0 && doc_shares_output(doc->options) ? "\n" : "");
    say(doc, sheet_title(doc), "# ");
    if (doc_name_line(doc) != NULL) {
        paragraph(doc, doc_name_line(doc));
    }
    if (doc->options->sheet == SHEET_KEY) {
        out_add(doc->out, "\n");
        return;
    }
    if (doc->options->sheet == SHEET_WORK) {
        if (doc_name_line(doc) == NULL) {
            write_here(doc, _("Name:"), false);
        }
        paragraph(doc, sheet_instructions(doc));
    }
    if (lesson->summary[0] != '\0') {
        paragraph(doc, lesson->summary);
    }
    paragraph(doc, doc_settings(doc));
    if (doc->options->stages == NULL) {
        symbols(doc);
    }
}

static void group(struct doc *doc, enum group group)
{
    heading(doc, arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1,
                     _(group_title(&trace_lesson(doc->trace)->problem, group))));
}

static void prose(struct doc *doc, const struct prose *prose)
{
    struct str text;
    str_init(&text);
    if (strcmp(prose->at, "end") == 0) {
        heading(doc, _("What to take away"));
    }
    const struct md_page page = page_of(doc, false);
    md_add_prose(&text, prose, &page);
    out_add(doc->out, text.data);
    str_release(&text);
}

/* **title** `formula`; of a scalar the formula begins with its title. Inputs have words. */
static void name_stage(struct doc *doc, const struct stage *stage)
{
    const struct md_page page = page_of(doc, true);
    struct str line;
    str_init(&line);
    if (stage->form != FORM_SCALAR) {
        const struct span title = {.style = SPAN_STRONG, .text = _(stage->title)};
        md_add_spans(&line, &title, &page);
        str_addc(&line, ' ');
    }
    if (stage->op == NULL) {
        md_add_text(&line, stage->formula, &page);
    } else {
        md_add_code(&line, stage->formula, &page);
    }
    out_addf(doc->out, "\n%s\n", line.data);
    str_release(&line);
}

static void weights(struct doc *doc, size_t index)
{
    struct str text;
    str_init(&text);
    if (symbols_weights(&doc->sight, index, &text)) {
        paragraph(doc, text.data);
    }
    str_release(&text);
}

static void pictures(struct doc *doc, size_t index)
{
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        struct str text;
        str_init(&text);
        if (page_picture(doc, index, (enum picture_kind)kind, doc->options->width, 0, &text)) {
            fenced(doc, text.data);
        }
        str_release(&text);
    }
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    name_stage(doc, stage);
    if (stage->form != FORM_SCALAR) {
        weights(doc, index);
        md_table(doc, index, NULL);
    } else {
        md_blank(doc, index);
    }
    if (doc->exact != NULL && stage->op != NULL && !stage->whole && stage->form != FORM_SCALAR) {
        paragraph(doc, _("Off the exact value, in units in the last place:"));
        md_table(doc, index, doc->exact);
    }
    pictures(doc, index);
}

/* name = symbols
 *      = numbers
 *      = value */
static void worked(struct doc *doc, const struct worked *worked)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    struct str line;
    str_init(&line);
    str_add(&line, worked->name);
    for (size_t i = 0; i < count; i++) {
        str_addf(&line, i == 0 ? " = %s" : "\n  = %s", parts[i]);
    }
    fenced(doc, line.data);
    str_release(&line);
}

static void result(struct doc *doc)
{
    if (trace_reads_loss(doc->trace) || doc->options->stages != NULL) {
        struct str text;
        str_init(&text);
        sentence_loss(&doc->sight, doc->decimals, &text);
        paragraph(doc, text.data);
        str_release(&text);
    }
    const struct doc_finding *findings = doc_findings(doc);
    if (findings != NULL) {
        heading(doc, _("Worth noticing"));
        out_add(doc->out, "\n");
    }
    for (const struct doc_finding *f = findings; f != NULL; f = f->next) {
        say(doc, f->text, "- ");
    }
    if (doc->findings_left_out > 0) {
        out_addf(doc->out, "\n");
        say(doc, arena_printf(&doc->arena, _("(and %zu more)"), doc->findings_left_out), "");
    }
}

/* ---- Questions ------------------------------------------------------------------------------- */

static void question(struct doc *doc, const struct doc_question *question)
{
    const char *const *choices = question->ask->choices;
    out_add(doc->out, "\n");
    say(doc, arena_printf(&doc->arena, _("Question %zu: %s"), question->number, question->ask->ask),
        "> ");
    for (size_t i = 0; choices != NULL && choices[i] != NULL; i++) {
        out_add(doc->out, i == 0 ? ">\n" : "");
        say(doc, choices[i], arena_printf(&doc->arena, "> - %c) ", (char)('a' + i)));
    }
    if (doc->options->sheet == SHEET_WORK) {
        write_here(doc, _("Your answer:"), true);
    }
}

/* The choice in words, the number as code. */
static void answer(struct doc *doc, const struct doc_question *question)
{
    const struct md_page page = page_of(doc, true);
    struct str text;
    struct str line;
    str_init(&text);
    str_init(&line);
    doc_add_choice(question, &text);
    md_add_text(&line, text.data, &page);
    if (question->has_cell) {
        str_clear(&text);
        sentence_worked(&question->worked, &text);
        str_add(&line, line.len > 0 ? ": " : "");
        md_add_code(&line, text.data, &page);
    }
    if (doc->options->sheet == SHEET_KEY) {
        md_add_text(&line, sheet_tolerance(doc, question), &page);
    }
    const char *mark = arena_printf(&doc->arena, "%zu. ", question->number);
    const char *reason = doc_reason(doc, question);
    out_addf(doc->out, "%s%s%s\n", mark, line.data, reason != NULL ? "\\" : ""); /* a line ends */
    if (reason != NULL) {
        say(doc, reason, arena_printf(&doc->arena, "%*s", (int)strlen(mark), ""));
    }
    str_release(&line);
    str_release(&text);
}

static void key(struct doc *doc, const struct doc_question *question)
{
    answer(doc, question);
    int indent = (int)strlen(arena_printf(&doc->arena, "%zu. ", question->number));
    for (size_t i = 0; i < question->slip_count; i++) {
        char number[NUM_SIZE];
        const char *slip = doc_slip_number(question, &question->slips[i], number);
        item(
            doc, arena_printf(&doc->arena, "%*s- ", indent, ""), slip, question->slips[i].sentence);
    }
}

/* ---- The answers alone ----------------------------------------------------------------------- */

static void short_keys(struct doc *doc, const char *title, const char *lesson)
{
    if (title != NULL) {
        out_add(doc->out, doc->out->bytes > 0 || doc->out->pending.len > 0 ? "\n" : "");
        say(doc, title, "# ");
    }
    if (lesson != NULL) {
        heading(doc, lesson);
    }
}

static void short_key(struct doc *doc, const struct short_key *keys)
{
    const struct md_page page = page_of(doc, true);
    struct str table;
    str_init(&table);
    bool labelled = doc->trace == NULL;
    for (size_t first = 0; first < keys->count; first += SHORT_KEY_COLUMNS) {
        size_t left = keys->count - first;
        size_t end = first + (left < SHORT_KEY_COLUMNS ? left : SHORT_KEY_COLUMNS);
        str_add(&table, doc->trace == NULL || first > 0 ? "\n|" : "|");
        str_add(&table, labelled ? " |" : "");
        for (size_t i = first; i < end; i++) {
            str_addf(&table, " %zu |", i + 1);
        }
        str_add(&table, labelled ? "\n| --- |" : "\n|");
        for (size_t i = first; i < end; i++) {
            str_add(&table, " ---: |");
        }
        for (const struct short_key *key = keys; key != NULL; key = key->next) {
            str_add(&table, labelled ? "\n| " : "\n|");
            md_add_text(&table, key->label, &page);
            str_add(&table, labelled ? " |" : "");
            for (size_t i = first; i < end; i++) {
                str_addc(&table, ' ');
                md_add_text(&table, key->answers[i], &page);
                str_add(&table, " |");
            }
        }
        str_addc(&table, '\n');
    }
    out_add(doc->out, table.data);
    out_add(doc->out, doc->trace != NULL ? "\n" : "");
    str_release(&table);
}

static void answers(struct doc *doc)
{
    heading(doc, _("Answers"));
    out_add(doc->out, "\n");
    for (const struct doc_question *q = doc_questions(doc); q != NULL; q = q->next) {
        answer(doc, q);
    }
}

static void compare(struct doc *doc)
{
    heading(doc, _("Under other rules"));
    md_compare(doc);
}

/* What the marks of the page mean, those that it has. */
static void signs(struct doc *doc)
{
    struct doc_sign all[DOC_SIGNS];
    size_t count = doc_signs(doc, all);
    if (count > 0) {
        paragraph(doc, _("Signs:"));
        out_add(doc->out, "\n");
    }
    for (size_t i = 0; i < count; i++) {
        if (all[i].kind == SIGN_TRUTH) {
            say(doc, all[i].meaning, "- **[0.9362]** ");
        } else {
            sign(doc, all[i].sign, all[i].meaning);
        }
    }
}

static void end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (doc->options->stages != NULL || doc->options->sheet == SHEET_KEY) {
        return;
    }
    if (lesson->task != NULL && doc->options->sheet == SHEET_FULL) {
        paragraph(doc, doc_task(doc));
    }
    if (lesson->source_note[0] != '\0') {
        paragraph(doc, arena_printf(&doc->arena, _("Source: %s"), lesson->source_note));
    }
    signs(doc);
}

/* ---- Of all documents ------------------------------------------------------------------------ */

/* How many before it in this output have the same heading: GitHub counts them in their anchors. */
static size_t namesakes(const struct doc_set *set, size_t place)
{
    const struct doc_card *card = &set->cards[place];
    size_t count = 0;
    for (size_t i = 0; i < place; i++) {
        const struct doc_card *other = &set->cards[i];
        count += other->number == card->number && strcmp(other->title, card->title) == 0 ? 1 : 0;
    }
    return count;
}

static void add_target(
    struct str *out, const struct doc_set *set, size_t place, struct arena *arena)
{
    const struct doc_card *card = &set->cards[place];
    if (card->file != NULL) {
        md_add_file_target(out, card->file);
        return;
    }
    md_add_anchor(out, doc_title(card->number, card->title, arena));
    size_t count = namesakes(set, place);
    if (count > 0) {
        str_addf(out, "-%zu", count);
    }
}

static void list(struct out *out, const struct doc_options *options)
{
    const struct md_page page = {.ascii = options->ascii, .line = true};
    const char *section = "";
    struct arena arena;
    arena_init(&arena);
    struct doc doc = {.options = options, .out = out};
    say(&doc, _("Contents"), "# ");
    for (size_t i = 0; i < options->set->count; i++) {
        const struct doc_card *card = &options->set->cards[i];
        struct str target;
        struct str line;
        str_init(&target);
        str_init(&line);
        bool opens = strcmp(card->section, section) != 0;
        section = card->section;
        if (opens && *section != '\0') {
            heading(&doc, section);
        }
        add_target(&target, options->set, i, &arena);
        md_add_link(&line, doc_title(card->number, card->title, &arena), target.data, &page);
        out_addf(out, i == 0 || opens ? "\n- %s\n" : "- %s\n", line.data);
        str_release(&line);
        str_release(&target);
    }
    arena_release(&arena);
}

static void contents(struct out *out, const struct doc_options *options)
{
    if (doc_has_contents(options)) {
        list(out, options);
        out_add(out, "\n");
    }
}

const struct doc_format doc_format_markdown = {
    .name = "markdown",
    .suffix = "md",
    .rows = DOC_ROWS_AUTO,
    .read = true,
    .ulps = true,
    .open = contents,
    .index_name = "index.md",
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
    .answers = answers,
    .compare = compare,
    .end = end,
};

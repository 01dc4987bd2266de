/* The plain-text handout: a page to print, 80 columns wide unless told otherwise. */
#include "doc.h"
#include "i18n.h"
#include "laid_table.h"
#include "page_picture.h"
#include "sentence.h"
#include "sheet.h"
#include "short_key.h"
#include "symbols.h"
#include "text_compare.h"
#include "text_table.h"
#include "utf8.h"
#include "wrap.h"

#include <string.h>

/* Text in the page's alphabet, until the document ends. */
static const char *page(struct doc *doc, const char *text)
{
    return doc_page_text(doc, text, &doc->arena);
}

static void say(struct doc *doc, const char *text, const char *first, const char *rest)
{
    struct str out;
    str_init(&out);
    wrap_text(&out, page(doc, text), doc->options->width, page(doc, first), page(doc, rest));
    out_add(doc->out, out.data);
    str_release(&out);
}

static void heading(struct doc *doc, const char *text, char underline)
{
    text = page(doc, text);
    size_t cells = utf8_width(text);
    say(doc, text, "", "");
    struct str line;
    str_init(&line);
    str_fill(&line, cells < doc->options->width ? cells : doc->options->width, underline);
    out_addf(doc->out, "%s\n", line.data);
    str_release(&line);
}

/* ---- Prose ----------------------------------------------------------------------------------- */

static void code_block(struct doc *doc, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        const char *line = arena_strndup(&doc->arena, text, size);
        out_addf(doc->out, size > 0 ? "    %s\n" : "%s\n", page(doc, line));
        text += size + (text[size] == '\n' ? 1 : 0);
    }
}

static void table_block(struct doc *doc, const struct prose_table *table)
{
    enum { INDENT = 4 };
    struct table_page page = {doc->options->width - INDENT, doc->options->ascii, true};
    struct laid_table laid = lay_table(table, &page, &doc->arena);
    struct str text;
    str_init(&text);
    laid_table_text(&laid, INDENT, &text);
    out_add(doc->out, text.data);
    str_release(&text);
}

static void block(struct doc *doc, const struct block *block)
{
    struct str text;
    str_init(&text);
    prose_plain(block, doc->options->ascii, &text);
    struct str first;
    str_init(&first);
    if (block->kind == BLOCK_ITEM) {
        size_t depth = 2 + 2 * (size_t)block->level;
        size_t deepest = doc->options->width / 4; /* so that there is room for words */
        str_fill(&first, depth < deepest ? depth : deepest, ' ');
        size_t rest = first.len;
        str_addf(&first, "%s ", block->marker);
        struct str indent;
        str_init(&indent);
        str_fill(&indent, rest + utf8_width(block->marker) + 1, ' ');
        say(doc, text.data, first.data, indent.data);
        str_release(&indent);
    } else if (block->kind == BLOCK_CODE) {
        code_block(doc, text.data);
    } else if (block->kind == BLOCK_TABLE) {
        table_block(doc, block->table);
    } else if (block->kind == BLOCK_QUOTE || block->kind == BLOCK_MATH) {
        say(doc, text.data, "    ", "    ");
    } else {
        say(doc, text.data, "", "");
    }
    str_release(&first);
    str_release(&text);
}

static void prose(struct doc *doc, const struct prose *prose)
{
    if (strcmp(prose->at, "end") == 0) {
        out_add(doc->out, "\n");
        heading(doc, _("What to take away"), '-');
    }
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        bool list = b->kind == BLOCK_ITEM;
        out_add(doc->out, "\n");
        block(doc, b);
        while (list && b->next != NULL && b->next->kind == BLOCK_ITEM) {
            b = b->next;
            block(doc, b);
        }
    }
}

/* ---- The computation ------------------------------------------------------------------------- */

/* "Symbols: z logits, m row maximum, s shifted by the row maximum" */
static void symbols(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(doc->trace, stages);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[stages[i]];
        str_addf(
            &text, "%s%s %s", i == 0 ? _("Symbols: ") : _("; "), stage->symbol, _(stage->title));
    }
    if (symbols_indicate(doc->trace)) {
        str_addf(&text, "%sis(a = b) %s", _("; "), _("1 where a is b, else 0"));
    }
    if (symbols_natural_log(doc->trace)) {
        str_add(&text, _(". log is the natural logarithm, to the base 2.718..."));
    }
    if (text.len > 0) {
        out_add(doc->out, "\n");
        say(doc, text.data, "", "");
    }
    str_release(&text);
}

/* A line to write on. */
static void write_here(struct doc *doc, const char *what, const char *indent)
{
    out_addf(doc->out, "\n%s%s ______________________________\n", indent, page(doc, what));
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (doc->options->place > 0 && doc_shares_output(doc->options)) {
        out_page(doc->out);
    }
    enum doc_sheet sheet = doc->options->sheet;
    heading(doc, sheet_title(doc), '=');
    const char *name = doc_name_line(doc);
    if (name != NULL) {
        out_add(doc->out, "\n");
        say(doc, name, "", "  ");
    }
    if (sheet == SHEET_KEY) {
        out_add(doc->out, "\n");
        return;
    }
    if (sheet == SHEET_WORK) {
        if (name == NULL) {
            write_here(doc, _("Name:"), "");
        }
        out_add(doc->out, "\n");
        say(doc, sheet_instructions(doc), "", "");
        out_add(doc->out, "\n");
    }
    if (lesson->summary[0] != '\0') {
        say(doc, lesson->summary, "", "");
    }
    out_add(doc->out, "\n");
    say(doc, doc_settings(doc), "", "");
    if (doc->options->stages == NULL) {
        symbols(doc);
    }
}

static void group(struct doc *doc, enum group group)
{
    out_add(doc->out, "\n");
    heading(doc,
        arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1,
            _(group_title(&trace_lesson(doc->trace)->problem, group))),
        '-');
}

static void pictures(struct doc *doc, size_t index)
{
    enum { INDENT = 4 };
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        struct str text;
        str_init(&text);
        if (page_picture(doc, index, (enum picture_kind)kind, doc->options->width, INDENT, &text)) {
            out_addf(doc->out, "\n%s\n", text.data);
        }
        str_release(&text);
    }
}

static void weights(struct doc *doc, size_t index)
{
    struct str text;
    str_init(&text);
    if (symbols_weights(&doc->sight, index, &text)) {
        say(doc, text.data, "    ", "    ");
    }
    str_release(&text);
}

/* A scalar has no table: where it is left out, its blank has a line of its own. */
static void blank_scalar(struct doc *doc, size_t index)
{
    const struct view view = view_stage(&doc->sight, index, doc->decimals, NULL);
    const struct view_cell cell = view_cell(&view, 0, 0);
    if (cell.figure.to_fill) {
        const char *symbol = trace_recipe(doc->trace)->stages[index].symbol;
        say(doc, arena_printf(&doc->arena, "%s = %s", symbol, cell.text), "    ", "      ");
    }
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    out_add(doc->out, "\n");
    const char *title = arena_printf(&doc->arena, _("%s:  %s"), _(stage->title), stage->formula);
    if (stage->form == FORM_SCALAR) { /* "loss = total / divisor" begins with its title already */
        say(doc, stage->formula, "  ", "    ");
        blank_scalar(doc, index);
    } else {
        say(doc, title, "  ", "    ");
        weights(doc, index);
        text_table(doc, index);
    }
    if (doc->exact != NULL && stage->op != NULL && !stage->whole && stage->form != FORM_SCALAR) {
        say(doc, _("Off the exact value, in units in the last place:"), "    ", "    ");
        text_table_ulps(doc, index);
    }
    pictures(doc, index);
}

/* name = symbols = numbers = value, broken before an equals sign where it is too long for one line.
 */
static void worked(struct doc *doc, const struct worked *worked)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    struct str line;
    str_init(&line);
    str_add(&line, worked->name);
    size_t from = 0; /* where the current line begins */
    for (size_t i = 0; i < count; i++) {
        size_t here = utf8_width(page(doc, line.data + from));
        size_t more = utf8_width(page(doc, parts[i])) + 3;
        if (4 + here + more > doc->options->width) {
            str_add(&line, "\n");
            from = line.len;
        } else {
            str_add(&line, " ");
        }
        str_addf(&line, "= %s", parts[i]);
    }
    say(doc, line.data, "    ", "      ");
    str_release(&line);
}

static void result(struct doc *doc)
{
    if (trace_reads_loss(doc->trace) || doc->options->stages != NULL) {
        struct str text;
        str_init(&text);
        sentence_loss(&doc->sight, doc->decimals, &text);
        out_add(doc->out, "\n");
        say(doc, text.data, "", "  ");
        str_release(&text);
    }
    const struct doc_finding *findings = doc_findings(doc);
    if (findings != NULL) {
        out_add(doc->out, "\n");
        heading(doc, _("Worth noticing"), '-');
    }
    for (const struct doc_finding *f = findings; f != NULL; f = f->next) {
        say(doc, f->text, "  - ", "    ");
    }
    if (doc->findings_left_out > 0) {
        out_addf(doc->out, _("  - and %zu more\n"), doc->findings_left_out);
    }
}

/* ---- Questions ------------------------------------------------------------------------------- */

static void choices(struct doc *doc, const char *const *choices)
{
    for (size_t i = 0; choices != NULL && choices[i] != NULL; i++) {
        const char *first = arena_printf(&doc->arena, "      %c) ", (char)('a' + i));
        say(doc, choices[i], first, "         ");
    }
}

static void question(struct doc *doc, const struct doc_question *question)
{
    out_add(doc->out, "\n");
    say(doc, arena_printf(&doc->arena, _("Question %zu: %s"), question->number, question->ask->ask),
        "  ? ", "    ");
    choices(doc, question->ask->choices);
    if (doc->options->sheet == SHEET_WORK) {
        write_here(doc, _("Your answer:"), "    ");
    }
}

static void answers(struct doc *doc)
{
    out_add(doc->out, "\n");
    heading(doc, _("Answers"), '-');
    for (const struct doc_question *q = doc_questions(doc); q != NULL; q = q->next) {
        struct str text;
        str_init(&text);
        str_addf(&text, "%zu. ", q->number);
        doc_add_answer(q, &text);
        say(doc, text.data, "  ", "     ");
        if (doc_reason(doc, q) != NULL) {
            say(doc, doc_reason(doc, q), "     ", "     ");
        }
        str_release(&text);
    }
}

static void key(struct doc *doc, const struct doc_question *question)
{
    struct str text;
    str_init(&text);
    doc_add_answer(question, &text);
    str_add(&text, sheet_tolerance(doc, question));
    say(doc, text.data, arena_printf(&doc->arena, "%4zu. ", question->number), "      ");
    for (size_t i = 0; i < question->slip_count; i++) {
        char number[NUM_SIZE];
        const char *slip = doc_slip_number(question, &question->slips[i], number);
        say(doc, question->slips[i].sentence, arena_printf(&doc->arena, "        %s: ", slip),
            "          ");
    }
    str_release(&text);
}

/* ---- The answers alone ----------------------------------------------------------------------- */

static void short_keys(struct doc *doc, const char *title, const char *lesson)
{
    if (title != NULL) {
        if (doc->out->bytes > 0 || doc->out->pending.len > 0) {
            out_page(doc->out);
        }
        heading(doc, title, '=');
    }
    if (lesson != NULL) {
        out_add(doc->out, "\n");
        heading(doc, lesson, '-');
    }
}

/* Of the number above them, and of all answers below it. */
static size_t answer_width(const struct short_key *keys, size_t i)
{
    size_t most = (size_t)(i < 9 ? 1 : i < 99 ? 2 : 3);
    for (const struct short_key *key = keys; key != NULL; key = key->next) {
        size_t width = utf8_width(key->answers[i]);
        most = width > most ? width : most;
    }
    return most;
}

enum { KEY_INDENT = 4, KEY_GAP = 2 };

/* The answers from `first` to `end` of one key, in columns of these widths; of NULL their numbers.
 */
static void short_line(struct doc *doc, const struct short_key *key, size_t labels,
    const size_t *widths, size_t first, size_t end)
{
    struct str line;
    struct str label;
    str_init(&line);
    str_init(&label);
    str_fill(&line, KEY_INDENT, ' ');
    str_add(&label, key == NULL ? "" : page(doc, key->label));
    utf8_add_field(&line, label.data, labels, false, doc->options->ascii);
    for (size_t i = first; i < end; i++) {
        str_clear(&label);
        str_fill(&line, i == first && labels == 0 ? 0 : KEY_GAP, ' ');
        if (key == NULL) {
            str_addf(&label, "%zu", i + 1);
        } else {
            str_add(&label, key->answers[i]);
        }
        utf8_add_field(&line, label.data, widths[i], true, doc->options->ascii);
    }
    out_addf(doc->out, "%s\n", line.data);
    str_release(&label);
    str_release(&line);
}

static void short_key(struct doc *doc, const struct short_key *keys)
{
    size_t labels = 0;
    size_t most = doc->options->width / 3;
    const struct short_key *next = keys;
    do {
        size_t width = utf8_width(page(doc, next->label));
        labels = width > labels ? width : labels;
        next = next->next;
    } while (next != NULL);
    labels = labels < most ? labels : most;
    size_t *widths = arena_alloc(&doc->arena, keys->count + 1, sizeof *widths);
    for (size_t i = 0; i < keys->count; i++) {
        widths[i] = answer_width(keys, i);
    }
    for (size_t first = 0, end = 0; first < keys->count; first = end) {
        size_t used = KEY_INDENT + labels;
        do {
            used += KEY_GAP + widths[end++];
        } while (end < keys->count && used + KEY_GAP + widths[end] <= doc->options->width);
        out_add(doc->out, first > 0 ? "\n" : "");
        short_line(doc, NULL, labels, widths, first, end);
        for (const struct short_key *key = keys; key != NULL; key = key->next) {
            short_line(doc, key, labels, widths, first, end);
        }
    }
    out_add(doc->out, doc->trace != NULL ? "\n" : "");
}

/* What the marks of the sheet mean, those that it has. */
static void signs(struct doc *doc)
{
    struct doc_sign all[DOC_SIGNS];
    size_t count = doc_signs(doc, all);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < count; i++) {
        bool frame = all[i].kind == SIGN_TRUTH;
        str_addf(&text, "%s%s %s", i == 0 ? _("Signs: ") : _("; "),
            frame ? "[0.9362]" : all[i].sign, all[i].meaning);
    }
    if (count > 0) {
        out_add(doc->out, "\n");
        say(doc, text.data, "", "");
    }
    str_release(&text);
}

static void end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (doc->options->sheet == SHEET_KEY) {
        return;
    }
    if (lesson->task != NULL && doc->options->stages == NULL && doc->options->sheet == SHEET_FULL) {
        out_add(doc->out, "\n");
        say(doc, doc_task(doc), "", "  ");
    }
    if (lesson->source_note[0] != '\0' && doc->options->stages == NULL) {
        out_add(doc->out, "\n");
        say(doc, arena_printf(&doc->arena, _("Source: %s"), lesson->source_note), "", "  ");
    }
    if (doc->options->stages == NULL) {
        signs(doc);
    }
}

/* ---- Of all documents ------------------------------------------------------------------------ */

static void contents(struct out *out, const struct doc_options *options)
{
    const struct doc_set *set = options->set;
    const char *section = "";
    if (!doc_has_contents(options)) {
        return;
    }
    struct arena arena;
    arena_init(&arena);
    struct doc page = {.options = options, .out = out, .arena = arena};
    heading(&page, _("Contents"), '=');
    for (size_t i = 0; i < set->count; i++) {
        const struct doc_card *card = &set->cards[i];
        if (strcmp(card->section, section) != 0) {
            out_add(out, "\n");
            say(&page, card->section, "", "");
            section = card->section;
        }
        const char *number =
            card->number > 0 ? arena_printf(&page.arena, "%4d. ", card->number) : "      ";
        say(&page, card->title, number, "      ");
    }
    arena_release(&page.arena);
    out_page(out);
}

const struct doc_format doc_format_text = {
    .name = "text",
    .suffix = "txt",
    .rows = DOC_ROWS_ALL,
    .read = true,
    .open = contents,
    .ulps = true,
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
    .compare = text_compare,
    .end = end,
};

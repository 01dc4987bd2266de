/* The handout as a Jupyter notebook (nbformat 4.5): the pages of the Markdown handout, and between
 * them cells of the NumPy script, each with the numbers it gives.
 *
 * Ids of cells are made of the lesson's and the stage's, and nothing is a date or a count of runs,
 * so the same lesson is the same file. Several lessons in one output are one notebook, one after
 * the other. A question has a cell for the answer, which is held against a digest of the right one.
 */
#include "i18n.h"
#include "json.h"
#include "md_table.h"
#include "md_text.h"
#include "notebook_answers.h"
#include "numpy_script.h"
#include "page_picture.h"
#include "pick.h"
#include "symbols.h"
#include "view.h"

#include <string.h>

/* Text that is collected for a cell. */
struct page {
    struct str text;
    struct out out;
};

struct notebook {
    struct script script;
    struct doc_options options; /* the document's, for its Markdown */
    struct page words, code;    /* that wait for their cells */
    const char *name;           /* what the ids of cells begin with */
    bool begun;                 /* there is a cell */
};

/* ---- Pages ----------------------------------------------------------------------------------- */

static bool collect(void *context, const char *data, size_t size)
{
    str_addn(context, data, size);
    return true;
}

/* It ends where the document does: at the first number that cannot be read. */
static void page_init(struct page *page, const struct out *out)
{
    str_init(&page->text);
    out_init(&page->out, collect, &page->text);
    page->out.errors = out->errors;
    page->out.errors_before = out->errors_before;
}

static void page_release(struct page *page)
{
    out_release(&page->out);
    str_release(&page->text);
}

/* What is on it, without line breaks at its ends, until it is written on again. */
static const char *page_text(struct page *page)
{
    (void)out_flush(&page->out);
    struct str *text = &page->text;
    size_t lead = strspn(text->data, "\n");
    size_t size = text->len;
    while (size > lead && text->data[size - 1] == '\n') {
        size--;
    }
    struct str kept;
    str_init(&kept);
    str_addn(&kept, text->data + lead, size - lead);
    str_release(text);
    *text = kept;
    return text->data;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* A list of lines, as JSON. */
static void add_lines(struct doc *doc, const char *text)
{
    out_add(doc->out, "[");
    for (bool first = true; *text != '\0'; first = false) {
        size_t size = strcspn(text, "\n");
        size += text[size] == '\n' ? 1 : 0;
        struct str line;
        struct str json;
        str_init(&line);
        str_init(&json);
        str_addn(&line, text, size);
        json_add_string(&json, line.data, doc->options->ascii);
        out_addf(doc->out, "%s\n    %s", first ? "" : ",", json.data);
        str_release(&json);
        str_release(&line);
        text += size;
    }
    out_add(doc->out, "\n   ]");
}

/* Its end is left open. */
static void begin_cell(
    struct doc *doc, const char *type, const char *name, const char *suffix, const char *source)
{
    struct notebook *book = doc->state;
    out_addf(doc->out, "%s\n  {\n   \"cell_type\": \"%s\",\n", book->begun ? "," : "", type);
    out_addf(doc->out, "   \"id\": \"%s-%s%s\",\n", book->name, name, suffix);
    out_add(doc->out, "   \"metadata\": {},\n   \"source\": ");
    add_lines(doc, source);
    book->begun = true;
}

/* What is on the page of words, as a cell before the one of that name. */
static void words_cell(struct doc *doc, const char *name)
{
    struct notebook *book = doc->state;
    const char *text = page_text(&book->words);
    if (*text != '\0') {
        begin_cell(doc, "markdown", name, "-text", text);
        out_add(doc->out, "\n  }");
    }
    str_clear(&book->words.text);
}

/* What is on the page of code; its output as Markdown and as text, both "" where it has none. */
static void code_cell(struct doc *doc, const char *name, const char *markdown, const char *plain)
{
    struct notebook *book = doc->state;
    words_cell(doc, name);
    begin_cell(doc, "code", name, "", page_text(&book->code));
    str_clear(&book->code.text);
    out_add(doc->out, ",\n   \"execution_count\": null,\n   \"outputs\": [");
    if (*plain != '\0') {
        out_add(doc->out, "{\n    \"output_type\": \"execute_result\",\n"
                          "    \"execution_count\": null,\n    \"metadata\": {},\n"
                          "    \"data\": {");
        if (*markdown != '\0') {
            out_add(doc->out, "\"text/markdown\": ");
            add_lines(doc, markdown);
            out_add(doc->out, ", ");
        }
        out_add(doc->out, "\"text/plain\": ");
        add_lines(doc, plain);
        out_add(doc->out, "}}");
    }
    out_add(doc->out, "]\n  }");
}

/* ---- Of one lesson --------------------------------------------------------------------------- */

static void open_book(struct out *out)
{
    out_add(out, "{\n \"cells\": [");
}

static void close_book(struct out *out)
{
    out_add(out,
        "\n ],\n \"metadata\": {\n  \"kernelspec\": {\n   \"display_name\": \"Python 3\",\n"
        "   \"language\": \"python\",\n   \"name\": \"python3\"\n  },\n"
        "  \"language_info\": {\n   \"name\": \"python\"\n  }\n },\n"
        " \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n");
}

/* From here to to_book(), what is added to the document goes to a page. */
static struct out *to_page(struct doc *doc, struct page *page)
{
    struct out *book = doc->out;
    doc->out = &page->out;
    return book;
}

static void to_book(struct doc *doc, struct out *book)
{
    doc->out = book;
}

/* Letters, digits and '-', few enough for ids; in an output of several lessons after a number. */
static const char *cell_name(struct doc *doc)
{
    enum { MOST = 24 };
    char name[MOST + 1] = {0};
    const char *id = trace_lesson(doc->trace)->id;
    for (size_t i = 0; i < MOST && id[i] != '\0'; i++) {
        bool usual = (id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'z') ||
                     (id[i] >= 'A' && id[i] <= 'Z');
        name[i] = id[i];
        if (!usual) {
            name[i] = '-';
        }
    }
    return doc_shares_output(doc->options)
               ? arena_printf(&doc->arena, "%zu_%s", doc->options->place + 1, name)
               : arena_printf(&doc->arena, "%s", name);
}

static void begin(struct doc *doc)
{
    struct notebook *book = arena_alloc(&doc->arena, 1, sizeof *book);
    *book = (struct notebook){.options = *doc->options};
    book->options.dollars = true;
    doc->options = &book->options;
    doc->state = book;
    page_init(&book->words, doc->out);
    page_init(&book->code, doc->out);
    book->name = cell_name(doc);
    script_begin(&book->script, doc, &numpy_dialect);
    book->script.out = &book->code.out;
    book->begun = doc_shares_output(doc->options) && doc->options->place > 0;
    if (!doc_shares_output(doc->options)) {
        open_book(doc->out);
    }
    struct out *out = to_page(doc, &book->words);
    doc_format_markdown.begin(doc);
    to_book(doc, out);
    if (doc_questions(doc) != NULL) {
        out_add(&book->code.out, "import hashlib\n\n");
    }
    numpy_dialect.head(&book->script);
    notebook_answers(&book->script, book->name);
    code_cell(doc, "setup", "", "");
}

static void group(struct doc *doc, enum group group)
{
    struct out *out = to_page(doc, &((struct notebook *)doc->state)->words);
    doc_format_markdown.group(doc, group);
    to_book(doc, out);
}

static void prose(struct doc *doc, const struct prose *prose)
{
    struct out *out = to_page(doc, &((struct notebook *)doc->state)->words);
    doc_format_markdown.prose(doc, prose);
    to_book(doc, out);
}

static void question(struct doc *doc, const struct doc_question *question)
{
    struct notebook *book = doc->state;
    struct out *out = to_page(doc, &book->words);
    doc_format_markdown.question(doc, question);
    to_book(doc, out);
    const char *name = arena_printf(&doc->arena, "q%zu", question->number);
    out_addf(&book->code.out, "answer = ...\ncheck(\"%s\", answer)\n", name);
    code_cell(doc, name, "", "");
}

/* "[1.0000, ..., 2.0000]" */
static void add_row(
    const struct view *view, size_t row, const struct doc_pick *cols, struct str *out)
{
    for (size_t i = 0; i < cols->count; i++) {
        str_add(out, i > 0 ? ", " : "[");
        str_add(out, pick_gap(cols, i) > 0 ? "..., " : "");
        str_add(out, view_cell(view, row, pick_at(cols, i)).text);
    }
    str_add(out, pick_gap(cols, cols->count) > 0 ? ", ...]" : "]");
}

/* The numbers without their names, row by row. */
static const char *plain(struct doc *doc, size_t index)
{
    const struct view view = view_stage(&doc->sight, index, doc->decimals, NULL);
    const struct doc_pick rows = pick_rows(doc, index);
    const struct doc_pick cols = pick_cols(doc, index);
    enum stage_form form = trace_recipe(doc->trace)->stages[index].form;
    const char *between = form == FORM_MATRIX ? ",\n " : ", ";
    struct str text;
    str_init(&text);
    str_add(&text, form == FORM_SCALAR ? "" : "[");
    for (size_t i = 0; i < rows.count; i++) {
        str_add(&text, i > 0 ? between : "");
        str_addf(&text, "%s%s", pick_gap(&rows, i) > 0 ? "..." : "",
            pick_gap(&rows, i) > 0 ? between : "");
        if (form == FORM_MATRIX) {
            add_row(&view, pick_at(&rows, i), &cols, &text);
        } else {
            str_add(&text, view_cell(&view, pick_at(&rows, i), 0).text);
        }
    }
    str_addf(&text, "%s%s", pick_gap(&rows, rows.count) > 0 ? between : "",
        pick_gap(&rows, rows.count) > 0 ? "..." : "");
    str_add(&text, form == FORM_SCALAR ? "" : "]");
    const char *kept = arena_strndup(&doc->arena, text.data, text.len);
    str_release(&text);
    return kept;
}

/* Before its code: its weights and pictures. */
static void add_words(struct doc *doc, size_t index)
{
    struct notebook *book = doc->state;
    const struct md_page page = {.ascii = doc->options->ascii, .dollars = true, .line = true};
    struct str text;
    struct str line;
    str_init(&text);
    str_init(&line);
    if (symbols_weights(&doc->sight, index, &text)) {
        md_add_text(&line, text.data, &page);
        out_addf(&book->words.out, "\n%s\n", line.data);
    }
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        str_clear(&text);
        str_clear(&line);
        if (page_picture(doc, index, (enum picture_kind)kind, doc->options->width, 0, &text)) {
            md_add_fenced(&line, text.data, "text", doc->options->ascii);
            out_addf(&book->words.out, "\n%s", line.data);
        }
    }
    str_release(&line);
    str_release(&text);
}

/* The code of the stage, and of those before it that had none yet; its table is the output. */
static void stage(struct doc *doc, size_t index)
{
    struct notebook *book = doc->state;
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    add_words(doc, index);
    for (; book->script.next <= index; book->script.next++) {
        script_stage(&book->script, book->script.next);
    }
    out_addf(&book->code.out, "%s\n", stage->id);
    struct page table;
    page_init(&table, doc->out);
    if (stage->form != FORM_SCALAR) {
        struct out *out = to_page(doc, &table);
        md_table(doc, index, NULL);
        to_book(doc, out);
    }
    code_cell(doc, stage->id, page_text(&table), plain(doc, index));
    page_release(&table);
}

static void worked(struct doc *doc, const struct worked *worked)
{
    struct out *out = to_page(doc, &((struct notebook *)doc->state)->words);
    doc_format_markdown.worked(doc, worked);
    to_book(doc, out);
}

static void result(struct doc *doc)
{
    struct out *out = to_page(doc, &((struct notebook *)doc->state)->words);
    doc_format_markdown.result(doc);
    to_book(doc, out);
}

static void compare(struct doc *doc)
{
    struct out *out = to_page(doc, &((struct notebook *)doc->state)->words);
    doc_format_markdown.compare(doc);
    to_book(doc, out);
}

static void end(struct doc *doc)
{
    struct notebook *book = doc->state;
    struct out *out = to_page(doc, &book->words);
    doc_format_markdown.end(doc);
    to_book(doc, out);
    words_cell(doc, "end");
    if (!doc_shares_output(doc->options)) {
        close_book(doc->out);
    }
    script_end(&book->script);
    page_release(&book->words);
    page_release(&book->code);
}

/* ---- Of all documents ------------------------------------------------------------------------ */

static void open_all(struct out *out, const struct doc_options *options)
{
    if (doc_shares_output(options)) {
        open_book(out);
    }
}

static void close_all(struct out *out, const struct doc_options *options)
{
    if (doc_shares_output(options)) {
        close_book(out);
    }
}

const struct doc_format doc_format_notebook = {
    .name = "notebook",
    .suffix = "ipynb",
    .rows = DOC_ROWS_AUTO,
    .read = true,
    .open = open_all,
    .close = close_all,
    .begin = begin,
    .group = group,
    .prose = prose,
    .question = question,
    .stage = stage,
    .worked = worked,
    .result = result,
    .compare = compare,
    .end = end,
};

/* Questions for Moodle, as its XML format has them: a number is judged with its tolerance, and each
 * number that a known mistake leads to is an answer worth nothing, with the sentence of the mistake
 * as its feedback. */
#include "bank.h"
#include "i18n.h"

#include <string.h>

static void begin_all(struct out *out, const struct doc_options *options)
{
    (void)options;
    out_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
}

static void end_all(struct out *out, const struct doc_options *options)
{
    (void)options;
    out_add(out, "</quiz>\n");
}

/* <NAME ATTRIBUTES><text>...</text></NAME>. HTML is text like any other here: escaped once more. */
static void add_text(struct doc *doc, const char *name, const char *attributes, const char *text)
{
    struct str escaped;
    str_init(&escaped);
    bank_escape(&escaped, doc_page_text(doc, text, &doc->arena));
    out_addf(doc->out, "    <%s%s><text>%s</text></%s>\n", name, attributes, escaped.data, name);
    str_release(&escaped);
}

/* Text as HTML: escaped for HTML. */
static const char *as_html(struct doc *doc, const char *text)
{
    struct str html;
    str_init(&html);
    bank_escape(&html, text);
    const char *copy = arena_strndup(&doc->arena, html.data, html.len);
    str_release(&html);
    return copy;
}

/* Each lesson has a category of its own; of several variants each question has one in it, to draw
 * from. `number` 0: of the lesson. */
static void category(struct doc *doc, const char *title, size_t number)
{
    struct str name; /* a slash parts levels, two are one in a name */
    str_init(&name);
    str_add(&name, "$course$/losswalk/");
    for (const char *at = title; *at != '\0'; at++) {
        str_add(&name, *at == '/' ? "//" : (const char[]){*at, '\0'});
    }
    if (number > 0) {
        str_addf(&name, "/%zu", number);
    }
    out_add(doc->out, "  <question type=\"category\">\n");
    add_text(doc, "category", "", name.data);
    out_add(doc->out, "  </question>\n");
    str_release(&name);
}

static void begin(struct doc *doc)
{
    if (doc->options->work == NULL) {
        category(doc, trace_lesson(doc->trace)->title, 0);
    }
}

static void open_question(struct doc *doc, const struct doc_question *question, const char *type)
{
    struct str stem;
    str_init(&stem);
    bank_stem_html(doc, question, &stem);
    out_addf(doc->out, "  <question type=\"%s\">\n", type);
    add_text(doc, "name", "", bank_name(doc, question));
    add_text(doc, "questiontext", " format=\"html\"", stem.data);
    add_text(
        doc, "generalfeedback", " format=\"html\"", as_html(doc, bank_explanation(doc, question)));
    out_add(doc->out, "    <defaultgrade>1</defaultgrade>\n    <penalty>0.3333333</penalty>\n"
                      "    <hidden>0</hidden>\n");
    str_release(&stem);
}

/* `tolerance` NULL: none, as of texts. */
static void add_answer(
    struct doc *doc, int fraction, const char *text, const char *feedback, const char *tolerance)
{
    struct str escaped;
    str_init(&escaped);
    bank_escape(&escaped, doc_page_text(doc, text, &doc->arena));
    out_addf(doc->out,
        "    <answer fraction=\"%d\" format=\"moodle_auto_format\"><text>%s</text>\n", fraction,
        escaped.data);
    add_text(doc, "feedback", " format=\"html\"", as_html(doc, feedback));
    if (tolerance != NULL) {
        out_addf(doc->out, "    <tolerance>%s</tolerance>\n", tolerance);
    }
    out_add(doc->out, "    </answer>\n");
    str_release(&escaped);
}

static void numerical(struct doc *doc, const struct doc_question *question)
{
    char number[NUM_SIZE];
    char tolerance[NUM_SIZE];
    (void)num_shortest(tolerance, question->tolerance, DTYPE_FLOAT64);
    open_question(doc, question, "numerical");
    add_answer(doc, 100, bank_number(doc, question), "", tolerance);
    for (size_t i = 0; i < question->slip_count; i++) {
        const struct doc_slip *slip = &question->slips[i];
        add_answer(doc, 0, doc_slip_number(question, slip, number), slip->sentence, tolerance);
    }
}

/* Infinity and NaN are words. */
static void word(struct doc *doc, const struct doc_question *question)
{
    open_question(doc, question, "shortanswer");
    out_add(doc->out, "    <usecase>0</usecase>\n");
    add_answer(doc, 100, bank_number(doc, question), "", NULL);
}

static void choice(struct doc *doc, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    open_question(doc, question, "multichoice");
    out_add(doc->out, "    <single>true</single>\n    <shuffleanswers>false</shuffleanswers>\n"
                      "    <answernumbering>abc</answernumbering>\n");
    for (size_t i = 0; ask->choices[i] != NULL; i++) {
        bool right = strcmp(ask->choices[i], ask->answer) == 0;
        add_answer(doc, right ? 100 : 0, as_html(doc, ask->choices[i]),
            bank_choice_feedback(question, ask->choices[i]), NULL);
    }
}

static void answers(struct doc *doc)
{
    for (const struct doc_question *q = bank_next(doc, NULL); q != NULL; q = bank_next(doc, q)) {
        if (doc->options->work != NULL) {
            category(doc, doc_own_title(doc), q->number);
        }
        if (q->ask->kind == ANSWER_CHOICE) {
            choice(doc, q);
        } else if (bank_is_numeric(doc, q)) {
            numerical(doc, q);
        } else {
            word(doc, q);
        }
        out_add(doc->out, "  </question>\n");
    }
}

const struct doc_format doc_format_moodle = {
    .name = "moodle",
    .suffix = "xml",
    .rows = DOC_ROWS_AUTO,
    .slips = true,
    .read = true,
    .open = begin_all,
    .close = end_all,
    .begin = begin,
    .answers = answers,
};

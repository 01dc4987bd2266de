/* Questions in GIFT, a text format that many learning platforms read. A number has its tolerance;
 * each number that a known mistake leads to is an answer worth nothing, with its sentence. */
#include "bank.h"
#include "i18n.h"

#include <string.h>

/* Text in which nothing means anything: ~ = # { } : and \ do otherwise. A line break would end a
 * comment, or, twice, the question. */
static void escape(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            str_add(out, "\\n");
            continue;
        }
        str_add(out, strchr("~=#{}:\\", *text) != NULL ? "\\" : "");
        str_addc(out, *text);
    }
}

static void add(struct doc *doc, const char *text)
{
    struct str out;
    str_init(&out);
    escape(&out, doc_page_text(doc, text, &doc->arena));
    out_add(doc->out, out.data);
    str_release(&out);
}

/* Text as HTML, in which GIFT takes what follows [html]. */
static void add_html(struct doc *doc, const char *text)
{
    struct str html;
    str_init(&html);
    bank_escape(&html, text);
    add(doc, html.data);
    str_release(&html);
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    out_add(doc->out, "// ");
    add(doc, lesson->title);
    out_add(doc->out, "\n\n");
}

static void feedback(struct doc *doc, const char *text)
{
    if (*text != '\0') {
        out_add(doc->out, "#");
        add_html(doc, text);
    }
    out_add(doc->out, "\n");
}

/* A number without a power of ten, which GIFT does not have: 1.5e-08 as 0.000000015. */
static void add_number(struct doc *doc, const char *number)
{
    const char *power = strchr(number, 'e');
    long long exponent = 0;
    if (power == NULL || !num_parse_integer(power + 1, strlen(power + 1), &exponent)) {
        out_add(doc->out, number);
        return;
    }
    char digits[NUM_SIZE];
    long long count = 0;
    for (const char *at = number; at < power; at++) {
        if (*at >= '0' && *at <= '9') {
            digits[count++] = *at;
        }
    }
    out_add(doc->out, number[0] == '-' ? "-" : "");
    out_add(doc->out, exponent < 0 ? "0." : "");
    for (long long zero = exponent + 1; zero < 0; zero++) {
        out_add(doc->out, "0");
    }
    for (long long i = 0; i < count || i <= exponent; i++) {
        out_add(doc->out, i > 0 && i == exponent + 1 ? "." : "");
        out_addf(doc->out, "%c", i < count ? digits[i] : '0');
    }
}

static void numerical(struct doc *doc, const struct doc_question *question)
{
    char number[NUM_SIZE];
    char tolerance[NUM_SIZE];
    (void)num_shortest(tolerance, question->tolerance, DTYPE_FLOAT64);
    out_add(doc->out, "{#\n=");
    add_number(doc, bank_number(doc, question));
    out_add(doc->out, ":");
    add_number(doc, tolerance);
    out_add(doc->out, "\n");
    for (size_t i = 0; i < question->slip_count; i++) {
        const struct doc_slip *slip = &question->slips[i];
        out_add(doc->out, "=%0%");
        add_number(doc, doc_slip_number(question, slip, number));
        out_add(doc->out, ":");
        add_number(doc, tolerance);
        feedback(doc, slip->sentence);
    }
}

static void word(struct doc *doc, const struct doc_question *question)
{
    out_addf(doc->out, "{\n=%s\n", bank_number(doc, question));
}

static void choice(struct doc *doc, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    out_add(doc->out, "{\n");
    for (size_t i = 0; ask->choices[i] != NULL; i++) {
        out_add(doc->out, strcmp(ask->choices[i], ask->answer) == 0 ? "=" : "~");
        add_html(doc, ask->choices[i]);
        feedback(doc, bank_choice_feedback(question, ask->choices[i]));
    }
}

static void answers(struct doc *doc)
{
    for (const struct doc_question *q = bank_next(doc, NULL); q != NULL; q = bank_next(doc, q)) {
        struct str stem;
        str_init(&stem);
        bank_stem_html(doc, q, &stem);
        out_add(doc->out, "::");
        add(doc, bank_name(doc, q));
        out_add(doc->out, "::[html]");
        add(doc, stem.data);
        if (q->ask->kind == ANSWER_CHOICE) {
            choice(doc, q);
        } else if (bank_is_numeric(doc, q)) {
            numerical(doc, q);
        } else {
            word(doc, q);
        }
        const char *explanation = bank_explanation(doc, q);
        if (*explanation != '\0') {
            out_add(doc->out, "####");
            add_html(doc, explanation);
            out_add(doc->out, "\n");
        }
        out_add(doc->out, "}\n\n");
        str_release(&stem);
    }
}

const struct doc_format doc_format_gift = {
    .name = "gift",
    .suffix = "gift",
    .rows = DOC_ROWS_AUTO,
    .slips = true,
    .read = true,
    .begin = begin,
    .answers = answers,
};

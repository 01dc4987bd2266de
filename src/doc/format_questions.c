/* Questions as a table, one a line, for platforms that import spreadsheets: UTF-8 with a byte order
 * mark, by which spreadsheet programs know it. */
#include "bank.h"
#include "field.h"
#include "i18n.h"

#include <string.h>

enum { CHOICES = 8 };

static void begin_all(struct out *out, const struct doc_options *options)
{
    if (!options->ascii) { /* 7 bits need no mark, and have none */
        out_byte_order_mark(out);
    }
    out_addf(out, "%s,%s,%s", _("name"), _("kind"), _("question"));
    for (int i = 0; i < CHOICES; i++) {
        out_addf(out, ",%s %c", _("choice"), 'A' + i);
    }
    out_addf(out, ",%s,%s,%s\n", _("answer"), _("tolerance"), _("explanation"));
}

/* Its number, its letter, or its word. */
static void add_answer(struct doc *doc, const struct doc_question *question, struct str *line)
{
    const char *number = bank_number(doc, question);
    if (number != NULL) {
        str_add(line, number); /* as a number, not as text */
        return;
    }
    str_addc(line, (char)('A' + question_right_choice(question->ask)));
}

/* The choices in their columns; those for which there is none, in the last one, a line each. */
static void add_choices(struct doc *doc, const char *const *choices, struct str *line)
{
    size_t i = 0;
    for (; i < CHOICES; i++) {
        struct str text;
        str_init(&text);
        for (size_t next = i; choices != NULL && choices[i] != NULL && choices[next] != NULL;
             next++) {
            str_addf(&text, next > i ? "\n%s" : "%s", choices[next]);
            if (i + 1 < CHOICES) {
                break;
            }
        }
        field_add(line, text.data, doc->options->ascii, true);
        str_addc(line, ',');
        str_release(&text);
        choices = choices == NULL || choices[i] == NULL ? NULL : choices;
    }
}

static void add_line(struct doc *doc, const struct doc_question *question)
{
    struct str line;
    struct str stem;
    str_init(&line);
    str_init(&stem);
    bool choice = question->ask->kind == ANSWER_CHOICE;
    bank_stem_text(doc, question, &stem);
    field_add(&line, bank_name(doc, question), doc->options->ascii, false);
    str_addf(&line, ",%s,", choice ? _("single choice") : _("fill in"));
    field_add(&line, stem.data, doc->options->ascii, true);
    str_addc(&line, ',');
    add_choices(doc, question->ask->choices, &line);
    add_answer(doc, question, &line);
    char tolerance[NUM_SIZE];
    str_addf(
        &line, ",%s,", choice ? "" : num_shortest(tolerance, question->tolerance, DTYPE_FLOAT64));
    field_add(&line, bank_explanation(doc, question), doc->options->ascii, false);
    out_addf(doc->out, "%s\n", line.data);
    str_release(&stem);
    str_release(&line);
}

static void answers(struct doc *doc)
{
    for (const struct doc_question *q = bank_next(doc, NULL); q != NULL; q = bank_next(doc, q)) {
        add_line(doc, q);
    }
}

const struct doc_format doc_format_questions = {
    .name = "questions",
    .suffix = "csv",
    .rows = DOC_ROWS_AUTO,
    .read = true,
    .open = begin_all,
    .answers = answers,
};

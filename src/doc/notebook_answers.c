#include "notebook_answers.h"

#include "i18n.h"
#include "json.h"
#include "sha256.h"

#include <math.h>
#include <string.h>

enum { LETTERS = 26 };

/* A string of Python is one of JSON. In 7 bits it has the letters that Python knows as well. */
static void add_string(struct script *script, const char *text)
{
    struct str json;
    str_init(&json);
    json_add_string(&json, text, false);
    out_add(script->out, json.data);
    str_release(&json);
}

/* The digest of "SALT q1 0.0420". */
static void add_digest(struct script *script, const char *salt, size_t number, const char *answer)
{
    unsigned char sum[SHA256_BYTES];
    struct str text;
    str_init(&text);
    str_addf(&text, "%s q%zu %s", salt, number, answer);
    sha256(text.data, text.len, sum);
    out_add(script->out, ", \"");
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        out_addf(script->out, "%02x", sum[i]);
    }
    out_add(script->out, "\"");
    str_release(&text);
}

/* As Python's % writes it: 0.0420 by %.4f, 8.4e-09 by %.1e; what is almost 1 and shown by its
 * distance, 1-3e-08, by %.4f; of zeros without their sign. */
static void number(
    struct doc *doc, const struct doc_question *question, struct str *form, struct str *text)
{
    char shown[NUM_SIZE];
    const struct question_cell *cell = &question->cell;
    double value = sight_cell(&doc->sight, cell->stage, cell->row, cell->col).value;
    /* Where the stage is shown with fewer decimals, it has no more. */
    int decimals = doc->decimals > question->decimals ? doc->decimals : question->decimals;
    if (isnan(value)) {
        str_add(form, "%f");
        str_add(text, "nan");
        return;
    }
    num_cell(shown, value, decimals);
    const char *digits = shown + (*shown == '-');
    const char *power = strchr(shown, 'e');
    if (power != NULL && strchr(digits, '-') != NULL && strchr(digits, '-') < power) {
        str_add(form, "%.4f");
        str_add(text, *shown == '-' ? "-1.0000" : "1.0000");
        return;
    }
    const char *point = strchr(shown, '.');
    size_t places = point == NULL ? 0 : strspn(point + 1, "0123456789");
    str_addf(form, "%%.%zu%c", places, power != NULL ? 'e' : 'f');
    bool zero = power == NULL && strspn(digits, "0.") == strlen(digits);
    str_add(text, zero ? digits : shown);
}

static void add_question(
    struct script *script, const char *salt, const struct doc_question *question)
{
    const struct question *ask = question->ask;
    struct str form;
    struct str text;
    str_init(&form);
    str_init(&text);
    if (ask->kind == ANSWER_CELL) {
        number(script->doc, question, &form, &text);
    }
    out_addf(script->out, "    \"q%zu\": (\"%s\", ", question->number, form.data);
    const char *reason = doc_reason(script->doc, question);
    add_string(
        script, doc_page_text(script->doc, reason == NULL ? "" : reason, &script->doc->arena));
    size_t right = question_right_choice(ask);
    if (ask->kind == ANSWER_CHOICE && right < LETTERS) {
        const char letter[] = {(char)('a' + right), '\0'};
        add_digest(script, salt, question->number, letter);
    }
    add_digest(
        script, salt, question->number, ask->kind == ANSWER_CHOICE ? ask->answer : text.data);
    out_add(script->out, "),\n");
    str_release(&text);
    str_release(&form);
}

static void say(struct script *script, const char *indent, const char *text)
{
    out_addf(script->out, "%sprint(", indent);
    add_string(script, doc_page_text(script->doc, text, &script->doc->arena));
    out_add(script->out, ")\n");
}

void notebook_answers(struct script *script, const char *salt)
{
    const struct doc_question *first = doc_questions(script->doc);
    if (first == NULL) {
        return;
    }
    out_add(script->out, "\n\nANSWERS = {\n    ");
    script_comment(script, _("how the number is written, a hint, and digests of what is right"));
    for (const struct doc_question *q = first; q != NULL; q = q->next) {
        add_question(script, salt, q);
    }
    out_add(script->out, "}\n\n\ndef check(question, answer):\n"
                         "    form, hint, *right = ANSWERS[question]\n"
                         "    if answer is ...:\n");
    say(script, "        ", _("Put your answer in the place of the three dots."));
    out_add(script->out, "        return\n"
                         "    try:\n"
                         "        text = form % float(answer) if form else str(answer).strip()\n"
                         "    except (TypeError, ValueError):\n");
    say(script, "        ", _("A number is asked for."));
    out_addf(script->out,
        "        return\n"
        "    if form and float(text) == 0:\n"
        "        text = text.lstrip(\"-\")\n"
        "    texts = [text] + ([text[0].lower()] if not form and text[1:] == \")\" else [])\n"
        "    texts = [\"%s %%s %%s\" %% (question, text) for text in texts]\n"
        "    if any(hashlib.sha256(text.encode()).hexdigest() in right for text in texts):\n",
        salt);
    say(script, "        ", _("That is right."));
    out_add(script->out, "    else:\n");
    say(script, "        ", _("Not yet."));
    out_add(script->out, "        if form.endswith(\"f\") and \".\" in form:\n"
                         "            print(");
    add_string(script,
        doc_page_text(script->doc, _("So many decimals are asked for:"), &script->doc->arena));
    out_add(script->out, ", form[2:-1])\n"
                         "        if hint:\n"
                         "            print(hint)\n");
}

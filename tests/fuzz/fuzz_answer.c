/* A number that a student types: read, judged, and searched for a slip. */
#include "answer.h"
#include "fuzz.h"
#include "input.h"
#include "press.h"
#include "slip.h"
#include "utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char LESSON[] =
    "---\nformat: 1\ntitle: Asked\nloss: cross_entropy\nlogits: [[1, -2, 0], [0.5, 3, 7]]\n"
    "labels: [0, 1]\nreduction: mean\n---\n";

static struct trace *trace;

static void start(void)
{
    struct diag diag;
    diag_init(&diag);
    trace =
        trace_new(lesson_parse("asked.md", NULL, LESSON, sizeof LESSON - 1, NULL, 0, NULL, &diag));
    diag_release(&diag);
}

/* A decimal number as the C library reads it, with a comma for the point. */
static void check_value(const char *text, const struct answer *answer)
{
    char point[ANSWER_SIZE];
    size_t size = strlen(text);
    if (strspn(text, "+-0123456789.,eE") < size) {
        return; /* a word, or a quotient */
    }
    memcpy(point, text, size + 1);
    char *comma = strchr(point, ',');
    fuzz_need(answer->comma == (comma != NULL), "a comma is noticed");
    if (comma != NULL) {
        *comma = '.';
    }
    fuzz_need(strtod(point, NULL) == answer->value, "a number is what the C library reads");
}

static void check_judgement(const struct answer *answer)
{
    for (int decimals = 0; decimals <= 12; decimals++) {
        enum judgement judgement = answer_judge(answer, answer->value, decimals);
        fuzz_need(judgement != JUDGED_WRONG, "a number is right about itself");
        fuzz_need(judgement == JUDGED_RIGHT || answer->digits < 2, "two digits are enough");
        if (isfinite(answer->value)) {
            /* one digit may be shown, 1e+17 of 0.96e17, and half of that is right */
            double far = answer->value + 2 * answer->unit + 2 + 2 * fabs(answer->value);
            fuzz_need(!isfinite(far) || answer_judge(answer, far, decimals) == JUDGED_WRONG,
                "a number that is far off is wrong");
        }
    }
}

static void check_slips(const struct answer *answer, unsigned pick)
{
    const struct recipe *recipe = trace_recipe(trace);
    struct question_cell place;
    struct arena arena;
    size_t stage = pick % recipe->count;
    const struct question_cell cell = {.stage = stage,
        .row = pick / recipe->count % recipe->stages[stage].rows,
        .col = pick % recipe->stages[stage].width};
    arena_init(&arena);
    enum slip slip = slip_find(trace, &cell, answer, 4, &place);
    if (slip != SLIP_NONE) {
        const char *text = slip_text(trace, slip, &place, &arena);
        fuzz_check_page(text, strlen(text), 0, false);
    }
    arena_release(&arena);
}

/* Typed key by key, as on the screen: what the line takes can be shown, and the caret stays inside.
 */
static void check_line(const char *text, input_taken *taken)
{
    struct input_line line;
    input_set(&line, "");
    size_t size = strlen(text);
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + i, size - i, &code);
        uint32_t key = used > 0 ? code : (uint32_t)PRESS_NONE + (unsigned char)text[i] % 16;
        (void)input_key(&line, key, taken);
        i += used > 0 ? used : 1;
        size_t length = strlen(line.text);
        fuzz_need(length < INPUT_SIZE && line.caret <= length, "the caret is inside the line");
        fuzz_check_page(line.text, length, 0, false);
        fuzz_check_page(line.text, line.caret, 0, false);
        fuzz_need(strchr(line.text, '\n') == NULL, "a line is one");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[128];
    struct answer answer;
    if (trace == NULL) {
        start();
    }
    if (size < 1) {
        return 0;
    }
    size_t length = size - 1 < sizeof text - 1 ? size - 1 : sizeof text - 1;
    memcpy(text, data + 1, length);
    text[length] = '\0';
    fuzz_about(text, strlen(text));
    check_line(text, input_number);
    check_line(text, input_words);
    if (answer_parse(text, &answer)) {
        fuzz_need(strlen(text) < ANSWER_SIZE, "an answer is short");
        fuzz_need(answer.unit >= 0 && isfinite(answer.unit), "the last digit has a place");
        fuzz_need(answer.digits >= 1 && answer.digits < ANSWER_SIZE, "there are digits");
        check_value(text, &answer);
        check_judgement(&answer);
        check_slips(&answer, data[0]);
    }
    return 0;
}

#include "hostile.h"

#include <string.h>

static const char *const FRAGMENTS[] = {
    "a",
    "word ",
    "longerword",
    " ",
    "   ",
    "\t",
    "\t\t",
    "x\ty",
    "1",
    "-0.5e308",
    "%s%n",
    "\u00a0",
    "\u00ad",
    "\u0301",
    "e\u0301\u0327",
    "\u034f",
    "\u115f",
    "\u1680",
    "\u180e",
    "\u2000",
    "\u2003",
    "\u2007",
    "\u2009",
    "\u200a",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u202f",
    "\u205f",
    "\u2060",
    "\u2064",
    "\u3000",
    "\u3164",
    "\ufe0f",
    "\uffa0",
    "\ufffc",
    "\ufffd",
    "\U000e0061",
    "\U0010ffff",
    "\u4e2d",
    "概率",
    "。",
    "（",
    "）",
    "“”",
    "《",
    "……",
    "ａ",
    "！",
    "\uac00",
    "\u1100\u1161",
    "\u0e33",
    "\u0627\u0644",
    "\ufdfd",
    "👩‍👩‍👧",
    "🇩🇪",
    "👍🏽",
    "é",
    "Σ",
    "→",
    "—",
    "ŷ",
    "'",
    "\"",
    "\\",
    ":",
    ": ",
    "#",
    " #",
    "&",
    "*",
    "**",
    "***",
    "_",
    "`",
    "``",
    "`code`",
    "[x](https://example.org/a_very_long_address)",
    "![i](j)",
    "[",
    "](",
    "]",
    "<b>",
    "<!--",
    "$x$",
    "$$",
    "|",
    "~",
    "&nbsp;",
    "&#x200b;",
    "&#9;",
    "&#10;",
    "&#27;",
    "&ZeroWidthSpace;",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\n- ",
    "\n\n- ",
    "\n\n- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - 7. deep ",
    "\n\n> > > > > > > > > ",
    "\n    - ",
    "\n> ",
    "\n> - ",
    "\n1. ",
    "\n999999999. ",
    "\n\n# heading ",
    "\n\n## softmax\n\n",
    "\n\n## loss\n\n",
    "\n\n## end\n\n",
    "\n\n### ",
    "\n===\n",
    "\n---\n",
    "\n***\n",
    "\n\n    code\tmore ",
    "\n\n\tcode",
    "\n```\n",
    "\n~~~ c\n",
    "\n\n| a | b |\n| :-: | --: |\n| ",
    " | ",
    " |\n| ",
    "$\\frac{a}{",
    "}$",
    "$$\\sum_{i=1}^",
    "\\hat ",
    "\\left(",
    "\\text{",
    "\\begin{cases}",
    "^{",
};
static const char *const WILD[] = {
    "\x1b[2J",
    "\x07",
    "\v",
    "\f",
    "\r",
    "\r\n",
    "\x7f",
    "\xc2\x85",
    "\xc2\x9b",
    "\u061c",
    "\u200e",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\xff",
    "\x80",
    "\xc3",
    "\xe2\x82",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

unsigned take(struct bytes *bytes)
{
    return bytes->at < bytes->size ? bytes->data[bytes->at++] : 0;
}

void add_hostile(struct str *out, struct bytes *bytes, bool wild)
{
    unsigned shape = take(bytes);
    size_t times = shape == 0xff ? 300 : shape >= 0xf8 ? 20 : 1;
    for (size_t count = shape % 8; count > 0; count--) {
        unsigned pick = take(bytes);
        const char *text = wild && pick % 8 == 7 ? WILD[pick / 8 % COUNT(WILD)]
                                                 : FRAGMENTS[pick % COUNT(FRAGMENTS)];
        for (size_t i = 0; i < times; i++) {
            str_add(out, text);
        }
    }
}

/* In quotation marks, so that nearly everything is a text. */
static void add_value(struct str *out, struct bytes *bytes, const char *first, bool wild)
{
    struct str text;
    str_init(&text);
    add_hostile(&text, bytes, wild);
    str_addf(out, "\"%s", first);
    for (const char *at = text.data; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\') {
            str_addc(out, '\\');
        }
        str_addc(out, *at);
        if (*at == '\n') {
            str_addc(out, ' '); /* a line that begins with --- would end the front matter */
        }
    }
    str_addc(out, '"');
    str_release(&text);
}

static void add_names(struct str *out, struct bytes *bytes, const char *key, size_t count,
    const char *mark, bool wild)
{
    str_addf(out, "%s: [", key);
    for (size_t i = 0; i < count; i++) {
        char first[3] = {mark[0], (char)('0' + i), '\0'};
        str_add(out, i > 0 ? ", " : "");
        add_value(out, bytes, first, wild);
    }
    str_add(out, "]\n");
}

static void add_numbers(struct str *out, struct bytes *bytes, size_t rows, size_t cols, bool binary)
{
    static const char *const scores[] = {"0", "1", "-2.5", "0.1", "3", "1e300", "-1e300", "1e-300",
        "inf", "-inf", "nan", "123456.789", "88.8", "-745", "17", "0.333333333333333"};
    str_add(out, "logits:\n");
    for (size_t row = 0; row < rows; row++) {
        for (size_t col = 0; col < cols; col++) {
            unsigned pick = take(bytes);
            str_add(out, col == 0 ? "  - [" : ", ");
            str_add(out, scores[pick < 128 ? pick % 5 : pick % COUNT(scores)]);
        }
        str_add(out, "]\n");
    }
    str_add(out, binary ? "targets:\n" : "labels: [");
    for (size_t row = 0; row < rows; row++) {
        for (size_t col = 0; binary && col < cols; col++) {
            str_addf(out, col == 0 ? "  - [%u" : ", %u", take(bytes) % 2);
        }
        if (!binary) {
            str_addf(out, row == 0 ? "%u" : ", %u", take(bytes) % (unsigned)cols);
        }
        str_add(out, binary ? "]\n" : "");
    }
    str_add(out, binary ? "" : "]\n");
}

static void add_settings(struct str *out, struct bytes *bytes, bool binary)
{
    static const char *const rules[] = {"keras", "tf_keras", "tf1", "pytorch", "onnx", "optax"};
    static const char *const reductions[] = {"mean", "sum", "none", "mean_unmasked"};
    unsigned pick = take(bytes);
    str_addf(out, "loss: %s\n",
        binary ? (pick & 64 ? "binary_focal" : "binary_cross_entropy")
               : (pick & 64 ? "focal" : "cross_entropy"));
    if (pick & 1) {
        str_addf(out, "rules: %s\n", rules[pick / 2 % COUNT(rules)]);
    }
    str_add(out, pick & 16 ? "gradient: true\n" : "");
    str_add(out, pick & 32 ? "dtype: float32\n" : "");
    pick = take(bytes);
    if (pick & 1) {
        str_addf(out, "precision: %u\n", pick / 2 % 18);
    }
    if (pick & 64) {
        str_addf(out, "reduction: %s\n", reductions[pick / 2 % COUNT(reductions)]);
    }
}

static void add_questions(struct str *out, struct bytes *bytes, bool wild)
{
    struct str right; /* a choice, and the answer */
    str_init(&right);
    add_value(&right, bytes, "r", wild);
    str_add(out, "questions:\n  - at: per_sample\n    ask: ");
    add_value(out, bytes, "Q", wild);
    str_addf(out, "\n    choices: [%s, ", right.data);
    add_value(out, bytes, "w", wild);
    str_addf(out, "]\n    answer: %s\n    hint: ", right.data);
    add_value(out, bytes, "H", wild);
    str_add(out, "\n  - at: per_sample\n    ask: ");
    add_value(out, bytes, "Q", wild);
    str_add(out, "\n    cell: [0]\n    hint: ");
    add_value(out, bytes, "H", wild);
    str_add(out, "\nexpect:\n  loss: 1\n  source: ");
    add_value(out, bytes, "E", wild);
    str_addc(out, '\n');
    str_release(&right);
}

void add_lesson(struct str *out, struct bytes *bytes, bool wild)
{
    static const char *const texts[] = {"title", "summary", "section", "source"};
    unsigned pick = take(bytes);
    size_t rows = 1 + pick % 3;
    size_t cols = 2 + pick / 4 % 3;
    bool binary = pick & 16;
    str_add(out, "---\nformat: 1\n");
    for (size_t i = 0; i < COUNT(texts); i++) {
        str_addf(out, "%s: ", texts[i]);
        add_value(out, bytes, "T", wild);
        str_addc(out, '\n');
    }
    add_names(out, bytes, "classes", cols, "c", wild);
    add_names(out, bytes, "samples", rows, "s", wild);
    add_numbers(out, bytes, rows, cols, binary);
    add_settings(out, bytes, binary);
    if (pick & 32) {
        add_questions(out, bytes, wild);
    }
    if (pick & 64) {
        add_names(out, bytes, "tokens", rows, "t", wild);
    }
    if (pick & 128) {
        add_names(out, bytes, "terms", rows, "w", wild);
        str_add(out, "task:\n  goal: ");
        if (wild) {
            add_value(out, bytes, "loss < 0", wild);
        } else {
            str_add(out, "per_sample[0] < 0");
        }
        str_add(out, "\n  may: [reduction, mask]\n");
    }
    str_add(out, "---\n");
    if (pick & 128) {
        str_add(out, "[[softmax]] [[");
        add_hostile(out, bytes, wild);
        str_add(out, "]]\n\n");
    }
    for (size_t i = 0; i < 3; i++) {
        add_hostile(out, bytes, wild);
        str_add(out, i == 0 ? "\n\n## input\n\n" : i == 1 ? "\n\n## loss\n\n" : "\n");
    }
}

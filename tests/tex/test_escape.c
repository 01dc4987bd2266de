/* No text of a lesson is a command of LaTeX, ends an argument, or begins a comment: what is written
 * has balanced braces, and no commands but those that the program writes itself. */
#include "check_main.h"

#include "latex.h"

#include <string.h>

static const struct doc_options PAGE = {.width = 80};
static const struct doc_options SEVEN_BITS = {.width = 80, .ascii = true};

typedef void writer(const struct doc_options *options, const char *text, struct str *out);

static void write_math(const struct doc_options *options, const char *text, struct str *out)
{
    struct arena arena;
    arena_init(&arena);
    struct tex_reading reading = tex_read(&arena, text, strlen(text));
    if (reading.tree != NULL) {
        latex_math(options, reading.tree, out);
    }
    arena_release(&arena);
}

/* A link to that target, by that name. */
static void write_link(const struct doc_options *options, const char *text, struct str *out)
{
    struct span link = {.style = SPAN_LINK, .text = text, .target = text};
    latex_spans(options, &link, out);
    str_add(out, " ");
    link.text = "here";
    latex_spans(options, &link, out);
}

static writer *const WRITERS[] = {latex_text, latex_code, latex_formula, write_math, write_link};
enum { WRITER_COUNT = sizeof WRITERS / sizeof *WRITERS };

/* ---- Reading back ---------------------------------------------------------------------------- */

static const char *const COMMANDS[] = {"textbackslash", "textasciicircum", "textasciitilde",
    "textbar", "textless", "textgreater", "textquotedbl", "textasciigrave", "textquotesingle",
    "textendash", "textemdash", "textquoteleft", "textquoteright", "textquotedblleft",
    "textquotedblright", "textbullet", "texteuro", "ldots", "ensuremath", "allowbreak", "uni", "S",
    "prime", "surd", "uparrow", "downarrow", "leftarrow", "circ", "href", "array", "relax",
#define COMMAND(name, class, sign, ascii) name,
#define SIGN(character, class)
#define GRID(name, open, close)
#include "tex.def"
#undef COMMAND
#undef SIGN
#undef GRID
    NULL};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_command(const char *name, size_t size)
{
    for (size_t i = 0; COMMANDS[i] != NULL; i++) {
        if (strncmp(COMMANDS[i], name, size) == 0 && COMMANDS[i][size] == '\0') {
            return true;
        }
    }
    return false;
}

/* The command behind the backslash at `at`: returns its length. */
static size_t command(const char *tex, size_t at, const char *from)
{
    size_t size = 0;
    while (is_letter(tex[at + 1 + size])) {
        size++;
    }
    if (size == 0) { /* an escaped sign */
        ck_assert_msg(tex[at + 1] != '\0' && strchr("\\{}$&#_% ,:;!|", tex[at + 1]) != NULL,
            "%s: \\%c", from, tex[at + 1]);
        return 1;
    }
    ck_assert_msg(
        is_command(tex + at + 1, size), "%s: \\%.*s in %s", from, (int)size, tex + at + 1, tex);
    return size;
}

/* `math`: it is a formula, where scripts and columns are marked with signs of their own. */
static void is_inert(const char *tex, const char *from, bool math)
{
    size_t depth = 0;
    size_t formula = math ? 1 : 0; /* how deep \ensuremath is open, or within dollars */
    bool dollar = false;
    for (size_t at = 0; tex[at] != '\0'; at++) {
        unsigned char c = (unsigned char)tex[at];
        ck_assert_msg(c >= 0x20 && c != 0x7F, "%s: a control character in %s", from, tex);
        if (c == '\\') {
            bool opens = strncmp(tex + at, "\\ensuremath{", 12) == 0;
            formula = opens && formula == 0 ? depth + 2 : formula;
            at += command(tex, at, from);
        } else if (c == '{') {
            depth++;
        } else if (c == '}') {
            ck_assert_msg(depth > 0, "%s: closes what is not open: %s", from, tex);
            formula = !math && formula == depth + 1 ? 0 : formula;
            depth--;
        } else if (c == '$') {
            dollar = !dollar;
        } else if (strchr("#%", (char)c) != NULL) {
            ck_abort_msg("%s: a bare %c in %s", from, c, tex);
        } else if (strchr("^_&", (char)c) != NULL) {
            ck_assert_msg(formula > 0 || dollar, "%s: a bare %c in %s", from, c, tex);
        }
    }
    ck_assert_msg(depth == 0 && !dollar, "%s: something stays open in %s", from, tex);
}

static void try(const char *text)
{
    for (size_t w = 0; w < WRITER_COUNT; w++) {
        for (size_t ascii = 0; ascii < 2; ascii++) {
            struct str out;
            str_init(&out);
            WRITERS[w](ascii ? &SEVEN_BITS : &PAGE, text, &out);
            is_inert(out.data, text, WRITERS[w] == write_math);
            for (size_t i = 0; ascii && i < out.len; i++) {
                ck_assert_msg((unsigned char)out.data[i] < 0x80, "%s", out.data);
            }
            str_release(&out);
        }
    }
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static const struct {
    writer *writer;
    const char *text, *tex;
} CASES[] = {
    {latex_text, "50 % of $x_1 & {#2}", "50 \\% of \\$x\\_1 \\& \\{\\#2\\}"},
    {latex_text, "\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}"},
    {latex_text, "^^41~", "\\textasciicircum{}\\textasciicircum{}41\\textasciitilde{}"},
    {latex_text, "a--b ,,c", "a-{}-b ,{},c"},
    {latex_text, "[x]", "{[}x]"}, /* not an argument of the line break before it */
    {latex_text, "a  b", "a \\ b"},
    {latex_text, "“Σ” 猫 é",
        "\\textquotedblleft{}\\ensuremath{\\Sigma}\\textquotedblright{} \\uni{732B} é"},
    {latex_text, "\xff\x01", "\\uni{FFFD}\\uni{FFFD}"},
    {latex_text, "\u202e", "\\uni{FFFD}"}, /* text stays in its direction */
    {latex_code, "'x'  `", "\\textquotesingle{}x\\textquotesingle{}\\ \\ \\textasciigrave{}"},
    {latex_formula, "p = e / S", "$p$ = $e$ / $S$"},
    {latex_formula, "l[s-1,dog] = -y × 2",
        "$l$[s-1,dog] = $-$$y$ "
        "\\ensuremath{\\times} 2"},
    {latex_formula, "divisor = 1 (a sum)", "divisor = 1 (a sum)"},
    {write_math, "\\frac{a}{b} \\sum_{i=1}^n x_i", "\\frac{a}{b}\\sum _{i=1}^{n}x_{i}"},
    {write_math, "\\input{x}", ""}, /* not in the subset */
    {write_math, "\\text{50\\% \\\\ }", ""},
    {write_math, "\\text{a^b}", "\\text{a\\textasciicircum{}b}"},
    {write_math, "f'^2", "f^{\\prime 2}"},
    {write_math, "\\begin{cases} 1 & 2 \\\\ [3] & 4 \\end{cases}",
        "\\left\\{\\begin{array}{*{2}{l}}\\relax 1 & 2 \\\\\\relax [3] & "
        "4\\end{array}\\right."},
};

START_TEST(texts_are)
{
    struct str out;
    str_init(&out);
    CASES[_i].writer(&PAGE, CASES[_i].text, &out);
    ck_assert_str_eq(out.data, CASES[_i].tex);
    str_release(&out);
}
END_TEST

static const char *const PIECES[] = {"\\", "{", "}", "$", "&", "#", "_", "%", "^", "~", "^^41",
    "\\input{/etc/passwd}", "\\write18{id}", "\\end{document}", "\\begin{bmatrix}",
    "\\end{bmatrix}", "\\\\", "\\left(", "\\right)", "\\text{", "\\frac", "\\hat", "\\sqrt[",
    "\\mathrm{", "\\operatorname{", "\\verb|", "``", "''", "<<", ">>", "?`", "!`", "--", "\"", "'",
    "[", "]", "*", " ", "\n", "\t", "x", "1", "a", "猫", "Σ", "é", "\u0302", "\u202e", "\xff",
    "https://", "javascript:", "|", "/", "\x7f", "\x1b", "\U0001f600"};

enum { ROUNDS = 5000, MOST_PIECES = 12 };

/* Whatever is put together. */
START_TEST(no_text_is_a_command)
{
    uint32_t state = 1;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct str text;
        str_init(&text);
        for (size_t i = 0; i < MOST_PIECES; i++) {
            state = state * 1664525U + 1013904223U;
            str_add(&text, PIECES[(state >> 8) % (sizeof PIECES / sizeof *PIECES)]);
            if (state >> 29 == 0) {
                break;
            }
        }
        try(text.data);
        str_release(&text);
    }
}
END_TEST

/* A link that is no address of the web or of mail is text. */
START_TEST(links_lead_to_the_web)
{
    static const struct {
        const char *target;
        bool leads;
    } LINKS[] = {{"https://example.org/a_b?c=%20#d", true}, {"http://x", true},
        {"mailto:a@b", true}, {"javascript:alert(1)", false}, {"file:///etc/passwd", false},
        {"run:rm", false}, {"02-log-price.md", false}, {"HTTPS://x}{\\input{y}", false}};
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
        struct str out;
        str_init(&out);
        write_link(&PAGE, LINKS[i].target, &out);
        ck_assert_int_eq(strstr(out.data, "\\href{") != NULL, LINKS[i].leads);
        is_inert(out.data, LINKS[i].target, false);
        str_release(&out);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("tex");
    TCase *tests = tcase_create("escape");
    tcase_add_loop_test(tests, texts_are, 0, (int)(sizeof CASES / sizeof *CASES));
    tcase_add_test(tests, no_text_is_a_command);
    tcase_add_test(tests, links_lead_to_the_web);
    suite_add_tcase(suite, tests);
    return suite;
}

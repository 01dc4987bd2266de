/* Formulas as MathML and as LaTeX: TeX in, markup out. What must come out was written from MathML
 * Core and from what LaTeX makes of it. */
#include "check_main.h"
#include "html.h"
#include "latex.h"

#include <string.h>

static const struct {
    const char *tex;
    const char *mathml; /* within the outermost <mrow> */
    const char *latex;
} FORMULAS[] = {
    {"x+1", "<mi>x</mi><mo>+</mo><mn>1</mn>", "x+1"},
    {"-x", "<mo>−</mo><mi>x</mi>", "-x"},
    {"a-x", "<mi>a</mi><mo>−</mo><mi>x</mi>", "a-x"},
    {"\\partial x", "<mo form=\"prefix\">∂</mo><mi>x</mi>", "\\partial x"},
    {"(x]",
        "<mo form=\"prefix\" stretchy=\"false\">(</mo><mi>x</mi><mo form=\"postfix\" "
        "stretchy=\"false\">]</mo>",
        "(x]"},
    {"|x|", "<mo stretchy=\"false\">|</mo><mi>x</mi><mo stretchy=\"false\">|</mo>", "|x|"},
    {"f'", "<msup><mrow><mi>f</mi></mrow><mrow><mo lspace=\"0\">′</mo></mrow></msup>",
        "f^{\\prime }"},
    /* limits stand where a line has room, scripts do not */
    {"\\sum_i^n x",
        "<munderover><mrow><mo>∑</mo></mrow><mrow><mi>i</mi></mrow><mrow><mi>n</mi></mrow>"
        "</munderover><mi>x</mi>",
        "\\sum _{i}^{n}x"},
    {"\\prod_i x", "<munder><mrow><mo>∏</mo></mrow><mrow><mi>i</mi></mrow></munder><mi>x</mi>",
        "\\prod _{i}x"},
    {"\\sum^n x", "<mover><mrow><mo>∑</mo></mrow><mrow><mi>n</mi></mrow></mover><mi>x</mi>",
        "\\sum ^{n}x"},
    {"\\max_i x",
        "<munder><mrow><mo movablelimits=\"true\">max</mo></mrow><mrow><mi>i</mi></mrow></munder>"
        "<mspace width=\"0.17em\"></mspace><mi>x</mi>",
        "\\max _{i}x"},
    {"\\log x", "<mi>log</mi><mo>\u2061</mo><mspace width=\"0.17em\"></mspace><mi>x</mi>",
        "\\log x"},
    {"\\log(x)",
        "<mi>log</mi><mo>\u2061</mo><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>x</mi>"
        "<mo form=\"postfix\" stretchy=\"false\">)</mo>",
        "\\log (x)"},
    {"\\log_2 x",
        "<msub><mi>log</mi><mrow><mn>2</mn></mrow></msub><mspace width=\"0.17em\"></mspace>"
        "<mi>x</mi>",
        "\\log _{2}x"},
    {"\\operatorname{softmax} z",
        "<mi>softmax</mi><mo>\u2061</mo><mspace width=\"0.17em\"></mspace><mi>z</mi>",
        "\\operatorname{\\text{softmax}}z"},
    {"x_i^2",
        "<msubsup><mrow><mi>x</mi></mrow><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>",
        "x_{i}^{2}"},
    {"\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>",
        "\\frac{a}{b}"},
    {"\\sqrt x", "<msqrt><mrow><mi>x</mi></mrow></msqrt>", "\\sqrt{x}"},
    {"\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
        "\\sqrt[{3}]{x}"},
    {"\\hat p",
        "<mover accent=\"true\"><mrow><mi>p</mi></mrow><mo stretchy=\"false\">^</mo></mover>",
        "\\hat{p}"},
    {"\\bar p",
        "<mover accent=\"true\"><mrow><mi>p</mi></mrow><mo stretchy=\"false\">¯</mo></mover>",
        "\\bar{p}"},
    {"\\vec p",
        "<mover accent=\"true\"><mrow><mi>p</mi></mrow><mo stretchy=\"false\">→</mo></mover>",
        "\\vec{p}"},
    {"\\left( x \\right]",
        "<mrow><mo form=\"prefix\">(</mo><mrow><mi>x</mi></mrow><mo form=\"postfix\">]</mo>"
        "</mrow>",
        "\\left( x\\right] "},
    {"\\left. x \\right|", "<mrow><mrow><mi>x</mi></mrow><mo form=\"postfix\">|</mo></mrow>",
        "\\left. x\\right| "},
    {"\\left\\{ x \\right.", "<mrow><mo form=\"prefix\">{</mo><mrow><mi>x</mi></mrow></mrow>",
        "\\left\\{ x\\right. "},
    {"\\begin{bmatrix} 1 & x \\\\ 2 & y \\end{bmatrix}",
        "<mrow><mo form=\"prefix\">[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mi>x</mi></mtd>"
        "</mtr><mtr><mtd><mn>2</mn></mtd><mtd><mi>y</mi></mtd></mtr></mtable>"
        "<mo form=\"postfix\">]</mo></mrow>",
        "\\left[\\begin{array}{*{2}{c}}\\relax 1 & x \\\\\\relax 2 & y\\end{array}\\right]"},
    {"\\begin{matrix} 1 \\\\ \\end{matrix}",
        "<mrow><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></mrow>",
        "\\left.\\begin{array}{*{1}{c}}\\relax 1 \\\\\\relax \\end{array}\\right."},
    {"\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}",
        "<mrow><mo form=\"prefix\">{</mo><mtable class=\"cases\"><mtr><mtd><mn>1</mn></mtd><mtd>"
        "<mi>x</mi></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mi>y</mi></mtd></mtr></mtable>"
        "</mrow>",
        "\\left\\{\\begin{array}{*{2}{l}}\\relax 1 & x \\\\\\relax 0 & y\\end{array}\\right."},
    {"\\text{if } x", "<mtext>if </mtext><mi>x</mi>", "\\text{if }x"},
    {"\\textbf{not}", "<mtext class=\"bold\">not</mtext>", "\\textbf{not}"},
    {"\\mathrm{CE}", "<mtext>CE</mtext>", "\\mathrm{CE}"},
    {"\\mathrm{x + 1}", "<mi mathvariant=\"normal\">x</mi><mo>+</mo><mn>1</mn>", "{\\mathrm{x+1}}"},
    {"\\mathbf{x + 1}", "<mrow class=\"bold\"><mi>x</mi><mo>+</mo><mn>1</mn></mrow>",
        "{\\mathbf{x+1}}"},
    {"a\\,b", "<mi>a</mi><mspace width=\"0.2em\"></mspace><mi>b</mi>", "a\\,b"},
    {"a\\quad b", "<mi>a</mi><mspace width=\"1em\"></mspace><mi>b</mi>", "a\\quad b"},
    {"a\\qquad b", "<mi>a</mi><mspace width=\"2em\"></mspace><mi>b</mi>", "a\\qquad b"},
    {"a\\!b", "<mi>a</mi><mi>b</mi>", "a\\!b"},
    {"a~b", "<mi>a</mi><mspace width=\"0.2em\"></mspace><mi>b</mi>", "a~b"},
    {"a < b", "<mi>a</mi><mo>&#60;</mo><mi>b</mi>", "a<b"},
    {"\\infty", "<mi>∞</mi>", "\\infty "},
};
enum { FORMULA_COUNT = sizeof FORMULAS / sizeof *FORMULAS };

static const struct doc_options PAGE = {.width = 80};

static bool collect(void *context, const char *data, size_t size)
{
    str_addn(context, data, size);
    return true;
}

START_TEST(mathml)
{
    struct str text;
    struct str want;
    struct out out;
    struct arena arena;
    arena_init(&arena);
    str_init(&text);
    str_init(&want);
    out_init(&out, collect, &text);
    const struct doc doc = {.options = &PAGE, .out = &out};
    const char *tex = FORMULAS[_i].tex;
    const struct tex *tree = tex_read(&arena, tex, strlen(tex)).tree;
    ck_assert_ptr_nonnull(tree);
    html_math(&doc, &(struct span){.text = "&", .tex = tree}, _i % 2 == 1);
    ck_assert(out_flush(&out));
    str_addf(&want, "<math%s alttext=\"&#38;\"><mrow>%s</mrow></math>",
        _i % 2 == 1 ? " display=\"block\"" : "", FORMULAS[_i].mathml);
    ck_assert_str_eq(text.data, want.data);
    out_release(&out);
    str_release(&text);
    str_release(&want);
    arena_release(&arena);
}
END_TEST

START_TEST(latex)
{
    struct str text;
    struct arena arena;
    arena_init(&arena);
    str_init(&text);
    const char *tex = FORMULAS[_i].tex;
    latex_math(&PAGE, tex_read(&arena, tex, strlen(tex)).tree, &text);
    ck_assert_str_eq(text.data, FORMULAS[_i].latex);
    str_release(&text);
    arena_release(&arena);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("formula");
    TCase *tests = tcase_create("formula");
    tcase_add_loop_test(tests, mathml, 0, FORMULA_COUNT);
    tcase_add_loop_test(tests, latex, 0, FORMULA_COUNT);
    suite_add_tcase(suite, tests);
    return suite;
}

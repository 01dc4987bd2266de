/* Markdown to blocks: each case is Markdown and the same written out block by block. */
#include "check_main.h"
#include "prose.h"

#include <string.h>

static struct arena arena;
static struct diag diag;

static void set_up(void)
{
    arena_init(&arena);
    diag_init(&diag);
}

static void tear_down(void)
{
    diag_release(&diag);
    arena_release(&arena);
}

static const char *const sections[] = {"softmax", "log", "end", NULL};

static struct prose *parse(const char *text, size_t size)
{
    struct source *source = arena_alloc(&arena, 1, sizeof *source);
    *source = (struct source){.name = "lesson.md", .text = text, .size = size};
    return prose_parse(&arena, source, 0, 1, sections, &diag);
}

static void add_spans(struct str *out, const struct span *span)
{
    static const char *const styles[] = {"", "em:", "strong:", "code:", "math:", "link:"};
    for (; span != NULL; span = span->next) {
        str_addf(out, "{%s%s", styles[span->style], span->text);
        if (span->target != NULL) {
            str_addf(out, "->%s", span->target);
        }
        str_addc(out, '}');
    }
}

static void add_table(struct str *out, const struct prose_table *table)
{
    for (const struct table_row *row = table->rows; row != NULL; row = row->next) {
        str_addc(out, '[');
        for (size_t col = 0; col < table->cols; col++) {
            str_add(out, col > 0 ? "|" : "");
            if (row == table->rows) {
                str_addc(out, "lcr"[table->side[col]]);
            }
            add_spans(out, row->cells[col]);
        }
        str_addc(out, ']');
    }
}

static void add_block(struct str *out, const struct block *block)
{
    static const char *const kinds[] = {"para", "head", "item", "quote", "code", "math", "table"};
    str_addf(out, "%s", kinds[block->kind]);
    if (block->level > 0 || block->marker[0] != '\0') {
        str_addf(out, " %d%s", block->level, block->marker);
    }
    add_spans(out, block->spans);
    if (block->table != NULL) {
        add_table(out, block->table);
    }
    str_addc(out, ';');
}

static void expect_prose(const char *markdown, const char *want)
{
    struct str out;
    str_init(&out);
    for (const struct prose *p = parse(markdown, strlen(markdown)); p != NULL; p = p->next) {
        str_addf(&out, "%s:", p->at);
        for (const struct block *block = p->blocks; block != NULL; block = block->next) {
            add_block(&out, block);
        }
    }
    ck_assert_str_eq(out.data, want);
    str_release(&out);
}

static const struct {
    const char *markdown, *want;
} cases[] = {
    {"", ""},
    {"\n\n", ""},
    {"One\ntwo.\n\nThree", ":para{One two.};para{Three};"},
    {"a  \nb", ":para{a\nb};"},
    {"*a* **b** `c` $d$", ":para{em:a}{ }{strong:b}{ }{code:c}{ }{math:d};"},
    {"*a **b** c*", ":para{em:a }{strong:b}{em: c};"},
    {"[*a* b](c.md)", ":para{em:a->c.md}{link: b->c.md};"},
    {"$$\\frac a b$$", ":math{math:\\frac a b};"},
    {"So $$a$$ it is", ":para{So }{math:a}{ it is};"},
    {"cost: $5", ":para{cost: $5};"},
    {"- a\n- b\n", ":item 0-{a};item 0-{b};"},
    {"- a\n\n- b\n\n  c\n", ":item 0-{a};item 0-{b};item{c};"},
    {"3. a\n4. b\n   - c\n", ":item 03.{a};item 04.{b};item 1-{c};"},
    {"> a\n> b", ":quote{a b};"},
    {"```python\nx = 1\n\ny\n```", ":code 0python{x = 1\n\ny\n};"},
    {"    indented\n", ":code{indented\n};"},
    {"## softmax\na\n### more\nb\n", "softmax:para{a};head 3{more};para{b};"},
    {"intro\n\n## softmax\n## `log`\nx\n", ":para{intro};softmax:log:para{x};"},
    {"softmax\n---\nx", "softmax:para{x};"},
    {"- # log\n", ":head 1{log};"},
    {"a\n\n***\n\nb", ":para{a};para{b};"},
    {"&amp;&lt;&#955;&#x3bb;&nope;", ":para{&<λλ&nope;};"},
    {"&#27;&#x202e;&#0;&#xd800;&#x110000;",
        ":para{\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd};"},
    {"[a](javascript:x) [b](JavaScript&colon;x) [c](data:x)",
        ":para{a}{ }{link:b->JavaScript&colon;x}{ }{c};"},
    {"[a](java&#115;cript:x) [b](&#1;javascript:x)", ":para{a}{ }{b};"},
    {"[a](//host/x) [b](/&#92;host) [c](<https://host/a b>)", ":para{a}{ }{b}{ }{c};"},
    {"[a](https://x.y/z:1) [b](z.md#q:r) <https://x>",
        ":para{link:a->https://x.y/z:1}{ }{link:b->z.md#q:r}{ }{link:https://x->https://x};"},
    {"[a](/etc/x) [b](../x) [c](a/%2E./x) [d](a%2Fb.md)",
        ":para{a}{ }{b}{ }{c}{ }{link:d->a%2Fb.md};"},
    {"from $5 to $6", ":para{from $5 to $6};"},
    {"from $5 to $6 and *$x*y*$", ":para{from $5 to $6 and *}{math:x*y*};"},
    /* Beside letters, across lines, around what would be Markdown. */
    {"\xe6\xa6\x82$p_1$\xe6\x98\xaf", ":para{\xe6\xa6\x82}{math:p_1}{\xe6\x98\xaf};"},
    {"a$b$c $d$5", ":para{a}{math:b}{c }{math:d}{5};"},
    {"a $b\n*c* [d](e)$ *f*", ":para{a }{math:b *c* [d](e)}{ }{em:f};"},
    {"> a $b\n> *c*$ d", ":quote{a }{math:b *c*}{ d};"},
    {"$$\na_1*b*\n$$", ":math{math: a_1*b* };"},
    {"[a $b$](c$d$e)", ":para{link:a ->c$d$e}{math:b->c$d$e};"},
    {"*a $b* c$ d", ":para{*a }{math:b* c}{ d};"},
    {"`a $b` $d$", ":para{code:a $b}{ }{math:d};"},
    {"\\$a_1_ $b$", ":para{$a_1_ }{math:b};"},
    {"$\\$5$", ":para{math:\\$5};"},
    {"<b $x$>", ":para{<b }{math:x}{>};"},
    {"$ a $", ":para{math: a };"},
    {"$a,\nb$", ":para{math:a, b};"},
    {"a\n\n| x | y |\n|:-:|--:|\n| *a* b | $c$ |\n| d |\n\nb",
        ":para{a};table[c{x}|r{y}][{em:a}{ b}|{math:c}][{d}|];para{b};"},
    {"| x |\n|---|\n| $|a|b$ |\n| `a$` \\| $|a|$ |",
        ":table[l{x}][{math:|a|b}][{code:a$}{ | }{math:|a|}];"},
    {"`$a|b$`", ":para{code:$a|b$};"},
    {"```a$|$\n$|$\n```", ":code 0a$|${$|$\n};"},
    {"|$5|$6|\n|---|---|\n|$7|$8|", ":table[l{$5}|l{$6}][{$7}|{$8}];"},
    {"- a\n\n  | x |\n  |---|\n  | `1` |\n- b", ":item 0-{a};table[l{x}][{code:1}];item 0-{b};"},
};

/* What is not used is text, and told. */
static const struct {
    const char *markdown, *want;
    size_t warnings;
} unused[] = {
    {"<script>alert(1)</script>", ":para{<script>alert(1)</script>};", 1},
    {"<b>x</b>", ":para{<b>x</b>};", 1},
    {"<b\nx>", ":para{<b x>};", 1},
    {"a <!-- b\n\nc --> d", ":para{a <!-- b};para{c --> d};", 1},
    {"<div>\n\n## softmax\nx", ":para{<div>};softmax:para{x};", 1},
    {"p <q and r> s < t", ":para{p <q and r> s < t};", 1},
    {"![alt *text*](x.png)", ":para{alt }{em:text};", 1},
    {"![](x.png)![](y.png)", ":para;", 2},
    {"$\\foo + \\bazz$ $\\alpha$", ":para{math:\\foo + \\bazz}{ }{math:\\alpha};", 2},
    {"| x |\n| --- |\n| 1 |\ny\nz", ":table[l{x}][{1}][{y}][{z}];", 1},
    {"| x |\n| --- |\n| 1\n2 | 3\n", ":table[l{x}][{1}][{2}];", 0},
    {"$$a}$$", ":math{math:a}};", 1},
    /* a dollar without another, unless it is one of money */
    {"$x_i is", ":para{$x_i is};", 1},
    {"a $b\n\nc$ d", ":para{a $b};para{c$ d};", 2},
    {"- a $b\n- c$ d", ":item 0-{a $b};item 0-{c$ d};", 2},
    {"1. a $b\n2. c$ d", ":item 01.{a $b};item 02.{c$ d};", 2},
    {"a $b\n***\nc$", ":para{a $b};para{c$};", 2},
    {"    a $b\nc$ d", ":code{a $b\n};para{c$ d};", 1},
    {"| a |\n|---|\n| $b |\n| c$ |", ":table[l{a}][{$b}][{c$}];", 2},
    {"| US$ | $z |\n|---|---|\n| $|x|$ | $P(a|b)$ |",
        ":table[l{US$}|l{$z}][{math:|x|}|{math:P(a|b)}];", 1},
    {"$x is less than $5", ":para{$x is less than $5};", 1},
    {"$a$ b$ c", ":para{math:a}{ b$ c};", 1},
    {"$5, 6 $, \\$x\\$, `$x`", ":para{$5, 6 $, $x$, }{code:$x};", 0},
};

START_TEST(what_is_not_used_is_told)
{
    expect_prose(unused[_i].markdown, unused[_i].want);
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_uint_eq(diag.warnings, unused[_i].warnings);
}
END_TEST

START_TEST(mathematics_has_a_tree_where_it_was_read)
{
    static const char text[] = "$\\alpha$ and $\\alpa$";
    const struct span *span = parse(text, sizeof text - 1)->blocks->spans;
    ck_assert_ptr_nonnull(span->tex);
    ck_assert_ptr_null(span->next->tex);
    ck_assert_ptr_null(span->next->next->tex);
    ck_assert_uint_eq(diag.first->col, 15);
    struct str out;
    str_init(&out);
    for (; span != NULL; span = span->next) {
        span_text(span, true, &out);
    }
    ck_assert_str_eq(out.data, "alpha and \\alpa");
    str_release(&out);
}
END_TEST

START_TEST(markdown_becomes_blocks)
{
    expect_prose(cases[_i].markdown, cases[_i].want);
    ck_assert_uint_eq(diag.errors + diag.warnings, 0);
}
END_TEST

/* Taken, but said to be at another level than steps are; a comment in code is no heading. */
START_TEST(steps_are_at_level_two)
{
    expect_prose("# softmax\nx\n", "softmax:para{x};");
    ck_assert_uint_eq(diag.warnings, 1);
    expect_prose("## softmax\n### log\nx\n", "softmax:head 3{log};para{x};");
    ck_assert_uint_eq(diag.warnings, 2);
    expect_prose("## softmax\n```\n# log\n```\n### more\n", "softmax:code{# log\n};head 3{more};");
    ck_assert_uint_eq(diag.errors + diag.warnings, 2);
}
END_TEST

START_TEST(headings_know_their_place)
{
    static const char text[] = "é\n\n## softmax\nx\n\nlog\n===\n";
    const struct prose *prose = parse(text, sizeof text - 1);
    ck_assert_str_eq(prose->at, "");
    prose = prose->next;
    ck_assert_uint_eq(prose->where.line, 3);
    ck_assert_uint_eq(prose->where.col, 4);
    prose = prose->next;
    ck_assert_str_eq(prose->at, "log");
    ck_assert_uint_eq(prose->where.line, 6);
    ck_assert_uint_eq(prose->where.col, 1);
}
END_TEST

START_TEST(unknown_and_repeated_sections_are_warned_about)
{
    static const char text[] = "# softmx\n## log\n## log\n##\n";
    (void)parse(text, sizeof text - 1);
    ck_assert_uint_eq(diag.errors, 0);
    ck_assert_uint_eq(diag.warnings, 3);
    ck_assert_str_eq(diag.first->hint, "did you mean 'softmax'?");
}
END_TEST

START_TEST(hostile_markdown_is_read_in_time)
{
    static const char *const patterns[] = {"[", "![", "*a **", "`", "> ", "- ", "$", "$$a", "[a](",
        "<a ", "&#x", "_*", "\\", "[a]: b\n", "1. ", "| a ", "<!--", "```\n", "# ", "a\n=\n",
        "*a_ "};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct str text;
        str_init(&text);
        while (text.len + 8 < 256 * 1024) {
            str_add(&text, patterns[i]);
        }
        (void)parse(text.data, text.len);
        str_release(&text);
    }
    ck_assert_uint_eq(diag.errors, 0);
}
END_TEST

START_TEST(a_book_is_refused)
{
    struct str text;
    str_init(&text);
    str_fill(&text, 256 * 1024 + 1, 'x');
    ck_assert_ptr_null(parse(text.data, text.len));
    ck_assert_uint_eq(diag.errors, 1);
    str_release(&text);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("prose");
    TCase *tests = tcase_create("blocks");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, markdown_becomes_blocks, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(tests, what_is_not_used_is_told, 0, sizeof unused / sizeof *unused);
    tcase_add_test(tests, mathematics_has_a_tree_where_it_was_read);
    tcase_add_test(tests, steps_are_at_level_two);
    tcase_add_test(tests, headings_know_their_place);
    tcase_add_test(tests, unknown_and_repeated_sections_are_warned_about);
    tcase_add_test(tests, hostile_markdown_is_read_in_time);
    tcase_add_test(tests, a_book_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}

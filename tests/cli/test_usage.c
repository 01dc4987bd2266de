/* Every text about the command line, in English and in Chinese: which are said where, and that none
 * of options.c, option_rules.c, option_values.c and option.def is never said. */
#include "check_main.h"
#include "i18n.h"
#include "shell.h"
#include "str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Command lines, and what the English message must have in it. */
static const struct {
    const char *arguments, *says;
} WRONG[] = {
    {"--foo", "there is no option --foo\nhint: losswalk --help lists the options"},
    {"-y", "there is no option -y"},
    {"--ascii=1", "--ascii=1 takes no value"},
    {"--batch 4 --width", "--width needs a value"},
    {"-w x 4", "--width takes a whole number from 40 to 1000, not 'x'"},
    {"--width 39 4", "--width takes a whole number from 40 to 1000, not '39'"},
    {"--threads 64 4", "--threads takes a whole number from 1 to 63, not '64'"},
    {"--rows 0 4", "--rows takes a whole number from 1 on, auto or all, not '0'"},
    {"--rows few 4", "--rows takes a whole number from 1 on, auto or all, not 'few'"},
    {"--rows 3 4", "--rows goes with --batch"},
    {"--batch -f numpy --rows 3 4", "the format numpy has no place for what --rows gives"},
    {"--batch -o '' 4", "--output takes the name of a file or of a folder"},
    {"--batch --fade 2 4", "--fade goes with --worksheet or --key"},
    {"--batch --worksheet --fade 6 4", "--fade takes a whole number from 1 to 5, not '6'"},
    {"--worksheet 4", "--worksheet goes with --batch"},
    {"--key 4", "--key goes with --batch"},
    {"--batch --key -f json 4", "the format json has no place for what --key gives"},
    {"--batch --variant 0 4",
        "--variant takes a number from 1 to 1000000, or two with a hyphen, at "
        "most 1000 variants, not '0'"},
    {"--batch --variant 3-1 4", "--variant takes a number from 1 to 1000000, or two with a hyphen"},
    {"--batch --variant 1-1001 4", "at most 1000 variants, not '1-1001'"},
    {"--variant 1 4", "--variant goes with --batch"},
    {"--class c 4", "--class goes with --batch"},
    {"--batch --class c 4", "--class goes with --worksheet or --key\nhint: --variant 1-30 prints"},
    {"--batch --class c -f moodle 4",
        "--class goes with --worksheet or --key\nhint: --variant 1-30"},
    {"--batch --key --class c --variant 1-2 4",
        "with --class, --variant takes one number: that of the first"},
    {"--batch --variants 1-2 4",
        "--variants goes with --check\nhint: --batch --variant N prints one"},
    {"--check --variants 4-2 4", "--variants takes a number from 1 to 1000000, or two with a "
                                 "hyphen, at most 1000 variants, not '4-2'"},
    {"-p 18 4", "--precision takes a whole number from 0 to 17, not '18'"},
    {"-f jsn 4", "there is no format 'jsn'\nhint: did you mean json?"},
    {"-f x 4", "there is no format 'x'\nhint: there are: text, json"},
    {"--stages lss 4", "there is no stage or group 'lss'\nhint: did you mean loss?"},
    {"--compare pytoch 4", "there is no preset 'pytoch'\nhint: did you mean pytorch?"},
    {"--color blue 4", "--color takes auto, always or never, not 'blue'"},
    {"--theme lihgt 4", "there is no theme 'lihgt'\nhint: did you mean light?"},
    {"--lang french 4", "there is no language 'french'\nhint: there are: en (English), zh"},
    {"--diagnose x 4", "--diagnose takes a number, not 'x'"},
    {"--diagnose 5.6433", "--diagnose needs the lesson that the number is the loss of\nhint: for "
                          "example: losswalk --diagnose"},
    {"-o x 4", "--output goes with --batch"},
    {"--list -o x 4", "--output goes with --batch"},
    {"-f json 4", "--format goes with --batch"},
    {"--new x.md --set a=b", "--set has no effect with --new"},
    {"--new x.md -f json", "--format has no effect with --new"},
    {"--batch --plain 4", "--plain has no effect with --batch"},
    {"--check --no-questions 4", "--no-questions has no effect with --check"},
    {"--list --width 40", "--width has no effect with --list"},
    {"--list -", "a lesson from standard input (-) goes with --batch or --check"},
    {"--list --batch 4", "--list and --batch are two ways to run: give one of them"},
    {"--new x.md --check 4", "--new and --check are two ways to run"},
    {"--check --diagnose 1 4", "--check and --diagnose are two ways to run"},
    {"--ulps 4", "--ulps goes with --batch"},
    {"-", "a lesson from standard input (-) goes with --batch or --check"},
    {"--check -f csv 4", "--check reports as text or json, not as csv"},
    {"--progress -f numpy", "--progress reports as text, csv or json, not as numpy"},
    {"--progress -o x", "--output goes with --batch"},
    {"--diagnose 1 -f numpy 4", "--diagnose reports as text or json, not as numpy"},
    {"--batch -f csv --compare all 4", "the format csv has no place for what --compare gives"},
    {"--new t.md 1", "--new takes one file, and no lesson\nhint: for example: losswalk --new"},
    {"--set x 4", "--set takes KEY=VALUE, not 'x'"},
};

enum { WRONG_COUNT = sizeof WRONG / sizeof *WRONG };

/* ---- The texts of the source ----------------------------------------------------------------- */

enum { MOST_TEXTS = 200 };

static struct {
    char *text;
    bool said;
} texts[MOST_TEXTS];
static size_t text_count;

/* The string behind the parenthesis at `at`: literals side by side are one. */
static void read_text(const char *at)
{
    struct str text;
    str_init(&text);
    at += strspn(at, " \n\\");
    while (*at == '"') {
        for (at++; *at != '"'; at++) {
            at += *at == '\\' ? 1 : 0;
            str_addc(&text, at[-1] == '\\' && *at == 'n' ? '\n' : *at);
        }
        at++;
        at += strspn(at, " \n");
    }
    if (text.len > 2) { /* no mere comma */
        ck_assert_uint_lt(text_count, MOST_TEXTS);
        texts[text_count++].text = strdup(text.data);
    }
    str_release(&text);
}

static void read_source(const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/../src/app/%s", TEST_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    static char all[1 << 16];
    size_t size = fread(all, 1, sizeof all - 1, file);
    all[size] = '\0';
    (void)fclose(file);
    for (const char *at = strstr(all, "_("); at != NULL; at = strstr(at + 1, "_(")) {
        read_text(at + 2);
    }
}

/* Has the output all of the text but what stands in the place of its %s? */
static bool says(const char *output, const char *text)
{
    char piece[2048];
    while (*text != '\0') {
        size_t size = strcspn(text, "%");
        (void)snprintf(piece, sizeof piece, "%.*s", (int)size, text);
        const char *found = strstr(output, piece);
        if (found == NULL) {
            return false;
        }
        text += size;
        if (*text == '%') {
            text += 1 + strcspn(text + 1, "sdcuz");
            text += text[0] == 'z' ? 2 : 1;
        }
    }
    return true;
}

/* ---- The runs -------------------------------------------------------------------------------- */

static void run(struct str *out, const char *format, const char *arguments, int status)
{
    char command[1024];
    (void)snprintf(command, sizeof command, format, arguments);
    struct result result = sh(command);
    ck_assert_msg(result.status == status, "%s: %d\n%s", command, result.status, result.err);
    str_add(out, result.out);
    str_add(out, result.err);
    done(&result);
}

/* Nothing is said in English where Chinese was asked for, however; notes what was said in both. */
static void expect_both(const char *arguments, const char *english, int status)
{
    static const char *const ASKED[] = {"\"$L\" --lang zh %s", "LC_ALL=zh_CN.UTF-8 \"$L\" %s",
        "LC_MESSAGES=zh_CN.UTF-8 LC_CTYPE=C.UTF-8 \"$L\" %s", "LANG=zh_CN.utf8 \"$L\" %s",
        "LANGUAGE=fr:zh LANG=de_DE.UTF-8 \"$L\" %s"};
    bool batch = strstr(arguments, "--batch") != NULL; /* follows --lang alone */
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        struct str output;
        str_init(&output);
        run(&output, ASKED[i], arguments, status);
        for (size_t t = 0; t < text_count && !(batch && i > 0); t++) {
            const char *text = texts[t].text;
            ck_assert_msg(!says(output.data, text), "%s with %s: '%s' in\n%s", ASKED[i], arguments,
                text, output.data);
            texts[t].said =
                texts[t].said || (says(english, text) && says(output.data, i18n_text(text)));
        }
        ck_assert_msg(!batch || i == 0 || strcmp(output.data, english) == 0, "%s with %s:\n%s",
            ASKED[i], arguments, output.data);
        str_release(&output);
    }
}

static void learn_texts(void)
{
    static const char *const folders[] = {TEST_LOCALE_DIR, NULL};
    i18n_open(folders);
    ck_assert(i18n_set_language("zh"));
    read_source("options.c");
    read_source("option_rules.c");
    read_source("option_values.c");
    read_source("option.def");
    ck_assert_uint_gt(text_count, 40);
}

START_TEST(every_text_in_both_languages)
{
    learn_texts();
    struct str english;
    str_init(&english);
    for (size_t i = 0; i < WRONG_COUNT; i++) {
        str_clear(&english);
        run(&english, "\"$L\" %s", WRONG[i].arguments, 2);
        ck_assert_msg(strstr(english.data, WRONG[i].says) != NULL, "%s:\n%s", WRONG[i].arguments,
            english.data);
        expect_both(WRONG[i].arguments, english.data, 2);
    }
    str_clear(&english);
    run(&english, "\"$L\" %s", "--help", 0);
    expect_both("--help", english.data, 0);
    str_clear(&english);
    run(&english, "\"$L\" %s", "--ascii --lang zh 4", 2); /* what cannot be said in Chinese */
    for (size_t t = 0; t < text_count; t++) {
        ck_assert_msg(
            texts[t].said || says(english.data, texts[t].text), "nothing says '%s'", texts[t].text);
        free(texts[t].text);
    }
    str_release(&english);
}
END_TEST

/* --lang counts wherever it stands, before and behind what is wrong. */
START_TEST(the_language_is_asked_for_anywhere)
{
    static const char *const LINES[] = {"\"$L\" --foo --lang zh", "\"$L\" --lang=zh_CN --foo",
        "\"$L\" --foo 4 --lang zh", "\"$L\" --lang fr --foo --lang zh",
        "\"$L\" --batch --foo --lang zh"};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        struct result result = sh(LINES[i]);
        ck_assert_int_eq(result.status, 2);
        ck_assert_msg(
            strstr(result.err, "没有选项 --foo") != NULL, "%s:\n%s", LINES[i], result.err);
        done(&result);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("usage");
    TCase *tcase = tcase_create("usage");
    tcase_set_timeout(tcase, 60);
    tcase_add_unchecked_fixture(tcase, shell_start, shell_stop);
    tcase_add_test(tcase, every_text_in_both_languages);
    tcase_add_test(tcase, the_language_is_asked_for_anywhere);
    suite_add_tcase(suite, tcase);
    return suite;
}

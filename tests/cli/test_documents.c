/* Several documents in one output, or each in a file of its own: which files there are, all of them
 * or none, and never over what the run reads. */
#include "check_main.h"
#include "shell.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A lesson $1 with the title $2. */
#define LESSON                                                                                     \
    "lesson() { printf -- '---\\nformat: 1\\ntitle: %s\\nlogits: [[1, 2], [3, 4]]\\n"              \
    "labels: [0, 1]\\n---\\n' \"$2\" > \"$1\"; }; "

/* big.npy, 40000 x 8 zeros, and big.md, which reads it. */
#define BIG                                                                                        \
    "npy() { printf '\\223NUMPY\\001\\000v\\000%-117s\\n' \"{'descr': '$2', 'fortran_order': "     \
    "False, 'shape': $3, }\" > $1; head -c $4 /dev/zero >> $1; }; "                                \
    "npy big.npy '<f8' '(40000, 8)' 2560000; npy lab.npy '|u1' '(40000,)' 40000; "                 \
    "printf -- '---\\nformat: 1\\ntitle: Big\\nlogits: {file: big.npy}\\n"                         \
    "labels: {file: lab.npy}\\n---\\n' > big.md; "

/* What a command prints, and a part of what it says (NULL: it says nothing; "": anything). */
static const struct shell_case CASES[] = {
    /* a folder is made; each lesson is a file; only some formats have a list of them */
    {LESSON "lesson x.md X; \"$L\" --batch -f markdown -o d/ 4 x.md 1; echo $?; ls d; "
            "head -n 1 d/x.md; grep -c '^- \\[' d/index.md",
        "0\n01-softmax.md\n04-sparse-labels.md\nindex.md\nx.md\n# X\n3\n", NULL},
    {LESSON "lesson x.md X; \"$L\" --batch -o d/ x.md; echo $?; ls d", "0\nx.txt\n", NULL},
    {LESSON "lesson x.md X; mkdir d; \"$L\" --batch -f json -o d x.md; echo $?; ls d",
        "0\nx.json\n", NULL},
    {LESSON "lesson x.md X; \"$L\" --batch -o d/ - < x.md; echo $?; head -n 1 d/*", "0\nX\n", NULL},
    {LESSON "lesson x.md X; \"$L\" --batch - 4 < x.md | grep -c '^\f*X$'", "1\n", NULL},
    {"\"$L\" --batch -f csv --stages loss -o f/ 4 5 && head -qn 1 f/*.csv | uniq -c | "
     "grep -o '2 lesson,stage'",
        "2 lesson,stage\n", ""},
    /* of a question whose number is gone, a bank has nothing: the others stay */
    {"G='--set logits=[[6,2,3]] --set labels=[0]'; "
     "\"$L\" --batch -f moodle $G 4 | grep -c '<question type=.[mn]'; "
     "\"$L\" --batch -f gift $G 4 | grep -c '^::'; "
     "\"$L\" --batch -f questions $G 4 | grep -c ',single choice,\\|,fill in,'",
        "2\n2\n2\n", NULL},
    /* what is in the folder already stays, but for files of those names */
    {LESSON "lesson x.md X; mkdir d; printf old > d/x.txt; printf y > d/y; \"$L\" --batch -o d/ "
            "x.md; echo $?; ls d; head -n 1 d/x.txt",
        "0\nx.txt\ny\nX\n", NULL},
    /* a file of its own has no contents, and begins no page */
    {"\"$L\" --batch -o d/ 1 2; head -n 1 d/02*; grep -c Contents d/*; cat d/02* | tr -dc '\\f' | "
     "wc -c",
        "2. The label picks a price\nd/01-softmax.txt:0\nd/02-log-price.txt:0\n0\n", NULL},

    /* a broken lesson is left out, by name; one that cannot have a file of its own, too */
    {LESSON "printf x > bad.md; lesson x.md X; \"$L\" --batch -o d/ bad.md x.md; echo $?; ls d",
        "1\nx.txt\n", "bad.md:1:1: error: "},
    {LESSON "mkdir a b; lesson a/x.md A; lesson b/x.md B; \"$L\" --batch -o d/ a/x.md b/x.md; "
            "echo $?; head -n 1 d/x.txt",
        "1\nA\n", "b/x.md: error: would be written to x.txt, as another lesson of this run is"},
    {LESSON "lesson index.md I; lesson x.md X; \"$L\" --batch -f markdown -o d/ index.md x.md; "
            "echo $?; ls d; head -n 1 d/index.md",
        "1\nindex.md\nx.md\n# Contents\n",
        "index.md: error: would be written to index.md, as the list of the lessons is"},
    /* none is left: no folder is made, and none stays that was */
    {"printf x > bad.md; \"$L\" --batch -o d/ bad.md; echo $?; ls -d d 2> e", "1\n",
        "bad.md:1:1: "},
    {"\"$L\" --batch -o d/ none.md; echo $?; ls -d d 2> e", "1\n", "none.md: error: "},

    /* never over what is read: the lessons, under whatever name, and their data */
    {LESSON "mkdir l; lesson l/x.md X; lesson l/y.md Y; cat l/* > before; \"$L\" --batch -f "
            "markdown -o l/ l/x.md l/y.md; echo $?; cat l/* | cmp - before; ls l",
        "1\nx.md\ny.md\n", "l/x.md: error: is a file that this run reads, and would be lost"},
    {LESSON "mkdir l; lesson l/x.md X; cp l/x.md before; ln -s l k; \"$L\" --batch -f markdown -o "
            "k l/x.md; echo $?; cmp l/x.md before",
        "1\n", "would be lost"},
    {LESSON "mkdir d; lesson x.md X; cp x.md before; ln x.md d/x.md; \"$L\" --batch -f markdown -o "
            "d x.md; echo $?; cmp d/x.md before",
        "1\n", "would be lost"},
    {LESSON "mkdir d; lesson d/index.md I; cp d/index.md before; lesson x.md X; \"$L\" --batch -f "
            "markdown -o d d/index.md x.md; echo $?; cmp d/index.md before",
        "1\n", ""},
    {BIG "mkdir d; mv big.npy d/big.json; sed -i 's/big.npy/big.json/' big.md; mv big.md lab.npy "
         "d; cksum d/big.json > before; \"$L\" --batch -f json -o d d/big.md; echo $?; cksum "
         "d/big.json | cmp - before",
        "1\n", ""},

    /* folders and files that cannot be written; what is there stays */
    {"printf x > f; \"$L\" --batch -o f/ 4; echo $?; cat f; echo", "1\nx\n",
        "f/: error: cannot make this folder: "},
    {"\"$L\" --batch -o no/such/ 4; echo $?", "1\n", "no/such/: error: cannot make this folder: "},
    {"\"$L\" --batch -o /proc/ 4; echo $?", "1\n", "/proc/04-sparse-labels.txt: error: cannot "},
    {"mkdir -p d/04-sparse-labels.txt; printf old > d/01-softmax.txt; \"$L\" --batch -o d/ 1 4; "
     "echo $?; cat d/01-softmax.txt; ls d",
        "1\nold01-softmax.txt\n04-sparse-labels.txt\n", "04-sparse-labels.txt: error: cannot "},

    /* one output: contents of several, a form feed before each lesson and nowhere else */
    {"\"$L\" --batch 4 | grep -c Contents; \"$L\" --batch 1 2 4 > o; head -n 1 o; tr -dc '\\f' < o "
     "| wc -c; grep -c '^\f[124]\\. ' o",
        "0\nContents\n3\n3\n", NULL},
    /* of chosen stages, the questions that are asked there, and their answers */
    {"for s in softmax product total input; do for f in text markdown; do \"$L\" --batch -f $f "
     "--stages $s 4 > o; grep -c 'Question [0-9]' o; sed '1,/Answers$/d' o | grep -c '^ *[0-9]\\. "
     "'; "
     "done; \"$L\" --batch -f json --stages $s 4 | grep -o '\"number\"' | wc -l; done | tr '\\n' ' "
     "'",
        "1 1 1 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0 ", NULL},

    {"for f in json numpy csv markdown; do \"$L\" --batch -f $f 1 2 | tr -dc '\\f' | wc -c; done",
        "0\n0\n0\n0\n", NULL},

    /* many pages are said before they are printed, but not to whoever asked for them */
};

START_TEST(cases)
{
    shell_case_holds(&CASES[_i]);
}
END_TEST

/* The last of three comes to harm while it is written: the first two are not put in place. */
START_TEST(all_or_nothing)
{
    struct result r =
        sh(BIG LESSON "lesson a.md A; lesson b.md B; mkdir d; printf old > d/a.json; "
                      "\"$L\" --batch -f json -o d a.md b.md big.md 2> e & "
                      "until test -s \"$(ls d/big.json.* 2> f)\"; do :; done; truncate -s 1000 "
                      "big.npy; wait $!; echo $?; cat d/a.json; ls d; grep -c 'became shorter' e");
    ck_assert_str_eq(r.out, "1\nolda.json\n1\n");
    done(&r);
}
END_TEST

#define STOPPED(signal)                                                                            \
    BIG LESSON "lesson a.md A; mkdir d; printf old > d/a.json; "                                   \
               "\"$L\" --batch -f json -o d a.md big.md & "                                        \
               "until test -s \"$(ls d/big.json.* 2> f)\"; do :; done; kill -" signal " $!; "      \
               "wait $!; test $? -gt 128 && cat d/a.json; ls d"

START_TEST(stopped_it_leaves_nothing)
{
    static const char *const COMMANDS[] = {STOPPED("TERM"), STOPPED("HUP")};
    (void)signal(SIGHUP, SIG_DFL); /* whoever started the tests may have had it ignored */
    struct result r = sh(COMMANDS[_i]);
    ck_assert_msg(strcmp(r.out, "olda.json\n") == 0, "%s: %s%s", COMMANDS[_i], r.out, r.err);
    done(&r);
}
END_TEST

/* Many pages are said, as many as there are. */
START_TEST(pages_are_counted)
{
    static const char *const COMMANDS[] = {BIG "\"$L\" --batch big.md > o", "\"$L\" --batch > o",
        BIG "\"$L\" --batch -o d/ 1 big.md; cat d/* > o", "\"$L\" --batch -o e/; cat e/* > o"};
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        struct result r = sh(COMMANDS[i]);
        struct result lines = sh("wc -l < o");
        char warning[256];
        (void)snprintf(warning, sizeof warning,
            "losswalk: warning: printed, this would be about %ld pages\nhint: --rows auto",
            (strtol(lines.out, NULL, 10) + 59) / 60);
        ck_assert_msg(
            strstr(r.err, warning) != NULL, "%s: %s, not\n%s", COMMANDS[i], r.err, warning);
        done(&r);
        done(&lines);
    }
}
END_TEST

/* Whoever says that all rows are meant, or takes those that matter, is not warned; nor a program.
 */
START_TEST(pages_are_not_said)
{
    struct result r = sh(
        BIG "for a in '--rows all' '--rows auto' '-f json' '-f csv' '-f markdown' '--rows 9'; do "
            "\"$L\" --batch $a big.md > o; done");
    ck_assert_str_eq(r.err, "");
    done(&r);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("documents");
    TCase *tests = tcase_create("documents");
    tcase_add_checked_fixture(tests, shell_start, shell_stop);
    tcase_add_loop_test(tests, cases, 0, sizeof CASES / sizeof *CASES);
    tcase_add_test(tests, all_or_nothing);
    tcase_add_loop_test(tests, stopped_it_leaves_nothing, 0, 2);
    tcase_add_test(tests, pages_are_counted);
    tcase_add_test(tests, pages_are_not_said);
    suite_add_tcase(suite, tests);
    return suite;
}

/* --variant, --class and --check --variants on the command line: what is printed, said, and left
 * alone. */
#include "check_main.h"
#include "shell.h"

#include <stdlib.h>
#include <string.h>

/* A lesson that names a number of its own in the text before all steps. */
#define NAMES                                                                                      \
    "printf -- '---\\nformat: 1\\ntitle: N\\nlogits: [[6, 2, 3], [2, 1, 4]]\\nlabels: [0, 1]\\n"   \
    "route: textbook\\nquestions:\\n  - {at: per_sample, ask: What?, cell: [1]}\\n---\\n"          \
    "It is 0.9362 here.\\n' > n.md; "

/* A lesson that quotes a number, and its translation. */
#define QUOTES                                                                                     \
    "printf -- '---\\nformat: 1\\ntitle: N\\nlogits: [[6, 2, 3], [2, 1, 4]]\\nlabels: [0, 1]\\n"   \
    "route: textbook\\n---\\nIt is {{softmax[0, 0]}}.\\n' > q.md; "                                \
    "printf -- '---\\ntitle: N\\n---\\n它是 {{softmax[0, 0]}}。\\n' > q.zh.md; "

/* Two shares of 1: the hundredths of the smaller one, but the tenths. */
#define FEW                                                                                        \
    "printf -- '---\\nformat: 1\\ntitle: F\\nprobs: [[0.4, 0.6]]\\nlabels: [1]\\nquestions:\\n"    \
    "  - {at: per_sample, ask: What?, cell: [0]}\\n---\\n' > f.md; "

/* A lesson one of whose questions has numbers of its own. */
#define LEAVES                                                                                     \
    "printf -- '---\\nformat: 1\\ntitle: L\\nlogits: [[6, 2, 3], [2, 1, 4]]\\nlabels: [0, 1]\\n"   \
    "questions:\\n  - {at: softmax, ask: From 6 to 2, choices: [a, b], answer: a}\\n"              \
    "  - {at: per_sample, ask: What?, cell: [1]}\\n---\\n' > l.md; "

/* What a command prints, and a part of what it says (NULL: it says nothing). */
static const struct shell_case CASES[] = {
    /* one N, the same numbers in every format and language, and not the lesson's */
    {"for n in 1 2; do for f in csv 'csv --lang zh' 'csv -p 2' 'csv --stages input'; do \"$L\" "
     "--batch --variant $n -f $f 4 | grep ,logits, | cut -d, -f3,4,7 | cksum; done | sort -u | wc "
     "-l; done; \"$L\" --batch -f csv 4 | grep ,logits, > own; \"$L\" --batch -f csv --variant 1 4 "
     "| grep ,logits, | cmp -s own -; echo $?",
        "1\n1\n1\n", NULL},
    {"for x in --worksheet --key '--worksheet --fade 3' '--key --fade 5' '-f moodle' '-f gift' '-f "
     "numpy'; do \"$L\" --batch $x --variant 9 4 | grep -o '[0-9a-f]\\{8\\})' | head -n "
     "1; done | sort -u | wc -l",
        "1\n", NULL},
    {"\"$L\" --batch -f questions --variant 12 4 | grep -c '^\"sparse-labels v12 [123]\",'", "3\n",
        NULL},

    /* a text with an old number is refused at its place, where it would be printed */
    {NAMES "\"$L\" --batch --worksheet --variant 1 n.md; echo $?", "1\n",
        "n.md:10:7: error: '0.9362' is a number of the lesson"},
    {NAMES "\"$L\" --batch -f csv --variant 1 n.md > o; echo $?", "0\n", NULL},
    {"\"$L\" --batch --variant 1 4; echo $?", "1\n", "04-sparse-labels.md:"},
    {"\"$L\" --batch --worksheet --variant 1 48 4 | grep -c '^4\\. '", "1\n",
        "this lesson has no variants: its scores do not stand in the lesson itself"},

    /* a class: all sheets, then all keys, each a page with its name */
    {"printf 'Ada\\n\\n \\n  Bo  \\r\\n' > c; \"$L\" --batch --worksheet --key --class c 4 5 > o; "
     "echo $?; tr -dc '\\f' < o | wc -c; grep '^Name: ' o | tr '\\n' ' '; grep -c 'Key: ' o; sed "
     "'0,/Key: /d' o | grep -c ____; grep -c Contents o",
        "0\n8\nName: Ada Name: Ada Name: Bo Name: Bo Name: Ada Name: Ada Name: Bo Name: Bo "
        "4\n0\n0\n",
        NULL},
    {"printf 'Ada\\nBo\\nAda\\n' > c; \"$L\" --batch --key --class c 4 | grep -c Name", "3\n",
        "c:3:1: warning: this name stands in line 1, too"},
    {FEW "seq 60 > c; \"$L\" --batch --key --class c f.md | grep -c Name", "60\n",
        "f.md: warning: this lesson has too few variants"},
    {"printf 'A\\nB\\033\\n' > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c:2:2: error: the character U+001B is not allowed"},
    {"printf 'A\\nB\\377\\n' > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c:2:2: error: the byte 0xff is not valid UTF-8"},
    {"printf 'A\\n %0121d\\n' 1 > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c:2:2: error: a name may have up to 120 bytes; this line has 121"},
    {"printf 'Ada\\tLovelace\\n' > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c:1:4: error: a TAB within a name"},
    {"printf '\\n' > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c: error: there is no name in this file"},
    {"\"$L\" --batch --key --class none 4; echo $?", "1\n", "none: error: cannot read: "},
    {"seq 1001 > c; \"$L\" --batch --key --class c 4; echo $?", "1\n",
        "c:1001:1: error: a class has up to 1000 names"},
    /* in a folder: a file for each, keys apart from what is handed out */
    {"printf 'Ada L.\\nada/l\\n../..\\n李\\nAda L-2\\n' > c; \"$L\" --batch --worksheet --key "
     "--class c "
     "-o d/ 4 5; echo $?; ls d d/keys | LC_ALL=C sort; grep -c '^Name: ' d/*.txt; "
     "\"$L\" --batch --worksheet --class c -f markdown 4 5 > all; for n in Ada-L ada-l-2 name 李 "
     "Ada-L-2-2; do sed 's/^\\f//' d/$n.txt; done > apart; \"$L\" --batch --worksheet --class c 4 "
     "5 | "
     "sed 's/^\\f//' | cmp - apart",
        "0\n\nAda-L-2-2.txt\nAda-L-2-2.txt\nAda-L.txt\nAda-L.txt\nada-l-2.txt\nada-l-2."
        "txt\nanswers.txt\nd/"
        "keys:\nd:\nkeys\nname.txt\nname.txt\n李.txt\n李.txt\nd/Ada-L-2-2.txt:2\nd/Ada-L.txt:2\nd/"
        "ada-l-2.txt:2\nd/name.txt:2\nd/李.txt:2\n",
        NULL},
    {"echo A > c; mkdir d; \"$L\" --batch --key --class c -o d 4 -f html; ls d", "A.html\n", NULL},
    {"printf 'answers\\nB\\n' > c; \"$L\" --batch --key --class c -o d/ 4; ls d; tail -n 2 "
     "d/answers.txt "
     "| cut -c 1-11",
        "B.txt\nanswers-2.txt\nanswers.txt\n    answers\n    B      \n", NULL},
    {"\"$L\" --batch --worksheet --key -o d/ 4 5; cd d; ls *.txt keys/*",
        "04-sparse-labels.txt\n05-reductions.txt\nkeys/04-sparse-labels.txt\nkeys/"
        "05-reductions.txt\n",
        NULL},
    {"printf 'c\\nd\\n' > c.txt; \"$L\" --batch --worksheet --key --class c.txt -o . 4; echo $?; "
     "ls c* d* keys",
        "1\nc.txt\n", "./c.txt: error: is a file that this run reads"},
    /* whose page it is, is on each; a browser and LaTeX count them anew */
    {"printf 'Ada\\n李\\n' > c; \"$L\" --batch --worksheet --key --class c -f html 4 5 > o; grep "
     "-o "
     "'<title>.*class<' o; grep -o '^@page d[0-9]* { counter-increment: page copy[0-9]*; @top-left "
     "{ "
     "content: \"[^ 0-9]*[0-9e]*' o | sed 's/.000020.*//'",
        "<title>4. Sparse labels pick one probability, 5. Mean, sum or none: class<\n"
        "@page d1 { counter-increment: page copy1; @top-left { content: \"Ada\n"
        "@page d2 { counter-increment: page copy1; @top-left { content: \"Ada\n"
        "@page d3 { counter-increment: page copy3; @top-left { content: \"\\00674e\n"
        "@page d4 { counter-increment: page copy3; @top-left { content: \"\\00674e\n"
        "@page d5 { counter-increment: page copy5; @top-left { content: \"Ada\n"
        "@page d6 { counter-increment: page copy5; @top-left { content: \"Ada\n"
        "@page d7 { counter-increment: page copy7; @top-left { content: \"\\00674e\n"
        "@page d8 { counter-increment: page copy7; @top-left { content: \"\\00674e\n",
        NULL},
    {"\"$L\" --batch --worksheet -f html 4 5 > o; grep -c 'page: d\\|copy' o; grep -c "
     "'id=\"contents' o",
        "0\n1\n", NULL},
    {"printf 'Ada\\n' > c; for n in Ö Ж 李 ひ 김; do echo $n > d; \"$L\" --batch --key --class d "
     "-f "
     "latex 4 | grep -c 'compile it with xelatex'; done; cat c d | tac > e; \"$L\" --batch "
     "--worksheet --key --class e -f latex 4 5 | grep -c '^.newcopy'; rm -rf p; \"$L\" --batch "
     "--worksheet --class e -f latex -o p/ 4; grep -c xelatex p/*",
        "0\n1\n1\n1\n1\n5\np/Ada.tex:0\np/김.tex:1\n", NULL},
    {"echo A > c; \"$L\" --batch --key --class c -o c 4; echo $?; cat c", "1\nA\n",
        "would be lost"},
    /* several variants for nobody by name: each once, its pages and answers together */
    {"for f in 'text --worksheet' 'markdown --key' 'html --worksheet' 'latex --key' gift "
     "questions; do for n in 4-6 4 5 6; do \"$L\" --batch --variant $n -f $f 5 | grep -o 'variant "
     "[0-9]*"
     "\\|reductions v[0-9]*' | sort -u > $n; done; cat 4 5 6 | sort -u | cmp - 4-6; wc -l < 4-6; "
     "done | "
     "tr '\\n' ' '; \"$L\" --batch --variant 4-6 -f csv 5 | grep -c ',logits,0,0,'",
        "3 3 3 3 6 3 3\n", NULL},
    {"\"$L\" --batch --worksheet --key --variant 2-3 4 5 -o d/; ls d d/keys | tr '\\n' ' '; tail "
     "-n 2 "
     "d/keys/answers.txt | cut -c 1-13",
        "d: keys variant-2.txt variant-3.txt  d/keys: answers.txt variant-2.txt variant-3.txt     "
        "variant 2\n    variant 3\n",
        NULL},
    {"\"$L\" --batch --variant 1-40 -f moodle 8 > o; grep -c 'type=.numerical\\|type=.multichoice' "
     "o; "
     "grep '<name>' o | sort -u | wc -l",
        "111\n111\n", "08-gradient.md: warning: some of these variants have the same numbers"},
    /* both without a class, too */
    {"\"$L\" --batch --worksheet --key 4 5 > o; grep -c '^\f*Key: ' o; tr -dc '\\f' < o | wc -c",
        "2\n3\n", NULL},

    /* a question that names old numbers is left out, everywhere, and what is left is counted anew
     */
    {LEAVES
        "for x in --worksheet --key '-f gift' '-f json' ''; do \"$L\" --batch $x --variant 1 "
        "l.md | grep -c 'From 6'; done; \"$L\" --batch --key --variant 1 l.md | grep -c '^ *1. L'; "
        "\"$L\" --check --variants 1-2 l.md | grep -c 'question 1 is left out: l.md:7:29: '; "
        "\"$L\" --check --variants 1 -f json l.md | grep -c '\"question\": 1, \"left_out\": "
        "\"l.md:7'",
        "0\n0\n0\n0\n0\n1\n1\n1\n", "l.md: warning: the lesson has no summary"},

    /* numbers that texts quote: of the variant, in a translation, and checked there */
    {QUOTES "for x in '' '--variant 1' '--lang zh' '--lang zh --variant 1'; do \"$L\" --batch $x "
            "q.md > "
            "o; \"$L\" --batch -f csv $x q.md | grep ,softmax,0,0, | cut -d, -f7 > v; grep -c \" "
            "$(printf %.4f \"$(cat v)\")[.。]\" o; done",
        "1\n1\n1\n1\n", NULL},
    {QUOTES "sed -i 's/softmax.0, 0/softmax[0, 9/' q.zh.md; \"$L\" --check q.md > o; echo $?",
        "1\n",
        "q.zh.md:4:4: error: there is no such cell: the stage 'softmax' has the shape (2, 3)"},

    /* what variants have in common */
    {"\"$L\" --check --variants 1-9 4 | head -n 2; echo $?",
        "Sparse labels pick one probability\n  variants 1 to 9: drawn 9, the same as another "
        "0\n0\n",
        NULL},
    {"\"$L\" --check --variants 3 -f json 4 > o; echo $?; grep -c '\"can_be_varied\": true, "
     "\"repeats\": 0' o; grep -o '\"right_choices\": [^]]*' o",
        "0\n1\n\"right_choices\": [1, 0, 1\n", NULL},
    {NAMES "\"$L\" --check --variants 1-2 n.md > o; echo $?", "1\n", "n.md:10:7: error: '0.9362'"},
    {"\"$L\" --check --variants 1-2 48 > o; echo $?", "1\n", "this lesson has no variants"},
    {"printf -- '---\\nformat: 1\\ntitle: P\\nprobs: [[0.5, 0.5]]\\nlabels: [0]\\n---\\n' > p.md; "
     "\"$L\" "
     "--check "
     "--variants 1-2 p.md 2> e | grep -c 'drawn 0'; grep -c error: e",
        "1\n0\n", NULL},
};

START_TEST(cases)
{
    shell_case_holds(&CASES[_i]);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("variants");
    TCase *tests = tcase_create("variants");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, shell_start, shell_stop);
    tcase_add_loop_test(tests, cases, 0, sizeof CASES / sizeof *CASES);
    suite_add_tcase(suite, tests);
    return suite;
}

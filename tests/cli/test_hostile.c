/* Names, titles and files that mean harm, or come to harm while they are read. */
#include "check_main.h"
#include "shell.h"

#include <stdio.h>
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

static void expect_out(const char *command, const char *out)
{
    struct result r = sh(command);
    ck_assert_msg(strcmp(r.out, out) == 0, "%s:\n%s%s", command, r.out, r.err);
    done(&r);
}

/* ---- Titles and names as code ---------------------------------------------------------------- */

/* Python, and editors, read settings from comments in the first lines of a script. */
START_TEST(no_word_of_a_lesson_in_the_first_lines_of_code)
{
    expect_out(LESSON "lesson 'coding: utf7.md' '\"coding: utf7\"'; "
                      "lesson two.md '\"vim: set coding=utf7:\"'; "
                      "\"$L\" --batch -f numpy 'coding: utf7.md' two.md > code.py; "
                      "head -n 5 code.py | grep -c coding; grep -c coding code.py; "
                      "awk '/^# a losswalk/ {start = NR} /coding/ && NR - start < 5' code.py",
        "0\n3\n");
}
END_TEST

/* However a file is called, and however it is found, its name makes no line and steers nothing. */
START_TEST(a_file_name_is_one_line_of_text)
{
    expect_out(LESSON
        "n=$(printf 'x\\nimport os\\033]0;t\\007\\302\\233\\342\\200\\256.md'); lesson \"$n\" T; "
        "for a in '--batch -f numpy' '--batch -f json' '--batch -f html' --batch '--check' "
        "'--check -f json' "
        "--plain '--batch --ascii -f numpy' '--check --ascii -f json'; do "
        "\"$L\" $a \"$n\" > o 2>&1 </dev/null; \"$L\" $a 'x*.md' >> o 2>&1 </dev/null; "
        "\"$L\" $a \"$n/none.md\" >> o 2>&1 </dev/null; "
        "\"$L\" $a --set \"$n\" 4 >> o 2>&1 </dev/null; "
        "\"$L\" $a --set \"title=$n\" 4 >> o 2>&1 </dev/null; "
        "\"$L\" $a --stages \"$n\" 4 >> o 2>&1 </dev/null; "
        "\"$L\" $a --compare \"$n\" 4 >> o 2>&1 </dev/null; "
        "\"$L\" $a --lang \"$n\" 4 >> o 2>&1 </dev/null; "
        "\"$L\" $a --lessons \"$n\" 4 >> o 2>&1 </dev/null; "
        "LOSSWALK_LESSONS=\"$n\" XDG_STATE_HOME=\"/$n\" HOME=\"/$n\" \"$L\" $a x >> o 2>&1 "
        "</dev/null; \"$L\" \"--$n\" >> o 2>&1; "
        "cat o >> all; done; "
        "mkdir l; cp \"$n\" l; \"$L\" --list --lessons l >> all 2>&1; "
        "m=$(printf 'm\\nimport os\\033]0;t\\007\\302\\233\\342\\200\\256.md'); "
        "\"$L\" --new \"$m\" >> all; \"$L\" --new \"$m\" >> all 2>&1; "
        "LC_ALL=C tr -d '\\n\\t' < all | LC_ALL=C grep -c '[[:cntrl:]]'; "
        "LC_ALL=C grep -c \"$(printf '\\302\\233')\" all; "
        "LC_ALL=C grep -c \"$(printf '\\342\\200\\256')\" all; grep -c '^import os' all",
        "0\n0\n0\n0\n");
}
END_TEST

/* A message in JSON is one string, in 7 bits too. */
START_TEST(messages_in_json_are_strings)
{
    struct result r = sh(LESSON "n='\342\200\234\360\237\230\200\342\200\235.md'; lesson \"$n\" T; "
                                "\"$L\" --check --ascii -f json \"$n\"");
    ck_assert_msg(
        strstr(r.out, "\"file\": \"\\u201c\\ud83d\\ude00\\u201d.md\"") != NULL, "%s", r.out);
    done(&r);
}
END_TEST

/* ---- Data that goes while it is read --------------------------------------------------------- */

/* What stands for each way of harm; the reader of the output waits meanwhile. */
static const struct {
    const char *arguments, *harm, *message;
} HARMS[] = {
    {"-f json", "truncate -s 1000 big.npy", "the file became shorter"},
    {"-f text", "truncate -s 1000 big.npy", "the file became shorter"},
    {"-f numpy", "truncate -s 1000 big.npy", "the file became shorter"},
    {"-f json", "truncate -s 1000 lab.npy", "lab.npy: "},
    {"-f json", "printf x | dd of=lab.npy bs=1 seek=20000 conv=notrunc 2>d", "was changed"},
    {"-f text", "cp big.npy new; mv new big.npy", "big.npy: was changed, replaced or removed"},
    {"-f json", "rm big.npy", "big.npy: was changed, replaced or removed"},
    {"-f text --compare all", "rm big.npy", "big.npy: was changed, replaced or removed"},
};

/* The output ends before the first number that hangs on what is missing. */
START_TEST(data_that_goes_ends_the_output)
{
    char command[2048];
    (void)snprintf(command, sizeof command,
        "%s mkfifo p; { \"$L\" --batch %s big.md > p; echo $? > code; } & "
        "exec 3< p; head -c 1000 <&3 > o; %s; cat <&3 >> o; wait; "
        "grep -v '# infinities and nan' o | grep -ci nan; cat code",
        BIG, HARMS[_i].arguments, HARMS[_i].harm);
    struct result r = sh(command);
    ck_assert_msg(strcmp(r.out, "0\n1\n") == 0, "%s\n%s", r.out, r.err);
    ck_assert_msg(strstr(r.err, HARMS[_i].message) != NULL, "%s", r.err);
    ck_assert_msg(strstr(r.err, "big.md:4:9: error: ") != NULL ||
                      strstr(r.err, "big.md:5:9: error: ") != NULL,
        "%s", r.err);
    ck_assert_ptr_null(strstr(strstr(r.err, "error: ") + 1, "error: ")); /* said once */
    done(&r);
}
END_TEST

START_TEST(data_that_goes_leaves_the_old_file)
{
    expect_out(BIG "printf old > h; \"$L\" --batch -f json -o h big.md 2> e & "
                   "until test -s \"$(ls h.* 2> d)\"; do :; done; truncate -s 1000 big.npy; "
                   "wait $!; echo $?; cat h; ls | grep -c '^h\\.'; grep -c 'became shorter' e",
        "1\nold0\n1\n");
}
END_TEST

/* A run that prints nothing leaves the old file, and makes no empty one. */
START_TEST(nothing_printed_is_nothing_written)
{
    expect_out(LESSON "printf old > f; lesson good.md T; printf x > bad.md; "
                      "for a in none.md bad.md no-such-id 'none*.md' 'bad.md none.md'; do "
                      "\"$L\" --batch -o f $a 2> e; echo $?; cat f; "
                      "\"$L\" --batch -o new $a 2> e; ls | grep -c '^new'; done; "
                      "\"$L\" --batch -o f bad.md good.md 2> e; echo $?; head -n 1 f; "
                      "ls | grep -c '^f\\.'",
        "1\nold0\n1\nold0\n1\nold0\n1\nold0\n1\nold0\n1\nT\n0\n");
}
END_TEST

/* Whatever a run reads: its data, a translation, the lesson behind standard input, under any name.
 */
START_TEST(what_is_read_is_not_written_over)
{
    expect_out("cp \"$LOSSWALK_LESSONS/48-digits.md\" a.md; "
               "cp \"$LOSSWALK_LESSONS\"/../data/digits-*.npy .; cp \"$T\"/three*.md .; "
               "ln -s digits-labels.npy link; ln digits-scores.npy hard; "
               "for target in digits-labels.npy link hard three.zh.md three.md; do "
               "cp $target before; \"$L\" --batch --lang zh -o $target a.md three.md; echo $?; "
               "cmp before $target; done; "
               "\"$L\" --batch -o three.md - < three.md; echo $?; cmp before three.md; "
               "\"$L\" --batch -o page three.md; echo $?; "
               "ls | grep -c '\\.[A-Za-z0-9]\\{6\\}$'",
        "1\n1\n1\n1\n1\n1\n0\n0\n");
}
END_TEST

/* ---- Lessons that are something else --------------------------------------------------------- */

/* A link out of its folder is refused however the lesson is named, and no word of what it leads to
 * is shown; a link within, and a folder that is a link, are fine. */
START_TEST(a_lesson_is_no_link_out_of_its_folder)
{
    expect_out(LESSON
        "mkdir -p d/sub; printf 'SECRET\n' > secret; lesson d/01-good.md Good; "
        "lesson d/sub/x.md Inside; ln -s ../secret d/02-leak.md; ln -s \"$PWD/secret\" "
        "d/01-good.zh.md; ln -s sub/x.md d/03-in.md; ln -s 03-in.md d/04-twice.md; "
        "ln -s d folder; mkfifo d/05-pipe.md; mkdir d/06-folder.md; ln -s /dev/zero d/07-zero.md; "
        "ln -s sub/../../secret d/08-up.md; ln -s gone d/09-gone.md; ln -s 10-loop.md "
        "d/10-loop.md; "
        "for a in '--check d/02-leak.md' '--check d/*.md' '--check --lessons d' '--list --lessons "
        "d' '--batch --lessons d 2' '--plain d/02-leak.md' '--check -f json d/*.md' "
        "'--batch --lang zh d/01-good.md' '--plain --lessons d leak'; do "
        "timeout 10 \"$L\" $a > o 2>&1 < /dev/null; echo $? >> codes; cat o >> all; done; "
        "sort -u codes; grep -c SECRET all; "
        "\"$L\" --check d/02-leak.md 2>&1 | grep -c 'name that file: /.*/secret$'; "
        "\"$L\" --check d/01-good.md 2>&1 | grep -c 'good.zh.md: error: is a link that'; "
        "\"$L\" --batch d/03-in.md d/04-twice.md folder/03-in.md | tr -d '\\f' | grep -c '^[34]. "
        "Inside'; "
        "for n in 5 d/06-folder.md 7 8 9 10; do \"$L\" --batch --lessons d $n 2>&1 | grep error: ; "
        "done; "
        "mkdir e; ln -s ../secret e/01-x.md; \"$L\" --list --lessons e 2> err; "
        "grep -c 'leads out of' err",
        "1\n0\n1\n1\n3\n"
        "d/05-pipe.md: error: is a pipe or a device, not a lesson\n"
        "d/06-folder.md: error: there are no lessons in this folder\n"
        "d/07-zero.md: error: is a pipe or a device, not a lesson\n"
        "d/08-up.md: error: is a link that leads out of its folder\n"
        "d/09-gone.md: error: cannot open: no such file or folder\n"
        "d/10-loop.md: error: cannot open: too many links on the way\n"
        "  1  x                                     (broken: see the message)\n1\n");
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tests = tcase_create("hostile");
    tcase_add_checked_fixture(tests, shell_start, shell_stop);
    tcase_add_test(tests, no_word_of_a_lesson_in_the_first_lines_of_code);
    tcase_add_test(tests, a_file_name_is_one_line_of_text);
    tcase_add_test(tests, messages_in_json_are_strings);
    tcase_add_loop_test(tests, data_that_goes_ends_the_output, 0, sizeof HARMS / sizeof *HARMS);
    tcase_add_test(tests, data_that_goes_leaves_the_old_file);
    tcase_add_test(tests, nothing_printed_is_nothing_written);
    tcase_add_test(tests, what_is_read_is_not_written_over);
    tcase_add_test(tests, a_lesson_is_no_link_out_of_its_folder);
    suite_add_tcase(suite, tests);
    return suite;
}

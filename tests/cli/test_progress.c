/* --progress: one student, question by question, and a class from its files. */
#include "check_main.h"
#include "shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_status(const char *command, int status, const char *out, const char *err)
{
    struct result r = sh(command);
    ck_assert_msg(r.status == status && strcmp(r.out, out) == 0, "%s\nexit %d\n%s---\n%s", command,
        r.status, r.out, r.err);
    ck_assert_msg(
        err[0] == '\0' ? r.err[0] == '\0' : strstr(r.err, err) != NULL, "%s\n%s", command, r.err);
    done(&r);
}

static void expect(const char *command, const char *out)
{
    expect_status(command, 0, out, "");
}

/* A folder with two lessons, and two students who were in them. Anna answers the first question of
 * sparse-labels rightly at once, after a hint; and the second at the third try. Ben answers the
 * first wrongly, has it shown, and comes back. */
#define COURSE                                                                                     \
    "rm -rf state c class; mkdir c class; S=\"$LOSSWALK_LESSONS\"; "                               \
    "cp \"$S\"/*-sparse-labels.md c/04-sparse-labels.md; "                                         \
    "cp \"$S\"/*-padding-left-out.md c/36-padding-left-out.md; cp -r \"$S/../data\" .; "           \
    "printf 'go row_sum\\n\\nhint\\nowl\\ngo log\\n\\n3\\n2\\n1\\n' | "                            \
    "\"$L\" --plain c/04-sparse-labels.md > said; cp state/losswalk/progress class/anna.txt; "     \
    "rm -rf state; "                                                                               \
    "printf 'go row_sum\\n\\ncat\\n\\n' | \"$L\" --plain c/04-sparse-labels.md > said; "           \
    "printf 'go row_sum\\n\\nowl\\n' | \"$L\" --plain c/04-sparse-labels.md > said; "              \
    "printf 'go 2\\n' | \"$L\" --plain c/36-padding-left-out.md > said; "                          \
    "cp state/losswalk/progress class/ben.txt; "

static void start(void)
{
    shell_start();
    expect(COURSE, "");
}

#define SPARSE "4,sparse-labels,\"Sparse labels pick one probability\","
#define PADDING "36,padding-left-out,\"Padding left out of the mean\","

START_TEST(one_student_as_csv)
{
    expect("cp class/anna.txt state/losswalk/progress; \"$L\" --progress -f csv --lessons c "
           "| sed -n 1,4p",
        "\xef\xbb\xbfnumber,lesson,title,state,question,tries,hints,revealed,first_try,solved\n" //
        SPARSE "begun,1,1,1,0,1,1\n"                                                             //
        SPARSE "begun,2,3,0,0,0,1\n"                                                             //
        SPARSE "begun,3,0,0,0,0,0\n");
    expect("\"$L\" --progress -f csv --lessons c | sed -n 5p", PADDING "new,1,0,0,0,0,0\n");
    expect("cp class/ben.txt state/losswalk/progress; \"$L\" --progress -f csv --lessons c "
           "| sed -n '2p;5p'",
        SPARSE "begun,1,2,0,1,0,1\n" PADDING "begun,1,0,0,0,0,0\n");
    expect("\"$L\" --progress -f csv --ascii --lessons c | head -c 7", "number,");
}
END_TEST

START_TEST(one_student_as_json)
{
    expect("cp class/anna.txt state/losswalk/progress; \"$L\" --progress -f json --lessons c "
           "| sed -n 1,2p",
        "[{\"number\": 4, \"lesson\": \"sparse-labels\", \"title\": \"Sparse labels pick one "
        "probability\", \"state\": \"begun\", \"question\": 1, \"tries\": 1, \"hints\": 1, "
        "\"revealed\": false, \"first_try\": true, \"solved\": true},\n"
        " {\"number\": 4, \"lesson\": \"sparse-labels\", \"title\": \"Sparse labels pick one "
        "probability\", \"state\": \"begun\", \"question\": 2, \"tries\": 3, \"hints\": 0, "
        "\"revealed\": false, \"first_try\": false, \"solved\": true},\n");
    expect("\"$L\" --progress -f json --lessons c | python3 -c 'import json, sys; "
           "rows = json.load(sys.stdin); print(len(rows), {len(row) for row in rows})'; "
           "grep -c '^  - at:' c/04-sparse-labels.md c/36-padding-left-out.md | "
           "awk -F: '{n += $2} END {print n}'",
        "5 {10}\n5\n");
}
END_TEST

START_TEST(one_student_as_text)
{
    expect("cp class/ben.txt state/losswalk/progress; \"$L\" --progress --lessons c | head -n 3",
        "4 sparse-labels: step 2 of 6, 1/3 solved\n"
        "     1. solved, after the answer was shown, 2 tries\n"
        "     2. not solved\n");
    expect("XDG_STATE_HOME=$PWD/none \"$L\" --progress --lessons c; ls none 2> said || echo none",
        "No lesson was opened yet.\nnone\n"); /* and none was made */
}
END_TEST

START_TEST(a_class)
{
    expect("\"$L\" --progress --lessons c class/*.txt | sed -n '1p;6,8p;14,20p'",
        "2 students\n"
        "      in all  4 sparse-labels  36 padding-left-out\n"
        "anna  2 (1)   2/3 (1) *        -\n"
        "ben   1 (0)   1/3 (0) *        0/2 (0) *\n"
        "4 sparse-labels\n"
        "      1   2   3\n"
        "anna  +h  3   .\n"
        "ben   S   .   .\n"
        "  1. 2 of 2 solved it, 1 at the first try; shown to 1\n"
        "     Which class gets the largest probability in s1?\n"
        "  2. 1 of 2 solved it, 0 at the first try; shown to 0\n");
    expect("\"$L\" --progress --lessons c class/*.txt | grep -A3 '^36 '", "36 padding-left-out\n"
                                                                          "      1   2\n"
                                                                          "ben   .   .\n"
                                                                          "Not opened by: anna\n");
    expect("\"$L\" --progress -f csv --lessons c class/*.txt",
        "\xef\xbb\xbfstudent,number,lesson,title,state,question,tries,hints,revealed,first_try,"
        "solved\n"                           //
        "anna," SPARSE "begun,1,1,1,0,1,1\n" //
        "anna," SPARSE "begun,2,3,0,0,0,1\n" //
        "anna," SPARSE "begun,3,0,0,0,0,0\n" //
        "anna," PADDING "new,1,0,0,0,0,0\n"  //
        "anna," PADDING "new,2,0,0,0,0,0\n"  //
        "ben," SPARSE "begun,1,2,0,1,0,1\n"  //
        "ben," SPARSE "begun,2,0,0,0,0,0\n"  //
        "ben," SPARSE "begun,3,0,0,0,0,0\n"  //
        "ben," PADDING "begun,1,0,0,0,0,0\n" //
        "ben," PADDING "begun,2,0,0,0,0,0\n");
    /* the rows are those of each student alone, where the class opened the lesson */
    expect(
        "for s in anna ben; do cp class/$s.txt state/losswalk/progress; \"$L\" --progress -f csv "
        "--lessons c | sed 1d | sed \"s/^/$s,/\"; done > alone; \"$L\" --progress -f csv "
        "--lessons c class/*.txt | sed 1d | cmp - alone",
        "");
    expect("\"$L\" --progress -f json --lessons c class/*.txt | python3 -c '"
           "import csv, io, json, sys, subprocess; c = json.load(sys.stdin); "
           "t = subprocess.run([sys.argv[1], *\"--progress -f csv --lessons c class/anna.txt "
           "class/ben.txt\".split()], capture_output=True).stdout.decode(\"utf-8-sig\"); "
           "rows = [{k: str(int(v) if isinstance(v, bool) else v) for k, v in a.items()} "
           "for a in c[\"answers\"]]; print(rows == list(csv.DictReader(io.StringIO(t))))' \"$L\"",
        "True\n");
    expect(
        "\"$L\" --progress -f json --lessons c class/*.txt | python3 -c '"
        "import json, sys; c = json.load(sys.stdin); "
        "print([(s[\"student\"], [(x[\"lesson\"], x[\"solved\"], x[\"asked\"], x[\"first_try\"], "
        "x[\"revealed\"]) for x in s[\"lessons\"]]) for s in c[\"students\"]]); "
        "print([tuple(q[k] for k in (\"opened\", \"solved\", \"first_try\", \"revealed\")) "
        "for q in c[\"questions\"]][:3], c[\"questions\"][0][\"ask\"])'",
        "[('anna', [('sparse-labels', 2, 3, 1, 0)]), "
        "('ben', [('sparse-labels', 1, 3, 0, 1), ('padding-left-out', 0, 2, 0, 0)])]\n"
        "[(2, 2, 1, 1), (2, 1, 0, 0), (2, 0, 0, 0)] "
        "Which class gets the largest probability in s1?\n");
    expect("\"$L\" --lang zh --progress --lessons c class/*.txt | grep -c '样本 s1\\|s1'", "2\n");
}
END_TEST

/* Of the same lesson under other names, with another text of a question, and of one that the
 * teacher does not have. */
#define FILE(name, lines) "printf 'losswalk progress 1\\n" lines "' > " name "; "

START_TEST(lessons_that_differ)
{
    expect("N=$(sed -n 's/.*numbers=\\([0-9a-f]*\\).*/\\1/p' class/anna.txt); "
           "printf 'losswalk progress 1\\nlesson=mine questions=3 answers=3:00000000000000aa:1:0:sf"
           " numbers=%s path=/else/99-mine.md\\n' $N > renamed.txt; " FILE("unknown.txt",
               "lesson=other questions=4 answers=2:00000000000000bb:2:0:s path=/x.md\\n")
               FILE("older.txt", "lesson=sparse-labels done=yes solved=2 at_once=1 revealed=1 "
                                 "path=/y.md\\n") "\"$L\" --progress -f csv --lessons c "
                                                  "renamed.txt unknown.txt older.txt | sed 1d",
        "renamed," SPARSE "begun,1,0,0,0,0,0\n"
        "renamed," SPARSE "begun,2,0,0,0,0,0\n"
        "renamed," SPARSE "begun,3,1,0,0,1,1\n"
        "renamed,,other,,new,2,0,0,0,0,0\n"
        "unknown," SPARSE "new,1,0,0,0,0,0\n"
        "unknown," SPARSE "new,2,0,0,0,0,0\n"
        "unknown," SPARSE "new,3,0,0,0,0,0\n"
        "unknown,,other,,begun,2,2,0,0,0,1\n"
        "older," SPARSE "done,1,,,,,\n" /* two of three: which, was not noted */
        "older," SPARSE "done,2,,,,,\n"
        "older," SPARSE "done,3,,,,,\n"
        "older,,other,,new,2,0,0,0,0,0\n");
    expect("\"$L\" --progress --lessons c renamed.txt unknown.txt older.txt | sed -n '7,9p'; "
           "\"$L\" --progress --lessons c unknown.txt | grep -A4 '^other'",
        "renamed  1 (1)   1/3 (1) *        -\n"
        "unknown  1 (0)   -                1/4 (0) *\n"
        "older    2 (1)   2/3 (1)          -\n"
        "other\n"
        "(not at hand: --lessons DIR with its folder tells the questions)\n"
        "         2\n"
        "unknown  2\n"
        "  2. 1 of 1 solved it, 0 at the first try; shown to 0\n");
    expect("\"$L\" --progress -f json --lessons c older.txt | python3 -c 'import json, sys; "
           "print([len(a) for a in json.load(sys.stdin)[\"answers\"]])'",
        "[6, 6, 6]\n");
    expect("\"$L\" --progress --lessons c older.txt | tail -n 1",
        "     2 more solved in a losswalk that did not note which\n");
}
END_TEST

/* A file that is none is told and located, and the others are there all the same. */
START_TEST(files_that_are_none)
{
    static const char out[] = "\xef\xbb\xbfstudent,number,lesson,title,state,question,tries,hints,"
                              "revealed,first_try,solved\ngood,,x,,begun,,,,,,\n";
    static const struct {
        const char *make, *says;
    } cases[] = {
        {"echo hello > bad", "bad:1:1: error: this is no progress file of losswalk\n    hello\n"},
        {": > bad", "bad:1:1: error: this is no progress file"},
        {"echo losswalk progress 7 > bad", "bad:1:1: error: progress was written by a newer"},
        {"head -c 9999 /dev/zero > bad", "bad:1:1: error: this is no progress file"},
        {"rm -f bad", "bad: error: cannot read: no such file"},
        {"mkdir bad", "bad: error: cannot read: it is a folder"},
        {"rmdir bad; mkfifo bad", "bad: error: cannot read: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[1024];
        (void)snprintf(command, sizeof command,
            "%s; " FILE("good", "lesson=x questions=2 path=/x\\n") "\"$L\" --progress -f csv bad "
                                                                   "good",
            cases[i].make);
        expect_status(command, 2, out, cases[i].says);
    }
    expect_status("\"$L\" --progress bad", 2, "", "bad: error: cannot read: ");
    expect_status(
        "rm bad; " FILE(
            "bad", "lesson=x questions=2 path=/x\\nstep=none path=/y\\n") "mv bad good; \"$L\" "
                                                                          "--progress -f csv good",
        0, out, "good:3:1: warning: 1 line cannot be read, and is left out");
}
END_TEST

/* The example of the README: two students among the lessons that come with the program. */
START_TEST(as_the_readme_has_it)
{
    expect("for s in anna ben; do sed 's| path=[^ ]*/| path=/|' class/$s.txt > $s.txt; done; "
           "\"$L\" --progress anna.txt ben.txt > all; "
           "sed -n '/^[$] losswalk --progress anna.txt ben.txt/,/^[.][.][.]/p' \"" TEST_SOURCE_DIR
           "/../README.md\" | sed '1d;$d' > part; wc -l < part; head -n \"$(wc -l < part)\" all | "
           "diff part - && echo same",
        "19\nsame\n");
}
END_TEST

/* A student is called as the file is, without its ending; where files have one name, as the
 * shortest part of the path that tells them apart. */
START_TEST(names_of_students)
{
    static const struct {
        const char *paths, *names;
    } cases[] = {
        {"n/ann/progress n/bo/progress n/.cy n/d.e.f", "ann bo .cy d.e"},
        {"n/ann/progress", "progress"},
        {"n/ann/losswalk/progress.txt ./n//bo/losswalk/progress.md", "ann bo"},
        {"n/1/x/p n/2/x/p n/1/y/p", "1/x 2/x y"},
        {"n/p n/q/n/p", "n/p q"},
        {"p n/p", "p n"},
        {"n/q.txt n/q/p o/p", "n/q.txt n/q/p o"},
        {"n/ann/../bo/p n/ann/p", "bo ann"},
        {"n/王小明/p n/Ömer\\ Ünlü_77_file/p", "王小明 \"Ömer Ünlü_77_file\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[1024];
        char names[256];
        (void)snprintf(command, sizeof command,
            "rm -rf named; mkdir named; cd named; mkdir -p n/ann n/bo; for f in %s; do mkdir -p "
            "\"${f%%/*}\"; "
            "[ \"$f\" != p ] || rmdir p; " FILE(
                "\"$f\"", "lesson=x questions=1 path=/x\\n") "done; \"$L\" --progress -f csv %s | "
                                                             "sed 1d | cut -d, -f1 | tr '\\n' ' '",
            cases[i].paths, cases[i].paths);
        (void)snprintf(names, sizeof names, "%s ", cases[i].names);
        expect(command, names);
    }
}
END_TEST

/* Long names and wide ones are whole, and what stands behind them is below each other. */
START_TEST(names_in_columns)
{
    expect("mkdir -p m/王小明 m/Anna-Katharina_van_der_Meer_12345; for f in m/*; do "
           "cp class/anna.txt $f/progress; done; "
           "\"$L\" --progress --lessons c m/*/progress | grep '^[Anna王]' | grep -v '^[a-z]'",
        "Anna-Katharina_van_der_Meer_12345  2 (1)   2/3 (1) *\n"
        "王小明                             2 (1)   2/3 (1) *\n"
        "Anna-Katharina_van_der_Meer_12345  +h  3   .\n"
        "王小明                             +h  3   .\n");
}
END_TEST

START_TEST(a_file_named_twice)
{
    expect_status(
        FILE("one.txt", "lesson=x questions=1 path=/x\\n") "\"$L\" --progress -f csv one.txt "
                                                           "one.txt | sed 1d",
        0, "one,,x,,begun,,,,,,\n", "one.txt: warning: is named twice, and counts once");
}
END_TEST

/* Asked again, a question is not answered for the first time. */
START_TEST(asked_again)
{
    expect("XDG_STATE_HOME=$PWD/again; "
           "printf 'go row_sum\\n\\ncat\\nquestions again\\ngo row_sum\\n\\nowl\\n' | "
           "\"$L\" --plain c/04-sparse-labels.md > said; "
           "\"$L\" --progress --lessons c | sed -n 2p",
        "     1. solved, 2 tries\n");
}
END_TEST

/* A table that is wider than the page goes on below itself. */
START_TEST(a_wide_class)
{
    expect("(echo losswalk progress 1; for i in 1 2 3 4 5 6 7 8; do "
           "echo lesson=lesson-$i questions=1 path=/$i; done) > w; "
           "\"$L\" --progress -w 40 w | sed -n '/^ /p;/^w/p'",
        "   in all  lesson-1   lesson-2\nw  0 (0)   0/1 (0) *  0/1 (0) *\n"
        "   lesson-3   lesson-4   lesson-5\nw  0/1 (0) *  0/1 (0) *  0/1 (0) *\n"
        "   lesson-6   lesson-7   lesson-8\nw  0/1 (0) *  0/1 (0) *  0/1 (0) *\n");
    /* so does that of a lesson with many questions */
    expect("(echo losswalk progress 1; printf 'lesson=x questions=12 path=/x answers='; "
           "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf '%s%d:%016x:%d:0:s' "
           "\"$([ $i = 1 ] || echo ,)\" $i $i $i; done; echo) > w; "
           "\"$L\" --progress -w 40 w | sed -n '/^   /p;/^w/p' | tail -n 4",
        "   1   2   3   4   5   6   7   8   9\nw  1   2   3   4   5   6   7   8   9\n"
        "   10  11  12\nw  9   9   9\n");
}
END_TEST

/* What students call their files and lessons neither runs in a spreadsheet nor steers a terminal.
 */
#define HOSTILE ",,'@SUM(A1)\xef\xbf\xbd[2J,,begun,,,,,,\n"

START_TEST(hostile_names)
{
    expect("rm -rf h; mkdir h; cd h; "
           "printf 'losswalk progress 1\\nlesson=@SUM(A1)%%1B[2J questions=1 path=/x\\n' > f; "
           "for n in '=1+1' '+x' '-y' '@z' 'a,\"b\"' \"$(printf 'c\\001')\"; do cp f \"./$n.txt\"; "
           "done; "
           "\"$L\" --progress -f csv ./=* ./+* ./-* ./@* ./a* ./c*.txt | sed 1d; "
           "\"$L\" --progress ./*.txt | grep -c \"$(printf '[\\001\\033]')\" || true",
        "'=1+1" HOSTILE "'+x" HOSTILE "'-y" HOSTILE "'@z" HOSTILE "\"a,\"\"b\"\"\"" HOSTILE
        "c\xef\xbf\xbd" HOSTILE "0\n");
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("progress");
    TCase *tests = tcase_create("progress");
    tcase_add_unchecked_fixture(tests, start, shell_stop);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, one_student_as_csv);
    tcase_add_test(tests, one_student_as_json);
    tcase_add_test(tests, one_student_as_text);
    tcase_add_test(tests, a_class);
    tcase_add_test(tests, lessons_that_differ);
    tcase_add_test(tests, files_that_are_none);
    tcase_add_test(tests, as_the_readme_has_it);
    tcase_add_test(tests, names_of_students);
    tcase_add_test(tests, names_in_columns);
    tcase_add_test(tests, a_file_named_twice);
    tcase_add_test(tests, asked_again);
    tcase_add_test(tests, a_wide_class);
    tcase_add_test(tests, hostile_names);
    suite_add_tcase(suite, tests);
    return suite;
}

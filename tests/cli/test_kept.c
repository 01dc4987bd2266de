/* What the program keeps between runs, as a user meets it: where lessons were left, and the
 * language that was chosen. */
#include "check_main.h"
#include "shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect(const char *command, const char *output)
{
    struct result r = sh(command);
    ck_assert_msg(r.status == 0 && strcmp(r.out, output) == 0, "%s\nexit %d\n%s%s", command,
        r.status, r.out, r.err);
    done(&r);
}

/* A course of two lessons, each left at a step of its own, and what --list then says. */
#define COURSE                                                                                     \
    "rm -rf state c d; mkdir c; S=\"$LOSSWALK_LESSONS\"; "                                         \
    "cp \"$S\"/*-sparse-labels.md c/04-sparse-labels.md; "                                         \
    "cp \"$S\"/*-padding-left-out.md c/36-padding-left-out.md; "                                   \
    "cp -r \"$S/../data\" .; "                                                                     \
    "printf 'go 4\\n' | \"$L\" --plain --no-questions c/04-sparse-labels.md > said; "              \
    "printf 'go 2\\n' | \"$L\" --plain --no-questions c/36-padding-left-out.md > said; "
#define LIST(folder)                                                                               \
    "\"$L\" --list --lessons " folder                                                              \
    " | sed -n 's/^ *\\([0-9]* .*step . of .\\).*/\\1/p' | tr -s ' '"

START_TEST(progress_does_not_hang_on_the_path)
{
    expect(COURSE LIST("c"), "4 sparse-labels step 4 of 6\n36 padding-left-out step 2 of 7\n");
    expect("mv c/04-sparse-labels.md c/05-picked.md; " LIST("c"),
        "5 picked step 4 of 6\n36 padding-left-out step 2 of 7\n");
    expect("mv c d; mv d/36-padding-left-out.md d/01-padding-left-out.md; " LIST("d"),
        "1 padding-left-out step 2 of 7\n5 picked step 4 of 6\n");
    expect("sed -i 's/^title: .*/title: Other words/; s/three/four/' d/05-picked.md; "
           "mv d/05-picked.md d/06-picked.md; " LIST("d"),
        "1 padding-left-out step 2 of 7\n6 picked step 4 of 6\n");
    /* it is found by its path, opened, and found by its new numbers then */
    expect("\"$L\" --plain --no-questions d/06-picked.md < /dev/null | tail -n 1",
        "You left this lesson at step 4 of 6. Enter reads it; go 1 starts over.\n");
    expect("sed -i 's/^  - \\[6, 2, 3\\]/  - [6, 2, 5]/' d/06-picked.md; " LIST("d"),
        "1 padding-left-out step 2 of 7\n6 picked step 4 of 6\n");
    expect("echo again | \"$L\" --plain --no-questions d/06-picked.md > said; mv d e; "
           "mv e/06-picked.md e/07-again.md; " LIST("e") "; rm -rf e",
        "1 padding-left-out step 2 of 7\n7 again step 4 of 6\n");
}
END_TEST

/* A progress file that is kept elsewhere, by a link, is kept there. */
START_TEST(a_link_to_the_progress_stays)
{
    expect(COURSE "mv state/losswalk/progress kept; ln -s ../../kept state/losswalk/progress; "
                  "printf 'go 5\\n' | \"$L\" --plain --no-questions c/04-sparse-labels.md > said; "
                  "readlink state/losswalk/progress; grep -c step=5 kept; rm -r kept state",
        "../../kept\n1\n");
}
END_TEST

START_TEST(two_courses_with_one_id)
{
    expect(COURSE "mkdir d; cp c/04-sparse-labels.md d/; " LIST("d"), "");
    expect("sed -i 's/^  - \\[6, 2, 3\\]/  - [6, 2, 5]/' d/04-sparse-labels.md; " LIST("d"), "");
    expect("printf 'go 2\\n' | \"$L\" --plain --no-questions d/04-sparse-labels.md > said; " LIST(
               "d") "; " LIST("c"),
        "4 sparse-labels step 2 of 6\n"
        "4 sparse-labels step 4 of 6\n36 padding-left-out step 2 of 7\n");
}
END_TEST

/* The list names the lesson to go on with, and Enter opens it. */
START_TEST(the_list_goes_on)
{
    expect(COURSE "printf '\\n' | \"$L\" --plain --no-questions --lessons c | "
                  "grep -E '^(Go on|Begin|Lesson|You left)'",
        "Go on with lesson 36, Padding left out of the mean: Enter opens it.\n"
        "Lesson 36: Padding left out of the mean.\n"
        "You left this lesson at step 2 of 7. Enter reads it; go 1 starts over.\n");
    expect("printf 'go loss\\n' | \"$L\" --plain --no-questions c/36-padding-left-out.md > said; "
           "echo | \"$L\" --plain --no-questions --lessons c | grep -E '^(Go on|Begin|You left)'",
        "Go on with lesson 4, Sparse labels pick one probability: Enter opens it.\n"
        "You left this lesson at step 4 of 6. Enter reads it; go 1 starts over.\n");
    expect("printf 'go loss\\n' | \"$L\" --plain --no-questions c/04-sparse-labels.md > said; "
           "cp \"$LOSSWALK_LESSONS\"/*-log-price.md c/07-log-price.md; "
           "echo | \"$L\" --plain --no-questions --lessons c | grep -E '^(Go on|Begin|Lesson)'",
        "Begin with lesson 7, The label picks a price: Enter opens it.\n"
        "Lesson 7: The label picks a price.\n");
}
END_TEST

START_TEST(reset_asks_first)
{
    static const char *const sure[] = {"yes", "reset 4", "reset sparse-labels", "YES"};
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++) {
        char command[2048];
        (void)snprintf(command, sizeof command,
            COURSE "printf 'reset 4\\n%s\\n' | \"$L\" --plain --lessons c > said; "
                   "grep -c '^Forgotten: lesson 4' said; " LIST("c"),
            sure[i]);
        expect(command, "1\n36 padding-left-out step 2 of 7\n");
    }
    static const char *const unsure[] = {"reset 4", "reset 4\\nlist\\nyes", "reset 4\\nreset 36",
        "reset 4\\nno\\nreset 4", "reset 99\\nyes", "reset\\nyes", "yes"};
    for (size_t i = 0; i < sizeof unsure / sizeof *unsure; i++) {
        char command[2048];
        (void)snprintf(command, sizeof command,
            COURSE "printf '%s\\n' | \"$L\" --plain --lessons c > said; "
                   "grep -c '^Forgotten' said; " LIST("c"),
            unsure[i]);
        expect(command, "0\n4 sparse-labels step 4 of 6\n36 padding-left-out step 2 of 7\n");
    }
}
END_TEST

/* The open lesson, its answers too; and the question is asked again. */
START_TEST(reset_of_the_open_lesson)
{
    expect("rm -rf state; printf 'go row_sum\\n\\nowl\\nlist sparse\\nreset\\nyes\\nlist sparse\\n"
           "go row_sum\\n\\n' | \"$L\" --plain sparse-labels | "
           "grep -cE '(questions solved, 1|step 1 of 6, 0 of 3|^c: owl)'",
        "4\n");
}
END_TEST

#define TITLE(arguments)                                                                           \
    "\"$L\" --plain " arguments " sparse-labels < /dev/null | grep -E '^(Lesson 4|第 4 课)'"

START_TEST(the_language_is_kept)
{
    expect("export LC_ALL=C.UTF-8; rm -rf state; echo 'language zh' | \"$L\" --plain > said && "
           "cat state/losswalk/language && " TITLE("") " && " TITLE(
               "--lang en") " && "
                            "echo 'language en' | \"$L\" --plain > said && " TITLE(
                                "") " && "
                                    "export LANGUAGE=zh LC_ALL=zh_CN.UTF-8 && " TITLE(
                                        "") " && "
                                            "rm state/losswalk/language && " TITLE(""),
        "zh\n第 4 课：稀疏标签选出一个概率。\nLesson 4: Sparse labels pick one probability.\n"
        "Lesson 4: Sparse labels pick one probability.\n"
        "Lesson 4: Sparse labels pick one probability.\n第 4 课：稀疏标签选出一个概率。\n");
}
END_TEST

/* What is no language is none, and what is not interactive does not look. */
START_TEST(the_language_file_may_be_anything)
{
    static const char *const damage[] = {
        "", "xx\\n", "zhx\\n", "en\\000zh\\n", "\\033[2J", "\\377"};
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char command[1024];
        (void)snprintf(command, sizeof command,
            "export LC_ALL=C.UTF-8; rm -rf state; mkdir -p state/losswalk; "
            "printf '%s' > state/losswalk/language; " TITLE(""),
            damage[i]);
        expect(command, "Lesson 4: Sparse labels pick one probability.\n");
    }
    expect("export LC_ALL=C.UTF-8; rm -rf state; mkdir -p state/losswalk; "
           "mkfifo state/losswalk/language; " TITLE(""),
        "Lesson 4: Sparse labels pick one probability.\n");
    expect("export LC_ALL=C.UTF-8; rm -f state/losswalk/language; "
           "yes zh | head -n 1000 > state/losswalk/language; " TITLE(""),
        "Lesson 4: Sparse labels pick one probability.\n");
    expect("export LC_ALL=C.UTF-8; echo zh > state/losswalk/language; "
           "\"$L\" --batch sparse-labels | head -n 1; \"$L\" --list | grep -c Sparse; "
           "\"$L\" --check sparse-labels; LC_ALL=C " TITLE(""),
        "4. Sparse labels pick one probability\n1\n1 lesson checked: 0 errors, 0 warnings\n"
        "Lesson 4: Sparse labels pick one probability.\n");
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("kept between runs");
    TCase *tests = tcase_create("kept between runs");
    tcase_add_unchecked_fixture(tests, shell_start, shell_stop);
    tcase_add_test(tests, progress_does_not_hang_on_the_path);
    tcase_add_test(tests, a_link_to_the_progress_stays);
    tcase_add_test(tests, two_courses_with_one_id);
    tcase_add_test(tests, the_list_goes_on);
    tcase_add_test(tests, reset_asks_first);
    tcase_add_test(tests, reset_of_the_open_lesson);
    tcase_add_test(tests, the_language_is_kept);
    tcase_add_test(tests, the_language_file_may_be_anything);
    suite_add_tcase(suite, tests);
    return suite;
}

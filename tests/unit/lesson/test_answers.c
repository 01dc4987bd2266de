/* What became of single questions: counted once, whoever writes, and read as it was written; and
 * files that others wrote. */
#include "check_main.h"
#include "folder.h"

#include "file.h"
#include "progress.h"
#include "progress_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/losswalk-answers-XXXXXX";
static char file[64];
static struct diag diag;

static void make_folder(void)
{
    folder_make(folder);
    (void)snprintf(file, sizeof file, "%s/a", folder);
    ck_assert_int_eq(mkdir(file, 0700), 0);
    (void)snprintf(file, sizeof file, "%s/a/progress", folder);
    diag_init(&diag);
}

static void remove_folder(void)
{
    folder_remove(folder);
    diag_release(&diag);
}

static void put(const char *text, size_t size)
{
    (void)unlink(file);
    ck_assert(file_write_new(file, text, size));
}

static void put_text(const char *text)
{
    put(text, strlen(text));
}

static const struct lesson_key KEY = {"some lesson", "/no/such/x.md", 7};

static void note(struct progress *progress, struct progress_answer answer)
{
    const struct progress_entry entry = {
        .lesson = KEY, .steps = 3, .questions = 4, .answers = &answer, .answer_count = 1};
    progress_note(progress, &entry);
}

/* Of the question 9 in the file as it is now. */
static struct progress_answer kept(void)
{
    struct progress *progress = progress_open(file, &diag);
    const struct progress_entry *entry = progress_find(progress, &KEY);
    ck_assert_ptr_nonnull(entry);
    ck_assert_uint_eq(entry->questions, 4);
    ck_assert_ptr_null(progress_answer(entry, 8));
    const struct progress_answer *answer = progress_answer(entry, 9);
    ck_assert_ptr_nonnull(answer);
    struct progress_answer copy = *answer;
    progress_free(progress);
    return copy;
}

static void expect(struct progress_answer answer, size_t tries, size_t hints, const char *marks)
{
    ck_assert_uint_eq(answer.tries, tries);
    ck_assert_uint_eq(answer.hints, hints);
    ck_assert_int_eq(answer.solved, strchr(marks, 's') != NULL);
    ck_assert_int_eq(answer.first, strchr(marks, 'f') != NULL);
    ck_assert_int_eq(answer.revealed, strchr(marks, 'r') != NULL);
}

/* Two programs that have both read the file before either writes, and both write twice. */
START_TEST(both_programs_count)
{
    struct progress *one = progress_open(file, &diag);
    struct progress *other = progress_open(file, &diag);
    note(one, (struct progress_answer){9, 2, .tries = 2, .hints = 1});
    note(other, (struct progress_answer){9, 2, .tries = 1, .solved = true, .first = true});
    ck_assert(progress_save(one, &diag));
    ck_assert(progress_save(other, &diag));
    expect(kept(), 3, 1, "s"); /* the first answer to be kept was wrong */
    note(one, (struct progress_answer){9, 2, .hints = 2, .revealed = true});
    ck_assert(progress_save(one, &diag));
    ck_assert(progress_save(other, &diag));
    ck_assert(progress_save(one, &diag));
    expect(kept(), 3, 3, "sr");
    progress_free(one);
    progress_free(other);
}
END_TEST

/* What could not be written is written later, and once. */
START_TEST(a_failed_save_counts_nothing_twice)
{
    char in_use[64];
    char moved[64];
    (void)snprintf(in_use, sizeof in_use, "%s/a", folder);
    (void)snprintf(moved, sizeof moved, "%s/b", folder);
    struct progress *progress = progress_open(file, &diag);
    note(progress, (struct progress_answer){9, 1, .tries = 1});
    ck_assert(progress_save(progress, &diag));
    ck_assert_int_eq(rename(in_use, moved), 0);
    ck_assert(file_write_new(in_use, "", 0)); /* no folder */
    note(progress, (struct progress_answer){9, 1, .tries = 1, .solved = true, .first = true});
    ck_assert(!progress_save(progress, NULL));
    ck_assert_int_eq(unlink(in_use), 0);
    ck_assert_int_eq(rename(moved, in_use), 0);
    ck_assert(progress_save(progress, NULL));
    expect(kept(), 2, 0, "s");
    progress_free(progress);
}
END_TEST

START_TEST(the_first_try)
{
    static const struct {
        struct progress_answer first, second;
        const char *marks;
    } cases[] = {
        {{9, 1, 1, 0, true, true, false}, {9, 1, 3, 0, true, false, false}, "sf"},
        {{9, 1, 1, 0, false, false, false}, {9, 1, 1, 0, true, true, false}, "s"},
        {{9, 1, 0, 1, false, false, true}, {9, 1, 1, 0, true, true, false}, "sr"},
        {{9, 1, 0, 2, false, false, false}, {9, 1, 1, 0, true, true, false}, "sf"},
        {{9, 1, 1, 0, true, true, false}, {9, 1, 0, 0, false, false, true}, "sfr"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        (void)unlink(file);
        struct progress *progress = progress_open(file, &diag);
        note(progress, cases[i].first);
        ck_assert(progress_save(progress, &diag));
        note(progress, cases[i].second);
        ck_assert(progress_save(progress, &diag));
        progress_free(progress);
        expect(kept(), cases[i].first.tries + cases[i].second.tries,
            cases[i].first.hints + cases[i].second.hints, cases[i].marks);
    }
}
END_TEST

START_TEST(a_reset_forgets_them)
{
    struct progress *progress = progress_open(file, &diag);
    note(progress, (struct progress_answer){9, 1, .tries = 5, .revealed = true});
    ck_assert(progress_save(progress, &diag));
    progress_reset(progress, &KEY);
    note(progress, (struct progress_answer){9, 1, .tries = 1, .solved = true, .first = true});
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    expect(kept(), 1, 0, "sf");
}
END_TEST

/* A file as the losswalk before wrote it, and as one to come may. */
START_TEST(other_versions)
{
    put_text("losswalk progress 1\n"
             "lesson=x step=1 of=3 furthest=3 part=1 row=0 col=0 done=yes solved=2 revealed=1 "
             "at_once=1 numbers=0000000000000007 path=/no/such/x.md\n"
             "lesson=y path=/y questions=2 colour=blue "
             "answers=2:00000000000000ff:4:1:sq:later:still,1:0000000000000001:0:1:-\n");
    struct progress *progress = progress_open(file, &diag);
    ck_assert_uint_eq(diag.warnings, 0);
    const struct progress_entry *old = progress_find(progress, &KEY);
    ck_assert_uint_eq(old->solved, 2);
    ck_assert_uint_eq(old->answer_count, 0);
    const struct progress_entry *new = progress_at(progress, 1);
    ck_assert_uint_eq(new->answer_count, 2);
    ck_assert_uint_eq(new->answers[0].number, 2);
    expect(new->answers[0], 4, 1, "s");
    expect(new->answers[1], 0, 1, "");
    note(progress, (struct progress_answer){9, 1, .tries = 1});
    ck_assert_uint_eq(progress_find(progress, &KEY)->solved, 2);
    progress_free(progress);
}
END_TEST

static const char *const DAMAGE[] = {"", ",", "1", "1:2:3:4:s", "1:0000000000000001:1:1",
    "1:0000000000000001:1:1:s,", "1:0000000000000001:-1:1:s", "1:0000000000000001:1:x:s",
    "1:0000000000000001:1:1:s,1:0000000000000001:1:1:s", "1:0000000000000001:1000000001:1:s",
    "1:000000000000000G:1:1:s", ":::::", "1:0000000000000001:1:1:s;2"};

/* Such a line is damaged, or, in a mark, of a later version; nothing else is lost. */
START_TEST(damage)
{
    char text[256];
    (void)snprintf(text, sizeof text,
        "losswalk progress 1\npath=/y answers=1:00000000000000ff:1:0:f\npath=/z answers=%s\n",
        DAMAGE[_i]);
    put_text(text);
    struct progress *progress = progress_read(file, &diag);
    ck_assert_ptr_nonnull(progress);
    bool later = strchr(DAMAGE[_i], ';') != NULL;
    ck_assert_uint_eq(progress_count(progress), later ? 2 : 1);
    ck_assert_uint_eq(diag.warnings, later ? 0 : 1);
    ck_assert(later || diag.first->line == 3);
    progress_free(progress);
}
END_TEST

/* Whatever there is in a file, writing what was read and reading that gives the same. */
static void check_same(const char *text, size_t size)
{
    struct progress_lines first;
    struct progress_lines second;
    struct str one;
    struct str two;
    progress_lines_init(&first);
    progress_lines_init(&second);
    str_init(&one);
    str_init(&two);
    progress_lines_parse(&first, text, size);
    for (size_t i = 0; i < first.count; i++) {
        first.all[i].raw = NULL; /* as if all of them had been touched */
    }
    progress_lines_print(&first, &one);
    progress_lines_parse(&second, one.data, one.len);
    ck_assert_uint_eq(second.damaged_count, 0);
    ck_assert_uint_eq(second.count, first.count);
    for (size_t i = 0; i < first.count; i++) {
        const struct progress_entry *a = &first.all[i].entry;
        const struct progress_entry *b = &second.all[i].entry;
        ck_assert_str_eq(a->lesson.id, b->lesson.id);
        ck_assert_str_eq(a->lesson.path, b->lesson.path);
        ck_assert_uint_eq(a->questions, b->questions);
        ck_assert_uint_eq(a->answer_count, b->answer_count);
        for (size_t k = 0; k < a->answer_count; k++) {
            ck_assert_uint_eq(a->answers[k].question, b->answers[k].question);
            ck_assert_uint_eq(a->answers[k].number, b->answers[k].number);
            ck_assert_uint_eq(a->answers[k].tries, b->answers[k].tries);
            ck_assert_uint_eq(a->answers[k].hints, b->answers[k].hints);
            ck_assert(a->answers[k].solved == b->answers[k].solved);
            ck_assert(a->answers[k].first == b->answers[k].first);
            ck_assert(a->answers[k].revealed == b->answers[k].revealed);
        }
        second.all[i].raw = NULL;
    }
    progress_lines_print(&second, &two);
    ck_assert_str_eq(one.data, two.data);
    str_release(&one);
    str_release(&two);
    progress_lines_release(&first);
    progress_lines_release(&second);
}

static unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Lines made of whole words and of broken ones, in any order, with bytes changed here and there. */
START_TEST(any_bytes)
{
    static const char *const words[] = {"lesson=a%20b", "path=/x", "path=/%25%01",
        "answers=", "answers=1:00000000000000ff:1:0:sf", ",2:0123456789abcdef:0:3:r", "questions=3",
        "step=2", "done=yes", "numbers=0123456789abcdef", "tasks=1", " ", "\n", "\n", "=", ":", "%",
        "\r", "\xff", "losswalk progress 1\n", "losswalk progress 9"};
    for (unsigned round = 0; round < 3000; round++) {
        unsigned seed = round;
        struct str text;
        str_init(&text);
        str_add(&text, round % 3 == 0 ? "" : "losswalk progress 1\n");
        for (unsigned i = next_number(&seed) % 40; i > 0; i--) {
            str_add(&text, words[next_number(&seed) % (sizeof words / sizeof *words)]);
            str_add(&text, next_number(&seed) % 3 == 0 ? "" : " ");
        }
        for (unsigned i = next_number(&seed) % 4; i > 0 && text.len > 0; i--) {
            text.data[next_number(&seed) % text.len] = (char)next_number(&seed);
        }
        check_same(text.data, text.len);
        put(text.data, text.len);
        struct progress *progress = progress_read(file, &diag);
        ck_assert_msg((progress != NULL) == (diag.errors == 0), "%s", text.data);
        progress_free(progress);
        diag_clear(&diag);
        str_release(&text);
    }
}
END_TEST

static const struct {
    const char *text;
    size_t line;
    const char *says;
} NONE[] = {
    {"", 1, "this is no progress file"},
    {"Dear teacher,\n", 1, "this is no progress file"},
    {"\x7f"
     "ELF\n",
        1, "this is no progress file"},
    {"path=/x\nlosswalk progress 1\n", 1, "this is no progress file"},
    {"losswalk progress 2\n", 1, "newer losswalk"},
};

START_TEST(what_is_no_progress_file)
{
    put_text(NONE[_i].text);
    ck_assert_ptr_null(progress_read(file, &diag));
    ck_assert_uint_eq(diag.errors, 1);
    ck_assert_uint_eq(diag.first->line, NONE[_i].line);
    ck_assert_ptr_nonnull(strstr(diag.first->text, NONE[_i].says));
    ck_assert_str_eq(diag.first->file, file);
}
END_TEST

START_TEST(what_cannot_be_read)
{
    ck_assert_ptr_null(progress_read("/no/such/file", &diag));
    ck_assert_ptr_null(progress_read("/tmp", &diag));
    ck_assert_ptr_null(progress_read("/dev/zero", &diag));
    ck_assert_uint_eq(diag.errors, 3);
}
END_TEST

/* As a mail program or an editor may leave it. */
START_TEST(other_line_ends)
{
    put_text("\xef\xbb\xbflosswalk progress 1\r\nlesson=x path=/x answers=1:00000000000000ff:1:0:s"
             "\r\n");
    struct progress *progress = progress_read(file, &diag);
    ck_assert_ptr_nonnull(progress);
    ck_assert_uint_eq(diag.warnings, 0);
    expect(progress_at(progress, 0)->answers[0], 1, 0, "s");
    progress_free(progress);
}
END_TEST

/* The most that a file may have takes no more than a moment; what is beyond is told. */
START_TEST(as_large_as_can_be)
{
    struct str text;
    str_init(&text);
    str_add(&text, "losswalk progress 1\n");
    for (size_t i = 0; text.len < (4 << 20) - 100; i++) {
        str_addf(&text, "path=/%zu\n", i);
    }
    put(text.data, text.len);
    struct progress *progress = progress_read(file, &diag);
    ck_assert_ptr_nonnull(progress);
    ck_assert_uint_eq(progress_count(progress), 5000);
    ck_assert_uint_eq(diag.warnings, 1);
    progress_free(progress);
    str_clear(&text);
    str_add(&text, "losswalk progress 1\npath=/x answers=");
    for (size_t i = 0; text.len < (4 << 20) - 100; i++) {
        str_addf(&text, "%s1:%016zx:1:0:s", i > 0 ? "," : "", i);
    }
    put(text.data, text.len);
    progress = progress_read(file, &diag);
    ck_assert_uint_eq(progress_count(progress), 0);
    progress_free(progress);
    str_release(&text);
}
END_TEST

/* One lesson more than there may be: the one used longest ago makes way. */
START_TEST(the_latest_are_kept)
{
    enum { MOST = 5000 };
    struct str text;
    str_init(&text);
    str_add(&text, "losswalk progress 1\n");
    for (size_t i = 0; i < MOST; i++) {
        str_addf(&text, "path=/%zu\n", i);
    }
    put(text.data, text.len);
    str_release(&text);
    struct progress *progress = progress_open(file, &diag);
    note(progress, (struct progress_answer){9, 1, .tries = 1});
    ck_assert(progress_save(progress, &diag));
    progress_free(progress);
    expect(kept(), 1, 0, "");
    progress = progress_open(file, &diag);
    ck_assert_uint_eq(progress_count(progress), MOST);
    ck_assert_uint_eq(diag.warnings, 0);
    ck_assert_str_eq(progress_at(progress, 0)->lesson.path, "/1");
    progress_free(progress);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("answers");
    TCase *tests = tcase_create("answers");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, both_programs_count);
    tcase_add_test(tests, a_failed_save_counts_nothing_twice);
    tcase_add_test(tests, the_first_try);
    tcase_add_test(tests, a_reset_forgets_them);
    tcase_add_test(tests, other_versions);
    tcase_add_loop_test(tests, damage, 0, (int)(sizeof DAMAGE / sizeof *DAMAGE));
    tcase_add_test(tests, any_bytes);
    tcase_add_loop_test(tests, what_is_no_progress_file, 0, (int)(sizeof NONE / sizeof *NONE));
    tcase_add_test(tests, what_cannot_be_read);
    tcase_add_test(tests, other_line_ends);
    tcase_add_test(tests, as_large_as_can_be);
    tcase_add_test(tests, the_latest_are_kept);
    suite_add_tcase(suite, tests);
    return suite;
}

/* Every substituted line of every lesson, read from the drawn screen and put into a calculator
 * that shares no code with the program, gives the value printed behind it, at the digits printed;
 * and its numbers are those that the matrices show. */
#include "check_main.h"

#include "draw.h"
#include "keys.h"
#include "numbers.h"
#include "screen_lines.h"
#include "ui.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const DATA_FOLDERS[] = {TEST_SOURCE_DIR "/../data", NULL};
static const struct walk_options OPTIONS = {.precision = -1, .data_folders = DATA_FOLDERS};

static glob_t lessons; /* of lessons/ and of this folder */
static const char *lesson;
static struct ui ui;
static struct grid grid;
static struct screen_line line;

/* What was seen of this lesson. */
static struct {
    size_t right, not_finite, copies; /* lines */
    size_t marks;                     /* numbers of matrices that were looked for in a line */
    size_t cut;                       /* lines that a small screen had no room for */
} seen;

enum {
    MANY_CELLS = 60, /* of a part, once */
    FEW_CELLS = 3,   /* and with every number of decimals */
    MOST_DECIMALS = 6,
    LEVELS = 2,    /* how far a why is followed */
    HIGH_ROWS = 40 /* screens with room for every line; on lower ones long lines may be cut */
};

static void print_screen(void)
{
    for (size_t y = 0; y < grid.rows; y++) {
        for (size_t x = 0; x < grid.cols; x++) {
            (void)fputs(grid_at(&grid, x, y)->text, stderr);
        }
        (void)fputc('\n', stderr);
    }
}

static void complain(const char *what)
{
    print_screen();
    for (size_t i = 0; i < line.count; i++) {
        (void)fprintf(stderr, "part %zu: %s\n", i, line.parts[i]);
    }
    ck_abort_msg("%s, %s[%zu,%zu], %d decimals: %s", lesson, walk_stage_info(&ui.walk)->id,
        walk_row(&ui.walk), walk_col(&ui.walk), ui.walk.decimals, what);
}

static void draw(void)
{
    ui_draw(&ui, &grid);
    /* lines of text are read to the edge of the screen: pictures beside them are for test_picture.c
     */
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        grid_fill(&grid, ui.seen.pictures[kind], STYLE_PLAIN);
    }
}

/* Judges the last two parts of the line. False: it was cut before its value. */
static bool judge(void)
{
    ck_assert_uint_ge(line.count, 2);
    const char *numbers = line.parts[line.count - 2];
    switch (line_judge(numbers, line.parts[line.count - 1], ui.walk.decimals)) {
    case LINE_RIGHT:
        seen.right++;
        return true;
    case LINE_NOT_FINITE:
        seen.not_finite++;
        return true;
    case LINE_WRONG:
        complain("the numbers give another value");
        return false;
    case LINE_UNREADABLE:
        break;
    }
    if (grid.rows >= HIGH_ROWS) {
        complain("not a line that a calculator can do");
    }
    seen.cut++;
    return false;
}

/* ---- Numbers of the matrices ----------------------------------------------------------------- */

static bool is_operand(size_t x, size_t y)
{
    unsigned char style = grid_at(&grid, x, y)->style;
    return style == STYLE_OPERAND || style == STYLE_CHOSEN;
}

/* Every number marked in this row is in the line; one of many may be in its "94 more". */
static void check_marks_in_row(size_t y, const char *numbers)
{
    struct str marked;
    size_t first = 0;
    while (first < grid.cols && !is_operand(first, y)) {
        first++;
    }
    if (first == grid.cols) {
        return;
    }
    str_init(&marked);
    for (size_t x = 0; x < grid.cols; x++) {
        str_add(&marked, is_operand(x, y) ? grid_at(&grid, x, y)->text : " ");
    }
    const char *at = marked.data;
    const char *start = NULL;
    size_t size = 0;
    while (next_number(&at, &start, &size)) {
        if (strstr(numbers, " more: ") == NULL && !has_number(numbers, start, size)) {
            (void)fprintf(stderr, "%.*s\n", (int)size, start);
            complain("a number of the matrix is not in the line");
        }
        seen.marks++;
    }
    str_release(&marked);
}

/* Between the first rule and the second. */
static void check_marks(const char *numbers)
{
    int rules = 0;
    for (size_t y = 0; y < grid.rows && rules < 2; y++) {
        if (strcmp(grid_at(&grid, 0, y)->text, "─") == 0) {
            rules++;
        } else if (rules == 1) {
            check_marks_in_row(y, numbers);
        }
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* How many parts a line has that says nothing twice: where constants alone are put in, symbols and
 * numbers are one. */
static size_t least_parts(void)
{
    struct arena arena;
    arena_init(&arena);
    struct worked worked = trace_worked(ui.walk.trace, walk_stage(&ui.walk), walk_row(&ui.walk),
        walk_col(&ui.walk), ui.walk.decimals, &arena);
    size_t least = strcmp(worked.symbols, worked.value) == 0 ? 2 : 3;
    arena_release(&arena);
    return least;
}

/* name = symbols = numbers = value; where two of them are the same, it is said once. */
static void check_worked(void)
{
    struct str name;
    str_init(&name);
    trace_cell_name(
        ui.walk.trace, walk_stage(&ui.walk), walk_row(&ui.walk), walk_col(&ui.walk), &name);
    str_add(&name, " = ");
    line_find(&line, &grid, 1, name.data, false);
    str_release(&name);
    if (line.count == 0) {
        if (grid.rows >= HIGH_ROWS) {
            complain("no worked line");
        }
        seen.cut++;
    } else if (walk_stage_info(&ui.walk)->op != NULL && line.count < 4) {
        if (line.count != least_parts()) {
            complain("the worked line has no numbers");
        }
        seen.copies++;
        check_marks(line.parts[line.count - 1]);
    } else if (line.count >= 4 && judge()) {
        check_marks(line.parts[line.count - 2]);
    }
}

static void check_why(void)
{
    line_find(&line, &grid, 3, "numbers put in ", true);
    if (line.count >= 2 && judge()) {
        check_marks(line.parts[line.count - 2]);
    } else if (line.count == 1) {
        seen.cut++;
    }
}

/* mean = total / divisor = 5.6433 / 3 = 1.8811, and the header says the same. */
static void check_loss_line(void)
{
    line_of_style(&line, &grid, grid.rows - 2, STYLE_LOSS);
    if (line.count >= 3) {
        (void)judge();
    }
    if (line.count >= 2) {
        struct str loss;
        str_init(&loss);
        str_add(&loss, line.parts[line.count - 1]);
        line_of_style(&line, &grid, 0, STYLE_LOSS);
        ck_assert_str_eq(line.parts[0], loss.data);
        str_release(&loss);
    }
}

/* Asks why, chooses one of the numbers, follows it, and asks there. */
static void follow(size_t cell, size_t levels)
{
    for (size_t level = 0; level < levels; level++) {
        for (size_t i = 0; i < (cell + level) % 3; i++) {
            ui_key(&ui, '\t');
        }
        draw();
        check_why();
        ui_key(&ui, '\r');
    }
    draw();
    check_why();
    while (ui_layer(&ui) == ON_WHY) {
        ui_key(&ui, 27);
    }
}

static void check_cell(size_t cell, size_t cols, bool deep)
{
    ui.walk.row = cell / cols;
    ui.walk.col = cell % cols;
    draw();
    check_worked();
    check_loss_line();
    ui_key(&ui, '\r');
    follow(cell, deep ? LEVELS : 0);
}

static void check_part(size_t most)
{
    size_t stage = walk_stage(&ui.walk);
    size_t cols = walk_stage_cols(&ui.walk, stage);
    bool scalar = walk_stage_info(&ui.walk)->form == FORM_SCALAR;
    size_t count = scalar ? 1 : walk_stage_rows(&ui.walk, stage) * cols;
    size_t visited = count < most ? count : most;
    for (size_t i = 0; i < visited; i++) {
        check_cell(scalar ? 0 : i * (count / visited), cols, most == FEW_CELLS || i % 5 == 0);
    }
}

static void check_steps(size_t most)
{
    size_t parts[RECIPE_MAX_STAGES];
    for (size_t step = 0; step < walk_steps(&ui.walk); step++) {
        walk_go(&ui.walk, step);
        size_t count = walk_parts(&ui.walk, step, parts);
        for (size_t i = 0; i < count; i++) {
            ui_key(&ui, '[');
        }
        for (size_t i = 0; i < count; i++) {
            check_part(most);
            ui_key(&ui, ']');
        }
    }
}

/* "this lesson  p[s0,cat] = 0.2 / 3 = 0.0667" and the same under the other rules. */
static void check_compared(const char *who)
{
    line_find(&line, &grid, 3, who, true);
    if (line.count >= 3) {
        (void)judge();
    }
}

static void check_compare(void)
{
    ui_key(&ui, 'c');
    while (ui_idle(&ui)) {
    }
    for (size_t i = 0; i <= ui.walk.rivals.count; i++) {
        draw();
        check_compared("this lesson  ");
        if (i > 0) {
            const char *rules = ui.walk.rivals.all[i - 1].rules->name;
            struct str who;
            str_init(&who);
            str_addf(&who, "%-13s", rules);
            check_compared(who.data);
            str_release(&who);
        }
        ui_key(&ui, PRESS_DOWN);
    }
    ui_key(&ui, 'c');
}

/* The hint has the numbers, the answer the value; together they are a line. */
static void check_question(void)
{
    struct str numbers;
    str_init(&numbers);
    for (int i = 0; i < 3 && !quiz_is_done(&ui.quiz); i++) {
        ui_key(&ui, 't');
        draw();
        line_find(&line, &grid, 1, "Numbers put in: ", true);
        if (line.count >= 4) {
            str_clear(&numbers);
            str_add(&numbers, line.parts[line.count - 2]);
        }
    }
    if (!quiz_is_done(&ui.quiz)) {
        ui_key(&ui, '\r');
    }
    draw();
    line_find(&line, &grid, 1, "The answer: ", true);
    if (line.count >= 3) {
        (void)judge();
    }
    if (line.count >= 2 && numbers.len > 0) {
        str_addf(&numbers, " = %s", line.parts[line.count - 1]);
        line_cut(&line, numbers.data);
        (void)judge();
    }
    str_release(&numbers);
}

static void check_questions(void)
{
    for (int i = 0; i < 200 && ui.walk.step + 1 < walk_steps(&ui.walk); i++) {
        if (ui_layer(&ui) == ON_QUESTION) {
            check_question();
        }
        ui_key(&ui, ' ');
    }
}

/* ---- Lessons --------------------------------------------------------------------------------- */

static bool open_lesson(void)
{
    static const char *paths[2];
    memset(&seen, 0, sizeof seen);
    paths[0] = lesson;
    grid_init(&grid, false);
    line_init(&line);
    ui_init(&ui, NULL, paths, &OPTIONS);
    if (ui.walk.lesson == NULL) {
        return false;
    }
    while (ui_idle(&ui)) {
    }
    return true;
}

static void close_lesson(void)
{
    ui_release(&ui);
    grid_release(&grid);
    line_release(&line);
}

static void set_decimals(int decimals)
{
    while (ui.walk.decimals != decimals) {
        ui_key(&ui, ui.walk.decimals < decimals ? '+' : '-');
    }
}

static void check_decimals(size_t cols, size_t rows, int apart)
{
    grid_resize(&grid, cols, rows);
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals += apart) {
        set_decimals(decimals);
        check_steps(FEW_CELLS);
        check_compare();
    }
}

/* Judged with four decimals. */
static const struct {
    const char *text;
    enum sum_verdict verdict;
} LINES[] = {
    {"a = x / y = 0.1353 / 3.2219 = 0.0420", LINE_RIGHT},
    {"a = x / y = 0.1353 / 3.2219 = 0.042", LINE_RIGHT},
    {"a = x / y = 0.1353 / 3.2219 = 0.0421", LINE_WRONG},
    {"a = x / y = 0.1353 / 3.2229 = 0.0420", LINE_RIGHT},
    {"a = x / y = 0.1363 / 3.2219 = 0.0420", LINE_WRONG},
    {"a = x / y = 6 / 3 = 2", LINE_RIGHT},
    {"a = x / y = 6.0003 / 3 = 2", LINE_WRONG}, /* not 2 with four decimals */
    {"a = is(y = 1) = is(1 = 1) = 1", LINE_RIGHT},
    {"a = is(y = 1) = is(2 = 1) = 1", LINE_WRONG},
    {"a = -log p = -(-3.1698) = 3.1698", LINE_RIGHT},
    {"a = -log p = -3.1698 = 3.1698", LINE_WRONG},
    {"a = exp(z) = exp(-17) = 4.140e-08", LINE_RIGHT},
    {"a = exp(z) = exp(-17) = 4.141e-08", LINE_WRONG},
    {"a = exp(s) = float32(exp(-49.682281494140625)) = 2.650082e-22", LINE_RIGHT},
    {"a = exp(s) = float32(exp(-49.682281494140625)) = 2.650083e-22", LINE_WRONG},
    {"a = log(p) = log(0) = -inf", LINE_RIGHT},
    {"a = log(p) = log(0) = inf", LINE_WRONG},
    {"a = log(p) = log(0) = -103", LINE_WRONG},
    {"a = x - y = inf - inf = nan", LINE_NOT_FINITE},
    {"a = x - y = 3 - = 3", LINE_UNREADABLE},
    {"a = x - y = 3 - 2 = 1 + ", LINE_UNREADABLE},
};

START_TEST(the_judge_can_say_no)
{
    line_init(&line);
    line_cut(&line, LINES[_i].text);
    ck_assert_uint_eq(line.count, 4);
    ck_assert_int_eq(line_judge(line.parts[2], line.parts[3], 4), LINES[_i].verdict);
    line_release(&line);
}
END_TEST

static const struct {
    const char *line, *shown;
    bool there;
} NUMBERS[] = {
    {"0.1353 / 3.2219", "0.1353", true},
    {"0.1353 / 3.2219", "0.135", true},
    {"0.1353 / 3.2219", "0.1354", false},
    {"0.1353 / 3.2219", "0.13534", false}, /* fewer digits than the matrix */
    {"log2(0.5)", "2", false},
    {"-(-3.1698)", "3.1698", true},
    {"0.1 + 3.2", "7e-02", true},
    {"0.2 + 3.2", "7e-02", false},
    {"exp(-inf)", "inf", true},
    {"0 × 1", "nan", false},
    {"log(0.9999999972)", "1-3e-09", true},
    {"log(0.9999999972)", "1+3e-09", false},
    {"log(0.9999999972)", "1-5e-09", false},
    {"1 × 0.5", "1-3e-09", false},
};

START_TEST(numbers_are_found_in_lines)
{
    bool there = has_number(NUMBERS[_i].line, NUMBERS[_i].shown, strlen(NUMBERS[_i].shown));
    ck_assert_int_eq(there, NUMBERS[_i].there);
}
END_TEST

/* The screen's own line, with one more in the last digit of its value: it must not pass. */
START_TEST(a_wrong_digit_is_noticed)
{
    lesson = TEST_SOURCE_DIR "/screen/three.md";
    ck_assert(open_lesson());
    grid_resize(&grid, 80, 24);
    for (const char *key = "4Gjl"; *key != '\0'; key++) {
        ui_key(&ui, (unsigned char)*key);
    }
    draw();
    check_worked();
    ck_assert_uint_eq(seen.right, 1);
    ck_assert_uint_eq(seen.marks, 1);
    const char *numbers = line.parts[2];
    char wrong[32];
    (void)snprintf(wrong, sizeof wrong, "%s", line.parts[3]);
    size_t size = strlen(wrong);
    wrong[size - 1] = wrong[size - 1] == '9' ? '8' : (char)(wrong[size - 1] + 1);
    ck_assert_int_eq(line_judge(numbers, wrong, 4), LINE_WRONG);
    close_lesson();
}
END_TEST

START_TEST(lines_multiply_out)
{
    lesson = lessons.gl_pathv[_i];
    if (!open_lesson()) { /* one of those that are there to be refused */
        close_lesson();
        return;
    }
    grid_resize(&grid, 160, 48);
    check_questions();
    check_steps(MANY_CELLS);
    check_decimals(160, 48, 3);
    check_decimals(80, 24, 1);
    /* Every visit of a computed cell comes to one of these, and there are always enough. */
    ck_assert_msg(seen.right > 150, "%s: only %zu lines", lesson, seen.right);
    ck_assert_msg(seen.marks > 300, "%s: only %zu marked numbers", lesson, seen.marks);
    ck_assert_msg(seen.copies + 20 * seen.cut < seen.right,
        "%s: %zu of %zu lines with nothing in them, %zu cut", lesson, seen.copies, seen.right,
        seen.cut);
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("digits");
    TCase *tcase = tcase_create("lessons");
    (void)glob(TEST_SOURCE_DIR "/../lessons/[0-9]*.md", 0, NULL, &lessons);
    (void)glob(TEST_SOURCE_DIR "/screen/[!s]*.md", GLOB_APPEND, NULL, &lessons); /* no shelf-*.md */
    (void)glob(TEST_SOURCE_DIR "/screen/single.md", GLOB_APPEND, NULL, &lessons);
    tcase_add_loop_test(tcase, the_judge_can_say_no, 0, (int)(sizeof LINES / sizeof *LINES));
    tcase_add_loop_test(
        tcase, numbers_are_found_in_lines, 0, (int)(sizeof NUMBERS / sizeof *NUMBERS));
    tcase_add_test(tcase, a_wrong_digit_is_noticed);
    const char *every = getenv("LOSSWALK_EVERY"); /* of so many lessons, one */
    for (int i = 0; i < (int)lessons.gl_pathc; i += every == NULL ? 1 : atoi(every)) {
        tcase_add_loop_test(tcase, lines_multiply_out, i, i + 1);
    }
    suite_add_tcase(suite, tcase);
    return suite;
}

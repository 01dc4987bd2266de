/* The state machine without a screen, and drawing it in every size. */
#include "check_main.h"

#include "draw.h"
#include "i18n.h"
#include "keys.h"
#include "played.h"
#include "summary.h"
#include "table.h"
#include "utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct walk_options OPTIONS = {.precision = -1};

START_TEST(steps_stop_at_both_ends)
{
    open_lesson("three.md");
    ui_handle(&ui, REQUEST_back);
    ck_assert_uint_eq(ui.walk.step, 0);
    size_t steps = walk_steps(&ui.walk);
    for (size_t i = 0; i < steps + 3; i++) {
        ui_handle(&ui, REQUEST_next);
    }
    ck_assert_uint_eq(ui.walk.step, steps - 1);
    ui_handle(&ui, REQUEST_back);
    ck_assert_uint_eq(ui.walk.step, steps - 2);
    close_lesson();
}
END_TEST

START_TEST(a_step_opens_at_its_last_part)
{
    open_lesson("three.md");
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "logits");
    ui_handle(&ui, REQUEST_next);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "softmax");
    ui_handle(&ui, REQUEST_part_back);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "row_sum");
    ck_assert_uint_eq(ui.walk.step, 1);
    ui_handle(&ui, REQUEST_part_next);
    ui_handle(&ui, REQUEST_part_next);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, "softmax");
    close_lesson();
}
END_TEST

START_TEST(the_column_survives_a_narrow_stage)
{
    open_lesson("three.md");
    ui.count = 2;
    ui_handle(&ui, REQUEST_right);
    ck_assert_uint_eq(walk_col(&ui.walk), 2);
    ui_handle(&ui, REQUEST_part_next); /* labels: one column */
    ck_assert_uint_eq(walk_col(&ui.walk), 0);
    ui_handle(&ui, REQUEST_part_back);
    ck_assert_uint_eq(walk_col(&ui.walk), 2);
    close_lesson();
}
END_TEST

START_TEST(a_count_goes_to_a_step)
{
    open_lesson("three.md");
    ui_key(&ui, '3');
    ui_key(&ui, 'G');
    ck_assert_uint_eq(ui.walk.step, 2);
    ui_key(&ui, '9');
    ui_key(&ui, '9');
    ui_key(&ui, 'G');
    ck_assert_uint_eq(ui.walk.step, walk_steps(&ui.walk) - 1);
    ui_key(&ui, 'g');
    ck_assert_uint_eq(ui.walk.step, 0);
    for (int i = 0; i < 40; i++) {
        ui_key(&ui, '9');
    }
    ui_key(&ui, PRESS_DOWN);
    ck_assert_uint_eq(walk_row(&ui.walk), 2);
    close_lesson();
}
END_TEST

START_TEST(q_leaves_one_layer)
{
    open_lesson("three.md");
    ui_key(&ui, '\r');
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ui_key(&ui, '?');
    ck_assert_int_eq(ui_layer(&ui), ON_HELP);
    ui_key(&ui, 'q');
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    ui_key(&ui, 'q');
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ui_key(&ui, 'o');
    ck_assert_int_eq(ui_layer(&ui), ON_LIST);
    ck_assert(!ui.done);
    ui_key(&ui, 'q');
    ck_assert(ui.done);
    close_lesson();
}
END_TEST

START_TEST(ctrl_c_leaves_from_anywhere)
{
    open_lesson("three.md");
    ui_key(&ui, '\r');
    ui_key(&ui, '?');
    ui_key(&ui, 3);
    ck_assert(ui.done);
    close_lesson();
}
END_TEST

START_TEST(reload_keeps_the_place)
{
    open_lesson("three.md");
    ui_key(&ui, '4');
    ui_key(&ui, 'G');
    ui_key(&ui, PRESS_DOWN);
    ui_key(&ui, PRESS_RIGHT);
    ui_key(&ui, 'r');
    ck_assert_uint_eq(ui.walk.step, 3);
    ck_assert_uint_eq(walk_row(&ui.walk), 1);
    ck_assert_uint_eq(walk_col(&ui.walk), 1);
    close_lesson();
}
END_TEST

START_TEST(compare_opens_and_closes)
{
    static const uint32_t closing[] = {'c', 'q', 27};
    open_lesson("untidy.md");
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        ui_key(&ui, 'c');
        ck_assert_int_eq(ui_layer(&ui), ON_COMPARE);
        ck_assert_uint_eq(ui.walk.rivals.count, RULES_COUNT - 1);
        ck_assert_uint_eq(ui.walk.rivals.known, RULES_COUNT - 1);
        ck_assert(!ui_idle(&ui));
        ui_key(&ui, closing[i]);
        ck_assert_int_eq(ui_layer(&ui), ON_STEP);
        ck_assert(!ui.done);
    }
    close_lesson();
}
END_TEST

START_TEST(compare_opens_over_a_why_and_gives_it_back)
{
    open_lesson("untidy.md");
    ui_key(&ui, '\r');
    ui_key(&ui, 'c');
    ui_key(&ui, '?');
    ck_assert_int_eq(ui_layer(&ui), ON_HELP);
    ui_key(&ui, 'q');
    ck_assert_int_eq(ui_layer(&ui), ON_COMPARE);
    ui_key(&ui, 'q');
    ck_assert_int_eq(ui_layer(&ui), ON_WHY);
    close_lesson();
}
END_TEST

START_TEST(the_chosen_rules_stay_within_the_list)
{
    open_lesson("untidy.md");
    ui_key(&ui, 'c');
    ui_key(&ui, PRESS_UP);
    ck_assert_uint_eq(ui.walk.rival, 0);
    ui_key(&ui, 'G');
    ck_assert_uint_eq(ui.walk.rival, RULES_COUNT - 1);
    ui_key(&ui, PRESS_DOWN);
    ck_assert_uint_eq(ui.walk.rival, RULES_COUNT - 1);
    ui_key(&ui, '2');
    ui_key(&ui, 'G');
    ck_assert_uint_eq(ui.walk.rival, 1);
    close_lesson();
}
END_TEST

/* Lines down to the rules of that name, and Enter. */
static void depart_from(const char *rules)
{
    ui_key(&ui, 'c');
    ui_key(&ui, 'g');
    while (ui.walk.rival == 0 ||
           strcmp(ui.walk.rivals.all[ui.walk.rival - 1].rules->name, rules) != 0) {
        ck_assert_uint_lt(ui.walk.rival, ui.walk.rivals.count);
        ui_key(&ui, PRESS_DOWN);
    }
    ui_key(&ui, '\r');
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
}

static const struct departure_case {
    const char *lesson, *rules, *stage;
    size_t row, col;
} DEPARTURES[] = {
    {"untidy.md", "keras", "probs", 0, 0},     /* no stage `clipped`: what would be clipped */
    {"past-end.md", "optax", "one_hot", 2, 0}, /* -1 counts from the end */
    {"three.md", "keras", "log", 0, 0},        /* its log-softmax */
    {"three.md", "onnx", "logits", 0, 0},      /* departs nowhere: stays */
    {"past-end.md", "pytorch", "logits", 0, 0} /* refused: stays */
};

START_TEST(enter_goes_to_where_rules_depart)
{
    const struct departure_case *c = &DEPARTURES[_i];
    open_lesson(c->lesson);
    depart_from(c->rules);
    ck_assert_str_eq(walk_stage_info(&ui.walk)->id, c->stage);
    ck_assert_uint_eq(walk_row(&ui.walk), c->row);
    ck_assert_uint_eq(walk_col(&ui.walk), c->col);
    close_lesson();
}
END_TEST

START_TEST(own_rules_are_not_compared)
{
    open_lesson("past-end.md");
    ui_key(&ui, 'c');
    for (size_t i = 0; i < ui.walk.rivals.count; i++) {
        ck_assert_str_ne(ui.walk.rivals.all[i].rules->name, ui.walk.lesson->rules);
    }
    close_lesson();
}
END_TEST

START_TEST(differences_are_of_float32_lessons_alone)
{
    open_lesson("three.md");
    ui_key(&ui, 'd');
    ck_assert(ui.walk.difference);
    ck_assert_ptr_null(ui.walk.exact);
    ck_assert(!walk_differs(&ui.walk, walk_stage(&ui.walk)));
    close_lesson();
    open_lesson("single.md");
    ui_key(&ui, 'd');
    ck_assert(walk_differs(&ui.walk, walk_stage(&ui.walk)));
    ck_assert(walk_ulps(&ui.walk, 0, 0, 0) == 0); /* what is given is exact */
    ui_key(&ui, 'r');
    ck_assert(walk_differs(&ui.walk, walk_stage(&ui.walk)));
    ui_key(&ui, 'd');
    ck_assert(!walk_differs(&ui.walk, walk_stage(&ui.walk)));
    close_lesson();
}
END_TEST

static void check_score(size_t solved, size_t revealed)
{
    struct quiz_score score = quiz_score(&ui.quiz, ui.walk.lesson);
    ck_assert_uint_eq(score.solved, solved);
    ck_assert_uint_eq(score.revealed, revealed);
    ck_assert_uint_eq(score.all, 4);
}

START_TEST(questions_are_counted_and_not_asked_again)
{
    open_lesson("questions.md");
    check_score(0, 0);
    press("na");
    ck_assert_int_eq(ui_layer(&ui), ON_QUESTION);
    check_score(0, 0);
    press("b");
    check_score(1, 0); /* a wrong try before does not matter */
    press("n\r");
    check_score(1, 1); /* shown, so not solved */
    press("n");
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert_uint_eq(ui.walk.step, 1);
    press("pn");
    ck_assert_uint_eq(ui.walk.step, 1);
    ui_handle(&ui, REQUEST_list); /* and opened again, they are remembered */
    ui_handle(&ui, REQUEST_open);
    check_score(1, 1);
    press("n");
    ck_assert_uint_eq(ui.walk.step, 1);
    press("nnn3.17\r");
    ck_assert_uint_eq(ui.walk.step, 3);
    check_score(2, 1);
    close_lesson();
}
END_TEST

static bool hides_loss(void)
{
    const struct sight sight = quiz_sight(&ui.walk);
    return sight_cell(&sight, trace_recipe(ui.walk.trace)->loss, 0, 0).hidden;
}

static bool hides_entry(size_t row, size_t col)
{
    const struct sight sight = quiz_sight(&ui.walk);
    return sight_cell(&sight, trace_recipe(ui.walk.trace)->summed, row, col).hidden;
}

START_TEST(a_question_can_wait_and_be_passed_by)
{
    open_lesson("questions.md");
    press("n");
    ui_key(&ui, 27);
    ck_assert_int_eq(ui_layer(&ui), ON_STEP);
    ck_assert_uint_eq(ui.walk.step, 0);
    ck_assert(hides_loss());
    ck_assert(hides_entry(1, 0));
    ck_assert(!hides_entry(0, 0));
    press("5G"); /* the loss has still not been seen */
    ck_assert(hides_loss());
    ck_assert(!hides_entry(1, 0));
    press("G");
    ck_assert(!hides_loss());
    press("gn");
    ck_assert_uint_eq(ui.walk.step, 1);
    check_score(0, 0);
    close_lesson();
}
END_TEST

START_TEST(a_total_does_not_tell_its_one_hidden_part)
{
    open_lesson("one-part.md");
    ck_assert(hides_entry(1, 0));
    ck_assert(!hides_entry(0, 0));
    ck_assert(hides_loss());
    press("nnnn3.1698\r");
    ck_assert(!hides_entry(1, 0));
    ck_assert(!hides_loss());
    close_lesson();
}
END_TEST

START_TEST(what_was_seen_is_not_hidden_again)
{
    open_lesson("questions.md");
    press("4G"); /* the logarithm, past the question about the softmax; the losses are asked for
                    next */
    const struct sight sight = quiz_sight(&ui.walk);
    const struct recipe *recipe = trace_recipe(ui.walk.trace);
    ck_assert(!sight_cell(&sight, recipe->log, 1, 1).hidden);
    ck_assert(sight_cell(&sight, recipe->loss_entries, 1, 1).hidden);
    struct arena arena;
    arena_init(&arena);
    struct worked worked = sight_worked(&sight, recipe->loss_entries, 1, 1, 4, NULL, &arena);
    ck_assert_str_eq(worked.value, "?");
    ck_assert_str_eq(worked.numbers, "");
    arena_release(&arena);
    close_lesson();
}
END_TEST

static double loss_of(size_t row)
{
    const struct sight sight = quiz_sight(&ui.walk);
    return sight_cell(&sight, trace_recipe(ui.walk.trace)->summed, row, 0).value;
}

/* From the smallest loss, } comes to every row once, and none has a smaller loss than the one
 * before; S shows them the other way round. */
START_TEST(rows_go_by_their_losses)
{
    enum { ROWS = 40 };
    bool seen[ROWS] = {false};
    open_lesson("wide.md");
    size_t smallest = 0;
    for (size_t row = 1; row < ROWS; row++) {
        smallest = loss_of(row) < loss_of(smallest) ? row : smallest;
    }
    ui.walk.row = smallest;
    seen[smallest] = true;
    for (size_t i = 1; i < ROWS; i++) {
        double before = loss_of(ui.walk.row);
        press("}");
        ck_assert(!seen[ui.walk.row]);
        ck_assert(loss_of(ui.walk.row) >= before);
        seen[ui.walk.row] = true;
    }
    size_t largest = ui.walk.row;
    press("}");
    ck_assert_uint_eq(ui.walk.row, largest);
    press("S");
    for (size_t i = 0; i < ROWS; i++) {
        size_t row = walk_row_at(&ui.walk, trace_recipe(ui.walk.trace)->scores, i);
        ck_assert(seen[row]);
        seen[row] = false;
        ck_assert_uint_eq(walk_place_of(&ui.walk, trace_recipe(ui.walk.trace)->scores, row), i);
        ck_assert(i == 0 || loss_of(row) <= loss_of(ui.walk.by_loss[i - 1]));
    }
    press("j"); /* one line down on the screen */
    ck_assert_uint_eq(ui.walk.row, ui.walk.by_loss[1]);
    press("S");
    ck_assert_ptr_null(ui.walk.by_loss);
    close_lesson();
}
END_TEST

/* While a question waits for a loss, their order would tell something of it. */
START_TEST(losses_that_are_asked_for_have_no_order)
{
    open_lesson("questions.md");
    press("S");
    ck_assert_ptr_null(ui.walk.by_loss);
    ck_assert_uint_gt(ui.remark.len, 0);
    press("}");
    ck_assert_uint_eq(ui.walk.row, 0);
    close_lesson();
}
END_TEST

START_TEST(a_summary_counts_every_number)
{
    struct summary summary;
    open_lesson("wide.md");
    const struct sight sight = quiz_sight(&ui.walk);
    size_t stage = trace_recipe(ui.walk.trace)->scores;
    double least = INFINITY;
    double most = -INFINITY;
    double sum = 0;
    size_t zeros = 0;
    for (size_t i = 0; i < 40 * (size_t)12; i++) {
        double value = sight_cell(&sight, stage, i / 12, i % 12).value;
        least = value < least ? value : least;
        most = value > most ? value : most;
        zeros += value == 0;
        sum += value;
    }
    ck_assert(summary_of(&sight, stage, &summary));
    ck_assert_uint_eq(summary.numbers, 480);
    ck_assert_uint_eq(summary.zeros, zeros);
    ck_assert(summary.least == least && summary.most == most);
    ck_assert(fabs(summary.mean - sum / 480) < 1e-12);
    close_lesson();
}
END_TEST

START_TEST(hints_end_with_the_answer)
{
    open_lesson("questions.md");
    press("TTTnnnTn"); /* at the logarithm, the loss of s1 asked next */
    ck_assert_ptr_nonnull(ui.quiz.question);
    press("t");
    ck_assert_int_eq(quiz_hint_at(&ui.quiz, &ui.walk, 0), HINT_NUDGE);
    press("t");
    ck_assert_int_eq(quiz_hint_at(&ui.quiz, &ui.walk, 1), HINT_FORMULA);
    press("t");
    ck_assert_int_eq(quiz_hint_at(&ui.quiz, &ui.walk, 2), HINT_WORKED);
    check_score(0, 0);
    press("t");
    check_score(0, 1);
    close_lesson();
}
END_TEST

START_TEST(letters_belong_to_the_number_that_is_typed)
{
    open_lesson("questions.md");
    press("TTTnnnTn");
    ck_assert_ptr_nonnull(ui.quiz.question);
    press("infinity");
    ck_assert_str_eq(ui.quiz.input.text, "infinity");
    ck_assert_uint_eq(ui.quiz.hints, 0);
    press("\r");
    ck_assert_int_eq(ui.quiz.verdict, QUIZ_WRONG);
    press("1.2.3\r");
    ck_assert_int_eq(ui.quiz.verdict, QUIZ_UNREADABLE);
    press("3.17\r");
    ck_assert_int_eq(ui.quiz.verdict, QUIZ_RIGHT);
    close_lesson();
}
END_TEST

/* Which question of the lesson is open; SIZE_MAX: none. */
static size_t open_question(void)
{
    size_t number = 0;
    const struct question *question = ui.walk.lesson->questions;
    for (; question != NULL && question != ui.quiz.question; question = question->next) {
        number++;
    }
    return question != NULL ? number : SIZE_MAX;
}

START_TEST(a_question_stays_open_in_the_other_language)
{
    open_lesson("questions.md");
    press("TTTnnnTn");
    size_t asked = open_question();
    ck_assert_uint_gt(asked, 0);
    ck_assert_uint_lt(asked, SIZE_MAX);
    const char *before = i18n_language();
    press("L");
    ck_assert_str_ne(i18n_language(), before);
    ck_assert_uint_eq(open_question(), asked);
    press("L");
    ck_assert_str_eq(i18n_language(), before);
    ck_assert_uint_eq(open_question(), asked);
    close_lesson();
}
END_TEST

static const struct {
    double ulps;
    const char *text;
} ULPS[] = {{0, "0"}, {0.26, "+0.3"}, {-1.24, "-1.2"}, {0.01, "+0.0"}, {-0.01, "-0.0"},
    {12345.67, "+12345.7"}};

START_TEST(differences_have_one_decimal_and_a_sign)
{
    char buffer[NUM_SIZE];
    ck_assert_str_eq(view_ulps(buffer, ULPS[_i].ulps), ULPS[_i].text);
}
END_TEST

START_TEST(every_request_has_a_key_and_a_name)
{
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        const struct request_info *info = request_info((enum request)i);
        ck_assert_msg(*info->keys != '\0', "%s has no key", info->id);
        ck_assert_msg(info->layers != 0, "%s applies nowhere", info->id);
        for (const char *keys = info->keys; *keys != '\0';) {
            size_t size = strcspn(keys, " ");
            ck_assert_msg(
                key_by_name(keys, size) != PRESS_NONE, "%s: no key is called %s", info->id, keys);
            keys += size;
            keys += strspn(keys, " ");
        }
    }
}
END_TEST

START_TEST(full_width_keys_are_ascii_keys)
{
    ck_assert_int_eq(key_request(0xff4e, ON_STEP), REQUEST_next); /* n */
    ck_assert_int_eq(key_request(0x3000, ON_STEP), REQUEST_on);   /* blank */
    ck_assert_int_eq(key_request(0xff1f, ON_STEP), REQUEST_help); /* ? */
    ck_assert_int_eq(key_digit(0xff17), 7);
}
END_TEST

/* What a Chinese input method sends for the keys of a keyboard, for every key that asks for
 * something. */
START_TEST(keys_of_a_chinese_input_method)
{
    static const struct {
        const char *typed;
        char key;
    } KEYS[] = {{"，", ','}, {"。", '.'}, {"；", ';'}, {"：", ':'}, {"？", '?'}, {"！", '!'},
        {"（", '('}, {"）", ')'}, {"【", '['}, {"】", ']'}, {"、", '/'}, {"《", '<'}, {"》", '>'},
        {"「", '{'}, {"」", '}'}, {"｛", '{'}, {"｝", '}'}, {"￥", '$'}, {"…", '^'}, {"＋", '+'},
        {"＝", '='}, {"‘", '\''}, {"’", '\''}, {"“", '"'}, {"”", '"'}, {"·", '`'}, {"—", '_'}};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        uint32_t code = 0;
        ck_assert_uint_eq(
            utf8_decode(KEYS[i].typed, strlen(KEYS[i].typed), &code), strlen(KEYS[i].typed));
        ck_assert_msg(key_normal(code) == (uint32_t)KEYS[i].key, "%s", KEYS[i].typed);
        for (unsigned layer = 1; layer < ON_ANY; layer <<= 1) {
            ck_assert_int_eq(key_request(code, (enum layer)layer),
                key_request((uint32_t)KEYS[i].key, (enum layer)layer));
        }
    }
}
END_TEST

START_TEST(nothing_unsafe_reaches_a_cell)
{
    grid_init(&grid, false);
    grid_resize(&grid, 20, 1);
    (void)grid_put(&grid, 0, 0, 20, STYLE_PLAIN,
        "a\033[31m\xc2\x9b\xe2\x80\xae"
        "b\xff\n");
    for (size_t x = 0; x < 20; x++) {
        const struct grid_cell *cell = grid_at(&grid, x, 0);
        uint32_t code = 0;
        ck_assert_uint_gt(utf8_decode(cell->text, strlen(cell->text), &code), 0);
        ck_assert(utf8_is_safe(code) && code != '\n');
    }
    grid_release(&grid);
}
END_TEST

START_TEST(wide_characters_are_never_cut)
{
    grid_init(&grid, false);
    grid_resize(&grid, 4, 1);
    ck_assert_uint_eq(grid_put(&grid, 0, 0, 3, STYLE_PLAIN, "猫猫"), 2);
    ck_assert_uint_eq(grid_put(&grid, 0, 0, 4, STYLE_PLAIN, "猫猫"), 4);
    ck_assert_uint_eq(grid_put(&grid, 1, 0, 1, STYLE_PLAIN, "x"), 1);
    ck_assert_str_eq(grid_at(&grid, 0, 0)->text, " ");
    ck_assert_uint_eq(grid_put(&grid, 2, 0, 1, STYLE_PLAIN, "y"), 1);
    ck_assert_str_eq(grid_at(&grid, 3, 0)->text, " ");
    grid_release(&grid);
}
END_TEST

/* 12 MB of scores: more than is kept of a file that was read. */
enum { MANY_ROWS = 1500000 };

static void write_scores(const char *path)
{
    char header[64];
    int size = snprintf(header, sizeof header,
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, 2)}", MANY_ROWS);
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite("\x93NUMPY\x01\x00", 1, 8, file), 8);
    ck_assert_int_eq(fputc(size, file), size);
    ck_assert_int_eq(fputc(0, file), 0);
    ck_assert_uint_eq(fwrite(header, 1, (size_t)size, file), (size_t)size);
    static const float zeros[2];
    for (int row = 0; row < MANY_ROWS; row++) {
        ck_assert_uint_eq(fwrite(zeros, sizeof zeros, 1, file), 1);
    }
    ck_assert_int_eq(fclose(file), 0);
}

/* A data file that is cut while the lesson is open gives a message, and the program goes on. */
START_TEST(a_file_that_became_shorter_is_reported)
{
    char folder[] = "/tmp/losswalk-ui-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    write_scores("z.npy");
    FILE *file = fopen("cut.md", "w");
    ck_assert(file != NULL);
    ck_assert_int_ge(fputs("---\nformat: 1\ntitle: Cut\nloss: binary_cross_entropy\n"
                           "logits: {file: z.npy}\ntargets: {file: z.npy}\n---\n",
                         file),
        0);
    ck_assert_int_eq(fclose(file), 0);
    static const char *paths[2] = {"cut.md"};
    grid_init(&grid, false);
    grid_resize(&grid, 80, 24);
    ui_init(&ui, NULL, paths, &OPTIONS);
    ck_assert_ptr_nonnull(ui.walk.lesson);
    while (ui_idle(&ui)) {
        ui_draw(&ui, &grid);
    }
    ck_assert_int_eq(truncate("z.npy", 4096), 0);
    ui_handle(&ui, REQUEST_next);
    walk_move(&ui.walk, MANY_ROWS / 2, 0);
    ui_draw(&ui, &grid);
    ck_assert_msg(shows("became shorter"), "no message");
    ui_release(&ui);
    grid_release(&grid);
    ck_assert_int_eq(unlink("z.npy") + unlink("cut.md") + chdir("/") + rmdir(folder), 0);
}
END_TEST

/* Any keys, in any size: the choice stays in the list, and a search never leads out of it. */
START_TEST(the_list_survives_any_keys)
{
    static struct catalogue_entry entries[] = {{.path = "shelf-one.md", .id = "shelf-one"},
        {.path = "broken.md", .id = "broken"}, {.path = "three.md", .id = "three"},
        {.path = "shelf-two.md", .id = "shelf-two", .number = 7},
        {.path = "shelf-three.md", .id = "shelf-three"}};
    static const uint32_t keys[] = {'/', '/', 'p', 'a', 'o', '7', 'x', 0x4e2d, 27, 27, '\r', 'q',
        'o', 'G', 'g', 'r', 'X', 'X', ' ', PRESS_BACKSPACE, PRESS_UP, PRESS_DOWN, PRESS_DOWN,
        PRESS_PAGE_DOWN, PRESS_END};
    const struct catalogue catalogue = {
        .entries = entries, .count = sizeof entries / sizeof *entries};
    struct walk_options options = {.precision = -1, .progress = progress_open(NULL, NULL)};
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    grid_init(&grid, false);
    ui_init(&ui, &catalogue, NULL, &options);
    unsigned long seed = 1;
    for (int i = 0; i < 5000; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        uint32_t key = keys[(seed >> 33) % (sizeof keys / sizeof *keys)];
        if (i % 7 == 0) {
            grid_resize(&grid, 1 + (seed >> 40) % 90, 1 + (seed >> 50) % 30);
        }
        ui_key(&ui, key);
        ui.done = false;
        ui_draw(&ui, &grid);
        ck_assert_uint_lt(ui.chosen, ui.shelf.count);
        ck_assert_uint_le(ui.search.words.caret, strlen(ui.search.words.text));
        ck_assert(ui.search.words.text[0] == '\0' || list_count(&ui) <= ui.shelf.count);
    }
    close_lesson();
    progress_free(options.progress);
}
END_TEST

/* Whatever is named, the list has all lessons, and the cursor is on the one that is open. */
START_TEST(the_whole_shelf_is_there)
{
    static struct catalogue_entry entries[] = {{.path = "shelf-one.md", .id = "shelf-one"},
        {.path = "three.md", .id = "three"}, {.path = "shelf-two.md", .id = "shelf-two"}};
    const struct catalogue catalogue = {
        .entries = entries, .count = sizeof entries / sizeof *entries};
    static const struct {
        const char *paths[3];
        size_t count, chosen;
        const char *first;
    } NAMED[] = {
        {{"three.md"}, 3, 1, "shelf-one.md"},
        {{"shelf-three.md"}, 4, 0, "shelf-three.md"}, /* not of the catalogue */
        {{"shelf-two.md", "three.md"}, 3, 0, "shelf-two.md"},
    };
    const struct walk_options options = {.precision = -1};
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    grid_init(&grid, false);
    grid_resize(&grid, 80, 24);
    ui_init(&ui, &catalogue, NAMED[_i].paths, &options);
    ui_key(&ui, 'o');
    ui_draw(&ui, &grid);
    ck_assert_uint_eq(ui.shelf.count, NAMED[_i].count);
    ck_assert_uint_eq(ui.chosen, NAMED[_i].chosen);
    ck_assert_str_eq(ui.shelf.books[ui.chosen].path, NAMED[_i].paths[0]);
    ck_assert_str_eq(ui.shelf.books[0].path, NAMED[_i].first);
    ck_assert_uint_eq(list_count(&ui), NAMED[_i].count);
    close_lesson();
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("ui");
    TCase *tcase = tcase_create("state");
    tcase_add_test(tcase, steps_stop_at_both_ends);
    tcase_add_test(tcase, a_step_opens_at_its_last_part);
    tcase_add_test(tcase, the_column_survives_a_narrow_stage);
    tcase_add_test(tcase, a_count_goes_to_a_step);
    tcase_add_test(tcase, q_leaves_one_layer);
    tcase_add_test(tcase, ctrl_c_leaves_from_anywhere);
    tcase_add_test(tcase, reload_keeps_the_place);
    tcase_add_test(tcase, compare_opens_and_closes);
    tcase_add_test(tcase, compare_opens_over_a_why_and_gives_it_back);
    tcase_add_test(tcase, the_chosen_rules_stay_within_the_list);
    tcase_add_loop_test(
        tcase, enter_goes_to_where_rules_depart, 0, (int)(sizeof DEPARTURES / sizeof *DEPARTURES));
    tcase_add_test(tcase, own_rules_are_not_compared);
    tcase_add_test(tcase, differences_are_of_float32_lessons_alone);
    tcase_add_loop_test(
        tcase, differences_have_one_decimal_and_a_sign, 0, (int)(sizeof ULPS / sizeof *ULPS));
    tcase_add_test(tcase, questions_are_counted_and_not_asked_again);
    tcase_add_test(tcase, a_question_can_wait_and_be_passed_by);
    tcase_add_test(tcase, a_total_does_not_tell_its_one_hidden_part);
    tcase_add_test(tcase, what_was_seen_is_not_hidden_again);
    tcase_add_test(tcase, hints_end_with_the_answer);
    tcase_add_test(tcase, letters_belong_to_the_number_that_is_typed);
    tcase_add_test(tcase, a_question_stays_open_in_the_other_language);
    tcase_add_test(tcase, rows_go_by_their_losses);
    tcase_add_test(tcase, losses_that_are_asked_for_have_no_order);
    tcase_add_test(tcase, a_summary_counts_every_number);
    tcase_add_test(tcase, every_request_has_a_key_and_a_name);
    tcase_add_test(tcase, a_file_that_became_shorter_is_reported);
    tcase_add_test(tcase, full_width_keys_are_ascii_keys);
    tcase_add_test(tcase, keys_of_a_chinese_input_method);
    tcase_add_test(tcase, the_list_survives_any_keys);
    tcase_add_test(tcase, nothing_unsafe_reaches_a_cell);
    tcase_add_test(tcase, wide_characters_are_never_cut);
    tcase_add_loop_test(tcase, the_whole_shelf_is_there, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}

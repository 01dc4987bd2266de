/*
 * Screens as text. A .case file is a little script:
 *
 *     # a comment
 *     lesson three.md            open this lesson           (or: list a.md b.md)
 *     size 80x24                 any time
 *     ascii                      7-bit drawing; before `lesson`, of its formulas, too
 *     language zh                texts in that language; before the lesson
 *     progress three.md 4 6      it was left at step 4 of 6; progress is kept from here on
 *     > Space Space Enter        keys by name, then the screen that must follow:
 *     | 1 Sparse labels ...      one line per row, blanks at its end left off
 *     : 12,7                     the hardware cursor, if it is shown
 *
 * With LOSSWALK_REWRITE_SCREENS set the screens in the files are replaced by what the program
 * draws; then look at every one of them.
 */
#include "check_main.h"

#include "draw.h"
#include "i18n.h"
#include "keys.h"
#include "ui.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_PATHS = 8, LINE_SIZE = 2048 };

static glob_t cases; /* in order */

/* A case being played. */
struct play {
    struct ui ui;
    struct grid grid;
    struct catalogue catalogue;
    struct catalogue_entry entries[MAX_PATHS];
    char *names[MAX_PATHS];
    const char *paths[MAX_PATHS + 1];
    size_t cols, rows;
    bool open;
    struct progress *progress; /* NULL: none is kept */
    struct str out;            /* the file as it should read */
};

static const struct walk_options OPTIONS = {.precision = -1};

static void open_ui(struct play *play, char *names, bool list)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *name = strtok_r(names, " ", &rest); name != NULL && count < MAX_PATHS;
         name = strtok_r(NULL, " ", &rest)) {
        play->names[count] = strdup(name);
        play->paths[count] = play->names[count];
        play->entries[count] = (struct catalogue_entry){
            .path = play->paths[count], .id = play->paths[count], .number = (int)count + 1};
        count++;
    }
    play->paths[count] = NULL;
    play->catalogue.entries = play->entries;
    play->catalogue.count = count;
    struct walk_options options = OPTIONS;
    options.progress = play->progress;
    options.ascii = play->grid.ascii;
    ui_init(&play->ui, &play->catalogue, list ? NULL : play->paths, &options);
    play->open = true;
}

static void add_row(struct play *play, size_t y)
{
    struct str row;
    str_init(&row);
    for (size_t x = 0; x < play->grid.cols; x++) {
        str_add(&row, grid_at(&play->grid, x, y)->text);
    }
    while (row.len > 0 && row.data[row.len - 1] == ' ') {
        row.data[--row.len] = '\0';
    }
    str_addf(&play->out, "|%s\n", row.data);
    str_release(&row);
}

static void draw(struct play *play)
{
    grid_resize(&play->grid, play->cols, play->rows);
    ui_draw(&play->ui, &play->grid);
}

static void add_screen(struct play *play)
{
    draw(play);
    for (size_t y = 0; y < play->grid.rows; y++) {
        add_row(play, y);
    }
    if (play->grid.has_cursor) {
        str_addf(&play->out, ": %zu,%zu\n", play->grid.cursor_x, play->grid.cursor_y);
    }
}

static void press(struct play *play, char *names)
{
    char *rest = NULL;
    for (char *name = strtok_r(names, " ", &rest); name != NULL;
         name = strtok_r(NULL, " ", &rest)) {
        uint32_t key = key_by_name(name, strlen(name));
        ck_assert_msg(key != PRESS_NONE, "no key is called %s", name);
        draw(play);
        ui_key(&play->ui, key);
        draw(play);
        while (ui_idle(&play->ui)) {
        }
    }
}

/* "three.md 4 6" */
static void add_progress(struct play *play, const char *words)
{
    size_t size = strcspn(words, " ");
    char *end = NULL;
    char *path = strndup(words, size);
    struct progress_entry entry = {.lesson = {"", path, 0}};
    entry.step = entry.furthest = strtoul(words + size, &end, 10) - 1;
    entry.steps = strtoul(end, NULL, 10);
    entry.done = entry.furthest + 1 == entry.steps;
    if (play->progress == NULL) {
        play->progress = progress_open(NULL, NULL);
        play->ui.options.progress = play->progress;
    }
    progress_note(play->progress, &entry);
    free(path);
}

static void play_line(struct play *play, char *line)
{
    if (line[0] == '|' || line[0] == ':') {
        return; /* what is expected; what is drawn took its place */
    }
    str_addf(&play->out, "%s\n", line);
    if (strncmp(line, "lesson ", 7) == 0 || strncmp(line, "list ", 5) == 0) {
        bool list = line[1] == 'i';
        open_ui(play, line + (list ? 5 : 7), list);
    } else if (strncmp(line, "size ", 5) == 0) {
        char *end = NULL;
        play->cols = strtoul(line + 5, &end, 10);
        play->rows = strtoul(end + 1, NULL, 10);
    } else if (strncmp(line, "progress ", 9) == 0) {
        add_progress(play, line + 9);
    } else if (strcmp(line, "ascii") == 0) {
        play->grid.ascii = true;
    } else if (strncmp(line, "language ", 9) == 0) {
        ck_assert(i18n_set_language(i18n_find(line + 9)));
    } else if (line[0] == '>') {
        press(play, line + 1);
        add_screen(play);
    }
}

static void read_file(const char *path, struct str *text)
{
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    char buffer[LINE_SIZE];
    size_t size = 0;
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0) {
        str_addn(text, buffer, size);
    }
    ck_assert_int_eq(fclose(file), 0);
}

static void rewrite(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text->data, 1, text->len, file), text->len);
    ck_assert_int_eq(fclose(file), 0);
}

/* The first line in which two texts differ, for the message. */
static void compare(const char *name, const char *expected, const char *drawn)
{
    size_t line = 1;
    while (*expected != '\0' || *drawn != '\0') {
        size_t e = strcspn(expected, "\n");
        size_t d = strcspn(drawn, "\n");
        ck_assert_msg(e == d && memcmp(expected, drawn, e) == 0,
            "%s:%zu:\nexpected %.*s\ndrawn    %.*s", name, line, (int)e, expected, (int)d, drawn);
        expected += e + (expected[e] == '\n' ? 1 : 0);
        drawn += d + (drawn[d] == '\n' ? 1 : 0);
        line++;
    }
}

static void play_release(struct play *play)
{
    if (play->open) {
        ui_release(&play->ui);
    }
    progress_free(play->progress);
    for (size_t i = 0; i < play->catalogue.count; i++) {
        free(play->names[i]);
    }
    grid_release(&play->grid);
    str_release(&play->out);
}

START_TEST(screen_case)
{
    const char *name = strrchr(cases.gl_pathv[_i], '/') + 1;
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    ck_assert(i18n_set_language(i18n_languages()[0])); /* where cases share a process */
    struct str text;
    str_init(&text);
    read_file(name, &text);
    struct play play = {.cols = 80, .rows = 24};
    grid_init(&play.grid, false);
    str_init(&play.out);
    char *copy = strdup(text.data);
    char *rest = copy;
    for (char *line = strsep(&rest, "\n"); line != NULL && (rest != NULL || *line != '\0');
         line = strsep(&rest, "\n")) {
        play_line(&play, line);
    }
    if (getenv("LOSSWALK_REWRITE_SCREENS") != NULL) {
        rewrite(name, &play.out);
    } else {
        compare(name, text.data, play.out.data);
    }
    free(copy);
    str_release(&text);
    play_release(&play);
}
END_TEST

Suite *make_suite(void)
{
    static const char *const folders[] = {TEST_LOCALE_DIR, NULL};
    (void)glob(TEST_SOURCE_DIR "/screen/*.case", 0, NULL, &cases);
    i18n_open(folders);
    Suite *suite = suite_create("screen");
    TCase *tcase = tcase_create("cases");
    tcase_add_loop_test(tcase, screen_case, 0, (int)cases.gl_pathc);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * The pictures of the README are what the program draws: each screen of SCREENS, with the keys that
 * lead to it, in a dark and in a light theme. LOSSWALK_UPDATE=1 writes data/screens anew; look at
 * the pictures before you commit them.
 */
#include "check_main.h"

#include "draw.h"
#include "keys.h"
#include "svg.h"
#include "ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOT TEST_SOURCE_DIR "/.."

enum { COLS = 100 };

static const struct {
    const char *name, *lesson, *keys;
    size_t rows;
    const char *title, *description;
} SCREENS[] = {
    {"walk", "04-sparse-labels.md", "4 G Down Right", 20,
        "losswalk: the logarithm, in the lesson on sparse labels",
        "Softmax, one-hot labels and logarithm of three samples stand side by side, shaded by "
        "size. "
        "Below them the number under the cursor is worked out: log p[s1,dog] = log(0.04201) = "
        "-3.1698. The last lines are the loss of each sample and of the batch, and the keys."},
    {"why", "04-sparse-labels.md", "2 G Down Right Enter Enter", 22,
        "losswalk: why is this number what it is?",
        "A probability was followed to the exponential that it is made from. There are the rule of "
        "the exponential, the rule for this cell, the numbers put in, and the number that Enter "
        "would follow next, marked in the text and in the table."},
    {"compare", "30-class-weights.md", "c Down Down", 20,
        "losswalk: one batch under the rules of eight frameworks",
        "A table has the loss and the divisor under each set of rules, and where it parts from the "
        "lesson. Below it stands the reason for the chosen one: with class weights PyTorch divides "
        "by 4 + 1 + 2 = 7 and Keras by 3."},
};

static const struct {
    enum theme theme;
    const char *name;
} THEMES[] = {{THEME_dark, "dark"}, {THEME_light, "light"}};

enum { PICTURES = 2 * sizeof SCREENS / sizeof *SCREENS };

static const char *const DATA_FOLDERS[] = {ROOT "/data", NULL};
static const struct walk_options OPTIONS = {
    .precision = -1, .data_folders = DATA_FOLDERS, .no_questions = true};

static void press(struct ui *ui, struct grid *grid, const char *names)
{
    while (*names != '\0') {
        size_t size = strcspn(names, " ");
        uint32_t key = key_by_name(names, size);
        ck_assert_uint_ne(key, PRESS_NONE);
        ui_key(ui, key);
        ui_draw(ui, grid);
        names += size + (names[size] == ' ' ? 1 : 0);
    }
    while (ui_idle(ui)) {
    }
    ui_draw(ui, grid);
}

static void draw(size_t screen, size_t theme, struct str *out)
{
    struct ui ui;
    struct grid grid;
    char path[1024];
    const char *const paths[] = {path, NULL};
    (void)snprintf(path, sizeof path, ROOT "/lessons/%s", SCREENS[screen].lesson);
    grid_init(&grid, false);
    grid.shades = true;
    grid_resize(&grid, COLS, SCREENS[screen].rows);
    ui_init(&ui, NULL, paths, &OPTIONS);
    ck_assert_ptr_nonnull(ui.walk.lesson);
    ui_draw(&ui, &grid);
    press(&ui, &grid, SCREENS[screen].keys);
    svg_draw(out, &grid, THEMES[theme].theme, SCREENS[screen].title, SCREENS[screen].description);
    ui_release(&ui);
    grid_release(&grid);
}

static void write_file(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text->data, 1, text->len, file), text->len);
    ck_assert_int_eq(fclose(file), 0);
}

static bool holds(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char *kept = malloc(text->len + 1);
    size_t size = fread(kept, 1, text->len + 1, file);
    bool same = size == text->len && memcmp(kept, text->data, size) == 0;
    free(kept);
    (void)fclose(file);
    return same;
}

START_TEST(pictures_are_what_is_drawn)
{
    size_t screen = (size_t)_i / 2;
    size_t theme = (size_t)_i % 2;
    char path[1024];
    struct str svg;
    str_init(&svg);
    draw(screen, theme, &svg);
    (void)snprintf(path, sizeof path, ROOT "/data/screens/%s-%s.svg", SCREENS[screen].name,
        THEMES[theme].name);
    if (getenv("LOSSWALK_UPDATE") != NULL) {
        write_file(path, &svg);
    }
    ck_assert_msg(holds(path, &svg), "%s is not what is drawn: LOSSWALK_UPDATE=1 writes it", path);
    str_release(&svg);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("screens");
    TCase *tcase = tcase_create("pictures");
    tcase_add_loop_test(tcase, pictures_are_what_is_drawn, 0, PICTURES);
    suite_add_tcase(suite, tcase);
    return suite;
}

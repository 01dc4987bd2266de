/* The screen without a terminal: keys, clicks, the wheel, other sizes, saves of the file.
 *
 * The first byte picks the lesson, the second how it is opened; each of the rest is a key (a
 * character of 7 bits, or a named one), or something else that can happen, whose numbers follow it.
 * What must hold after each is in screen/holds.h. */
#include "fuzz.h"
#include "holds.h"
#include "hostile.h"
#include "i18n.h"
#include "mouse.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    NAMED = 0x80,   /* keys of press.h */
    SIZE = 0xb0,    /* columns, rows */
    CLICK = 0xc0,   /* column, row */
    WHEEL = 0xc8,   /* lines */
    IDLE = 0xd0,    /* what was put off */
    SAVE = 0xd4,    /* the file: whole, or the first quarter of it */
    REDRAW = 0xd8,  /* in another size and back: columns, rows */
    ASK = 0xdc,     /* from here on, all questions */
    DRAW = 0xe0,    /* the picture */
    ODD = 0xf0,     /* other code points */
    MOST_KEYS = 200 /* of an input */
};

static const char *const LESSONS[] = {"three.md", "wide.md", "binary.md", "certain.md", "cjk.md",
    "untidy.md", "past-end.md", "single.md", "weighted.md", "questions.md", "pictures.md",
    "task.md", "task-setting.md", "groups.md", "formulas.md", "maths.md", "classes-30.md",
    "accuracy.md", "task-typed.md", "until.md", "task-labels.md", "broken.md", "one-part.md"};
enum { LESSON_COUNT = sizeof LESSONS / sizeof *LESSONS };
enum { LESSON_BYTES = 16384 };

static struct text {
    char bytes[LESSON_BYTES];
    size_t size;
} texts[LESSON_COUNT];

static struct ui ui;
static struct grid grid;
static struct grid other;

static void hold(const char *broken)
{
    if (broken != NULL) {
        struct str picture;
        str_init(&picture);
        for (size_t i = 0; i < grid.rows * grid.cols; i++) {
            str_add(&picture, grid.cells[i].text);
            str_add(&picture, i % grid.cols == grid.cols - 1 ? "\n" : "");
        }
        fuzz_fail(broken, picture.data, picture.len);
    }
}

static void draw(void)
{
    hold(holds_drawn(&ui, &grid));
    hold(holds_grid(&ui, &grid));
}

/* ---- What can happen ------------------------------------------------------------------------- */

/* What is typed must not name a file elsewhere. */
static void press(uint32_t key)
{
    uint32_t enter = key_normal(key);
    bool saves = ui.prompt.kind == PROMPT_SAVE && strpbrk(ui.prompt.line.text, "/~") != NULL;
    ui_key(&ui, saves && (enter == '\r' || enter == '\n') ? 27 : key);
}

static void click(struct bytes *bytes)
{
    draw(); /* else nothing is there to be clicked at */
    size_t x = take(bytes) % grid.cols;
    size_t y = take(bytes) % grid.rows;
    if (ui.prompt.kind != PROMPT_SAVE) {
        ui_click(&ui, x, y);
    }
}

static void save(const struct text *text, bool whole)
{
    (void)fuzz_put("lesson.md", text->bytes, whole ? text->size : text->size / 4);
    (void)ui_look(&ui); /* until it has stayed as it is */
    (void)ui_look(&ui);
}

static void redraw(size_t cols, size_t rows)
{
    draw();
    other.ascii = grid.ascii;
    other.shades = grid.shades;
    grid_resize(&other, cols, rows);
    hold(holds_drawn(&ui, &other));
    grid_resize(&other, grid.cols, grid.rows);
    hold(holds_drawn(&ui, &other));
    if (!holds_same(&grid, &other)) {
        hold("drawn in another size and back it is the same");
    }
}

static void ask(void)
{
    if (ui.quiz.question == NULL && ui.walk.lesson != NULL) {
        ui.quiz.record_count = 0;
        ui.quiz.asking = QUIZ_ONCE;
        if (!walk_is_changed(&ui.walk)) { /* it is a place of the lesson as written */
            ui.walk.furthest = walk_place(&ui.walk);
        }
    }
}

static size_t columns(struct bytes *bytes)
{
    return 1 + take(bytes) % 110;
}

static size_t lines(struct bytes *bytes)
{
    return 1 + take(bytes) % 34;
}

static void happen(unsigned what, struct bytes *bytes, const struct text *text)
{
    static const uint32_t odd[] = {0x110000, 0x3000, 0x4e2d, 0x301, 0x202e, 0xfffd, 0xff4e, 0xff11,
        0x3002, 0x2212, 0x1f469, 0xe9, 0x3010, 0xff0d, 0x200d, 0x10ffff};
    size_t cols = 0;
    if (what < NAMED) {
        press(what);
    } else if (what < SIZE) {
        press(PRESS_NONE + (what - NAMED) % (PRESS_F10 - PRESS_NONE + 1));
    } else if (what < CLICK) {
        cols = columns(bytes);
        grid_resize(&grid, cols, lines(bytes));
    } else if (what < WHEEL) {
        click(bytes);
    } else if (what < IDLE) {
        ui_wheel(&ui, (long)take(bytes) - 128);
    } else if (what < SAVE) {
        (void)ui_idle(&ui);
    } else if (what < REDRAW) {
        save(text, what % 2 == 0);
    } else if (what < ASK) {
        cols = columns(bytes);
        redraw(cols, lines(bytes));
    } else if (what < DRAW) {
        ask();
    } else if (what < ODD) {
        draw();
    } else {
        press(odd[what - ODD]);
    }
}

/* ---- One input ------------------------------------------------------------------------------- */

static void start(void)
{
    static const char *const folders[] = {TEST_LOCALE_DIR, NULL};
    for (size_t i = 0; i < LESSON_COUNT; i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, TEST_SOURCE_DIR "/screen/%s", LESSONS[i]);
        FILE *file = fopen(path, "r");
        fuzz_need(file != NULL, path);
        texts[i].size = fread(texts[i].bytes, 1, sizeof texts[i].bytes, file);
        (void)fclose(file);
        fuzz_need(texts[i].size < sizeof texts[i].bytes, "a lesson of the screen is small");
    }
    fuzz_need(chdir(fuzz_folder()) == 0, "the folder is there"); /* where copies are saved */
    i18n_open(folders);
    grid_init(&other, false);
}

/* Copies that were saved. */
static void clean(void)
{
    DIR *dir = opendir(".");
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, "lesson.md") != 0) {
            (void)unlink(entry->d_name);
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {.data = data, .size = size};
    if (texts[0].size == 0) {
        start();
    }
    const struct text *text = &texts[take(&bytes) % LESSON_COUNT];
    unsigned how = take(&bytes);
    const char *path = fuzz_put("lesson.md", text->bytes, text->size);
    const char *const paths[] = {path, NULL};
    struct catalogue_entry entries[] = {
        {.path = path, .id = "lesson"}, {.path = "none.md", .id = "none"}};
    const struct catalogue catalogue = {.entries = entries, .count = 2};
    struct diag diag;
    diag_init(&diag);
    struct progress *progress = how & 4 ? progress_open(NULL, &diag) : NULL;
    const struct walk_options options = {
        .precision = -1, .ascii = how & 1, .progress = progress, .no_questions = how & 8};
    (void)i18n_set_language("en");
    grid_init(&grid, how & 1);
    grid.shades = how & 16;
    grid_resize(&grid, how & 32 ? 80 : 40, how & 64 ? 24 : 12);
    ui_init(&ui, how & 2 ? &catalogue : NULL, how & 2 ? NULL : paths, &options);
    for (size_t i = 0; i < MOST_KEYS && bytes.at < bytes.size; i++) {
        happen(take(&bytes), &bytes, text);
        ui.done = false;
        hold(holds_walk(&ui));
    }
    draw();
    bool saved = ui.walk.whatif.saved > 0 || ui.prompt.kind == PROMPT_SAVE;
    ui_release(&ui);
    grid_release(&grid);
    progress_free(progress);
    diag_release(&diag);
    if (saved) {
        clean();
    }
    return 0;
}

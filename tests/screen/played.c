#include "played.h"

#include "draw.h"

#include "check_main.h"
#include <string.h>
#include <unistd.h>

struct ui ui;
struct grid grid;

enum { MAX_BOOKS = 8 };

static const struct walk_options OPTIONS = {.precision = -1};

static void open_ui(
    const struct catalogue *catalogue, const char *const *paths, size_t cols, size_t rows)
{
    ck_assert_int_eq(chdir(TEST_SOURCE_DIR "/screen"), 0);
    grid_init(&grid, false);
    grid_resize(&grid, cols, rows);
    ui_init(&ui, catalogue, paths, &OPTIONS);
    ui_draw(&ui, &grid);
}

void open_lesson_at(const char *path, size_t cols, size_t rows)
{
    static const char *paths[2];
    paths[0] = path;
    open_ui(NULL, paths, cols, rows);
    ck_assert_ptr_nonnull(ui.walk.lesson);
}

void open_lesson(const char *path)
{
    open_lesson_at(path, 80, 24);
}

void open_list(const char *const *names, size_t cols, size_t rows)
{
    static struct catalogue_entry entries[MAX_BOOKS];
    static struct catalogue catalogue;
    catalogue = (struct catalogue){.entries = entries};
    for (; *names != NULL; names++) {
        ck_assert_uint_lt(catalogue.count, MAX_BOOKS);
        entries[catalogue.count++] = (struct catalogue_entry){.path = *names, .id = *names};
    }
    open_ui(&catalogue, NULL, cols, rows);
}

void close_lesson(void)
{
    ui_release(&ui);
    grid_release(&grid);
}

void press(const char *keys)
{
    for (; *keys != '\0'; keys++) {
        ui_key(&ui, (unsigned char)*keys);
    }
}

/* The column where the text begins in that row; false when it is not there. */
static bool find_in_row(const char *text, size_t row, size_t *col)
{
    for (*col = 0; *col < grid.cols; ++*col) {
        const char *rest = text;
        for (size_t x = *col; *rest != '\0' && x < grid.cols; x++) {
            const char *cell = grid_at(&grid, x, row)->text;
            if (strncmp(rest, cell, strlen(cell)) != 0) {
                break;
            }
            rest += strlen(cell);
        }
        if (*rest == '\0') {
            return true;
        }
    }
    return false;
}

static bool find(const char *text, size_t from, size_t *x, size_t *y)
{
    for (*y = from; *y < grid.rows; ++*y) {
        if (find_in_row(text, *y, x)) {
            return true;
        }
    }
    return false;
}

bool shows(const char *text)
{
    size_t x = 0;
    size_t y = 0;
    return find(text, 0, &x, &y);
}

void find_text(const char *text, size_t from, size_t *x, size_t *y)
{
    ck_assert_msg(find(text, from, x, y), "not on the screen: %s", text);
}

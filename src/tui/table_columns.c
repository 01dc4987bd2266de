/* Which columns of a stage stand side by side where not all fit: a window around the cursor's, and
 * beside it, pinned, what the student looks for in the cursor's row: its true class and its
 * largest number. */
#include "table.h"

#include <math.h>

static bool is_pinned(const struct panel *panel, size_t col)
{
    bool pinned = false;
    for (size_t i = 0; i < panel->pin_count; i++) {
        pinned = pinned || panel->pins[i] == col;
    }
    return pinned;
}

static bool is_in_window(const struct panel *panel, size_t col)
{
    return col >= panel->col_first && col - panel->col_first < panel->col_count;
}

/* Pins left of the window. */
static size_t pins_before(const struct panel *panel)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->pin_count; i++) {
        count += panel->pins[i] < panel->col_first ? 1 : 0;
    }
    return count;
}

size_t panel_width(const struct panel *panel)
{
    return panel->col_count + panel->pin_count;
}

size_t panel_col(const struct panel *panel, size_t i)
{
    size_t before = pins_before(panel);
    if (i < before) {
        return panel->pins[i];
    }
    return i - before < panel->col_count ? panel->col_first + (i - before)
                                         : panel->pins[i - panel->col_count];
}

bool panel_has_gap(const struct panel *panel, size_t i)
{
    return i > 0 && panel_col(panel, i) != panel_col(panel, i - 1) + 1;
}

/* The column of the largest number; `cols` where a number is hidden, or there is none. */
static size_t largest_col(const struct view *view, size_t row)
{
    enum { MOST_COLS = 4096 }; /* that a drawing has time to look through */
    size_t largest = view->cols;
    double most = -INFINITY;
    for (size_t col = 0; col < view->cols && view->cols <= MOST_COLS; col++) {
        struct figure figure = sight_cell(&view->sight, view->stage, row, col);
        if (figure.hidden) {
            return view->cols;
        }
        largest = figure.value > most ? col : largest;
        most = figure.value > most ? figure.value : most;
    }
    return largest;
}

void panel_want(struct panel *panel, size_t row)
{
    const struct view *view = &panel->view;
    struct trace *trace = view->sight.trace;
    panel->want_count = 0;
    if (row >= view->rows || trace_recipe(trace)->stages[view->stage].form != FORM_MATRIX ||
        view->exact != NULL || problem_is_binary(&trace_lesson(trace)->problem)) {
        return;
    }
    const size_t wanted[PANEL_MAX_PINS] = {trace_true_class(trace, row), largest_col(view, row)};
    for (size_t i = 0; i < PANEL_MAX_PINS; i++) {
        if (wanted[i] < view->cols && (i == 0 || wanted[i] != wanted[0])) {
            panel->wants[panel->want_count++] = wanted[i];
        }
    }
}

/* Pins those of the wanted columns that are not in the window, the smaller first. */
static void pin(struct panel *panel, size_t most)
{
    panel->pin_count = 0;
    for (size_t i = 0; i < panel->want_count && i < most; i++) {
        if (!is_in_window(panel, panel->wants[i])) {
            panel->pins[panel->pin_count++] = panel->wants[i];
        }
    }
    if (panel->pin_count == 2 && panel->pins[0] > panel->pins[1]) {
        size_t larger = panel->pins[0];
        panel->pins[0] = panel->pins[1];
        panel->pins[1] = larger;
    }
}

void panel_choose(struct panel *panel, size_t focus, size_t width)
{
    size_t cols = panel->view.cols;
    width = width < cols ? width : cols;
    size_t most = panel->want_count < width ? panel->want_count : width - (width > 0);
    size_t pins = most;
    for (;;) {
        panel->col_count = width - pins;
        panel->col_first = table_window(focus, panel->col_count, cols);
        pin(panel, most);
        if (panel->pin_count == pins) {
            break;
        }
        pins = panel->pin_count; /* what the window has needs no pin: it is wider, and has more */
    }
    /* A pin next to the window is a part of it. */
    for (bool joins = true; joins; pin(panel, most)) {
        bool left = panel->col_first > 0 && is_pinned(panel, panel->col_first - 1);
        joins = left || is_pinned(panel, panel->col_first + panel->col_count);
        panel->col_first -= left ? 1 : 0;
        panel->col_count += joins ? 1 : 0;
    }
}

#include "tui.h"

#include "draw.h"
#include "mouse.h"
#include "screen_curses.h"
#include "signals.h"
#include "ui.h"

#include <stdlib.h>
#include <string.h>

/* A variable of the environment; NULL where it is not set, or to nothing. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : value;
}

/* The command line, then what the environment says: NO_COLOR (no-color.org), then CLICOLOR_FORCE
 * and CLICOLOR=0 (bixense.com/clicolors). */
static bool wants_color(enum tui_color color)
{
    const char *forced = variable("CLICOLOR_FORCE");
    const char *wanted = variable("CLICOLOR");
    if (color != TUI_COLOR_AUTO) {
        return color == TUI_COLOR_ALWAYS;
    }
    if (variable("NO_COLOR") != NULL) {
        return false;
    }
    return (forced != NULL && strcmp(forced, "0") != 0) || wanted == NULL ||
           strcmp(wanted, "0") != 0;
}

/* The theme of the command line, or what is known of the terminal's ground. */
static enum theme first_theme(const struct tui_options *options)
{
    return screen_colors() == 0           ? THEME_mono
           : options->theme != THEME_AUTO ? options->theme
                                          : theme_by_ground(variable("COLORFGBG"));
}

static void paint(struct ui *ui, struct grid *grid)
{
    size_t cols = 0;
    size_t rows = 0;
    screen_size(&cols, &rows);
    grid_resize(grid, cols, rows);
    enum theme theme = (enum theme)ui->switches.theme;
    screen_theme(theme);
    grid->shades = theme_has_shades(theme, screen_colors());
    ui_draw(ui, grid);
    screen_paint(grid, ui->redraw);
    ui->redraw = false;
}

/* What takes long comes after the painting, piece by piece, and never in the way of a key. Returns
 * true when there is something new to paint. */
static bool catch_up(struct ui *ui)
{
    signals_busy(true);
    bool changed = ui_idle(ui);
    signals_busy(false);
    return changed;
}

/* How often the lesson file is looked at, and progress saved, while nothing else happens. */
enum { LOOK_MS = 500 };

/* Waits for the next event. False: the lesson was read again meanwhile, and must be painted. */
static bool await(struct ui *ui, struct screen_event *event)
{
    while (!screen_next(event, ui_watches(ui) ? LOOK_MS : -1)) {
        ui_secure(ui);
        signals_busy(true);
        bool changed = ui_look(ui);
        signals_busy(false);
        if (changed) {
            return false;
        }
    }
    return true;
}

enum { WHEEL_LINES = 3 };

/* The second click of two means what the first has led to, so that is drawn in between. */
static void use_mouse(struct ui *ui, struct grid *grid, const struct screen_event *event)
{
    if (event->mouse == MOUSE_CLICK) {
        ui_click(ui, event->x, event->y);
        paint(ui, grid);
    } else {
        ui_wheel(ui, event->mouse == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
    }
}

/* Keys that arrived together (a paste, a held key) are all taken in before the next painting. */
static int loop(struct ui *ui, struct grid *grid)
{
    struct screen_event event;
    while (!ui->done) {
        if (!screen_next(&event, 0)) {
            paint(ui, grid);
            if (catch_up(ui) || !await(ui, &event)) {
                continue;
            }
        }
        if (event.kind == SCREEN_SIGNAL) {
            return 128 + event.signal;
        }
        if (ui->redraw && event.kind != SCREEN_RESIZE) {
            paint(ui, grid); /* in its new size: what a key does hangs on what has room */
        }
        if (event.kind == SCREEN_KEY) {
            ui_key(ui, event.key);
        } else if (event.kind == SCREEN_MOUSE) {
            use_mouse(ui, grid, &event);
        } else {
            ui->redraw = true;
        }
    }
    return 0;
}

int tui_run(const struct tui_options *options, const char **reason)
{
    struct walk_options walk_options = {.overrides = options->overrides,
        .override_count = options->override_count,
        .data_folders = options->data_folders,
        .shelves = options->shelves,
        .precision = options->precision,
        .no_questions = options->no_questions,
        .language_file = options->language_file,
        .progress = options->progress};
    if (!screen_start(wants_color(options->color), !options->no_mouse, reason)) {
        return -1;
    }
    struct ui ui;
    struct grid grid;
    grid_init(&grid, options->ascii || !screen_is_utf8());
    walk_options.ascii = grid.ascii;
    ui_init(&ui, options->catalogue, options->lessons, &walk_options);
    ui.switches.theme = first_theme(options);
    ui.switches.colors = screen_colors() > 0;
    int status = loop(&ui, &grid);
    /* What was reached is kept before anything else can end the program: signals come in crowds. */
    signals_hold(true);
    ui_release(&ui);
    signals_hold(false);
    screen_stop();
    grid_release(&grid);
    return status;
}

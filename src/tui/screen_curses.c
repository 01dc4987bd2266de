/* The terminal taken over, painted and given back. What comes from it: screen_events.c. */
#include "screen_curses.h"

#include "gather.h"
#include "i18n.h"
#include "mem.h"
#include "screen_impl.h"
#include "signals.h"
#include "utf8.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* The one terminal. */
static struct {
    SCREEN *screen; /* NULL: not started */
    bool color;
    enum theme theme;
    bool exit_handler; /* screen_stop() is registered with atexit() */
    cchar_t *row;      /* of the grid, as curses wants it */
    size_t row_cap;
    struct grid_cell *painted; /* what curses was told last */
    size_t painted_cap, painted_cols, painted_rows;
} term;

/* The terminal's own sequence for a capability, NULL when it has none. */
static const char *capability(const char *name)
{
    char copy[16];
    (void)memcpy(copy, name, strlen(name) + 1);
    char *text = tigetstr(copy);
    /* tigetstr() says "not a string" with the pointer value -1. */
    return (intptr_t)text == -1 ? NULL : text;
}

/* What makes the terminal stop sending what its mouse does. */
static const char *mouse_off(void)
{
    const char *mode = capability("XM"); /* an extension of ncurses */
    const char *off = mode != NULL ? tiparm(mode, 0) : NULL;
    return off != NULL ? off : capability("kmous") != NULL ? "\033[?1000l" : "";
}

/* A sequence without its delays, `$<5>`: they were for terminals of hardware, and only curses' own
 * writing reads them. */
static void add_sequence(struct str *out, const char *sequence)
{
    const char *delay = NULL;
    while ((delay = strstr(sequence, "$<")) != NULL && strchr(delay, '>') != NULL) {
        str_addn(out, sequence, (size_t)(delay - sequence));
        sequence = strchr(delay, '>') + 1;
    }
    str_add(out, sequence);
}

/* What leads back to the shell's screen. */
static void restore_text(struct str *out, bool mouse)
{
    add_sequence(out, mouse ? mouse_off() : "");
    static const char *const names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = capability(names[i]);
        add_sequence(out, text != NULL ? text : "");
    }
}

/* Signals before curses: it leaves handlers alone that are there already. */
static bool start_signals(bool mouse)
{
    struct str restore;
    str_init(&restore);
    restore_text(&restore, mouse);
    bool started = signals_start(restore.data, restore.len);
    str_release(&restore);
    return started;
}

static const char *unfit(void)
{
    const char *name = getenv("TERM");
    int error = 0;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return _("input and output must be a terminal");
    }
    if (name == NULL || *name == '\0') {
        return _("the environment variable TERM does not say which terminal this is");
    }
    if (setupterm(NULL, STDOUT_FILENO, &error) != OK) {
        return _("this terminal (TERM) is not known");
    }
    if (capability("cup") == NULL || capability("clear") == NULL) {
        return _("this terminal (TERM) cannot place the cursor");
    }
    return NULL;
}

/* How many bits of red, green and blue a colour's number has, on terminals where it is no number in
 * a palette; 0 on others. The capability RGB, an extension, is a string such as 8/8/8, a number, or
 * only there. */
static void direct_bits(int bits[3])
{
    char name[] = "RGB";
    const char *text = capability(name);
    int each = tigetnum(name);
    if (text == NULL && each <= 0 && tigetflag(name) > 0) {
        each = 0;
        for (int colors = COLORS; colors >= 8; colors /= 8) {
            each++;
        }
    }
    char *rest = NULL;
    for (int i = 0; i < 3; i++) {
        bits[i] = text != NULL ? (int)strtol(text, &rest, 10) : each > 0 ? each : 0;
        text = text != NULL ? rest + (*rest == '/' ? 1 : 0) : NULL;
    }
}

/* What curses calls the colour. Where numbers are mixtures, the lowest still mean a palette (8, 16
 * or 256 of them), so mixtures of no red and no green get the least of green. */
static int color_number(int color, const int bits[3])
{
    if (color < 0 || bits[0] < 1 || bits[1] < 1 || bits[2] < 1 ||
        bits[0] + bits[1] + bits[2] > 24) {
        return color;
    }
    struct rgb rgb = theme_rgb(color);
    const unsigned char parts[] = {rgb.red, rgb.green, rgb.blue};
    int number = 0;
    for (int i = 0; i < 3; i++) {
        number = (number << bits[i]) | (parts[i] * ((1 << bits[i]) - 1) + 127) / 255;
    }
    return number < 256 && COLORS > 256 ? number | 256 : number;
}

void screen_theme(enum theme theme)
{
    int bits[3] = {0};
    if (theme == term.theme) {
        return;
    }
    term.theme = theme;
    term.painted_cols = 0; /* nothing of the last painting will do */
    if (screen_colors() == 0) {
        return;
    }
    direct_bits(bits);
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look look = theme_look(theme, COLORS, (enum style)i);
        (void)init_extended_pair(
            i + 1, color_number(look.text, bits), color_number(look.ground, bits));
    }
    /* Clearing fills the screen with this. */
    cchar_t blank;
    (void)setcchar(&blank, L" ", A_NORMAL, STYLE_PLAIN + 1, NULL);
    (void)bkgrndset(&blank);
}

/* Ctrl-S stops nothing: few know that Ctrl-Q goes on, and a program that is to end would wait for
 * it. */
static void keep_flowing(void)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)IXON;
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
        (void)def_prog_mode(); /* and so it is again after Ctrl-Z */
    }
}

bool screen_start(bool color, bool mouse, const char **reason)
{
    *reason = unfit();
    if (*reason == NULL && !start_signals(mouse)) {
        *reason = _("the terminal does not answer");
    }
    (void)del_curterm(cur_term); /* what was looked up so far: curses reads it again for its own */
    if (*reason != NULL) {
        return false;
    }
    FILE *output = gather_start();
    term.screen = output != NULL ? newterm(NULL, output, stdin) : NULL;
    if (term.screen == NULL) {
        signals_stop();
        *reason = _("this terminal cannot be used");
        return false;
    }
    if (!term.exit_handler) {
        term.exit_handler = atexit(screen_stop) == 0;
    }
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    keep_flowing();
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)set_escdelay(25);
    (void)typeahead(-1); /* keys that are there already were taken in before the painting */
    screen_listen(mouse);
    term.color = color && has_colors();
    if (term.color) {
        (void)start_color();
        (void)use_default_colors();
    }
    term.theme = THEME_AUTO; /* none yet */
    screen_theme(THEME_mono);
    return true;
}

/* What curses writes meanwhile goes out at once. It ignores SIGTSTP while it writes: blocked, a
 * Ctrl-Z that comes meanwhile waits instead of being lost. */
static void send_all_of(int (*draw)(void))
{
    sigset_t stop;
    sigset_t before;
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTSTP);
    (void)sigprocmask(SIG_BLOCK, &stop, &before);
    gather_begin();
    (void)draw();
    gather_end();
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Curses does not look whether its last words were written. They are its own, not the whole of
 * restore_text(): some terminals clear their screen where they are told twice to go back to it. */
static void send_what_is_missing(void)
{
    static const char *const names[] = {"rmkx", "rmcup"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = capability(names[i]);
        struct str sequence;
        str_init(&sequence);
        add_sequence(&sequence, text != NULL ? text : "");
        if (!gather_has(sequence.data)) {
            gather_send(sequence.data, sequence.len);
        }
        str_release(&sequence);
    }
}

void screen_stop(void)
{
    if (term.screen == NULL) {
        return;
    }
    send_all_of(endwin); /* signals_stop() sees to the modes */
    send_what_is_missing();
    delscreen(term.screen);
    gather_stop();
    term.screen = NULL;
    free(term.row);
    term.row = NULL;
    term.row_cap = 0;
    free(term.painted);
    term.painted = NULL;
    term.painted_cap = term.painted_cols = 0;
    signals_stop();
}

bool screen_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int screen_colors(void)
{
    return term.color && COLORS >= 8 && COLOR_PAIRS > STYLE_COUNT ? COLORS : 0;
}

void screen_size(size_t *cols, size_t *rows)
{
    *cols = (size_t)(COLS > 0 ? COLS : 0);
    *rows = (size_t)(LINES > 0 ? LINES : 0);
}

/* The cell's characters as curses takes them; returns the columns that libc, and so curses, gives
 * them. */
static int decode_cell(const struct grid_cell *cell, wchar_t *out)
{
    size_t size = strlen(cell->text);
    size_t count = 0;
    int width = 0;
    for (size_t at = 0; at < size && count + 1 < CCHARW_MAX;) {
        uint32_t code = 0;
        at += utf8_decode(cell->text + at, size - at, &code);
        int cells = wcwidth((wchar_t)code);
        if (count == 0) {
            width = cells;
        }
        if (count == 0 || cells == 0) {
            out[count++] = (wchar_t)code;
        }
    }
    out[count] = L'\0';
    return width;
}

/* Adds one curses cell to term.row. */
static size_t add(size_t at, const wchar_t *text, enum style style)
{
    static const attr_t marks[] = {A_BOLD, A_UNDERLINE, A_REVERSE, A_DIM}; /* of look_marks */
    int colors = screen_colors();
    short pair = (short)(colors > 0 ? style + 1 : 0);
    unsigned wanted = theme_look(term.theme, colors, style).marks;
    attr_t attributes = A_NORMAL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        attributes |= (wanted >> i & 1) != 0 ? marks[i] : A_NORMAL;
    }
    (void)setcchar(&term.row[at], text, attributes, pair, NULL);
    return at + 1;
}

/* The grid measures with utf8proc, curses with libc, and about a thousand characters measure
 * differently. What libc takes for narrower gets blanks, what it takes for wider or does not know
 * becomes `?`: columns stay where they belong. */
static size_t add_cell(size_t at, const struct grid_cell *cell)
{
    wchar_t text[CCHARW_MAX + 1];
    int width = decode_cell(cell, text);
    enum style style = (enum style)cell->style;
    if (width < 1 || width > cell->width) {
        width = 1;
        text[0] = L'?';
        text[1] = L'\0';
    }
    at = add(at, text, style);
    for (; width < cell->width; width++) {
        at = add(at, L" ", style);
    }
    return at;
}

/* Remembers the picture. Most rows are the same from key to key, and telling curses about one costs
 * more than computing it. */
static void remember(const struct grid *grid)
{
    size_t count = grid->cols * grid->rows;
    term.painted = mem_grow(term.painted, &term.painted_cap, count + 1, sizeof *term.painted);
    memcpy(term.painted, grid->cells, count * sizeof *grid->cells);
    term.painted_cols = grid->cols;
    term.painted_rows = grid->rows;
}

static bool was_painted(const struct grid *grid, size_t y)
{
    const struct grid_cell *row = &grid->cells[y * grid->cols];
    return grid->cols == term.painted_cols && grid->rows == term.painted_rows &&
           memcmp(&term.painted[y * grid->cols], row, grid->cols * sizeof *row) == 0;
}

void screen_paint(const struct grid *grid, bool all)
{
    term.row = mem_grow(term.row, &term.row_cap, 2 * grid->cols + 2, sizeof *term.row);
    if (all) {
        (void)clearok(stdscr, TRUE);
    }
    for (size_t y = 0; y < grid->rows; y++) {
        size_t count = 0;
        if (!all && was_painted(grid, y)) {
            continue;
        }
        for (size_t x = 0; x < grid->cols; x++) {
            const struct grid_cell *cell = grid_at(grid, x, y);
            count = cell->width > 0 ? add_cell(count, cell) : count;
        }
        (void)mvadd_wchnstr((int)y, 0, term.row, (int)count);
    }
    remember(grid);
    (void)curs_set(grid->has_cursor ? 1 : 0);
    (void)move((int)grid->cursor_y, (int)grid->cursor_x);
    (void)wnoutrefresh(stdscr);
    send_all_of(doupdate);
}

/* Signals and the keyboard must not race: handlers only write the signal's number into a pipe, and
 * screen_next() waits on the pipe and the keyboard together. What curses has to be told about a signal
 * (a resize) is told from there, never from a handler. Two exceptions: curses itself handles SIGTSTP, and
 * a signal to end that nobody picks up (the program is busy) restores the terminal with nothing but
 * write() and tcsetattr(), which handlers may call, and ends the process.
 */
#include "screen_curses.h"

#include "i18n.h"
#include "keys.h"
#include "mem.h"
#include "utf8.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum {
    RESTORE_SIZE = 256,
    UTF8_MAX = 4
};

static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

enum {
    SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS
};

/* The one terminal. */
static struct {
    SCREEN *screen; /* NULL: not started */
    bool color;
    bool exit_handler; /* screen_stop() is registered with atexit() */
    struct sigaction old[SIGNAL_COUNT];
    int pipe[2];
    struct termios modes; /* as they were */
    char restore[RESTORE_SIZE]; /* what a handler writes to get back to the shell's screen */
    size_t restore_size;
    cchar_t *row; /* of the grid, as curses wants it */
    size_t row_cap;
    char partial[UTF8_MAX]; /* bytes of a character that has not come in full */
    size_t partial_size;
} term;

static volatile sig_atomic_t is_busy;
static volatile sig_atomic_t is_ending;

static void end_at_once(int number)
{
    ssize_t written = write(STDOUT_FILENO, term.restore, term.restore_size);
    (void)written;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &term.modes);
    _exit(128 + number);
}

static void on_signal(int number)
{
    int saved = errno;
    if (number != SIGWINCH) {
        if (is_busy || is_ending) {
            end_at_once(number);
        }
        is_ending = 1;
    }
    char byte = (char)number;
    ssize_t written = write(term.pipe[1], &byte, 1);
    (void)written; /* a full pipe already says enough */
    errno = saved;
}

static bool open_pipe(void)
{
    if (pipe(term.pipe) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(term.pipe[i], F_SETFL, O_NONBLOCK);
        (void)fcntl(term.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

/* Before curses starts: it leaves handlers alone that are there already. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    (void)sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        (void)sigaction(SIGNALS[i], &action, &term.old[i]);
    }
}

static void release_signals(void)
{
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        (void)sigaction(SIGNALS[i], &term.old[i], NULL);
    }
    (void)close(term.pipe[0]);
    (void)close(term.pipe[1]);
    is_ending = 0;
}

/* The terminal's own sequence for a capability, NULL when it has none. */
static const char *capability(const char *name)
{
    char copy[16];
    (void)memcpy(copy, name, strlen(name) + 1);
    char *text = tigetstr(copy);
    return text == (char *)-1 ? NULL : text;
}

static void remember_restore(void)
{
    static const char *const names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
    term.restore_size = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = capability(names[i]);
        size_t size = text != NULL ? strlen(text) : 0;
        if (term.restore_size + size <= RESTORE_SIZE) {
            memcpy(term.restore + term.restore_size, size > 0 ? text : "", size);
            term.restore_size += size;
        }
    }
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

/* Colours that can be told apart on light and on dark backgrounds; pair number = style + 1. */
static void start_colors(void)
{
    static const short colors[STYLE_COUNT] = {
        [STYLE_PLAIN] = -1,
        [STYLE_TITLE] = -1,
        [STYLE_DIM] = -1,
        [STYLE_HERE] = COLOR_CYAN,
        [STYLE_CURSOR] = -1,
        [STYLE_OPERAND] = COLOR_MAGENTA,
        [STYLE_TRUE_CLASS] = COLOR_GREEN,
        [STYLE_LOSS] = -1,
        [STYLE_ERROR] = COLOR_RED,
        [STYLE_KEY] = COLOR_CYAN,
        [STYLE_FINDING] = COLOR_RED,
        [STYLE_EMPHASIS] = -1,
        [STYLE_CODE] = -1,
    };
    (void)start_color();
    (void)use_default_colors();
    for (short i = 0; i < STYLE_COUNT; i++) {
        (void)init_pair((short)(i + 1), colors[i], -1);
    }
}

static attr_t attributes(enum style style)
{
    switch (style) {
    case STYLE_TITLE:
    case STYLE_HERE:
    case STYLE_TRUE_CLASS:
    case STYLE_LOSS:
    case STYLE_ERROR:
    case STYLE_EMPHASIS:
        return A_BOLD;
    case STYLE_OPERAND:
        return A_BOLD | A_UNDERLINE;
    case STYLE_KEY:
    case STYLE_FINDING:
        return term.color ? A_NORMAL : A_BOLD;
    case STYLE_CURSOR:
        return A_REVERSE;
    case STYLE_DIM:
        return A_DIM;
    default:
        return A_NORMAL;
    }
}

bool screen_start(bool color, const char **reason)
{
    *reason = unfit();
    if (*reason != NULL) {
        return false;
    }
    if (tcgetattr(STDIN_FILENO, &term.modes) != 0 || !open_pipe()) {
        *reason = _("the terminal does not answer");
        return false;
    }
    remember_restore();
    catch_signals();
    term.screen = newterm(NULL, stdout, stdin);
    if (term.screen == NULL) {
        release_signals();
        *reason = _("this terminal cannot be used");
        return false;
    }
    if (!term.exit_handler) {
        term.exit_handler = atexit(screen_stop) == 0;
    }
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)set_escdelay(25);
    term.color = color && has_colors();
    if (term.color) {
        start_colors();
    }
    return true;
}

void screen_stop(void)
{
    if (term.screen == NULL) {
        return;
    }
    (void)endwin();
    delscreen(term.screen);
    term.screen = NULL;
    free(term.row);
    term.row = NULL;
    term.row_cap = 0;
    release_signals();
}

bool screen_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void screen_size(size_t *cols, size_t *rows)
{
    *cols = (size_t)(COLS > 0 ? COLS : 0);
    *rows = (size_t)(LINES > 0 ? LINES : 0);
}

/* The cell's characters as curses takes them; returns the columns that libc, and so curses, gives them. */
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
    short pair = (short)(term.color ? style + 1 : 0);
    (void)setcchar(&term.row[at], text, attributes(style), pair, NULL);
    return at + 1;
}

/* The grid measures with utf8proc, curses with libc, and about a thousand characters measure differently.
 * What libc takes for narrower gets blanks, what it takes for wider or does not know becomes `?`: columns
 * stay where they belong. */
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

void screen_paint(const struct grid *grid, bool all)
{
    term.row = mem_grow(term.row, &term.row_cap, 2 * grid->cols + 2, sizeof *term.row);
    if (all) {
        (void)clearok(stdscr, TRUE);
    }
    for (size_t y = 0; y < grid->rows; y++) {
        size_t count = 0;
        for (size_t x = 0; x < grid->cols; x++) {
            const struct grid_cell *cell = grid_at(grid, x, y);
            count = cell->width > 0 ? add_cell(count, cell) : count;
        }
        (void)mvadd_wchnstr((int)y, 0, term.row, (int)count);
    }
    (void)curs_set(grid->has_cursor ? 1 : 0);
    (void)move((int)grid->cursor_y, (int)grid->cursor_x);
    (void)refresh();
}

static uint32_t special(int code)
{
    switch (code) {
    case KEY_UP:
        return PRESS_UP;
    case KEY_DOWN:
        return PRESS_DOWN;
    case KEY_LEFT:
        return PRESS_LEFT;
    case KEY_RIGHT:
        return PRESS_RIGHT;
    case KEY_SR:
        return PRESS_SHIFT_UP;
    case KEY_SF:
        return PRESS_SHIFT_DOWN;
    case KEY_HOME:
    case KEY_FIND:
        return PRESS_HOME;
    case KEY_END:
    case KEY_SELECT:
        return PRESS_END;
    case KEY_PPAGE:
        return PRESS_PAGE_UP;
    case KEY_NPAGE:
        return PRESS_PAGE_DOWN;
    case KEY_BACKSPACE:
        return PRESS_BACKSPACE;
    case KEY_ENTER:
        return '\r';
    case KEY_F(1):
        return PRESS_F1;
    default:
        return PRESS_NONE;
    }
}

static size_t expected_size(unsigned char lead)
{
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

/* Collects bytes until they make a character; PRESS_NONE as long as they do not, or never will. */
static uint32_t collect(unsigned char byte)
{
    bool continues = (byte & 0xc0) == 0x80;
    if (!continues) {
        term.partial_size = 0;
    } else if (term.partial_size == 0) {
        return PRESS_NONE;
    }
    term.partial[term.partial_size++] = (char)byte;
    if (term.partial_size < expected_size((unsigned char)term.partial[0])) {
        return PRESS_NONE;
    }
    uint32_t code = 0;
    size_t used = utf8_decode(term.partial, term.partial_size, &code);
    term.partial_size = 0;
    return used > 0 ? code : PRESS_NONE;
}

/* After ESC: a sequence that curses does not know is swallowed whole, or its letters would act as keys. */
static uint32_t after_escape(void)
{
    int next = getch();
    if (next != '[') {
        if (next != ERR) {
            (void)ungetch(next);
        }
        return 27;
    }
    do {
        next = getch();
    } while (next != ERR && next < 0x40);
    return PRESS_NONE;
}

static bool read_key(struct screen_event *event)
{
    int code = getch();
    if (code == ERR) {
        return false;
    }
    event->kind = SCREEN_KEY;
    if (code == KEY_RESIZE) {
        event->kind = SCREEN_RESIZE;
    } else if (code == 27) {
        event->key = after_escape();
    } else {
        event->key = code > 0xff ? special(code) : collect((unsigned char)code);
    }
    return true;
}

static void resize(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        (void)resizeterm(size.ws_row, size.ws_col);
    }
}

static bool read_signal(struct screen_event *event)
{
    char number = 0;
    if (read(term.pipe[0], &number, 1) != 1) {
        return false;
    }
    if (number == SIGWINCH) {
        resize();
        event->kind = SCREEN_RESIZE;
    } else {
        event->kind = SCREEN_SIGNAL;
        event->signal = number;
    }
    return true;
}

bool screen_next(struct screen_event *event, bool wait)
{
    *event = (struct screen_event){.kind = SCREEN_KEY, .key = PRESS_NONE};
    if (read_signal(event) || read_key(event)) {
        return true;
    }
    if (!wait) {
        return false;
    }
    for (;;) {
        struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
            {.fd = term.pipe[0], .events = POLLIN}};
        int ready = poll(fds, 2, -1);
        if (read_signal(event)) {
            return true;
        }
        if (ready < 0) {
            /* Stopped and continued: the window may have another size now. */
            resize();
            event->kind = SCREEN_RESIZE;
            return true;
        }
        if (read_key(event)) {
            return true;
        }
        if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
            *event = (struct screen_event){.kind = SCREEN_SIGNAL, .signal = SIGHUP};
            return true;
        }
    }
}

void screen_busy(bool busy)
{
    is_busy = busy;
}

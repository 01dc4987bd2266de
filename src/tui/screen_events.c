/* What comes from the terminal: keys, clicks, signals.
 *
 * The keyboard and the signals must not race: screen_next() waits for both together, and what
 * curses has to be told about a signal (a resize) is told from here, never from a handler. Only
 * SIGTSTP is left to curses.
 */
#include "keys.h"
#include "screen_curses.h"
#include "screen_impl.h"
#include "signals.h"
#include "utf8.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    UTF8_MAX = 4,    /* bytes */
    SEQUENCE_MS = 25 /* how long the rest of an escape sequence may take to come */
};

/* Bytes of a character that has not come in full. */
static struct {
    char bytes[UTF8_MAX];
    size_t size;
} partial;

/* The buttons that mean something; the wheel is two of them. A terminal that says of a wheel that
 * it was released, too, makes a click of it where both come in one read. */
enum { WHEEL_UP = BUTTON4_PRESSED | BUTTON4_CLICKED };
#ifdef BUTTON5_PRESSED
enum { WHEEL_DOWN = BUTTON5_PRESSED | BUTTON5_CLICKED };
#else
enum { WHEEL_DOWN = 0 };
#endif

/* With the mouse left to the terminal, what it should send all the same is swallowed like any other
 * sequence that is not known. */
void screen_listen(bool mouse)
{
    if (mouse) {
        (void)mouseinterval(0);
        (void)mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | WHEEL_UP | WHEEL_DOWN, NULL);
    } else {
        (void)define_key(NULL, KEY_MOUSE);
    }
}

/* A key of one alphabet and its name in ours. */
struct twin {
    int code;
    uint32_t key;
};

static const struct twin CURSES_KEYS[] = {{KEY_UP, PRESS_UP}, {KEY_DOWN, PRESS_DOWN},
    {KEY_LEFT, PRESS_LEFT}, {KEY_RIGHT, PRESS_RIGHT}, {KEY_SR, PRESS_SHIFT_UP},
    {KEY_SF, PRESS_SHIFT_DOWN}, {KEY_BTAB, PRESS_SHIFT_TAB}, {KEY_HOME, PRESS_HOME},
    {KEY_FIND, PRESS_HOME}, {KEY_END, PRESS_END}, {KEY_SELECT, PRESS_END},
    {KEY_PPAGE, PRESS_PAGE_UP}, {KEY_NPAGE, PRESS_PAGE_DOWN}, {KEY_BACKSPACE, PRESS_BACKSPACE},
    {KEY_DC, PRESS_DELETE}, {KEY_ENTER, '\r'}, {0, PRESS_NONE}};

/* What follows ESC [ from a terminal that is not in the mode it was told to be in. */
static const struct twin ESCAPE_KEYS[] = {{'A', PRESS_UP}, {'B', PRESS_DOWN}, {'C', PRESS_RIGHT},
    {'D', PRESS_LEFT}, {'H', PRESS_HOME}, {'F', PRESS_END}, {0, PRESS_NONE}};

/* The list ends with code 0, which stands for any other. */
static uint32_t find_key(const struct twin *list, int code)
{
    while (list->code != 0 && list->code != code) {
        list++;
    }
    return list->key;
}

static uint32_t curses_key(int code)
{
    bool function = code >= KEY_F(1) && code <= KEY_F(10);
    return function ? PRESS_F1 + (uint32_t)(code - KEY_F(1)) : find_key(CURSES_KEYS, code);
}

/* Collects bytes until they make a character; PRESS_NONE as long as they do not, or never will. */
static uint32_t collect(unsigned char byte)
{
    bool continues = (byte & 0xc0) == 0x80;
    if (!continues) {
        partial.size = 0;
    } else if (partial.size == 0) {
        return PRESS_NONE;
    }
    partial.bytes[partial.size++] = (char)byte;
    unsigned char lead = (unsigned char)partial.bytes[0];
    if (partial.size < (lead >= 0xf0 ? 4U : lead >= 0xe0 ? 3U : lead >= 0xc0 ? 2U : 1U)) {
        return PRESS_NONE;
    }
    uint32_t code = 0;
    size_t used = utf8_decode(partial.bytes, partial.size, &code);
    partial.size = 0;
    return used > 0 ? code : PRESS_NONE;
}

/* After ESC: a sequence that curses does not know is swallowed whole, or its letters would act as
 * keys. */
static uint32_t after_escape(void)
{
    int next = getch();
    if (next != '[') {
        if (next != ERR) {
            (void)ungetch(next);
        }
        return 27;
    }
    timeout(SEQUENCE_MS);
    next = getch();
    uint32_t key = find_key(ESCAPE_KEYS, next);
    /* A mouse in the oldest form, button and place as three bytes. */
    for (int i = 0; next == 'M' && i < 3; i++) {
        (void)getch();
    }
    while (next != ERR && next < 0x40) {
        next = getch();
    }
    timeout(0);
    return key;
}

static void read_mouse(struct screen_event *event)
{
    MEVENT mouse;
    if (getmouse(&mouse) != OK || mouse.x < 0 || mouse.y < 0) {
        return;
    }
    event->kind = SCREEN_MOUSE;
    event->x = (size_t)mouse.x;
    event->y = (size_t)mouse.y;
    event->mouse = (mouse.bstate & WHEEL_UP) != 0     ? MOUSE_WHEEL_UP
                   : (mouse.bstate & WHEEL_DOWN) != 0 ? MOUSE_WHEEL_DOWN
                                                      : MOUSE_CLICK;
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
    } else if (code == KEY_MOUSE) {
        read_mouse(event);
    } else if (code == 27) {
        event->key = after_escape();
    } else {
        event->key = code > 0xff ? curses_key(code) : collect((unsigned char)code);
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
    int number = signals_read();
    if (number == SIGWINCH) {
        resize();
        event->kind = SCREEN_RESIZE;
    } else if (number != 0) {
        event->kind = SCREEN_SIGNAL;
        event->signal = number;
    }
    return number != 0;
}

bool screen_next(struct screen_event *event, int wait_ms)
{
    *event = (struct screen_event){.kind = SCREEN_KEY, .key = PRESS_NONE};
    if (read_signal(event) || read_key(event)) {
        return true;
    }
    if (wait_ms == 0) {
        return false;
    }
    for (;;) {
        struct pollfd fds[] = {
            {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signals_fd(), .events = POLLIN}};
        int ready = poll(fds, 2, wait_ms);
        if (ready == 0) {
            return false;
        }
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

/*
 * A program in a pseudo-terminal, with libvterm as the screen a student would see. Every wait is
 * for a condition, with a deadline; nothing sleeps. There is one session at a time, `s`.
 */
#ifndef LOSSWALK_TESTS_SESSION_H
#define LOSSWALK_TESTS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum {
    COLS = 80,
    ROWS = 24,
    MAX_ROWS = 200,
    MAX_COLS = 500,
    DEADLINE_MS = 60000,
    RAW_SIZE = 1 << 18
};

/* A program in a terminal. */
struct session {
    pid_t child;
    int master, slave; /* the slave stays open here, so that its modes can be read afterwards */
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    int rows, cols;
    bool cursor_visible, alternate;
    bool was_left;      /* the alternate screen was left at least once */
    char raw[RAW_SIZE]; /* everything it wrote */
    size_t raw_size;
    int status; /* of waitpid() */
    bool exited;
};

extern struct session s;

/* Starts LOSSWALK_PROGRAM (args[0]) in a terminal of ROWS x COLS; `term` NULL unsets TERM. With
 * `shell` another process gives it the terminal and wakes it when it was stopped, as a shell does.
 */
void start_as(bool shell, const char *term, const char *const *args);
/* The same with up to two arguments and no shell. */
void start(const char *term, const char *a, const char *b);
void finish(void);
/* The locale of the sessions that follow; C.UTF-8 at first. */
void use_locale(const char *name);
/* The next session finds the progress of the last one; otherwise each begins without any. */
void reuse_state(void);
/* The folder that the session keeps its state in, its XDG_STATE_HOME; valid until the next call. */
const char *state_path(void);

/* Takes in what the program has written, waiting up to `ms` for it. */
void take_in(int ms);
long now_ms(void);
/* The row as UTF-8, cut to size. */
void row_text(int row, char *text, size_t size);
bool row_has(int row, const char *words);
bool shows(const char *words);
void wait_for(const char *words);
void wait_for_cursor(int row, int col);
void wait_exit(void);

void type(const char *keys);
/* The left button, or another by its number, pressed and let go there, as xterm says it. */
void click(int button, int row, int col);
/* Was the terminal told to send what its mouse does, and not told to stop? */
bool mouse_is_on(void);
void type_bytes(const char *bytes, size_t size);
void resize(int rows, int cols);

/* Did it write a sequence that sets a colour? A byte beyond ASCII? */
bool wrote_color(void);
bool wrote_8_bits(void);

/* Ended with that status; and left the terminal as it was. */
void check_exit(int status);
void check_restored(void);

#endif

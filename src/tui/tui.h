/* The interactive program: the ui of ui.h on a real terminal. */
#ifndef LOSSWALK_TUI_H
#define LOSSWALK_TUI_H

#include "catalogue.h"
#include "lesson.h"
#include "progress.h"
#include "theme.h"

#include <stdbool.h>
#include <stddef.h>

enum tui_color {
    TUI_COLOR_AUTO, /* where the terminal has it, unless NO_COLOR is set */
    TUI_COLOR_ALWAYS,
    TUI_COLOR_NEVER
};

/* Everything is borrowed and must outlive the call. */
struct tui_options {
    const struct catalogue *catalogue; /* the list; NULL: no lessons were found */
    const char *const *lessons;        /* paths to open, NULL-ended; NULL: start in the list */
    const struct override *overrides;
    size_t override_count;
    const char *const *data_folders; /* NULL-ended, or NULL */
    const char *const *shelves;      /* as in struct walk_options */
    int precision;                   /* decimals; -1: what each lesson says */
    struct progress *progress;       /* where lessons were left; NULL: nothing is kept */
    const char *language_file;       /* keeps the language that is chosen; NULL: nothing does */
    bool ascii;                      /* 7-bit drawing; also chosen where the locale is not UTF-8 */
    enum tui_color color;
    enum theme theme;  /* at the start, where there is colour; THEME_AUTO: by COLORFGBG */
    bool no_questions; /* the lessons' questions are not asked */
    bool no_mouse;     /* the mouse is left to the terminal */
};

/* Runs until the user leaves; the terminal is then as it was. setlocale() must have been called.
 * Returns the exit status: 0, or 128 + N after signal N. Where the terminal will not do, returns -1
 * and points *reason at a sentence that says why; nothing was drawn then.
 *
 *     const char *reason = NULL;
 *     int status = tui_run(&options, &reason);
 */
int tui_run(const struct tui_options *options, const char **reason);

#endif

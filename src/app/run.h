/* Everything one run of the program needs, and what its ways of running share. Private to this
 * layer. */
#ifndef LOSSWALK_RUN_H
#define LOSSWALK_RUN_H

#include "catalogue.h"
#include "folders.h"
#include "options.h"

enum { EXIT_USAGE = 2 };

struct run {
    struct arena arena;
    struct options options;
    struct folders folders;
    struct catalogue catalogue;
    struct diag diag; /* of what is being done just now */
    bool failed;
    bool utf8; /* what is written may be */
};

/* Prints what was reported since the last time. Errors make the run fail. */
void run_print_diag(struct run *run);
/* Prints a finished text; a failure to is the run's. */
void run_print_text(struct run *run, const struct str *text);
/* The same, behind the mark by which spreadsheet programs know UTF-8. */
void run_print_table(struct run *run, const struct str *text, bool mark);
/* Paths of the lessons asked for: those on the command line, or all. NULL-ended. */
const char *const *run_asked_for(struct run *run);
/* The lesson at path as the run shows it: `card` for a list, without its prose. NULL with a message
 * when it cannot be read. */
struct lesson *run_load(struct run *run, const char *path, bool card);
/* The same with one override more (KEY=VALUE; NULL: none). */
struct lesson *run_load_set(struct run *run, const char *path, const char *set, bool card);

/* --batch: traces in the format that was asked for. */
void batch(struct run *run);
/* --progress: of the user, or of the students whose files are named. Returns the exit status. */
int progress_report(struct run *run);
/* --list: the lessons, for people or as JSON. */
void listing(struct run *run);

#endif

/* The command line. */
#ifndef LOSSWALK_OPTIONS_H
#define LOSSWALK_OPTIONS_H

#include "answer.h"
#include "diag.h"
#include "doc.h"
#include "tui.h"

#include <stdbool.h>
#include <stddef.h>

enum mode {
    MODE_INTERACTIVE,
    MODE_BATCH,
    MODE_LIST,
    MODE_PROGRESS,
    MODE_CHECK,
    MODE_DIAGNOSE,
    MODE_NEW,
    MODE_HELP,
    MODE_VERSION
};

struct options {
    struct arena arena;
    enum mode mode;
    const struct doc_format *format;
    const char *new_file; /* MODE_NEW: the lesson to write */
    const char *number;   /* MODE_DIAGNOSE: the loss that somebody got, as typed */
    struct answer given;  /* the same, read */
    const char *output;   /* NULL: standard output */
    struct doc_options doc;
    bool worksheet, key;               /* doc.sheet is the first of those asked for */
    size_t variant, variant_to;        /* from, and to which one; 0: the lesson's own numbers */
    const char *class_file;            /* NULL: none */
    size_t variants_from, variants_to; /* MODE_CHECK; 0: not given */
    struct override *overrides;
    size_t override_count;
    const char *lessons_folder; /* NULL: not given */
    const char *language;       /* of --lang, one of i18n_languages(); NULL: not given */
    enum tui_color color;
    enum theme theme;
    size_t threads; /* 0: one per processor */
    bool no_mouse;
    bool no_questions;
    bool plain;     /* interactive: sentences instead of a screen */
    char **lessons; /* the rest of the command line; MODE_PROGRESS: files */
    size_t lesson_count;
};

/* Reads the command line. False, with errors in diag, on wrong usage. options_release() must follow
 * in any case. */
bool options_parse(struct options *options, int argc, char **argv, struct diag *diag);
void options_release(struct options *options);

/* Appends the text of --help. */
void options_help(struct str *out);

#endif

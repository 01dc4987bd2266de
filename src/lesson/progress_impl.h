/* The lines of a progress file. Private to this layer. */
#ifndef LOSSWALK_PROGRESS_IMPL_H
#define LOSSWALK_PROGRESS_IMPL_H

#include "arena.h"
#include "progress.h"
#include "str.h"

/* A line as it is on disk and what it says. */
struct progress_line {
    struct progress_entry entry;
    const char *raw; /* as read; NULL: to be written from the entry */
    bool noted;      /* not yet on disk */
};

struct progress_lines {
    struct arena arena;
    struct progress_line *all;
    size_t count, cap;
    struct str damaged; /* lines that could not be read, each ended by LF */
    size_t damaged_count;
    bool newer; /* the file is of a newer format */
};

void progress_lines_init(struct progress_lines *lines);
void progress_lines_release(struct progress_lines *lines);
struct progress_line *progress_lines_find(const struct progress_lines *lines, const char *path);
/* Puts the entry into its line, or a new one, keeping the larger of what only grows. */
struct progress_line *progress_lines_merge(
    struct progress_lines *lines, const struct progress_entry *entry);

/* Reads a whole file's text; wrong lines are collected. */
void progress_lines_parse(struct progress_lines *lines, const char *text, size_t size);
void progress_lines_print(const struct progress_lines *lines, struct str *out);

#endif

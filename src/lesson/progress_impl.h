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
};

/* In the order of their last use. No two have one path. */
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
/* The line about that lesson, by progress.h's rules; the key's path is absolute. NULL: none. */
struct progress_line *progress_lines_find(
    const struct progress_lines *lines, const struct lesson_key *key);
/* Puts the entry into its line, or a new one, keeping the larger of what only grows; the line is
 * the last then. */
void progress_lines_merge(struct progress_lines *lines, const struct progress_entry *entry);
/* Drops the line about that lesson, if there is one. */
void progress_lines_drop(struct progress_lines *lines, const struct lesson_key *key);
/* Is a lesson no longer where a line has it? */
bool progress_lines_have_moved(const struct progress_lines *lines);

/* Reads a whole file's text; wrong lines are collected. */
void progress_lines_parse(struct progress_lines *lines, const char *text, size_t size);
void progress_lines_print(const struct progress_lines *lines, struct str *out);

#endif

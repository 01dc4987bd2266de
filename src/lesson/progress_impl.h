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
    size_t damaged_line; /* the first of them, from 1 */
    bool headed;         /* the first line says what the file is */
    bool newer;          /* the file is of a newer format */
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
enum { PROGRESS_MOST = 1000000000 }; /* the largest count */

/* A count of at least `least`, which stands for 0; and 16 digits of 0-9a-f. False: it is none. */
bool progress_read_count(const char *text, size_t size, size_t least, size_t *out);
bool progress_read_hash(const char *text, size_t size, uint64_t *out);

/* The answers of `before` (NULL: none) and then `later`, in the arena. */
void progress_answers_merge(struct arena *arena, const struct progress_entry *before,
    const struct progress_entry *later, struct progress_entry *out);
/* " answers=...", or nothing where there are none; and what stands behind the sign read again. */
void progress_answers_print(const struct progress_entry *entry, struct str *out);
bool progress_answers_read(
    struct arena *arena, const char *text, size_t size, struct progress_entry *out);

void progress_lines_print(const struct progress_lines *lines, struct str *out);

#endif

/* Whole files, read and written. All functions return false with errno set. */
#ifndef LOSSWALK_FILE_H
#define LOSSWALK_FILE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends what is left to read: all of it, or EFBIG once it is more than `limit` bytes. */
bool file_read_all(int fd, size_t limit, struct str *bytes);

/* Appends all bytes of a file, at most `limit`. Never waits for the writer of a pipe. EINVAL: it is
 * a folder, a pipe or a device. */
bool file_read(const char *path, size_t limit, struct str *bytes);

/* All of the bytes, in however many pieces the system takes them. */
bool file_write_all(int fd, const char *data, size_t size);

/* From now on, is this file read? It is what the path names now, through whatever links; NULL or
 * nothing there: none. For whoever will put another in its place. */
void file_guard(const char *path);
/* Says that what this descriptor reads is what the program works from: a lesson, a translation,
 * data. */
void file_note_source(int fd);
/* Was the guarded file one of those? */
bool file_guard_hit(void);

/* A new file with these bytes: all of them, or no file. EEXIST: there is one, and it stays as it
 * is.
 */
bool file_write_new(const char *path, const char *data, size_t size);

/* Makes the folders above a file, for its owner alone. Whether they are there shows when the file
 * is written. */
void file_make_folders(const char *path);

/* Bytes that are to take the place of a file: they are written to a file beside it, and it is as it
 * was until all of them are on the disk. */
struct file_swap {
    int fd;     /* write here */
    char *path; /* the file; not there, it is made */
    char *temp; /* the file beside it, while it is there */
};

/* Begins, with the permissions 0600. Whatever it returns, file_swap_end() comes next. */
bool file_swap_begin(struct file_swap *swap, const char *path);
/* With `keep`, the new bytes take the file's place; without, or where that fails, they are gone. */
bool file_swap_end(struct file_swap *swap, bool keep);

#endif

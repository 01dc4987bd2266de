/* Whole files, read and written. All functions return false with errno set. */
#ifndef LOSSWALK_FILE_H
#define LOSSWALK_FILE_H

#include "str.h"

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* What is there: the system's calls of these names. Failure means that there is nothing, or that it
 * may not be known; a fault of the machine is no answer (fault.h). */
bool file_stat(const char *path, struct stat *info);
bool file_lstat(const char *path, struct stat *info);
bool file_is_there(const char *path);
/* The path without links and dots, for free(). NULL: nothing is there. */
char *file_realpath(const char *path);
/* A folder, for closedir(), and what is in it; NULL at the end. */
DIR *file_opendir(const char *path);
const struct dirent *file_readdir(DIR *dir, const char *path);

/* Appends what is left to read: all of it, or EFBIG once it is more than `limit` bytes. */
bool file_read_all(int fd, size_t limit, struct str *bytes);

/* Appends all bytes of a file, at most `limit`. Never waits for the writer of a pipe. EISDIR: it is
 * a folder; EINVAL: a pipe or a device. */
bool file_read(const char *path, size_t limit, struct str *bytes);

/* All of the bytes, in however many pieces the system takes them. */
bool file_write_all(int fd, const char *data, size_t size);

/* Notes that what this descriptor reads is what the program works from: a lesson, a translation,
 * data. */
void file_note_source(int fd);
/* The same of what is read at that path. */
void file_note_source_at(const char *path);
/* Is that one of those, by whatever name? For whoever will put another file in its place. */
bool file_is_source(const char *path);

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
    bool sealed;
};

/* Begins, with the permissions 0600; where path is a link, with the file that it leads to. Whatever
 * it returns, file_swap_end() comes next. */
bool file_swap_begin(struct file_swap *swap, const char *path);
/* All bytes are written, and on the disk when this returns true: nothing but the name is left to
 * change. For whoever has several files to put in place at once. */
bool file_swap_seal(struct file_swap *swap);
/* With `keep`, the new bytes take the file's place; without, or where that fails, they are gone. */
bool file_swap_end(struct file_swap *swap, bool keep);

#endif

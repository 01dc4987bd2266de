/* Writing files. Both functions return false with errno set. */
#ifndef LOSSWALK_FILE_H
#define LOSSWALK_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* All of the bytes, in however many pieces the system takes them. */
bool file_write_all(int fd, const char *data, size_t size);

/* A new file with these bytes: all of them, or no file. EEXIST: there is one, and it stays as it
 * is.
 */
bool file_write_new(const char *path, const char *data, size_t size);

#endif

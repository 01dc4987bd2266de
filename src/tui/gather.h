/* One write per painting. Curses writes wherever it has moved the cursor, twenty times and more for
 * a picture, and each of these writes costs the terminal more than its bytes. So curses is given a
 * descriptor of its own; while it paints, this leads to memory, and what has gathered there then
 * goes to standard output at once.
 */
#ifndef LOSSWALK_GATHER_H
#define LOSSWALK_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What curses is to write to; NULL when the system will not have it. */
FILE *gather_start(void);
void gather_stop(void);

/* Between these two, what is written stays in memory; the second one sends it. Between them no
 * signal handler may write through curses. */
void gather_begin(void);
void gather_end(void);
/* Was the text among what was sent last? True where nothing gathers: nobody knows. */
bool gather_has(const char *text);
/* Sends something at once, past curses; what fails once is tried again. */
void gather_send(const char *bytes, size_t size);

#endif

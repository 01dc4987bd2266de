/* Signals, turned into something that can be waited for.
 *
 * Handlers only write the signal's number into a pipe. Two exceptions, which restore the terminal
 * with nothing but write() and tcsetattr(), which handlers may call. A signal to end that nobody
 * would pick up (the program is busy, or did not react to one of the kind before) ends the process
 * with status 128 + its number. And any other signal that ends a program, such as SIGQUIT or
 * SIGSEGV, then does what it always does.
 */
#ifndef LOSSWALK_SIGNALS_H
#define LOSSWALK_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

/* Catches SIGINT, SIGTERM, SIGHUP, SIGWINCH and whatever else would end the program, and remembers
 * the modes of the terminal on standard input. `restore` (size bytes, copied) is what leads the
 * terminal back to the shell's screen. False when the terminal does not answer. */
bool signals_start(const char *restore, size_t size);
/* The handlers that were there before are back. */
void signals_stop(void);
/* Readable when a signal has come; for poll(). */
int signals_fd(void);
/* The next signal that has come, or 0. */
int signals_read(void);
/* While busy, a signal to end ends the process at once. */
void signals_busy(bool busy);
/* While held, they wait: for what must not be left half done, and is done soon. */
void signals_hold(bool held);

#endif

/* Signals that end a program which does nothing about them. */
#ifndef LOSSWALK_ENDING_H
#define LOSSWALK_ENDING_H

#include <stdbool.h>

/* One more than the largest number of a signal. */
int ending_limit(void);
/* Does this signal end the program, unless it is caught or ignored? False for SIGKILL, which nobody
 * can do anything about, and for those that stop, continue or only tell something. */
bool ending_signal(int number);
/* Is it left to do what it always does, so that a handler takes nothing away? Not when the program
 * was started with it ignored, or somebody catches it. */
bool ending_is_default(int number);

#endif

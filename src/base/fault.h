/* Faults of the machine, told from answers.
 *
 * That a file is not there, or may not be read, is an answer: another place is looked at, or a
 * lesson has no translation. That there is no memory, no room for an open file, or a broken disk
 * is none: to go on as if the file were not there would give other results, and nobody would know.
 */
#ifndef LOSSWALK_FAULT_H
#define LOSSWALK_FAULT_H

/* There is no memory: says so on stderr and leaves with exit status 1 through exit(), which runs
 * the handlers that restore the terminal and remove half-written files. */
_Noreturn void fault_no_memory(void);

/* After a call that failed, with its errno: leaves in the same way if that was a fault. `what` is
 * the file it was about, for the message. Otherwise does nothing, and keeps errno. */
void fault_check(const char *what);

#endif

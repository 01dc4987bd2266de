/* The program: its command line, and what each way of running it does. */
#ifndef LOSSWALK_APP_H
#define LOSSWALK_APP_H

/* What main() does. Returns the exit status: 0 done; 1 a lesson, its data or the output failed; 2
 * wrong usage; 128 + N after signal N. */
int app_main(int argc, char **argv);

#endif

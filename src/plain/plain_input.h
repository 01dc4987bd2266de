/* Lines from standard input. */
#ifndef LOSSWALK_PLAIN_INPUT_H
#define LOSSWALK_PLAIN_INPUT_H

#include <stdbool.h>
#include <stddef.h>

enum { PLAIN_LINE = 1024 };

struct plain_input {
    char buffer[PLAIN_LINE];
    size_t size, at;
    bool ended;
    int signal; /* that ended the input; 0: none */
    int error;  /* errno of a failure to read; 0: none */
};

/* Begins to catch the signals that end programs. */
void plain_input_start(struct plain_input *input);
/* Waits for the next line and copies it, without its end, into line[PLAIN_LINE]; what is longer is
 * cut. False at the end of input, or when such a signal has come. */
bool plain_input_line(struct plain_input *input, char *line);

#endif

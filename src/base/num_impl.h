/* Between the two halves of num.h. Private to it. */
#ifndef LOSSWALK_NUM_IMPL_H
#define LOSSWALK_NUM_IMPL_H

#include "num.h"

/* As printf and strtod do in the C locale, whatever the thread's is. kind is 'f', 'e' or 'g';
 * NUM_SIZE bytes of buffer, which is returned. */
const char *num_print(char *buffer, char kind, int digits, double value);
double num_read(const char *text);

#endif

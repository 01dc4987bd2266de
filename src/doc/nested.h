/* A stage's numbers as nested lists in the batch's own dimensions: [[1, 2], [3, 4]]. Internal to
 * this layer. */
#ifndef LOSSWALK_NESTED_H
#define LOSSWALK_NESTED_H

#include "num.h"
#include "out.h"
#include "sight.h"

typedef const char *nested_form(char *buffer, double value, enum dtype dtype);

/* A number of a stage (nan where it is hidden); with `exact`, its distance from that trace's number
 * in units in the last place. */
double nested_number(
    const struct sight *sight, struct trace *exact, size_t index, size_t row, size_t col);

/* Writes all of the stage, every number as `number` gives it. */
void nested_add(struct out *out, const struct sight *sight, struct trace *exact, size_t index,
    nested_form *number);
/* The same with the class axis as the last one. */
void nested_add_moved(
    struct out *out, const struct sight *sight, size_t index, nested_form *number);

#endif

/* What log_sum_exp and log_of_sum share: both are the logarithm of a row's sum, input 1. */
#ifndef LOSSWALK_OP_LOG_SUM_H
#define LOSSWALK_OP_LOG_SUM_H

#include "row.h"

void log_sum_numpy(const struct op_args *args, struct str *out);
/* The sum: all of the exponentials are in it. */
const struct expr *log_sum_back(
    const struct op_args *args, size_t i, size_t row, size_t col, struct arena *arena);

#endif

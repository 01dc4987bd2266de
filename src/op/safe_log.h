/* The logarithm that frameworks take: with an epsilon inside, a floor below, and a base.
 * Shared by `log` (log p) and `binary_cross_entropy` (log(1 - p)). */
#ifndef LOSSWALK_SAFE_LOG_H
#define LOSSWALK_SAFE_LOG_H

#include "constants.h"
#include "expr.h"

#include <stdbool.h>

/* The floor of PyTorch's binary cross-entropy (aten/src/ATen/native/Loss.cpp). */
#define LOG_FLOOR (-100.0)

/* `dtype`: what p + eps is rounded to, as whoever adds them in that format gets it. */
double safe_log(const struct safe_log *how, enum dtype dtype, double p);
/* The same of many. out may be p. */
void safe_log_all(
    const struct safe_log *how, enum dtype dtype, const double *p, double *out, size_t count);
const struct expr *safe_log_expr(
    const struct safe_log *how, const struct expr *p, struct arena *arena);

/* What goes back to p, given d, what comes back to its logarithm. */
const struct expr *safe_log_back(
    const struct safe_log *how, const struct expr *p, const struct expr *d, struct arena *arena);
/* The same in NumPy; `p` is the text of p. */
void safe_log_numpy(const struct safe_log *how, const char *p, struct str *out);
/* The name of NumPy's logarithm to that base: np.log, np.log2, np.log10. */
const char *log_numpy(double base);

#endif

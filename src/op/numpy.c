#include "numpy.h"

#include "num.h"

#include <math.h>
#include <stdarg.h>

static void add_number(struct str *out, double value)
{
    char text[NUM_SIZE];
    if (isfinite(value)) {
        str_add(out, num_shortest(text, value, DTYPE_FLOAT64));
    } else {
        str_add(out, isnan(value) ? "np.nan" : value > 0 ? "np.inf" : "-np.inf");
    }
}

void numpy_add(struct str *out, const char *form, ...)
{
    va_list numbers;
    va_start(numbers, form);
    for (; *form != '\0'; form++) {
        if (*form == '#') {
            add_number(out, va_arg(numbers, double));
        } else {
            str_addc(out, *form);
        }
    }
    va_end(numbers);
}

void numpy_weights(struct str *out, const struct weights *weights)
{
    str_add(out, "np.array([");
    for (size_t i = 0; i < weights->count; i++) {
        numpy_add(out, i > 0 ? ", #" : "#", weights->at[i]);
    }
    str_add(out, "])");
}

void numpy_weight(struct str *out, const struct weights *weights)
{
    if (weights->count == 1) {
        numpy_add(out, "#", weights->at[0]);
    } else {
        numpy_weights(out, weights);
    }
}

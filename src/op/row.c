#include "row.h"

double class_weight(const struct op_args *args, double label, bool wrap)
{
    double index = wrap && label < 0 ? label + (double)args->vec_size : label;
    return index >= 0 && index < (double)args->vec_size ? args->vec[(size_t)index] : 0;
}

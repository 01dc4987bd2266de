#include "row.h"

double class_weight(const struct weights *weights, double label, bool wrap)
{
    double index = wrap && label < 0 ? label + (double)weights->count : label;
    return index >= 0 && index < (double)weights->count ? weights->at[(size_t)index] : 0;
}

void numpy_class_weight(struct str *out, const struct weights *weights, bool by_label)
{
    numpy_weights(out, weights);
    if (by_label) { /* what names no class is masked out: any weight will do */
        str_addf(out, "[{2} %% %zu]", weights->count);
    }
}

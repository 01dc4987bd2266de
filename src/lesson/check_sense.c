/* What can be computed but hardly meant: warnings, none of which keeps a lesson from its students.
 */
#include "front_matter.h"

#include "i18n.h"
#include "num.h"

static void warn_negative(const struct draft *draft, enum key_id key, const struct tensor *tensor)
{
    size_t size = is_usable(draft, key) && tensor != NULL ? shape_size(&tensor->shape) : 0;
    for (size_t i = 0; i < size; i++) {
        double value = 0;
        char text[NUM_SIZE];
        if (!tensor_read(tensor, i, 1, &value, draft->diag) || !(value < 0)) {
            continue;
        }
        struct where where = draft->given[key].value;
        struct pos pos = tensor_where(tensor, i);
        where.line = pos.line;
        where.col = pos.col;
        diag_warn(draft->diag, where, _("'%s' has %s: a weight below 0 turns a loss into a reward"),
            key_name(key), num_shortest(text, value, DTYPE_FLOAT64));
        diag_id(draft->diag, "negative-weight");
        diag_hint(draft->diag, _("to leave a class out, give it the weight 0"));
    }
}

bool counts_from_one(
    const struct draft *draft, const struct problem *problem, const struct tensor *labels)
{
    double classes = (double)problem_classes(problem);
    size_t size = shape_size(&labels->shape);
    bool last = false;
    for (size_t i = 0; i < size; i++) {
        double label = 0;
        bool read = tensor_read(labels, i, 1, &label, draft->diag);
        if (!read || (!has_label(&problem->ignored, label) && (label < 1 || label > classes))) {
            return false;
        }
        last = last || label == classes;
    }
    return last && size > 1;
}

void check_sense(const struct draft *draft)
{
    warn_negative(draft, KEY_class_weights, draft->class_weights);
    warn_negative(draft, KEY_pos_weight, draft->pos_weight);
}

#include "check_elements.h"

#include "i18n.h"

static bool meets(const struct demand *demand, double value)
{
    bool inside = value >= demand->low && value <= demand->high;
    if (demand->ends_only) {
        inside = value == demand->low || value == demand->high;
    }
    return inside || has_label(&demand->exceptions, value);
}

static const char *demand_text(
    const struct draft *draft, const struct demand *demand, const char *element, double value)
{
    char text[NUM_SIZE];
    (void)num_shortest(text, value, DTYPE_FLOAT64);
    if (demand->ends_only) {
        return arena_printf(
            draft->arena, _("%s%s %s is neither 0 nor 1"), element, demand->noun, text);
    }
    return arena_printf(draft->arena, _("%s%s %s is outside %lld..%lld%s"), element, demand->noun,
        text, (long long)demand->low, (long long)demand->high,
        demand->because == NULL ? "" : demand->because);
}

static void report_element(struct draft *draft, enum key_id key, const struct data *data,
    const struct tensor *tensor, const struct demand *demand, size_t i, double value)
{
    struct where where = draft->given[key].value;
    const char *element = "";
    if (data->file != NULL) {
        (void)tensor_unshift(tensor, &i);
        element = arena_printf(draft->arena, _("%s: element %zu: "), data->file, i);
    } else {
        struct pos pos = tensor_where(tensor, i);
        where.line = pos.line;
        where.col = pos.col;
    }
    const char *text = demand_text(draft, demand, element, value);
    if (demand->warning) {
        diag_warn(draft->diag, where, "%s", text);
    } else {
        diag_error(draft->diag, where, "%s", text);
    }
    if (demand->hint != NULL) {
        diag_hint(draft->diag, "%s", demand->hint);
    }
}

bool check_elements(struct draft *draft, enum key_id key, const struct data *data,
    const struct tensor *tensor, const struct demand *demand)
{
    double block[CHECK_BLOCK];
    double kept[CHECK_BLOCK];
    size_t size = shape_size(&tensor->shape);
    bool ok = true;
    for (size_t first = 0; first < size && draft->diag->errors < DIAG_KEEP; first += CHECK_BLOCK) {
        size_t count = size - first < CHECK_BLOCK ? size - first : CHECK_BLOCK;
        if (!tensor_read(tensor, first, count, block, draft->diag) ||
            (demand->mask != NULL && !tensor_read(demand->mask, first, count, kept, draft->diag))) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            bool judged = demand->mask == NULL || kept[i] != 0;
            if (judged && !meets(demand, block[i])) {
                report_element(draft, key, data, tensor, demand, first + i, block[i]);
                ok = demand->warning && ok;
            }
        }
    }
    return ok;
}

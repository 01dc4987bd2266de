#include "pointer.h"

#include "i18n.h"

bool pointer_is_past(const struct trace *trace, const char *at)
{
    const struct recipe *recipe = trace_recipe(trace);
    return recipe_shows(recipe, recipe->count, at) && !trace_reads_named(trace, at);
}

void pointer_explain(const struct trace *trace, const char *at, const char *id, struct diag *diag)
{
    if (pointer_is_past(trace, at)) {
        diag_id(diag, "past-until");
        diag_hint(diag, _("the key 'until' names its last step"));
        return;
    }
    struct str list;
    str_init(&list);
    recipe_list(trace_recipe(trace), &list);
    diag_id(diag, id);
    diag_hint(diag, _("its stages: %s"), list.data);
    str_release(&list);
}

static void add_shape(const struct shape *shape, struct str *out)
{
    for (size_t axis = 0; axis < shape->rank; axis++) {
        str_addf(out, axis > 0 ? ", %zu" : "%zu", shape->dim[axis]);
    }
}

bool pointer_check_cell(struct trace *trace, const struct question *question, struct diag *diag)
{
    struct question_cell cell;
    if (question_find_cell(trace, question, &cell)) {
        return true;
    }
    const struct recipe *recipe = trace_recipe(trace);
    const struct stage *stage = &recipe->stages[recipe_named(recipe, question->at)];
    struct str shape;
    str_init(&shape);
    add_shape(&stage->shape, &shape);
    if (stage->form == FORM_SCALAR) {
        diag_error(diag, question->cell_where, _("'%s' is one number: its cell is []"), stage->id);
    } else if (question->cell_rank != stage->shape.rank) {
        diag_error(diag, question->cell_where,
            _("a cell of '%s' has %zu indices, not %zu: the stage has the shape (%s)"), stage->id,
            stage->shape.rank, question->cell_rank, shape.data);
    } else {
        diag_error(diag, question->cell_where,
            _("there is no such cell: the stage '%s' has the shape (%s)"), stage->id, shape.data);
        diag_hint(diag, _("indices count from 0"));
    }
    diag_id(diag, "no-such-cell");
    str_release(&shape);
    return false;
}

#include "nested.h"

#include "exact.h"

/* Where a cell of the batch is among rows and columns: of a matrix, whose columns run along the
 * class axis. */
struct place {
    const struct shape *shape;
    size_t class_axis;
    bool matrix;
};

/* Row and column of the element with this index in the batch's C order. */
static void locate(const struct place *place, size_t element, size_t *row, size_t *col)
{
    *row = element;
    *col = 0;
    if (!place->matrix) {
        return;
    }
    size_t inner = 1; /* elements behind the class axis */
    for (size_t axis = place->class_axis + 1; axis < place->shape->rank; axis++) {
        inner *= place->shape->dim[axis];
    }
    size_t classes = place->shape->dim[place->class_axis];
    *col = element / inner % classes;
    *row = element / inner / classes * inner + element % inner;
}

/* Brackets that open before, or close after, an element: one for each axis that begins or ends
 * there. */
static void add_brackets(struct out *out, const struct shape *shape, size_t element, char bracket)
{
    size_t size = 1;
    for (size_t i = 0; i < shape->rank; i++) {
        size *= shape->dim[shape->rank - 1 - i];
        if (element % size != 0) { /* nor of any larger one */
            break;
        }
        out_add(out, (const char[]){bracket, '\0'});
    }
}

double nested_number(
    const struct sight *sight, struct trace *exact, size_t index, size_t row, size_t col)
{
    double value = sight_cell(sight, index, row, col).value;
    const struct sight twin = sight_of(exact);
    return exact == NULL ? value
                         : ulps_off(value, sight_cell(&twin, index, row, col).value,
                               trace_lesson(sight->trace)->problem.dtype);
}

static void add(struct out *out, const struct sight *sight, struct trace *exact, size_t index,
    nested_form *number, struct place place)
{
    enum dtype dtype = trace_lesson(sight->trace)->problem.dtype;
    size_t count = shape_size(place.shape);
    out_add(out, count == 0 ? "[]" : ""); /* the first axis is 0 */
    for (size_t element = 0; element < count && !out_ended(out); element++) {
        size_t row = 0;
        size_t col = 0;
        char text[NUM_SIZE];
        locate(&place, element, &row, &col);
        out_add(out, element > 0 ? ", " : "");
        add_brackets(out, place.shape, element, '[');
        out_add(out, number(text, nested_number(sight, exact, index, row, col), dtype));
        add_brackets(out, place.shape, element + 1, ']');
    }
}

void nested_add(struct out *out, const struct sight *sight, struct trace *exact, size_t index,
    nested_form *number)
{
    const struct stage *stage = &trace_recipe(sight->trace)->stages[index];
    bool matrix = stage->form == FORM_MATRIX;
    add(out, sight, exact, index, number, (struct place){&stage->shape, stage->class_axis, matrix});
}

void nested_add_moved(struct out *out, const struct sight *sight, size_t index, nested_form *number)
{
    const struct stage *stage = &trace_recipe(sight->trace)->stages[index];
    bool matrix = stage->form == FORM_MATRIX;
    struct shape shape = stage->shape;
    for (size_t axis = stage->class_axis; matrix && axis + 1 < shape.rank; axis++) {
        shape.dim[axis] = stage->shape.dim[axis + 1];
        shape.dim[axis + 1] = stage->shape.dim[stage->class_axis];
    }
    add(out, sight, NULL, index, number,
        (struct place){&shape, shape.rank > 0 ? shape.rank - 1 : 0, matrix});
}

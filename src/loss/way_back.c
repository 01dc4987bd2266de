/* The way back: from the loss to the scores, stage by stage, by the chain rule. For each stage X
 * between them there is a stage d_X: how the loss changes when X does. What goes back from a stage
 * to its inputs the operations know (op.h); what reaches a stage from several others is added up.
 */
#include "builder.h"
#include "i18n.h"
#include "str.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = OP_BACK };

struct way {
    struct builder *b;
    size_t forward;                              /* how many stages the way to the loss has */
    bool moves[RECIPE_MAX_STAGES];               /* the scores move it */
    size_t parts[RECIPE_MAX_STAGES][MOST_PARTS]; /* what comes back to it */
    size_t count[RECIPE_MAX_STAGES];
};

static struct stage *at(struct way *way, size_t index)
{
    return build_at(way->b, index);
}

static void find_moving(struct way *way)
{
    way->moves[way->b->recipe->scores] = true;
    for (size_t i = 0; i < way->forward; i++) {
        for (size_t slot = 0; slot < OP_MAX_INPUTS && !at(way, i)->still; slot++) {
            size_t in = at(way, i)->in[slot];
            way->moves[i] = way->moves[i] || (in != STAGE_NONE && way->moves[in]);
        }
    }
}

/* "d L" of "L", and for the scores, where the way ends, the gradient. */
static void name_back(struct way *way, size_t index, size_t of)
{
    struct arena *arena = way->b->arena;
    const struct stage *from = at(way, of);
    struct stage *stage = at(way, index);
    bool last = of == way->b->recipe->scores;
    bool gradient = last && from->kind != ID_probs;
    const char *symbol = gradient ? "g" : arena_printf(arena, "d %s", from->symbol);
    stage->kind = gradient ? ID_gradient : build_back_of(from->kind);
    stage->id = stage_name(stage->kind);
    stage->symbol = symbol;
    stage->title = gradient ? stage_title(ID_gradient)
                            : arena_printf(arena, _("way back: %s"), _(from->title));
    stage->formula = arena_printf(arena, "%s = d loss / d %s = %s", symbol, from->symbol,
        strstr(stage->formula, " = ") + strlen(" = "));
    stage->hidden = from->hidden || (way->b->problem->gradient == GRADIENT_LAST && !last);
}

/* A stage of the form of another that helps the way back. */
static size_t add_part(struct way *way, const struct op *op, size_t like)
{
    size_t part = build_stage(way->b, ID_d_part, op, STAGE_NONE, STAGE_NONE, STAGE_NONE);
    build_form(way->b, part, at(way, like)->form);
    return part;
}

/* "d l × y", of whatever the operation says; {0} and so on stand for the inputs. */
static const char *back_formula(const struct way *way, const struct stage *from, struct stage *part)
{
    if ((from->op->linear & OP_INPUT(part->args.back_to)) != 0) {
        return from->formula;
    }
    struct str text;
    str_init(&text);
    str_add(&text, "d = ");
    expr_print_form(
        from->op->back(&part->args, part->args.back_to, 0, 0, way->b->arena), false, &text);
    const char *formula = arena_strndup(way->b->arena, text.data, text.len);
    str_release(&text);
    return formula;
}

/* What comes back to a sum over groups goes to all that it added up. */
static size_t to_members(struct way *way, size_t in, size_t back)
{
    size_t part = add_part(way, &op_of_group, in);
    at(way, part)->args.of.groups = way->b->recipe->groups;
    at(way, part)->formula = "d = {0}";
    build_in(way->b, part, 0, back);
    build_in(way->b, part, OP_OUT, in);
    return part;
}

/* What goes back from stage `of`, to which `back` comes back, to its input `slot`. */
static size_t go_back(struct way *way, size_t of, size_t slot, size_t back)
{
    struct stage *from = at(way, of);
    size_t in = from->in[slot];
    bool sums = from->form == FORM_MATRIX && at(way, in)->form == FORM_COLUMN;
    bool linear = (from->op->linear & OP_INPUT(slot)) != 0;
    if (from->form == FORM_GROUPS && at(way, in)->form != FORM_GROUPS) {
        return to_members(way, in, back);
    }
    if ((from->op->same & OP_INPUT(slot)) != 0 && !sums) {
        return back;
    }
    if (!linear && from->op->back == NULL) {
        abort(); /* an operation without a derivative: no gradient is better than a wrong one */
    }
    size_t part = add_part(way, &op_back, of);
    struct stage *stage = at(way, part);
    for (size_t i = 0; i < OP_BACK; i++) {
        build_in(way->b, part, i, linear && i == slot ? back : from->in[i]);
    }
    build_in(way->b, part, OP_BACK, linear ? STAGE_NONE : back);
    build_in(way->b, part, OP_OUT, linear ? STAGE_NONE : of);
    stage->args.of = from->args.of;
    stage->args.back_of = from->op;
    stage->args.back_to = slot;
    stage->formula = back_formula(way, from, stage);
    stage->id = arena_printf(way->b->arena, "d_%s_by_%s", at(way, in)->id, from->id);
    stage->symbol = arena_printf(way->b->arena, "d %s by %s", at(way, in)->symbol, from->symbol);
    if (!sums) {
        return part;
    }
    size_t sum = add_part(way, &op_row_sum, in);
    build_in(way->b, sum, 0, part);
    at(way, sum)->formula = "d = Σ {0}";
    return sum;
}

/* Everything that comes back to a stage, as one stage. */
static size_t collect(struct way *way, size_t of)
{
    size_t count = way->count[of];
    size_t all = way->parts[of][0];
    if (count > 1 || at(way, all)->kind != ID_d_part) {
        all = add_part(way, &op_add, of);
        bool as_wide = false;
        for (size_t i = 0; i < count; i++) {
            build_in(way->b, all, i, way->parts[of][i]);
            as_wide = as_wide || at(way, way->parts[of][i])->form == at(way, of)->form;
        }
        build_in(way->b, all, OP_OUT, as_wide ? STAGE_NONE : of);
        static const char ALL[] = "d = {0} + {1} + {2} + {3} + {4} + {5}";
        at(way, all)->formula =
            arena_strndup(way->b->arena, ALL, strlen("d = {0}") + (count - 1) * strlen(" + {0}"));
    }
    name_back(way, all, of);
    return all;
}

/* The loss, or what would be added up, changes by 1 when it does itself. */
static size_t begin(struct way *way, size_t end)
{
    size_t one = add_part(way, &op_count, end);
    at(way, one)->args.of.count.first = at(way, one)->args.of.count.rest = 1;
    at(way, one)->formula = "d = 1";
    build_in(way->b, one, OP_OUT, at(way, end)->form == FORM_SCALAR ? STAGE_NONE : end);
    return one;
}

void build_way_back(struct builder *b)
{
    struct recipe *r = b->recipe;
    struct way way = {.b = b, .forward = r->count};
    size_t end = r->scaled != STAGE_NONE ? r->scaled : r->loss != STAGE_NONE ? r->loss : r->summed;
    find_moving(&way);
    way.parts[end][way.count[end]++] = begin(&way, end);
    for (size_t of = end + 1; of-- > 0;) {
        if (way.count[of] == 0) {
            continue;
        }
        r->gradient = collect(&way, of); /* the last is that of the scores */
        for (size_t slot = 0; slot < OP_BACK; slot++) {
            const struct stage *from = build_at(b, of);
            size_t in = from->in[slot];
            if (in != STAGE_NONE && way.moves[in] &&
                ((from->op->flat | from->unread) & OP_INPUT(slot)) == 0) {
                if (way.count[in] == MOST_PARTS) {
                    abort(); /* more than op_add takes */
                }
                way.parts[in][way.count[in]++] = go_back(&way, of, slot, r->gradient);
            }
        }
    }
}

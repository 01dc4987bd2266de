#include "price.h"

#include "elementary.h"
#include "i18n.h"
#include "row.h"

#include <math.h>

enum {
    SEARCHED = 4096,   /* targets looked at for whether they are one-hot */
    FEW_CLASSES = 1000 /* whose softmax is worked out anew */
};

static const struct problem *problem_of(const struct picture_scene *scene)
{
    return &trace_lesson(scene->sight.trace)->problem;
}

static const struct recipe *recipe_of(const struct picture_scene *scene)
{
    return trace_recipe(scene->sight.trace);
}

static const struct stage *stage_of(const struct picture_scene *scene)
{
    return &recipe_of(scene)->stages[scene->stage];
}

static bool at_loss(const struct picture_scene *scene)
{
    return stage_of(scene)->group == GROUP_loss;
}

/* Does each row of the targets name one class? Not where there are too many to look. */
static bool is_one_hot(const struct picture_scene *scene)
{
    const struct recipe *recipe = recipe_of(scene);
    if (recipe->rows > SEARCHED / recipe->cols) {
        return false;
    }
    for (size_t row = 0; row < recipe->rows; row++) {
        size_t ones = 0;
        for (size_t col = 0; col < recipe->cols; col++) {
            double y = sight_cell(&scene->sight, recipe->target, row, col).value;
            if (y != 0 && y != 1) {
                return false;
            }
            ones += y == 1 ? 1 : 0;
        }
        if (ones != 1) {
            return false;
        }
    }
    return true;
}

enum price_kind price_kind(const struct picture_scene *scene)
{
    const struct recipe *recipe = recipe_of(scene);
    const struct problem *problem = problem_of(scene);
    bool here =
        stage_of(scene)->group == GROUP_log || at_loss(scene) || scene->stage == recipe->log;
    if (!here || problem_loss(problem)->no_log || recipe->log == STAGE_NONE) {
        return PRICE_NONE;
    }
    if (problem_is_binary(problem)) {
        return PRICE_ELEMENTS;
    }
    bool one = problem->labels != NULL || (problem->targets != NULL && is_one_hot(scene));
    bool summed = recipe->per_sample != STAGE_NONE; /* a divergence may not be */
    return one && (summed || !at_loss(scene)) ? PRICE_SAMPLES : PRICE_CLASSES;
}

/* ---- Points ---------------------------------------------------------------------------------- */

/* The probability as the lesson has it, or from its logarithm. */
static struct figure chance(const struct price *price, size_t row, size_t col)
{
    const struct picture_scene *scene = price->scene;
    const struct recipe *recipe = recipe_of(scene);
    if (recipe->probs != STAGE_NONE) {
        return sight_cell(&scene->sight, recipe->probs, row, col);
    }
    struct figure log = sight_cell(&scene->sight, recipe->log, row, col);
    log.value = log.hidden ? log.value : elementary_exp(log.value * price->unit);
    return log;
}

/* -log p, as the lesson has it; of a target of 0, -log (1 - p). */
static struct figure minus_log(
    const struct price *price, size_t row, size_t col, double target, struct figure p)
{
    if (price->kind == PRICE_ELEMENTS && !(target > 0.5)) {
        p.value = p.hidden ? p.value : -elementary_log1p(-p.value) / price->unit;
        return p;
    }
    struct figure log = sight_cell(&price->scene->sight, recipe_of(price->scene)->log, row, col);
    log.value = -log.value;
    return log;
}

/* What a point has lost, whatever step it is: a question may wait for that. */
static struct figure loss_of(const struct price *price, size_t row, size_t col)
{
    const struct picture_scene *scene = price->scene;
    const struct recipe *recipe = recipe_of(scene);
    size_t stage = price->kind == PRICE_ELEMENTS  ? recipe_find(recipe, ID_per_element)
                   : price->kind == PRICE_SAMPLES ? recipe->per_sample
                                                  : STAGE_NONE;
    if (stage == STAGE_NONE) {
        return (struct figure){.value = NAN};
    }
    return sight_cell(&scene->sight, stage, row, price->kind == PRICE_SAMPLES ? 0 : col);
}

/* Not where a number is hidden, or no probability. Before the losses are reached, the height of a
 * point tells its loss as well, so it is hidden with that. */
static void add_point(struct price *price, size_t row, size_t col)
{
    const struct picture_scene *scene = price->scene;
    const struct recipe *recipe = recipe_of(scene);
    bool elements = price->kind == PRICE_ELEMENTS;
    if (col >= recipe->cols) { /* a label that names no class */
        return;
    }
    struct figure p = chance(price, row, col);
    double target = elements ? sight_cell(&scene->sight, recipe->target, row, col).value : 1;
    struct figure loss = loss_of(price, row, col);
    bool hidden = loss.hidden;
    if (!at_loss(scene) || price->kind == PRICE_CLASSES) {
        loss = minus_log(price, row, col, target, p);
    }
    if (hidden || p.hidden || loss.hidden) {
        price->hidden++;
        return;
    }
    if (!(p.value >= 0 && p.value <= 1) || isnan(loss.value)) {
        return;
    }
    bool col_here = stage_of(scene)->width == 1 || col == scene->col;
    bool here = price->kind == PRICE_SAMPLES   ? row == scene->row
                : price->kind == PRICE_CLASSES ? col == scene->col && stage_of(scene)->width > 1
                                               : row == scene->row && col_here;
    price->points[price->count++] =
        (struct price_point){row, col, p.value, loss.value == 0 ? 0 : loss.value, here};
}

/* [*first, *first + result) of [begin, end): PRICE_POINTS at most, around `focus`. */
static size_t window(size_t begin, size_t end, size_t focus, size_t *first)
{
    size_t count = end - begin < PRICE_POINTS ? end - begin : PRICE_POINTS;
    size_t before = focus > begin + count / 2 ? focus - count / 2 : begin;
    *first = before + count > end ? end - count : before;
    return count;
}

static void add_points(struct price *price)
{
    const struct picture_scene *scene = price->scene;
    size_t cols = recipe_of(scene)->cols;
    size_t end = scene->row_first + scene->row_count;
    size_t first = 0;
    size_t count = 0;
    switch (price->kind) {
    case PRICE_SAMPLES:
        count = window(scene->row_first, end, scene->row, &first);
        for (size_t row = first; row < first + count; row++) {
            add_point(price, row, trace_true_class(scene->sight.trace, row));
        }
        break;
    case PRICE_ELEMENTS:
        count = window(scene->row_first * cols, end * cols, scene->row * cols + scene->col, &first);
        for (size_t i = first; i < first + count; i++) {
            add_point(price, i / cols, i % cols);
        }
        break;
    default:
        count = window(0, cols, scene->col, &first);
        for (size_t col = first; col < first + count; col++) {
            add_point(price, scene->row, col);
        }
        break;
    }
}

void price_name(const struct price *price, const struct price_point *point, struct str *out)
{
    struct trace *trace = price->scene->sight.trace;
    if (price->kind != PRICE_CLASSES) {
        trace_row_title(trace, recipe_of(price->scene)->log, point->row, out);
    }
    if (price->kind == PRICE_CLASSES ||
        (price->kind == PRICE_ELEMENTS && recipe_of(price->scene)->cols > 1)) {
        str_add(out, price->kind == PRICE_ELEMENTS ? " " : "");
        trace_col_label(trace, point->col, out);
    }
}

/* ---- The lesson's own curve ------------------------------------------------------------------ */

static double of_class(const struct weights *weights, size_t col)
{
    return has_weights(weights) && (weights->count == 1 || col < weights->count)
               ? weight_at(weights, col)
               : 1;
}

static const char *number(struct arena *arena, double value)
{
    char text[NUM_SIZE];
    return arena_strdup(arena, num_show(text, value, 4, DTYPE_FLOAT64));
}

static void add_part(struct arena *arena, const char **own, const char *name, double value)
{
    const char *text = arena_printf(arena, "%s %s", name, number(arena, value));
    *own = *own == NULL ? text : arena_printf(arena, _("%s, %s"), *own, text);
}

/* What makes the loss other than -log p, in words and as constants: for the class under the cursor,
 * as each may have weights of its own. */
static void find_own(struct price *price, struct arena *arena)
{
    const struct picture_scene *scene = price->scene;
    const struct problem *problem = problem_of(scene);
    const struct recipe *recipe = recipe_of(scene);
    bool elements = price->kind == PRICE_ELEMENTS;
    size_t col = elements ? scene->col : trace_true_class(scene->sight.trace, scene->row);
    bool focal = problem_loss(problem)->focal;
    size_t pos = recipe_find(recipe, ID_pos_weight);
    price->of.classes = (double)recipe->cols;
    price->of.weight = of_class(&problem->class_weights, col);
    price->of.smoothing = problem->label_smoothing;
    price->of.gamma = focal ? problem->focal.gamma : 0;
    price->of.yes = price->of.no = 1;
    if (focal && has_weights(&problem->focal.alpha)) {
        price->of.yes = of_class(&problem->focal.alpha, col);
        price->of.no = elements ? 1 - price->of.yes : price->of.yes;
    }
    /* of smoothed labels, these hang on more than one probability */
    bool tangled = price->of.smoothing > 0 && !elements && (focal || problem->smooth_by_class);
    if (price->kind == PRICE_CLASSES || !at_loss(scene) || tangled) {
        return;
    }
    if (pos != STAGE_NONE) {
        price->of.yes *= sight_cell(&scene->sight, pos, scene->row, col).value;
    }
    const struct {
        const char *name;
        bool is;
        double value, usual;
    } parts[] = {
        {"gamma", focal, price->of.gamma, 0},
        {"alpha", focal && has_weights(&problem->focal.alpha), price->of.yes, 1},
        {_("class weight"), has_weights(&problem->class_weights), price->of.weight, 1},
        {_("smoothing"), price->of.smoothing > 0, price->of.smoothing, 0},
        {"pos_weight", pos != STAGE_NONE, price->of.yes, 1},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].is && parts[i].value != parts[i].usual) {
            add_part(arena, &price->own, parts[i].name, parts[i].value);
        }
    }
}

/* Where the sample under the cursor would be without a temperature. */
static void find_unscaled(struct price *price, struct arena *arena)
{
    const struct picture_scene *scene = price->scene;
    const struct recipe *recipe = recipe_of(scene);
    bool scaled = problem_of(scene)->temperature != 1 &&
                  problem_of(scene)->score_kind == SCORES_LOGITS && price->own == NULL;
    size_t own = 0;
    while (own < price->count && !price->points[own].here) {
        own++;
    }
    if (!scaled || own == price->count || price->kind == PRICE_CLASSES ||
        recipe->cols > FEW_CLASSES) {
        return;
    }
    const struct price_point *point = &price->points[own];
    double z = sight_cell(&scene->sight, recipe->scores, point->row, point->col).value;
    double sum = 1; /* exp of the scores, over that of the own one */
    for (size_t col = 0; price->kind == PRICE_SAMPLES && col < recipe->cols; col++) {
        double other = sight_cell(&scene->sight, recipe->scores, point->row, col).value;
        sum += col == point->col ? 0 : elementary_exp(other - z);
    }
    sum += price->kind == PRICE_ELEMENTS ? elementary_exp(-z) : 0;
    price->unscaled_p = 1 / sum;
    bool yes = price->kind == PRICE_SAMPLES ||
               sight_cell(&scene->sight, recipe->target, point->row, point->col).value > 0.5;
    price->unscaled = price_at(price, PRICE_PLAIN, yes, price->unscaled_p);
    if (price->unscaled >= 0) {
        struct str name;
        str_init(&name);
        price_name(price, point, &name);
        price->own = arena_printf(arena, _("%s at temperature 1"), name.data);
        str_release(&name);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

struct price price_of(const struct picture_scene *scene, struct arena *arena)
{
    int base = problem_of(scene)->log_base;
    const char *log = base == 2 ? "log2" : base == 10 ? "log10" : "log";
    struct price price = {.scene = scene,
        .kind = price_kind(scene),
        .top = base == 2    ? 7
               : base == 10 ? 2
                            : 5,
        .unit = base == 0 ? 1 : elementary_log(base),
        .unscaled = NAN};
    price.branches = price.kind == PRICE_ELEMENTS ? 2 : 1;
    bool loss = at_loss(scene) && price.kind != PRICE_CLASSES;
    price.height = loss                           ? _("loss")
                   : price.kind == PRICE_ELEMENTS ? _("price of the true answer")
                                                  : arena_printf(arena, "-%s p", log);
    price.title = price.kind == PRICE_SAMPLES
                      ? arena_printf(arena, _("%s, over p of the true class"), price.height)
                  : price.kind == PRICE_CLASSES
                      ? arena_printf(arena, _("%s of each class, over p"), price.height)
                  : loss ? _("loss, over p of yes")
                         : arena_printf(arena, _("-%s p and -%s(1 - p), over p"), log, log);
    add_points(&price);
    find_own(&price, arena);
    price.has_own_curve = price.own != NULL;
    find_unscaled(&price, arena);
    return price;
}

static double of_element(
    const struct price *price, bool yes, double minus_p, double minus_q, double p)
{
    double a = price->of.smoothing;
    double y = (yes ? 1 - a : 0) + a / 2;
    double loss = price->of.weight;
    if (problem_loss(problem_of(price->scene))->focal) {
        double pt = y * p + (1 - y) * (1 - p);
        double alpha = y * price->of.yes + (1 - y) * price->of.no;
        return loss * alpha * elementary_pow(1 - pt, price->of.gamma) *
               ((y > 0 ? y * minus_p : 0) + (y < 1 ? (1 - y) * minus_q : 0));
    }
    return loss * ((y > 0 ? price->of.yes * y * minus_p : 0) + (y < 1 ? (1 - y) * minus_q : 0));
}

/* The rest of a smoothed target is paid least where the other classes share the rest of the
 * probability evenly: no sample is below that. */
static double of_sample(const struct price *price, double minus_p, double p)
{
    double a = price->of.smoothing;
    double others = price->of.classes - 1;
    double loss = price->of.weight * price->of.yes * elementary_pow(1 - p, price->of.gamma);
    if (a == 0 || others == 0) {
        return loss * minus_p;
    }
    double each = -elementary_log((1 - p) / others) / price->unit;
    return loss *
           ((1 - a + a / price->of.classes) * minus_p + a * others / price->of.classes * each);
}

double price_at(const struct price *price, enum price_curve curve, bool yes, double p)
{
    double minus_p = -elementary_log(p) / price->unit;
    double minus_q = -elementary_log1p(-p) / price->unit;
    if (curve == PRICE_PLAIN) {
        return yes ? minus_p : minus_q;
    }
    return price->kind == PRICE_ELEMENTS ? of_element(price, yes, minus_p, minus_q, p)
                                         : of_sample(price, minus_p, p);
}

/* The text that the rows of a batch are the tokens of, each marked by what it costs:
 *
 *   marks: .22 .  .51 :  .92 *  1.61 #     0,5 "e" 1.045
 *   shall i compare thee to a summers day
 *   #* #^..: ...
 *
 * The line below the text has the mark of each token, and ^ at the cursor's. A mark begins where
 * the loss is the number before it, as shades do. Around the cursor, as many lines as there is room
 * for.
 */
#include "i18n.h"
#include "picture_kinds.h"
#include "sentence.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum {
    LEAST_COLS = 30,
    LEGEND_COLS = 54,
    LEAST_ROWS = 3, /* of the legend, and one line of text with its marks */
    MOST_ROWS = 33,
    MOST_COLS = 120,
    MOST_TOKENS = 2000, /* looked at for how long they are */
    MOST_BEFORE = 256,  /* of them are laid out before the cursor's */
    MOST_STRIPS = 2 * MOST_BEFORE + MOST_ROWS,
    SAID = 20 /* tokens in words */
};

static const char *const MARKS[INK_LEVELS] = {" ", ".", ":", "*", "#"};

static const struct recipe *recipe_of(const struct picture_scene *scene)
{
    return trace_recipe(scene->sight.trace);
}

/* What has the costs of the rows at this step; STAGE_NONE before the losses are reached. */
static size_t cost_stage(const struct picture_scene *scene)
{
    const struct recipe *recipe = recipe_of(scene);
    enum group group = recipe->stages[scene->stage].group;
    size_t summed = recipe->summed;
    size_t stage = group <= GROUP_loss ? recipe->per_sample : summed;
    bool known = group >= GROUP_loss && stage != STAGE_NONE && recipe->stages[stage].width == 1;
    return known ? stage : STAGE_NONE;
}

static struct figure cost(const struct picture_scene *scene, size_t row)
{
    size_t stage = cost_stage(scene);
    return stage == STAGE_NONE ? (struct figure){.value = NAN, .hidden = true}
                               : sight_cell(&scene->sight, stage, row, 0);
}

/* Rows of a line of the batch: along its last axis. */
static size_t places(const struct picture_scene *scene)
{
    const struct problem *problem = &trace_lesson(scene->sight.trace)->problem;
    struct shape batch = shape_without(&problem->scores->shape, problem->class_axis);
    return batch.rank == 0 ? 1 : batch.dim[batch.rank - 1];
}

/* A line of the picture: some tokens of one line of the batch. */
struct strip {
    size_t first, count, cols;
};

static size_t token_cols(const char *text, bool ascii)
{
    struct str page;
    str_init(&page);
    utf8_add_page(&page, text, ascii);
    size_t cols = utf8_width(page.data);
    str_release(&page);
    return cols > 0 ? cols : 1; /* an empty token has a place, too */
}

/* Those from `first` on that fit, with blanks between them where one is longer than a letter. */
static struct strip strip_from(
    const struct picture_scene *scene, const struct picture *out, size_t first, size_t gap)
{
    const char *const *tokens = trace_lesson(scene->sight.trace)->tokens;
    size_t end = first - first % places(scene) + places(scene);
    struct strip strip = {.first = first};
    while (first + strip.count < end) {
        size_t more =
            token_cols(tokens[first + strip.count], out->ascii) + (strip.count > 0 ? gap : 0);
        if (strip.count > 0 && strip.cols + more > out->cols) {
            break;
        }
        strip.cols += more;
        strip.count++;
    }
    return strip;
}

/* Columns between tokens: none where all are letters, as far as one looks. */
static size_t gap_of(const struct picture_scene *scene, bool ascii)
{
    const char *const *tokens = trace_lesson(scene->sight.trace)->tokens;
    size_t rows = recipe_of(scene)->rows;
    for (size_t i = 0; i < rows && i < MOST_TOKENS; i++) {
        if (token_cols(tokens[i], ascii) > 1) {
            return 1;
        }
    }
    return 0;
}

/* Columns of the longest line of the batch, as far as one looks. */
static size_t longest_line(const struct picture_scene *scene, bool ascii)
{
    const char *const *tokens = trace_lesson(scene->sight.trace)->tokens;
    size_t rows = recipe_of(scene)->rows;
    size_t gap = gap_of(scene, ascii);
    size_t longest = 0;
    size_t cols = 0;
    for (size_t i = 0; i < rows && i < MOST_TOKENS; i++) {
        cols = i % places(scene) == 0 ? 0 : cols + gap;
        cols += token_cols(tokens[i], ascii);
        longest = cols > longest ? cols : longest;
    }
    return longest;
}

static struct picture_need need(const struct picture_scene *scene)
{
    const struct stage *stage = &recipe_of(scene)->stages[scene->stage];
    bool rows = stage->form == FORM_MATRIX || stage->form == FORM_COLUMN;
    if (trace_lesson(scene->sight.trace)->tokens == NULL || !rows) {
        return (struct picture_need){0};
    }
    size_t longest = longest_line(scene, false);
    size_t cols = longest < LEGEND_COLS ? LEGEND_COLS : longest < MOST_COLS ? longest : MOST_COLS;
    size_t lines = recipe_of(scene)->rows / places(scene) * (longest / LEAST_COLS + 1);
    return (struct picture_need){
        LEAST_COLS, LEAST_ROWS, cols, lines < MOST_ROWS / 2 ? 1 + 2 * lines : MOST_ROWS};
}

static void draw_strip(const struct picture_scene *scene, struct picture *out,
    const struct strip *strip, size_t y, size_t gap)
{
    const char *const *tokens = trace_lesson(scene->sight.trace)->tokens;
    size_t x = 0;
    for (size_t row = strip->first; row < strip->first + strip->count; row++) {
        bool here = row == scene->row;
        struct figure loss = cost(scene, row);
        bool known = !loss.hidden && !isnan(loss.value);
        size_t level = known ? picture_level(loss.value) : 0;
        enum ink ink = here ? INK_HERE : known ? (enum ink)(INK_LEVEL + level) : INK_TEXT;
        size_t cols = token_cols(tokens[row], out->ascii);
        (void)picture_put(out, x, y, cols, ink, *tokens[row] != '\0' ? tokens[row] : " ");
        for (size_t i = 0; i < cols; i++) {
            const char *mark = here && i == 0 ? "^" : MARKS[level];
            (void)picture_put(out, x + i, y + 1, 1, here ? INK_HERE : INK_TEXT, mark);
        }
        x += cols + gap;
    }
}

static void draw_legend(const struct picture_scene *scene, struct picture *out)
{
    struct figure loss = cost(scene, scene->row);
    struct str title;
    str_init(&title);
    trace_row_title(scene->sight.trace, scene->stage, scene->row, &title);
    if (!loss.hidden) {
        char number[NUM_SIZE];
        str_addf(&title, "  %s", num_cell(number, loss.value, scene->decimals));
    }
    size_t used = picture_put(out, 0, 0, out->cols, INK_HERE, title.data);
    str_release(&title);
    const char *legend = _("marks from . .22 : .51 * .92 # 1.61");
    if (!loss.hidden && used + 2 + utf8_width(legend) <= out->cols) {
        (void)picture_put(out, used + 2, 0, out->cols, INK_TITLE, legend);
    }
}

/* The strip with the cursor, and, as far as there is room, those before and behind it. */
static void draw(const struct picture_scene *scene, struct picture *out)
{
    size_t gap = gap_of(scene, out->ascii);
    size_t rows = recipe_of(scene)->rows;
    size_t room = (out->rows - 1) / 2;
    size_t line = scene->row - scene->row % places(scene);
    size_t before = room / 2 * places(scene);
    size_t nearest = scene->row - scene->row % MOST_BEFORE;
    nearest -= nearest > 0 ? MOST_BEFORE : 0;
    struct strip all[MOST_STRIPS];
    size_t count = 0;
    size_t here = 0;
    size_t at = line > before ? line - before : 0;
    at = at < nearest ? nearest : at;
    while (at < rows && count < MOST_STRIPS && count < here + room) {
        all[count] = strip_from(scene, out, at, gap);
        at += all[count].count;
        count++;
        here = at <= scene->row ? count : here;
    }
    size_t first = here > room / 2 ? here - room / 2 : 0;
    first = first + room > count ? (count > room ? count - room : 0) : first;
    draw_legend(scene, out);
    size_t shown = count - first < room ? count - first : room;
    out->rows = 1 + 2 * shown;
    for (size_t i = first; i < first + shown; i++) {
        draw_strip(scene, out, &all[i], 1 + 2 * (i - first), gap);
    }
}

static void say(const struct picture_scene *scene, struct str *out)
{
    const char *const *tokens = trace_lesson(scene->sight.trace)->tokens;
    size_t first = scene->row - scene->row % places(scene);
    size_t end = first + places(scene);
    bool priced = cost_stage(scene) != STAGE_NONE;
    str_add(out, priced ? _("Picture: the text of this line, and what its tokens cost:")
                        : _("Picture: the text of this line, without its losses yet:"));
    str_add(out, "\n\"");
    for (size_t row = first; row < end && row < first + MOST_TOKENS; row++) {
        str_add(out, tokens[row]);
    }
    str_add(out, "\"\n");
    if (!priced) {
        return;
    }
    size_t around = scene->row > first + SAID / 2 ? scene->row - SAID / 2 : first;
    around = around + SAID > end ? (end > first + SAID ? end - SAID : first) : around;
    for (size_t row = around; row < end && row < around + SAID; row++) {
        trace_row_title(scene->sight.trace, scene->stage, row, out);
        str_addf(out, _("%s: "), row == scene->row ? _(", where you are") : "");
        sentence_figure(out, cost(scene, row), scene->decimals);
        str_add(out, ".\n");
    }
}

const struct picture_maker picture_tokens = {need, draw, say};

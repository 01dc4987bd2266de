/* The price of a probability as a drawing: what there is to draw is worked out in price.c, as for
 * the screen; its axes are the same, too. Each point has its name beside it, moved up or down where
 * another one stands. */
#include "html_curve.h"

#include "html.h"
#include "i18n.h"
#include "price.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 640, HEIGHT = 300, LEFT = 36, RIGHT = 620, TOP = 24, FOOT = 264 };
enum { STEPS = 292, LETTER = 8, LINE = 15, UP = 10, MOST_MOVES = 7 };

void html_tenths(struct str *out, double value)
{
    size_t tenths = value > 0 ? (size_t)(value * 10 + 0.5) : 0;
    str_add_count(out, tenths / 10);
    if (tenths % 10 != 0) {
        str_addc(out, '.');
        str_add_count(out, tenths % 10);
    }
}

/* Where a label is, so that no other one stands there. */
struct label {
    double from, to, y;
};

struct plot {
    struct doc *doc;
    struct price price;
    struct label labels[PRICE_POINTS];
    size_t label_count;
    size_t nameless; /* points without room for a label */
};

static double x_of(double p)
{
    return LEFT + p * (RIGHT - LEFT);
}

/* Above the top: the top. */
static double y_of(const struct plot *plot, double loss)
{
    double part = loss < plot->price.top ? loss / plot->price.top : 1;
    return FOOT - (part > 0 ? part : 0) * (FOOT - TOP);
}

/* ---- Axes and curves ------------------------------------------------------------------------- */

static void add_line(const struct plot *plot, double x1, double y1, double x2, double y2)
{
    struct str at[4];
    const double values[] = {x1, y1, x2, y2};
    for (size_t i = 0; i < 4; i++) {
        str_init(&at[i]);
        html_tenths(&at[i], values[i]);
    }
    html(plot->doc, "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", at[0].data, at[1].data,
        at[2].data, at[3].data);
    for (size_t i = 0; i < 4; i++) {
        str_release(&at[i]);
    }
}

static void add_text(
    const struct plot *plot, const char *anchor, double x, double y, const char *text)
{
    struct str at[2];
    str_init(&at[0]);
    str_init(&at[1]);
    html_tenths(&at[0], x);
    html_tenths(&at[1], y);
    html(plot->doc, "<text text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>", anchor, at[0].data,
        at[1].data, text);
    str_release(&at[0]);
    str_release(&at[1]);
}

static void draw_axes(const struct plot *plot)
{
    static const char *const chances[] = {"0", "0.25", "0.5", "0.75", "1"};
    html(plot->doc, "<g class=\"axis\">");
    for (int loss = 0; loss <= plot->price.top; loss++) {
        const char digit[2] = {(char)('0' + loss), '\0'};
        add_line(plot, LEFT, y_of(plot, loss), RIGHT, y_of(plot, loss));
        add_text(plot, "end", LEFT - 8, y_of(plot, loss) + 5, digit);
    }
    for (size_t i = 0; i < 5; i++) {
        add_text(plot, "middle", x_of((double)i / 4), FOOT + 20, chances[i]);
    }
    add_text(plot, "end", RIGHT, HEIGHT - 2, "p");
    if (plot->price.branches > 1) {
        add_text(plot, "start", x_of(0.1), TOP - 8, _("target 1"));
        add_text(plot, "end", x_of(0.9), TOP - 8, _("target 0"));
    }
    html(plot->doc, "</g>\n");
}

static void draw_branch(const struct plot *plot, enum price_curve curve, bool yes)
{
    struct str path;
    bool on = false; /* is the pen on the paper? */
    str_init(&path);
    for (size_t i = 0; i <= STEPS; i++) {
        double p = (double)i / STEPS;
        double loss = price_at(&plot->price, curve, yes, p);
        bool seen = loss <= plot->price.top; /* (not where it is NaN) */
        if (seen) {
            str_addc(&path, on ? 'L' : 'M');
            html_tenths(&path, x_of(p));
            str_addc(&path, ' ');
            html_tenths(&path, y_of(plot, loss));
        }
        on = seen;
    }
    html(plot->doc, "<path class=\"%s\" d=\"%s\"/>\n", curve == PRICE_OWN ? "own" : "curve",
        path.data);
    str_release(&path);
}

/* ---- Points ---------------------------------------------------------------------------------- */

static bool is_free(const struct plot *plot, double from, double to, double y)
{
    for (size_t i = 0; i < plot->label_count; i++) {
        const struct label *other = &plot->labels[i];
        if (from < other->to && to > other->from && fabs(y - other->y) < LINE) {
            return false;
        }
    }
    return y >= TOP - LINE && y <= FOOT;
}

/* The nearest free height, looked for above and below; NaN: there is none near. */
static double place_label(struct plot *plot, double from, double to, double y)
{
    for (size_t i = 0; i < MOST_MOVES; i++) {
        size_t lines = (i + 1) / 2; /* half ones */
        double move = (double)lines * LINE / 2;
        double at = i % 2 == 0 ? y - move : y + move;
        if (is_free(plot, from, to, at)) {
            plot->labels[plot->label_count++] = (struct label){from, to, at};
            return at;
        }
    }
    plot->nameless++;
    return NAN;
}

static void add_circle(const struct plot *plot, double x, double y)
{
    struct str at[2];
    str_init(&at[0]);
    str_init(&at[1]);
    html_tenths(&at[0], x);
    html_tenths(&at[1], y);
    html(plot->doc, "<circle cx=\"%s\" cy=\"%s\" r=\"5\"/>", at[0].data, at[1].data);
    str_release(&at[0]);
    str_release(&at[1]);
}

static void draw_point(struct plot *plot, const struct price_point *point)
{
    double x = x_of(point->p);
    double y = y_of(plot, point->loss);
    struct str name;
    str_init(&name);
    price_name(&plot->price, point, &name);
    if (point->loss > plot->price.top) {
        char number[NUM_SIZE];
        str_addf(&name, " ↑ %s", num_cell(number, point->loss, plot->price.scene->decimals));
    }
    double wide = (double)utf8_width(name.data) * LETTER;
    bool left = x + LETTER + wide > WIDTH;
    double text = left ? x - LETTER / 2.0 : x + LETTER;
    double usual = y - UP; /* the curves leave more room above */
    double height = place_label(plot, left ? text - wide : text, left ? text : text + wide, usual);
    html(plot->doc,
        point->here ? "<g class=\"point here\"><title>%s</title>"
                    : "<g class=\"point\"><title>%s</title>",
        name.data);
    if (!isnan(height) && height != usual) {
        add_line(plot, x, y, text, height);
    }
    add_circle(plot, x, y);
    if (!isnan(height)) {
        add_text(plot, left ? "end" : "start", text, height + 5, name.data);
    }
    html(plot->doc, "</g>\n");
    str_release(&name);
}

/* That of the worked line first: it gets its label. */
static void draw_points(struct plot *plot)
{
    for (int here = 1; here >= 0; here--) {
        for (size_t i = 0; i < plot->price.count; i++) {
            if (plot->price.points[i].here == (here == 1)) {
                draw_point(plot, &plot->price.points[i]);
            }
        }
    }
}

static void draw_own(const struct plot *plot)
{
    for (size_t i = 0; plot->price.has_own_curve && i < plot->price.branches; i++) {
        draw_branch(plot, PRICE_OWN, i == 0);
    }
    if (plot->price.unscaled >= 0) {
        html(plot->doc, "<g class=\"own\">");
        add_text(plot, "middle", x_of(plot->price.unscaled_p), y_of(plot, plot->price.unscaled) + 5,
            "+");
        html(plot->doc, "</g>\n");
    }
}

void html_curve(struct doc *doc, const struct picture_scene *scene)
{
    struct plot plot = {.doc = doc, .price = price_of(scene, &doc->arena)};
    struct str words;
    str_init(&words);
    picture_say(scene, PICTURE_CURVE, &words);
    html(doc,
        "<figure class=\"curve\"><svg viewBox=\"0 0 %zu %zu\" role=\"img\" aria-label=\"%s\">\n",
        (size_t)WIDTH, (size_t)HEIGHT, words.data);
    str_release(&words);
    draw_axes(&plot);
    for (size_t i = 0; i < plot.price.branches; i++) {
        draw_branch(&plot, PRICE_PLAIN, i == 0);
    }
    draw_own(&plot);
    draw_points(&plot);
    html(doc, "</svg><figcaption>%s", plot.price.title);
    if (plot.price.own != NULL) {
        html(doc,
            plot.price.has_own_curve
                ? " <span class=\"own-key\"><svg viewBox=\"0 0 28 8\" aria-hidden=\"true\"><path "
                  "class=\"own\" d=\"M0 4L28 4\"/></svg> %s</span>"
                : " <span class=\"own-key\">+ %s</span>",
            plot.price.own);
    }
    if (plot.nameless > 0) {
        html(
            doc, " %s", arena_printf(&doc->arena, _("(%zu points without a name)"), plot.nameless));
    }
    html(doc, "</figcaption></figure>\n");
}

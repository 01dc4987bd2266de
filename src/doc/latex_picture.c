/* The pictures of a lesson: curves and images drawn, the text of tokens in its own signs. */
#include "i18n.h"
#include "latex.h"
#include "page_picture.h"
#include "tensor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A unit is a hundredth of a millimetre. */
enum {
    WIDE = 7600,
    HIGH = 4200,
    STEPS = 160,      /* of a curve */
    NEAR = 220,       /* points nearer than this share a mark */
    IMAGE = 3000,     /* the longer side of an image, */
    MOST_POINTS = 128 /* and its points, at most */
};

/* ---- Curves ---------------------------------------------------------------------------------- */

static int across(double p)
{
    return (int)(p * WIDE + 0.5);
}

static int up(const struct price *price, double loss)
{
    double part = loss < price->top ? loss / price->top : 1;
    return (int)((part > 0 ? part : 0) * HIGH + 0.5);
}

static void axes(struct doc *doc, const struct price *price)
{
    static const char *const SHARES[] = {"0", "0.25", "0.5", "0.75", "1"};
    out_addf(doc->out, "\\put(0,0){\\line(1,0){%d}}\\put(0,0){\\line(0,1){%d}}\n", WIDE, HIGH);
    for (int i = 0; i < 5; i++) {
        out_addf(doc->out,
            "\\put(%d,0){\\line(0,-1){80}}\\put(%d,-150){\\makebox(0,0)[t]{\\scriptsize %s}}\n",
            i * WIDE / 4, i * WIDE / 4, SHARES[i]);
    }
    for (int loss = 0; loss <= price->top; loss++) {
        out_addf(doc->out,
            "\\put(0,%d){\\line(-1,0){80}}\\put(-150,%d){\\makebox(0,0)[r]{\\scriptsize %d}}\n",
            up(price, loss), up(price, loss), loss);
    }
    for (int no = 0; price->branches > 1 && no < 2; no++) {
        out_addf(doc->out, "\\put(%d,%d){\\makebox(0,0)[%s]{\\scriptsize ", no ? WIDE - 400 : 400,
            HIGH, no ? "tr" : "tl");
        latex_say(doc, no ? _("target 0") : _("target 1"));
        out_add(doc->out, "}}\n");
    }
}

/* Straight pieces; of the lesson's own curve every other one, so that the two can be told apart. */
static void branch(struct doc *doc, const struct price *price, enum price_curve curve, bool yes)
{
    double before = NAN;
    for (int i = 0; i <= STEPS; i++) {
        double loss = price_at(price, curve, yes, (double)i / STEPS);
        if (before <= price->top && loss <= price->top && (curve == PRICE_PLAIN || i % 2 == 0)) {
            int x0 = across((double)(i - 1) / STEPS);
            int x1 = across((double)i / STEPS);
            int y0 = up(price, before);
            int y1 = up(price, loss);
            out_addf(doc->out, "\\qbezier(%d,%d)(%d,%d)(%d,%d)\n", x0, y0, (x0 + x1) / 2,
                (y0 + y1) / 2, x1, y1);
        }
        before = loss;
    }
}

struct mark {
    int x, y;
    bool here, above;
    const char *names;
};

static void add_mark(struct doc *doc, const struct price *price, const struct price_point *p,
    struct mark marks[], size_t *count)
{
    struct mark mark = {across(p->p), up(price, p->loss), p->here, p->loss > price->top, ""};
    struct str name;
    str_init(&name);
    price_name(price, p, &name);
    if (mark.above) {
        char number[NUM_SIZE];
        str_addf(&name, " ↑ %s", num_cell(number, p->loss, doc->decimals));
    }
    mark.names = arena_strndup(&doc->arena, name.data, name.len);
    str_release(&name);
    for (size_t i = 0; i < *count; i++) {
        struct mark *other = &marks[i];
        bool near = abs(other->x - mark.x) < NEAR && abs(other->y - mark.y) < NEAR;
        if (near && other->above == mark.above) {
            other->names = arena_printf(&doc->arena, "%s, %s",
                mark.here ? mark.names : other->names, mark.here ? other->names : mark.names);
            other->here = other->here || mark.here;
            return;
        }
    }
    marks[(*count)++] = mark;
}

/* a, b, c; that of the worked lines is a capital. */
static void draw_marks(struct doc *doc, const struct mark marks[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char letter = (char)((marks[i].here ? 'A' : 'a') + (int)i);
        out_addf(doc->out, "\\put(%d,%d){\\circle*{%d}}\\put(%d,%d){\\scriptsize %c%s}\n",
            marks[i].x, marks[i].y, marks[i].here ? 150 : 110, marks[i].x + 90, marks[i].y + 90,
            letter, marks[i].above ? "\\,\\ensuremath{\\uparrow}" : "");
    }
}

static void key(struct doc *doc, const struct price *price, const struct mark marks[], size_t count)
{
    out_add(doc->out, "\\begin{key}\n");
    if (price->own != NULL) {
        out_addf(doc->out, "%s: ", price->has_own_curve ? "- - -" : "+");
        latex_say(doc, price->own);
        out_add(doc->out, "\\\\\n");
    }
    for (size_t i = 0; i < count; i++) {
        out_addf(doc->out, "%c: ", (char)((marks[i].here ? 'A' : 'a') + (int)i));
        latex_say(doc, marks[i].names);
        out_add(doc->out, i + 1 < count ? "\\\\\n" : "\n");
    }
    out_add(doc->out, "\\end{key}\n");
}

static void curve(struct doc *doc, const struct picture_scene *scene)
{
    struct price price = price_of(scene, &doc->arena);
    struct mark marks[PRICE_POINTS];
    size_t count = 0;
    for (size_t i = 0; i < price.count; i++) {
        add_mark(doc, &price, &price.points[i], marks, &count);
    }
    out_add(doc->out, "\\begin{curve}{");
    latex_say(doc, price.title);
    out_addf(doc->out, "}\n\\begin{picture}(%d,%d)(-350,-450)\n", WIDE + 700, HIGH + 700);
    axes(doc, &price);
    for (size_t i = 0; i < price.branches; i++) {
        branch(doc, &price, PRICE_PLAIN, i == 0);
    }
    for (size_t i = 0; price.has_own_curve && i < price.branches; i++) {
        branch(doc, &price, PRICE_OWN, i == 0);
    }
    if (price.unscaled >= 0) {
        out_addf(doc->out, "\\put(%d,%d){\\makebox(0,0){+}}\n", across(price.unscaled_p),
            up(&price, price.unscaled));
    }
    draw_marks(doc, marks, count);
    out_add(doc->out, "\\end{picture}\n");
    key(doc, &price, marks, count);
    out_add(doc->out, "\\end{curve}\n");
}

/* ---- Images ---------------------------------------------------------------------------------- */

/* 0 for white to 100 for black. */
static int ink(const struct lesson *lesson, double grey)
{
    double part = lesson->picture_most > 0 ? grey / lesson->picture_most : 0;
    return (int)((part < 1 ? part > 0 ? part : 0 : 1) * 100 + 0.5);
}

/* Points of one shade that follow each other are one box; white is none. */
static void image_line(struct doc *doc, const double *grey, size_t points, size_t y, size_t side)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    for (size_t x = 0; x < points;) {
        int shade = ink(lesson, grey[x]);
        size_t end = x + 1;
        while (end < points && ink(lesson, grey[end]) == shade) {
            end++;
        }
        if (shade > 0) {
            out_addf(doc->out, "\\put(%zu,%zu){\\point{%d.%02d}{%zu}{%zu}}\n", x * side, y * side,
                (100 - shade) / 100, (100 - shade) % 100, (end - x) * side, side);
        }
        x = end;
    }
}

static void image(struct doc *doc, const struct picture_scene *scene)
{
    const struct tensor *picture = trace_lesson(doc->trace)->picture;
    size_t lines = picture->shape.dim[picture->shape.rank - 2];
    size_t points = picture->shape.dim[picture->shape.rank - 1];
    size_t longer = lines > points ? lines : points;
    size_t side = longer < IMAGE ? IMAGE / longer : 1;
    if (longer > MOST_POINTS) {
        return; /* no sheet shows so many */
    }
    double *grey = arena_alloc(&doc->arena, points, sizeof *grey);
    struct diag ignored;
    diag_init(&ignored);
    struct str name;
    str_init(&name);
    trace_row_title(scene->sight.trace, scene->stage, scene->row, &name);
    out_add(doc->out, "\\begin{curve}{");
    latex_say(doc, name.data);
    out_addf(doc->out, "}\n\\begin{picture}(%zu,%zu)\n", points * side, lines * side);
    out_addf(doc->out, "\\put(0,0){\\framebox(%zu,%zu){}}\n", points * side, lines * side);
    for (size_t y = 0; y < lines; y++) {
        if (!tensor_read(picture, (scene->row * lines + y) * points, points, grey, &ignored)) {
            break;
        }
        image_line(doc, grey, points, lines - 1 - y, side);
    }
    out_add(doc->out, "\\end{picture}\n\\end{curve}\n");
    str_release(&name);
    diag_release(&ignored);
}

/* ---- Tokens ---------------------------------------------------------------------------------- */

static void tokens(struct doc *doc, const struct picture_scene *scene, struct picture_need need,
    const struct latex_page *page)
{
    size_t cols = page->code_cells < 64 ? page->code_cells : 64;
    if (cols < need.cols) {
        return;
    }
    struct picture picture =
        picture_draw(scene, PICTURE_TOKENS, cols, need.most_rows, true, &doc->arena);
    struct str text;
    str_init(&text);
    picture_lines(&picture, 0, &text);
    out_add(doc->out, "\\begin{code}\n");
    for (const char *line = text.data; *line != '\0';) {
        size_t size = strcspn(line, "\n");
        struct str code;
        str_init(&code);
        latex_code(doc->options, arena_strndup(&doc->arena, line, size), &code);
        out_addf(doc->out, "\\codeline{%s}\n", code.data);
        str_release(&code);
        line += size + (line[size] == '\n' ? 1 : 0);
    }
    out_add(doc->out, "\\end{code}\n");
    str_release(&text);
}

bool latex_has_pictures(struct doc *doc, size_t index)
{
    struct picture_scene scene;
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        if (page_picture_need(doc, index, (enum picture_kind)kind, &scene).cols > 0) {
            return true;
        }
    }
    return false;
}

void latex_pictures(struct doc *doc, size_t index, const struct latex_page *page)
{
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        struct picture_scene scene;
        struct picture_need need = page_picture_need(doc, index, (enum picture_kind)kind, &scene);
        if (need.cols == 0) {
            continue;
        }
        if (kind == PICTURE_IMAGE) {
            image(doc, &scene);
        } else if (kind == PICTURE_CURVE) {
            curve(doc, &scene);
        } else {
            tokens(doc, &scene, need, page);
        }
    }
}

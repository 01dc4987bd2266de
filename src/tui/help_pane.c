#include "i18n.h"
#include "layers.h"
#include "symbols.h"
#include "utf8.h"

#include <string.h>

enum {
    KEYS_CELLS = 26,
    KEYS_ROOM = 60 /* a narrower screen has less for them: what they do needs the other half */
};

static void add_row(
    struct text *text, struct grid *grid, enum style style, const char *left, const char *right)
{
    struct str padded;
    str_init(&padded);
    str_add(&padded, left);
    size_t cells = grid_width(grid, left);
    size_t keys = grid->cols < KEYS_ROOM ? grid->cols / 2 - grid->cols / 10 : KEYS_CELLS;
    str_fill(&padded, cells + 2 < keys ? keys - cells : 2, ' ');
    text_line(text, 2, 2 + keys);
    text_word(text, style, padded.data);
    text_add(text, STYLE_PLAIN, right);
    str_release(&padded);
}

/* The keys of a request that lead to it on this layer: a key may mean something else here. */
static void add_request(
    struct text *text, struct grid *grid, enum request request, enum layer layer)
{
    struct str keys;
    str_init(&keys);
    const char *rest = request_info(request)->keys;
    while (*rest != '\0') {
        size_t size = strcspn(rest, " ");
        if (key_request(key_by_name(rest, size), layer) == request) {
            str_add(&keys, keys.len > 0 ? "  " : "");
            str_addn(&keys, rest, size);
        }
        rest += size;
        rest += strspn(rest, " ");
    }
    if (keys.len > 0 && *request_info(request)->help != '\0') {
        add_row(text, grid, STYLE_KEY, keys.data, _(request_info(request)->help));
    }
    str_release(&keys);
}

static void add_title(struct text *text, const char *title)
{
    text_gap(text);
    text_line(text, 0, 0);
    text_add(text, STYLE_TITLE, title);
}

static void add_keys(struct text *text, struct grid *grid, const char *title, enum layer layer)
{
    add_title(text, title);
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        add_request(text, grid, (enum request)i, layer);
    }
}

static const struct {
    const char *sign, *meaning;
} LEGEND[] = {
    {"[0.9362]", N_("the entry of the true class")},
    {"is(a = b)", N_("1 where a is b, else 0")},
    {">0.1353<", N_("a number that the one under the cursor is made from")},
    {"{0.0498}", N_("both: in the column of the true class, and made use of")},
    {"»0.1353«", N_("of those, the one that Enter follows while a why is open")},
    {"a ← b", N_("where one is in a why: a is made from b")},
    {"1.5000*", N_("after a change: not what it is in the lesson as written")},
    {"> s1", N_("the row of the cursor")},
    {"p[s1,dog]", N_("the entry of p in row s1, column dog")},
    {"e[s1,·]", N_("all of row s1 of e")},
    {"Σ", N_("the sum of")},
    {"×", N_("times")},
    {N_("[94 more: 90]"), N_("the other terms of a long sum, and what they come to")},
    {N_("0 (not picked: 0)"), N_("0 because the other factor is, whatever this one may be")},
    {"float32(x)", N_("x rounded as this number format stores it")},
    {"A  b  c", N_("on a curve: the samples; the capital is the row of the cursor")},
    {"?", N_("hidden until a question about it is answered or passed by")},
    {"log", N_("the natural logarithm, unless the lesson says otherwise")},
    {"exp(x)", N_("e to the power x, e = 2.71828...")},
    {"1.5e-08", N_("1.5 × 10^-8 = 0.000000015")},
    {"inf  -inf  nan", N_("infinity; minus infinity; not a number, such as 0/0")},
    {"= ≈ ≠", N_("compared: the same; the same but for the last digits; another")},
    {"+0.3 ulp", N_("too large by 0.3 of the step between neighbouring numbers of its format")},
    {"Q1/3", N_("in the list: one of the lesson's three questions solved")},
    {"!", N_("something remarkable about the cell under the cursor")},
};

/* What the letters of this lesson's formulas stand for. */
static void add_symbols(struct text *text, struct grid *grid, const struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    size_t stages[RECIPE_MAX_STAGES];
    size_t count = symbols_of(trace, stages);
    add_title(text, _("Symbols of this lesson"));
    for (size_t i = 0; i < count; i++) {
        const struct stage *stage = &recipe->stages[stages[i]];
        add_row(text, grid, STYLE_CODE, stage->symbol, _(stage->title));
    }
}

void help_text(struct text *text, struct grid *grid, const struct ui *ui)
{
    bool stepping = ui->walk.lesson != NULL;
    const struct screen_layer *layer = NULL;
    while ((layer = layer_below(layer, ui)) != NULL) {
        if (layer->keys_title != NULL) {
            add_keys(text, grid, _(layer->keys_title), layer->id);
        }
    }
    add_title(text, _("Over either: a why, a message, this help"));
    add_request(text, grid, REQUEST_close, ON_HELP);
    add_title(text, _("The mouse"));
    add_row(text, grid, STYLE_KEY, _("click"),
        stepping
            ? _("the cursor goes to that number; again: where does it come from? Steps, parts, "
                "answers and the keys below can be clicked, too")
            : _("choose that lesson; again: open it"));
    add_row(text, grid, STYLE_KEY, _("wheel"), _("rows, lines or text up and down"));
    add_row(text, grid, STYLE_KEY, _("Shift with the mouse"),
        _("most terminals then select text as they always do"));
    if (stepping) {
        add_symbols(text, grid, ui->walk.trace);
    }
    add_title(text, _("Signs"));
    for (size_t i = 0; i < sizeof LEGEND / sizeof *LEGEND; i++) {
        add_row(text, grid, STYLE_CODE, _(LEGEND[i].sign), _(LEGEND[i].meaning));
    }
}

void messages_text(struct text *text, struct grid *grid, const struct ui *ui)
{
    (void)grid;
    text_add(text, STYLE_TITLE,
        ui->texts_only ? _("The translation has mistakes; the lesson itself is good")
                       : _("This lesson cannot be read"));
    text_gap(text);
    const char *rest = ui->messages.data;
    while (*rest != '\0') {
        size_t size = strcspn(rest, "\n");
        const char *line = arena_strndup(text->arena, rest, size);
        bool head = strstr(line, _("error")) != NULL;
        text_verbatim(text, 0, head ? STYLE_ERROR : STYLE_PLAIN, line);
        rest += size + (rest[size] == '\n' ? 1 : 0);
    }
}

void notice_text(struct text *text, const struct ui *ui)
{
    if (ui->remark.len > 0) {
        text_line(text, 0, 2);
        text_add(text, STYLE_FINDING, ui->remark.data);
        text_line(text, 0, 0);
    }
    if (ui->notice.len == 0) {
        return;
    }
    text_line(text, 0, 2);
    text_add(text, STYLE_FINDING,
        ui->texts_only ? _("! The translation has a mistake. What it spoils is in English. ")
                       : _("! The file was saved with a mistake. Shown is the lesson before. "));
    text_add(text, STYLE_FINDING, ui->notice.data);
    text_add(text, STYLE_KEY, _(" (r shows the details)"));
    text_line(text, 0, 0);
}

/* The last line: what would do something now. */
#include "i18n.h"
#include "layers.h"
#include "pane.h"
#include "quiz_words.h"

#include <string.h>

/* What Space leads to: more text, a question, "next: exp", the next lesson. */
static const char *on_label(const struct pane *pane, const struct ui *ui)
{
    const struct walk *walk = &ui->walk;
    struct place to = ui_ahead(ui);
    if (ui_has_unread(ui)) {
        return _("read on");
    }
    if (quiz_asks(&ui->quiz, walk) && !quiz_is_done(&ui->quiz)) {
        return _("pass by");
    }
    if (quiz_waiting(&ui->quiz, walk, to) != NULL) {
        return _("a question");
    }
    if (to.step == walk_steps(walk)) {
        return _("next lesson");
    }
    return arena_printf(pane->arena, _("next: %s"), walk_part_info(walk, to)->id);
}

static const char *bar_label(const struct pane *pane, const struct ui *ui, enum request request)
{
    const char *label = _(request_info(request)->bar_label);
    if (request == REQUEST_on && ui_layer(ui) != ON_MESSAGES) {
        return on_label(pane, ui);
    }
    if (request == REQUEST_language) {
        return i18n_name(ui_next_language()); /* in its own words, for who cannot read these */
    }
    if (request == REQUEST_answer && quiz_is_done(&ui->quiz)) {
        return _("go on");
    }
    if (request == REQUEST_answer && quiz_enter_shows(&ui->quiz)) {
        return _("see the answer");
    }
    if (request == REQUEST_hint) {
        return quiz_hint_label(quiz_hint_at(&ui->quiz, &ui->walk, ui->quiz.hints));
    }
    const struct screen_layer *top = layer_top(ui);
    if (request == REQUEST_close && top->close_label != NULL) {
        return top->close_label(ui);
    }
    return label;
}

/* What the bar calls the key: the first one that leads to the request here, as a key may mean
 * something else on this layer. */
static const char *bar_key(const struct pane *pane, const struct ui *ui, enum request request)
{
    const struct request_info *info = request_info(request);
    const char *key = info->keys;
    if (*info->bar_key != '\0') {
        return _(info->bar_key);
    }
    for (const char *at = info->keys; *at != '\0';) {
        size_t size = strcspn(at, " ");
        if (layer_request(ui, key_by_name(at, size)) == request) {
            key = at;
            break;
        }
        at += size + strspn(at + size, " ");
    }
    return arena_strndup(pane->arena, key, strcspn(key, " "));
}

/* A click on an entry asks for it; where the entry names two keys, the second one's request stands
 * behind the first in request.def. Moving is what clicks do anyway. */
static void bar_hit(
    const struct pane *pane, enum request request, size_t x, const char *key, size_t cells)
{
    struct target target = {.kind = TARGET_REQUEST, .index = (size_t)request};
    if (request == REQUEST_down) {
        return;
    }
    hits_add(pane->hits, (struct rect){x, pane->at.y, cells, 1}, target);
    const char *second = strchr(key, ' ');
    if (second != NULL) {
        target.index++;
        hits_add(
            pane->hits, (struct rect){x + (size_t)(second - key) + 1, pane->at.y, 1, 1}, target);
    }
}

/* Draws one entry at x, or only measures it; returns its cells, two blanks behind it included. */
static size_t bar_entry(
    const struct pane *pane, const struct ui *ui, enum request request, size_t x, bool draw)
{
    const char *key = bar_key(pane, ui, request);
    const char *label = bar_label(pane, ui, request);
    size_t key_cells = grid_width(pane->grid, key);
    size_t cells = key_cells + 1 + grid_width(pane->grid, label);
    if (draw) {
        bar_hit(pane, request, x, key, cells);
        (void)grid_put(pane->grid, x, pane->at.y, key_cells, STYLE_KEY, key);
        (void)grid_put(pane->grid, x + key_cells + 1, pane->at.y, cells, STYLE_PLAIN, label);
    }
    return cells + 2;
}

static bool in_bar(const struct pane *pane, const struct ui *ui, enum request request)
{
    if (request == REQUEST_language &&
        (pane->grid->ascii || (ui_layer(ui) & (ON_LIST | ON_STEP)) == 0)) {
        return false; /* works on more layers than it need be named on */
    }
    return *request_info(request)->bar_label != '\0' && ui_can(ui, request);
}

void key_bar_draw(const struct pane *pane, const struct ui *ui)
{
    size_t end = pane->at.x + pane->at.cols;
    size_t x = pane->at.x + 1;
    const struct screen_layer *top = layer_top(ui);
    if (top->notice != NULL && top->notice(pane, ui)) {
        return;
    }
    if (ui->count > 0) {
        const char *count = arena_printf(pane->arena,
            _("%zu_   G goes to step %zu   arrows move %zu   Esc forgets it"), ui->count, ui->count,
            ui->count);
        (void)grid_put(pane->grid, x, pane->at.y, end - x, STYLE_KEY, count);
        return;
    }
    /* Help and the way out have their place whatever else falls off. */
    static const enum request always[] = {REQUEST_leave, REQUEST_help, REQUEST_close};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        size_t cells = in_bar(pane, ui, always[i]) ? bar_entry(pane, ui, always[i], 0, false) : 0;
        if (cells > 0 && x + cells <= end) {
            end -= cells;
            (void)bar_entry(pane, ui, always[i], end + 1, true);
        }
    }
    for (int i = REQUEST_none + 1; i < REQUEST_COUNT; i++) {
        enum request request = (enum request)i;
        if (request == REQUEST_leave || request == REQUEST_help || request == REQUEST_close ||
            !in_bar(pane, ui, request)) {
            continue;
        }
        size_t cells = bar_entry(pane, ui, request, 0, false);
        if (x + cells <= end + 1) {
            x += bar_entry(pane, ui, request, x, true);
        }
    }
}

#include "attempt.h"
#include "i18n.h"
#include "pane.h"

#include <string.h>

static enum style span_look(enum span_style style)
{
    switch (style) {
    case SPAN_EMPHASIS:
    case SPAN_STRONG:
        return STYLE_EMPHASIS;
    case SPAN_CODE:
    case SPAN_MATH:
        return STYLE_CODE;
    case SPAN_LINK:
        return STYLE_KEY;
    default:
        return STYLE_PLAIN;
    }
}

/* A block of code keeps its lines. */
static void add_lines(struct text *text, const char *lines)
{
    while (*lines != '\0') {
        size_t size = strcspn(lines, "\n");
        text_verbatim(text, 2, STYLE_CODE, arena_strndup(text->arena, lines, size));
        lines += size + (lines[size] == '\n' ? 1 : 0);
    }
}

/* Where the lines of a block begin. */
static void start_block(struct text *text, const struct block *block)
{
    size_t depth = block->kind == BLOCK_ITEM ? 2 * (size_t)block->level : 0;
    text_line(text, depth, depth);
    if (block->kind == BLOCK_ITEM) {
        text_line(text, depth, depth + strlen(block->marker) + 1);
        text_add(text, STYLE_DIM, block->marker);
        text_add(text, STYLE_PLAIN, " ");
    } else if (block->kind == BLOCK_QUOTE) {
        text_line(text, 2, 2);
    } else if (block->kind == BLOCK_MATH) {
        text_line(text, 2, 4);
    }
}

static void add_block(struct text *text, const struct block *block, bool ascii)
{
    if (block->kind == BLOCK_CODE) {
        for (const struct span *span = block->spans; span != NULL; span = span->next) {
            add_lines(text, span->text);
        }
        return;
    }
    if (block->kind == BLOCK_TABLE) {
        text_prose_table(text, block->table, span_look);
        return;
    }
    start_block(text, block);
    struct str shown;
    str_init(&shown);
    for (const struct span *span = block->spans; span != NULL; span = span->next) {
        bool heading = block->kind == BLOCK_HEADING;
        str_clear(&shown);
        span_text(span, ascii, &shown);
        text_add(text, heading ? STYLE_TITLE : span_look(span->style), shown.data);
    }
    str_release(&shown);
}

static void add_prose(
    struct text *text, const struct walk *walk, const struct prose *prose, bool ascii)
{
    if (walk_is_changed(walk) && text_is_empty(text)) {
        text_add(text, STYLE_DIM, _("This text is about the lesson as it was written:"));
    }
    text_gap(text);
    bool item_before = false;
    for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
        bool item = block->kind == BLOCK_ITEM;
        if (block != prose->blocks && !(item && item_before)) {
            text_gap(text);
        }
        add_block(text, block, ascii);
        item_before = item;
    }
}

/* What is to be done at the end, and by which keys. */
static void add_task(struct text *text, const struct walk *walk)
{
    const struct task *task = attempt_task(walk);
    if (task == NULL) {
        return;
    }
    struct str sentence;
    str_init(&sentence);
    attempt_sentence(walk, &sentence);
    text_gap(text);
    text_line(text, 0, 2);
    bool done = attempt_is_done(walk);
    if (done) {
        text_add(text, STYLE_EMPHASIS, _("Done. "));
    }
    text_add(text, done ? STYLE_PLAIN : STYLE_TITLE, sentence.data);
    str_release(&sentence);
    if (done) {
        text_add(text, STYLE_DIM, _(" T T: once more."));
        return;
    }
    if (attempt_stage(walk) != STAGE_NONE) {
        text_add(text, STYLE_PLAIN, _(" e goes there; e again changes a number."));
    }
    if (attempt_setting(walk, task, 0) != NULL) {
        text_add(text, STYLE_PLAIN, _(" s turns settings."));
    }
}

void prose_text(struct text *text, const struct walk *walk, bool ascii)
{
    const struct prose *sections[WALK_MAX_PROSE];
    size_t count = walk_prose(walk, sections);
    for (size_t i = 0; i < count; i++) {
        add_prose(text, walk, sections[i], ascii);
    }
    if (walk_is_at_end(walk)) {
        add_task(text, walk);
        text_gap(text);
        text_line(text, 0, 0);
        text_add(text, STYLE_DIM,
            _("This was the last step. Space goes on, Backspace goes back, o shows all lessons."));
    }
}

void text_pane_draw(const struct pane *pane, const struct text *text, size_t top, const char *key,
    struct ui_seen *seen)
{
    struct rect at = pane->at;
    size_t lines = text_flow(text, pane->grid, (struct rect){at.x, at.y, at.cols, 0}, 0);
    bool fits = lines <= at.rows;
    at.rows -= !fits && at.rows > 1 ? 1 : 0;
    size_t last = lines > at.rows ? lines - at.rows : 0;
    top = top < last ? top : last;
    (void)text_flow(text, pane->grid, at, top);
    seen->text_lines = lines;
    seen->text_rows = at.rows;
    if (!fits && pane->at.rows == 1) { /* no room to read in */
        grid_fill(pane->grid, pane->at, STYLE_PLAIN);
        (void)grid_put(pane->grid, at.x, at.y, at.cols, STYLE_KEY,
            arena_printf(pane->arena,
                i18n_plural("… %zu line of text: %s", "… %zu lines of text: %s", lines), lines,
                key));
    } else if (!fits && pane->at.rows > 1) {
        size_t below = lines - top - at.rows;
        const char *note =
            below > 0
                ? arena_printf(pane->arena,
                      i18n_plural("… %zu more line: %s", "… %zu more lines: %s", below), below, key)
                : _("… the end");
        (void)grid_put(pane->grid, at.x, at.y + at.rows, at.cols, STYLE_KEY, note);
    }
}

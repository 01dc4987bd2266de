/* Markdown to blocks and spans: md4c finds the structure, its callbacks build ours.
 *
 * Raw HTML is text here, and an image becomes its description. Links keep their target only when it
 * is a web address, a mail address or a relative path.
 */
#include "fault.h"
#include "formulas.h"
#include "i18n.h"
#include "markdown.h"
#include "mem.h"
#include "prose_impl.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_BYTES = 256 * 1024, /* md4c takes quadratic time on some hostile input */
    UNSAFE = 0xfffd
};

static size_t innermost(size_t depth)
{
    return depth < MAX_NESTING ? depth : MAX_NESTING;
}

/* A copy of text from the Markdown. */
static const char *keep_text(const struct builder *b, const char *text, size_t size)
{
    return arena_strndup(b->arena, text, size);
}

/* Ends the span being filled. */
static void flush(struct builder *b)
{
    if (b->run.len == 0 || b->block == NULL) {
        str_clear(&b->run);
        return;
    }
    struct span *span = arena_alloc(b->arena, 1, sizeof *span);
    size_t depth = innermost(b->spans);
    span->style = b->style[depth];
    span->target = b->target[depth];
    if (b->block->kind == BLOCK_CODE) {
        markdown_expand_tabs(&b->run);
    } else {
        for (char *tab = b->run.data; (tab = strchr(tab, '\t')) != NULL; tab++) {
            *tab = ' '; /* words flow: a tab is a blank, of one byte, as errors in formulas count */
        }
    }
    span->text = keep_text(b, b->run.data, b->run.len);
    if (span->style == SPAN_MATH) {
        prose_math_end(b, span);
    }
    *b->span_end = span;
    b->span_end = &span->next;
    b->span_count++;
    str_clear(&b->run);
}

static void open_section(struct builder *b, const char *at, struct where where, bool reachable)
{
    struct prose *prose = arena_alloc(b->arena, 1, sizeof *prose);
    prose->at = at;
    prose->where = where;
    if (reachable) {
        *b->section_end = prose;
        b->section_end = &prose->next;
    }
    b->block_end = &prose->blocks; /* nobody sees the blocks of a section that nothing leads to */
}

/* The list marker in front of the current item, once. */
static const char *take_marker(struct builder *b)
{
    struct list *list = &b->lists[innermost(b->list_depth) - 1];
    if (!b->fresh_item) {
        return "";
    }
    b->fresh_item = false;
    return list->ordered ? arena_printf(b->arena, "%u.", list->next - 1) : "-";
}

static void open_block(struct builder *b, enum block_kind kind)
{
    if (b->block != NULL) {
        return; /* an item's text, and then its paragraph: one block */
    }
    if (b->block_end == NULL) {
        open_section(b, "", b->here, true);
    }
    b->block = arena_alloc(b->arena, 1, sizeof *b->block);
    b->block->kind = kind;
    b->block->marker = "";
    b->span_end = &b->block->spans;
    b->displays = b->span_count = 0;
    *b->block_end = b->block;
    b->block_end = &b->block->next;
}

/* A paragraph is an item or a quotation when it stands in one. */
static void open_paragraph(struct builder *b)
{
    if (b->block != NULL) {
        return;
    }
    if (b->list_depth > 0) {
        open_block(b, BLOCK_ITEM);
        b->block->level = (int)innermost(b->list_depth) - 1;
        b->block->marker = take_marker(b);
    } else {
        open_block(b, b->quotes > 0 ? BLOCK_QUOTE : BLOCK_PARAGRAPH);
    }
}

static void close_block(struct builder *b)
{
    flush(b);
    if (b->block != NULL && b->block->kind == BLOCK_PARAGRAPH && b->displays == 1 &&
        b->span_count == 1) {
        b->block->kind = BLOCK_MATH;
    }
    b->block = NULL;
}

static bool has_word(const char *const *words, const char *word)
{
    while (*words != NULL && strcmp(*words, word) != 0) {
        words++;
    }
    return *words != NULL;
}

static bool has_section(const struct builder *b, const char *at)
{
    for (const struct prose *prose = b->first; prose != NULL; prose = prose->next) {
        if (strcmp(prose->at, at) == 0) {
            return true;
        }
    }
    return false;
}

/* A heading with the name of a step that has one '#', or more than two. */
static void warn_level(struct builder *b, const char *at)
{
    diag_warn(b->diag, b->here, "%s",
        b->level == 1 ? _("the heading of a step has two '#'")
                      : _("this heading is a part of the text above it; that of a step has two "
                          "'#'"));
    diag_id(b->diag, "heading-level");
    diag_hint(b->diag, _("write '## %s'"), at);
}

static void close_heading(struct builder *b)
{
    struct where where = b->here;
    const char *at = keep_text(b, b->run.data, b->run.len);
    str_clear(&b->run);
    b->in_heading = false;
    bool known = has_word(b->sections, at);
    bool repeated = known && has_section(b, at);
    if (!known) {
        diag_warn(b->diag, where, _("no step is called '%.40s': this section is never shown"), at);
        diag_id(b->diag, "unknown-heading");
        const char *nearest = diag_nearest(at, b->sections);
        if (nearest != NULL) {
            diag_hint(b->diag, _("did you mean '%s'?"), nearest);
        }
    } else if (repeated) {
        diag_warn(
            b->diag, where, _("there is a section '%s' already: this one is never shown"), at);
        diag_id(b->diag, "repeated-heading");
    } else if (b->level == 1) {
        warn_level(b, at);
    }
    open_section(b, at, where, known && !repeated);
}

static void close_inner_heading(struct builder *b)
{
    bool alone = b->level > 2 && b->list_depth == 0 && b->quotes == 0 && b->span_count == 0;
    const char *at = alone ? keep_text(b, b->run.data, b->run.len) : "";
    if (at[0] != '\0' && has_word(b->sections, at)) {
        warn_level(b, at);
    }
    close_block(b);
}

static const char *language(struct builder *b, const MD_BLOCK_CODE_DETAIL *detail)
{
    return detail->lang.text == NULL
               ? ""
               : keep_text(b, prose_as_written(b, detail->lang.text), detail->lang.size);
}

static void enter_list(struct builder *b, bool ordered, unsigned start)
{
    close_block(b);
    if (b->list_depth < MAX_NESTING) {
        b->lists[b->list_depth] = (struct list){ordered, start};
    }
    b->list_depth++;
}

static void enter_heading(struct builder *b, unsigned level)
{
    b->located = false;
    b->level = level;
    if (level > 2 || b->list_depth > 0 || b->quotes > 0) {
        open_block(b, BLOCK_HEADING);
        b->block->level = (int)level;
    } else {
        b->in_heading = true;
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct builder *b = data;
    switch (type) {
    case MD_BLOCK_QUOTE:
        b->quotes++;
        break;
    case MD_BLOCK_UL:
        enter_list(b, false, 1);
        break;
    case MD_BLOCK_OL:
        enter_list(b, true, ((MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        b->fresh_item = true;
        b->lists[innermost(b->list_depth) - 1].next++;
        break;
    case MD_BLOCK_H:
        enter_heading(b, ((MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_CODE:
        close_block(b);
        open_block(b, BLOCK_CODE);
        b->block->marker = language(b, detail);
        break;
    case MD_BLOCK_P:
        open_paragraph(b);
        break;
    case MD_BLOCK_TABLE:
        close_block(b);
        open_block(b, BLOCK_TABLE);
        prose_table_enter(b, detail);
        break;
    case MD_BLOCK_TR:
        prose_table_row(b);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        prose_table_cell(b, detail);
        break;
    default:
        break;
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct builder *b = data;
    if (!b->in_heading) {
        if (type == MD_SPAN_IMG) {
            prose_picture_end(b, detail);
        }
        flush(b);
        b->spans--;
    }
    return 0;
}

static void leave_formula(struct builder *b)
{
    if (b->formula != NULL) {
        (void)leave_span(MD_SPAN_LATEXMATH, NULL, b);
    }
    b->formula = NULL;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct builder *b = data;
    (void)detail;
    leave_formula(b);
    switch (type) {
    case MD_BLOCK_QUOTE:
        b->quotes--;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        b->list_depth--;
        break;
    case MD_BLOCK_H:
        if (b->in_heading) {
            close_heading(b);
        } else {
            close_inner_heading(b);
        }
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        flush(b);
        break;
    case MD_BLOCK_LI:
    case MD_BLOCK_CODE:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
        close_block(b);
        break;
    default:
        break;
    }
    return prose_table_fits(b) ? 0 : -1;
}

static enum span_style style_of(MD_SPANTYPE type, enum span_style outer)
{
    switch (type) {
    case MD_SPAN_EM:
        return SPAN_EMPHASIS;
    case MD_SPAN_STRONG:
        return SPAN_STRONG;
    case MD_SPAN_CODE:
        return SPAN_CODE;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
        return SPAN_MATH;
    default:
        return outer;
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct builder *b = data;
    if (b->in_heading) {
        return 0;
    }
    flush(b);
    size_t outer = innermost(b->spans);
    size_t inner = innermost(++b->spans);
    b->target[inner] = b->target[outer];
    b->style[inner] = style_of(type, b->style[outer]);
    b->display = type == MD_SPAN_LATEXMATH_DISPLAY;
    b->displays += b->display ? 1 : 0;
    b->picture = b->picture || type == MD_SPAN_IMG;
    if (type == MD_SPAN_A) {
        MD_ATTRIBUTE href = ((MD_SPAN_A_DETAIL *)detail)->href;
        href.text = href.text != NULL ? prose_as_written(b, href.text) : NULL;
        const char *target = markdown_link(b->arena, &href);
        b->target[inner] = target != NULL ? keep_text(b, target, strlen(target)) : NULL;
        b->style[inner] = target == NULL ? b->style[outer] : SPAN_LINK;
    }
    return 0;
}

void prose_locate(struct builder *b, const char *text)
{
    if (text < b->text + b->here_at || text >= b->text + b->text_size) {
        return;
    }
    size_t at = (size_t)(text - b->text);
    while (b->here_at < at) {
        uint32_t code = 0;
        size_t used = utf8_decode(b->text + b->here_at, b->text_size - b->here_at, &code);
        b->here.col++;
        if (b->text[b->here_at] == '\n') {
            b->here.line++;
            b->here.col = 1;
        }
        b->here_at += used == 0 ? 1 : used;
    }
}

static void begin_text(struct builder *b, const char *text)
{
    if (!b->in_heading) {
        open_paragraph(b); /* the text of a tight list's item has none of its own */
    }
    if (b->picture && !b->in_heading) {
        prose_picture_text(b, text);
    }
    if (!b->located) {
        prose_locate(b, text);
        b->located = true;
    }
}

/* Text of which md4c says what it is; it is a piece of b->text, or md4c's own. */
static void add_piece(struct builder *b, MD_TEXTTYPE type, const char *text, size_t size)
{
    if (b->fresh_row) {
        prose_table_text(b, text);
    }
    switch (type) {
    case MD_TEXT_NULLCHAR:
        utf8_encode(&b->run, UNSAFE);
        break;
    case MD_TEXT_BR:
        str_addc(&b->run, '\n');
        break;
    case MD_TEXT_SOFTBR:
        str_addc(&b->run, ' ');
        break;
    case MD_TEXT_ENTITY:
        markdown_add_entity(&b->run, text, size);
        break;
    case MD_TEXT_LATEXMATH:
        prose_math_piece(b, text);
        str_addn(&b->run, text, size);
        break;
    case MD_TEXT_HTML:
        prose_html(b, text, size);
        str_addn(&b->run, *text == '\n' ? " " : text, size);
        break;
    case MD_TEXT_NORMAL:
        prose_comment(b, text, size);
        prose_math_loose(b, text, size);
        str_addn(&b->run, text, size);
        break;
    default:
        str_addn(&b->run, text, size);
        break;
    }
}

/* Of a text that may have formulas in it, the next stretch: what is in one, its dollars, or
 * neither. A second dollar whose first was something else (code before it) is only text. */
static size_t add_stretch(struct builder *b, const char *text, size_t size)
{
    size_t at = (size_t)(text - b->text);
    const struct formula *next = prose_formula_at(b, at);
    if (next == NULL || at < next->at - next->signs) {
        size_t plain = next == NULL ? size : next->at - next->signs - at;
        plain = plain < size ? plain : size;
        add_piece(b, MD_TEXT_NORMAL, text, plain);
        return plain;
    }
    size_t end = next->at + next->size;
    if (at == next->at - next->signs) {
        (void)enter_span(next->signs == 2 ? MD_SPAN_LATEXMATH_DISPLAY : MD_SPAN_LATEXMATH, NULL, b);
        b->formula = next;
        return next->signs;
    }
    if (at < end) {
        size_t inner = end - at < size ? end - at : size;
        add_piece(b, b->formula == next ? MD_TEXT_LATEXMATH : MD_TEXT_NORMAL, text, inner);
        return inner;
    }
    if (b->formula == next) {
        leave_formula(b);
    } else {
        add_piece(b, MD_TEXT_NORMAL, text, end + next->signs - at);
    }
    return end + next->signs - at;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
    struct builder *b = data;
    const char *shown = prose_as_written(b, text);
    begin_text(b, shown);
    if (!prose_table_fits(b)) {
        return -1;
    }
    if (type != MD_TEXT_NORMAL || shown == text) {
        add_piece(b, type, shown, size);
        return 0;
    }
    for (size_t done = 0; done < size;) {
        done += add_stretch(b, shown + done, size - done);
    }
    return 0;
}

struct prose *prose_parse(struct arena *arena, const struct source *source, size_t first,
    size_t line, const char *const *sections, struct diag *diag)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTMLBLOCKS | MD_FLAG_TABLES,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    struct builder b = {
        .arena = arena,
        .diag = diag,
        .source = source,
        .sections = sections,
        .text = source->text + first,
        .text_size = source->size - first,
        .here = {source, line, 1},
    };
    if (b.text_size > MAX_BYTES) {
        diag_error(diag, b.here, _("the prose is larger than a lesson's may be (256 KiB)"));
        return NULL;
    }
    b.hidden = mem_alloc(b.text_size + 1, 1);
    memcpy(b.hidden, b.text, b.text_size);
    prose_formulas_find(&b);
    b.section_end = &b.first;
    str_init(&b.run);
    if (md_parse(b.hidden, (MD_SIZE)b.text_size, &parser, &b) != 0 && !b.too_large) {
        fault_no_memory(); /* the only reason md4c gives up for */
    }
    str_release(&b.run);
    free(b.pieces);
    free(b.formulas);
    free(b.hidden);
    return b.first;
}

void span_text(const struct span *span, bool ascii, struct str *out)
{
    if (span->tex != NULL) {
        tex_line(span->tex, ascii, out);
    } else {
        str_add(out, span->text);
    }
}

/* The plain-text handout: a page to print, 80 columns wide unless told otherwise. */
#include "doc.h"
#include "i18n.h"
#include "sentence.h"
#include "text_compare.h"
#include "text_table.h"
#include "utf8.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

/* Text in the page's alphabet, until the document ends. */
static const char *page(struct doc *doc, const char *text)
{
    return doc_page_text(doc, text, &doc->arena);
}

static void say(struct doc *doc, const char *text, const char *first, const char *rest)
{
    struct str out;
    str_init(&out);
    wrap_text(&out, page(doc, text), doc->options->width, page(doc, first), page(doc, rest));
    out_add(doc->out, out.data);
    str_release(&out);
}

static void heading(struct doc *doc, const char *text, char underline)
{
    text = page(doc, text);
    size_t cells = utf8_width(text);
    say(doc, text, "", "");
    struct str line;
    str_init(&line);
    str_fill(&line, cells < doc->options->width ? cells : doc->options->width, underline);
    out_addf(doc->out, "%s\n", line.data);
    str_release(&line);
}

/* ---- Prose ----------------------------------------------------------------------------------- */

static void code_block(struct doc *doc, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        const char *line = arena_strndup(&doc->arena, text, size);
        out_addf(doc->out, size > 0 ? "    %s\n" : "%s\n", page(doc, line));
        text += size + (text[size] == '\n' ? 1 : 0);
    }
}

static void block(struct doc *doc, const struct block *block)
{
    struct str text;
    str_init(&text);
    prose_plain(block, &text);
    struct str first;
    str_init(&first);
    if (block->kind == BLOCK_ITEM) {
        size_t depth = 2 + 2 * (size_t)block->level;
        size_t deepest = doc->options->width / 4; /* so that there is room for words */
        str_fill(&first, depth < deepest ? depth : deepest, ' ');
        size_t rest = first.len;
        str_addf(&first, "%s ", block->marker);
        struct str indent;
        str_init(&indent);
        str_fill(&indent, rest + utf8_width(block->marker) + 1, ' ');
        say(doc, text.data, first.data, indent.data);
        str_release(&indent);
    } else if (block->kind == BLOCK_CODE) {
        code_block(doc, text.data);
    } else if (block->kind == BLOCK_QUOTE || block->kind == BLOCK_MATH) {
        say(doc, text.data, "    ", "    ");
    } else {
        say(doc, text.data, "", "");
    }
    str_release(&first);
    str_release(&text);
}

static void prose(struct doc *doc, const struct prose *prose)
{
    if (strcmp(prose->at, "end") == 0) {
        out_add(doc->out, "\n");
        heading(doc, _("What to take away"), '-');
    }
    for (const struct block *b = prose->blocks; b != NULL; b = b->next) {
        bool list = b->kind == BLOCK_ITEM;
        out_add(doc->out, "\n");
        block(doc, b);
        while (list && b->next != NULL && b->next->kind == BLOCK_ITEM) {
            b = b->next;
            block(doc, b);
        }
    }
}

/* ---- The computation ------------------------------------------------------------------------- */

static void add_setting(struct str *out, const char *key, const char *value)
{
    str_addf(out, "%s%s %s", out->len > 0 ? ", " : "", key, value);
}

static void add_number_setting(struct str *out, const char *key, double value, double usual)
{
    char text[NUM_SIZE];
    if (value != usual) {
        add_setting(out, key, num_shortest(text, value, DTYPE_FLOAT64));
    }
}

static void add_word_setting(struct str *out, const char *key, size_t value)
{
    if (value != 0) {
        add_setting(out, key, lesson_word(key, value));
    }
}

enum { LIST_MOST = 12 }; /* numbers of a list that are told one by one */

/* "pos_weight [1, 3, 1]"; a single number without brackets; of a long list how many there are. */
static void add_list_setting(
    struct doc *doc, struct str *out, const char *key, const struct weights *weights)
{
    size_t ones = 0;
    while (ones < weights->count && weights->at[ones] == 1) {
        ones++;
    }
    if (ones == weights->count) {
        return; /* weights of 1 change nothing */
    }
    if (weights->count > LIST_MOST) {
        add_setting(out, key, arena_printf(&doc->arena, _("of %zu numbers"), weights->count));
        return;
    }
    struct str list;
    str_init(&list);
    str_add(&list, weights->count > 1 ? "[" : "");
    for (size_t i = 0; i < weights->count; i++) {
        char text[NUM_SIZE];
        str_add(&list, i > 0 ? ", " : "");
        str_add(&list, num_shortest(text, weights->at[i], DTYPE_FLOAT64));
    }
    str_add(&list, weights->count > 1 ? "]" : "");
    add_setting(out, key, list.data);
    str_release(&list);
}

/* What the lesson sets, in the words of its keys. */
static void settings(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const struct problem *p = &lesson->problem;
    struct str text;
    str_init(&text);
    add_setting(&text, "loss", lesson_word("loss", p->loss));
    if (p->score_kind == SCORES_LOGITS) {
        add_setting(&text, "route", lesson_word("route", p->route));
    }
    add_setting(&text, "reduction", lesson_word("reduction", p->reduction));
    add_setting(&text, "dtype", lesson_word("dtype", p->dtype));
    add_setting(&text, "rules", lesson->rules);
    add_number_setting(&text, "temperature", p->temperature, 1);
    add_number_setting(&text, "label_smoothing", p->label_smoothing, 0);
    if (p->log_base != 0) {
        add_number_setting(&text, "log_base", p->log_base, 0);
    }
    add_list_setting(doc, &text, "class_weights", &p->class_weights);
    add_list_setting(doc, &text, "pos_weight", &p->pos_weight);
    if (problem_loss(p)->focal) {
        add_number_setting(&text, "gamma", p->focal.gamma, NAN);
        if (p->focal.has_alpha) {
            add_number_setting(&text, "alpha", p->focal.alpha, NAN);
        }
    }
    if (p->has_ignore_label) {
        add_setting(&text, "ignore_label", arena_printf(&doc->arena, "%lld", p->ignore_label));
    }
    add_word_setting(&text, "normalize", p->normalize);
    add_number_setting(&text, "clip_eps", p->clip_eps, 0);
    add_word_setting(&text, "clip_mode", p->clip_mode);
    add_word_setting(&text, "out_of_range", p->out_of_range);
    if (p->average_last_axis) {
        add_setting(&text, "average_last_axis", "true");
    }
    add_word_setting(&text, "empty_mean", p->empty_mean);
    out_add(doc->out, "\n");
    say(doc, text.data, "", "");
    str_release(&text);
}

static void begin(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const char *title = lesson->title;
    out_add(doc->out, doc->options->further ? "\n\n" : "");
    if (lesson->number > 0) {
        title = arena_printf(&doc->arena, "%d. %s", lesson->number, title);
    }
    heading(doc, title, '=');
    if (lesson->summary[0] != '\0') {
        say(doc, lesson->summary, "", "");
    }
    settings(doc);
}

static void group(struct doc *doc, enum group group)
{
    out_add(doc->out, "\n");
    heading(doc,
        arena_printf(&doc->arena, _("Step %zu: %s"), doc->step + 1, _(group_titles[group])), '-');
}

static void stage(struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    out_add(doc->out, "\n");
    const char *title = arena_printf(&doc->arena, "%s:  %s", _(stage->title), _(stage->formula));
    if (stage->form == FORM_SCALAR) { /* "loss = total / divisor" begins with its title already */
        say(doc, _(stage->formula), "  ", "    ");
    } else {
        say(doc, title, "  ", "    ");
        text_table(doc, index);
    }
    if (doc->exact != NULL && stage->op != NULL && !stage->whole && stage->form != FORM_SCALAR) {
        say(doc, _("Off the exact value, in units in the last place of float32:"), "    ", "    ");
        text_table_ulps(doc, index);
    }
}

/* name = symbols = numbers = value, broken before an equals sign where it is too long for one line.
 */
static void worked(struct doc *doc, const struct worked *worked)
{
    const char *parts[WORKED_PARTS];
    size_t count = worked_parts(worked, parts);
    struct str line;
    str_init(&line);
    str_add(&line, worked->name);
    size_t from = 0; /* where the current line begins */
    for (size_t i = 0; i < count; i++) {
        size_t here = utf8_width(page(doc, line.data + from));
        size_t more = utf8_width(page(doc, parts[i])) + 3;
        if (4 + here + more > doc->options->width) {
            str_add(&line, "\n");
            from = line.len;
        } else {
            str_add(&line, " ");
        }
        str_addf(&line, "= %s", parts[i]);
    }
    say(doc, line.data, "    ", "      ");
    str_release(&line);
}

static void result(struct doc *doc)
{
    struct str text;
    str_init(&text);
    sentence_loss(&doc->sight, doc->decimals, &text);
    out_add(doc->out, "\n");
    say(doc, text.data, "", "  ");
    str_release(&text);
    if (doc->findings != NULL) {
        out_add(doc->out, "\n");
        heading(doc, _("Worth noticing"), '-');
    }
    for (const struct doc_finding *f = doc->findings; f != NULL; f = f->next) {
        say(doc, f->text, "  - ", "    ");
    }
    if (doc->findings_left_out > 0) {
        out_addf(doc->out, _("  - and %zu more\n"), doc->findings_left_out);
    }
}

static void end(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    if (lesson->source_note[0] != '\0' && doc->options->stages == NULL) {
        out_add(doc->out, "\n");
        say(doc, arena_printf(&doc->arena, _("Source: %s"), lesson->source_note), "", "  ");
    }
}

const struct doc_format doc_format_text = {
    .name = "text",
    .ulps = true,
    .begin = begin,
    .group = group,
    .prose = prose,
    .stage = stage,
    .worked = worked,
    .result = result,
    .compare = text_compare,
    .end = end,
};

/* A formula as one line of text.
 *
 * A row is put together from pieces, one for each child, each made first and then set with the
 * space that belongs between it and the one before. What stands in a script or under a fraction is
 * a row of its own, put in parentheses where it would be read otherwise.
 */
#include "tex_shape.h"

#include "utf8.h"

#include <string.h>

/* How a formula is set. `tight`: without spaces around signs, as in a script. */
struct setting {
    bool ascii, tight;
    bool *words; /* set when a name or word was printed */
};

static void print_row(const struct tex *row, struct setting how, struct str *out);
static void print(const struct tex *tex, struct setting how, struct str *out);

/* ---- Parts ----------------------------------------------------------------------------------- */

static void print_closed(const struct tex *tex, bool closed, struct setting how, struct str *out)
{
    str_add(out, closed ? "(" : "");
    print(tex, how, out);
    str_add(out, closed ? ")" : "");
}

static bool is_one_of(const char *text, const char *letters)
{
    return *text != '\0' && strspn(text, letters) == strlen(text);
}

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* x_i, x_true, x^2, x^(2n), and what has no letters of the alphabet in ASCII: x^α. */
static bool stands_bare(const char *text, bool up, bool words)
{
    if (is_one_of(text, DIGITS ".") || (!up && is_one_of(text, LETTERS DIGITS))) {
        return true;
    }
    uint32_t code = 0;
    bool one = utf8_decode(text, strnlen(text, UTF8_MOST_BYTES), &code) == strlen(text);
    return one || (words && is_one_of(text, LETTERS));
}

/* By itself: what has a script has the class of its base, and no text. */
static bool is_prime(const struct tex *tex)
{
    return tex != NULL && tex->kind == NODE_SIGN && strcmp(tex->text, "′") == 0;
}

/* One of the two scripts: what is raised by itself, and then the rest. */
static void print_script(const struct tex *script, bool up, struct setting how, struct str *out)
{
    struct tex rest = *script;
    while (up && how.ascii && is_prime(rest.first)) {
        str_add(out, rest.first->ascii);
        rest.first = rest.first->next;
    }
    bool words = false;
    struct str text;
    str_init(&text);
    print_row(&rest, (struct setting){how.ascii, true, &words}, &text);
    bool moved = text.len == 0 || (!how.ascii && !words && tex_add_moved(text.data, up, out));
    if (!moved && up && strcmp(text.data, "*") == 0) {
        str_addc(out, '*');
    } else if (!moved) {
        bool single = tex_inmost(&rest)->kind != NODE_ROW; /* alpha is one letter */
        bool bare = stands_bare(text.data, up, words || single);
        str_addf(out, bare ? "%c%s" : "%c(%s)", up ? '^' : '_', text.data);
    }
    if (words && how.words != NULL) {
        *how.words = true;
    }
    str_release(&text);
}

static void print_scripts(const struct tex *tex, struct setting how, struct str *out)
{
    bool word = tex->first->kind == NODE_WORD; /* "arg max" is one */
    print_closed(tex->first, !word && tex_strength(tex->first) > TEX_ATOM, how, out);
    if (tex->second != NULL) {
        print_script(tex->second, false, how, out);
    }
    if (tex->third != NULL) {
        print_script(tex->third, true, how, out);
    }
}

static void print_fraction(const struct tex *tex, struct setting how, struct str *out)
{
    const struct tex *below = tex->second->first;
    bool derivative = tex_is_differential(tex->first) && tex_is_differential(tex->second) &&
                      below != NULL && below->next != NULL && below->next->next == NULL;
    print_closed(tex->first, tex_strength(tex->first) >= TEX_QUOTIENT, how, out);
    str_addc(out, '/');
    print_closed(tex->second, !derivative && tex_strength(tex->second) > TEX_ATOM, how, out);
}

/* The mark stands on one letter, also on that of p_i; on more, its name stands in front. */
static void print_accent(const struct tex *tex, struct setting how, struct str *out)
{
    const struct tex *base = tex_inmost(tex->first);
    if (base->kind == NODE_SCRIPT) {
        struct tex moved = *base;
        struct tex mark = *tex;
        mark.first = base->first;
        moved.first = &mark;
        print_scripts(&moved, how, out);
        return;
    }
    struct str text;
    str_init(&text);
    print(base, how, &text);
    uint32_t code = 0;
    uint32_t mark = 0;
    bool one = text.len > 0 && utf8_decode(text.data, text.len, &code) == text.len;
    bool letter = base->kind == NODE_SIGN || base->kind == NODE_WORD;
    (void)utf8_decode(tex->text, strlen(tex->text), &mark);
    if (how.ascii && letter) {
        str_addf(out, "%s_%s", text.data, tex->ascii);
    } else if (one && letter) {
        utf8_add_marked(out, code, mark);
    } else {
        str_addf(out, "%s(%s)", tex->ascii, text.data);
    }
    str_release(&text);
}

static void print_root(const struct tex *tex, struct setting how, struct str *out)
{
    struct str degree;
    str_init(&degree);
    bool square = tex->second == NULL;
    bool moved = square;
    if (!square) {
        print_row(tex->second, (struct setting){how.ascii, true, NULL}, &degree);
        moved = !how.ascii && tex_add_moved(degree.data, true, out);
    }
    bool atom = tex_strength(tex->first) == TEX_ATOM;
    if (!moved) { /* there is no other line for it that everybody reads */
        print_closed(tex->first, !atom, how, out);
        bool one = tex_strength(tex->second) == TEX_ATOM;
        str_addf(out, one ? "^(1/%s)" : "^(1/(%s))", degree.data);
    } else {
        bool closed = (how.ascii || !atom) && !tex_is_bracketed(tex->first);
        str_add(out, how.ascii ? "sqrt" : "√");
        print_closed(tex->first, closed, how, out);
    }
    str_release(&degree);
}

static void print_fence(const struct tex *tex, struct setting how, struct str *out)
{
    if (tex->second != NULL) {
        str_add(out, how.ascii ? tex->second->ascii : tex->second->text);
    }
    print(tex->first, how, out);
    if (tex->third != NULL) {
        str_add(out, how.ascii ? tex->third->ascii : tex->third->text);
    }
}

static void print_grid(const struct tex *tex, struct setting how, struct str *out)
{
    const struct tex_grid *grid = tex_grid(tex->name);
    str_add(out, grid->open);
    for (const struct tex *row = tex->first; row != NULL; row = row->next) {
        bool last = row->next == NULL; /* behind a final \\ there is nothing */
        if (last && row->first->first == NULL && row->first->next == NULL) {
            break;
        }
        str_add(out, row == tex->first ? "" : "; ");
        for (const struct tex *cell = row->first; cell != NULL; cell = cell->next) {
            bool comma = out->len > 0 && out->data[out->len - 1] == ',';
            str_add(out, cell == row->first ? "" : comma ? " " : ", ");
            print_row(cell, how, out);
        }
    }
    str_add(out, grid->close);
}

static void print_sign(const struct tex *tex, struct setting how, struct str *out)
{
    if (tex_is_name(tex_class_of(tex)) && how.words != NULL) {
        *how.words = true;
    }
    if (!how.ascii) {
        str_add(out, tex->text);
    } else if (tex->ascii != NULL) {
        str_add(out, tex->ascii);
    } else {
        utf8_add_ascii(out, tex->text);
    }
}

static void print(const struct tex *tex, struct setting how, struct str *out)
{
    switch (tex->kind) {
    case NODE_ROW:
        print_row(tex, how, out);
        break;
    case NODE_SIGN:
        print_sign(tex, how, out);
        break;
    case NODE_WORD:
        if (tex_is_word(tex) && how.words != NULL) {
            *how.words = true;
        }
        utf8_add_page(out, tex->text, how.ascii);
        break;
    case NODE_SPACE:
        break;
    case NODE_FRACTION:
        print_fraction(tex, how, out);
        break;
    case NODE_SCRIPT:
        print_scripts(tex, how, out);
        break;
    case NODE_ACCENT:
        print_accent(tex, how, out);
        break;
    case NODE_ROOT:
        print_root(tex, how, out);
        break;
    case NODE_FENCE:
        print_fence(tex, how, out);
        break;
    case NODE_GRID:
        print_grid(tex, how, out);
        break;
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool is_sign_in_front(enum tex_class before)
{
    return before == TEX_BINARY || before == TEX_TIMES || before == TEX_RELATION ||
           before == TEX_OPEN || before == TEX_PUNCTUATION || before == TEX_BIG ||
           before == TEX_SLASH || before == TEX_PREFIX || tex_is_name(before);
}

static size_t count_bars(const struct tex *row)
{
    size_t count = 0;
    for (const struct tex *tex = row->first; tex != NULL; tex = tex->next) {
        count += tex_class_of(tex) == TEX_BAR ? 1 : 0;
    }
    return count;
}

/* A run of letters and digits that is more than one sign: next to another, it needs a space. */
static bool is_run(const char *text, size_t size)
{
    return size > 1 && strspn(text, DIGITS) < size;
}

static bool would_run_together(const struct str *before, const char *text, bool operator)
{
    static const char RUN[] = LETTERS DIGITS "_^";
    size_t start = strspn(text, RUN);
    size_t end = 0;
    while (end < before->len && strchr(RUN, before->data[before->len - 1 - end]) != NULL) {
        end++;
    }
    return start > 0 && end > 0 &&
           (operator|| is_run(text, start) || is_run(before->data + before->len - end, end));
}

static bool is_operator(enum tex_class class)
{
    return class == TEX_BINARY || class == TEX_TIMES || class == TEX_RELATION;
}

/* Blanks between two pieces. */
static size_t space_between(enum tex_class before, enum tex_class class, bool tight)
{
    bool loose = is_operator(before) || is_operator(class);
    bool ends = before == TEX_LETTER || before == TEX_CLOSE || before == TEX_RAISED;
    if (before == TEX_OPEN || before == TEX_PREFIX || class == TEX_CLOSE ||
        class == TEX_PUNCTUATION) {
        return 0;
    }
    if (loose || before == TEX_PUNCTUATION || before == TEX_BIG) {
        return tight ? 0 : 1;
    }
    if (tex_is_name(before)) {
        return class != TEX_OPEN && class != TEX_SLASH ? 1 : 0;
    }
    return ends && (tex_is_name(class) || class == TEX_BIG) ? 1 : 0;
}

/* A fraction that something is multiplied with, or that a function takes, is closed. */
static bool is_closed(const struct tex *fraction, enum tex_class before)
{
    const struct tex *next = fraction->next;
    enum tex_class after = next != NULL ? tex_class_of(next) : TEX_RELATION;
    bool left = before == TEX_LETTER || before == TEX_CLOSE || before == TEX_SLASH ||
                before == TEX_RAISED || tex_is_name(before);
    bool right = after == TEX_LETTER || after == TEX_OPEN || after == TEX_BIG ||
                 after == TEX_SLASH || after == TEX_FRACTION || tex_is_name(after);
    return left || right;
}

/* Text as the author wrote it: blanks at its ends are those around it. */
static size_t trim(struct str *text, bool front)
{
    size_t blanks = 0;
    while (blanks < text->len && text->data[front ? blanks : text->len - 1 - blanks] == ' ') {
        blanks++;
    }
    if (front) {
        memmove(text->data, text->data + blanks, text->len - blanks + 1);
    }
    text->len -= blanks;
    text->data[text->len] = '\0';
    return blanks;
}

/* A row while it is printed. */
struct line {
    struct setting how;
    struct str *out;
    size_t start;          /* where it begins in out */
    struct str last;       /* the piece before */
    enum tex_class before; /* and what it was */
    size_t asked;          /* blanks that the author wants before the next */
    size_t bars, bar;      /* in the row, and up to here */
};

/* What a child is in this row: a bar opens and closes in turn, a single one is "given"; a plus or
 * minus may be a sign in front of a number. */
static enum tex_class class_in_row(struct line *line, const struct tex *tex)
{
    enum tex_class class = tex_class_of(tex);
    if (class == TEX_BAR) {
        size_t bar = line->bar++;
        return line->bars % 2 != 0 ? TEX_RELATION : bar % 2 == 0 ? TEX_OPEN : TEX_CLOSE;
    }
    bool sign = class == TEX_BINARY || class == TEX_TIMES;
    return sign && is_sign_in_front(line->before) ? TEX_PREFIX : class;
}

static void add_child(struct line *line, const struct tex *tex, struct str *text)
{
    enum tex_class class = class_in_row(line, tex);
    enum tex_class before = line->before;
    bool closed = class == TEX_FRACTION && is_closed(tex, before);
    str_clear(text);
    print_closed(tex, closed, line->how, text);
    bool word = tex->kind == NODE_WORD;
    size_t asked = line->asked + (word ? trim(text, true) : 0);
    line->asked = word ? trim(text, false) : 0;
    if (text->len == 0) {
        line->before = class;
        return;
    }
    bool call = tex_is_name(before) && (closed || (tex->kind == NODE_FENCE && tex->second != NULL));
    size_t gap = space_between(before, call ? TEX_OPEN : class, line->how.tight);
    bool operator= is_operator(before) || is_operator(class);
    bool apart = (closed && before == TEX_LETTER) ||
                 (before != TEX_PREFIX && would_run_together(&line->last, text->data, operator));
    gap = apart && gap == 0 ? 1 : gap;
    gap = asked > gap ? asked : gap;
    str_fill(line->out, line->out->len > line->start ? gap : 0, ' ');
    str_add(line->out, text->data);
    struct str last = line->last;
    line->last = *text;
    *text = last;
    line->before = class != TEX_FRACTION ? class : closed ? TEX_CLOSE : TEX_LETTER;
}

static void print_row(const struct tex *row, struct setting how, struct str *out)
{
    struct str text;
    struct line line = {
        .how = how, .out = out, .start = out->len, .before = TEX_OPEN, .bars = count_bars(row)};
    str_init(&text);
    str_init(&line.last);
    for (const struct tex *tex = row->first; tex != NULL; tex = tex->next) {
        if (tex->kind == NODE_SPACE) {
            line.asked += strlen(tex->text);
        } else {
            add_child(&line, tex, &text);
        }
    }
    str_release(&text);
    str_release(&line.last);
}

void tex_line(const struct tex *tree, bool ascii, struct str *out)
{
    print_row(tree, (struct setting){ascii, false, NULL}, out);
}

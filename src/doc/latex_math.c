/* Formulas as LaTeX: printed from their tree, never from what the author typed.
 *
 * Commands are those of tex.def by name; LaTeX and amsmath know them, and latex_open() defines the
 * few that they do not. Whatever is no command is a letter, a digit, or passes through
 * latex_text().
 */
#include "latex.h"

#include <ctype.h>
#include <string.h>

struct math {
    const struct doc_options *options;
    struct str *out;
    bool script; /* where a prime is high already */
};

static void print(struct math *m, const struct tex *tex);

/* Is it only letters, digits and signs that mathematics takes as they are? */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        bool letter = isalnum((unsigned char)*text) && (unsigned char)*text < 0x80;
        if (!letter && strchr("+-*/=()[].,;:!?@|<>", *text) == NULL) {
            return false;
        }
    }
    return true;
}

static void words(struct math *m, const char *font, const char *text)
{
    str_addf(m->out, "\\%s{", font);
    latex_text(m->options, text, m->out);
    str_add(m->out, "}");
}

static void command(struct math *m, const char *name)
{
    bool word = isalpha((unsigned char)name[0]) != 0;
    str_addf(m->out, word ? "\\%s " : "\\%s", name);
}

static void sign(struct math *m, const struct tex *tex)
{
    bool raised = tex->class == TEX_RAISED && !m->script;
    str_add(m->out, raised ? "{}^{" : "");
    if (tex->class == TEX_RAISED && tex->name == NULL) {
        str_add(m->out, "\\prime ");
    } else if (tex->name != NULL) {
        command(m, tex->name);
    } else if (is_plain(tex->text)) {
        str_add(m->out, tex->text);
    } else {
        words(m, "text", tex->text);
    }
    str_add(m->out, raised ? "}" : "");
}

static void row(struct math *m, const struct tex *row)
{
    bool font = row->name != NULL;
    str_add(m->out, !font                                    ? ""
                    : strcmp(row->name, "operatorname") == 0 ? "\\operatorname{"
                                                             : "{\\");
    if (font && strcmp(row->name, "operatorname") != 0) {
        str_addf(m->out, "%s{", row->name);
    }
    for (const struct tex *tex = row->first; tex != NULL; tex = tex->next) {
        print(m, tex);
    }
    str_add(m->out, !font ? "" : strcmp(row->name, "operatorname") == 0 ? "}" : "}}");
}

static void grouped(struct math *m, const struct tex *tex)
{
    str_add(m->out, "{");
    print(m, tex);
    str_add(m->out, "}");
}

static void script(struct math *m, const char *where, const struct tex *tex)
{
    if (tex == NULL) {
        return;
    }
    struct math inner = {m->options, m->out, true};
    str_add(m->out, where);
    grouped(&inner, tex);
}

/* A sign or word keeps its limits only without braces. */
static void scripts(struct math *m, const struct tex *tex)
{
    bool bare = (tex->first->kind == NODE_SIGN && tex->first->class != TEX_RAISED) ||
                tex->first->kind == NODE_WORD || tex->first->kind == NODE_FENCE;
    if (bare) {
        print(m, tex->first);
    } else {
        grouped(m, tex->first);
    }
    script(m, "_", tex->second);
    script(m, "^", tex->third);
}

static void fence_sign(struct math *m, const char *side, const struct tex *tex)
{
    str_add(m->out, side);
    if (tex == NULL) {
        str_add(m->out, ".");
    } else if (tex->name != NULL) {
        command(m, tex->name);
    } else {
        str_add(m->out, is_plain(tex->text) ? tex->text : ".");
    }
    str_add(m->out, " ");
}

/* In columns that are counted: LaTeX's own matrices end at ten. */
static void grid(struct math *m, const struct tex *tex)
{
    const struct tex_grid *kind = tex_grid(tex->name);
    size_t cols = 1;
    for (const struct tex *line = tex->first; line != NULL; line = line->next) {
        size_t count = 0;
        for (const struct tex *cell = line->first; cell != NULL; cell = cell->next) {
            count++;
        }
        cols = count > cols ? count : cols;
    }
    bool cases = strcmp(tex->name, "cases") == 0;
    bool bare = strcmp(tex->name, "matrix") == 0;
    const char *brace = *kind->open == '{' ? "\\" : "";
    str_addf(m->out, bare ? "\\left.%s" : "\\left%s", bare ? "" : brace);
    str_add(m->out, bare ? "" : kind->open);
    str_addf(m->out, "\\begin{array}{*{%zu}{%c}}", cols, cases ? 'l' : 'c');
    for (const struct tex *line = tex->first; line != NULL; line = line->next) {
        for (const struct tex *cell = line->first; cell != NULL; cell = cell->next) {
            str_add(m->out, cell == line->first ? "\\relax " : " & ");
            print(m, cell);
        }
        str_add(m->out, line->next != NULL ? " \\\\" : "");
    }
    str_add(m->out, "\\end{array}\\right");
    str_addf(m->out, bare || cases ? "." : "%s", kind->close);
}

static void word(struct math *m, const struct tex *tex)
{
    bool letters = is_plain(tex->text);
    bool text = strncmp(tex->name, "text", 4) == 0;
    if (strcmp(tex->name, "operatorname") == 0) {
        str_add(m->out, "\\operatorname{");
        words(m, "text", tex->text);
        str_add(m->out, "}");
    } else if (text) {
        words(m, tex->name, tex->text);
    } else if (letters) {
        str_addf(m->out, "\\%s{%s}", tex->name, tex->text);
    } else {
        words(m, "text", tex->text);
    }
}

static void root(struct math *m, const struct tex *tex)
{
    str_add(m->out, "\\sqrt");
    if (tex->second != NULL) {
        str_add(m->out, "[");
        grouped(m, tex->second);
        str_add(m->out, "]");
    }
    grouped(m, tex->first);
}

static void print(struct math *m, const struct tex *tex)
{
    switch (tex->kind) {
    case NODE_ROW:
        row(m, tex);
        break;
    case NODE_SIGN:
        sign(m, tex);
        break;
    case NODE_WORD:
        word(m, tex);
        break;
    case NODE_SPACE:
        if (tex->name != NULL) {
            command(m, tex->name);
        } else {
            str_add(m->out, "~");
        }
        break;
    case NODE_FRACTION:
        str_addf(m->out, "\\%s", tex->name);
        grouped(m, tex->first);
        grouped(m, tex->second);
        break;
    case NODE_SCRIPT:
        scripts(m, tex);
        break;
    case NODE_ACCENT:
        str_addf(m->out, "\\%s", tex->name);
        grouped(m, tex->first);
        break;
    case NODE_ROOT:
        root(m, tex);
        break;
    case NODE_FENCE:
        fence_sign(m, "\\left", tex->second);
        print(m, tex->first);
        fence_sign(m, "\\right", tex->third);
        break;
    case NODE_GRID:
        grid(m, tex);
        break;
    }
}

void latex_math(const struct doc_options *options, const struct tex *tree, struct str *out)
{
    struct math m = {options, out, false};
    print(&m, tree);
}

bool latex_sign(const char *text, size_t size, struct str *out)
{
    struct arena arena;
    arena_init(&arena);
    struct tex_reading reading = tex_read(&arena, text, size);
    const struct tex *tex = reading.tree != NULL ? reading.tree->first : NULL;
    bool known = tex != NULL && tex->next == NULL && tex->kind == NODE_SIGN && tex->name != NULL;
    if (known) {
        str_addf(out, tex->class == TEX_RAISED ? "\\ensuremath{^{\\%s}}" : "\\ensuremath{\\%s}",
            tex->name);
    }
    arena_release(&arena);
    return known;
}

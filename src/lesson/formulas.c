#include "formulas.h"

#include "i18n.h"
#include "texts.h"
#include "utf8.h"

#include <string.h>

/* ---- Finding them ---------------------------------------------------------------------------- */

static bool is_white(char c)
{
    return utf8_is_blank(c) || c == '\n';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z');
}

/* The next dollar that is neither written \$ nor in code; NULL: none. */
static const char *next_dollar(const char *at, const char *end)
{
    while (at < end && *at != '$') {
        const char *code = *at == '`' ? memchr(at + 1, '`', (size_t)(end - at - 1)) : NULL;
        at = code != NULL ? code + 1 : at + (*at == '\\' ? 2 : 1);
    }
    return at < end ? at : NULL;
}

static size_t dollars(const char *at, const char *end)
{
    size_t count = 0;
    while (at + count < end && at[count] == '$') {
        count++;
    }
    return count;
}

struct formulas_piece formulas_next_pair(const char *at, const char *end)
{
    const char *open = next_dollar(at, end);
    while (open != NULL) {
        size_t signs = dollars(open, end);
        const char *close = next_dollar(open + signs, end);
        if (signs <= 2 && close != NULL && dollars(close, end) == signs) {
            struct formulas_piece pair = {
                open + signs, (size_t)(close - open) - signs, signs, false};
            pair.money =
                is_white(pair.text[0]) != is_white(pair.text[pair.size - 1]); /* from $5 to $6 */
            return pair;
        }
        open = close;
    }
    return (struct formulas_piece){.text = NULL};
}

/* Takes the plain text up to the next pair, or the pair that *at begins with. */
static bool next_piece(const char **at, const char *end, struct formulas_piece *piece)
{
    struct formulas_piece pair = formulas_next_pair(*at, end);
    const char *open = pair.text == NULL ? end : pair.text - pair.signs;
    if (*at == end) {
        return false;
    }
    if (open == *at) {
        *piece = pair;
        *at = pair.text + pair.size + pair.signs;
    } else {
        *piece = (struct formulas_piece){.text = *at, .size = (size_t)(open - *at)};
        *at = open;
    }
    return true;
}

/* ---- Showing them ---------------------------------------------------------------------------- */

/* \$ is a dollar; of code, what stands between the backticks. */
static void add_plain(struct str *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char *code = text[i] == '`' ? memchr(text + i + 1, '`', size - i - 1) : NULL;
        if (code != NULL) {
            str_addn(out, text + i + 1, (size_t)(code - text) - i - 1);
            i = (size_t)(code - text);
            continue;
        }
        bool escape = text[i] == '\\' && i + 1 < size && text[i + 1] == '$';
        if (!escape) {
            str_addc(out, text[i]);
        }
    }
}

const char *formulas_text(struct arena *arena, const char *text, enum formulas page)
{
    if (page == FORMULAS_AS_WRITTEN || strpbrk(text, "$`") == NULL) {
        return text;
    }
    struct str out;
    str_init(&out);
    const char *end = text + strlen(text);
    struct formulas_piece piece;
    for (const char *at = text; next_piece(&at, end, &piece);) {
        struct tex_reading reading = {.tree = NULL};
        if (piece.signs > 0 && !piece.money) {
            reading = tex_read(arena, piece.text, piece.size);
        }
        if (reading.tree != NULL) {
            tex_line(reading.tree, page == FORMULAS_ASCII, &out);
        } else if (piece.money) {
            str_addn(&out, piece.text - piece.signs, piece.size + 2 * piece.signs);
        } else if (piece.signs > 0) {
            str_addn(&out, piece.text, piece.size);
        } else {
            add_plain(&out, piece.text, piece.size);
        }
    }
    const char *shown = arena_strndup(arena, out.data, out.len);
    str_release(&out);
    return shown;
}

static void read_formulas(void *context, const char **text, struct where near)
{
    struct lesson *lesson = context;
    (void)near;
    *text = formulas_text(&lesson->arena, *text, lesson->formulas);
}

void lesson_read_formulas(struct lesson *lesson, enum formulas page)
{
    lesson->formulas = page;
    texts_visit_short(lesson, read_formulas, lesson);
}

/* ---- What is wrong with them ----------------------------------------------------------------- */

static void warn(struct diag *diag, struct where where, const struct tex_problem *problem)
{
    const char *what = problem->what;
    switch (problem->fault) {
    case TEX_UNKNOWN:
        diag_warn(diag, where, _("'\\%.40s' is not read: the formula is shown as TeX"), what);
        break;
    case TEX_NO_GRID:
        diag_warn(diag, where, _("no matrix is called '%.40s': the formula is shown as TeX"), what);
        break;
    case TEX_UNCLOSED:
        diag_warn(diag, where, _("'%s' is never closed: the formula is shown as TeX"), what);
        break;
    case TEX_STRAY:
        diag_warn(diag, where, _("'%s' closes nothing: the formula is shown as TeX"), what);
        break;
    case TEX_MISSING:
        diag_warn(diag, where,
            _("nothing that '%s' could take follows it: the formula is shown as TeX"), what);
        break;
    case TEX_TWICE:
        diag_warn(
            diag, where, _("a second '%s' at the same sign: the formula is shown as TeX"), what);
        break;
    case TEX_NO_CELL:
        diag_warn(diag, where, _("'%s' is outside of a matrix: the formula is shown as TeX"), what);
        break;
    case TEX_RESERVED:
        diag_warn(
            diag, where, _("'%s' means something else in TeX: the formula is shown as TeX"), what);
        break;
    case TEX_DEEP:
        diag_warn(diag, where,
            _("more than %d groups lie in each other: the formula is shown as TeX"),
            TEX_MOST_DEPTH);
        break;
    case TEX_LONG:
        diag_warn(diag, where, _("the formula is longer than %d bytes: it is shown as TeX"),
            TEX_MOST_BYTES);
        break;
    }
}

static void hint(struct diag *diag, const struct tex_problem *problem)
{
    bool unknown = problem->fault == TEX_UNKNOWN || problem->fault == TEX_NO_GRID;
    bool kept = diag->errors + diag->warnings <= DIAG_KEEP; /* or nobody reads the hint */
    const char *near = kept ? tex_near(problem) : NULL;
    if (near != NULL && problem->fault == TEX_UNKNOWN) {
        diag_hint(diag, _("did you mean '\\%s'?"), near);
    } else if (near != NULL) {
        diag_hint(diag, _("did you mean '%s'?"), near);
    } else if (unknown) {
        diag_hint(diag, _("what is read: lessons/README.md, \"Mathematics\""));
    } else if (problem->fault == TEX_TWICE) {
        diag_hint(diag, _("braces say what belongs to what: x^{2^n}, x_{i,j}"));
    } else if (problem->fault == TEX_RESERVED && strchr("%#$", problem->what[0]) != NULL) {
        diag_hint(diag, _("write '\\%s'"), problem->what);
    }
}

void formulas_tell(const struct tex_problem *problem, struct where where, struct diag *diag)
{
    bool unknown = problem->fault == TEX_UNKNOWN || problem->fault == TEX_NO_GRID;
    bool size = problem->fault == TEX_DEEP || problem->fault == TEX_LONG;
    warn(diag, where, problem);
    diag_id(diag, unknown ? "math-unknown" : size ? "math-size" : "math-syntax");
    hint(diag, problem);
}

bool formulas_is_loose(const char *text, size_t size, size_t at)
{
    size_t next = at + 1 + (at + 1 < size && text[at + 1] == '-' ? 1 : 0);
    char before = ' ';
    char after = ' ';
    if (at > 0) {
        before = text[at - 1];
    }
    if (next < size) {
        after = text[next];
    }
    bool opens = is_letter(after) || strchr("\\{(", after) != NULL;
    bool closes = is_lower(before) || strchr("})", before) != NULL;
    return (opens && !is_letter(before)) || (closes && !is_digit(after));
}

void formulas_tell_loose(struct where where, struct diag *diag)
{
    diag_warn(diag, where, _("this '$' has no other: what stands here is no formula"));
    diag_id(diag, "math-unclosed");
    diag_hint(diag, _("a formula stands between two, $x_i$; a dollar is written '\\$'"));
}

struct check {
    struct lesson *lesson;
    struct diag *diag;
};

static void check_dollar(
    const struct check *check, const char *text, const char *at, struct where near)
{
    struct where where;
    if (formulas_is_loose(text, strlen(text), (size_t)(at - text)) &&
        texts_find(check->lesson, text, (size_t)(at - text), 1, near, &where)) {
        formulas_tell_loose(where, check->diag);
    }
}

static void check_formulas(void *context, const char **text, struct where near)
{
    const struct check *check = context;
    struct formulas_piece piece;
    struct where where;
    for (const char *at = *text; next_piece(&at, *text + strlen(*text), &piece);) {
        struct tex_reading reading = {.problem_count = 0};
        if (piece.signs > 0 && !piece.money) {
            reading = tex_read(&check->lesson->arena, piece.text, piece.size);
        }
        for (size_t i = 0; i < reading.problem_count; i++) {
            const struct tex_problem *problem = &reading.problems[i];
            if (texts_find(check->lesson, *text, (size_t)(piece.text + problem->at - *text), 1,
                    near, &where)) {
                formulas_tell(problem, where, check->diag);
            }
        }
        const char *end = piece.text + piece.size + piece.signs;
        const char *loose = next_dollar(piece.text - piece.signs, end);
        while (loose != NULL && (piece.signs == 0 || piece.money)) {
            check_dollar(check, *text, loose, near);
            loose = next_dollar(loose + dollars(loose, end), end);
        }
    }
}

void lesson_check_formulas(struct lesson *lesson, struct diag *diag)
{
    struct check check = {lesson, diag};
    texts_visit_short(lesson, check_formulas, &check);
}

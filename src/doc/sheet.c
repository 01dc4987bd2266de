#include "sheet.h"

#include "elementary.h"
#include "i18n.h"
#include "pick.h"

#include <math.h>
#include <string.h>

enum { MOST_BLANKS = 999 };

/* What the gate of a worksheet knows. In the document's arena. */
struct sheet {
    const struct doc *doc;
    size_t first; /* the stage from which on numbers are left out */
};

static bool is_left_out(const struct sheet *sheet, size_t stage)
{
    return stage >= sheet->first && trace_recipe(sheet->doc->trace)->stages[stage].op != NULL;
}

static bool hides(const void *gate, struct trace *trace, size_t stage, size_t row, size_t col)
{
    (void)trace;
    (void)row;
    (void)col;
    return is_left_out(gate, stage);
}

static bool is_cell(const struct doc_question *question, size_t stage, size_t row, size_t col)
{
    const struct question_cell *cell = &question->cell;
    bool number = question->ask == NULL || question->ask->kind == ANSWER_CELL;
    return number && question->has_cell && cell->stage == stage && cell->row == row &&
           cell->col == col;
}

static size_t number_in(const struct doc_question *list, size_t stage, size_t row, size_t col)
{
    for (const struct doc_question *q = list; q != NULL; q = q->next) {
        if (is_cell(q, stage, row, col)) {
            return q->number;
        }
    }
    return 0;
}

static size_t blank(const void *gate, struct trace *trace, size_t stage, size_t row, size_t col)
{
    const struct sheet *sheet = gate;
    (void)trace;
    size_t number = number_in(sheet->doc->questions, stage, row, col);
    return number > 0 ? number : number_in(sheet->doc->blanks, stage, row, col);
}

/* The first stage of the step in which the first question is asked. */
static size_t first_asked(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    const struct doc_question *first = doc_questions(doc);
    for (size_t i = 0; first != NULL && i < recipe->count; i++) {
        if (doc_asks_before(doc, first, i) ||
            doc_asks_in_group(doc, first, recipe->stages[i].group)) {
            return i;
        }
    }
    return recipe->count;
}

/* Is it computed, and do readers see it? */
static bool is_computed_for_readers(const struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    return !stage->hidden && stage->op != NULL && trace_reads(doc->trace, index);
}

/* The first of the last fifths of those stages. */
static size_t first_faded(const struct doc *doc, size_t fifths)
{
    size_t end = trace_recipe(doc->trace)->count;
    size_t count = 0;
    for (size_t i = 0; i < end; i++) {
        count += is_computed_for_readers(doc, i) ? 1 : 0;
    }
    size_t first = end;
    for (size_t left = (count * fifths + SHEET_FIFTHS - 1) / SHEET_FIFTHS; left > 0 && first > 0;) {
        left -= is_computed_for_readers(doc, --first) ? 1 : 0;
    }
    return first;
}

size_t sheet_first(struct doc *doc, size_t fifths)
{
    return fifths > 0 ? first_faded(doc, fifths) : first_asked(doc);
}

uint64_t sheet_tables(const struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    uint64_t tables = 0;
    for (size_t i = 0; i < recipe->count; i++) {
        bool shown = !recipe->stages[i].hidden && trace_reads(doc->trace, i) && doc_shows(doc, i);
        tables |= shown ? UINT64_C(1) << i : 0;
    }
    return tables;
}

static void add_blank(struct doc *doc, struct doc_question **last, const struct question_cell *cell)
{
    struct doc_question *blank = doc_question_of_cell(doc, cell);
    blank->number = (*last == NULL ? doc->question_count : (*last)->number) + 1;
    *(*last == NULL ? &doc->blanks : &(*last)->next) = blank;
    *last = blank;
}

static void number_stage(struct doc *doc, size_t index, struct doc_question **last)
{
    const struct doc_pick rows = pick_rows(doc, index);
    const struct doc_pick cols = pick_cols(doc, index);
    for (size_t r = 0; r < rows.count; r++) {
        for (size_t c = 0; c < cols.count; c++) {
            const struct question_cell cell = {index, pick_at(&rows, r), pick_at(&cols, c)};
            bool asked = number_in(doc->questions, index, cell.row, cell.col) > 0;
            if (!asked && (*last == NULL || (*last)->number < MOST_BLANKS)) {
                add_blank(doc, last, &cell);
            }
        }
    }
}

void sheet_open(struct doc *doc)
{
    const struct recipe *recipe = trace_recipe(doc->trace);
    uint64_t tables = sheet_tables(doc);
    struct sheet *sheet = arena_alloc(&doc->arena, 1, sizeof *sheet);
    *sheet = (struct sheet){doc, sheet_first(doc, doc->options->fade)};
    struct doc_question *last = NULL;
    if (doc->options->fade > 0) {
        doc_keep_questions(doc, sheet->first);
    }
    for (size_t i = sheet->first; i < recipe->count; i++) {
        if (recipe->stages[i].op != NULL && (tables >> i & 1) != 0) {
            number_stage(doc, i, &last);
        }
    }
    doc_judge(doc, doc->blanks);
    if (doc->options->sheet == SHEET_WORK) {
        doc->sight.hides = hides;
        doc->sight.blank = blank;
        doc->sight.gate = sheet;
    }
}

const char *sheet_title(struct doc *doc)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    return sheet_named(
        doc->options->sheet, doc_title(lesson->number, lesson->title, &doc->arena), &doc->arena);
}

const char *sheet_named(enum doc_sheet sheet, const char *title, struct arena *arena)
{
    return sheet == SHEET_KEY ? arena_printf(arena, _("Key: %s"), title) : title;
}

/* ---- Tolerances ------------------------------------------------------------------------------ */

static bool asks_number(const struct doc_question *question)
{
    return question->has_cell && (question->ask == NULL || question->ask->kind == ANSWER_CELL);
}

/* The next in the order of numbers: the questions, then the blanks. */
static const struct doc_question *next_of(
    const struct doc *doc, const struct doc_question *question)
{
    const struct doc_question *next = question != NULL ? question->next : doc->questions;
    bool turns = next == NULL && (question == NULL || question->ask != NULL);
    return turns ? doc->blanks : next;
}

/* The smallest tolerance of the sheet's answers that is larger than this; infinite: there is none.
 */
static double least_above(const struct doc *doc, double tolerance)
{
    double least = INFINITY;
    for (const struct doc_question *q = next_of(doc, NULL); q != NULL; q = next_of(doc, q)) {
        bool above = asks_number(q) && q->tolerance > tolerance;
        least = above && q->tolerance < least ? q->tolerance : least;
    }
    return least;
}

/* Is it in the list of that tolerance; or, with 0, of those to which digits must be carried? */
static bool is_listed(const struct doc_question *question, double tolerance)
{
    return question != NULL && asks_number(question) &&
           (tolerance > 0 ? question->tolerance == tolerance : question->carry);
}

/* "(3), (7)–(9)"; in the document's arena. */
static const char *listed(struct doc *doc, double tolerance)
{
    struct str list;
    str_init(&list);
    const struct doc_question *q = next_of(doc, NULL);
    while (q != NULL) {
        const struct doc_question *first = q;
        const struct doc_question *last = NULL;
        for (; is_listed(q, tolerance); q = next_of(doc, q)) {
            last = q;
        }
        if (last == NULL) {
            q = next_of(doc, q);
            continue;
        }
        str_add(&list, list.len > 0 ? _(", ") : "");
        str_addf(&list, "(%zu)", first->number);
        if (last != first) {
            str_add(&list, last->number > first->number + 1 ? "–" : _(", "));
            str_addf(&list, "(%zu)", last->number);
        }
    }
    const char *copy = arena_strndup(&doc->arena, list.data, list.len);
    str_release(&list);
    return copy;
}

const char *sheet_instructions(struct doc *doc)
{
    char unit[NUM_SIZE];
    double usual = elementary_pow(10, -doc->decimals);
    const char *const words[] = {num_shortest(unit, usual, DTYPE_FLOAT64)};
    struct str text;
    str_init(&text);
    str_add(&text,
        arena_fill(&doc->arena,
            _("A number in parentheses is a blank: write what belongs there beside that number. "
              "Calculate "
              "with two digits more than you write down; an answer is right within %s."),
            words, 1));
    double told = least_above(doc, 0);
    while (isfinite(told)) {
        if (fabs(told - usual) > usual / 2) {
            const char *const within[] = {
                num_shortest(unit, told, DTYPE_FLOAT64), listed(doc, told)};
            str_addc(&text, ' ');
            str_add(&text, arena_fill(&doc->arena, _("Within %s: %s."), within, 2));
        }
        told = least_above(doc, told);
    }
    const char *const carried[] = {listed(doc, 0)};
    if (*carried[0] != '\0') {
        str_addc(&text, ' ');
        str_add(
            &text, arena_fill(&doc->arena,
                       _("Carry all digits of what you compute on the way to %s."), carried, 1));
    }
    const char *copy = arena_strndup(&doc->arena, text.data, text.len);
    str_release(&text);
    return copy;
}

const char *sheet_tolerance(struct doc *doc, const struct doc_question *question)
{
    char number[NUM_SIZE];
    const char *off = num_shortest(number, question->tolerance, DTYPE_FLOAT64);
    return asks_number(question) ? arena_fill(&doc->arena, _(", ± %s"), &off, 1) : "";
}

const struct doc_question *sheet_blanks(const struct doc *doc)
{
    return doc->blanks;
}

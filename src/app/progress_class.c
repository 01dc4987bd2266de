/* --progress for people: a class. */
#include "i18n.h"
#include "progress_forms.h"
#include "utf8.h"
#include "wrap.h"

enum { MOST_COLUMN = 20, GAP = 2, CELL = 4 };

/* What all lines of a table begin with. */
struct layout {
    const struct gradebook *book;
    const struct progress_page *page;
    size_t names; /* columns for the students' names */
};

static struct layout layout_of(const struct gradebook *book, const struct progress_page *page)
{
    struct layout layout = {book, page, 0};
    struct str name;
    str_init(&name);
    for (size_t i = 0; i < book->student_count; i++) {
        str_clear(&name);
        progress_add_name(page, book->students[i].name, &name);
        size_t width = utf8_width(name.data);
        layout.names = width > layout.names ? width : layout.names;
    }
    str_release(&name);
    layout.names = layout.names < page->width / 2 ? layout.names : page->width / 2;
    return layout;
}

/* A student's name; NULL: the blanks above it. */
static void add_student(
    const struct layout *layout, const struct gradebook_student *student, struct str *line)
{
    struct str name;
    str_init(&name);
    if (student != NULL) {
        progress_add_name(layout->page, student->name, &name);
    }
    utf8_add_field(line, name.data, layout->names, false, layout->page->ascii);
    str_release(&name);
}

static void add_column(
    const struct layout *layout, const char *text, size_t width, struct str *line)
{
    str_fill(line, GAP, ' ');
    utf8_add_field(line, text, width, false, layout->page->ascii);
}

/* The line without the blanks that it ends with; it is empty then. */
static void add_trimmed(struct str *line, struct str *out)
{
    size_t size = line->len;
    while (size > 0 && line->data[size - 1] == ' ') {
        size--;
    }
    str_addn(out, line->data, size);
    str_addc(out, '\n');
    str_clear(line);
}

/* ---- Lessons side by side -------------------------------------------------------------------- */

/* "2/3 (1) *"; "-": the lesson was never opened. */
static void add_score(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry, struct str *out)
{
    if (entry == NULL) {
        str_addc(out, '-');
        return;
    }
    const struct gradebook_score score = gradebook_score(lesson, entry);
    str_addf(
        out, "%zu/%zu (%zu)%s", score.solved, score.asked, score.first, entry->done ? "" : " *");
}

/* "5 (2)", of all lessons. */
static void add_sum(
    const struct gradebook *book, const struct gradebook_student *student, struct str *out)
{
    size_t solved = 0;
    size_t first = 0;
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct progress_entry *entry = gradebook_entry(student, i);
        if (entry != NULL) {
            const struct gradebook_score score = gradebook_score(&book->lessons[i], entry);
            solved += score.solved;
            first += score.first;
        }
    }
    str_addf(out, "%zu (%zu)", solved, first);
}

/* The text at that place of the table, without a student that of its head. Column 0 is the sum, the
 * others are lessons. */
static void add_text(const struct layout *layout, const struct gradebook_student *student,
    size_t column, struct str *out)
{
    const struct gradebook_lesson *lesson = column > 0 ? &layout->book->lessons[column - 1] : NULL;
    if (lesson == NULL && student == NULL) {
        str_add(out, _("in all"));
    } else if (lesson == NULL) {
        add_sum(layout->book, student, out);
    } else if (student == NULL) {
        progress_add_lesson(layout->page, lesson, out);
    } else {
        add_score(lesson, gradebook_entry(student, column - 1), out);
    }
}

static bool has_column(const struct gradebook *book, size_t column)
{
    return column == 0 || book->lessons[column - 1].opened > 0;
}

/* Of the widest of its texts, within limits. */
static size_t column_width(const struct layout *layout, size_t column)
{
    struct str text;
    str_init(&text);
    add_text(layout, NULL, column, &text);
    size_t width = utf8_width(text.data);
    for (size_t i = 0; i < layout->book->student_count; i++) {
        str_clear(&text);
        add_text(layout, &layout->book->students[i], column, &text);
        width = text.len > width ? text.len : width; /* digits and signs */
    }
    str_release(&text);
    return width < MOST_COLUMN ? width : MOST_COLUMN;
}

/* The columns from `at` on that fit side by side: where the next ones begin. */
static size_t columns_end(const struct layout *layout, const size_t *widths, size_t at)
{
    size_t used = layout->names;
    size_t shown = 0;
    for (; at <= layout->book->lesson_count; at++) {
        if (has_column(layout->book, at)) {
            used += GAP + widths[at];
            if (used > layout->page->width && shown > 0) {
                break;
            }
            shown++;
        }
    }
    return at;
}

/* A line of the table from `first` to `end`; without a student its head. */
static void add_line(const struct layout *layout, const size_t *widths,
    const struct gradebook_student *student, size_t first, size_t end, struct str *out)
{
    struct str line;
    struct str text;
    str_init(&line);
    str_init(&text);
    add_student(layout, student, &line);
    for (size_t column = first; column < end; column++) {
        if (has_column(layout->book, column)) {
            str_clear(&text);
            add_text(layout, student, column, &text);
            add_column(layout, text.data, widths[column], &line);
        }
    }
    add_trimmed(&line, out);
    str_release(&text);
    str_release(&line);
}

static bool has_columns(const struct gradebook *book, size_t first, size_t end)
{
    while (first < end && !has_column(book, first)) {
        first++;
    }
    return first < end;
}

static void add_table(const struct layout *layout, struct str *out)
{
    const struct gradebook *book = layout->book;
    struct arena arena;
    arena_init(&arena);
    size_t *widths = arena_alloc(&arena, book->lesson_count + 1, sizeof *widths);
    for (size_t column = 0; column <= book->lesson_count; column++) {
        widths[column] = has_column(book, column) ? column_width(layout, column) : 0;
    }
    for (size_t at = 0, end = 0; at <= book->lesson_count; at = end) {
        end = columns_end(layout, widths, at);
        if (!has_columns(book, at, end)) {
            continue;
        }
        str_addc(out, '\n');
        add_line(layout, widths, NULL, at, end, out);
        for (size_t i = 0; i < book->student_count; i++) {
            add_line(layout, widths, &book->students[i], at, end, out);
        }
    }
    arena_release(&arena);
}

/* ---- The questions of one lesson ------------------------------------------------------------- */

/* One sign, and an h behind it: as the legend has them. */
static void add_sign(const struct progress_answer *answer, struct str *out)
{
    if (answer->first) {
        str_addc(out, '+');
    } else if (answer->solved && answer->revealed) {
        str_addc(out, 'S');
    } else if (answer->solved) {
        str_addf(out, "%zu", answer->tries < 9 ? answer->tries : 9);
    } else {
        str_add(out, answer->revealed ? "s" : answer->tries > 0 ? "x" : ".");
    }
    str_add(out, answer->hints > 0 ? "h" : "");
}

/* The questions from `first` to `end`; without a student their numbers. */
static void add_signs(const struct layout *layout, size_t at,
    const struct gradebook_student *student, size_t first, size_t end, struct str *out)
{
    const struct gradebook_lesson *lesson = &layout->book->lessons[at];
    const struct progress_entry *entry = student != NULL ? gradebook_entry(student, at) : NULL;
    struct str line;
    struct str text;
    str_init(&line);
    str_init(&text);
    add_student(layout, student, &line);
    for (size_t k = first; k < end; k++) {
        str_clear(&text);
        if (student == NULL) {
            str_addf(&text, "%zu", lesson->questions[k].number);
        } else {
            const struct progress_answer answer = gradebook_answer(lesson, entry, k);
            add_sign(&answer, &text);
        }
        add_column(layout, text.data, CELL - GAP, &line);
    }
    add_trimmed(&line, out);
    str_release(&text);
    str_release(&line);
}

static void add_matrix(const struct layout *layout, size_t at, struct str *out)
{
    const struct gradebook_lesson *lesson = &layout->book->lessons[at];
    size_t room = layout->page->width - layout->names;
    size_t most = room / CELL > 0 ? room / CELL : 1;
    for (size_t first = 0; first < lesson->question_count; first += most) {
        size_t left = lesson->question_count - first;
        size_t end = first + (left < most ? left : most);
        add_signs(layout, at, NULL, first, end, out);
        for (size_t i = 0; i < layout->book->student_count; i++) {
            if (gradebook_entry(&layout->book->students[i], at) != NULL) {
                add_signs(layout, at, &layout->book->students[i], first, end, out);
            }
        }
    }
}

/* Who is missing in the matrix. */
static void add_missing(const struct layout *layout, size_t at, struct str *out)
{
    const struct gradebook *book = layout->book;
    struct str names;
    str_init(&names);
    for (size_t i = 0; i < book->student_count; i++) {
        if (gradebook_entry(&book->students[i], at) == NULL) {
            str_add(&names, names.len > 0 ? _(", ") : "");
            progress_add_name(layout->page, book->students[i].name, &names);
        }
    }
    if (names.len > 0) {
        const char *words[] = {names.data};
        struct arena arena;
        arena_init(&arena);
        wrap_text(out, arena_fill(&arena, _("Not opened by: %s"), words, 1), layout->page->width,
            "", "  ");
        arena_release(&arena);
    }
    str_release(&names);
}

/* The question's text behind what was said of it, wrapped under itself. */
static void add_question(const struct layout *layout, size_t lesson, size_t k, struct str *out)
{
    const struct gradebook_question *question = &layout->book->lessons[lesson].questions[k];
    const struct gradebook_score score = gradebook_of_question(layout->book, lesson, k);
    str_addf(out, "  %zu. ", question->number);
    str_addf(out, _("%zu of %zu solved it, %zu at the first try; shown to %zu"), score.solved,
        score.asked, score.first, score.revealed);
    str_addc(out, '\n');
    if (question->ask != NULL) {
        struct str text;
        str_init(&text);
        progress_add_name(layout->page, question->ask, &text);
        wrap_text(out, text.data, layout->page->width, "     ", "     ");
        str_release(&text);
    }
}

static void add_lesson(const struct layout *layout, size_t at, struct str *out)
{
    const struct gradebook *book = layout->book;
    const struct gradebook_lesson *lesson = &book->lessons[at];
    size_t unnamed = 0;
    for (size_t i = 0; i < book->student_count; i++) {
        const struct progress_entry *entry = gradebook_entry(&book->students[i], at);
        unnamed += entry == NULL ? 0 : gradebook_score(lesson, entry).unnamed;
    }
    str_addc(out, '\n');
    progress_add_lesson(layout->page, lesson, out);
    str_addc(out, '\n');
    if (lesson->path == NULL) {
        wrap_text(out, _("(not at hand: --lessons DIR with its folder tells the questions)"),
            layout->page->width, "", "");
    }
    add_matrix(layout, at, out);
    add_missing(layout, at, out);
    for (size_t k = 0; k < lesson->question_count; k++) {
        add_question(layout, at, k, out);
    }
    progress_add_unnamed(unnamed, out);
}

void progress_text_class(
    const struct gradebook *book, const struct progress_page *page, struct str *out)
{
    const struct layout layout = layout_of(book, page);
    str_addf(out, i18n_plural("%zu student\n", "%zu students\n", book->student_count),
        book->student_count);
    wrap_text(out,
        _("Of each lesson: questions solved / asked, and in brackets how many of these at the "
          "first "
          "try. * is a lesson that was begun, and not finished; - one that was not opened."),
        page->width, "", "");
    add_table(&layout, out);
    str_addc(out, '\n');
    wrap_text(out,
        _("Of each question: + solved at the first try; 2 to 9 the try that solved it (9: or a "
          "later "
          "one); x tried, and not solved; s the answer was shown; S solved after that; . nothing "
          "yet. h: with a hint."),
        page->width, "", "");
    for (size_t i = 0; i < book->lesson_count; i++) {
        if (book->lessons[i].opened > 0 && book->lessons[i].question_count > 0) {
            add_lesson(&layout, i, out);
        }
    }
}

/* --progress for people. */
#include "bookmark.h"
#include "i18n.h"
#include "progress_forms.h"
#include "utf8.h"
#include "wrap.h"

enum { MOST_NAME = 24, MOST_COLUMN = 20 };

/* A text from a file that somebody else wrote, on one line and in the page's alphabet. */
static void add_name(const struct progress_page *page, const char *text, struct str *out)
{
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, text);
    utf8_add_page(out, safe.data, page->ascii);
    str_release(&safe);
}

/* "4 sparse-labels" */
static void add_lesson(
    const struct progress_page *page, const struct gradebook_lesson *lesson, struct str *out)
{
    if (lesson->number > 0) {
        str_addf(out, "%d ", lesson->number);
    }
    add_name(page, lesson->id, out);
}

/* The line without the blanks that it ends with. */
static void add_trimmed(const struct str *line, struct str *out)
{
    size_t size = line->len;
    while (size > 0 && line->data[size - 1] == ' ') {
        size--;
    }
    str_addn(out, line->data, size);
    str_addc(out, '\n');
}

/* The question's text behind what was said of it, wrapped under itself. */
static void add_ask(
    const struct progress_page *page, const char *ask, size_t indent, struct str *out)
{
    struct str text;
    struct str blank;
    str_init(&text);
    str_init(&blank);
    add_name(page, ask == NULL ? "" : ask, &text);
    str_fill(&blank, indent, ' ');
    wrap_text(out, text.data, page->width, blank.data, blank.data);
    str_release(&text);
    str_release(&blank);
}

/* ---- One student ----------------------------------------------------------------------------- */

/* "2. solved, 3 tries, 1 hint" */
static void add_answer(size_t number, const struct progress_answer *answer, struct str *out)
{
    str_addf(out, "     %zu. %s", number,
        answer->first      ? _("solved at the first try")
        : answer->solved   ? _("solved")
        : answer->revealed ? _("the answer was shown")
                           : _("not solved"));
    if (answer->solved && answer->revealed) {
        str_add(out, _(", after the answer was shown"));
    }
    if (answer->tries > 0 && !answer->first) {
        str_addf(out, i18n_plural(", %zu try", ", %zu tries", answer->tries), answer->tries);
    }
    if (answer->hints > 0) {
        str_addf(out, i18n_plural(", %zu hint", ", %zu hints", answer->hints), answer->hints);
    }
    str_addc(out, '\n');
}

static void add_unnamed(size_t unnamed, struct str *out)
{
    if (unnamed > 0) {
        str_addf(out,
            i18n_plural("     %zu more solved in a losswalk that did not note which\n",
                "     %zu more solved in a losswalk that did not note which\n", unnamed),
            unnamed);
    }
}

void progress_text_student(
    const struct gradebook *book, const struct progress_page *page, struct str *out)
{
    const struct gradebook_student *student = &book->students[0];
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        const struct progress_entry *entry = gradebook_entry(student, i);
        if (entry == NULL) {
            continue;
        }
        add_lesson(page, lesson, out);
        str_add(out, ": ");
        bookmark_state(student->progress, &entry->lesson, false, out);
        const struct gradebook_score score = gradebook_score(lesson, entry);
        if (score.asked > 0) {
            str_add(out, _(", "));
            str_addf(out, _("%zu/%zu solved"), score.solved, score.asked);
        }
        str_addc(out, '\n');
        for (size_t k = 0; k < lesson->question_count; k++) {
            const struct progress_answer answer = gradebook_answer(lesson, entry, k);
            add_answer(lesson->questions[k].number, &answer, out);
        }
        add_unnamed(score.unnamed, out);
    }
    if (out->len == 0) {
        str_add(out, _("No lesson was opened yet.\n"));
    }
}

/* ---- A class --------------------------------------------------------------------------------- */

/* "2/3 (1)"; "-": the lesson was never opened. */
static void add_score(
    const struct gradebook_lesson *lesson, const struct progress_entry *entry, struct str *out)
{
    if (entry == NULL) {
        str_addc(out, '-');
        return;
    }
    const struct gradebook_score score = gradebook_score(lesson, entry);
    str_addf(out, "%zu/%zu (%zu)", score.solved, score.asked, score.first);
}

/* The width of a lesson's column: its name's, within limits. */
static size_t column_width(const struct progress_page *page, const struct gradebook_lesson *lesson)
{
    struct str name;
    str_init(&name);
    add_lesson(page, lesson, &name);
    size_t width = utf8_width(name.data);
    str_release(&name);
    enum { LEAST = 7 }; /* 2/3 (1) */
    return width < LEAST ? LEAST : width > MOST_COLUMN ? MOST_COLUMN : width;
}

/* The lessons from `at` on that fit side by side: where the next ones begin. */
static size_t columns_end(
    const struct gradebook *book, const struct progress_page *page, size_t at, size_t used)
{
    size_t shown = 0;
    for (; at < book->lesson_count; at++) {
        if (book->lessons[at].opened > 0) {
            used += 2 + column_width(page, &book->lessons[at]);
            if (used > page->width && shown > 0) {
                break;
            }
            shown++;
        }
    }
    return at;
}

static bool has_columns(const struct gradebook *book, size_t first, size_t end)
{
    while (first < end && book->lessons[first].opened == 0) {
        first++;
    }
    return first < end;
}

/* A line of the table: that of a student, or, with none, that of the lessons' names. */
static void add_line(const struct gradebook *book, const struct progress_page *page,
    const struct gradebook_student *student, size_t first, size_t end, struct str *out)
{
    for (size_t i = first; i < end; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        if (lesson->opened == 0) {
            continue;
        }
        struct str text;
        str_init(&text);
        if (student == NULL) {
            add_lesson(page, lesson, &text);
        } else {
            add_score(lesson, gradebook_entry(student, i), &text);
        }
        str_add(out, "  ");
        utf8_add_field(out, text.data, column_width(page, lesson), false, page->ascii);
        str_release(&text);
    }
}

/* The table's lines from `first` to `end` of the lessons; their names stand above them. */
static void add_block(const struct gradebook *book, const struct progress_page *page,
    size_t name_width, size_t first, size_t end, struct str *out)
{
    struct str line;
    struct str name;
    str_init(&line);
    str_init(&name);
    str_fill(&line, name_width, ' ');
    add_line(book, page, NULL, first, end, &line);
    add_trimmed(&line, out);
    for (size_t i = 0; i < book->student_count; i++) {
        str_clear(&line);
        str_clear(&name);
        add_name(page, book->students[i].name, &name);
        utf8_add_field(&line, name.data, name_width, false, page->ascii);
        add_line(book, page, &book->students[i], first, end, &line);
        add_trimmed(&line, out);
    }
    str_release(&name);
    str_release(&line);
}

static void add_table(
    const struct gradebook *book, const struct progress_page *page, struct str *out)
{
    size_t most = 0;
    struct str name;
    str_init(&name);
    for (size_t i = 0; i < book->student_count; i++) {
        str_clear(&name);
        add_name(page, book->students[i].name, &name);
        size_t width = utf8_width(name.data);
        most = width > most ? width : most;
    }
    str_release(&name);
    most = most < MOST_NAME ? most : MOST_NAME;
    for (size_t at = 0, end = 0; at < book->lesson_count; at = end) {
        end = columns_end(book, page, at, most);
        if (has_columns(book, at, end)) {
            str_addc(out, '\n');
            add_block(book, page, most, at, end, out);
        }
    }
}

static void add_question(const struct gradebook *book, const struct progress_page *page,
    size_t lesson, size_t k, struct str *out)
{
    const struct gradebook_question *question = &book->lessons[lesson].questions[k];
    const struct gradebook_score score = gradebook_of_question(book, lesson, k);
    str_addf(out, "  %zu. ", question->number);
    str_addf(out, _("%zu of %zu solved it, %zu at the first try; shown to %zu"), score.solved,
        score.asked, score.first, score.revealed);
    str_addc(out, '\n');
    add_ask(page, question->ask, 5, out);
}

void progress_text_class(
    const struct gradebook *book, const struct progress_page *page, struct str *out)
{
    str_addf(out, i18n_plural("%zu student\n", "%zu students\n", book->student_count),
        book->student_count);
    wrap_text(out,
        _("Of each lesson: questions solved / asked, and in brackets how many of these at the "
          "first "
          "try. - is a lesson that was not opened."),
        page->width, "", "");
    add_table(book, page, out);
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        if (lesson->opened == 0 || lesson->question_count == 0) {
            continue;
        }
        size_t unnamed = 0;
        for (size_t k = 0; k < book->student_count; k++) {
            const struct progress_entry *entry = gradebook_entry(&book->students[k], i);
            unnamed += entry == NULL ? 0 : gradebook_score(lesson, entry).unnamed;
        }
        str_addc(out, '\n');
        add_lesson(page, lesson, out);
        str_addc(out, '\n');
        for (size_t k = 0; k < lesson->question_count; k++) {
            add_question(book, page, i, k, out);
        }
        add_unnamed(unnamed, out);
    }
}

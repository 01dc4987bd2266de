/* --progress for programs: CSV and JSON. */
#include "field.h"
#include "json.h"
#include "progress_forms.h"

#include <string.h>

static const char *state_of(const struct progress_entry *entry)
{
    return entry == NULL ? "new" : entry->done ? "done" : "begun";
}

static const char *json_bool(bool value)
{
    return value ? "true" : "false";
}

/* ---- One student ----------------------------------------------------------------------------- */

/* A row: one question of a lesson; question 0: the lesson has none. */
struct row {
    const struct gradebook_lesson *lesson;
    const char *state;
    size_t question;
    struct progress_answer answer;
};

static void csv_row(const struct row *row, bool ascii, struct str *out)
{
    if (row->lesson->number > 0) {
        str_addf(out, "%d", row->lesson->number);
    }
    str_addc(out, ',');
    field_add(out, row->lesson->id, ascii, false);
    str_addc(out, ',');
    field_add(out, row->lesson->title, ascii, false);
    str_addf(out, ",%s,", row->state);
    if (row->question > 0) {
        const struct progress_answer *a = &row->answer;
        str_addf(out, "%zu,%zu,%zu,%d,%d,%d\n", row->question, a->tries, a->hints, a->revealed,
            a->first, a->solved);
    } else {
        str_add(out, ",,,,,\n");
    }
}

static void json_row(const struct row *row, bool ascii, struct str *out)
{
    str_addf(out, "{\"number\": %d, \"lesson\": ", row->lesson->number);
    json_add_string(out, row->lesson->id, ascii);
    str_add(out, ", \"title\": ");
    json_add_string(out, row->lesson->title, ascii);
    str_addf(out, ", \"state\": \"%s\", \"question\": ", row->state);
    if (row->question > 0) {
        const struct progress_answer *a = &row->answer;
        str_addf(out,
            "%zu, \"tries\": %zu, \"hints\": %zu, \"revealed\": %s, \"first_try\": %s, "
            "\"solved\": %s}",
            row->question, a->tries, a->hints, json_bool(a->revealed), json_bool(a->first),
            json_bool(a->solved));
    } else {
        str_add(out, "null}");
    }
}

static void add_rows(const struct gradebook *book, bool json, bool ascii, struct str *out)
{
    const char *comma = "";
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        const struct progress_entry *entry = gradebook_entry(&book->students[0], i);
        struct row row = {.lesson = lesson, .state = state_of(entry)};
        size_t k = 0;
        do {
            if (k < lesson->question_count) {
                row.question = lesson->questions[k].number;
                row.answer = gradebook_answer(lesson, entry, k);
            }
            if (json) {
                str_add(out, comma);
                json_row(&row, ascii, out);
                comma = ",\n ";
            } else {
                csv_row(&row, ascii, out);
            }
        } while (++k < lesson->question_count);
    }
}

void progress_csv_student(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, "number,lesson,title,state,question,tries,hints,revealed,first_try,solved\n");
    add_rows(book, false, ascii, out);
}

void progress_json_student(const struct gradebook *book, bool ascii, struct str *out)
{
    str_addc(out, '[');
    add_rows(book, true, ascii, out);
    str_add(out, "]\n");
}

/* ---- A class --------------------------------------------------------------------------------- */

/* The name of a column: one field, so that the lesson's id cannot end it. */
static void column(
    const struct gradebook_lesson *lesson, const char *what, bool ascii, struct str *out)
{
    struct str name;
    str_init(&name);
    str_addf(&name, "%s %s", lesson->id, what);
    str_addc(out, ',');
    field_add(out, name.data, ascii, false);
    str_release(&name);
}

static void csv_questions(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, "\nlesson,question,opened,solved,first_try,revealed\n");
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct gradebook_lesson *lesson = &book->lessons[i];
        for (size_t k = 0; lesson->opened > 0 && k < lesson->question_count; k++) {
            const struct gradebook_score score = gradebook_of_question(book, i, k);
            field_add(out, lesson->id, ascii, false);
            str_addf(out, ",%zu,%zu,%zu,%zu,%zu\n", lesson->questions[k].number, score.asked,
                score.solved, score.first, score.revealed);
        }
    }
}

void progress_csv_class(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, "student");
    for (size_t i = 0; i < book->lesson_count; i++) {
        if (book->lessons[i].opened > 0) {
            column(&book->lessons[i], "solved", ascii, out);
            column(&book->lessons[i], "asked", ascii, out);
            column(&book->lessons[i], "first_try", ascii, out);
        }
    }
    str_addc(out, '\n');
    for (size_t k = 0; k < book->student_count; k++) {
        field_add(out, book->students[k].name, ascii, false);
        for (size_t i = 0; i < book->lesson_count; i++) {
            const struct progress_entry *entry = gradebook_entry(&book->students[k], i);
            if (entry != NULL) {
                const struct gradebook_score score = gradebook_score(&book->lessons[i], entry);
                str_addf(out, ",%zu,%zu,%zu", score.solved, score.asked, score.first);
            } else if (book->lessons[i].opened > 0) {
                str_add(out, ",,,");
            }
        }
        str_addc(out, '\n');
    }
    csv_questions(book, ascii, out);
}

static void json_student(const struct gradebook *book, const struct gradebook_student *student,
    bool ascii, struct str *out)
{
    const char *comma = "";
    str_add(out, "{\"student\": ");
    json_add_string(out, student->name, ascii);
    str_add(out, ", \"lessons\": [");
    for (size_t i = 0; i < book->lesson_count; i++) {
        const struct progress_entry *entry = gradebook_entry(student, i);
        if (entry == NULL) {
            continue;
        }
        const struct gradebook_score score = gradebook_score(&book->lessons[i], entry);
        str_addf(out, "%s{\"lesson\": ", comma);
        json_add_string(out, book->lessons[i].id, ascii);
        str_addf(out,
            ", \"state\": \"%s\", \"asked\": %zu, \"solved\": %zu, \"first_try\": %zu, "
            "\"revealed\": %zu}",
            state_of(entry), score.asked, score.solved, score.first, score.revealed);
        comma = ", ";
    }
    str_add(out, "]}");
}

static void json_question(
    const struct gradebook *book, size_t lesson, size_t question, bool ascii, struct str *out)
{
    const struct gradebook_lesson *of = &book->lessons[lesson];
    const struct gradebook_score score = gradebook_of_question(book, lesson, question);
    str_addf(out, "{\"number\": %d, \"lesson\": ", of->number);
    json_add_string(out, of->id, ascii);
    str_addf(out, ", \"question\": %zu, \"ask\": ", of->questions[question].number);
    json_add_string(out, of->questions[question].ask, ascii);
    str_addf(out, ", \"opened\": %zu, \"solved\": %zu, \"first_try\": %zu, \"revealed\": %zu}",
        score.asked, score.solved, score.first, score.revealed);
}

void progress_json_class(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, "{\"students\": [");
    for (size_t i = 0; i < book->student_count; i++) {
        str_add(out, i > 0 ? ",\n " : "");
        json_student(book, &book->students[i], ascii, out);
    }
    str_add(out, "],\n\"questions\": [");
    const char *comma = "";
    for (size_t i = 0; i < book->lesson_count; i++) {
        for (size_t k = 0; book->lessons[i].opened > 0 && k < book->lessons[i].question_count;
             k++) {
            str_add(out, comma);
            json_question(book, i, k, ascii, out);
            comma = ",\n ";
        }
    }
    str_add(out, "]}\n");
}

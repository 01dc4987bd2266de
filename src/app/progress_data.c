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

struct form {
    bool json, ascii;
};

/* ---- Rows ------------------------------------------------------------------------------------ */

/* One question of a lesson, of one student; question 0: the lesson has none. */
struct row {
    const char *student; /* NULL: there is but one, without a name */
    const struct gradebook_lesson *lesson;
    const char *state;
    size_t question;
    bool known; /* what became of it was noted */
    struct progress_answer answer;
};

static void csv_row(const struct row *row, bool ascii, struct str *out)
{
    if (row->student != NULL) {
        field_add(out, row->student, ascii, false);
        str_addc(out, ',');
    }
    if (row->lesson->number > 0) {
        str_addf(out, "%d", row->lesson->number);
    }
    str_addc(out, ',');
    field_add(out, row->lesson->id, ascii, false);
    str_addc(out, ',');
    field_add(out, row->lesson->title, ascii, false);
    str_addf(out, ",%s,", row->state);
    if (row->question > 0) {
        str_addf(out, "%zu", row->question);
    }
    const struct progress_answer *a = &row->answer;
    if (row->known) {
        str_addf(out, ",%zu,%zu,%d,%d,%d\n", a->tries, a->hints, a->revealed, a->first, a->solved);
    } else {
        str_add(out, ",,,,,\n");
    }
}

static void json_row(const struct row *row, bool ascii, struct str *out)
{
    str_addc(out, '{');
    if (row->student != NULL) {
        str_add(out, "\"student\": ");
        json_add_string(out, row->student, ascii);
        str_add(out, ", ");
    }
    str_addf(out, "\"number\": %d, \"lesson\": ", row->lesson->number);
    json_add_string(out, row->lesson->id, ascii);
    str_add(out, ", \"title\": ");
    json_add_string(out, row->lesson->title, ascii);
    str_addf(out, ", \"state\": \"%s\", \"question\": ", row->state);
    str_addf(out, row->question > 0 ? "%zu" : "null", row->question);
    const struct progress_answer *a = &row->answer;
    if (row->known) {
        str_addf(out,
            ", \"tries\": %zu, \"hints\": %zu, \"revealed\": %s, \"first_try\": %s, "
            "\"solved\": %s",
            a->tries, a->hints, json_bool(a->revealed), json_bool(a->first), json_bool(a->solved));
    }
    str_addc(out, '}');
}

/* The rows of one lesson of one student. */
static void add_lesson(
    struct row row, const struct progress_entry *entry, struct form form, struct str *out)
{
    const struct gradebook_lesson *lesson = row.lesson;
    size_t unnamed = entry == NULL ? 0 : gradebook_score(lesson, entry).unnamed;
    size_t k = 0;
    do {
        if (k < lesson->question_count) {
            row.question = lesson->questions[k].number;
            row.answer = gradebook_answer(lesson, entry, k);
            row.known = unnamed == 0 || row.answer.number > 0;
        }
        if (form.json) {
            str_add(out, out->data[out->len - 1] == '[' ? "" : ",\n ");
            json_row(&row, form.ascii, out);
        } else {
            csv_row(&row, form.ascii, out);
        }
    } while (++k < lesson->question_count);
}

static void add_rows(const struct gradebook *book, bool class, struct form form, struct str *out)
{
    for (size_t s = 0; s < book->student_count; s++) {
        const struct gradebook_student *student = &book->students[s];
        for (size_t i = 0; i < book->lesson_count; i++) {
            const struct progress_entry *entry = gradebook_entry(student, i);
            if (!class || book->lessons[i].opened > 0) {
                const struct row row = {.student = class ? student->name : NULL,
                    .lesson = &book->lessons[i],
                    .state = state_of(entry)};
                add_lesson(row, entry, form, out);
            }
        }
    }
}

#define COLUMNS "number,lesson,title,state,question,tries,hints,revealed,first_try,solved\n"

void progress_csv_student(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, COLUMNS);
    add_rows(book, false, (struct form){false, ascii}, out);
}

void progress_csv_class(const struct gradebook *book, bool ascii, struct str *out)
{
    str_add(out, "student," COLUMNS);
    add_rows(book, true, (struct form){false, ascii}, out);
}

void progress_json_student(const struct gradebook *book, bool ascii, struct str *out)
{
    str_addc(out, '[');
    add_rows(book, false, (struct form){true, ascii}, out);
    str_add(out, "]\n");
}

/* ---- Sums of a class ------------------------------------------------------------------------- */

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
    str_add(out, "],\n\"answers\": [");
    add_rows(book, true, (struct form){true, ascii}, out);
    str_add(out, "]}\n");
}

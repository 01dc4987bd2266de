/* The forms in which --progress says what is in a gradebook. All append; the gradebook is closed.
 * Private to this layer. */
#ifndef LOSSWALK_PROGRESS_FORMS_H
#define LOSSWALK_PROGRESS_FORMS_H

#include "gradebook.h"
#include "str.h"

#include <stddef.h>

/* What a page of text is made for. */
struct progress_page {
    size_t width;
    bool ascii;
};

/* One student: the lessons that were opened, and each question of theirs. */
void progress_text_student(
    const struct gradebook *book, const struct progress_page *page, struct str *out);
/* A class: a line for each student, columns of lessons side by side as far as the page is wide, and
 * then each question. */
void progress_text_class(
    const struct gradebook *book, const struct progress_page *page, struct str *out);

/* One student: a row for each question of each lesson, opened or not; of a lesson without questions
 * one row. The same names in all languages. */
void progress_csv_student(const struct gradebook *book, bool ascii, struct str *out);
void progress_json_student(const struct gradebook *book, bool ascii, struct str *out);
/* A class: a row for each student, and three columns for each lesson that somebody opened; below
 * it, after an empty line, a table of the questions. */
void progress_csv_class(const struct gradebook *book, bool ascii, struct str *out);
void progress_json_class(const struct gradebook *book, bool ascii, struct str *out);

#endif

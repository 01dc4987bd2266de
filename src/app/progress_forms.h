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

/* A text from a file that somebody else wrote, on one line and in the page's alphabet. */
void progress_add_name(const struct progress_page *page, const char *text, struct str *out);
/* "4 sparse-labels" */
void progress_add_lesson(
    const struct progress_page *page, const struct gradebook_lesson *lesson, struct str *out);
/* A line about answers of which is not known what question they are of; for 0 nothing. */
void progress_add_unnamed(size_t unnamed, struct str *out);

/* One student: the lessons that were opened, and each question of theirs. */
void progress_text_student(
    const struct gradebook *book, const struct progress_page *page, struct str *out);
/* A class: a line for each student, columns of lessons side by side as far as the page is wide;
 * then each lesson: a line for each student who opened it, a column for each question. */
void progress_text_class(
    const struct gradebook *book, const struct progress_page *page, struct str *out);

/* A row for each question of each lesson, of a lesson without questions one row; the same names in
 * all languages. One student: of all lessons, opened or not. */
void progress_csv_student(const struct gradebook *book, bool ascii, struct str *out);
void progress_json_student(const struct gradebook *book, bool ascii, struct str *out);
/* A class: of each student, of the lessons that somebody opened. As JSON beside their sums. */
void progress_csv_class(const struct gradebook *book, bool ascii, struct str *out);
void progress_json_class(const struct gradebook *book, bool ascii, struct str *out);

#endif

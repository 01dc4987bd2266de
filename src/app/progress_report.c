/* --progress: what one student answered, or, from the files of many, a class. Files are read and
 * text is printed; nothing else happens. */
#include "i18n.h"
#include "progress_forms.h"
#include "run.h"
#include "student_names.h"

#include <stdlib.h>
#include <string.h>

static void add_lessons(struct run *run, struct gradebook *book)
{
    for (size_t i = 0; i < run->catalogue.count; i++) {
        const char *path = run->catalogue.entries[i].path;
        struct lesson *lesson = run_load(run, path, true);
        if (lesson != NULL) {
            gradebook_add_lesson(book, lesson, path);
            lesson_free(lesson);
        }
    }
}

/* Was the i-th file named before? A student counts once, however a pattern was meant. */
static bool is_named_before(struct run *run, size_t i)
{
    char *const *files = run->options.lessons;
    size_t k = 0;
    while (strcmp(files[k], files[i]) != 0) {
        k++;
    }
    const struct source source = {.name = files[i]};
    if (k < i) {
        diag_warn(
            &run->diag, (struct where){.source = &source}, _("is named twice, and counts once"));
        run_print_diag(run);
    }
    return k < i;
}

/* False when a file was no progress file; the others are in the book all the same. */
static bool add_class(struct run *run, struct gradebook *book)
{
    const struct options *options = &run->options;
    const char **names = student_names(options->lessons, options->lesson_count, &run->arena);
    bool good = true;
    for (size_t i = 0; i < options->lesson_count; i++) {
        if (is_named_before(run, i)) {
            continue;
        }
        struct progress *progress = progress_read(options->lessons[i], &run->diag);
        good = good && progress != NULL;
        run_print_diag(run);
        if (progress != NULL) {
            gradebook_add_other(book, names[i], progress);
        }
    }
    return good;
}

int progress_report(struct run *run)
{
    const struct options *options = &run->options;
    const struct progress_page page = {options->doc.width, options->doc.ascii};
    bool ascii = options->doc.ascii;
    bool class = options->lesson_count > 0;
    bool good = true;
    char form = options->format->name[0]; /* text, csv or json */
    struct gradebook book;
    struct str text;
    gradebook_init(&book);
    str_init(&text);
    add_lessons(run, &book);
    if (class) {
        good = add_class(run, &book);
    } else {
        gradebook_add_own(&book, "", progress_open(run->folders.progress, &run->diag));
        run_print_diag(run);
    }
    gradebook_close(&book);
    if (book.student_count > 0) {
        if (form == 't') {
            (class ? progress_text_class : progress_text_student)(&book, &page, &text);
        } else if (form == 'j') {
            (class ? progress_json_class : progress_json_student)(&book, ascii, &text);
        } else {
            (class ? progress_csv_class : progress_csv_student)(&book, ascii, &text);
        }
        run_print_table(run, &text, form == 'c' && !ascii);
    }
    str_release(&text);
    gradebook_release(&book);
    return !good ? EXIT_USAGE : run->failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* --progress for people: one student. */
#include "bookmark.h"
#include "i18n.h"
#include "progress_forms.h"
#include "utf8.h"

void progress_add_name(const struct progress_page *page, const char *text, struct str *out)
{
    struct str safe;
    str_init(&safe);
    utf8_add_safe(&safe, text);
    utf8_add_page(out, safe.data, page->ascii);
    str_release(&safe);
}

void progress_add_lesson(
    const struct progress_page *page, const struct gradebook_lesson *lesson, struct str *out)
{
    if (lesson->number > 0) {
        str_addf(out, "%d ", lesson->number);
    }
    progress_add_name(page, lesson->id, out);
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

void progress_add_unnamed(size_t unnamed, struct str *out)
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
        progress_add_lesson(page, lesson, out);
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
        progress_add_unnamed(score.unnamed, out);
    }
    if (out->len == 0) {
        str_add(out, _("No lesson was opened yet.\n"));
    }
}

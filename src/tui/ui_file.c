/* The lesson file of what is on the screen: opened, left, read again when it was saved. */
#include "bookmark.h"
#include "code.h"
#include "i18n.h"
#include "language_file.h"
#include "translation.h"
#include "ui.h"
#include "whatif.h"

#include <stdlib.h>

static void show_messages(struct ui *ui, const struct diag *diag)
{
    str_clear(&ui->messages);
    diag_print(diag, &ui->messages);
    ui->overlay_top = 0;
}

/* Call before the lesson at path is read. */
static void watch_both(struct ui *ui, const char *path)
{
    watch_start(&ui->watch, path);
    char *texts = lesson_translation_path(path, i18n_language());
    if (texts != NULL) {
        watch_start(&ui->watch_texts, texts);
    }
    free(texts);
}

static bool is_saved(struct ui *ui)
{
    const char *path = ui->walk.lesson->source.name;
    char *texts = lesson_translation_path(path, i18n_language());
    bool lesson = watch_look(&ui->watch, path);
    bool saved = (texts != NULL && watch_look(&ui->watch_texts, texts)) || lesson;
    free(texts);
    return saved;
}

/* "line 7: a lesson has no key 'label' (and 2 more)" */
static void take_notice(struct ui *ui, const struct diag *diag, bool texts_only)
{
    const struct diag_item *item = diag_first(diag);
    if (item == NULL) {
        return;
    }
    ui->texts_only = texts_only;
    if (item->line > 0) {
        str_addf(&ui->notice, _("line %zu: "), item->line);
    }
    str_add(&ui->notice, item->text);
    if (diag->errors > 1) {
        str_addf(&ui->notice, _(" (and %zu more)"), diag->errors - 1);
    }
}

void ui_open(struct ui *ui)
{
    if (ui->shelf.count == 0 || (ui->search.words.text[0] != '\0' && list_count(ui) == 0)) {
        return;
    }
    struct diag diag;
    diag_init(&diag);
    str_clear(&ui->notice);
    ui->texts_only = false;
    watch_both(ui, ui->shelf.books[ui->chosen].path);
    quiz_close(&ui->quiz);
    if (!walk_open(&ui->walk, ui->shelf.books[ui->chosen].path, &ui->options, &diag)) {
        show_messages(ui, &diag);
        str_addc(&ui->messages, '\n');
        ui_offer(ui, &ui->messages);
    } else {
        take_notice(ui, &diag, true);
        ui->walk.quiz = &ui->quiz;
        ui->resumed = bookmark_resume(ui->options.progress, &ui->walk);
        ui_judge(ui);
    }
    diag_release(&diag);
}

/* Leaves the lesson, and remembers where. */
void ui_close(struct ui *ui)
{
    prompt_close(&ui->prompt);
    switches_close(&ui->switches);
    ui->reading = false;
    bookmark_keep(ui->options.progress, &ui->quiz, &ui->walk);
    quiz_close(&ui->quiz);
    walk_close(&ui->walk);
}

/* Reads the open lesson again; where that fails it stays as it is, with a notice. */
static bool read_again(struct ui *ui, struct diag *diag)
{
    if (ui->shelf.count > 0) {
        shelf_forget(&ui->shelf, ui->chosen);
    }
    str_clear(&ui->notice);
    ui->seen.hits.count = 0;
    ui->texts_only = false;
    watch_both(ui, ui->walk.lesson->source.name);
    bool changed = walk_is_changed(&ui->walk);
    bool good = whatif_reload(&ui->walk, &ui->options, diag);
    if (!good) {
        take_notice(ui, diag, false);
        return false;
    }
    quiz_close(&ui->quiz); /* it was one of the lesson before, which is gone */
    take_notice(ui, diag, true);
    if (changed && !walk_is_changed(&ui->walk)) {
        str_add(
            &ui->remark, _("The file was saved anew, and your changes do not fit it any more."));
    }
    return good;
}

static void forget_books(struct ui *ui)
{
    for (size_t i = 0; i < ui->shelf.count; i++) {
        shelf_forget(&ui->shelf, i);
    }
}

/* The lesson was read again, and its code lies open. */
static void write_code_again(struct ui *ui)
{
    if (ui->code.len > 0) {
        str_clear(&ui->code);
        code_write(&ui->code, ui->walk.trace);
    }
}

void ui_reload(struct ui *ui)
{
    struct diag diag;
    diag_init(&diag);
    quiz_close(&ui->quiz);
    str_clear(&ui->messages);
    if (ui->walk.lesson == NULL) {
        forget_books(ui);
    } else if (!read_again(ui, &diag) || diag.errors > 0) {
        show_messages(ui, &diag);
    }
    diag_release(&diag);
}

bool ui_watches(const struct ui *ui)
{
    return ui->walk.lesson != NULL;
}

void ui_secure(struct ui *ui)
{
    bookmark_secure(ui->options.progress, &ui->quiz, &ui->walk);
}

bool ui_look(struct ui *ui)
{
    if (ui->walk.lesson == NULL || !is_saved(ui)) {
        return false;
    }
    struct diag diag;
    diag_init(&diag);
    bool good = read_again(ui, &diag);
    if (good) {
        write_code_again(ui);
    }
    if (ui->messages.len > 0 && diag.errors > 0) {
        show_messages(ui, &diag); /* they lie open: the new ones */
    } else if (good) {
        str_clear(&ui->messages);
    }
    diag_release(&diag);
    return true;
}

const char *ui_next_language(void)
{
    const char *const *at = i18n_languages();
    while (*at != NULL && *at != i18n_language()) {
        at++;
    }
    return *at == NULL || at[1] == NULL ? i18n_languages()[0] : at[1];
}

/* Questions keep their order in every language. */
static size_t question_number(const struct walk *walk, const struct question *question)
{
    size_t number = 0;
    for (const struct question *q = walk->lesson->questions; q != question; q = q->next) {
        number++;
    }
    return number;
}

static const struct question *question_numbered(const struct walk *walk, size_t number)
{
    const struct question *question = walk->lesson->questions;
    for (; question != NULL && number > 0; number--) {
        question = question->next;
    }
    return question;
}

void ui_language(struct ui *ui)
{
    if (ui->options.ascii) {
        str_add(&ui->remark, _("7 bits are enough for English only."));
        return;
    }
    (void)i18n_set_language(ui_next_language());
    (void)language_file_write(ui->options.language_file, i18n_language());
    forget_books(ui);
    if (ui->walk.lesson == NULL) {
        return;
    }
    struct diag diag;
    diag_init(&diag);
    bool asking = quiz_asks(&ui->quiz, &ui->walk) && !quiz_is_done(&ui->quiz);
    size_t asked = asking ? question_number(&ui->walk, ui->quiz.question) : 0;
    bool comparing = ui->walk.comparing;
    size_t rival = ui->walk.rival;
    size_t text_top = ui->walk.text_top;
    quiz_close(&ui->quiz);
    if (read_again(ui, &diag)) {
        write_code_again(ui);
    }
    if (comparing) {
        walk_compare(&ui->walk);
        ui->walk.rival = rival;
    }
    const struct question *again = asking ? question_numbered(&ui->walk, asked) : NULL;
    if (again != NULL) {
        quiz_open_question(&ui->quiz, &ui->walk, again);
    }
    ui->walk.text_top = text_top;
    diag_release(&diag);
}

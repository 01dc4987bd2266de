#include "attempt.h"
#include "bookmark.h"
#include "i18n.h"
#include "layers.h"
#include "requests.h"
#include "theme.h"

void ui_init(struct ui *ui, const struct catalogue *catalogue, const char *const *paths,
    const struct walk_options *options)
{
    *ui = (struct ui){.options = *options, .from_list = paths == NULL};
    str_init(&ui->code);
    ui->quiz.asking = options->no_questions ? QUIZ_NONE : QUIZ_ONCE;
    quiz_close(&ui->quiz);
    str_init(&ui->messages);
    str_init(&ui->notice);
    str_init(&ui->remark);
    prompt_init(&ui->prompt);
    switches_init(&ui->switches, theme_names);
    shelf_init(&ui->shelf, paths, catalogue);
    ui->chosen = ui->shelf.start;
    if (paths != NULL) {
        ui_open(ui);
    } else {
        ui->chosen = bookmark_start(options->progress, &ui->shelf, options);
    }
}

void ui_release(struct ui *ui)
{
    ui_close(ui);
    quiz_release(&ui->quiz);
    shelf_release(&ui->shelf);
    str_release(&ui->messages);
    str_release(&ui->code);
    str_release(&ui->notice);
    str_release(&ui->remark);
    prompt_release(&ui->prompt);
    switches_release(&ui->switches);
    hits_release(&ui->seen.hits);
}

static void (*const DO[REQUEST_COUNT])(struct ui *ui) = {
#define REQUEST(id, keys, bar_key, bar_label, layers, can, help) [REQUEST_##id] = do_##id,
#include "request.def"
#undef REQUEST
};

void ui_judge(struct ui *ui)
{
    switch (attempt_judge(&ui->quiz, &ui->walk)) {
    case ATTEMPT_NONE:
        break;
    case ATTEMPT_REACHED:
        str_clear(&ui->remark);
        attempt_say_reached(&ui->walk, &ui->remark);
        bookmark_keep(ui->options.progress, &ui->quiz, &ui->walk); /* before it is asked again */
        str_add(&ui->remark, _(" X: the lesson as written; T T: once more."));
        break;
    case ATTEMPT_OTHERWISE:
        str_clear(&ui->remark);
        str_add(
            &ui->remark, _("The goal is reached, but not by this alone: other changes were made "
                           "before. u takes them back."));
        break;
    }
}

void ui_handle(struct ui *ui, enum request request)
{
    ui->seen.hits.count = 0;
    if (request != REQUEST_none && ui_applies(ui, request) && !ui_must_ask(ui, request)) {
        DO[request](ui);
    }
    if (ui->walk.lesson != NULL) {
        walk_check_trail(&ui->walk);
        ui_judge(ui);
    }
    ui->count = 0;
}

void ui_key(struct ui *ui, uint32_t key)
{
    static const size_t most = 1000000000;
    enum request blind = ui->seen.too_small ? key_request(key, ON_STEP) : REQUEST_none;
    if (ui->seen.too_small && blind != REQUEST_leave && blind != REQUEST_quit) {
        return; /* nobody sees what it would do */
    }
    ui->resumed = false;
    ui->seen.hits.count = 0;
    str_clear(&ui->remark);
    if (ui->confirm != REQUEST_none) {
        enum request asked = ui->confirm;
        bool again = layer_request(ui, key) == asked;
        if (again) {
            ui_handle(ui, asked);
        }
        ui->confirm = REQUEST_none;
        if (again || asked != REQUEST_on) {
            return;
        } /* the next lesson was only offered: another key does what it does */
    }
    const struct screen_layer *layer = layer_top(ui);
    if (layer->key != NULL && layer->key(ui, key)) {
        return;
    }
    int digit = key_digit(key);
    if (digit >= 0) {
        size_t count = ui->count * 10 + (size_t)digit;
        ui->count = count < most ? count : most;
        return;
    }
    enum request request = layer_request(ui, key);
    if (request == REQUEST_none && layer->id == ON_QUESTION &&
        key_request(key, ON_STEP) != REQUEST_none) {
        str_add(
            &ui->remark, _("That key waits: answer first, or pass the question by with Space."));
    }
    /* A digit typed by mistake must be easy to take back. */
    if (ui->count > 0 && (key == 27 || key == PRESS_BACKSPACE || key == 127 || key == 8)) {
        request = REQUEST_none;
    }
    ui_handle(ui, request);
}

bool ui_idle(struct ui *ui)
{
    if (ui->walk.lesson == NULL) {
        return false;
    }
    if (!ui->walk.folded) {
        walk_fold(&ui->walk);
        ui_judge(ui);
        return true;
    }
    return ui->walk.comparing && walk_compare_next(&ui->walk);
}

#include "bookmark.h"
#include "i18n.h"
#include "lessons.h"
#include "num.h"
#include "plain_impl.h"
#include "whatif.h"

#include <string.h>

/* ", 1 of 2 questions solved", of a lesson that was begun. */
static void add_score(const struct plain *plain, const struct book *book, struct str *out)
{
    struct str score;
    str_init(&score);
    bookmark_solved(
        plain->options->walk.progress, book->path, book->questions, BOOKMARK_LONG, &score);
    if (score.len > 0) {
        str_addf(out, ", %s", score.data);
    }
    str_release(&score);
}

void plain_list(struct plain *plain, const char *words)
{
    const struct walk_options *options = &plain->options->walk;
    bookmark_keep(options->progress, &plain->walk); /* the open lesson's place, as it is now */
    const char *section = "";
    size_t count = 0;
    for (size_t i = 0; i < plain->shelf.count; i++) {
        if (!shelf_matches(&plain->shelf, i, words, options)) {
            continue;
        }
        const struct book *book = shelf_book(&plain->shelf, i, options);
        if (strcmp(book->section, section) != 0 && book->section[0] != '\0') {
            plain_say(plain, _("Section: %s."), book->section);
        }
        section = book->section;
        struct str state;
        str_init(&state);
        bookmark_state(options->progress, book->path, false, &state);
        add_score(plain, book, &state);
        const char *name =
            book->number > 0 ? arena_printf(&plain->arena, "%d", book->number) : book->id;
        if (book->state == BOOK_BROKEN) {
            plain_say(plain, _("%s: cannot be read. %s"), name, book->title);
        } else {
            plain_say(plain, _("%s: %s, %s."), name, book->title, state.data);
        }
        str_release(&state);
        count++;
    }
    if (count == 0) {
        plain_say(plain, words[0] == '\0' ? _("There are no lessons.%s") : _("No lesson has '%s'."),
            words);
    } else {
        plain_say(plain, "%s",
            _("Type open and the number of a lesson, such as open 2; or list and a word to "
              "search for, such as list padding."));
    }
}

static void say_messages(struct plain *plain, const struct diag *diag)
{
    struct str text;
    str_init(&text);
    diag_print(diag, &text);
    str_add(&plain->answer, text.data);
    str_release(&text);
}

void plain_open_path(struct plain *plain, const char *path)
{
    struct diag diag;
    diag_init(&diag);
    struct walk fresh = {.lesson = NULL};
    struct progress *progress = plain->options->walk.progress;
    if (walk_open(&fresh, path, &plain->options->walk, &diag)) {
        bookmark_keep(progress, &plain->walk);
        quiz_close(&plain->quiz);
        walk_close(&plain->walk);
        plain->walk = fresh;
        plain->walk.quiz = &plain->quiz;
        while (fresh.lesson->questions != NULL && !plain->walk.folded) {
            walk_fold(&plain->walk); /* a question may ask for the loss, or be told by it */
        }
        plain->started = false;
        plain->errors = 0;
        bool resumed = bookmark_resume(progress, &plain->walk);
        if (!resumed) {
            walk_go(&plain->walk, 0);
            plain_focus(&plain->walk, trace_example_row(plain->walk.trace));
        }
        plain_introduce(plain);
        if (resumed) {
            plain_say(plain,
                _("You left this lesson at step %zu of %zu. Enter reads it; go 1 starts over."),
                plain->walk.step + 1, walk_steps(&plain->walk));
        } else {
            plain_say(plain, "%s", _("Enter reads the first."));
        }
    } else {
        plain_say(plain, "%s", _("This lesson cannot be read."));
    }
    say_messages(plain, &diag);
    diag_release(&diag);
}

/* The lesson of the list with that number or name; NULL when there is none. */
static const char *on_the_shelf(struct plain *plain, const char *name)
{
    long long number = 0;
    bool numeric = num_parse_integer(name, strlen(name), &number) && number > 0;
    for (size_t i = 0; i < plain->shelf.count; i++) {
        const struct book *book = shelf_book(&plain->shelf, i, &plain->options->walk);
        if (strcmp(book->id, name) == 0 || (numeric && book->number == number)) {
            return book->path;
        }
    }
    return NULL;
}

void plain_open(struct plain *plain, const char *name)
{
    struct diag diag;
    diag_init(&diag);
    const char *path = on_the_shelf(plain, name);
    if (path == NULL && strcmp(name, "-") != 0) {
        path = lessons_resolve(plain->options->catalogue, name, &diag);
    }
    if (path != NULL) {
        plain_open_path(plain, arena_strdup(&plain->arena, path));
    } else if (diag.errors == 0) {
        plain_say(plain, "%s", _("Commands come from standard input, so a lesson cannot."));
    }
    say_messages(plain, &diag);
    diag_release(&diag);
}

void plain_language(struct plain *plain, const char *language)
{
    struct walk *walk = &plain->walk;
    struct diag diag;
    diag_init(&diag);
    bool asking = plain_asks(plain);
    quiz_close(&plain->quiz);
    (void)i18n_set_language(language);
    for (size_t i = 0; i < plain->shelf.count; i++) {
        shelf_forget(&plain->shelf, i);
    }
    if (walk->lesson != NULL && whatif_reload(walk, &plain->options->walk, &diag)) {
        plain_say(plain, "%s", walk->lesson->title);
        struct place to;
        (void)walk_following(walk, &to);
        if (asking) {
            (void)plain_ask(plain, to);
        }
    } else if (walk->lesson == NULL) {
        plain_say(plain, "%s", i18n_name(language));
    }
    say_messages(plain, &diag);
    diag_release(&diag);
}

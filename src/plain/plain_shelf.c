#include "bookmark.h"
#include "i18n.h"
#include "language_file.h"
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
    bookmark_solved(plain->options->walk.progress, book, BOOKMARK_LONG, &score);
    if (score.len > 0) {
        str_addf(out, "%s%s", _(", "), score.data);
    }
    str_release(&score);
}

const char *plain_called(struct plain *plain, const struct book *book)
{
    return book->number > 0
               ? arena_printf(&plain->arena, _("lesson %d, %s"), book->number, book->title)
               : book->title;
}

static void say_start(struct plain *plain)
{
    const struct walk_options *options = &plain->options->walk;
    if (plain->shelf.count == 0 || plain->walk.lesson != NULL) {
        return;
    }
    size_t start = bookmark_start(options->progress, &plain->shelf, options);
    const struct book *book = shelf_book(&plain->shelf, start, options);
    if (book->state == BOOK_BROKEN) {
        return;
    }
    plain_say(plain,
        bookmark_has(options->progress, book) ? _("Go on with %s: Enter opens it.")
                                              : _("Begin with %s: Enter opens it."),
        plain_called(plain, book));
}

void plain_list(struct plain *plain, const char *words)
{
    const struct walk_options *options = &plain->options->walk;
    bookmark_keep(
        options->progress, &plain->quiz, &plain->walk); /* the open lesson's place, as it is now */
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
        const struct lesson_key key = book_key(book);
        bookmark_state(options->progress, &key, false, &state);
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
        if (words[0] == '\0') {
            say_start(plain);
        }
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
        bookmark_keep(progress, &plain->quiz, &plain->walk);
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

/* The lesson of the list with that number or name; NO_BOOK when there is none. */
static size_t on_the_shelf(struct plain *plain, const char *name)
{
    long long number = 0;
    bool numeric = num_parse_integer(name, strlen(name), &number) && number > 0;
    for (size_t i = 0; i < plain->shelf.count; i++) {
        const struct book *book = shelf_book(&plain->shelf, i, &plain->options->walk);
        if (strcmp(book->id, name) == 0 || (numeric && book->number == number)) {
            return i;
        }
    }
    return NO_BOOK;
}

void plain_open(struct plain *plain, const char *name)
{
    struct diag diag;
    diag_init(&diag);
    size_t index = on_the_shelf(plain, name);
    const char *path = index == NO_BOOK ? NULL : plain->shelf.books[index].path;
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

void plain_open_start(struct plain *plain)
{
    const struct walk_options *options = &plain->options->walk;
    if (plain->shelf.count == 0) {
        plain_say(plain, _("There are no lessons.%s"), "");
        return;
    }
    size_t start = bookmark_start(options->progress, &plain->shelf, options);
    plain_open_path(plain, plain->shelf.books[start].path);
}

/* The lesson that is open begins anew as well. */
static void reset_open(struct plain *plain)
{
    quiz_close(&plain->quiz);
    walk_go(&plain->walk, 0);
    plain->walk.furthest = walk_place(&plain->walk);
    plain->started = false;
}

static bool is_open(const struct plain *plain, const struct book *book)
{
    const struct lesson *lesson = plain->walk.lesson;
    return lesson != NULL && strcmp(lesson->source.name, book->path) == 0;
}

void plain_reset_now(struct plain *plain, size_t index)
{
    const struct book *book = shelf_book(&plain->shelf, index, &plain->options->walk);
    bookmark_reset(plain->options->walk.progress, &plain->quiz, book);
    plain_say(plain, _("Forgotten: %s is new again."), plain_called(plain, book));
    if (is_open(plain, book)) {
        reset_open(plain);
        plain_say(plain, "%s", _("Enter reads the first."));
    }
}

void plain_reset(struct plain *plain, const char *name)
{
    struct progress *progress = plain->options->walk.progress;
    size_t index = NO_BOOK;
    for (size_t i = 0; i < plain->shelf.count && name[0] == '\0'; i++) {
        index = is_open(plain, &plain->shelf.books[i]) ? i : index;
    }
    index = name[0] == '\0' ? index : on_the_shelf(plain, name);
    if (index == NO_BOOK) {
        plain_say(plain, "%s", _("Type reset and the number or the name of a lesson of the list."));
        return;
    }
    if (plain->resetting == index) {
        plain_reset_now(plain, index);
        return;
    }
    const struct book *book = shelf_book(&plain->shelf, index, &plain->options->walk);
    if (is_open(plain, book)) {
        bookmark_keep(progress, &plain->quiz, &plain->walk);
    }
    if (!bookmark_has(progress, book)) {
        plain_say(plain, _("Nothing is kept about %s."), plain_called(plain, book));
        return;
    }
    plain->resetting = index;
    plain_say(plain,
        _("Forget how far you are in %s, and which of its questions you solved? Type yes, or the "
          "same once more."),
        plain_called(plain, book));
}

void plain_language(struct plain *plain, const char *language)
{
    struct walk *walk = &plain->walk;
    struct diag diag;
    diag_init(&diag);
    bool asking = plain_asks(plain);
    quiz_close(&plain->quiz);
    (void)i18n_set_language(language);
    (void)language_file_write(plain->options->walk.language_file, language);
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

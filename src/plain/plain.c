#include "plain.h"

#include "bookmark.h"
#include "i18n.h"
#include "plain_impl.h"
#include "plain_input.h"
#include "utf8.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Hands on the answer. */
static bool answer(struct plain *plain, struct out *out)
{
    struct str page;
    str_init(&page);
    utf8_add_page(&page, plain->answer.data, plain->options->ascii);
    out_add(out, page.data);
    str_release(&page);
    str_clear(&plain->answer);
    arena_clear(&plain->arena);
    return out_flush(out);
}

/* Lines as wide as asked for, but not wider than the terminal, which would cut words in two. */
static size_t line_width(const struct plain_options *options)
{
    enum { NARROWEST = 20 };
    struct winsize size;
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= NARROWEST;
    return known && size.ws_col < options->width ? size.ws_col : options->width;
}

static void start(struct plain *plain)
{
    const struct plain_options *options = plain->options;
    if (options->notice != NULL) {
        plain_say(plain, "%s", options->notice);
    }
    plain_say(plain, "%s",
        _("losswalk: a lesson as sentences. Enter goes on, help lists what can "
          "be typed, quit leaves."));
    if (options->lessons != NULL) {
        plain_open_path(plain, options->lessons[0]);
    } else {
        plain_list(plain, "");
    }
}

int plain_run(const struct plain_options *options, struct diag *diag)
{
    struct plain plain = {.options = options, .width = line_width(options), .resetting = NO_BOOK};
    struct plain_input input;
    struct output output;
    if (!output_open(&output, NULL, diag)) {
        return 1;
    }
    plain_input_start(&input);
    arena_init(&plain.arena);
    str_init(&plain.answer);
    plain.quiz.asking = options->walk.no_questions ? QUIZ_NONE : QUIZ_ONCE;
    quiz_close(&plain.quiz);
    shelf_init(&plain.shelf, options->lessons, options->catalogue);
    start(&plain);
    bool opened = options->lessons == NULL || plain.walk.lesson != NULL;
    bool typed = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0;
    char line[PLAIN_LINE];
    while (answer(&plain, &output.out) && !plain.done) {
        bookmark_secure(options->walk.progress, &plain.quiz, &plain.walk);
        out_add(&output.out, typed ? "> " : "");
        if (!out_flush(&output.out) || !plain_input_line(&input, line)) {
            break;
        }
        plain.width = line_width(options);
        plain_do(&plain, line);
    }
    out_add(&output.out, typed && !plain.done ? "\n" : "");
    bookmark_keep(options->walk.progress, &plain.quiz, &plain.walk);
    walk_close(&plain.walk);
    quiz_release(&plain.quiz);
    shelf_release(&plain.shelf);
    str_release(&plain.answer);
    arena_release(&plain.arena);
    bool ok = output_close(&output, diag);
    if (input.error != 0) {
        diag_error(diag, (struct where){0}, _("cannot read: %s"), i18n_error(input.error));
        ok = false;
    }
    return input.signal != 0 ? 128 + input.signal : ok && opened ? 0 : 1;
}

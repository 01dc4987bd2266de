/* The lessons one can choose from. Files are read only when someone looks at their line. */
#ifndef LOSSWALK_SHELF_H
#define LOSSWALK_SHELF_H

#include "arena.h"
#include "catalogue.h"
#include "lesson.h"
#include "progress.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>

enum book_state { BOOK_UNREAD, BOOK_GOOD, BOOK_BROKEN };

/* One lesson of the list. Texts live in the shelf's arena and are "" until it was read. */
struct book {
    const char *path;
    const char *id;       /* sparse-labels; the path until a lesson named by its path was read */
    uint64_t fingerprint; /* of its numbers; 0 until it was read, or where it was not as written */
    int number;           /* 0: none */
    enum book_state state;
    const char *title; /* BOOK_BROKEN: its first message, FILE:LINE:COL: error: ... */
    const char *summary, *section;
    const char *written_title, *written_section; /* in the lesson's own language */
    const char *more; /* what else one may look for: summaries and terms, in both languages */
    enum lesson_level level;
    size_t questions; /* how many it asks */
    bool has_task;
};

/* What the progress in a book is known by. */
static inline struct lesson_key book_key(const struct book *book)
{
    return (struct lesson_key){book->id, book->path, book->fingerprint};
}

struct shelf {
    struct arena arena;
    struct book *books;
    size_t count;
    size_t start; /* the book to begin with */
};

/* The given paths (NULL-ended, borrowed), and behind them what else is in the catalogue; a single
 * path that is of the catalogue is begun with in its place there. Either may be NULL. */
void shelf_init(struct shelf *shelf, const char *const *paths, const struct catalogue *catalogue);
void shelf_release(struct shelf *shelf);

/* The book at index < count, read now if it has not been read. */
const struct book *shelf_book(
    struct shelf *shelf, size_t index, const struct walk_options *options);
/* The next book behind it that can be read; the shelf's count where there is none. */
size_t shelf_next(struct shelf *shelf, size_t index, const struct walk_options *options);
/* Do the words occur in its title, id, section, summary or terms (in its own language, too), or are
 * they its number? Capitals do not matter. */
bool shelf_matches(
    struct shelf *shelf, size_t index, const char *words, const struct walk_options *options);
/* Makes the next shelf_book() read the file again. */
void shelf_forget(struct shelf *shelf, size_t index);

#endif

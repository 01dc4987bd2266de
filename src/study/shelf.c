#include "shelf.h"

#include "i18n.h"

#include <stdio.h>
#include <string.h>

static size_t path_count(const char *const *paths)
{
    size_t count = 0;
    while (paths != NULL && paths[count] != NULL) {
        count++;
    }
    return count;
}

static size_t place_among(const char *path, const char *const *paths)
{
    size_t at = 0;
    while (paths != NULL && paths[at] != NULL && strcmp(paths[at], path) != 0) {
        at++;
    }
    return at;
}

static void add_book(struct shelf *shelf, const struct book *book)
{
    shelf->books[shelf->count] = *book;
    shelf_forget(shelf, shelf->count++);
}

void shelf_init(struct shelf *shelf, const char *const *paths, const struct catalogue *catalogue)
{
    *shelf = (struct shelf){.count = 0};
    arena_init(&shelf->arena);
    size_t named = path_count(paths);
    size_t all = catalogue != NULL ? catalogue->count : 0;
    shelf->books = arena_alloc(&shelf->arena, named + all + 1, sizeof *shelf->books);
    /* one that is of the catalogue stays in its place there */
    bool found = false;
    for (size_t i = 0; i < all && named == 1; i++) {
        found = found || strcmp(catalogue->entries[i].path, paths[0]) == 0;
    }
    for (size_t i = 0; i < named && !found; i++) {
        add_book(shelf, &(struct book){.path = paths[i], .id = paths[i]});
    }
    for (size_t i = 0; i < all; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        bool is_named = place_among(entry->path, paths) < named;
        shelf->start = found && is_named ? shelf->count : shelf->start;
        if (found || !is_named) {
            add_book(shelf,
                &(struct book){.path = entry->path, .id = entry->id, .number = entry->number});
        }
    }
}

void shelf_release(struct shelf *shelf)
{
    arena_release(&shelf->arena);
    *shelf = (struct shelf){.count = 0};
}

void shelf_forget(struct shelf *shelf, size_t index)
{
    struct book *book = &shelf->books[index];
    book->state = BOOK_UNREAD;
    book->fingerprint = 0;
    book->title = book->summary = book->section = "";
    book->written_title = book->written_section = book->more = "";
}

/* FILE:LINE:COL: error: text, of the first error there is. */
static const char *first_message(struct arena *arena, const struct diag *diag, const char *path)
{
    const struct diag_item *item = diag->first;
    while (item != NULL && item->severity != DIAG_ERROR && item->next != NULL) {
        item = item->next;
    }
    if (item == NULL) {
        return arena_strdup(arena, path);
    }
    const char *file = item->file != NULL ? item->file : path;
    if (item->line == 0) {
        return arena_printf(arena, "%s: %s", file, item->text);
    }
    return arena_printf(arena, "%s:%zu:%zu: %s", file, item->line, item->col, item->text);
}

static void add_terms(struct str *out, const char *const *terms)
{
    for (; terms != NULL && *terms != NULL; terms++) {
        str_addf(out, "\n%s", *terms);
    }
}

/* Lines, so that no word is found across two. */
static const char *searched(struct arena *arena, const struct lesson *lesson)
{
    struct str all;
    str_init(&all);
    str_addf(&all, "%s\n%s", lesson->summary, lesson->written_summary);
    add_terms(&all, lesson->terms);
    add_terms(&all, lesson->written_terms);
    const char *copy = arena_strndup(arena, all.data, all.len);
    str_release(&all);
    return copy;
}

static void keep(struct shelf *shelf, struct book *book, const struct lesson *lesson)
{
    book->state = BOOK_GOOD;
    book->id = arena_strdup(&shelf->arena, lesson->id);
    book->fingerprint = lesson->fingerprint;
    book->title = arena_strdup(&shelf->arena, lesson->title);
    book->summary = arena_strdup(&shelf->arena, lesson->summary);
    book->section = arena_strdup(&shelf->arena, lesson->section);
    book->written_title = arena_strdup(&shelf->arena, lesson->written_title);
    book->written_section = arena_strdup(&shelf->arena, lesson->written_section);
    book->more = searched(&shelf->arena, lesson);
    book->number = lesson->number > 0 ? lesson->number : book->number;
    book->level = lesson->level;
    book->has_task = lesson->task != NULL;
    book->questions = 0;
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        book->questions++;
    }
}

const struct book *shelf_book(struct shelf *shelf, size_t index, const struct walk_options *options)
{
    struct book *book = &shelf->books[index];
    if (book->state != BOOK_UNREAD) {
        return book;
    }
    struct diag diag;
    diag_init(&diag);
    struct lesson *lesson = lesson_load(
        book->path, options->overrides, options->override_count, options->data_folders, &diag);
    if (lesson != NULL) {
        struct presentation card = walk_presentation(options);
        card.card = true;
        lesson_present(lesson, &card, &diag);
        keep(shelf, book, lesson);
        lesson_free(lesson);
    } else {
        book->state = BOOK_BROKEN;
        book->title = first_message(&shelf->arena, &diag, book->path);
    }
    diag_release(&diag);
    return book;
}

size_t shelf_next(struct shelf *shelf, size_t index, const struct walk_options *options)
{
    do {
        index++;
    } while (index < shelf->count && shelf_book(shelf, index, options)->state == BOOK_BROKEN);
    return index;
}

bool shelf_matches(
    struct shelf *shelf, size_t index, const char *words, const struct walk_options *options)
{
    const struct book *book = shelf_book(shelf, index, options);
    char number[32];
    (void)snprintf(number, sizeof number, "%d", book->number);
    return strcasestr(book->title, words) != NULL || strcasestr(book->id, words) != NULL ||
           strcasestr(book->section, words) != NULL ||
           strcasestr(book->written_title, words) != NULL ||
           strcasestr(book->written_section, words) != NULL ||
           strcasestr(book->more, words) != NULL || strcmp(number, words) == 0;
}

#include "shelf.h"

#include "i18n.h"
#include "translation.h"

#include <stdio.h>
#include <string.h>

void shelf_init(struct shelf *shelf, const char *const *paths, const struct catalogue *catalogue)
{
    *shelf = (struct shelf){.count = 0};
    arena_init(&shelf->arena);
    if (paths != NULL) {
        while (paths[shelf->count] != NULL) {
            shelf->count++;
        }
    } else if (catalogue != NULL) {
        shelf->count = catalogue->count;
    }
    shelf->books = arena_alloc(&shelf->arena, shelf->count + 1, sizeof *shelf->books);
    for (size_t i = 0; i < shelf->count; i++) {
        struct book *book = &shelf->books[i];
        if (paths != NULL) {
            book->path = paths[i];
            book->id = paths[i];
        } else if (catalogue != NULL) {
            book->path = catalogue->entries[i].path;
            book->id = catalogue->entries[i].id;
            book->number = catalogue->entries[i].number;
        }
        shelf_forget(shelf, i);
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
    book->title = book->summary = book->section = "";
    book->written_title = book->written_section = "";
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

static void keep(struct shelf *shelf, struct book *book, const struct lesson *lesson)
{
    book->state = BOOK_GOOD;
    book->id = arena_strdup(&shelf->arena, lesson->id);
    book->title = arena_strdup(&shelf->arena, lesson->title);
    book->summary = arena_strdup(&shelf->arena, lesson->summary);
    book->section = arena_strdup(&shelf->arena, lesson->section);
    book->written_title = arena_strdup(&shelf->arena, lesson->written_title);
    book->written_section = arena_strdup(&shelf->arena, lesson->written_section);
    book->number = lesson->number > 0 ? lesson->number : book->number;
    book->level = lesson->level;
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
        (void)lesson_translate(lesson, i18n_language(), &diag);
        keep(shelf, book, lesson);
        lesson_free(lesson);
    } else {
        book->state = BOOK_BROKEN;
        book->title = first_message(&shelf->arena, &diag, book->path);
    }
    diag_release(&diag);
    return book;
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
           strcasestr(book->written_section, words) != NULL || strcmp(number, words) == 0;
}

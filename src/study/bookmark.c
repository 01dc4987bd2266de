#include "bookmark.h"

#include "i18n.h"
#include "mem.h"
#include "quiz.h"
#include "whatif.h"

#include <stdlib.h>

/* The place is one of the lesson as written: changed, it may have other steps. */
static struct walk written_place(const struct walk *walk)
{
    struct walk place = whatif_written(walk);
    if (walk_is_changed(walk)) {
        const struct stage *here = walk_stage_info(walk);
        walk_go_stage(&place, recipe_find(trace_recipe(place.trace), here->kind), here->group);
        place.furthest = walk->furthest;
    }
    return place;
}

static struct lesson_key walk_key(const struct walk *walk)
{
    const struct lesson *lesson = walk->lesson;
    return (struct lesson_key){lesson->id, lesson->source.name, lesson->fingerprint};
}

static const struct progress_entry *find(
    const struct progress *progress, const struct lesson_key *key)
{
    return progress == NULL ? NULL : progress_find(progress, key);
}

/* Has the last part been seen? */
static bool is_done(const struct walk *walk)
{
    size_t last = walk_steps(walk) - 1;
    return walk_has_seen(walk, (struct place){last, walk_part_count(walk, last) - 1});
}

static bool has_done_task(const struct walk *walk)
{
    const struct task *task = walk->lesson->task;
    return task != NULL && walk->quiz != NULL &&
           quiz_mark_of(walk->quiz, walk->lesson, &task->goal) == QUIZ_SOLVED;
}

/* What came of the lesson's questions; the caller frees *answers. Returns how many have something.
 */
static size_t take_answers(
    struct quiz *quiz, const struct lesson *lesson, struct progress_answer **answers)
{
    size_t count = 0;
    size_t number = 0;
    size_t cap = 0;
    *answers = NULL;
    for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
        *answers = mem_grow(*answers, &cap, count + 1, sizeof **answers);
        bool some = quiz_take(quiz, lesson, q, &(*answers)[count]);
        (*answers)[count].number = ++number;
        count += some ? 1 : 0;
    }
    return count;
}

void bookmark_keep(struct progress *progress, struct quiz *quiz, const struct walk *current)
{
    if (progress == NULL || current->lesson == NULL) {
        return;
    }
    const struct walk place = written_place(current);
    const struct walk *walk = &place;
    const struct quiz_score score = quiz_score(quiz, walk->lesson);
    struct progress_answer *answers = NULL;
    size_t answer_count = take_answers(quiz, walk->lesson, &answers);
    const struct progress_entry entry = {
        .lesson = walk_key(walk),
        .steps = walk_steps(walk),
        .furthest = walk->furthest.step,
        .step = walk->step,
        .part = walk->part,
        .row = walk->row,
        .col = walk->col,
        .done = is_done(walk),
        .solved = score.solved,
        .at_once = score.at_once,
        .revealed = score.revealed,
        .tasks = has_done_task(walk),
        .questions = score.all,
        .answers = answers,
        .answer_count = answer_count,
    };
    progress_note(progress, &entry);
    free(answers);
    (void)progress_save(progress, NULL); /* the last save of the program says what went wrong */
}

void bookmark_secure(struct progress *progress, struct quiz *quiz, const struct walk *current)
{
    if (progress == NULL || current->lesson == NULL) {
        return;
    }
    const struct lesson_key key = walk_key(current);
    const struct progress_entry *entry = find(progress, &key);
    if (entry == NULL || entry->furthest < current->furthest.step ||
        quiz_has_news(quiz, current->lesson)) {
        bookmark_keep(progress, quiz, current);
    }
}

bool bookmark_resume(const struct progress *progress, struct walk *walk)
{
    const struct lesson_key key = walk_key(walk);
    const struct progress_entry *entry = find(progress, &key);
    if (entry == NULL) {
        return false;
    }
    walk_go_place(walk, (struct place){entry->step, entry->part});
    walk->row = entry->row;
    walk->col = entry->col;
    return walk->step > 0 || walk->part > 0;
}

void bookmark_reset(struct progress *progress, struct quiz *quiz, const struct book *book)
{
    const struct lesson_key key = book_key(book);
    quiz_forget(quiz, book->path);
    if (progress != NULL) {
        progress_reset(progress, &key);
        (void)progress_save(progress, NULL);
    }
}

bool bookmark_has(const struct progress *progress, const struct book *book)
{
    const struct lesson_key key = book_key(book);
    return find(progress, &key) != NULL;
}

/* Where the lesson to go on with is looked for. */
struct search {
    const struct progress *progress;
    struct shelf *shelf;
    const struct walk_options *options;
    bool moved; /* some lesson is no longer where it was */
};

/* Of a book that was perhaps not read yet: that is done only where its numbers could say more than
 * its path does. */
static const struct progress_entry *entry_of(const struct search *search, size_t index)
{
    const struct book *book = &search->shelf->books[index];
    if (search->moved && !bookmark_has(search->progress, book)) {
        book = shelf_book(search->shelf, index, search->options);
    }
    const struct lesson_key key = book_key(book);
    return find(search->progress, &key);
}

/* The next one after it that can be read and is new; it itself where there is none. */
static size_t next_new(const struct search *search, size_t index)
{
    for (size_t i = index + 1; i < search->shelf->count; i++) {
        if (entry_of(search, i) == NULL &&
            shelf_book(search->shelf, i, search->options)->state == BOOK_GOOD) {
            return i;
        }
    }
    return index;
}

size_t bookmark_start(
    const struct progress *progress, struct shelf *shelf, const struct walk_options *options)
{
    if (progress == NULL) {
        return shelf->start;
    }
    const struct search search = {progress, shelf, options, progress_has_moved(progress)};
    size_t none = shelf->count;
    size_t best[2] = {none, none}; /* the one left last of those in progress; of those done */
    size_t age[2] = {SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < shelf->count; i++) {
        const struct progress_entry *entry = entry_of(&search, i);
        if (entry != NULL && progress_age(progress, entry) < age[entry->done]) {
            best[entry->done] = i;
            age[entry->done] = progress_age(progress, entry);
        }
    }
    return best[false] != none  ? best[false]
           : best[true] != none ? next_new(&search, best[true])
                                : shelf->start;
}

void bookmark_state(
    const struct progress *progress, const struct lesson_key *key, bool brief, struct str *out)
{
    const struct progress_entry *entry = find(progress, key);
    if (entry == NULL) {
        str_add(out, brief ? "" : _("new"));
    } else if (entry->done) {
        str_add(out, _("done"));
    } else {
        str_addf(out, brief ? "%zu/%zu" : _("step %zu of %zu"), entry->step + 1, entry->steps);
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void add_solved(
    const struct progress_entry *entry, size_t questions, enum bookmark_form form, struct str *out)
{
    /* The lesson may have had more of them. */
    size_t solved = smaller(entry->solved, questions);
    if (form == BOOKMARK_BRIEF) {
        str_addf(out, "Q%zu/%zu", solved, questions);
    } else if (form == BOOKMARK_SHORT) {
        str_addf(out, _("%zu/%zu solved"), solved, questions);
    } else {
        str_addf(out,
            i18n_plural("%zu of %zu question solved", "%zu of %zu questions solved", questions),
            solved, questions);
        if (solved > 0) {
            str_addf(out, _(", %zu at the first try"), smaller(entry->at_once, solved));
        }
    }
}

void bookmark_solved(const struct progress *progress, const struct book *book,
    enum bookmark_form form, struct str *out)
{
    const struct lesson_key key = book_key(book);
    const struct progress_entry *entry = find(progress, &key);
    if (entry == NULL) {
        return;
    }
    if (book->questions > 0) {
        add_solved(entry, book->questions, form, out);
    }
    if (book->has_task && entry->tasks > 0) {
        str_addf(out, "%s%s",
            book->questions == 0     ? ""
            : form == BOOKMARK_BRIEF ? "+"
                                     : _(", "),
            form == BOOKMARK_BRIEF ? "T" : _("task done"));
    }
}

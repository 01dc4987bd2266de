#include "bookmark.h"

#include "i18n.h"
#include "quiz.h"

void bookmark_keep(struct progress *progress, const struct walk *walk)
{
    if (progress == NULL || walk->lesson == NULL) {
        return;
    }
    struct quiz_score score = {0};
    if (walk->quiz != NULL) {
        score = quiz_score(walk->quiz, walk->lesson);
    }
    const struct progress_entry entry = {
        .id = walk->lesson->id,
        .path = walk->lesson->source.name,
        .steps = walk_steps(walk),
        .furthest = walk->furthest,
        .step = walk->step,
        .part = walk->part,
        .row = walk->row,
        .col = walk->col,
        .done = walk->furthest + 1 == walk_steps(walk),
        .solved = score.solved,
        .revealed = score.revealed,
    };
    progress_note(progress, &entry);
    (void)progress_save(progress, NULL); /* the last save of the program says what went wrong */
}

bool bookmark_resume(const struct progress *progress, struct walk *walk)
{
    const struct progress_entry *entry =
        progress == NULL ? NULL : progress_find(progress, walk->lesson->source.name);
    if (entry == NULL) {
        return false;
    }
    size_t stages[RECIPE_MAX_STAGES];
    walk_go(walk, entry->step);
    if (entry->part < walk_parts(walk, walk->step, stages)) {
        walk->part = entry->part;
    }
    walk->row = entry->row;
    walk->col = entry->col;
    return walk->step > 0;
}

void bookmark_state(const struct progress *progress, const char *path, bool brief, struct str *out)
{
    const struct progress_entry *entry = progress == NULL ? NULL : progress_find(progress, path);
    if (entry == NULL) {
        str_add(out, brief ? "" : _("new"));
    } else if (entry->done) {
        str_add(out, _("done"));
    } else {
        str_addf(out, brief ? "%zu/%zu" : _("step %zu of %zu"), entry->step + 1, entry->steps);
    }
}

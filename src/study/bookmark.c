#include "bookmark.h"

#include "i18n.h"
#include "quiz.h"
#include "whatif.h"

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

/* Has the last part been seen? */
static bool is_done(const struct walk *walk)
{
    size_t stages[RECIPE_MAX_STAGES];
    size_t last = walk_steps(walk) - 1;
    return walk_has_seen(walk, (struct place){last, walk_parts(walk, last, stages) - 1});
}

void bookmark_keep(struct progress *progress, const struct walk *current)
{
    if (progress == NULL || current->lesson == NULL) {
        return;
    }
    const struct walk place = written_place(current);
    const struct walk *walk = &place;
    struct quiz_score score = {0};
    if (walk->quiz != NULL) {
        score = quiz_score(walk->quiz, walk->lesson);
    }
    const struct progress_entry entry = {
        .id = walk->lesson->id,
        .path = walk->lesson->source.name,
        .steps = walk_steps(walk),
        .furthest = walk->furthest.step,
        .step = walk->step,
        .part = walk->part,
        .row = walk->row,
        .col = walk->col,
        .done = is_done(walk),
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
    walk_go_place(walk, (struct place){entry->step, entry->part});
    walk->row = entry->row;
    walk->col = entry->col;
    return walk->step > 0 || walk->part > 0;
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

void bookmark_solved(const struct progress *progress, const char *path, size_t questions,
    enum bookmark_form form, struct str *out)
{
    const struct progress_entry *entry = progress == NULL ? NULL : progress_find(progress, path);
    if (entry == NULL || questions == 0) {
        return;
    }
    /* The lesson may have had more of them. */
    size_t solved = entry->solved < questions ? entry->solved : questions;
    if (form == BOOKMARK_BRIEF) {
        str_addf(out, "Q%zu/%zu", solved, questions);
    } else if (form == BOOKMARK_SHORT) {
        str_addf(out, _("%zu/%zu solved"), solved, questions);
    } else {
        str_addf(out,
            i18n_plural("%zu of %zu question solved", "%zu of %zu questions solved", questions),
            solved, questions);
    }
}

#include "whatif.h"

#include "attempt.h"
#include "i18n.h"
#include "mem.h"
#include "numbers.h"
#include "quoted.h"
#include "sides.h"

#include <stdlib.h>
#include <string.h>

static const struct lesson *written_lesson(const struct walk *walk)
{
    return walk->whatif.lesson != NULL ? walk->whatif.lesson : walk->lesson;
}

/* Goes to where the student stood before a change, or near it while there is no such stage. */
static void stand_at(struct walk *walk, enum stage_id kind, enum group group)
{
    struct whatif *whatif = &walk->whatif;
    size_t stage = recipe_find(trace_recipe(walk->trace), kind);
    walk_go_stage(walk, stage, group);
    whatif->lost = stage == STAGE_NONE ? kind : ID_none;
    whatif->lost_group = group;
    whatif->stands = walk_place(walk);
}

/* The walk gets this lesson in place of the one it has, and stays where it is. What it had goes,
 * unless it is the lesson as written. */
static void install(struct walk *walk, struct lesson *lesson, struct trace *trace)
{
    struct whatif *whatif = &walk->whatif;
    struct lesson *old_lesson = walk->lesson;
    struct trace *old_trace = walk->trace;
    const struct stage *stood_at = walk_stage_info(walk);
    bool lost = whatif->lost != ID_none && place_is(whatif->stands, walk_place(walk));
    enum stage_id kind = lost ? whatif->lost : stood_at->kind;
    enum group group = lost ? whatif->lost_group : stood_at->group;
    bool read = walk->text_read;
    walk_set_lesson(walk, lesson, trace);
    stand_at(walk, kind, group);
    walk->text_read = read && whatif->lost == ID_none && !lost;
    if (old_lesson != whatif->lesson) {
        trace_free(old_trace);
        lesson_free(old_lesson);
    }
}

/* Puts `changed`, which has the first `done` changes, in place. */
static void put_in_force(struct walk *walk, struct lesson *changed, size_t done)
{
    struct whatif *whatif = &walk->whatif;
    if (whatif->lesson == NULL) {
        whatif->lesson = walk->lesson;
        whatif->trace = walk->trace;
        whatif->folded = walk->folded;
    }
    whatif->done = done;
    whatif->looked = whatif->judged = false;
    install(walk, changed, quoted_open(changed));
}

void whatif_restore(struct walk *walk)
{
    struct whatif *whatif = &walk->whatif;
    if (whatif->lesson == NULL) {
        return;
    }
    struct lesson *written = whatif->lesson;
    whatif->lesson = NULL;
    whatif->done = 0;
    whatif->looked = whatif->judged = false;
    install(walk, written, whatif->trace);
    whatif->trace = NULL;
}

/* As many changes in force as that. */
static bool go_to(struct walk *walk, size_t done, struct diag *diag)
{
    struct whatif *whatif = &walk->whatif;
    if (done == 0) {
        whatif_restore(walk);
        return true;
    }
    struct lesson *changed =
        walk_takes(lesson_changed(written_lesson(walk), whatif->changes, done, diag), diag);
    if (changed != NULL) {
        put_in_force(walk, changed, done);
    }
    return changed != NULL;
}

/* Do both give the same setting a value? */
static bool same_setting(const struct change *a, const struct change *b)
{
    if (a->kind != b->kind) {
        return a->kind != CHANGE_SET && b->kind != CHANGE_SET && a->input == b->input &&
               a->kind != CHANGE_NUMBER && b->kind != CHANGE_NUMBER;
    }
    size_t size = a->kind == CHANGE_SET ? strcspn(a->set, "=") + 1 : 0;
    return a->kind == CHANGE_SET && strncmp(a->set, b->set, size) == 0;
}

/* Does an open task forbid the change? */
static bool is_forbidden(const struct walk *walk, const struct change *change, struct diag *diag)
{
    static const struct where nowhere = {0};
    size_t size = 0;
    const char *key = change_key(walk->lesson, change, &size);
    struct str why;
    str_init(&why);
    bool forbidden = attempt_forbids(walk, key, size, &why);
    if (forbidden) {
        diag_error(diag, nowhere, "%s", why.data);
    }
    str_release(&why);
    return forbidden;
}

bool whatif_make(struct walk *walk, const struct change *change, struct diag *diag)
{
    if (is_forbidden(walk, change, diag)) {
        return false;
    }
    struct whatif *whatif = &walk->whatif;
    size_t at = whatif->done;
    at -= at > 0 && same_setting(&whatif->changes[at - 1], change) ? 1 : 0;
    struct change *trial = mem_alloc(at + 1, sizeof *trial);
    for (size_t i = 0; i < at; i++) {
        trial[i] = whatif->changes[i];
    }
    trial[at] = *change;
    struct lesson *changed =
        walk_takes(lesson_changed(written_lesson(walk), trial, at + 1, diag), diag);
    free(trial);
    if (changed == NULL) {
        return false;
    }
    whatif->changes = mem_grow(whatif->changes, &whatif->cap, at + 1, sizeof *whatif->changes);
    struct change *kept = &whatif->changes[at];
    *kept = *change;
    kept->set = change->set == NULL ? NULL : arena_strdup(&whatif->texts, change->set);
    whatif->count = at + 1;
    put_in_force(walk, changed, at + 1);
    return true;
}

/* What was possible once is possible again; should it not be, nothing happens. */
static bool go_quietly(struct walk *walk, size_t done)
{
    struct diag diag;
    diag_init(&diag);
    bool ok = go_to(walk, done, &diag);
    diag_release(&diag);
    return ok;
}

bool whatif_undo(struct walk *walk)
{
    return walk->whatif.done > 0 && go_quietly(walk, walk->whatif.done - 1);
}

bool whatif_redo(struct walk *walk)
{
    return walk->whatif.done < walk->whatif.count && go_quietly(walk, walk->whatif.done + 1);
}

bool whatif_reload(struct walk *walk, const struct walk_options *options, struct diag *diag)
{
    struct whatif kept = walk->whatif;
    /* Should the file be bad, the walk stays as it is, with its changes. */
    walk->whatif = (struct whatif){.lesson = kept.lesson, .trace = kept.trace};
    if (!walk_reload(walk, options, diag)) {
        walk->whatif = kept;
        return false;
    }
    size_t done = kept.done;
    kept.lesson = NULL;
    kept.trace = NULL;
    kept.done = 0;
    walk->whatif = kept;
    if (!go_quietly(walk, done)) {
        walk->whatif.count = 0;
    }
    return true;
}

struct walk whatif_written(const struct walk *walk)
{
    struct walk written = *walk;
    if (walk->whatif.lesson != NULL) {
        written.lesson = walk->whatif.lesson;
        written.trace = walk->whatif.trace;
        written.folded = walk->whatif.folded;
        written.whatif.lesson = NULL;
        written.whatif.trace = NULL;
    }
    return written;
}

/* The same stage of the lesson as written, STAGE_NONE where it has none of that shape. */
static size_t written_stage(const struct walk *walk, size_t stage)
{
    const struct recipe *now = trace_recipe(walk->trace);
    const struct recipe *before = trace_recipe(walk->whatif.trace);
    size_t found = sides_stage(before, now, now->stages[stage].kind);
    bool same = found != STAGE_NONE && before->stages[found].form == now->stages[stage].form &&
                before->stages[found].width == now->stages[stage].width &&
                before->rows == now->rows;
    return same ? found : STAGE_NONE;
}

bool whatif_moved(const struct walk *walk, size_t stage, size_t row, size_t col, int decimals)
{
    if (!walk_is_changed(walk)) {
        return false;
    }
    size_t before = written_stage(walk, stage);
    if (before == STAGE_NONE) {
        return false;
    }
    char old_text[NUM_SIZE];
    char new_text[NUM_SIZE];
    double old_value = trace_cell(walk->whatif.trace, before, row, col);
    double new_value = trace_cell(walk->trace, stage, row, col);
    return old_value != new_value && strcmp(num_cell(old_text, old_value, decimals),
                                         num_cell(new_text, new_value, decimals)) != 0;
}

/* Numbers of a batch up to which every cell is looked at. */
enum { LOOK_MOST = 10000 };

static bool stage_moved(const struct walk *walk, size_t stage)
{
    size_t rows = walk_stage_rows(walk, stage);
    size_t cols = walk_stage_cols(walk, stage);
    if (written_stage(walk, stage) == STAGE_NONE) {
        return true;
    }
    int decimals = trace_stage_decimals(walk->trace, stage, walk->decimals);
    for (size_t i = 0; i < rows * cols; i++) {
        if (whatif_moved(walk, stage, i / cols, i % cols, decimals)) {
            return true;
        }
    }
    return false;
}

static bool step_moved(const struct walk *walk, size_t step)
{
    size_t parts[RECIPE_MAX_STAGES];
    size_t count = walk_parts(walk, step, parts);
    for (size_t i = 0; i < count; i++) {
        if (stage_moved(walk, parts[i])) {
            return true;
        }
    }
    return false;
}

/* The cell of the walk that shows a number of an input. */
static bool find_cell(
    const struct walk *walk, const struct change *change, size_t *stage, size_t *row, size_t *col)
{
    const struct recipe *recipe = trace_recipe(walk->trace);
    for (size_t i = 0; i < recipe->count; i++) {
        enum input input = INPUT_COUNT;
        size_t first = 0;
        if (!trace_given(walk->trace, i, 0, 0, &input, &first) || input != change->input) {
            continue;
        }
        size_t cols = walk_stage_cols(walk, i);
        size_t size = walk_stage_rows(walk, i) * cols;
        for (size_t cell = 0; cell < size; cell++) {
            size_t element = 0;
            if (trace_given(walk->trace, i, cell / cols, cell % cols, &input, &element) &&
                element == change->element) {
                *stage = i;
                *row = cell / cols;
                *col = cell % cols;
                return true;
            }
        }
    }
    return false;
}

static void describe(const struct walk *walk, struct str *out)
{
    const struct whatif *whatif = &walk->whatif;
    const struct change *last = &whatif->changes[whatif->done - 1];
    size_t stage = 0;
    size_t row = 0;
    size_t col = 0;
    char number[NUM_SIZE];
    switch (last->kind) {
    case CHANGE_SET:
        str_add(out, last->set);
        break;
    case CHANGE_KEEP:
        str_addf(out, _("%s keeps everything"), lesson_input_key(walk->lesson, last->input));
        break;
    case CHANGE_WRITTEN:
        str_addf(out, _("%s is as written"), lesson_input_key(walk->lesson, last->input));
        break;
    case CHANGE_NUMBER:
        if (find_cell(walk, last, &stage, &row, &col)) {
            trace_cell_name(walk->trace, stage, row, col, out);
        } else {
            str_add(out, lesson_input_key(walk->lesson, last->input));
        }
        str_addf(out, " = %s", num_shortest(number, last->value, DTYPE_FLOAT64));
        break;
    }
}

void whatif_look(struct walk *walk)
{
    struct whatif *whatif = &walk->whatif;
    if (!walk_is_changed(walk) || (whatif->looked && whatif->decimals == walk->decimals)) {
        return;
    }
    const struct recipe *recipe = trace_recipe(walk->trace);
    bool small = recipe->rows <= LOOK_MOST / recipe->cols;
    whatif->moved = 0;
    for (size_t step = 0; small && step < walk_steps(walk) && step < 32; step++) {
        whatif->moved |= step_moved(walk, step) ? (uint32_t)1 << step : 0;
    }
    if (!whatif->looked) {
        struct str what;
        str_init(&what);
        describe(walk, &what);
        whatif->what = arena_strndup(&whatif->texts, what.data, what.len);
        str_release(&what);
    }
    whatif->decimals = walk->decimals;
    whatif->looked = true;
}

bool whatif_step_moved(const struct walk *walk, size_t step)
{
    return walk_is_changed(walk) && walk->whatif.looked && step < 32 &&
           (walk->whatif.moved >> step & 1) != 0;
}

const char *whatif_what(const struct walk *walk)
{
    return walk->whatif.looked ? walk->whatif.what : "";
}

bool whatif_refusal(const struct walk *walk, struct str *out)
{
    enum input input = INPUT_COUNT;
    size_t element = 0;
    size_t stage = walk_stage(walk);
    const struct stage *info = walk_stage_info(walk);
    if (trace_given(walk->trace, stage, walk_row(walk), walk_col(walk), &input, &element)) {
        struct str why;
        str_init(&why);
        const char *key = lesson_input_key(walk->lesson, input);
        bool forbidden = attempt_forbids(walk, key, strlen(key), &why);
        if (forbidden) {
            str_addf(out, _("Not possible: %s."), why.data);
        }
        str_release(&why);
        return forbidden;
    }
    trace_cell_name(walk->trace, stage, walk_row(walk), walk_col(walk), out);
    if (info->op == NULL) {
        str_add(out, _(" belongs to no label: this position predicts nothing."));
    } else {
        str_addf(out, _(" is computed: %s. Change a number it comes from."), _(info->formula));
    }
    return true;
}

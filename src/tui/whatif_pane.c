/* What if: the line that says what is changed and what became of the loss, the line to type into,
 * and the switches. */
#include "attempt.h"
#include "i18n.h"
#include "pane.h"
#include "quiz.h"
#include "settings.h"
#include "utf8.h"
#include "whatif.h"

#include <string.h>

/* The loss as the loss line shows it; NULL where the lesson has none, or it is not known yet. */
static const char *loss_text(const struct walk *walk, struct arena *arena)
{
    size_t loss = trace_recipe(walk->trace)->loss;
    if (!trace_reads(walk->trace, loss) || !walk->folded) {
        return NULL;
    }
    const struct sight sight = quiz_sight(walk);
    return sight_worked(&sight, loss, 0, 0, walk->decimals, NULL, arena).value;
}

/* The open task, where its numbers are: at the end it stands in the text, if that is shown. */
static void add_task(struct text *text, const struct walk *walk, bool covered)
{
    if (attempt_open(walk) != NULL && (covered || !walk_is_at_end(walk))) {
        struct str sentence;
        str_init(&sentence);
        attempt_sentence(walk, &sentence);
        text_line(text, 0, 2);
        text_add(text, STYLE_TITLE, sentence.data);
        str_release(&sentence);
    }
}

void whatif_text(struct text *text, const struct walk *walk, bool covered)
{
    add_task(text, walk, covered);
    if (!walk_is_changed(walk)) {
        return;
    }
    text_line(text, 0, 2);
    text_add(text, STYLE_TITLE, _("What if "));
    text_add(text, STYLE_CODE, whatif_what(walk));
    size_t others = walk->whatif.done - 1;
    if (others > 0) {
        text_add(text, STYLE_PLAIN,
            arena_printf(text->arena,
                i18n_plural(" and %zu more change", " and %zu more changes", others), others));
    }
    struct walk written = whatif_written(walk);
    const char *before = loss_text(&written, text->arena);
    const char *now = loss_text(walk, text->arena);
    if (before != NULL && now != NULL) {
        text_add(text, STYLE_PLAIN, _(":  loss "));
        text_add(text, STYLE_LOSS, arena_printf(text->arena, "%s → %s", before, now));
    }
}

static const char *focused_name(struct text *text, const struct walk *walk)
{
    return trace_name_cell(
        walk->trace, walk_stage(walk), walk_row(walk), walk_col(walk), text->arena);
}

/* What a number of this input may be. */
static const char *number_help(const struct walk *walk)
{
    enum input input = INPUT_COUNT;
    size_t element = 0;
    (void)trace_given(
        walk->trace, walk_stage(walk), walk_row(walk), walk_col(walk), &input, &element);
    switch (input) {
    case INPUT_LABELS:
        return _("The number or the name of a class.");
    case INPUT_MASK:
        return _("1 keeps, 0 drops.");
    default:
        return _("A number such as 2.5, -3, 1/3 or 1e-4.");
    }
}

static void add_prompt_head(struct text *text, const struct walk *walk, const struct prompt *prompt)
{
    char number[NUM_SIZE];
    switch (prompt->kind) {
    case PROMPT_NUMBER:
        text_add(text, STYLE_TITLE,
            arena_printf(
                text->arena, _("What if %s were another number? "), focused_name(text, walk)));
        text_add(text, STYLE_PLAIN,
            arena_printf(text->arena, _("Now it is %s. "),
                num_shortest(number, prompt_number(walk), DTYPE_FLOAT64)));
        text_line(text, 2, 4);
        text_word(text, STYLE_CODE, focused_name(text, walk));
        text_word(text, STYLE_PLAIN, " = ");
        break;
    case PROMPT_SET:
        text_add(text, STYLE_TITLE, _("What if a key of the lesson had another value? "));
        if (switch_typed(walk) == NULL) {
            text_add(text, STYLE_PLAIN, _("For example label_smoothing=0.1"));
        }
        text_line(text, 2, 4);
        break;
    case PROMPT_LOSS:
        text_add(text, STYLE_TITLE, _("Which loss did somebody get? "));
        text_add(
            text, STYLE_PLAIN, _("losswalk looks which way of computing this batch gives it."));
        text_line(text, 2, 4);
        text_word(text, STYLE_PLAIN, _("loss: "));
        break;
    default:
        text_add(text, STYLE_TITLE, _("Save a copy of this lesson as it is now. "));
        text_add(text, STYLE_PLAIN,
            _("A file that is there is never written over. Published figures (expect) of the old "
              "numbers are left out."));
        text_line(text, 2, 4);
        text_word(text, STYLE_PLAIN, _("file: "));
        break;
    }
}

void prompt_text(struct text *text, const struct walk *walk, const struct prompt *prompt)
{
    add_prompt_head(text, walk, prompt);
    input_text(text, &prompt->line);
    if (prompt->refusal.len > 0) {
        text_line(text, 0, 2);
        text_add(text, STYLE_FINDING, _("Not possible: "));
        text_add(text, STYLE_FINDING, prompt->refusal.data);
    }
    text_gap(text);
    text_line(text, 0, 2);
    if (prompt->kind == PROMPT_NUMBER) {
        text_add(text, STYLE_DIM, number_help(walk));
        text_add(text, STYLE_DIM, _(" Up, Down: one more, one less."));
    }
    text_add(text, STYLE_DIM, _(" Enter: do it. Esc: leave it."));
}

/* "> temperature [2] Enter types another": the setting that a task is done by. */
static void add_typed(struct text *text, const struct walk *walk, const char *key)
{
    struct setting settings[SETTINGS_COUNT];
    lesson_settings(walk->lesson, settings, text->arena);
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        if (strcmp(settings[i].key, key) == 0 && settings[i].value != NULL) {
            text_add(text, STYLE_EMPHASIS, arena_printf(text->arena, " [%s]", settings[i].value));
        }
    }
    text_add(text, STYLE_DIM, _(" Enter types another"));
}

/* "> reduction  [mean]  sum  none": the position in force in brackets. */
static void add_switch(struct text *text, const struct walk *walk, const struct switches *switches,
    enum switch_line line)
{
    bool here = line == switches->line;
    text_line(text, 0, 14);
    text->target = (struct target){TARGET_SWITCH, (size_t)line, SWITCH_NO_POSITION, 0};
    text_word(text, here ? STYLE_CURSOR : STYLE_PLAIN, here ? ">" : " ");
    if (here) {
        text_mark(text);
    }
    struct str name;
    str_init(&name);
    const char *typed = line == SWITCH_OTHER ? switch_typed(walk) : NULL;
    const char *key = typed != NULL         ? typed
                      : line < SWITCH_OTHER ? switch_key(line)
                                            : _(switch_key(line));
    utf8_add_field(&name, key, 11, false, true);
    text_word(text, here ? STYLE_HERE : STYLE_PLAIN, arena_printf(text->arena, " %s", name.data));
    str_release(&name);
    if (typed != NULL) {
        add_typed(text, walk, typed);
    } else if (line == SWITCH_OTHER) {
        text_add(text, STYLE_DIM, _(" Enter types one, such as label_smoothing=0.1"));
    }
    size_t now = switch_position(switches, walk, line);
    for (size_t i = 0; i < switch_count(switches, line); i++) {
        const char *word =
            switch_positions(switches, line)[i]; /* of the lesson's language, but for masks */
        bool refused = here && i == switches->refused;
        text->target.row = i;
        text_add(text, STYLE_PLAIN, " ");
        text_add(text,
            i == now  ? STYLE_EMPHASIS
            : refused ? STYLE_ERROR
                      : STYLE_DIM,
            arena_printf(text->arena,
                i == now  ? "[%s]"
                : refused ? "x%sx"
                          : " %s ",
                line == SWITCH_MASK ? _(word) : word));
    }
    text->target.kind = TARGET_NONE;
}

void switches_text(
    struct text *text, const struct walk *walk, const struct switches *switches, bool compact)
{
    if (switches->refusal.len > 0) {
        text_add(text, STYLE_FINDING, _("Not possible: "));
        text_add(text, STYLE_FINDING, switches->refusal.data);
    } else if (!compact && !walk_is_changed(walk)) { /* else whatif_text() heads it */
        text_add(text, STYLE_TITLE, _("What if it were computed another way? "));
        text_add(text, STYLE_DIM, _("Up and Down choose, Left and Right turn."));
    }
    for (int i = 0; i < SWITCH_COUNT; i++) {
        if (!compact || i == (int)switches->line) {
            add_switch(text, walk, switches, (enum switch_line)i);
        }
    }
}

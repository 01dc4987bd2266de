/* What if: other numbers and settings, by typed commands. */
#include "attempt.h"
#include "bookmark.h"
#include "i18n.h"
#include "plain_impl.h"
#include "prompt.h"
#include "sentence.h"
#include "whatif.h"

#include <string.h>

static void say_loss(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    struct walk written = whatif_written(walk);
    size_t now = trace_recipe(walk->trace)->loss;
    size_t before = trace_recipe(written.trace)->loss;
    if (now == STAGE_NONE) {
        plain_say(plain, "%s", _("There is no single loss now: one for each sample."));
        return;
    }
    const struct sight new_sight = quiz_sight(walk);
    const struct sight old_sight = quiz_sight(&written);
    struct figure loss = sight_cell(&new_sight, now, 0, 0);
    struct str text;
    str_init(&text);
    if (loss.hidden) {
        sentence_loss(&new_sight, walk->decimals, &text);
        plain_say(plain, "%s", text.data);
    } else {
        str_add(&text, _("The loss is now "));
        sentence_figure(&text, loss, walk->decimals);
        if (before != STAGE_NONE && !sight_cell(&old_sight, before, 0, 0).hidden) {
            str_add(&text, _("; in the lesson as written it is "));
            sentence_figure(&text, sight_cell(&old_sight, before, 0, 0), walk->decimals);
        }
        plain_say(plain, _("%s."), text.data);
    }
    str_release(&text);
}

/* The steps that read otherwise now. */
static void say_moved(struct plain *plain)
{
    const struct walk *walk = &plain->walk;
    struct str names;
    str_init(&names);
    for (size_t step = 0; step < walk_steps(walk); step++) {
        if (whatif_step_moved(walk, step)) {
            str_addf(
                &names, "%s%s", names.len > 0 ? _(", ") : "", group_ids[walk_group(walk, step)]);
        }
    }
    if (names.len > 0) {
        plain_say(plain, _("Other numbers than in the lesson as written: %s."), names.data);
    }
    str_release(&names);
}

void plain_say_task(struct plain *plain)
{
    const struct walk *walk = &plain->walk;
    const struct task *task = attempt_task(walk);
    if (task == NULL) {
        return;
    }
    struct str sentence;
    str_init(&sentence);
    attempt_sentence(walk, &sentence);
    (void)attempt_judge(&plain->quiz, &plain->walk); /* opens it */
    bool open = attempt_open(walk) != NULL;
    plain_say(plain, open ? "%s" : _("Done. %s"), sentence.data);
    str_release(&sentence);
    size_t stage = attempt_stage(walk);
    if (stage != STAGE_NONE) {
        plain_say(plain, _("go %s leads to its numbers, and edit changes one; undo takes it back."),
            trace_recipe(walk->trace)->stages[stage].id);
    }
    if (open && attempt_setting(walk, task, 0) != NULL) {
        plain_say(plain, "%s", _("set, a key and a value changes a setting."));
    }
}

/* Whether the last change did what the task asks for. */
static void say_attempt(struct plain *plain)
{
    struct str text;
    str_init(&text);
    switch (attempt_judge(&plain->quiz, &plain->walk)) {
    case ATTEMPT_NONE:
        break;
    case ATTEMPT_REACHED:
        attempt_say_reached(&plain->walk, &text);
        bookmark_keep(plain->options->walk.progress, &plain->quiz,
            &plain->walk); /* before it is asked again */
        plain_say(plain, "%s", text.data);
        plain_say(plain, "%s",
            _("restore leads back to the lesson as written, and questions all asks once more."));
        break;
    case ATTEMPT_OTHERWISE:
        plain_say(plain, "%s",
            _("The goal is reached, but not by this alone: other changes were made before. undo "
              "takes them back."));
        break;
    }
    str_release(&text);
}

/* What became of the last change. */
static void say_change(struct plain *plain)
{
    struct walk *walk = &plain->walk;
    plain->warned = false;
    if (!walk_is_changed(walk)) {
        plain_say(plain, "%s", _("This is the lesson as written."));
        return;
    }
    whatif_look(walk);
    size_t changes = walk->whatif.done;
    plain_say(plain, changes == 1 ? _("What if %s.") : _("What if %s, the last of %zu changes."),
        whatif_what(walk), changes);
    say_loss(plain);
    say_moved(plain);
    say_attempt(plain);
}

/* Does what a prompt of the screen does with the words, and says what it came to. */
static bool enter(struct plain *plain, enum prompt_kind kind, const char *words)
{
    struct prompt prompt;
    prompt_init(&prompt);
    prompt_open(&prompt, kind, &plain->walk);
    input_set(&prompt.line, words);
    bool done = prompt_enter(&prompt, &plain->walk, plain->options->walk.data_folders);
    if (!done) {
        bool ended = prompt.refusal.len > 0 &&
                     strchr(".?!", prompt.refusal.data[prompt.refusal.len - 1]) != NULL;
        plain_say(
            plain, ended ? _("Not possible: %s") : _("Not possible: %s."), prompt.refusal.data);
    }
    for (const char *rest = prompt.said.data; prompt.said.len > 0 && *rest != '\0';) {
        size_t size = strcspn(rest, "\n");
        plain_say(plain, "%s", arena_strndup(&plain->arena, rest, size));
        rest += size + (rest[size] == '\n' ? 1 : 0);
    }
    prompt_release(&prompt);
    return done;
}

void plain_diagnose(struct plain *plain, const char *words)
{
    if (words[0] == '\0') {
        plain_say(
            plain, "%s", _("Type diagnose and the loss that somebody got, such as diagnose 1.06."));
    } else if (!trace_reads_result(plain->walk.trace)) {
        plain_say(plain, "%s", sentence_no_result());
    } else {
        (void)enter(plain, PROMPT_LOSS, words);
    }
}

/* Cuts the last word off; NULL where there is but one. */
static char *cut_last(char *words)
{
    char *blank = strrchr(words, ' ');
    if (blank == NULL) {
        return NULL;
    }
    *blank = '\0';
    (void)plain_trim(words);
    return blank + 1;
}

/* Says so where the number at hand is not one that is given. */
static bool refuses_edit(struct plain *plain)
{
    struct str refusal;
    str_init(&refusal);
    bool refuses = whatif_refusal(&plain->walk, &refusal);
    if (refuses) {
        plain_say(plain, "%s", refusal.data);
        if (attempt_open(&plain->walk) == NULL) {
            plain_say(plain, "%s", _("go input leads to the numbers that are given."));
        }
    }
    str_release(&refusal);
    return refuses;
}

void plain_edit(struct plain *plain, char *words)
{
    struct walk *walk = &plain->walk;
    bool matrix = walk_stage_info(walk)->form == FORM_MATRIX;
    if (walk_stage_info(walk)->op != NULL && refuses_edit(plain)) {
        return;
    }
    char *value = cut_last(words);
    size_t row = 0;
    size_t col = 0;
    if (value == NULL) {
        plain_say(plain,
            matrix ? _("Type edit, a row, a column and the new number, such as edit %s 0.5.")
                   : _("Type edit, a row and the new number, such as edit %s 1."),
            matrix ? _("0 1") : "0");
    } else if (plain_find_cell(plain, words, true, matrix, &row, &col)) {
        walk->row = row;
        walk->col = matrix ? col : walk->col;
        if (!refuses_edit(plain) && enter(plain, PROMPT_NUMBER, value)) {
            say_change(plain);
        }
    }
}

void plain_set(struct plain *plain, char *words)
{
    if (words[0] == '\0') {
        plain_say(plain, "%s",
            _("Type set, a key of the lesson and its value, such as set reduction sum, set rules "
              "keras, or set mask [1, 1, 0]."));
        return;
    }
    char *cut = strpbrk(words, " =");
    const char *key = words;
    const char *value = "";
    if (cut != NULL) {
        value = cut + 1 + strspn(cut + 1, " =");
        *cut = '\0';
    }
    if (enter(plain, PROMPT_SET, arena_printf(&plain->arena, "%s=%s", key, value))) {
        say_change(plain);
    }
}

void plain_undo(struct plain *plain)
{
    if (whatif_undo(&plain->walk)) {
        say_change(plain);
    } else {
        plain_say(plain, "%s", _("There is no change to take back."));
    }
}

void plain_redo(struct plain *plain)
{
    if (whatif_redo(&plain->walk)) {
        say_change(plain);
    } else {
        plain_say(plain, "%s", _("There is no change to make again."));
    }
}

void plain_restore(struct plain *plain)
{
    whatif_restore(&plain->walk);
    say_change(plain);
    if (plain->walk.whatif.count > 0) {
        plain_say(plain, "%s", _("redo makes your changes again, one by one."));
    }
}

void plain_save(struct plain *plain, const char *words)
{
    if (words[0] == '\0') {
        plain_say(plain, "%s", _("Type save and the name of a new file, such as save mine.md."));
    } else if (enter(plain, PROMPT_SAVE, words)) {
        plain_say(plain, _("Saved as %s."), words);
    }
}

bool plain_would_lose(struct plain *plain)
{
    const struct whatif *whatif = &plain->walk.whatif;
    if (whatif->done == 0 || whatif->done == whatif->saved || plain->warned) {
        return false;
    }
    plain->warned = true;
    plain_say(plain, "%s",
        _("Your changes are not saved. save and the name of a new file keeps them; the same "
          "command again leaves without them."));
    return true;
}

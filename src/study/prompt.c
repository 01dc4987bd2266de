#include "prompt.h"

#include "diagnosis.h"
#include "file.h"
#include "i18n.h"
#include "numbers.h"
#include "quiz.h"
#include "rewrite.h"
#include "switches.h"
#include "utf8.h"
#include "whatif.h"

#include <string.h>
#include <unistd.h>

void prompt_init(struct prompt *prompt)
{
    *prompt = (struct prompt){.kind = PROMPT_NONE};
    str_init(&prompt->refusal);
    str_init(&prompt->said);
}

void prompt_release(struct prompt *prompt)
{
    str_release(&prompt->refusal);
    str_release(&prompt->said);
}

void prompt_close(struct prompt *prompt)
{
    prompt->kind = PROMPT_NONE;
    input_set(&prompt->line, "");
    str_clear(&prompt->refusal);
}

/* "sparse-labels-2.md", or the first number after that for which there is no file. */
static void propose_name(struct input_line *line, const struct lesson *lesson)
{
    struct str name;
    str_init(&name);
    const char *id = strcmp(lesson->id, "-") == 0 ? "lesson" : lesson->id;
    for (unsigned n = 2; n < 1000; n++) {
        str_clear(&name);
        str_addf(&name, "%s-%u.md", id, n);
        if (!file_is_there(name.data)) {
            break;
        }
    }
    input_set(line, name.data);
    str_release(&name);
}

void prompt_open(struct prompt *prompt, enum prompt_kind kind, const struct walk *walk)
{
    prompt_close(prompt);
    prompt->kind = kind;
    if (kind == PROMPT_SAVE) {
        propose_name(&prompt->line, walk->lesson);
    } else if (kind == PROMPT_SET && switch_typed(walk) != NULL) {
        struct str begun;
        str_init(&begun);
        str_addf(&begun, "%s=", switch_typed(walk));
        input_set(&prompt->line, begun.data);
        str_release(&begun);
    }
}

static enum input focused_input(const struct walk *walk, size_t *element)
{
    enum input input = INPUT_COUNT;
    (void)trace_given(
        walk->trace, walk_stage(walk), walk_row(walk), walk_col(walk), &input, element);
    return input;
}

double prompt_number(const struct walk *walk)
{
    return trace_cell(walk->trace, walk_stage(walk), walk_row(walk), walk_col(walk));
}

/* A number is typed anew where it was refused; a setting or a name is mended. */
static bool is_number(const struct prompt *prompt)
{
    return prompt->kind == PROMPT_NUMBER || prompt->kind == PROMPT_LOSS;
}

bool prompt_key(struct prompt *prompt, const struct walk *walk, uint32_t key)
{
    size_t element = 0;
    /* A label may be typed as the name of its class. */
    bool named = prompt->kind == PROMPT_NUMBER && focused_input(walk, &element) == INPUT_LABELS;
    if (!input_key(&prompt->line, key, is_number(prompt) && !named ? input_number : input_words)) {
        return false;
    }
    str_clear(&prompt->refusal);
    return true;
}

/* The number of the class with that name. */
static bool find_class(const struct lesson *lesson, const char *name, double *out)
{
    for (size_t i = 0; lesson->classes != NULL && lesson->classes[i] != NULL; i++) {
        if (utf8_typed_alike(lesson->classes[i], name) ||
            (lesson->written_classes != NULL &&
                utf8_typed_alike(lesson->written_classes[i], name))) {
            *out = (double)i;
            return true;
        }
    }
    return false;
}

static bool read_number(const struct prompt *prompt, const struct walk *walk, double *out)
{
    struct answer answer;
    if (answer_parse(prompt->line.text, &answer)) {
        *out = answer.value;
        return true;
    }
    size_t element = 0;
    return focused_input(walk, &element) == INPUT_LABELS &&
           find_class(walk->lesson, prompt->line.text, out);
}

void prompt_step(struct prompt *prompt, const struct walk *walk, long delta)
{
    double value = prompt_number(walk);
    char text[NUM_SIZE];
    (void)read_number(prompt, walk, &value);
    input_set(&prompt->line, num_shortest(text, value + (double)delta, DTYPE_FLOAT64));
    str_clear(&prompt->refusal);
}

static bool enter_number(struct prompt *prompt, struct walk *walk, struct diag *diag)
{
    struct change change = {.kind = CHANGE_NUMBER};
    change.input = focused_input(walk, &change.element);
    if (!read_number(prompt, walk, &change.value)) {
        const struct where nowhere = {NULL, 0, 0};
        diag_error(diag, nowhere, _("that is no number: type one such as 0.25, -3, 1e-4 or 1/3"));
        return false;
    }
    return whatif_make(walk, &change, diag);
}

enum { TRIED_AT_ONCE = 1 << 20 }; /* scores with which some hundred ways take a second or two */
enum { UNBROKEN = 100000 };       /* columns: whoever shows the lines breaks them */

/* Not while a question asks for the loss, which this would tell. */
static bool enter_loss(struct prompt *prompt, const struct walk *walk, struct diag *diag)
{
    const struct where nowhere = {NULL, 0, 0};
    const struct sight sight = quiz_sight(walk);
    size_t loss = trace_recipe(walk->trace)->loss;
    struct answer given;
    if (!answer_parse(prompt->line.text, &given)) {
        diag_error(diag, nowhere, _("that is no number: type one such as 0.25, -3, 1e-4 or 1/3"));
        return false;
    }
    size_t numbers = shape_size(&walk->lesson->problem.scores->shape);
    if (numbers > TRIED_AT_ONCE) {
        diag_error(diag, nowhere,
            _("%zu scores are too many to try every way while you wait: losswalk --diagnose %s"),
            numbers, prompt->line.text);
        return false;
    }
    if (loss != STAGE_NONE && sight_cell(&sight, loss, 0, 0).hidden) {
        diag_error(diag, nowhere,
            _("a question of this lesson asks for the loss, and this would tell it"));
        return false;
    }
    struct diagnosis diagnosis;
    diagnose(&diagnosis, walk->trace, &given);
    diagnosis_text(
        &diagnosis, prompt->line.text, walk->lesson->problem.dtype, UNBROKEN, &prompt->said);
    diagnosis_release(&diagnosis);
    return true;
}

/* As typed; where that makes no sense, as it would be without an input method: reduction＝sum. What
 * is refused then is what was typed. */
static bool enter_setting(struct prompt *prompt, struct walk *walk, struct diag *diag)
{
    const struct change typed = {.kind = CHANGE_SET, .set = prompt->line.text};
    struct str text;
    str_init(&text);
    utf8_add_typed(&text, typed.set);
    const struct change plain = {.kind = CHANGE_SET, .set = text.data};
    struct diag other;
    diag_init(&other);
    bool differs = strcmp(text.data, typed.set) != 0;
    bool done = whatif_make(walk, &typed, diag) || (differs && whatif_make(walk, &plain, &other));
    diag_release(&other);
    str_release(&text);
    return done;
}

static bool do_it(
    struct prompt *prompt, struct walk *walk, const char *const *data_folders, struct diag *diag)
{
    switch (prompt->kind) {
    case PROMPT_NUMBER:
        return enter_number(prompt, walk, diag);
    case PROMPT_SET:
        return enter_setting(prompt, walk, diag);
    case PROMPT_SAVE:
        if (!lesson_save_copy(walk->lesson, prompt->line.text, data_folders, diag)) {
            return false;
        }
        walk->whatif.saved = walk->whatif.done;
        return true;
    case PROMPT_LOSS:
        return enter_loss(prompt, walk, diag);
    case PROMPT_NONE:
        break;
    }
    return true;
}

bool prompt_enter(struct prompt *prompt, struct walk *walk, const char *const *data_folders)
{
    str_clear(&prompt->refusal);
    str_clear(&prompt->said);
    if (prompt->line.text[0] != '\0') {
        struct diag diag;
        diag_init(&diag);
        bool done = do_it(prompt, walk, data_folders, &diag);
        if (!done) {
            diag_first_error(&diag, &prompt->refusal);
        }
        if (!done && is_number(prompt)) {
            input_refuse(&prompt->line);
        }
        diag_release(&diag);
        if (!done) {
            return false;
        }
    }
    prompt->kind = PROMPT_NONE;
    return true;
}

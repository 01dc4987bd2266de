/* The lesson's questions as sentences: what is asked, and what a line that is typed comes to. */
#include "i18n.h"
#include "plain_impl.h"
#include "quiz_words.h"
#include "sentence.h"
#include "utf8.h"

#include <string.h>

bool plain_asks(const struct plain *plain)
{
    return plain->walk.lesson != NULL && quiz_asks(&plain->quiz, &plain->walk) &&
           !quiz_is_done(&plain->quiz);
}

/* A note, a formula behind its words, and what else there is of it on lines of its own. */
static void say_note(struct plain *plain, const struct quiz_note *note)
{
    const char *more = note->more_formulas;
    if (note->label[0] != '\0') {
        plain_say(plain, "%s%s%s%s%s", note->label, note->words,
            note->formula != NULL ? note->formula : "", more != NULL ? _(", ") : "",
            more != NULL ? more : "");
    }
    if (note->line != NULL) {
        plain_say(plain, "%s", note->line);
    }
}

static void say_choices(struct plain *plain)
{
    const struct quiz *quiz = &plain->quiz;
    for (size_t i = 0; quiz->question->choices[i] != NULL; i++) {
        bool tried = (quiz->wrong_choices >> i & 1) != 0;
        plain_say(plain, "%s: %s%s", quiz_choice_key(i, &plain->arena), quiz->question->choices[i],
            tried ? _(" (tried, not right)") : "");
    }
}

/* "Type hint for the formula." */
static void say_next_hint(struct plain *plain)
{
    enum quiz_hint hint = quiz_hint_at(&plain->quiz, &plain->walk, plain->quiz.hints);
    if (hint == HINT_VALUE) {
        plain_say(plain, "%s", _("Type hint for the answer."));
    } else {
        plain_say(plain, _("Type hint for %s."), quiz_hint_label(hint));
    }
}

void plain_say_question(struct plain *plain)
{
    const struct quiz *quiz = &plain->quiz;
    bool choice = quiz->question->kind == ANSWER_CHOICE;
    plain_say(plain, _("Question: %s"), quiz->question->ask);
    if (choice) {
        say_choices(plain);
    } else {
        plain_say(plain, _("Asked for: %s"), quiz_cell_name(&plain->walk, quiz, &plain->arena));
    }
    for (size_t i = 0; i < quiz->hints; i++) {
        struct quiz_note note = quiz_hint_note(&plain->walk, quiz, i, &plain->arena);
        say_note(plain, &note);
    }
    plain_say(plain, "%s",
        choice ? _("Type the letter or the words of your choice. Enter alone tells the answer; "
                   "next passes the question by.")
               : _("Type a number. Enter alone tells the answer; next passes the question by."));
    say_next_hint(plain);
}

bool plain_ask(struct plain *plain, struct place to)
{
    struct walk *walk = &plain->walk;
    if (!quiz_open(&plain->quiz, walk, to)) {
        return false;
    }
    /* The examples of the next step follow the cell asked for. */
    const struct question_cell *cell = &plain->quiz.cell;
    enum stage_form form = trace_recipe(walk->trace)->stages[cell->stage].form;
    if (plain->quiz.question->kind == ANSWER_CELL && form != FORM_SCALAR) {
        plain_focus(walk, cell->row);
        walk->col = form == FORM_MATRIX ? cell->col : walk->col;
    }
    plain_say_question(plain);
    return true;
}

/* ---- What came of it ------------------------------------------------------------------------- */

static void say_answer(struct plain *plain, const char *label)
{
    const struct quiz *quiz = &plain->quiz;
    if (quiz->question->kind == ANSWER_CHOICE) {
        plain_say(plain, "%s%s", label, quiz->question->answer);
        return;
    }
    struct str text;
    str_init(&text);
    struct worked worked = quiz_answer_line(&plain->walk, quiz, &plain->arena);
    sentence_worked(&worked, &text);
    plain_say(plain, "%s%s", label, text.data);
    str_release(&text);
}

static void say_verdict(struct plain *plain)
{
    const struct quiz *quiz = &plain->quiz;
    struct quiz_note verdict = quiz_verdict_note(&plain->walk, quiz, &plain->arena);
    struct quiz_note comma = quiz_comma_note(quiz);
    if (quiz_is_done(quiz)) {
        say_answer(plain, verdict.label);
    } else {
        say_note(plain, &verdict);
    }
    say_note(plain, &comma);
    if (!quiz_is_done(quiz)) {
        say_next_hint(plain);
        return;
    }
    if (quiz->question->hint != NULL) { /* now it is the reason why */
        plain_say(plain, "%s", quiz->question->hint);
    }
    plain_say(plain, "%s", _("Enter goes on."));
}

static void judge(struct plain *plain)
{
    quiz_enter(&plain->quiz, &plain->walk);
    say_verdict(plain);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

/* Numbers are read out in words, so they may be typed in words. */
static const char *spoken(struct plain *plain, const char *text)
{
    static const char *const words[][2] = {
        {"minus ", "-"}, {"infinity", "inf"}, {"not a number", "nan"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strcasestr(text, words[i][0]);
        if (at != NULL) {
            text = arena_printf(&plain->arena, "%.*s%s%s", (int)(at - text), text, words[i][1],
                at + strlen(words[i][0]));
        }
    }
    return text;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The characters of a number in text, blanks left out but between digits. False when there is
 * anything else in it, or too much. */
static bool collect_number(const char *text, char out[ANSWER_SIZE])
{
    static const struct input_line none = {.caret = 0};
    size_t used = 0;
    bool blank = false;
    while (*text != '\0') {
        uint32_t code = 0;
        size_t size = utf8_decode(text, strlen(text), &code);
        uint32_t taken = size > 0 ? input_number(&none, code) : 0;
        char c = (char)taken;
        bool split = blank && used > 0 && is_digit(out[used - 1]) && is_digit(c);
        blank = code == ' ';
        if ((c == '\0' && !blank) || split || used + 1 == ANSWER_SIZE) {
            return false;
        }
        if (c != '\0') {
            out[used++] = c;
        }
        text += size;
    }
    out[used] = '\0';
    return used > 0;
}

/* What begins like a number is meant as one, whatever follows. */
static bool begins_a_number(const char *text)
{
    return is_digit(text[strspn(text, "+-.,/ ")]);
}

static bool answer_number(struct plain *plain, const char *typed)
{
    struct quiz *quiz = &plain->quiz;
    struct answer answer;
    char number[ANSWER_SIZE];
    const char *text = spoken(plain, typed);
    bool good = collect_number(text, number) && answer_parse(number, &answer);
    if (!good && !begins_a_number(text)) {
        return false;
    }
    input_set(&quiz->input,
        good ? number
             : arena_strndup(&plain->arena, typed, strnlen(typed, sizeof quiz->tried - 1)));
    judge(plain);
    input_set(&quiz->input, "");
    return true;
}

/* ---- Choices --------------------------------------------------------------------------------- */

static size_t choice_named(const struct question *question, const char *text)
{
    for (size_t i = 0; question->choices[i] != NULL; i++) {
        if (strcasecmp(question->choices[i], text) == 0 ||
            strcasecmp(question->written_choices[i], text) == 0) {
            return i;
        }
    }
    return QUIZ_NO_CHOICE;
}

/* The only choice with the text somewhere in it, in either language. */
static size_t choice_with(const struct question *question, const char *text)
{
    size_t found = QUIZ_NO_CHOICE;
    for (size_t i = 0; question->choices[i] != NULL; i++) {
        if (strcasestr(question->choices[i], text) != NULL ||
            strcasestr(question->written_choices[i], text) != NULL) {
            if (found != QUIZ_NO_CHOICE) {
                return QUIZ_NO_CHOICE;
            }
            found = i;
        }
    }
    return found;
}

static bool choose(struct plain *plain, size_t choice)
{
    plain->quiz.choice = choice;
    judge(plain);
    return true;
}

/* A lone letter is a choice: commands take two while one is asked for. */
static bool answer_letter(struct plain *plain, const char *letter)
{
    size_t choice = (size_t)(letter[0] - 'a');
    size_t count = 0;
    while (plain->quiz.question->choices[count] != NULL) {
        count++;
    }
    if (choice < count) {
        return choose(plain, choice);
    }
    plain_say(plain, _("The choices go from a to %s. A command takes at least two letters here."),
        quiz_choice_key(count - 1, &plain->arena));
    return true;
}

static bool answer_choice(struct plain *plain, const char *typed, const char *line)
{
    const struct question *question = plain->quiz.question;
    if (typed[0] >= 'a' && typed[0] <= 'z' && typed[1] == '\0') {
        return answer_letter(plain, typed);
    }
    size_t named = choice_named(question, line);
    named = named == QUIZ_NO_CHOICE ? choice_named(question, typed) : named;
    if (named != QUIZ_NO_CHOICE) {
        return choose(plain, named);
    }
    size_t command = 0;
    const char *first = arena_strndup(&plain->arena, typed, strcspn(typed, " "));
    if (plain_count_commands(first, &command) > 0) {
        return false;
    }
    named = choice_with(question, line);
    if (named != QUIZ_NO_CHOICE) {
        return choose(plain, named);
    }
    const char *near = diag_nearest(line, question->choices);
    if (near != NULL) {
        plain_say(plain, _("'%s' is none of the choices. Did you mean %s?"), line, near);
    } else if (begins_a_number(typed)) {
        plain_say(plain, _("'%s' is none of the choices. again lists them."), line);
    } else {
        return false;
    }
    return true;
}

bool plain_answer(struct plain *plain, const char *typed, const char *line)
{
    struct quiz *quiz = &plain->quiz;
    if (typed[0] == '\0') { /* nothing typed, nothing chosen: the answer is told */
        quiz->choice = QUIZ_NO_CHOICE;
        judge(plain);
        return true;
    }
    return quiz->question->kind == ANSWER_CHOICE ? answer_choice(plain, typed, line)
                                                 : answer_number(plain, typed);
}

/* ---- Commands -------------------------------------------------------------------------------- */

void plain_hint(struct plain *plain)
{
    struct quiz *quiz = &plain->quiz;
    if (!plain_asks(plain)) {
        plain_say(plain, "%s", _("No question is open, so there is no hint. Enter goes on."));
        return;
    }
    size_t shown = quiz->hints;
    quiz_hint(quiz, &plain->walk);
    if (quiz_is_done(quiz)) {
        say_verdict(plain);
        return;
    }
    struct quiz_note note = quiz_hint_note(&plain->walk, quiz, shown, &plain->arena);
    say_note(plain, &note);
    say_next_hint(plain);
}

void plain_later(struct plain *plain)
{
    if (!plain_asks(plain)) {
        plain_say(plain, "%s", _("No question is open. Enter goes on."));
        return;
    }
    quiz_close(&plain->quiz);
    plain_say(plain, "%s",
        _("The question is put off. Enter asks it again; next, typed then, passes it by; "
          "questions none asks none."));
}

void plain_pass(struct plain *plain)
{
    bool end = walk_is_at_end(&plain->walk);
    quiz_pass(&plain->quiz, &plain->walk);
    plain_say(plain, "%s",
        end ? _("The question is left open. questions again asks it again.")
            : _("The question is passed by. It is asked again at the end."));
}

void plain_questions(struct plain *plain, const char *words)
{
    static const struct {
        const char *word;
        enum quiz_asking asking;
        const char *said;
    } ways[] = {
        {"again", QUIZ_AGAIN, N_("Questions that are not solved are asked again, from here on.")},
        {"all", QUIZ_ALL, N_("All questions are asked again, from here on.")},
        {"none", QUIZ_NONE, N_("No questions are asked: Enter goes from part to part.")},
    };
    struct quiz *quiz = &plain->quiz;
    enum { WAYS = sizeof ways / sizeof *ways };
    size_t way = 0;
    while (way < WAYS && strcmp(words, ways[way].word) != 0) {
        way++;
    }
    if (way < WAYS) {
        quiz_ask(quiz, &plain->walk, ways[way].asking);
    } else if (words[0] != '\0') {
        plain_say(plain, "%s", _("Type questions again, questions all or questions none."));
        return;
    }
    for (size_t i = 0; i < WAYS; i++) {
        if (quiz->asking == ways[i].asking) {
            plain_say(plain, "%s", _(ways[i].said));
        }
    }
    if (quiz->asking == QUIZ_ONCE) {
        plain_say(plain, "%s", _("Each question is asked once, before the part that answers it."));
    }
}

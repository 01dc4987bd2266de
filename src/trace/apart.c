#include "apart.h"

#include "i18n.h"
#include "numbers.h"
#include "slip.h"

#include <math.h>
#include <string.h>

enum { MOST_ANSWERS = 2048 };

/* What somebody would type, and why; SLIP_NONE: it is right. */
struct wrong {
    enum slip slip;
    char digits[NUM_SIZE];
};

struct wrongs {
    struct wrong *all;
    size_t count;
};

static void add(struct wrongs *wrongs, enum slip slip, double value, int decimals)
{
    if (!isnan(value) && wrongs->count < MOST_ANSWERS) {
        struct wrong *wrong = &wrongs->all[wrongs->count++];
        wrong->slip = slip;
        (void)num_cell(wrong->digits, value, decimals);
    }
}

/* What the first says of a number is true of the second's, too, in any batch: a label that was
 * counted otherwise is another class. */
static const enum slip SAYS_BOTH[][2] = {
    {SLIP_loss_of_other_class, SLIP_labels_moved},
    {SLIP_loss_of_other_class, SLIP_labels_from_end},
    {SLIP_loss_of_other_class, SLIP_labels_predicted},
    {SLIP_loss_of_other_class, SLIP_labels_shifted},
    {SLIP_loss_of_other_class, SLIP_labels_shifted_twice},
    {SLIP_loss_of_other_class, SLIP_shift_forgotten},
    {SLIP_divided, SLIP_divided_by_all},
};

static bool says_both(enum slip a, enum slip b)
{
    bool both = a == b || a == SLIP_other_reduction || b == SLIP_other_reduction;
    for (size_t i = 0; i < sizeof SAYS_BOTH / sizeof *SAYS_BOTH; i++) {
        both = both || (SAYS_BOTH[i][0] == a && SAYS_BOTH[i][1] == b);
    }
    return both;
}

static void report(const struct question *question, const struct wrong *wrong,
    const struct wrong *told, struct diag *diag)
{
    if (told->slip == SLIP_NONE) {
        diag_error(diag, question->apart_where,
            _("the mistake '%s' gives %s, as the right answer does"), slip_names[wrong->slip],
            wrong->digits);
    } else {
        diag_error(diag, question->apart_where, _("the mistakes '%s' and '%s' both give %s"),
            slip_names[told->slip], slip_names[wrong->slip], wrong->digits);
    }
    diag_id(diag, "slips-alike");
    diag_hint(diag, _("take another cell, other numbers, or more digits (precision)"));
}

/* Whoever gives an answer is told what the first says that gives it. Once for each slip. */
static bool check_wrongs(
    const struct question *question, const struct wrongs *wrongs, struct diag *diag)
{
    bool said[SLIP_COUNT] = {false};
    bool ok = true;
    for (size_t i = 1; i < wrongs->count; i++) {
        const struct wrong *wrong = &wrongs->all[i];
        const struct wrong *told = wrongs->all;
        while (strcmp(told->digits, wrong->digits) != 0) {
            told++;
        }
        if (!says_both(told->slip, wrong->slip) && !said[wrong->slip]) {
            report(question, wrong, told, diag);
            said[wrong->slip] = true;
            ok = false;
        }
    }
    return ok;
}

static bool check_question(struct trace *trace, const struct question *question, struct diag *diag)
{
    struct question_cell cell;
    if (!question->tell_apart || !question_find(trace, question, &cell)) {
        return true;
    }
    struct arena arena;
    arena_init(&arena);
    struct wrongs wrongs = {arena_alloc(&arena, MOST_ANSWERS, sizeof *wrongs.all), 0};
    int decimals = trace_stage_decimals(trace, cell.stage, trace_default_decimals(trace));
    add(&wrongs, SLIP_NONE, trace_cell(trace, cell.stage, cell.row, cell.col), decimals);
    for (int slip = 0; slip < SLIP_COUNT; slip++) {
        double value = NAN;
        struct question_cell place;
        for (size_t i = 0; slip_value(trace, &cell, (enum slip)slip, i, &value, &place); i++) {
            add(&wrongs, (enum slip)slip, value, decimals);
        }
    }
    bool ok = check_wrongs(question, &wrongs, diag);
    arena_release(&arena);
    return ok;
}

bool apart_check(struct trace *trace, struct diag *diag)
{
    bool ok = true;
    for (const struct question *q = trace_lesson(trace)->questions; q != NULL; q = q->next) {
        ok = check_question(trace, q, diag) && ok;
    }
    return ok;
}

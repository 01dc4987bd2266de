#include "summary.h"

#include "i18n.h"
#include "num.h"
#include "quiz.h"
#include "sum.h"

#include <math.h>

enum { MOST_NUMBERS = 20000 }; /* looked at for a summary */

bool summary_of(const struct sight *sight, size_t stage, struct summary *out)
{
    const struct stage *info = &trace_recipe(sight->trace)->stages[stage];
    size_t cols = info->form == FORM_MATRIX ? info->width : 1;
    struct sum sum = {0};
    *out = (struct summary){.least = INFINITY, .most = -INFINITY};
    /* Labels are names: they have no mean. */
    bool names =
        info->kind == ID_labels || info->kind == ID_shifted_labels || info->kind == ID_predicted;
    /* A number of a column that is not at hand takes a row of what it is made of. */
    const struct recipe *recipe = trace_recipe(sight->trace);
    bool at_hand =
        info->form != FORM_COLUMN || info->op == NULL || trace_knows_column(sight->trace, stage);
    size_t each = at_hand || recipe->cols < cols ? cols : recipe->cols;
    if (names || info->form == FORM_SCALAR || cols == 0 || info->rows > MOST_NUMBERS / each) {
        return false;
    }
    for (size_t i = 0; i < info->rows * cols; i++) {
        const struct figure figure = sight_cell(sight, stage, i / cols, i % cols);
        if (figure.hidden) {
            return false;
        }
        out->numbers++;
        if (!isfinite(figure.value)) {
            out->nans += isnan(figure.value) != 0;
            out->infinities += isinf(figure.value) != 0;
            continue;
        }
        out->zeros += figure.value == 0;
        out->least = fmin(out->least, figure.value);
        out->most = fmax(out->most, figure.value);
        sum_add(&sum, figure.value);
    }
    size_t finite = out->numbers - out->nans - out->infinities;
    out->mean = finite > 0 ? sum_value(&sum) / (double)finite : NAN;
    return true;
}

void summary_look(struct walk *walk)
{
    const struct sight sight = quiz_sight(walk);
    size_t stage = walk_stage(walk);
    struct summarized *known = &walk->summarized;
    bool more = !known->said && known->folded != walk->folded; /* known by now, perhaps */
    if (known->trace != walk->trace || known->stage != stage || more) {
        known->trace = walk->trace;
        known->stage = stage;
        known->folded = walk->folded;
        known->said = summary_of(&sight, stage, &known->summary);
    }
}

static void add_count(struct str *out, size_t count, const char *what)
{
    if (count > 0) {
        str_addf(out, _(", %zu × %s"), count, what);
    }
}

void summary_text(const struct summary *summary, int decimals, struct str *out)
{
    char least[NUM_SIZE];
    char most[NUM_SIZE];
    char mean[NUM_SIZE];
    if (isnan(summary->mean)) {
        str_add(out, _("no finite number"));
    } else {
        str_addf(out, _("from %s to %s, mean %s"), num_cell(least, summary->least, decimals),
            num_cell(most, summary->most, decimals), num_cell(mean, summary->mean, decimals));
    }
    add_count(out, summary->nans, "nan");
    add_count(out, summary->infinities, "inf");
    add_count(out, summary->zeros, "0");
}

#include "doubt.h"

#include "i18n.h"
#include "rules.h"

void doubts_check(const struct lesson *lesson, struct diag *diag)
{
    const struct where where = {&lesson->source, 0, 0};
    const char *title = _(rules_named(lesson->rules)->title);
    if (lesson->axis_by_rules) {
        diag_warn(diag, where,
            _("%s takes axis %zu as the classes, and the last axis would fit as well"), title,
            lesson->problem.class_axis);
        diag_id(diag, "axis-by-rules");
        diag_hint(diag, _("say which is meant: class_axis: %zu, or class_axis: -1"),
            lesson->problem.class_axis);
    }
    if (lesson->weights_by_rules) {
        diag_warn(diag, where,
            _("%s broadcasts sample_weights from the last axis, and from the first they would fit "
              "as well"),
            title);
        diag_id(diag, "weights-by-rules");
        diag_hint(
            diag, _("say which is meant: [[1], [2]] is one for each row, [[1, 2]] one for each "
                    "column"));
    }
    if (lesson->divisor_by_rules) {
        diag_warn(diag, where,
            _("%s divides by the weights of classes alone, not by sample_weights"), title);
        diag_id(diag, "divisor-by-rules");
        diag_hint(diag, _("say which is meant: reduction: class_weighted_mean, or weighted_mean"));
    }
    if (lesson->mean_by_name) {
        diag_warn(diag, where,
            _("reduction: mean divides by all entries; what %s calls mean divides by the weights "
              "of classes"),
            title);
        diag_id(diag, "mean-by-name");
        diag_hint(diag, _("for theirs, leave 'reduction' out, or say class_weighted_mean"));
    }
}

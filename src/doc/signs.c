/* The signs of a sheet, and what they mean. */
#include "doc.h"
#include "i18n.h"

#include <string.h>

static void note(struct doc *doc, enum doc_sign_kind kind, bool shown)
{
    doc->signs |= shown ? 1U << kind : 0;
}

static bool has(const struct worked *worked, const char *sign)
{
    return strstr(worked->numbers, sign) != NULL || strstr(worked->value, sign) != NULL;
}

void doc_note_signs(struct doc *doc, const struct worked *worked)
{
    const char *dtype = lesson_word("dtype", trace_lesson(doc->trace)->problem.dtype);
    note(doc, SIGN_CELL, strchr(worked->name, '[') != NULL);
    note(doc, SIGN_MORE, strchr(worked->numbers, '[') != NULL);
    note(doc, SIGN_PICKED, has(worked, _("0 (not picked: ")));
    note(doc, SIGN_STORED, has(worked, dtype));
    note(doc, SIGN_POWER, has(worked, "e-") || has(worked, "e+"));
    note(doc, SIGN_NO_NUMBER, has(worked, "inf") || has(worked, "nan"));
}

void doc_note_truth(struct doc *doc)
{
    note(doc, SIGN_TRUTH, true);
}

size_t doc_signs(const struct doc *doc, struct doc_sign out[DOC_SIGNS])
{
    const struct problem *problem = &trace_lesson(doc->trace)->problem;
    const char *stored = problem->dtype == DTYPE_FLOAT32    ? "float32(x)"
                         : problem->dtype == DTYPE_BFLOAT16 ? "bfloat16(x)"
                                                            : "float16(x)";
    const struct doc_sign all[DOC_SIGNS] = {
        {SIGN_TRUTH, "",
            problem_is_binary(problem) ? _("a target of 1") : _("the entry of the true class")},
        {SIGN_CELL, "p[s1,dog]", _("the entry of p in row s1, column dog")},
        {SIGN_MORE, _("[94 more: 90]"), _("the other terms of a long sum, and what they come to")},
        {SIGN_PICKED, _("0 (not picked: 0)"),
            _("0 because the other factor is, whatever this one may be")},
        {SIGN_STORED, stored, _("x rounded as this number format stores it")},
        {SIGN_POWER, "1.5e-08", _("1.5 × 10^-8 = 0.000000015")},
        {SIGN_NO_NUMBER, "inf  -inf  nan",
            _("infinity; minus infinity; not a number, such as 0/0")},
    };
    size_t count = 0;
    for (size_t i = 0; i < DOC_SIGNS; i++) {
        if ((doc->signs >> all[i].kind & 1) != 0) {
            out[count++] = all[i];
        }
    }
    return count;
}

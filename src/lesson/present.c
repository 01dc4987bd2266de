#include "present.h"

#include "formulas.h"
#include "mention.h"
#include "translation.h"

void lesson_present(
    struct lesson *lesson, const struct presentation *presentation, struct diag *diag)
{
    (void)lesson_translate(lesson, presentation->language, diag);
    lesson_read_formulas(lesson, presentation->formulas);
    lesson_name_others(lesson, presentation->shelves, presentation->language, !presentation->card);
}

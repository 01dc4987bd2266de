#include "pane.h"

void input_text(struct text *text, const struct input_line *line)
{
    const char *at = line->text + line->caret;
    size_t size = input_next(line, line->caret) - line->caret;
    text_word(text, STYLE_EMPHASIS, arena_strndup(text->arena, line->text, line->caret));
    text_word(text, STYLE_CURSOR, size == 0 ? " " : arena_strndup(text->arena, at, size));
    text_word(text, STYLE_EMPHASIS, at + size);
}

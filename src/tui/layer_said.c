/* Which ways of computing give the loss that was typed. */
#include "i18n.h"
#include "layers.h"

#include <string.h>

static bool is_open(const struct ui *ui)
{
    return ui->prompt.said.len > 0;
}

static void close_it(struct ui *ui)
{
    str_clear(&ui->prompt.said);
}

/* Each line keeps its indent where it is broken. */
static void said_text(struct text *text, struct grid *grid, const struct ui *ui)
{
    (void)grid;
    text_add(text, STYLE_TITLE, _("Whose loss is this?"));
    text_gap(text);
    for (const char *rest = ui->prompt.said.data; *rest != '\0';) {
        size_t size = strcspn(rest, "\n");
        size_t indent = strspn(rest, " ");
        if (size == 0) {
            text_gap(text);
        } else {
            text_line(text, indent, indent);
            text_add(text, indent == 2 ? STYLE_EMPHASIS : STYLE_PLAIN,
                arena_strndup(text->arena, rest + indent, size - indent));
        }
        rest += size + (rest[size] == '\n' ? 1 : 0);
    }
}

const struct screen_layer layer_said = {
    .id = ON_HELP,
    .is_open = is_open,
    .close = close_it,
    .move = layer_scroll,
    .page = layer_text_page,
    .text = said_text,
};

#include "code.h"

#include "doc.h"
#include "i18n.h"
#include "pane.h"

#include <string.h>

enum { MOST_NUMBERS = 4096 /* more than anyone reads on a screen */ };

static bool collect(void *context, const char *data, size_t size)
{
    str_addn(context, data, size);
    return true;
}

void code_write(struct str *out, struct trace *trace)
{
    const struct recipe *recipe = trace_recipe(trace);
    str_clear(out);
    if (recipe->rows > MOST_NUMBERS / recipe->cols) {
        str_add(out, _("# This batch is too large to read as code here.\n"
                       "# losswalk --batch -f numpy writes it out.\n"));
        return;
    }
    struct diag diag;
    diag_init(&diag);
    struct out pipe;
    out_init(&pipe, collect, out);
    const struct doc_options options = {.decimals = -1, .width = 80, .bare = true};
    (void)doc_write(doc_format_find("numpy"), trace, &options, &pipe, &diag);
    (void)out_flush(&pipe);
    out_release(&pipe);
    diag_release(&diag);
}

/* Is this the line that computes the stage: "softmax = ..."? */
static bool computes(const char *line, const char *id)
{
    size_t size = strlen(id);
    return strncmp(line, id, size) == 0 && strncmp(line + size, " = ", 3) == 0;
}

void code_text(struct text *text, struct grid *grid, const struct ui *ui)
{
    (void)grid;
    text_add(text, STYLE_TITLE, _("The same computation in NumPy"));
    text_gap(text);
    const char *id = walk_stage_info(&ui->walk)->id;
    const char *rest = ui->code.data;
    while (*rest != '\0') {
        size_t size = strcspn(rest, "\n");
        const char *line = arena_strndup(text->arena, rest, size);
        size_t indent = strspn(line, " ");
        bool here = computes(line, id);
        enum style style = here ? STYLE_EMPHASIS : line[0] == '#' ? STYLE_DIM : STYLE_CODE;
        /* Long lines are broken between words: no number is cut in two. */
        text_line(text, here ? 0 : indent + 2, indent + 6);
        if (here) {
            text_word(text, style, "> ");
            text_mark(text);
        }
        text_add(text, style, line + indent);
        if (size == indent) {
            text_word(text, style, "");
        }
        rest += size + (rest[size] == '\n' ? 1 : 0);
    }
}

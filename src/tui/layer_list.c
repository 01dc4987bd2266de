/* The list of lessons: below it lies nothing. */
#include "i18n.h"
#include "layers.h"
#include "requests.h"

#include <limits.h>

static bool is_open(const struct ui *ui)
{
    return ui->walk.lesson == NULL;
}

static void go(struct ui *ui, size_t line)
{
    if (line == SIZE_MAX || ui->count == 0) {
        list_slide(ui, line == 0 ? -LONG_MAX : LONG_MAX);
        return;
    }
    ui->chosen = ui_slide(line, 0, ui->shelf.count > 0 ? ui->shelf.count - 1 : 0);
    list_slide(ui, 0);
}

/* What is found stands on one page. */
static size_t lines(const struct ui *ui)
{
    return can_search_clear(ui) ? 0 : ui->shelf.count;
}

const struct screen_layer layer_list = {
    .id = ON_LIST,
    .is_open = is_open,
    .key = list_search_key,
    .move = list_slide,
    .go = go,
    .page = layer_table_page,
    .body = list_draw,
    .keys_title = N_("Keys in the list"),
    .lines = lines,
    .notice = search_draw,
};

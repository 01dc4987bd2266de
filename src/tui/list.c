#include "list.h"

#include "ui.h"

#include <string.h>

static bool shown(struct ui *ui, size_t index)
{
    const char *words = ui->search.words.text;
    return words[0] == '\0' || shelf_matches(&ui->shelf, index, words, &ui->options);
}

size_t list_next(struct ui *ui, size_t index, int step)
{
    do {
        if (step < 0 && index == 0) {
            return LIST_NONE;
        }
        index = step < 0 ? index - 1 : index + 1; /* LIST_NONE + 1 is 0 */
        if (index >= ui->shelf.count) {
            return LIST_NONE;
        }
    } while (!shown(ui, index));
    return index;
}

void list_slide(struct ui *ui, long delta)
{
    size_t at = ui->chosen;
    if (at >= ui->shelf.count || !shown(ui, at)) {
        at = at < ui->shelf.count ? list_next(ui, at, 1) : LIST_NONE;
        at = at == LIST_NONE ? list_next(ui, LIST_NONE, 1) : at;
    }
    int step = delta < 0 ? -1 : 1;
    for (long i = 0; at != LIST_NONE && i != delta; i += step) {
        size_t next = list_next(ui, at, step);
        if (next == LIST_NONE) {
            break;
        }
        at = next;
    }
    ui->chosen = at == LIST_NONE ? ui->chosen : at;
}

size_t list_count(struct ui *ui)
{
    size_t count = 0;
    for (size_t i = list_next(ui, LIST_NONE, 1); i != LIST_NONE; i = list_next(ui, i, 1)) {
        count++;
    }
    return count;
}

bool list_opens_section(struct ui *ui, size_t index)
{
    const char *section = shelf_book(&ui->shelf, index, &ui->options)->section;
    size_t before = list_next(ui, index, -1);
    return section[0] != '\0' &&
           (before == LIST_NONE ||
               strcmp(shelf_book(&ui->shelf, before, &ui->options)->section, section) != 0);
}

void list_search(struct ui *ui)
{
    ui->search.typing = true;
}

void list_search_clear(struct ui *ui)
{
    ui->search = (struct list_search){.typing = false};
    list_slide(ui, 0);
}

bool list_search_key(struct ui *ui, uint32_t key)
{
    struct list_search *search = &ui->search;
    if (!search->typing) {
        return false;
    }
    bool empty = search->words.text[0] == '\0';
    if (key == 27) {
        list_search_clear(ui);
    } else if (empty && key_normal(key) == PRESS_BACKSPACE) {
        search->typing = false;
    } else if (input_key(&search->words, key == 0x3000 ? ' ' : key, input_words)) {
        list_slide(ui, 0);
    } else {
        search->typing = key != '\r' && key != '\n'; /* Enter opens */
        return false;
    }
    return true;
}

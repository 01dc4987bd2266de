/* --list: which lessons there are, and how far the user has come in each. */
#include "bookmark.h"
#include "change.h"
#include "i18n.h"
#include "json.h"
#include "run.h"
#include "utf8.h"
#include "variant.h"

#include <string.h>

/* One lesson as the list knows it. */
struct item {
    const struct catalogue_entry *entry;
    const struct lesson *lesson;           /* NULL: it cannot be read */
    const struct progress_entry *progress; /* NULL: it was never opened */
    const char *state;                     /* the same in words */
    bool varied;                           /* worksheets of variants can be printed */
    const char *not_varied;                /* why not */
};

/* Variants are of the lesson as it was read, whatever language it is shown in. */
static void look_for_variants(struct item *item, struct arena *arena)
{
    struct diag why;
    diag_init(&why);
    struct lesson *own = item->lesson != NULL ? lesson_variant(item->lesson, NULL, 0, &why) : NULL;
    diag_clear(&why);
    item->varied = own != NULL && variant_is_possible(own, &why);
    const struct diag_item *first = item->varied ? NULL : diag_first(&why);
    if (first != NULL) {
        struct str said;
        str_init(&said);
        diag_first_error(&why, &said);
        item->not_varied =
            arena_printf(arena, "%s:%zu:%zu: %s", first->file, first->line, first->col, said.data);
        str_release(&said);
    }
    lesson_free(own);
    diag_release(&why);
}

static void add_line(const struct item *item, struct str *out)
{
    const struct catalogue_entry *entry = item->entry;
    const struct lesson *lesson = item->lesson;
    str_addf(out, entry->number > 0 ? "%3d  " : "     ", entry->number);
    utf8_add_field(out, entry->id, 24, false, true);
    str_addc(out, ' ');
    utf8_add_field(out, lesson == NULL ? "" : item->state, 12, false, true);
    str_addf(out, " %s\n", lesson == NULL ? _("(broken: see the message)") : lesson->title);
}

static void add_key(struct str *out, const char *key, const char *text, bool ascii)
{
    str_addf(out, ", \"%s\": ", key);
    json_add_string(out, text, ascii);
}

static void add_object(const struct item *item, bool ascii, struct str *out)
{
    const struct lesson *lesson = item->lesson;
    const struct progress_entry *progress = item->progress;
    size_t questions = 0;
    str_add(out, "{\"id\": ");
    json_add_string(out, item->entry->id, ascii);
    str_addf(out, ", \"number\": %d", item->entry->number);
    add_key(out, "path", item->entry->path, ascii);
    if (lesson != NULL) {
        for (const struct question *q = lesson->questions; q != NULL; q = q->next) {
            questions++;
        }
        add_key(out, "title", lesson->title, ascii);
        add_key(out, "summary", lesson->summary, ascii);
        add_key(out, "section", lesson->section, ascii);
        add_key(out, "level", lesson_word("level", lesson->level), ascii);
        str_addf(out, ", \"questions\": %zu, \"task\": %s, \"variants\": %s", questions,
            lesson->task != NULL ? "true" : "false", item->varied ? "true" : "false");
        if (item->not_varied != NULL) {
            add_key(out, "no_variants", item->not_varied, ascii);
        }
    }
    str_addf(out, ", \"readable\": %s, \"progress\": ", lesson != NULL ? "true" : "false");
    if (progress == NULL) {
        str_add(out, "null}");
        return;
    }
    str_addf(out,
        "{\"step\": %zu, \"furthest\": %zu, \"steps\": %zu, \"done\": %s, \"solved\": %zu, "
        "\"at_once\": %zu, \"revealed\": %zu, \"tasks\": %zu}}",
        progress->step + 1, progress->furthest + 1, progress->steps,
        progress->done ? "true" : "false", progress->solved, progress->at_once, progress->revealed,
        progress->tasks);
}

/* Sections are headings of the list. */
static void add_section(
    const struct lesson *lesson, const char **section, struct str *out, struct arena *arena)
{
    if (lesson != NULL && strcmp(lesson->section, *section) != 0) {
        str_addf(out, "%s%s\n", out->len > 0 ? "\n" : "", lesson->section);
        *section = arena_strdup(arena, lesson->section);
    }
}

void listing(struct run *run)
{
    bool json = strcmp(run->options.format->name, "json") == 0;
    const char *section = "";
    struct str text;
    struct str state;
    str_init(&text);
    str_init(&state);
    struct progress *progress = progress_open(run->folders.progress, &run->diag);
    run_print_diag(run);
    str_add(&text, json ? "[" : "");
    const char *const *paths = run_asked_for(run);
    for (size_t i = 0; paths[i] != NULL; i++) {
        const struct catalogue_entry *entry =
            catalogue_entry_of(&run->catalogue, paths[i], &run->arena);
        struct lesson *lesson = run_load(run, entry->path, true);
        const struct lesson_key key = {
            entry->id, entry->path, lesson == NULL ? 0 : lesson->fingerprint};
        str_clear(&state);
        bookmark_state(progress, &key, false, &state);
        struct item item = {.entry = entry,
            .lesson = lesson,
            .progress = progress_find(progress, &key),
            .state = state.data};
        if (json) {
            look_for_variants(&item, &run->arena); /* takes its time */
            str_add(&text, i > 0 ? ",\n " : "");
            add_object(&item, run->options.doc.ascii, &text);
        } else {
            add_section(lesson, &section, &text, &run->arena);
            add_line(&item, &text);
        }
        lesson_free(lesson);
    }
    str_add(&text, json ? "]\n" : "");
    progress_free(progress);
    run_print_text(run, &text);
    str_release(&text);
    str_release(&state);
}

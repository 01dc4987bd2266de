#include "mention.h"

#include "catalogue.h"
#include "formulas.h"
#include "i18n.h"
#include "mem.h"
#include "texts.h"
#include "translation.h"

#include <stdlib.h>
#include <string.h>

enum { SHELVES_MOST = 16 };

/* The lessons that can be meant: a catalogue for each folder that was needed so far. */
struct shelves {
    const char *folders[SHELVES_MOST];
    struct catalogue catalogues[SHELVES_MOST];
    bool opened[SHELVES_MOST];
    size_t count;
    char *own; /* the first of the folders */
};

struct job {
    struct lesson *lesson;
    struct shelves shelves;
    const char *language;
    struct diag *diag;
};

static void shelves_init(
    struct shelves *shelves, const struct lesson *lesson, const char *const *others)
{
    *shelves = (struct shelves){.own = lesson_folder(lesson->source.name)};
    shelves->folders[shelves->count++] = shelves->own;
    for (size_t i = 0; others != NULL && others[i] != NULL && shelves->count < SHELVES_MOST; i++) {
        shelves->folders[shelves->count++] = others[i];
    }
}

static void shelves_release(struct shelves *shelves)
{
    for (size_t i = 0; i < shelves->count; i++) {
        if (shelves->opened[i]) {
            catalogue_release(&shelves->catalogues[i]);
        }
    }
    free(shelves->own);
}

static const struct catalogue *open_shelf(struct shelves *shelves, size_t i)
{
    if (!shelves->opened[i]) {
        struct diag empty; /* a folder without lessons is none of its reader's business */
        diag_init(&empty);
        const char *const folder[] = {shelves->folders[i], NULL};
        if (i == 0) { /* it may be any folder of the system */
            catalogue_open_folder(&shelves->catalogues[i], shelves->own);
        } else {
            (void)catalogue_open(&shelves->catalogues[i], folder, 0, &empty);
        }
        shelves->opened[i] = true;
        diag_release(&empty);
    }
    return &shelves->catalogues[i];
}

static const struct catalogue_entry *find(struct shelves *shelves, const char *id)
{
    const struct catalogue_entry *found = NULL;
    for (size_t i = 0; i < shelves->count && found == NULL; i++) {
        found = catalogue_find(open_shelf(shelves, i), id);
    }
    return found;
}

static const char *nearest(struct shelves *shelves, const char *id)
{
    const char *near = NULL;
    for (size_t i = 0; i < shelves->count && near == NULL; i++) {
        near = catalogue_nearest(open_shelf(shelves, i), id);
    }
    return near;
}

/* The bytes of an id at text, and 0 where there is none: it begins with a letter, for [[0, 1]] is a
 * matrix. */
static size_t id_size(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t size = strspn(text, letters);
    return size == 0 ? 0
                     : size + strspn(text + size, "abcdefghijklmnopqrstuvwxyz"
                                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

/* The next [[id]] from text on; NULL: none. */
static const char *next_name(const char *text, size_t *size)
{
    for (const char *at = strstr(text, "[["); at != NULL; at = strstr(at + 1, "[[")) {
        *size = id_size(at + 2);
        if (*size > 0 && strncmp(at + 2 + *size, "]]", 2) == 0) {
            return at;
        }
    }
    return NULL;
}

static const struct lesson_mention *known(const struct lesson *lesson, const char *id)
{
    const struct lesson_mention *mention = lesson->mentions;
    while (mention != NULL && strcmp(mention->id, id) != 0) {
        mention = mention->next;
    }
    return mention;
}

/* Only of what is one of a few: they are looked through for each name. */
static void keep(struct lesson *lesson, const char *id, const char *shown)
{
    struct lesson_mention *mention = arena_alloc(&lesson->arena, 1, sizeof *mention);
    *mention = (struct lesson_mention){id, shown, lesson->mentions};
    lesson->mentions = mention;
}

/* "lesson 4, Sparse labels pick one probability" */
static const char *called(struct job *job, const char *id)
{
    struct arena *arena = &job->lesson->arena;
    const struct catalogue_entry *entry = find(&job->shelves, id);
    if (entry == NULL) {
        return NULL;
    }
    const char *title = lesson_card(entry->path, job->language, arena).title;
    title = title != NULL ? formulas_text(arena, title, job->lesson->formulas) : entry->id;
    return entry->number > 0
               /* TRANSLATORS: in the middle of a sentence: as lesson 4, Sparse labels, shows */
               ? arena_printf(arena, _("lesson %d, “%s”"), entry->number, title)
               : arena_printf(arena, _("the lesson “%s”"), title);
}

/* What stands in the text for the id, remembered where it is a lesson's; NULL: the id stays. */
static const char *shown_for(struct job *job, const char *id)
{
    const struct lesson_mention *mention = known(job->lesson, id);
    const char *shown = mention != NULL ? mention->shown : called(job, id);
    if (mention == NULL && shown != NULL) {
        keep(job->lesson, id, shown);
    }
    return shown;
}

static void name_others(void *context, const char **text, struct where near)
{
    struct job *job = context;
    size_t size = 0;
    (void)near;
    if (next_name(*text, &size) == NULL) {
        return;
    }
    struct str out;
    str_init(&out);
    const char *rest = *text;
    for (const char *at = next_name(rest, &size); at != NULL; at = next_name(rest, &size)) {
        const char *id = arena_strndup(&job->lesson->arena, at + 2, size);
        const char *shown = shown_for(job, id);
        size += strlen("[[]]");
        str_addn(&out, rest, (size_t)(at - rest));
        if (shown != NULL) {
            str_add(&out, shown);
        } else {
            str_addn(&out, at, size);
        }
        rest = at + size;
    }
    str_add(&out, rest);
    *text = arena_strndup(&job->lesson->arena, out.data, out.len);
    str_release(&out);
}

void lesson_name_others(
    struct lesson *lesson, const char *const *shelves, const char *language, bool prose)
{
    struct job job = {.lesson = lesson, .language = language};
    shelves_init(&job.shelves, lesson, shelves);
    (prose ? texts_visit : texts_visit_short)(lesson, name_others, &job);
    shelves_release(&job.shelves);
}

void lesson_keep_names(struct lesson *variant, const struct lesson *lesson)
{
    struct job job = {.lesson = variant}; /* without a shelf, nothing else can be found */
    if (lesson->mentions == NULL) {
        return;
    }
    for (const struct lesson_mention *m = lesson->mentions; m != NULL; m = m->next) {
        keep(variant, arena_strdup(&variant->arena, m->id),
            m->shown == NULL ? NULL : arena_strdup(&variant->arena, m->shown));
    }
    texts_visit(variant, name_others, &job);
}

static void check_names(void *context, const char **text, struct where near)
{
    struct job *job = context;
    size_t size = 0;
    for (const char *at = next_name(*text, &size); at != NULL; at = next_name(at + 2, &size)) {
        const char *id = arena_strndup(&job->lesson->arena, at + 2, size);
        struct where where;
        if (known(job->lesson, id) != NULL || find(&job->shelves, id) != NULL ||
            !texts_find(job->lesson, *text, (size_t)(at + 2 - *text), size, near, &where)) {
            continue;
        }
        bool told = job->diag->errors < DIAG_KEEP; /* or counted alone */
        diag_error(job->diag, where, _("there is no lesson '%.40s' here to name"), id);
        if (!told) {
            continue;
        }
        diag_id(job->diag, "unknown-lesson");
        keep(job->lesson, id, NULL);
        const char *near_id = nearest(&job->shelves, id);
        if (near_id != NULL) {
            diag_hint(job->diag, _("did you mean [[%s]]?"), near_id);
        } else {
            diag_hint(job->diag, _("[[id]] names a lesson of the same folder: [[sparse-labels]] is "
                                   "04-sparse-labels.md; in code (`[[id]]`) it stays as it is"));
        }
    }
}

void lesson_check_names(struct lesson *lesson, const char *const *shelves, struct diag *diag)
{
    struct job job = {.lesson = lesson, .diag = diag};
    const struct lesson_mention *before = lesson->mentions;
    shelves_init(&job.shelves, lesson, shelves);
    texts_visit(lesson, check_names, &job);
    shelves_release(&job.shelves);
    lesson->mentions = before;
}

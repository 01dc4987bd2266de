#include "short_key.h"

#include "i18n.h"
#include "sheet.h"

#include <string.h>

void short_keys_init(struct short_keys *keys)
{
    *keys = (struct short_keys){.first = NULL};
    arena_init(&keys->arena);
}

void short_keys_release(struct short_keys *keys)
{
    arena_release(&keys->arena);
}

/* The letter of a choice, or the number. */
static const char *answer_of(const struct doc_question *question, struct arena *arena)
{
    const struct question *ask = question->ask;
    if (ask != NULL && ask->kind == ANSWER_CHOICE) {
        return arena_printf(arena, "%c", (char)('a' + question_right_choice(ask)));
    }
    return arena_strdup(arena, question->has_cell ? question->worked.value : "-");
}

static struct short_key *make(struct doc *doc, const char *label, struct arena *arena)
{
    const struct lesson *lesson = trace_lesson(doc->trace);
    const struct doc_question *lists[] = {doc_questions(doc), sheet_blanks(doc)};
    struct short_key *key = arena_alloc(arena, 1, sizeof *key);
    for (size_t l = 0; l < 2; l++) {
        for (const struct doc_question *q = lists[l]; q != NULL; q = q->next) {
            key->count++;
        }
    }
    const char **answers = arena_alloc(arena, key->count + 1, sizeof *answers);
    size_t i = 0;
    for (size_t l = 0; l < 2; l++) {
        for (const struct doc_question *q = lists[l]; q != NULL; q = q->next) {
            answers[i++] = answer_of(q, arena);
        }
    }
    key->answers = answers;
    key->lesson = arena_strdup(arena, lesson->id);
    key->title = arena_strdup(arena, doc_title(lesson->number, doc_own_title(doc), &doc->arena));
    key->label = arena_strdup(arena, label);
    return key;
}

void short_key_send(struct doc *doc, const struct doc_format *format)
{
    const struct doc_options *options = doc->options;
    const struct short_key *own = make(doc, "", &doc->arena);
    if (own->count > 0) {
        format->short_key(doc, own);
    }
    struct short_keys *keys = options->keys;
    if (own->count > 0 && keys != NULL) {
        const char *label = options->name != NULL ? options->name : options->note;
        struct short_key *key = make(doc, label != NULL ? label : "", &keys->arena);
        *(keys->last == NULL ? &keys->first : &keys->last->next) = key;
        keys->last = key;
    }
}

/* Do both belong into one table? */
static bool fits(const struct short_key *key, const struct short_key *other)
{
    return strcmp(key->lesson, other->lesson) == 0 && key->count == other->count;
}

/* The keys that fit this one, in their order, if it is the first of them; else none. */
static struct short_key *table_of(
    const struct short_key *all, const struct short_key *key, struct arena *arena)
{
    struct short_key *table = NULL;
    struct short_key **end = &table;
    for (const struct short_key *k = all; k != NULL; k = k->next) {
        if (!fits(k, key)) {
            continue;
        }
        if (table == NULL && k != key) {
            return NULL;
        }
        *end = arena_alloc(arena, 1, sizeof **end);
        **end = *k;
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    return table;
}

void short_keys_write(
    const struct doc_format *format, const struct doc_options *options, struct out *out)
{
    struct doc doc = {.options = options, .out = out};
    if (options->keys == NULL || options->keys->first == NULL) {
        return;
    }
    arena_init(&doc.arena);
    format->short_keys(&doc, _("The answers alone"), NULL);
    for (const struct short_key *key = options->keys->first; key != NULL; key = key->next) {
        const struct short_key *table = table_of(options->keys->first, key, &doc.arena);
        if (table != NULL) {
            format->short_keys(&doc, NULL, key->title);
            format->short_key(&doc, table);
        }
    }
    format->short_keys(&doc, NULL, NULL);
    arena_release(&doc.arena);
}

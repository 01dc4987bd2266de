/* What became of the questions of one lesson: in a line, `answers=` and, parted by commas, of each
 * NUMBER:HASH:TRIES:HINTS:MARKS. The marks are letters, - where there is none; letters that are not
 * known, and what follows another colon, are a later version's business. */
#include "progress_impl.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_ANSWERS = 1000 }; /* of one lesson */

static const struct progress_answer *find(
    const struct progress_answer *answers, size_t count, uint64_t question)
{
    for (size_t i = 0; i < count; i++) {
        if (answers[i].question == question) {
            return &answers[i];
        }
    }
    return NULL;
}

const struct progress_answer *progress_answer(const struct progress_entry *entry, uint64_t question)
{
    return find(entry->answers, entry->answer_count, question);
}

static size_t together(size_t a, size_t b)
{
    size_t sum = a + b; /* both are far below the limit of the type */
    return sum < PROGRESS_MOST ? sum : PROGRESS_MOST;
}

/* What came later, on top of what was. */
static void add_later(struct progress_answer *answer, const struct progress_answer *later)
{
    answer->first = answer->first || (later->first && answer->tries == 0 && !answer->revealed);
    answer->number = later->number;
    answer->tries = together(answer->tries, later->tries);
    answer->hints = together(answer->hints, later->hints);
    answer->solved = answer->solved || later->solved;
    answer->revealed = answer->revealed || later->revealed;
}

void progress_answers_merge(struct arena *arena, const struct progress_entry *before,
    const struct progress_entry *later, struct progress_entry *out)
{
    size_t old = before == NULL ? 0 : before->answer_count;
    size_t count = 0;
    struct progress_answer *all = arena_alloc(arena, old + later->answer_count + 1, sizeof *all);
    for (; count < old; count++) {
        all[count] = before->answers[count];
    }
    for (size_t i = 0; i < later->answer_count; i++) {
        const struct progress_answer *answer = &later->answers[i];
        const struct progress_answer *known = find(all, count, answer->question);
        if (known != NULL) {
            add_later(&all[known - all], answer);
        } else if (count < MOST_ANSWERS) {
            all[count++] = *answer;
        }
    }
    out->answers = all;
    out->answer_count = count;
}

void progress_answers_print(const struct progress_entry *entry, struct str *out)
{
    for (size_t i = 0; i < entry->answer_count; i++) {
        const struct progress_answer *a = &entry->answers[i];
        str_addf(out, "%s%zu:%016" PRIx64 ":%zu:%zu:%s%s%s%s", i == 0 ? " answers=" : ",",
            a->number, a->question, a->tries, a->hints, a->solved ? "s" : "", a->first ? "f" : "",
            a->revealed ? "r" : "", a->solved || a->first || a->revealed ? "" : "-");
    }
}

/* The field that begins at *at, up to a colon or the end; *at moves behind it. */
static bool next_field(const char **at, const char *end, const char **field, size_t *size)
{
    if (*at > end) {
        return false;
    }
    const char *colon = memchr(*at, ':', (size_t)(end - *at));
    const char *stop = colon == NULL ? end : colon;
    *field = *at;
    *size = (size_t)(stop - *at);
    *at = stop + 1;
    return true;
}

static bool read_answer(const char *text, size_t size, struct progress_answer *out)
{
    enum { NUMBER, HASH, TRIES, HINTS, MARKS, FIELDS };
    const char *fields[FIELDS];
    size_t sizes[FIELDS];
    const char *at = text;
    for (int i = 0; i < FIELDS; i++) {
        if (!next_field(&at, text + size, &fields[i], &sizes[i])) {
            return false;
        }
    }
    out->solved = memchr(fields[MARKS], 's', sizes[MARKS]) != NULL;
    out->first = memchr(fields[MARKS], 'f', sizes[MARKS]) != NULL;
    out->revealed = memchr(fields[MARKS], 'r', sizes[MARKS]) != NULL;
    return progress_read_count(fields[NUMBER], sizes[NUMBER], 0, &out->number) &&
           progress_read_hash(fields[HASH], sizes[HASH], &out->question) &&
           progress_read_count(fields[TRIES], sizes[TRIES], 0, &out->tries) &&
           progress_read_count(fields[HINTS], sizes[HINTS], 0, &out->hints);
}

bool progress_answers_read(
    struct arena *arena, const char *text, size_t size, struct progress_entry *out)
{
    size_t most = 1;
    for (size_t i = 0; i < size; i++) {
        most += text[i] == ',';
    }
    if (most > MOST_ANSWERS) {
        return false;
    }
    struct progress_answer *all = arena_alloc(arena, most, sizeof *all);
    size_t count = 0;
    for (size_t at = 0; at <= size; count++) {
        const char *comma = memchr(text + at, ',', size - at);
        size_t length = comma == NULL ? size - at : (size_t)(comma - (text + at));
        if (!read_answer(text + at, length, &all[count]) ||
            find(all, count, all[count].question) != NULL) {
            return false;
        }
        at += length + 1;
    }
    out->answers = all;
    out->answer_count = count;
    return true;
}

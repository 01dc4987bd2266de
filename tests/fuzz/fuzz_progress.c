/* A progress file of any bytes. What is read, written and read again is the same, whether its lines
 * go back as they were or are written anew. */
#include "fuzz.h"
#include "progress_impl.h"

#include <string.h>

static void read_lines(struct progress_lines *lines, const char *text, size_t size)
{
    progress_lines_init(lines);
    progress_lines_parse(lines, text, size);
}

static void same_text(const char *a, const char *b)
{
    fuzz_need((a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0), "texts stay");
}

static void same_answer(const struct progress_answer *a, const struct progress_answer *b)
{
    fuzz_need(a->question == b->question && a->number == b->number && a->tries == b->tries &&
                  a->hints == b->hints && a->solved == b->solved && a->first == b->first &&
                  a->revealed == b->revealed,
        "an answer stays");
}

static void same_entry(const struct progress_entry *a, const struct progress_entry *b)
{
    same_text(a->lesson.id, b->lesson.id);
    same_text(a->lesson.path, b->lesson.path);
    fuzz_need(a->lesson.fingerprint == b->lesson.fingerprint && a->steps == b->steps &&
                  a->furthest == b->furthest && a->step == b->step && a->part == b->part &&
                  a->row == b->row && a->col == b->col && a->done == b->done &&
                  a->solved == b->solved && a->at_once == b->at_once &&
                  a->revealed == b->revealed && a->tasks == b->tasks &&
                  a->questions == b->questions && a->answer_count == b->answer_count,
        "an entry stays");
    for (size_t i = 0; i < a->answer_count; i++) {
        same_answer(&a->answers[i], &b->answers[i]);
    }
}

/* Printed and read again it is the same. */
static void check_again(struct progress_lines *lines)
{
    struct progress_lines again;
    struct str text;
    struct str twice;
    str_init(&text);
    str_init(&twice);
    progress_lines_print(lines, &text);
    read_lines(&again, text.data, text.len);
    fuzz_need(again.damaged_count == 0 && again.headed && !again.newer, "what is written is good");
    fuzz_need(again.count == lines->count, "no line is lost");
    for (size_t i = 0; i < lines->count; i++) {
        same_entry(&lines->all[i].entry, &again.all[i].entry);
    }
    progress_lines_print(&again, &twice);
    fuzz_need(strcmp(text.data, twice.data) == 0, "written again it is the same");
    progress_lines_release(&again);
    str_release(&text);
    str_release(&twice);
}

/* The same through the files' own functions. */
static void check_file(const char *path)
{
    struct diag diag;
    diag_init(&diag);
    struct progress *progress = progress_read(path, &diag);
    fuzz_check_diag(&diag, NULL, progress == NULL);
    for (size_t i = 0; progress != NULL && i < progress_count(progress); i++) {
        const struct progress_entry *entry = progress_at(progress, i);
        fuzz_need(progress_find(progress, &entry->lesson) != NULL, "a lesson is found again");
        if (entry->answer_count > 0) {
            fuzz_need(progress_answer(entry, entry->answers[0].question) != NULL,
                "an answer is found again");
        }
    }
    if (progress != NULL) {
        progress_free(progress);
    }
    diag_release(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct progress_lines lines;
    fuzz_about((const char *)data, size);
    read_lines(&lines, (const char *)data, size);
    if (!lines.newer) {
        check_again(&lines);
        for (size_t i = 0; i < lines.count; i++) {
            lines.all[i].raw = NULL;
        }
        check_again(&lines);
    }
    progress_lines_release(&lines);
    check_file(fuzz_put("progress", data, size));
    return 0;
}

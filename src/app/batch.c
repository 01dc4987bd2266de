/* --batch: documents, all in one output or each in a file of its own. */
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "parts.h"
#include "progress_line.h"
#include "quoted.h"
#include "run.h"
#include "variant.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINES_A_PAGE = 60, MOST_PAGES = 50 };

/* What is written in this run. */
struct job {
    struct run *run;
    struct parts parts; /* those of lessons that cannot be read are left out once that is known */
    struct doc_set set;
    bool made_folder;       /* there was none */
    const char *folder;     /* each document has a file of its own in this folder; NULL: none has */
    struct output *outputs; /* one, or, in a folder, one of each document and of their index */
    size_t output_count;
    size_t written; /* documents */
};

/* What became of one lesson. */
enum written { WRITTEN, REFUSED, BROKEN_OFF };

/* What a run works from is never written over, least of all by its own handout. */
static bool writes_over_a_source(struct run *run, const char *path)
{
    if (path == NULL || !file_is_source(path)) {
        return false;
    }
    const struct source source = {.name = path};
    diag_error(&run->diag, (struct where){.source = &source},
        _("is a file that this run reads, and would be lost"));
    diag_hint(&run->diag, _("give --output another name"));
    run_print_diag(run);
    return true;
}

/* ---- Which documents there will be ----------------------------------------------------------- */

/* The folder that --output names, by a slash at its end or because it is there. */
static const char *folder_of(struct run *run)
{
    struct stat info;
    const char *path = run->options.output;
    if (path == NULL) {
        return NULL;
    }
    bool named = path[strlen(path) - 1] == '/';
    return named || (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) ? path : NULL;
}

/* "04-sparse-labels.html"; of a lesson from standard input "lesson.html". */
static const char *file_name(struct run *run, const struct lesson *lesson)
{
    const char *id = strcmp(lesson->id, "-") == 0 ? "lesson" : lesson->id;
    const char *suffix = run->options.format->suffix;
    return lesson->number > 0 ? arena_printf(&run->arena, "%02d-%s.%s", lesson->number, id, suffix)
                              : arena_printf(&run->arena, "%s.%s", id, suffix);
}

static struct doc_card card_of(struct job *job, const struct lesson *lesson)
{
    struct arena *arena = &job->run->arena;
    return (struct doc_card){
        .number = lesson->number,
        .id = arena_strdup(arena, lesson->id),
        .title = arena_strdup(arena, lesson->title),
        .summary = arena_strdup(arena, lesson->summary),
        .section = arena_strdup(arena, lesson->section),
        .file = job->folder != NULL ? file_name(job->run, lesson) : NULL,
    };
}

/* The lesson of the part. What it is a variant of stands in its title. */
static struct lesson *load(struct job *job, const struct part *part, bool card)
{
    struct lesson *lesson = run_load_set(job->run, part->path, part->set, card);
    if (lesson != NULL && part->note != NULL) {
        lesson->title = arena_printf(&lesson->arena, "%s (%s)", lesson->title, part->note);
        variant_ask(lesson, part->without);
    }
    return lesson;
}

/* Two lessons of one name would be one file; and so would one that is called as the index is. */
static bool is_taken(struct job *job, const struct doc_card *card, const char *path)
{
    const char *index = job->run->options.format->index_name;
    if (card->file == NULL) {
        return false;
    }
    bool is_index = index != NULL && strcmp(index, card->file) == 0;
    bool is_other = false;
    for (size_t i = 0; i < job->set.count; i++) {
        is_other = is_other || strcmp(job->set.cards[i].file, card->file) == 0;
    }
    if (is_index || is_other) {
        const struct source source = {.name = path};
        diag_error(&job->run->diag, (struct where){.source = &source},
            is_index ? _("would be written to %s, as the list of the lessons is")
                     : _("would be written to %s, as another lesson of this run is"),
            card->file);
        run_print_diag(job->run);
    }
    return is_index || is_other;
}

/* Does anything that is written tell of documents before they are there? */
static bool needs_cards(const struct job *job)
{
    const struct doc_format *format = job->run->options.format;
    bool several = job->parts.count > 1;
    return job->folder != NULL || (several && format->open != NULL);
}

/* Reads all lessons once to know what there will be; leaves out what cannot be read, and says so
 * now. */
static void find_documents(struct job *job)
{
    size_t count = job->parts.count;
    struct part *parts = job->parts.all;
    struct doc_card *cards = arena_alloc(&job->run->arena, count + 1, sizeof *cards);
    job->set.cards = cards;
    for (size_t i = 0; i < count; i++) {
        struct lesson *lesson = load(job, &parts[i], true);
        if (lesson == NULL) {
            continue;
        }
        cards[job->set.count] = card_of(job, lesson);
        if (!is_taken(job, &cards[job->set.count], parts[i].path)) {
            parts[job->set.count++] = parts[i];
        }
        lesson_free(lesson);
    }
    job->parts.count = job->set.count;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static enum written write_one(struct job *job, size_t i, struct out *out, const char *target)
{
    struct run *run = job->run;
    const struct part *part = &job->parts.all[i];
    struct lesson *lesson = load(job, part, false);
    if (writes_over_a_source(run, target)) { /* known before anything is worked out */
        lesson_free(lesson);
        return BROKEN_OFF;
    }
    if (lesson == NULL) {
        return REFUSED;
    }
    struct trace *trace = quoted_open(lesson);
    struct progress_line line;
    progress_line_begin(&line, trace, out);
    run->options.doc.place = job->folder != NULL ? i : job->written;
    run->options.doc.sheet = part->sheet;
    run->options.doc.variant = part->variant;
    run->options.doc.name = part->name;
    bool whole = doc_write(run->options.format, trace, &run->options.doc, out, &run->diag);
    progress_line_end(&line);
    trace_free(trace);
    run_print_diag(run);
    lesson_free(lesson);
    job->written += whole ? 1 : 0;
    return whole ? WRITTEN : BROKEN_OFF;
}

static struct output *next_output(struct job *job, const char *path)
{
    struct output *output = &job->outputs[job->output_count];
    bool ok = output_open(output, path, &job->run->diag);
    job->output_count += ok ? 1 : 0;
    run_print_diag(job->run);
    return ok ? output : NULL;
}

/* What stands around all documents of a file. */
static void around(const struct job *job, struct out *out,
    void (*part)(struct out *out, const struct doc_options *options))
{
    if (part != NULL) {
        part(out, &job->run->options.doc);
    }
}

/* How long a page of text it is, where that is long. */
static void warn_of_pages(struct job *job, size_t lines)
{
    const struct options *options = &job->run->options;
    size_t pages = (lines + LINES_A_PAGE - 1) / LINES_A_PAGE;
    if (strcmp(options->format->name, "text") == 0 && pages > MOST_PAGES &&
        options->doc.rows != DOC_ROWS_ALL) {
        diag_warn(
            &job->run->diag, (struct where){0}, _("printed, this would be about %zu pages"), pages);
        if (options->doc.rows != DOC_ROWS_AUTO) {
            diag_hint(&job->run->diag,
                _("--rows auto shows the rows that matter; --rows all says that all are meant"));
        }
        run_print_diag(job->run);
    }
}

/* All documents one after the other. */
static bool write_together(struct job *job)
{
    struct run *run = job->run;
    const struct doc_format *format = run->options.format;
    const char *target = run->options.output;
    struct output *output = next_output(job, target);
    if (output == NULL) {
        return false;
    }
    around(job, &output->out, format->open);
    enum written last = REFUSED;
    for (size_t i = 0; i < job->parts.count && last != BROKEN_OFF && !output->out.failed; i++) {
        last = write_one(job, i, &output->out, target);
    }
    around(job, &output->out, format->close);
    (void)out_flush(&output->out); /* whether it failed shows at the end */
    warn_of_pages(job, output->out.lines);
    return last != BROKEN_OFF && job->written > 0;
}

static bool make_folder(struct job *job)
{
    struct stat info;
    job->made_folder = mkdir(job->folder, 0777) == 0;
    if (job->made_folder ||
        (errno == EEXIST && stat(job->folder, &info) == 0 && S_ISDIR(info.st_mode))) {
        return true;
    }
    const struct source source = {.name = job->folder};
    diag_error(&job->run->diag, (struct where){.source = &source}, _("cannot make this folder: %s"),
        i18n_error(errno));
    run_print_diag(job->run);
    return false;
}

static const char *in_folder(struct job *job, const char *name)
{
    const char *slash = job->folder[strlen(job->folder) - 1] == '/' ? "" : "/";
    return arena_printf(&job->run->arena, "%s%s%s", job->folder, slash, name);
}

/* Each document in a file of its own, and their index. Nothing is put in place here. */
static bool write_apart(struct job *job)
{
    const struct doc_format *format = job->run->options.format;
    size_t lines = 0;
    if (job->set.count == 0 || !make_folder(job)) {
        return false;
    }
    for (size_t i = 0; i < job->set.count; i++) {
        const char *target = in_folder(job, job->set.cards[i].file);
        struct output *output = next_output(job, target);
        if (output == NULL) {
            return false;
        }
        job->run->options.doc.place = i;
        around(job, &output->out, format->open);
        enum written written = write_one(job, i, &output->out, target);
        around(job, &output->out, format->close);
        if (written != WRITTEN || !output_seal(output, &job->run->diag)) {
            return false;
        }
        lines += output->out.lines;
    }
    if (format->index != NULL) {
        const char *target = in_folder(job, format->index_name);
        struct output *output =
            writes_over_a_source(job->run, target) ? NULL : next_output(job, target);
        if (output == NULL) {
            return false;
        }
        format->index(&output->out, &job->run->options.doc);
        if (!output_seal(output, &job->run->diag)) {
            return false;
        }
    }
    warn_of_pages(job, lines);
    return true;
}

/* Sheets and keys of the same lesson cannot both be the lesson's file in a folder. */
static bool refuse_folder(struct job *job)
{
    if (job->folder == NULL || !job->parts.together) {
        return false;
    }
    const struct source source = {.name = job->folder};
    diag_error(&job->run->diag, (struct where){.source = &source},
        _("is a folder: the sheets and keys of a class are one document"));
    diag_hint(&job->run->diag, _("give --output a file"));
    run_print_diag(job->run);
    return true;
}

void batch(struct run *run)
{
    struct job job = {.run = run, .folder = folder_of(run)};
    job.parts = parts_find(run, run_asked_for(run));
    if (refuse_folder(&job)) {
        return;
    }
    run->options.doc.one_work = job.parts.together;
    if (needs_cards(&job)) {
        find_documents(&job);
        run->options.doc.set = &job.set;
    }
    size_t most = job.folder != NULL ? job.set.count + 1 : 1;
    job.outputs = arena_alloc(&run->arena, most, sizeof *job.outputs);
    bool whole = job.folder != NULL ? write_apart(&job) : write_together(&job);
    /* A handout that is there is worth more than none, or half of one. */
    for (size_t i = 0; i < job.output_count; i++) {
        if (whole) {
            whole = output_close(&job.outputs[i], &run->diag);
        } else {
            output_drop(&job.outputs[i], &run->diag);
        }
    }
    if (!whole && job.made_folder && job.folder != NULL) {
        (void)rmdir(job.folder); /* unless something is in it */
    }
    run->failed = run->failed || !whole;
    run_print_diag(run);
}

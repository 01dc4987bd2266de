/* --batch: documents, all in one output or each in a file of its own. */
#include "class_list.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "parts.h"
#include "progress_line.h"
#include "quoted.h"
#include "run.h"
#include "short_key.h"
#include "variant.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINES_A_PAGE = 60, MOST_PAGES = 50 };

#define KEYS_FOLDER "keys/"

/* What is written in this run. */
struct job {
    struct run *run;
    struct parts parts; /* those of lessons that cannot be read are left out once that is known */
    struct doc_set set;
    const char *titles;     /* of its lessons, where they belong together */
    const char **files;     /* of each document, within the folder */
    bool made_folder;       /* there was none, */
    bool made_keys;         /* nor one for keys in it */
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
    return named || (file_stat(path, &info) && S_ISDIR(info.st_mode)) ? path : NULL;
}

/* Are there sheets for students, and keys that they must not get with them? */
static bool has_keys_apart(const struct job *job)
{
    return job->run->options.worksheet && job->run->options.key;
}

/* "04-sparse-labels.html"; of a lesson from standard input "lesson.html"; of all that somebody of a
 * class gets "Ada.html". Keys beside sheets are in a folder of their own. */
static const char *file_name(struct job *job, const struct lesson *lesson, const struct part *part)
{
    struct arena *arena = &job->run->arena;
    const char *id = strcmp(lesson->id, "-") == 0 ? "lesson" : lesson->id;
    const char *stem = part->stem != NULL   ? part->stem
                       : lesson->number > 0 ? arena_printf(arena, "%02d-%s", lesson->number, id)
                                            : id;
    const char *folder = part->sheet == SHEET_KEY && has_keys_apart(job) ? KEYS_FOLDER : "";
    return arena_printf(arena, "%s%s.%s", folder, stem, job->run->options.format->suffix);
}

static struct doc_card card_of(struct job *job, const struct lesson *lesson, size_t i)
{
    const struct part *part = &job->parts.all[i];
    struct arena *arena = &job->run->arena;
    return (struct doc_card){
        .number = lesson->number,
        .id = arena_strdup(arena, lesson->id),
        .title = arena_strdup(arena, lesson->title),
        .summary = arena_strdup(arena, lesson->summary),
        .section = arena_strdup(arena, lesson->section),
        .file = job->folder != NULL && !job->parts.together ? job->files[job->set.count] : NULL,
        .sheet = part->sheet,
        .copy = part->copy,
        .name = part->name,
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

/* Two lessons of one name would be one file; and so would one that is called as the index is. Only
 * of one person several are in one. */
static bool is_taken(struct job *job, const struct part *part)
{
    const char *index = job->run->options.format->index_name;
    const char *file = job->files[job->set.count];
    if (job->folder == NULL || part->stem != NULL) {
        return false;
    }
    bool is_index = index != NULL && strcmp(index, file) == 0;
    bool is_other = false;
    for (size_t i = 0; i < job->set.count; i++) {
        is_other = is_other || strcmp(job->files[i], file) == 0;
    }
    if (is_index || is_other) {
        const struct source source = {.name = part->path};
        diag_error(&job->run->diag, (struct where){.source = &source},
            is_index ? _("would be written to %s, as the list of the lessons is")
                     : _("would be written to %s, as another lesson of this run is"),
            file);
        run_print_diag(job->run);
    }
    return is_index || is_other;
}

/* Does anything that is written tell of documents before they are there? */
static bool needs_cards(const struct job *job)
{
    const struct doc_format *format = job->run->options.format;
    bool several = job->parts.count > 1 || job->parts.together;
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
    job->files = arena_alloc(&job->run->arena, count + 1, sizeof *job->files);
    for (size_t i = 0; i < count; i++) {
        struct lesson *lesson = load(job, &parts[i], true);
        if (lesson == NULL) {
            continue;
        }
        job->files[job->set.count] = file_name(job, lesson, &parts[i]);
        cards[job->set.count] = card_of(job, lesson, i);
        if (!is_taken(job, &parts[i])) {
            parts[job->set.count++] = parts[i];
        }
        lesson_free(lesson);
    }
    job->parts.count = job->set.count;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* The i-th document, which has that place among those of its output, or of the run. */
static enum written write_one(
    struct job *job, size_t i, size_t place, struct out *out, const char *target)
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
    run->options.doc.place = place;
    run->options.doc.sheet = part->sheet;
    run->options.doc.variant = part->variant;
    run->options.doc.note = part->note;
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
        last = write_one(job, i, job->written, &output->out, target);
    }
    if (last != BROKEN_OFF) {
        short_keys_write(format, &run->options.doc, &output->out);
    }
    around(job, &output->out, format->close);
    (void)out_flush(&output->out); /* whether it failed shows at the end */
    warn_of_pages(job, output->out.lines);
    return last != BROKEN_OFF && job->written > 0;
}

static bool make_folder(struct job *job, const char *path, bool *made)
{
    struct stat info;
    *made = mkdir(path, 0777) == 0;
    if (*made || (errno == EEXIST && file_stat(path, &info) && S_ISDIR(info.st_mode))) {
        return true;
    }
    const struct source source = {.name = path};
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

static bool make_folders(struct job *job)
{
    return make_folder(job, job->folder, &job->made_folder) &&
           (!has_keys_apart(job) || make_folder(job, in_folder(job, KEYS_FOLDER), &job->made_keys));
}

static void remove_folders(struct job *job)
{
    if (job->folder == NULL) {
        return;
    }
    if (job->made_keys) {
        (void)rmdir(in_folder(job, KEYS_FOLDER)); /* unless something is in it */
    }
    if (job->made_folder) {
        (void)rmdir(job->folder);
    }
}

/* The end of the documents that are in one file with that at `first`. */
static size_t file_end(const struct job *job, size_t first)
{
    size_t end = first + 1;
    while (end < job->set.count && strcmp(job->files[first], job->files[end]) == 0) {
        end++;
    }
    return end;
}

/* The documents of one file: of one person; or one. Of several lessons of a run each knows all. */
static bool write_file(struct job *job, size_t first, size_t end, size_t *lines)
{
    struct doc_options *options = &job->run->options.doc;
    const struct doc_format *format = job->run->options.format;
    const char *target = in_folder(job, job->files[first]);
    struct output *output = next_output(job, target);
    if (output == NULL) {
        return false;
    }
    const struct doc_set own = {job->set.cards + first, end - first};
    size_t before = job->parts.together ? first : 0;
    options->set = job->parts.together ? &own : &job->set;
    options->place = first - before;
    const char *work = options->work;
    options->work = own.cards->name == NULL
                        ? job->titles
                        : arena_printf(&job->run->arena, "%s · %s", own.cards->name, job->titles);
    around(job, &output->out, format->open);
    enum written written = WRITTEN;
    for (size_t i = first; i < end && written == WRITTEN; i++) {
        written = write_one(job, i, i - before, &output->out, target);
    }
    around(job, &output->out, format->close);
    options->set = &job->set;
    options->work = work;
    bool sealed = written == WRITTEN && output_seal(output, &job->run->diag);
    *lines += output->out.lines; /* once all are handed on */
    return sealed;
}

static bool write_index(struct job *job)
{
    const struct doc_format *format = job->run->options.format;
    const char *target = in_folder(job, format->index_name);
    struct output *output =
        writes_over_a_source(job->run, target) ? NULL : next_output(job, target);
    if (output == NULL) {
        return false;
    }
    format->index(&output->out, &job->run->options.doc);
    return output_seal(output, &job->run->diag);
}

/* The answers of a class alone have a file of their own, too. */
static bool write_short_keys(struct job *job)
{
    struct doc_options *options = &job->run->options.doc;
    const struct doc_format *format = job->run->options.format;
    if (options->keys == NULL || options->keys->first == NULL) {
        return true;
    }
    const char *name = arena_printf(&job->run->arena, "%s%s.%s",
        has_keys_apart(job) ? KEYS_FOLDER : "", CLASS_ANSWERS, format->suffix);
    const char *target = in_folder(job, name);
    struct output *output =
        writes_over_a_source(job->run, target) ? NULL : next_output(job, target);
    if (output == NULL) {
        return false;
    }
    around(job, &output->out, format->open);
    short_keys_write(format, options, &output->out);
    around(job, &output->out, format->close);
    return output_seal(output, &job->run->diag);
}

/* Each document in a file of its own, and their index; of a class a file for each. Nothing is put
 * in place here. */
static bool write_apart(struct job *job)
{
    size_t lines = 0;
    if (job->set.count == 0 || !make_folders(job)) {
        return false;
    }
    for (size_t first = 0, end = 0; first < job->set.count; first = end) {
        end = file_end(job, first);
        if (!write_file(job, first, end, &lines)) {
            return false;
        }
    }
    bool listed = job->run->options.format->index != NULL && !job->parts.together;
    if (listed && !write_index(job)) {
        return false;
    }
    warn_of_pages(job, lines);
    return write_short_keys(job);
}

/* "4. Sparse labels pick one probability"; of several lessons one behind the other. */
static const char *titles_of(struct job *job)
{
    struct arena *arena = &job->run->arena;
    const char *all = NULL;
    for (size_t i = 0; i < job->parts.count; i++) {
        size_t k = 0;
        while (strcmp(job->parts.all[k].path, job->parts.all[i].path) != 0) {
            k++;
        }
        struct part own = job->parts.all[i];
        own.note = NULL;
        struct lesson *lesson = k == i ? load(job, &own, true) : NULL;
        if (lesson != NULL) {
            const char *title =
                arena_strdup(arena, doc_title(lesson->number, lesson->title, arena));
            all = all == NULL ? title : arena_printf(arena, "%s, %s", all, title);
            lesson_free(lesson);
        }
    }
    return all == NULL ? "" : all;
}

void batch(struct run *run)
{
    struct job job = {.run = run, .folder = folder_of(run)};
    job.parts = parts_find(run, run_asked_for(run));
    if (needs_cards(&job)) {
        find_documents(&job);
        run->options.doc.set = &job.set;
    }
    if (job.parts.together) {
        const char *class = _("%s: class");
        job.titles = titles_of(&job);
        run->options.doc.work = run->options.class_file == NULL
                                    ? job.titles
                                    : arena_fill(&run->arena, class, &job.titles, 1);
    }
    struct short_keys keys;
    short_keys_init(&keys);
    run->options.doc.keys = job.parts.several && job.set.count > 1 ? &keys : NULL;
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
    if (!whole) {
        remove_folders(&job);
    }
    short_keys_release(&keys);
    run->failed = run->failed || !whole;
    run_print_diag(run);
}

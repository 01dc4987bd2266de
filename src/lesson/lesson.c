#include "lesson.h"

#include "arrays.h"
#include "fault.h"
#include "file.h"
#include "fingerprint.h"
#include "front_matter.h"
#include "i18n.h"
#include "lesson_file.h"
#include "lesson_name.h"
#include "meant.h"
#include "mem.h"
#include "text_check.h"
#include "texts.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_BYTES = 4 << 20 };

static size_t line_end(const struct source *source, size_t at)
{
    const char *stop = memchr(source->text + at, '\n', source->size - at);
    return stop == NULL ? source->size : (size_t)(stop - source->text) + 1;
}

/* Is [at, end) the line "---", spaces and the line end after it apart? */
static bool is_fence(const struct source *source, size_t at, size_t end)
{
    while (end > at && strchr(" \t\r\n", source->text[end - 1]) != NULL) {
        end--;
    }
    return end - at == 3 && memcmp(source->text + at, "---", 3) == 0;
}

bool lesson_file_split(const struct source *source, struct lesson_parts *parts, struct diag *diag)
{
    struct where where = {source, 1, 1};
    if (!text_check(source, diag)) {
        return false;
    }
    size_t near = 0; /* a line that is nearly the second one */
    size_t at = line_end(source, 0);
    if (!is_fence(source, 0, at)) {
        diag_error(diag, where, _("a lesson starts with the line '---'"));
        diag_hint(diag, "%s",
            meant_fence(source->text, at)
                ? _("three '-', and nothing else on the line")
                : _("between two such lines stands the front matter: keys and values"));
        return false;
    }
    *parts = (struct lesson_parts){.front = at, .front_line = 2};
    for (size_t line = 2; at < source->size; line++) {
        size_t end = line_end(source, at);
        if (is_fence(source, at, end)) {
            parts->front_end = at;
            parts->prose = end;
            parts->prose_line = line + 1;
            return true;
        }
        near = near == 0 && meant_fence(source->text + at, end - at) ? line : near;
        at = end;
    }
    diag_error(diag, where, _("the front matter that starts here is not closed"));
    if (near > 0) {
        diag_hint(diag, _("line %zu must be three '-', and nothing else"), near);
    } else {
        diag_hint(diag, _("put a line '---' after its last key"));
    }
    return false;
}

/* The lesson's own folder, then the data folders; NULL-ended. */
static const char *const *all_folders(
    struct arena *arena, const char *folder, const char *const *data_folders)
{
    size_t count = 0;
    while (data_folders != NULL && data_folders[count] != NULL) {
        count++;
    }
    const char **all = arena_alloc(arena, count + 2, sizeof *all);
    size_t n = 0;
    if (folder != NULL) {
        all[n++] = arena_strdup(arena, folder);
    }
    for (size_t i = 0; i < count; i++) {
        all[n++] = arena_strdup(arena, data_folders[i]);
    }
    return all;
}

static bool read_lesson(struct lesson *lesson, const char *const *folders,
    const struct override *overrides, size_t override_count, struct diag *diag)
{
    const struct source *source = &lesson->source;
    struct lesson_parts parts = {0};
    if (!lesson_file_split(source, &parts, diag)) {
        return false;
    }
    struct draft *draft = arena_alloc(&lesson->arena, 1, sizeof *draft);
    draft->arena = &lesson->arena;
    draft->diag = diag;
    draft->folders = folders;
    draft->front = (struct where){source, 1, 1};
    bool ok = front_matter_read(
        draft, source, source->text + parts.front, parts.front_end - parts.front, parts.front_line);
    for (size_t i = 0; i < override_count; i++) {
        ok = front_matter_override(draft, &overrides[i]) && ok;
    }
    /* Even where a value is missing, what stands between the others can be checked. */
    ok = draft_check(draft, lesson) && ok;
    lesson->prose =
        prose_parse(&lesson->arena, source, parts.prose, parts.prose_line, known_sections(), diag);
    return ok;
}

void lesson_file_source(
    struct source *source, struct arena *arena, const char *name, const char *text, size_t size)
{
    size_t skip = utf8_mark(text, size);
    source->name = arena_strdup(arena, name);
    source->text = text + skip;
    source->size = size - skip;
    source->made = lesson_are_arrays(name);
    source->finder = text_finder_new(arena);
}

static bool refuse_size(const char *name, struct diag *diag)
{
    const struct source source = {.name = name};
    diag_error(diag, (struct where){&source, 0, 0}, _("larger than a lesson may be (4 MiB)"));
    diag_hint(diag, _("keep large arrays in .npy files: logits: {file: NAME.npy}"));
    return false;
}

static void keep_overrides(struct lesson *lesson, const struct override *overrides, size_t count)
{
    struct override *copy = arena_alloc(&lesson->arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        copy[i].text = arena_strdup(&lesson->arena, overrides[i].text);
    }
    lesson->overrides = copy;
    lesson->override_count = count;
}

struct lesson *lesson_parse(const char *name, const char *folder, const char *text, size_t size,
    const struct override *overrides, size_t override_count, const char *const *data_folders,
    struct diag *diag)
{
    if (size > MAX_BYTES) {
        (void)refuse_size(name, diag);
        return NULL;
    }
    struct lesson *lesson = mem_alloc(1, sizeof *lesson);
    arena_init(&lesson->arena);
    lesson_file_source(
        &lesson->source, &lesson->arena, name, arena_strndup(&lesson->arena, text, size), size);
    size_t first = lesson_arrays_split(name); /* are called as the first is, without its .npy */
    size_t named = first > 0 ? first : strlen(name);
    lesson->id = lesson_name(lesson_are_arrays(name)
                                 ? arena_strndup(&lesson->arena, name, named - strlen(".npy"))
                                 : name,
        &lesson->arena, &lesson->number);
    const char *const *folders = all_folders(&lesson->arena, folder, data_folders);
    lesson->folders = folders;
    keep_overrides(lesson, overrides, override_count);
    size_t errors = diag->errors;
    bool ok = read_lesson(lesson, folders, overrides, override_count, diag);
    if (!ok || diag->errors > errors) {
        lesson_free(lesson);
        return NULL;
    }
    lesson->fingerprint = override_count > 0 ? 0 : fingerprint(&lesson->problem);
    return lesson;
}

static bool is_in(const char *path, const char *folder)
{
    size_t size = strlen(folder);
    size -= size > 0 && folder[size - 1] == '/' ? 1 : 0; /* the root */
    return strncmp(path, folder, size) == 0 && path[size] == '/';
}

/* Is it anything but a file? An error then. */
static bool refuse_kind(const struct stat *info, struct where where, struct diag *diag)
{
    if (S_ISREG(info->st_mode)) {
        return false;
    }
    if (S_ISDIR(info->st_mode)) {
        diag_error(diag, where, _("is a folder, not a lesson"));
        diag_hint(diag, _("--lessons DIR takes a folder"));
    } else {
        diag_error(diag, where, _("is a pipe or a device, not a lesson"));
        diag_hint(diag, _("'-' reads a lesson from standard input"));
    }
    return true;
}

/* Where the link leads, for free(). Messages show lines of a lesson, and one that comes from a
 * stranger may be a link to any file of the reader's: it may lead to its own folder and what is
 * below that, but no further. (The folder itself may be reached by a link, as some installers have
 * it.) NULL after an error. */
static char *link_target(const char *path, struct where where, struct diag *diag)
{
    struct stat info;
    if (!file_stat(path, &info)) {
        diag_error(diag, where, _("cannot open: %s"), i18n_error(errno));
        return NULL;
    }
    if (refuse_kind(&info, where, diag)) {
        return NULL;
    }
    char *name = lesson_folder(path);
    char *folder = file_realpath(name);
    char *target = file_realpath(path);
    if (target == NULL || folder == NULL || !is_in(target, folder)) {
        diag_error(diag, where, _("is a link that leads out of its folder"));
        diag_hint(diag, _("to read the file that it leads to, name that file: %s"),
            target != NULL ? target : path);
        free(target);
        target = NULL;
    }
    free(name);
    free(folder);
    return target;
}

/* Opens without waiting for a writer of a pipe; only files and standard input are read. -1 after an
 * error. */
static int open_lesson(const char *path, struct diag *diag)
{
    const struct source source = {.name = path};
    const struct where where = {&source, 0, 0};
    struct stat info;
    char *target = NULL;
    if (file_lstat(path, &info) && S_ISLNK(info.st_mode)) {
        target = link_target(path, where, diag);
        if (target == NULL) {
            return -1;
        }
    }
    /* a link that has come only now is not followed */
    int fd = open(
        target != NULL ? target : path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    free(target);
    if (fd < 0 || fstat(fd, &info) != 0) {
        fault_check(path);
        diag_error(diag, where, _("cannot open: %s"), i18n_error(errno));
    } else if (!refuse_kind(&info, where, diag)) {
        return fd;
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return -1;
}

static bool read_all(int fd, struct str *text, const char *name, struct diag *diag)
{
    if (file_read_all(fd, MAX_BYTES, text)) {
        return true;
    }
    if (errno == EFBIG) {
        return refuse_size(name, diag);
    }
    fault_check(name);
    const struct source source = {.name = name};
    diag_error(diag, (struct where){&source, 0, 0}, _("cannot read: %s"), i18n_error(errno));
    return false;
}

/* It can be read but once, and is asked for again where a run first looks what there is. */
static bool read_standard_input(struct str *text, struct diag *diag)
{
    static struct str kept;
    static bool is_read;
    if (!is_read) {
        str_init(&kept);
        file_note_source(STDIN_FILENO);
        is_read = read_all(STDIN_FILENO, &kept, "-", diag);
    }
    str_addn(text, kept.data, is_read ? kept.len : 0);
    return is_read;
}

bool lesson_file_read(const char *path, struct str *text, struct diag *diag)
{
    if (lesson_are_arrays(path)) {
        return lesson_arrays_text(path, text, diag);
    }
    if (strcmp(path, "-") == 0) {
        return read_standard_input(text, diag);
    }
    int fd = open_lesson(path, diag);
    file_note_source(fd);
    bool good = fd >= 0 && read_all(fd, text, path, diag);
    if (fd >= 0) {
        (void)close(fd);
    }
    return good;
}

char *lesson_folder(const char *path)
{
    size_t size = lesson_arrays_split(path); /* of two, which are in one folder */
    const char *slash = memrchr(path, '/', size > 0 ? size : strlen(path));
    if (slash == NULL) {
        return mem_text(".");
    }
    return mem_textn(path, slash == path ? 1 : (size_t)(slash - path));
}

struct lesson *lesson_load(const char *path, const struct override *overrides,
    size_t override_count, const char *const *data_folders, struct diag *diag)
{
    struct str text;
    str_init(&text);
    struct lesson *lesson = NULL;
    if (lesson_file_read(path, &text, diag)) {
        char *folder = lesson_folder(path);
        lesson = lesson_parse(
            path, folder, text.data, text.len, overrides, override_count, data_folders, diag);
        free(folder);
    }
    str_release(&text);
    return lesson;
}

void lesson_free(struct lesson *lesson)
{
    if (lesson == NULL) {
        return;
    }
    for (int i = 0; i < INPUT_COUNT; i++) {
        tensor_close(problem_input(&lesson->problem, (enum input)i));
    }
    tensor_close(lesson->picture);
    arena_release(&lesson->arena);
    free(lesson);
}

const struct prose *lesson_prose(const struct lesson *lesson, const char *at)
{
    const struct prose *prose = lesson->prose;
    while (prose != NULL && strcmp(prose->at, at) != 0) {
        prose = prose->next;
    }
    return prose;
}

/* Opening a .npy file: found without ever leaving the data folders, checked before anything is
 * allocated. */
#include "npy.h"

#include "fault.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"
#include "npz.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_HEADER_BYTES = 65536,
    PREFIX_BYTES = 12 /* magic, version, header length of versions 2 and 3 */
};

static bool fail(const struct npy_context *context, const char *problem)
{
    diag_error(context->diag, context->where, "%s: %s", context->name, problem);
    diag_id(context->diag, DIAG_DATA);
    return false;
}

static bool is_plain_name(const struct npy_context *context)
{
    const char *name = context->name;
    if (name[0] != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
        strcmp(name, "..") != 0) {
        return true;
    }
    diag_error(context->diag, context->where,
        _("'%s' is not a plain file name: data files stand beside the lesson"), name);
    return false;
}

/* The file in one folder. Returns its descriptor; -1 with *found false when it is not there; -1
 * with *found true, and an error in diag, when it is there and cannot be used. */
static int open_in(const char *folder, const struct npy_context *context, bool *found)
{
    *found = false;
    int dir = open(folder[0] == '\0' ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0) {
        return -1;
    }
    int fd = openat(dir, context->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int problem = errno;
    (void)close(dir);
    if (fd < 0 && problem == ENOENT) {
        return -1;
    }
    *found = true;
    struct stat info;
    if (fd < 0) {
        (void)fail(context, problem == ELOOP
                                ? _("is a link; data files must be the files themselves")
                                : i18n_error(problem));
    } else if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        (void)fail(context, _("is not a file with data in it (a folder, a pipe or a device)"));
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

static int find_file(const char *const *folders, const struct npy_context *context)
{
    if (!is_plain_name(context)) {
        return -1;
    }
    struct str looked;
    str_init(&looked);
    bool found = false;
    int fd = -1;
    for (size_t i = 0; folders != NULL && folders[i] != NULL && !found; i++) {
        fd = open_in(folders[i], context, &found);
        file_note_source(fd);
        str_addf(&looked, "%s%s", i == 0 ? "" : ", ", folders[i][0] == '\0' ? "." : folders[i]);
    }
    if (!found) {
        diag_error(context->diag, context->where, _("'%s' was not found"), context->name);
        diag_id(context->diag, DIAG_DATA);
        diag_hint(context->diag, _("looked in: %s"), looked.data);
    }
    str_release(&looked);
    return fd;
}

bool npy_read_at(int fd, void *out, size_t size, uint64_t offset)
{
    unsigned char *bytes = out;
    while (size > 0) {
        ssize_t got = pread(fd, bytes, size, (off_t)offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        bytes += got;
        size -= (size_t)got;
        offset += (uint64_t)got;
    }
    return true;
}

/* Magic string, version and header length: where the header is. */
static bool read_prefix(const struct npy *npy, const struct npy_context *context,
    size_t *header_start, size_t *header_bytes)
{
    unsigned char prefix[PREFIX_BYTES];
    /* Even the smallest file has more bytes than this: the header alone is padded to 64. */
    bool whole = npy_read_at(npy->fd, prefix, sizeof prefix, npy->start);
    if (whole && memcmp(prefix, "PK\x03\x04", 4) == 0) {
        (void)fail(context, _("is a .npz archive, which holds several arrays"));
        diag_hint(
            context->diag, _("call it NAME.npz, and an array in it is {file: NAME.npz/logits}"));
        return false;
    }
    if (!whole || memcmp(prefix, "\x93NUMPY", 6) != 0) {
        (void)fail(context, _("is not a .npy file"));
        diag_hint(context->diag, _("np.save() writes .npy files"));
        return false;
    }
    if (prefix[6] < 1 || prefix[6] > 3 || prefix[7] != 0) {
        diag_error(context->diag, context->where,
            _("%s: version %d.%d of the format is not known; 1.0 to 3.0 are"), context->name,
            prefix[6], prefix[7]);
        return false;
    }
    size_t size = prefix[8] | (size_t)prefix[9] << 8;
    if (prefix[6] > 1) {
        size |= (size_t)prefix[10] << 16 | (size_t)prefix[11] << 24;
    }
    *header_start = prefix[6] > 1 ? 12 : 10;
    *header_bytes = size;
    return true;
}

static bool read_header(struct npy *npy, const struct npy_context *context)
{
    size_t start = 0;
    size_t size = 0;
    if (!read_prefix(npy, context, &start, &size)) {
        return false;
    }
    if (size > MAX_HEADER_BYTES) {
        diag_error(context->diag, context->where,
            _("%s: a header of %zu bytes is too long (limit %d)"), context->name, size,
            MAX_HEADER_BYTES);
        return false;
    }
    char *text = mem_alloc(size, 1);
    bool ok = npy_read_at(npy->fd, text, size, npy->start + start);
    if (!ok) {
        (void)fail(context, _("ends within its header"));
    }
    ok = ok && npy_parse_header(text, size, &npy->header, context);
    free(text);
    npy->data_start = npy->start + start + size;
    return ok;
}

/* The file, or its part from `start` to `end`, must have exactly the data its header promises. */
static bool check_length(struct npy *npy, const struct npy_context *context)
{
    npy->elements = shape_size(&npy->header.shape);
    uint64_t need = (uint64_t)npy->elements * npy->header.item_bytes;
    uint64_t have = npy->end - npy->data_start;
    if (need != have || npy->data_start > npy->end) {
        diag_error(context->diag, context->where,
            _("%s: header field 'shape': promises %llu bytes of data, the file has %llu"),
            context->name, (unsigned long long)need, (unsigned long long)have);
        diag_id(context->diag, DIAG_DATA);
        return false;
    }
    return true;
}

/* The strides that lead through the file's own order. */
static void set_strides(struct tensor *tensor, bool fortran_order)
{
    size_t rank = tensor->shape.rank;
    size_t stride = 1;
    for (size_t i = 0; i < rank; i++) {
        size_t axis = fortran_order ? i : rank - 1 - i;
        tensor->stride[axis] = stride;
        stride *= tensor->shape.dim[axis];
    }
}

/* "batch.npz/logits" is a member of an archive: the size of the archive's name; 0: a whole file. */
static size_t archive_size(const char *name)
{
    static const char mark[] = ".npz/";
    const char *at = strstr(name, mark);
    return at == NULL || at == name ? 0 : (size_t)(at - name) + strlen(mark) - 1;
}

static void report_no_member(
    const struct npz *npz, const char *name, const struct npy_context *context)
{
    struct str names;
    str_init(&names);
    for (size_t i = 0; i < npz->count; i++) {
        str_addf(&names, "%s%s", i > 0 ? ", " : "", npz->members[i].name);
    }
    diag_error(
        context->diag, context->where, _("%s: there is no array '%s' in it"), context->name, name);
    diag_id(context->diag, DIAG_DATA);
    diag_hint(context->diag, _("its arrays: %.400s"), names.data);
    str_release(&names);
}

static bool find_member(struct npy *npy, const char *name, const struct npy_context *context)
{
    struct arena arena;
    struct npz npz;
    arena_init(&arena);
    bool good = npz_open(npy->fd, &npz, &arena, context);
    size_t i = 0;
    while (good && i < npz.count && strcmp(npz.members[i].name, name) != 0) {
        i++;
    }
    if (good && i == npz.count) {
        report_no_member(&npz, name, context);
        good = false;
    }
    if (good && !npz_is_whole(npy->fd, &npz.members[i])) {
        diag_error(context->diag, context->where,
            _("%s: the array '%s' is damaged: its checksum (CRC-32) is another"), context->name,
            name);
        diag_id(context->diag, DIAG_DATA);
        good = false;
    }
    if (good) {
        npy->start = npz.members[i].start;
        npy->end = npy->start + npz.members[i].size;
    }
    arena_release(&arena);
    return good;
}

/* Opens the file, and finds the part of it that is the .npy file. */
static bool open_part(struct npy *npy, const char *const *folders, const char *name,
    const struct npy_context *context)
{
    size_t archive = archive_size(name);
    struct stat info;
    npy->fd = find_file(folders, context);
    if (npy->fd < 0) {
        return false;
    }
    if (fstat(npy->fd, &info) != 0) {
        fault_check(name);
        return fail(context, _("is not a file with data in it (a folder, a pipe or a device)"));
    }
    npy->written = info.st_mtim;
    npy->start = 0;
    npy->end = (uint64_t)info.st_size;
    return archive == 0 || find_member(npy, name + archive + 1, context);
}

const char *const *tensor_list_npz(struct arena *arena, const char *const *folders,
    const char *name, struct where where, struct diag *diag)
{
    struct npy_context context = {name, where, diag};
    struct npz npz;
    const char **names = NULL;
    int fd = find_file(folders, &context);
    if (fd >= 0 && npz_open(fd, &npz, arena, &context)) {
        names = arena_alloc(arena, npz.count + 1, sizeof *names);
        for (size_t i = 0; i < npz.count; i++) {
            names[i] = npz.members[i].name;
        }
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return names;
}

struct tensor *tensor_open_npy(struct arena *arena, const char *const *folders, const char *name,
    struct where where, struct diag *diag)
{
    size_t archive = archive_size(name);
    struct npy_context context = {name, where, diag};
    struct npy_context file = context;
    struct npy npy = {.where = where};
    if (archive > 0) {
        file.name = arena_strndup(arena, name, archive);
    }
    if (!open_part(&npy, folders, name, &file) || !read_header(&npy, &context) ||
        !check_length(&npy, &context)) {
        npy_close(&npy);
        return NULL;
    }
    struct tensor *tensor = arena_alloc(arena, 1, sizeof *tensor);
    tensor->store = arena_alloc(arena, 1, sizeof *tensor->store);
    tensor->store->npy = arena_alloc(arena, 1, sizeof npy);
    *tensor->store->npy = npy;
    tensor->store->npy->name = arena_strdup(arena, name);
    tensor->shape = npy.header.shape;
    tensor->integer = npy.header.kind != NPY_FLOAT;
    set_strides(tensor, npy.header.fortran_order);
    return tensor;
}

void tensor_close(struct tensor *tensor)
{
    if (tensor != NULL && tensor->store->npy != NULL) {
        npy_close(tensor->store->npy);
    }
}

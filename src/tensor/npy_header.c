/* The header of a .npy file: {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }
 *
 * Only what NumPy itself writes is accepted: a dict literal with these three keys, in any order.
 * There is no evaluation of anything.
 */
#include "npy.h"

#include "i18n.h"
#include "mem.h"

#include <stdint.h>
#include <string.h>

struct reader {
    const char *at, *end;
    const struct npy_context *context;
};

static void skip_spaces(struct reader *in)
{
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t' || *in->at == '\n')) {
        in->at++;
    }
}

/* Takes the character c, with spaces around it, if it comes next. */
static bool take(struct reader *in, char c)
{
    skip_spaces(in);
    if (in->at == in->end || *in->at != c) {
        return false;
    }
    in->at++;
    skip_spaces(in);
    return true;
}

static bool take_word(struct reader *in, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(in->end - in->at) < size || memcmp(in->at, word, size) != 0) {
        return false;
    }
    in->at += size;
    return true;
}

/* A quoted string without escapes; *text then points into the header. */
static bool take_string(struct reader *in, const char **text, size_t *size)
{
    if (in->at == in->end || (*in->at != '\'' && *in->at != '"')) {
        return false;
    }
    const char *start = in->at + 1;
    const char *stop = memchr(start, *in->at, (size_t)(in->end - start));
    if (stop == NULL || memchr(start, '\\', (size_t)(stop - start)) != NULL) {
        return false;
    }
    *text = start;
    *size = (size_t)(stop - start);
    in->at = stop + 1;
    return true;
}

static bool malformed(const struct reader *in)
{
    const struct npy_context *c = in->context;
    diag_error(c->diag, c->where, _("%s: the header is not what NumPy writes"), c->name);
    diag_hint(c->diag, _("save the array again with np.save()"));
    return false;
}

static bool bad_field(const struct reader *in, const char *field, const char *problem)
{
    const struct npy_context *c = in->context;
    diag_error(c->diag, c->where, _("%s: header field '%s': %s"), c->name, field, problem);
    return false;
}

static bool bad_dtype(const struct reader *in, const char *problem)
{
    (void)bad_field(in, "descr", problem);
    diag_hint(in->context->diag, _("save numbers: np.save(name, array.astype('<f8'))"));
    return false;
}

/* Kind and size of one element, from what follows the byte order: f8, i4, b1. */
static bool set_dtype(struct npy_header *header, const char *code)
{
    static const struct {
        const char *code;
        enum npy_kind kind;
        size_t bytes;
    } known[] = {
        {"f2", NPY_FLOAT, 2},
        {"f4", NPY_FLOAT, 4},
        {"f8", NPY_FLOAT, 8},
        {"i1", NPY_SIGNED, 1},
        {"i2", NPY_SIGNED, 2},
        {"i4", NPY_SIGNED, 4},
        {"i8", NPY_SIGNED, 8},
        {"u1", NPY_UNSIGNED, 1},
        {"u2", NPY_UNSIGNED, 2},
        {"u4", NPY_UNSIGNED, 4},
        {"u8", NPY_UNSIGNED, 8},
        {"b1", NPY_BOOL, 1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (memcmp(code, known[i].code, 2) == 0) {
            header->kind = known[i].kind;
            header->item_bytes = known[i].bytes;
            return true;
        }
    }
    return false;
}

static bool read_descr(struct reader *in, struct npy_header *header)
{
    const char *text = NULL;
    size_t size = 0;
    if (in->at < in->end && *in->at == '[') {
        return bad_dtype(in, _("a structured type has several fields per element"));
    }
    if (!take_string(in, &text, &size)) {
        return malformed(in);
    }
    char order = '\0';
    if (size > 0) {
        order = text[0];
    }
    if (size > 1 && text[1] == 'O') {
        return bad_dtype(in, _("an object array holds Python objects, not numbers"));
    }
    bool known = size == 3 && (order == '<' || order == '>' || order == '|');
    known = known && set_dtype(header, text + 1);
    if (!known || (order == '|' && header->item_bytes > 1)) {
        return bad_dtype(in, _("elements of this type cannot be read; these can: "
                               "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1"));
    }
    header->big_endian = order == '>';
    return true;
}

static bool read_order(struct reader *in, struct npy_header *header)
{
    header->fortran_order = take_word(in, "True");
    if (!header->fortran_order && !take_word(in, "False")) {
        return bad_field(in, "fortran_order", _("must be True or False"));
    }
    return true;
}

static bool read_dimension(struct reader *in, size_t *out)
{
    const char *start = in->at;
    size_t value = 0;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
        if (!size_mul(value, 10, &value) || !size_add(value, (size_t)(*in->at - '0'), &value)) {
            return bad_field(in, "shape", _("is larger than any file"));
        }
    }
    if (in->at == start) {
        return bad_field(in, "shape", _("must be a tuple of whole numbers"));
    }
    *out = value;
    return true;
}

static bool read_shape(struct reader *in, struct npy_header *header)
{
    struct shape *shape = &header->shape;
    if (!take(in, '(')) {
        return bad_field(in, "shape", _("must be a tuple of whole numbers"));
    }
    while (!take(in, ')')) {
        size_t dim = 0;
        if (!read_dimension(in, &dim)) {
            return false;
        }
        if (shape->rank == TENSOR_MAX_RANK) {
            return bad_field(in, "shape", _("has more than 6 axes"));
        }
        if (dim == 0 && shape->rank > 0) {
            return bad_field(in, "shape",
                _("has an axis of size 0, which only the first can be: there are no rows"));
        }
        shape->dim[shape->rank++] = dim;
        /* A tuple of one needs its comma: (3) would be a number. */
        bool comma = take(in, ',');
        if (!comma && (shape->rank == 1 || in->at == in->end || *in->at != ')')) {
            return bad_field(in, "shape", _("must be a tuple of whole numbers"));
        }
    }
    return true;
}

enum { EMPTY_BYTES = 1 << 24 }; /* of a row that no file need be large to claim */

/* Which sizes a file of this shape has must be computable: elements and bytes fit size_t and off_t.
 */
static bool check_size(const struct reader *in, const struct npy_header *header)
{
    const struct shape *shape = &header->shape;
    bool empty = shape->rank > 0 && shape->dim[0] == 0;
    size_t bytes = header->item_bytes;
    for (size_t i = empty ? 1 : 0; i < shape->rank; i++) {
        if (!size_mul(bytes, shape->dim[i], &bytes) ||
            bytes > (empty ? EMPTY_BYTES : INT64_MAX / 2)) {
            return bad_field(in, "shape", _("is larger than any file"));
        }
    }
    return true;
}

struct field {
    const char *name;
    bool (*read)(struct reader *in, struct npy_header *header);
};

enum { FIELDS = 3 };

static const struct field *find_field(const char *name, size_t size)
{
    static const struct field fields[FIELDS] = {
        {"descr", read_descr},
        {"fortran_order", read_order},
        {"shape", read_shape},
    };
    for (size_t i = 0; i < FIELDS; i++) {
        if (strlen(fields[i].name) == size && memcmp(fields[i].name, name, size) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

bool npy_parse_header(
    const char *text, size_t size, struct npy_header *header, const struct npy_context *context)
{
    struct reader in = {text, text + size, context};
    const struct field *seen[FIELDS] = {NULL};
    *header = (struct npy_header){0};
    if (!take(&in, '{')) {
        return malformed(&in);
    }
    for (size_t n = 0; n < FIELDS; n++) {
        const char *name = NULL;
        size_t name_size = 0;
        const struct field *field = NULL;
        if (take_string(&in, &name, &name_size) && take(&in, ':')) {
            field = find_field(name, name_size);
        }
        if (field == NULL || field == seen[0] || field == seen[1]) {
            return malformed(&in);
        }
        if (!field->read(&in, header)) {
            return false;
        }
        seen[n] = field;
        if (!take(&in, ',') && n + 1 < FIELDS) {
            return malformed(&in);
        }
    }
    if (!take(&in, '}') || in.at != in.end) {
        return malformed(&in);
    }
    return check_size(&in, header);
}

#include "cell_text.h"

#include "num.h"

#include <string.h>

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* [1, 2]: where it ends; NULL where it is none. */
static const char *read_indices(const char *text, struct question *out)
{
    static const long long most = 1000000000000;
    text = skip_blanks(text + 1);
    while (*text != ']') {
        size_t digits = strspn(text, "0123456789");
        long long index = 0;
        if (digits == 0 || out->cell_rank == TENSOR_MAX_RANK ||
            !num_parse_integer(text, digits, &index) || index > most) {
            return NULL;
        }
        out->cell[out->cell_rank++] = (size_t)index;
        text = skip_blanks(text + digits);
        if (*text != ',' && *text != ']') {
            return NULL;
        }
        text = *text == ',' ? skip_blanks(text + 1) : text;
    }
    return text + 1;
}

const char *cell_text_read(const char *text, struct arena *arena, struct question *out)
{
    size_t name = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    out->at = arena_strndup(arena, text, name);
    const char *behind = skip_blanks(text + name);
    return name == 0 ? NULL : *behind == '[' ? read_indices(behind, out) : text + name;
}

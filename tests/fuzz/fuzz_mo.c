/* A catalogue of texts of any bytes: each text in it, and each that is not, is looked for. */
#include "fuzz.h"
#include "mo.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mo *mo = mo_open(fuzz_put("a.mo", data, size));
    if (mo == NULL) {
        return 0;
    }
    size_t all = 0;
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(data + at, '\0', size - at);
        if (end == NULL) {
            break;
        }
        for (size_t form = 0; form < 3; form++) {
            const char *found = mo_find(mo, (const char *)data + at, form);
            all += found == NULL ? 0 : strlen(found);
        }
        at = (size_t)(end - data) + 1;
    }
    fuzz_need(all <= 3 * size * size, "texts are inside the file");
    mo_free(mo);
    return 0;
}

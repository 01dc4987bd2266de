#include "lessons.h"

#include "i18n.h"

#include <string.h>

static bool looks_like_a_path(const char *name)
{
    size_t size = strlen(name);
    bool markdown = size > 3 && strcmp(name + size - 3, ".md") == 0;
    return strcmp(name, "-") == 0 || markdown || strchr(name, '/') != NULL;
}

const char *lessons_resolve(const struct catalogue *catalogue, const char *name, struct diag *diag)
{
    if (looks_like_a_path(name)) {
        return name; /* whether it is there is found out by opening it */
    }
    const struct catalogue_entry *entry = catalogue_find(catalogue, name);
    if (entry != NULL) {
        return entry->path;
    }
    const struct where nowhere = {0};
    diag_error(diag, nowhere, _("there is no lesson '%s'"), name);
    const char *near = catalogue_nearest(catalogue, name);
    if (near != NULL) {
        diag_hint(diag, _("did you mean %s?"), near);
    } else {
        diag_hint(diag, _("losswalk --list lists the lessons; a file is given with its .md"));
    }
    return NULL;
}

#include "i18n.h"

#include "mo.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum language_id {
#define LANGUAGE(id, catalogue, name, plural) LANGUAGE_##id,
#include "language.def"
#undef LANGUAGE
    LANGUAGE_COUNT
};

#define LANGUAGE(id, catalogue, name, plural)                                                      \
    static size_t plural_of_##id(size_t n)                                                         \
    {                                                                                              \
        (void)n;                                                                                   \
        return plural;                                                                             \
    }
#include "language.def"
#undef LANGUAGE

static const struct {
    const char *id, *catalogue, *name;
    size_t (*plural)(size_t n);
} LANGUAGES[LANGUAGE_COUNT] = {
#define LANGUAGE(id, catalogue, name, plural) {#id, catalogue, name, plural_of_##id},
#include "language.def"
#undef LANGUAGE
};

static const char *const IDS[] = {
#define LANGUAGE(id, catalogue, name, plural) #id,
#include "language.def"
#undef LANGUAGE
    NULL};

/* gettext keeps one language for the whole process, and so does this. A catalogue stays once it
 * has been read: texts of it may be anywhere. */
static const char *const *folders;
static size_t current;
static struct mo *catalogues[LANGUAGE_COUNT];

const char *const *i18n_languages(void)
{
    return IDS;
}

static size_t index_of(const char *id)
{
    size_t i = 0;
    while (i < LANGUAGE_COUNT && strcmp(LANGUAGES[i].id, id) != 0) {
        i++;
    }
    return i;
}

const char *i18n_name(const char *language)
{
    size_t i = index_of(language);
    return i < LANGUAGE_COUNT ? LANGUAGES[i].name : language;
}

const char *i18n_find(const char *name)
{
    char word[16] = "";
    size_t size = strcspn(name, ".@:");
    if (size == 0 || size >= sizeof word) {
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        word[i] = name[i];
        if (name[i] == '-') {
            word[i] = '_';
        }
    }
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        /* en_GB is English; zh_TW is not what a catalogue named zh_CN has. */
        const char *country = strchr(word, '_');
        bool any = LANGUAGES[i].catalogue[0] == '\0' && country != NULL &&
                   (size_t)(country - word) == strlen(LANGUAGES[i].id) &&
                   strncasecmp(word, LANGUAGES[i].id, strlen(LANGUAGES[i].id)) == 0;
        if (any || strcasecmp(word, LANGUAGES[i].id) == 0 ||
            strcasecmp(word, LANGUAGES[i].catalogue) == 0) {
            return LANGUAGES[i].id;
        }
    }
    return NULL;
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? "" : value;
}

const char *i18n_wanted(void)
{
    static const char *const VARIABLES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = "";
    for (size_t i = 0; i < sizeof VARIABLES / sizeof *VARIABLES && *locale == '\0'; i++) {
        locale = variable(VARIABLES[i]);
    }
    if (*locale == '\0' || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0) {
        return IDS[0]; /* LANGUAGE says nothing then, as everywhere */
    }
    const char *list = variable("LANGUAGE");
    for (const char *at = *list != '\0' ? list : locale; *at != '\0';) {
        const char *found = i18n_find(at);
        if (found != NULL) {
            return found;
        }
        at += strcspn(at, ":");
        at += *at == ':' ? 1 : 0;
    }
    return IDS[0];
}

void i18n_open(const char *const *list)
{
    folders = list;
}

static struct mo *read_catalogue(const char *name)
{
    struct mo *mo = NULL;
    for (size_t i = 0; mo == NULL && folders != NULL && folders[i] != NULL; i++) {
        char path[PATH_MAX];
        int size = snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/losswalk.mo", folders[i], name);
        mo = size > 0 && (size_t)size < sizeof path ? mo_open(path) : NULL;
    }
    return mo;
}

bool i18n_set_language(const char *language)
{
    size_t wanted = index_of(language);
    current = wanted < LANGUAGE_COUNT ? wanted : 0;
    const char *name = LANGUAGES[current].catalogue;
    if (*name != '\0' && catalogues[current] == NULL) {
        catalogues[current] = read_catalogue(name);
    }
    return *name == '\0' || catalogues[current] != NULL;
}

const char *i18n_text(const char *text)
{
    const struct mo *mo = catalogues[current];
    const char *found = mo == NULL || *text == '\0' ? NULL : mo_find(mo, text, 0);
    return found == NULL ? text : found;
}

const char *i18n_plural(const char *one, const char *many, size_t count)
{
    const struct mo *mo = catalogues[current];
    const char *found = mo == NULL ? NULL : mo_find(mo, one, LANGUAGES[current].plural(count));
    return found != NULL ? found : LANGUAGES[0].plural(count) == 0 ? one : many;
}

const char *i18n_language(void)
{
    return IDS[current];
}

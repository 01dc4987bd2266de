#include "i18n.h"

#include <ctype.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum language_id {
#define LANGUAGE(id, catalogue, name) LANGUAGE_##id,
#include "language.def"
#undef LANGUAGE
    LANGUAGE_COUNT
};

static const struct {
    const char *id, *catalogue, *name;
} LANGUAGES[LANGUAGE_COUNT] = {
#define LANGUAGE(id, catalogue, name) {#id, catalogue, name},
#include "language.def"
#undef LANGUAGE
};

static const char *const IDS[] = {
#define LANGUAGE(id, catalogue, name) #id,
#include "language.def"
#undef LANGUAGE
    NULL};

/* gettext keeps one language for the whole process, and so does this. */
static const char *const *folders;
static size_t current;

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

/* The folder that has the language's catalogue; NULL: none. */
static const char *catalogue_folder(size_t language)
{
    char path[PATH_MAX];
    for (size_t i = 0; folders != NULL && folders[i] != NULL; i++) {
        int size = snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/losswalk.mo", folders[i],
            LANGUAGES[language].catalogue);
        if (size > 0 && (size_t)size < sizeof path && access(path, R_OK) == 0) {
            return folders[i];
        }
    }
    return NULL;
}

/* gettext gives nothing but English while the locale is "C". Any other will do, as LANGUAGE then
 * says which; but some C libraries know LANGUAGE not, and take the language from the locale. */
static bool set_locale(size_t language)
{
    char own[32];
    (void)snprintf(own, sizeof own, "%s.UTF-8", LANGUAGES[language].catalogue);
    const char *const names[] = {own, "C.UTF-8", "C.utf8", "en_US.UTF-8", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *set = setlocale(LC_MESSAGES, names[i]);
        if (set != NULL && strcmp(set, "C") != 0 && strcmp(set, "POSIX") != 0) {
            return true;
        }
    }
    return false;
}

bool i18n_set_language(const char *language)
{
    size_t wanted = index_of(language);
    current = wanted < LANGUAGE_COUNT ? wanted : 0;
    (void)setlocale(LC_MESSAGES, "C");
    if (LANGUAGES[current].catalogue[0] == '\0') {
        return true;
    }
    const char *folder = catalogue_folder(current);
    if (folder == NULL || !set_locale(current)) {
        (void)setlocale(LC_MESSAGES, "C");
        return false;
    }
    (void)setenv("LANGUAGE", LANGUAGES[current].catalogue, 1);
    (void)bindtextdomain("losswalk", folder);
    (void)bind_textdomain_codeset("losswalk", "UTF-8");
    (void)bind_textdomain_codeset("libc", "UTF-8"); /* what strerror() says */
    (void)textdomain("losswalk"); /* and forgets what it found in another language */
    return true;
}

const char *i18n_language(void)
{
    return IDS[current];
}

#include "i18n.h"

#include "mo.h"

#include <errno.h>
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

/* Languages that only lessons are in, as they are named. */
enum { MOST_OTHERS = 16, LONGEST_CODE = 8 };
static char others[MOST_OTHERS][LONGEST_CODE];

static const char *IDS[LANGUAGE_COUNT + MOST_OTHERS + 1] = {
#define LANGUAGE(id, catalogue, name, plural) #id,
#include "language.def"
#undef LANGUAGE
};

/* gettext keeps one language for the whole process, and so does this. A catalogue stays once it
 * has been read: texts of it may be anywhere. */
static const char *const *folders;
static size_t current; /* in IDS */
static struct mo *catalogues[LANGUAGE_COUNT];

const char *const *i18n_languages(void)
{
    return IDS;
}

static size_t index_of(const char *id)
{
    size_t i = 0;
    while (IDS[i] != NULL && strcmp(IDS[i], id) != 0) {
        i++;
    }
    return i;
}

bool i18n_has_texts(const char *language)
{
    return index_of(language) < LANGUAGE_COUNT;
}

const char *i18n_name(const char *language)
{
    size_t i = index_of(language);
    return i < LANGUAGE_COUNT ? LANGUAGES[i].name : language;
}

/* The language there is by that name; NULL: none. */
static const char *find_own(const char *name)
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

static size_t count_letters(const char *text)
{
    size_t count = 0;
    while (
        (text[count] >= 'a' && text[count] <= 'z') || (text[count] >= 'A' && text[count] <= 'Z')) {
        count++;
    }
    return count;
}

static char in_case(char letter, bool large)
{
    static const char SMALL[] = "abcdefghijklmnopqrstuvwxyz";
    static const char LARGE[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *in_small = strchr(SMALL, letter);
    const char *in_large = strchr(LARGE, letter);
    size_t at = in_small != NULL ? (size_t)(in_small - SMALL) : (size_t)(in_large - LARGE);
    return (large ? LARGE : SMALL)[at];
}

/* "pt_br.UTF-8" as "pt-BR", "SR_latn" as "sr-Latn". False: no language is called so. */
static bool read_code(const char *name, char code[LONGEST_CODE])
{
    if (count_letters(name) != 2) {
        return false;
    }
    size_t behind = name[2] == '-' || name[2] == '_' ? count_letters(name + 3) : 0;
    size_t size = behind > 0 ? 3 + behind : 2;
    if ((behind != 0 && behind != 2 && behind != 4) ||
        strchr(".@:", name[size]) == NULL) { /* or the end */
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        bool large = i > 2 && (behind == 2 || i == 3);
        code[i] = '-';
        if (i != 2) {
            code[i] = in_case(name[i], large);
        }
    }
    code[size] = '\0';
    return true;
}

const char *i18n_find(const char *name)
{
    const char *own = find_own(name);
    char code[LONGEST_CODE] = "";
    if (own != NULL || !read_code(name, code)) {
        return own;
    }
    size_t at = index_of(code);
    if (at == LANGUAGE_COUNT + MOST_OTHERS) {
        return NULL;
    }
    if (IDS[at] == NULL) {
        memcpy(others[at - LANGUAGE_COUNT], code, sizeof code);
        IDS[at] = others[at - LANGUAGE_COUNT];
    }
    return IDS[at];
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
        const char *found = find_own(at);
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
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        mo_free(catalogues[i]);
        catalogues[i] = NULL;
    }
    current = 0;
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
    current = IDS[wanted] != NULL ? wanted : 0;
    if (current >= LANGUAGE_COUNT) {
        return false;
    }
    const char *name = LANGUAGES[current].catalogue;
    if (*name != '\0' && catalogues[current] == NULL) {
        catalogues[current] = read_catalogue(name);
    }
    return *name == '\0' || catalogues[current] != NULL;
}

static const struct mo *catalogue(void)
{
    return current < LANGUAGE_COUNT ? catalogues[current] : NULL;
}

const char *i18n_text(const char *text)
{
    const struct mo *mo = catalogue();
    const char *found = mo == NULL || *text == '\0' ? NULL : mo_find(mo, text, 0);
    return found == NULL ? text : found;
}

const char *i18n_plural(const char *one, const char *many, size_t count)
{
    const struct mo *mo = catalogue();
    const char *found = mo == NULL ? NULL : mo_find(mo, one, LANGUAGES[current].plural(count));
    return found != NULL ? found : LANGUAGES[0].plural(count) == 0 ? one : many;
}

/* What files and terminals may answer. The C library's own words differ between systems, and are
 * translated only where it has the locale. */
static const struct {
    int error;
    const char *text;
} ERRORS[] = {
    {EACCES, N_("permission denied")},
    {EAGAIN, N_("not ready, try again")},
    {EBADF, N_("it is not open")},
    {EBUSY, N_("it is in use")},
    {EDQUOT, N_("your share of the disk is used up")},
    {EEXIST, N_("there is one already")},
    {EFBIG, N_("the file would be too large")},
    {EINVAL, N_("the system does not do that with it")},
    {EIO, N_("the device failed (input/output error)")},
    {EISDIR, N_("it is a folder")},
    {ELOOP, N_("too many links on the way")},
    {EMFILE, N_("too many files are open")},
    {ENAMETOOLONG, N_("the name is too long")},
    {ENFILE, N_("too many files are open on this system")},
    {ENODEV, N_("there is no such device")},
    {ENOENT, N_("no such file or folder")},
    {ENOMEM, N_("no memory is left")},
    {ENOSPC, N_("no space is left on the disk")},
    {ENOTDIR, N_("a part of the path is not a folder")},
    {ENOTTY, N_("it is not a terminal")},
    {ENXIO, N_("there is no such device or address")},
    {EOVERFLOW, N_("the file is too large for this system")},
    {EPERM, N_("that is not permitted")},
    {EPIPE, N_("nobody reads it any more (broken pipe)")},
    {EROFS, N_("the file system can only be read")},
    {ESPIPE, N_("it is a pipe, a socket or a device")},
    {ETIMEDOUT, N_("it took too long")},
    {ETXTBSY, N_("it is a program that is running")},
};

const char *i18n_error(int error)
{
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
        if (ERRORS[i].error == error) {
            return _(ERRORS[i].text);
        }
    }
    return strerror(error);
}

const char *i18n_language(void)
{
    return IDS[current];
}

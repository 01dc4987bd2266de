#include "language.h"

#include "i18n.h"
#include "language_file.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The name of the locale for character sets, as the C library would look it up. */
static const char *locale_name(void)
{
    static const char *const VARIABLES[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof VARIABLES / sizeof *VARIABLES; i++) {
        const char *value = getenv(VARIABLES[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "";
}

/* Can it show UTF-8? A locale that is not installed still says it by its name: most say
 * UTF-8. Where nothing is said, a terminal that is asked for Chinese is trusted to show it. */
static bool set_characters(bool trust)
{
    const char *name = locale_name();
    const char *codeset = strchr(name, '.');
    bool silent = *name == '\0' || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
    bool named = codeset != NULL &&
                 (strncasecmp(codeset, ".utf-8", 6) == 0 || strncasecmp(codeset, ".utf8", 5) == 0);
    bool installed = setlocale(LC_CTYPE, "") != NULL;
    if ((!installed && named) || (silent && trust)) {
        if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
            (void)setlocale(LC_CTYPE, "en_US.UTF-8");
        }
    }
    return named || is_utf8();
}

bool language_start(const struct options *options, const struct folders *folders, struct diag *diag)
{
    const struct where nowhere = {0};
    const char *english = i18n_languages()[0];
    const char *language = options->doc.ascii ? english : options->language;
    bool foreign = language != NULL && strcmp(language, english) != 0;
    bool screen = options->mode == MODE_INTERACTIVE;
    bool named = true;
    i18n_open(folders->locales);
    if (options->mode == MODE_BATCH) {
        language = language != NULL ? language : english;
    } else {
        named = set_characters(foreign);
        /* Curses must have a locale; lines are written as they are. */
        bool wide = (screen && !options->plain ? is_utf8() : named) && !options->doc.ascii;
        if (screen && foreign && !wide) {
            diag_warn(diag, nowhere, _("this terminal's locale holds no %s, so this is English"),
                i18n_name(language));
            language = english;
        }
        const char *kept = screen ? language_file_read(folders->language) : NULL;
        language = language != NULL ? language
                   : !wide          ? english
                   : kept != NULL   ? kept
                                    : i18n_wanted();
    }
    if (!i18n_set_language(language) && foreign) {
        diag_warn(diag, nowhere,
            i18n_has_texts(language)
                ? _("the texts in %s are not installed: only lessons are in it")
                : _("losswalk itself does not speak '%s': only lessons are in it, where they are "
                    "translated"),
            i18n_name(language));
    }
    return named;
}

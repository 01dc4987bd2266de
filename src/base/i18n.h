/* Every text a user reads goes through _(), English in the source. Numbers never do.
 *
 * The texts of other languages are gettext catalogues, read by mo.h; which languages there are is
 * said in language.def. A language is in force for the whole program, as gettext has it: what was
 * drawn or written before i18n_set_language() must be made again. No locale is needed for any of
 * it, and none is changed.
 */
#ifndef LOSSWALK_I18N_H
#define LOSSWALK_I18N_H

#include <stdbool.h>
#include <stddef.h>

#define _(text) i18n_text(text)
/* Marks a text in a table for translation; the place that shows it calls _(). */
#define N_(text) text

/* The text in the language in force, valid until i18n_open(); "" stays "". */
const char *i18n_text(const char *text) __attribute__((format_arg(1), returns_nonnull));

/* The text for `count` things, where languages say one, or several, in another way. */
const char *i18n_plural(const char *one, const char *many, size_t count)
    __attribute__((format_arg(1), format_arg(2), returns_nonnull));

/* What the system says of an error of errno.h, in the language in force; the same words on every
 * system. */
const char *i18n_error(int error) __attribute__((returns_nonnull));

/* The languages there are, "en" first, and behind them those that were named besides; NULL-ended.
 */
const char *const *i18n_languages(void);
/* What a language calls itself: "中文"; of one that there is no catalogue for, its code. */
const char *i18n_name(const char *language);
/* The language that a user means by "zh", "zh_CN", "zh-CN" or "zh_CN.UTF-8". Of others there are no
 * texts, but lessons may be translated into them: "de", "pt-BR", "sr-Latn", that is two letters
 * (ISO 639-1), and a country or a script behind. What it returns stays, and is the same pointer for
 * the same language. NULL: that is no language, or more of them were named than are kept (16). */
const char *i18n_find(const char *name);
/* Are the program's own texts in that language? */
bool i18n_has_texts(const char *language);
/* The language that LANGUAGE, LC_ALL, LC_MESSAGES and LANG ask for; "en" where they ask for none
 * that there is. */
const char *i18n_wanted(void);

/* Where catalogues are: the first folder of the list (NULL-ended, borrowed) that has
 * FOLDER/zh_CN/LC_MESSAGES/losswalk.mo gives a language its texts. English is in force then, and
 * texts of catalogues read before are gone. */
void i18n_open(const char *const *list);
/* From now on texts are in that language, one of i18n_languages(). False when its catalogue is not
 * to be had: texts are then English, but lessons may still be in that language. */
bool i18n_set_language(const char *language);
/* The language in force, for lessons: "en". */
const char *i18n_language(void);

#endif

/* Compiled catalogues of texts: the .mo files that gettext's msgfmt writes.
 *
 * They are read here and not by the C library, because gettext() translates nothing while the
 * locale is one that the system does not call real: under C, under C.UTF-8 in some glibc, where no
 * locale is installed, and in its own way under musl. A catalogue is a file; which file is wanted
 * is known. Format: the GNU gettext manual, "The Format of GNU MO Files"; here without its hash
 * table (the texts are sorted) and without texts that depend on the system.
 */
#ifndef LOSSWALK_MO_H
#define LOSSWALK_MO_H

#include <stdbool.h>
#include <stddef.h>

struct mo;

/* Reads a catalogue, of either byte order. NULL: there is none, or it is damaged in any way; what
 * is returned has every text inside the file, each ended by NUL. Freed by mo_free(). */
struct mo *mo_open(const char *path);
void mo_free(struct mo *mo);

/* The translation of a text, living as long as the catalogue; NULL: it has none. With `form` above
 * 0, that plural form of it, from 0: the text is then the English singular. */
const char *mo_find(const struct mo *mo, const char *text, size_t form);

#endif

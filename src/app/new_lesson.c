#include "new_lesson.h"

#include "catalogue.h"
#include "file.h"
#include "i18n.h"
#include "template.h"
#include "utf8.h"

#include <errno.h>
#include <string.h>

/* $'...' with every byte that is not printed as itself in octal. */
static void quote_bytes(struct str *out, const char *path)
{
    str_add(out, path[0] == '-' ? "$'./" : "$'");
    for (const char *at = path; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool plain = byte >= ' ' && byte < 0x7f && byte != '\'' && byte != '\\';
        str_addf(out, plain ? "%c" : "\\%03o", byte);
    }
    str_addc(out, '\'');
}

static void quote(struct str *out, const char *path)
{
    str_add(out, path[0] == '-' ? "'./" : "'");
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '\'') {
            str_add(out, "'\\''");
        } else {
            str_addc(out, *at);
        }
    }
    str_addc(out, '\'');
}

/* What one types for it: a path with a space, or another sign that the shell reads, in quotes; one
 * that cannot be printed as it is (`shown` is how it can) in escapes. */
static const char *shell_word(struct diag *diag, const char *path, const char *shown)
{
    if (path[0] != '-' && strpbrk(path, " \t\n\"'\\$`&|;<>()*?[]#~!{}") == NULL &&
        strcmp(path, shown) == 0) {
        return path;
    }
    struct str quoted;
    str_init(&quoted);
    (strcmp(path, shown) == 0 ? quote : quote_bytes)(&quoted, path);
    const char *word = arena_strdup(&diag->arena, quoted.data);
    str_release(&quoted);
    return word;
}

bool new_lesson_write(const char *path, struct str *next, struct diag *diag)
{
    const struct source source = {.name = path};
    struct where where = {.source = &source};
    if (!lesson_is_name(path)) {
        diag_error(diag, where, _("the name of a lesson ends in .md"));
        diag_hint(diag, _("for example: losswalk --new my-lesson.md"));
        return false;
    }
    if (!file_write_new(path, (const char *)template_text, sizeof template_text)) {
        int error = errno;
        if (error == EEXIST) {
            diag_error(diag, where, _("is there already, and nothing is written over it"));
            diag_hint(diag, _("give --new another name"));
        } else {
            diag_error(diag, where, _("cannot write: %s"), i18n_error(error));
        }
        return false;
    }
    struct str shown;
    str_init(&shown);
    utf8_add_safe(&shown, path);
    const char *word = shell_word(diag, path, shown.data);
    str_addf(next,
        _("%s is a lesson of three samples. Next:\n"
          "\n"
          "  1. Open it in an editor; its comments say what each line is for.\n"
          "  2. losswalk --check %s\n"
          "  3. losswalk %s          (save the file, and the screen follows)\n"
          "  4. losswalk --batch %s  (the handout)\n"
          "\n"
          "Every key is described in losswalk-lesson(5), and in lessons/README.md.\n"),
        shown.data, word, word, word);
    str_release(&shown);
    return true;
}

#include "new_lesson.h"

#include "file.h"
#include "i18n.h"
#include "template.h"

#include <errno.h>
#include <string.h>

static bool has_lesson_name(const char *path)
{
    size_t size = strlen(path);
    return size > 3 && strcmp(path + size - 3, ".md") == 0 && path[size - 4] != '/';
}

/* What one types for it: a path with a space, or another sign that the shell reads, in quotes. */
static const char *shell_word(struct diag *diag, const char *path)
{
    bool plain = path[0] != '-';
    for (const char *at = path; *at != '\0'; at++) {
        plain = plain && strchr(" \t\n\"'\\$`&|;<>()*?[]#~!{}", *at) == NULL;
    }
    if (plain) {
        return path;
    }
    struct str quoted;
    str_init(&quoted);
    str_add(&quoted, path[0] == '-' ? "'./" : "'");
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '\'') {
            str_add(&quoted, "'\\''");
        } else {
            str_addc(&quoted, *at);
        }
    }
    str_addc(&quoted, '\'');
    const char *word = arena_strdup(&diag->arena, quoted.data);
    str_release(&quoted);
    return word;
}

bool new_lesson_write(const char *path, struct str *next, struct diag *diag)
{
    const struct source source = {.name = path};
    struct where where = {.source = &source};
    if (!has_lesson_name(path)) {
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
    const char *word = shell_word(diag, path);
    str_addf(next,
        _("%s is a lesson of three samples. Next:\n"
          "\n"
          "  1. Open it in an editor; its comments say what each line is for.\n"
          "  2. losswalk --check %s\n"
          "  3. losswalk %s          (save the file, and the screen follows)\n"
          "  4. losswalk --batch %s  (the handout)\n"
          "\n"
          "Every key is described in losswalk-lesson(5), and in lessons/README.md.\n"),
        path, word, word, word);
    return true;
}

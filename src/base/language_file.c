#include "language_file.h"

#include "file.h"
#include "i18n.h"

#include <errno.h>
#include <string.h>

enum { MOST_BYTES = 64 };

const char *language_file_read(const char *file)
{
    struct str word;
    str_init(&word);
    const char *language = NULL;
    if (file != NULL && file_read(file, MOST_BYTES, &word) && strlen(word.data) == word.len) {
        word.len = strcspn(word.data, "\r\n");
        word.data[word.len] = '\0';
        language = i18n_find(word.data);
    }
    str_release(&word);
    return language;
}

bool language_file_write(const char *file, const char *language)
{
    if (file == NULL) {
        return true;
    }
    struct str word;
    str_init(&word);
    str_addf(&word, "%s\n", language);
    file_make_folders(file);
    struct file_swap swap;
    bool ok = file_swap_begin(&swap, file) && file_write_all(swap.fd, word.data, word.len);
    int error = errno;
    bool kept = file_swap_end(&swap, ok);
    errno = ok ? errno : error;
    str_release(&word);
    return ok && kept;
}

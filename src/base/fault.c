#include "fault.h"

#include "i18n.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void fault_no_memory(void)
{
    static const char text[] = "losswalk: out of memory\n";
    /* write(), because stdio may want memory of its own; if even this fails nobody can be told. */
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    exit(EXIT_FAILURE);
}

void fault_check(const char *what)
{
    if (errno == ENOMEM) {
        fault_no_memory();
    }
    if (errno == EIO || errno == EMFILE || errno == ENFILE) {
        (void)fprintf(stderr, "%s: %s: %s\n", what, _("error"), i18n_error(errno));
        exit(EXIT_FAILURE);
    }
}

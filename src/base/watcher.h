/* Who is told, every few milliseconds, how far a long work is. */
#ifndef LOSSWALK_WATCHER_H
#define LOSSWALK_WATCHER_H

#include <stddef.h>

enum work {
    WORK_ADDING,    /* samples added up */
    WORK_SEARCHING, /* rows of the stage `name` looked through for findings */
    WORK_PRINTING,  /* bytes; how many there will be is not known: 0 */
    WORK_TRYING     /* ways of computing */
};

struct watcher {
    void (*look)(void *data, enum work work, const char *name, size_t done, size_t all);
    void *data; /* look NULL: nobody is */
};

static inline void watcher_look(
    const struct watcher *watcher, enum work work, const char *name, size_t done, size_t all)
{
    if (watcher->look != NULL) {
        watcher->look(watcher->data, work, name, done, all);
    }
}

#endif

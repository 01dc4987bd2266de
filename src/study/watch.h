/* Has a file been saved since it was read? Looked at now and then; nothing waits for it. */
#ifndef LOSSWALK_WATCH_H
#define LOSSWALK_WATCH_H

#include <stdbool.h>
#include <stdint.h>

/* Which save of a file it is: editors write in place, or put a new file under the old name. */
struct watch_stamp {
    bool there;
    uint64_t device, inode, size;
    int64_t seconds, nanoseconds;
};

struct watch {
    struct watch_stamp read; /* the save that was read */
    struct watch_stamp last; /* and that of the last look */
};

/* Call before reading the file, so that a save in the meantime is not missed. */
void watch_start(struct watch *watch, const char *path);
/* Is there another save than the one that was read? Only once the file has stayed the same from one
 * look to the next, as it may be half written; and not while it is missing. */
bool watch_look(struct watch *watch, const char *path);

#endif

#include "watch.h"

#include <sys/stat.h>

static struct watch_stamp stamp(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return (struct watch_stamp){.there = false};
    }
    return (struct watch_stamp){.there = true,
        .device = (uint64_t)info.st_dev,
        .inode = (uint64_t)info.st_ino,
        .size = (uint64_t)info.st_size,
        .seconds = (int64_t)info.st_mtim.tv_sec,
        .nanoseconds = (int64_t)info.st_mtim.tv_nsec};
}

static bool same(const struct watch_stamp *a, const struct watch_stamp *b)
{
    return a->there == b->there && a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

void watch_start(struct watch *watch, const char *path)
{
    watch->read = watch->last = stamp(path);
}

bool watch_look(struct watch *watch, const char *path)
{
    struct watch_stamp now = stamp(path);
    bool settled = same(&now, &watch->last);
    watch->last = now;
    return now.there && settled && !same(&now, &watch->read);
}

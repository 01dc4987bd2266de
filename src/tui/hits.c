#include "hits.h"

#include "mem.h"

#include <stdbool.h>
#include <stdlib.h>

void hits_release(struct hits *hits)
{
    free(hits->all);
    *hits = (struct hits){.count = 0};
}

static bool continues(const struct hit *last, struct rect at, struct target target)
{
    const struct target *of = &last->target;
    return of->kind == target.kind && of->index == target.index && of->row == target.row &&
           of->col == target.col && last->at.y == at.y && at.x >= last->at.x &&
           at.x <= last->at.x + last->at.cols + 1;
}

void hits_add(struct hits *hits, struct rect at, struct target target)
{
    struct hit *last = hits->count > 0 ? &hits->all[hits->count - 1] : NULL;
    if (last != NULL && continues(last, at, target)) {
        last->at.cols = at.x + at.cols - last->at.x;
        return;
    }
    hits->all = mem_grow(hits->all, &hits->cap, hits->count + 1, sizeof *hits->all);
    hits->all[hits->count++] = (struct hit){at, target};
}

struct target hits_find(const struct hits *hits, size_t x, size_t y)
{
    for (size_t i = hits->count; i-- > 0;) {
        const struct rect *at = &hits->all[i].at;
        if (x >= at->x && x - at->x < at->cols && y >= at->y && y - at->y < at->rows) {
            return hits->all[i].target;
        }
    }
    return (struct target){.kind = TARGET_NONE};
}

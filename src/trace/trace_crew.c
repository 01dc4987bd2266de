/* Several threads compute the rows that a fold takes in: chunk by chunk, each thread the next one
 * that nobody has begun, in a trace of its own. One takes them in, in order. So which thread
 * computed what, and how many there are, changes no bit.
 *
 * Each has its own blocks and its own cache of a file, and all of them hold only so many chunks
 * that are not taken in yet. Where a row is so long that this would be much memory, where a file is
 * read in panels, which hold many rows already, and where groups of rows hang together, there is no
 * crew.
 */
#include "mem.h"
#include "trace_impl.h"
#include "vector.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK_CELLS = 65536,
    CHUNK_BLOCKS = 8,     /* in a chunk, at most */
    LONG_ROW = 1 << 20,   /* columns */
    CHUNKS_PER_THREAD = 2 /* not taken in yet */
};

/* The inputs of a fold for the rows of one chunk. */
struct chunk {
    double *at[OP_MAX_INPUTS];
    size_t room[OP_MAX_INPUTS]; /* numbers */
    bool ready, failed;
};

struct worker {
    struct crew *crew;
    struct trace *trace;
    size_t reader;
    pthread_t thread;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct worker workers[TENSOR_READERS];
    size_t count;
    bool leaves;
    /* The fold at hand: chunks of the rows [first, end) of what it takes in. */
    size_t stage, first, end, chunk_rows;
    size_t chunk_count; /* fewer, once data could not be read */
    size_t next, taken; /* of them: begun, and taken in */
    struct chunk chunks[CHUNKS_PER_THREAD * TENSOR_READERS];
};

static size_t most_threads; /* 0: as many as there are processors */

void trace_use_threads(size_t count)
{
    most_threads = count;
}

static size_t thread_count(void)
{
    long processors = most_threads > 0 ? (long)most_threads : sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors < 1 ? 1 : (size_t)processors;
    return count < TENSOR_READERS ? count : TENSOR_READERS - 1; /* reader 0 is the one who asks */
}

static size_t chunk_begin(const struct crew *crew, size_t chunk)
{
    return crew->first + chunk * crew->chunk_rows;
}

static size_t chunk_end(const struct crew *crew, size_t chunk)
{
    size_t begin = chunk_begin(crew, chunk);
    return crew->end - begin < crew->chunk_rows ? crew->end : begin + crew->chunk_rows;
}

static struct chunk *place_of(struct crew *crew, size_t chunk)
{
    return &crew->chunks[chunk % (CHUNKS_PER_THREAD * crew->count)];
}

/* ---- Workers --------------------------------------------------------------------------------- */

static void make_room(struct chunk *chunk, size_t slot, size_t numbers)
{
    if (chunk->room[slot] < numbers) {
        free(chunk->at[slot]);
        chunk->at[slot] = mem_numbers(numbers);
        chunk->room[slot] = numbers;
    }
}

static void compute(const struct worker *worker, size_t number, struct chunk *chunk)
{
    struct trace *trace = worker->trace;
    const struct stage *stage = trace_stage(trace, worker->crew->stage);
    size_t begin = chunk_begin(worker->crew, number);
    size_t end = chunk_end(worker->crew, number);
    size_t rows = 0;
    trace->failed = false;
    for (size_t first = begin; first < end; first += rows) {
        rows = end - first < trace->block_rows ? end - first : trace->block_rows;
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            size_t in = stage->in[slot];
            if (in == STAGE_NONE || !stage_has_rows(trace_stage(trace, in))) {
                continue;
            }
            size_t width = trace_stage(trace, in)->width;
            make_room(chunk, slot, (end - begin) * width);
            const double *cells = trace_row(trace, in, first); /* the others of the block follow */
            memcpy(chunk->at[slot] + (first - begin) * width, cells, rows * width * sizeof *cells);
        }
    }
    chunk->failed = trace->failed;
    diag_clear(&trace->own_diag);
}

static void *work(void *data)
{
    struct worker *worker = data;
    struct crew *crew = worker->crew;
    tensor_read_as(worker->reader);
    (void)pthread_mutex_lock(&crew->lock);
    while (!crew->leaves) {
        bool room = crew->next < crew->taken + CHUNKS_PER_THREAD * crew->count;
        if (crew->next == crew->chunk_count || !room) {
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
            continue;
        }
        size_t number = crew->next++;
        struct chunk *chunk = place_of(crew, number);
        (void)pthread_mutex_unlock(&crew->lock);
        compute(worker, number, chunk);
        (void)pthread_mutex_lock(&crew->lock);
        chunk->ready = true;
        (void)pthread_cond_broadcast(&crew->changed);
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

/* ---- Who asks them --------------------------------------------------------------------------- */

void trace_dismiss_crew(struct trace *trace)
{
    struct crew *crew = trace->crew;
    if (crew == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&crew->lock);
    crew->leaves = true;
    (void)pthread_cond_broadcast(&crew->changed);
    (void)pthread_mutex_unlock(&crew->lock);
    for (size_t i = 0; i < crew->count; i++) {
        (void)pthread_join(crew->workers[i].thread, NULL);
        trace_free(crew->workers[i].trace);
    }
    for (size_t i = 0; i < sizeof crew->chunks / sizeof crew->chunks[0]; i++) {
        for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
            free(crew->chunks[i].at[slot]);
        }
    }
    (void)pthread_cond_destroy(&crew->changed);
    (void)pthread_mutex_destroy(&crew->lock);
    free(crew);
    trace->crew = NULL;
}

static struct trace *new_hand(const struct trace *trace)
{
    struct trace *hand = trace_new_as(trace->lesson, trace->dtype);
    trace_set_block_rows(hand, trace->block_rows);
    trace_set_span(hand, trace->span);
    hand->alone = true;
    return hand;
}

/* As many threads as can be had; signals are for the first one. */
static void call_crew(struct trace *trace, size_t count)
{
    struct crew *crew = mem_alloc(1, sizeof *crew);
    sigset_t all;
    sigset_t before;
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->changed, NULL);
    (void)vector_loops(); /* chosen before there are others */
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    (void)pthread_mutex_lock(&crew->lock);
    for (size_t i = 0; i < count; i++) {
        struct worker *worker = &crew->workers[crew->count];
        *worker = (struct worker){.crew = crew, .trace = new_hand(trace), .reader = i + 1};
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            trace_free(worker->trace);
            break;
        }
        crew->count++;
    }
    (void)pthread_mutex_unlock(&crew->lock);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    trace->crew = crew;
}

/* Rows of a chunk: those of whole blocks. */
static size_t rows_of_chunk(const struct trace *trace)
{
    size_t blocks = CHUNK_CELLS / trace->recipe.cols / trace->block_rows;
    blocks = blocks < CHUNK_BLOCKS ? blocks : CHUNK_BLOCKS;
    return (blocks > 0 ? blocks : 1) * trace->block_rows;
}

/* Can the inputs of all rows be computed on their own? */
static bool can_be_shared(const struct trace *trace, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        const struct stage *stage = trace_stage(trace, i);
        bool needed = (trace->needs[index] & stage_bit(i)) != 0;
        if (needed && (stage->form == FORM_GROUPS ||
                          (stage->tensor != NULL && tensor_is_scattered(stage->tensor)))) {
            return false;
        }
    }
    return trace->recipe.cols < LONG_ROW;
}

bool trace_crew_takes(struct trace *trace, size_t index)
{
    const struct stage *input = trace_stage(trace, trace_stage(trace, index)->in[0]);
    size_t chunk = rows_of_chunk(trace);
    if (trace->alone || input->rows <= 2 * chunk || !can_be_shared(trace, index) ||
        trace_knows_column(trace, trace_stage(trace, index)->in[0])) {
        return false;
    }
    if (trace->crew == NULL) {
        size_t count = thread_count();
        if (count < 2) {
            return false;
        }
        call_crew(trace, count);
    }
    return trace->crew->count > 0;
}

/* A chunk that could not be computed is computed again here, which says why. */
static void take_in(struct trace *trace, size_t number)
{
    struct crew *crew = trace->crew;
    struct chunk *chunk = place_of(crew, number);
    const struct stage *stage = trace_stage(trace, crew->stage);
    struct sum *state = &trace->folds[crew->stage].state;
    size_t end = chunk_end(crew, number);
    size_t first = chunk_begin(crew, number);
    if (chunk->failed) {
        for (; first < end; first += trace->block_rows) {
            size_t rows = end - first < trace->block_rows ? end - first : trace->block_rows;
            trace_take_block(trace, stage, first, first + rows, state);
        }
        return;
    }
    struct feed feed = {.slots = OP_MAX_INPUTS};
    for (size_t slot = 0; slot < OP_MAX_INPUTS; slot++) {
        size_t in = stage->in[slot];
        bool has_rows = in != STAGE_NONE && stage_has_rows(trace_stage(trace, in));
        if (has_rows) {
            feed.in[slot] = chunk->at[slot];
            feed.step[slot] = trace_stage(trace, in)->width;
            trace_learn_column(trace, in, first, end - first, chunk->at[slot]);
        } else if (in != STAGE_NONE) {
            feed.in[slot] = &trace->scalar[in];
        }
    }
    trace_take_rows(trace, stage, &feed, first, end, state);
}

void trace_crew_fold(struct trace *trace, size_t index, size_t blocks)
{
    struct crew *crew = trace->crew;
    struct fold *fold = &trace->folds[index];
    size_t all = trace_stage(trace, trace_stage(trace, index)->in[0])->rows;
    trace_know_scalars(trace, index);
    (void)pthread_mutex_lock(&crew->lock);
    crew->stage = index;
    crew->first = fold->block * trace->block_rows;
    crew->end = blocks < all / trace->block_rows ? blocks * trace->block_rows : all;
    crew->chunk_rows = rows_of_chunk(trace);
    crew->chunk_count = (crew->end - crew->first + crew->chunk_rows - 1) / crew->chunk_rows;
    crew->next = crew->taken = 0;
    for (size_t i = 0; i < crew->count; i++) {
        struct trace *hand = crew->workers[i].trace;
        hand->scalar_known = trace->scalar_known;
        memcpy(hand->scalar, trace->scalar, sizeof hand->scalar);
    }
    (void)pthread_cond_broadcast(&crew->changed);
    while (crew->taken < crew->chunk_count) {
        struct chunk *chunk = place_of(crew, crew->taken);
        if (!chunk->ready) {
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
            continue;
        }
        (void)pthread_mutex_unlock(&crew->lock);
        take_in(trace, crew->taken);
        size_t rows = chunk_end(crew, crew->taken);
        fold->block = (rows + trace->block_rows - 1) / trace->block_rows;
        trace_look(trace);
        (void)pthread_mutex_lock(&crew->lock);
        chunk->ready = false;
        crew->taken++;
        if (trace->failed) { /* what is begun already is the last */
            crew->chunk_count = crew->next;
        }
        (void)pthread_cond_broadcast(&crew->changed);
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

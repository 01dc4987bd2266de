/* What computing costs, as ratios within one run: absolute times say more about the machine than
 * about the program.
 *
 * The same batch is reduced to its mean loss by the trace, route by route, and by one plain loop
 * over the same numbers with the C library's exp and log: the least anybody could do. The trace
 * computes and rounds every sub-step on the way, so it cannot be as quick; the ratio says what that
 * costs.
 */
#include "numbers.h"
#include "trace.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 100000, COLS = 10, RUNS = 5 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double plain_mean(const double *z, const double *labels)
{
    double total = 0;
    for (size_t r = 0; r < ROWS; r++) {
        const double *row = z + r * COLS;
        double largest = row[0];
        double sum = 0;
        for (size_t c = 1; c < COLS; c++) {
            largest = row[c] > largest ? row[c] : largest;
        }
        for (size_t c = 0; c < COLS; c++) {
            sum += exp(row[c] - largest);
        }
        total += log(sum) - (row[(size_t)labels[r]] - largest);
    }
    return total / (double)ROWS;
}

static double traced_mean(struct lesson *lesson, enum route route)
{
    lesson->problem.route = route;
    struct trace *trace = trace_new(lesson);
    double loss = trace_cell(trace, trace_recipe(trace)->loss, 0, 0);
    trace_free(trace);
    return loss;
}

int main(void)
{
    static double z[ROWS * COLS];
    static double labels[ROWS];
    srand(1);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        z[i] = (double)(rand() % 2000) / 100 - 10;
    }
    for (size_t r = 0; r < ROWS; r++) {
        labels[r] = rand() % COLS;
    }
    static struct lesson lesson = {.precision = -1, .rules = "plain"};
    arena_init(&lesson.arena);
    problem_init(&lesson.problem);
    lesson.problem.scores =
        tensor_literal(&lesson.arena, &(struct shape){2, {ROWS, COLS}}, z, NULL);
    lesson.problem.labels = tensor_literal(&lesson.arena, &(struct shape){1, {ROWS}}, labels, NULL);
    lesson.problem.class_axis = 1;

    static const char *const NAMES[] = {"plain loop", "stable", "textbook", "fused"};
    double best[4] = {INFINITY, INFINITY, INFINITY, INFINITY};
    double results[4] = {0};
    for (int run = 0; run < RUNS; run++) {
        for (int way = 0; way < 4; way++) {
            double start = now();
            results[way] =
                way == 0 ? plain_mean(z, labels) : traced_mean(&lesson, (enum route)(way - 1));
            double took = now() - start;
            best[way] = took < best[way] ? took : best[way];
        }
    }
    printf("%d rows of %d classes, best of %d runs\n", ROWS, COLS, RUNS);
    for (int way = 0; way < 4; way++) {
        printf("%-10s %8.2f ms  %5.2f x  loss %.15g\n", NAMES[way], best[way] * 1e3,
            best[way] / best[0], results[way]);
        if (fabs(results[way] - results[0]) > 1e-9) {
            puts("the losses differ");
            return EXIT_FAILURE;
        }
    }
    arena_release(&lesson.arena);
    return EXIT_SUCCESS;
}

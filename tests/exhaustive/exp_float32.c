/* The exponential of every float32 number, in every variant the processor has, against the slow
 * one: exp_float32 [PART OF]. Prints each number where they differ. With `names`: which variants
 * these are. */
#include "elementary.h"
#include "num.h"
#include "vector.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 1 << 16 };

static double number_of(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return (double)x;
}

/* Those whose bits begin so; returns how many are wrong. */
static unsigned check(uint32_t begin)
{
    static double x[MANY], slow[MANY], fast[MANY];
    unsigned wrong = 0;
    for (uint32_t i = 0; i < MANY; i++) {
        x[i] = number_of(begin << 16 | i);
        slow[i] = num_store(elementary_exp(x[i]), DTYPE_FLOAT32);
    }
    const struct vector_loops *loops = NULL;
    for (size_t v = 0; (loops = vector_variant(v)) != NULL; v++) {
        loops->exp_float32(x, fast, MANY);
        for (uint32_t i = 0; i < MANY; i++) {
            if (memcmp(&fast[i], &slow[i], sizeof fast[i]) != 0) {
                printf("%s: exp(%a) is %a, not %a\n", loops->name, x[i], slow[i], fast[i]);
                wrong++;
            }
        }
    }
    return wrong;
}

int main(int argc, char **argv)
{
    const struct vector_loops *loops = NULL;
    for (size_t v = 0; argc == 2 && (loops = vector_variant(v)) != NULL; v++) {
        puts(loops->name);
    }
    if (argc == 2) {
        return EXIT_SUCCESS;
    }
    unsigned part = argc > 2 ? (unsigned)atoi(argv[1]) : 0;
    unsigned of = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    unsigned wrong = 0;
    for (uint32_t begin = part; begin < 1U << 16; begin += of) {
        wrong += check(begin);
    }
    printf("%u numbers wrong\n", wrong);
    return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

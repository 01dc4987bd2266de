/* What elementary.c shares with vector_exact.h, which does the same for several numbers at once. */
#ifndef LOSSWALK_ELEMENTARY_IMPL_H
#define LOSSWALK_ELEMENTARY_IMPL_H

/* The unevaluated sum high + low. */
struct twofold {
    double high, low;
};

enum { POWERS = 32, FIRST_RECIPROCAL = 45, LAST_RECIPROCAL = 90 };

struct reciprocal {
    double c;
    struct twofold minus_log_c;
};

/* 2^(j/32) for j = 0 ... 31. */
extern const struct twofold elementary_powers[POWERS];
/* For i = 45 ... 90: a number c of 24 bits close to 64/i, and -log(c). */
extern const struct reciprocal elementary_reciprocals[LAST_RECIPROCAL - FIRST_RECIPROCAL + 1];

/* The largest x whose exponential is finite. */
#define LARGEST_EXPONENT 0x1.62e42fefa39efp+9

#endif

#include "pace.h"

#include "i18n.h"

#include <math.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct pace pace_begin(void)
{
    return (struct pace){seconds()};
}

double pace_elapsed(const struct pace *pace)
{
    return seconds() - pace->began;
}

/* Two digits: more would not stand still. */
static double about(double number)
{
    double unit = number < 100 ? 1 : pow(10, floor(log10(number)) - 1);
    return round(number / unit) * unit;
}

void pace_text(const struct pace *pace, size_t done, size_t all, struct str *out)
{
    enum { MINUTE = 60, HOUR = 3600, LONG = 100 /* of them */ };
    const double first_moments = 0.5;
    double elapsed = pace_elapsed(pace);
    if (elapsed < first_moments || done == 0 || done >= all) {
        return;
    }
    double rate = (double)done / elapsed;
    double left = (double)(all - done) / rate;
    double unit = left <= LONG ? 1 : left <= LONG * MINUTE ? MINUTE : HOUR;
    size_t units = (size_t)ceil(left / unit);
    size_t each = (size_t)about(rate);
    if (unit == 1) {
        str_addf(out, _(", %zu a second, %zu s left"), each, units);
    } else if (unit == MINUTE) {
        str_addf(out, _(", %zu a second, %zu min left"), each, units);
    } else {
        str_addf(out, _(", %zu a second, %zu h left"), each, units);
    }
}

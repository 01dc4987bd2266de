/* A lesson whose figures hang on a route that it does not name. */
#ifndef LOSSWALK_ROUTE_ADVICE_H
#define LOSSWALK_ROUTE_ADVICE_H

#include "trace.h"

/* Warns where a binary loss from scores shows another figure by the textbook, which takes 1 - p
 * from p, than by the stable route, which takes it from the score, and the lesson says neither. */
void advise_route(struct trace *trace, struct diag *diag);

#endif

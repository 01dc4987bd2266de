/* The values of options: what they may be, and what is said where they are not. Private to this
 * layer.
 */
#ifndef LOSSWALK_OPTION_VALUES_H
#define LOSSWALK_OPTION_VALUES_H

#include "options.h"

#define NOWHERE ((struct where){0}) /* the command line has no places */

/* All put the value where it belongs. False after an error, that names the option. */
bool option_count(struct diag *diag, const char *option, const char *text, long long low,
    long long high, long long *out);
bool option_size(struct diag *diag, const char *option, const char *text, long long low,
    long long high, size_t *out);
bool option_format(struct options *options, const char *name, struct diag *diag);
bool option_stages(struct options *options, const char *text, struct diag *diag);
bool option_rows(struct options *options, const char *text, struct diag *diag);
bool option_compare(struct options *options, const char *text, struct diag *diag);
bool option_variants(
    struct diag *diag, const char *option, const char *text, size_t *first, size_t *last);
bool option_loss(struct options *options, const char *text, struct diag *diag);
bool option_color(struct options *options, const char *text, struct diag *diag);
bool option_theme(struct options *options, const char *text, struct diag *diag);
bool option_language(struct options *options, const char *text, struct diag *diag);

/* Do the options go together? Errors where they do not. */
void options_check(const struct options *options, struct diag *diag);

#endif

/* The lists of tex.def. Private to the reader of formulas. */
#ifndef LOSSWALK_TEX_LIST_H
#define LOSSWALK_TEX_LIST_H

#include "tex.h"

struct tex_command {
    const char *name;
    enum tex_class class;
    const char *sign, *ascii;
};

/* The command of a name, without its backslash; NULL: none. */
const struct tex_command *tex_command(const char *name, size_t size);
/* The command that a sign beyond ASCII stands for: ≤ is \le; NULL: none. */
const struct tex_command *tex_command_of(const char *sign);
/* What a character of ASCII is; false: it means something else in TeX. */
bool tex_sign(char sign, enum tex_class *class);

#endif

/* NumPy expressions in other languages.
 *
 * What an operation does to a whole stage is said once, as one NumPy expression (op.h). Here that
 * is read into a tree and written as users of another library would write it. Which calls there are
 * is code.def; a call that is not there ends the program, as a slip in an operation. Internal to
 * this layer.
 */
#ifndef LOSSWALK_CODE_H
#define LOSSWALK_CODE_H

#include "recipe.h"
#include "str.h"

enum code_language { CODE_PYTORCH, CODE_TFJS };

/* Appends the expression in that language. Names in it are ids of the recipe's stages. */
void code_translate(const char *numpy, enum code_language language, const struct recipe *recipe,
    struct arena *arena, struct str *out);

#endif

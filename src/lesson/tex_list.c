#include "tex_list.h"

#include "diag.h"

#include <string.h>

#define SIGN(character, class)
#define GRID(name, open, close)
#define COMMAND(name, class, sign, ascii) {name, TEX_##class, sign, ascii},
static const struct tex_command COMMANDS[] = {
#include "tex.def"
};
#undef COMMAND
#undef SIGN

#define COMMAND(name, class, sign, ascii)
#define SIGN(character, class) {character, TEX_##class},
static const struct {
    char sign;
    enum tex_class class;
} SIGNS[] = {
#include "tex.def"
};
#undef SIGN
#undef GRID

#define SIGN(character, class)
#define GRID(name, open, close) {name, open, close},
static const struct tex_grid GRIDS[] = {
#include "tex.def"
};
#undef SIGN
#undef GRID
#undef COMMAND

/* For "did you mean". */
#define SIGN(character, class)
#define GRID(name, open, close)
#define COMMAND(name, class, sign, ascii) name,
static const char *const COMMAND_NAMES[] = {
#include "tex.def"
    NULL};
#undef GRID
#undef COMMAND
#define GRID(name, open, close) name,
#define COMMAND(name, class, sign, ascii)
static const char *const GRID_NAMES[] = {
#include "tex.def"
    NULL};
#undef SIGN
#undef GRID
#undef COMMAND

const struct tex_command *tex_command(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strlen(COMMANDS[i].name) == size && memcmp(COMMANDS[i].name, name, size) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

const struct tex_command *tex_command_of(const char *sign)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (COMMANDS[i].class <= TEX_BAR && strcmp(COMMANDS[i].sign, sign) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

bool tex_sign(char sign, enum tex_class *class)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (SIGNS[i].sign == sign) {
            *class = SIGNS[i].class;
            return true;
        }
    }
    return false;
}

const struct tex_grid *tex_grid(const char *name)
{
    for (size_t i = 0; i < sizeof GRIDS / sizeof *GRIDS; i++) {
        if (strcmp(GRIDS[i].name, name) == 0) {
            return &GRIDS[i];
        }
    }
    return NULL;
}

const char *tex_near(const struct tex_problem *problem)
{
    bool grid = problem->fault == TEX_NO_GRID;
    if ((!grid && problem->fault != TEX_UNKNOWN) || problem->what[0] == '\0') {
        return NULL;
    }
    const char *near = diag_nearest(problem->what, grid ? GRID_NAMES : COMMAND_NAMES);
    /* Of short names many are near; a slip is seldom in the first letter. */
    return near != NULL && (near[0] | ' ') == (problem->what[0] | ' ') ? near : NULL;
}

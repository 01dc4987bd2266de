/* Shell commands in a scratch folder, and what becomes of them. */
#ifndef LOSSWALK_TESTS_SHELL_H
#define LOSSWALK_TESTS_SHELL_H

struct result {
    int status; /* exit status; -1 when killed */
    char *out, *err;
};

/* The scratch folder is made, and removed: a fixture. */
void shell_start(void);
void shell_stop(void);

/* Runs a shell command there; in it $L is the program, $T the folder of the screen tests. */
struct result sh(const char *command);
void done(struct result *result);

/* A command, all that it prints, and a part of what it says (NULL: it says nothing; "": anything).
 */
struct shell_case {
    const char *command, *out, *says;
};
void shell_case_holds(const struct shell_case *one);

#endif

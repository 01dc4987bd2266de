#include "shell.h"

#include "check_main.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[32];

static char *slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = calloc(1, 1 << 22);
    size_t size = fread(text, 1, (1 << 22) - 1, file);
    text[size] = '\0';
    (void)fclose(file);
    return text;
}

struct result sh(const char *command)
{
    char line[4096];
    (void)snprintf(line, sizeof line,
        "cd %s && L='%s' LOSSWALK_LESSONS='%s/../lessons' XDG_DATA_HOME=/nowhere && "
        "unset LC_ALL LC_MESSAGES LANGUAGE LANG; "
        "XDG_STATE_HOME='%s/state' T='%s/screen' && export LOSSWALK_LESSONS XDG_DATA_HOME "
        "XDG_STATE_HOME && "
        "(%s) >out 2>err </dev/null",
        folder, LOSSWALK_PROGRAM, TEST_SOURCE_DIR, folder, TEST_SOURCE_DIR, command);
    (void)signal(SIGHUP, SIG_DFL); /* nohup has it ignored, which the program would keep to */
    int status = system(line);
    char path[256];
    struct result result = {WIFEXITED(status) ? WEXITSTATUS(status) : -1, NULL, NULL};
    (void)snprintf(path, sizeof path, "%s/out", folder);
    result.out = slurp(path);
    (void)snprintf(path, sizeof path, "%s/err", folder);
    result.err = slurp(path);
    return result;
}

void done(struct result *result)
{
    free(result->out);
    free(result->err);
}

void shell_start(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/losswalk-cli-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

void shell_stop(void)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

void shell_case_holds(const struct shell_case *one)
{
    struct result r = sh(one->command);
    ck_assert_msg(strcmp(r.out, one->out) == 0, "%s:\n%s%s", one->command, r.out, r.err);
    ck_assert_msg(one->says == NULL ? r.err[0] == '\0' : strstr(r.err, one->says) != NULL,
        "%s:\n%s", one->command, r.err);
    done(&r);
}

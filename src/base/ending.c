#include "ending.h"

#include <signal.h>
#include <stddef.h>

/* All others end the program, the real-time ones too. */
static const int OTHERS[] = {
    SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH};

int ending_limit(void)
{
    return SIGRTMAX + 1;
}

bool ending_signal(int number)
{
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        if (OTHERS[i] == number) {
            return false;
        }
    }
    return number > 0 && number < ending_limit();
}

bool ending_is_default(int number)
{
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && (now.sa_flags & SA_SIGINFO) == 0 &&
           now.sa_handler == SIG_DFL;
}

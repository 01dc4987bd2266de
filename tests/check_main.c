/*
 * The main() shared by all unit tests. It ends with Check's summary line, which tests/run
 * adds up.
 */
#include "check_main.h"

#include <stdlib.h>

int main(void)
{
    /* Check would end a test after 4 seconds, which a busy machine can take. A test that hangs is
     * ended with the whole program, by Meson. */
    (void)setenv("CK_DEFAULT_TIMEOUT", "0", 0);
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

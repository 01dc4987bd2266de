#ifndef LOSSWALK_TESTS_CHECK_MAIN_H
#define LOSSWALK_TESTS_CHECK_MAIN_H

#include <check.h>

/* Every unit test defines this; check_main.c runs the suite it returns. */
Suite *make_suite(void);

#endif

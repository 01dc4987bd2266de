#ifndef LOSSWALK_TESTS_CHECK_MAIN_H
#define LOSSWALK_TESTS_CHECK_MAIN_H

#include <check.h>

/* Every unit test defines this; check_main.c runs the suite it returns. */
Suite *make_suite(void);

/* Check writes down the place of each assertion that holds, for the case that the program crashes
 * before the next. In loops that takes longer than what is asked, many times, so here only those
 * that fail are written down. */
#undef ck_assert
#undef ck_assert_msg
#define ck_assert(expr) ck_assert_msg(expr, "%s", "Assertion '" #expr "' failed")
#define ck_assert_msg(expr, ...) ((expr) ? (void)0 : ck_abort_msg(__VA_ARGS__))

#endif

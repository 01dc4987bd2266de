/* SHA-256 against the examples of FIPS 180-4, and what sha256sum says of lengths around a block. */
#include "check_main.h"
#include "sha256.h"

#include <string.h>

static const struct {
    const char *text; /* so many times */
    size_t times;
    const char *sum;
} CASES[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        1, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {"a", 57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"},
    {"a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
    {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"a", 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
    {"a", 119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
    {"a", 120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
};

START_TEST(sums_are_those_of_the_standard)
{
    struct str text;
    struct str hex;
    unsigned char sum[SHA256_BYTES];
    str_init(&text);
    str_init(&hex);
    for (size_t i = 0; i < CASES[_i].times; i++) {
        str_add(&text, CASES[_i].text);
    }
    sha256(text.data, text.len, sum);
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        str_addf(&hex, "%02x", sum[i]);
    }
    ck_assert_str_eq(hex.data, CASES[_i].sum);
    str_release(&hex);
    str_release(&text);
}
END_TEST

/* As `printf abc | openssl dgst -sha256 -binary | base64` has it. */
START_TEST(base64_has_its_last_sign)
{
    struct str out;
    str_init(&out);
    sha256_add_base64(&out, "abc", 3);
    ck_assert_str_eq(out.data, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    str_release(&out);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("sha256");
    TCase *tests = tcase_create("sha256");
    tcase_add_loop_test(
        tests, sums_are_those_of_the_standard, 0, (int)(sizeof CASES / sizeof *CASES));
    tcase_add_test(tests, base64_has_its_last_sign);
    suite_add_tcase(suite, tests);
    return suite;
}

/* Can everything be read? Contrast by WCAG 2.2 (w3.org/TR/WCAG22, "relative luminance" and
 * "contrast ratio"), written down here from there, of every style in every theme with 256, 16 and 8
 * colours. */
#include "check_main.h"

#include "theme.h"

#include <math.h>
#include <string.h>

static double linear(unsigned char part)
{
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb rgb)
{
    return 0.2126 * linear(rgb.red) + 0.7152 * linear(rgb.green) + 0.0722 * linear(rgb.blue);
}

static double contrast(struct rgb one, struct rgb other)
{
    double a = luminance(one);
    double b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

/* Figures that are well known: #767676 is the lightest grey, #949494 the darkest, that has 4.5:1 on
 * white and 3:1 on white; black on white has 21:1. */
START_TEST(the_formula_is_the_published_one)
{
    static const struct rgb white = {255, 255, 255};
    static const struct rgb black = {0, 0, 0};
    ck_assert_double_eq_tol(contrast(black, white), 21, 1e-9);
    ck_assert_double_eq_tol(contrast((struct rgb){0x76, 0x76, 0x76}, white), 4.54, 0.005);
    ck_assert_double_lt(contrast((struct rgb){0x77, 0x77, 0x77}, white), 4.5);
    ck_assert_double_eq_tol(contrast((struct rgb){0x94, 0x94, 0x94}, white), 3.03, 0.005);
    ck_assert_double_eq_tol(contrast((struct rgb){255, 0, 0}, white), 4.00, 0.005);
}
END_TEST

static const int DEPTHS[] = {256, 16, 8};

static double wanted(enum theme theme)
{
    return theme == THEME_projector ? 7 : 4.5;
}

static void check_pair(enum theme theme, int colors, enum style style, int text, int ground)
{
    double got = contrast(theme_rgb(text), theme_rgb(ground));
    ck_assert_msg(got >= wanted(theme), "%s, %d colours, style %d: %d on %d has %.2f:1",
        theme_names[theme], colors, (int)style, text, ground, got);
}

static bool is_painted(enum theme theme)
{
    return theme != THEME_own && theme != THEME_mono;
}

START_TEST(every_style_can_be_read)
{
    enum theme theme = (enum theme)(_i / 3);
    int colors = DEPTHS[_i % 3];
    if (!is_painted(theme)) {
        return;
    }
    for (int i = 0; i < STYLE_COUNT; i++) {
        enum style style = (enum style)i;
        struct look look = theme_look(theme, colors, style);
        ck_assert_int_ge(look.text, colors == 256 ? 16 : 0);
        ck_assert_int_ge(look.ground, colors == 256 ? 16 : 0);
        ck_assert_int_lt(look.text, colors);
        ck_assert_int_lt(look.ground, colors);
        ck_assert_uint_eq(look.marks & LOOK_DIM, 0); /* nobody knows what it does */
        check_pair(theme, colors, style, look.text, look.ground);
        if ((look.marks & LOOK_BOLD) != 0 && look.text < 8) {
            check_pair(theme, colors, style, look.text + 8, look.ground);
        }
    }
}
END_TEST

/* On a ground that nobody knows: the terminal's own, with colours that can be read on black and on
 * white. Of colours about which terminals do not agree, none. */
START_TEST(what_is_not_painted_can_be_read_on_any_ground)
{
    int colors = DEPTHS[_i];
    size_t tints = 0;
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look look = theme_look(THEME_own, colors, (enum style)i);
        ck_assert_int_eq(look.ground, LOOK_OWN);
        ck_assert_uint_eq(look.marks & LOOK_DIM, 0);
        if (look.text != LOOK_OWN) {
            ck_assert_int_eq(colors, 256);
            ck_assert_int_ge(look.text, 16);
            check_pair(THEME_own, colors, (enum style)i, look.text, 16);
            check_pair(THEME_own, colors, (enum style)i, look.text, 231);
            tints++;
        }
    }
    ck_assert_uint_eq(tints > 0, colors == 256);
    ck_assert_int_eq(theme_look(THEME_own, colors, STYLE_PLAIN).text, LOOK_OWN);
}
END_TEST

/* What is painted in is black or white, or the grey that eight colours have for white. */
START_TEST(the_ground_is_what_the_name_says)
{
    static const struct {
        enum theme theme;
        bool light;
    } grounds[] = {{THEME_dark, false}, {THEME_light, true}, {THEME_projector, true}};
    for (size_t i = 0; i < 3; i++) {
        struct look look = theme_look(grounds[_i].theme, DEPTHS[i], STYLE_PLAIN);
        struct rgb rgb = theme_rgb(look.ground);
        double least = DEPTHS[i] == 8 ? 0.78 : 1;
        ck_assert_double_eq_tol(luminance(rgb), grounds[_i].light ? least : 0, 0.01);
    }
}
END_TEST

/* The smallest numbers are the quietest: near the ground, and each shade further from it. */
START_TEST(shades_grow_louder)
{
    enum theme theme = (enum theme)_i;
    ck_assert_int_eq(theme_has_shades(theme, 256), is_painted(theme));
    ck_assert(!theme_has_shades(theme, 16) && !theme_has_shades(theme, 8));
    if (!is_painted(theme)) {
        return;
    }
    struct rgb ground = theme_rgb(theme_look(theme, 256, STYLE_PLAIN).ground);
    double before = 1.02; /* another shade than the ground itself */
    for (int i = STYLE_HEAT_0; i <= STYLE_HEAT_4; i++) {
        struct rgb shade = theme_rgb(theme_look(theme, 256, (enum style)i).ground);
        double distance = contrast(shade, ground);
        ck_assert_msg(distance > before, "%s: shade %d", theme_names[theme], i - STYLE_HEAT_0);
        ck_assert(i != STYLE_HEAT_0 || distance < 1.25);
        ck_assert(i != STYLE_HEAT_4 || distance > 6);
        before = i == STYLE_HEAT_0 ? distance * 1.1 : distance * 1.25; /* seen apart */
    }
}
END_TEST

/* Where there are no colours, or none are wanted. */
START_TEST(mono_has_marks_alone)
{
    static const int depths[] = {256, 16, 8, 0};
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look mono = theme_look(THEME_mono, depths[_i], (enum style)i);
        struct look dark = theme_look(THEME_dark, 2, (enum style)i);
        ck_assert(mono.text == LOOK_OWN && mono.ground == LOOK_OWN);
        ck_assert_mem_eq(&mono, &dark, sizeof mono);
    }
}
END_TEST

/* What must be found at a glance is found without colours, in every theme. */
START_TEST(the_cursor_is_no_colour)
{
    for (int i = 0; i < 3; i++) {
        enum theme theme = (enum theme)_i;
        ck_assert(theme_look(theme, DEPTHS[i], STYLE_CURSOR).marks & LOOK_REVERSE);
        ck_assert(theme_look(theme, DEPTHS[i], STYLE_CHOSEN).marks & LOOK_REVERSE);
        ck_assert(theme_look(theme, DEPTHS[i], STYLE_OPERAND).marks & LOOK_UNDERLINE);
        ck_assert_uint_eq(theme_look(theme, DEPTHS[i], STYLE_PLAIN).marks, 0);
    }
}
END_TEST

static const struct {
    const char *value;
    enum theme theme;
} GROUNDS[] = {
    {NULL, THEME_own},
    {"", THEME_own},
    {"15;0", THEME_dark},
    {"0;15", THEME_light},
    {"0;default;15", THEME_light},
    {"15;default;0", THEME_dark},
    {"0;7", THEME_light},
    {"7;8", THEME_dark},
    {"0;6", THEME_dark},
    {"0;9", THEME_light},
    {"0;16", THEME_own},
    {"0;-1", THEME_own},
    {"0; 0", THEME_own},
    {"default;default", THEME_own},
    {"15", THEME_own}, /* says nothing about the ground */
    {"0;", THEME_own},
    {"0;15x", THEME_own},
    {"0;99999999999999999999", THEME_own},
};

START_TEST(grounds_are_recognised)
{
    ck_assert_int_eq(theme_by_ground(GROUNDS[_i].value), GROUNDS[_i].theme);
}
END_TEST

/* As xterm's own documentation of 256 colours has them (256colres.h). */
START_TEST(colours_are_those_of_xterm)
{
    static const struct {
        int number;
        struct rgb rgb;
    } known[] = {{16, {0, 0, 0}}, {231, {255, 255, 255}}, {196, {255, 0, 0}}, {46, {0, 255, 0}},
        {21, {0, 0, 255}}, {67, {0x5f, 0x87, 0xaf}}, {232, {8, 8, 8}}, {255, {0xee, 0xee, 0xee}},
        {1, {205, 0, 0}}, {12, {92, 92, 255}}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct rgb rgb = theme_rgb(known[i].number);
        ck_assert_mem_eq(&rgb, &known[i].rgb, sizeof rgb);
    }
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("theme");
    TCase *tcase = tcase_create("contrast");
    tcase_add_test(tcase, the_formula_is_the_published_one);
    tcase_add_loop_test(tcase, every_style_can_be_read, 0, THEME_COUNT * 3);
    tcase_add_loop_test(tcase, what_is_not_painted_can_be_read_on_any_ground, 0, 3);
    tcase_add_loop_test(tcase, the_ground_is_what_the_name_says, 0, 3);
    tcase_add_loop_test(tcase, shades_grow_louder, 0, THEME_COUNT);
    tcase_add_loop_test(tcase, mono_has_marks_alone, 0, 4);
    tcase_add_loop_test(tcase, the_cursor_is_no_colour, 0, THEME_COUNT);
    tcase_add_loop_test(tcase, grounds_are_recognised, 0, (int)(sizeof GROUNDS / sizeof *GROUNDS));
    tcase_add_test(tcase, colours_are_those_of_xterm);
    suite_add_tcase(suite, tcase);
    return suite;
}

/* Each operation alone: its numbers, the arithmetic it says they come of, the same in NumPy, and
 * what goes back through it. Numbers are such that they are had by hand, mostly without rounding.
 */
#include "check_main.h"
#include "elementary.h"
#include "groups.h"
#include "op.h"

#include <math.h>
#include <string.h>

enum { MOST = 4, ROW = 2, ROWS = 3 };

#define LN2 0.6931471805599453
#define LN2_TEXT "0.6931471805599453"
#define LN10_TEXT "2.302585092994046"
#define WEIGHTS(...)                                                                               \
    {                                                                                              \
        (const double[]){__VA_ARGS__}, sizeof(const double[]){__VA_ARGS__} / sizeof(double)        \
    }

/* In symbols a cell is the letter of its input, its row and its column: b21. A range has its first
 * row and how many, its first column and how many, and what it leaves out: a{2+1,0+3-1}. */
struct op_case {
    const struct op *op;
    struct op_args args;
    double in[OP_MAX_INPUTS][MOST];
    double want[MOST];
    size_t col;                      /* of the explanation, in row ROW */
    const char *symbols;             /* NULL: none, of a part of a row */
    const char *numpy;               /* NULL: another case has it */
    const char *back[OP_MAX_INPUTS]; /* what goes back to an input, where it is asked */
};

static const struct op_case CASES[] = {
    {.op = &op_add,
        {.width = 2, .in_width = {2, 1, 2}},
        {{1, 2}, {10}, {100, 200}},
        {111, 212},
        1,
        "a21 + b20 + c21",
        "{0} + {1} + {2}"},
    {.op = &op_add,
        {.width = 1, .in_width = {1, 1, 1, 1, 1, 1}},
        {{1}, {2}, {4}, {8}, {16}, {32}},
        {63},
        0,
        "a20 + b20 + c20 + d20 + e20 + f20",
        "{0} + {1} + {2} + {3} + {4} + {5}"},
    {.op = &op_add,
        {.width = 3, .in_width = {1, [OP_OUT] = 3}},
        {{5}},
        {5, 5, 5},
        2,
        "a20",
        "np.broadcast_to({0}, {7}.shape)"},

    {.op = &op_agree,
        {.width = 4, .in_width = {4, 4}, .of.agree.wraps = 3},
        {{0, 1, 2, 0}, {0, 2, -1, -1}},
        {1, 0, 1, 0},
        2,
        "is(a22 = b22 + 3)",
        "1.0 * ({0} == np.where({1} < 0, {1} + 3, {1}))"},
    {.op = &op_agree,
        {.width = 2, .in_width = {2, 2}, .of.agree.wraps = 3},
        {{0, 1}, {0, 2}},
        {1, 0},
        0,
        "is(a20 = b20)",
        NULL},
    {.op = &op_agree,
        {.width = 3, .in_width = {3, 3, 3}},
        {{0, 1, 2}, {0, 2, 2}, {1, 1, 0}},
        {1, 0, 0},
        0,
        "c20 × is(a20 = b20)",
        "{2} * ({0} == {1})"},
    {.op = &op_agree,
        {.width = 1, .in_width = {1, 1}},
        {{-1}, {-1}},
        {1},
        0,
        "is(a20 = b20)",
        "1.0 * ({0} == {1})"},

    {.op = &op_back,
        {.width = 2, .in_width = {2, 1, [OP_BACK] = 2}, .back_of = &op_shift, .back_to = 1},
        {[OP_BACK] = {3, 5}},
        {-3, -5},
        1,
        "-g21",
        "-{6}"},
    {.op = &op_back,
        {.width = 2, .in_width = {2, 2}, .back_of = &op_multiply},
        {{7, 9}, {2, 3}},
        {14, 27},
        1,
        "a21 × b21",
        "{0} * {1}"},
    {.op = &op_back,
        {.width = 2, .in_width = {2, [OP_BACK] = 2, [OP_OUT] = 2}, .back_of = &op_exp},
        {[OP_BACK] = {2, 0}, [OP_OUT] = {4, INFINITY}},
        {8, 0},
        1,
        "g21 × (g21 × h21)",
        "{6} * {7}"},
    {.op = &op_back,
        {.width = 2, .in_width = {2, [OP_BACK] = 2, [OP_OUT] = 2}, .back_of = &op_exp},
        {[OP_BACK] = {2, 1}, [OP_OUT] = {4, NAN}},
        {8, NAN},
        1,
        "g21 × h21",
        NULL},

    {.op = &op_clip,
        {.width = 4, .in_width = {4}, .of.clip = {0.25, 0.75}},
        {{0, 0.5, 1, NAN}},
        {0.25, 0.5, 0.75, NAN},
        1,
        "min(max(a21, 0.25), 0.75)",
        "np.clip({0}, 0.25, 0.75)",
        {"g21 × is(0.25 ≤ a21) × is(a21 ≤ 0.75)"}},

    {.op = &op_count,
        {.width = 2, .in_width = {[OP_OUT] = 2}, .of.count = {3, 4, false}},
        {{0}},
        {12, 12},
        1,
        "3 × 4",
        "np.full({7}.shape, 3 * 4)"},
    {.op = &op_count, {.width = 1, .of.count = {5, 1, false}}, {{0}}, {5}, 0, "5", "5"},
    {.op = &op_count, {.width = 1, .of.count = {1, 2, false}}, {{0}}, {2}, 0, "1 × 2", "1 * 2"},
    {.op = &op_count, {.width = 1, .of.count = {0, 1, false}}, {{0}}, {0}, 0, "0", "np.float64(0)"},

    {.op = &op_count_nonzero,
        {.width = 1, .in_width = {3}},
        {{0, 2, -1}},
        {6},
        0,
        "count of non-zero a{0+3,0+3}",
        "np.count_nonzero({0})"},
    {.op = &op_total,
        {.width = 1, .in_width = {3}},
        {{1, 2, 4}},
        {21},
        0,
        "Σ a{0+3,0+3}",
        "{0}.sum()"},

    {.op = &op_divide,
        {.width = 2, .in_width = {2, 1}},
        {{6, 3}, {2}},
        {3, 1.5},
        1,
        "a21 / b20",
        "{0} / {1}",
        {"g21 × (1 / b20)", "g21 × (-h21 / b20)"}},

    {.op = &op_exp,
        {.width = 2, .in_width = {2}},
        {{0, -INFINITY}},
        {1, 0},
        1,
        "exp(a21)",
        "np.exp({0})",
        {"g21 × h21"}},
    {.op = &op_exp_difference,
        {.width = 2, .in_width = {2, 1}},
        {{3, -INFINITY}, {3}},
        {1, 0},
        1,
        "exp(a21 - b20)",
        "np.exp({0} - {1})",
        {"g21 × h21", "-(g21 × h21)"}},
    {.op = &op_factor,
        {.width = 2, .in_width = {2}, .of.factor.by = 4},
        {{1.5, 2}},
        {6, 8},
        1,
        "4 × a21",
        "4 * {0}"},

    {.op = &op_focal_product,
        {.width = 2,
            .in_width = {2, 2, 0, 2},
            .of.product = {.picks = true, .focal = {.gamma = 2}}},
        {{-2, -1}, {0, 1}, {0}, {0.5, 0.25}},
        {0, 0.5625},
        1,
        "-b21 × a21 × (1 - d21)^2",
        "np.where({1} == 0, 0, -{1} * {0}) * (1 - {3}) ** 2",
        {[3] = "-(g21 × h21 × (2 / (1 - d21)))"}},
    {.op = &op_focal_product,
        {.width = 2,
            .in_width = {2, 2, 0, 2},
            .of.product = {.picks = true, .focal = {.gamma = 2}}},
        {{-2, -1}, {0, 1}, {0}, {0.5, 0.25}},
        {0, 0.5625},
        0,
        "0 (not picked: b20)",
        NULL},
    {.op = &op_focal_product,
        {.width = 2,
            .in_width = {2, 2, 0, 2},
            .of.product = {.weights = WEIGHTS(2, 4),
                .focal = {.gamma = 2, .alpha = WEIGHTS(0.25, 0.5)}}},
        {{-2, -1}, {1, 0.5}, {0}, {0.5, 0.25}},
        {0.25, 0.5625},
        1,
        "-b21 × a21 × 0.5 × (1 - d21)^2 × 4",
        "-{1} * {0} * np.array([0.25, 0.5]) * (1 - {3}) ** 2 * np.array([2, 4])"},
    {.op = &op_focal_product,
        {.width = 1,
            .first = 1,
            .in_width = {1, 1, 0, 1},
            .of.product = {.weights = WEIGHTS(2, 4),
                .focal = {.gamma = 2, .alpha = WEIGHTS(0.25, 0.5)}}},
        {{-1}, {0.5}, {0}, {0.25}},
        {0.5625},
        0,
        NULL,
        NULL},

    {.op = &op_keep,
        {.width = 2, .in_width = {2, 2}},
        {{0, 1}, {NAN, 3}},
        {0, 3},
        1,
        "a21 × b21",
        "np.where({0} == 0, 0, {1})"},

    {.op = &op_kept_weight,
        {.width = 1, .in_width = {1, 1, 1}, .of.kept_weight = {.classes = WEIGHTS(5, 7)}},
        {{1}, {3}, {1}},
        {21},
        0,
        "a20 × 7 × b20",
        "{0} * np.array([5, 7])[{2} % 2] * {1}"},
    {.op = &op_kept_weight,
        {.width = 1,
            .in_width = {0, 1, 1},
            .of.kept_weight = {.classes = WEIGHTS(5, 7), .wraps = true}},
        {{0}, {3}, {-2}},
        {15},
        0,
        "5 × b20",
        "np.array([5, 7])[{2} % 2] * {1}"},
    {.op = &op_kept_weight,
        {.width = 1, .in_width = {0, 0, 1}, .of.kept_weight = {.classes = WEIGHTS(5, 7)}},
        {{0}, {0}, {2}},
        {0},
        0,
        "0",
        "np.array([5, 7])[{2} % 2]"},
    {.op = &op_kept_weight,
        {.width = 1, .in_width = {0, 0, 1}, .of.kept_weight = {.classes = WEIGHTS(5, 7)}},
        {{0}, {0}, {-1}},
        {0},
        0,
        "0",
        NULL},
    {.op = &op_kept_weight,
        {.width = 2, .of.kept_weight = {.classes = WEIGHTS(5, 7)}},
        {{0}},
        {5, 7},
        1,
        "7",
        "np.array([5, 7])"},
    {.op = &op_kept_weight,
        {.width = 2, .in_width = {2}, .of.kept_weight = {.classes = WEIGHTS(5, 7)}},
        {{1, 0}},
        {5, 0},
        0,
        "a20 × 5",
        "{0} * np.array([5, 7])"},
    {.op = &op_kept_weight, {.width = 1, .in_width = {1}}, {{1}}, {1}, 0, "a20", "{0}"},
    {.op = &op_kept_weight, {.width = 1, .in_width = {0, 1}}, {{0}, {3}}, {3}, 0, "b20", "{1}"},
    {.op = &op_kept_weight,
        {.width = 1, .in_width = {1, 1}},
        {{1}, {3}},
        {3},
        0,
        "a20 × b20",
        "{0} * {1}"},
    {.op = &op_kept_weight, {.width = 1}, {{0}}, {1}, 0, "1", ""},

    {.op = &op_kl_product,
        {.width = 2, .in_width = {2, 2}},
        {{0, -1}, {0, 1}},
        {0, 1},
        1,
        "b21 × (log(b21) - a21)",
        "np.where({1} == 0, 0, {1} * (np.log({1}) - {0}))",
        {"-b21 × g21"}},
    {.op = &op_kl_product,
        {.width = 3,
            .in_width = {3, 3},
            .of.kl_product = {.clips = true, .least = 0.25, .base = 2}},
        {{0, -1, 1}, {0, 2, 0.5}},
        {-0.5, 1, -1},
        2,
        "min(max(b22, 0.25), 1) × (log2(min(max(b22, 0.25), 1)) - a22)",
        "np.clip({1}, 0.25, 1) * (np.log2(np.clip({1}, 0.25, 1)) - {0})",
        {"-min(max(b22, 0.25), 1) × g22"}},
    {.op = &op_kl_product,
        {.width = 1, .in_width = {1, 1}, .of.kl_product.base = 10},
        {{-3}, {100}},
        {500},
        0,
        "b20 × (log10(b20) - a20)",
        "np.where({1} == 0, 0, {1} * (np.log10({1}) - {0}))"},

    {.op = &op_lane_sum,
        {.width = 1, .in_width = {3}},
        {{1, 2, 6}},
        {9},
        0,
        "Σ a{2+1,0+3}",
        "{0}.sum(axis=-1)"},

    {.op = &op_log,
        {.width = 2, .in_width = {2}},
        {{1, 0}},
        {0, -INFINITY},
        1,
        "log(a21)",
        "np.log({0})",
        {"g21 × (1 / a21)"}},
    {.op = &op_log,
        {.width = 2, .in_width = {2}, .of.log = {.adds = true, .add = 0.5}},
        {{0.5, 0}},
        {0, -LN2},
        1,
        "log(a21 + 0.5)",
        "np.log({0} + 0.5)",
        {"g21 × (1 / (a21 + 0.5))"}},
    {.op = &op_log,
        {.width = 2, .in_width = {2}, .of.log = {.adds = true, .add = 0.5, .base = 2}},
        {{0.5, 3.5}},
        {0, 2},
        1,
        "log2(a21 + 0.5)",
        "np.log2({0} + 0.5)",
        {"g21 × (1 / (a21 + 0.5)) / " LN2_TEXT}},
    {.op = &op_log,
        {.width = 2, .in_width = {2}, .of.log = {.floor = true, .base = 10}},
        {{0, 0.1}},
        {-100, -1},
        1,
        "max(log10(a21), -100)",
        "np.maximum(np.log10({0}), -100)",
        {"is(-100 ≤ log10(a21)) × (g21 × (1 / a21) / " LN10_TEXT ")"}},
    {.op = &op_log,
        {.width = 3, .in_width = {3}, .of.log = {.floor = true}},
        {{0, 1, 1e-50}},
        {-100, 0, -100},
        1,
        "max(log(a21), -100)",
        "np.maximum(np.log({0}), -100)",
        {"is(-100 ≤ log(a21)) × (g21 × (1 / a21))"}},
    {.op = &op_log,
        {.width = 1,
            .in_width = {1},
            .dtype = DTYPE_FLOAT32,
            .of.log = {.adds = true, .add = 1e-9}},
        {{1}},
        {0},
        0,
        "log(float32(a20 + 1e-09))",
        "np.log({0} + 1e-09)"},
    {.op = &op_log,
        {.width = 1,
            .in_width = {1},
            .dtype = DTYPE_FLOAT32,
            .of.log = {.adds = true, .add = 1e-9, .base = 2}},
        {{1}},
        {0},
        0,
        "log2(float32(a20 + 1e-09))",
        NULL},

    {.op = &op_log_of_sum,
        {.width = 1, .in_width = {2, 1}},
        {{0}, {1}},
        {0},
        0,
        "log(b20)",
        "np.log({1})",
        {[1] = "g20 / b20"}},
    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {3, 1}},
        {{1, 1, 0}, {2}},
        {LN2},
        0,
        "log(1 + Σ a{2+1,0+3-0})",
        "np.log({1})",
        {[1] = "g20 / b20"}},
    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {2, 1}},
        {{0, 1}, {1}},
        {0},
        0,
        "log(1 + a20)",
        NULL},
    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {3, 1}},
        {{0.25, NAN, 0.5, 9}, {NAN}},
        {NAN},
        0,
        "log(1 + Σ a{2+1,0+3-2})",
        NULL},
    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {3, 1}},
        {{NAN, 0.5, 0.25}, {NAN}},
        {NAN},
        0,
        "log(1 + Σ a{2+1,0+3-1})",
        NULL},
    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {2, 1}},
        {{NAN, NAN}, {NAN}},
        {NAN},
        0,
        "log(1 + Σ a{2+1,0+2})",
        NULL},

    {.op = &op_log_sum_exp,
        {.width = 1, .in_width = {3, 1}},
        {{0.5, NAN, 0.25}, {NAN}},
        {NAN},
        0,
        "log(1 + Σ a{2+1,0+3-0})",
        NULL},
    {.op = &op_log_sigmoid,
        {.width = 3, .in_width = {3}},
        {{0, INFINITY, -INFINITY}},
        {-LN2, 0, -INFINITY},
        0,
        "a20 - log(1 + exp(a20))",
        "-np.logaddexp(0, -{0})",
        {"g20 / (1 + exp(a20))"}},
    {.op = &op_log_sigmoid,
        {.width = 3, .in_width = {3}},
        {{0, INFINITY, -INFINITY}},
        {-LN2, 0, -INFINITY},
        1,
        "-log(1 + exp(-a21))",
        NULL},
    {.op = &op_log_sigmoid,
        {.width = 3, .in_width = {3}, .dtype = DTYPE_FLOAT32},
        {{0, INFINITY, -INFINITY}},
        {-LN2, 0, -INFINITY},
        2,
        "a22 - log(1 + exp(a22))",
        NULL},
    {.op = &op_softplus,
        {.width = 3, .in_width = {3}},
        {{0, INFINITY, -INFINITY}},
        {LN2, INFINITY, 0},
        0,
        "log(1 + exp(a20))",
        "np.logaddexp(0, {0})",
        {"g20 / (1 + exp(-a20))"}},
    {.op = &op_softplus,
        {.width = 3, .in_width = {3}},
        {{0, INFINITY, -INFINITY}},
        {LN2, INFINITY, 0},
        1,
        "a21 + log(1 + exp(-a21))",
        NULL},
    {.op = &op_softplus,
        {.width = 3, .in_width = {3}, .dtype = DTYPE_FLOAT32},
        {{0, INFINITY, -INFINITY}},
        {LN2, INFINITY, 0},
        2,
        "log(1 + exp(a22))",
        NULL},

    /* between 0 and 1 a score is as positive as beyond */
    {.op = &op_log_sigmoid,
        {.width = 1, .in_width = {1}},
        {{0.5}},
        {-0.4740769841801067},
        0,
        "-log(1 + exp(-a20))",
        NULL},
    {.op = &op_softplus,
        {.width = 1, .in_width = {1}},
        {{0.5}},
        {0.9740769841801067},
        0,
        "a20 + log(1 + exp(-a20))",
        NULL},
    {.op = &op_sigmoid,
        {.width = 1, .in_width = {1}, .of.sigmoid = {.stable = true}},
        {{0.5}},
        {0.6224593312018546},
        0,
        "1 / (1 + exp(-a20))",
        NULL},
    {.op = &op_sigmoid,
        {.width = 1, .in_width = {1}, .of.sigmoid = {.stable = true, .negated = true}},
        {{-0.5}},
        {0.6224593312018546},
        0,
        "1 / (1 + exp(a20))",
        NULL},

    {.op = &op_mask,
        {.width = 2, .in_width = {0, 2}, .of.mask.ignored = WEIGHTS(7)},
        {{0}, {1, 7}},
        {1, 0},
        1,
        "1 - is(b21 = 7)",
        "1.0 * ({1} != 7)"},
    {.op = &op_mask,
        {.width = 3, .in_width = {3, 3}, .of.mask.ignored = WEIGHTS(7, -1)},
        {{1, 0, 1}, {-1, 2, 3}},
        {0, 0, 1},
        2,
        "a22 × (1 - is(b22 = 7) - is(b22 = -1))",
        "{0} * (({1} != 7) & ({1} != -1))"},

    {.op = &op_multiply,
        {.width = 2, .in_width = {2, 2}},
        {{2, 3}, {5, 7}},
        {10, 21},
        1,
        "a21 × b21",
        "{0} * {1}"},

    {.op = &op_next,
        {.width = 1, .in_width = {1}, .of.next = {3, -100}},
        {{0}},
        {0},
        0,
        "-100",
        "np.append({0}[..., 1:], np.full_like({0}[..., :1], -100), -1)"},
    {.op = &op_next,
        {.width = 1, .in_width = {1}, .of.next = {4, -100}},
        {{0}},
        {0},
        0,
        "a30",
        NULL},
    {.op = &op_next,
        {.width = 1, .in_width = {1}, .of.next = {2, -100}},
        {{0}},
        {0},
        0,
        "a30",
        NULL},
    {.op = &op_next,
        {.width = 1, .in_width = {1}, .of.next = {1, -100}},
        {{0}},
        {0},
        0,
        "-100",
        NULL},

    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3}},
        {{1}},
        {0, 1, 0},
        1,
        "is(a20 = 1)",
        "({0} == np.arange({width})) * 1.0"},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3}},
        {{3}},
        {0, 0, 0},
        0,
        "is(a20 = 0)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3}},
        {{-1}},
        {0, 0, 0},
        2,
        "is(a20 = 2)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_NAN}},
        {{0}},
        {1, 0, 0},
        0,
        "is(a20 = 0)",
        "np.where(({0} < 0) | ({0} >= {width}), np.nan, {0} == np.arange({width}))"},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_NAN}},
        {{3}},
        {NAN, NAN, NAN},
        0,
        "nan",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_NAN}},
        {{-1}},
        {NAN, NAN, NAN},
        0,
        "nan",
        NULL},
    {.op = &op_one_hot,
        {.width = 3,
            .in_width = {1},
            .of.one_hot = {.classes = 3, .unknown = UNKNOWN_NAN, .ignored = WEIGHTS(5, -1)}},
        {{-1}},
        {0, 0, 0},
        1,
        "is(a20 = 1)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS}},
        {{-1}},
        {0, 0, 1},
        2,
        "is(a20 + 3 = 2)",
        "({0} % {width} == np.arange({width})) * 1.0"},
    {.op = &op_one_hot,
        {.width = 3,
            .in_width = {1},
            .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS, .ignored = WEIGHTS(-1)}},
        {{-1}},
        {0, 0, 0},
        2,
        "is(a20 = 2)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS}},
        {{0}},
        {1, 0, 0},
        2,
        "is(a20 = 2)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS}},
        {{3}},
        {0, 0, 0},
        2,
        "is(a20 = 2)",
        NULL},
    {.op = &op_one_hot,
        {.width = 3,
            .in_width = {1},
            .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS_OR_NAN}},
        {{-3}},
        {1, 0, 0},
        0,
        "is(a20 + 3 = 0)",
        "np.where(({0} < -{width}) | ({0} >= {width}), np.nan, {0} % {width} == "
        "np.arange({width}))"},
    {.op = &op_one_hot,
        {.width = 3,
            .in_width = {1},
            .of.one_hot = {.classes = 3, .unknown = UNKNOWN_WRAPS_OR_NAN}},
        {{-4}},
        {NAN, NAN, NAN},
        0,
        "nan",
        NULL},
    {.op = &op_one_hot,
        {.width = 2, .first = 1, .in_width = {1}, .of.one_hot = {.classes = 3}},
        {{2}},
        {0, 1},
        0,
        NULL,
        NULL},

    {.op = &op_power_of, {.width = 1, .in_width = {1}}, {{0}}, {1}, 0, "exp(a20)", "np.exp({0})"},
    {.op = &op_power_of,
        {.width = 2, .in_width = {2}, .of.log.base = 2},
        {{3, -1}},
        {8, 0.5},
        1,
        "2^a21",
        "2 ** {0}"},
    {.op = &op_power_of,
        {.width = 1, .in_width = {1}, .of.log.base = 10},
        {{2}},
        {100},
        0,
        "10^a20",
        "10 ** {0}"},

    {.op = &op_predict,
        {.width = 1, .in_width = {4}},
        {{1, 5, 5, -2}},
        {1},
        0,
        "1 × is(a21 = max(a{2+1,0+4}))",
        "np.where(np.isnan({0}).any(axis=-1), np.nan, np.argmax({0}, axis=-1))"},
    {.op = &op_predict, {.width = 1, .in_width = {3}}, {{NAN, 1, 5}}, {NAN}, 0, "nan", NULL},
    {.op = &op_predict, {.width = 1, .in_width = {3}}, {{1, NAN, 5}}, {NAN}, 0, "nan", NULL},
    {.op = &op_predict,
        {.width = 3, .in_width = {3}, .of.predict = {true, 0.5}},
        {{0.5, 0.75, NAN}},
        {0, 1, NAN},
        1,
        "1 - is(a21 ≤ 0.5)",
        "np.where(np.isnan({0}), np.nan, {0} > 0.5)"},
    {.op = &op_predict,
        {.width = 3, .in_width = {3}, .of.predict = {true, 0}},
        {{0.5, 0, NAN}},
        {1, 0, NAN},
        2,
        "nan",
        "np.where(np.isnan({0}), np.nan, {0} > 0)"},

    {.op = &op_product,
        {.width = 2, .in_width = {2, 2}},
        {{-1, -INFINITY}, {0.5, 0}},
        {0.5, NAN},
        0,
        "-b20 × a20",
        "-{1} * {0}"},
    {.op = &op_product,
        {.width = 2, .in_width = {2, 2}, .of.product = {.picks = true}},
        {{-INFINITY, -3}, {0, 1}},
        {0, 3},
        0,
        "0 (not picked: b20)",
        "np.where({1} == 0, 0, -{1} * {0})"},
    {.op = &op_product,
        {.width = 2,
            .in_width = {2, 2, 1},
            .of.product =
                {.picks = true, .by_label = true, .wraps = true, .weights = WEIGHTS(2, 5)}},
        {{-1, -3}, {0, 1}, {-1}},
        {0, 15},
        1,
        "-b21 × a21 × 5",
        "np.where({1} == 0, 0, -{1} * {0}) * np.array([2, 5])[{2} % 2]"},
    {.op = &op_product,
        {.width = 2,
            .in_width = {2, 2, 1},
            .of.product = {.picks = true, .by_label = true, .weights = WEIGHTS(2, 5)}},
        {{-1, -3}, {0, 1}, {0}},
        {0, 6},
        0,
        "0 (not picked: b20)",
        NULL},
    {.op = &op_product,
        {.width = 2,
            .in_width = {2, 2, 1},
            .of.product = {.by_label = true, .weights = WEIGHTS(2, 5)}},
        {{-1, -3}, {0, 1}, {-1}},
        {0, 0},
        1,
        "-b21 × a21 × 0",
        "-{1} * {0} * np.array([2, 5])[{2} % 2]"},
    {.op = &op_product,
        {.width = 2, .in_width = {2, 2}, .of.product = {.weights = WEIGHTS(2, INFINITY)}},
        {{-1, -3}, {1, 0}},
        {2, NAN},
        0,
        "-b20 × a20 × 2",
        "-{1} * {0} * np.array([2, np.inf])"},
    {.op = &op_product,
        {.width = 2,
            .in_width = {2, 2},
            .of.product = {.picks = true, .weights = WEIGHTS(2, INFINITY)}},
        {{-1, 0}, {1, 1}},
        {2, 0},
        1,
        "-b21 × a21 × inf",
        NULL},
    {.op = &op_product,
        {.width = 2, .in_width = {2, 2}, .of.product = {.weights = WEIGHTS(4)}},
        {{-1, -3}, {1, 2}},
        {4, 24},
        1,
        "-b21 × a21 × 4",
        "-{1} * {0} * np.array([4])"},

    {.op = &op_quotient,
        {.width = 1, .in_width = {1, 1}, .in_scalar = {true, true}},
        {{6}, {4}},
        {1.5},
        0,
        "a00 / b00",
        "{0} / {1}"},
    {.op = &op_quotient,
        {.width = 1, .in_width = {1, 1}},
        {{5}, {0}},
        {INFINITY},
        0,
        "a20 / b20",
        NULL},
    {.op = &op_quotient,
        {.width = 1, .in_width = {1, 1}, .of.quotient = {.empty_is_zero = true}},
        {{5}, {0}},
        {0},
        0,
        "0",
        "{0} / {1} if {1} != 0 else 0.0"},
    {.op = &op_quotient,
        {.width = 1, .in_width = {1, 1}, .of.quotient = {.empty_is_zero = true, .each = true}},
        {{6}, {4}},
        {1.5},
        0,
        "a20 / b20",
        "np.where({1} != 0, {0} / {1}, 0)"},

    {.op = &op_row_max,
        {.width = 1, .in_width = {3}},
        {{1, 5, 3}},
        {5},
        0,
        "max(a{2+1,0+3})",
        "{0}.max(axis=-1)"},
    {.op = &op_row_mean,
        {.width = 1, .in_width = {3}},
        {{1, 2, 6}},
        {3},
        0,
        "(Σ a{2+1,0+3}) / 3",
        "{0}.mean(axis=-1)",
        {"g20 / 3"}},
    {.op = &op_row_sum,
        {.width = 1, .in_width = {3}},
        {{1, 2, 6}},
        {9},
        0,
        "Σ a{2+1,0+3}",
        "{0}.sum(axis=-1)"},

    {.op = &op_scale,
        {.width = 2, .in_width = {2}, .of.scale.divisor = 4},
        {{2, 6}},
        {0.5, 1.5},
        1,
        "a21 / 4",
        "{0} / 4"},

    {.op = &op_score_log,
        {.width = 3, .in_width = {3, 3}, .of.score_log = {.tiny = 1e-150}},
        {{0, 1, 1e-150}, {-800, 50, -400}},
        {-800, 0, -400},
        2,
        "b22",
        NULL},
    {.op = &op_score_log,
        {.width = 3, .in_width = {3, 3}, .of.score_log = {.tiny = 1e-150}},
        {{0, 1, 1e-150}, {-800, 50, -400}},
        {-800, 0, -400},
        0,
        "b20",
        "np.where({0} <= 1e-150, {1}, np.log({0}))",
        {"(1 - is(a20 ≤ 1e-150)) × (g20 × (1 / a20))", "is(a20 ≤ 1e-150) × g20"}},
    {.op = &op_score_log,
        {.width = 3, .in_width = {3, 3}, .of.score_log = {.tiny = 1e-150}},
        {{0, 1, 1e-150}, {-800, 50, -400}},
        {-800, 0, -400},
        1,
        "log(a21)",
        NULL},
    {.op = &op_score_log,
        {.width = 3,
            .in_width = {3, 3},
            .of.score_log = {.tiny = 1e-150, .negated = true, .log = {.floor = true, .base = 2}}},
        {{0, 0.5, 0}, {800, 0, 50}},
        {-100, -1, -50 / LN2},
        2,
        "max(-b22 / " LN2_TEXT ", -100)",
        "np.maximum(np.where({0} <= 1e-150, -{1} / " LN2_TEXT ", np.log2({0})), -100)",
        {"(1 - is(a22 ≤ 1e-150)) × (is(-100 ≤ log2(a22)) × (g22 × (1 / a22) / " LN2_TEXT "))",
            "is(a22 ≤ 1e-150) × (is(-100 ≤ -b22 / " LN2_TEXT ") × (-g22 / " LN2_TEXT "))"}},

    {.op = &op_shift,
        {.width = 2, .in_width = {2, 1}},
        {{5, 3}, {2}},
        {3, 1},
        1,
        "a21 - b20",
        "{0} - {1}",
        {[1] = "-g21"}},
    {.op = &op_shift,
        {.width = 2, .in_width = {2, 1}, .dtype = DTYPE_FLOAT32},
        {{1, 3}, {0x1p-30}},
        {1, 3},
        1,
        "a21 - b20",
        NULL},

    {.op = &op_sigmoid,
        {.width = 3, .in_width = {3}},
        {{0, -INFINITY, INFINITY}},
        {0.5, 0, 1},
        1,
        "1 / (1 + exp(-a21))",
        "1 / (1 + np.exp(-{0}))",
        {"g21 × h21 × (1 - h21)"}},
    {.op = &op_sigmoid,
        {.width = 2, .in_width = {2}, .of.sigmoid = {.negated = true}},
        {{0, -INFINITY}},
        {0.5, 1},
        1,
        "1 / (1 + exp(a21))",
        "1 / (1 + np.exp({0}))",
        {"g21 × h21 × (1 - h21)"}},
    {.op = &op_sigmoid,
        {.width = 3, .in_width = {3}, .of.sigmoid = {.stable = true}},
        {{0, -800, INFINITY}},
        {0.5, 0, 1},
        1,
        "exp(a21) / (1 + exp(a21))",
        NULL,
        {"g21 × h21 / (1 + exp(a21))"}},
    {.op = &op_sigmoid,
        {.width = 3, .in_width = {3}, .of.sigmoid = {.stable = true}},
        {{0, -800, INFINITY}},
        {0.5, 0, 1},
        0,
        "1 / (1 + exp(-a20))",
        NULL},
    {.op = &op_sigmoid,
        {.width = 3, .in_width = {3}, .of.sigmoid = {.stable = true, .negated = true}},
        {{0, -INFINITY, 800}},
        {0.5, 1, 0},
        0,
        "1 / (1 + exp(a20))",
        NULL,
        {"-(g20 × h20 / (1 + exp(-a20)))"}},
    {.op = &op_sigmoid,
        {.width = 3, .in_width = {3}, .of.sigmoid = {.stable = true, .negated = true}},
        {{0, -INFINITY, 800}},
        {0.5, 1, 0},
        2,
        "exp(-a22) / (1 + exp(-a22))",
        NULL},

    {.op = &op_smooth,
        {.width = 2, .in_width = {2}, .of.smooth = {0.25, 2}},
        {{0, 1}},
        {0.125, 0.875},
        1,
        "(1 - 0.25) × a21 + 0.25 / 2",
        "(1 - 0.25) * {0} + 0.25 / 2"},

    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2},
            .of.softmax_gradient = {.base = 1, .temperature = 1, .empty_is_zero = true}},
        {{0.5, 0.25}, {0, 2}},
        {1, -1.5},
        1,
        "a21 × (Σ b{2+1,0+2}) - b21",
        "({0} * {1}.sum(axis=-1, keepdims=True) - {1})"},
    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2, 1, 1, 1},
            .in_scalar = {[4] = true},
            .of.softmax_gradient = {.base = 2, .temperature = 4, .empty_is_zero = true}},
        {{0.5, 0.25}, {0, 2}, {1}, {3}, {6}},
        {0.0625, -0.09375},
        1,
        "c20 × ((a21 × (Σ b{2+1,0+2}) - b21) / 2 / 4 × d20 / e00)",
        "np.where({2} == 0, 0, ({0} * {1}.sum(axis=-1, keepdims=True) - {1}) / 2 / 4 * {3} / "
        "{4})"},
    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2, 1, 1, 1},
            .of.softmax_gradient = {.base = 1, .temperature = 1}},
        {{0.5, 0.25}, {0, 2}, {0}, {NAN}, {0}},
        {0, 0},
        1,
        "c20 × ((a21 × (Σ b{2+1,0+2}) - b21) × d20 / e20)",
        NULL},
    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2, 0, 0, 1},
            .of.softmax_gradient = {.base = 1, .temperature = 1, .empty_is_zero = true}},
        {{0.5, 0.25}, {0, 2}, {0}, {0}, {0}},
        {0, 0},
        1,
        "0",
        "({0} * {1}.sum(axis=-1, keepdims=True) - {1}) / {4}"},
    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2, 0, 0, 1},
            .of.softmax_gradient = {.base = 1, .temperature = 1}},
        {{0.5, 0.25}, {0, 2}, {0}, {0}, {0}},
        {INFINITY, -INFINITY},
        1,
        "(a21 × (Σ b{2+1,0+2}) - b21) / e20",
        NULL},
    {.op = &op_softmax_gradient,
        {.width = 2,
            .in_width = {2, 2},
            .of.softmax_gradient = {.base = 1, .temperature = 1, .log_given = true}},
        {{0, -INFINITY}, {0, 3}},
        {3, -3},
        0,
        "exp(a20) × (Σ b{2+1,0+2}) - b20",
        "(np.exp({0}) * {1}.sum(axis=-1, keepdims=True) - {1})"},

    {.op = &op_weighted_target,
        {.width = 2, .in_width = {2, 1}, .of.product = {.weights = WEIGHTS(2, 6)}},
        {{1, 0.5}, {1}},
        {6, 3},
        1,
        "a21 × 6",
        "{0} * np.array([2, 6])[{1} % 2]"},
    {.op = &op_weighted_target,
        {.width = 2, .in_width = {2, 1}, .of.product = {.weights = WEIGHTS(2, 6), .wraps = true}},
        {{1, 0.5}, {-2}},
        {2, 1},
        1,
        "a21 × 2",
        NULL},
    {.op = &op_weighted_target,
        {.width = 2, .in_width = {2}, .of.product = {.weights = WEIGHTS(2, 6)}},
        {{1, 0.5}},
        {2, 3},
        1,
        "a21 × 6",
        "{0} * np.array([2, 6])"},

    /* -(1/2 × (-3) + 1/2 log2 1/4) */
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_FROM_P, .log = {.base = 2}, .divisor = 1}},
        {{0.75}, {0.5}, {-3}},
        {2.5},
        0,
        "-(b20 × c20 + (1 - b20) × log2(1 - a20))",
        "-({1} * {2} + (1 - {1}) * np.log2(1 - {0}))",
        {"(1 - b20) × g20 × (1 / (1 - a20)) / " LN2_TEXT, [2] = "-b20 × g20"}},
    {.op = &op_binary_cross_entropy,
        {.width = 2,
            .in_width = {2, 2, 2, 0, 2},
            .of.binary_cross_entropy =
                {.no = NO_FROM_P, .log = {.base = 2}, .divisor = 1, .columns = WEIGHTS(1, 0.5)}},
        {{0.5, 0.75}, {0.5, 0.5}, {-1, -3}, {0}, {1, 4}},
        {1, 3.5},
        1,
        "-(b21 × c21 × e21 + (1 - b21) × log2(1 - a21)) × 0.5",
        "-({1} * {2} * {4} + (1 - {1}) * np.log2(1 - {0})) * np.array([1, 0.5])",
        {[2] = "-b21 × g21 × e21 × 0.5"}},
    /* what times 1 changes nothing is not printed */
    {.op = &op_binary_cross_entropy,
        {.width = 2,
            .in_width = {2, 2, 2, 0, 2},
            .of.binary_cross_entropy =
                {.no = NO_FROM_P, .log = {.base = 2}, .divisor = 1, .columns = WEIGHTS(1, 0.5)}},
        {{0.5, 0.75}, {0.5, 0.5}, {-1, -3}, {0}, {1, 4}},
        {1, 3.5},
        0,
        "-(b20 × c20 + (1 - b20) × log2(1 - a20))",
        NULL},
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_LOG, .divisor = 1}},
        {{-2}, {0.25}, {-4}},
        {2.5},
        0,
        "-(b20 × c20 + (1 - b20) × a20)",
        "-({1} * {2} + (1 - {1}) * {0})",
        {"-((1 - b20) × g20)"}},
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS, .divisor = 1}},
        {{2}, {0.25}, {-4}},
        {2.5},
        0,
        "(1 - b20) × a20 - b20 × c20",
        "((1 - {1}) * {0} - {1} * {2})",
        {"(1 - b20) × g20", [2] = "-b20 × g20"}},
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1, 0, 1},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS, .divisor = 2}},
        {{2}, {0.25}, {-4}, {0}, {3}},
        {2.25},
        0,
        "((1 - b20) × a20 - b20 × c20 × e20) / 2",
        "((1 - {1}) * {0} - {1} * {2} * {4}) / 2",
        {"(1 - b20) × g20 / 2", [2] = "-b20 × g20 × e20 / 2"}},
    {.op = &op_binary_cross_entropy,
        {.width = 2,
            .in_width = {2, 2, 2, 2},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 2,
                .infinite = BINARY_LESS_SCORE}},
        {{0, 2}, {0.25, 0.25}, {-INFINITY, -4}, {-INFINITY, 2}},
        {INFINITY, 1.25},
        0,
        "(a20 - d20 × b20) / 2",
        "np.where(np.isinf({3}), {0} - {3} * {1}, (1 - {1}) * {0} - {1} * {2}) / 2"},
    {.op = &op_binary_cross_entropy,
        {.width = 2,
            .in_width = {2, 2, 2, 2},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 1,
                .infinite = BINARY_PLUS_SCORE}},
        {{INFINITY, 2}, {0.25, 0.25}, {0, -4}, {INFINITY, 2}},
        {INFINITY, 2.5},
        0,
        "(1 - b20) × d20 - c20",
        "np.where(np.isinf({3}), (1 - {1}) * {3} - {2}, (1 - {1}) * {0} - {1} * {2})"},
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 1,
                .infinite = BINARY_PLUS_SCORE}},
        {{INFINITY}, {0.25}, {0}, {INFINITY}, {5}},
        {INFINITY},
        0,
        "(1 - b20) × d20 - (1 + (e20 - 1) × b20) × c20",
        "np.where(np.isinf({3}), (1 - {1}) * {3} - {2} * (1 + ({4} - 1) * {1}), (1 - {1}) * {0} "
        "- {1} * {2} * {4})"},

    /* infinity less infinity, by a factor above 0 */
    {.op = &op_binary_cross_entropy,
        {.width = 2,
            .in_width = {2, 2, 2, 2, 2},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 1,
                .infinite = BINARY_PLUS_SCORE}},
        {{0, 0}, {0.25, 0.9}, {-INFINITY, -INFINITY}, {-INFINITY, -INFINITY}, {9, 0.5}},
        {NAN, NAN},
        1,
        "(1 - b21) × d21 - (1 + (e21 - 1) × b21) × c21",
        NULL},
    /* without scores there is nothing to ask whether it is infinite */
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 1,
                .infinite = BINARY_LESS_SCORE}},
        {{2}, {0.25}, {-4}},
        {2.5},
        0,
        "(1 - b20) × a20 - b20 × c20",
        "((1 - {1}) * {0} - {1} * {2})"},
    {.op = &op_binary_cross_entropy,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_cross_entropy = {.no = NO_SOFTPLUS,
                .divisor = 1,
                .infinite = BINARY_PLUS_SCORE}},
        {{2}, {0.25}, {-4}},
        {2.5},
        0,
        "(1 - b20) × a20 - b20 × c20",
        "((1 - {1}) * {0} - {1} * {2})"},
    {.op = &op_binary_focal,
        {.width = 1, .in_width = {1, 1, 1}, .of.binary_focal = {.gamma = 2}},
        {{0.25}, {0.25}, {4}},
        {0.5625},
        0,
        "(1 - (b20 × a20 + (1 - b20) × (1 - a20)))^2 × c20",
        "(1 - ({1} * {0} + (1 - {1}) * (1 - {0}))) ** 2 * {2}",
        {"g20 × h20 × (2 / (1 - (b20 × a20 + (1 - b20) × (1 - a20)))) × (1 - 2 × b20)"}},
    {.op = &op_binary_focal,
        {.width = 1,
            .in_width = {1, 1, 1},
            .of.binary_focal = {.gamma = 2, .alpha = WEIGHTS(0.25)}},
        {{0.25}, {0.25}, {4}},
        {0.3515625},
        0,
        "(1 - (b20 × a20 + (1 - b20) × (1 - a20)))^2 × c20 × (b20 × 0.25 + (1 - b20) × (1 - "
        "0.25))",
        "(1 - ({1} * {0} + (1 - {1}) * (1 - {0}))) ** 2 * {2} * ({1} * 0.25 + (1 - {1}) * (1 - "
        "0.25))"},
    {.op = &op_binary_focal,
        {.width = 1, .in_width = {1, 1, 1, 1}, .of.binary_focal = {.gamma = 2}},
        {{0.25}, {0.25}, {4}, {0.5}},
        {0.390625},
        0,
        "(b20 × d20 + (1 - b20) × a20)^2 × c20",
        "({1} * {3} + (1 - {1}) * {0}) ** 2 * {2}",
        {"g20 × h20 × (2 / (b20 × d20 + (1 - b20) × a20)) × (1 - b20)",
            [3] = "g20 × h20 × (2 / (b20 × d20 + (1 - b20) × a20)) × b20"}},
};

static double cell(void *context, size_t slot, size_t row, size_t col)
{
    const struct op_case *c = context;
    ck_assert(row < ROWS && col < MOST);
    return c->in[slot][col];
}

static void name(void *context, size_t slot, size_t row, size_t col, struct str *out)
{
    (void)context;
    str_addf(out, "%c%zu%zu", (int)('a' + slot), row, col);
}

static void range_name(void *context, const struct expr_range *range, struct str *out)
{
    (void)context;
    str_addf(out, "%c{%zu+%zu,%zu+%zu", (int)('a' + range->slot), range->row, range->rows,
        range->col, range->cols);
    if (range->skip != EXPR_NO_SKIP) {
        str_addf(out, "-%zu", range->skip);
    }
    str_addc(out, '}');
}

static struct expr_source source_of(const struct op_case *c)
{
    return (struct expr_source){.context = (void *)(uintptr_t)c,
        .cell = cell,
        .name = name,
        .range_name = range_name,
        .dtype = c->args.dtype};
}

/* To the last digit or next to it: not all of these logarithms are exact. */
static void check_number(const char *what, double got, double want)
{
    bool alike =
        got == want || (isnan(got) && isnan(want)) || fabs(got - want) <= 0x1p-52 * fabs(want);
    ck_assert_msg(alike, "%s: %a, not %a", what, got, want);
}

static struct op_args args_of(const struct op_case *c)
{
    struct op_args args = c->args;
    args.rows = ROWS;
    return args;
}

static void inputs_of(const struct op_case *c, const double **in)
{
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        in[i] = c->args.in_width[i] > 0 ? c->in[i] : NULL;
    }
}

/* A row as the stage keeps it: rounded to its format. */
static void check_row(const struct op_case *c, const double *out)
{
    for (size_t i = 0; i < c->args.width; i++) {
        enum dtype dtype = c->args.dtype;
        check_number(c->op->name, num_store(out[i], dtype), num_store(c->want[i], dtype));
    }
}

static void check_entries(const struct op_case *c, const struct op_args *args)
{
    for (size_t col = 0; col < c->args.width; col++) {
        const double *in[OP_MAX_INPUTS] = {NULL};
        for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
            in[i] = args->in_width[i] == 0 ? NULL : &c->in[i][args->in_width[i] == 1 ? 0 : col];
        }
        double out = 0;
        size_t at = args->first + col;
        c->op->entries(args, in, &at, 1, &out);
        check_number(
            c->op->name, num_store(out, args->dtype), num_store(c->want[col], args->dtype));
    }
}

#define UNTOUCHED (-12345.0) /* below what a logarithm may be kept from, too */

/* In each way that the operation has, and nothing behind its row. */
START_TEST(computes)
{
    const struct op_case *c = &CASES[_i];
    struct op_args args = args_of(c);
    const double *in[OP_MAX_INPUTS];
    double out[2 * MOST + 1];
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        out[i] = UNTOUCHED;
    }
    inputs_of(c, in);
    if (c->op->row != NULL) {
        c->op->row(&args, in, out);
        check_row(c, out);
        ck_assert_double_eq(out[args.width], UNTOUCHED);
    }
    if (c->op->rows != NULL) {
        static const size_t SAME[OP_MAX_INPUTS] = {0};
        c->op->rows(&args, in, SAME, 2, out);
        check_row(c, out);
        check_row(c, out + args.width);
        ck_assert_double_eq(out[2 * args.width], UNTOUCHED);
    }
    if (c->op->take != NULL) {
        struct op_state state = {.begun = false};
        c->op->take(&args, in, args.in_width[0], &state);
        out[0] = c->op->result(&args, &state);
        check_row(c, out);
    }
    if (c->op->entries != NULL) {
        check_entries(c, &args);
    }
    if (c->op->fold != NULL) {
        struct sum state = {0};
        for (size_t row = 0; row < ROWS; row++) {
            c->op->fold(&args, in, &state);
        }
        out[0] = sum_value(&state);
        check_row(c, out);
    }
}
END_TEST

START_TEST(explains)
{
    const struct op_case *c = &CASES[_i];
    struct op_args args = args_of(c);
    const double *in[OP_MAX_INPUTS];
    inputs_of(c, in);
    struct expr_source source = source_of(c);
    struct arena arena;
    arena_init(&arena);
    struct str text;
    str_init(&text);
    if (c->symbols != NULL) {
        const struct expr *expr = c->op->explain(&args, in, ROW, c->col, &arena);
        expr_print_symbols(expr, &source, &text);
        ck_assert_str_eq(text.data, c->symbols);
        if (c->op != &op_next) { /* whose rows come from elsewhere */
            check_number(c->symbols, num_store(expr_value(expr, &source), args.dtype),
                num_store(c->want[c->col], args.dtype));
        }
    }
    if (c->numpy != NULL) {
        str_clear(&text);
        c->op->numpy(&args, &text);
        ck_assert_str_eq(text.data, c->numpy);
    }
    str_release(&text);
    arena_release(&arena);
}
END_TEST

START_TEST(goes_back)
{
    const struct op_case *c = &CASES[_i];
    struct op_args args = args_of(c);
    struct expr_source source = source_of(c);
    struct arena arena;
    arena_init(&arena);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < OP_MAX_INPUTS; i++) {
        if (c->back[i] != NULL) {
            str_clear(&text);
            expr_print_symbols(c->op->back(&args, i, ROW, c->col, &arena), &source, &text);
            ck_assert_str_eq(text.data, c->back[i]);
        }
    }
    str_release(&text);
    arena_release(&arena);
}
END_TEST

/* By which inputs each changes as they do, in proportion, and not at all. */
START_TEST(knows_how_it_changes)
{
    static const struct {
        const struct op *op;
        unsigned same, linear, flat;
    } all[] = {
        {&op_shift, OP_INPUT(0), 0, 0},
        {&op_row_sum, OP_INPUT(0), 0, 0},
        {&op_lane_sum, OP_INPUT(0), 0, 0},
        {&op_group_sum, OP_INPUT(0), 0, 0},
        {&op_total, OP_INPUT(0), 0, 0},
        {&op_factor, 0, OP_INPUT(0), 0},
        {&op_scale, 0, OP_INPUT(0), 0},
        {&op_multiply, 0, OP_INPUT(0), 0},
        {&op_keep, 0, OP_INPUT(1), 0},
        {&op_quotient, 0, OP_INPUT(0), 0},
        {&op_product, 0, OP_INPUT(0), 0},
        {&op_focal_product, 0, OP_INPUT(0), 0},
        {&op_binary_focal, 0, OP_INPUT(2), 0},
        {&op_log_sum_exp, 0, 0, OP_INPUT(0)},
        {&op_log_of_sum, 0, 0, OP_INPUT(0)},
        {&op_binary_cross_entropy, 0, 0, OP_INPUT(3) | OP_INPUT(4)},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct op *op = all[i].op;
        ck_assert_msg(
            op->same == all[i].same && op->linear == all[i].linear && op->flat == all[i].flat, "%s",
            op->name);
    }
}
END_TEST

/* Where the one entry is that is not 0. */
START_TEST(knows_what_a_label_picks)
{
    static const struct {
        double label;
        enum unknown_label unknown;
        size_t picked;
    } all[] = {
        {0, UNKNOWN_ZEROS, 0},
        {2, UNKNOWN_NAN, 2},
        {1.5, UNKNOWN_ZEROS, OP_NO_COLUMN},
        {3, UNKNOWN_ZEROS, OP_NO_COLUMN},
        {-1, UNKNOWN_ZEROS, OP_NO_COLUMN},
        {3, UNKNOWN_NAN, OP_ANY_COLUMN},
        {-1, UNKNOWN_NAN, OP_ANY_COLUMN},
        {-1, UNKNOWN_WRAPS, 2},
        {-3, UNKNOWN_WRAPS, 0},
        {-4, UNKNOWN_WRAPS, OP_NO_COLUMN},
        {-1, UNKNOWN_WRAPS_OR_NAN, 2},
        {3, UNKNOWN_WRAPS_OR_NAN, OP_ANY_COLUMN},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct op_args args = {
            .width = 3, .in_width = {1}, .of.one_hot = {.classes = 3, .unknown = all[i].unknown}};
        const double *in[OP_MAX_INPUTS] = {&all[i].label};
        ck_assert_uint_eq(op_one_hot.picked(&args, in), all[i].picked);
    }
}
END_TEST

/* ---- Rows of any width ----------------------------------------------------------------------- */

enum { WIDEST = 100 };

/* Multiples of 2^-20, which no order of adding rounds; the largest, 1, is at `best`. */
static double fill_wide(double *row, size_t width, size_t best)
{
    double sum = 0;
    for (size_t c = 0; c < width; c++) {
        row[c] = c == best ? 1 : ldexp((double)(c + 1), -20);
        sum += row[c];
    }
    return sum;
}

START_TEST(adds_up_rows_of_any_width)
{
    size_t width = (size_t)_i + 1;
    double rows[2 * WIDEST];
    for (size_t best = 0; best < width; best++) {
        double sum = fill_wide(rows, width, best);
        fill_wide(rows + width, width, width - 1 - best);
        struct op_args args = {.width = 1, .in_width = {width, 1}};
        const double *in[OP_MAX_INPUTS] = {rows, &sum};
        const size_t step[OP_MAX_INPUTS] = {width};
        double out[2] = {0};
        op_log_sum_exp.row(&args, in, out);
        check_number("log_sum_exp", out[0], elementary_log1p(sum - 1));
        op_lane_sum.rows(&args, in, step, 2, out);
        check_number("lane_sum", out[0], sum);
        check_number(
            "lane_sum of the next", out[1], fill_wide(rows + width, width, width - 1 - best));
        op_row_max.rows(&args, in, step, 2, out);
        ck_assert_double_eq(out[0], 1);
        ck_assert_double_eq(out[1], 1);
    }
}
END_TEST

/* What is added in lanes is in the order of sum.h: 2^-106 and 2^-106, of one lane, come together
 * before they meet 2^-53, so the sum is above 1 + 2^-53. In index order each would be lost there.
 */
START_TEST(adds_up_in_lanes)
{
    enum { WIDTH = SUM_LANES + 3 };
    const double row[WIDTH] = {
        1, 0x1p-53, 0x1p-106, [SUM_LANES + 1] = 2, [SUM_LANES + 2] = 0x1p-106};
    double all = 3 + 0x1p-51; /* 3 + 2^-53 + 2^-105, up to the next double */
    struct op_args args = {.width = 1, .in_width = {WIDTH, 1}, .rows = 1};
    const double *in[OP_MAX_INPUTS] = {row, &all};
    double out = 0;
    op_log_sum_exp.row(&args, in, &out);
    ck_assert(out == elementary_log1p(1 + 0x1p-52) && out != elementary_log1p(1));
    double alone[WIDTH];
    memcpy(alone, row, sizeof alone);
    alone[SUM_LANES + 1] = 0;
    in[0] = alone;
    op_lane_sum.rows(&args, in, (const size_t[OP_MAX_INPUTS]){0}, 1, &out);
    ck_assert(out == 1 + 0x1p-52);
    struct op_state state = {.begun = false};
    op_row_sum.take(&args, in, WIDTH, &state);
    ck_assert(op_row_sum.result(&args, &state) == 1);
}
END_TEST

static double lane_cell(void *context, size_t slot, size_t row, size_t col)
{
    const double *cells = context;
    (void)slot;
    (void)row;
    return cells[col];
}

START_TEST(explains_lanes)
{
    enum { WIDTH = SUM_LANES + 3 };
    double row[WIDTH] = {1, 0x1p-53, 0x1p-106, [SUM_LANES + 2] = 0x1p-106};
    struct op_args args = {.width = 1, .in_width = {WIDTH, 1}, .rows = 1};
    const double *in[OP_MAX_INPUTS] = {row, &row[0]};
    struct expr_source source = {.context = row, .cell = lane_cell};
    struct arena arena;
    arena_init(&arena);
    const struct expr *sum = op_lane_sum.explain(&args, in, 0, 0, &arena);
    ck_assert(expr_value(sum, &source) == 1 + 0x1p-52);
    row[SUM_LANES + 1] = 2;
    const struct expr *log = op_log_sum_exp.explain(&args, in, 0, 0, &arena);
    ck_assert(expr_value(log, &source) == elementary_log1p(1 + 0x1p-52));
    arena_release(&arena);
}
END_TEST

/* What a state was before it has begun. */
static struct op_state unbegun(void)
{
    struct op_state state;
    for (size_t i = 0; i < sizeof state.of.lanes.sum / sizeof *state.of.lanes.sum; i++) {
        state.of.lanes.sum[i] = state.of.lanes.carry[i] = 99;
    }
    state.begun = false;
    return state;
}

/* Taken in pieces, a row comes to what it does at once. */
START_TEST(takes_rows_in_pieces)
{
    static const struct op *const all[] = {&op_row_sum, &op_lane_sum, &op_row_max};
    enum { FIRST = 2 * SUM_LANES, WIDTH = FIRST + 3 };
    const struct op *op = all[_i];
    struct op_args args = {.width = 1, .in_width = {WIDTH}};
    double row[WIDTH];
    for (size_t best = 0; best < WIDTH; best++) {
        double sum = fill_wide(row, WIDTH, best);
        struct op_state state = unbegun();
        op->take(&args, (const double *[OP_MAX_INPUTS]){row}, FIRST, &state);
        op->take(&args, (const double *[OP_MAX_INPUTS]){row + FIRST}, WIDTH - FIRST, &state);
        ck_assert_double_eq(op->result(&args, &state), op == &op_row_max ? 1 : sum);
        if (op == &op_row_max) { /* NaN stays */
            row[best] = NAN;
            state.begun = false;
            op->take(&args, (const double *[OP_MAX_INPUTS]){row}, FIRST, &state);
            op->take(&args, (const double *[OP_MAX_INPUTS]){row + FIRST}, WIDTH - FIRST, &state);
            ck_assert(isnan(op->result(&args, &state)));
        }
    }
}
END_TEST

/* ---- Groups ---------------------------------------------------------------------------------- */

/* Each in two ways: what the entries of each group come to, and where these are. The number of row
 * r and column c is 10 r + c. */
static const struct {
    struct groups groups;
    double sum[3], count[3];
    const char *range;                /* of group 1 */
    const char *sums, *counts, *back; /* in NumPy */
} GROUPS[] = {
    /* three entries of two rows each, the first and the last in one group */
    {.groups = {.count = 2,
         .rows = 6,
         .width = 1,
         .run = 2,
         .of = (const size_t[]){1, 0, 1},
         .start = (const size_t[]){0, 1, 3},
         .member = (const size_t[]){1, 0, 2},
         .entries = 3},
        .sum = {20 + 30, 0 + 10 + 40 + 50},
        .count = {2, 4},
        .range = "Σ a{0+4,0+1:2}",
        .sums = "np.stack([{0}[np.array([1, 0, 1]) == g].sum() for g in range(2)])",
        .counts = "np.bincount(np.array([1, 0, 1]), minlength=2) * 2",
        .back = "np.broadcast_to({0}[np.array([1, 0, 1])].reshape(-1{ones}), {7}.shape)"},
    /* each a group of its own, two columns wide */
    {.groups = {.count = 3, .rows = 3, .width = 2, .run = 1, .entries = 3},
        .sum = {0 + 1, 10 + 11, 20 + 21},
        .count = {2, 2, 2},
        .range = "Σ a{1+1,0+2:1}",
        .sums = "np.stack([{0}[g].sum() for g in range(3)])",
        .counts = "np.full([3], 2)",
        .back = "np.broadcast_to({0}.reshape(-1{ones}), {7}.shape)"},
    {.groups = {.count = 2, .rows = 4, .width = 1, .run = 2, .entries = 2},
        .sum = {0 + 10, 20 + 30},
        .count = {2, 2},
        .range = "Σ a{2+2,0+1:2}",
        .sums = "np.stack([{0}[g].sum() for g in range(2)])",
        .counts = "np.full([2], 2)",
        .back = "np.broadcast_to({0}.reshape(-1{ones}), {7}.shape)"},
    /* entries are columns */
    {.groups = {.count = 3, .rows = 2, .width = 3, .run = 0, .entries = 3},
        .sum = {0 + 10, 1 + 11, 2 + 12},
        .count = {2, 2, 2},
        .range = "Σ a{0+2,1+1:0}",
        .sums = "np.stack([{0}[..., g].sum() for g in range(3)])",
        .counts = "np.full([3], 2)",
        .back = "np.broadcast_to({0}, {7}.shape)"},
    {.groups = {.count = 2,
         .rows = 2,
         .width = 3,
         .run = 0,
         .of = (const size_t[]){1, 0, 1},
         .start = (const size_t[]){0, 1, 3},
         .member = (const size_t[]){1, 0, 2},
         .entries = 3},
        .sum = {1 + 11, 0 + 2 + 10 + 12},
        .count = {2, 4},
        .range = "Σ a{0+2,0+2:0}",
        .sums = "np.stack([{0}[..., np.array([1, 0, 1]) == g].sum() for g in range(2)])",
        .counts = "np.bincount(np.array([1, 0, 1]), minlength=2) * 2",
        .back = "np.broadcast_to({0}[np.array([1, 0, 1])], {7}.shape)"},
    /* a batch without an axis is one group */
    {.groups = {.count = 1, .rows = 1, .width = 1, .run = 1, .bare = true, .entries = 1},
        .sum = {0},
        .count = {1},
        .sums = "np.stack([np.atleast_1d({0})[g].sum() for g in range(1)])",
        .counts = "np.full([1], 1)",
        .back = "{0}.reshape({7}.shape)"},
};

static double grid_cell(void *context, size_t slot, size_t row, size_t col)
{
    (void)context;
    (void)slot;
    return 10 * (double)row + (double)col;
}

static void grid_name(void *context, const struct expr_range *range, struct str *out)
{
    (void)context;
    str_addf(out, "a{%zu+%zu,%zu+%zu:%zu}", range->row, range->rows, range->col, range->cols,
        range->run);
}

START_TEST(gathers_groups)
{
    const struct groups *groups = &GROUPS[_i].groups;
    struct op_args args = {.width = 1, .in_width = {groups->width}, .of.groups = groups};
    struct sum sums[3] = {{0}};
    struct sum counts[3] = {{0}};
    for (size_t row = 0; row < groups->rows; row++) {
        double entries[3];
        for (size_t c = 0; c < groups->width; c++) {
            entries[c] = grid_cell(NULL, 0, row, c);
        }
        const double *in[OP_MAX_INPUTS] = {entries};
        op_group_sum.gather(&args, in, row, 0, sums);
        op_group_count.gather(&args, (const double *[OP_MAX_INPUTS]){NULL}, row, 0, counts);
    }
    struct expr_source source = {
        .cell = grid_cell, .range_name = grid_name, .dtype = DTYPE_FLOAT64};
    struct arena arena;
    arena_init(&arena);
    for (size_t group = 0; group < groups->count; group++) {
        ck_assert_double_eq(sum_value(&sums[group]), GROUPS[_i].sum[group]);
        ck_assert_double_eq(sum_value(&counts[group]), GROUPS[_i].count[group]);
        const struct expr *sum = op_group_sum.explain(&args, NULL, group, 0, &arena);
        ck_assert_double_eq(expr_value(sum, &source), GROUPS[_i].sum[group]);
        const struct expr *count = op_group_count.explain(&args, NULL, group, 0, &arena);
        ck_assert_double_eq(expr_value(count, &source), GROUPS[_i].count[group]);
    }
    if (GROUPS[_i].range != NULL) {
        struct str text;
        str_init(&text);
        expr_print_symbols(op_group_sum.explain(&args, NULL, 1, 0, &arena), &source, &text);
        ck_assert_str_eq(text.data, GROUPS[_i].range);
        str_release(&text);
    }
    arena_release(&arena);
}
END_TEST

/* The sums of rows from a later group on, where only these are at hand. */
START_TEST(gathers_from_a_group_on)
{
    const struct groups *groups = &GROUPS[2].groups;
    struct op_args args = {.width = 1, .in_width = {1}, .of.groups = groups};
    struct sum sum = {0};
    struct sum count = {0};
    const double *in[OP_MAX_INPUTS] = {&(double){7}};
    op_group_sum.gather(&args, in, 3, 1, &sum);
    op_group_count.gather(&args, in, 3, 1, &count);
    ck_assert_double_eq(sum_value(&sum), 7);
    ck_assert_double_eq(sum_value(&count), 1);
}
END_TEST

/* What comes back to a group goes to each of its entries. */
START_TEST(gives_to_each_of_a_group)
{
    const struct groups *groups = &GROUPS[_i].groups;
    struct op_args args = {.width = groups->width,
        .in_width = {groups->run == 0 ? groups->count : 1},
        .of.groups = groups};
    const double back[3] = {100, 200, 300};
    struct arena arena;
    arena_init(&arena);
    for (size_t row = 0; row < groups->rows; row++) {
        const double *in[OP_MAX_INPUTS] = {back};
        double out[3] = {0};
        op_of_group.row(&args, in, out);
        for (size_t c = 0; c < groups->width; c++) {
            size_t entry = groups->run == 0 ? c : row / groups->run;
            size_t group = groups->of == NULL ? entry : groups->of[entry];
            ck_assert_double_eq(out[c], groups->run == 0 ? back[group] : 100);
            const struct expr *from = op_of_group.explain(&args, in, row, c, &arena);
            struct expr_place place = expr_cell_at(from, 0);
            ck_assert(place.slot == 0 && place.row == group && place.col == 0);
        }
    }
    struct str text;
    str_init(&text);
    op_group_sum.numpy(&args, &text);
    ck_assert_str_eq(text.data, GROUPS[_i].sums);
    str_clear(&text);
    op_group_count.numpy(&args, &text);
    ck_assert_str_eq(text.data, GROUPS[_i].counts);
    str_clear(&text);
    op_of_group.numpy(&args, &text);
    ck_assert_str_eq(text.data, GROUPS[_i].back);
    str_release(&text);
    arena_release(&arena);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("ops");
    TCase *tests = tcase_create("ops");
    int count = (int)(sizeof CASES / sizeof *CASES);
    tcase_add_loop_test(tests, computes, 0, count);
    tcase_add_loop_test(tests, explains, 0, count);
    tcase_add_loop_test(tests, goes_back, 0, count);
    tcase_add_test(tests, knows_how_it_changes);
    tcase_add_test(tests, knows_what_a_label_picks);
    tcase_add_loop_test(tests, adds_up_rows_of_any_width, 0, WIDEST);
    tcase_add_test(tests, adds_up_in_lanes);
    tcase_add_test(tests, explains_lanes);
    tcase_add_loop_test(tests, takes_rows_in_pieces, 0, 3);
    int groups = (int)(sizeof GROUPS / sizeof *GROUPS);
    tcase_add_loop_test(tests, gathers_groups, 0, groups);
    tcase_add_test(tests, gathers_from_a_group_on);
    tcase_add_loop_test(tests, gives_to_each_of_a_group, 0, groups);
    suite_add_tcase(suite, tests);
    return suite;
}

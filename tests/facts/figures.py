#!/usr/bin/python3
"""Works out every figure that the lessons of this folder expect, from each framework's own formula.

    /usr/bin/python3 tests/facts/figures.py          prints the figures
    /usr/bin/python3 tests/facts/figures.py --check  prints nothing; fails where a lesson says something else

Each function is one lesson, NAME.md with hyphens for underscores, and does what the framework's source file does,
step by step; nothing here comes from losswalk. Facts in float64 are worked out with 50 digits (mpmath), facts in
float32 with NumPy, which rounds after every step. A figure may be published with fewer digits than we can work out:
then the lesson has the published one, and its tolerance is half a step of the last digit.
"""

import math
import pathlib
import re
import sys
import warnings

import mpmath
import numpy as np
from mpmath import mpf

mpmath.mp.dps = 50
warnings.simplefilter("ignore")

HERE = pathlib.Path(__file__).resolve().parent
COURSE = HERE.parents[1] / "lessons"
EPS = mpf(1e-7)
NAN, INF = math.nan, math.inf
f32 = np.float32

FACTS = {}
LESSONS = {}  # of the course, by id (softmax_ is softmax); they have only some of their figures from here


def fact(function):
    FACTS[function.__name__.replace("_", "-")] = function
    return function


def lesson(function):
    LESSONS[function.__name__.rstrip("_").replace("_", "-")] = function
    return function


# What the frameworks' formulas are made of


def log(p):
    p = mpf(p)
    if p == 0:
        return -mpmath.inf
    return mpmath.log(p) if p > 0 else mpmath.nan


def exp(x):
    return mpmath.exp(mpf(x))


def softmax(z):
    most = max(z)
    e = [exp(mpf(x) - mpf(most)) for x in z]
    return [x / sum(e) for x in e]


def log_softmax(z):
    lse = log(sum(exp(x) for x in z if x != -INF))
    return [mpf(x) - lse for x in z]


def nll(z, label):
    """One entry of sparse cross-entropy from logits: the label's log-softmax is picked out of the row."""
    return -log_softmax(z)[label]


def sigmoid(x):
    return 1 / (1 + exp(-x))


def bce(x, y):
    """Binary cross-entropy from a logit: max(x, 0) - x y + log1p(exp(-|x|))."""
    x, y = mpf(x), mpf(y)
    return max(x, 0) - x * y + mpmath.log1p(exp(-abs(x)))


def clip(p, low=EPS, high=None):
    return min(max(mpf(p), low), 1 - EPS if high is None else high)


def share(row):
    return [mpf(p) / sum(mpf(q) for q in row) for p in row]


def bce_of(p, y, tidy=clip, add=mpf(0), floor=None):
    """Binary cross-entropy from a probability, as the framework tidies it; a factor of 0 removes its term."""
    p, y = tidy(p), mpf(y)
    logs = [log(p + add), log(1 - p + add)]
    if floor is not None:
        logs = [max(x, floor) for x in logs]
    return -sum(factor * x for factor, x in zip((y, 1 - y), logs) if factor != 0)


def kl(p, y, low=None):
    """y (log y - log p) per class; Keras (low given) clips both sides to [low, 1], else 0 log 0 is 0."""
    if low is not None:
        p, y = [[clip(x, low, 1) for x in row] for row in (p, y)]
    return [mpf(b) * (log(b) - log(a)) if b != 0 else mpf(0) for a, b in zip(p, y)]


def smoothed(y, a):
    return [(1 - mpf(a)) * b + mpf(a) / len(y) for b in y]


def mean(values):
    return sum(values) / len(values)


def dot(a, b):
    return sum(mpf(x) * y for x, y in zip(a, b))


# The batches that several facts share

SCORES = [[1, 2, 3], [1, 0, -2], [2, 0.5, 0.5]]
LABELS = [2, 0, 1]
EACH = [nll(z, label) for z, label in zip(SCORES, LABELS)]
CLASS_WEIGHTS = [1, 2, 4]
BY_LABEL = [CLASS_WEIGHTS[label] for label in LABELS]
SMALL = [[0.5, -1], [2, 0]]  # binary scores, two rows of two columns
SMALL_Y = [[1, 0], [0, 1]]
ELEMENTS = [[bce(x, y) for x, y in zip(*rows)] for rows in zip(SMALL, SMALL_Y)]
P = [[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]]
Y = [[0.25, 0.25, 0.5], [0.5, 0.5, 0]]
CERTAIN_P = [[1, 1], [1, 0]]  # the batch of the Keras and tf-keras loss tests
CERTAIN_Y = [[1, 0], [1, 0]]


def certain(one):
    return [one(p, y) for p_row, y_row in zip(CERTAIN_P, CERTAIN_Y) for p, y in zip(p_row, y_row)]


# 1. What a mean divides by


@fact
def plain_masked_label_of_no_class():
    rows = [nll([1, 2, 3], 0), 0, 0, nll([0, 1, 0], 1)]
    return {"masked": rows, "divisor": 2, "loss": sum(rows) / 2}


@fact
def plain_mask_counts():
    return {"divisor": 3, "loss": (EACH[0] + EACH[2]) / 3}


@fact
def plain_perplexity():
    loss = mean(EACH)
    return {"loss": loss, "perplexity": exp(loss)}


@fact
def plain_perplexity_bits():
    loss = mean(EACH) / log(2)
    return {"loss": loss, "perplexity": mpf(2) ** loss}


@fact
def plain_divide_by():
    return {"total": sum(EACH), "divisor": 7.5, "loss": sum(EACH) / mpf(7.5)}


def micro_batches():
    """3 + 1 tokens, as accumulation of gradients splits a batch of 4."""
    return [nll([2, 0], 0)] * 3 + [nll([1, 0], 1)]


@fact
def plain_micro_batches():
    each = micro_batches()
    means = [mean(each[:3]), each[3]]
    return {"group_mean": means, "total": sum(means), "divisor": 2, "loss": mean(means)}


@fact
def plain_micro_batches_true_mean():
    return {"loss": mean(micro_batches())}


@fact
def plain_mean_of_sequences():
    rows = [[nll([1, 2], 1), nll([3, 0], 0), nll([0, 1], 0)], [nll([2, 1], 0)]]
    means = [mean(row) for row in rows]
    return {"group_mean": means + [0], "total": sum(means), "divisor": 2, "loss": mean(means), "perplexity": exp(mean(means))}


@fact
def plain_groups_weighted():
    both = [w * by_sample for w, by_sample in zip(BY_LABEL, [2, 1, 3])]
    lost = [mpf(w) * each for w, each in zip(both, EACH)]
    means = [(lost[0] + lost[2]) / (both[0] + both[2]), lost[1] / both[1]]
    return {"group_mean": [means[1], 0, means[0]], "divisor": 2, "loss": mean(means)}


def argmax(row):
    """The first of equals; a row with nan says nothing."""
    return NAN if any(math.isnan(x) for x in row) else row.index(max(row))


@fact
def plain_accuracy():
    scores = [[2, 0, -1], [3, 3, 0], [0.1, NAN, 0.3], [0, 1, 2]]
    says = [argmax(row) for row in scores]
    right = [a == b for a, b in zip(says, [0, 1, 1, 2])]
    return {"predicted": says, "accuracy": mpf(sum(right[:3])) / 3}  # the mask drops the last, which is right


@fact
def plain_accuracy_targets():
    says = [argmax(row) for row in P]
    return {"predicted": says, "accuracy": mpf(sum(a == argmax(t) for a, t in zip(says, Y))) / 2}


@fact
def plain_accuracy_binary():
    says = [[float(z > 0) for z in row] for row in [[0, -1], [2, 0.5]]]
    yes = [[float(t > 0.5) for t in row] for row in [[1, 0], [0.5, 0.9]]]
    right = [a == b for s, y in zip(says, yes) for a, b in zip(s, y)]
    return {"predicted": says, "accuracy": mpf(sum(right)) / 4}


@fact
def plain_accuracy_of_nothing():
    return {"accuracy": NAN}


@fact
def plain_loss_scale():
    rows = []
    for z, label in zip(SCORES, LABELS):
        p = softmax(z)
        rows.append([4 * (value - (c == label)) / 3 for c, value in enumerate(p)])
    return {"loss": mean(EACH), "scaled_loss": 4 * mean(EACH), "gradient": rows}


@fact
def plain_shift_labels():
    """Three scores, of which the last predicts nothing: labels 1 and 2 of [2, 0, 1]."""
    each = [nll(SCORES[0], LABELS[1]), nll(SCORES[1], LABELS[2])]
    return {"per_sample": each + [mpf(0)], "divisor": 2, "loss": mean(each)}


TEACHER = [[2, 2, 3], [0, 1, 0], [20, 0, 1]]


def taught(divergence):
    """Student SCORES and TEACHER at the temperature 2, the loss times 4."""
    each, slopes = [], []
    for student, teacher in zip(SCORES, TEACHER):
        p, y = softmax([mpf(z) / 2 for z in student]), softmax([mpf(z) / 2 for z in teacher])
        each.append(sum(b * ((log(b) if divergence else 0) - log(a)) for a, b in zip(p, y)))
        slopes.append([4 * (a - b) / 2 / 3 for a, b in zip(p, y)])
    return {"loss": mean(each), "scaled_loss": 4 * mean(each), "gradient": slopes}


@fact
def plain_teacher():
    return taught(False)


@fact
def plain_teacher_divergence():
    return taught(True)


@fact
def keras_mean_ignores_weight_sum():
    return {"total": dot([1, 2, 0.5], EACH), "divisor": 3, "loss": dot([1, 2, 0.5], EACH) / 3}


@fact
def keras_ignored_leave_the_count():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def keras_mask_and_weights():
    return {"divisor": 2, "loss": (3 * EACH[0] + mpf(0.5) * EACH[2]) / 2}


@fact
def keras_row_weights():
    rows = [mean(row) for row in ELEMENTS]
    return {"per_sample": rows, "divisor": 2, "loss": dot([3, 1], rows) / 2}


@fact
def tf_keras_masked_mean():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def tf1_nonzero_weights():
    return {"divisor": 2, "loss": dot([2, 0, 1], EACH) / 2}


@fact
def tf1_negative_weights_count():
    return {"divisor": 2, "loss": dot([-1, 0, 2], EACH) / 2}


@fact
def tf1_one_weight_broadcast():
    return {"divisor": 3, "loss": mpf(0.5) * sum(EACH) / 3}


@fact
def tf1_mean_by_weight_sum():
    return {"divisor": 3, "loss": dot([2, 0, 1], EACH) / 3}


@fact
def tf1_mean_of_one_weight():
    return {"divisor": 1.5, "loss": sum(EACH) / 3}


@fact
def tf1_sum_over_batch_size():
    return {"divisor": 3, "loss": dot([2, 0, 1], EACH) / 3}


@fact
def tf1_mask():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def tf1_zero_weights_are_the_mask():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def pytorch_class_weights_labels():
    return {"divisor": 7, "loss": dot(BY_LABEL, EACH) / 7}


@fact
def pytorch_class_weights_targets():
    return {"divisor": 3, "loss": dot(BY_LABEL, EACH) / 3}


@fact
def pytorch_minus_100():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def pytorch_ignored_class_weights():
    return {"divisor": 6, "loss": (4 * EACH[0] + 2 * EACH[2]) / 6}


@fact
def pytorch_sample_weights_divisor():
    """nll_loss has class weights alone: who weighs samples multiplies the losses, and divides by what nll_loss would."""
    losses = [nll([1, 2, 3], 0), nll([0, 1, 0], 1)]
    return {"divisor": 2, "loss": dot([1, 3], losses) / 2}


@fact
def pytorch_sample_and_class_weights():
    rows, labels, classes = [[1, 2, 3], [0, 1, 0], [0, 0, 1]], [0, 1, 2], [1, 2, 4]
    losses = [classes[i] * nll(z, i) for z, i in zip(rows, labels)]
    return {"divisor": 7, "loss": dot([1, 3, 0.5], losses) / 7}


# log-softmax along axis 1 of scores of shape (1, 2, 2): what the labels or targets of each position meet
AXIS_1 = [log_softmax([1, 3]), log_softmax([2, 5])]


@fact
def pytorch_class_axis():
    rows = [-AXIS_1[0][0], -AXIS_1[1][1]]
    return {"per_sample": rows, "loss": mean(rows)}


@fact
def pytorch_class_axis_targets():
    rows = [-dot([0.25, 1], AXIS_1[0]), -dot([0.75, 0], AXIS_1[1])]
    return {"per_sample": rows, "loss": mean(rows)}


@fact
def pytorch_class_axis_nll():
    """Three positions, two classes: only axis 1 fits, so a lesson need not say it."""
    rows = [mpf(x) for x in ("0.5", "2.5", "0.75")]
    return {"per_sample": rows, "loss": mean(rows)}


@fact
def onnx_class_axis():
    rows = [-AXIS_1[0][0], -AXIS_1[1][1]]
    return {"per_sample": rows, "loss": mean(rows)}


@fact
def keras_class_axis():
    rows = [nll([1, 2], 0), nll([3, 5], 1)]
    return {"per_sample": rows, "loss": mean(rows)}


def elements(z, y, w):
    """Binary losses of scores of two axes, times weights that NumPy's rule broadcasts."""
    losses = np.array([[bce(a, b) for a, b in zip(*rows)] for rows in zip(z, y)])
    return losses * np.array(w)


WEIGHED = [[0.5, 1], [-1, 2]], [[1, 0], [0, 1]]


@fact
def pytorch_binary_sample_weights():
    return {"weighted": elements(*WEIGHED, [1, 2]).tolist()}


@fact
def tf1_binary_weights_of_rows():
    return {"weighted": elements(*WEIGHED, [[1], [2]]).tolist()}


def row_means():
    """Keras' binary losses of scores of shape (2, 2, 2): one for each row, of shape (2, 2)."""
    rows = elements(*WEIGHED, 1)
    means = [sum(row) / 2 for row in rows]
    return np.array([means, [means[1], means[0]]])


@fact
def keras_weights_last():
    return {"weighted": (row_means() * np.array([1, 2])).tolist()}


@fact
def tf_keras_weights_first():
    """squeeze_or_expand_dimensions: the losses have one axis more, so the weights get one, of 1, at the end."""
    return {"weighted": (row_means() * np.array([1, 2])[:, None]).tolist()}


@fact
def pytorch_binary_weight():
    total = sum(w * e for row in ELEMENTS for w, e in zip((3, 1), row))
    return {"divisor": 4, "loss": total / 4}


@fact
def pytorch_pos_weight():
    # (1 - y) x + (1 + (q - 1) y) (log1p(exp(-|x|)) + max(-x, 0)), q = 3
    total = mpf(0)
    for z, y in zip(SMALL, SMALL_Y):
        for x, t in zip(z, y):
            total += (1 - t) * mpf(x) + (1 + 2 * t) * (mpmath.log1p(exp(-abs(x))) + max(-mpf(x), 0))
    return {"divisor": 4, "loss": total / 4}


@fact
def pytorch_kl_mean_over_elements():
    terms = [kl(p, y) for p, y in zip(P, Y)]
    return {"divisor": 6, "product": terms, "loss": sum(map(sum, terms)) / 6}


@fact
def pytorch_kl_batchmean():
    return {"divisor": 2, "loss": sum(sum(kl(p, y)) for p, y in zip(P, Y)) / 2}


@fact
def optax_kl_rows():
    return {"per_sample": [sum(kl(p, y)) for p, y in zip(P, Y)],
            "loss": sum(sum(kl(p, y)) for p, y in zip(P, Y)) / 2}


@fact
def keras_kl_rows():
    rows = [sum(kl(p, y, EPS)) for p, y in zip(P, Y)]
    return {"per_sample": rows, "divisor": 2, "loss": mean(rows)}


@fact
def onnx_class_weights():
    return {"divisor": 7, "loss": dot(BY_LABEL, EACH) / 7}


@fact
def onnx_ignored():
    return {"divisor": 2, "loss": (EACH[0] + EACH[2]) / 2}


@fact
def optax_mask_counts():
    return {"divisor": 3, "loss": (EACH[0] + EACH[2]) / 3}


# 2. Clipping


def binary32(p, y, add=f32(0)):
    """Keras and tf-keras in float32: clip to [eps, 1 - eps], both stored as float32."""
    eps = f32(1e-7)
    p = min(max(f32(p), eps), f32(1) - eps)
    return -(f32(y) * np.log(p + add) + (f32(1) - f32(y)) * np.log(f32(1) - p + add))


@fact
def keras_binary_clip_float32():
    return {"per_element": [binary32(1, 0), binary32(0, 1)]}


@fact
def keras_binary_clip_float64():
    return {"per_element": [bce_of(1, 0), bce_of(0, 1)]}


@fact
def keras_binary_clip_test():
    return {"loss": np.mean(certain(binary32))}


@fact
def tf_keras_clip_then_add():
    return {"loss": np.mean(certain(lambda p, y: binary32(p, y, f32(1e-7))))}


@fact
def tf_keras_clip_then_add_float64():
    return {"loss": mean(certain(lambda p, y: bce_of(p, y, add=EPS)))}


def as_is(p):
    return mpf(p)


@fact
def tf1_log_loss_below_zero():
    return {"per_element": [bce_of(p, y, as_is, EPS) for p, y in ((1, 1), (0, 0))],
            "loss": -mpmath.log1p(EPS)}


@fact
def tf1_log_loss_not_clipped():
    return {"loss": mean(certain(lambda p, y: bce_of(p, y, as_is, EPS)))}


@fact
def tf1_log_loss_negative_probability():
    return {"per_element": [NAN, bce_of(0.5, 1, as_is, EPS)], "loss": NAN}


@fact
def pytorch_log_floor():
    each = [bce_of(p, y, as_is, floor=mpf(-100)) for p, y in ((1, 0), (0, 1), (mpf(2) ** -149, 1))]
    return {"per_element": each, "loss": mean(each)}


@fact
def pytorch_certain():
    return {"loss": mean(certain(lambda p, y: bce_of(p, y, as_is, floor=mpf(-100))))}


@fact
def onnx_binary_by_hand():
    # the formula as it stands: a sure answer that is wrong costs infinity, and 0 times log 0 makes the right ones nan
    return {"per_element": [[NAN, INF], [NAN, NAN]], "loss": NAN}


@fact
def keras_logits_not_clipped():
    return {"per_sample": [nll([100, 0, 0], 1), nll([0, 1000, 0], 2)]}


@fact
def pytorch_logits_not_clipped():
    return {"per_element": [bce(-500, 1), bce(500, 0)]}


@fact
def keras_numpy_backend_clips_sigmoid():
    return {"per_element": [bce_of(sigmoid(40), 0), bce_of(sigmoid(-40), 1)]}


@fact
def tfjs_layers_clip_softmax():
    return {"per_sample": [-log(clip(softmax([100, 0])[1])), -log(clip(softmax([0, 0])[0]))]}


@fact
def sklearn_old_eps():
    eps = mpf(1e-15)
    row = share([clip(p, eps, 1 - eps) for p in (1, 0, 0)])
    return {"per_sample": [-log(row[1]), -log(row[0])]}


@fact
def mxnet_eps_inside():
    return {"per_element": [bce_of(p, y, as_is, mpf(1e-12)) for p, y in ((0, 1), (1, 0), (0.5, 1))]}


@fact
def keras_kl_clips_both_sides():
    return {"product": [kl([0, 1], [1, 0], EPS)], "loss": sum(kl([0, 1], [1, 0], EPS))}


@fact
def pytorch_kl_zero_log_zero():
    return {"product": [kl([0.5, 0.5], [1, 0])], "loss": log(2) / 2}


@fact
def optax_kl_zero_log_zero():
    return {"loss": log(2)}


def focal_terms(row, y, alpha=0.25):
    """Keras: divide by the sum, clip, then -y log p alpha (1 - p)^gamma, alpha 0.25, gamma 2."""
    q = [clip(p) for p in share(row)]
    return [-mpf(t) * log(p) * mpf(alpha) * (1 - p) ** 2 for p, t in zip(q, y)]


@fact
def keras_focal_clips_logits():
    return {"loss": sum(focal_terms(softmax([0, 100]), [1, 0]))}


@fact
def keras_focal_published():
    rows = (([0.05, 0.9, 0.05], [0, 1, 0]), ([0.1, 0.85, 0.05], [0, 0, 1]))
    return {"per_sample": [sum(focal_terms(p, y)) for p, y in rows]}


def binary_focal(p, y, gamma=2, alpha=None):
    """Keras: (1 - p_t)^gamma of the probability as it is, times the loss of the clipped one."""
    p, y = mpf(p), mpf(y)
    p_t = y * p + (1 - y) * (1 - p)
    weight = 1 if alpha is None else y * mpf(alpha) + (1 - y) * (1 - mpf(alpha))
    return weight * (1 - p_t) ** gamma * bce_of(p, y)


@fact
def keras_binary_focal_published():
    rows = (((0.6, 0), (0.4, 1)), ((0.4, 0), (0.6, 0)))
    return {"per_sample": [mean([binary_focal(p, y) for p, y in row]) for row in rows]}


@fact
def keras_binary_focal_clips():
    return {"per_element": [binary_focal(sigmoid(-40), 1), binary_focal(0.5, 1)]}


@fact
def plain_focal_float32():
    """1 - p is a float32 before it is raised to a power, which shows where the power is large."""
    p = f32(0.1)
    return {"per_sample": [f32(f32(-np.log(p)) * f32(0.25) * f32(np.float64(f32(1) - p) ** 100))]}


@fact
def plain_binary_focal_float32():
    p = f32(0.1)
    return {"per_element": [[f32(f32(-np.log(p)) * f32(np.float64(f32(1) - p) ** 100))]]}


@fact
def keras_focal_alpha_zero():
    return {"per_sample": [sum(focal_terms(p, [1, 0], alpha=0)) for p in ([0.5, 0.5], [0.1, 0.9])]}


@fact
def keras_binary_focal_alpha_zero():
    return {"per_element": [[binary_focal(0.5, y, gamma=0, alpha=0)] for y in (1, 0)]}


# Binary losses: both probabilities, sums inside the logarithm, infinite scores


@fact
def plain_binary_scores_far():
    rows = ((100, 0), (40, 0), (800, 0), (-800, 1))
    return {"per_element": [[bce(x, y)] for x, y in rows], "complement": [[sigmoid(-x)] for x, _ in rows]}


@fact
def plain_binary_scores_far_float32():
    return {"per_element": [[bce(x, y)] for x, y in ((95, 0), (110, 0), (-104, 1))]}


@fact
def plain_binary_scores_right():
    return {"log_complement": [[-bce(800, 0)]], "loss": bce(800, 1)}


@fact
def plain_binary_textbook_loses():
    z, y = np.array([100.0, 800]), np.array([0, 1])
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return {"per_element": [[x] for x in -(y * np.log(p) + (1 - y) * np.log(1 - p))]}


@fact
def keras_binary_clip_from_scores_float32():
    return {"per_element": [[binary32(sigmoid32(40), 0)], [binary32(sigmoid32(-40), 1)]]}


def sigmoid32(x):
    return f32(1) / (f32(1) + np.exp(-f32(x)))


@fact
def tf_keras_sum_inside_float32():
    return {"per_element": [[binary32(p, y, f32(1e-7))] for p, y in ((1, 0), (1, 1), (0, 0))]}


@fact
def tf1_sum_inside_float32():
    return {"per_element": [[-np.log(f32(p) + f32(1e-7))] for p in (1, 0.999999)]}


INFINITE = [(x, y) for x in (INF, -INF) for y in (0, 0.9, 1)]


def tensorflow_infinite():
    with np.errstate(all="ignore"):
        return {"per_element": [[max(x, 0) - np.float64(x) * y + np.log1p(np.exp(-abs(x)))] for x, y in INFINITE]}


@fact
def tf1_infinite_score():
    return tensorflow_infinite()


@fact
def tf_keras_infinite_score():
    return tensorflow_infinite()


@fact
def keras_infinite_score():
    return tensorflow_infinite()


@fact
def pytorch_infinite_score():
    with np.errstate(all="ignore"):
        return {"per_element": [[(1 - y) * np.float64(x) + np.logaddexp(0, -x)] for x, y in INFINITE]}


def cancelling(rows):
    with np.errstate(all="ignore"):
        total = np.float64(nll(rows[1], 1) - nll(rows[0], 0))
        return {"total": total, "divisor": 0, "loss": total / np.float64(0)}


@fact
def pytorch_weights_cancel():
    figures = cancelling([[0, 0], [1, 0]])
    del figures["total"]
    return figures


@fact
def pytorch_weights_cancel_both():
    return cancelling([[0, 0], [0, 0]])


# 3. Dividing by the class sum


def before(row):
    return [clip(p) for p in share(row)]


def after(row):
    return share([clip(p) for p in row])


@fact
def keras_perfect_row():
    return {"loss": -log(before([0, 1, 0])[1])}


@fact
def tf_keras_perfect_row():
    return {"loss": -log(after([0, 1, 0])[1])}


@fact
def keras_perfect_row_float32():
    return {"loss": -np.log(f32(1) - f32(1e-7))}


@fact
def tf_keras_perfect_row_float32():
    # log of the clipped row goes through the softmax op: shifted by its maximum, exp, sum, log.
    logits = np.log(np.array([1e-7, 1 - f32(1e-7), 1e-7], dtype=np.float32))
    shifted = logits - logits.max()
    return {"loss": np.log(np.exp(shifted).sum(dtype=np.float32)) - shifted[1]}


@fact
def tf_keras_perfect_targets():
    return {"loss": -log(before([0, 1, 0])[1])}


@fact
def keras_zero_row():
    return {"per_sample": [NAN, -log(before([0.5, 0.25, 0.25])[0])], "loss": NAN}


@fact
def tf_keras_zero_row():
    return {"per_sample": [log(3), -log(after([0.5, 0.25, 0.25])[0])]}


UNEVEN = [0.50, 0.89, 0.60]


@fact
def keras_divides_by_class_sum():
    return {"loss": -log(before(UNEVEN)[1])}


@fact
def pytorch_does_not_divide():
    return {"loss": -log(0.89)}


@fact
def onnx_does_not_divide():
    return {"loss": -log(0.89)}


@fact
def optax_does_not_divide():
    return {"loss": -log(0.89)}


@fact
def keras_binary_does_not_divide():
    return {"per_sample": [(bce_of(0.9, 1) + bce_of(0.9, 0)) / 2]}


@fact
def keras_focal_divides():
    return {"loss": sum(focal_terms([0.4, 0.8, 0.4], [0, 1, 0]))}


@fact
def keras_focal_divides_softmax():
    p = softmax([2, 1, 0])
    return {"class_sum": sum(p), "loss": sum(focal_terms(p, [0, 1, 0]))}


# 4. Labels that name no class


@fact
def onnx_label_below_zero():
    return {"per_sample": [nll([1, 2, 4], 2), nll([1, 2, 4], 0)]}


@fact
def onnx_label_below_zero_weighted():
    """The weight is looked up with the label as the loss is: -1 is the last class there, too."""
    w, label = [1, 2, 5], [-1, 0]
    each = [w[i] * nll([1, 2, 4], i) for i in label]
    return {"per_sample": each, "divisor": sum(w[i] for i in label), "loss": sum(each) / sum(w[i] for i in label)}


@fact
def optax_label_below_zero():
    return {"per_sample": [nll([1, 2, 4], 2), nll([1, 2, 4], 0)]}


@fact
def optax_label_below_zero_accuracy():
    """take_along_axis's way of labels below 0: -1 is the last class, -3 the first. The mask drops the first row."""
    says = [argmax(z) for z in [[1, 2, 4], [1, 2, 4], [4, 2, 1], [4, 2, 1]]]
    right = [a == label % 3 for a, label in zip(says, [-1, -2, 0, -3])]
    return {"predicted": says, "accuracy": mpf(sum(right[1:])) / 3}


@fact
def optax_label_far_below_zero():
    """take_along_axis adds the size once where an index is below 0, and its mode "fill" puts nan in for the rest."""
    rows, labels = [[1, 2, 3]] * 5, [-3, -1, -4, -100, 3]
    sizes = [label + 3 if label < 0 else label for label in labels]
    return {"per_sample": [nll(z, i) if 0 <= i < 3 else NAN for z, i in zip(rows, sizes)], "loss": NAN}


@fact
def optax_label_past_end():
    return {"per_sample": [NAN, nll([1, 2, 4], 0)], "loss": NAN}


def nan_row():
    """The loss of the label that exists, and the gradient: softmax - y over 3, and a row of NaN."""
    p = softmax([1, 2, 4])
    good = [(a - b) / 3 for a, b in zip(p, [1, 0, 0])]
    return {"per_sample": [NAN, NAN, nll([1, 2, 4], 0)], "gradient": [[NAN] * 3, [NAN] * 3, good], "loss": NAN}


@fact
def tf_keras_labels_give_nan():
    return nan_row()


@fact
def tf1_labels_give_nan():
    return nan_row()


@fact
def keras_jax_labels_give_zero():
    return {"per_sample": [0, 0, nll([1, 2, 4], 0)], "divisor": 3, "loss": nll([1, 2, 4], 0) / 3}


# 5. Binary losses: the last axis first, or element by element


@fact
def keras_binary_none():
    return {"per_sample": [mean(row) for row in ELEMENTS]}


@fact
def pytorch_binary_none():
    return {"per_element": ELEMENTS}


@fact
def keras_binary_sum():
    return {"loss": sum(mean(row) for row in ELEMENTS)}


@fact
def pytorch_binary_sum():
    return {"loss": sum(map(sum, ELEMENTS))}


@fact
def tf1_binary_sum():
    return {"loss": sum(map(sum, ELEMENTS))}


@fact
def keras_binary_one_row():
    return {"per_sample": mean([bce(x, y) for x, y in ((0.5, 1), (-1, 0), (2, 0))]), "divisor": 1,
            "loss": mean([bce(x, y) for x, y in ((0.5, 1), (-1, 0), (2, 0))])}


@fact
def keras_binary_mean_equals_pytorch():
    return {"divisor": 2, "loss": sum(map(sum, ELEMENTS)) / 4}


@fact
def pytorch_binary_mean_equals_keras():
    return {"divisor": 4, "loss": sum(map(sum, ELEMENTS)) / 4}


# 6. Label smoothing


def soft(z, y, weights=(1, 1, 1)):
    return -sum(w * t * lp for w, t, lp in zip(weights, y, log_softmax(z)))


def one_hot(label, classes=3):
    return [mpf(1) if c == label else mpf(0) for c in range(classes)]


SMOOTH = mpf(0.3)
SOFTENED = [smoothed(one_hot(label), SMOOTH) for label in LABELS]


@fact
def keras_smoothing():
    return {"smoothed": SOFTENED, "loss": mean([soft(z, t) for z, t in zip(SCORES, SOFTENED)])}


@fact
def keras_binary_smoothing():
    rows = [[(1 - SMOOTH) * y + SMOOTH / 2 for y in row] for row in SMALL_Y]
    return {"smoothed": rows,
            "loss": mean([bce(x, y) for z, t in zip(SMALL, rows) for x, y in zip(z, t)])}


@fact
def keras_two_classes_as_binary():
    # the binary score x is the pair (0, x)
    return {"per_sample": [bce(0.5, 1 - SMOOTH / 2), bce(-1, SMOOTH / 2)]}


def weighted_smoothing():
    """(1 - a) w[label] nll + (a / C) sum over the classes of w (-log p), per sample."""
    return [(1 - SMOOTH) * CLASS_WEIGHTS[label] * nll(z, label) + SMOOTH / 3 * soft(z, [1, 1, 1], CLASS_WEIGHTS)
            for z, label in zip(SCORES, LABELS)]


@fact
def pytorch_smoothing_class_weights():
    return {"per_sample": weighted_smoothing(), "divisor": 7, "loss": sum(weighted_smoothing()) / 7}


@fact
def pytorch_smoothing_targets_class_weights():
    return {"per_sample": weighted_smoothing(), "divisor": 3, "loss": sum(weighted_smoothing()) / 3}


@fact
def plain_smoothing_class_weights():
    each = [w * soft(z, t) for w, z, t in zip(BY_LABEL, SCORES, SOFTENED)]
    return {"per_sample": each, "divisor": 3, "loss": sum(each) / 3}


@fact
def pytorch_smoothing_ignored():
    each = [soft(z, t) for z, t in zip(SCORES, SOFTENED)]
    return {"divisor": 2, "loss": (each[0] + each[2]) / 2}


@fact
def tf1_smoothing_rank_3():
    # shape[1] classes, which is 3 where the class axis has 2
    rows = [[(1 - SMOOTH) * y + SMOOTH / 3 for y in row] for row in ([0, 1], [1, 0], [1, 0])]
    return {"smoothed": rows}


# 7. Negative zero: -(log p) of p = 1, and the sum that has lost its sign


@fact
def onnx_negative_zero():
    return {"product": [[-0.0, 0.0]]}


@fact
def pytorch_negative_zero():
    return {"per_sample": [-0.0]}


@fact
def plain_negative_zero():
    # by hand in float32: 1 - sigmoid(-18.6) is 1; -(0 * log p + 1 * log 1) = -(-0 + 0)
    p = f32(sigmoid(-18.6))
    return {"per_element": [-(f32(0) * np.log(p) + f32(1) * np.log(f32(1) - p)), 0.470]}


@fact
def pytorch_binary_negative_zero():
    # Loss.cpp: (y - 1) max(log1p(-p), -100) - y max(log p, -100), for p = y = 0 and p = y = 1
    return {"per_element": [(0.0 - 1) * math.log1p(-0.0) - 0.0 * -100.0, (1.0 - 1) * -100.0 - 1.0 * math.log(1.0)]}


@fact
def tf1_exact_fit():
    # log(sum) - shifted logit = log 1 - 0
    return {"per_sample": [math.log(1.0) - 0.0], "loss": 0.0}


# 8. Stable forms


@fact
def onnx_underflow():
    return {"per_sample": [INF], "loss": INF}


@fact
def pytorch_no_underflow():
    return {"loss": nll([1000, 0, 0], 1)}


@fact
def keras_no_underflow():
    return {"loss": nll([1000, 0, 0], 1)}


@fact
def optax_no_underflow():
    return {"loss": nll([1000, 0, 0], 1)}


@fact
def tf1_no_underflow():
    return {"loss": nll([1000, 0, 0], 1)}


@fact
def keras_small_losses_float32():
    return {"per_element": [bce(-10, 0), bce(-20, 0)]}


@fact
def pytorch_small_losses_float32():
    # (1 - y) x + m + log(exp(-m) + exp(-x - m)), m = max(-x, 0)
    def one(x):
        x, m = f32(x), f32(-x)
        return x + m + np.log(np.exp(-m) + np.exp(-x - m))
    return {"per_element": [one(-10), one(-20)]}


TEN = [
    [-3.27133679, -22.6687183, -4.15501118, -5.14916372, -5.94609261,
     -6.93373299, -5.72364092, -9.75725174, -3.15748906, -4.84012318],
    [-11.7642536, -45.3370094, -3.17252636, 4.34527206, -17.7164974,
     -0.595088899, -17.6322937, -2.36941719, -6.82157373, -3.47369862],
    [-4.55468369, -1.07379043, -3.73261762, -7.08982277, -0.0288562477,
     -5.46847963, -0.979336262, -3.03667569, -3.29502845, -2.25880361],
]


@fact
def keras_ten_classes_float32():
    # log(sum) - shifted logit; the row sum is stored as float32
    def one(z, label):
        shifted = f32(z) - max(f32(z))
        return np.log(f32(np.exp(shifted).sum(dtype=np.float64))) - shifted[label]
    each = [one(z, label) for z, label in zip(TEN, (2, 3, 4))]
    total = f32(sum(each))
    return {"per_sample": each, "total": total, "loss": total / f32(3)}


@fact
def optax_small_losses():
    # -log_sigmoid(-x)
    return {"per_element": [mpmath.log1p(exp(-10)), mpmath.log1p(exp(-20))]}


@fact
def pytorch_infinity_off_target():
    return {"loss": nll([1, 2, -INF], 0)}


@fact
def optax_infinity_off_target():
    return {"loss": nll([1, 2, -INF], 0)}


@fact
def pytorch_infinity_off_target_dense():
    # y log p has 0 times minus infinity in it
    return {"product": [[nll([1, 2], 0), 0, NAN]], "loss": NAN}


@fact
def pytorch_infinity_smoothed():
    return {"loss": INF}


@fact
def pytorch_gradient():
    grads = [[(p - y) / 3 for p, y in zip(softmax(z), one_hot(label))] for z, label in zip(SCORES, LABELS)]
    return {"gradient": grads}


@fact
def keras_binary_gradient():
    return {"gradient": [[(sigmoid(x) - y) / 4 for x, y in zip(z, t)] for z, t in zip(SMALL, SMALL_Y)]}


@fact
def plain_gradient_row_sum():
    # the derivative of -sum y log softmax(z) is softmax * sum(y) - y
    y = [mpf(0.5), mpf(1), mpf(0.5)]
    return {"gradient": [[p * sum(y) - t for p, t in zip(softmax([0, 0, 0]), y)]]}


@fact
def plain_gradient_zero_targets():
    return {"gradient": [[0, 0, 0]]}


@fact
def tf1_gradient_single_class():
    # the kernel: softmax - y
    return {"per_sample": [0, 0, 0], "gradient": [[1 - y] for y in (-1, 0, 1)]}


# 9. Nothing valid


@fact
def keras_nothing_valid():
    return {"divisor": 0, "loss": 0}


@fact
def tf_keras_nothing_valid():
    return {"divisor": 0, "loss": NAN}


@fact
def tf_keras_zero_weights():
    return {"divisor": 3, "loss": 0}


@fact
def tf1_nothing_valid():
    return {"divisor": 0, "loss": 0}


@fact
def pytorch_nothing_valid():
    return {"divisor": 0, "loss": NAN}


@fact
def pytorch_nothing_valid_sum():
    return {"loss": 0}


@fact
def pytorch_zero_weight_total():
    return {"divisor": 0, "loss": NAN}


@fact
def onnx_nothing_valid():
    return {"divisor": 0, "loss": NAN}


@fact
def optax_nothing_valid():
    return {"divisor": 3, "loss": 0}


@fact
def paddle_nothing_valid():
    return {"divisor": 0, "loss": 0}


# Lessons of the course


FAR = [[1, 2, 3], [40, 0, 0], [1000, 0, 0], [1000, 0, 0]]


@lesson
def route_textbook():
    return {"per_sample": [nll(FAR[0], 2), 0, NAN, INF]}


@lesson
def route_stable():
    return {"per_sample": [nll(FAR[0], 2), 0, 0, INF]}


@lesson
def log_sum_exp():
    return {"per_sample": [nll(z, label) for z, label in zip(FAR, [2, 0, 0, 1])]}


@lesson
def six_frameworks():
    return {"loss": np.mean(certain(binary32))}


@lesson
def class_weights():
    return {"divisor": 7, "loss": dot(BY_LABEL, EACH) / 7}


@lesson
def focal():
    return keras_focal_published()

# Lessons 15 to 39


@lesson
def probabilities_in():
    def one(row, label):
        q = np.array(row, dtype=np.float32)
        q = np.clip(q / q.sum(dtype=np.float32), f32(1e-7), f32(1) - f32(1e-7))
        return -np.log(q[label])
    rows = [[0.90, 0.05, 0.05], UNEVEN, [0.05, 0.01, 0.94], [0, 1, 0]]
    return {"per_sample": [one(row, label) for row, label in zip(rows, (0, 1, 2, 1))]}


@lesson
def padding_mask():
    each = [nll([0, 3, 1, 0], 1), nll([0, 1, 2, 0], 2), 0, 0]
    return {"masked": each, "total": sum(each), "divisor": 4, "loss": sum(each) / 4}


@lesson
def ignore_index():
    each = [nll([1, 3, 0], 1), 0, nll([1, 0, 2], 0), 0]
    return {"masked": each, "total": sum(each), "divisor": 2, "loss": sum(each) / 2}


@lesson
def all_masked():
    keep = [label != -100 for label in (-100, -100, -100)]
    with np.errstate(invalid="ignore"):
        return {"masked": [0 * k for k in keep], "total": 0, "divisor": sum(keep), "loss": np.float64(0) / sum(keep)}


@lesson
def kl_entropy():
    pairs = [([0.25, 0.25, 0.5], y) for y in ([0.5, 0.25, 0.25], [0.5, 0.5, 0], [0.25, 0.25, 0.5])]
    bits = [[term / log(2) for term in kl(p, y)] for p, y in pairs]
    each = [sum(row) for row in bits]
    return {"product": bits, "per_sample": each, "total": sum(each), "loss": mean(each)}


@lesson
def gradient():
    each = [nll([2, 0, 0], label) for label in (0, 1)]
    slopes = [[p - y for p, y in zip(softmax([2, 0, 0]), one_hot(label))] for label in (0, 1)]
    return {"per_sample": each, "loss": sum(each), "gradient": slopes}


@lesson
def common_mistakes():
    """Three sigmoids where one softmax belongs: each row is divided by its sum."""
    rows, labels = (["0.9", "0.1", "0.1"], ["0.9", "0.8", "0.7"], ["0.9", "0.2", "0.4"]), (0, 0, 2)
    p = [[mpf(q) / sum(map(mpf, row)) for q in row] for row in rows]
    each = [-log(q[label]) for q, label in zip(p, labels)]
    return {"normalized": p, "per_sample": each, "loss": mean(each)}


@fact
def plain_way_back():
    """By the chain rule: d log p = -y / N, d p = d log p / p, and at the scores (p - y) / N."""
    rows, labels = ([1, 2, 4], [0.5, -1, 0]), (2, 0)
    p, y = [softmax(z) for z in rows], [one_hot(label) for label in labels]
    logs = [[-mpf(t) / 2 for t in row] for row in y]
    return {"d_log": logs, "d_softmax": [[d / q for d, q in zip(a, b)] for a, b in zip(logs, p)],
            "gradient": [[(q - t) / 2 for q, t in zip(a, b)] for a, b in zip(p, y)]}


# What cross-entropy is compared with


SCORES_231N = [-2.85, 0.86, 0.28]  # CS231n, linear classification: the example of SVM and softmax side by side


@fact
def plain_hinge():
    """CS231n: the sum over the wrong classes of max(0, s_j - s_y + 1); not divided by the number of classes."""
    s = [mpf(x) for x in SCORES_231N]
    margins = [max(mpf(0), x - s[2] + 1) * (c != 2) for c, x in enumerate(s)]
    slopes = [mpf(m > 0) for m in margins]
    return {"per_sample": [sum(margins)], "gradient": [slopes[:2] + [-sum(slopes)]]}


@fact
def plain_hinge_cross_entropy():
    """The same scores: 1.04, as the course has it."""
    return {"per_sample": [nll(SCORES_231N, 2)]}


@fact
def plain_squared_error():
    p, y = softmax(SCORES_231N), one_hot(2)
    slopes = [2 * (a - b) / 3 for a, b in zip(p, y)]
    mixed = sum(a * d for a, d in zip(p, slopes))
    return {"loss": mean([(a - b) ** 2 for a, b in zip(p, y)]), "gradient": [[a * (d - mixed) for a, d in zip(p, slopes)]]}


@fact
def plain_squared_error_probs():
    """What is given is compared as it is, and the way back ends there."""
    pairs = list(zip((0.8, 0.3, -2), (1, 0, 0.5)))
    off = [mpf(a) - mpf(b) for a, b in pairs]
    return {"loss": mean([d ** 2 for d in off]), "d_probs": [[2 * d / 3] for d in off]}


@fact
def plain_squared_error_sigmoid():
    z, y = (mpf(-1.5), mpf(2)), (1, 1)
    p = [sigmoid(x) for x in z]
    slopes = [[2 * (a - b) / 2 * a * (1 - a)] for a, b in zip(p, y)]
    return {"loss": mean([(a - b) ** 2 for a, b in zip(p, y)]), "gradient": slopes}


# Lessons 1 to 14


def entropy_rows(scores, targets):
    """-y log p, class by class; a share of 0 adds 0."""
    return [[-mpf(y) * lp if y else mpf(0) for y, lp in zip(t, log_softmax(z))] for z, t in zip(scores, targets)]


@lesson
def softmax_():
    scores = [[3, 2, -1], [1, 1, 1], [-1, -2, -2]]
    return {"exp": [[exp(x) for x in z] for z in scores], "softmax": [softmax(z) for z in scores]}


@lesson
def shift():
    return {"exp": [[exp(x) for x in (1, 2, 3)], [INF] * 3], "softmax": [softmax([1, 2, 3]), [NAN] * 3],
            "per_sample": [nll([1, 2, 3], 2), NAN]}


@lesson
def temperature():
    scaled = [[mpf(x) / 2 for x in z] for z in ([4, 2, 0], [4, 2, 0], [1, 1, 1])]
    each = [nll(z, label) for z, label in zip(scaled, [0, 1, 0])]
    return {"scaled": scaled, "softmax": [softmax(z) for z in scaled], "per_sample": each, "loss": mean(each)}


@lesson
def one_hot_():
    each = [nll([2, 0, 1], 1), nll([1, 3, 0], 1), nll([0, 1, -1], 2)]
    return {"per_sample": each, "loss": mean(each)}


@lesson
def soft_targets():
    terms = entropy_rows([[2, 0], [1, 0], [0, 0], [2, 0]], [[1, 0], [0.75, 0.25], [0.5, 0.5], [0.5, 0.5]])
    return {"product": terms, "per_sample": [sum(row) for row in terms], "loss": mean([sum(row) for row in terms])}


@lesson
def label_smoothing():
    targets = [smoothed([1, 0, 0], mpf("0.3"))] * 4
    rows = [sum(row) for row in entropy_rows([[1, 0, 0], [2, 0, 0], [4, 0, 0], [8, 0, 0]], targets)]
    return {"smoothed": targets, "per_sample": rows, "loss": mean(rows)}


@lesson
def multi_label():
    scores, targets = [[2, -1, -2], [1, -1, 0], [-2, 1, -1]], [[1, 0, 0], [1, 1, 1], [0, 0, 0]]
    weights = [1, 3, 1]  # of a target of 1, column by column
    each = [[-(w * y * log(sigmoid(x)) + (1 - y) * log(1 - sigmoid(x))) for x, y, w in zip(z, t, weights)]
            for z, t in zip(scores, targets)]
    return {"sigmoid": [[sigmoid(x) for x in z] for z in scores], "per_element": each, "divisor": 9,
            "loss": sum(map(sum, each)) / 9}


# Lessons 32 to 50


@lesson
def mean_of_means():
    return {"per_sample": micro_batches(), **plain_micro_batches()}


@lesson
def token_mean():
    short, long = nll([2, 0, 0], 1), nll([2, 0, 0], 0)
    return {"group_mean": [short, long], "total": short + long, "divisor": 2, "loss": mean([short, long])}


@lesson
def broadcast():
    """A row of scores against a column of labels: each with each."""
    each = [[bce(x, y) for x in (2, -1, 0.5)] for y in (1, 0, 1)]
    return {"per_element": each, "divisor": 9, "loss": mean(sum(each, []))}


@lesson
def hinge():
    scores, labels = [SCORES_231N, [1.5, 1, 0], [2, 1, 0], [9, 1, 0]], [2, 0, 0, 0]
    each, slopes = [], []
    for z, label in zip(scores, labels):
        margins = [max(mpf(0), mpf(x) - mpf(z[label]) + 1) * (c != label) for c, x in enumerate(z)]
        each.append(sum(margins))
        slopes.append([mpf(m > 0) - (c == label) * sum(n > 0 for n in margins) for c, m in enumerate(margins)])
    return {"per_sample": each, "loss": sum(each), "gradient": slopes}


@lesson
def perplexity():
    rows = [[0, 0, 0, 0], [0, 3, 0, 0], [0, 2, 2, 0], [1, 0, 0, 0]]
    each = [nll(z, label) for label, z in enumerate(rows)]
    return {"per_sample": each, "loss": mean(each), "perplexity": exp(mean(each))}


@lesson
def shifted_labels():
    """Each row has 4 at the next word; the label two words on costs log(e^4 + 4)."""
    cost = nll([0, 4, 0, 0, 0], 2)
    return {"shifted_labels": [2, 3, 4, -100, -100], "masked": [cost] * 3 + [0, 0], "divisor": 3, "loss": cost}


@lesson
def contrastive():
    """Cross-entropy along the rows of a table of similarities and along its columns; the pairs are the diagonal."""
    table = [["0.30", "0.20", "0.10"], ["0.22", "0.28", "0.16"], ["0.12", "0.26", "0.24"]]
    rows = [[mpf(s) / mpf("0.07") for s in row] for row in table]
    both = [rows, [list(column) for column in zip(*rows)]]
    each = [[nll(z, label) for label, z in enumerate(square)] for square in both]
    means = [mean(losses) for losses in each]
    return {"per_sample": each, "group_mean": means, "loss": mean(means)}


def bfloat16(value):
    """The nearest number of 8 binary digits, ties to even; of nested lists, each."""
    if isinstance(value, list):
        return [bfloat16(item) for item in value]
    digits, power = mpmath.frexp(mpf(value))
    return mpmath.ldexp(mpmath.nint(digits * 256), power - 8)


@lesson
def bfloat16_():
    """Every stage is rounded when it is stored."""
    scores = bfloat16([["1.003", 1, 0], [3, 0, 0], [6, 0, 0], [10, 0, 0]])
    powers = bfloat16([[exp(x - max(z)) for x in z] for z in scores])
    sums = bfloat16([sum(row) for row in powers])
    p = bfloat16([[x / total for x in row] for row, total in zip(powers, sums)])
    each = bfloat16([-log(row[0]) for row in p])
    total = bfloat16(sum(each))
    return {"row_sum": sums, "softmax": p, "per_sample": each, "loss": bfloat16(total / 4)}


@lesson
def published_softmax():
    rows = [["12.5", "0.6", "-23"], ["4.5", "2.2", "0"]]
    return {"softmax": [softmax(z) for z in rows], "log": [log_softmax(z) for z in rows],
            "per_sample": [nll(z, 0) for z in rows]}
# What the lessons on learning, softmax twice, teachers and two outputs say


@lesson
def knows_nothing():
    scores = [[0, 0, 0], [5, 5, 5], [-2, -2, -2], [3, 0, 0]]
    return {"softmax": [softmax(z) for z in scores], "per_sample": [log(3)] * 3 + [nll(scores[3], 1)]}


@lesson
def likelihood():
    """Minus the logarithm of the product, not the sum of the logarithms."""
    true = [mpf(p) for p in ("0.5", "0.8", "0.25", "0.9")]
    return {"per_sample": [-log(p) for p in true], "total": -log(mpmath.fprod(true)), "loss": -log(mpf("0.09")) / 4}


@lesson
def training_step():
    """Row step1 is what one step from zero with learning rate 3 gives, row uphill the step the other way."""
    slope = [p - y for p, y in zip(softmax([0, 0, 0]), one_hot(1))]
    rows = [[-rate * g for g in slope] for rate in (0, 3, -3)]
    return {"logits": rows, "per_sample": [nll(z, 1) for z in rows],
            "gradient": [[p - y for p, y in zip(softmax(z), one_hot(1))] for z in rows]}


@lesson
def way_back():
    rows = [(softmax([0, 0, 0]), one_hot(0)), (softmax([4, 0, 0]), one_hot(1))]
    return {"d_log": [[-mpf(t) / 2 for t in y] for _, y in rows],
            "d_softmax": [[-mpf(t) / 2 / q for q, t in zip(p, y)] for p, y in rows],
            "gradient": [[(q - t) / 2 for q, t in zip(p, y)] for p, y in rows]}


@lesson
def accuracy():
    today, labels = [[3, 0], [0, 3], [0.5, 0], [6, 0]], [0, 1, 0, 1]
    each = [nll(z, label) for z, label in zip(today, labels)]
    return {"per_sample": each, "loss": mean(each),
            "accuracy": mean([mpf(z.index(max(z)) == label) for z, label in zip(today, labels)])}


@lesson
def softmax_twice():
    """The softmax of a one-hot row has e / (e + C - 1) at its one: the loss is log(1 + (C - 1) / e) at least."""
    rows = [[1, 0, 0], ["0.9", "0.05", "0.05"], ["0.5", "0.3", "0.2"], [0, 1, 0]]
    floor = log(1 + 2 / exp(1))
    each = [floor] + [nll(row, 0) for row in rows[1:3]] + [floor + 1]
    return {"per_sample": each, "loss": mean(each)}


@lesson
def distillation():
    teacher, students = softmax([2.5, 1, 0]), [[2.5, 1, 0], [2.5, 0, 1], [0, 0, 0]]
    each = [-sum(y * lp for y, lp in zip(teacher, log_softmax(z))) for z in students]
    slopes = [[2 * (p - y) / 3 for p, y in zip(softmax(z), teacher)] for z in students]  # 4 times 1/2, over 3 rows
    return {"soft_targets": [teacher] * 3, "per_sample": each, "loss": mean(each), "scaled_loss": 4 * mean(each),
            "gradient": slopes}


@lesson
def two_outputs():
    """Through the sigmoid of the difference, not through softmax."""
    margins, labels = [2, 2, -3, 0], [1, 0, 1, 1]
    return {"softmax": [[1 - sigmoid(d), sigmoid(d)] for d in margins],
            "per_sample": [bce(d, y) for d, y in zip(margins, labels)]}


@lesson
def squared_error():
    p = [sigmoid(mpf(z)) for z in (-10, -2, 0, 2)]
    return {"product": [[(1 - q) ** 2] for q in p], "gradient": [[2 * (q - 1) * q * (1 - q)] for q in p]}


# Printing and checking


def flat(value):
    if isinstance(value, (list, tuple)):
        return [number for item in value for number in flat(item)]
    return [float(value)]


def text(value):
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text(item) for item in value) + "]"
    value = float(value)
    return f"{value:.15g}" if math.isfinite(value) else str(value)


def written(figure):
    """Half a unit of the last digit that is written; a whole number is exact."""
    mantissa, _, exponent = figure.partition("e")
    half = 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2])) if "." in mantissa else 0
    return max(half * 1.000001, 1e-9)


def expected(path):
    """The expect block of a lesson, one line per stage: {stage: numbers}, {stage: how far each may be away}."""
    block = path.read_text().split("\nexpect:\n")[1].split("\n---\n")[0]
    pairs = dict(re.findall(r"^  (\w+): (.*)$", block, re.MULTILINE))
    stages = {key: flat(eval(value, {"nan": NAN, "inf": INF}))  # our own files
              for key, value in pairs.items() if key not in ("tolerance", "source")}
    digits = {key: [written(figure) for figure in re.findall(r"[^][, ]+", pairs[key])] for key in stages}
    if "tolerance" in pairs:
        digits = {key: [float(pairs["tolerance"].split(" #")[0])] * len(stages[key]) for key in stages}
    return stages, digits


def agree(wanted, got, tolerance):
    return math.isnan(wanted) and math.isnan(got) or wanted == got or abs(wanted - got) <= tolerance


def problems():
    lessons = {path.stem.removesuffix(".open"): path for path in HERE.glob("*.md") if ".refused." not in path.name}
    for name in sorted(lessons.keys() ^ FACTS.keys()):
        yield f"{name}: " + ("no lesson" if name in FACTS else "no figures")
    pairs = [(lessons[name], FACTS[name]) for name in sorted(lessons.keys() & FACTS.keys())]
    pairs += [(next(COURSE.glob(f"*-{name}.md")), LESSONS[name]) for name in LESSONS]
    for path, work_out in pairs:
        name = path.stem
        stages, tolerances = expected(path)
        figures = {stage: flat(value) for stage, value in work_out().items()}
        for stage in sorted(stages.keys() | figures.keys()):
            pair = stages.get(stage, []), figures.get(stage, [])
            if len(pair[0]) != len(pair[1]) or not all(map(agree, *pair, tolerances.get(stage, []))):
                yield f"{name}: {stage}: the lesson has {pair[0]}, but this comes out as {pair[1]}"


def main(check):
    if check:
        found = list(problems())
        print("\n".join(found), end="\n" if found else "")
        sys.exit(1 if found else 0)
    for name, figures in (FACTS | LESSONS).items():
        print(name)
        for stage, value in figures().items():
            print(f"  {stage}: {text(value)}")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])

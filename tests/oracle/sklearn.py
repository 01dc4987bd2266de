#!/usr/bin/python3
"""Reference cases from scikit-learn's log_loss.

    apt-get install python3-sklearn python3-numpy python3-mpmath
    tests/oracle/sklearn.py > tests/oracle/sklearn.jsonl

Every case is log_loss of one batch, and of each of its rows alone. scikit-learn takes logarithms and sums in float64
even of float32 probabilities; the exact values of mpmath serve only to measure how far it is from them.
"""

import sys

sys.path = [p for p in sys.path[1:]] + sys.path[:1]  # this file's name is the library's

import numpy
import sklearn
from sklearn.metrics import log_loss

import mpmath
from reference import Cases, exact, exact_log

SEED = 20260801
DTYPES = ("float64", "float32")
random = numpy.random.RandomState(SEED)
cases = Cases(
    "tests/oracle/sklearn.py",
    "scikit-learn",
    SEED,
    {
        "python": sys.version.split()[0],
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "mpmath": mpmath.__version__,
    },
)


def truth_of(p, y, dtype, weights, mean):
    """In exact arithmetic, of what is stored: clipped probabilities, divided by their sum."""
    eps = numpy.finfo(dtype).eps
    clipped = exact(numpy.clip(p.astype(dtype), eps, 1 - eps))
    each = -(y * exact_log(clipped / clipped.sum(axis=1, keepdims=True))).sum(axis=1) * exact(weights)
    return {"per_sample": each, "loss": each.sum() / (exact(weights).sum() if mean else 1)}


def case(name, p, labels, dtype, weights=None, mean=True):
    """p of the shape (N, C), or (N,): the probability of the second of two answers."""
    count = 2 if p.ndim == 1 else p.shape[1]
    classes = numpy.arange(count)
    given = p.astype(dtype)
    call = lambda p, t, w, mean: log_loss(t, p, sample_weight=w, normalize=mean, labels=classes)
    w = numpy.ones(len(p)) if weights is None else weights
    each = [call(given[i : i + 1], labels[i : i + 1], w[i : i + 1], False) for i in range(len(p))]
    expect = {"loss": call(given, labels, weights, mean), "per_sample": each}
    rows = numpy.stack([1 - given, given], axis=1) if p.ndim == 1 else given
    truth = truth_of(rows, (labels[:, None] == classes).astype(float), dtype, w, mean)
    keys = {
        "loss": "binary_cross_entropy" if p.ndim == 1 else "cross_entropy",
        "probs": p,
        "labels": labels,
        "sample_weights": weights,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "sklearn",
        "reduction": None if mean else "sum",
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    # the logarithm of a probability that is rounded near 1, times its weight
    scale = {"per_sample": w, "loss": [w.sum() / (w.sum() if mean else 1)]}
    cases.add("%s %s %s" % (name, "mean" if mean else "sum", dtype), keys, expect, truth, "p near 1 is rounded", scale)


def some(shape, decimals=3):
    return numpy.round(random.uniform(0.001, 0.999, shape), decimals)


def rows(shape):
    raw = random.uniform(0.05, 1, shape)
    return numpy.round(raw / raw.sum(axis=1, keepdims=True), 3)


def main():
    for dtype in DTYPES:
        for mean in (True, False):
            for n, c in ((4, 3), (6, 2), (5, 10)):
                labels = random.randint(0, c, n)
                weights = numpy.round(random.uniform(0.1, 3, n), 2)
                at = " %dx%d" % (n, c)
                case("rows" + at, rows((n, c)), labels, dtype, None, mean)
                case("sums apart" + at, some((n, c)), labels, dtype, None, mean)
                case("weights" + at, rows((n, c)), labels, dtype, weights, mean)
                case("certain" + at, numpy.eye(c)[random.randint(0, c, n)], labels, dtype, None, mean)
                case("certain and right" + at, numpy.eye(c)[labels], labels, dtype, None, mean)
                case("certain weights" + at, numpy.eye(c)[random.randint(0, c, n)], labels, dtype, weights, mean)
            labels = random.randint(0, 2, 6)
            case("binary", some(6), labels, dtype, None, mean)
            case("binary weights", some(6), labels, dtype, numpy.array([1, 2, 0, 0.5, 3, 1]), mean)
            case("binary ends", numpy.array([0, 1.0, 0, 1, 1e-20, 0.5]), labels, dtype, None, mean)
    cases.write()


main()

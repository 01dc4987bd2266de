#!/usr/bin/python3
"""Cross-entropy in exact arithmetic: what the routes are measured against.

    apt-get install python3-numpy python3-mpmath
    tests/oracle/exact.py > tests/oracle/exact.jsonl

Each case is a batch of logits and labels. Its losses are log(sum of exp(z - z[label])), worked out by mpmath with 2200
bits as (max - z[label]) + log1p(the sum over the other classes), then rounded once to double.
"""

import sys

import mpmath
import numpy
from reference import Cases, to_double

SEED = 20240302

random = numpy.random.RandomState(SEED)
cases = Cases(
    "tests/oracle/exact.py",
    "mpmath",
    SEED,
    {"python": sys.version.split()[0], "mpmath": mpmath.__version__, "numpy": numpy.__version__},
)


def exact_loss(row, label):
    z = [mpmath.mpf(float(value)) for value in row]
    largest = max(range(len(z)), key=lambda c: z[c])
    others = sum(mpmath.exp(v - z[largest]) for c, v in enumerate(z) if c != largest)
    return to_double((z[largest] - z[label]) + mpmath.log1p(others))


def add(name, rows, labels):
    rows = numpy.asarray(rows, dtype=float)
    losses = [exact_loss(row, label) for row, label in zip(rows, labels)]
    keys = {"loss": "cross_entropy", "logits": rows, "labels": list(labels), "reduction": "none"}
    cases.add(name, keys, {"per_sample": losses})


def decimals(shape, scale, places):
    return numpy.round(random.standard_normal(shape) * scale, places)


def main():
    for classes in range(2, 11):
        labels = random.randint(0, classes, 4)
        add("usual, %d classes" % classes, decimals((4, classes), 3, 2), labels)
        add("all digits, %d classes" % classes, random.standard_normal((4, classes)) * 3, labels)
        add("large, %d classes" % classes, decimals((4, classes), 200, 1), labels)
        offset = decimals((4, 1), 5000, 3)
        add("far from 0, %d classes" % classes, offset + decimals((4, classes), 3, 3), labels)
        rows = decimals((4, classes), 1, 2)
        rows[numpy.arange(4), labels] += (12, 25, 37, 80)
        add("right and sure, %d classes" % classes, rows, labels)
        rows = random.standard_normal((4, classes))
        rows[numpy.arange(4), labels] += random.uniform(10, 700, 4)
        add("right and sure, all digits, %d classes" % classes, rows, labels)
        rows = decimals((4, classes), 1, 2)
        rows[numpy.arange(4), labels] -= (12, 40, 300, 700)
        add("wrong and sure, %d classes" % classes, rows, labels)
        same = numpy.repeat([[0.0], [1.5], [-1e300], [1e-300]], classes, axis=1)
        add("all the same, %d classes" % classes, same, labels)
        rows = numpy.zeros((4, classes))
        rows[:, : max(2, classes // 2)] = [[5], [50], [500], [800]]
        add("ties at the top, %d classes" % classes, rows, [0, 1, classes - 1, 0])
    for exponent in list(range(-300, 301, 25)):
        scale = 10.0 ** exponent
        classes = 2 + (exponent // 25) % 9
        rows = random.standard_normal((3, classes)) * scale
        best = rows.argmax(axis=1)
        worst = rows.argmin(axis=1)
        labels = [int(c) for c in numpy.concatenate([best, worst])]
        add("size 1e%d" % exponent, numpy.concatenate([rows, rows]), labels)
    mixed = [
        [1e300, 1e-300, -1e300],
        [1e-300, -1e-300, 0.0],
        [1e300, 1e300, 1.0],
        [1e16, 1e16 + 2, 1e16 - 2],
        [1e300, 1e299, 0.0],
    ]
    for label in range(3):
        add("mixed sizes, label %d" % label, mixed, [label] * len(mixed))
    small = (1e-16, 1e-8, 1e-3, 0.1, 1.0, 10.0, 36.0, 37.0, 38.0, 100.0)
    large = (700.0, 708.0, 709.5, 720.0, 740.0, 745.0, 746.0, 800.0)
    for gap in small + large:
        rows = [[gap, 0.0, 0.0], [0.0, gap, 0.0], [gap, 0.0, 0.0], [-gap, 0.0, -gap]]
        add("gap %r" % gap, rows, [0, 0, 1, 1])
        add("gap %r, two classes" % gap, [[gap, 0.0], [0.0, gap], [-gap, gap]], [0, 0, 1])
    cases.write()


main()

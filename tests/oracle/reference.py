"""What the generators beside this file share: lessons and reference cases as text, and how far to trust a framework.

A case is one lesson and what a framework made of the same numbers. The tolerance is the standard one (1e-12
relative for float64 lessons, 2 units in the last place for float32 ones). Where the framework itself is off by more
than half of that, judged by exact arithmetic on the same inputs, the one number concerned is loosened by the
framework's own error ("loosened": {quantity: {index: error}}), and "why" says so.
"""

import json
import math
from fractions import Fraction

import mpmath
import numpy

mpmath.mp.prec = 2200  # 1e-300 + 1e300 fits, with room for the digits of the result

RELATIVE = 1e-12
ULPS32 = 2


# Numbers


def to_double(value):
    """An mpf as the nearest double, ties to even, rounded once."""
    if not mpmath.isfinite(value):
        return float(value)
    sign, mantissa, exponent, bits = value._mpf_
    if mantissa == 0 or exponent + bits < -1100:
        return 0.0
    try:
        magnitude = float(Fraction(int(mantissa)) * Fraction(2) ** int(exponent))
    except OverflowError:
        magnitude = math.inf
    return -magnitude if sign else magnitude


def json_number(value):
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def flat(values):
    return [json_number(v) for v in numpy.asarray(values, dtype=float).reshape(-1)]


def yaml(value):
    """A value the way a student writes it: flow lists, repr() of the numbers, inf and nan in words."""
    if isinstance(value, numpy.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(yaml(v) for v in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e6 and not is_negative_zero(value) else repr(value)
    return str(value)


def is_negative_zero(value):
    return value == 0 and math.copysign(1, value) < 0


def lesson(title, keys):
    lines = ["---", "format: 1", "title: " + title]
    lines += ["%s: %s" % (key, yaml(value)) for key, value in keys.items() if value is not None]
    return "\n".join(lines + ["---", ""])


# Exact arithmetic on arrays: numpy arrays of mpf


def exact(values, dtype="float64"):
    """What the framework was given, as exact numbers."""
    array = numpy.asarray(values, dtype=dtype).astype(float)
    return numpy.vectorize(mpmath.mpf, otypes=[object])(array)


exact_exp = numpy.vectorize(mpmath.exp, otypes=[object])
exact_log = numpy.vectorize(lambda x: mpmath.log(x) if x != 0 else -mpmath.inf, otypes=[object])
exact_log1p = numpy.vectorize(mpmath.log1p, otypes=[object])


def exact_log_softmax(scores, axis):
    shifted = scores - scores.max(axis=axis, keepdims=True)
    return shifted - exact_log(exact_exp(shifted).sum(axis=axis, keepdims=True))


# Cases


def unit32(value):
    """One unit in the last place of float32 at value."""
    value = abs(value)
    exponent = math.frexp(value)[1] - 24 if value >= 2.0**-126 else -149
    return 2.0**exponent


def standard(dtype, value):
    if dtype == "float32":
        return ULPS32 * unit32(value)
    return RELATIVE * abs(value)


def own_errors(dtype, got, truth):
    """How far the framework is from the truth, {index: error}, where that is more than half of the standard."""
    errors = {}
    for i, (a, b) in enumerate(zip(got, truth)):
        a, b = float(a), mpmath.mpf(b)
        if not (math.isfinite(a) and mpmath.isfinite(b)):
            continue
        error = to_double(abs(mpmath.mpf(a) - b))
        if error > standard(dtype, to_double(b)) / 2:
            errors[i] = round_up(error)
    return errors


def round_up(value):
    """Two digits, not smaller than value."""
    text = "%.1e" % value
    return float(text) if float(text) >= value else float("%.1e" % (value * 1.06))


class Cases:
    """Collects cases; write() prints the file."""

    def __init__(self, made_by, framework, seed, versions):
        self.header = {"made_by": made_by, "seed": seed, "versions": versions}
        self.framework = framework
        self.lines = []
        self.names = set()

    def add(self, name, keys, expect, truth=None, reason=None, extra=None):
        """keys: the lesson's. expect, truth: {"loss" | "per_sample" | "gradient": numbers}; truth in mpf."""
        assert name not in self.names, name
        self.names.add(name)
        dtype = keys.get("dtype", "float64")
        case = {"id": name, "lesson": lesson(name, keys), "expect": {}}
        loosened = {}
        for what, values in expect.items():
            got = numpy.asarray(values, dtype=float).reshape(-1)
            case["expect"][what] = json_number(got[0]) if what == "loss" else flat(got)
            if truth is not None and truth.get(what) is not None:
                errors = own_errors(dtype, got, numpy.asarray(truth[what], dtype=object).reshape(-1))
                if errors:
                    loosened[what] = errors
        case["relative"] = 0 if dtype == "float32" else RELATIVE
        case["ulps32"] = ULPS32 if dtype == "float32" else None
        if loosened:
            case["loosened"] = loosened
            case["why"] = "%s's own error, against exact arithmetic: %s" % (self.framework, reason)
        if extra:
            case.update(extra)
        self.lines.append(json.dumps(case))

    def write(self):
        print(json.dumps(self.header))
        for line in self.lines:
            print(line)

"""What the generators beside this file share: lessons and reference cases as text, and how far to trust a framework.

A case is one lesson and what a framework made of the same numbers. The tolerance is the standard one (1e-12
relative for float64 lessons, 2 units in the last place for float32 ones). A single number is loosened by two things
only, worked out in exact arithmetic on the same inputs ("loosened": {quantity: {index: amount}}, and "why"):

- the framework's own error, where it is more than half of the standard;
- one unit in the last place of its scale, the largest number that was rounded on the way to it, where the number
  is what is left of a larger one: a small loss is log(1 + rest), a small gradient p - y. No computation that stores
  its steps in the dtype can do better, neither the framework's nor ours.
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
        whole = value.is_integer() and abs(value) < 1e6 and not is_negative_zero(value)
        return repr(int(value) if whole else value)
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


def unit(dtype, value):
    """One unit in the last place of the dtype at value."""
    digits, least = (24, -149) if dtype == "float32" else (53, -1074)
    return 2.0 ** max(math.frexp(value)[1] - digits, least)


def standard(dtype, value):
    if dtype == "float32":
        return ULPS32 * unit(dtype, value)
    return RELATIVE * abs(value)


def allowances(dtype, got, truth, scale):
    """{index: amount} of the numbers that need more than the standard; whether the framework is why, or the scale."""
    amounts, own, cancelled = {}, False, False
    for i, (a, b) in enumerate(zip(got, truth)):
        a, b = float(a), mpmath.mpf(b)
        if not (math.isfinite(a) and mpmath.isfinite(b)):
            continue
        right = to_double(b)
        amount = 0.0
        error = to_double(abs(mpmath.mpf(a) - b))
        if error > standard(dtype, right) / 2:
            amount, own = error, True
        if scale is not None:
            step = unit(dtype, float(scale[i]))
            if scale[i] > abs(right) and step > standard(dtype, right):
                amount, cancelled = amount + step, True
        if amount > 0:
            amounts[i] = round_up(amount)
    return amounts, own, cancelled


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

    def add(self, name, keys, expect, truth=None, reason=None, scale=None):
        """keys: the lesson's. expect, truth, scale: {"loss" | "per_sample" | "gradient": numbers}; truth in mpf."""
        assert name not in self.names, name
        self.names.add(name)
        dtype = keys.get("dtype", "float64")
        case = {"id": name, "lesson": lesson(name, keys), "expect": {}}
        loosened, own, cancelled = {}, False, False
        for what, values in expect.items():
            got = numpy.asarray(values, dtype=float).reshape(-1)
            case["expect"][what] = json_number(got[0]) if what == "loss" else flat(got)
            if truth is None or what not in truth:
                continue
            right = numpy.asarray(truth[what], dtype=object).reshape(-1)
            sizes = None
            if scale is not None and what in scale:
                sizes = numpy.asarray(scale[what], dtype=object).reshape(-1)
            amounts, by_own, by_scale = allowances(dtype, got, right, sizes)
            if amounts:
                loosened[what] = amounts
            own, cancelled = own or by_own, cancelled or by_scale
        case["relative"] = 0 if dtype == "float32" else RELATIVE
        case["ulps32"] = ULPS32 if dtype == "float32" else None
        if loosened:
            case["loosened"] = loosened
            causes = ["%s's own error" % self.framework] * own + ["cancellation"] * cancelled
            case["why"] = "%s: %s" % (" and ".join(causes), reason)
        self.lines.append(json.dumps(case))

    def write(self):
        print(json.dumps(self.header))
        for line in self.lines:
            print(line)

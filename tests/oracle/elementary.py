#!/usr/bin/python3
"""The oracle of src/base/elementary.c: the right answers, from mpmath.

    tests/oracle/elementary.py > tests/oracle/elementary.txt    the table the unit test reads
    tests/oracle/elementary.py constants                        the tables inside elementary.c

Each line of the table is "function argument result", numbers written as C hexadecimal
floats. The result is the true value rounded once to the nearest double (ties to even),
subnormal results included. The seed is fixed: the same mpmath gives the same file.
"""

import random
import struct
import sys

import mpmath

SEED = 20240229
PER_FUNCTION = 670
PRECISION = 300  # bits: far beyond what any of these arguments needs to be rounded rightly

LEAST_EXPONENT = -1074  # every double is a multiple of 2 to this power
INFINITE_FROM = 1024  # rounding reaches 2 to this power: infinity


def round_to_double(value):
    """Round an mpf to the nearest double, ties to even, with one rounding only."""
    sign, mantissa, exponent, bits = value._mpf_
    if mantissa == 0:
        return 0.0
    ulp = max(exponent + bits - 53, LEAST_EXPONENT)
    shift = ulp - exponent
    if shift <= 0:
        units = mantissa << -shift
    else:
        units, rest = mantissa >> shift, mantissa & ((1 << shift) - 1)
        half = 1 << (shift - 1)
        if rest > half or (rest == half and units & 1):
            units += 1
    if units.bit_length() + ulp > INFINITE_FROM:
        magnitude = float("inf")
    else:
        magnitude = float(units) * 2.0 ** (ulp // 2) * 2.0 ** (ulp - ulp // 2)
    return -magnitude if sign else magnitude


def c_hex(number):
    """Write a double the way C reads and compilers print it: 0x1.8p+1, without idle zeros."""
    text = number.hex()
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + "p" + exponent


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def exp_arguments(random_numbers):
    yield from (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 10.0, -10.0)
    yield from (709.782712893384, 709.7827128933839, -708.3964185322641, -708.4)
    yield from (-745.13321910194, -745.1332191019412, -744.44, -744.0, -743.7, -740.0)
    yield from (2.0**-53, -(2.0**-54), 2.0**-30, -(2.0**-30), 5e-324, -5e-324)
    while True:
        yield random_numbers.uniform(-708, 709.7)
        yield random_numbers.uniform(-10, 10)
        yield random_numbers.uniform(-745, -708)
        yield random_numbers.choice((-1, 1)) * 2.0 ** random_numbers.uniform(-60, 0)


def log_arguments(random_numbers):
    yield from (1.0, 2.0, 0.5, 10.0, 0.1, 3.0, 1.0 + 2.0**-52, 1.0 - 2.0**-53)
    yield from (5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, sys.float_info.max)
    yield from (1.40625, 0.703125, 1.4140625, 0.70703125, 1.0078125, 0.9921875)
    while True:
        yield from_bits(random_numbers.randrange(1, 0x7FF << 52))
        yield random_numbers.uniform(0.5, 2)
        yield 1.0 + random_numbers.choice((-1, 1)) * 2.0 ** random_numbers.uniform(-52, -4)
        yield from_bits(random_numbers.randrange(1, 1 << random_numbers.randint(1, 52)))


def log1p_arguments(random_numbers):
    yield from (0.0, 1.0, -0.5, 0.5, 1e300, sys.float_info.max, -1.0 + 2.0**-53)
    yield from (5e-324, -5e-324, 2.0**-53, -(2.0**-53), 2.0**-54, 2.0**52, 2.0**53 + 2.0)
    while True:
        yield random_numbers.choice((-1, 1)) * 2.0 ** random_numbers.uniform(-70, -0.0001)
        yield random_numbers.uniform(-1, 1)
        yield 2.0 ** random_numbers.uniform(0, 1000)
        yield -1.0 + 2.0 ** random_numbers.uniform(-52, -1)


def power_arguments(base):
    """log_arguments, with powers of the base ahead of them: their logarithms are whole."""

    def arguments(random_numbers):
        yield from (base**n for n in range(20))
        yield from log_arguments(random_numbers)

    return arguments


FUNCTIONS = (
    ("exp", mpmath.exp, exp_arguments),
    ("log", mpmath.log, log_arguments),
    ("log1p", mpmath.log1p, log1p_arguments),
    ("log2", lambda x: mpmath.log(x) / mpmath.log(2), power_arguments(2.0)),
    ("log10", lambda x: mpmath.log(x) / mpmath.log(10), power_arguments(10.0)),
)


def print_table():
    print("# Right answers for src/base/elementary.c: function, argument, result.")
    print("# Made by tests/oracle/elementary.py, seed %d, mpmath %s." % (SEED, mpmath.__version__))
    print("# Results are rounded once, to the nearest double, ties to even.")
    for name, function, arguments in FUNCTIONS:
        random_numbers = random.Random("%d %s" % (SEED, name))
        for _, argument in zip(range(PER_FUNCTION), arguments(random_numbers)):
            result = round_to_double(function(mpmath.mpf(argument)))
            print(name, c_hex(argument), c_hex(result))
    print_powers()


def print_powers():
    """pow has two arguments: its lines have one field more."""
    random_numbers = random.Random("%d pow" % SEED)
    pairs = [(0.5, 2.0), (0.25, 0.5), (3.0, 5.0), (0.1, 2.0), (1e-300, 0.5), (2.0, -1074.0)]
    for _ in range(PER_FUNCTION - len(pairs)):
        base = random_numbers.choice((random_numbers.random(), 2.0 ** random_numbers.uniform(-300, 300)))
        limit = 700 / abs(float(mpmath.log(base)))
        pairs.append((base, random_numbers.choice((2.0, 1.0, 0.5, 3.0, random_numbers.uniform(-5, 5)))))
        if abs(pairs[-1][1]) > limit:
            pairs[-1] = (base, 1.0)
    for base, power in pairs:
        result = round_to_double(mpmath.power(mpmath.mpf(base), mpmath.mpf(power)))
        print("pow", c_hex(base), c_hex(power), c_hex(result))


def split(value, bits=53):
    """The nearest double of `bits` bits, and the nearest double to what is left."""
    with mpmath.workprec(bits):
        high = +value
    return float(high), round_to_double(value - high)


def print_constants():
    log2 = mpmath.log(2)
    print("32 / log 2:", c_hex(round_to_double(32 / log2)))
    first = mpmath.floor(log2 / 32 * mpmath.mpf(2) ** 41) / mpmath.mpf(2) ** 41
    rest = log2 / 32 - first
    second = mpmath.floor(rest * mpmath.mpf(2) ** 78) / mpmath.mpf(2) ** 78
    third = round_to_double(rest - second)
    print("log 2 / 32:", c_hex(float(first)), c_hex(float(second)), c_hex(third))
    first = mpmath.floor(log2 * mpmath.mpf(2) ** 42) / mpmath.mpf(2) ** 42
    print("log 2:", c_hex(float(first)), c_hex(round_to_double(log2 - first)))
    print("2^(j/32):")
    for j in range(32):
        print("    {%s, %s}," % tuple(map(c_hex, split(mpmath.mpf(2) ** (mpmath.mpf(j) / 32)))))
    print("c and -log c for c near 64/i:")
    for i in range(45, 91):
        c, _ = split(mpmath.mpf(64) / i, 24)
        high, low = split(-mpmath.log(c))
        print("    {%s, {%s, %s}}," % (c_hex(c), c_hex(high), c_hex(low)))


def main():
    mpmath.mp.prec = PRECISION
    if sys.argv[1:] == ["constants"]:
        print_constants()
    else:
        print_table()


main()

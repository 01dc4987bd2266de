#!/usr/bin/python3
"""What NumPy's float16 and PyTorch's bfloat16 make of single operations: tests/oracle/narrow.txt.

    tests/oracle/narrow.py            writes the file; needs NumPy and PyTorch

exp and log of all 65,536 numbers, as runs: the first number with a result, and the result, until the next run. Then
random pairs for + - * /. All numbers are the 16 bits of their format, in hexadecimal.
"""
from pathlib import Path

import numpy as np
import torch

np.seterr(all='ignore')
ALL = np.arange(65536, dtype=np.uint32)
PAIRS = 2000


def float16(bits):
    return bits.astype(np.uint16).view(np.float16)


def float16_bits(x):
    return np.asarray(x).view(np.uint16).astype(int)


def bfloat16(bits):
    wide = torch.from_numpy((bits.astype(np.uint32) << 16).view(np.float32).copy())
    return wide.to(torch.bfloat16)


def bfloat16_bits(x):
    return (x.to(torch.float32).numpy().view(np.uint32) >> 16).astype(int)


def write(out, name, decode, encode, exp, log):
    for word, function in (('exp', exp), ('log', log)):
        result = encode(function(decode(ALL)))
        starts = [0] + [i for i in range(1, 65536) if result[i] != result[i - 1]]
        out.append(f'{name} {word} {len(starts)}')
        runs = [f'{start:04x}{result[start]:04x}' for start in starts]
        out += [' '.join(runs[i:i + 12]) for i in range(0, len(runs), 12)]
    random = np.random.default_rng(16)
    a, b = random.integers(0, 65536, PAIRS, dtype=np.uint32), random.integers(0, 65536, PAIRS, dtype=np.uint32)
    near = random.integers(0, 2, PAIRS).astype(bool)  # half of the pairs alike in size, where rounding is hard
    b[near] = (a[near] & 0xff00) | (b[near] & 0xff)
    x, y = decode(a), decode(b)
    for sign, result in (('+', x + y), ('-', x - y), ('*', x * y), ('/', x / y)):
        out.append(f'{name} {sign} {PAIRS}')
        rows = [f'{a[i]:04x}{b[i]:04x}{bits:04x}' for i, bits in enumerate(encode(result))]
        out += [' '.join(rows[i:i + 8]) for i in range(0, PAIRS, 8)]


lines = [f'# by tests/oracle/narrow.py: NumPy {np.__version__}, PyTorch {torch.__version__}']
write(lines, 'float16', float16, float16_bits, np.exp, np.log)
write(lines, 'bfloat16', bfloat16, bfloat16_bits, torch.exp, torch.log)
(Path(__file__).parent / 'narrow.txt').write_text('\n'.join(lines) + '\n')

#!/usr/bin/python3
"""Batches that are large enough for several threads: large.py FOLDER writes them and lessons about them there.

Plain Python, so that the bytes are the same everywhere.
"""
import array
import os
import random
import sys

ROWS, COLS = 20000, 37

LESSON = """---
format: 1
title: {name}
loss: {loss}
logits: {{file: {scores}.npy}}
{rest}
---
"""


def save(name, code, kind, shape, numbers):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (code, shape)
    header += ' ' * (-(len(header) + 11) % 64) + '\n'
    data = array.array(kind, numbers)
    if sys.byteorder == 'big':
        data.byteswap()
    with open(name + '.npy', 'wb') as file:
        file.write(b'\x93NUMPY\x01\x00' + len(header).to_bytes(2, 'little') + header.encode() + data.tobytes())


def lesson(name, loss, scores, rest):
    with open(name + '.md', 'w') as file:
        file.write(LESSON.format(name=name, loss=loss, scores=scores, rest=rest))


os.chdir(sys.argv[1])
random.seed(12)
count = ROWS * COLS
scores = [random.uniform(-20, 20) if i % 97 else random.choice((0, -60, 25, 30)) for i in range(count)]
shares = [random.choice((0, 0, 0.25, 0.5, 1)) for i in range(count)]
save('narrow', '<f4', 'f', (ROWS, COLS), scores)
save('wide', '<f8', 'd', (ROWS, COLS), scores)
save('labels', '<i8', 'q', (ROWS,), [random.randrange(COLS) for i in range(ROWS)])
save('targets', '<f8', 'd', (ROWS, COLS), shares)
save('weights', '<f8', 'd', (ROWS,), [random.uniform(0, 2) for i in range(ROWS)])
for route in ('fused', 'stable', 'textbook'):
    for scores, dtype in (('narrow', 'float32'), ('wide', 'float64')):
        end = f'route: {route}\ndtype: {dtype}'
        lesson(f'labels-{route}-{dtype}', 'cross_entropy', scores, 'labels: {file: labels.npy}\n' + end)
        lesson(f'targets-{route}-{dtype}', 'cross_entropy', scores, 'targets: {file: targets.npy}\n' + end)
        lesson(f'binary-{route}-{dtype}', 'binary_cross_entropy', scores, 'targets: {file: targets.npy}\n' + end)
lesson('weighted', 'cross_entropy', 'wide', 'labels: {file: labels.npy}\nsample_weights: {file: weights.npy}\n'
       'reduction: weighted_mean')

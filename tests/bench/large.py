#!/usr/bin/python3
"""The loss of a large batch, against NumPy on the same machine: large.py LOSSWALK [RUNS].

Processor time, interleaved, best and median of RUNS (5): losswalk as a whole process, reading included; NumPy in
process, the array in memory already. Makes its arrays (normal scores times 3, seed 0) in a temporary folder.
"""
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile

import numpy as np

program = os.path.abspath(sys.argv[1])
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def used(who):
    usage = resource.getrusage(who)
    return (usage.ru_utime + usage.ru_stime) * 1e3


def peer(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return (np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]).mean()


def ours(scores, cpu, *settings):
    words = [program, '--batch', '--stages', 'loss', scores, 'labels.npy']
    for setting in settings:
        words += ['--set', setting]
    before = used(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=os.environ | {'LOSSWALK_CPU': cpu})
    return used(resource.RUSAGE_CHILDREN) - before


def numpy_time(scores, labels):
    before = used(resource.RUSAGE_SELF)
    peer(scores, labels)
    return used(resource.RUSAGE_SELF) - before


rows = [
    ('fused, float32, SSE2', 'f4', 'sse2', ['route=fused', 'dtype=float32']),
    ('fused, float32, AVX2', 'f4', 'avx2', ['route=fused', 'dtype=float32']),
    ('fused, float32', 'f4', '', ['route=fused', 'dtype=float32']),
    ('stable, float32', 'f4', '', ['route=stable', 'dtype=float32']),
    ('textbook, float32', 'f4', '', ['route=textbook', 'dtype=float32']),
    ('fused, float64', 'f8', '', ['route=fused']),
]
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    model = [line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')]
    print(f'{platform.machine()}, {os.cpu_count()} processors, {model[0] if model else "?"}; NumPy {np.__version__}')
    for shape in ((512, 50257), (1000000, 10)):
        random = np.random.default_rng(0)
        scores = {'f8': random.standard_normal(shape) * 3}
        scores['f4'] = scores['f8'].astype('f4')
        labels = random.integers(0, shape[1], shape[0])
        for name, array in scores.items():
            np.save(name + '.npy', array)
        np.save('labels.npy', labels)
        for title, name, cpu, settings in rows:
            times = [(ours(name + '.npy', cpu, *settings), numpy_time(scores[name], labels)) for _ in range(runs)]
            best = [min(column) for column in zip(*times)]
            median = [statistics.median(column) for column in zip(*times)]
            print(f'{shape[0]} x {shape[1]}, {title}: {best[0]:.0f} ms, NumPy {best[1]:.0f}, ratio {best[0] / best[1]:.2f}'
                  f' (medians {median[0]:.0f}, {median[1]:.0f}, {median[0] / median[1]:.2f})', flush=True)

#!/usr/bin/python3
"""What the order of a file, and printing, cost: ratios of processor time within one run.

    tests/bench/bench_files.py PROGRAM [RUNS]

Makes a batch of 512 x 50257 float32 scores in C and in Fortran order, the same number of scores with
another class axis, and a batch of 100,000 x 10; runs the program on each in turn, RUNS times (5), and
prints the medians (and the best). A number printed is compared with one of numpy.savetxt().
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

LESSON = """---
format: 1
title: Bench
logits: {{file: {scores}}}
labels: {{file: {labels}}}
dtype: float32
route: fused
{more}---
"""


def lesson(folder, name, scores, labels, more=""):
    np.save(f"{folder}/{name}.npy", scores)
    np.save(f"{folder}/{name}-labels.npy", labels)
    with open(f"{folder}/{name}.md", "w", encoding="utf-8") as file:
        file.write(LESSON.format(scores=f"{name}.npy", labels=f"{name}-labels.npy", more=more))


def seconds(command, out=subprocess.DEVNULL):
    before = os.times()
    subprocess.run(command, stdout=out, check=True)
    after = os.times()
    return (after.children_user + after.children_system
            - before.children_user - before.children_system)


def savetxt_seconds(numbers):
    start = time.process_time()
    np.savetxt(os.devnull, numbers, fmt="%.4f")
    return (time.process_time() - start) / numbers.size


def main():
    program = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    draw = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder:
        wide = (draw.standard_normal((512, 50257)) * 3).astype("f4")
        labels = draw.integers(0, 50257, 512)
        lesson(folder, "c", wide, labels)
        lesson(folder, "fortran", np.asfortranarray(wide), labels)
        lesson(folder, "axis", wide.reshape(8, 64, 50257).transpose(0, 2, 1).copy(),
               labels.reshape(8, 64), "class_axis: 1\n")
        narrow = (draw.standard_normal((100000, 10)) * 3).astype("f4")
        lesson(folder, "print", narrow, draw.integers(0, 10, 100000))
        json = subprocess.run([program, "--batch", "-f", "json", f"{folder}/print.md"],
                              capture_output=True, check=True).stdout
        printed = len(re.findall(rb"[\[ ]-?[0-9][0-9.e+-]*(?=[\],])", json))
        loss = [program, "--batch", "--stages", "loss"]
        ways = {name: (lambda name=name: seconds(loss + [f"{folder}/{name}.md"]))
                for name in ("c", "fortran", "axis")}
        for form in ("text", "json"):
            command = [program, "--batch", "-f", form, f"{folder}/print.md"]
            ways[form] = lambda command=command: seconds(command) / printed
        ways["savetxt"] = lambda: savetxt_seconds(narrow)
        times = {name: [] for name in ways}
        for _ in range(runs):
            for name, way in ways.items():
                times[name].append(way())
    for name, base in (("fortran", "c"), ("axis", "c"), ("text", "savetxt"), ("json", "savetxt")):
        middle = statistics.median(times[name]) / statistics.median(times[base])
        best = min(times[name]) / min(times[base])
        print(f"{name:8} / {base:8} {middle:5.2f} (best {best:.2f})")
    print(f"{printed} numbers printed")


main()

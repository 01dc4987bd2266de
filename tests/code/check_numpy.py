#!/usr/bin/env python3
"""Runs the NumPy script of every lesson there is, and compares its numbers with the JSON trace; so, too, the CSV table.

Usage: check_numpy.py PROGRAM TESTS-FOLDER [facts]. The lessons are the shipped ones, the facts, and those of the oracle;
or the facts alone, up to the first whose numbers differ.
Each script holds its stages against the numbers of the walk itself, and stops where they differ.
NumPy rounds in its own places and takes log(row_sum) where losswalk takes log1p of the others, so numbers agree to
about ten digits in float64, and five in float32. In 16 bits JSON has as many digits as tell two numbers apart.
"""
import glob
import io
import contextlib
import csv
import json
import os
import re
import subprocess
import sys

import numpy as np

# Titles and names as code: nothing of it may run, in any language.
HOSTILE = r"""---
format: 1
title: "%%bash $x$ ``` \"\"\" ''' \\begin{align} \\(a\\) <script>alert(1)</script> {{}} # coding: utf7"
summary: "!ls %cd ?x $$y$$ [a](javascript:alert(1)) | * _ ` \\\\("
classes: ["import os; raise SystemExit(1)", "\"); raise SystemExit(2) #", "z$ | `b`"]
samples: ["'); raise SystemExit(3) #"]
logits: [[1, 2, 3]]
labels: [1]
source: "*/ -->"
questions:
  - at: softmax
    ask: "\"); raise SystemExit(4) # $"
    choices: ["import os; raise SystemExit(1)", "\"); raise SystemExit(2) #", "z$ | `b`"]
    answer: "z$ | `b`"
---
%%bash and $p_1$ and \$ and `$` and \\( and a [link](javascript:alert(1)) and ![x](y)

    %%bash
    ```
"""


def lesson_texts(tests):
    for path in sorted(glob.glob(os.path.join(tests, "../lessons/[0-9]*.md"))):
        if "." not in os.path.basename(path)[:-len(".md")]:  # no translation
            yield path, None
    for path in sorted(glob.glob(os.path.join(tests, "facts/*.md"))):
        if ".refused." not in path:
            yield path, None
    for name in ("pytorch", "numpy_by_hand", "tensorflowjs"):
        with open(os.path.join(tests, "oracle", name + ".jsonl"), encoding="utf-8") as lines:
            for line in list(lines)[1:]:
                case = json.loads(line)
                yield name + ": " + case["id"], case["lesson"]
    yield "hostile", HOSTILE


def class_axis(path, text, trace):
    """As the lesson says it, or as the rules have it."""
    if text is None:
        with open(path, encoding="utf-8") as lesson:
            text = lesson.read()
    found = re.search(r"^class_axis: (-?\d+)", text, re.MULTILINE)
    if found:
        return int(found.group(1))
    second = trace["rules"] in ("pytorch", "onnx") and trace["loss_kind"] in ("cross_entropy", "nll", "focal")
    return 1 if second and len(trace["stages"][0]["shape"]) > 2 else -1


def run(program, form, path, text):
    command = [program, "--batch", "-f", form, path if text is None else "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def numbers(data):
    return np.array(data, dtype=object).astype(np.float64)


NEAR = {"float64": 1e-9, "float32": 2e-5, "float16": 2**-11, "bfloat16": 2**-8}


def agree(got, want, tolerance):
    got, want = np.asarray(got, dtype=np.float64).reshape(-1), want.reshape(-1)
    if got.shape != want.shape:
        return False
    size = np.where(np.isfinite(want), np.maximum(1, np.abs(want)), 1)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= tolerance * size
    return bool(np.all(near | (got == want) | (np.isnan(got) & np.isnan(want))))


def judge_csv(program, path, text, trace, axis):
    """The table, read by Python's csv, has every number of the trace, bit for bit, in rows and columns."""
    table = run(program, "csv", path, text)
    if table is None:
        return "the program failed with -f csv"
    got = {}
    for line in csv.DictReader(io.StringIO(table), strict=True):
        if line["lesson"] != trace["lesson"] or None in line or None in line.values():
            return "-f csv has the line %s" % line
        place = (line["stage"], int(line["row"] or 0), int(line["column"] or 0))
        if place in got:
            return "-f csv has %s twice" % (place,)
        got[place] = float(line["value"])
    rank = len(trace["stages"][0]["shape"])
    want = {}
    for stage in trace["stages"]:
        data = numbers(stage["data"])
        groups = stage["id"].endswith("group_mean")  # a row for each, whatever shape the scores have
        if data.ndim == rank and rank > 0 and not groups:
            data = np.moveaxis(data, axis, -1).reshape(-1, data.shape[axis])
        else:
            data = data.reshape(-1, 1)
        want.update({(stage["id"], row, col): data[row, col] for row, col in np.ndindex(data.shape)})
    if got.keys() != want.keys():
        return "-f csv has not the cells of the trace: %s" % sorted(got.keys() ^ want.keys())[:5]
    for place, value in want.items():
        if repr(float(value)) != repr(got[place]):
            return "-f csv: %s is %r, not %r" % (place, got[place], value)
    return None


def judge(program, path, text):
    code, trace = run(program, "numpy", path, text), run(program, "json", path, text)
    if code is None or trace is None:
        return "the program failed"
    trace = json.loads(trace, parse_int=float)  # an integer of Python has no -0
    names = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, path, "exec"), names)
        if re.search(r"^# *(%%[^ ]|%[^%]|!)", code, re.MULTILINE):
            return "a comment is a command for programs that make notebooks of scripts"
    except Exception as problem:  # whatever it is, the script should not have it
        return "the script fails: %r" % problem
    tolerance = NEAR[trace["dtype"]]
    axis = class_axis(path, text, trace)
    rank = len(trace["stages"][0]["shape"])
    for stage in trace["stages"]:
        got, want = names[stage["id"]], numbers(stage["data"])
        if want.ndim == rank and rank > 1:  # the script has the class axis last
            want = np.moveaxis(want, axis, -1)
        if not agree(got, want, tolerance):
            return "%s is %s, not %s" % (stage["id"], got, want)
    return judge_csv(program, path, text, trace, axis)


def play(code):
    """What is wrong when the script runs; None: nothing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "script", "exec"), {})
    except (Exception, SystemExit) as problem:  # whatever it is, the script should not have it
        return "the script fails: %r" % problem
    return None


def judge_script(program, form, tests):
    """All lessons in one script; and a number that is not the right one stops it."""
    lessons = "--lessons=" + os.path.join(tests, "../lessons")
    problem = play(run(program, form, lessons, None))
    if problem is not None:
        return problem
    code = run(program, form, os.path.join(tests, "../lessons/04-sparse-labels.md"), None)
    for line in re.findall(r"^same\(.*\)$", code, re.MULTILINE):
        spoilt = re.sub(r"[0-9.]+(\]*\))$", r"7.5\1", line)  # the last number
        if play(code.replace(line, spoilt)) is None:
            return "nothing stops at %s" % spoilt
    return None


def facts_agree(program, tests):
    return all(judge(program, path, text) is None for path, text in lesson_texts(tests) if "/facts/" in path)


def main():
    program, tests = sys.argv[1], sys.argv[2]
    if sys.argv[3:] == ["facts"]:
        sys.exit(0 if facts_agree(program, tests) else 1)
    passed = failed = 0
    every = int(os.environ.get("LOSSWALK_EVERY", "1")) # of so many lessons, one
    for path, text in list(lesson_texts(tests))[::every]:
        problem = judge(program, path, text)
        if problem is None:
            passed += 1
        else:
            failed += 1
            print("%s: %s" % (path, problem))
    problem = judge_script(program, "numpy", tests)
    if problem is None:
        passed += 1
    else:
        failed += 1
        print(problem)
    print("%d%%: Checks: %d, Failures: %d, Errors: 0" % (100 * passed // (passed + failed), passed + failed, failed))
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()

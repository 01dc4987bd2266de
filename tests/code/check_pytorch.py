#!/usr/bin/env python3
"""Runs the PyTorch script of every lesson there is: each holds its stages, and what PyTorch's own calls give, against
the numbers of the walk, and stops where they differ.

Usage: check_pytorch.py PROGRAM TESTS-FOLDER. The lessons are the shipped ones, the facts, and those of the oracle.
"""
import contextlib
import io
import sys

import torch

from check_numpy import lesson_texts, run


def judge(program, path, text):
    code = run(program, "pytorch", path, text)
    if code is None:
        return "the program failed", 0
    torch.set_default_dtype(torch.float32)  # as it is for whoever runs a script
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, path, "exec"), {})
    except Exception as problem:  # whatever it is, the script should not have it
        return "the script fails: %r" % problem, 0
    return None, code.count("same(F.") + code.count("same(torch.") + code.count(".grad")


def main():
    program, tests = sys.argv[1], sys.argv[2]
    passed = failed = calls = 0
    for path, text in lesson_texts(tests):
        problem, own = judge(program, path, text)
        calls += own
        if problem is None:
            passed += 1
        else:
            failed += 1
            print("%s: %s" % (path, problem))
    print("own calls: %d" % calls)
    print("%d%%: Checks: %d, Failures: %d, Errors: 0" % (100 * passed // (passed + failed), passed + failed, failed))
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs the PyTorch script of every lesson there is: each holds its stages, and what PyTorch's own calls give, against
the numbers of the walk, and stops where they differ.

Usage: check_pytorch.py PROGRAM TESTS-FOLDER. The lessons are the shipped ones, the facts, and those of the oracle.
"""
import sys
import warnings

import torch

from check_numpy import judge_script, lesson_texts, play, run


def judge(program, path, text):
    code = run(program, "pytorch", path, text)
    if code is None:
        return "the program failed", 0
    torch.set_default_dtype(torch.float32)  # as it is for whoever runs a script
    return play(code), code.count("same(F.") + code.count("same(torch.")


def main():
    program, tests = sys.argv[1], sys.argv[2]
    passed = failed = calls = 0
    warnings.simplefilter("ignore")  # of kl_div's mean, which is not the divergence
    judged = ((path, *judge(program, path, text)) for path, text in lesson_texts(tests))
    for path, problem, own in (*judged, ("all lessons", judge_script(program, "pytorch", tests), 0)):
        calls += own
        if problem is None:
            passed += 1
        else:
            failed += 1
            print("%s: %s" % (path, problem))
    print("calls of PyTorch's own: %d" % calls)
    print("%d%%: Checks: %d, Failures: %d, Errors: 0" % (100 * passed // (passed + failed), passed + failed, failed))
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs the notebook of every lesson there is, cell by cell, and answers its questions.

Usage: check_notebook.py PROGRAM TESTS-FOLDER. Each notebook is valid (nbformat), runs to its end, takes the right
answers of the JSON trace, as shown and in full, and takes no others.
"""
import contextlib
import glob
import io
import json
import math
import os
import re
import sys
import warnings

import nbformat

from check_numpy import HOSTILE, run

ID = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")

def lessons(tests):
    for path in sorted(glob.glob(os.path.join(tests, "../lessons/[0-9]*.md"))):
        if "." not in os.path.basename(path)[:-len(".md")]:  # no translation
            yield path, None
    for path in sorted(glob.glob(os.path.join(tests, "facts/*.md"))):
        if ".refused." not in path:
            yield path, None
    yield "hostile", HOSTILE


def read(text):
    """The notebook, or what is wrong with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # repeated ids are one
        book = nbformat.reads(text, as_version=4)
        nbformat.validate(book)
    if json.loads(text)["nbformat_minor"] != 5:
        return "is not of format 4.5"
    ids = [cell["id"] for cell in book.cells]
    if len(set(ids)) != len(ids) or not all(ID.match(i) for i in ids):
        return "has ids that are none: %s" % ids
    return book


def play(book, names):
    for cell in book.cells:
        if cell.cell_type == "code":
            if cell.source.startswith(("%", "!")):
                raise ValueError("the cell %s begins with magic" % cell.id)
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, cell.id, "exec"), names)


def says(names, question, answer):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        names["check"](question, answer)
    return said.getvalue().strip()


def as_read(choice):
    """Without the backticks of code, as a reader sees it; the trace has it as written."""
    return re.sub("`([^`]*)`", r"\1", choice)


def judge_answers(names, trace):
    for question in trace.get("questions", []):
        name = "q%d" % question["number"]
        if "choices" in question:
            letters = dict(zip("abcdefghijklmnopqrstuvwxyz", question["choices"]))
            answers = [(as_read(choice), choice == question["answer"]) for choice in question["choices"]]
            answers += [(letter, choice == question["answer"]) for letter, choice in letters.items()]
            answers += [(letter.upper() + ")", good) for letter, good in answers[len(letters):]]
        else:
            value, shown = float(question["value"]), float(question["worked"]["value"])
            off = max(1e-3, 1e-3 * abs(value), 20 * question["tolerance"]) if math.isfinite(value) else 1
            wrong = value + 1 if math.isfinite(value) else 0
            if question.get("hint", "") not in says(names, name, wrong):
                return "%s: a wrong answer gets no hint" % name
            answers = [(value, True), (shown, True)]
            answers += [(other, False) for other in (value + off, value - off, -value - 1) if str(other) != str(value)]
        for answer, good in answers:
            if says(names, name, answer).split("\n")[0] != ("That is right." if good else "Not yet."):
                return "%s: %r is %s" % (name, answer, "refused" if good else "taken")
        if "choices" not in question and any(
                says(names, name, other) != "A number is asked for." for other in ("c", "37 %", None, [value])):
            return "%s: a number is asked for, and it is not said" % name
        if "three dots" not in says(names, name, ...):
            return "%s: no answer is one" % name
    return None


def judge(program, path, text):
    notebook, trace = run(program, "notebook", path, text), run(program, "json", path, text)
    if notebook is None or trace is None:
        return "the program failed"
    names = {}
    try:
        book = read(notebook)
        if isinstance(book, str):
            return book
        play(book, names)
        return judge_answers(names, json.loads(trace))
    except (Exception, SystemExit) as problem:  # whatever it is, the notebook should not have it
        return "the notebook fails: %r" % problem


def judge_all(program, tests):
    """All shipped lessons in one notebook."""
    command = "--lessons=" + os.path.join(tests, "../lessons")
    book = read(run(program, "notebook", command, None))
    if isinstance(book, str):
        return book
    play(book, {})
    return None


def main():
    program, tests = sys.argv[1], sys.argv[2]
    failed = total = 0
    problems = [(path, judge(program, path, text)) for path, text in lessons(tests)]
    problems.append(("all lessons", judge_all(program, tests)))
    for path, problem in problems:
        total += 1
        if problem is not None:
            failed += 1
            print("%s: %s" % (path, problem))
    print("%d%%: Checks: %d, Failures: %d, Errors: 0" % (100 * (total - failed) // total, total, failed))
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Variants of worksheets: the key is what somebody gets who has nothing but the printed sheet.

    check_variants.py LOSSWALK LESSONS-FOLDER

What that is, calculator.py finds out: it fills the blanks in, once with all digits and once rounding each to what is
written down. Both must be within the key's tolerance, for every answer of every variant, with and without --fade; and
no number that is printed may decide by what its last digit does not tell.
The answers must be good ones, the notes must tell equal numbers from others, and a class gets all of it in one document.
"""
import json
import math
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import calculator

LOSSWALK, LESSONS = sys.argv[1:3]
VARIANTS = 50
# Of different kinds: plain, one number for the batch, soft targets, yes or no, masks, labels that are ignored, weights,
# hinge, squared error, the next token, perplexity, gradients. With --fade: those by which it goes wrong most easily.
LESSON_FADES = {
    "sparse-labels": (0, 3), "reductions": (0, 1), "one-hot": (0, 2), "gradient": (0, 2), "soft-targets": (0, 4),
    "binary-sigmoid": (0, 3), "squared-error": (0, 5), "padding-mask": (0, 1), "ignore-index": (0, 2),
    "class-weights": (0, 3), "hinge": (0, 4), "perplexity": (0, 1), "shifted-labels": (0,), "binary-column": (0, 5)}
EVERY = 10 # of these variants, one has each given number moved


def run(*arguments, status=0):
    done = subprocess.run([LOSSWALK, "--batch", "--lessons", LESSONS, *arguments], capture_output=True)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    return done.stdout.decode("utf-8")


def entries(key):
    """Of each number asked for, by number: its value, its tolerance, and the numbers of the mistakes."""
    found, last = {}, None
    for line in key.split("\n"):
        entry = re.match(r" {,4}(\d+)\. (?:.* = |)(-?[0-9.]+(?:e[-+]\d+)?|-?1[-+][0-9.]+e-\d+), ± (\S+)$", line)
        slip = re.match(r" {8}(-?[0-9.]+(?:e[-+][0-9]+)?): ", line)
        start = re.match(r" {,4}(\d+)\. ", line)
        if start:
            last = int(start[1]) if entry else None
        if entry:
            found[last] = (calculator.number(entry[2]), float(entry[3]), [])
        elif slip and last:
            found[last][2].append(float(slip[1]))
    return found


def ranks(rows):
    return [[sorted({float(n) for n in cells}).index(float(c)) for c in cells] for cells in rows]


def decimals(rows):
    return max(len((c + ".").split(".")[1]) for cells in rows for c in cells)


def note(text):
    return re.search(r"\(variant (\d+) · ([0-9a-f]{8})\)", re.sub(r"\n", " ", text))


def given(tables, symbol):
    return next((t.cells for t in tables if t.symbol == symbol and not t.formula.count("=")), None)


def said_on(sheet):
    """What a sheet says of tolerances: the usual one, those of some blanks, and where digits must be carried."""
    text = re.search(r"(?s)A number in parentheses.*?\n\n", sheet)[0].replace("\n", " ")

    def listed(part):
        ends = [(int(a), int(b or a)) for a, b in re.findall(r"\((\d+)\)(?:–\((\d+)\))?", part)]
        return {n for first, last in ends for n in range(first, last + 1)}

    of = {n: float(off) for off, part in re.findall(r"Within (\S+): ([^.]*)\.", text) for n in listed(part)}
    carried = re.search(r"on the way to ([^.]*)\.", text)
    return float(re.search(r"is right within (\S+)\.", text)[1]), of, listed(carried[1]) if carried else set()


def check_numbers(name, sheet, key, moves):
    """Both honest ways come within each tolerance. Returns how many answers there are."""
    tables = calculator.tables_of(sheet)
    assert "____ " not in sheet and "____]" not in sheet, (name, "a blank without a number")
    usual, others, carried = said_on(sheet)
    answers = entries(key)
    digits = round(-math.log10(usual))
    full, rounded = calculator.follow(tables), calculator.follow(tables, digits)
    assert full.keys() <= answers.keys(), (name, full.keys() - answers.keys())
    slack = 1 + 1e-6
    for n, value in full.items():
        right, off, slips = answers[n]
        assert off == others.get(n, usual), (name, n, off, others.get(n))
        ways = [value, calculator.written(value, digits)] + ([] if n in carried else [rounded[n]])
        for way in ways:
            assert abs(way - right) <= off * slack + 1e-12, (name, n, way, right, off)
        assert all(abs(wrong - right) > 2 * off / slack for wrong in slips), (name, n, right, slips)
    for move in calculator.halves(tables, digits) if moves else []:
        for n, value in calculator.follow(tables, off=move).items():
            assert abs(value - full[n]) < answers[n][1] * slack, (name, n, move, value, full[n])
    return len(full)


def check_lesson(lesson):
    own = calculator.tables_of(run("--worksheet", "--width", "250", lesson))
    numbers_of = {}
    count = 0
    for fade in LESSON_FADES[lesson]:
        asked = ["--fade", str(fade)] if fade else []
        path = os.path.join(FOLDER, "class.txt")
        pages = run("--worksheet", "--key", "--class", path, "--variant", "1", "--width", "250", *asked, lesson).split("\f")
        assert len(pages) == 2 * VARIANTS + 1, (lesson, len(pages)) # the last one is a table of all answers
        for at, (sheet, key) in enumerate(zip(pages[:VARIANTS], pages[VARIANTS:])):
            name = (lesson, fade, note(sheet)[0])
            assert note(sheet)[0] == note(key)[0], name
            tables = calculator.tables_of(sheet)
            rows = given(tables, "z")
            assert given(tables, "label") == given(own, "label"), name
            assert ranks(rows) == ranks(given(own, "z")), (name, rows)
            more = decimals(rows) - decimals(given(own, "z")) # whole numbers may be too few
            assert more == 0 or (more == 1 and decimals(rows) == 1), (name, rows)
            assert rows != given(own, "z"), name
            numbers_of.setdefault(note(sheet)[2], rows)
            assert numbers_of[note(sheet)[2]] == rows, (name, "one note for two variants")
            count += check_numbers(name, sheet, key, at % EVERY == 0)
            if fade == 0:
                check_questions(name, sheet, key, rows, own)
        own_sheet, own_key = (run(kind, "--width", "250", *asked, lesson) for kind in ("--worksheet", "--key"))
        count += check_numbers((lesson, fade), own_sheet, own_key, True)
    distinct = {str(rows) for rows in numbers_of.values()}
    assert len(distinct) == len(numbers_of), (lesson, "two notes for one variant")
    return count


def check_answers(names, keys, page):
    """The last page: the answers of each name's key, in tables that are as wide as the page at most."""
    found = {name: [] for name in names}
    for lines in re.findall(r"(?m)(?:^    .*\n)+", page):
        head, *rows = lines.splitlines()
        assert len(rows) == len(names), page
        for name, row in zip(names, rows):
            assert row[4:].startswith(name) and len(row[4 + len(name):].split()) == len(head.split()), (head, row)
            found[name] += row[4 + len(name):].split()
    for name, key in zip(names, keys):
        answers = [re.match(r"([a-z])\)", e) or re.search(r"(\S+), ±", e)
                   for e in re.findall(r"(?m)^ {,4}\d+\. (.*(?:\n {6}\S.*)*)", key)]
        assert found[name] == [answer[1] for answer in answers], (name, found[name])


def check_questions(name, sheet, key, rows, own):
    """What is asked is none of the given numbers, and mistakes are told apart. What no scores change, is not judged."""
    own_answers = entries(run("--key", "--width", "250", name[0])) if name[0] not in OWN else OWN[name[0]]
    OWN[name[0]] = own_answers
    for n in (int(n) for n in re.findall(r"(?m)^  \? Question (\d+):", sheet)):
        right, off, slips = entries(key).get(n, (math.nan, 0, []))
        if n not in own_answers or math.isnan(right) or right == own_answers[n][0]:
            continue
        assert abs(right) >= 0.01, (name, n, right)
        assert all(abs(right - float(g)) > 1e-4 for line in rows for g in line + ["0", "1"]), (name, n, right)
        wrong = sorted(slips + [right])
        assert len(wrong) > 1 and all(b - a > 2 * off - 1e-9 for a, b in zip(wrong, wrong[1:])), (name, n, wrong)


OWN = {}


def check_class():
    with tempfile.TemporaryDirectory() as folder:
        names = ["Ada Lovelace", "王小明", "Ömer Ünlü"]
        path = os.path.join(folder, "names.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\ufeff" + "\r\n\n ".join(names) + "\n")
        pages = run("--worksheet", "--key", "--class", path, "--variant", "5", "sparse-labels").split("\f")
        assert len(pages) == 2 * len(names) + 1
        check_answers(names, pages[len(names):-1], pages.pop())
        for i, page in enumerate(pages):
            assert page.startswith("Key: ") == (i >= len(names)), page[:60]
            assert "\nName: %s\n" % names[i % len(names)] in page, page[:200]
            assert note(page)[0] == note(pages[i % len(names)])[0]
            single = run("--worksheet" if i < len(names) else "--key", "--variant", note(page)[1], "sparse-labels")
            blank = re.sub(r"\nName: .*\n" if i < len(names) else r"\nName: .*\n$", "\nName: ______________________________\n",
                           page)
            assert blank == single or i >= len(names) and page.replace("\nName: %s\n" % names[i % 3], "") == single, i
        assert len({note(page)[2] for page in pages}) == len(names)


def check_banks():
    """A question has one tolerance: on its sheet, in a bank and in the trace."""
    for lesson in LESSON_FADES:
        trace = json.loads(run("-f", "json", lesson))
        asked = {q["number"]: q["tolerance"] for q in trace["questions"] if "value" in q and "choices" not in q}
        for more in ([], ["--variant", "3"]):
            key = entries(run("--key", "--width", "250", *more, lesson))
            key = {n: key[n][1] for n in asked}
            assert more or key == asked, (lesson, key, asked)
            try:
                moodle = run("-f", "moodle", *more, lesson)
            except AssertionError: # its hints name numbers of the lesson
                assert more, lesson
                continue
            assert {float(off) for off in re.findall(r"<tolerance>(\S+)</tolerance>", moodle)} == set(key.values()), lesson


def main():
    global FOLDER
    with tempfile.TemporaryDirectory() as FOLDER:
        with open(os.path.join(FOLDER, "class.txt"), "w", encoding="utf-8") as file:
            file.writelines("student %d\n" % i for i in range(VARIANTS))
        # Forked, so that they know the folder: newer Pythons begin anew where nothing is said.
        with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as workers:
            count = sum(workers.map(check_lesson, LESSON_FADES))
    check_banks()
    check_class()
    print("%d answers of %d variants of %d lessons" % (count, VARIANTS, len(LESSON_FADES)))


main()

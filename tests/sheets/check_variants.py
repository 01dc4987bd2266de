#!/usr/bin/env python3
"""Variants of worksheets: the key is what somebody gets who has nothing but the printed sheet.

    check_variants.py LOSSWALK LESSONS-FOLDER

The loss of each sample is computed here from the scores and labels that the sheet shows, and the mask of the lesson's
file (on the sheet it is a blank), with Python's mathematics.
The answers must be good ones, the notes must tell equal numbers from others, and a class gets all of it in one document.
"""
import math
import os
import re
import subprocess
import sys
import tempfile

LOSSWALK, LESSONS = sys.argv[1:3]
VARIANTS = 50
LESSON_IDS = ["sparse-labels", "reductions", "padding-mask", "ignore-index"]


def run(*arguments, status=0):
    done = subprocess.run([LOSSWALK, "--batch", "--lessons", LESSONS, *arguments], capture_output=True)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    return done.stdout.decode("utf-8")


def table(sheet, title):
    """The lines of the first table under this title, split where two blanks are."""
    lines = sheet.split("\n")
    at = next((i for i, line in enumerate(lines) if line.startswith("  " + title + ":")), None)
    if at is None:
        return None
    rows = []
    for line in lines[at + 1:]:
        if not line.startswith("    ") or " = " in line:
            break
        rows.append(re.split(r"\s{2,}|(?<=\S)\s(?=\[)", line.strip()))
    return rows


def number(cell):
    return float(cell.strip("[]"))


def mask_of(lesson):
    name = next(f for f in os.listdir(LESSONS) if re.fullmatch(r"\d+-%s\.md" % lesson, f))
    with open(os.path.join(LESSONS, name), encoding="utf-8") as file:
        mask = re.search(r"(?m)^mask: \[([01, ]+)\]$", file.read())
    return [int(n) for n in mask[1].split(",")] if mask else None


def figures(sheet, mask):
    """What the sheet gives: scores by row and column as they are printed, and the label of each row; and what it keeps."""
    logits = table(sheet, "logits")
    columns, rows = logits[0], {row[0]: row[1:] for row in logits[1:]}
    labels = table(sheet, "labels")
    label = dict(zip(labels[0], (int(n) for n in labels[1][1:])))
    kept = dict(zip(labels[0], mask)) if mask else {}
    return columns, rows, label, kept


def expected(name, columns, rows, label, kept):

    def loss(row, col):
        scores = [number(cell) for cell in rows[row]]
        return math.log(math.fsum(math.exp(z) for z in scores)) - scores[col]

    cell = re.fullmatch(r"([lL])\[([^,\]]*)(?:,(.*))?\]", name)
    if cell:
        row = cell[2]
        assert cell[3] is None or columns.index(cell[3]) == label[row], name
        return loss(row, label[row])
    total = math.fsum(loss(row, label[row]) for row in rows if kept.get(row, 1))
    assert name == "total", name
    return total


def entries(key):
    """Of each number asked for: its name, value and tolerance, and the numbers of the slips below it."""
    found = []
    for line in re.sub(r"\n {6}(?=\S)", " ", key).split("\n"):
        entry = re.match(r" {,4}\d+\. (\S+?\[.*?\]|\S+) = .*= (-?[0-9.]+), ± ([0-9.]+)$", line)
        slip = re.match(r" {8}(-?[0-9.]+(?:e[-+][0-9]+)?): ", line)
        if re.match(r" {,4}\d+\. ", line):
            found.append((entry[1], float(entry[2]), float(entry[3]), []) if entry else None)
        elif slip:
            found[-1][3].append(float(slip[1]))
    return [entry for entry in found if entry]


def ranks(rows):
    return {row: [sorted({number(c) for c in cells}).index(number(c)) for c in cells] for row, cells in rows.items()}


def decimals(rows):
    return {row: [len((c.strip("[]") + ".").split(".")[1]) for c in cells] for row, cells in rows.items()}


def note(text):
    return re.search(r"\(variant (\d+) · ([0-9a-f]{8})\)", re.sub(r"\n", " ", text))


def check_lesson(lesson):
    mask = mask_of(lesson)
    own = figures(run("--worksheet", lesson), mask)
    numbers_of = {}
    count = 0
    for n in range(1, VARIANTS + 1):
        sheet, key = (run(kind, "--variant", str(n), lesson) for kind in ("--worksheet", "--key"))
        assert note(sheet)[0] == note(key)[0] and note(sheet)[1] == str(n), (lesson, n)
        columns, rows, label, kept = figures(sheet, mask)
        assert (columns, label, kept) == (own[0], own[2], own[3]), (lesson, n)
        assert ranks(rows) == ranks(own[1]) and decimals(rows) == decimals(own[1]), (lesson, n, rows)
        assert rows != own[1], (lesson, n)
        numbers_of.setdefault(note(sheet)[2], rows)
        assert numbers_of[note(sheet)[2]] == rows, (lesson, n, "one note for two variants")
        answers = entries(key)
        assert answers, (lesson, key)
        for name, value, off, slips in answers:
            right = expected(name, columns, rows, label, kept)
            assert abs(value - right) <= off, (lesson, n, name, value, right)
            assert 0.01 <= value and (value <= 7 or name == "total"), (lesson, n, name, value)
            given = [number(c) for cells in rows.values() for c in cells] + [0, 1]
            assert all(abs(value - g) > off for g in given), (lesson, n, name, value)
            wrong = sorted(slips + [value])
            assert len(wrong) > 1 and all(b - a > 2 * off - 1e-9 for a, b in zip(wrong, wrong[1:])), (lesson, n, wrong)
            count += 1
    distinct = {str(rows) for rows in numbers_of.values()}
    assert len(distinct) == len(numbers_of), (lesson, "two notes for one variant")
    return count


def check_answers(names, keys, page):
    """The last page: a line for each, the answers of their key."""
    lines = [line.split() for line in page.split("\n") if line.startswith("    ")]
    assert len(lines) == 1 + len(names), page
    for name, key, line in zip(names, keys, lines[1:]):
        short = [line.split() for line in key.split("\n") if line.startswith("    ")][1]
        entries = [re.match(r"([a-z])\)", e) or re.search(r"(\S+), ±", e)
                   for e in re.findall(r"(?m)^ {,4}\d+\. (.*(?:\n {6}\S.*)*)", key)]
        assert line == name.split() + short == name.split() + [entry[1] for entry in entries], (line, short)


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


def main():
    count = sum(check_lesson(lesson) for lesson in LESSON_IDS)
    check_class()
    print("%d answers of %d variants of %d lessons" % (count, VARIANTS, len(LESSON_IDS)))


main()

#!/usr/bin/env python3
"""Question banks, read by readers that others wrote: GIFT by gift-pegjs, the table by gnumeric.

    check_readers.py LOSSWALK LESSONS-FOLDER     (NODE_PATH: where gift-pegjs is; without it, the table only)

All questions of all lessons, and of one whose texts mean something in a bank or in a spreadsheet, have the
kind, the right answer, the wrong ones and the sentences that the JSON trace has; each cell of the table is in
the spreadsheet what it is in the file, and none has become a formula.
"""
import csv
import html
import json
import os
import re
import subprocess
import tempfile
import zipfile

from bank import HOSTILE, lessons, printed

GIFT = os.environ.get("NODE_PATH")
PARSE = """
const { parse } = require("gift-pegjs");
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => console.log(JSON.stringify(parse(Buffer.concat(chunks).toString("utf8")))));
"""


def words(rich):
    text = "" if rich is None else rich["text"]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def check_gift(path, asked):
    run = subprocess.run(["node", "-e", PARSE], input=printed("gift", path), capture_output=True, check=True)
    questions = [q for q in json.loads(run.stdout) if q["type"] != "Category"]
    assert len(questions) == len(asked), (path, len(questions), len(asked))
    for question, ask in zip(questions, asked):
        assert " ".join(ask["ask"].split()) in words(question["stem"]), (path, ask["ask"])
        assert words(question["globalFeedback"]) or not ask.get("hint"), path
        if "choices" in ask:
            assert question["type"] == "MC", question["type"]
            assert [words(c["text"]) for c in question["choices"]] == [" ".join(c.split()) for c in ask["choices"]]
            assert [words(c["text"]) for c in question["choices"] if c["isCorrect"]] == [" ".join(ask["answer"].split())]
        elif question["type"] == "Numerical":
            numbers = question["choices"]
            right = [n for n in numbers if n["weight"] in (None, 100)]
            assert len(right) == 1 and len(numbers) == 1 + len(ask["slips"]), (path, numbers)
            assert abs(right[0]["text"]["number"] - ask["value"]) <= ask["tolerance"] * (1 + 1e-9)
            for number, slip in zip([n for n in numbers if n["weight"] == 0], ask["slips"]):
                assert abs(number["text"]["number"] - slip["value"]) <= ask["tolerance"] * (1 + 1e-9)
                assert words(number["feedback"]) == " ".join(slip["text"].split())
        else: # inf and nan are typed
            assert question["type"] == "Short", question["type"]


def number(text):
    """3 % is the number 0.03, which a spreadsheet shows as 3 %."""
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def check_table(path, asked, folder):
    table, book, back = (os.path.join(folder, name) for name in ("q.csv", "q.xlsx", "back.csv"))
    with open(table, "wb") as file:
        file.write(printed("questions", path))
    for source, result in ((table, book), (book, back)):
        subprocess.run(["ssconvert", source, result], check=True, capture_output=True)
    with zipfile.ZipFile(book) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert sheets and not any(b"<f>" in archive.read(n) or b"<f " in archive.read(n) for n in sheets), path
    with open(table, encoding="utf-8-sig", newline="") as file:
        wrote = list(csv.reader(file))
    with open(back, encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert len(read) == len(wrote) == 1 + len(asked), (path, len(read), len(wrote))
    for a, b in zip(wrote, read):
        b += [""] * (len(a) - len(b)) # empty ones at the end of a line are not kept
        for one, other in zip(a, b):
            guarded = one[:1] == "'" and one[1:] == other # the mark of a text, which gnumeric takes away
            assert one == other or guarded or number(one) == number(other), (path, one, other)


def main():
    paths = lessons()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        hostile = os.path.join(folder, "hostile.md")
        with open(hostile, "w", encoding="utf-8") as file:
            file.write(HOSTILE)
        for path in paths + [hostile]:
            asked = json.loads(printed("json", path)).get("questions", [])
            if not asked:
                continue
            if GIFT:
                check_gift(path, asked)
            check_table(path, asked, folder)
            count += len(asked)
    print("%d questions, read by %s" % (count, "gift-pegjs and gnumeric" if GIFT else "gnumeric"))
    assert count > 100


main()

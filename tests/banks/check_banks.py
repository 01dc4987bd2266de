#!/usr/bin/env python3
"""Question banks, read back: by Python's XML and CSV readers, and GIFT by its documented rules.

    check_banks.py LOSSWALK LESSONS-FOLDER

For every lesson the three formats and the JSON trace must have the same questions, with the same
right answers, tolerances and wrong numbers; a lesson full of signs that mean something in one of the
formats must come back as the text it is. Of Moodle's rules those are checked that its documentation
of the XML format gives: a category begins with $course$, fractions are 100 or 0, one choice is right,
every number has a tolerance, and no wrong number lies within the tolerance of the right one.
"""
import csv
import html
import io
import json
import os
import re
import tempfile
import xml.etree.ElementTree as ElementTree

from bank import HOSTILE, lessons, printed



# Numbers so near 1 that they are shown as 1-8e-09, which no platform reads.
NEAR_ONE = """---
format: 1
title: Near one
logits: [[20, 0], [1, 2]]
labels: [0, 1]
questions:
  - at: softmax
    ask: What is the probability?
    cell: [0, 0]
  - at: softmax
    ask: And the other?
    cell: [0, 1]
---
"""


def read_as(form, path, *more):
    return printed(form, path, *more).decode("utf-8")


def text_of(element, path):
    found = element.find(path)
    return "" if found is None or found.text is None else found.text




def plain(markup):
    """The text of HTML; fails if it has any tag but those of a stem."""
    allowed = r"</?(table|caption|tr|td|p|pre)>|<th scope=\"(row|col)\">|</th>"
    left = re.sub(allowed, "\n", markup)
    assert "<" not in left and ">" not in left, left
    return html.unescape(left)


def read_moodle(path, *more, categories=None):
    root = ElementTree.fromstring(read_as("moodle", path, *more))
    assert root.tag == "quiz"
    out = []
    for question in root:
        kind = question.get("type")
        if kind == "category":
            assert text_of(question, "category/text").startswith("$course$/losswalk/")
            if categories is not None:
                categories.append(text_of(question, "category/text"))
            continue
        answers = []
        for answer in question.findall("answer"):
            assert answer.get("fraction") in ("0", "100"), answer.get("fraction")
            answers.append((answer.get("fraction") == "100", text_of(answer, "text"),
                            text_of(answer, "tolerance"), plain(text_of(answer, "feedback/text"))))
        assert sum(a[0] for a in answers) == 1, "one answer is right"
        assert question.find("questiontext").get("format") == "html"
        if kind == "multichoice":
            answers = [(a[0], plain(a[1]), a[2], a[3]) for a in answers]
            assert text_of(question, "single") == "true"
        stem = plain(text_of(question, "questiontext/text"))
        out.append((kind, text_of(question, "name/text"), stem, answers))
    return out


def unescape(text):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def read_gift(path, *more):
    """::name::[html]stem{answers}, where ~ = # { } : \\ of texts have a backslash before them."""
    text = "\n".join(line for line in read_as("gift", path, *more).split("\n") if not line.startswith("//"))
    out = []
    bare = r"((?:\\.|[^\\~=#{}:\n])*)"
    for block in filter(None, (b.strip() for b in text.split("\n\n"))):
        head = re.match(r"::" + bare + r"::\[html\]" + bare + r"\{(#?)\n", block)
        assert head and block.endswith("}"), block
        body = block[head.end():-1]
        answers = []
        for line in body.split("\n")[:-1]:
            if line.startswith("####"):
                continue
            if head[3]:
                m = re.fullmatch(r"=(%0%)?(-?[0-9.]+):([0-9.]+)(?:#" + bare + ")?", line)
                assert m, line
                answers.append((not m[1], m[2], m[3], plain(unescape(m[4] or ""))))
            else:
                m = re.fullmatch(r"([=~])" + bare + "(?:#" + bare + ")?", line)
                assert m, line
                answers.append((m[1] == "=", plain(unescape(m[2])), "", plain(unescape(m[3] or ""))))
        kind = "numerical" if head[3] else "multichoice" if len(answers) > 1 else "shortanswer"
        out.append((kind, unescape(head[1]), plain(unescape(head[2])), answers))
    return out


def read_table(path, *more):
    text = read_as("questions", path, *more)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), strict=True))
    assert all(len(row) == len(rows[0]) == 14 for row in rows)
    for row in rows[1:]:
        for field in row:
            number = re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?|-?inf|nan", field)
            assert number or field[:1] not in ("=", "+", "-", "@"), field
    return rows[1:]


def words_of(text):
    """Letters, digits and signs, without what marks styles and breaks lines."""
    return re.sub(r"[\s*_`|$\\-]+|\[([^\]]*)\]\([^)]*\)", r"\1", text)


def introduction_of(trace):
    """Its paragraphs without formulas and tables, which the forms write each in their way."""
    text = "".join(p["text"] for p in trace.get("prose", []) if p["at"] == "")
    return [words_of(p) for p in text.split("\n\n") if not re.search(r"[$|{\[]|^ {4}|; \w+: ", p)]


def check_variants(path):
    """Several variants are those one by one, each question in a category of its own to draw from."""
    for read in (read_moodle, read_gift, read_table):
        apart = [item for n in (2, 3, 4) for item in read(path, "--variant", str(n))]
        assert read(path, "--variant", "2-4") == apart and len({item[2] for item in apart}) == len(apart), read
    categories = []
    items = read_moodle(path, "--variant", "2-4", categories=categories)
    assert len(categories) == len(items) and len(set(categories)) == len(items) // 3, categories
    for category, item in zip(categories, items):
        assert category.endswith("/" + item[1].split(" ")[-1]) and "variant" not in category, (category, item[1])


def alike(a, b):
    return float(a) == float(b) or (a == b)


def check(path):
    trace = json.loads(read_as("json", path))
    asked = trace.get("questions", [])
    moodle, gift, table = read_moodle(path), read_gift(path), read_table(path)
    assert len(asked) == len(moodle) == len(gift) == len(table), path
    said = introduction_of(trace)
    for stem in [words_of(item[2]) for item in moodle + gift + table]:
        assert all(paragraph in stem for paragraph in said), (path, said, stem)
    for ask, m, g, row in zip(asked, moodle, gift, table):
        name = "%s %d" % (trace["lesson"], ask["number"])
        assert m[:2] == g[:2] and m[1] == name == row[0].lstrip("'"), (m[1], g[1], row[0])
        assert [a[0::3] for a in m[3]] == [a[0::3] for a in g[3]], name
        shown = " ".join(ask["ask"].split())
        for stem in (m[2], g[2], row[2]):
            assert shown in " ".join(stem.split()), (shown, stem)
        if "choices" in ask:
            assert m[0] == "multichoice" and row[1] == "single choice"
            for answers in (m[3], g[3]):
                assert [a[1] for a in answers] == ask["choices"], name
                assert [a[1] for a in answers if a[0]] == [ask["answer"]]
            listed = [c[1:] if c[:1] == "'" else c for c in row[3:11] if c]
            assert [c for c in "\n".join(listed).split("\n")] == ask["choices"], (listed, ask["choices"])
            assert ask["choices"]["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(row[11])] == ask["answer"]
            continue
        value, tolerance = ask["value"], ask["tolerance"]
        for answers in (m[3], g[3]):
            if m[0] == "shortanswer":
                break
            assert len(answers) == 1 + len(ask["slips"]), name
            for answer in answers:
                assert alike(answer[2], str(tolerance)), (answer, tolerance)
                off = abs(float(answer[1]) - value)
                assert answer[0] == (off <= tolerance * (1 + 1e-9)), (name, answer, value)
                assert answer[0] or answer[3], "a wrong number has its sentence"
            for answer, slip in zip(answers[1:], ask["slips"]):
                assert abs(float(answer[1]) - slip["value"]) <= tolerance * (1 + 1e-9), (name, answer, slip)
                assert answer[3] == slip["text"], (answer, slip)
        assert row[1] == "fill in" and row[11] == m[3][0][1]
    return len(asked)


def main():
    paths = lessons()
    count = sum(check(path) for path in paths)
    with tempfile.TemporaryDirectory() as folder:
        for text in (HOSTILE, NEAR_ONE):
            path = os.path.join(folder, "lesson.md")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            assert check(path) == 2
    check_variants(paths[3])
    print("%d questions of %d lessons, in three formats" % (count, len(paths)))
    assert count > 0


main()

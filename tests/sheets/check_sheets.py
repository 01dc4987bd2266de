#!/usr/bin/env python3
"""Worksheets and their keys: every blank has its answer, no answer is without a blank, and no sheet
tells what it asks.

    check_sheets.py LOSSWALK LESSONS-FOLDER

The answers of the keys are those of the JSON trace, which is computed without a sheet.
"""
import json
import os
import re
import subprocess
import sys

LOSSWALK, LESSONS = sys.argv[1:3]
NUMBER = r"-?(?:inf|nan|[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?|1-[0-9.]+e-[0-9]+)"


def printed(*arguments):
    run = subprocess.run([LOSSWALK, "--batch", *arguments], capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def value_of(text):
    return 1 - float(text[2:]) if text.startswith("1-") and "e" in text else float(text)


def answers_of(key):
    """Number of each entry, and its first line with what goes on below it."""
    entries = {}
    last = None
    for line in key.split("\n")[2:]:
        entry = re.match(r" {,4}(\d+)\. (.*)", line)
        slip = re.match(r" {8}\S", line)
        if entry:
            last = int(entry[1])
            assert last not in entries, line
            entries[last] = entry[2]
            open_entry = True
        elif slip:
            open_entry = False
        elif last is not None and open_entry and line.strip():
            entries[last] += " " + line.strip()
    return entries


def blanks_of(sheet):
    """The numbers in parentheses that stand as cells or behind an equals sign."""
    body = sheet.split("\n\nA number in parentheses")[0]
    tables = [line for line in body.split("\n") if line.startswith("    ") and "(no" not in line]
    return [int(n) for n in re.findall(r"(?<=[\s\[])\((\d+)\)(?=[\s\]]|$)", "\n".join(tables))]


def tables_of(sheet):
    """Without the questions and their choices, one of which may name a number that another asks for."""
    return re.sub(r"(?m)^  \? Question(?:.*\n)(?: {4,}.*\n)*", "", sheet)


def check(path, fade):
    more = ["--fade", str(fade)] if fade else []
    sheet = printed("--worksheet", *more, path)
    key = answers_of(printed("--key", *more, path))
    trace = json.loads(printed("-f", "json", path))
    asked = trace.get("questions", [])
    blanks = blanks_of(sheet)
    assert len(set(blanks)) == len(blanks), (path, fade, "twice the same blank")
    assert len(set(re.findall(r"(?m)^  \? Question (\d+):", sheet))) == len(asked), path
    assert sorted(key) == list(range(1, len(key) + 1)), (path, fade, sorted(key))
    assert set(blanks) <= set(key), (path, fade, set(blanks) - set(key))
    extra = {n for n in key if n > len(asked)}
    assert extra <= set(blanks), (path, fade, "an answer without a blank", extra - set(blanks))
    assert bool(extra) == bool(fade) or not fade or not extra
    stages = {s["id"]: s for s in trace["stages"]}
    for question in asked:
        entry = key[question["number"]]
        if "choices" in question:
            letter = "abcdefghijklmnopqrstuvwxyz"[question["choices"].index(question["answer"])]
            assert entry.startswith(letter + ") "), (path, entry)
            continue
        found = re.search(r"= (" + NUMBER + r"), ± (\S+)$", entry)
        assert found, (path, entry)
        value, off = value_of(found[1]), float(found[2])
        right = float(question["value"]) if not isinstance(question["value"], str) else float(
            question["value"].replace("Infinity", "inf"))
        assert value == right or abs(value - right) <= off or (value != value and right != right), (path, entry)
        # where a blank can be seen, no table or line behind the question has its number
        if question["number"] in blanks and "." in found[1]:
            later = tables_of(sheet[sheet.index("  ? Question %d:" % question["number"]):])
            assert not re.search(r"(?<![\d.])" + re.escape(found[1].lstrip("-")) + r"(?![\d])", later), (
                path, fade, found[1])
    assert stages
    return len(blanks)


def main():
    paths = sorted(os.path.join(LESSONS, f) for f in os.listdir(LESSONS)
                   if re.fullmatch(r"[0-9]+-[^.]*\.md", f))
    count = 0
    for i, path in enumerate(paths):
        for fade in (0, 1 + i // 5 % 5) if i % 5 == 0 else (0,):
            count += check(path, fade)
    for fade in range(1, 6):
        count += check(paths[3], fade)
    print("%d blanks on the sheets of %d lessons" % (count, len(paths)))
    assert count > 0


main()

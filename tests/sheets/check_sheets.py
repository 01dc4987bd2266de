#!/usr/bin/env python3
"""Worksheets and their keys: every blank has its answer, no answer is without a blank, and no sheet
tells what it asks, in any format.

    check_sheets.py LOSSWALK LESSONS-FOLDER

Sheets and keys are read back from text, Markdown, HTML and LaTeX. The answers of the keys are those of the JSON trace,
which is computed without a sheet. All formats have the same blanks, answers and mistakes, and no number that the
text does not have.
"""
import html
import json
import os
import re
import subprocess
import sys

LOSSWALK, LESSONS = sys.argv[1:3]
NUMBER = r"-?(?:inf|nan|[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?|1-[0-9.]+e-[0-9]+)"
PRINTED = r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?"


def printed(*arguments):
    run = subprocess.run([LOSSWALK, "--batch", *arguments], capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def value_of(text):
    return 1 - float(text[2:]) if text.startswith("1-") and "e" in text else float(text)


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


# ---- Readers: of a sheet, its questions, its blanks and what it says; of a key, number: (answer, mistakes) -----------

def of_items(pairs):
    """(number or None, text) one by one: an answer, or a mistake of the answer before it."""
    entries = {}
    for number, text in pairs:
        if number is None:
            entries[last][1].append(squeeze(text))
        else:
            assert number not in entries, (number, text)
            last = number
            entries[number] = (squeeze(text), [])
    return entries


class Text:
    """As it is printed."""

    @staticmethod
    def sheet(source):
        tables = [line for line in source.split("\n") if line.startswith("    ") and "(no" not in line]
        blanks = [int(n) for n in re.findall(r"(?<=[\s\[])\((\d+)\)(?=[\s\]]|$)", "\n".join(tables))]
        return [int(n) for n in re.findall(r"(?m)^  \? Question (\d+):", source)], blanks, source

    @staticmethod
    def short(source):
        """Two lines of as many words: numbers, and their answers below."""
        lines = re.split(r"(?m)^ {,4}\d+\. ", source)[0].split("\n")[2:]
        lines = [line.split() for line in lines if line.strip()]
        return [pair for numbers, answers in zip(lines[::2], lines[1::2]) for pair in zip(numbers, answers, strict=True)]

    @staticmethod
    def key(source):
        pairs = []
        source = source[re.search(r"(?m)^ {,4}\d+\. |\Z", source).start():]
        for line in source.split("\n"):
            entry = re.match(r" {,4}(\d+)\. (.*)", line)
            if entry:
                pairs.append((int(entry[1]), entry[2]))
            elif re.match(r" {8}\S", line):
                pairs.append((None, line))
            elif line.strip():
                pairs[-1] = (pairs[-1][0], pairs[-1][1] + " " + line.strip())
        return of_items(pairs)


class Markdown:
    @staticmethod
    def plain(source):
        return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", source).replace("`", "")

    @staticmethod
    def sheet(source):
        blanks = [int(n) for n in re.findall(r"(?m)(?:^\| |(?<=\| )|(?<=\*\*\[)|(?<== ))\((\d+)\) _{6}(?=\]\*\*| \||$)", source)]
        return [int(n) for n in re.findall(r"(?m)^> Question (\d+):", source)], blanks, Markdown.plain(source)

    @staticmethod
    def short(source):
        lines = [re.split(r" ?\| ?", line)[1:-1] for line in source.split("\n") if line.startswith("|") and "--:" not in line]
        return [(n, Markdown.plain(a)) for numbers, answers in zip(lines[::2], lines[1::2])
                for n, a in zip(numbers, answers, strict=True)]

    @staticmethod
    def key(source):
        pairs = []
        source = re.sub(r"(?m)^\|.*\n", "", source)
        for line in source.split("\n")[1:]:
            entry = re.match(r"(\d+)\. (.*)", line)
            slip = re.match(r" +- `(.*?)` (.*)", line)
            if entry:
                pairs.append((int(entry[1]), Markdown.plain(entry[2])))
            elif slip:
                pairs.append((None, slip[1] + ": " + Markdown.plain(slip[2])))
            else:
                assert not line.strip(), line
        return of_items(pairs)


class Html:
    @staticmethod
    def plain(source):
        return html.unescape(re.sub(r"<[^>]*>", " ", source))

    @staticmethod
    def sheet(source):
        questions = [int(n) for n in re.findall(r'<section class="part question" id="(?:d\d+-)?question-(\d+)">', source)]
        blanks = [int(n) for n in re.findall(r'<span class="blank">\((\d+)\)</span>', source)]
        for forbidden in ("<script", "script-src", " data-", "hidden", "<form", "<input", 'class="answer"', 'class="hint"',
                          "<!--", " style="):
            assert forbidden not in re.sub(r"<style>.*?</style>", "", source, flags=re.S), forbidden
        return questions, blanks, html.unescape(source[source.index("<body"):])

    @staticmethod
    def short(source):
        return [pair for table in re.findall(r'<table class="short">(.*?)</table>', source, flags=re.S)
                for pair in zip(re.findall(r'<th scope="col">(.*?)</th>', table), map(Html.plain, re.findall(r"<td>(.+?)</td>", table)),
                                strict=True)]

    @staticmethod
    def key(source):
        pairs = []
        for entry in re.findall(r'<div class="entry">(.*?)</div>', source, flags=re.S):
            answer, *rest = entry.split("<ul>")
            number, answer = re.match(r"<b>(\d+)\.</b>(.*)", answer, flags=re.S).groups()
            answer = answer.replace("</p><p", "</p>: <p") # of a choice, and how it comes about
            pairs.append((int(number), Html.plain(answer).replace(" , ±", ", ±").replace(" : ", ": ")))
            for slip in re.findall(r"<li><b>(.*?)</b>: (.*?)</li>", "".join(rest)):
                pairs.append((None, Html.plain(slip[0] + ": " + slip[1])))
        return of_items(pairs)


class Latex:
    SIGNS = ((r"\ldots{}", "…"), (r"\allowbreak{}", ""), (r"\ensuremath{\pm}", "±"), (r"\textasciicircum{}", "^"))

    @staticmethod
    def plain(source):
        for tex, sign in Latex.SIGNS:
            source = source.replace(tex, sign)
        source = re.sub(r"\$([a-zA-Z=-])\$", r"\1", source)
        return re.sub(r"\\([{}$&#_%])", r"\1", source)

    @staticmethod
    def sheet(source):
        body = source[source.index(r"\begin{document}"):]
        body = re.sub(r"\\put\(\d+,\d+\)\{\\point\{.*", "", body) # of an image
        questions = [int(n) for n in re.findall(r"\\question\{Question (\d+)\}", body)]
        return questions, [int(n) for n in re.findall(r"\\blank\{\((\d+)\)\}", body)], Latex.plain(body)

    @staticmethod
    def short(source):
        body = source[source.index(r"\begin{document}"):]
        tables = re.findall(r"(?m)^ & (\d.*) \\\\\n\\midrule\n & (.*) \\\\$", body)
        return [(n, Latex.plain(a)) for numbers, answers in tables
                for n, a in zip(numbers.split(" & "), answers.split(" & "), strict=True)]

    @staticmethod
    def key(source):
        pairs = []
        for line in source[source.index(r"\begin{document}"):].split("\n"):
            entry = re.match(r"\\listitem\{\d\}\{(\d+)\.\}\{(.*)\}$", line)
            slip = re.match(r"\\slip\{(.*?)\}\{(.*)\}$", line)
            if entry:
                pairs.append((int(entry[1]), Latex.plain(entry[2])))
            elif slip:
                pairs.append((None, Latex.plain(slip[1]) + ": " + Latex.plain(slip[2])))
        return of_items(pairs)


# ---- What must hold ------------------------------------------------------------------------------------------------

def numbers_of(text):
    return set(re.findall(PRINTED, text))


def tables_of(sheet):
    """Without the questions and their choices, one of which may name a number that another asks for."""
    return re.sub(r"(?m)^  \? Question(?:.*\n)(?: {4,}.*\n)*", "", sheet)


def asked_of(name, sheet, trace, fade):
    """The questions of the trace that the sheet asks, in order. With --fade, one whose answer is in a table that is
    printed is not asked: its number stands there."""
    said = squeeze(sheet.replace("`", ""))
    kept = []
    for question in trace.get("questions", []):
        if squeeze("? Question %d: %s" % (len(kept) + 1, question["ask"].replace("`", ""))) in said:
            kept.append(question)
            continue
        assert fade, (name, question["ask"])
        told = question.get("worked", {}).get("value", "")
        assert "." not in told or told.lstrip("-") in sheet, (name, question["ask"], told)
    return kept


def check_answers(name, sheet, blanks, key, kept):
    for number, question in enumerate(kept, 1):
        entry = key[number][0]
        if "choices" in question:
            letter = "abcdefghijklmnopqrstuvwxyz"[question["choices"].index(question["answer"])]
            assert entry.startswith(letter + ") "), (name, entry)
            continue
        found = re.search(r"= (" + NUMBER + r"), ± (\S+)$", entry)
        assert found, (name, entry)
        value, off = value_of(found[1]), float(found[2])
        right = float(question["value"]) if not isinstance(question["value"], str) else float(
            question["value"].replace("Infinity", "inf"))
        assert value == right or abs(value - right) <= off or (value != value and right != right), (name, entry)
        # where a blank can be seen, no table or line behind the question has its number
        if "." in found[1]:
            later = tables_of(sheet[sheet.index("  ? Question %d:" % number):])
            assert not re.search(r"(?<![\d.])" + re.escape(found[1].lstrip("-")) + r"(?![\d])", later), (name, found[1])


def check_untold(name, sheet, key):
    """From the first blank on, no number stands for itself: what is behind it is left out."""
    tables = [line for line in tables_of(sheet).split("\n") if re.match(r" {4}(?!Your answer:)", line)]
    first = next((i for i, line in enumerate(tables) if re.search(r"____|[\s\[]\(\d+\)", line)), len(tables))
    answers = {found[1] for found in (re.search(r"= -?(\d+\.\d+), ±", entry[0]) for entry in key.values()) if found}
    told = answers & numbers_of("\n".join(tables[first:]))
    assert not told, (name, told)


def check_short(name, short, key):
    """The table before the key has each answer, and nothing else."""
    assert [n for n, _ in short] == [str(n) for n in range(1, len(key) + 1)], (name, short)
    for number, answer in short:
        entry = re.sub(r", ± \S+$", "", key[int(number)][0])
        right = entry[0] if re.match(r"[a-z]\) ", entry) else entry.split(" = ")[-1]
        assert signs_of(answer) == signs_of(right), (name, number, answer, entry)


def check(path, fade, *more):
    more = [*more, *(["--fade", str(fade)] if fade else [])]
    source = printed("--worksheet", *more, path)
    asked, blanks, sheet = Text.sheet(source)
    printed_key = printed("--key", *more, path)
    key = Text.key(printed_key)
    trace = json.loads(printed("-f", "json", path))
    name = (os.path.basename(path), fade)
    assert len(set(blanks)) == len(blanks), (name, "twice the same blank")
    assert not re.search(r"(?m)^ {4}.*(?:[ \[])____(?:[ \]]|$)", sheet), (name, "a blank without a number")
    kept = asked_of(name, sheet, trace, fade)
    assert asked == list(range(1, len(kept) + 1)), (name, asked)
    assert sorted(key) == list(range(1, len(key) + 1)), (name, sorted(key))
    assert set(blanks) <= set(key), (name, set(blanks) - set(key))
    extra = {n for n in key if n > len(asked)}
    assert extra <= set(blanks), (name, "an answer without a blank", extra - set(blanks))
    check_short(name, Text.short(printed_key), key)
    check_answers(name, sheet, blanks, key, kept)
    check_untold(name, sheet, key)
    for form, reader in (("markdown", Markdown), ("html", Html), ("latex", Latex)):
        here = (*name, form)
        also_asked, also_blanks, said = reader.sheet(printed("--worksheet", *more, "-f", form, path))
        assert (also_asked, sorted(also_blanks)) == (asked, sorted(blanks)), (here, also_asked, also_blanks)
        more_numbers = numbers_of(said) - numbers_of(sheet)
        assert not more_numbers, (here, "numbers that the text does not have", more_numbers)
        printed_key = printed("--key", *more, "-f", form, path)
        check_same_key(here, key, reader.key(printed_key))
        check_short(here, reader.short(printed_key), key)
    return len(blanks)


def signs_of(text):
    """What formats have no signs of their own for."""
    return re.sub(r"\\[a-z]+|[^0-9a-z.,±-]", "", text, flags=re.I)


def check_same_key(name, key, other):
    assert sorted(other) == sorted(key), (name, sorted(other))
    for number, (answer, slips) in key.items():
        assert signs_of(other[number][0]) == signs_of(answer), (name, other[number][0], answer)
        assert [signs_of(s) for s in other[number][1]] == [signs_of(s) for s in slips], (name, other[number][1], slips)


def main():
    paths = sorted(os.path.join(LESSONS, f) for f in os.listdir(LESSONS)
                   if re.fullmatch(r"[0-9]+-[^.]*\.md", f))
    count = 0
    for i, path in enumerate(paths):
        for fade in (0, 1 + i // 5 % 5) if i % 5 == 0 else (0,):
            count += check(path, fade)
    for fade in range(1, 6):
        count += check(paths[3], fade)
    wide = [path for path in paths if os.path.basename(path)[:2] in ("48", "49", "55")]
    for path in wide: # with columns left out
        count += check(path, 2, "--rows", "4")
    print("%d blanks on the sheets of %d lessons" % (count, len(paths)))
    assert count > 0
    together = printed("--worksheet", "-f", "html", *paths[:5])
    assert len(set(re.findall(r'<article class="lesson" id="(d\d+)">', together))) == 5
    Html.sheet(together)


main()

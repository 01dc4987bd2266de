#!/usr/bin/env python3
"""LaTeX reads what losswalk writes: check_tex.py PROGRAM LESSONS.

All lessons as one document in each format, English with pdfLaTeX and Chinese with XeLaTeX, twice each: no error, no
character without a font, nothing that runs out of the page by more than 10 points; their worksheets and keys so, too,
and of them nothing that is too wide at all. And a lesson whose texts are what TeX reads otherwise: they must stand in
the PDF as they are. Each document is a test.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

FAR = 10.0  # points beyond the margin that would be seen
NAMES = [
    r"\input{/etc/passwd}", r"\write18{id}", "^^41^^42", "50% off", "a&b#c_d", "$x^2$", "~{}}{", "<<>>?`!`",
    r"\end{document}", "-- --- ''x''", "[x]*", r"\\[2cm]", '"q"', "a  b", "|verb|", ",,low",
]
LESSON = """---
format: 1
title: {title}
classes: [{classes}]
samples: [{samples}]
logits: {rows}
labels: [{labels}]
source: {title}
questions:
  - at: softmax
    ask: {title}
    choices: [{title}, no]
    answer: "no"
---

Names are text: `\\input{{x}}` and $\\frac{{a}}{{b}}$, and $\\input{{/etc/passwd}}$ is none.

- [web](https://example.org/a_b?c=%20&d#e) and [run](javascript:alert)

| a | b_c |
| --- | --- |
| 50 % | `x_1^2` |

    \\end{{verbatim}} % no comment
    'x'  --  "y" `z`
"""
failed = []


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def hostile_lesson():
    names = ", ".join(map(quoted, NAMES))
    rows = [[(r * 7 + c * 3) % 5 for c in range(len(NAMES))] for r in range(len(NAMES))]
    return LESSON.format(title=quoted("^^41 \\input{x} 5% & #1 $_{ \\"), classes=names, samples=names, rows=rows,
                         labels=", ".join(str(i) for i in range(len(NAMES))))


def plain(text):
    """Without blanks, and with quotes and accents as a keyboard has them: PDF readers have others."""
    for old, new in (("’", "'"), ("‘", "'"), ("ˆ", "^"), ("˜", "~"), ("−", "-"), ("“", '"'), ("”", '"')):
        text = text.replace(old, new)
    return re.sub(r"\s", "", text)


def run(command, folder):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


def complaints(log):
    found = [line for line in log.splitlines() if line.startswith("!") or "Missing character" in line]
    far = re.findall(r"Overfull \\[hv]box \((\d+\.\d+)pt too", log)
    found += [f"{points}pt too wide or high" for points in far if float(points) > FAR]
    return found, len(far)


def compile_tex(name, engine, source, folder, sheet=False):
    """Returns the text of the PDF, or None. Of a sheet every line must fit."""
    path = os.path.join(folder, name + ".tex")
    with open(path, "wb") as file:
        file.write(source)
    for _ in range(2):
        done = run([engine, "-interaction=nonstopmode", "-no-shell-escape", name + ".tex"], folder)
    with open(os.path.join(folder, name + ".log"), encoding="utf-8", errors="replace") as file:
        found, overfull = complaints(file.read())
    if sheet and overfull > 0:
        found.append(f"{overfull} lines too wide")
    if done.returncode != 0 or found:
        failed.append(name)
        print(f"FAILED {name}, {engine}: exit status {done.returncode}")
        print("\n".join(found[:10]))
        return None
    print(f"ok {name}, {engine}: {overfull} lines a little too wide")
    return run(["pdftotext", "-layout", name + ".pdf", "-"], folder).stdout.decode()


def check_hostile(program, form, engine, lang, folder):
    name = f"hostile-{form}-{lang}"
    lesson = os.path.join(folder, "hostile.md")
    with open(lesson, "w", encoding="utf-8") as file:
        file.write(hostile_lesson())
    source = subprocess.run([program, "--lang", lang, "--batch", "--rows", "all", "-f", form, lesson],
                            stdout=subprocess.PIPE, check=True).stdout
    text = compile_tex(name, engine, source, folder)
    lost = [] if text is None else [n for n in NAMES if plain(n) not in plain(text)]
    if lost or (text is not None and "root:" in text):
        failed.append(name)
        print(f"FAILED {name}: not in the PDF: {lost}")


def check_hostile_sheets(program, engine, lang, folder):
    """Names stand in the questions of a sheet, and in the answers and mistakes of its key."""
    for sheet in (["--worksheet"], ["--key", "--fade", "1"]):
        source = subprocess.run([program, "--lang", lang, "--batch", "-f", "latex", *sheet, "hostile.md"], cwd=folder,
                                stdout=subprocess.PIPE, check=True).stdout
        compile_tex(f"hostile-{sheet[0][2:]}-{lang}", engine, source, folder)


def check_sheets(program, lessons, engine, lang, folder):
    for sheet in ("worksheet", "key"):
        for fade in ([], ["--fade", "3"]):
            source = subprocess.run([program, "--lessons", lessons, "--lang", lang, "--batch", "-f", "latex",
                                     "--" + sheet, *fade], stdout=subprocess.PIPE, check=True).stdout
            compile_tex("-".join([sheet, *fade[1:], lang]), engine, source, folder, sheet=True)


def check_class(program, lessons, folder):
    """On each page of a class: whose it is, and which page of theirs; no question without its choices."""
    def write(*names):
        with open(os.path.join(folder, "names.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(names))
        return subprocess.run([program, "--lessons", lessons, "--batch", "-f", "latex", "--worksheet", "--key", "--class",
                               "names.txt", "4", "7", "30"], cwd=folder, stdout=subprocess.PIPE, check=True).stdout
    for engine, names in (("pdflatex", ["Ada", "5% #1 {\\input{x}"]), ("xelatex", ["Ada", "李小明", "Жук"])):
        text = compile_tex("class-" + engine, engine, write(*names), folder)
        heads, split = [], []
        for page in (text or "").rstrip("\f").split("\f"):
            head = page.lstrip("\n").split("\n")[0]
            found = re.search(r"(\d+) ?/ ?(\d+)$", head)
            whose = [i for i, name in enumerate(names) if plain(head).startswith(plain(name))]
            heads.append((whose, int(found[1]), int(found[2])) if found else head)
            if page.count("Your answer:") != len(re.findall(r"Question \d", page)):
                split.append(page[:60])
        counts = [next((h[2] for h in heads if h[:2] == ([i], 1)), 0) for i in range(len(names))]
        sheets = [([i], n, count) for i, count in enumerate(counts) for n in range(1, count + 1)]
        if text is None or heads[:len(sheets)] != sheets or len(heads) <= len(sheets) or split:
            failed.append("class-" + engine)
            print(f"FAILED class-{engine}: {heads} {split}")
    with open(os.path.join(folder, "refused.tex"), "wb") as file:
        file.write(write("李小明"))
    if "compile it with xelatex" not in run(["pdflatex", "-interaction=nonstopmode", "refused.tex"], folder).stdout.decode(
            errors="replace"):
        failed.append("refused")
        print("FAILED refused: pdflatex printed a name as codes")


def main():
    program, lessons = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    missing = [tool for tool in ("pdflatex", "xelatex", "pdftotext") if shutil.which(tool) is None]
    if missing:
        print("needs " + " and ".join(missing))
        sys.exit(77)
    formats = ["latex", "slides"]
    with tempfile.TemporaryDirectory() as folder:
        for form in formats:
            for lang, engine in (("en", "pdflatex"), ("zh", "xelatex")):
                source = subprocess.run([program, "--lessons", lessons, "--lang", lang, "--batch", "-f", form],
                                        stdout=subprocess.PIPE, check=True).stdout
                compile_tex(f"lessons-{form}-{lang}", engine, source, folder)
                check_hostile(program, form, engine, lang, folder)
                if form == "latex":
                    check_hostile_sheets(program, engine, lang, folder)
                    check_sheets(program, lessons, engine, lang, folder)
        check_class(program, lessons, folder)
    print(f"Checks: {4 * len(formats) + 15}, Failures: {len(failed)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

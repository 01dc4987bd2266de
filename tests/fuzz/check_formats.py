#!/usr/bin/env python3
"""Lessons full of texts that mean harm, printed in every format that programs read, and read back by such programs.

    check_formats.py LOSSWALK SECONDS [SEED]

The readers: jsdom (HTML, and the HTML within Moodle's XML and Markdown), cmark-gfm (Markdown, notebooks), expat (XML), json (JSON, notebooks), csv, and Python's and
node's own parsers (the code of NumPy, PyTorch and TensorFlow.js). Each text comes back as it was, in its place, and nothing
that was a text is an element, an attribute, a column, a formula of a spreadsheet or a call. jsdom is found through NODE_PATH.
A failure names the seed of its round, and the lesson is kept."""
import ast
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree

LOSSWALK, SECONDS = os.path.abspath(sys.argv[1]), float(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
HERE = os.path.dirname(os.path.abspath(__file__))
LESSONS = 25  # of a round

# What any text may be made of.
PIECES = (
    "a", "b", "Zed", "7", "é", "猫", "𝒳", "👩‍👩‍👧", "\u0301", "\u00a0", "\u3000", " ", " ", " ", "<", ">", "&", '"', "'", "''", '"""', "'''",
    "\\", "\\\\", "\\n", "\\u003c", "\\x3c", "\\N{DIGIT ONE}", "/", "//", "/*", "*/", "#", "%", "%s", "%0A", "@", "=", "+", "-", "--", ",", ";", ":",
    ".", "!", "?", "(", ")", "[", "]", "{", "}", "{0}", "{}", "|", "~", "^", "_", "**", "*",
    "&amp;", "&lt;", "&#60;", "&#x3c;", "&nbsp;", "&lt", "&notit;", "<b>", "</b>", "<!--", "-->", "<!", "<?php ?>", "<![CDATA[", "]]>",
    "</title>", "</script>", "<script>alert(1)</script>", "<ScRiPt>", "</style>", "</text>", "</pre></code>", "</td></tr></table>",
    "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '" autofocus onfocus="x', "<iframe srcdoc=x>",
    "<math><mi xlink:href=javascript:alert(1)>", "<template>", "<plaintext>", "<textarea>", "<select>", "<noscript>", "<base href=//x>",
    "javascript:alert(1)", "data:text/html,x", "expression(1)", "url(x)", "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0",
    "\");import os#", "');alert(1);//", "${alert(1)}", "__import__('os')", "eval(1)", "null", "NaN", "true", "1e999", "::", "~=", "%100%",
)
# Where a page's style has the title: letters, digits, and all else by its code point.
RUNNING_HEAD = re.compile(r'@top-left { content: "(?:[A-Za-z0-9]|[^\x00-\x7f]|\\[0-9a-f]{6})*"; }')


def drawn(draw):
    return re.sub(r"[ \u00a0\u3000]+", " ", "".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 9)))).strip()


def quoted(text):
    """A YAML string."""
    return '"' + "".join("\\" + c if c in '"\\' else c for c in text) + '"'


def escaped(text):
    """Markdown that means this text."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


class Lesson:
    """What a lesson says, place by place. Each text has letters of its own, in front or behind."""

    def __init__(self, draw, path):
        def text(mark):
            part = drawn(draw)
            return f"{part}{mark}" if draw.random() < 0.6 else f"{mark}{part}"

        self.path = path
        self.title, self.summary, self.section, self.source = (text(f"T{i}") for i in range(4))
        self.classes = [text(f"C{i}") for i in range(3)]
        self.samples = [text(f"S{i}") for i in range(2)]
        self.tokens = [text(f"K{i}")[-60:] for i in range(2)]
        self.asks = [text(f"A{i}") for i in range(2)]
        self.hints = [text(f"H{i}") for i in range(2)]
        self.choices = [text(f"O{i}") for i in range(3)]
        self.answer = draw.randrange(3)
        self.prose = [text(f"P{i}") for i in range(4)]
        self.code = text("X").replace("`", "")

    def file(self):
        def names(texts):
            return "[" + ", ".join(map(quoted, texts)) + "]"

        return (
            f"---\nformat: 1\ntitle: {quoted(self.title)}\nsummary: {quoted(self.summary)}\nsection: {quoted(self.section)}\n"
            f"source: {quoted(self.source)}\nclasses: {names(self.classes)}\nsamples: {names(self.samples)}\n"
            f"tokens: {names(self.tokens)}\nlogits: [[1, 2, -1], [3, 0, 0.5]]\nlabels: [0, 1]\ngradient: true\nquestions:\n"
            f"  - at: softmax\n    ask: {quoted(self.asks[0])}\n    choices: {names(self.choices)}\n"
            f"    answer: {quoted(self.choices[self.answer])}\n    hint: {quoted(self.hints[0])}\n"
            f"  - at: loss\n    ask: {quoted(self.asks[1])}\n    cell: []\n    hint: {quoted(self.hints[1])}\n---\n"
            f"{escaped(self.prose[0])}\n\n- {escaped(self.prose[1])}\n\n> {escaped(self.prose[2])}\n\n"
            f"| a | b |\n| - | - |\n| {escaped(self.prose[3])} | x |\n\n```\n{self.code}\n```\n"
        )


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


class Faults:
    def __init__(self):
        self.all = []
        self.lesson, self.form = None, ""

    def expect(self, good, what):
        if not good:
            self.all.append((self.form, self.lesson, what))

    def equal(self, where, found, wanted):
        self.expect(found == wanted, f"{where}: {found!r}, not {wanted!r}")

    def within(self, where, found, wanted):
        """Is the text in one of those found there? A dollar may be escaped where two are a formula."""
        if wanted.count("$") > 1:
            return
        wanted = {squeeze(wanted), squeeze(wanted.replace("\\$", "$"))}
        self.expect(any(any(form in squeeze(text) for form in wanted) for text in found), f"{where}: no {wanted}")


FAULTS = Faults()


class Browser:
    """jsdom, in one process for all pages."""

    def __init__(self):
        self.process = subprocess.Popen(["node", os.path.join(HERE, "read_html.cjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.page = None  # the script and style that every page has

    def read(self, path):
        self.process.stdin.write(path.encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


# ---- Readers: what the lesson says stands in its place, and nothing else came of it ------------------------------

def read_html(lesson, path, browser):
    page = browser.read(path)
    FAULTS.expect(not page["faults"], f"active: {page['faults'][:3]}")
    own = page["scripts"] + [RUNNING_HEAD.sub("", style) for style in page["styles"]]
    browser.page = browser.page or own
    FAULTS.expect(own == browser.page, "script and style are those of every page")
    FAULTS.expect(len(page["title"]) == 1, f"titles: {page['title']}")
    FAULTS.within("title", page["title"], lesson.title)
    FAULTS.within("h1", page["h1"], lesson.title)
    for name in lesson.classes + lesson.samples + lesson.tokens:
        FAULTS.within("th", page["th"], name)
    for text in [lesson.summary, lesson.source, lesson.code, *lesson.asks, *lesson.choices, *lesson.hints, *lesson.prose]:
        FAULTS.within("page", [page["all"]], text)


def read_json(lesson, path, _browser):
    with open(path, encoding="utf-8") as file:
        trace = json.load(file)
    for key in ("title", "summary", "classes", "samples"):
        FAULTS.equal(key, trace[key], getattr(lesson, key))
    questions = trace["questions"]
    FAULTS.equal("asks", [q["ask"] for q in questions], lesson.asks)
    FAULTS.equal("choices", questions[0]["choices"], lesson.choices)
    FAULTS.equal("answer", questions[0]["answer"], lesson.choices[lesson.answer])


def read_csv(lesson, path, _browser):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    FAULTS.expect(len({len(row) for row in rows}) == 1, "all rows have as many columns")

    def spreadsheet(text):
        return text[1:] if text.startswith("'") and text[1:2] in set("=+-@'\t\r") else text

    head = rows[0]
    for place, texts in (("row_name", lesson.samples), ("column_name", lesson.classes)):
        found = {row[head.index(place)] for row in rows[1:]} - {""}
        FAULTS.equal(place, {spreadsheet(text) for text in found} - set(texts), set())
        for text in found:
            FAULTS.expect(text[0] not in "=+-@\t\r", f"{place}: {text!r} is a formula")
    for row in rows[1:]:
        float(row[head.index("value")])


def html_text(browser, folder, html):
    path = os.path.join(folder, "part.fragment")
    with open(path, "w", encoding="utf-8") as file:
        file.write(html)
    page = browser.read(path)
    FAULTS.expect(not page["faults"], f"active: {page['faults'][:3]}")
    return page


def read_moodle(lesson, path, browser):
    quiz = tree.parse(path).getroot()
    folder = os.path.dirname(path)
    asked = [question for question in quiz if question.get("type") != "category"]
    FAULTS.equal("kinds", [q.get("type") for q in asked], ["multichoice", "numerical"])
    for number, question in enumerate(asked):
        page = html_text(browser, folder, question.findtext("questiontext/text"))
        FAULTS.within("question", [page["all"]], lesson.asks[number])
        FAULTS.within("introduction", [page["all"]], lesson.prose[0])
        for name in lesson.classes + lesson.samples:
            FAULTS.within("th", page["th"], name)
        feedback = html_text(browser, folder, question.findtext("generalfeedback/text"))
        FAULTS.within("hint", [feedback["all"]], lesson.hints[number])
    answers = asked[0].findall("answer")
    choices = [squeeze(html_text(browser, folder, a.findtext("text"))["all"]) for a in answers]
    FAULTS.equal("how many choices", len(choices), len(lesson.choices))
    for found, text in zip(choices, lesson.choices):
        FAULTS.within("choices", [found], text)
    FAULTS.equal("right", [a.get("fraction") for a in answers].index("100"), lesson.answer)


CALLS = {}  # by format: what a lesson whose texts are harmless calls


def calls_of(code):
    """What is called, imported and named in Python code."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            found.add("call " + ast.unparse(node.func))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.add("import " + ast.unparse(node))
        elif isinstance(node, ast.Attribute):
            found.add("attribute " + node.attr)
    return found


def check_code(form, code):
    found = calls_of(code)
    allowed = CALLS.setdefault(form, found)  # the first lesson is harmless
    FAULTS.expect(found <= allowed, f"new in the code: {sorted(found - allowed)[:5]}")


def read_python(form):
    def read(_lesson, path, _browser):
        with open(path, encoding="utf-8") as file:
            check_code(form, file.read())
    return read


def read_notebook(lesson, path, browser):
    with open(path, encoding="utf-8") as file:
        book = json.load(file)
    code = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    for cell in code:
        FAULTS.expect(not cell.lstrip().startswith(("%", "!")), "a cell begins with magic")
    check_code("notebook", "\n".join(code))
    words = "\n\n".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "markdown")
    read_words(lesson, words, os.path.dirname(path), browser)


def read_markdown(lesson, path, browser):
    with open(path, encoding="utf-8") as file:
        read_words(lesson, file.read(), os.path.dirname(path), browser)


def read_words(lesson, words, folder, browser):
    """Markdown as GitHub's parser has it, with all HTML that it lets through."""
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink"]
    done = subprocess.run(command, input=words.encode(), capture_output=True, check=True)
    page = html_text(browser, folder, done.stdout.decode())
    for text in [lesson.title, lesson.summary, lesson.source, lesson.code, *lesson.asks, *lesson.choices, *lesson.prose]:
        FAULTS.within("words", [page["all"]], text)


def read_tfjs(_lesson, path, _browser):
    target = path + ".mjs"
    shutil.copyfile(path, target)
    done = subprocess.run(["node", "--check", target], capture_output=True, check=False)
    FAULTS.expect(done.returncode == 0, f"no JavaScript: {done.stderr.decode()[-300:]}")


READERS = {
    "html": read_html, "json": read_json, "csv": read_csv, "moodle": read_moodle, "notebook": read_notebook,
    "markdown": read_markdown, "numpy": read_python("numpy"), "pytorch": read_python("pytorch"), "tfjs": read_tfjs,
}


# ---- Rounds ------------------------------------------------------------------------------------------------------

def write(lesson):
    with open(lesson.path, "w", encoding="utf-8") as file:
        file.write(lesson.file())


def lessons_of(folder, seed, harmless):
    draw = random.Random(seed)
    made = []
    for number in range(LESSONS):
        lesson = Lesson(draw, os.path.join(folder, f"l{number}.md"))
        if harmless and number == 0:
            for key, value in vars(lesson).items():
                if key != "path" and key != "answer":
                    plain = [f"{key}{i}" for i in range(len(value))] if isinstance(value, list) else key
                    setattr(lesson, key, plain)
        write(lesson)
        made.append(lesson)
    return made


def check_format(form, lessons, browser, folder):
    out = os.path.join(folder, form)
    FAULTS.form, FAULTS.lesson = form, None
    done = subprocess.run([LOSSWALK, "--batch", "-f", form, "-o", out + "/", *[lesson.path for lesson in lessons]],
                          capture_output=True, check=False)
    FAULTS.expect(done.returncode == 0, f"exit status {done.returncode}: {done.stderr.decode()[-300:]}")
    files = {os.path.basename(name).split(".")[0]: name for name in os.listdir(out)} if os.path.isdir(out) else {}
    for number, lesson in enumerate(lessons):
        FAULTS.lesson = lesson
        name = files.get(os.path.basename(lesson.path)[:-3])
        if form == "tfjs" and number % 10 != 0:
            continue  # a process each
        if name is None:
            FAULTS.expect(False, "there is no file")
            continue
        try:
            READERS[form](lesson, os.path.join(out, name), browser)
        except (ValueError, SyntaxError, KeyError, IndexError, TypeError, tree.ParseError, csv.Error) as error:
            FAULTS.expect(False, f"cannot be read: {error!r}")
    shutil.rmtree(out, ignore_errors=True)


def main():
    browser = Browser()
    began = time.monotonic()
    rounds = documents = 0
    while time.monotonic() - began < SECONDS and not FAULTS.all:
        with tempfile.TemporaryDirectory() as folder:
            lessons = lessons_of(folder, SEED + rounds, rounds == 0)
            for form in READERS:
                check_format(form, lessons, browser, folder)
                documents += len(lessons)
        rounds += 1
    for form, lesson, what in FAULTS.all[:20]:
        print(f"{form}, seed {SEED + rounds - 1}: {what}")
    for form, lesson, _ in FAULTS.all[:1]:
        if lesson is not None:
            kept = os.path.join(tempfile.gettempdir(), f"losswalk-{form}.md")
            with open(kept, "w", encoding="utf-8") as file:
                file.write(lesson.file())
            print(f"the lesson: {kept}")
    print(f"{rounds * LESSONS} lessons, {documents} documents in {len(READERS)} formats: {len(FAULTS.all)} failures")
    browser.process.stdin.close()
    return 1 if FAULTS.all else 0


if __name__ == "__main__":
    sys.exit(main())

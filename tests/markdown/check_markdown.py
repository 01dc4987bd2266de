#!/usr/bin/env python3
"""Markdown pages, read back with GitHub's own parser (cmark-gfm).

    check_markdown.py LOSSWALK CMARK_GFM SOURCE_DIR

Lessons whose every text is made of signs that mean something to Markdown, HTML or TeX come out as the texts they are,
in the places where they belong, and nothing else comes of them: no HTML, no link that leads elsewhere, no formula that
is none. The shipped lessons, in both languages, one page and a folder of them, have no raw HTML; each of their tables
is one, and each link of their contents leads to a heading or file that is there. Where there is pandoc, it reads all of
them without a warning."""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as tree
from urllib.parse import unquote

EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")
SPACE = "{http://commonmark.org/xml/1.0}"

# What any text may have in it. Two dollars only in prose, escaped: elsewhere they are a formula, which is shown as one.
PIECES = (
    "\\", "`", "``", "```", "*", "**", "_", "__", "{", "}", "[", "]", "(", ")", "#", "+", "-", "---", ".", "!", "|",
    "\\|", "<", ">", "&", "~", "~~", "~~~", ":", "'", '"', "=", "===", "^", "@", "%", "/", "//", "1.", "2)", " ", " ",
    "a", "b", "Z", "9", "é", "猫", "“", "”", "，", "—", "&amp;", "&#42;", "&copy;", "<b>", "</b>", "<!--", "-->",
    "<script>alert(1)</script>", "![x](y)", "[x](javascript:alert(1))", "[x]: y", "[^1]", "https://a.example/b_c",
    "ftp://a.example", "www.example.com", "HTTP://A.EXAMPLE", "<https://a.example>", "\\input{/etc/passwd}", "\\write18{ls}", "^^41",
    "- [ ] x", "> q", "# h", "| a |", "| - |", ":-:", "\\begin{x}", "%d", "$(ls)", "$x$", "$",
)
FIXED = (
    "", "*", "**", "_x_", "`", "``", "`a`", "` `", "1. x", "12) x", "- x", "+ x", "> x", "# x", "x #", "===", "---", "***", "~~~",
    "```", "<b>x</b>", "&lt;", "a|b", "a\\|b", "\\", "x\\", "[a](b)", "![a](b)", "[a]", "http://x.example/a_b*c*",
    "www.x.example/a_b", "a@b.example", "mailto:a@b.example", ":-:", "|", "||", "$", "a $", "$ a", "$5", "{{x}}", "<?x?>", "<!x>",
    "[x]: /y", "\\(x\\)", "=", "a  b", "·", "“q”",
)

SHEETS = (["--worksheet"], ["--worksheet", "--fade", "4"], ["--key"], ["--key", "--fade", "4"])


def run(*command, data=None, fails=False):
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert fails or done.returncode == 0, (command, done.stderr.decode())
    return done.stdout.decode()


def squeeze(text):
    """How many blanks there are between words, and at the ends, is Markdown's own business."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


def text_of(node):
    if node.tag in (SPACE + "softbreak", SPACE + "linebreak"):
        return "\n"
    return "".join(text_of(child) for child in node) if len(node) > 0 else node.text or ""


def read(markdown, cmark):
    command = [cmark, "--to", "xml"]
    for name in EXTENSIONS:
        command += ["-e", name]
    return tree.fromstring(run(*command, data=markdown.encode()))


def shown(text):
    """A title or a question as it is shown: what stands between backticks is code, without them."""
    return squeeze(re.sub("`([^`]*)`", r"\1", text))


def quoted(text):
    """A YAML string."""
    return '"' + "".join(c if c not in '"\\' else "\\" + c for c in text) + '"'


def escaped(text):
    """Markdown of the lesson, which means this text."""
    return "".join("\\" + c if c in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""" else c for c in text)


def code(text):
    run_length = max([len(run) for run in re.findall("`+", text)] + [0])
    fence = "`" * (run_length + 1)
    return f"{fence} {text} {fence}"


class Lesson:
    """A lesson that says these texts, and what its page must have: (where, text)."""

    def __init__(self, draw):
        self.expected = []
        self.draw = draw
        n = 3
        classes = [self.text("th", f"c{i}") for i in range(n)]
        samples = [self.text("td", f"s{i}") for i in range(n)]
        front = [
            "format: 1",
            "title: " + quoted(self.text("h1", "T")),
            "summary: " + quoted(self.text("paragraph", "S")),
            "source: " + quoted(self.text("paragraph", "Q", "Source: ")),
            "logits: [[6, 2, 3], [2, 1, 4], [3, 2, 1]]",
            "labels: [0, 1, 2]",
            "classes: [" + ", ".join(map(quoted, classes)) + "]",
            "samples: [" + ", ".join(map(quoted, samples)) + "]",
            "questions:",
            "  - at: softmax",
            "    ask: " + quoted(self.text("question", "A", "Question 1: ")),
        ]
        choices = [self.text("choice", f"o{i}", f"{'abc'[i]}) ") for i in range(3)]
        front += ["    choices: [" + ", ".join(map(quoted, choices)) + "]", "    answer: " + quoted(choices[1])]
        self.expected.append(("answer", "b) " + shown(choices[1])))
        self.markdown = "---\n" + "\n".join(front) + "\n---\n" + self.prose()

    def text(self, where, begins, before="", prose=False):
        """Every text has letters of its own, before it or behind it."""
        drawn = squeeze(self.draw(prose))
        text = squeeze(begins + " " + drawn if self.draw.random.random() < 0.3 else drawn + " " + begins)
        short = not prose and where in ("h1", "paragraph", "question", "choice")
        self.expected.append((where, before + (shown(text) if short else text)))
        return text

    def block(self, where, begins):
        return escaped(self.text(where, begins, prose=True))

    def prose(self):
        table = "| {} | {} |\n| --- | :-: |\n| {} | {} |\n".format(
            *(self.block("th", "t1"), self.block("th", "t2"), self.block("td", "t3"), self.block("td", "t4"))
        )
        target = "https://a.example/x_y*z?q=1&copy=2"
        self.expected.append(("link", target))
        linked = self.text("link text", "L", prose=True)
        strong = self.text("part", "B", prose=True)
        spoken = self.text("code", "C").replace("\n", " ")
        typed = self.text("code block", "D")
        return (
            f"w {self.block('paragraph', 'P')}\n\n".replace("w ", "", 1)
            + f"- {self.block('item', 'I')}\n- {self.block('item', 'J')}\n  - {self.block('item', 'K')}\n\n"
            + f"1. {self.block('item', 'M')}\n\n> {self.block('quote', 'N')}\n\n### {self.block('heading', 'H')}\n\n"
            + f"[{escaped(linked)}](<{target}>) and **{escaped(strong)}** and {code(spoken)}.\n\n"
            + f"[{escaped('x')}](javascript:alert) [y](data:text/html,x)\n\n"
            + f"`````````python onload=x\n{typed}\n`````````\n\n{table}\n"
        )


def places(root):
    """(where, text) of everything on a page, as an expectation names it."""
    found = []
    parent = {child: node for node in root.iter() for child in node}

    def within(node, *tags):
        while node in parent:
            node = parent[node]
            if node.tag in [SPACE + tag for tag in tags]:
                return True
        return False

    for node in root.iter():
        tag = node.tag[len(SPACE):]
        text = squeeze(text_of(node))
        if tag == "heading":
            found.append(("h1" if node.get("level") == "1" else "heading", text))
        elif tag == "paragraph":
            quote, item = within(node, "block_quote"), within(node, "item")
            found += [(where, text) for where in (["question", "quote"] if quote else ["answer", "item"] if item else ["paragraph"])]
            found += [("choice", text)] if quote and item else []
            found.append(("part", text))
        elif tag == "table_cell":
            found.append(("th" if within(node, "table_header") else "td", text))
        elif tag == "code":
            found.append(("code", text))
        elif tag == "code_block":
            found.append(("code block", text))
        elif tag == "link":
            found += [("link", unquote(node.get("destination"))), ("link text", text)]
    return found


def check_nothing_active(root, name, formulas=False):
    for node in root.iter():
        tag = node.tag[len(SPACE):]
        assert tag not in ("html_block", "html_inline", "image", "strikethrough", "tasklist"), (name, tag, text_of(node))
        if tag == "link":
            target = node.get("destination")
            scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target)
            assert scheme is None or scheme.group().lower() in ("http:", "https:", "mailto:"), (name, target)
        if tag == "code_block":
            info = node.get("info") or ""
            assert re.fullmatch("[a-z]*", info), (name, info)
        if tag in ("paragraph", "heading", "table_cell") and not formulas:  # a backslash before it does not help on GitHub
            assert "".join(child.text or "" for child in node.iter(SPACE + "text")).count("$") < 2, (name, text_of(node))
        if tag == "table":
            widths = [len(row) for row in node]
            assert len(set(widths)) == 1, (name, widths)


class Draw:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fixed = iter(FIXED) if seed == 0 else iter(())

    def __call__(self, prose):
        text = next(self.fixed, None)
        while text is None or (not prose and (text.count("$") > 1 or "\\$" in text)):
            text = "".join(self.random.choices(PIECES, k=self.random.randint(1, 7)))
        return text


def check_hostile(losswalk, cmark, seed):
    lesson = Lesson(Draw(seed))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.md")
        with open(path, "w", encoding="utf-8") as file:
            file.write(lesson.markdown)
        page = run(losswalk, "--batch", "-f", "markdown", path)
        sheets = [run(losswalk, "--batch", "-f", "markdown", *way, path) for way in SHEETS]
    for sheet in sheets:
        check_nothing_active(read(sheet, cmark), f"seed {seed}, sheets")
    root = read(page, cmark)
    check_nothing_active(root, f"seed {seed}")
    found = places(root)
    shown = set(found)
    for where, text in lesson.expected:
        good = (where, text) in shown or (where == "part" and any(w == "part" and text in t for w, t in found))
        assert good, f"seed {seed}: {where} {text!r} is not in the page:\n{page}\n--- lesson:\n{lesson.markdown}"
    return len(lesson.expected)


def anchor(heading):
    """As GitHub makes them (github.com/gjtorikian/html-pipeline, toc_filter.rb)."""
    kept = [c for c in heading.lower() if c in "-_ " or unicodedata.category(c)[0] in "LM" or unicodedata.category(c) in ("Nd", "Pc")]
    return "".join(kept).replace(" ", "-")


def check_shipped(losswalk, cmark, pandoc, folder, language):
    page = run(losswalk, "--batch", "-f", "markdown", "--lang", language)
    root = read(page, cmark)
    check_nothing_active(root, language, formulas=True)
    taken, anchors = {}, set()
    for node in root.iter(SPACE + "heading"):
        name = anchor(text_of(node))
        anchors.add(name if name not in taken else f"{name}-{taken[name]}")
        taken[name] = taken.get(name, 0) + 1
    targets = [node.get("destination") for node in root.iter(SPACE + "link")]
    inner = [target[1:] for target in targets if target.startswith("#")]
    assert len(inner) >= 50 and len(set(inner)) == len(inner), (language, len(inner))
    for target in inner:
        assert target in anchors or unquote(target) in anchors, (language, target)
    out = os.path.join(folder, language)
    run(losswalk, "--batch", "-f", "markdown", "--lang", language, "-o", out + "/")
    with open(os.path.join(out, "index.md"), encoding="utf-8") as file:
        index = file.read()
    files = [node.get("destination") for node in read(index, cmark).iter(SPACE + "link")]
    assert sorted(os.path.basename(file) for file in files) == sorted(set(os.listdir(out)) - {"index.md"}), language
    if pandoc is not None:
        reader = "gfm" if language == "en" else "gfm+tex_math_dollars"
        run(pandoc, "--fail-if-warnings", "-f", reader, "-t", "native", data=page.encode())


def check_sheets(losswalk, cmark, pandoc, language):
    """Each blank is a cell, or stands behind an equals sign; each line to write on is underscores; each answer of a key
    is an item of its number, and only of that."""
    for way in SHEETS:
        page = run(losswalk, "--batch", "-f", "markdown", "--lang", language, *way, "1", "4", "12", "20", "44", "49")
        root = read(page, cmark)
        check_nothing_active(root, (language, way), formulas=True)
        texts = [squeeze(text_of(node)) for node in root.iter() if node.tag in (SPACE + "table_cell", SPACE + "paragraph")]
        blanks = sum(re.fullmatch(r"(.* = )?\(\d+\) _{6}|.* = _{6}|_{6}", text.strip("[]")) is not None for text in texts)
        lines = sum(text.endswith(" " + 30 * "_") for text in texts)
        source = re.sub(r"`[^`]*`", "", page)
        assert (blanks, lines) == (len(re.findall(r"(?<!_)_{6}(?!_)", source)), len(re.findall(r"(?<!_)_{30}(?!_)", source))), (
            language, way, blanks, lines)
        assert ("--key" in way) == (blanks == 0), (language, way, blanks)
        if "--key" in way:
            lists = [node for node in root if node.tag == SPACE + "list" and node.get("type") == "ordered"]
            items = sum(len(node.findall(SPACE + "item")) for node in lists)
            assert items == len(re.findall(r"(?m)^\d+\. ", page)) and all(node.get("start") == "1" for node in lists), (
                language, way, items)
        if pandoc is not None and "--fade" not in way:
            run(pandoc, "--fail-if-warnings", "-f", "gfm+tex_math_dollars", "-t", "native", data=page.encode())


def main():
    losswalk, cmark, source = sys.argv[1:4]
    os.environ["LOSSWALK_LESSONS"] = os.path.join(source, "lessons")
    pandoc = shutil.which("pandoc")
    texts = sum(check_hostile(losswalk, cmark, seed) for seed in range(60))
    with tempfile.TemporaryDirectory() as folder:
        for language in ("en", "zh"):
            check_shipped(losswalk, cmark, pandoc, folder, language)
            check_sheets(losswalk, cmark, pandoc, language)
    print(f"{texts} hostile texts read back; pandoc: {pandoc is not None}")


if __name__ == "__main__":
    main()

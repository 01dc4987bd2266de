"""What is printed: rows 1, 10, 11 and 19."""
import ast
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree

from page import Page
from program import FORMATS, FRONT, SMALL, Run, path_of, promise_none, write

# What steers a terminal or turns text around: written as YAML escapes, and as the bytes themselves.
STEERING = ["\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\x9d0;x\x9c", "\x07", "\x08", "\r", "\x0b", "\x0c", "\x7f", "\x00", "\u202e", "\u2066",
            "\u200f", "\ufeff", "\u2028", "\x85"]
ALLOWED = {"\n", "\t"}


def escaped(text):
    return "".join("\\x%02x" % ord(c) if ord(c) < 0x100 else "\\u%04x" % ord(c) for c in text)


def steers(output):
    """The first thing in it that a terminal obeys, or None. A table may begin with a mark, a class's pages with form feeds."""
    text = output.decode("utf-8").removeprefix("\ufeff")
    for c in text:
        if (ord(c) < 0x20 and c not in ALLOWED) or 0x7f <= ord(c) < 0xa0 or 0x202a <= ord(c) <= 0x202e or 0x2066 <= ord(c) <= 0x2069:
            return c
    return None


FIELDS = {
    "title": "title: {0}\nsummary: S\n", "summary": "title: T\nsummary: {0}\n", "source": "title: T\nsource: {0}\n",
    "section": "title: T\nsection: {0}\n", "class": "title: T\nclasses: [{0}, b]\n", "sample": "title: T\nsamples: [{0}]\n",
    "terms": "title: T\nterms: [{0}]\n", "unknown key": "title: T\n{0}: 1\n", "unknown value": "title: T\nroute: {0}\n",
    "ask": "title: T\nquestions: [{{at: softmax, ask: {0}, cell: [0, 0]}}]\n",
    "hint": "title: T\nquestions: [{{at: softmax, ask: what, hint: {0}, cell: [0, 0]}}]\n",
    "choice": "title: T\nquestions: [{{at: softmax, ask: what, choices: [{0}, b], answer: b}}]\n",
    "expect": "title: T\nexpect: {{loss: 1.3133, tolerance: 0.01, source: {0}}}\n", "file": "title: T\nweights: {{file: {0}}}\n",
    "labels": "title: T\nlabels: [{0}]\n", "number": "title: T\ntemperature: {0}\n",
}


def lesson_with(field, value):
    front = "---\nformat: 1\n" + FIELDS[field].format(value)
    for key in SMALL.splitlines():
        if "\n" + key.split(":")[0] + ":" not in front:
            front += key + "\n"
    return front + "---\n"


def control():
    tried, bad = 0, []
    for field in FIELDS:
        for steering in STEERING:
            for value in ('"a%sb"' % escaped(steering), "a%sb" % steering):
                path = write("control.md", lesson_with(field, value), "\n## softmax\nText %s.\n" % steering)
                ways = [["--check"], ["--plain", "--no-questions"]]
                ways += [["--batch", "-f", form] for form in FORMATS] if value[0] == '"' and steering[0] in "\x1b\x9b\u202e" else [["--batch"]]
                for way in ways:
                    run = Run(*way, path, stdin=b"n\nq\n")
                    tried += 1
                    found = steers(run.out) or steers(run.err_bytes)
                    if found or run.status not in (0, 1):
                        bad.append((field, ascii(steering), way, run.status, ascii(found)))
    promise_none(1, "outputs of texts that steer a terminal", tried, bad)
    tried, bad = 0, []
    for steering in STEERING[:-6]:
        if steering == "\0":
            continue
        name = "n%s.md" % steering
        good = write(name, FRONT, SMALL, "---\nx\n")
        for arguments in (["--batch", good], ["--check", good], ["--batch", "-f", "json", good], [good + "x"], ["--set", "title=" + steering, "4"],
                          ["--set", steering + "=1", "4"], ["--lang", steering], ["--" + steering], ["--lessons", steering, "--list"],
                          ["-f", steering, "--batch"], ["--new", "/nowhere/" + steering], ["--progress", good], ["--diagnose", steering, "4"],
                          ["--compare", steering, "--batch", "4"], ["--stages", steering, "--batch", "4"], ["-w", steering, "--batch"]):
            run = Run(*arguments)
            tried += 1
            found = steers(run.out) or steers(run.err_bytes)
            if found or run.status not in (0, 1, 2):
                bad.append((arguments, run.status, ascii(found), run.err[:80]))
    promise_none(1, "names and arguments that steer a terminal", tried, bad)


# What means something to HTML, LaTeX, Markdown, JSON, XML, notebooks or code.
MEANING = ["<script>alert(1)</script>", "</script><script>x", "<img src=x onerror=alert(1)>", "\\input{/etc/passwd}", "\\write18{id}",
           "](javascript:alert(1))", "[a](javascript:alert(1))", "$\\href{javascript:x}{y}$", "100 % of $5 & #1 _a_ ^b ~c", "`code` ``x``",
           "\"quoted\" 'twice'", "]]>", "<![CDATA[x]]>", "&lt;&amp;&#60;", "<!-- x -->", "--> x", "{{7*7}} {% x %}", "*/ x /*", "${x}", "<a href='x'>"]


class Piece(Page):
    """A piece of HTML within another format: a page's rules, but for those about the page as a whole."""

    def check_policy(self):
        pass


def spaces(text):
    return " ".join(text.split())


def strings_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from strings_of(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings_of(member)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def meaning():
    tried, bad = 0, []
    for field in ("title", "summary", "class", "sample", "ask", "hint", "choice", "source"):
        for text in MEANING:
            path = write("m.md", lesson_with(field, quoted(text)), "x\n")
            shown = field in ("title", "class", "sample")
            for form in ("html", "json", "notebook", "moodle"):
                run = Run("--batch", "-f", form, path)
                tried += 1
                if run.status != 0:
                    bad.append((field, text, form, run.status, run.err[:120]))
                    continue
                out = run.out.decode()
                if form == "html":
                    page = Page(out)
                    wrong = page.faults
                    wrong = wrong or (shown and not set("$`") & set(text) and spaces(text) not in spaces("".join(page.pieces))) # set as such
                elif form == "moodle":
                    root = xml.etree.ElementTree.fromstring(run.out)
                    inner = [Piece(e.text or "") for parent in root.iter() if parent.tag not in ("name", "category") for e in parent.findall("text")] # names are no HTML
                    wrong = [p.faults for p in inner if p.faults or p.all("script")]
                    wrong = wrong or (field == "ask" and not set("$`") & set(text) and not any(spaces(text) in spaces("".join(p.pieces)) for p in inner))
                else:
                    strings = list(strings_of(json.loads(out)))
                    wrong = form == "json" and shown and text not in strings
                if wrong:
                    bad.append((field, text, form, wrong))
    promise_none(10, "signs of other languages, read back", tried, bad)


def odd_numbers():
    """Each is refused at its place, or has numbers in JSON; what is not finite has a finding."""
    cases = []
    for value in (".inf", "-.inf", ".nan", "-0.0", "5.0e-324", "1.0e+308", "-1.0e+308"):
        for route in ("textbook", "stable", "fused"):
            cases.append("classes: [a, b]\nlogits: [[%s, 1], [0, 0]]\nlabels: [0, 1]\nroute: %s\n" % (value, route))
            cases.append("classes: [a, b]\nlogits: [[%s, %s]]\nlabels: [1]\nroute: %s\n" % (value, value, route))
            cases.append("loss: binary_cross_entropy\nlogits: [[%s], [0]]\ntargets: [[1], [0]]\nroute: %s\n" % (value, route))
    for rest in ("logits: [[1, 2]]\nlabels: [0]\nmask: [0]\n", "logits: [[1, 2]]\nlabels: [-100]\nignore_index: -100\n", "logits: [[1, 2]]\nlabels: [2]\n",
                 "logits: [[1, 2]]\nlabels: [-1]\n", "logits: []\nlabels: []\n", "logits: [[]]\nlabels: [0]\n", "logits: [[1]]\nlabels: [0]\n",
                 "logits: [[1, 2]]\nlabels: []\n", "logits: [[1, 2]]\nlabels: [0]\nclass_weights: [0, 0]\nreduction: mean\nrules: pytorch\n"):
        cases += [rest + "reduction: %s\n" % reduction if "reduction" not in rest else rest for reduction in ("mean", "sum", "none")]
    bad = []
    for case in cases:
        path = write("odd.md", FRONT, case, "---\nx\n")
        run = Run("--batch", "-f", "json", path)
        located = run.err.startswith("%s:" % path) and re.match(r"\d+:\d+: error: ", run.err[len(path) + 1:])
        if run.status == 1 and located:
            continue
        trace = json.loads(run.out)
        if run.status != 0:
            bad.append((case, run.status, run.err[:120]))
        elif re.search(r'"(nan|-?inf)"|\b(NaN|Infinity)\b|null', json.dumps(trace.get("loss"))) and not json.dumps(trace).count('"finding'):
            bad.append((case, "no finding", run.out[:200]))
    promise_none(11, "infinite, no numbers, nothing, one", len(cases), bad)


CODE = ["\"\"\"\nimport os\n\"\"\"", "'''", "x\nimport os", "# -*- coding: utf-7 -*-", "+AAo-import os", "#!/bin/sh", "\\", "\"; import os #", "');process.exit(9);//",
        "*/process.exit(9)/*", "${process.exit(9)}", "`", "%system id", "!id", "\\u000aimport os", "\u2028import os"]


def skeleton(code):
    """A program without its texts."""
    return re.sub(r"(?s)Constant\(value='.*?'\)|Constant\(value=\".*?\"\)", "TEXT", ast.dump(ast.parse(code)))


def code():
    tried, bad = 0, []
    node = shutil.which("node")
    forms = ("numpy", "pytorch", "notebook") + (("tfjs",) if node else ())

    def programs(form, path):
        run = Run("--batch", "-f", form, path)
        if run.status != 0:
            return run.status, run.err[:200]
        out = run.out.decode()
        if form == "notebook":
            out = "\n".join("".join(cell["source"]) for cell in json.loads(out)["cells"] if cell["cell_type"] == "code")
        if form == "tfjs":
            # A text in the place of another is one token for another: the rest is as it was.
            checked = subprocess.run([node, "--check", "-"], input=out, capture_output=True, text=True, check=False)
            return checked.returncode, "process" in re.sub(r'"(?:[^"\\]|\\.)*"|//[^\n]*', "", out)
        return skeleton(out)

    expected = {form: programs(form, write("code.md", lesson_with("title", "T"), "x\n")) for form in forms}
    for text in CODE:
        for where in ("title", "summary", "source", "name"):
            if where == "name":
                path = write("c%s.md" % text.replace("/", "|"), lesson_with("title", "T"), "x\n")
            else:
                path = write("code.md", lesson_with(where, json.dumps(text)), "x\n")
            for form in forms:
                tried += 1
                made = programs(form, path)
                if made != expected[form] and not (isinstance(made, tuple) and made[0] == 1 and "error" in str(made[1])):
                    bad.append((where, text, form, made[:2] if isinstance(made, tuple) else "another program"))
    promise_none(19, "texts and names as code", tried, bad)


def check():
    control()
    meaning()
    odd_numbers()
    code()

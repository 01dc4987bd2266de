"""What is read: rows 2 to 8 and 18."""
import os
import time

import program
from program import FORMATS, FRONT, MB, SMALL, Run, is_located, memory, path_of, promise, promise_none, write


def aliases(speed):
    lists = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    for before, name in zip("abcdefgh", "bcdefghi"):
        lists += "%s: &%s [%s]\n" % (name, name, ", ".join(["*" + before] * 9))
    for what, text in (("alias bomb", lists + "logits: *i\n"), ("cycle", "logits: &a [*a]\n"),
                       ("merge key", "classes: [a, b]\n<<: {labels: [0]}\n"), ("tag", "logits: !!python/object:os.system [[1, 2]]\n")):
        run = Run("--check", write("bomb.md", FRONT, text, "---\nx\n"), times=7, limit=memory(8 * MB))
        promise(2, what, "%.1f ms of 10, in 8 MiB" % (run.seconds * 1e3), is_located(run) and run.seconds < 0.010 * speed)


def nesting(speed):
    for sign in ("{", "[", "- "):
        for key in ("", "logits: "):
            run = Run("--check", write("deep.md", FRONT if key else "---\n", key, sign * 1000000, "\n---\nx\n"), times=7)
            promise(3, "a million of '%s'%s" % (sign, " in a key" if key else ""), "%.1f ms of 50" % (run.seconds * 1e3),
                    is_located(run) and run.seconds < 0.050 * speed)


# What is no text, and which byte of it is the first bad one.
NO_TEXT = [
    (b"\x25\xf3\x09\x37\xa0\xf0\x82", 1), (b"a\xff", 1), (b"\x80", 0), (b"ab\xc3", 2), (b"\xc0\xaf", 0), (b"\xe0\x80\xaf", 0),
    (b"\xf0\x80\x80\xaf", 0), (b"\xed\xa0\x80", 0), (b"\xf4\x90\x80\x80", 0), (b"\xf8\x88\x80\x80\x80", 0), (b"x\xe2\x82", 1),
    (b"\xf0\x9f\x98", 0), (b"a\0b", 1), (b"\xfe\xff", 0),
]


def no_text():
    """Each in a key of the front matter and in the text below it; the columns count characters, from 1."""
    tried, bad = 0, []
    for before, line in ((FRONT + SMALL + "source: ", 8), (FRONT + SMALL + "---\nWörter ", 9)):
        for data, first in NO_TEXT:
            for after in (b"\n---\nx\n" if line == 8 else b"\n", b""): # whole, and the file ends there
                path = write("bytes.md", before, data, after)
                run = Run("--check", path, seconds=10)
                tried += 1
                where = "%s:%d:%d: error: " % (path, line, len(before.splitlines()[-1]) + first + 1)
                if run.status != 1 or not run.err.startswith(where):
                    bad.append((data, after, run.status, run.err[:160], where))
    for data in ("---\nformat: 1\n".encode("utf-16-le"), "---\nformat: 1\n".encode("utf-16"), b"", b"---", b"---\n", b"\xef\xbb\xbf",
                 b"---\nformat: 1\ntitle: T\n", b"\0" * 100, os.urandom(5000)):
        run = Run("--check", write("bytes.md", data), seconds=10)
        tried += 1
        if not is_located(run):
            bad.append((data[:20], run.status, run.err[:160]))
    promise_none(4, "bytes that are no text, at their line and column", tried, bad)


def large():
    numbers = ",\n".join(["[" + ", ".join("%d.%d" % (i % 7, c % 10) for c in range(100)) + "]" for i in range(100000)])
    path = write("large.md", FRONT, "logits: [", numbers, "]\n---\nx\n")
    run = Run("--check", path, limit=memory(100 * MB))
    promise(5, "a lesson of %d MB" % (os.path.getsize(path) // 1000000), "%.2f s of 4, in 100 MiB: %s" % (
        run.seconds, run.err.splitlines()[0][-60:]), run.status == 1 and "error" in run.err and run.seconds < 4 * 2)


def growth():
    def questions(n):
        return SMALL + "questions:\n" + "  - at: softmax\n    ask: what\n    cell: [0, 0]\n" * n

    kinds = {
        "keys": lambda n: "".join("k%d: 1\n" % i for i in range(n)),
        "one key again and again": lambda n: "precision: 4\n" * n,
        "questions": questions,
        "rows": lambda n: "classes: [a, b]\nlabels: [%s]\nlogits:\n%s" % (", ".join(["0"] * n), "  - [1, 2]\n" * n),
        "classes": lambda n: "classes: [%s]\nlogits: [[%s]]\nlabels: [0]\n" % (
            ", ".join("c%d" % i for i in range(n)), ", ".join(["1"] * n)),
        "signs without a partner in a text": lambda n: SMALL + 'source: "%s"\n' % ("$a " * (n // 5)),
        "quoted numbers in a text": lambda n: SMALL + 'questions:\n  - {at: softmax, cell: [0, 0], ask: "%s"}\n' % (
            "{{softmax[0,0]}} " * (n // 5)),
    }
    for what, text in kinds.items():
        seconds = [Run("--check", write("many.md", FRONT, text(n), "---\nx\n"), times=5).seconds for n in (0, 5000, 50000)]
        ratio = (seconds[2] - seconds[0]) / max(seconds[1] - seconds[0], 0.002)
        promise(6, "ten times as many " + what, "%.1f times as long, of 15 (%.0f ms)" % (ratio, seconds[2] * 1e3), ratio < 15 * 2)
    # Of what is not refused: all that is printed of it.
    kept = {
        "questions": (100, lambda n: SMALL + "questions:\n" + "".join(
            "  - {at: softmax, ask: what %d, cell: [0, %d]}\n" % (i, i % 2) for i in range(n)) + "---\nx\n"),
        "rows": (500, lambda n: kinds["rows"](n) + "---\nx\n"), "classes": (500, lambda n: kinds["classes"](n) + "---\nx\n"),
        "labels that are left out": (10, lambda n: SMALL + "ignore_label: [%s]\n---\nx\n" % ", ".join("%d" % -i for i in range(1, n + 1))),
        "names of lessons": (1000, lambda n: SMALL + "---\n%s\n" % " ".join("[[a%d]]" % i for i in range(n))),
        "expected figures": (500, lambda n: kinds["rows"](n) + "expect:\n  per_sample: [%s]\n---\nx\n" % ", ".join(["1.3133"] * n)),
        "paragraphs": (300, lambda n: SMALL + "---\n" + "Some $p$ and `log`, *at* [a](https://b.c).\n\n- x\n\n| a |\n|---|\n| b |\n\n" * n),
    }
    ways = [["--check"], ["--batch", "--key"], ["--batch", "--compare", "all"]] + [["--batch", "-f", form] for form in FORMATS]
    tried, bad, worst = 0, [], (0, "")
    for what, (few, text) in kept.items():
        files = [write("%d.md" % n, FRONT, text(n)) for n in (1, few, 10 * few)]
        for way in ways:
            runs = [Run(*way, file, times=2) for file in files]
            ratio = (runs[2].seconds - runs[0].seconds) / max(runs[1].seconds - runs[0].seconds, 0.005)
            tried += 1
            worst = max(worst, (ratio, "%s, %s, %.0f ms" % (what, " ".join(way), runs[2].seconds * 1e3)))
            if ratio > 15 * 2 or any(run.status > ("names" in what) for run in runs): # they are none
                bad.append((what, way, ratio, [run.status for run in runs], runs[2].err[:200]))
    promise(6, "ten times as much, printed in %d ways" % tried, "at most %.1f times as long, of 15 (%s)%s" % (*worst, bad or ""), not bad)


def long_words():
    """A text without an end of line, ten times as long; in each format that lays text out, and as sentences."""
    units = {"letters": "a", "white space": "a \u2003", "no width": "a\u200b\u0301", "wide letters": "\u4e00", "signs": "*_`$\\"}
    ways = {form: ["--batch", "-f", form] for form in ("text", "markdown", "html", "latex")}
    ways["width 40"] = ["--batch", "-w", "40"]
    ways["width 1000"] = ["--batch", "-w", "1000"]
    ways["plain"] = ["--plain"]
    worst, bad, tried = (0, ""), [], 0
    for name, unit in units.items():
        for way, arguments in ways.items():
            seconds = []
            for size in (30000, 300000):
                path = write("long.md", FRONT, SMALL, "---\n", unit * (size // len(unit)), "\n")
                run = Run(*arguments, path, stdin=b"n\nq\n", times=2)
                seconds.append(run.seconds)
                if run.status not in (0, 1):
                    bad.append((name, way, run.status, run.err[:100]))
            tried += 1
            ratio = (seconds[1] - program.START) / max(seconds[0] - program.START, 0.002)
            worst = max(worst, (ratio, "%s, %s" % (name, way)))
            if ratio > 2 * 15:
                bad.append((name, way, ratio))
    promise(18, "a word ten times as long, %d ways" % tried, "at most %.1f times as long, of 15 (%s)" % worst, not bad)
    begin = time.perf_counter()
    path = write("long.md", FRONT, SMALL, "---\n", "a" * 1000000, "\n\n", "\u200b" * 300000, "\n")
    run = Run("--batch", path)
    promise(18, "a word of a million letters", "exit status %d, %.0f ms" % (run.status, (time.perf_counter() - begin) * 1e3),
            run.status in (0, 1) and time.perf_counter() - begin < 10)


def header(text, version=1, size=None):
    text = text.encode("latin-1")
    size = len(text) if size is None else size
    return b"\x93NUMPY" + bytes([version, 0]) + size.to_bytes(2 if version == 1 else 4, "little") + text


def shaped(shape, descr="'<f8'", data=b""):
    return header("{'descr': %s, 'fortran_order': False, 'shape': %s, }\n" % (descr, shape)) + data


WIDE = "rows beyond memory"


def arrays():
    cases = {
        "a header of 4 GiB": header("{", 2, 0xFFFFFFFF), "a header of other letters": header("{'d\xe9scr': '<f8'}\n"),
        "objects": shaped("(2, 2)", "'|O'", b"x" * 32), "records": shaped("(2, 2)", "[('a', '<f8')]", b"x" * 32),
        "a negative shape": shaped("(-2, 2)"), "a shape of nothing": shaped("(0, 2)"),
        "2^32 x 2^32": shaped("(4294967296, 4294967296)"), "2^63": shaped("(9223372036854775808,)"),
        "too few data": shaped("(2, 2)", data=b"x" * 31), "too many data": shaped("(2, 2)", data=b"x" * 33),
        WIDE: shaped("(2, 4294967296)", "'<f4'"), "another magic": b"\x94NUMPY\1\0" + b"x" * 100, "a torn archive": b"PK\3\4" + b"\0" * 100, "nothing": b"",
    }
    bad = []
    for what, data in cases.items():
        os.truncate(write("z.npy", data), len(data) + (2 << 34 if what == WIDE else 0)) # has a hole, and takes no room
        run = Run("--check", write("array.md", FRONT, "logits: {file: z.npy}\nlabels: [0, 1]\n---\nx\n"), limit=memory(16 * MB))
        if run.status != 1 or not ("z.npy" in run.err or "'logits'" in run.err or "scores of shape" in run.err):
            bad.append((what, run.status, run.err[:200]))
    promise_none(7, "wrong arrays, in 16 MiB", len(cases), bad)


def paths():
    os.makedirs(path_of("folder.npy"), exist_ok=True)
    secret = path_of("../%s.secret" % os.path.basename(program.FOLDER))
    write(secret, shaped("(2, 2)", data=b"\0" * 32))
    os.mkfifo(path_of("fifo.npy"))
    os.symlink(secret, path_of("link.npy"))
    names = ["../" + os.path.basename(secret), os.path.abspath(secret), "link.npy", "fifo.npy", "/dev/zero", "folder.npy", "gone.npy"]
    bad = []
    for name in names:
        run = Run("--check", write("path.md", FRONT, "logits: {file: %s}\nlabels: [0, 1]\n---\nx\n" % name), seconds=5)
        if run.status != 1 or "error" not in run.err:
            bad.append((name, run.status, run.err[:200]))
    os.unlink(secret)
    promise_none(8, "ways out of a folder", len(names), bad)


def check(speed):
    aliases(speed)
    nesting(speed)
    no_text()
    large()
    growth()
    arrays()
    paths()
    long_words()

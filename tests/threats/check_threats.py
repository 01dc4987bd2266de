#!/usr/bin/env python3
"""What may go wrong with a file or a machine, and what is promised: each row prints its figure.

    check_threats.py LOSSWALK LESSONS-FOLDER

Times are the least of several runs, printed beside the promise; a row fails at twice that, on a machine that starts the
program in 3 ms, and later on one that does not, for a machine may be busy. Memory is what the system is told to give at most (RLIMIT_DATA). What is not here is another test's: tests/README.md, "Threats".
"""
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

LOSSWALK, LESSONS = (os.path.abspath(a) for a in sys.argv[1:3])
MB = 1 << 20
FRONT = "---\nformat: 1\ntitle: T\nsummary: S\n"
rows = []


class Run:
    def __init__(self, *arguments, stdin=b"", stdout=subprocess.PIPE, times=1, seconds=60, limit=None):
        self.seconds = float("inf")
        for _ in range(times):
            start = time.perf_counter()
            child = subprocess.Popen([LOSSWALK, *arguments], stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.PIPE,
                                     env={**os.environ, "LOSSWALK_LESSONS": LESSONS, "HOME": FOLDER, "XDG_STATE_HOME": FOLDER,
                                          "LC_ALL": "C.UTF-8"},
                                     preexec_fn=limit)
            watch = threading.Timer(seconds, child.kill)
            watch.start()
            out, err = [], []
            readers = [threading.Thread(target=lambda: out.append(child.stdout.read() if child.stdout else b"")),
                       threading.Thread(target=lambda: err.append(child.stderr.read()))]
            for reader in readers:
                reader.start()
            try:
                child.stdin.write(stdin)
                child.stdin.close()
            except BrokenPipeError:
                pass
            self.status = child.wait()
            self.seconds = min(self.seconds, time.perf_counter() - start)
            watch.cancel()
            for reader in readers:
                reader.join()
            self.out, self.err = out[0], err[0].decode(errors="replace")


def memory(most):
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def write(name, *parts):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(parts)
    return path


def promise(row, what, figure, kept):
    rows.append(kept)
    print("%s threat %-3s %-44s %s" % ("ok    " if kept else "FAILED", row, what, figure), flush=True)


def is_located(run):
    return run.status == 1 and re.search(r"^[^\n]*:\d+:\d+: error: ", run.err)


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


def large():
    numbers = ",\n".join(["[" + ", ".join("%d.%d" % (i % 7, c % 10) for c in range(100)) + "]" for i in range(100000)])
    path = write("large.md", FRONT, "logits: [", numbers, "]\n---\nx\n")
    run = Run("--check", path, limit=memory(100 * MB))
    promise(5, "a lesson of %d MB" % (os.path.getsize(path) // 1000000), "%.2f s of 4, in 100 MiB: %s" % (
        run.seconds, run.err.splitlines()[0][-60:]), run.status == 1 and "error" in run.err and run.seconds < 4 * 2)


def growth():
    def questions(n):
        return "classes: [a, b]\nlogits: [[1, 2]]\nlabels: [0]\nquestions:\n" + "  - at: softmax\n    ask: what\n    cell: [0, 0]\n" * n

    kinds = {
        "keys": lambda n: "".join("k%d: 1\n" % i for i in range(n)),
        "one key again and again": lambda n: "precision: 4\n" * n,
        "questions": questions,
        "rows": lambda n: "classes: [a, b]\nlabels: [%s]\nlogits:\n%s" % (", ".join(["0"] * n), "  - [1, 2]\n" * n),
        "classes": lambda n: "classes: [%s]\nlogits: [[%s]]\nlabels: [0]\n" % (
            ", ".join("c%d" % i for i in range(n)), ", ".join(["1"] * n)),
    }
    for what, text in kinds.items():
        seconds = [Run("--check", write("many.md", FRONT, text(n), "---\nx\n"), times=5).seconds for n in (0, 5000, 50000)]
        ratio = (seconds[2] - seconds[0]) / max(seconds[1] - seconds[0], 0.002)
        promise(6, "ten times as many " + what, "%.1f times as long, of 15 (%.0f ms)" % (ratio, seconds[2] * 1e3), ratio < 15 * 2)


def header(text, version=1, size=None):
    text = text.encode("latin-1")
    size = len(text) if size is None else size
    return b"\x93NUMPY" + bytes([version, 0]) + size.to_bytes(2 if version == 1 else 4, "little") + text


def arrays():
    def shaped(shape, descr="'<f8'", data=b""):
        return header("{'descr': %s, 'fortran_order': False, 'shape': %s, }\n" % (descr, shape)) + data

    cases = {
        "a header of 4 GiB": header("{", 2, 0xFFFFFFFF), "a header of other letters": header("{'d\xe9scr': '<f8'}\n"),
        "objects": shaped("(2, 2)", "'|O'", b"x" * 32), "records": shaped("(2, 2)", "[('a', '<f8')]", b"x" * 32),
        "a negative shape": shaped("(-2, 2)"), "a shape of nothing": shaped("(0, 2)"),
        "2^32 x 2^32": shaped("(4294967296, 4294967296)"), "2^63": shaped("(9223372036854775808,)"),
        "too few data": shaped("(2, 2)", data=b"x" * 31), "too many data": shaped("(2, 2)", data=b"x" * 33),
        "another magic": b"\x94NUMPY\1\0" + b"x" * 100, "a torn archive": b"PK\3\4" + b"\0" * 100, "nothing": b"",
    }
    good = True
    for what, data in cases.items():
        with open(os.path.join(FOLDER, "z.npy"), "wb") as file:
            file.write(data)
        text = FRONT + "data: z.npy\nlabels: [0, 1]\n---\nx\n"
        run = Run("--check", write("array.md", text.replace("data: z.npy", "logits: {file: z.npy}")), limit=memory(16 * MB))
        named = run.status == 1 and ("z.npy" in run.err or "'logits'" in run.err or "scores of shape" in run.err)
        good = good and named
        if not named:
            print("       %s: exit status %d, %s" % (what, run.status, run.err[:200]))
    promise(7, "%d wrong arrays" % len(cases), "all refused, in 16 MiB", good)


def paths():
    os.makedirs(os.path.join(FOLDER, "folder.npy"), exist_ok=True)
    secret = os.path.join(FOLDER, "..", os.path.basename(FOLDER) + ".secret")
    with open(secret, "wb") as file:
        file.write(header("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }\n") + b"\0" * 32)
    fifo, link = os.path.join(FOLDER, "fifo.npy"), os.path.join(FOLDER, "link.npy")
    os.mkfifo(fifo)
    os.symlink(secret, link)
    good = True
    names = ["../" + os.path.basename(secret), os.path.abspath(secret), "link.npy", "fifo.npy", "/dev/zero", "folder.npy", "gone.npy"]
    for name in names:
        run = Run("--check", write("path.md", FRONT, "logits: {file: %s}\nlabels: [0, 1]\n---\nx\n" % name), seconds=5)
        good = good and run.status == 1 and "error" in run.err
        if run.status != 1:
            print("       %s: exit status %d, %s" % (name, run.status, run.err[:200]))
    os.unlink(secret)
    promise(8, "%d ways out of a folder" % len(names), "all refused", good)


def ends():
    def no_space(arguments):
        with open("/dev/full", "wb") as full:
            return Run(*arguments, stdout=full)

    for what, arguments in (("a trace", ["--batch", "4"]), ("a list", ["--list"]), ("help", ["--help"])):
        run = no_space(arguments)
        promise(12, what + " onto a full disk", "exit status %d: %s" % (run.status, run.err.strip()[:40]), run.status == 1 and run.err)
    read, wrote = os.pipe()
    os.close(read)
    run = Run("--batch", "-f", "html", stdout=wrote)
    os.close(wrote)
    promise(12, "into a pipe that nobody reads", "exit status %d" % run.status, run.status in (1, -signal.SIGPIPE, 141))
    old = write("old.html", "old")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = Run("--batch", "-f", "html", "-o", old, "4", limit=small)
    with open(old, encoding="utf-8") as file:
        promise(12, "a file that may not grow", "the old one stays", run.status == 1 and file.read() == "old" and
                not [n for n in os.listdir(FOLDER) if n.startswith("old.html.")])


def same_bytes():
    outputs = set()
    for locale in ("C", "C.UTF-8", "en_US.ISO-8859-1", "de_DE.UTF-8", "xx_XX"):
        os.environ["LC_ALL"] = locale
        done = subprocess.run([LOSSWALK, "--batch", "--lessons", LESSONS, "4", "7"], env={**os.environ, "LC_ALL": locale},
                              capture_output=True, check=True)
        outputs.add(done.stdout)
    promise(14, "locales", "%d output of 5" % len(outputs), len(outputs) == 1)


def main():
    global FOLDER
    FOLDER = tempfile.mkdtemp()
    try:
        start = Run("--version", times=9).seconds
        speed = 2 * max(1, start / 0.003)
        print("the program starts in %.1f ms here" % (start * 1e3))
        aliases(speed)
        nesting(speed)
        large()
        growth()
        arrays()
        paths()
        ends()
        same_bytes()
    finally:
        shutil.rmtree(FOLDER)
    return 0 if all(rows) else 1


sys.exit(main())

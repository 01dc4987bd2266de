"""What is kept, and what goes while it is read: rows 9, 12 and 15."""
import os
import random
import resource
import shutil
import signal
import subprocess

import program
from program import FRONT, MB, Run, environment, path_of, promise, promise_none, write
from reading import shaped


def data_that_goes():
    """The program has printed the first rows, and waits until somebody reads on."""
    numbers = bytes(range(1, 101)) * (8 * MB // 100)
    bad = []

    def truncated(path):
        os.truncate(path, 1000)

    def replaced(path):
        shutil.copy(path, path + ".new")
        os.replace(path + ".new", path)

    def changed(path):
        with open(path, "r+b") as file:
            file.seek(MB)
            file.write(b"\xff" * 100)

    ways = [(harm, form) for harm in (truncated, replaced, changed, os.unlink) for form in ("json", "text", "csv")]
    for harm, form in ways:
        path = write("big.npy", shaped("(%d, 10)" % (len(numbers) // 80), data=numbers[:len(numbers) // 80 * 80]))
        rows = len(numbers) // 80
        write("lab.npy", shaped("(%d,)" % rows, "'<i1'", b"\1" * rows))
        lesson = write("big.md", FRONT, "logits: {file: big.npy}\nlabels: {file: lab.npy}\n---\nx\n")
        with subprocess.Popen([program.LOSSWALK, "--batch", "-f", form, "--rows", "all", "--threads", "1", lesson], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=environment()) as child:
            child.stdout.read(1000)
            harm(path)
            _, err = child.communicate(timeout=60)
        if child.returncode != 1 or b"big.npy" not in err or b": error: " not in err:
            bad.append((harm.__name__, form, child.returncode, err[:200]))
    promise_none(9, "data that goes while it is read", len(ways), bad)


def no_space():
    for what, arguments in (("a trace", ["--batch", "4"]), ("a list", ["--list"]), ("help", ["--help"])):
        with open("/dev/full", "wb") as full:
            run = Run(*arguments, stdout=full)
        promise(12, what + " onto a full disk", "exit status %d: %s" % (run.status, run.err.strip()[:40]), run.status == 1 and run.err)
    read, wrote = os.pipe()
    os.close(read)
    run = Run("--batch", "-f", "html", stdout=wrote)
    os.close(wrote)
    promise(12, "into a pipe that nobody reads", "exit status %d" % run.status, run.status in (1, -signal.SIGPIPE, 141))
    run = Run("--batch", "4", limit=lambda: os.close(1))
    promise(12, "onto a standard output that is closed", "exit status %d" % run.status, run.status == 1 and run.err)
    old = write("old.html", "old")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = Run("--batch", "-f", "html", "-o", old, "4", limit=small)
    with open(old, encoding="utf-8") as file:
        promise(12, "a file that may not grow", "the old one stays", run.status == 1 and file.read() == "old" and
                not [n for n in os.listdir(program.FOLDER) if n.startswith("old.html.")])


def lines_of(state):
    with open(os.path.join(state, "losswalk", "progress"), "rb") as file:
        return file.read()


def walked(state, lesson, keys=b"n\nn\nq\n"):
    return Run("--plain", "--no-questions", lesson, stdin=keys, XDG_STATE_HOME=state)


def damaged():
    """Whatever became of the file: lessons open, and no line is lost that was whole."""
    state = path_of("state")
    folder = os.path.join(state, "losswalk")
    for lesson in ("4", "5", "7"):
        walked(state, lesson)
    whole = lines_of(state)
    keep = {line for line in whole.splitlines() if b"reductions" in line or b"one-hot" in line}
    draw = random.Random(4)
    bad = []
    kinds = [lambda d: d[:draw.randrange(len(d))], lambda d: d + bytes(draw.randrange(256) for _ in range(200)) + b"\n",
             lambda d: d.replace(b"\n", b"\r\n"), lambda d: d.replace(b"step=", b"step=-9999999999999999999"), lambda d: b"",
             lambda d: d.replace(b"losswalk progress 1", b"losswalk progress 99"), lambda d: b"\0" * 100, lambda d: d + d,
             lambda d: bytes(b ^ (1 << draw.randrange(8)) if draw.random() < 0.01 else b for b in d)]
    tries = 90
    for number in range(tries):
        data = kinds[number % len(kinds)](whole)
        shutil.rmtree(folder)
        os.makedirs(folder)
        with open(os.path.join(folder, "progress"), "wb") as file:
            file.write(data)
        run = walked(state, "4")
        listed = Run("--list", XDG_STATE_HOME=state)
        after = lines_of(state)
        left = os.path.join(folder, "progress.damaged")
        if os.path.exists(left):
            with open(left, "rb") as file:
                after += b"\n" + file.read()
        lost = [line for line in keep if line in data.splitlines() and line not in after.splitlines()]
        newer = data.startswith(b"losswalk progress 99")
        if run.status != 0 or listed.status != 0 or b"Sparse" not in run.out or lost or (newer and lines_of(state) != data):
            bad.append((data[:60], run.status, run.err[:120], lost))
    promise_none(15, "damaged progress: lessons open, whole lines stay", tries, bad)


def not_writable():
    """A file, a folder that cannot be written. (Root may write anything: a folder in the place of the file is one.)"""
    state = path_of("shut")
    os.makedirs(os.path.join(state, "losswalk", "progress"))
    run = walked(state, "4")
    promise(15, "progress that cannot be written", "exit status %d: %s" % (run.status, run.err.strip().splitlines()[0][-40:] if run.err else ""),
            b"Sparse" in run.out and "progress" in run.err)


def two_at_once():
    """Twelve programs in one moment, each in its lesson."""
    state = path_of("both")
    ids = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
    rounds, lost = 5, 0
    for _ in range(rounds):
        shutil.rmtree(state, ignore_errors=True)
        children = [subprocess.Popen([program.LOSSWALK, "--plain", "--no-questions", lesson], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL, env=environment(XDG_STATE_HOME=state)) for lesson in ids]
        for child in children:
            child.stdin.write(b"n\nn\nq\n")
            child.stdin.close()
        for child in children:
            child.wait(60)
        lost += len(ids) - lines_of(state).count(b"lesson=")
    promise(15, "%d times %d programs at once" % (rounds, len(ids)), "%d places lost" % lost, lost == 0)


def check():
    data_that_goes()
    no_space()
    damaged()
    not_writable()
    two_at_once()

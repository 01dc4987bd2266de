"""The program as the threats meet it: run, timed, limited; and what is promised of it, printed."""
import os
import re
import resource
import subprocess
import tempfile
import threading

from running import formats

MB = 1 << 20
FRONT = "---\nformat: 1\ntitle: T\nsummary: S\n"
SMALL = "classes: [a, b]\nlogits: [[1, 2]]\nlabels: [0]\n"
FORMATS = formats()

LOSSWALK = LESSONS = FOLDER = None
rows = []


def start(program, lessons):
    global LOSSWALK, LESSONS, FOLDER
    LOSSWALK, LESSONS, FOLDER = os.path.abspath(program), os.path.abspath(lessons), tempfile.mkdtemp()


def environment(**more):
    return {**os.environ, "LOSSWALK_LESSONS": LESSONS, "HOME": FOLDER, "XDG_STATE_HOME": FOLDER, "LC_ALL": "C.UTF-8", **more}


class Run:
    """One run, or the fastest of several, in seconds of computing: a busy machine does not count. `limit` is called in the child before it becomes the program."""

    def __init__(self, *arguments, stdin=b"", stdout=subprocess.PIPE, times=1, seconds=60, limit=None, **variables):
        self.seconds = float("inf")
        for _ in range(times):
            child = subprocess.Popen([LOSSWALK, *arguments], stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.PIPE,
                                     env=environment(**variables), preexec_fn=limit)
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
            _, status, used = os.wait4(child.pid, 0)
            self.status = child.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = min(self.seconds, used.ru_utime + used.ru_stime)
            watch.cancel()
            for reader in readers:
                reader.join()
            self.out, self.err_bytes = out[0], err[0]
            self.err = err[0].decode(errors="replace")


def memory(most):
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def path_of(name):
    return os.path.join(FOLDER, name)


def write(name, *parts):
    path = path_of(name)
    with open(path, "wb") as file:
        for part in parts:
            file.write(part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape"))
    return path


def promise(row, what, figure, kept):
    rows.append(bool(kept))
    print("%s threat %-3s %-48s %s" % ("ok    " if kept else "FAILED", row, what, figure), flush=True)


def promise_none(row, what, tried, bad):
    """Of so many cases tried none is bad; those that are, are shown."""
    for case in bad[:5]:
        print("       %s" % (case,))
    promise(row, what, "%d tried, %d bad" % (tried, len(bad)), tried > 0 and not bad)


def is_located(run):
    return run.status == 1 and re.search(r"^[^\n]*:\d+:\d+: error: ", run.err)

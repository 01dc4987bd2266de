#!/usr/bin/env python3
"""Every call of the system's that can fail, failed in turn, in every way of running.

    check_faults.py LOSSWALK INJECT-LIBRARY LESSONS-FOLDER [EVERY [WAY...]]

A run without a fault lists its calls (inject.c): allocations, files, folders, signals, the terminal. Then the program is
run once for each place that a call comes from, with that call failing, for the first time and for the last. Whatever
fails: no crash, no leak and no complaint of the sanitizers, no hang; the terminal as it was; files as they were or complete,
and none left over; and either everything was done all the same, or the exit status is not 0 and standard error says why.
"""
import collections
import concurrent.futures
import ctypes
import errno
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from running import formats, left_screen, own_terminal # noqa: E402

LOSSWALK, INJECT, LESSONS = (os.path.abspath(a) for a in sys.argv[1:4])
EVERY = int(sys.argv[4]) if len(sys.argv) > 4 else 1 # of so many faults, one
CHOSEN = sys.argv[5:]
SECONDS = 60
OLD = "what was there before\n"
NAMES = "Ada\nGrace\nEmmy\n"

# name: arguments; then what is typed into standard input, or the keys of a terminal
Way = collections.namedtuple("Way", "arguments typed keys", defaults=(None, None))
PLAIN = "n\nn\nn\nwhy\nset reduction=sum\nrestore\nn\nq\n"
KEYS = [b" "] * 6 + [b"?", b"q", b"w", b"j", b"w", b"r", b"\x1b[C", b" "]
WAYS = {"batch-" + form: Way(["--batch", "-f", form, "4"]) for form in formats()}
WAYS.update({
    "file": Way(["--batch", "-f", "html", "-o", "out.html", "4"]),
    "folder": Way(["--batch", "-f", "markdown", "-o", "pages/", "4", "7"]),
    "worksheet": Way(["--batch", "--worksheet", "--key", "--fade", "2", "--variant", "3", "4"]),
    "class": Way(["--batch", "--worksheet", "--key", "--class", "names.txt", "4"]),
    "zh": Way(["--batch", "--lang", "zh", "7"]),
    "compare": Way(["--batch", "--compare", "all", "7"]),
    "diagnose": Way(["--diagnose", "1.6244", "4"]),
    "threads": Way(["--batch", "--threads", "2", "--stages", "loss", "4"]),
    "array": Way(["--batch", "z.npy", "y.npy"]),
    "check": Way(["--check", "4", "7"]),
    "pattern": Way(["--check", os.path.join(LESSONS, "0[47]*.md")]),
    "check-wrong": Way(["--check", "wrong.md"]),
    "variants": Way(["--check", "--variants", "1-3", "4"]),
    "list": Way(["--list"]),
    "list-json": Way(["--list", "-f", "json"]),
    "new": Way(["--new", "99-mine.md"]),
    "progress": Way(["--progress"]),
    "progress-json": Way(["--progress", "-f", "json", "one/progress", "two/progress"]),
    "help": Way(["--help"]),
    "plain": Way(["--plain", "4"], PLAIN),
    "plain-zh": Way(["--plain", "--lang", "zh", "4"], PLAIN),
    "screen": Way(["4"], None, KEYS),
    "screen-list": Way([], None, [b"j", b"\r", b" "]),
})


def stay_in_place():
    """Addresses are not drawn, so that places in the program are the same in each run."""
    ctypes.CDLL(None).personality(0x0040000)


def in_terminal():
    stay_in_place()
    own_terminal()


def environment(folder, **more):
    env = {
        "HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "PATH": os.environ["PATH"], "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8", "LOSSWALK_LESSONS": LESSONS, "LD_PRELOAD": INJECT,
        "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=1:exitcode=99:allocator_may_return_null=1",
        "UBSAN_OPTIONS": "halt_on_error=1:exitcode=99", "LSAN_OPTIONS": "suppressions=%s:print_suppressions=0" % SUPPRESSIONS,
    }
    env.update(more)
    return env


def lay_out(folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(TEMPLATE, folder)


def contents(folder):
    found = {}
    for at, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


Result = collections.namedtuple("Result", "status out err files terminal")


def run_pipes(way, folder, env):
    done = subprocess.run([LOSSWALK, *way.arguments], cwd=folder, env=env, input=(way.typed or "").encode(),
                          capture_output=True, timeout=SECONDS, preexec_fn=stay_in_place)
    return Result(done.returncode, done.stdout, done.stderr, contents(folder), True)


def take_in(master, seconds):
    seen = b""
    while select.select([master], [], [], seconds)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                break
            raise
        if not piece:
            break
        seen += piece
    return seen


def run_terminal(way, folder, env):
    """The program in a terminal; standard error is a file, so that its message can be told from what is drawn."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    before = termios.tcgetattr(slave)
    with open(os.path.join(folder, "stderr"), "wb") as err:
        child = subprocess.Popen([LOSSWALK, *way.arguments], cwd=folder, env=env, stdin=slave, stdout=slave, stderr=err,
                                 preexec_fn=in_terminal)
    seen = b""
    start = time.monotonic()
    for key in way.keys:
        seen += take_in(master, 0.05)
        if child.poll() is not None:
            break
        os.write(master, key)
    quits = 0
    while child.poll() is None and time.monotonic() < start + SECONDS:
        if time.monotonic() > start + 0.05 * len(way.keys) + 5 * quits: # the first may find it busy
            os.write(master, b"\x03")
            quits += 1
        seen += take_in(master, 0.05)
    if child.poll() is None:
        child.kill()
        child.wait()
        raise subprocess.TimeoutExpired("losswalk", SECONDS)
    status = child.returncode
    seen += take_in(master, 0.02)
    after = termios.tcgetattr(slave)
    alternate = left_screen(seen)
    os.close(master)
    os.close(slave)
    files = contents(folder)
    return Result(status, b"", files.pop("stderr"), files, before == after and alternate)


def run(way, folder, **more):
    lay_out(folder)
    return (run_terminal if way.keys else run_pipes)(way, folder, environment(folder, **more))


def is_kept(name):
    """Files of the program's own, which it may write or not: each is checked where it is read."""
    return name.startswith("losswalk/")


def of_library(where, status, errors):
    """Where they get no memory, curses uses or forgets what it did not get, glob() of glibc 2.36 gives back names twice, and
    its setlocale() forgets the name that it was given. And the sanitizer's own calls fail, too: then it does not know the
    names of what it was told to pass over."""
    leak = re.search(rb"^SUMMARY: AddressSanitizer: \d+ byte\(s\) leaked in ", errors, re.MULTILINE)
    curses = re.search("libtinfo|libncursesw", where.split("losswalk ")[0]) # it asked
    return (status == 99 and "__asan_backtrace" in where or
            leak and (curses or re.search(r"^\s*libc\S* setlocale", where, re.MULTILINE)) or
            curses and (status == -signal.SIGSEGV or b"SUMMARY: AddressSanitizer: SEGV " in errors) or
            (status == -signal.SIGABRT or b"attempting double-free" in errors) and
            re.search(r"^\s*libc\S* glob", where, re.MULTILINE))


def judge(way, good, bad, where):
    # A signal that could not be caught ends a program, too.
    if bad.terminal and (of_library(where, bad.status, bad.err) or bad.status == -signal.SIGINT and way.keys):
        return None
    if bad.status < 0:
        return "killed by " + signal.Signals(-bad.status).name
    if bad.status == 99 or re.search(rb"Sanitizer|runtime error", bad.err):
        return "a sanitizer complains: " + bad.err.decode(errors="replace")[:3000]
    if not bad.terminal:
        return "the terminal is not as it was"
    for name, data in bad.files.items():
        if name not in good.files and not is_kept(name):
            return "left behind: " + name
        if not is_kept(name) and data not in (good.files[name], START.get(name)):
            return "half a file: %s, %d of %d bytes" % (name, len(data), len(good.files[name]))
        if is_kept(name) and not data and good.files.get(name, b"?"):
            return "emptied: " + name
    for name in START:
        if name not in bad.files:
            return "gone: " + name
    complete = all(bad.files.get(name) == data for name, data in good.files.items() if not is_kept(name))
    if bad.status == good.status:
        if bad.out != good.out and not way.keys and (good.status == 0 or bad.err == good.err):
            lines = [(a, b) for a, b in zip(bad.out.split(b"\n"), good.out.split(b"\n")) if a != b]
            return "something else came out, and the exit status is as it would be: %s %s" % (
                bad.err.decode(errors="replace"), [[str(t[:300]) for t in pair] for pair in lines[:1]])
        if not complete:
            return "a file was not written, and the exit status is as it would be"
        return None
    if bad.status == 0 and not way.keys:
        return "exit status 0, not %d" % good.status
    if way.keys and bad.status == 0: # went on as sentences, which says why
        return None
    if not bad.err.strip() and b"error" not in bad.out:
        return "exit status %d, and no word why" % bad.status
    return None


def faults_of(name, way, folder):
    listed = os.path.join(folder + ".list")
    good = run(way, folder, LOSSWALK_FAULTS_LIST=listed)
    with open(listed, encoding="ascii") as file:
        calls = [line.strip() for line in file]
    assert good.status == 130 if way.keys else good.status in (0, 1), (name, good)
    first, last, times = {}, {}, collections.Counter(calls)
    for number, call in enumerate(calls):
        first.setdefault(call, number)
        last[call] = number
    if way.keys:  # how often it reads and waits is never the same
        faults = ["%s:0" % call for call in times] + ["%s:%d" % (call, n - 1) for call, n in times.items() if n > 1]
    else:
        faults = sorted({*first.values(), *last.values()})
    return good, [(str(f), f if way.keys else calls[f]) for f in faults], len(times), len(calls)


def one(name, way, good, fault, worker):
    try:
        trace = worker + ".trace"
        bad = run(way, worker, LOSSWALK_FAULTS_AT=fault[0], LOSSWALK_FAULTS_TRACE=trace)
        where = origin(trace)
        problem = judge(way, good, bad, where)
        problem = problem and problem + where
    except subprocess.TimeoutExpired:
        problem = "does not end"
    return name, fault, problem


def origin(trace):
    """Where the call came from: lines of the program, or a library's function."""
    if not os.path.exists(trace): # this time it did not come by there
        return ""
    with open(trace, encoding="utf-8") as file:
        frames = re.findall(r"([^/\s]*)\(([^)]*)\)\[0x([0-9a-f]+)\]", file.read())
    lines = ""
    for where, name, _ in frames[2:16]:
        if where == os.path.basename(LOSSWALK) and name.startswith("+"):
            name = subprocess.run(["addr2line", "-fse", LOSSWALK, hex(int(name[1:], 16) - 1)], capture_output=True,
                                  text=True).stdout.strip().replace("\n", " ")
        lines += "\n    %s %s" % (where, name)
    return lines


def main():
    global INJECT, TEMPLATE, START, SUPPRESSIONS
    with tempfile.TemporaryDirectory() as place:
        SUPPRESSIONS = os.path.join(place, "suppressions")
        with open(SUPPRESSIONS, "w", encoding="ascii") as file:
            file.write("leak:dl_open_worker\nleak:_nc_\nleak:newterm\nleak:setupterm\n")
        INJECT = shutil.copy(INJECT, place) # LD_PRELOAD takes a path for two where it has a blank
        TEMPLATE = os.path.join(place, "template")
        make_template()
        START = contents(TEMPLATE)
        count = places = calls = 0
        problems = []
        pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1)
        for name, way in WAYS.items():
            if CHOSEN and name not in CHOSEN:
                continue
            start = time.monotonic()
            good, faults, places_here, number = faults_of(name, way, os.path.join(place, "list-" + name))
            faults = faults[::EVERY]
            free = collections.deque(os.path.join(place, "worker%d" % i) for i in range(64))

            def work(fault):
                worker = free.popleft()
                try:
                    return one(name, way, good, fault, worker)
                finally:
                    free.append(worker)

            results = list(pool.map(work, faults))
            found = [r for r in results if r[2]]
            problems += found
            for _, fault, problem in found[:12]:
                print("FAILED %s %s: %s" % (name, fault, problem))
            count += len(faults)
            places += places_here
            calls += number
            print("%-16s status %d, %6d calls from %4d places, %4d faults, %3d findings, %3.0f s" % (
                name, good.status, number, places_here, len(faults), len(found),
                time.monotonic() - start), flush=True)
        print("%d faults injected in %d ways of running, at %d places of %d calls: %d findings" % (
            count, len(CHOSEN or WAYS), places, calls, len(problems)))
        return 1 if problems or not count else 0


def make_template():
    os.makedirs(os.path.join(TEMPLATE, "one"))
    os.makedirs(os.path.join(TEMPLATE, "two"))
    with open(os.path.join(TEMPLATE, "out.html"), "w", encoding="utf-8") as file:
        file.write(OLD)
    with open(os.path.join(TEMPLATE, "names.txt"), "w", encoding="utf-8") as file:
        file.write(NAMES)
    with open(os.path.join(TEMPLATE, "wrong.md"), "w", encoding="utf-8") as file:
        file.write("---\ntitle: T\nsummary: S\nclasses: [a, b]\nlogits: [[1, 2, 3]]\nlabels: [0]\nfoo: 1\n---\ntext $\\foo$\n")
    for name, kind, shape, data in (("z", "<f8", "(2, 2)", struct.pack("<4d", 1, 2, 3, 4)), ("y", "<i8", "(2,)", struct.pack("<2q", 0, 1))):
        head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n" % (kind, shape)
        with open(os.path.join(TEMPLATE, name + ".npy"), "wb") as file:
            file.write(b"\x93NUMPY\1\0" + struct.pack("<H", len(head)) + head.encode() + data)
    for name in ("one", "two"):
        state = os.path.join(TEMPLATE, name)
        env = {"HOME": state, "XDG_STATE_HOME": state, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LOSSWALK_LESSONS": LESSONS}
        subprocess.run([LOSSWALK, "--plain", "4"], input=b"n\nn\nn\nq\n", env=env, capture_output=True, check=True)
        made = os.path.join(state, "losswalk", "progress")
        shutil.move(made, os.path.join(state, "progress"))
        shutil.rmtree(os.path.join(state, "losswalk"))


sys.exit(main())

"""Whatever terminal, whatever signal: rows 13 and 17."""
import fcntl
import os
import pty
import random
import resource
import select
import signal
import struct
import subprocess
import termios
import time

import program
from program import environment, path_of, promise, promise_none
from running import left_screen, own_terminal

ENTER = b"\x1b[?1049h" # xterm's: the alternate screen


def as_a_job():
    """A shell, for what it starts: without one, nobody could continue what is stopped, and the system stops nothing."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        return
    os.closerange(3, 1024) # one of them tells Popen that the program has begun
    status = os.waitpid(child, 0)[1]
    os._exit(os.waitstatus_to_exitcode(status) & 255)


class Session:
    """The program in a terminal of its own."""

    def __init__(self, *arguments, rows=24, columns=80, term="xterm-256color", below_a_shell=False, **variables):
        self.master, self.slave = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.slave)
        env = environment(**variables)
        env.pop("TERM", None)
        if term is not None:
            env["TERM"] = term

        def own():
            own_terminal()
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if below_a_shell:
                as_a_job()

        self.child = subprocess.Popen([program.LOSSWALK, *arguments], stdin=self.slave, stdout=self.slave, stderr=self.slave, env=env,
                                      preexec_fn=own)
        self.said = b""

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, quiet=0.03, most=10):
        """Until nothing more is said."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], quiet)
            if not ready:
                return
            try:
                self.said += os.read(self.master, 65536)
            except OSError:
                return

    def wait_for(self, text, most=10):
        end = time.monotonic() + most
        while text not in self.said and time.monotonic() < end and self.child.poll() is None:
            self.read(most=1)
        return text in self.said

    def key(self, keys):
        os.write(self.master, keys)
        self.read()

    def end(self, most=10):
        """What is wrong once it has ended; None: nothing."""
        stop = time.monotonic() + most
        while self.child.poll() is None and time.monotonic() < stop:
            self.read(quiet=0.005, most=0.2)
        self.read(quiet=0.01)
        wrong = None
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
            wrong = "it did not end"
        elif not left_screen(self.said):
            wrong = "the screen is still its own"
        elif self.said.rfind(b"\x1b[?25l") > self.said.rfind(b"\x1b[?25h"):
            wrong = "the cursor is hidden"
        elif any(self.said.rfind(b"\x1b[?%dh" % mode) > self.said.rfind(b"\x1b[?%dl" % mode) for mode in (1000, 1002, 1003, 1006, 2004)):
            wrong = "the mouse or pasting is still on"
        elif termios.tcgetattr(self.slave) != self.before:
            wrong = "the terminal's modes are not those of before"
        os.close(self.master)
        os.close(self.slave)
        return wrong


PLACES = [b"", b" ", b"  ", b" " * 6, b"?", b"w", b" ww", b"x", b"a", b":", b"/", b"c"]
SIGNALS = [n for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGABRT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM,
                       signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP, signal.SIGSYS, signal.SIGVTALRM,
                       signal.SIGPROF, signal.SIGXCPU, signal.SIGXFSZ, signal.SIGPIPE)]


IGNORED = (signal.SIGPIPE, signal.SIGXFSZ) # the call that fails tells the program; it goes on until SIGTERM


def signals():
    bad, tried = [], 0
    for which, number in enumerate(SIGNALS):
        for place in PLACES[which % 3::3]:
            session = Session("4", XDG_STATE_HOME=path_of("signals"))
            if not session.wait_for(ENTER):
                bad.append((number, "it did not begin", session.said[:80]))
            session.read()
            for key in place:
                session.key(bytes([key]))
            session.child.send_signal(number)
            last = number
            if number in IGNORED:
                session.read()
                last = signal.SIGTERM
                session.child.send_signal(last)
            wrong = session.end()
            tried += 1
            status = session.child.returncode
            if wrong is None and status not in (-last, 128 + last):
                wrong = "exit status %d" % status
            if wrong:
                bad.append((signal.Signals(number).name, place, wrong))
    promise_none(17, "a deadly signal at a key: the terminal comes back", tried, bad)


def kept_places():
    """SIGTERM, SIGHUP, SIGINT: where it was left is where it goes on."""
    bad = []
    tries = [(number, count) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT) for count in (1, 2, 4)]
    for number, count in tries:
        state = path_of("kept-%d-%d" % (number, count))
        session = Session("1", "--no-questions", XDG_STATE_HOME=state)
        session.wait_for(ENTER)
        session.read()
        for _ in range(count):
            session.key(b" ")
        session.child.send_signal(number)
        wrong = session.end()
        try:
            with open(os.path.join(state, "losswalk", "progress"), encoding="utf-8") as file:
                wrong = wrong or ("lesson=softmax" not in file.read() and "nothing was kept")
        except OSError as error:
            wrong = error
        if wrong:
            bad.append((number, count, wrong))
    promise_none(13, "places kept at a signal", len(tries), bad)


def state_of(process):
    with open("/proc/%d/stat" % process, encoding="utf-8") as file:
        return file.read().rsplit(")", 1)[1].split()[0]


def stopped():
    """Stopped by SIGTSTP the terminal is as before; continued, the program is there again."""
    bad = []
    for place in PLACES:
        session = Session("4", below_a_shell=True, XDG_STATE_HOME=path_of("stopped"))
        session.wait_for(ENTER)
        session.read()
        for key in place:
            session.key(bytes([key]))
        job = os.tcgetpgrp(session.master)
        os.kill(job, signal.SIGTSTP)
        end = time.monotonic() + 10
        while state_of(job) != "T" and time.monotonic() < end:
            session.read(quiet=0.005, most=0.1)
        session.read()
        wrong = state_of(job) != "T" and "it does not stop"
        if termios.tcgetattr(session.slave) != session.before or not left_screen(session.said):
            wrong = wrong or "stopped, it keeps the terminal"
        os.kill(job, signal.SIGCONT)
        end = time.monotonic() + 10
        while left_screen(session.said) and time.monotonic() < end:
            session.read(most=0.1)
        if left_screen(session.said):
            wrong = wrong or "continued, it is not there"
        os.kill(job, signal.SIGTERM)
        wrong = session.end() or wrong
        if wrong:
            bad.append((place, wrong))
    promise_none(13, "stopped and continued at a key", len(PLACES), bad)


def sizes():
    bad = []
    all_sizes = [(1, 1), (1, 500), (200, 1), (2, 2), (3, 10), (24, 5), (5, 24), (200, 500), (12, 40)]
    for rows, columns in all_sizes:
        session = Session("4", rows=rows, columns=columns, XDG_STATE_HOME=path_of("sizes"))
        session.wait_for(ENTER)
        session.read()
        for key in b"  ?q w x":
            session.key(bytes([key]))
        session.key(b"\x03")
        wrong = session.end()
        if wrong or session.child.returncode not in (0, 128 + signal.SIGINT):
            bad.append((rows, columns, wrong, session.child.returncode))
    promise_none(13, "sizes from 1x1 to 500x200", len(all_sizes), bad)
    draw = random.Random(1)
    session = Session("4", XDG_STATE_HOME=path_of("sizes"))
    session.wait_for(ENTER)
    count = 500
    for number in range(count):
        session.resize(draw.randrange(1, 201), draw.randrange(1, 501))
        if number % 50 == 0:
            session.key(b" ")
    session.resize(24, 80)
    session.read(quiet=0.2)
    alive = session.child.poll() is None
    session.key(b"\x03")
    wrong = session.end() or (not alive and "it ended")
    promise(13, "%d sizes in one go" % count, wrong or "still there", not wrong)


def terminals():
    bad = []
    names = (None, "", "dumb", "unknown", "no-such-terminal", "x" * 5000, "../../../etc/passwd", "\x1b[2J")
    for term in names:
        session = Session("4", term=term, XDG_STATE_HOME=path_of("terminals"))
        session.read(quiet=0.2)
        if session.child.poll() is None:
            session.key(b"q\n")
        wrong = session.end()
        if wrong or session.child.returncode not in (0, 1, 2) or b"\x1b" in session.said:
            bad.append((term, wrong, session.child.returncode, session.said[-80:]))
    promise_none(13, "terminals that are none", len(names), bad)


def garbage():
    """Bytes of all kinds and sequences that are broken off, then Ctrl-C."""
    draw = random.Random(2)
    bad, count = [], 12
    parts = [b"\x1b", b"\x1b[", b"\x1b[<0;", b"\x1b[M", b"\x1bO", b"\x1b]0;", b"\x1b[999999999999999999999;1H", b"\xf0\x9f", b"\xff", b"\x1b[200~"]
    for number in range(count):
        session = Session("4", XDG_STATE_HOME=path_of("garbage"))
        session.wait_for(ENTER)
        for _ in range(40):
            data = draw.choice(parts) + bytes(b for b in (draw.randrange(256) for _ in range(draw.randrange(60))) if b not in (3, 26, 28, 113, 81))
            os.write(session.master, data)
            session.read(quiet=0.002)
        for _ in range(5): # it may be in the middle of a sequence, or of a question
            if session.child.poll() is None:
                session.key(b"\x03")
        wrong = session.end()
        if wrong or session.child.returncode not in (0, 128 + signal.SIGINT):
            bad.append((number, wrong, session.child.returncode))
    promise_none(13, "garbage for input", count, bad)


def check():
    sizes()
    terminals()
    garbage()
    if os.path.exists("/proc/self/stat"):
        stopped()
    kept_places()
    signals()

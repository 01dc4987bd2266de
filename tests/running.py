"""What scripts that run the program share."""
import fcntl
import os
import re
import signal
import termios

HERE = os.path.dirname(os.path.abspath(__file__))


def formats():
    """The names of all formats, by the program's own list."""
    with open(os.path.join(HERE, "..", "src", "doc", "doc.def"), encoding="utf-8") as file:
        return re.findall(r"^FORMAT\((\w+)\)$", file.read(), re.M)


def own_terminal():
    """In the child, before it is the program: its standard input is the terminal of a session of its own, and no signal is
    ignored, as who runs this in the background has it."""
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        if number < signal.SIGRTMIN:
            signal.signal(number, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def left_screen(said):
    """Is the alternate screen, if it was ever entered, left again? By xterm's sequences."""
    return said.rfind(b"\x1b[?1049h") <= said.rfind(b"\x1b[?1049l")

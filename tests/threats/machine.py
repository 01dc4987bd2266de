"""Whatever machine, and how little it lets the program do: rows 14, 16, 20, and what a stranger's lesson may touch."""
import functools
import os
import re
import shutil
import signal
import subprocess

import program
from program import FORMATS, Run, path_of, promise, promise_none


def same_bytes():
    for lang in ("en", "zh"):
        outputs = set()
        locales = ("C", "C.UTF-8", "POSIX", "en_US.ISO-8859-1", "de_DE.UTF-8", "zh_CN.GB18030", "xx_XX", "")
        for locale in locales:
            outputs.add(Run("--batch", "--lang", lang, "4", "7", LC_ALL=locale).out)
        promise(14, "locales, %s" % lang, "%d output of %d" % (len(outputs), len(locales)), len(outputs) == 1 and outputs != {b""})


def moved(source):
    """What is installed, in another folder, without any locale."""
    base = path_of("elsewhere")
    shutil.copytree(os.path.join(source, "lessons"), os.path.join(base, "share", "losswalk", "lessons"))
    built = os.path.dirname(os.path.dirname(program.LOSSWALK))
    locale = os.path.join(base, "share", "locale", "zh_CN", "LC_MESSAGES")
    os.makedirs(locale)
    os.makedirs(os.path.join(base, "bin"))
    shutil.copy(os.path.join(built, "data", "po", "zh_CN", "LC_MESSAGES", "losswalk.mo"), locale)
    shutil.copy(program.LOSSWALK, os.path.join(base, "bin", "losswalk"))
    outputs = [subprocess.run([os.path.join(base, "bin", "losswalk"), "--batch", "--lang", lang, "4"], cwd="/", capture_output=True, check=False,
                              env={"LOCPATH": "/nowhere", "HOME": "/nowhere"}).stdout for lang in ("en", "zh")]
    expected = [Run("--batch", "--lang", lang, "4").out for lang in ("en", "zh")]
    promise(20, "a moved folder, no locale at all", "both languages the same bytes" if outputs == expected else "other bytes",
            outputs == expected and all(outputs))


def formats_of_translations(source):
    """A translated text whose printf formats are not those of the original does not become a catalogue."""
    if shutil.which("msgfmt") is None:
        return
    with open(os.path.join(source, "data", "po", "zh_CN.po"), encoding="utf-8") as file:
        text = file.read()
    tried, caught = 0, 0
    pairs = list(re.finditer(r'(?m)^msgid "[^"\n]*%[sdz][^"\n]*"\nmsgstr "([^"\n]*%(?:zu|[sd])[^"\n]*)"', text))
    for pair in pairs[::max(1, len(pairs) // 40)]:
        wrong = re.sub(r"%(zu|[sd])", lambda m: "%d" if m.group(1) == "s" else "%s", pair.group(1), count=1)
        path = path_of("wrong.po")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text[:pair.start(1)] + wrong + text[pair.end(1):])
        done = subprocess.run(["msgfmt", "-c", "-o", os.devnull, path], capture_output=True, check=False)
        tried += 1
        caught += done.returncode != 0
    with open(os.path.join(source, "data", "po", "meson.build"), encoding="utf-8") as file:
        asked = "[msgfmt, '--check'" in file.read()
    promise(16, "translated formats that do not match", "%d of %d caught" % (caught, tried), tried > 0 and caught == tried and asked)


WAYS = [["--batch", "-f", form] for form in FORMATS] + [
    ["--batch", "--lang", "zh"], ["--batch", "--compare", "all"], ["--batch", "--worksheet", "--key", "--variant", "3"],
    ["--batch", "--threads", "2"], ["--check"], ["--check", "-f", "json"], ["--check", "--variants", "1-2"], ["--diagnose", "1.6244"],
]
DATA = ["--list"], ["--progress"], ["--help"]


@functools.cache
def free(*way):
    """What it prints when it may do anything."""
    return Run(*way)


def sealed(source):
    """No write but to standard output and error, no other program, no network: the same bytes as without the seal."""
    seal = path_of("seal.so")
    done = subprocess.run(["gcc", "-std=gnu17", "-O1", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o", seal,
                           os.path.join(source, "tests", "threats", "seal.c")], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        promise("S", "the seal", done.stderr[:200], False)
        return
    if Run("--version", LD_PRELOAD=seal).status == 77:
        print("skipped threat S   this system takes no seccomp filters")
        return
    bad = []
    ways = [way + ["4"] for way in WAYS] + list(DATA) + [["--check", "no-such.md"], ["--batch", "no-such.md"]]
    for way in ways:
        shut = Run(*way, LD_PRELOAD=seal)
        if (free(*way).status, free(*way).out, free(*way).err) != (shut.status, shut.out, shut.err):
            said = Run(*way, LD_PRELOAD=seal, LOSSWALK_SEAL_SAYS="1").err
            bad.append((way, shut.status, said[-160:]))
    promise_none("S", "under a seal: only reads, only stdout and stderr", len(ways), bad)
    holds = [Run(*way, LD_PRELOAD=seal).status for way in (["--batch", "-o", path_of("sealed.txt"), "4"], ["--new", path_of("sealed.md")])]
    promise("S", "the seal holds what does write", "%s" % holds, all(s == -signal.SIGSYS for s in holds) and not os.path.exists(path_of("sealed.md")))


def read_only():
    """Everything on a file system that is mounted for reading alone, the state folder and /tmp too."""
    script = 'mount -o remount,ro,bind / && ! touch "$1/x" 2>/dev/null && shift && exec "$@"'
    shut_in = ["unshare", "-rm", "sh", "-c", script, "sh", program.FOLDER]
    if shutil.which("unshare") is None or subprocess.run([*shut_in, "true"], capture_output=True, check=False).returncode != 0:
        print("skipped threat S   no file system can be mounted here for reading alone")
        return
    bad = []
    ways = [way + ["4"] for way in WAYS]
    for way in ways:
        shut = subprocess.run([*shut_in, program.LOSSWALK, *way], capture_output=True, check=False, env=program.environment(),
                              stdin=subprocess.DEVNULL)
        if (free(*way).status, free(*way).out) != (shut.returncode, shut.stdout):
            bad.append((way, shut.returncode, shut.stderr[:160]))
    promise_none("S", "on a file system that cannot be written", len(ways), bad)


def check(source):
    same_bytes()
    moved(source)
    formats_of_translations(source)
    sealed(source)
    read_only()

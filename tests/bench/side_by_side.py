#!/usr/bin/python3
"""Large batches, printing, starting and keys, beside NumPy and torch: ratios of one run.

    tests/bench/side_by_side.py LOSSWALK [RUNS [PART ...]]

LOSSWALK should be an optimised build. RUNS (3) times each thing is measured, in turn with what it is compared with, as
others use the machine, too; printed are the best and the median. Times are processor time of one thread where nothing
else is said: losswalk as a whole process that reads its file; NumPy and torch in this process, their arrays in memory
already, and as whole processes that load them. The arrays (normal scores times 3, seed 0) are made in a temporary
folder, which takes 1.5 GB. Parts: loss, formulas, narrow, order, threads, memory, print, start, growth, keys, sparse
(all).

It needs NumPy; torch is left out where it is not installed.
"""
import fcntl
import os
import platform
import pty
import re
import resource
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import numpy as np

try:
    import torch
    torch.set_num_threads(1)
except ImportError:
    torch = None

PROGRAM = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
ROWS, COLS = 512, 50257
QUIET = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}


# ---- Measuring

def used(who):
    usage = resource.getrusage(who)
    return (usage.ru_utime + usage.ru_stime) * 1e3


def here(call):
    """Milliseconds of processor time that a call takes in this process."""
    def measure():
        before = used(resource.RUSAGE_SELF)
        call()
        return used(resource.RUSAGE_SELF) - before
    return measure


def process(*words, wall=False, **environment):
    """The same of a process; or of the clock on the wall."""
    def measure():
        before, start = used(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(words, check=True, env=os.environ | environment, **QUIET)
        return (time.perf_counter() - start) * 1e3 if wall else used(resource.RUSAGE_CHILDREN) - before
    return measure


def losswalk(*words, threads=1, wall=False, **environment):
    return process(PROGRAM, '--threads', str(threads), '--batch', '--stages', 'loss', *words, wall=wall, **environment)


def python(code):
    return process('/usr/bin/python3', '-c', code)


def compare(title, ways, aims=(), runs=RUNS):
    """ways: name -> measure(); the first is compared with each of the others."""
    times = {name: [] for name in ways}
    for _ in range(runs):
        for name, measure in ways.items():
            times[name].append(measure())
    own, *others = ways
    text = f'{title}: {own} {min(times[own]):.0f} ms'
    for other, aim in zip(others, list(aims) + [None] * len(others)):
        best = min(times[own]) / min(times[other])
        median = statistics.median(times[own]) / statistics.median(times[other])
        wanted = '' if aim is None else f', aim {aim}' + ('' if best <= aim else ' NOT REACHED')
        text += f'; / {other} ({min(times[other]):.0f} ms) {best:.2f} (median {median:.2f}{wanted})'
    print(text, flush=True)


# ---- Data and the same formulas in NumPy

def scores(shape, kind='f4'):
    return (np.random.default_rng(0).standard_normal(shape) * 3).astype(kind)


def lesson(name, **keys):
    with open(name + '.md', 'w') as file:
        file.write('---\nformat: 1\ntitle: Bench\n' + ''.join(f'{key}: {value}\n' for key, value in keys.items()) + '---\n')
    return name + '.md'


def batch(name, array, labels, **keys):
    np.save(name, array)
    np.save(name + '-labels', labels)
    return lesson(name, logits=f'{{file: {name}.npy}}', labels=f'{{file: {name}-labels.npy}}', **keys)


def rows_of(labels):
    return np.arange(len(labels)), labels


def fused(z, labels):
    s = z - z.max(axis=1, keepdims=True)
    return (np.log(np.exp(s).sum(axis=1)) - s[rows_of(labels)]).mean()


def stable(z, labels):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return -np.log((e / e.sum(axis=1, keepdims=True))[rows_of(labels)]).mean()


def textbook(z, labels):
    e = np.exp(z)
    return -np.log((e / e.sum(axis=1, keepdims=True))[rows_of(labels)]).mean()


def dense(z, y):
    s = z - z.max(axis=1, keepdims=True)
    return -(y * (s - np.log(np.exp(s).sum(axis=1, keepdims=True)))).sum(axis=1).mean()


def dense_stable(z, y):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return -(y * np.log(e / e.sum(axis=1, keepdims=True))).sum(axis=1).mean()


def binary(z, y):
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean()


class Big:
    """The large batch, made when a part asks for it."""
    made = None

    def __new__(cls):
        if cls.made is None:
            cls.made = super().__new__(cls)
            cls.made.labels = np.random.default_rng(1).integers(0, COLS, ROWS)
            cls.made.narrow = scores((ROWS, COLS))
            cls.made.wide = cls.made.narrow.astype('f8')
            batch('f4', cls.made.narrow, cls.made.labels, dtype='float32', route='fused')
            batch('f8', cls.made.wide, cls.made.labels, route='fused')
        return cls.made


# ---- Parts

def variants():
    flags = open('/proc/cpuinfo').read() if os.path.exists('/proc/cpuinfo') else ''
    names = {'sse2': (True, 1.4), 'avx2': ('avx2' in flags, 1.0), 'avx2fma': ('avx2' in flags and ' fma' in flags, 0.8),
             'avx512': ('avx512dq' in flags, 0.7), 'avx512fma': ('avx512dq' in flags, 0.7)}
    return [(name, aim) for name, (has, aim) in names.items() if has]


def part_loss():
    big = Big()
    whole = ('import numpy as n;z=n.load("f4.npy");y=n.load("f4-labels.npy");s=z-z.max(1,keepdims=True);'
             'print((n.log(n.exp(s).sum(1))-s[n.arange(len(y)),y]).mean())')
    for name, aim in variants():
        compare(f'{ROWS} x {COLS}, fused, float32, {name}',
                {'losswalk': losswalk('f4.md', LOSSWALK_CPU=name), 'NumPy': here(lambda: fused(big.narrow, big.labels))},
                [aim])
    ways = {'losswalk': losswalk('f4.md'), 'NumPy process': python(whole)}
    if torch:
        z, y = torch.from_numpy(big.narrow), torch.from_numpy(big.labels)
        ways['torch, 1 thread'] = here(lambda: torch.nn.functional.cross_entropy(z, y))
        ways['torch process'] = python(
            'import torch,numpy as n;torch.set_num_threads(1);z=torch.from_numpy(n.load("f4.npy"));'
            'print(torch.nn.functional.cross_entropy(z,torch.from_numpy(n.load("f4-labels.npy"))))')
    compare('the same beside whole processes, and torch', ways, [None, 0.2, None])


def part_formulas():
    big = Big()
    shares = np.random.default_rng(2).random((ROWS, COLS))
    shares /= shares.sum(axis=1, keepdims=True)
    answers = (shares > 1.8 / COLS).astype('f4')
    np.save('shares', shares.astype('f4'))
    np.save('answers', answers)
    lesson('dense', logits='{file: f4.npy}', targets='{file: shares.npy}')
    lesson('binary', loss='binary_cross_entropy', logits='{file: f4.npy}', targets='{file: answers.npy}')
    compare('fused, float64', {'losswalk': losswalk('f8.md'), 'NumPy': here(lambda: fused(big.wide, big.labels))}, [1.0])
    for route, call in (('stable', stable), ('textbook', textbook)):
        compare(f'{route}, float32', {'losswalk': losswalk('f4.md', '--set', 'route=' + route),
                                      'NumPy': here(lambda: call(big.narrow, big.labels))}, [1.0])
    for kind, array, y in (('float32', big.narrow, 'f4'), ('float64', big.wide, 'f8')):
        own = ('--set', 'dtype=' + kind, '--set')
        for name, route, call, target in (('dense', 'fused', dense, shares), ('dense', 'stable', dense_stable, shares),
                                          ('binary', 'fused', binary, answers)):
            target = target.astype(y)
            compare(f'{name}, {route}, {kind}', {'losswalk': losswalk(name + '.md', *own, 'route=' + route),
                                                 'NumPy': here(lambda: call(array, target))}, [1.0])


def part_narrow():
    z, y = scores((1000000, 10)), np.random.default_rng(1).integers(0, 10, 1000000)
    batch('narrow', z, y, dtype='float32', route='fused')
    ways = {'losswalk': losswalk('narrow.md'), 'NumPy': here(lambda: fused(z, y))}
    if torch:
        tz, ty = torch.from_numpy(z), torch.from_numpy(y)
        ways['torch, 1 thread'] = here(lambda: torch.nn.functional.cross_entropy(tz, ty))
    compare('1000000 x 10, fused, float32', ways, [0.5])


def part_order():
    big = Big()
    batch('fortran', np.asfortranarray(big.narrow), big.labels, dtype='float32', route='fused')
    batch('axis', big.narrow.reshape(8, 64, COLS).transpose(0, 2, 1).copy(), big.labels.reshape(8, 64), dtype='float32',
          route='fused', class_axis=1)
    for name in ('fortran', 'axis'):
        compare(f'{name} / C order', {name: losswalk(name + '.md'), 'C order': losswalk('f4.md')}, [3])


def part_threads():
    Big()
    compare('2 threads / 1, by the wall', {'2 threads': losswalk('f4.md', threads=2, wall=True),
                                           '1 thread': losswalk('f4.md', wall=True)}, [0.6])


def part_memory():
    rows, cols = 10, 10000000
    with open('long.npy', 'wb') as file:
        np.lib.format.write_array_header_1_0(file, {'descr': '<f4', 'fortran_order': False, 'shape': (rows, cols)})
        for row in range(rows):
            file.write(scores(cols).tobytes())
    np.save('long-labels', np.arange(rows))
    lesson('long', dtype='float32', route='fused', logits='{file: long.npy}', labels='{file: long-labels.npy}')
    # from a small process: until it has begun, a process counts as large as the one that starts it
    small = ('import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);'
             'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)')
    command = ['/usr/bin/python3', '-c', small, PROGRAM, '--batch', '--stages', 'loss', 'long.md']
    most = int(subprocess.run(command, capture_output=True, check=True).stdout)
    limit = 3 * cols * 4 / 1024 + 16 * 1024
    print(f'{rows} x {cols} float32: {most / 1024:.0f} MiB, aim {limit / 1024:.0f} (3 rows and 16 MiB)'
          + ('' if most <= limit else ' NOT REACHED'))
    os.remove('long.npy')


def part_print():
    z = scores((100000, 10))
    batch('print', z, np.random.default_rng(1).integers(0, 10, 100000), dtype='float32', route='fused')
    command = [PROGRAM, '--threads', '1', '--batch', 'print.md', '-f']
    text = subprocess.run(command + ['json'], capture_output=True, check=True).stdout
    numbers = len(re.findall(rb'[\[ ]-?[0-9][0-9.e+-]*(?=[\],])', text))
    savetxt = here(lambda: np.savetxt(os.devnull, np.tile(z, (numbers // z.size, 1))[:, :10], fmt='%.4f'))
    share = numbers / (numbers // z.size * z.size)
    for form in ('text', 'json'):
        compare(f'{form} of {numbers} numbers, computing included', {form: process(*command, form),
                'numpy.savetxt of as many': lambda: savetxt() * share}, [0.7])


def part_start():
    with open('empty.c', 'w') as file:
        file.write('int main(void) { return 0; }\n')
    subprocess.run('cc empty.c -o empty -Wl,--no-as-needed -lyaml -lmd4c -lutf8proc -lncursesw -ltinfo -lm'.split(),
                   check=True)
    ways = {'an empty program': process('./empty', wall=True)}
    aims = {'--batch of a small lesson': 1.5, '--list': 1.5, 'all lessons, text': 50, 'all lessons, numpy': 60}
    commands = (['--batch', '1'], ['--list'], ['--batch'], ['--batch', '-f', 'numpy'])
    ways |= {name: process(PROGRAM, *words, wall=True) for name, words in zip(aims, commands)}
    times = {name: min(way() for _ in range(20)) for name, way in ways.items()}
    empty = times['an empty program']
    for name, aim in aims.items():
        over = times[name] - (empty if aim < 10 else 0)
        print(f'{name}: {over:.1f} ms' + (' over the empty one' if aim < 10 else '') + f', aim {aim}'
              + ('' if over <= aim else ' NOT REACHED'))


def part_growth():
    times = []
    for count in (10**5, 10**6, 10**7, 10**8):
        batch('grown', scores((count // 100, 100)), np.zeros(count // 100, 'i8'), dtype='float32', route='fused')
        times.append(min(losswalk('grown.md')() for _ in range(RUNS)))
        os.remove('grown.npy')
    steps = [after / before for before, after in zip(times, times[1:])]
    print('10 times as many numbers, from 1e5 to 1e8: ' + ', '.join(f'{step:.1f}' for step in steps) + ' times as long, '
          'aim 11' + ('' if max(steps) <= 11 else ' NOT REACHED'))


class Screen:
    """losswalk in a terminal of 80 x 24; painted() waits until nothing more comes."""

    def __init__(self, *words):
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            here = os.getcwd()
            os.environ.update(TERM='xterm-256color', HOME=here, XDG_STATE_HOME=here, XDG_DATA_HOME=here)
            os.execv(PROGRAM, [PROGRAM, '--no-questions', *words])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))

    def painted(self, quiet, most=60, first=False):
        """Milliseconds from the start, or the last key, until the last (or first) byte came."""
        last = time.perf_counter()
        while time.perf_counter() - self.start < most:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                break
            os.read(self.fd, 65536)
            last = time.perf_counter()
            if first:
                break
        return (last - self.start) * 1e3

    def key(self, key, **how):
        self.start = time.perf_counter()
        os.write(self.fd, key)
        return self.painted(**how)

    def drain(self):
        while select.select([self.fd], [], [], 0)[0]:
            os.read(self.fd, 65536)

    def memory(self):
        status = open(f'/proc/{self.pid}/status').read()
        return int(re.search(r'VmHWM:\s+(\d+)', status).group(1)) / 1024

    def leave(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


KEYS = [b' ', b' ', b'\x1bOB', b'\x1bOC', b'\x1b[6~', b'\x7f', b'[', b']', b'+', b'-'] * 20


def part_keys():
    Big()
    screen = Screen('f4.md')
    stands = screen.painted(quiet=1.5)
    alone = losswalk('f4.md', threads=os.cpu_count(), wall=True)
    print(f'opening {ROWS} x {COLS} until the loss stands: {stands:.0f} ms, --batch {min(alone() for _ in range(5)):.0f} ms')
    times = sorted(screen.key(key, quiet=0.05) for key in KEYS)
    print(f'one key: median {statistics.median(times):.1f} ms, 99 of 100 within {times[len(times) * 99 // 100]:.1f} ms, aim 16')
    screen.leave()


def part_sparse():
    shape = (50000, 50257)
    with open('sparse.npy', 'wb') as file:
        np.lib.format.write_array_header_1_0(file, {'descr': '<f4', 'fortran_order': False, 'shape': shape})
        file.truncate(file.tell() + shape[0] * shape[1] * 4)
    np.save('sparse-labels', np.zeros(shape[0], 'i8'))
    lesson('sparse', dtype='float32', route='fused', logits='{file: sparse.npy}', labels='{file: sparse-labels.npy}')
    screen = Screen('sparse.md')
    first = screen.painted(quiet=1, first=True)
    times = {}
    for key in (b'}', b'9000k', b'{', b'4000j', b'G', b'g') * 10:  # each changes the screen
        time.sleep(0.03)
        screen.drain()
        times.setdefault(key, []).append(screen.key(key, quiet=1, first=True))
    every = sorted(sum(times.values(), []))
    print(f'10 GB, while the loss is added up: first bytes after {first:.0f} ms, aim 50; the last row, the last step, 4000 '
          f'rows down: medians {", ".join(f"{statistics.median(times[key]):.1f}" for key in (b"}", b"G", b"4000j"))} ms; '
          f'a key: 59 of 60 within {every[-2]:.1f} ms, aim 16; {screen.memory():.0f} MiB, aim 64')
    screen.leave()
    start = time.perf_counter()
    losswalk('sparse.md', threads=os.cpu_count())()
    print(f'10 GB, its loss: {time.perf_counter() - start:.1f} s')


def main():
    parts = {name[5:]: call for name, call in globals().items() if name.startswith('part_')}
    chosen = sys.argv[3:] or parts
    model = [line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')]
    print(f'{platform.machine()}, {os.cpu_count()} processors, {model[0] if model else "?"}, {variants()[-1][0]}; '
          f'NumPy {np.__version__}, torch {torch.__version__ if torch else "not here"}')
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in chosen:
            parts[name]()
        os.chdir('/')


main()

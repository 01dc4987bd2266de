#!/usr/bin/env python3
"""Do the tests notice a small slip in the code? Puts one at a time into it and runs the tests.

    mutate.py [--draw N] [--seed S] [--least P] [--jobs J] [--log FILE] [--match TEXT] BUILD [PART...]

BUILD is a build folder with all tests in it, unoptimised or nearly so. PART is a layer of LAYERS (op, loss, trace) or a
file of one (op/shift.c); without any, all of PARTS are meant. Places are found by places.py. With --draw only N of
them are tried, drawn by the seed.

A layer is linked as a shared library, so that a slip costs the compiling of one file. The tests of the layer run, after
the one that noticed the last slip in that function the quickest first, until one fails, ends by a signal, or takes three times as long as without the slip. A slip that does not
compile does not count, nor one with which the optimiser makes the same object file: that is the same program. Those of
equal.txt change nothing either, for the reason that stands there. Every other slip that no test notices is printed; the
exit status is 1 if less than --least per cent are noticed, if a line of equal.txt is about nothing, or about what a test
noticed.
"""
import argparse
import json
import os
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from places import changed, places_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# What judges: the rest of trace/ moves numbers about, for which `property` has whole lessons.
JUDGES = ('answer', 'claim', 'compare', 'exact', 'expect', 'finding', 'finding_given', 'slip')
PARTS = ['op', 'loss', *(f'trace/{name}.c' for name in JUDGES)]

NUMBERS = ['unit-ops', 'unit-expr', 'unit-recipe', 'unit-exact', 'unit-finding', 'facts-facts', 'property-bounds',
           'oracle-refusals', 'unit-answer', 'oracle-oracle', 'property-trace', 'property-gradient', 'unit-compare',
           'diag-diag']
WORDS = ['unit-quoted', 'golden-golden', 'code-numpy']
CHINESE = ['unit-words']
CATALOGUE = 'data/po/zh_CN/LC_MESSAGES/losswalk.mo'
LAYERS = {
    'op': NUMBERS + WORDS,
    'loss': NUMBERS + CHINESE + WORDS,
    'trace': ['unit-answer', 'unit-claim', 'unit-exact', 'unit-compare', 'unit-finding', 'unit-goal', 'facts-facts', 'unit-quoted',
              'diag-diag', 'golden-golden', 'property-trace'],
}
# Many random lessons, and all formats, find no more slips here than a few.
FEWER = {'LOSSWALK_LESSONS': '150', 'LOSSWALK_FORMATS': '3'}
PROGRAM = 'src/losswalk'
ALL_TESTS = list(dict.fromkeys(test for tests in LAYERS.values() for test in tests))


class Result(NamedTuple):
    place: object
    outcome: str   # caught, broken (does not compile), same (proved), open
    by: str
    seconds: float


def limits():
    """No mutant takes the machine down, nor outlives this program for long."""
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))


def run(command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **options)


def must(command, **options):
    done = run(command, **options)
    if done.returncode != 0:
        sys.exit(f'{shlex.join(map(str, command))}\n{done.stdout.decode(errors="replace")}')
    return done.stdout.decode()


def python_with_numpy():
    for name in (sys.executable, '/usr/bin/python3'):
        if Path(name).exists() and run([name, '-c', 'import numpy']).returncode == 0:
            return name
    return sys.exit('no Python here has numpy')


def targets():
    """What of the build is linked anew."""
    return [PROGRAM, *(f'tests/test-{test}' for test in ALL_TESTS if test != 'code-numpy')]


class Workshop:
    """The tests, linked with the layers as shared libraries."""

    def __init__(self, build, scratch):
        self.build = build
        self.scratch = scratch
        self.commands = {}  # source file -> its compile command, without what it is made to
        self.objects = {layer: {} for layer in LAYERS}  # layer -> file -> object
        self.needs = {}     # file of a layer -> its files that read it
        must(['ninja', '-C', build, CATALOGUE, *targets()])
        self.read_commands()
        (scratch / 'tests').mkdir()
        for layer in LAYERS:
            self.link(layer, scratch, {})
        must(['cc', '-c', '-o', scratch / 'stop.o', HERE / 'stop.c'])
        (scratch / 'src').mkdir()
        for target in targets():
            self.link_target(target)
        self.killers = {}   # function -> the test that noticed a slip in it last: it is asked first
        self.python = python_with_numpy()
        self.times = {}
        with ThreadPoolExecutor(2) as pool:
            for test, seconds in zip(ALL_TESTS, pool.map(self.time_of, ALL_TESTS)):
                self.times[test] = seconds

    def read_commands(self):
        for entry in json.loads((self.build / 'compile_commands.json').read_text()):
            source = (self.build / entry['file']).resolve()
            layer = source.parent.name
            if source.parent.parent != ROOT / 'src' or layer not in LAYERS:
                continue
            words = shlex.split(entry['command'])
            for option in ('-o', '-c', '-MQ', '-MF'):
                at = words.index(option)
                del words[at:at + 2]
            self.commands[f'{layer}/{source.name}'] = [w for w in words if w not in ('-MD', '-g') and w[:2] not in (
                '-O', '-W')]
            self.objects[layer][source.name] = self.build / entry['output']
        for layer, objects in self.objects.items():
            texts = {p.name: p.read_text() for p in (ROOT / 'src' / layer).glob('*.[chd]*')}
            reads = {name: set(re.findall(r'#include "([\w.]+)"', text)) & set(texts) for name, text in texts.items()}
            for name in objects:
                seen, todo = set(), [name]
                while todo:
                    file = todo.pop()
                    if file not in seen:
                        seen.add(file)
                        todo += reads[file]
                for file in seen:
                    self.needs.setdefault(f'{layer}/{file}', []).append(name)

    def link(self, layer, folder, instead):
        """The layer as a shared library, with some objects instead of its own."""
        objects = [instead.get(name, its) for name, its in self.objects[layer].items()]
        name = f'libmutated-{layer}.so'
        return run(['cc', '-shared', '-o', folder / name, f'-Wl,-soname,{name}', *objects])

    def link_target(self, target):
        last = must(['ninja', '-C', self.build, '-t', 'commands', target]).strip().splitlines()[-1]
        words = []
        for word in shlex.split(last):
            library = re.fullmatch(r'src/liblosswalk-(\w+)\.a', word)
            if word == target:
                words.append(str(self.scratch / target))
            elif library and library[1] in LAYERS:
                words.append(str(self.scratch / f'libmutated-{library[1]}.so'))
            elif word != '-Wl,--as-needed':
                words.append(word)
        must([*words, self.scratch / 'stop.o', '-Wl,--wrap=_ck_assert_failed', '-rdynamic'], cwd=self.build)

    def passes(self, test, folder, timeout):
        environment = {**os.environ, 'CK_FORK': 'no', **FEWER, 'LD_LIBRARY_PATH': f'{folder}:{self.scratch}'}
        command = [self.scratch / 'tests' / f'test-{test}']
        if test == 'code-numpy':
            command = [self.python, ROOT / 'tests/code/check_numpy.py', self.scratch / PROGRAM, ROOT / 'tests', 'facts']
        try:
            return run(command, env=environment, timeout=timeout, preexec_fn=limits,
                       cwd=self.build).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def time_of(self, test):
        begun = time.monotonic()
        if not self.passes(test, self.scratch, 600):
            sys.exit(f'{test} fails without any slip')
        return time.monotonic() - begun


class Worker:
    """A copy of the layers' sources, in which one slip at a time is made."""

    def __init__(self, workshop, number):
        self.shop = workshop
        self.folder = workshop.scratch / f'worker{number}'
        for layer in LAYERS:
            copy = self.folder / layer
            copy.mkdir(parents=True)
            for file in (ROOT / 'src' / layer).glob('*.[chd]*'):
                (copy / file.name).write_bytes(file.read_bytes())
        self.proofs = {}  # file -> its object at -O2

    def compile(self, layer, name, to, options):
        command = self.shop.commands[f'{layer}/{name}']
        include = f'-I{os.path.relpath(ROOT / "src" / layer, self.shop.build)}'
        words = [f'-I{self.folder / layer}' if word == include else word for word in command]
        return run([*words, '-w', *options, '-c', self.folder / layer / name, '-o', to], cwd=self.shop.build,
                   preexec_fn=limits).returncode == 0

    def proof(self, layer, files):
        """What the optimiser makes of these files as they stand."""
        result = []
        for name in files:
            out = self.folder / 'proof.o'
            self.compile(layer, name, out, ['-O2'])
            result.append(out.read_bytes())
        return result

    def test(self, place):
        layer = place.file.split('/')[0]
        path = self.folder / place.file
        text = path.read_text()
        files = self.shop.needs[place.file]
        library = self.folder / f'libmutated-{layer}.so'
        try:
            path.write_text(changed(text, place))
            instead = {}
            for name in files:
                instead[name] = self.folder / f'{name}.o'
                if not self.compile(layer, name, instead[name], ['-O0']):
                    return 'broken', ''
            if self.shop.link(layer, self.folder, instead).returncode != 0:
                return 'broken', ''
            function = place.name.split(':')[0]
            for test in sorted(LAYERS[layer], key=lambda test: test != self.shop.killers.get(function)):
                if test == 'code-numpy' and 'numpy' not in function:
                    continue  # seconds, and only such functions write code
                if not self.shop.passes(test, self.folder, 3 * self.shop.times[test] + 3):
                    self.shop.killers[function] = test
                    return 'caught', test
            mutant = self.proof(layer, files)
            path.write_text(text)
            if place.file not in self.proofs:
                self.proofs[place.file] = self.proof(layer, files)
            return ('same', '') if mutant == self.proofs[place.file] else ('open', '')
        finally:
            path.write_text(text)
            library.unlink(missing_ok=True)


def all_places(parts):
    result = []
    for part in parts:
        path = ROOT / 'src' / part
        for file in sorted(path.glob('*.[chd]*')) if path.is_dir() else [path]:
            if file.suffix in ('.c', '.h', '.def'):
                result += places_of(str(file.relative_to(ROOT / 'src')), file.read_text())
    return result


class Equal:
    """Slips that change nothing: of equal.txt the indented lines, each a name, or ~ and a regular expression."""

    def __init__(self):
        lines = [line.strip() for line in (HERE / 'equal.txt').read_text().splitlines() if line.startswith('    ')]
        self.names = {line for line in lines if not line.startswith('~ ')}
        self.patterns = [line[2:] for line in lines if line.startswith('~ ')]

    def __contains__(self, name):
        return name in self.names or any(re.search(pattern, name) for pattern in self.patterns)

    def stale(self, known):
        """What is about no place."""
        return sorted(self.names - known) + [
            pattern for pattern in self.patterns if not any(re.search(pattern, name) for name in known)]


def try_all(shop, places, jobs):
    """Results as they come."""
    local = threading.local()
    numbers = iter(range(jobs))

    def begin():
        local.worker = Worker(shop, next(numbers))

    def one(place):
        begun = time.monotonic()
        outcome, by = local.worker.test(place)
        return Result(place, outcome, by, time.monotonic() - begun)

    with ThreadPoolExecutor(jobs, initializer=begin) as pool:
        yield from pool.map(one, places)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--draw', type=int)
    parser.add_argument('--seed', default='1')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--least', type=float, default=100, help='per cent that must be noticed')
    parser.add_argument('--log', help='where results go, a line each; what is there already is not tried again')
    parser.add_argument('--match', default='')
    parser.add_argument('--targets', action='store_true', help='print what must be built')
    parser.add_argument('build', type=Path, nargs='?')
    parser.add_argument('part', nargs='*', default=PARTS)
    arguments = parser.parse_args()
    if arguments.targets:
        print(CATALOGUE, *targets())
        return 0
    equal = Equal()
    places = all_places(arguments.part)
    known = {place.name for place in all_places(LAYERS)}
    stale = equal.stale(known)
    places = [place for place in places if arguments.match in place.name]
    if arguments.log and Path(arguments.log).exists():
        done = {line.split('\t')[3] for line in Path(arguments.log).read_text().splitlines()}
        places = [place for place in places if place.name not in done]
    if arguments.draw is not None:
        places = random.Random(arguments.seed).sample(places, min(arguments.draw, len(places)))
        places = [place for place in places if place.name not in equal]  # are tried when all are
    counts, killers, wrong = Counter(), Counter(), [f'equal.txt names nothing: {name}' for name in stale]
    print(*wrong, sep='\n', end='\n' if wrong else '')
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        shop = Workshop(arguments.build.resolve(), Path(scratch))
        print(f'{len(places)} slips; ready after {time.monotonic() - begun:.0f} s', flush=True)
        log = open(arguments.log, 'a', buffering=1) if arguments.log else None
        for result in try_all(shop, places, arguments.jobs):
            name = result.place.name
            outcome = result.outcome
            if outcome == 'open' and name in equal:
                outcome = 'equal'
            elif outcome == 'open':
                print(f'no test notices {name}', flush=True)
            elif outcome == 'caught' and name in equal:
                wrong.append(f'{result.by} notices what equal.txt calls equal: {name}')
                print(wrong[-1])
            counts[outcome] += 1
            killers[result.by] += 1
            if log:
                print(outcome, result.by, f'{result.seconds:.2f}', name, sep='\t', file=log)
    real = counts['caught'] + counts['open']
    share = 100 * counts['caught'] / real if real else 100.0
    print('caught by', ', '.join(f'{test} {n}' for test, n in killers.most_common() if test))
    print(f'{len(places)} slips in {time.monotonic() - begun:.0f} s: {counts["caught"]} caught, {counts["open"]} not; '
          f'no slip at all: {counts["broken"]} do not compile, {counts["same"]} the same by proof, {counts["equal"]} by '
          f'equal.txt; noticed: {share:.1f} %')
    return 1 if wrong or share < arguments.least else 0


if __name__ == '__main__':
    sys.exit(main())

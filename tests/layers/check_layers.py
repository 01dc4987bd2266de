#!/usr/bin/env python3
"""Layers point one way: judged by what the compiler really read when the program was built.

    check_layers.py BUILD SOURCE

Each object of a layer may have read files of its own layer and of those it stands on, directly or not, and no
others; each outside library is read by its own files alone. And each header can be read alone, with the include
path that the build gives its layer.
"""
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

# What each layer stands on. Said here once more, so that a slip in src/meson.build is one.
RULES = '''
    base:
    tensor: base
    op: tensor
    loss: op
    lesson: loss
    trace: lesson
    doc: trace
    study: doc
    tui: study
    plain: study
    app: tui plain
'''

# A header of an outside library: the only files, or layers, that may read it.
OUTSIDE = {
    'curses.h': ['tui/screen_curses.c', 'tui/screen_events.c'],
    'yaml.h': ['lesson/'],
    'md4c.h': ['lesson/'],
    'utf8proc.h': ['base/'],
}

# Headers of our own that some may not read, though they stand on them: the beginnings of their names. Faces and formats
# get numbers through a sight alone.
KEPT_FROM = {
    'trace/numbers.h': ('tui/', 'plain/', 'doc/format_', 'doc/text_', 'doc/nested', 'doc/sentence', 'doc/diagnosis'),
}

build, source = Path(sys.argv[1]), Path(sys.argv[2])
src = Path(os.path.realpath(source / 'src'))
below = {}
for rule in RULES.split('\n')[1:-1]:
    layer, _, words = rule.strip().partition(':')
    below[layer] = {layer}.union(*(below[word] for word in words.split()))

wrong = {}  # what was looked at: what is wrong with it
seen = 0  # files that objects read


def check(what, good, message):
    """One more thing that must hold of `what`: an object, a layer, a header. Each of these counts once."""
    faults = wrong.setdefault(what, [])
    if not good:
        faults.append(message)


def layer_of(path):
    """The layer that a file of the sources, or one made in the build folder, belongs to."""
    path = os.path.realpath(build / path)
    for root in (src, Path(os.path.realpath(build / 'src'))):
        if path.startswith(str(root) + os.sep):
            first = Path(path).relative_to(root).parts[0]
            return first if first in below else None
    return None


# ---- What each object of a layer read ----

try:
    said = subprocess.run(['ninja', '-C', build, '-t', 'deps'], capture_output=True, text=True, check=True).stdout
except (OSError, subprocess.CalledProcessError):
    print('needs ninja, which keeps what was read')
    sys.exit(1 if os.environ.get('CI') else 77)
objects = dict.fromkeys(below, 0)
current = None
for line in said.splitlines():
    made = re.match(r'src/(?:\w+/)?liblosswalk-(\w+)(?:-\w+)?\.a\.p/(?:\1_)?(.*)\.o: .*\(VALID\)', line)
    if made or not line.startswith(' '):
        current = made and made.group(1)
        name = made and f'{made.group(1)}/{made.group(2)}'
        if current:
            objects[current] += 1
    elif current:
        path = line.strip()
        layer = layer_of(path)
        seen += 1
        check(name, layer is None or layer in below[current], f'{name} reads {path}: {current} does not stand on {layer}')
        kept = next((KEPT_FROM[end] for end in KEPT_FROM if path.endswith('src/' + end)), ('-',))
        check(name, not name.startswith(kept), f'{name} reads {path}, which is not for it')
        allowed = OUTSIDE.get(os.path.basename(path))
        if layer is None and allowed:
            check(name, any(name.startswith(place) for place in allowed), f'{name} reads {path}')
for layer, count in objects.items():
    files = len(list((src / layer).glob('*.c'))) - (layer == 'app')  # main.c is the program's
    check(layer, count >= files, f'{layer}: {count} objects for {files} files')

# ---- Each header alone ----

commands = json.loads((build / 'compile_commands.json').read_text())
options = {}
for entry in commands:
    made = re.match(r'src/liblosswalk-(\w+)\.a\.p/', entry.get('output', ''))
    if made:
        words = shlex.split(entry['command'])
        end = next(i for i, word in enumerate(words) if word in ('-MD', '-MMD'))
        kept = [word for word in words[:end] if not word.startswith(('-Wp', '-O', '-D_FORTIFY'))]
        options[made.group(1)] = [word for word in kept if 'ccache' not in word]
        for word in kept:
            layer = layer_of(word[2:]) if word.startswith('-I') else None
            check(made.group(1), layer is None or layer in below[made.group(1)], f'{made.group(1)} is built with {word}')
for layer in below:
    for header in sorted((src / layer).glob('*.h')):
        alone = subprocess.run(
            options[layer] + ['-fsyntax-only', '-x', 'c', '-'], input=f'#include "{header.name}"\n',
            capture_output=True, text=True, cwd=build, check=False)
        check(f'{layer}/{header.name}', alone.returncode == 0, f'{layer}/{header.name} cannot be read alone:\n{alone.stderr}')

for faults in wrong.values():
    for fault in faults[:3]:
        print('FAILED', fault)
failures = sum(1 for faults in wrong.values() if faults)
checks = len(wrong)
print(f'{seen} reads; {100 * (checks - failures) // max(checks, 1)}%: Checks: {checks}, Failures: {failures}, Errors: 0')
sys.exit(failures > 0 or checks < 200 or seen < 2000)

#!/usr/bin/env python3
"""What is told about the program in other places agrees with the program.

    check_reference.py PROGRAM SOURCE_FOLDER

The derived files are up to date; the man pages and completions have every option that --help has;
bash really completes; the JSON Schema takes every lesson and refuses what it can; the defaults in
lessons/README.md are the program's, and its guide works. The last line counts, as Check's does.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

import jsonschema
import yaml

PROGRAM, ROOT = sys.argv[1], Path(sys.argv[2])
ENVIRONMENT = dict(os.environ, LOSSWALK_LESSONS=str(ROOT / 'lessons'), XDG_STATE_HOME=tempfile.mkdtemp())
passed, failed = 0, 0


def check(name, ok, text=''):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print('FAILED', name, text)


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False, **more)


def losswalk(*arguments):
    return run(PROGRAM, *arguments)


# ---- Derived files -----------------------------------------------------------------------------

def check_derived():
    made = run(sys.executable, str(ROOT / 'data/make_reference.py'), '--check')
    check('derived files', made.returncode == 0, made.stdout + made.stderr)


def options_of_help():
    """(letter or None, name) of every option that --help names."""
    text = losswalk('--help').stdout
    return re.findall(r'^  (?:-(\w), |    )--([a-z-]+)', text, flags=re.M)


def check_options():
    page = (ROOT / 'data/losswalk.1').read_text(encoding='utf-8').replace('\\-', '-')
    completions = {name: (ROOT / 'data/completions' / name).read_text(encoding='utf-8')
                   for name in ('losswalk.bash', '_losswalk', 'losswalk.fish')}
    options = options_of_help()
    check('--help lists options', len(options) > 15)
    for letter, name in options:
        check('man page: --' + name, '\\fB--%s\\fP' % name in page)
        check('man page: -' + letter, not letter or '\\fB-%s\\fP' % letter in page)
        for file, text in completions.items():
            spelt = ' -l %s ' % name if file.endswith('fish') else '--' + name
            check('%s: --%s' % (file, name), spelt in text)
    known = {name for _, name in options}
    for name in re.findall(r'complete -c losswalk -l ([a-z-]+)', completions['losswalk.fish']):
        check('the program has --' + name, name in known)


def check_pages():
    for page, word in ('losswalk.1', 'OPTIONS'), ('losswalk-lesson.5', 'reduction'):
        path = str(ROOT / 'data' / page)
        if shutil.which('mandoc'):
            lint = run('mandoc', '-Tlint', path)
            check('mandoc ' + page, lint.returncode == 0 and not lint.stdout, lint.stdout)
        if shutil.which('groff'):
            shown = run('groff', '-man', '-ww', '-Kutf8', '-Tutf8', path)
            check('groff ' + page, shown.returncode == 0 and not shown.stderr and word in re.sub('.\b', '', shown.stdout),
                  shown.stderr)


# ---- Completions, run --------------------------------------------------------------------------

BASH = r'''
. "$1"
losswalk() { "$PROGRAM" "$@"; }
compopt() { :; }   # real only while the shell completes
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_losswalk
printf '%s\n' "${COMPREPLY[@]}"
'''

FORMATS = re.findall(r'^FORMAT\((\w+)\)', (ROOT / 'src/doc/doc.def').read_text(), re.M)

COMPLETIONS = [
    (['--ch'], ['--check']),
    (['--no-'], ['--no-mouse', '--no-questions']),
    (['--format', ''], FORMATS),
    (['--format', '=', 'n'], [f for f in FORMATS if f.startswith('n')]),
    (['--format', '='], FORMATS),
    (['-f', 'j'], ['json']),
    (['--stages', 'softmax,per_'], ['softmax,per_element', 'softmax,per_sample']),
    (['--compare', 'keras,ten'], ['']),
    (['--compare', 'pytorch,on'], ['pytorch,onnx']),
    (['--color', 'a'], ['auto', 'always']),
    (['--set', 'ro'], ['route=']),
    (['--set', 'route', '=', 'f'], ['fused']),
    (['--set', 'gradient', '='], ['false', 'true', 'steps']),
    (['--batch', 'six-'], ['six-frameworks']),
    (['two '], ['two days.md']),
    (['--progress', 'two '], ['two days.md', 'two numbers.npy']),
    (['--progress', 'six-'], ['']),
    (['--precision', ''], ['']),
]


def check_bash():
    environment = dict(ENVIRONMENT, PROGRAM=PROGRAM)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, 'two days.md').touch()
        Path(folder, 'two numbers.npy').touch()
        for words, wanted in COMPLETIONS:
            made = subprocess.run(
                ['bash', '-c', BASH, 'bash', str(ROOT / 'data/completions/losswalk.bash'), 'losswalk', *words],
                capture_output=True, text=True, env=environment, cwd=folder, check=False)
            check('bash completes %s' % words, made.stdout.split('\n')[:-1] == wanted and not made.stderr,
                  made.stdout + made.stderr)


def check_syntax():
    for shell, file in ('bash', 'losswalk.bash'), ('zsh', '_losswalk'), ('fish', 'losswalk.fish'):
        if shutil.which(shell):
            made = run(shell, '-n', str(ROOT / 'data/completions' / file))
            check('%s reads its completions' % shell, made.returncode == 0 and not made.stderr, made.stderr)


# ---- JSON Schema -------------------------------------------------------------------------------

class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: yes and no are words, 1e-7 is a number, dates are texts."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ('null', r'~|null|', ['', '~', 'n']), ('bool', r'true|false', ['t', 'f']),
        ('int', r'[-+]?[0-9]+', list('-+0123456789')),
        ('float', r'[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?', list('-+.0123456789'))):
    Loader.add_implicit_resolver('tag:yaml.org,2002:' + tag, re.compile('^(?:%s)$' % pattern), first)
Loader.add_constructor('tag:yaml.org,2002:float', lambda loader, node: float(node.value))
Loader.add_constructor('tag:yaml.org,2002:int', lambda loader, node: int(node.value))

# Broken lessons of tests/diag whose mistake a schema can tell.
REFUSED = [
    'answers-twice', 'bad-choices', 'data-reference', 'empty-lists', 'empty-texts', 'expect',
    'format-2', 'misspelt-values', 'missing-keys', 'names', 'no-numbers', 'question-at', 'question-cell',
    'question-keys', 'ranges', 'scores-twice', 'single-logit', 'two-errors-and-expect', 'unknown-keys', 'wrong-kinds',
]
TAKEN = ['fine', 'expect-differs', 'warn-no-summary', 'warn-too-tall', 'warn-wide-file', 'claim-unsure', 'claim-key-right']


def front_matter(path):
    text = path.read_text(encoding='utf-8-sig')
    return yaml.load(text.split('\n---', 1)[0].removeprefix('---'), Loader)


def check_schema():
    schema = json.loads((ROOT / 'data/lesson.schema.json').read_text(encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(schema)
    judge = jsonschema.Draft7Validator(schema)
    lessons = [p for p in sorted((ROOT / 'lessons').glob('*.md')) if re.match(r'^[\w-]+\.md$', p.name)
               and p.name != 'README.md']
    check('there are lessons', len(lessons) > 20)
    lessons += [ROOT / 'tests/diag' / (name + '.md') for name in TAKEN] + [ROOT / 'src/app/template.md']
    for path in lessons + sorted((ROOT / 'tests/facts').glob('*.md')):
        if path.name == 'README.md':
            continue
        complaints = [error.message for error in judge.iter_errors(front_matter(path))]
        check('the schema takes ' + path.name, not complaints, complaints)
    for name in REFUSED:
        path = ROOT / 'tests/diag' / (name + '.md')
        check('the schema refuses ' + name, not judge.is_valid(front_matter(path)))


# ---- Defaults ----------------------------------------------------------------------------------

def check_defaults():
    """A default that is given changes nothing, in any lesson that takes the key, has it not itself,
    and lets no rules fill it in (these lines are taken out)."""
    text = (ROOT / 'lessons/README.md').read_text(encoding='utf-8')
    defaults = re.findall(r'^\| `(\w+)` \| [^|]* \| `([-\w.]+)` \| ', text, flags=re.M)
    check('the README has defaults', len(defaults) > 15)
    lessons = [p for folder in ('lessons', 'tests/facts') for p in sorted((ROOT / folder).glob('*.md'))
               if p.name != 'README.md' and '.refused' not in p.name]
    with tempfile.TemporaryDirectory() as folder:
        for key, default in defaults:
            tried = 0
            for path in lessons:
                if tried >= 5:
                    break
                bare = Path(folder, path.name)
                bare.write_text(re.sub(r'^(%s|rules): .*\n' % key, '', path.read_text(encoding='utf-8'), flags=re.M),
                                encoding='utf-8')
                command = ['--batch', '-f', 'text', '--stages', 'loss', str(bare)]
                with_default = losswalk('--set', '%s=%s' % (key, default), *command)
                without = losswalk(*command)
                if with_default.returncode == 0 and without.returncode == 0:
                    tried += 1
                    check('%s: %s is the default of %s' % (path.name, default, key),
                          with_default.stdout == without.stdout, with_default.stdout)
            check('a lesson takes %s: %s' % (key, default), tried > 0 or key == 'format')


# ---- What the READMEs say ----------------------------------------------------------------------

def check_formats():
    """What names the formats names all of them: they follow from a list."""
    formats = re.findall(r'^FORMAT\((\w+)\)', (ROOT / 'src/doc/doc.def').read_text(), flags=re.M)
    line = next(line for line in losswalk('--help').stdout.splitlines() if '--format' in line)
    for name in formats:
        check(f'--help names the format {name}', re.search(r'\b%s\b' % name, line) is not None)
    check('there are formats', len(formats) >= 3)


def check_help():
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    check('README.md has the text of --help', losswalk('--help').stdout in readme)


def check_pictures():
    """The pictures of README.md are there, for dark and for light pages, well-formed, and do nothing but show."""
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    shown = re.findall(r'(?:src|srcset)="([^"]+)"', readme)
    there = ['data/screens/' + path.name for path in (ROOT / 'data/screens').iterdir()]
    check('README.md shows the pictures that are there', len(there) >= 6 and sorted(shown) == sorted(there),
          set(shown) ^ set(there))
    check('each picture of README.md is told', len(re.findall(r'<img alt="[^"]{40,}"', readme)) == len(shown) // 2)
    svg = '{http://www.w3.org/2000/svg}'
    for path in there:
        root = xml.etree.ElementTree.parse(ROOT / path).getroot()
        kinds = {element.tag for element in root.iter()}
        check(f'{path} has what a picture needs and no more',
              kinds == {svg + kind for kind in ('svg', 'title', 'desc', 'rect', 'g', 'text')}, kinds)
        names = {element.get('id') for element in root.iter() if element.tag in (svg + 'title', svg + 'desc')}
        check(f'{path} is told', set(root.get('aria-labelledby').split()) == names)
        _, _, width, height = map(int, root.get('viewBox').split())
        inside = [int(text.get('x')) + int(text.get('textLength')) <= width and int(text.get('y')) <= height
                  for text in root.iter(svg + 'text')]
        check(f'{path} has all its text inside', len(inside) > 20 and all(inside))


def check_findings():
    """The table of findings in README.md has the kinds of finding.def, each once."""
    kinds = re.findall(r'^FINDING\((\w+)', (ROOT / 'src/trace/finding.def').read_text(encoding='utf-8'), flags=re.M)
    table = (ROOT / 'README.md').read_text(encoding='utf-8').split('The kinds of findings:')[1].split('\n\n')[1]
    told = re.findall(r'`(\w+)`', table)
    check('README.md has the kinds of findings', len(kinds) > 20 and sorted(told) == sorted(kinds),
          set(told) ^ set(kinds))


def put_keys(text, front):
    """The front matter in text with its keys replaced by those in front; a key may be a comment."""
    for name, value in re.findall(r'^(\w+:)(.*\n(?: .*\n)*)', front, flags=re.M):
        pattern = r'^(# )?%s.*\n(  .*\n)*' % name
        check('the template has ' + name, re.search(pattern, text, flags=re.M))
        text = re.sub(pattern, lambda _: name + value, text, count=1, flags=re.M)
    return text


def check_formulas():
    """lessons/README.md names the commands of formulas that are read, and no other."""
    source = (ROOT / 'src/lesson/tex.def').read_text(encoding='utf-8')
    known = set(re.findall(r'^COMMAND\("([A-Za-z]+)"', source, flags=re.M))
    section = (ROOT / 'lessons/README.md').read_text(encoding='utf-8').split('### Mathematics')[1].split('### Tables')[0]
    told = set(re.findall(r'\\\\?([A-Za-z]+)', section))
    check('lessons/README.md has the commands of formulas', len(known) > 100 and told == known,
          f'not told: {known - told}, not read: {told - known}')
    grids = re.findall(r'^GRID\("(\w+)"', source, flags=re.M)
    check('lessons/README.md has the matrices', all(re.search(rf'\b{grid}\b', section) for grid in grids), grids)


def check_guide():
    """The guide, followed to the letter, makes a lesson that is in order."""
    guide = (ROOT / 'lessons/README.md').read_text(encoding='utf-8').split('\n## What the batch is')[0]
    blocks = re.findall(r'^```(\w+)\n(.*?)^```', guide, flags=re.S | re.M)
    batch, questions, expect = [text for kind, text in blocks if kind == 'yaml']
    prose = [text for kind, text in blocks if kind == 'markdown'][0]
    shown = [text for kind, text in blocks if kind == 'console'][0].split('\n', 1)[1]
    with tempfile.TemporaryDirectory() as folder:
        made = run(PROGRAM, '--new', 'padding.md', cwd=folder)
        check('--new', made.returncode == 0, made.stderr)
        path = Path(folder, 'padding.md')
        path.write_text(put_keys(path.read_text(encoding='utf-8'), batch), encoding='utf-8')
        made = run(PROGRAM, '--check', 'padding.md', cwd=folder)
        beginning, end = shown.split('...\n')
        check('the report of the guide', made.stderr.startswith(beginning) and made.stdout == end, made.stderr)
        text = path.read_text(encoding='utf-8')
        path.write_text(text[:text.index('\nquestions:') + 1] + questions + expect + prose, encoding='utf-8')
        made = run(PROGRAM, '--check', 'padding.md', cwd=folder)
        check('the lesson of the guide', made.stdout == '1 lesson checked: 0 errors, 0 warnings\n', made.stderr)
        check('the lesson of the guide, printed', run(PROGRAM, '--batch', 'padding.md', cwd=folder).returncode == 0)


def check_examples():
    """What README.md shows of a command is what the command prints."""
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    blocks = re.findall(r'^```(\w+)\n(.*?)^```', readme, flags=re.S | re.M)
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        lesson = next(text for kind, text in blocks if 'Two days of weather' in text)
        Path(folder, 'two-days.md').write_text(lesson, encoding='utf-8')
        for command, shown in re.findall(r'^\$ (.*)\n((?:(?!\$ ).*\n)*)', ''.join(text for kind, text in blocks if kind == 'console'), flags=re.M):
            if 'typo.md' in command or 'anna.txt' in command:
                continue # files that are not shown
            made = subprocess.run(['sh', '-c', command.replace('losswalk', f"'{PROGRAM}'", 1)], cwd=folder, capture_output=True, text=True,
                                  env={**os.environ, 'XDG_STATE_HOME': folder, 'LOSSWALK_LESSONS': str(ROOT / 'lessons')})
            tried += 1
            check('README.md: ' + command, made.stdout == shown, made.stdout + made.stderr)
    check('README.md has examples', tried >= 5, tried)


# ---- The report as JSON ------------------------------------------------------------------------

def check_report():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, 'a "quoted" \\ name.md')
        path.write_text('---\nformat: 1\ntitel: "T"\n---\n', encoding='utf-8')
        made = losswalk('--check', '-f', 'json', str(path))
        report = json.loads(made.stdout)
        check('the report is JSON', made.returncode == 1 and report[0] == {
            'severity': 'error', 'id': 'unknown-key', 'file': str(path), 'line': 3, 'column': 1, 'end_column': 6,
            'message': "a lesson has no key 'titel'", 'hint': "did you mean 'title'?"}, made.stdout)
        check('nothing else is printed', made.stderr == '', made.stderr)


check_derived()
check_options()
check_pages()
check_bash()
check_syntax()
check_schema()
check_defaults()
check_formats()
check_help()
check_pictures()
check_findings()
check_formulas()
check_guide()
check_examples()
check_report()
shutil.rmtree(ENVIRONMENT['XDG_STATE_HOME'])
total = passed + failed
print('%d%%: Checks: %d, Failures: %d, Errors: 0' % (100 * passed // total, total, failed))
sys.exit(failed > 0)

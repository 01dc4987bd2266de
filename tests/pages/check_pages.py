#!/usr/bin/env python3
"""Reads pages in HTML back: those of all lessons in many ways, and those of lessons that mean harm.

Usage: check_pages.py PROGRAM TESTS-FOLDER. What must hold of each page is in page.py; besides, it is well-formed XML
but for its style and script, its numbers are those of the JSON trace, and what a lesson says stands on it as text.
"""
import glob
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from page import Page

PROGRAM, TESTS = sys.argv[1:3]
LESSONS = [path for path in sorted(glob.glob(os.path.join(TESTS, '../lessons/[0-9]*.md')))
           if '.' not in os.path.basename(path)[:-len('.md')]]
failures = []


def expect(good, text):
    if not good:
        failures.append(text)


def run(*arguments):
    done = subprocess.run([PROGRAM, '--batch', *arguments], capture_output=True, check=False)
    expect(done.returncode == 0, f'{arguments}: {done.stderr.decode()}')
    return done.stdout.decode()


def read(name, text, paper=False):
    page = Page(text, paper)
    for fault in page.faults[:5]:
        expect(False, f'{name}: {fault}')
    rest = re.sub(r'<(style|script)>.*?</\1>', '', text, flags=re.S)
    try:
        xml.etree.ElementTree.fromstring(rest)
    except xml.etree.ElementTree.ParseError as error:
        expect(False, f'{name}: no XML: {error}')
    return page


def squeeze(text):
    return re.sub(r'\s+', ' ', text).strip()


# ---- The numbers are those of the trace --------------------------------------------------------------------------

def flat(data):
    return [x for part in data for x in flat(part)] if isinstance(data, list) else [data]


def fits(text, exact, dtype):
    """Is that the number, at the digits it is written with: 0.0420, 1.5e-08, -inf, or, near 1, 1-3e-08?"""
    near = re.fullmatch(r'(1|-1)([+-].+e.+)', text)
    if near:
        text, exact = near[2], exact - float(near[1])
    value = float(text)
    if math.isnan(exact) or math.isinf(exact):
        return str(value) == str(exact)
    digits, power = (text.split('e') + ['0'])[:2]
    unit = 10.0 ** (int(power) - len(digits.partition('.')[2]))
    rounded = {'float64': 1e-15, 'float32': 1e-8, 'float16': 1e-4, 'bfloat16': 1e-3}[dtype] # as JSON has it
    return abs(value - exact) <= unit * (0.5 + 1e-9) + rounded * max(abs(exact), 1 if near else 0)


def check_numbers(name, page, trace):
    """Every cell and its line show the number of the trace, at the digits they have; every stage is there."""
    cells = {}
    for element in page.elements:
        if element.tag in ('td', 'span') and element.get('id'):
            cells.setdefault(element.get('id').rsplit('-', 2)[0], []).append(element)
    for stage in trace['stages']:
        numbers = flat(stage['data'])
        found = cells.get(stage['id'], [])
        if not found:
            expect('until' in trace, f'{name}: no stage {stage["id"]}')
            continue
        width = max(int(cell.get('id').rsplit('-', 1)[1]) for cell in found) + 1
        for cell in found:
            row, col = (int(part) for part in cell.get('id').rsplit('-', 2)[1:])
            line = cell.get('data-line')
            if len(numbers) == len(found):  # none is left out
                exact = float(numbers[row * width + col])
                for text in (cell.text.split()[0], line.rsplit('= ', 1)[-1]):
                    expect(fits(text, exact, trace['dtype']), f'{name}: {cell.get("id")} is {text}, not {exact}')


def check_lesson(path):
    name = os.path.basename(path)
    page = read(name, run('-f', 'html', path))
    trace = json.loads(run('-f', 'json', path))
    if re.search(r'^until:', open(path, encoding='utf-8').read(), re.M):
        trace['until'] = True
    check_numbers(name, page, trace)
    for question in trace.get('questions', []):
        found = [e for e in page.all('section', 'question') if e.get('id') == f'question-{question["number"]}']
        expect(len(found) == 1 and squeeze(question['ask']) in squeeze(found[0].text), f'{name}: {question["ask"]}')
        if 'choices' in question:
            expect(int(found[0].get('data-choice')) == question['choices'].index(question['answer']),
                   f'{name}: the right choice of {question["ask"]}')
        elif 'value' in question:
            value, wanted = float(found[0].get('data-value')), float(question['value'])
            expect(str(value) == str(wanted) or abs(value - wanted) <= 1e-8 * abs(wanted),
                   f'{name}: {question["ask"]}: {value}, not {wanted}')
    for finding in trace['findings'] if 'until' not in trace else []:
        expect(squeeze(finding['text']) in squeeze(page.text()), f'{name}: {finding["text"]}')
    return page


# ---- Many ways ---------------------------------------------------------------------------------------------------

def check_folder(folder):
    run('-f', 'html', '-o', folder + '/site/', *LESSONS)
    files = {os.path.basename(path) for path in glob.glob(folder + '/site/*')}
    expect(len(files) == len(LESSONS) + 1 and 'index.html' in files, f'{len(files)} files')
    linked = set()
    for name in sorted(files):
        with open(f'{folder}/site/{name}', encoding='utf-8') as text:
            page = read(name, text.read())
        for link in page.all('a'):
            if link.get('href').startswith('./'):
                expect(link.get('href')[2:] in files, f'{name} leads to {link.get("href")}')
                linked |= {link.get('href')[2:]}
    expect(linked == files, f'nothing leads to {files - linked}')


def check_ways():
    together = read('all in one', run('-f', 'html', *LESSONS))
    expect(len(together.all('article')) == len(LESSONS), 'all in one: not all are there')
    for way in (['--lang', 'zh'], ['--compare', 'all'], ['--rows', 'all'], ['--rows', '2'], ['--stages', 'loss'],
                ['-p', '9'], ['--ulps']):
        read(' '.join(way), run('-f', 'html', *way, LESSONS[3], LESSONS[12], LESSONS[20]))
    for way in (['--worksheet'], ['--worksheet', '--fade', '5'], ['--key'], ['--key', '--fade', '5'],
                ['--worksheet', '--lang', 'zh'], ['--worksheet', '--stages', 'loss'], ['--worksheet', '--rows', '2']):
        read(' '.join(way), run('-f', 'html', *way, LESSONS[3], LESSONS[12], LESSONS[20]), paper=True)
        read(' '.join(way) + ' alone', run('-f', 'html', *way, LESSONS[48]), paper=True)
    gone = read('a question for a number that is gone', # as settings have it
                run('-f', 'html', '--set', 'logits=[[6,2,3]]', '--set', 'labels=[0]', LESSONS[3]))
    expect([len(gone.all('details', 'answer')), len(gone.all('form'))] == [2, 0], 'the answer to a number that is gone')
    for path in (LESSONS[3], LESSONS[48]):
        narrow = run('-f', 'html', '--ascii', path)
        expect(narrow.isascii(), f'{path}: 7 bits')
        read('7 bits', narrow)


# ---- Lessons that mean harm --------------------------------------------------------------------------------------

EVIL = ['<script>alert(1)</script>', '</title><script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)",
        '</style><b>', '&lt;i&gt; &amp; &#60;', '</pre></code><iframe>', ']]><!-- -->', '{{x}} ${x} x`', 'a\\3c b',
        '\\"; } * { display: none } @page { content: "', '</svg><a href=javascript:alert(1)>', '<math><mi//xlink:href='
        '"data:x,<script>">', '\U0001f600 中文 é']
LINKS = [('javascript:alert(1)', False), ('JaVaScRiPt:alert(1)', False), ('data:text/html,x', False), ('vbscript:x', False),
         ('file:///etc/passwd', False), ('//evil.example/x', False), ('/\\evil.example', False), ('java&#10;script:x', False),
         ('&#1;javascript:x', False), ('&#32;javascript:x', False), ('blob:x', False), ('https://ok.example/?a=1&b="', True),
         ('mailto:a@ok.example', True), ('HTTP://ok.example', True), ('other.html#x', True), ('a/b.html', True), ('#x', None)]


def quote(text):
    return json.dumps(text, ensure_ascii=False)


def evil_lesson(text):
    code = '\n'.join('    ' + line for line in [text, '</code></pre>' + text])
    name = quote(text)
    return (f'---\nformat: 1\ntitle: {name}\nsummary: {name}\nsection: {name}\nsource: {name}\n'
            f'classes: [{name}, "x{name[1:]}]\nsamples: [{name}, "y{name[1:]}]\nlogits: [[1, 2], [3, -inf]]\n'
            f'labels: [0, 1]\ntokens: [{name}, b]\nquestions:\n  - {{at: softmax, ask: {name}, '
            f'choices: [{name}, b], answer: {name}, hint: {name}}}\n'
            f'---\n{escape(text)}\n\n{code}\n\n- {escape(text)}\n\n> {escape(text)}\n\n### {escape(text)}\n\n'
            f'| a | b |\n| - | - |\n| x | `{text.replace("`", "").replace("|", "")}` |\n\n$\\nosuch{{{text.replace("$", "")}}}$\n\n'
            f'$\\text{{{re.sub(r"[^ -~]|[$#%&_^~{}]|" + chr(92) * 2, "", text)}}}$\n')


def escape(text):
    return re.sub(r'([!-/:-@\[-`{-~])', r'\\\1', text)


def check_evil(folder):
    for number, text in enumerate(EVIL):
        path = f'{folder}/evil{number}.md'
        with open(path, 'w', encoding='utf-8') as out:
            out.write(evil_lesson(text))
        for way in ([], ['--ascii'], ['--compare', 'keras']):
            page = read(f'evil {number} {way}', run('-f', 'html', *way, path))
            whole = squeeze(page.text())
            wanted = squeeze(text)
            expect(page.all('title')[0].text == text, f'evil {number}: the title is {page.all("title")[0].text}')
            expect(squeeze(page.all('h1')[0].text) == wanted, f'evil {number}: {page.all("h1")[0].text}')
            expect(whole.count(wanted) >= 12, f'evil {number}: {whole.count(wanted)} of {wanted}')
            for tag in ('th', 'li', 'blockquote', 'pre'):
                expect(any(wanted in squeeze(e.text) for e in page.all(tag)), f'evil {number}: no {tag} has it')
            expect(any(wanted in squeeze(e.get('data-line', '')) for e in page.all('td')), f'evil {number}: lines')
        for way, tag in ((['--worksheet'], 'li'), (['--key'], 'p'), (['--key', '--fade', '5'], 'p')):
            page = read(f'evil {number} {way}', run('-f', 'html', *way, path), paper=True)
            expect(wanted in squeeze(page.all('h1')[0].text), f'evil {number} {way}: {page.all("h1")[0].text}')
            expect(any(wanted in squeeze(e.text) for e in page.all(tag)), f'evil {number} {way}: no {tag} has it')


def check_links(folder):
    path = f'{folder}/links.md'
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\nformat: 1\ntitle: T\nlogits: [[1, 2]]\nlabels: [0]\n---\n')
        out.write('\n\n'.join(f'[word{i}](<{link}>)' for i, (link, _) in enumerate(LINKS)) + '\n')
    page = read('links', run('-f', 'html', path).replace('href="#x"', 'href="#"'))
    for i, (link, good) in enumerate(LINKS):
        found = [e for e in page.all('a') if e.text == f'word{i}']
        expect(good is None or bool(found) == good, f'the link {link}')
        expect(f'word{i}' in page.text(), f'the words of {link}')


def main():
    with tempfile.TemporaryDirectory() as folder:
        for path in LESSONS:
            check_lesson(path)
        check_folder(folder)
        check_ways()
        check_evil(folder)
        check_links(folder)
    for text in failures[:40]:
        print(text)
    print(f'{len(LESSONS)} lessons, {len(EVIL)} that mean harm: {len(failures)} failures')
    return 1 if failures else 0


sys.exit(main())

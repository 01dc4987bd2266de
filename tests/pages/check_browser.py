#!/usr/bin/env python3
"""Pages in HTML as a student uses them, in a browser: keys, cells, questions; without scripts; printed.

Usage: check_browser.py PROGRAM TESTS-FOLDER [FOLDER-FOR-PICTURES]. Needs chromium and chromedriver; with
AXE=axe.min.js (of axe-core) it also asks axe for what keeps people out.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

from browser import Browser

PROGRAM, TESTS = sys.argv[1:3]
PICTURES = sys.argv[3] if len(sys.argv) > 3 else None
failures = []

SHOWN = '''return Array.from(document.querySelectorAll('.part')).map((part) => part.getClientRects().length > 0)'''
NOTHING_WIDER = '''return document.documentElement.scrollWidth <= innerWidth'''


def expect(good, text):
    if not good:
        failures.append(text)


def same(got, wanted, text):
    expect(got == wanted, f'{text}: {got!r}, not {wanted!r}')


def quiet(browser, name):
    for message in browser.messages():
        expect(False, f'{name}: {message}')


def picture(browser, name):
    if PICTURES:
        os.makedirs(PICTURES, exist_ok=True)
        browser.picture(os.path.join(PICTURES, name + '.png'))


# ---- Stepping ----------------------------------------------------------------------------------------------------

def check_keys(browser, path):
    """Space goes through all of a lesson; each key that should goes on or back, one part each."""
    name = os.path.basename(path)
    browser.open(path)
    parts = len(browser.script(SHOWN))
    same(sum(browser.script(SHOWN)), 1, f'{name}: parts at the beginning')
    seen = 1
    for _ in range(60 * parts):
        browser.press('Space')
        now = sum(browser.script(SHOWN))
        expect(now in (seen, seen + 1), f'{name}: Space showed {now - seen} parts')
        seen = now
        if seen == parts:
            break
    same(seen, parts, f'{name}: parts at the end')
    expect(all(browser.script(SHOWN)), f'{name}: not all is shown')
    quiet(browser, name)


def check_ways_to_step(browser, path):
    browser.open(path)
    parts = len(browser.script(SHOWN))
    count = 1
    for key, change in (('Right', 1), ('Right', 1), ('Left', -1), ('End', parts), ('Home', -parts), ('Right', 1)):
        browser.press(key)
        count = max(1, min(parts, count + change))
        same(sum(browser.script(SHOWN)), count, f'parts after {key}')
        heading = browser.script("return document.activeElement.tagName + ' ' + document.activeElement.tabIndex")
        expect(re.fullmatch(r'H[1-3] -1', heading), f'after {key} the focus is on {heading}')
    for button, change in (('on', 1), ('back', -1), ('end', parts)):
        browser.click(f'[data-go={button}]')
        count = max(1, min(parts, count + change))
        same(sum(browser.script(SHOWN)), count, f'parts after the button {button}')
    same(browser.text('.place'), f'part {parts} of {parts}', 'the place')
    for key, turn in (('Down', 1), ('PageDown', 1), ('Up', -1), ('PageUp', -1)):
        before = sum(browser.script(SHOWN)) if turn > 0 else parts
        browser.press('Home' if turn > 0 else 'End')
        for _ in range(300):
            browser.press(key)
            before = sum(browser.script(SHOWN))
            if before == (2 if turn > 0 else parts - 1):
                break
        same(before, 2 if turn > 0 else parts - 1, f'parts that {key} leads to')
    quiet(browser, 'keys')


def check_loss(browser, path):
    browser.open(path)
    same(browser.text('.loss b'), '?', 'the loss at the beginning')
    browser.press('End')
    same(browser.text('.loss b'), '1.8811', 'the loss at the end')
    browser.press('Home')
    same(browser.text('.loss b'), '?', 'the loss at the beginning again')


# ---- Cells -------------------------------------------------------------------------------------------------------

def marked(browser):
    return browser.script("return Array.from(document.querySelectorAll('.operand')).map((cell) => cell.id)")


def focused(browser):
    return browser.script('return document.activeElement.id')


def check_cells(browser, path):
    browser.open(path)
    browser.press('End')
    browser.script("document.getElementById('softmax-1-1').focus()")
    same(browser.text('.line'), 'p[s1,dog] = e[s1,dog] / S[s1] = 2.7183 / 64.7055 = 0.0420', 'the worked line')
    same(marked(browser), ['exp-1-1', 'row_sum-1-0'], 'its operands')
    expect(browser.script("return document.querySelector('.why').getClientRects().length > 0"), 'the line is hidden')
    browser.press('Enter')
    same(focused(browser), 'exp-1-1', 'Enter leads to')
    browser.press('Enter')
    same(focused(browser), 'logits-1-1', 'Enter leads on to')
    browser.press('Enter')
    same(focused(browser), 'logits-1-1', 'from a given number Enter leads to')
    browser.press('Backspace', 'Escape')
    same(focused(browser), 'softmax-1-1', 'Backspace and Escape lead to')
    for key, cell in (('Right', 'softmax-1-2'), ('Down', 'softmax-2-2'), ('Left', 'softmax-2-1'), ('Up', 'softmax-1-1')):
        browser.press(key)
        same(focused(browser), cell, f'{key} leads to')
    browser.press('Escape')
    same(marked(browser), [], 'marks after Escape')
    expect(not browser.script("return document.querySelector('.why').getClientRects().length"), 'the line stays')
    browser.script("document.getElementById('loss-0-0').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    same(browser.text('.line'), 'loss = total / divisor = 5.6433 / 3 = 1.8811', 'the line under the mouse')
    tab_stops = "return Array.from(document.querySelectorAll('table')).every((table) => " \
                "table.querySelectorAll('[tabindex=\"0\"]').length <= 1)"
    expect(browser.script(tab_stops), 'Tab stops at more than one cell of a table')
    quiet(browser, 'cells')


# ---- Questions ---------------------------------------------------------------------------------------------------

def answer(browser, number, text):
    browser.script("const q = document.getElementById('question-' + arguments[0]), i = q.querySelector('input'); "
                   "i.value = ''; i.focus()", number)
    browser.press(*text, 'Enter')
    return browser.text(f'#question-{number} .verdict'), browser.script(
        "return document.querySelector('#question-' + arguments[0] + ' .answer').open", number)


def check_questions(browser, path):
    browser.open(path)
    browser.press('End')
    browser.click('#question-1 li:nth-child(1) button')
    same(browser.text('#question-1 .verdict'), 'That is not right. Try another.', 'a wrong choice')
    browser.click('#question-1 li:nth-child(3) button')
    same(browser.text('#question-1 .verdict'), 'Right.', 'the right choice')
    for text, said in (('x', 'Type a number such as'), ('1.8', 'That is not right. Try again, or take a hint.'),
                       ('1/0', 'Type a number such as'), ('0.0420', 'That is not right. '),
                       ('-3.1698', 'That is not right. '), ('3', 'Right as far as it goes.')):
        verdict, opened = answer(browser, 3, text)
        expect(verdict.startswith(said) and not opened, f'{text}: {verdict}')
    slips = answer(browser, 3, '-3.1698')[0]
    expect('Try again' not in slips, f'the sign is no news: {slips}')
    for text in ('3.1698', '3.17', '3,17', '3.16985', '31698e-4'):
        verdict, opened = answer(browser, 3, text)
        expect(verdict == 'Right.' and opened, f'{text}: {verdict}')
    layers = "return Array.from(document.querySelectorAll('#question-3 .hint')).map((h) => h.getClientRects().length > 0)"
    same(browser.script(layers), [True, False, False], 'hints')
    browser.click('#question-3 .hint summary')
    browser.script('return new Promise((done) => setTimeout(done, 100))')
    same(browser.script(layers), [True, True, False], 'hints after the first')
    browser.press('Home')
    browser.press(*['Right'] * 4)
    browser.press('a')
    same(browser.text('#question-1 .verdict'), 'That is not right. Try another.', 'a letter chooses')
    browser.press('Right')
    same(browser.text('.place').split()[1], '6', 'a question does not block: part')
    quiet(browser, 'questions')


# ---- Other ways to read it ---------------------------------------------------------------------------------------

def check_together(browser, path):
    browser.open(path)
    visible = "return Array.from(document.querySelectorAll('article, .contents')).filter((e) => " \
              "e.getClientRects().length > 0).map((e) => e.id)"
    same(browser.script(visible), ['contents'], 'at first there is')
    browser.click('a[href="#d2"]')
    browser.script('return new Promise((done) => setTimeout(done, 100))')
    same(browser.script(visible), ['d2'], 'then')
    browser.press('Right', 'Right')
    same(browser.text('#d2 .place').split()[1], '3', 'in the second lesson, part')
    browser.click('#d2 .all')
    browser.script('return new Promise((done) => setTimeout(done, 100))')
    same(browser.script(visible), ['contents'], 'and back')
    quiet(browser, 'together')


def check_without_scripts(path):
    with Browser(scripts=False) as browser:
        browser.open(path)
        root = browser.devtools('DOM.getDocument', depth=1)['root']['nodeId']
        found = {kind: browser.devtools('DOM.querySelectorAll', nodeId=root, selector=kind)['nodeIds']
                 for kind in ('.part', '.stepped', 'form:not([hidden])')}
        expect(not found['.stepped'], 'a script ran')
        expect(not found['form:not([hidden])'], 'a form that does nothing is shown')
        for part in found['.part']:
            expect(browser.devtools('DOM.getBoxModel', nodeId=part)['model']['height'] > 0, 'a part is hidden')
        picture(browser, 'without-scripts')


def check_narrow(site):
    with Browser(360, 740) as browser:
        for path in sorted(glob.glob(site + '/*.html')):
            browser.open(path)
            browser.press('End')
            wide = browser.script(NOTHING_WIDER)
            expect(wide, f'{os.path.basename(path)} is wider than 360 pixels')
            quiet(browser, path)
        picture(browser, 'narrow')


def check_print(browser, path, folder):
    """All of it is there, whatever was shown before; the title and the number of the page are on each."""
    browser.open(path)
    browser.print(folder + '/page.pdf')
    done = subprocess.run(['pdftotext', '-layout', folder + '/page.pdf', '-'], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        for text in ('What to take away', '1.8811', 'softmax keeps the order', 'c) owl', 'Source: '):
            expect(text in done.stdout, f'printed, {text} is missing')
        pages = done.stdout.rstrip('\f').split('\f')
        for number, page in enumerate(pages, 1):
            expect('4. Sparse labels pick one probability' in page, 'a page without the title')
            expect(re.search(fr'{number} ?/ ?{len(pages)}\s*$', page), f'page {number} without its number')


def check_class(browser, folder):
    """Whose page it is, and which page of theirs, is on each; no question is parted from its choices."""
    names = ['Ada', '李小明']
    with open(folder + '/names', 'w', encoding='utf-8') as file:
        file.write('\n'.join(names))
    write('-o', folder + '/class.html', '--worksheet', '--class', folder + '/names', '4', '30')
    browser.open(folder + '/class.html')
    browser.print(folder + '/class.pdf')
    done = subprocess.run(['pdftotext', '-layout', folder + '/class.pdf', '-'], capture_output=True, text=True, check=False)
    found = {}
    for page in done.stdout.rstrip('\f').split('\f') if done.returncode == 0 else []:
        head, number = page.strip().split(' · ')[0], int(page.split()[-1])
        expect(number == found.get(head, 0) + 1, f'page {number} of {head}')
        found[head] = number
        expect(page.count('Your answer:') == len(re.findall(r'Question \d', page)), f'a question is split: {page[:80]}')
    expect(done.returncode != 0 or list(found) == names, f'pages of {list(found)}')


def check_axe(browser, path, axe):
    browser.open(path)
    browser.press('End')
    with open(axe, encoding='utf-8') as text:
        source = text.read()
    browser.devtools('Runtime.evaluate', expression=source)
    found = browser.devtools('Runtime.evaluate', awaitPromise=True, returnByValue=True, expression=
                             'axe.run(document).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.length + " " + '
                             'v.nodes[0].html.slice(0, 200)))')
    for text in found['result'].get('value', [str(found)]):
        expect(False, f'{os.path.basename(path)}: axe: {text}')


def write(*arguments):
    subprocess.run([PROGRAM, '--batch', '-f', 'html', *arguments], check=True)


def main():
    lessons = [path for path in sorted(glob.glob(os.path.join(TESTS, '../lessons/[0-9]*.md')))
               if '.' not in os.path.basename(path)[:-len('.md')]]
    with tempfile.TemporaryDirectory() as folder:
        write('-o', folder + '/site/', *lessons)
        write('-o', folder + '/together.html', *lessons[:3])
        site = sorted(glob.glob(folder + '/site/[0-9]*.html'))
        axe = os.environ.get('AXE')
        with Browser() as browser:
            for number in (3, 20, 22, 28, 46):
                check_keys(browser, site[number])
            check_ways_to_step(browser, site[3])
            check_loss(browser, site[3])
            check_cells(browser, site[3])
            picture(browser, 'light')
            check_questions(browser, site[3])
            check_together(browser, folder + '/together.html')
            check_print(browser, site[3], folder)
            check_class(browser, folder)
            for path in [site[i] for i in (3, 20, 22, 47, 48)] + [folder + '/site/index.html'] if axe else []:
                check_axe(browser, path, axe)
        with Browser(dark=True) as browser:
            browser.open(site[3])
            browser.press('End')
            picture(browser, 'dark')
            if axe:
                check_axe(browser, site[3], axe)
                check_axe(browser, site[48], axe)
        check_without_scripts(site[3])
        check_narrow(folder + '/site')
    for text in failures[:40]:
        print(text)
    print(f'{len(failures)} failures')
    return 1 if failures else 0


sys.exit(main())

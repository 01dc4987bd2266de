#!/usr/bin/env python3
"""Writes what is derived from the program's lists: the JSON Schema of the front matter, the man
pages, and the shell completions.

    data/make_reference.py            writes the files
    data/make_reference.py --check    writes nothing; names the files that are out of date

Options come from src/app/option.def, keys of lessons from src/lesson/schema.def, what they mean
from the tables of lessons/README.md, keys of the screen from src/tui/request.def. Where README and
schema disagree, about a key, its words, its range, nothing is written, and the exit status is 1.
"""
import json
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATE = '2026-11-28'


# ---- The lists ---------------------------------------------------------------------------------

def split_arguments(text):
    """Splits at the commas outside brackets and strings."""
    parts, depth, start, quoted, at = [], 0, 0, False, 0
    while at < len(text):
        c = text[at]
        if quoted:
            at += c == '\\'
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif c == ',' and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
        at += 1
    return parts + [text[start:].strip()]


def strings(text):
    """The C string literals in text, joined as the compiler joins them."""
    found = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))
    return found.replace('\\"', '"').replace('\\\\', '\\').replace('\\n', '\n')


def entries(path, macro):
    """The arguments of each MACRO(...) of a list."""
    text = re.sub(r'/\*.*?\*/', '', (ROOT / path).read_text(encoding='utf-8'), flags=re.S)
    found = []
    for match in re.finditer(r'^%s\(' % macro, text, flags=re.M):
        depth, at, quoted = 1, match.end(), False
        while depth > 0:
            c = text[at]
            if quoted:
                at += c == '\\'
                quoted = c != '"'
            else:
                quoted = c == '"'
                depth += (c == '(') - (c == ')')
            at += 1
        found.append(split_arguments(text[match.end():at - 1]))
    return found


class Option:
    def __init__(self, name, letter, argument, _modes, text):
        self.name = name.replace('_', '-')
        self.letter = letter.strip("'") if letter != '0' else None
        self.argument = None if argument == 'NULL' else strings(argument)
        self.text = strings(text)


class Key:
    def __init__(self, name, kind, rule):
        self.name, self.kind = name, kind
        self.words = None
        self.low = self.high = None
        self.open = rule.startswith('ABOVE')
        inside = rule[rule.find('(') + 1:-1] if '(' in rule else ''
        if rule.startswith('WORDS'):
            self.words = [strings(word) for word in split_arguments(inside)]
        elif rule.startswith('NAMES'):
            self.words = {'loss_names': LOSSES, 'group_ids': GROUPS}[inside]
        elif inside:
            limit = {'INFINITY': None, 'NUM_MAX_DECIMALS': 17}
            self.low, self.high = (limit[p] if p in limit else float(p) for p in split_arguments(inside))

    def takes(self):
        """What the README must say that the key takes."""
        if self.kind == 'words':
            return 'a list of steps'
        if self.words:
            return ', '.join('`%s`' % word for word in self.words)
        what = {
            'text': 'a text', 'names': 'names', 'number': 'a number', 'integer': 'a whole number',
            'flag': '`true` or `false`', 'numbers': 'numbers', 'integers': 'whole numbers', 'data': 'numbers or a file',
            'labels': 'whole numbers or a file', 'tokens': 'texts', 'questions': 'a list', 'task': 'a map', 'expect': 'a map',
        }[self.kind]
        if self.low is None:
            return what
        if self.open:
            return '%s above %g%s' % (what, self.low, '' if self.high is None else ', to %g' % self.high)
        return '%s, %g %s' % (what, self.low, 'or more' if self.high is None else 'to %g' % self.high)


GROUPS = [e[0] for e in entries('src/loss/group.def', 'GROUP')]
LOSSES = [e[0] for e in entries('src/loss/loss.def', 'LOSS')]
KEYS = [Key(*e) for e in entries('src/lesson/schema.def', 'KEY')]
STAGES = [e[0] for e in entries('src/loss/stage.def', 'STAGE')]
STAGES += ['d_' + stage for stage in STAGES]  # the way back
GROUPS = [e[0] for e in entries('src/loss/group.def', 'GROUP')]
FORMATS = [e[0] for e in entries('src/doc/doc.def', 'FORMAT')]
THEMES = ['auto'] + [e[0] for e in entries('src/tui/theme.def', 'THEME')]
OPTIONS = [
    Option(*(part.replace('%s', ', '.join(THEMES if e[0] == 'theme' else FORMATS)) for part in e))
    for e in entries('src/app/option.def', 'OPTION')]
RULES = [e[0] for e in entries('src/loss/rules.def', 'RULES')]
REQUESTS = [(strings(e[1]), strings(e[-1]), e[4]) for e in entries('src/tui/request.def', 'REQUEST')]
COMMANDS = [(e[0], strings(e[2]), strings(e[-1])) for e in entries('src/plain/plain.def', 'PLAIN')]
STEPS = list(dict.fromkeys(GROUPS + STAGES))
VERSION = re.search(r"version: '([^']+)'", (ROOT / 'meson.build').read_text()).group(1)


def languages():
    """English, and those that there is a catalogue of: zh_CN is asked for as zh."""
    linguas = ROOT / 'data/po/LINGUAS'
    lines = linguas.read_text(encoding='utf-8').splitlines() if linguas.exists() else []
    return ['en'] + [line.split('_')[0] for line in lines if line and not line.startswith('#')]


# ---- The README --------------------------------------------------------------------------------

# What stands under "if not given" where a key must be given.
REQUIRED, SCORES, ANSWERS = 'required', 'one of `logits`, `probs`, `log_probs`', 'one of `labels`, `targets`, `target_logits`'
ALWAYS = (REQUIRED, SCORES, ANSWERS)


class Row:
    def __init__(self, cells):
        self.takes, self.default, self.meaning = cells


def readme_rows():
    rows = {}
    text = (ROOT / 'lessons/README.md').read_text(encoding='utf-8')
    for table in re.findall(r'^\| key \| takes \| if not given \| meaning \|\n\|[-| ]+\n((?:\|.*\n)+)', text, flags=re.M):
        for line in table.splitlines():
            name, *cells = [cell.strip() for cell in line.strip('|').split(' | ')]
            name = name.strip('`')
            if len(cells) != 3 or name in rows:
                fail('lessons/README.md: `%s` is described twice, or not in four columns' % name)
            rows[name] = Row((cells + ['', '', ''])[:3])
    return rows


complaints = []


def fail(text):
    complaints.append(text)


def check_readme(rows):
    for key in KEYS:
        if key.name not in rows:
            fail('lessons/README.md: the key `%s` is missing' % key.name)
        elif rows[key.name].takes != key.takes():
            fail('lessons/README.md: `%s` takes %s, not %s'
                 % (key.name, key.takes(), rows[key.name].takes))
    for name in rows.keys() - {key.name for key in KEYS}:
        fail('lessons/README.md: there is no key `%s`' % name)
    text = (ROOT / 'lessons/README.md').read_text(encoding='utf-8')
    table = text[text.index('| step | stages in it |'):].split('\n\n')[0]
    named = set(re.findall(r'`(\w+)`', table))
    stated = {step for step in STEPS if not step.startswith('d_')}  # for those the table has a rule
    for name in sorted(named ^ (stated | {'end'})):
        fail('lessons/README.md: the table of steps and the program differ about `%s`' % name)


def plain(markdown):
    text = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', markdown)
    return re.sub(r'`([^`]*)`', r'\1', text)


# ---- JSON Schema -------------------------------------------------------------------------------

def words_schema(words):
    """Words of digits are numbers to YAML."""
    flags = {'true': True, 'false': False}
    return {'enum': [v for w in words for v in ([int(w), w] if w.isdigit() else [flags[w], w] if w in flags else [w])]}


def value_schema(key):
    if key.kind == 'words':
        return {'type': 'array', 'items': {'enum': key.words}, 'uniqueItems': True}
    if key.words:
        return words_schema(key.words)
    rule = {}
    if key.low is not None:
        rule['exclusiveMinimum' if key.open else 'minimum'] = key.low
    if key.high is not None:
        rule['maximum'] = key.high
    simple = {
        'text': {'$ref': '#/definitions/text'},
        'names': {'$ref': '#/definitions/names'},
        'flag': {'type': 'boolean'},
        'number': dict({'type': 'number'}, **rule),
        'integer': dict({'type': 'integer'}, **rule),
        'numbers': one_or_list(dict({'type': 'number'}, **rule)) if rule else {'$ref': '#/definitions/numbers'},
        'integers': one_or_list(dict({'type': 'integer'}, **rule)),
        'data': {'$ref': '#/definitions/data'},
        'labels': {'$ref': '#/definitions/labels'},
        'tokens': {'$ref': '#/definitions/tokens'},
        'questions': {'type': 'array', 'items': {'$ref': '#/definitions/question'}},
        'task': {'$ref': '#/definitions/task'},
        'expect': {'$ref': '#/definitions/expect'},
    }
    return simple[key.kind]


def one_or_list(item):
    return {'anyOf': [item, {'type': 'array', 'minItems': 1, 'items': item}]}


def nested(leaf, name):
    return {'type': 'array', 'minItems': 1,
            'items': {'anyOf': [{'$ref': '#/definitions/' + leaf}, {'$ref': '#/definitions/' + name}]}}


def question_schema():
    return {
        'type': 'object',
        'properties': {
            'at': {'enum': STEPS, 'description': 'the step or stage that it is asked before'},
            'ask': {'$ref': '#/definitions/text', 'description': 'the question'},
            'choices': {'$ref': '#/definitions/names', 'description': 'the answers to choose from'},
            'answer': {'$ref': '#/definitions/text', 'description': 'the right one of the choices'},
            'cell': {'type': 'array', 'maxItems': 6, 'items': {'type': 'integer', 'minimum': 0},
                     'description': 'the indices of the number that is asked for, from 0'},
            'hint': {'$ref': '#/definitions/text', 'description': 'the first help'},
            'tell_apart': {'type': 'boolean', 'description': '--check sees that mistakes give different numbers'},
        },
        'required': ['at', 'ask'],
        'oneOf': [{'required': ['cell'], 'not': {'anyOf': [{'required': ['choices']}, {'required': ['answer']}]}},
                  {'required': ['choices', 'answer']}],
        'additionalProperties': False,
    }


# Keys that change no number, as in lesson/task.c.
UNCHANGEABLE = ['format', 'title', 'summary', 'section', 'level', 'source', 'classes', 'samples', 'tokens', 'picture',
                'precision', 'known', 'questions', 'task', 'terms', 'expect']


def task_schema():
    return {
        'type': 'object',
        'properties': {
            'goal': {'type': 'string', 'pattern': r'^ *(%s) *(\[[0-9, ]*\])? *[<>=] *[-+]?(inf|[0-9][0-9.eE+-]*) *$' % '|'.join(STAGES),
                     'description': 'a stage, with a cell where it has several, <, > or =, and a number'},
            'may': {'type': 'array', 'minItems': 1,
                    'items': {'enum': [key.name for key in KEYS if key.name not in UNCHANGEABLE]},
                    'description': 'the keys that may be changed'},
        },
        'required': ['goal', 'may'],
        'additionalProperties': False,
    }


def expect_schema():
    figures = {stage: {'$ref': '#/definitions/numbers'} for stage in STAGES}
    figures['tolerance'] = {'type': 'number', 'minimum': 0, 'description': 'how far all figures may be off'}
    figures['source'] = {'$ref': '#/definitions/text', 'description': 'where the figures come from'}
    return {'type': 'object', 'properties': figures, 'additionalProperties': False}


def one_of(names):
    return {'oneOf': [{'required': [name]} for name in names]}


def schema(rows):
    properties = {}
    for key in KEYS:
        value = value_schema(key)
        if rows[key.name].default == SCORES:
            value = {'anyOf': [{'$ref': '#/definitions/array'}, {'$ref': '#/definitions/file'}]}
        if '$ref' in value:  # draft 7 ignores what stands beside a $ref
            value = {'allOf': [value]}
        row = rows[key.name]
        text = plain(row.meaning)
        default = plain(row.default) if row.default in ALWAYS else 'if not given: ' + plain(row.default)
        properties[key.name] = dict(value, description='%s (%s)' % (text, default))
    special = {'enum': ['inf', '+inf', '-inf', 'nan']}
    file = {'type': 'object', 'properties': {'file': {'type': 'string', 'pattern': r'^[^/]+$'}},
            'required': ['file'], 'additionalProperties': False}
    return {
        '$schema': 'http://json-schema.org/draft-07/schema#',
        'title': 'The front matter of a losswalk lesson',
        'type': 'object',
        'properties': properties,
        'required': [name for name, row in rows.items() if row.default == REQUIRED],
        'allOf': [one_of(n for n, r in rows.items() if r.default == text)
                  for text in (SCORES, ANSWERS)],
        'additionalProperties': False,
        'definitions': {
            'text': {'type': ['string', 'number', 'boolean'], 'minLength': 1},
            'names': {'type': 'array', 'minItems': 1, 'items': {'$ref': '#/definitions/text'}},
            'value': {'anyOf': [{'type': 'number'}, special]},
            'array': nested('value', 'array'),
            'numbers': {'anyOf': [{'$ref': '#/definitions/value'}, {'$ref': '#/definitions/array'}]},
            'file': file,
            'data': {'anyOf': [{'$ref': '#/definitions/numbers'}, {'$ref': '#/definitions/file'}]},
            'whole': {'type': 'integer'},
            'whole_array': nested('whole', 'whole_array'),
            'labels': {'anyOf': [{'$ref': '#/definitions/whole_array'}, {'$ref': '#/definitions/file'}]},
            'tokens': {'anyOf': [{'type': ['string', 'number', 'boolean']},
                                 {'type': 'array', 'items': {'$ref': '#/definitions/tokens'}}]},
            'question': question_schema(),
            'task': task_schema(),
            'expect': expect_schema(),
        },
    }


# ---- Man pages ---------------------------------------------------------------------------------

def roff(text):
    text = text.replace('\\', '\\e').replace('-', '\\-')
    return '\\&' + text if text[:1] in ".'" else text


def roff_markdown(markdown):
    text = roff(re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', markdown))
    return re.sub(r'`([^`]*)`', r'\\fB\1\\fP', text)


def sentence(text):
    return roff(text) + ('' if text[-1] in '.?' else '.')


def item(head, text):
    return '.TP\n%s\n%s' % (head, text)


def option_item(option):
    names = (['\\fB\\-%s\\fP' % option.letter] if option.letter else []) + ['\\fB\\-\\-%s\\fP' % roff(option.name)]
    argument = ' \\fI%s\\fP' % roff(option.argument) if option.argument else ''
    return item(', '.join(names) + argument, roff(option.text) + '.')


LAYERS = [
    ('ON_STEP', 'In a lesson'), ('ON_LIST', 'In the list of lessons'), ('ON_WHY', 'In a why'),
    ('ON_QUESTION', 'In a question'), ('ON_COMPARE', 'While comparing'), ('ON_SWITCHES', 'At the switches'),
    ('ON_PROMPT', 'Where something is typed'), ('ON_ANY', 'Anywhere'), ('', 'Elsewhere'),
]


def keys_items():
    """Each request under the first layer it applies to. Twins without a line of their own stand
    with the request before them."""
    sections = {title: [] for _, title in LAYERS}
    for keys, text, layers in REQUESTS:
        here = next(title for layer, title in LAYERS if re.search(layer + r'\b', layers))
        if text:
            last = [keys.split(), text]
            sections[here].append(last)
        else:
            last[0] += [''] + keys.split()
    out = []
    for title, items in sections.items():
        if items:
            out.append('.SS ' + title)
        for keys, text in items:
            heads = ', '.join('\\fB%s\\fP' % roff(k) if k else '/' for k in keys).replace(', /,', ' /')
            out.append(item(heads, sentence(text)))
    return '\n'.join(out)


def fold(page):
    """Long lines of text broken at spaces; requests and examples stay as they are."""
    lines, literal = [], False
    for line in page.splitlines():
        literal = (literal or line == '.nf') and line != '.fi'
        line = ''.join(c if ord(c) < 128 else '\\[u%04X]' % ord(c) for c in line)
        if literal or len(line) <= 80 or line[0] == '.':
            lines.append(line)
            continue
        pieces = textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False)
        lines += [pieces[0]] + ['\\&' + p if p[0] in ".'" else p for p in pieces[1:]]
    return '\n'.join(lines) + '\n'


def man_1():
    return r'''.TH LOSSWALK 1 "%(date)s" "losswalk %(version)s"
.SH NAME
losswalk \- walk through one cross\-entropy computation, step by step
.SH SYNOPSIS
.B losswalk
[\fIoption\fP ...] [\fIlesson\fP ...]
.br
.B losswalk \-\-plain
[\fIoption\fP ...] [\fIlesson\fP ...]
.br
.B losswalk \-\-batch
[\fIoption\fP ...] [\fIlesson\fP ...]
.br
.B losswalk \-\-list
.br
.B losswalk \-\-progress
[\fIoption\fP ...] [\fIfile\fP ...]
.br
.B losswalk \-\-check
[\fIoption\fP ...] [\fIlesson\fP ...]
.br
.B losswalk \-\-new
.I file.md
.SH DESCRIPTION
.B losswalk
shows a lesson: a small batch of scores and labels, and how a loss is computed from them.
Every intermediate matrix is on the screen; Space reveals the next step, and Enter on any number shows
where it came from.
The same lesson gives a printed handout, a JSON trace, and NumPy code.
.PP
A \fIlesson\fP is its number, its id (such as \fBsparse\-labels\fP), a file that ends in \fB.md\fP, or a
pattern such as \fB\(aq*\-mask\(aq\fP.
With \fB\-\-batch\fP and \fB\-\-check\fP it may also be \fB\-\fP, standard input.
Without a lesson there is the list of lessons; \fB\-\-batch\fP and \fB\-\-check\fP take all of them.
.SH OPTIONS
%(options)s
.SH KEYS
What a key does depends on where it is pressed; the last line of the screen names the most useful ones.
%(keys)s
.SH COMMANDS OF \-\-plain
The beginning of a name is enough.
%(commands)s
.SH CHECKING LESSONS
\fB\-\-check\fP prints every problem of a lesson at once: where it is, the line, and what to do about it.
Figures under \fBexpect\fP and the answers of questions are compared with what is computed.
The last line counts.
Warnings are advice: something would not be shown, or would be missed.
With \fB\-f json\fP, the report is an array of objects with the keys \fBseverity\fP, \fBid\fP, \fBfile\fP,
\fBline\fP, \fBcolumn\fP, \fBend_column\fP, \fBmessage\fP and \fBhint\fP; what is not known is null.
.SH PROGRESS
\fB\-\-progress\fP says what became of each question of the lessons: the tries, the hints, whether it was
solved, at the first try, or had its answer shown.
With files, each the progress file of a student, it puts a class together: a line for each student, and for each
lesson a table of its questions: who solved which one, at which try, with hints or not.
Lessons of the teacher's own need \fB\-\-lessons\fP \fIA\fP:\fIB\fP with their folder; of others there is the id, and
what somebody met.
The files are read, and that is all: nothing is sent anywhere, and no file is changed.
A student is called as the file is, without its suffix; where files have one name, as the part of the path is
that tells them apart.
With \fB\-f csv\fP it is a table for spreadsheets, a row for each student, lesson and question, with \fB\-f json\fP
the same as data, and sums.
.SH EXIT STATUS
.TP
0
Done.
.TP
1
A lesson, its data or the output failed; everything else was still printed.
.TP
2
Wrong usage, a file that is no progress file, or no terminal where one is needed.
.TP
128+N
Ended by signal N.
.SH ENVIRONMENT
.TP
.B LOSSWALK_LESSONS
A folder in which lessons are looked for, after that of \fB\-\-lessons\fP.
.TP
.B XDG_DATA_HOME
Lessons of one\(aqs own are in \fBlosswalk/lessons\fP below it (if not set: \fB~/.local/share\fP).
.TP
.B XDG_STATE_HOME
How far one is in each lesson is kept in \fBlosswalk/progress\fP below it, and the language that was chosen in
\fBlosswalk/language\fP (if not set: \fB~/.local/state\fP).
.TP
.BR LC_ALL ", " LC_MESSAGES ", " LANG ", " LANGUAGE
The language of texts and messages where neither \fB\-\-lang\fP nor the key L has chosen one, as in
.BR gettext (1);
not of \fB\-\-batch\fP.
.TP
.B NO_COLOR
Set to anything: no colour.
.TP
.B CLICOLOR_FORCE
Set, and not 0: colour, unless \fB\-\-color\fP says otherwise.
.TP
.B COLORFGBG
Set by some terminals to the numbers of their colours, such as 0;15: the last one is the ground, by which
\fB\-\-theme auto\fP is \fBdark\fP or \fBlight\fP; without it, \fBown\fP: the colours of the terminal.
.SH FILES
.TP
.I share/losswalk/lessons
The lessons that came with the program, below where it is installed.
.TP
.I share/losswalk/data
Data files of lessons, and \fBlesson.schema.json\fP for editors.
.SH EXAMPLES
.nf
losswalk                                the list of lessons
losswalk sparse\-labels                  one lesson
losswalk \-\-batch \-o page.txt 1          the handout of lesson 1
losswalk \-\-batch \-f json 1              every number of it
losswalk \-\-batch \-\-compare all 1        the same batch under the rules of each framework
losswalk \-\-progress class/*.txt         how a class did, from its progress files
losswalk \-\-new mine.md                  a lesson to start from
losswalk \-\-check mine.md                what is wrong with it
.fi
.SH SEE ALSO
.BR losswalk\-lesson (5)
''' % {
        'date': DATE, 'version': VERSION,
        'options': '\n'.join(option_item(option) for option in OPTIONS),
        'keys': keys_items(),
        'commands': '\n'.join(
            item('\\fB%s\\fP%s' % (name, ' \\fI%s\\fP' % roff(arguments) if arguments else ''), sentence(text))
            for name, arguments, text in COMMANDS),
    }


def key_item(key, row):
    default = roff_markdown(row.default) if row.default in ALWAYS else 'if not given: ' + roff_markdown(row.default)
    text = '%s.\n.br\nTakes %s; %s.' % (
        roff_markdown(row.meaning).rstrip('.'), roff_markdown(row.takes), default.rstrip('.'))
    return item('.B ' + roff(key.name), text)


def man_5(rows):
    return r'''.TH LOSSWALK\-LESSON 5 "%(date)s" "losswalk %(version)s"
.SH NAME
losswalk\-lesson \- the format of lesson files
.SH DESCRIPTION
A lesson is one Markdown file in UTF\-8.
Its front matter, between two lines \fB\-\-\-\fP, is the batch: keys and values in YAML.
The text below it is the teaching.
\fBlosswalk \-\-new\fP \fIfile.md\fP writes one to start from, \fBlosswalk \-\-check\fP \fIfile.md\fP says what is
wrong with it.
.PP
The file is called \fIid\fP.md or \fINN\-id\fP.md, with a number that sets the order.
.PP
Text before the first heading introduces the lesson.
A heading \fB## \fIstep\fR puts the text below it at that step or stage; \fB## end\fP is the last word.
The steps are %(groups)s.
The stages are %(stages)s.
A lesson has those that its computation needs.
.SH KEYS
%(keys)s
.SH QUESTIONS
\fBquestions\fP is a list of maps:
.TP
.B at
The step or stage before which it is asked.
.TP
.B ask
The question.
.TP
.B choices
A list of answers to choose from; with it goes \fBanswer\fP, the right one.
.TP
.B answer
One of the choices.
.TP
.B cell
In place of choices and answer: the indices of the number that is asked for, counting from 0.
The answer is then computed.
Beside choices: the number that the answer must be, which \fB\-\-check\fP compares.
.TP
.B hint
The first help (optional).
.SH TASK
\fBtask\fP is a map: what is to be brought about at the end, which the program checks.
.TP
.B goal
A stage, with a cell where it has several numbers, one of < > =, and a number: \(dqloss < 0.1\(dq,
\(dqsoftmax[1, 2] > 0.9\(dq.
.TP
.B may
A list of the keys that may be changed for it.
.SH EXPECTED FIGURES
\fBexpect\fP is a map from stages to figures of another source, which \fB\-\-check\fP compares with what is
computed.
A figure is judged by the digits written, a whole number exactly.
.TP
.B tolerance
One distance for all figures instead, 0 or more.
.TP
.B source
Where the figures come from.
.SH VALUES
Numbers have a decimal point: 0.5, 1e\-7, inf, \-inf, nan.
Numbers or a file: a list, lists in lists, or {file: NAME.npy}, a NumPy file beside the lesson, or {file: NAME.npz/ARRAY}.
A text needs quotation marks when it has \(dq: \(dq in it or begins with a sign.
A comment begins with # after a space.
.SH EXAMPLES
.nf
\-\-\-
format: 1
title: Two classes
summary: One sample.
classes: [rain, sun]
logits: [[2, 0]]
labels: [0]
questions:
  \- at: softmax
    ask: Which class gets the larger probability?
    choices: [rain, sun]
    answer: rain
    hint: Softmax keeps the order of the scores.
expect:
  loss: 0.126928
  source: worked out by hand
\-\-\-
What the student reads first.

## softmax
Shown at the step where scores become probabilities.

## end
What to take away.
.fi
.SH SEE ALSO
.BR losswalk (1)
''' % {
        'date': DATE, 'version': VERSION,
        'groups': ', '.join('\\fB%s\\fP' % group for group in GROUPS),
        'stages': ', '.join('\\fB%s\\fP' % stage for stage in STAGES),
        'keys': '\n'.join(key_item(key, rows[key.name]) for key in KEYS),
    }


# ---- Completions -------------------------------------------------------------------------------

LIST_LESSONS = r"""losswalk --list 2>/dev/null | awk '/^ / { print ($1 ~ /^[0-9]+$/) ? $2 : $1 }'"""


def values_of(option):
    """The words an option takes; a kind of thing; or None."""
    words = {
        'format': FORMATS, 'compare': ['all'] + RULES, 'stages': STEPS, 'color': ['auto', 'always', 'never'],
        'lang': languages(), 'theme': THEMES,
    }
    if option.name in words:
        return words[option.name]
    return {'output': 'file', 'new': 'file', 'lessons': 'folder', 'set': 'set'}.get(option.name)


def set_words():
    return {key.name: key.words or (['true', 'false'] if key.kind == 'flag' else []) for key in KEYS}


def is_list(option):
    return option.argument is not None and option.argument.endswith(',...')


def spellings(option):
    return (['-' + option.letter] if option.letter else []) + ['--' + option.name]


def bash():
    cases = []
    for option in OPTIONS:
        if option.argument is None:
            continue
        values = values_of(option)
        pattern = ' | '.join(spellings(option))
        if values == 'file':
            action = '_losswalk_files -f'
        elif values == 'folder':
            action = '_losswalk_files -d'
        elif values == 'set':
            action = '_losswalk_set "$cur"'
        elif values is None:
            action = 'COMPREPLY=()'
        elif is_list(option):
            action = '_losswalk_list "$cur" "%s"' % ' '.join(values)
        else:
            action = 'COMPREPLY=($(compgen -W "%s" -- "$cur"))' % ' '.join(values)
        cases.append('    %s)\n        %s\n        return\n        ;;' % (pattern, action))
    sets = '\n'.join('    %s) words="%s" ;;' % (name, ' '.join(words)) for name, words in set_words().items() if words)
    names = ' '.join(s for option in OPTIONS for s in spellings(option))
    return r'''# Completion of losswalk for bash. Made by data/make_reference.py.
# shellcheck shell=bash disable=SC2207

# File names, which may have spaces: _losswalk_files OPTION...
_losswalk_files() {
    local IFS=$'\n'
    compopt -o filenames
    COMPREPLY+=($(compgen "$@" -- "$cur"))
}

# The last of several words that commas separate: _losswalk_list CURRENT WORDS
_losswalk_list() {
    local done=
    case $1 in *,*) done=${1%,*}, ;; esac
    COMPREPLY=($(compgen -P "$done" -W "$2" -- "${1##*,}"))
    compopt -o nospace
}

# KEY=VALUE: _losswalk_set CURRENT
_losswalk_set() {
    local words=
    case $1 in
    *=*) ;;
    *)
        COMPREPLY=($(compgen -S = -W "@KEYS@" -- "$1"))
        compopt -o nospace
        return
        ;;
    esac
    case ${1%%=*} in
@SETS@
    esac
    COMPREPLY=($(compgen -W "$words" -- "${1#*=}"))
}

_losswalk() {
    # bash splits words at "=" as well: put --format=json and KEY=VALUE together again
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local before=
    COMPREPLY=()
    if [ "$cur" = = ]; then
        cur=
        before=$prev
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    elif [ "$prev" = = ]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
        prev=${COMP_WORDS[COMP_CWORD - 3]}
    fi
    case $before in
    '') ;;
    -*) prev=$before ;;
    *) cur=$before=$cur ;;
    esac
    case $prev in
@CASES@
    esac
    case $cur in
    -*)
        COMPREPLY=($(compgen -W "@NAMES@" -- "$cur"))
        return
        ;;
    esac
    if [[ " ${COMP_WORDS[*]} " == *" --progress "* ]]; then # students' files, whatever they are called
        COMPREPLY=()
        _losswalk_files -f
        return
    fi
    COMPREPLY=($(compgen -W "$(@LIST@)" -- "$cur"))
    _losswalk_files -f -X '!*.md'
    _losswalk_files -d
}

complete -F _losswalk losswalk
'''.replace('@KEYS@', ' '.join(set_words())).replace('@SETS@', sets).replace('@CASES@', '\n'.join(cases)) \
        .replace('@NAMES@', names).replace('@LIST@', LIST_LESSONS)


def zsh_quote(text):
    return text.replace("'", "'\\''").replace('[', '\\[').replace(']', '\\]').replace(':', '\\:')


def zsh():
    lines = []
    for option in OPTIONS:
        action = ''
        if option.argument is not None:
            values = values_of(option)
            does = {'file': '_files', 'folder': '_files -/', 'set': '_losswalk_set', None: ' '}.get(
                values if not isinstance(values, list) else 0)
            if isinstance(values, list):
                does = ('_values -s , value %s' if is_list(option) else '(%s)') % ' '.join(values)
            action = ':%s:%s' % (zsh_quote(option.argument.lower()), does)
        text = '[%s]%s' % (zsh_quote(option.text), action)
        end = '=' if option.argument is not None else ''
        if option.letter:
            plus = '+' if option.argument is not None else ''
            lines.append("    '(-%s --%s)'{-%s%s,--%s%s}'%s' \\" % (
                option.letter, option.name, option.letter, plus, option.name, end, text))
        else:
            repeat = '*' if option.name == 'set' else ''
            lines.append("    '%s--%s%s%s' \\" % (repeat, option.name, end, text))
    sets = '\n'.join('      %s) words=(%s) ;;' % (name, ' '.join(words)) for name, words in set_words().items() if words)
    return '''#compdef losswalk
# Completion of losswalk for zsh. Made by data/make_reference.py.

_losswalk_set() {
  local -a words
  if compset -P '*='; then
    case ${IPREFIX%%=} in
    esac
    case ${${IPREFIX%=}##*=} in
@SETS@
    esac
    compadd -a words
  else
    words=(@KEYS@)
    compadd -S = -a words
  fi
}

_losswalk_lessons() {
  if (( $words[(I)--progress] )); then
    _files
    return
  fi
  local -a lessons
  lessons=(${(f)"$(@LIST@)"})
  _alternative "lessons:lesson:compadd -a lessons" "files:file:_files -g '*.md'"
}

_losswalk() {
  _arguments -s \\
@LINES@
    '*:lesson:_losswalk_lessons'
}

_losswalk "$@"
'''.replace('    case ${IPREFIX%%=} in\n    esac\n', '').replace('@SETS@', sets).replace(
        '@KEYS@', ' '.join(set_words())).replace('@LINES@', '\n'.join(lines)).replace('@LIST@', LIST_LESSONS)


def fish_quote(text):
    return "'%s'" % text.replace('\\', '\\\\').replace("'", "\\'")


def fish():
    lines = []
    for option in OPTIONS:
        line = 'complete -c losswalk -l %s' % option.name
        if option.letter:
            line += ' -s ' + option.letter
        if option.argument is not None:
            values = values_of(option)
            if values == 'file':
                line += ' -r -F'
            elif values == 'folder':
                line += ' -x -a %s' % fish_quote('(__fish_complete_directories)')
            elif values == 'set':
                line += ' -x -a %s' % fish_quote('(__losswalk_set)')
            elif values is None:
                line += ' -x'
            elif is_list(option):
                line += ' -x -a %s' % fish_quote('(__fish_append , %s)' % ' '.join(values))
            else:
                line += ' -x -a %s' % fish_quote(' '.join(values))
        lines.append(line + ' -d ' + fish_quote(option.text))
    sets = '\n'.join('    printf "%%s\\n" %s' % ' '.join(
        ['%s=%s' % (name, word) for word in words] or [name + '=']) for name, words in set_words().items())
    return '''# Completion of losswalk for fish. Made by data/make_reference.py.

function __losswalk_set
%s
end

complete -c losswalk -f
complete -c losswalk -a %s -d lesson
complete -c losswalk -a '(__fish_complete_suffix .md)'
complete -c losswalk -n '__fish_contains_opt progress' -F
%s
''' % (sets, fish_quote('(%s)' % LIST_LESSONS.replace('$', '$')), '\n'.join(lines))


# ---- Files -------------------------------------------------------------------------------------

def main():
    if sys.argv[1:] not in ([], ['--check']):
        sys.exit(__doc__)
    rows = readme_rows()
    check_readme(rows)
    if complaints:
        sys.exit('\n'.join(complaints))
    files = {
        'data/lesson.schema.json': json.dumps(schema(rows), indent=1, ensure_ascii=False) + '\n',
        'data/losswalk.1': fold(man_1()),
        'data/losswalk-lesson.5': fold(man_5(rows)),
        'data/completions/losswalk.bash': bash(),
        'data/completions/_losswalk': zsh(),
        'data/completions/losswalk.fish': fish(),
    }
    stale = []
    for name, text in files.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding='utf-8') != text:
            stale.append(name)
            if not sys.argv[1:]:
                path.write_text(text, encoding='utf-8')
    if sys.argv[1:] and stale:
        sys.exit('out of date: %s\nrun data/make_reference.py' % ', '.join(stale))


if __name__ == '__main__':
    main()

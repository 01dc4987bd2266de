"""Where a C file may be changed by one small slip: an operator, a comparison, a constant.

A place has a name that outlives moved lines: the file, the function or table it is in, and the text of its line, in
which the change stands as [old -> new].
"""
import re
from typing import NamedTuple

TOKEN = re.compile(r'''
    (?P<none>/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+)
  | (?P<number>0[xX][0-9a-fA-F.]+(?:[pP][-+]?\d+)?[uUlLfF]*|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[uUlLfF]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign>->|\.\.\.|\+\+|--|<<=|>>=|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|<<|>>|.)
''', re.VERBOSE | re.DOTALL | re.MULTILINE)

CHANGES = {
    '<': ('<=', '>='), '<=': ('<', '>'), '>': ('>=', '<='), '>=': ('>', '<'), '==': ('!=',), '!=': ('==',),
    '&&': ('||',), '||': ('&&',), '!': ('',), '~': ('',), '++': ('--',), '--': ('++',),
    '+=': ('-=',), '-=': ('+=',), '*=': ('/=',), '/=': ('*=',), '|=': ('&=',), '&=': ('|=',),
    '<<': ('>>',), '>>': ('<<',), '%': ('/',), '/': ('*',), '|': ('&',), '^': ('|',),
    'true': ('false',), 'false': ('true',),
}
BINARY = {'+': '-', '-': '+', '*': '/', '&': '|'}
# What stands before a sign of one operand.
KEYWORDS = {'return', 'case', 'sizeof', 'else', 'do'}
TYPES = {'char', 'int', 'double', 'float', 'void', 'bool', 'long', 'unsigned', 'const', 'FILE', 'restrict'}


class Place(NamedTuple):
    file: str
    start: int
    old: str
    new: str
    name: str


def number_changes(text):
    """Another number: for whole ones the next and 0, for others the double and 0."""
    if re.fullmatch(r'\d+[uUlL]*', text):
        digits = re.match(r'\d+', text)[0]
        value, end = int(digits), text[len(digits):]
        return [f'{value + 1}{end}'] + ([f'0{end}'] if value else [])
    if text.lower().startswith('0x'):
        return [f'({text} + 1)']
    return [f'(2 * {text})', '0.0'] if float(text.rstrip('fFlL')) else ['1.0']


class Reader:
    """Goes through the tokens of one file and knows what each is within."""

    def __init__(self, file, text):
        self.file = file
        self.text = text
        self.places = []
        self.before = []     # the last two tokens
        self.top = []        # the tokens of what is being declared at the top
        self.depth = 0
        self.parens = 0
        self.within = ''
        self.asserted = None  # how deep in parentheses a static assertion or attribute began

    def declared(self):
        """The name of what begins with this brace."""
        for sign in ('=', '('):
            if sign in self.top:
                names = [t for t in self.top[:self.top.index(sign)] if re.match(r'[A-Za-z_]', t)]
                if names:
                    return names[-1]
        names = [t for t in self.top if re.match(r'[A-Za-z_]', t)]
        return names[-1] if names else ''

    def add(self, start, old, new):
        first = self.text.rfind('\n', 0, start) + 1
        last = self.text.find('\n', start)
        line = f'{self.text[first:start]}[{old} -> {new}]{self.text[start + len(old):last]}'
        name = f'{self.file} {self.within}: {" ".join(line.split())}'
        self.places.append(Place(self.file, start, old, new, name))

    def is_binary(self):
        last = self.before[-1] if self.before else ''
        return bool(re.fullmatch(r'[\w.]+|[)\]]', last)) and last not in KEYWORDS

    def is_declarator(self):
        last = self.before[-1] if self.before else ''
        return last in TYPES or last.endswith('_t') or (len(self.before) > 1 and self.before[-2] in {
            'struct', 'enum', 'union'}) or last == ')'

    def change(self, kind, token, start):
        if kind == 'number':
            for new in number_changes(token):
                self.add(start, token, new)
        elif token in CHANGES:
            for new in CHANGES[token]:
                self.add(start, token, new)
        elif token in BINARY and self.is_binary():
            if token != '*' or not self.is_declarator():
                self.add(start, token, BINARY[token])
        elif token == '-':
            self.add(start, token, '')

    def read(self):
        for match in TOKEN.finditer(self.text):
            kind, token = match.lastgroup, match[0]
            if kind == 'none':
                if token.startswith(('"', "'")):
                    self.before = [*self.before[-1:], '0']
                continue
            self.take(kind, token, match.start())
        return numbered(self.places)

    def take(self, kind, token, start):
        if token in ('static_assert', '_Static_assert', '__attribute__'):
            self.asserted = self.parens
        if self.asserted is None:
            self.change(kind, token, start)
        if token == '(':
            self.parens += 1
            if self.depth == 0 and self.parens == 1 and len(self.top) == 1:
                self.within = '('  # a line of a list, LOSS(hinge, ...): named by what follows
        elif token == ')':
            self.parens -= 1
            if self.asserted is not None and self.parens <= self.asserted:
                self.asserted = None
        elif kind == 'name' and self.within == '(':
            self.within = token
        if token == '{':
            if self.depth == 0 and self.parens == 0:
                self.within = self.declared()
            self.depth += 1
        elif token == '}':
            self.depth -= 1
        if self.depth == 0:
            self.top = [] if token in (';', '}') or (token == ')' and self.file.endswith('.def')) else [*self.top, token]
        self.before = [*self.before[-1:], token]


def numbered(places):
    """Places with the same name, on equal lines of one function, get numbers."""
    seen = {}
    result = []
    for place in places:
        seen[place.name] = seen.get(place.name, 0) + 1
        count = seen[place.name]
        result.append(place._replace(name=f'{place.name} #{count}') if count > 1 else place)
    return result


def places_of(file, text):
    return Reader(file, text).read()


def changed(text, place):
    """The text with that one change. A blank keeps signs apart."""
    assert text.startswith(place.old, place.start), place
    return text[:place.start] + f' {place.new} ' + text[place.start + len(place.old):]

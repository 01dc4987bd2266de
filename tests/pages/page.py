"""A page in HTML, read as browsers do, but strictly: what is not balanced, or not allowed, is a fault."""
import base64
import hashlib
import html.parser
import re

VOID = {'meta', 'br', 'input'}
MATH = set('math mi mn mo mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mtext mspace mtable mtr '
           'mtd'.split())
TAGS = set('html head meta title style script body main nav article section header footer div h1 h2 h3 h4 h5 h6 p a '
           'em strong code pre blockquote ul ol li br table caption thead tbody tr th td dl dt dd details summary '
           'figure figcaption span form label input button b svg g rect path line circle text title'.split()) | MATH
ATTRIBUTES = set('accent alttext aria-hidden aria-label autocomplete charset class colspan content cx cy d display '
                 'fill-opacity form height hidden href http-equiv id inputmode lang lspace mathvariant movablelimits '
                 'name open preserveaspectratio r role scope spellcheck start stretchy tabindex text-anchor type '
                 'value viewbox width x x1 x2 y y1 y2'.split())
DATA = set('another again choice few go is line note number of part right stage text tolerance value wrong'.split())


class Element:
    def __init__(self, page, tag, attrs):
        self.pieces = page.pieces
        self.tag, self.attrs, self.first, self.end = tag, attrs, len(page.pieces), len(page.pieces)

    @property
    def text(self):
        return ''.join(self.pieces[self.first:self.end])

    def get(self, name, default=None):
        return self.attrs.get(name, default)


class Page(html.parser.HTMLParser):
    def __init__(self, text, paper=False):
        super().__init__(convert_charrefs=True)
        self.paper = paper  # a sheet or a key, which has no script and may have none
        self.faults = []
        self.elements = []
        self.stack = []   # those that are open
        self.pieces = []  # of text
        self.source = text
        self.feed(text)
        self.close()
        if self.stack:
            self.fault(f'not closed: {self.stack[-1].tag}')
        self.check()

    def fault(self, text):
        self.faults.append(f'line {self.getpos()[0]}: {text}')

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.fault(f'element {tag}')
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.fault(f'{tag} has an attribute twice')
        for name, value in attrs:
            known = name in ATTRIBUTES or (name.startswith('data-') and name[5:] in DATA)
            if not known or name.startswith('on'):
                self.fault(f'attribute {name} of {tag}')
            if value is None:
                self.fault(f'attribute {name} without a value')
        element = Element(self, tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.stack or self.stack[-1].tag != tag:
            self.fault(f'</{tag}> closes {self.stack[-1].tag if self.stack else "nothing"}')
            return
        self.stack.pop().end = len(self.pieces)

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_comment(self, data):
        self.fault('a comment')

    def all(self, tag, cls=None):
        return [e for e in self.elements if e.tag == tag and (cls is None or cls in e.get('class', '').split())]

    def text(self):
        return self.all('main')[0].text

    def check(self):
        self.check_policy()
        self.check_ids()
        for link in self.all('a'):
            if not re.match(r'(https?:|mailto:|#|[^:/?#\\\s]+([/?#]|$)|\./)', link.get('href'), re.I):
                self.fault(f'a link to {link.get("href")}')
        if any(th.get('scope') not in ('row', 'col') for th in self.all('th')):
            self.fault('th without a scope')
        ranks = [int(e.tag[1]) for e in self.elements if re.fullmatch('h[1-6]', e.tag)]
        if any(after > before + 1 for before, after in zip(ranks, ranks[1:])):
            self.fault(f'a rank of headings is left out: {ranks}')
        for kind in ('h1', 'h2', 'h3', 'summary', 'button'):
            if any(not e.text.strip() for e in self.all(kind)):
                self.fault(f'an empty {kind}')

    def check_policy(self):
        policy = [e.get('content') for e in self.all('meta') if e.get('http-equiv') == 'Content-Security-Policy']
        if len(policy) != 1:
            self.fault(f'{len(policy)} policies')
            return
        parts = dict(part.strip().split(' ', 1) for part in policy[0].split(';'))
        for tag, rule in (('script', 'script-src'), ('style', 'style-src')):
            found = self.all(tag)
            if tag == 'script' and self.paper:
                if found or rule in parts:
                    self.fault('a sheet with a script')
                continue
            bytes_of = re.findall(rf'<{tag}>(.*?)</{tag}>', self.source, re.S)
            if len(found) != 1 or len(bytes_of) != 1 or found[0].attrs:
                self.fault(f'{len(found)} elements {tag}')
                continue
            total = base64.b64encode(hashlib.sha256(bytes_of[0].encode()).digest()).decode()
            if parts[rule] != f"'sha256-{total}'":
                self.fault(f'the sum of the {tag} is another')
        if parts['default-src'] != "'none'":
            self.fault(f'the policy is {policy}')

    def check_ids(self):
        ids = [e.get('id') for e in self.elements if e.get('id')]
        known = set(ids)
        if len(known) < len(ids):
            self.fault(f'an id twice: {[i for i in known if ids.count(i) > 1]}')
        for element in self.elements:
            for name in element.get('data-of', '').split():
                if name not in known:
                    self.fault(f'an operand {name} that is not there')
            href = element.get('href', '')
            if href.startswith('#') and href[1:] not in known | {''}:
                self.fault(f'a link to {href}, which is not there')

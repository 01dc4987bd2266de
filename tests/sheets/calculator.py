"""Somebody honest with a printed worksheet: reads its tables, and fills the blanks in by the formula that stands above
each of them, with Python's mathematics. Knows nothing but the sheet's text.
"""
import math
import re

CELL = r"(?<=\s)\[?(?:\((\d+)\)|(-?(?:inf|\d+(?:\.\d+)?(?:e[-+]\d+)?|-?1[-+]\d+e-\d+)))\]?(?=\s|$)"


def number(text):
    beside = re.fullmatch(r"(-?1)([-+]\d+e-\d+)", text) # 1-3e-08, so close to one
    return float(beside[1]) + float(beside[2]) if beside else float(text)


class Table:
    """cells[row][col]: a text that is printed, or an int, the number of a blank."""

    def __init__(self, symbol, formula, cells):
        self.symbol, self.formula, self.cells, self.weights = symbol, formula, cells, None


def cells_of(line):
    """Of a table's line: each a text, or the number of a blank."""
    return [int(blank) if blank else text for blank, text in re.findall(CELL, line)]


GIVEN = {"logits": "z", "labels": "label", "targets": "y", "mask": "keep"}
OF_SAMPLES = ("label", "keep", "next", "m", "S", "zy", "L", "K") # one number of each, in a line


def tables_of(sheet):
    """In the order of the sheet. What a table has one of for each sample, is a column."""
    lines = sheet.split("\n")
    tables = []
    order = 0 # how many samples there are
    for at, line in enumerate(lines):
        head = re.match(r"  (?! )(?:([^:=?]+): )?(.*)$", line)
        if not head or line.startswith("  ?") or at + 1 >= len(lines) or not lines[at + 1].startswith("    "):
            continue
        title, formula = head[1], head[2]
        body = []
        for below in lines[at + 1:]:
            if not below.startswith("    "):
                break
            body.append(below)
        weights = {}
        if body[0].startswith("    class weight: "):
            weights = dict(pair.rsplit(" ", 1) for pair in body.pop(0)[18:].split(", "))
        if "=" in formula and re.match(r"    \S.* = \S+$", body[0]) and formula.split(" = ")[0] == body[0].split(" = ")[0].strip():
            symbol = formula.split(" = ")[0]
            value = body[0].rsplit(" = ", 1)[1]
            blank = re.fullmatch(r"\((\d+)\)", value)
            tables.append(Table(symbol, formula, [[int(blank[1]) if blank else value]]))
            continue
        symbol = GIVEN.get(title) if " = " not in formula else formula.split(" = ")[0].split("[")[0]
        if symbol is None:
            continue
        wide = symbol not in OF_SAMPLES
        lines_of = [text for text in body[0 if wide else 1:] if " = " not in text and cells_of(text)]
        cols = body[0].split() if len(body) > len(lines_of) else [""]
        order = len(lines_of) if symbol == "z" else order
        count = len(cols) if wide else order
        cells = [cells_of(text)[-count:] for text in lines_of] # a label may have a number in it
        if not wide: # one number of each sample: in lines that follow each other
            cells = [[cell] for line_of in cells for cell in line_of]
        table = Table(symbol, formula, cells)
        table.weights = [float(weights[c]) for c in cols] if weights else None
        tables.append(table)
    return tables


# ---- What each formula says: of a cell, from the tables so far --------------------------------------------------------

def log(x):
    return math.log(x) if x > 0 else -math.inf


def whole(t, symbol):
    return [x for line in t[symbol] for x in line]


def binary(t, r, c, log_of_no):
    y, yes = t["y"][r][c], t["log p"][r][c]
    return -((y * yes if y else 0) + ((1 - y) * log_of_no if y != 1 else 0))


def hinge_gradient(t, r, c):
    """Each wrong class within the margin pulls by 1; the true class by as many."""
    inside = [1 if not y and t["z"][r][k] - t["zy"][r][0] + 1 > 0 else 0 for k, y in enumerate(t["y"][r])]
    return -sum(inside) if t["y"][r][c] else inside[c]


FORMULAS = {
    "e = exp(z)": lambda t, r, c: math.exp(t["z"][r][c]),
    "e = exp(s)": lambda t, r, c: math.exp(t["s"][r][c]),
    "m = max z": lambda t, r, c: max(t["z"][r]),
    "s = z - m": lambda t, r, c: t["z"][r][c] - t["m"][r][0],
    "S = Σ e": lambda t, r, c: math.fsum(t["e"][r]),
    "p = e / S": lambda t, r, c: t["e"][r][c] / t["S"][r][0],
    "p = 1 / (1 + exp(-z))": lambda t, r, c: 1 / (1 + math.exp(-t["z"][r][c])),
    "p = 1 / (1 + exp(-z)); where z < 0, exp(z) / (1 + exp(z))": lambda t, r, c: 1 / (1 + math.exp(-t["z"][r][c])),
    "q = 1 / (1 + exp(z)); where z > 0, exp(-z) / (1 + exp(-z))": lambda t, r, c: 1 / (1 + math.exp(t["z"][r][c])),
    "y = is(class = label)": lambda t, r, c: float(t["label"][r][0] == c),
    "y = is(class = next)": lambda t, r, c: float(t["next"][r][0] == c),
    "next[t] = label[t + 1]": lambda t, r, c: t["label"][r + 1][0] if r + 1 < len(t["label"]) else -100.0,
    "log p = log(p)": lambda t, r, c: log(t["p"][r][c]),
    "log q = log(q)": lambda t, r, c: log(t["q"][r][c]),
    "l = -y × log p": lambda t, r, c: -t["y"][r][c] * t["log p"][r][c],
    "l = -y × log p (0 where y = 0)": lambda t, r, c: -t["y"][r][c] * t["log p"][r][c] if t["y"][r][c] else 0.0,
    "l = -y × log p × class weight (0 where y = 0)":
        lambda t, r, c: -t["y"][r][c] * t["log p"][r][c] * t["class weight"][c] if t["y"][r][c] else 0.0,
    "l = -(y log p + (1 - y) log(1 - p))": lambda t, r, c: binary(t, r, c, log(1 - t["p"][r][c])),
    "l = -(y log p + (1 - y) log q)": lambda t, r, c: binary(t, r, c, t["log q"][r][c]),
    "l = (p - y)²": lambda t, r, c: (t["p"][r][c] - t["y"][r][c]) ** 2,
    "zy = Σ k, k = y × z": lambda t, r, c: math.fsum(y * z for y, z in zip(t["y"][r], t["z"][r])),
    "l = (1 - y) × max(0, z - zy + 1)":
        lambda t, r, c: (1 - t["y"][r][c]) * max(0, t["z"][r][c] - t["zy"][r][0] + 1),
    "L = Σ l": lambda t, r, c: math.fsum(t["l"][r]),
    "L = Σ l / columns": lambda t, r, c: math.fsum(t["l"][r]) / len(t["l"][r]),
    "keep = 1 - is(label = ignored)": lambda t, r, c: float(t["label"][r][0] != -100),
    "keep = 1 - is(next = ignored)": lambda t, r, c: float(t["next"][r][0] != -100),
    "K = keep × L": lambda t, r, c: t["keep"][r][0] * t["L"][r][0] if t["keep"][r][0] else 0.0,
    "total = Σ L": lambda t, r, c: math.fsum(whole(t, "L")),
    "total = Σ l": lambda t, r, c: math.fsum(whole(t, "l")),
    "total = Σ K": lambda t, r, c: math.fsum(whole(t, "K")),
    "divisor = 1 (a sum is not divided)": lambda t, r, c: 1.0,
    "divisor = number of entries": lambda t, r, c: float(len(whole(t, "L" if "L" in t else "l"))),
    "divisor = Σ keep": lambda t, r, c: math.fsum(whole(t, "keep")),
    "divisor = Σ kept, kept = class weight":
        lambda t, r, c: math.fsum(t["class weight"][int(label)] for label, in t["label"]),
    "loss = total / divisor": lambda t, r, c: t["total"][0][0] / t["divisor"][0][0],
    "ppl = exp(loss)": lambda t, r, c: math.exp(t["loss"][0][0]),
    "g = d loss / d z = (p Σ y - y) / divisor":
        lambda t, r, c: (t["p"][r][c] * math.fsum(t["y"][r]) - t["y"][r][c]) / t["divisor"][0][0],
    "g = d loss / d z = d p × p × (1 - p)":
        lambda t, r, c: 2 * (t["p"][r][c] - t["y"][r][c]) * t["p"][r][c] * (1 - t["p"][r][c]) / t["divisor"][0][0],
    "g = d loss / d z = d z by l + d z by k": lambda t, r, c: hinge_gradient(t, r, c) / t["divisor"][0][0],
}


def written(value, decimals):
    """As it is written down: with so many decimals, or some digits where these leave nothing."""
    if not math.isfinite(value) or value == 0:
        return value
    text = "%.*f" % (decimals, value)
    return float("%.*e" % (decimals - 3, value)) if float(text) == 0 else \
        value if decimals > 3 and 0 < abs(abs(value) - 1) < 1e-4 and abs(float(text)) == 1 else float(text)


def follow(tables, decimals=None, off=None):
    """The values of all blanks, by number; with decimals, each is rounded to what is written. `off`: (table, row, col, by), a printed number read otherwise."""
    values, blanks = {}, {}
    for at, table in enumerate(tables):
        if table.weights:
            values["class weight"] = table.weights
        here = []
        formula = FORMULAS.get(table.formula) or (lambda t, r, c: None)
        for r, cells in enumerate(table.cells):
            line = []
            for c, cell in enumerate(cells):
                if isinstance(cell, int):
                    value = formula(values, r, c)
                    assert value is not None, table.formula
                    value = written(value, decimals) if decimals else value
                    blanks[cell] = value
                else:
                    value = number(cell) + (off[3] if off and off[:3] == (at, r, c) else 0)
                line.append(value)
            here.append(line)
        values[table.symbol] = here
    return blanks


def halves(tables, decimals):
    """(table, row, col, by) of each number that may be half a unit of its last decimal off: the logits, and what is
    computed and was rounded."""
    found = []
    for at, table in enumerate(tables):
        for r, cells in enumerate(table.cells):
            for c, cell in enumerate(cells):
                if isinstance(cell, int) or (table.symbol != "z" and table.formula not in FORMULAS):
                    continue
                digits = re.fullmatch(r"-?\d+\.(\d+)", cell)
                if table.symbol != "z" and not (digits and len(digits[1]) >= decimals):
                    continue
                by = 0.5 * 10.0 ** -max(decimals, len(digits[1]) if digits else 0)
                found += [(at, r, c, by), (at, r, c, -by)]
    return found

"""The glossary of data/po/README.md is kept by the catalogue and by every translated lesson.

    check_glossary.py SOURCE_FOLDER

No translation has a word of the column "not", nor an English term of several words where it has
Chinese of its own, unless in parentheses (behind the Chinese), in code, or in quotes as a name.
"""

import pathlib
import re
import sys

ROW = re.compile(r"^\| (?P<english>[^|]+?) \| (?P<chinese>[^|]+?) \|(?P<note>[^|]*)\|(?P<bad>[^|]*)\|$")
CODE = re.compile(r"^```.*?^```|`[^`]*`|\$[^$\n]*\$|'[^'\n]*'|\([^()]*\)|（[^（）]*）", re.M | re.S)
KEYS = re.compile(r"^(original|  - at|    cell):.*$", re.M)


def glossary(text):
    """What is not to be said, and what to say."""
    bad, english = {}, {}
    for line in text.splitlines():
        row = ROW.match(line)
        if row is None or row["english"] in ("English", "---"):
            continue
        for word in filter(None, re.split("[、，]", row["bad"].strip())):
            bad[word] = row["chinese"]
        for term in row["english"].split(", "):
            own = re.sub(r"\([^)]*\)", "", row["chinese"])
            if re.search(r"[ -]", term) and term not in own:
                english[term] = row["chinese"]
    return bad, english


def texts(folder):
    """(file, line, text) of every translation."""
    for path in sorted(folder.glob("lessons/*.zh.md")):
        text = path.read_text(encoding="utf-8")
        yield path.name, 1, KEYS.sub(lambda m: "", text)
    catalogue = (folder / "data/po/zh_CN.po").read_text(encoding="utf-8")
    for entry in re.finditer(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', catalogue, re.M):
        line = catalogue.count("\n", 0, entry.start()) + 1
        yield "zh_CN.po", line, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', entry[1]))


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def faults(name, first, text, bad, english):
    for word, good in bad.items():
        for found in re.finditer(re.escape(word), text):
            yield f"{name}:{first + text.count(chr(10), 0, found.start())}: {word}; the glossary says {good}"
    plain = CODE.sub(blank, CODE.sub(blank, re.sub(r"\[\[[\w-]+\]\]", blank, text)))
    for term, good in english.items():
        for found in re.finditer(rf"(?<![\w-]){re.escape(term)}(?![\w-])", plain):
            yield f"{name}:{first + plain.count(chr(10), 0, found.start())}: {term}; the glossary says {good}"


def main():
    folder = pathlib.Path(sys.argv[1])
    bad, english = glossary((folder / "data/po/README.md").read_text(encoding="utf-8"))
    assert len(bad) > 10 and len(english) > 20, "the glossary cannot be read"
    assert list(faults("", 1, next(iter(bad)) + " " + next(iter(english)), bad, english)), "nothing is found"
    found = [fault for text in texts(folder) for fault in faults(*text, bad, english)]
    print("\n".join(found) or f"{len(bad) + len(english)} words, none of them in a translation")
    sys.exit(1 if found else 0)


main()

#!/usr/bin/env python3
"""What of src/ the tests reach: lines and branches, as clang counted them.

    check_coverage.py BUILD [files|whole|all]

BUILD was built by clang with -fprofile-instr-generate and -fcoverage-mapping; its programs wrote BUILD/profile/*.profraw.
Fails if less than LINES or BRANCHES are reached, or less than FILE_LINES or FILE_BRANCHES of one file, functions of
unreached.txt apart and a FEW lines and branches; and if a function that stands there is reached wholly now. With `all`,
prints every line that was not reached. With `whole`, what is said of single files is printed and no fault.
"""
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
LINES, BRANCHES = 95, 90
FILE_LINES, FILE_BRANCHES = 90, 75
FEW = 3  # so many lines or branches of a file may always be missed


class File:
    def __init__(self):
        self.starts = {}                    # line -> function
        self.lines = {}                     # line -> was it reached?
        self.branches = defaultdict(bool)   # (line, which) -> was it taken?

    def function(self, line):
        begun = [start for start in self.starts if start <= line]
        return self.starts[max(begun)] if begun else ''

    def missed(self):
        """Function -> its lines that are not reached, and how many branches are not taken."""
        result = defaultdict(lambda: ([], 0))
        for line, reached in self.lines.items():
            if not reached:
                result[self.function(line)][0].append(line)
        for (line, _), taken in self.branches.items():
            if not taken:
                lines, branches = result[self.function(line)]
                result[self.function(line)] = (lines, branches + 1)
        return result


def share(found, of):
    return 100 * found / of if of else 100.0


def measure(build):
    profile = build / 'coverage.profdata'
    subprocess.run(['llvm-profdata', 'merge', '-sparse', '-o', profile, *(build / 'profile').glob('*.profraw')], check=True)
    text = subprocess.run(['llvm-cov', 'export', '-format=lcov', f'-instr-profile={profile}', build / 'src/losswalk'],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    files = {}
    for record in text.split('end_of_record\n'):
        file = None
        for entry in record.splitlines():
            kind, _, rest = entry.partition(':')
            if kind == 'SF' and '/src/' in rest:
                file = files.setdefault(rest.split('/src/')[-1], File())
            elif kind == 'FN':
                line, name = rest.split(',')
                file.starts[int(line)] = name.split(':')[-1]
            elif kind == 'DA':
                line, count = rest.split(',')[:2]
                file.lines[int(line)] = count != '0'
            elif kind == 'BRDA':
                # An inline function of a header, or a macro, is counted once for each place it is in.
                line, block, branch, count = rest.split(',')
                file.branches[int(line), f'{block},{branch}'] |= count not in '-0'
    return files


def read_unreached():
    """The indented lines: (file, function)."""
    lines = (HERE / 'unreached.txt').read_text().splitlines()
    return {tuple(line.split()) for line in lines if line.startswith('    ')}


def main():
    build = Path(sys.argv[1])
    files = measure(build)
    listed = read_unreached()
    wrong = []
    unused = set(listed)
    sums = [0, 0, 0, 0]
    for name, file in sorted(files.items()):
        missed = file.missed()
        unused -= {(name, function) for function in missed}
        unlisted = [its for function, its in missed.items() if (name, function) not in listed]
        lines = sum(file.lines.values()), len(file.lines)
        branches = sum(file.branches.values()), len(file.branches)
        sums = [a + b for a, b in zip(sums, (*lines, *branches))]
        lines_missed = sum(len(numbers) for numbers, _ in unlisted)
        branches_missed = sum(count for _, count in unlisted)
        lines_share = share(lines[1] - lines_missed, lines[1])
        branches_share = share(branches[1] - branches_missed, branches[1])
        if (lines_share < FILE_LINES and lines_missed > FEW) or (
                branches_share < FILE_BRANCHES and branches_missed > FEW):
            wrong.append(f'{name}: {lines_share:.1f} % of its lines, {branches_share:.1f} % of its branches')
        if sys.argv[2:] == ['all']:
            text = (HERE.parent.parent / 'src' / name).read_text().splitlines()
            for function, (numbers, count) in missed.items():
                print(f'{name} {function}{"" if (name, function) not in listed else " (listed)"}: {count} branches')
                print(*(f'  {number:5} {text[number - 1]}' for number in numbers), sep='\n')
    wrong += [f'unreached.txt: {file} has no {function} that is not reached wholly' for file, function in sorted(unused)]
    if sys.argv[2:] == ['whole']:
        print(*wrong, sep='\n')
        wrong = []
    lines_share, branches_share = share(*sums[:2]), share(*sums[2:])
    print(f'reached: {lines_share:.2f} % of {sums[1]} lines, {branches_share:.2f} % of {sums[3]} branches')
    if lines_share < LINES or branches_share < BRANCHES:
        wrong.append(f'wanted are {LINES} % of the lines, {BRANCHES} % of the branches')
    print(*wrong, sep='\n')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())

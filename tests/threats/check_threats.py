#!/usr/bin/env python3
"""What may go wrong with a file, a machine or a terminal, and what is promised: each row prints its figure.

    check_threats.py LOSSWALK LESSONS-FOLDER SOURCE-FOLDER [PART...]

The numbers are those of the table in tests/README.md, "Threats", which says also what other tests look at the same.
Times are those of computing, the least of several runs, printed beside the promise; a row fails at twice that, on a machine
that starts the program in 3 ms, and later on one that is slower. Memory is what the system is told to give at most
(RLIMIT_DATA).
"""
import concurrent.futures
import os
import shutil
import subprocess
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[1:1] = [TESTS, os.path.join(TESTS, "pages")]

import keeping
import machine
import printing
import program
import reading
import terminal


def at_once(parts):
    """All of them, each a process of its own, two at a time: some wait for a terminal, others compute."""
    def run(part):
        done = subprocess.run([sys.executable, *sys.argv, part], stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        program.rows.append(done.returncode == 0)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(run, reversed(list(parts))))
    return ()


def main():
    program.start(*sys.argv[1:3])
    try:
        program.START = program.Run("--version", times=9).seconds
        speed = 2 * max(1, program.START / 0.003)
        print("the program starts in %.1f ms here" % (program.START * 1e3))
        parts = {"reading": lambda: reading.check(speed), "printing": printing.check, "keeping": keeping.check,
                 "terminal": terminal.check, "machine": lambda: machine.check(sys.argv[3])}
        for part in sys.argv[4:] or at_once(parts):
            parts[part]()
    finally:
        shutil.rmtree(program.FOLDER)
    print("%d %s of threats, %d not as promised" % (len(program.rows), "rows" if sys.argv[4:] else "parts", program.rows.count(False)))
    return 0 if program.rows and all(program.rows) else 1


sys.exit(main())

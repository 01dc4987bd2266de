"""What is asked of the program, for all that reads its question banks."""
import os
import re
import subprocess
import sys

LOSSWALK, LESSONS = sys.argv[1:3]
HOSTILE = r"""---
format: 1
title: '~=#{}:\ <script>alert(1)</script> ]]> -- // %0%'
logits: [[1, 2], [3, 1]]
labels: [0, 1]
classes: ['a=b{x}', ']]></text><b>']
samples: ['=1+1', '~w:1']
questions:
  - at: loss
    ask: 'What {is} ~this =: # ::x:: \n & &amp; "quoted", %25%?'
    answer: '=no, "never"'
    choices: ['=no, "never"', '~yes', '} // {', '#4', '+1', '-1', '@x', '1/2', '1e3', 'TRUE']
    hint: '{=hint}'
  - at: loss
    ask: '@SUM(1+1)|cmd'
    cell: []
---
"""


def printed(form, path, *more):
    run = subprocess.run([LOSSWALK, "--batch", "-f", form, *more, path], capture_output=True, check=True)
    return run.stdout


def lessons():
    return sorted(os.path.join(LESSONS, f) for f in os.listdir(LESSONS) if re.fullmatch(r"[0-9]+-[^.]*\.md", f))

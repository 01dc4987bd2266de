#!/usr/bin/python3
"""Which shapes of labels PyTorch takes, and in which words it refuses the others.

    apt-get install python3-torch
    tests/oracle/refusals.py > tests/oracle/refusals.jsonl

Every line is one call of a loss of torch.nn.functional with integer labels that are all 0: the shape of the scores, the shape
of the labels, and the first line of the error, or null where there is none.
"""

import itertools
import json
import sys

import torch

AXES = 6  # of lists that losswalk reads
SCORES = [
    (1,), (3,), (1, 1), (1, 3), (2, 1), (2, 3), (3, 3),
    (2, 3, 4), (2, 2, 2), (1, 3, 1), (2, 3, 1), (3, 3, 3),
    (2, 3, 4, 2), (1, 2, 1, 1), (2, 2, 2, 2),
    (2, 3, 2, 1, 2), (2, 2, 2, 2, 2),
    (1, 3, 2, 2, 1, 2), (2, 2, 2, 2, 2, 2),
]  # fmt: skip


def label_shapes(scores):
    """Right ones, and what people take for right: in the order of how they come about, each once."""
    right = scores[:1] + scores[2:] if len(scores) > 1 else ()
    yield right
    yield right + (1,)
    yield right + (2,)
    yield right + (1, 1)
    yield (1,) + right
    yield (2,) + right
    yield ()
    yield (1,)
    yield scores
    yield scores[:-1]  # the classes taken to be on the last axis
    yield scores[1:]  # or on the first
    yield tuple(reversed(right))
    yield right[:-1]
    yield right[1:]
    for axis in range(len(right)):
        yield right[:axis] + (right[axis] + 1,) + right[axis + 1 :]
        yield right[:axis] + (1,) + right[axis + 1 :]
    yield from itertools.islice(itertools.permutations(right), 1, 6)


def refusal(loss, scores, labels):
    try:
        getattr(torch.nn.functional, loss)(torch.zeros(scores), torch.zeros(labels, dtype=torch.long))
    except (RuntimeError, IndexError, ValueError) as error:
        return str(error).splitlines()[0]
    return None


print(json.dumps({"made by": "tests/oracle/refusals.py", "torch": torch.__version__, "python": sys.version.split()[0]}))
for loss in ("cross_entropy", "nll_loss"):
    for scores in SCORES:
        for labels in dict.fromkeys(label_shapes(scores)):
            if len(labels) > AXES:
                continue
            case = {"loss": loss, "scores": scores, "labels": labels, "refused": refusal(loss, scores, labels)}
            print(json.dumps(case))

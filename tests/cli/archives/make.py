#!/usr/bin/python3
"""Archives as NumPy writes them; they hold the time they are made, so they are not compared.

    cd tests/cli/archives && ./make.py
"""

import numpy

SCORES, LABELS = numpy.array([[1, 2, 3], [0, 1, 0]], "f4"), numpy.array([0, 1])
numpy.savez("named.npz", scores=SCORES, y_true=LABELS, mask=numpy.array([True, False]))
numpy.savez("positional.npz", SCORES, LABELS)
numpy.savez("teacher.npz", logits=SCORES, teacher_logits=SCORES[::-1])
numpy.savez("unknown.npz", logits=SCORES, labels=LABELS, ids=LABELS)
numpy.savez("twice.npz", logits=SCORES, probs=SCORES, labels=LABELS)
numpy.savez("alone.npz", logits=SCORES)
numpy.savez_compressed("compressed.npz", logits=SCORES, labels=LABELS)

#!/usr/bin/python3
"""Trains a small language model, letter by letter, and writes what it expects in lines it has not read.

    /usr/bin/python3 data/characters.py          writes characters-scores.npy and characters-labels.npy beside this script
    /usr/bin/python3 data/characters.py --check  writes nothing; fails if the files say something else

Needs NumPy. The text is sonnets.txt: sonnets 18, 29, 73, 116 and 130 of William Shakespeare (1609), in the public domain.
It is made into the 26 letters and the blank; class 0 is padding. The model reads the four letters before (one-hot),
has one hidden layer of 48 tanh units, and is trained on the last four sonnets with Adam. It never reads sonnet 18.
Of that one come 8 lines, each filled up with padding to 48 letters. Everything random is by seed; what is printed is
worked out with NumPy.
"""
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
SEED = 1609
ALPHABET = " abcdefghijklmnopqrstuvwxyz"  # class of a letter: its place here, and 1
CLASSES = len(ALPHABET) + 1
PADDING = 0
BEFORE = 4
HIDDEN = 48
STEPS = 60
LINES, LENGTH = 8, 48
TOLERANCE = 1e-2  # of a score: linear algebra libraries round in their own ways


def letters(line):
    """Classes of a line: what is no letter is left out, but for the blanks between words."""
    words = "".join(c for c in line.lower().replace("-", " ") if c in ALPHABET).split()
    return [ALPHABET.index(c) + 1 for c in " ".join(words)]


def contexts(line):
    """The letters before each one of a line, one-hot; before the line there is padding."""
    padded = [PADDING] * BEFORE + line
    rows = np.array([padded[i:i + BEFORE] for i in range(len(line))])
    return np.eye(CLASSES)[rows].reshape(len(line), -1)


def softmax(scores):
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def train(inputs, labels):
    """The weights that Adam comes to: the gradient of the mean cross-entropy is p - y, divided by the rows."""
    random = np.random.RandomState(SEED)
    weights = [random.randn(inputs.shape[1], HIDDEN) * 0.2, np.zeros(HIDDEN),
               random.randn(HIDDEN, CLASSES) * 0.1, np.zeros(CLASSES)]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    target = np.eye(CLASSES)[labels]
    for step in range(1, STEPS + 1):
        hidden = np.tanh(inputs @ weights[0] + weights[1])
        back = (softmax(hidden @ weights[2] + weights[3]) - target) / len(labels)
        below = back @ weights[2].T * (1 - hidden ** 2)
        slopes = [inputs.T @ below, below.sum(0), hidden.T @ back, back.sum(0)]
        for i, slope in enumerate(slopes):
            slope = slope + 1e-3 * weights[i]
            first[i] = 0.9 * first[i] + 0.1 * slope
            second[i] = 0.99 * second[i] + 0.01 * slope ** 2
            move = first[i] / (1 - 0.9 ** step) / (np.sqrt(second[i] / (1 - 0.99 ** step)) + 1e-8)
            weights[i] -= 0.01 * move
    return weights


def model_scores(weights, inputs):
    return np.tanh(inputs @ weights[0] + weights[1]) @ weights[2] + weights[3]


def make():
    """Scores (8, 48, 28) and labels (8, 48) of lines that the model has not read."""
    sonnets = [[letters(line) for line in sonnet.splitlines()]
               for sonnet in (HERE / "sonnets.txt").read_text().strip().split("\n\n")]
    read = [line for sonnet in sonnets[1:] for line in sonnet]
    weights = train(np.concatenate([contexts(line) for line in read]), np.concatenate(read))
    scores = np.zeros((LINES, LENGTH, CLASSES), "<f4")
    labels = np.full((LINES, LENGTH), PADDING, "<i8")
    for i, line in enumerate(sonnets[0][:LINES]):
        full = line + [PADDING] * (LENGTH - len(line))
        labels[i] = full
        scores[i] = model_scores(weights, contexts(full))
    return scores, labels


def report(scores, labels):
    probs = softmax(scores.astype(np.float64))
    each = -np.log(np.take_along_axis(probs, labels[..., None], axis=-1)[..., 0])
    keep = labels != PADDING
    total = each[keep].sum()
    print(f"letters: {keep.sum()} of {keep.size}, total {total:.6f}")
    print(f"mean over the letters: {total / keep.sum():.9f} nats, {total / keep.sum() / np.log(2):.9f} bits")
    print(f"perplexity: {np.exp(total / keep.sum()):.6f}")
    print(f"divided by all entries: {total / keep.size:.9f}")
    print(f"padding counted as letters: {each.mean():.9f}")
    print(f"a guess among 27: {np.log(27):.6f}; scores from {scores.min():.3f} to {scores.max():.3f}")
    for i in range(LINES):
        line = each[i][keep[i]]
        print(f"line {i}: {len(line)} letters, mean {line.mean():.4f}; first {each[i][0]:.4f}, largest {line.max():.4f}"
              f" at {line.argmax()} ({ALPHABET[labels[i][line.argmax()] - 1]!r})")


def main(check):
    scores, labels = make()
    report(scores, labels)
    if check:
        old = np.load(HERE / "characters-scores.npy")
        assert np.abs(old - scores).max() < TOLERANCE, "characters-scores.npy says something else"
        assert (np.load(HERE / "characters-labels.npy") == labels).all(), "characters-labels.npy says something else"
    else:
        np.save(HERE / "characters-scores.npy", scores)
        np.save(HERE / "characters-labels.npy", labels)


main("--check" in sys.argv[1:])

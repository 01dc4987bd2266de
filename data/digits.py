#!/usr/bin/python3
"""Trains a classifier of handwritten digits and writes what it says of digits it has not seen.

    /usr/bin/python3 data/digits.py          writes digits-scores.npy, digits-labels.npy and digits-images.npy
                                             beside this script
    /usr/bin/python3 data/digits.py --check  writes nothing; fails if the files say something else

Needs scikit-learn, which carries the data (load_digits: 1797 images of 8 x 8 pixels, 10 classes, from the UCI
repository, "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, 1998, CC BY 4.0).

The model is multinomial logistic regression, fitted by L-BFGS from zero, so nothing is random but the split, which
is by seed. What is printed is worked out by scikit-learn and NumPy.
"""
import pathlib
import sys

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).resolve().parent
SEED = 1998
TESTED = 200
TOLERANCE = 1e-3  # of a score: linear algebra libraries round in their own ways


def train():
    """Scores (200, 10), labels (200,) and grey values (200, 8, 8), 0 to 16, of images the model was not fitted to."""
    digits = load_digits()
    pixels = digits.data / 16
    seen, unseen, seen_labels, labels, _, images = train_test_split(
        pixels, digits.target, digits.images, test_size=TESTED, random_state=SEED, stratify=digits.target)
    model = LogisticRegression(C=1, tol=1e-8, max_iter=1000).fit(seen, seen_labels)
    assert (images.reshape(len(images), -1) / 16 == unseen).all()
    return model.decision_function(unseen).astype("<f4"), labels.astype("<i8"), images.astype("u1")


def report(scores, labels):
    wide = scores.astype(np.float64)
    shifted = wide - wide.max(axis=1, keepdims=True)
    probs = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    each = -np.log(probs[np.arange(len(labels)), labels])
    wrong = np.flatnonzero(wide.argmax(axis=1) != labels)
    print(f"mean cross-entropy, sklearn.metrics.log_loss: {log_loss(labels, probs):.9f}")
    print(f"the same with NumPy:                          {each.mean():.9f}")
    print(f"sum: {each.sum():.7f}   median: {np.median(each):.6f}   of a guess: {np.log(10):.6f}")
    print(f"right: {len(labels) - len(wrong)} of {len(labels)}")
    print("largest scores:", wide.min(), wide.max())
    for row in np.argsort(-each)[:8]:
        print(f"s{row}: a {labels[row]}, taken for {wide[row].argmax()}: p = {probs[row, labels[row]]:.6f},"
              f" loss {each[row]:.6f}, {100 * each[row] / each.sum():.2f} % of the sum")
    print("rows of wrong ones:", wrong)
    print(f"their share of the sum: {each[wrong].sum() / each.sum():.4f}")


def main(check):
    scores, labels, images = train()
    report(scores, labels)
    if check:
        old = np.load(HERE / "digits-scores.npy")
        assert np.abs(old - scores).max() < TOLERANCE, "digits-scores.npy says something else"
        assert (np.load(HERE / "digits-labels.npy") == labels).all(), "digits-labels.npy says something else"
        assert (np.load(HERE / "digits-images.npy") == images).all(), "digits-images.npy says something else"
    else:
        np.save(HERE / "digits-scores.npy", scores)
        np.save(HERE / "digits-labels.npy", labels)
        np.save(HERE / "digits-images.npy", images)


main("--check" in sys.argv[1:])

#!/usr/bin/python3
"""Makes the arrays of this folder, and prints the figures that the lessons expect of them.

    /usr/bin/python3 data/make_arrays.py          writes the .npy files beside this script
    /usr/bin/python3 data/make_arrays.py --check  writes nothing; fails if a file differs

The scores of two files are random, but always the same: random.Random(seed).random() gives the same numbers in
every version of Python. They are multiples of 0.25, so float32 holds each of them exactly and a
lesson shows short numbers. The figures are worked out here with NumPy, not with losswalk.
"""
import io
import pathlib
import random
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
PADDING = 0


def quarters(seed, shape, low, high):
    """Random multiples of 0.25 in [low, high], float32."""
    source = random.Random(seed)
    steps = int((high - low) * 4) + 1
    values = [low + 0.25 * int(source.random() * steps) for _ in range(int(np.prod(shape)))]
    return np.array(values, dtype="<f4").reshape(shape)


def language_model():
    """Scores of 2 sentences, 6 positions, 9 words; the labels are 0 to 11 in order."""
    scores = quarters(seed=269, shape=(2, 6, 9), low=-3, high=3)
    return scores, np.arange(12).reshape(2, 6)


def sequence():
    """4 sentences of 16, 11, 7 and 4 words, each filled up to 16 with padding, as one vector of 64.

    The scores are random; at three out of four words the right class gets 2 more.
    """
    source = random.Random(64)
    labels = []
    for length in (16, 11, 7, 4):
        labels += [1 + int(source.random() * 4) for _ in range(length)]
        labels += [PADDING] * (16 - length)
    labels = np.array(labels)
    scores = quarters(seed=645, shape=(64, 5), low=-2, high=2)
    for row, label in enumerate(labels):
        if label != PADDING and source.random() < 0.75:
            scores[row, label] += 2
    return scores, labels


# As a published notebook prints them (lessons `hand-against-api` and `ten-classes`).
TEN_CLASSES = [
    [-3.27133679, -22.6687183, -4.15501118, -5.14916372, -5.94609261,
     -6.93373299, -5.72364092, -9.75725174, -3.15748906, -4.84012318],
    [-11.7642536, -45.3370094, -3.17252636, 4.34527206, -17.7164974,
     -0.595088899, -17.6322937, -2.36941719, -6.82157373, -3.47369862],
    [-4.55468369, -1.07379043, -3.73261762, -7.08982277, -0.0288562477,
     -5.46847963, -0.979336262, -3.03667569, -3.29502845, -2.25880361],
]


def losses(scores, labels):
    """-log softmax at the label, in float64; NaN where the label names no class."""
    scores = scores.astype(np.float64)
    shifted = scores - scores.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    known = labels < scores.shape[-1]
    picked = np.take_along_axis(log_p, np.where(known, labels, 0)[..., None], axis=-1)[..., 0]
    return np.where(known, -picked, np.nan)


def show(name, values):
    text = np.array2string(np.asarray(values), separator=", ", max_line_width=92,
                           formatter={"all": lambda value: f"{value:.6f}"})
    print(f"{name}:\n{text}")


def main(check):
    scores, labels = language_model()
    arrays = {"language-model-scores.npy": scores}
    each = losses(scores, labels)
    print("# language model")
    show("per_sample, a label without a class gives nan", each)
    show("the same with a zero row instead", np.nan_to_num(each))
    show("sum with the zero rows", np.nansum(each))
    show("mean with the zero rows", np.nansum(each) / each.size)
    show("mean over the labels that exist", np.nanmean(each))

    scores, labels = sequence()
    arrays["sequence-scores.npy"] = scores
    each = losses(scores, labels)
    keep = labels != PADDING
    print("\n# sequence")
    print("labels:")
    for first in range(0, 64, 16):
        print("  " + ", ".join(str(label) for label in labels[first:first + 16]) + ",")
    show("losses", each)
    show("masked", each * keep)
    show("total", (each * keep).sum())
    print("kept:", keep.sum(), "of", keep.size)
    show("mean over all entries", (each * keep).mean())
    show("mean over the kept entries", each[keep].mean())

    arrays["ten-classes-scores.npy"] = np.array(TEN_CLASSES, "<f8")

    for name, array in arrays.items():
        stream = io.BytesIO()
        np.lib.format.write_array(stream, array, version=(1, 0))
        path = HERE / name
        if not check:
            path.write_bytes(stream.getvalue())
        elif path.read_bytes() != stream.getvalue():
            sys.exit(f"{path} is not what this script makes")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Sequences, and labels that do not exist
# losswalk lesson "sequences", rules tf_keras

# the batch
logits = np.array([[[-3, 2.5, 1.5, 0.75, 3, -2, -1.25, 0, -2.75], [-2, 1, 2.5, -0.75, -3, -2.75, -0.25, 2.75, -2.5], [-1.5, -1.75, 2, 1.75, -2, -0.5, 2, 0, 0], [2.5, 2.25, -2.5, -1.75, 2, -1.75, 1.25, 0.75, 2.25], [2, 0, 1.75, -2.25, -2, 0, 0.75, 1.5, 2.5], [0.25, -1.25, 1, 2.75, 2, 0.25, -0.5, -2, 0.75]], [[-1, 1.25, 0.5, -1.5, 3, 0.75, -0.75, -2.75, 3], [0.25, -2.5, -0.25, -0.5, -1.25, 0, 2.5, 1, 0], [-2.5, 3, 2, -1.5, -3, 0.5, 1.25, 1, 0], [0.75, -1.5, 1, 2, -1.75, -2.5, 0.75, 0.5, -3], [-0.25, 1.75, -0.25, -1.25, 1, 2, -2.25, -0.25, 2], [0.75, -0.25, 1, 0, -0.25, -0.75, -2.5, -2, -2]]], dtype=np.float64)
labels = np.array([[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = np.where((labels[..., None] < 0) | (labels[..., None] >= 9), np.nan, labels[..., None] == np.arange(9))

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 1
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Class weights: who is in the divisor?
# losswalk lesson "class-weights", rules pytorch

# the batch
logits = np.array([[1, 2, 3], [1, 0, -2], [2, 0.5, 0.5]], dtype=np.float64)
labels = np.array([2, 0, 1])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log) * np.take(np.array([1, 2, 4]), labels[..., None], mode="wrap")
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()

# weigh the samples
kept_weight = np.take(np.array([1, 2, 4]), labels, mode="wrap")

# one number for the batch
divisor = kept_weight.sum()
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Padding and the plain mean
# losswalk lesson "padding-mask", rules plain

# the batch
logits = np.array([[0, 3, 1, 0], [0, 1, 2, 0], [2, 0, 1, 1], [1, 0, 0, 1]], dtype=np.float64)
labels = np.array([1, 2, 0, 0])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(4)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# drop what does not count
mask = np.array([1, 1, 0, 0])
masked = np.where(mask == 0, 0, per_sample)

# one number for the batch
total = masked.sum()
divisor = 4
loss = total / divisor

print("per_sample", masked)
print("loss", loss)

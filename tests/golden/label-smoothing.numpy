# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Label smoothing: certainty costs
# losswalk lesson "label-smoothing", rules plain

# the batch
logits = np.array([[1, 0, 0], [2, 0, 0], [4, 0, 0], [8, 0, 0]], dtype=np.float64)
labels = np.array([0, 0, 0, 0])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0
smoothed = (1 - 0.3) * one_hot + 0.3 / 3

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(smoothed == 0, 0, -smoothed * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 4
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

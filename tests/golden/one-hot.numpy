# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# One-hot rows instead of labels
# losswalk lesson "one-hot", rules plain

# the batch
logits = np.array([[2, 0, 1], [1, 3, 0], [0, 1, -1]], dtype=np.float64)
targets = np.array([[0, 1, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float64)

# scores to probabilities
exp = np.exp(logits)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# logarithm
log = np.log(softmax)

# loss of each sample
product = -targets * log
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The label picks a price
# losswalk lesson "log-price", rules tf1

# the batch
logits = np.array([[3, 1, -3]], dtype=np.float64)
labels = np.array([2])

# scores to probabilities
exp = np.exp(logits)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = np.where((labels[..., None] < 0) | (labels[..., None] >= 3), np.nan, labels[..., None] == np.arange(3))

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 1
loss = total / divisor if divisor != 0 else 0.0

print("per_sample", per_sample)
print("loss", loss)

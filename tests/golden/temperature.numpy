# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Temperature softens or sharpens
# losswalk lesson "temperature", rules plain

# the batch
logits = np.array([[4, 2, 0], [4, 2, 0], [1, 1, 1]], dtype=np.float64)
labels = np.array([0, 1, 0])

# scores to probabilities
scaled = logits / 2
exp = np.exp(scaled)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

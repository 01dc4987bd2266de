# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# A printed softmax that cannot be
# losswalk lesson "published-softmax", rules plain

# the batch
logits = np.array([[12.5, 0.6, -23], [4.5, 2.2, 0]], dtype=np.float64)
labels = np.array([0, 0])

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
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 2
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Nothing is left
# losswalk lesson "all-masked", rules pytorch

# the batch
logits = np.array([[2, 0, 1], [0, 1, 0], [1, 1, 3]], dtype=np.float64)
labels = np.array([-100, -100, -100])

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

# drop what does not count
mask = (labels != -100).astype(float)
masked = np.where(mask == 0, 0, per_sample)

# one number for the batch
total = masked.sum()
divisor = mask.sum()
loss = total / divisor

print("per_sample", masked)
print("loss", loss)

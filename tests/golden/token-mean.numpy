# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Mean over tokens or mean over sequences
# losswalk lesson "token-mean", rules plain

# the batch
logits = np.array([[[2, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]], [[2, 0, 0], [0, 2, 0], [2, 0, 0], [0, 0, 2]]], dtype=np.float64)
labels = np.array([[1, 0, 0, 0], [0, 1, 0, 2]])

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
mask = np.array([[1, 0, 0, 0], [1, 1, 1, 1]])
masked = np.where(mask == 0, 0, per_sample)

# one number for the batch
group_total = np.array([masked[g].sum() for g in range(2)])
group_weight = np.array([mask[g].sum() for g in range(2)])
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
total = group_mean.sum()
divisor = np.count_nonzero(group_weight)
loss = total / divisor

print("per_sample", masked)
print("loss", loss)

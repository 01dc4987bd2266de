# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# A mean of means is another mean
# losswalk lesson "mean-of-means", rules plain

# the batch
logits = np.array([[2, 0], [2, 0], [2, 0], [1, 0]], dtype=np.float64)
labels = np.array([0, 0, 0, 1])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(2)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
group_total = np.array([per_sample[np.array([0, 0, 0, 1]) == g].sum() for g in range(2)])
group_weight = np.bincount(np.array([0, 0, 0, 1]), minlength=2) * 1
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
total = group_mean.sum()
divisor = np.count_nonzero(group_weight)
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Contrastive loss: rows and columns
# losswalk lesson "contrastive", rules plain

# the batch
logits = np.array([[[0.3, 0.2, 0.1], [0.22, 0.28, 0.16], [0.12, 0.26, 0.24]], [[0.3, 0.22, 0.12], [0.2, 0.28, 0.26], [0.1, 0.16, 0.24]]], dtype=np.float64)
labels = np.array([[0, 1, 2], [0, 1, 2]])

# scores to probabilities
scaled = logits / 0.07
row_max = scaled.max(axis=-1)
shifted = scaled - row_max[..., None]
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
group_total = np.array([per_sample[g].sum() for g in range(2)])
group_weight = np.full(2, 3)
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
total = group_mean.sum()
divisor = np.count_nonzero(group_weight)
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

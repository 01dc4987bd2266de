# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Log-sum-exp: from scores to log p
# losswalk lesson "log-sum-exp", rules pytorch

# the batch
logits = np.array([[1, 2, 3], [40, 0, 0], [1000, 0, 0], [1000, 0, 0]], dtype=np.float64)
labels = np.array([2, 0, 0, 1])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(logits - row_max[..., None])
row_sum = exp.sum(axis=-1)
log_sum_exp = np.log(row_sum)
log_softmax = shifted - log_sum_exp[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log_softmax)
per_sample = product.sum(axis=-1)

print("per_sample", per_sample)

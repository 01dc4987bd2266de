# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Log-sum-exp: from scores to log p
# losswalk lesson "log-sum-exp", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 2, 3], [40, 0, 0], [1000, 0, 0], [1000, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([2, 0, 0, 1])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [3, 40, 1000, 1000])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-2, -1, 0], [0, -40, -40], [0, -1000, -1000], [0, -1000, -1000]])
# exponential:  e = exp(z - m)
exp = np.exp(logits - row_max[..., None])
same(exp, [[0.1353352832366127, 0.36787944117144233, 1], [1, 4.248354255291589e-18, 4.248354255291589e-18], [1, 0, 0], [1, 0, 0]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.5032147244080551, 1, 1, 1])
# log of the row sum:  log S = log Σ e
log_sum_exp = np.log(row_sum)
same(log_sum_exp, [0.4076059644443803, 8.496708510583178e-18, 0, 0])
# log-softmax:  log p = s - log S
log_softmax = shifted - log_sum_exp[..., None]
same(log_softmax, [[-2.40760596444438, -1.4076059644443804, -0.4076059644443803], [-8.496708510583178e-18, -40, -40], [0, -1000, -1000], [0, -1000, -1000]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 0, 1], [1, 0, 0], [1, 0, 0], [0, 1, 0]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log_softmax)
same(product, [[0, 0, 0.4076059644443803], [8.496708510583178e-18, 0, 0], [-0, 0, 0], [0, 1000, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.4076059644443803, 8.496708510583178e-18, 0, 1000])

# %% The result
print("per_sample", per_sample)

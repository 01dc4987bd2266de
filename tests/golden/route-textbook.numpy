# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Three routes, three accuracies: the textbook
# losswalk lesson "route-textbook", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 2, 3], [40, 0, 0], [1000, 0, 0], [1000, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([2, 0, 0, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[2.718281828459045, 7.38905609893065, 20.085536923187668], [2.3538526683702e+17, 1, 1], [np.inf, 1, 1], [np.inf, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [30.192874850577365, 2.3538526683702e+17, np.inf, np.inf])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.09003057317038045, 0.24472847105479764, 0.6652409557748219], [1, 4.248354255291589e-18, 4.248354255291589e-18], [np.nan, 0, 0], [np.nan, 0, 0]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 0, 1], [1, 0, 0], [1, 0, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-2.4076059644443806, -1.4076059644443804, -0.4076059644443803], [0, -40, -40], [np.nan, -np.inf, -np.inf], [np.nan, -np.inf, -np.inf]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0, 0.4076059644443803], [-0, 0, 0], [np.nan, 0, 0], [0, np.inf, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.4076059644443803, 0, np.nan, np.inf])

# %% The result
print("per_sample", per_sample)

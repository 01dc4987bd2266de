# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Two outputs or one
# losswalk lesson "two-outputs", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 2], [3, 5], [1, -2], [4, 4]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([1, 0, 1, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[1, 7.38905609893065], [20.085536923187668, 148.4131591025766], [2.718281828459045, 0.1353352832366127], [54.598150033144236, 54.598150033144236]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [8.38905609893065, 168.49869602576427, 2.853617111695658, 109.19630006628847])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.11920292202211755, 0.8807970779778824], [0.11920292202211756, 0.8807970779778824], [0.9525741268224331, 0.04742587317756679], [0.5, 0.5]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(2)) * 1.0
same(one_hot, [[0, 1], [1, 0], [0, 1], [0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-2.1269280110429727, -0.12692801104297252], [-2.1269280110429722, -0.12692801104297252], [-0.04858735157374214, -3.048587351573742], [-0.6931471805599453, -0.6931471805599453]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0.12692801104297252], [2.1269280110429722, 0], [0, 3.048587351573742], [0, 0.6931471805599453]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.12692801104297252, 2.1269280110429722, 3.048587351573742, 0.6931471805599453])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 5.995590554219632)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.498897638554908)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

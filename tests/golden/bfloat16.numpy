# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# bfloat16: fewer than three digits
# losswalk lesson "bfloat16", rules plain


def same(value, expected, tolerance=0.0078125):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)


def store(x):  # bfloat16
    exponent = np.maximum(np.frexp(x)[1] - 8, -133)
    rounded = np.ldexp(np.rint(np.ldexp(x, -exponent)), exponent)
    large = np.isfinite(x) & (np.abs(rounded) > 3.3895313892515355e+38)
    return np.where(large, np.copysign(np.inf, x), rounded)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = store(np.array([[1, 1, 0], [3, 0, 0], [6, 0, 0], [10, 0, 0]], dtype=np.float64))
# labels:  the true class of each sample
labels = np.array([0, 0, 0, 0])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
row_max = store(row_max)
same(row_max, [1, 3, 6, 10])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
shifted = store(shifted)
same(shifted, [[0, 0, -1], [0, -3, -3], [0, -6, -6], [0, -10, -10]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
exp = store(exp)
same(exp, [[1, 1, 0.367], [1, 0.0498, 0.0498], [1, 0.00247, 0.00247], [1, 0.0000453, 0.0000453]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
row_sum = store(row_sum)
same(row_sum, [2.38, 1.1, 1.01, 1])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
softmax = store(softmax)
same(softmax, [[0.422, 0.422, 0.154], [0.906, 0.0452, 0.0452], [0.992, 0.00246, 0.00246], [1, 0.0000453, 0.0000453]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
log = store(log)
same(log, [[-0.863, -0.863, -1.87], [-0.0986, -3.1, -3.1], [-0.0079, -6, -6], [0, -10, -10]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
product = store(product)
same(product, [[0.863, 0, 0], [0.0986, 0, 0], [0.0079, 0, 0], [-0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
per_sample = store(per_sample)
same(per_sample, [0.863, 0.0986, 0.0079, 0])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
total = store(total)
same(total, 0.97)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
loss = store(loss)
same(loss, 0.242)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The label picks a price
# losswalk lesson "log-price", rules tf1


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[3, 1, -3]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([2])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[20.085536923187668, 2.718281828459045, 0.049787068367863944]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [22.853605820014575])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.878878242732151, 0.11894323591065209, 0.0021785213571970234]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = np.where((labels[..., None] < 0) | (labels[..., None] >= 3), np.nan, labels[..., None] == np.arange(3))
same(one_hot, [[0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.1291089088298505, -2.1291089088298505, -6.12910890882985]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0, 6.12910890882985]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [6.12910890882985])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 6.12910890882985)
# divisor:  divisor = number of entries
divisor = 1
same(divisor, 1)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 6.12910890882985)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

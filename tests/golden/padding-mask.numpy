# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Padding and the plain mean
# losswalk lesson "padding-mask", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 3, 1, 0], [0, 1, 2, 0], [2, 0, 1, 1], [1, 0, 0, 1]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([1, 2, 0, 0])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [3, 2, 2, 1])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-3, 0, -2, -3], [-2, -1, 0, -2], [0, -2, -1, -1], [0, -1, -1, 0]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[0.049787068367863944, 1, 0.1353352832366127, 0.049787068367863944], [0.1353352832366127, 0.36787944117144233, 1, 0.1353352832366127], [1, 0.1353352832366127, 0.36787944117144233, 0.36787944117144233], [1, 0.36787944117144233, 0.36787944117144233, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.2349094199723405, 1.6385500076446677, 1.8710941655794975, 2.7357588823428847])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.04031637265264287, 0.809775991523652, 0.10959126317106233, 0.04031637265264287], [0.08259453944353537, 0.22451523569930606, 0.6102956854136232, 0.08259453944353537], [0.5344466453885229, 0.07232948812851327, 0.19661193324148185, 0.19661193324148185], [0.36552928931500245, 0.13447071068499755, 0.13447071068499755, 0.36552928931500245]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(4)) * 1.0
same(one_hot, [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0], [1, 0, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-3.2109976232381756, -0.2109976232381757, -2.2109976232381756, -3.2109976232381756], [-2.4938117090722387, -1.4938117090722385, -0.4938117090722385, -2.4938117090722387], [-0.6265233750364458, -2.6265233750364456, -1.6265233750364456, -1.6265233750364456], [-1.0064088680781682, -2.006408868078168, -2.006408868078168, -1.0064088680781682]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0.2109976232381757, 0, 0], [0, 0, 0.4938117090722385, 0], [0.6265233750364458, 0, 0, 0], [1.0064088680781682, 0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.2109976232381757, 0.4938117090722385, 0.6265233750364458, 1.0064088680781682])

# %% Step 6: drop what does not count
# mask:  1 keeps, 0 drops
mask = np.array([1, 1, 0, 0])
# loss after the mask:  K = keep × L
masked = np.where(mask == 0, 0, per_sample)
same(masked, [0.2109976232381757, 0.4938117090722385, 0, 0])

# %% Step 7: one number for the batch
# total:  total = Σ K
total = masked.sum()
same(total, 0.7048093323104142)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.17620233307760355)

# %% The result
print("masked", masked)
print("loss", loss)

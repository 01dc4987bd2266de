# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Mean over tokens or mean over sequences
# losswalk lesson "token-mean", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[[2, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]], [[2, 0, 0], [0, 2, 0], [2, 0, 0], [0, 0, 2]]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([[1, 0, 0, 0], [0, 1, 0, 2]])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [[2, 0, 0, 0], [2, 2, 2, 2]])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[[0, -2, -2], [0, 0, 0], [0, 0, 0], [0, 0, 0]], [[0, -2, -2], [-2, 0, -2], [0, -2, -2], [-2, -2, 0]]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[[1, 0.1353352832366127, 0.1353352832366127], [1, 1, 1], [1, 1, 1], [1, 1, 1]], [[1, 0.1353352832366127, 0.1353352832366127], [0.1353352832366127, 1, 0.1353352832366127], [1, 0.1353352832366127, 0.1353352832366127], [0.1353352832366127, 0.1353352832366127, 1]]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [[1.2706705664732254, 3, 3, 3], [1.2706705664732254, 1.2706705664732254, 1.2706705664732254, 1.2706705664732254]])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[[0.7869860421615985, 0.10650697891920076, 0.10650697891920076], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]], [[0.7869860421615985, 0.10650697891920076, 0.10650697891920076], [0.10650697891920076, 0.7869860421615985, 0.10650697891920076], [0.7869860421615985, 0.10650697891920076, 0.10650697891920076], [0.10650697891920076, 0.10650697891920076, 0.7869860421615985]]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[[0, 1, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[[-0.2395447662218845, -2.2395447662218846, -2.2395447662218846], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098]], [[-0.2395447662218845, -2.2395447662218846, -2.2395447662218846], [-2.2395447662218846, -0.2395447662218845, -2.2395447662218846], [-0.2395447662218845, -2.2395447662218846, -2.2395447662218846], [-2.2395447662218846, -2.2395447662218846, -0.2395447662218845]]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[[0, 2.2395447662218846, 0], [1.0986122886681098, 0, 0], [1.0986122886681098, 0, 0], [1.0986122886681098, 0, 0]], [[0.2395447662218845, 0, 0], [0, 0.2395447662218845, 0], [0.2395447662218845, 0, 0], [0, 0, 0.2395447662218845]]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [[2.2395447662218846, 1.0986122886681098, 1.0986122886681098, 1.0986122886681098], [0.2395447662218845, 0.2395447662218845, 0.2395447662218845, 0.2395447662218845]])

# %% Step 6: drop what does not count
# mask:  1 keeps, 0 drops
mask = np.array([[1, 0, 0, 0], [1, 1, 1, 1]])
# loss after the mask:  K = keep × L
masked = np.where(mask == 0, 0, per_sample)
same(masked, [[2.2395447662218846, 0, 0, 0], [0.2395447662218845, 0.2395447662218845, 0.2395447662218845, 0.2395447662218845]])

# %% Step 7: one number for the batch
# total of each group:  sum = Σ K
group_total = np.stack([masked[g].sum() for g in range(2)])
# divisor of each group:  n = Σ keep
group_weight = np.stack([mask[g].sum() for g in range(2)])
# mean of each group:  mean = sum / n (0 where n = 0)
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
same(group_mean, [2.2395447662218846, 0.2395447662218845])
# total:  total = Σ mean
total = group_mean.sum()
same(total, 2.479089532443769)
# divisor:  divisor = number of groups that have any
divisor = np.count_nonzero(group_weight)
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.2395447662218846)

# %% The result
print("masked", masked)
print("loss", loss)

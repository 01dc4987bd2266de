# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A mean of means is another mean
# losswalk lesson "mean-of-means", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, 0], [2, 0], [2, 0], [1, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0, 0, 1])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [2, 2, 2, 1])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -2], [0, -2], [0, -2], [0, -1]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.1353352832366127], [1, 0.1353352832366127], [1, 0.1353352832366127], [1, 0.36787944117144233]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.1353352832366128, 1.1353352832366128, 1.1353352832366128, 1.3678794411714423])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.8807970779778823, 0.11920292202211755], [0.8807970779778823, 0.11920292202211755], [0.8807970779778823, 0.11920292202211755], [0.7310585786300049, 0.2689414213699951]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(2)) * 1.0
same(one_hot, [[1, 0], [1, 0], [1, 0], [0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.12692801104297263, -2.1269280110429727], [-0.12692801104297263, -2.1269280110429727], [-0.12692801104297263, -2.1269280110429727], [-0.3132616875182228, -1.3132616875182228]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.12692801104297263, 0], [0.12692801104297263, 0], [0.12692801104297263, 0], [0, 1.3132616875182228]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.12692801104297263, 0.12692801104297263, 0.12692801104297263, 1.3132616875182228])

# %% Step 6: one number for the batch
# total of each group:  sum = Σ L
group_total = np.stack([per_sample[np.array([0, 0, 0, 1]) == g].sum() for g in range(2)])
# divisor of each group:  n = number of entries of the group
group_weight = np.bincount(np.array([0, 0, 0, 1]), minlength=2) * 1
# mean of each group:  mean = sum / n (0 where n = 0)
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
same(group_mean, [0.12692801104297263, 1.3132616875182228])
# total:  total = Σ mean
total = group_mean.sum()
same(total, 1.4401896985611955)
# divisor:  divisor = number of groups that have any
divisor = np.count_nonzero(group_weight)
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.7200948492805977)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

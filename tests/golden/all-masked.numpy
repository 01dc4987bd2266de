# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Nothing is left
# losswalk lesson "all-masked", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, 0, 1], [0, 1, 0], [1, 1, 3]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([-100, -100, -100])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [2, 1, 3])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -2, -1], [-1, 0, -1], [-2, -2, 0]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.1353352832366127, 0.36787944117144233], [0.36787944117144233, 1, 0.36787944117144233], [0.1353352832366127, 0.1353352832366127, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.5032147244080551, 1.7357588823428847, 1.2706705664732254])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.6652409557748218, 0.09003057317038046, 0.24472847105479764], [0.21194155761708544, 0.5761168847658291, 0.21194155761708544], [0.10650697891920076, 0.10650697891920076, 0.7869860421615985]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 0, 0], [0, 0, 0], [0, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.40760596444438046, -2.40760596444438, -1.4076059644443804], [-1.551444713932051, -0.5514447139320511, -1.551444713932051], [-2.2395447662218846, -2.2395447662218846, -0.2395447662218845]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0, 0], [0, 0, 0], [0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0, 0, 0])

# %% Step 6: drop what does not count
# mask:  keep = 1 - is(label = ignored)
mask = 1.0 * (labels != -100)
same(mask, [0, 0, 0])
# loss after the mask:  K = keep × L
masked = np.where(mask == 0, 0, per_sample)
same(masked, [0, 0, 0])

# %% Step 7: one number for the batch
# total:  total = Σ K
total = masked.sum()
same(total, 0)
# divisor:  divisor = Σ keep
divisor = mask.sum()
same(divisor, 0)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, np.nan)

# %% The result
print("masked", masked)
print("loss", loss)

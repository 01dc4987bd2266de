# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A label that means "leave this out"
# losswalk lesson "ignore-index", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 3, 0], [2, 2, 0], [1, 0, 2], [0, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([1, -100, 0, -100])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [3, 2, 2, 0])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-2, 0, -3], [0, 0, -2], [-1, -2, 0], [0, 0, 0]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[0.1353352832366127, 1, 0.049787068367863944], [1, 1, 0.1353352832366127], [0.36787944117144233, 0.1353352832366127, 1], [1, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.1851223516044767, 2.135335283236613, 1.5032147244080551, 3])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.11419519938459449, 0.8437947344813395, 0.04201006613406605], [0.4683105308334812, 0.4683105308334812, 0.06337893833303762], [0.24472847105479764, 0.09003057317038046, 0.6652409557748218], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-2.1698460195562856, -0.16984601955628567, -3.1698460195562856], [-0.7586236756795135, -0.7586236756795135, -2.7586236756795133], [-1.4076059644443804, -2.40760596444438, -0.40760596444438046], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0.16984601955628567, 0], [0, 0, 0], [1.4076059644443804, 0, 0], [0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.16984601955628567, 0, 1.4076059644443804, 0])

# %% Step 6: drop what does not count
# mask:  keep = 1 - is(label = ignored)
mask = 1.0 * (labels != -100)
same(mask, [1, 0, 1, 0])
# loss after the mask:  K = keep × L
masked = np.where(mask == 0, 0, per_sample)
same(masked, [0.16984601955628567, 0, 1.4076059644443804, 0])

# %% Step 7: one number for the batch
# total:  total = Σ K
total = masked.sum()
same(total, 1.577451984000666)
# divisor:  divisor = Σ keep
divisor = mask.sum()
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.788725992000333)

# %% The result
print("masked", masked)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Perplexity: as unsure as among so many words
# losswalk lesson "perplexity", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 0, 0, 0], [0, 3, 0, 0], [0, 2, 2, 0], [1, 0, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 2, 3])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [0, 3, 2, 1])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, 0, 0, 0], [-3, 0, -3, -3], [-2, 0, 0, -2], [0, -1, -1, -1]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 1, 1, 1], [0.049787068367863944, 1, 0.049787068367863944, 0.049787068367863944], [0.1353352832366127, 1, 1, 0.1353352832366127], [1, 0.36787944117144233, 0.36787944117144233, 0.36787944117144233]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [4, 1.1493612051035917, 2.2706705664732256, 2.103638323514327])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.25, 0.25, 0.25, 0.25], [0.04331716447953073, 0.8700485065614079, 0.04331716447953073, 0.04331716447953073], [0.05960146101105877, 0.44039853898894116, 0.44039853898894116, 0.05960146101105877], [0.4753668864186717, 0.17487770452710943, 0.17487770452710943, 0.17487770452710943]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(4)) * 1.0
same(one_hot, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-1.3862943611198906, -1.3862943611198906, -1.3862943611198906, -1.3862943611198906], [-3.1392063142194564, -0.1392063142194565, -3.1392063142194564, -3.1392063142194564], [-2.820075191602918, -0.820075191602918, -0.820075191602918, -2.820075191602918], [-0.7436683806286791, -1.7436683806286792, -1.7436683806286792, -1.7436683806286792]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[1.3862943611198906, 0, 0, 0], [0, 0.1392063142194565, 0, 0], [0, 0, 0.820075191602918, 0], [0, 0, 0, 1.7436683806286792]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.3862943611198906, 0.1392063142194565, 0.820075191602918, 1.7436683806286792])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 4.089244247570944)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.022311061892736)
# perplexity:  ppl = exp(loss)
perplexity = np.exp(loss)
same(perplexity, 2.7796112002392594)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

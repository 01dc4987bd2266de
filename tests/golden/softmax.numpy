# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# From scores to probabilities
# losswalk lesson "softmax", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[3, 2, -1], [1, 1, 1], [-1, -2, -2]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 2])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[20.085536923187668, 7.38905609893065, 0.36787944117144233], [2.718281828459045, 2.718281828459045, 2.718281828459045], [0.36787944117144233, 0.1353352832366127, 0.1353352832366127]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [27.84247246328976, 8.154845485377136, 0.6385500076446677])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.7213991842739687, 0.26538792877224193, 0.013212886953789416], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.5761168847658291, 0.21194155761708544, 0.21194155761708544]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.3265626412674705, -1.3265626412674705, -4.32656264126747], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-0.5514447139320511, -1.551444713932051, -1.551444713932051]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.3265626412674705, 0, 0], [0, 1.0986122886681098, 0], [0, 0, 1.551444713932051]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.3265626412674705, 1.0986122886681098, 1.551444713932051])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.9766196438676316)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.9922065479558771)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

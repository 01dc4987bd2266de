# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Label smoothing: certainty costs
# losswalk lesson "label-smoothing", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 0, 0], [2, 0, 0], [4, 0, 0], [8, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0, 0, 0])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [1, 2, 4, 8])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -1, -1], [0, -2, -2], [0, -4, -4], [0, -8, -8]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.36787944117144233, 0.36787944117144233], [1, 0.1353352832366127, 0.1353352832366127], [1, 0.01831563888873418, 0.01831563888873418], [1, 0.00033546262790251185, 0.00033546262790251185]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.7357588823428847, 1.2706705664732254, 1.0366312777774684, 1.000670925255805])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.5761168847658291, 0.21194155761708544, 0.21194155761708544], [0.7869860421615985, 0.10650697891920076, 0.10650697891920076], [0.9646631559719038, 0.017668422014048047, 0.017668422014048047], [0.9993295245830855, 0.00033523770845720973, 0.00033523770845720973]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]])
# smoothed targets:  t = (1 - a) y + a / C
smoothed = (1 - 0.3) * one_hot + 0.3 / 3
same(smoothed, [[0.7999999999999999, 0.09999999999999999, 0.09999999999999999], [0.7999999999999999, 0.09999999999999999, 0.09999999999999999], [0.7999999999999999, 0.09999999999999999, 0.09999999999999999], [0.7999999999999999, 0.09999999999999999, 0.09999999999999999]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.5514447139320511, -1.551444713932051, -1.551444713932051], [-0.2395447662218845, -2.2395447662218846, -2.2395447662218846], [-0.035976299748193295, -4.035976299748193, -4.035976299748193], [-0.0006707002860752419, -8.000670700286076, -8.000670700286076]])

# %% Step 5: loss of each sample
# minus target times log:  l = -t × log p
product = np.where(smoothed == 0, 0, -smoothed * log)
same(product, [[0.4411557711456408, 0.15514447139320509, 0.15514447139320509], [0.1916358129775076, 0.22395447662218845, 0.22395447662218845], [0.028781039798554633, 0.4035976299748193, 0.4035976299748193], [0.0005365602288601935, 0.8000670700286076, 0.8000670700286076]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.751444713932051, 0.6395447662218845, 0.8359762997481932, 1.6006707002860754])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 3.827636480188204)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.956909120047051)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

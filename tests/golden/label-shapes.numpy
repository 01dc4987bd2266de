# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Labels in a column
# losswalk lesson "label-shapes", rules keras


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[6, 2, 3], [2, 1, 4], [3, 2, 1]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 2])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [6, 4, 3])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -4, -3], [-2, -3, 0], [0, -1, -2]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.01831563888873418, 0.049787068367863944], [0.1353352832366127, 0.049787068367863944, 1], [1, 0.36787944117144233, 0.1353352832366127]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.068102707256598, 1.1851223516044767, 1.5032147244080551])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.9362395518765058, 0.01714782554552039, 0.0466126225779739], [0.11419519938459449, 0.04201006613406605, 0.8437947344813395], [0.6652409557748218, 0.24472847105479764, 0.09003057317038046]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.06588390375742913, -4.065883903757429, -3.0658839037574293], [-2.1698460195562856, -3.1698460195562856, -0.16984601955628567], [-0.40760596444438046, -1.4076059644443804, -2.40760596444438]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.06588390375742913, 0, 0], [0, 3.1698460195562856, 0], [0, 0, 2.40760596444438]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.06588390375742913, 3.1698460195562856, 2.40760596444438])

# %% The result
print("per_sample", per_sample)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The loss of a model that knows nothing
# losswalk lesson "knows-nothing", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 0, 0], [5, 5, 5], [-2, -2, -2], [3, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 2, 1, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[1, 1, 1], [148.4131591025766, 148.4131591025766, 148.4131591025766], [0.1353352832366127, 0.1353352832366127, 0.1353352832366127], [20.085536923187668, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [3, 445.23947730772977, 0.4060058497098381, 22.085536923187668])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.33333333333333337, 0.33333333333333337, 0.33333333333333337], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.9094429985127419, 0.04527850074362907, 0.04527850074362907]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-1.0986122886681096, -1.0986122886681096, -1.0986122886681096], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-0.09492295642096085, -3.094922956420961, -3.094922956420961]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[1.0986122886681098, 0, 0], [0, 0, 1.0986122886681096], [0, 1.0986122886681098, 0], [0, 3.094922956420961, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.0986122886681098, 1.0986122886681096, 1.0986122886681098, 3.094922956420961])

# %% The result
print("per_sample", per_sample)

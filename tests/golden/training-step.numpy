# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# One step of training, by hand
# losswalk lesson "training-step", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 0, 0], [-1, 2, -1], [1, -2, 1]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([1, 1, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[1, 1, 1], [0.36787944117144233, 7.38905609893065, 0.36787944117144233], [2.718281828459045, 0.1353352832366127, 2.718281828459045]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [3, 8.124814981273534, 5.5718989401547026])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.045278500743629074, 0.909442998512742, 0.045278500743629074], [0.48785555116036844, 0.024288897679263212, 0.48785555116036844]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 1, 0], [0, 1, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-3.0949229564209606, -0.09492295642096073, -3.0949229564209606], [-0.7177359186667025, -3.7177359186667025, -0.7177359186667025]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 1.0986122886681098, 0], [0, 0.09492295642096073, 0], [0, 3.7177359186667025, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.0986122886681098, 0.09492295642096073, 3.7177359186667025])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 4.911271163755773)
# divisor:  divisor = 1 (a sum is not divided)
divisor = 1
same(divisor, 1)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 4.911271163755773)

# %% Step 7: which way to move the scores
# gradient:  g = d loss / d z = (p Σ y - y) / divisor
gradient = (softmax * one_hot.sum(axis=-1, keepdims=True) - one_hot) / divisor
same(gradient, [[0.3333333333333333, -0.6666666666666667, 0.3333333333333333], [0.045278500743629074, -0.09055700148725798, 0.045278500743629074], [0.48785555116036844, -0.9757111023207368, 0.48785555116036844]])

# %% The result
print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The gradient: what each score should do
# losswalk lesson "gradient", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, 0, 0], [2, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[7.38905609893065, 1, 1], [7.38905609893065, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [9.38905609893065, 9.38905609893065])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.7869860421615985, 0.10650697891920075, 0.10650697891920075], [0.7869860421615985, 0.10650697891920075, 0.10650697891920075]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.2395447662218845, -2.2395447662218846, -2.2395447662218846], [-0.2395447662218845, -2.2395447662218846, -2.2395447662218846]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.2395447662218845, 0, 0], [0, 2.2395447662218846, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.2395447662218845, 2.2395447662218846])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.479089532443769)
# divisor:  divisor = 1 (a sum is not divided)
divisor = 1
same(divisor, 1)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 2.479089532443769)

# %% Step 7: which way to move the scores
# gradient:  g = d loss / d z = (p Σ y - y) / divisor
gradient = (softmax * one_hot.sum(axis=-1, keepdims=True) - one_hot) / divisor
same(gradient, [[-0.2130139578384015, 0.10650697891920075, 0.10650697891920075], [0.7869860421615985, -0.8934930210807992, 0.10650697891920075]])

# %% The result
print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Mistakes that raise no error
# losswalk lesson "common-mistakes", rules keras


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.9, 0.1, 0.1], [0.9, 0.8, 0.7], [0.9, 0.2, 0.4]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0, 2])

# %% Step 2: tidy the probabilities
# sum of the probabilities:  P = Σ p
class_sum = probs.sum(axis=-1)
same(class_sum, [1.1, 2.4, 1.5])
# divided by their sum:  q = p / P
normalized = probs / class_sum[..., None]
same(normalized, [[0.8181818181818181, 0.09090909090909091, 0.09090909090909091], [0.375, 0.33333333333333337, 0.2916666666666667], [0.6, 0.13333333333333333, 0.26666666666666666]])
# clipped:  c = min(max(q, eps), 1 - eps)
clipped = np.clip(normalized, 1e-07, 0.9999999)
same(clipped, [[0.8181818181818181, 0.09090909090909091, 0.09090909090909091], [0.375, 0.33333333333333337, 0.2916666666666667], [0.6, 0.13333333333333333, 0.26666666666666666]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(c)
log = np.log(clipped)
same(log, [[-0.20067069546215124, -2.3978952727983707, -2.3978952727983707], [-0.9808292530117262, -1.0986122886681096, -1.2321436812926323], [-0.5108256237659907, -2.0149030205422647, -1.3217558399823195]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.20067069546215124, 0, 0], [0.9808292530117262, 0, 0], [0, 0, 1.3217558399823195]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.20067069546215124, 0.9808292530117262, 1.3217558399823195])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.503255788456197)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 0.8344185961520657)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

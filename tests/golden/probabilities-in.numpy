# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# When the model gives probabilities
# losswalk lesson "probabilities-in", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.9, 0.05, 0.05], [0.5, 0.89, 0.6], [0.05, 0.01, 0.94], [0, 1, 0]], dtype=np.float32)
# labels:  the true class of each sample
labels = np.array([0, 1, 2, 1])

# %% Step 2: tidy the probabilities
# sum of the probabilities:  P = Σ p
class_sum = probs.sum(axis=-1)
same(class_sum, [1, 1.99, 1, 1])
# divided by their sum:  q = p / P
normalized = probs / class_sum[..., None]
same(normalized, [[0.9, 0.05, 0.05], [0.2512563, 0.44723618, 0.30150756], [0.05, 0.01, 0.94], [0, 1, 0]])
# clipped:  c = min(max(q, eps), 1 - eps)
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)
same(clipped, [[0.9, 0.05, 0.05], [0.2512563, 0.44723618, 0.30150756], [0.05, 0.01, 0.94], [1e-07, 0.9999999, 1e-07]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(c)
log = np.log(clipped)
same(log, [[-0.105360545, -2.9957323, -2.9957323], [-1.3812819, -0.8046685, -1.1989602], [-2.9957323, -4.6051702, -0.061875407], [-16.118095, -1.192093e-07, -16.118095]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.105360545, 0, 0], [0, 0.8046685, 0], [0, 0, 0.061875407], [0, 1.192093e-07, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.105360545, 0.8046685, 0.061875407, 1.192093e-07])

# %% The result
print("per_sample", per_sample)

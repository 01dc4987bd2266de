# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# One-hot rows and probabilities
# losswalk lesson "one-hot-probabilities", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.9, 0.05, 0.05], [0.5, 0.89, 0.6], [0.05, 0.01, 0.94]], dtype=np.float32)
# targets:  the probabilities the model should have given
targets = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)

# %% Step 2: tidy the probabilities
# sum of the probabilities:  P = Σ p
class_sum = probs.sum(axis=-1)
same(class_sum, [1, 1.99, 1])
# divided by their sum:  q = p / P
normalized = probs / class_sum[..., None]
same(normalized, [[0.9, 0.05, 0.05], [0.2512563, 0.44723618, 0.30150756], [0.05, 0.01, 0.94]])
# clipped:  c = min(max(q, eps), 1 - eps)
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)
same(clipped, [[0.9, 0.05, 0.05], [0.2512563, 0.44723618, 0.30150756], [0.05, 0.01, 0.94]])

# %% Step 3: logarithm
# logarithm:  log p = log(c)
log = np.log(clipped)
same(log, [[-0.105360545, -2.9957323, -2.9957323], [-1.3812819, -0.8046685, -1.1989602], [-2.9957323, -4.6051702, -0.061875407]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p
product = -targets * log
same(product, [[0.105360545, 0, 0], [0, 0.8046685, 0], [0, 0, 0.061875407]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.105360545, 0.8046685, 0.061875407])

# %% The result
print("per_sample", per_sample)

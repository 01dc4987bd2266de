# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Focal loss looks at the hard samples
# losswalk lesson "focal", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.05, 0.9, 0.05], [0.1, 0.85, 0.05]], dtype=np.float32)
# targets:  the probabilities the model should have given
targets = np.array([[0, 1, 0], [0, 0, 1]], dtype=np.float32)

# %% Step 2: tidy the probabilities
# sum of the probabilities:  P = Σ p
class_sum = probs.sum(axis=-1)
same(class_sum, [1, 1])
# divided by their sum:  q = p / P
normalized = probs / class_sum[..., None]
same(normalized, [[0.05, 0.9, 0.05], [0.1, 0.85, 0.05]])
# clipped:  c = min(max(q, eps), 1 - eps)
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)
same(clipped, [[0.05, 0.9, 0.05], [0.1, 0.85, 0.05]])

# %% Step 3: logarithm
# logarithm:  log p = log(c)
log = np.log(clipped)
same(log, [[-2.9957323, -0.105360545, -2.9957323], [-2.3025851, -0.1625189, -2.9957323]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p × α (1 - p)^γ
product = -targets * log * 0.25 * (1 - clipped) ** 2
same(product, [[0, 0.00026340148, 0], [0, 0, 0.6759121]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.00026340148, 0.6759121])

# %% The result
print("per_sample", per_sample)

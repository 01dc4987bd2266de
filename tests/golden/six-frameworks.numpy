# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# One batch under six frameworks
# losswalk lesson "six-frameworks", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[1, 1], [1, 0]], dtype=np.float32)
# targets:  the probabilities the model should have given
targets = np.array([[1, 0], [1, 0]], dtype=np.float32)

# %% Step 2: tidy the probabilities
# clipped:  c = min(max(p, eps), 1 - eps)
clipped = np.clip(probs, 1.0000000116860974e-07, 0.9999998807907104)
same(clipped, [[0.9999999, 0.9999999], [0.9999999, 1e-07]])

# %% Step 3: logarithm
# logarithm:  log p = log(c)
log = np.log(clipped)
same(log, [[-1.192093e-07, -1.192093e-07], [-1.192093e-07, -16.118095]])

# %% Step 4: loss of each sample
# loss of each element:  l = -(y log p + (1 - y) log(1 - c))
per_element = -(targets * log + (1 - targets) * np.log(1 - clipped))
same(per_element, [[1.192093e-07, 15.942385], [1.192093e-07, 1.192093e-07]], 0.1)
# loss of each sample:  L = Σ l / columns
per_sample = per_element.mean(axis=-1)
same(per_sample, [7.9711924, 1.192093e-07], 0.1)

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 7.9711924, 0.1)
# divisor:  divisor = number of entries
divisor = 2
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 3.9855962, 0.1)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

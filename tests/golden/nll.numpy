# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# When the logarithm is already taken
# losswalk lesson "nll", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# log-probabilities:  as the model gave them
log_probs = np.array([[-0.1054, -2.9957, -2.9957], [-1.6094, -0.3567, -2.3026], [-2.3026, -1.204, -0.5108]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0, 1])

# %% Step 2: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0], [0, 1, 0]])

# %% Step 3: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log_probs)
same(product, [[0.1054, 0, 0], [1.6094, 0, 0], [0, 1.204, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.1054, 1.6094, 1.204])

# %% Step 4: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.9188)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.9729333333333333)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The likelihood of the whole set, and why logarithms
# losswalk lesson "likelihood", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.5, 0.5], [0.2, 0.8], [0.25, 0.75], [0.1, 0.9]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 0, 1])

# %% Step 2: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(2)) * 1.0
same(one_hot, [[1, 0], [0, 1], [1, 0], [0, 1]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.log(probs)
same(log, [[-0.6931471805599453, -0.6931471805599453], [-1.6094379124341003, -0.2231435513142097], [-1.3862943611198906, -0.2876820724517809], [-2.3025850929940455, -0.10536051565782628]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.6931471805599453, 0], [0, 0.2231435513142097], [1.3862943611198906, 0], [0, 0.10536051565782628]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.6931471805599453, 0.2231435513142097, 1.3862943611198906, 0.10536051565782628])

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.407945608651872)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.601986402162968)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

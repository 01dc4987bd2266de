# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Mean, sum or none
# losswalk lesson "reductions", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[6, 2, 3], [2, 1, 4], [3, 2, 1]], dtype=np.float32)
# labels:  the true class of each sample
labels = np.array([0, 1, 2])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[403.4288, 7.389056, 20.085537], [7.389056, 2.7182817, 54.59815], [20.085537, 7.389056, 2.7182817]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [430.90338, 64.70549, 30.192875])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.9362396, 0.017147826, 0.046612624], [0.1141952, 0.042010065, 0.8437947], [0.66524094, 0.24472848, 0.09003057]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.06588385, -4.065884, -3.0658839], [-2.169846, -3.169846, -0.16984606], [-0.40760598, -1.4076059, -2.407606]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.06588385, 0, 0], [0, 3.169846, 0], [0, 0, 2.407606]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.06588385, 3.169846, 2.407606])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 5.643336)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 1.881112)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

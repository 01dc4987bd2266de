# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Sparse labels pick one probability
# losswalk lesson "sparse-labels", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[6, 2, 3], [2, 1, 4], [3, 2, 1]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 2])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[403.4287934927351, 7.38905609893065, 20.085536923187668], [7.38905609893065, 2.718281828459045, 54.598150033144236], [20.085536923187668, 7.38905609893065, 2.718281828459045]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [430.9033865148534, 64.70548796053393, 30.192874850577365])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.9362395518765058, 0.01714782554552039, 0.04661262257797389], [0.11419519938459449, 0.04201006613406605, 0.8437947344813395], [0.6652409557748219, 0.24472847105479764, 0.09003057317038045]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.06588390375742913, -4.065883903757429, -3.0658839037574293], [-2.1698460195562856, -3.1698460195562856, -0.16984601955628567], [-0.4076059644443803, -1.4076059644443804, -2.4076059644443806]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.06588390375742913, 0, 0], [0, 3.1698460195562856, 0], [0, 0, 2.4076059644443806]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.06588390375742913, 3.1698460195562856, 2.4076059644443806])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 5.643335887758095)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.8811119625860317)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

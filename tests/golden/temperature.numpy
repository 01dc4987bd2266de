# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Temperature softens or sharpens
# losswalk lesson "temperature", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[4, 2, 0], [4, 2, 0], [1, 1, 1]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 0])

# %% Step 2: scores to probabilities
# divided by the temperature:  u = z / T
scaled = logits / 2
same(scaled, [[2, 1, 0], [2, 1, 0], [0.5, 0.5, 0.5]])
# exponential:  e = exp(u)
exp = np.exp(scaled)
same(exp, [[7.38905609893065, 2.718281828459045, 1], [7.38905609893065, 2.718281828459045, 1], [1.6487212707001282, 1.6487212707001282, 1.6487212707001282]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [11.107337927389695, 11.107337927389695, 4.946163812100385])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.6652409557748219, 0.24472847105479764, 0.09003057317038046], [0.6652409557748219, 0.24472847105479764, 0.09003057317038046], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0], [1, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.4076059644443803, -1.4076059644443804, -2.40760596444438], [-0.4076059644443803, -1.4076059644443804, -2.40760596444438], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.4076059644443803, 0, 0], [0, 1.4076059644443804, 0], [1.0986122886681098, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.4076059644443803, 1.4076059644443804, 1.0986122886681098])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.9138242175568703)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.9712747391856235)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A printed softmax that cannot be
# losswalk lesson "published-softmax", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[12.5, 0.6, -23], [4.5, 2.2, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [12.5, 4.5])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -11.9, -35.5], [0, -2.3, -4.5]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 6.79040480737947e-06, 3.8242466280971355e-16], [1, 0.10025884372280375, 0.011108996538242306]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.0000067904048078, 1.111367840261046])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.9999932096413016, 6.79035869809512e-06, 3.824220660090779e-16], [0.8997920974257387, 0.09021211527882095, 0.009995787295440315]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-6.790381753028574e-06, -11.900006790381754, -35.500006790381754], [-0.10559154520338698, -2.4055915452033867, -4.605591545203387]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[6.790381753028574e-06, 0, 0], [0.10559154520338698, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [6.790381753028574e-06, 0.10559154520338698])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 0.10559833558514001)
# divisor:  divisor = number of entries
divisor = 2
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.052799167792570004)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

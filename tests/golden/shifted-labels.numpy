# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Labels that are shifted twice
# losswalk lesson "shifted-labels", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 4, 0, 0, 0], [0, 0, 4, 0, 0], [0, 0, 0, 4, 0], [0, 0, 0, 0, 4], [0, 0, 0, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([1, 2, 3, 4, -100])
# shifted labels:  next[t] = label[t + 1]
shifted_labels = np.append(labels[..., 1:], np.full_like(labels[..., :1], -100), -1)
same(shifted_labels, [2, 3, 4, -100, -100])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [4, 4, 4, 4, 0])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-4, 0, -4, -4, -4], [-4, -4, 0, -4, -4], [-4, -4, -4, 0, -4], [-4, -4, -4, -4, 0], [0, 0, 0, 0, 0]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[0.01831563888873418, 1, 0.01831563888873418, 0.01831563888873418, 0.01831563888873418], [0.01831563888873418, 0.01831563888873418, 1, 0.01831563888873418, 0.01831563888873418], [0.01831563888873418, 0.01831563888873418, 0.01831563888873418, 1, 0.01831563888873418], [0.01831563888873418, 0.01831563888873418, 0.01831563888873418, 0.01831563888873418, 1], [1, 1, 1, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.0732625555549367, 1.0732625555549367, 1.0732625555549367, 1.0732625555549367, 5])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.017065385160357122, 0.9317384593585716, 0.017065385160357122, 0.017065385160357122, 0.017065385160357122], [0.017065385160357122, 0.017065385160357122, 0.9317384593585716, 0.017065385160357122, 0.017065385160357122], [0.017065385160357122, 0.017065385160357122, 0.017065385160357122, 0.9317384593585716, 0.017065385160357122], [0.017065385160357122, 0.017065385160357122, 0.017065385160357122, 0.017065385160357122, 0.9317384593585716], [0.2, 0.2, 0.2, 0.2, 0.2]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = next)
one_hot = (shifted_labels[..., None] == np.arange(5)) * 1.0
same(one_hot, [[0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-4.070703126684374, -0.07070312668437388, -4.070703126684374, -4.070703126684374, -4.070703126684374], [-4.070703126684374, -4.070703126684374, -0.07070312668437388, -4.070703126684374, -4.070703126684374], [-4.070703126684374, -4.070703126684374, -4.070703126684374, -0.07070312668437388, -4.070703126684374], [-4.070703126684374, -4.070703126684374, -4.070703126684374, -4.070703126684374, -0.07070312668437388], [-1.6094379124341003, -1.6094379124341003, -1.6094379124341003, -1.6094379124341003, -1.6094379124341003]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0, 0, 4.070703126684374, 0, 0], [0, 0, 0, 4.070703126684374, 0], [0, 0, 0, 0, 4.070703126684374], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [4.070703126684374, 4.070703126684374, 4.070703126684374, 0, 0])

# %% Step 6: drop what does not count
# mask:  keep = 1 - is(next = ignored)
mask = 1.0 * (shifted_labels != -100)
same(mask, [1, 1, 1, 0, 0])
# loss after the mask:  K = keep × L
masked = np.where(mask == 0, 0, per_sample)
same(masked, [4.070703126684374, 4.070703126684374, 4.070703126684374, 0, 0])

# %% Step 7: one number for the batch
# total:  total = Σ K
total = masked.sum()
same(total, 12.212109380053121)
# divisor:  divisor = Σ keep
divisor = mask.sum()
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 4.070703126684374)

# %% The result
print("masked", masked)
print("loss", loss)

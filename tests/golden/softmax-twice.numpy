# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Softmax twice puts a floor under the loss
# losswalk lesson "softmax-twice", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 0, 0], [0.9, 0.05, 0.05], [0.5, 0.3, 0.2], [0, 1, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 0, 0, 0])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[2.718281828459045, 1, 1], [2.45960311115695, 1.0512710963760241, 1.0512710963760241], [1.6487212707001282, 1.3498588075760032, 1.2214027581601699], [1, 2.718281828459045, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [4.718281828459045, 4.5621453039089985, 4.2199828364363015, 4.718281828459045])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.5761168847658291, 0.21194155761708547, 0.21194155761708547], [0.5391330059236561, 0.23043349703817192, 0.23043349703817192], [0.39069383326981566, 0.31987305633591967, 0.2894331103942646], [0.21194155761708547, 0.5761168847658291, 0.21194155761708547]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.5514447139320511, -1.551444713932051, -1.551444713932051], [-0.6177929742775876, -1.4677929742775877, -1.4677929742775877], [-0.9398310608444601, -1.1398310608444602, -1.23983106084446], [-1.551444713932051, -0.5514447139320511, -1.551444713932051]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.5514447139320511, 0, 0], [0.6177929742775876, 0, 0], [0.9398310608444601, 0, 0], [1.551444713932051, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.5514447139320511, 0.6177929742775876, 0.9398310608444601, 1.551444713932051])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 3.6605134629861498)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.9151283657465374)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

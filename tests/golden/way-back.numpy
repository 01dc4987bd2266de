# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The way back, stage by stage
# losswalk lesson "way-back", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[0, 0, 0], [4, 0, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[1, 1, 1], [54.598150033144236, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [3, 56.598150033144236])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.3333333333333333, 0.3333333333333333, 0.3333333333333333], [0.9646631559719039, 0.01766842201404805, 0.01766842201404805]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[1, 0, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-1.0986122886681098, -1.0986122886681098, -1.0986122886681098], [-0.03597629974819318, -4.035976299748193, -4.035976299748193]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[1.0986122886681098, 0, 0], [0, 4.035976299748193, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.0986122886681098, 4.035976299748193])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 5.134588588416303)
# divisor:  divisor = number of entries
divisor = 2
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 2.5672942942081516)

# %% Step 7: which way to move the scores
# way back: loss:  d loss = d loss / d loss = 1
d_loss = 1
same(d_loss, 1)
# way back: total:  d total = d loss / d total = d loss / divisor
d_total = d_loss / divisor
same(d_total, 0.5)
# way back: loss of each sample:  d L = d loss / d L = d total
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
same(d_per_sample, [0.5, 0.5])
# way back: minus target times log:  d l = d loss / d l = d L
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
same(d_product, [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]])
# way back: logarithm:  d log p = d loss / d log p = -y × d l (0 where y = 0)
d_log = np.where(one_hot == 0, 0, -one_hot * d_product)
same(d_log, [[-0.5, 0, 0], [0, -0.5, 0]])
# way back: softmax:  d p = d loss / d p = d log p × (1 / p)
d_softmax = np.where(d_log == 0, 0, d_log * (1 / softmax))
same(d_softmax, [[-1.5, 0, 0], [0, -28.299075016572118, 0]])
# part of what comes back:  d = d p × (1 / S)
d_exp_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (1 / row_sum[..., None]))
# part of what comes back:  d = d p × (-p / S)
d_row_sum_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (-softmax / row_sum[..., None]))
# way back: row sum:  d S = d loss / d S = Σ d S by p
d_row_sum = d_row_sum_by_softmax.sum(axis=-1)
same(d_row_sum, [0.16666666666666666, 0.008834211007024025])
# way back: exponential:  d e = d loss / d e = d e by p + d S
d_exp = d_exp_by_softmax + d_row_sum[..., None]
same(d_exp, [[-0.33333333333333337, 0.16666666666666666, 0.16666666666666666], [0.008834211007024025, -0.49116578899297597, 0.008834211007024025]])
# gradient:  g = d loss / d z = d e × e
gradient = d_exp * exp
same(gradient, [[-0.33333333333333337, 0.16666666666666666, 0.16666666666666666], [0.48233157798595194, -0.49116578899297597, 0.008834211007024025]])

# %% The result
print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

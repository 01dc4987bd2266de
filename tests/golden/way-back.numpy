# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The way back, stage by stage
# losswalk lesson "way-back", rules plain

# the batch
logits = np.array([[0, 0, 0], [4, 0, 0]], dtype=np.float64)
labels = np.array([0, 1])

# scores to probabilities
exp = np.exp(logits)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 2
loss = total / divisor

# which way to move the scores
d_loss = 1
d_total = d_loss / divisor
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
d_log = np.where(one_hot == 0, 0, -one_hot * d_product)
d_softmax = np.where(d_log == 0, 0, d_log * (1 / softmax))
d_exp_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (1 / row_sum[..., None]))
d_row_sum_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (-softmax / row_sum[..., None]))
d_row_sum = d_row_sum_by_softmax.sum(axis=-1)
d_exp = d_exp_by_softmax + d_row_sum[..., None]
gradient = d_exp * exp

print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# A student learns from a teacher
# losswalk lesson "distillation", rules plain

# the batch
logits = np.array([[5, 2, 0], [5, 0, 2], [0, 0, 0]], dtype=np.float64)
target_logits = np.array([[5, 2, 0], [5, 2, 0], [5, 2, 0]], dtype=np.float64)

# scores to probabilities
scaled = logits / 2
row_max = scaled.max(axis=-1)
shifted = scaled - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the targets
target_scaled = target_logits / 2
target_max = target_scaled.max(axis=-1)
target_shifted = target_scaled - target_max[..., None]
target_exp = np.exp(target_shifted)
target_sum = target_exp.sum(axis=-1)
soft_targets = target_exp / target_sum[..., None]

# logarithm
log = np.log(softmax)

# loss of each sample
product = -soft_targets * log
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor
scaled_loss = 4 * loss

# which way to move the scores
d_scaled_loss = 1
d_loss = 4 * d_scaled_loss
d_total = d_loss / divisor
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
d_log = -soft_targets * d_product
d_softmax = np.where(d_log == 0, 0, d_log * (1 / softmax))
d_exp_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (1 / row_sum[..., None]))
d_row_sum_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (-softmax / row_sum[..., None]))
d_row_sum = d_row_sum_by_softmax.sum(axis=-1)
d_exp = d_exp_by_softmax + d_row_sum[..., None]
d_shifted = d_exp * exp
d_scaled = d_shifted
gradient = d_scaled / 2

print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

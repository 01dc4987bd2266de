# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The hinge loss stops, cross-entropy does not
# losswalk lesson "hinge", rules plain

# the batch
logits = np.array([[-2.85, 0.86, 0.28], [1.5, 1, 0], [2, 1, 0], [9, 1, 0]], dtype=np.float64)
labels = np.array([2, 0, 0, 0])

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# loss of each sample
picked = np.where(one_hot == 0, 0, logits)
true_score = picked.sum(axis=-1)
product = np.where(one_hot == 1, 0, (1 - one_hot) * np.maximum(logits - true_score[..., None] + 1, 0))
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 1
loss = total / divisor

# which way to move the scores
d_loss = 1
d_total = d_loss / divisor
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
d_logits_by_product = d_product * (1 - one_hot) * (1 - (logits - true_score[..., None] + 1 <= 0))
d_true_score_by_product = -(d_product * (1 - one_hot) * (1 - (logits - true_score[..., None] + 1 <= 0)))
d_true_score = d_true_score_by_product.sum(axis=-1)
d_picked = np.broadcast_to(d_true_score[..., None], picked.shape)
d_logits_by_picked = np.where(one_hot == 0, 0, d_picked)
gradient = d_logits_by_product + d_logits_by_picked

print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

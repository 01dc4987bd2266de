# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The hinge loss stops, cross-entropy does not
# losswalk lesson "hinge", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-2.85, 0.86, 0.28], [1.5, 1, 0], [2, 1, 0], [9, 1, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([2, 0, 0, 0])

# %% Step 2: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 0, 1], [1, 0, 0], [1, 0, 0], [1, 0, 0]])

# %% Step 3: loss of each sample
# score where the label points:  k = y × z
picked = np.where(one_hot == 0, 0, logits)
# score of the true class:  zy = Σ k, k = y × z
true_score = picked.sum(axis=-1)
same(true_score, [0.28, 1.5, 2, 9])
# how far each wrong class is within the margin:  l = (1 - y) × max(0, z - zy + 1)
product = np.where(one_hot == 1, 0, (1 - one_hot) * np.maximum(logits - true_score[..., None] + 1, 0))
same(product, [[0, 1.58, 0], [0, 0.5, 0], [0, 0, 0], [0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.58, 0.5, 0, 0])

# %% Step 4: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.08)
# divisor:  divisor = 1 (a sum is not divided)
divisor = 1
same(divisor, 1)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 2.08)

# %% Step 5: which way to move the scores
# way back: loss:  d loss = d loss / d loss = 1
d_loss = 1
# way back: total:  d total = d loss / d total = d loss / divisor
d_total = d_loss / divisor
# way back: loss of each sample:  d L = d loss / d L = d total
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
# way back: how far each wrong class is within the margin:  d l = d loss / d l = d L
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
# part of what comes back:  d = d l × (1 - y) × (1 - is(z - zy + 1 ≤ 0))
d_logits_by_product = d_product * (1 - one_hot) * (1 - (1.0 * (logits - true_score[..., None] + 1 <= 0)))
# part of what comes back:  d = -(d l × (1 - y) × (1 - is(z - zy + 1 ≤ 0)))
d_true_score_by_product = -(d_product * (1 - one_hot) * (1 - (1.0 * (logits - true_score[..., None] + 1 <= 0))))
# way back: score of the true class:  d zy = d loss / d zy = Σ d zy by l
d_true_score = d_true_score_by_product.sum(axis=-1)
# way back: score where the label points:  d k = d loss / d k = d zy
d_picked = np.broadcast_to(d_true_score[..., None], picked.shape)
# part of what comes back:  k = y × d k
d_logits_by_picked = np.where(one_hot == 0, 0, d_picked)
# gradient:  g = d loss / d z = d z by l + d z by k
gradient = d_logits_by_product + d_logits_by_picked
same(gradient, [[0, 1, -1], [-1, 1, 0], [0, 0, 0], [0, 0, 0]])

# %% The result
print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

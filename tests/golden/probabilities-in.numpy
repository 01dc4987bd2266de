# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# When the model gives probabilities
# losswalk lesson "probabilities-in", rules keras

# the batch
probs = np.array([[0.9, 0.05, 0.05], [0.5, 0.89, 0.6], [0.05, 0.01, 0.94], [0, 1, 0]], dtype=np.float32)
labels = np.array([0, 1, 2, 1])

# tidy the probabilities
class_sum = probs.sum(axis=-1)
normalized = probs / class_sum[..., None]
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(clipped)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

print("per_sample", per_sample)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Focal loss looks at the hard samples
# losswalk lesson "focal", rules keras

# the batch
probs = np.array([[0.05, 0.9, 0.05], [0.1, 0.85, 0.05]], dtype=np.float32)
targets = np.array([[0, 1, 0], [0, 0, 1]], dtype=np.float32)

# tidy the probabilities
class_sum = probs.sum(axis=-1)
normalized = probs / class_sum[..., None]
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)

# logarithm
log = np.log(clipped)

# loss of each sample
product = -targets * log * 0.25 * (1 - clipped) ** 2
per_sample = product.sum(axis=-1)

print("per_sample", per_sample)

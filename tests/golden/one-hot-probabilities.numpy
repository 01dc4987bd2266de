# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# One-hot rows and probabilities
# losswalk lesson "one-hot-probabilities", rules keras

# the batch
probs = np.array([[0.9, 0.05, 0.05], [0.5, 0.89, 0.6], [0.05, 0.01, 0.94]], dtype=np.float32)
targets = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)

# tidy the probabilities
class_sum = probs.sum(axis=-1)
normalized = probs / class_sum[..., None]
clipped = np.clip(normalized, 1.0000000116860974e-07, 0.9999998807907104)

# logarithm
log = np.log(clipped)

# loss of each sample
product = -targets * log
per_sample = product.sum(axis=-1)

print("per_sample", per_sample)

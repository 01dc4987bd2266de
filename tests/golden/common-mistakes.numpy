# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Mistakes that raise no error
# losswalk lesson "common-mistakes", rules keras

# the batch
probs = np.array([[0.9, 0.1, 0.1], [0.9, 0.8, 0.7], [0.9, 0.2, 0.4]], dtype=np.float64)
labels = np.array([0, 0, 2])

# tidy the probabilities
class_sum = probs.sum(axis=-1)
normalized = probs / class_sum[..., None]
clipped = np.clip(normalized, 1e-07, 0.9999999)

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(clipped)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor if divisor != 0 else 0.0

print("per_sample", per_sample)
print("loss", loss)

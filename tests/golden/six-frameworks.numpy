# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# One batch under six frameworks
# losswalk lesson "six-frameworks", rules keras

# the batch
probs = np.array([[1, 1], [1, 0]], dtype=np.float32)
targets = np.array([[1, 0], [1, 0]], dtype=np.float32)

# tidy the probabilities
clipped = np.clip(probs, 1.0000000116860974e-07, 0.9999998807907104)

# logarithm
log = np.log(clipped)

# loss of each sample
per_element = -(targets * log + (1 - targets) * np.log(1 - clipped))
per_sample = per_element.mean(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 2
loss = total / divisor if divisor != 0 else 0.0

print("per_sample", per_sample)
print("loss", loss)

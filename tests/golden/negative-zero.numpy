# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# A zero with a minus sign
# losswalk lesson "negative-zero", rules plain

# the batch
logits = np.array([[-18.6], [0.51], [2.94], [-12.8]], dtype=np.float32)
targets = np.array([[0], [1], [0], [0]], dtype=np.float32)

# scores to probabilities
sigmoid = 1 / (1 + np.exp(-logits))

# logarithm
log = np.log(sigmoid)

# loss of each sample
per_element = -(targets * log + (1 - targets) * np.log(1 - sigmoid))

print("per_sample", per_element)

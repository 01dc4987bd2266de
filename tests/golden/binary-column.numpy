# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Four rows of one answer
# losswalk lesson "binary-column", rules keras

# the batch
logits = np.array([[-18.6], [0.51], [2.94], [-12.8]], dtype=np.float64)
targets = np.array([[0], [1], [0], [0]], dtype=np.float64)

# scores to probabilities
sigmoid = 1 / (1 + np.exp(-logits))
complement = 1 / (1 + np.exp(logits))

# logarithm
log = np.where(sigmoid <= 1e-150, logits, np.log(sigmoid))
log_complement = np.where(complement <= 1e-150, -logits, np.log(complement))

# loss of each sample
per_element = -(targets * log + (1 - targets) * log_complement)
per_sample = per_element.mean(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 4
loss = total / divisor if divisor != 0 else 0.0

print("per_sample", per_sample)
print("loss", loss)

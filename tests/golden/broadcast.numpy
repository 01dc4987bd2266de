# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# (N,) against (N, 1): a loss of N × N
# losswalk lesson "broadcast", rules plain

# the batch
logits = np.array([[2, -1, 0.5], [2, -1, 0.5], [2, -1, 0.5]], dtype=np.float64)
targets = np.array([[1, 1, 1], [0, 0, 0], [1, 1, 1]], dtype=np.float64)

# scores to probabilities
sigmoid = 1 / (1 + np.exp(-logits))
complement = 1 / (1 + np.exp(logits))

# logarithm
log = np.where(sigmoid <= 1e-150, logits, np.log(sigmoid))
log_complement = np.where(complement <= 1e-150, -logits, np.log(complement))

# loss of each sample
per_element = -(targets * log + (1 - targets) * log_complement)

# one number for the batch
total = per_element.sum()
divisor = 3 * 3
loss = total / divisor

print("per_sample", per_element)
print("loss", loss)

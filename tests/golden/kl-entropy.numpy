# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Entropy, divergence, perplexity
# losswalk lesson "kl-entropy", rules plain

# the batch
probs = np.array([[0.25, 0.25, 0.5], [0.25, 0.25, 0.5], [0.25, 0.25, 0.5]], dtype=np.float64)
targets = np.array([[0.5, 0.25, 0.25], [0.5, 0.5, 0], [0.25, 0.25, 0.5]], dtype=np.float64)

# logarithm
log = np.log2(probs)

# loss of each sample
product = np.where(targets == 0, 0, targets * (np.log2(targets) - log))
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

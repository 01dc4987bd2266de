# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# When the logarithm is already taken
# losswalk lesson "nll", rules pytorch

# the batch
log_probs = np.array([[-0.1054, -2.9957, -2.9957], [-1.6094, -0.3567, -2.3026], [-2.3026, -1.204, -0.5108]], dtype=np.float64)
labels = np.array([0, 0, 1])

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log_probs)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

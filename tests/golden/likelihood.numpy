# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The likelihood of the whole set, and why logarithms
# losswalk lesson "likelihood", rules plain

# the batch
probs = np.array([[0.5, 0.5], [0.2, 0.8], [0.25, 0.75], [0.1, 0.9]], dtype=np.float64)
labels = np.array([0, 1, 0, 1])

# the target of each sample
one_hot = (labels[..., None] == np.arange(2)) * 1.0

# logarithm
log = np.log(probs)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 4
loss = total / divisor

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Squared error dies where cross-entropy learns
# losswalk lesson "squared-error", rules plain

# the batch
logits = np.array([[-10], [-2], [0], [2]], dtype=np.float64)
targets = np.array([[1], [1], [1], [1]], dtype=np.float64)

# scores to probabilities
sigmoid = 1 / (1 + np.exp(-logits))

# loss of each sample
product = (sigmoid - targets) ** 2

# one number for the batch
total = product.sum()
divisor = 1
loss = total / divisor

# which way to move the scores
d_loss = 1
d_total = d_loss / divisor
d_product = np.broadcast_to(d_total, product.shape)
d_sigmoid = d_product * 2 * (sigmoid - targets)
gradient = d_sigmoid * sigmoid * (1 - sigmoid)

print("per_sample", product)
print("loss", loss)
print("gradient", gradient)

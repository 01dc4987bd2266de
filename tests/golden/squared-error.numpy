# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Squared error dies where cross-entropy learns
# losswalk lesson "squared-error", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-10], [-2], [0], [2]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[1], [1], [1], [1]], dtype=np.float64)

# %% Step 2: scores to probabilities
# sigmoid:  p = 1 / (1 + exp(-z))
sigmoid = 1 / (1 + np.exp(-logits))
same(sigmoid, [[0.000045397868702434395], [0.11920292202211755], [0.5], [0.8807970779778823]])

# %% Step 3: loss of each sample
# squared error of each number:  l = (p - y)²
product = (sigmoid - targets) ** 2
same(product, [[0.9999092063235617], [0.7758034925743759], [0.25], [0.01420933661861107]])

# %% Step 4: one number for the batch
# total:  total = Σ l
total = product.sum()
same(total, 2.0399220355165486)
# divisor:  divisor = 1 (a sum is not divided)
divisor = 1
same(divisor, 1)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 2.0399220355165486)

# %% Step 5: which way to move the scores
# way back: loss:  d loss = d loss / d loss = 1
d_loss = 1
# way back: total:  d total = d loss / d total = d loss / divisor
d_total = d_loss / divisor
# way back: squared error of each number:  d l = d loss / d l = d total
d_product = np.broadcast_to(d_total, product.shape)
# way back: sigmoid:  d p = d loss / d p = d l × 2 × (p - y)
d_sigmoid = d_product * 2 * (sigmoid - targets)
# gradient:  g = d loss / d z = d p × p × (1 - p)
gradient = d_sigmoid * sigmoid * (1 - sigmoid)
same(gradient, [[-0.00009078749372606487], [-0.18495608645965955], [-0.25], [-0.025031084347353506]])

# %% The result
print("product", product)
print("loss", loss)
print("gradient", gradient)

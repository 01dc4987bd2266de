# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Yes or no: one score per question
# losswalk lesson "binary-sigmoid", rules plain


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-1], [-1], [0], [1], [2]], dtype=np.float32)
# targets:  the probabilities the model should have given
targets = np.array([[0], [0], [1], [1], [1]], dtype=np.float32)

# %% Step 2: scores to probabilities
# sigmoid:  p = 1 / (1 + exp(-z))
sigmoid = 1 / (1 + np.exp(-logits))
same(sigmoid, [[0.26894143], [0.26894143], [0.5], [0.7310586], [0.8807971]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.log(sigmoid)
same(log, [[-1.3132616], [-1.3132616], [-0.6931472], [-0.31326166], [-0.126928]])

# %% Step 4: loss of each sample
# loss of each element:  l = -(y log p + (1 - y) log(1 - p))
per_element = -(targets * log + (1 - targets) * np.log(1 - sigmoid))
same(per_element, [[0.31326166], [0.31326166], [0.6931472], [0.31326166], [0.126928]])

# %% Step 5: one number for the batch
# total:  total = Σ l
total = per_element.sum()
same(total, 1.7598602)
# divisor:  divisor = number of entries
divisor = 5
same(divisor, 5)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.35197204)

# %% The result
print("per_element", per_element)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Multi-label: a yes or no for each tag
# losswalk lesson "multi-label", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, -1, -2], [1, -1, 0], [-2, 1, -1]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[1, 0, 0], [1, 1, 1], [0, 0, 0]], dtype=np.float64)

# %% Step 2: scores to probabilities
# sigmoid:  p = 1 / (1 + exp(-z)); where z < 0, exp(z) / (1 + exp(z))
sigmoid = 1 / (1 + np.exp(-logits))
same(sigmoid, [[0.8807970779778823, 0.2689414213699951, 0.11920292202211755], [0.7310585786300049, 0.2689414213699951, 0.5], [0.11920292202211755, 0.7310585786300049, 0.2689414213699951]])
# complement:  q = 1 / (1 + exp(z)); where z > 0, exp(-z) / (1 + exp(-z))
complement = 1 / (1 + np.exp(logits))
same(complement, [[0.11920292202211755, 0.7310585786300049, 0.8807970779778823], [0.2689414213699951, 0.7310585786300049, 0.5], [0.8807970779778823, 0.2689414213699951, 0.7310585786300049]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.where(sigmoid <= 1e-150, logits, np.log(sigmoid))
same(log, [[-0.12692801104297263, -1.3132616875182228, -2.1269280110429727], [-0.3132616875182228, -1.3132616875182228, -0.6931471805599453], [-2.1269280110429727, -0.3132616875182228, -1.3132616875182228]])
# logarithm of the complement:  log q = log(q)
log_complement = np.where(complement <= 1e-150, -logits, np.log(complement))
same(log_complement, [[-2.1269280110429727, -0.3132616875182228, -0.12692801104297263], [-1.3132616875182228, -0.3132616875182228, -0.6931471805599453], [-0.12692801104297263, -1.3132616875182228, -0.3132616875182228]])

# %% Step 4: loss of each sample
# weight of a target of 1:  how much a target of 1 counts
pos_weight = np.array([[1, 3, 1], [1, 3, 1], [1, 3, 1]], dtype=np.float64)
# loss of each element:  l = -(pos y log p + (1 - y) log q)
per_element = -(targets * log * pos_weight + (1 - targets) * log_complement)
same(per_element, [[0.12692801104297263, 0.3132616875182228, 0.12692801104297263], [0.3132616875182228, 3.9397850625546686, 0.6931471805599453], [0.12692801104297263, 1.3132616875182228, 0.3132616875182228]])

# %% Step 5: one number for the batch
# total:  total = Σ l
total = per_element.sum()
same(total, 7.266763026316423)
# divisor:  divisor = number of entries
divisor = 3 * 3
same(divisor, 9)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.8074181140351581)

# %% The result
print("per_element", per_element)
print("loss", loss)

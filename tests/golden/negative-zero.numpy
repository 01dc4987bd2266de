# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A zero with a minus sign
# losswalk lesson "negative-zero", rules plain


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-18.6], [0.51], [2.94], [-12.8]], dtype=np.float32)
# targets:  the probabilities the model should have given
targets = np.array([[0], [1], [0], [0]], dtype=np.float32)

# %% Step 2: scores to probabilities
# sigmoid:  p = 1 / (1 + exp(-z))
sigmoid = 1 / (1 + np.exp(-logits))
same(sigmoid, [[8.358387e-09], [0.62480646], [0.94978875], [2.7607643e-06]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.log(sigmoid)
same(log, [[-18.6], [-0.47031334], [-0.051515687], [-12.800003]])

# %% Step 4: loss of each sample
# loss of each element:  l = -(y log p + (1 - y) log(1 - p))
per_element = -(targets * log + (1 - targets) * np.log(1 - sigmoid))
same(per_element, [[-0], [0.47031334], [2.991516], [2.7418175e-06]])

# %% The result
print("per_element", per_element)

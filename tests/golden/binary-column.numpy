# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Four rows of one answer
# losswalk lesson "binary-column", rules keras


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-18.6], [0.51], [2.94], [-12.8]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[0], [1], [0], [0]], dtype=np.float64)

# %% Step 2: scores to probabilities
# sigmoid:  p = 1 / (1 + exp(-z)); where z < 0, exp(z) / (1 + exp(z))
sigmoid = 1 / (1 + np.exp(-logits))
same(sigmoid, [[8.358390031511923e-09], [0.6248064744684293], [0.9497887268097336], [2.760764950193046e-06]])
# complement:  q = 1 / (1 + exp(z)); where z > 0, exp(-z) / (1 + exp(-z))
complement = 1 / (1 + np.exp(logits))
same(complement, [[0.9999999916416099], [0.3751935255315707], [0.05021127319026654], [0.9999972392350497]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.where(sigmoid <= 1e-150, logits, np.log(sigmoid))
same(log, [[-18.600000008358393], [-0.470313318044875], [-0.05151571195236277], [-12.800002760768763]])
# logarithm of the complement:  log q = log(q)
log_complement = np.where(complement <= 1e-150, -logits, np.log(complement))
same(log_complement, [[-8.35839012609902e-09], [-0.980313318044875], [-2.9915157119523625], [-2.7607687612344223e-06]])

# %% Step 4: loss of each sample
# loss of each element:  l = -(y log p + (1 - y) log q)
per_element = -(targets * log + (1 - targets) * log_complement)
same(per_element, [[8.35839012609902e-09], [0.470313318044875], [2.9915157119523625], [2.7607687612344223e-06]])
# loss of each sample:  L = Σ l / columns
per_sample = per_element.mean(axis=-1)
same(per_sample, [8.35839012609902e-09, 0.470313318044875, 2.9915157119523625, 2.7607687612344223e-06])

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 3.461831799124389)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 0.8654579497810972)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Entropy, divergence, perplexity
# losswalk lesson "kl-entropy", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# probabilities:  the probabilities as the model gave them
probs = np.array([[0.25, 0.25, 0.5], [0.25, 0.25, 0.5], [0.25, 0.25, 0.5]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[0.5, 0.25, 0.25], [0.5, 0.5, 0], [0.25, 0.25, 0.5]], dtype=np.float64)

# %% Step 2: logarithm
# logarithm:  log p = log2(p)
log = np.log2(probs)
same(log, [[-2, -2, -1], [-2, -2, -1], [-2, -2, -1]])

# %% Step 3: loss of each sample
# target times difference of logs:  l = y × (log y - log p) (0 where y = 0)
product = np.where(targets == 0, 0, targets * (np.log2(targets) - log))
same(product, [[0.5, 0, -0.25], [0.5, 0.5, 0], [0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.25, 1, 0])

# %% Step 4: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 1.25)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.4166666666666667)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# One-hot rows instead of labels
# losswalk lesson "one-hot", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, 0, 1], [1, 3, 0], [0, 1, -1]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[0, 1, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float64)

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[7.38905609893065, 1, 2.718281828459045], [2.718281828459045, 20.085536923187668, 1], [1, 2.718281828459045, 0.36787944117144233]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [11.107337927389695, 23.803818751646713, 4.086161269630487])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.6652409557748219, 0.09003057317038046, 0.24472847105479764], [0.11419519938459448, 0.8437947344813395, 0.04201006613406605], [0.24472847105479767, 0.6652409557748219, 0.09003057317038046]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.4076059644443803, -2.40760596444438, -1.4076059644443804], [-2.1698460195562856, -0.16984601955628567, -3.1698460195562856], [-1.4076059644443801, -0.4076059644443803, -2.40760596444438]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p
product = -targets * log
same(product, [[0, 2.40760596444438, 0], [0, 0.16984601955628567, 0], [0, 0, 2.40760596444438]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [2.40760596444438, 0.16984601955628567, 2.40760596444438])

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 4.985057948445046)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.6616859828150154)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

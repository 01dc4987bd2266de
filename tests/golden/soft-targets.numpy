# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A target shared between classes
# losswalk lesson "soft-targets", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[2, 0], [1, 0], [0, 0], [2, 0]], dtype=np.float64)
# targets:  the probabilities the model should have given
targets = np.array([[1, 0], [0.75, 0.25], [0.5, 0.5], [0.5, 0.5]], dtype=np.float64)

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [2, 1, 0, 2])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[0, -2], [0, -1], [0, 0], [0, -2]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.1353352832366127], [1, 0.36787944117144233], [1, 1], [1, 0.1353352832366127]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.1353352832366128, 1.3678794411714423, 2, 1.1353352832366128])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.8807970779778823, 0.11920292202211755], [0.7310585786300049, 0.2689414213699951], [0.5, 0.5], [0.8807970779778823, 0.11920292202211755]])

# %% Step 3: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.12692801104297263, -2.1269280110429727], [-0.3132616875182228, -1.3132616875182228], [-0.6931471805599453, -0.6931471805599453], [-0.12692801104297263, -2.1269280110429727]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p
product = -targets * log
same(product, [[0.12692801104297263, 0], [0.2349462656386671, 0.3283154218795557], [0.34657359027997264, 0.34657359027997264], [0.06346400552148632, 1.0634640055214863]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.12692801104297263, 0.5632616875182228, 0.6931471805599453, 1.1269280110429727])

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.5102648901641134)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.6275662225410283)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Class weights: who is in the divisor?
# losswalk lesson "class-weights", rules pytorch


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[1, 2, 3], [1, 0, -2], [2, 0.5, 0.5]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([2, 0, 1])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [3, 1, 2])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-2, -1, 0], [0, -1, -3], [0, -1.5, -1.5]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[0.1353352832366127, 0.36787944117144233, 1], [1, 0.36787944117144233, 0.049787068367863944], [1, 0.22313016014842982, 0.22313016014842982]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.5032147244080551, 1.4176665095393062, 1.4462603202968596])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.09003057317038046, 0.24472847105479764, 0.6652409557748218], [0.7053845126982412, 0.25949646034241913, 0.03511902695933973], [0.6914384540362276, 0.1542807729818862, 0.1542807729818862]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[0, 0, 1], [1, 0, 0], [0, 1, 0]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-2.40760596444438, -1.4076059644443804, -0.40760596444438046], [-0.34901221676818633, -1.3490122167681864, -3.349012216768186], [-0.3689811354013154, -1.8689811354013155, -1.8689811354013155]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p × class weight (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log) * np.array([1, 2, 4])[labels[..., None] % 3]
same(product, [[0, 0, 1.6304238577775219], [0.34901221676818633, 0, 0], [0, 3.737962270802631, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [1.6304238577775219, 0.34901221676818633, 3.737962270802631])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 5.7173983453483395)
# weight of what is kept:  mask × class weight × sample weight
kept_weight = np.array([1, 2, 4])[labels % 3]
# divisor:  divisor = Σ kept, kept = class weight
divisor = kept_weight.sum()
same(divisor, 7)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.81677119219262)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

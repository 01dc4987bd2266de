# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Ten classes, computed by the framework
# losswalk lesson "ten-classes", rules keras


def same(value, expected, tolerance=2e-6):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[-3.2713368, -22.668718, -4.155011, -5.1491637, -5.9460926, -6.933733, -5.723641, -9.757252, -3.157489, -4.840123], [-11.764254, -45.33701, -3.1725264, 4.345272, -17.716497, -0.5950889, -17.632294, -2.3694172, -6.8215737, -3.4736986], [-4.5546837, -1.0737904, -3.7326176, -7.089823, -0.028856248, -5.4684796, -0.97933626, -3.0366757, -3.2950284, -2.2588036]], dtype=np.float32)
# labels:  the true class of each sample
labels = np.array([2, 3, 4])

# %% Step 2: scores to probabilities
# row maximum:  m = max z
row_max = logits.max(axis=-1)
same(row_max, [-3.157489, 4.345272, -0.028856248])
# shifted by the row maximum:  s = z - m
shifted = logits - row_max[..., None]
same(shifted, [[-0.11384773, -19.511229, -0.9975221, -1.9916747, -2.7886035, -3.776244, -2.5661519, -6.599763, 0, -1.6826341], [-16.109526, -49.68228, -7.5177984, 0, -22.06177, -4.940361, -21.977566, -6.7146893, -11.166845, -7.8189707], [-4.5258274, -1.0449342, -3.7037613, -7.0609665, 0, -5.4396234, -0.95048, -3.0078194, -3.2661722, -2.2299473]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[0.8923938, 3.3603236e-09, 0.36879215, 0.1364667, 0.061507046, 0.022908576, 0.07683063, 0.0013606906, 1, 0.18588369], [1.0086068e-07, 2.650082e-22, 0.0005433274, 1, 2.622378e-10, 0.007152016, 2.852755e-10, 0.0012129629, 0.000014135159, 0.00040203528], [0.010825753, 0.35171497, 0.024630707, 0.0008579485, 1, 0.004341118, 0.38655543, 0.04939928, 0.038152188, 0.107534096]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [2.7461433, 1.0093246, 1.9740115])
# log of the row sum:  log S = log Σ e
log_sum_exp = np.log(row_sum)
same(log_sum_exp, [1.0101975, 0.009281346, 0.6800678])
# log-softmax:  log p = s - log S
log_softmax = shifted - log_sum_exp[..., None]
same(log_softmax, [[-1.1240453, -20.521425, -2.0077195, -3.001872, -3.798801, -4.7864413, -3.5763493, -7.6099606, -1.0101975, -2.6928315], [-16.118807, -49.691563, -7.5270796, -0.009281346, -22.07105, -4.949642, -21.986847, -6.7239704, -11.1761265, -7.828252], [-5.2058954, -1.7250019, -4.383829, -7.7410345, -0.6800678, -6.119691, -1.6305478, -3.6878872, -3.94624, -2.910015]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(10)) * 1.0
same(one_hot, [[0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]])

# %% Step 4: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log_softmax)
same(product, [[0, 0, 2.0077195, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0.009281346, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0.6800678, 0, 0, 0, 0, 0]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [2.0077195, 0.009281346, 0.6800678])

# %% Step 5: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.6970687)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor if divisor != 0 else 0.0
same(loss, 0.8990229)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# Contrastive loss: rows and columns
# losswalk lesson "contrastive", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[[0.3, 0.2, 0.1], [0.22, 0.28, 0.16], [0.12, 0.26, 0.24]], [[0.3, 0.22, 0.12], [0.2, 0.28, 0.26], [0.1, 0.16, 0.24]]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([[0, 1, 2], [0, 1, 2]])

# %% Step 2: scores to probabilities
# divided by the temperature:  u = z / T
scaled = logits / 0.07
same(scaled, [[[4.285714285714286, 2.857142857142857, 1.4285714285714286], [3.142857142857143, 4, 2.2857142857142856], [1.714285714285714, 3.714285714285714, 3.428571428571428]], [[4.285714285714286, 3.142857142857143, 1.714285714285714], [2.857142857142857, 4, 3.714285714285714], [1.4285714285714286, 2.2857142857142856, 3.428571428571428]]])
# row maximum:  m = max u
row_max = scaled.max(axis=-1)
same(row_max, [[4.285714285714286, 4, 3.714285714285714], [4.285714285714286, 4, 3.428571428571428]])
# shifted by the row maximum:  s = u - m
shifted = scaled - row_max[..., None]
same(shifted, [[[0, -1.4285714285714284, -2.8571428571428568], [-0.8571428571428572, 0, -1.7142857142857144], [-2, 0, -0.28571428571428603]], [[0, -1.1428571428571428, -2.5714285714285716], [-1.1428571428571428, 0, -0.28571428571428603], [-1.9999999999999993, -1.1428571428571423, 0]]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[[1, 0.23965103644177585, 0.05743261926761737], [0.42437284567694994, 1, 0.18009231214795235], [0.1353352832366127, 1, 0.7514772930752857]], [[1, 0.31890655732397044, 0.07642628699076807], [0.31890655732397044, 1, 0.7514772930752857], [0.13533528323661279, 0.31890655732397055, 1]]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [[1.2970836557093932, 1.6044651578249023, 1.8868125763118984], [1.3953328443147386, 2.070383850399256, 1.4542418405605833]])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[[0.7709602966611171, 0.1847614341502957, 0.04427826918858727], [0.2644948963879354, 0.6232606517648864, 0.11224445184717816], [0.07172693511570127, 0.5299943473742755, 0.3982787175100232]], [[0.7166748808891613, 0.22855231898492903, 0.05477280012590957], [0.15403257577693721, 0.48300222193442943, 0.3629652022886334], [0.09306243257616872, 0.21929403241556988, 0.6876435350082615]]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(3)) * 1.0
same(one_hot, [[[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[[-0.2601184026447448, -1.688689831216173, -3.1172612597876017], [-1.329933323189655, -0.47279046604679786, -2.1870761803325123], [-2.6348889378244, -0.6348889378244001, -0.9206032235386863]], [[-0.33313298488841664, -1.4759901277455594, -2.904561556316988], [-1.8705911679189666, -0.7277340250618238, -1.0134483107761099], [-2.3744846930387093, -1.5173418358958524, -0.37448469303870996]]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[[0.2601184026447448, 0, 0], [0, 0.47279046604679786, 0], [0, 0, 0.9206032235386863]], [[0.33313298488841664, 0, 0], [0, 0.7277340250618238, 0], [0, 0, 0.37448469303870996]]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [[0.2601184026447448, 0.47279046604679786, 0.9206032235386863], [0.33313298488841664, 0.7277340250618238, 0.37448469303870996]])

# %% Step 6: one number for the batch
# total of each group:  sum = Σ L
group_total = np.stack([per_sample[g].sum() for g in range(2)])
# divisor of each group:  n = number of entries of the group
group_weight = np.full([2], 3)
# mean of each group:  mean = sum / n (0 where n = 0)
group_mean = np.where(group_weight != 0, group_total / group_weight, 0)
same(group_mean, [0.5511706974100763, 0.4784505676629835])
# total:  total = Σ mean
total = group_mean.sum()
same(total, 1.0296212650730598)
# divisor:  divisor = number of groups that have any
divisor = np.count_nonzero(group_weight)
same(divisor, 2)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.5148106325365299)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

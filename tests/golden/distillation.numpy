# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# A student learns from a teacher
# losswalk lesson "distillation", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[5, 2, 0], [5, 0, 2], [0, 0, 0]], dtype=np.float64)
# teacher's logits:  the scores of another model, whose probabilities are the targets
target_logits = np.array([[5, 2, 0], [5, 2, 0], [5, 2, 0]], dtype=np.float64)

# %% Step 2: scores to probabilities
# divided by the temperature:  u = z / T
scaled = logits / 2
same(scaled, [[2.5, 1, 0], [2.5, 0, 1], [0, 0, 0]])
# row maximum:  m = max u
row_max = scaled.max(axis=-1)
same(row_max, [2.5, 2.5, 0])
# shifted by the row maximum:  s = u - m
shifted = scaled - row_max[..., None]
same(shifted, [[0, -1.5, -2.5], [0, -2.5, -1.5], [0, 0, 0]])
# exponential:  e = exp(s)
exp = np.exp(shifted)
same(exp, [[1, 0.22313016014842982, 0.0820849986238988], [1, 0.0820849986238988, 0.22313016014842982], [1, 1, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [1.3052151587723286, 1.3052151587723286, 3])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.7661572065563422, 0.17095278019779026, 0.0628900132458675], [0.7661572065563422, 0.0628900132458675, 0.17095278019779026], [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]])

# %% Step 3: the targets
# teacher's logits divided by the temperature:  ut = zt / T
target_scaled = target_logits / 2
# row maximum of the teacher:  mt = max ut
target_max = target_scaled.max(axis=-1)
# teacher's logits shifted by the row maximum:  st = ut - mt
target_shifted = target_scaled - target_max[..., None]
# exponential of the teacher:  et = exp(st)
target_exp = np.exp(target_shifted)
# row sum of the teacher:  St = Σ et
target_sum = target_exp.sum(axis=-1)
# soft targets:  y = et / Σ et, et = exp(zt / T - max)
soft_targets = target_exp / target_sum[..., None]
same(soft_targets, [[0.7661572065563422, 0.17095278019779026, 0.0628900132458675], [0.7661572065563422, 0.17095278019779026, 0.0628900132458675], [0.7661572065563422, 0.17095278019779026, 0.0628900132458675]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.26636789980713366, -1.7663678998071337, -2.7663678998071335], [-0.26636789980713366, -2.7663678998071335, -1.7663678998071337], [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p
product = -soft_targets * log
same(product, [[0.20407968603251317, 0.30196550332416133, 0.1739769138618133], [0.20407968603251317, 0.47291828352195153, 0.1110869006159458], [0.8417097221744289, 0.18781082510727068, 0.06909174138641024]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.6800221032184878, 0.7880848701704105, 1.0986122886681098])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 2.566719262057008)
# divisor:  divisor = number of entries
divisor = 3
same(divisor, 3)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 0.8555730873523361)
# scaled loss:  scaled = k × loss
scaled_loss = 4 * loss
same(scaled_loss, 3.4222923494093442)

# %% Step 7: which way to move the scores
# way back: scaled loss:  d scaled = d loss / d scaled = 1
d_scaled_loss = 1
# way back: loss:  d loss = d loss / d loss = k × d scaled
d_loss = 4 * d_scaled_loss
# way back: total:  d total = d loss / d total = d loss / divisor
d_total = d_loss / divisor
# way back: loss of each sample:  d L = d loss / d L = d total
d_per_sample = np.broadcast_to(d_total, per_sample.shape)
# way back: minus target times log:  d l = d loss / d l = d L
d_product = np.broadcast_to(d_per_sample[..., None], product.shape)
# way back: logarithm:  d log p = d loss / d log p = -y × d l
d_log = -soft_targets * d_product
# way back: softmax:  d p = d loss / d p = d log p × (1 / p)
d_softmax = np.where(d_log == 0, 0, d_log * (1 / softmax))
# part of what comes back:  d = d p × (1 / S)
d_exp_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (1 / row_sum[..., None]))
# part of what comes back:  d = d p × (-p / S)
d_row_sum_by_softmax = np.where(d_softmax == 0, 0, d_softmax * (-softmax / row_sum[..., None]))
# way back: row sum:  d S = d loss / d S = Σ d S by p
d_row_sum = d_row_sum_by_softmax.sum(axis=-1)
# way back: exponential:  d e = d loss / d e = d e by p + d S
d_exp = d_exp_by_softmax + d_row_sum[..., None]
# way back: shifted by the row maximum:  d s = d loss / d s = d e × e
d_shifted = d_exp * exp
# way back: divided by the temperature:  d u = d loss / d u = d s
d_scaled = d_shifted
# gradient:  g = d loss / d z = d u / T
gradient = d_scaled / 2
same(gradient, [[0, 0, 0], [0, -0.07204184463461517, 0.07204184463461517], [-0.2885492488153393, 0.10825370209036204, 0.18029554672497722]])

# %% The result
print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

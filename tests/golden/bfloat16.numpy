# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# bfloat16: fewer than three digits
# losswalk lesson "bfloat16", rules plain


def store(x):  # bfloat16
    exponent = np.maximum(np.frexp(x)[1] - 8, -133)
    rounded = np.ldexp(np.rint(np.ldexp(x, -exponent)), exponent)
    large = np.isfinite(x) & (np.abs(rounded) > 3.3895313892515355e+38)
    return np.where(large, np.copysign(np.inf, x), rounded)


# the batch
logits = store(np.array([[1, 1, 0], [3, 0, 0], [6, 0, 0], [10, 0, 0]], dtype=np.float64))
labels = np.array([0, 0, 0, 0])

# scores to probabilities
row_max = logits.max(axis=-1)
row_max = store(row_max)
shifted = logits - row_max[..., None]
shifted = store(shifted)
exp = np.exp(shifted)
exp = store(exp)
row_sum = exp.sum(axis=-1)
row_sum = store(row_sum)
softmax = exp / row_sum[..., None]
softmax = store(softmax)

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(softmax)
log = store(log)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
product = store(product)
per_sample = product.sum(axis=-1)
per_sample = store(per_sample)

# one number for the batch
total = per_sample.sum()
total = store(total)
divisor = 4
loss = total / divisor
loss = store(loss)

print("per_sample", per_sample)
print("loss", loss)

# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The gradient: what each score should do
# losswalk lesson "gradient", rules plain

# the batch
logits = np.array([[2, 0, 0], [2, 0, 0]], dtype=np.float64)
labels = np.array([0, 1])

# scores to probabilities
exp = np.exp(logits)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(3)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 1
loss = total / divisor

# which way to move the scores
gradient = (softmax * one_hot.sum(axis=-1, keepdims=True) - one_hot) / divisor

print("per_sample", per_sample)
print("loss", loss)
print("gradient", gradient)

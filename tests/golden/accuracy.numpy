# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# The loss goes up, the accuracy stays
# losswalk lesson "accuracy", rules plain

# the batch
logits = np.array([[3, 0], [0, 3], [0.5, 0], [6, 0]], dtype=np.float64)
labels = np.array([0, 1, 0, 1])

# scores to probabilities
exp = np.exp(logits)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(2)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 4
loss = total / divisor

# how many are right
predicted = np.where(np.isnan(logits).any(axis=-1), np.nan, np.argmax(logits, axis=-1))
right = 1.0 * (predicted == labels)
right_total = right.sum()
counted = 4
accuracy = right_total / counted

print("per_sample", per_sample)
print("loss", loss)

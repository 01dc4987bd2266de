# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Perplexity: as unsure as among so many words
# losswalk lesson "perplexity", rules plain

# the batch
logits = np.array([[0, 0, 0, 0], [0, 3, 0, 0], [0, 2, 2, 0], [1, 0, 0, 0]], dtype=np.float64)
labels = np.array([0, 1, 2, 3])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
softmax = exp / row_sum[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(4)) * 1.0

# logarithm
log = np.log(softmax)

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 4
loss = total / divisor
perplexity = np.exp(loss)

print("per_sample", per_sample)
print("loss", loss)

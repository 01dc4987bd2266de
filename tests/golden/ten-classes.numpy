# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Ten classes, computed by the framework
# losswalk lesson "ten-classes", rules keras

# the batch
logits = np.array([[-3.2713368, -22.668718, -4.155011, -5.1491637, -5.9460926, -6.933733, -5.723641, -9.757252, -3.157489, -4.840123], [-11.764254, -45.33701, -3.1725264, 4.345272, -17.716497, -0.5950889, -17.632294, -2.3694172, -6.8215737, -3.4736986], [-4.5546837, -1.0737904, -3.7326176, -7.089823, -0.028856248, -5.4684796, -0.97933626, -3.0366757, -3.2950284, -2.2588036]], dtype=np.float32)
labels = np.array([2, 3, 4])

# scores to probabilities
row_max = logits.max(axis=-1)
shifted = logits - row_max[..., None]
exp = np.exp(shifted)
row_sum = exp.sum(axis=-1)
log_sum_exp = np.log(row_sum)
log_softmax = shifted - log_sum_exp[..., None]

# the target of each sample
one_hot = (labels[..., None] == np.arange(10)) * 1.0

# loss of each sample
product = np.where(one_hot == 0, 0, -one_hot * log_softmax)
per_sample = product.sum(axis=-1)

# one number for the batch
total = per_sample.sum()
divisor = 3
loss = total / divisor if divisor != 0 else 0.0

print("per_sample", per_sample)
print("loss", loss)

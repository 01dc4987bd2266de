# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")  # infinities and nan are part of the lesson

# Yes or no: one score per question
# losswalk lesson "binary-sigmoid", rules plain

# the batch
logits = np.array([[-1], [-1], [0], [1], [2]], dtype=np.float32)
targets = np.array([[0], [0], [1], [1], [1]], dtype=np.float32)

# scores to probabilities
sigmoid = 1 / (1 + np.exp(-logits))

# logarithm
log = np.log(sigmoid)

# loss of each sample
per_element = -(targets * log + (1 - targets) * np.log(1 - sigmoid))

# one number for the batch
total = per_element.sum()
divisor = 5
loss = total / divisor

print("per_sample", per_element)
print("loss", loss)

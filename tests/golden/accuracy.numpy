# a losswalk lesson as NumPy code
import numpy as np

np.seterr(all="ignore")
# infinities and nan are part of the lesson

# The loss goes up, the accuracy stays
# losswalk lesson "accuracy", rules plain


def same(value, expected, tolerance=1e-12):
    # within the tolerance of each number, or of 1 where that is larger
    np.testing.assert_allclose(value, expected, rtol=tolerance, atol=tolerance)

# %% Step 1: the batch
# logits:  the scores as the model gave them
logits = np.array([[3, 0], [0, 3], [0.5, 0], [6, 0]], dtype=np.float64)
# labels:  the true class of each sample
labels = np.array([0, 1, 0, 1])

# %% Step 2: scores to probabilities
# exponential:  e = exp(z)
exp = np.exp(logits)
same(exp, [[20.085536923187668, 1], [1, 20.085536923187668], [1.6487212707001282, 1], [403.4287934927351, 1]])
# row sum:  S = Σ e
row_sum = exp.sum(axis=-1)
same(row_sum, [21.085536923187668, 21.085536923187668, 2.648721270700128, 404.4287934927351])
# softmax:  p = e / S
softmax = exp / row_sum[..., None]
same(softmax, [[0.9525741268224333, 0.04742587317756678], [0.04742587317756678, 0.9525741268224333], [0.6224593312018546, 0.3775406687981454], [0.9975273768433652, 0.0024726231566347743]])

# %% Step 3: the target of each sample
# one-hot labels:  y = is(class = label)
one_hot = (labels[..., None] == np.arange(2)) * 1.0
same(one_hot, [[1, 0], [0, 1], [1, 0], [0, 1]])

# %% Step 4: logarithm
# logarithm:  log p = log(p)
log = np.log(softmax)
same(log, [[-0.04858735157374202, -3.048587351573742], [-3.048587351573742, -0.04858735157374202], [-0.47407698418010663, -0.9740769841801068], [-0.002475685137730443, -6.00247568513773]])

# %% Step 5: loss of each sample
# minus target times log:  l = -y × log p (0 where y = 0)
product = np.where(one_hot == 0, 0, -one_hot * log)
same(product, [[0.04858735157374202, 0], [0, 0.04858735157374202], [0.47407698418010663, 0], [0, 6.00247568513773]])
# loss of each sample:  L = Σ l
per_sample = product.sum(axis=-1)
same(per_sample, [0.04858735157374202, 0.04858735157374202, 0.47407698418010663, 6.00247568513773])

# %% Step 6: one number for the batch
# total:  total = Σ L
total = per_sample.sum()
same(total, 6.573727372465321)
# divisor:  divisor = number of entries
divisor = 4
same(divisor, 4)
# loss:  loss = total / divisor
loss = total / divisor
same(loss, 1.6434318431163302)

# %% Step 7: how many are right
# predicted class:  says = argmax z
predicted = np.where(np.isnan(logits).any(axis=-1), np.nan, np.argmax(logits, axis=-1))
same(predicted, [0, 1, 0, 0])
# is it right?:  right = is(says = label)
right = 1.0 * (predicted == labels)
# how many are right:  all right = Σ right
right_total = right.sum()
# how many are counted:  counted = number of predictions
counted = 4
# accuracy:  accuracy = all right / counted
accuracy = right_total / counted
same(accuracy, 0.75)

# %% The result
print("per_sample", per_sample)
print("loss", loss)

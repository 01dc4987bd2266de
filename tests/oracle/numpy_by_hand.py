#!/usr/bin/python3
"""Reference cases from NumPy, by hand: what a student would write, and the published rules that no package at hand runs.

    apt-get install python3-numpy python3-mpmath
    tests/oracle/numpy_by_hand.py > tests/oracle/numpy_by_hand.jsonl

Each formula is written once and run twice: in the lesson's dtype by NumPy, which is what the case expects, and in exact
arithmetic, which only measures how far NumPy is from it (reference.py). The ONNX formulas are those of
onnx/reference/ops/op_softmax_cross_entropy_loss.py, the optax ones those of optax/losses/_classification.py, the Keras ones
those of keras/src/losses/losses.py and tf_keras/backend.py, re-expressed.
"""

import sys

import mpmath
import numpy
from reference import Cases, exact, exact_exp, exact_log, exact_log1p

SEED = 20240304
DTYPES = ("float64", "float32")
SHAPES = {"1d": (4,), "2d": (3, 4), "3d": (2, 3, 3), "4d": (2, 2, 2, 3)}

random = numpy.random.RandomState(SEED)
cases = Cases(
    "tests/oracle/numpy_by_hand.py",
    "NumPy",
    SEED,
    {"python": sys.version.split()[0], "numpy": numpy.__version__, "mpmath": mpmath.__version__},
)


# The two arithmetics


def is_exact(x):
    return getattr(x, "dtype", None) == object or isinstance(x, mpmath.mpf)


def exp(x):
    return exact_exp(x) if is_exact(x) else numpy.exp(x)


def log(x):
    return exact_log(x) if is_exact(x) else numpy.log(x)


def log1p(x):
    return exact_log1p(x) if is_exact(x) else numpy.log1p(x)


def constant(value, like):
    """A number of the dtype computed in."""
    return mpmath.mpf(float(value)) if is_exact(like) else like.dtype.type(value)


def limits(like, dtype):
    """Keras' epsilon and 1 - epsilon, as the dtype has them."""
    low = numpy.dtype(dtype).type(1e-7)
    high = numpy.dtype(dtype).type(1) - low
    return constant(low, like), constant(high, like)


def clip(p, dtype):
    low, high = limits(p, dtype)
    return numpy.minimum(numpy.maximum(p, low), high)


# Inputs


def scores(shape, scale=3.0):
    return numpy.round(random.standard_normal(shape) * scale, 2)


def shares(shape):
    return numpy.round(random.uniform(0.01, 0.99, shape), 3)


def rows(shape, total=1.0):
    raw = random.uniform(0.05, 1, shape)
    return numpy.round(raw / raw.sum(axis=-1, keepdims=True) * total, 3)


def bits(shape):
    return random.randint(0, 2, shape).astype(float)


def labels_of(shape, low=0):
    return random.randint(low, shape[-1], shape[:-1])


def one_hot(labels, count):
    return numpy.eye(count)[labels]


# Formulas. Scores have the class axis last.


def softmax_textbook(z):
    e = exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax(z):
    return softmax_textbook(z - z.max(axis=-1, keepdims=True))


def sigmoid(z):
    return 1 / (1 + exp(-z))


def entropy(p, y):
    return -(y * log(p)).sum(axis=-1)


def binary_entropy(p, y):
    return -(y * log(p) + (1 - y) * log(1 - p))


def log_sigmoid(z):
    return -(numpy.maximum(-z, 0 * z) + log1p(exp(-abs(z))))


# Cases


def mean_of_all(losses):
    return losses.sum() / losses.size


def case(name, dtype, formula, keys, arrays, reason, reduce=mean_of_all, scale=None, judged=True):
    """formula(*arrays) gives the losses and, where there is one, the gradient of their mean; reduce the loss.
    scale(*arrays), of exact numbers, gives the scale of the losses and of the gradient (reference.py). Where the
    rounding is the point (or nothing is finite), it is not judged by exact arithmetic, so nothing is loosened."""
    expect, truth = {}, {}
    rounded, unrounded = [numpy.asarray(a, dtype=dtype) for a in arrays], [exact(a, dtype) for a in arrays]
    for out, given in ((expect, rounded), (truth, unrounded))[: 2 if judged else 1]:
        with numpy.errstate(all="ignore"):
            losses = formula(*given)
            gradient = None
            if isinstance(losses, tuple):
                losses, gradient = losses
            losses = numpy.asarray(losses)
            out["per_sample"] = losses
            if reduce is not None:
                out["loss"] = reduce(losses)
            if gradient is not None:
                out["gradient"] = gradient
    keys = dict(keys)
    keys["dtype"] = dtype if dtype == "float32" else None
    keys["gradient"] = True if "gradient" in expect else None
    scales = None
    if scale is not None and judged:
        scales = {
            what: numpy.broadcast_to(value, numpy.shape(truth[what]))
            for what, value in zip(("per_sample", "gradient", "loss"), scale(*unrounded))
            if what in truth
        }
    keys = {k: v for k, v in keys.items() if v is not None}
    cases.add("%s %s" % (name, dtype), keys, expect, truth if judged else None, reason, scales)


# Scales: what was rounded on the way to a small number


def softmax_scale(z, y):
    """A small loss is -log p with p rounded near 1; a small gradient p - y."""
    return 1, numpy.maximum(softmax(z), y) / (z.size // z.shape[-1])


def binary_scale(p, y):
    """log p and log(1 - p) of p rounded: its error grows by p / (1 - p) where 1 - p is small."""
    return numpy.maximum(y, (1 - y) * p / (1 - p))


def binary_rows_scale(p, y):
    by_row = binary_scale(p, y).sum(axis=-1) / p.shape[-1]
    return by_row, 0, mean_of_all(numpy.asarray(by_row))


def by_hand(dtype):
    for at, shape in SHAPES.items():
        z, labels = scores(shape), labels_of(shape)
        y = one_hot(labels, shape[-1])
        keys = {"loss": "cross_entropy", "logits": z, "labels": labels}
        rounding = "a small loss is -log p with p rounded near 1; a small gradient p - y"

        def from_softmax(how):
            def formula(z, y):
                p = how(z)
                return entropy(p, y), (p - y) / (z.size // z.shape[-1])

            return formula

        for route, how in (("textbook", softmax_textbook), ("stable", softmax)):
            more = {**keys, "route": route}
            case(route + " " + at, dtype, from_softmax(how), more, (z, y), rounding, scale=softmax_scale)
        # softmax is taken of z / 2, and its gradient divided by 2
        formula = lambda z, y: entropy(softmax(z / 2), y)
        case("temperature 2 " + at, dtype, formula, {**keys, "temperature": 2}, (z, y), rounding, scale=softmax_scale)
        for base in (2, 10):
            ln = lambda like: mpmath.log(base) if is_exact(like) else numpy.log(constant(base, like))
            formula = lambda z, y: entropy(softmax(z), y) / ln(z)
            scale = lambda z, y: (1 / mpmath.log(base),)
            case("log base %d %s" % (base, at), dtype, formula, {**keys, "log_base": base}, (z, y), rounding, scale=scale)
        p = rows(shape)
        case("probs " + at, dtype, entropy, {"loss": "cross_entropy", "probs": p, "labels": labels}, (p, y), "log p")
        z, y = scores(shape), bits(shape)
        keys = {"loss": "binary_cross_entropy", "logits": z, "targets": y}

        def binary(z, y):
            p = sigmoid(z)
            return binary_entropy(p, y), (p - y) / z.size

        scale = lambda z, y: (binary_scale(sigmoid(z), y), numpy.maximum(sigmoid(z), y) / z.size)
        rounding = "a small loss is -log p or -log(1 - p) with p rounded; a small gradient p - y"
        for route in ("textbook", "stable"):
            case("sigmoid %s %s" % (route, at), dtype, binary, {**keys, "route": route}, (z, y), rounding, scale=scale)
        p = shares(shape)
        keys = {"loss": "binary_cross_entropy", "probs": p, "targets": y}
        case("binary probs " + at, dtype, binary_entropy, keys, (p, y), "1 - p is rounded", scale=lambda p, y: (1 - y,))
        row_mean = lambda p, y: binary_entropy(p, y).sum(axis=-1) / constant(p.shape[-1], p)
        keys = {"loss": "binary_cross_entropy", "probs": p, "targets": y, "average_last_axis": True}
        case("binary rows " + at, dtype, row_mean, keys, (p, y), "1 - p is rounded", scale=binary_rows_scale)


def reductions(dtype):
    shape = (2, 3, 4)
    z, labels = scores(shape), labels_of(shape)
    y = one_hot(labels, 4)
    weights = numpy.round(random.uniform(0, 2, (2, 3)), 2)
    weights[0, 1] = 0
    mask = numpy.array([[1, 0, 1], [1, 1, 0]])
    classes = numpy.array([0.5, 1.0, 2.0, 0.25])
    keys = {"loss": "cross_entropy", "logits": z, "labels": labels}
    keys.update(class_weights=classes, mask=mask, sample_weights=weights)

    def formula(z, y, w, m, c):
        return entropy(softmax(z), y) * (y * c).sum(axis=-1) * m * w

    arrays = (z, y, weights, mask, classes)
    by_class = (one_hot(labels, 4) * classes).sum(axis=-1) * mask
    kept = by_class * weights
    divisors = {
        "mean": 6,
        "sum": 1,
        "weighted_mean": sum(mpmath.mpf(float(v)) for v in kept.reshape(-1)),
        "mean_unmasked": 4,
        "sum_by_nonzero_weights": 5,
        "batch_mean": 2,
        "class_weighted_mean": sum(mpmath.mpf(float(v)) for v in by_class.reshape(-1)),
    }
    for name, divisor in divisors.items():
        reduce = lambda losses: losses.sum() / constant(divisor, losses)
        rounding = "softmax, log and the weights are rounded"
        case("reduction " + name, dtype, formula, {**keys, "reduction": name}, arrays, rounding, reduce)
    empty = {**keys, "mask": numpy.zeros((2, 3), dtype=int), "reduction": "mean_unmasked"}
    nothing = lambda z, y, w, m, c: formula(z, y, w, 0 * m, c)
    for rule, value in (("nan", numpy.nan), ("zero", 0.0)):
        reduce = lambda losses: constant(value, losses)
        case("nothing kept, " + rule, dtype, nothing, {**empty, "empty_mean": rule}, arrays, "", reduce)


# ONNX: log(softmax), then the weight of the label as a factor and in the divisor


def onnx_formula(labels, weight, ignore, count):
    labels = numpy.asarray(labels)
    inside = numpy.where(labels == ignore, 0, labels) % count  # labels below 0 count from the end, as indices do

    def formula(z, w):
        log_p = log(softmax(z))
        picked = numpy.take_along_axis(log_p, inside[..., None], axis=-1)[..., 0]
        return -picked * factors(w)

    def factors(w):
        return numpy.asarray(w[inside] * (labels != ignore))

    return formula, factors


def classes_second(z):
    """As ONNX and PyTorch take scores: from three axes on, the classes stand on axis 1."""
    return numpy.moveaxis(z, -1, 1) if z.ndim > 2 else z


def onnx(dtype):
    count = 4
    for at, shape in SHAPES.items():
        for kind in ("plain", "weighted", "ignored", "weighted ignored", "wrapped"):
            if shape == (4,) and kind not in ("plain", "wrapped"):
                continue
            count = shape[-1]
            labels = labels_of(shape, -count if kind == "wrapped" else 0)
            if "ignored" in kind:
                labels.reshape(-1)[-1] = 1
            weight = numpy.round(random.uniform(0.1, 3, count), 2)
            ignore = 1 if "ignored" in kind else None
            weighted = "weighted" in kind
            z = scores(shape)
            formula, factors = onnx_formula(labels, weighted, ignore, count)
            given = weight if weighted else numpy.ones(count)
            for reduction in ("mean", "sum", "none"):
                keys = {
                    "loss": "cross_entropy",
                    "logits": classes_second(z),
                    "labels": labels,
                    "rules": "onnx",
                    "class_weights": weight if weighted else None,
                    "ignore_label": ignore,
                    "reduction": {"mean": None}.get(reduction, reduction),
                }

                def reduce(losses):
                    w = exact(given, dtype) if is_exact(losses) else given.astype(dtype)
                    divisor = factors(w).sum() if reduction == "mean" else constant(1, losses)
                    return losses.sum() / divisor

                how = None if reduction == "none" else reduce
                rounding = "a small loss is -log p with p rounded near 1"
                title = "onnx %s %s %s" % (kind, at, reduction)
                case(title, dtype, formula, keys, (z, given), rounding, how, lambda z, w: (factors(w),))


# optax: per-example losses; log-sum-exp minus the picked logit


def optax(dtype):
    for at, shape in SHAPES.items():
        for low, kind in ((0, "integer"), (-shape[-1], "wrapped")):
            z, labels = scores(shape), labels_of(shape, low)
            y = one_hot(labels, shape[-1])

            def formula(z, y):
                top = z.max(axis=-1, keepdims=True)
                return top[..., 0] + log(exp(z - top).sum(axis=-1)) - (z * y).sum(axis=-1)

            keys = {"loss": "cross_entropy", "logits": z, "labels": labels, "rules": "optax"}
            rounding = "log-sum-exp minus the logit; a small loss is log(1 + rest)"
            scale = lambda z, y: (abs(z).max(axis=-1),)
            case("optax %s %s" % (kind, at), dtype, formula, keys, (z, y), rounding, scale=scale)
        z, y = scores(shape), shares(shape)
        formula = lambda z, y: -(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))
        keys = {"loss": "binary_cross_entropy", "logits": z, "targets": y, "rules": "optax"}
        case("optax sigmoid " + at, dtype, formula, keys, (z, y), "log_sigmoid is rounded")


# Keras 3 and tf-keras, from probabilities; focal losses from logits too


def keras(dtype):
    count = 4
    shape = (3, count)
    certain = numpy.array([[1.0, 0, 0, 0], [0, 0.5, 0.5, 0], [0.25, 0.25, 0.25, 0.25]])
    probs = {"": rows(shape), "not normalized ": rows(shape, 0.6), "certain ": certain}
    for kind, p in probs.items():
        labels = labels_of(shape)
        y = one_hot(labels, count)
        rounding = "p / sum is rounded before the logarithm"
        before = lambda p, y: entropy(clip(p / p.sum(axis=-1, keepdims=True), dtype), y)

        def after(p, y):
            safe = clip(p, dtype)
            return entropy(safe / safe.sum(axis=-1, keepdims=True), y)

        sparse = {"loss": "cross_entropy", "probs": p, "labels": labels}
        dense = {"loss": "cross_entropy", "probs": p, "targets": rows(shape)}
        case("keras sparse " + kind + "2d", dtype, before, {**sparse, "rules": "keras"}, (p, y), rounding)
        case("keras dense " + kind + "2d", dtype, before, {**dense, "rules": "keras"}, (p, dense["targets"]), rounding)
        case("tf_keras sparse " + kind + "2d", dtype, after, {**sparse, "rules": "tf_keras"}, (p, y), rounding)
        case("tf_keras dense " + kind + "2d", dtype, before, {**dense, "rules": "tf_keras"}, (p, dense["targets"]), rounding)
    edge = numpy.array([[0.0, 1, 0, 1], [0.5, 0.25, 1e-9, 0.125]])
    targets = numpy.array([[0.0, 1, 1, 0], [1, 0, 1, 0.5]])
    for kind, p, y in (("", shares((3, 4)), bits((3, 4))), ("edge ", edge, targets)):
        rounding = "1 - p is rounded before the logarithm"
        row_mean = lambda losses: losses.sum(axis=-1) / constant(losses.shape[-1], losses)
        keys = {"loss": "binary_cross_entropy", "probs": p, "targets": y}
        clipped = lambda p, y: row_mean(binary_entropy(clip(p, dtype), y))
        case("keras binary " + kind + "2d", dtype, clipped, {**keys, "rules": "keras"}, (p, y), rounding)

        def clip_then_add(p, y):
            safe, (e, _) = clip(p, dtype), limits(p, dtype)
            return row_mean(-(y * log(safe + e) + (1 - y) * log(1 - safe + e)))

        def log_loss(p, y):
            e, _ = limits(p, dtype)
            return -(y * log(p + e) + (1 - y) * log(1 - p + e))

        rounding = "p + 1e-7 and 1 - p are rounded"
        case("tf_keras binary " + kind + "2d", dtype, clip_then_add, {**keys, "rules": "tf_keras"}, (p, y), rounding)
        case("tf1 log_loss " + kind + "2d", dtype, log_loss, {**keys, "rules": "tf1"}, (p, y), rounding)
    masked = {"loss": "cross_entropy", "probs": rows(shape), "labels": labels_of(shape), "rules": "keras"}
    masked["mask"] = numpy.array([1, 0, 1])
    formula = lambda p, y, m: entropy(clip(p / p.sum(axis=-1, keepdims=True), dtype), y) * m
    arrays = (masked["probs"], one_hot(masked["labels"], count), masked["mask"])
    of_two = lambda losses: losses.sum() / constant(2, losses)
    case("keras masked", dtype, formula, masked, arrays, "p / sum is rounded before the logarithm", of_two)
    for count in (2, 5):
        p, t = rows((3, count)), rows((3, count))
        t[0, 0], p[1, 0] = 0, 0
        clip_one = lambda x: numpy.minimum(numpy.maximum(x, limits(x, dtype)[0]), constant(1, x))
        formula = lambda p, t: (clip_one(t) * log(clip_one(t) / clip_one(p))).sum(axis=-1)
        keys = {"loss": "kl_divergence", "probs": p, "targets": t, "rules": "keras"}
        scale = lambda p, t: ((t * -log(clip_one(p))).sum(axis=-1),)
        case("keras kl %d classes" % count, dtype, formula, keys, (p, t), "the terms cancel", scale=scale)


def power(x, gamma):
    return exp(log(x) * constant(gamma, x)) if is_exact(x) else numpy.power(x, constant(gamma, x))


def focal(dtype):
    rounding = "1 - p is rounded before its power; the logarithm of p near 1"
    for gamma, alpha in ((2.0, 0.25), (0.5, 1.0), (3.0, 0.5)):
        tag = "%g %g" % (gamma, alpha)

        def formula(p, y):
            p = clip(p / p.sum(axis=-1, keepdims=True), dtype)
            return (constant(alpha, p) * power(1 - p, gamma) * -(y * log(p))).sum(axis=-1)

        p, y = rows((3, 4)), rows((3, 4))
        keys = {"loss": "focal", "targets": y, "gamma": gamma, "alpha": alpha, "rules": "keras"}
        case("focal probs " + tag, dtype, formula, {**keys, "probs": p}, (p, y), rounding)
        z = scores((3, 4))
        case("focal logits " + tag, dtype, lambda z, y: formula(softmax(z), y), {**keys, "logits": z}, (z, y), rounding)
        p, y, z = shares((3, 2)), bits((3, 2)), scores((3, 2))

        def binary(p, y):
            right = y * p + (1 - y) * (1 - p)
            weight = y * constant(alpha, p) + (1 - y) * (1 - constant(alpha, p))
            safe = clip(p, dtype)
            losses = weight * power(1 - right, gamma) * binary_entropy(safe, y)
            return losses.sum(axis=-1) / constant(p.shape[-1], p)

        keys = {"loss": "binary_focal", "targets": y, "gamma": gamma, "alpha": alpha, "rules": "keras"}
        if alpha < 1:
            case("binary focal probs " + tag, dtype, binary, {**keys, "probs": p}, (p, y), rounding)
            logits = lambda z, y: binary(sigmoid(z), y)
            scale = lambda z, y: binary_rows_scale(sigmoid(z), y)
            case("binary focal logits " + tag, dtype, logits, {**keys, "logits": z}, (z, y), rounding, scale=scale)


# What an addition inside the logarithm is rounded to: NumPy rounds after every step, as the frameworks do


def sums_inside(dtype):
    near = 1 - numpy.array([0, 1e-3, 1e-5, 1e-6, 2e-7, 1e-7, 1e-8])
    p = numpy.concatenate([near, 1 - near, 10.0 ** -random.uniform(0, 9, 7)])
    p = numpy.stack([p, 1 - p[::-1]])
    for kind, y in (("of 1", numpy.ones(p.shape)), ("of 0", numpy.zeros(p.shape))):

        def log_loss(p, y):
            e, _ = limits(p, dtype)
            return -(y * log(p + e) + (1 - y) * log(1 - p + e))

        def clip_then_add(p, y):
            return log_loss(clip(p, dtype), y)

        keys = {"loss": "binary_cross_entropy", "probs": p, "targets": y, "average_last_axis": False, "reduction": "none"}
        for rules, formula in (("tf1", log_loss), ("tf_keras", clip_then_add)):
            name = "sum inside, %s %s" % (rules, kind)
            case(name, dtype, formula, {**keys, "rules": rules}, (p, y), "", None, judged=False)
    for mode in ("add", "clip_then_add"):
        for eps in (1e-7, 1e-6, 3e-3):
            p, labels = shares((6, 3)), labels_of((6, 3))
            numpy.put_along_axis(p, labels[:, None], near[:6, None], axis=1)
            y = one_hot(labels, 3)

            def add(p, y):
                e = constant(eps, p)
                safe = numpy.minimum(numpy.maximum(p, e), 1 - e) if mode == "clip_then_add" else p
                return entropy(safe + e, y)

            keys = {"loss": "cross_entropy", "probs": p, "labels": labels, "clip_mode": mode, "clip_eps": eps}
            case("sum inside, %s %g" % (mode, eps), dtype, add, {**keys, "reduction": "none"}, (p, y), "", None, judged=False)


# Scores of binary losses: both probabilities kept; and infinite ones, by the frameworks' formulas


def binary_from_scores(dtype):
    rounding = "p is rounded near 1"
    for width in (3, 30, 300):
        z, soft = scores((3, 4), width), shares((3, 4))
        z[0] = [100, 40, -100, 800]
        for kind, y in (("bits", bits((3, 4))), ("soft", soft)):
            keys = {"loss": "binary_cross_entropy", "logits": z, "targets": y, "route": "stable"}
            name = "both probabilities %d %s" % (width, kind)
            formula = lambda z, y: numpy.maximum(z, 0 * z) - z * y + log1p(exp(-abs(z)))
            scale = lambda z, y: (1 + 0 * z, None, 1)
            case(name, dtype, formula, keys, (z, y), rounding, scale=scale)
            for base in (2, 10):
                ln = lambda like: mpmath.log(base) if is_exact(like) else numpy.log(constant(base, like))
                in_base = lambda z, y: formula(z, y) / ln(z)
                scale = lambda z, y: (2 + 0 * z, None, 2)
                case("%s base %d" % (name, base), dtype, in_base, {**keys, "log_base": base}, (z, y), rounding, scale=scale)
            # (1 - pt)^gamma: what is raised to the power is 1 - p where the answer is yes, p where it is no
            for gamma in (2.0, 0.5):
                focal = lambda z, y: power(y * sigmoid(-z) + (1 - y) * sigmoid(z), gamma) * formula(z, y)
                keys = {"loss": "binary_focal", "logits": z, "targets": y, "gamma": gamma}
                if kind == "bits":
                    size = lambda z, y: 8 * focal(z, y) + power(y * sigmoid(-z) + (1 - y) * sigmoid(z), gamma)
                    scale = lambda z, y: (size(z, y), None, size(z, y).sum() / z.size)
                    reason = "1 - pt is rounded before its power; " + rounding
                    case("focal %s %g" % (name, gamma), dtype, focal, keys, (z, y), reason, scale=scale)
    inf = numpy.inf
    z = numpy.array([inf] * 4 + [-inf] * 4 + [0.5])
    y = numpy.array([0, 0.1, 0.9, 1] * 2 + [1.0])
    # tensorflow/python/ops/nn_impl.py: sigmoid_cross_entropy_with_logits, weighted_cross_entropy_with_logits
    sigmoid_loss = lambda x, z: numpy.maximum(x, 0) - x * z + log1p(exp(-abs(x)))
    weighted = lambda x, z: (1 - z) * x + (1 + (3 - 1) * z) * (log1p(exp(-abs(x))) + numpy.maximum(-x, 0))
    for rules in ("tf1", "tf_keras", "keras"):
        keys = {"loss": "binary_cross_entropy", "logits": z, "targets": y, "rules": rules, "reduction": "none"}
        keys["average_last_axis"] = False
        case("%s infinite scores" % rules, dtype, sigmoid_loss, keys, (z, y), "", None, judged=False)
        if rules == "tf1":
            case("tf1 infinite scores weighted", dtype, weighted, {**keys, "pos_weight": 3}, (z, y), "", None, judged=False)
    # optax/losses/_classification.py: sigmoid_binary_cross_entropy
    keys["rules"] = "optax"
    del keys["average_last_axis"]
    by_logs = lambda x, z: z * numpy.logaddexp(0, -x) + (1 - z) * numpy.logaddexp(0, x)
    case("optax infinite scores", dtype, by_logs, keys, (z, y), "", None, judged=False)


# Weights of samples: each framework's own way to bring them to the shape of the losses


def squeeze_or_expand(losses, weights):
    """Keras 3, keras/src/losses/loss.py: squeeze_or_expand_to_same_rank(values, sample_weight)."""
    if losses.ndim == weights.ndim + 1 and losses.shape[-1] == 1:
        if weights.ndim == 1:
            return losses, weights[..., None]
        return losses[..., 0], weights
    if weights.ndim == losses.ndim + 1 and weights.shape[-1] == 1:
        if losses.ndim == 1:
            return losses[..., None], weights
        return losses, weights[..., 0]
    return losses, weights


def keras_weights(losses, weights):
    shape = losses.shape
    losses, weights = squeeze_or_expand(losses, weights)
    product = numpy.asarray(losses * weights)
    return product.reshape(shape) if product.size == losses.size else product


def tf_keras_weights(losses, weights):
    """tf_keras/utils/losses_utils.py: squeeze_or_expand_dimensions, unless the weight is a number."""
    if weights.ndim > 0 and weights.ndim == losses.ndim + 1:
        weights = weights.squeeze(-1)
    elif weights.ndim > 0 and losses.ndim == weights.ndim + 1:
        weights = weights[..., None]
    return losses * weights


def tf1_weights(losses, weights):
    """tensorflow/python/ops/weights_broadcast_ops.py: assert_broadcastable."""
    if weights.ndim not in (0, losses.ndim):
        raise ValueError("weights can not be broadcast to values")
    return losses * weights


WEIGHTINGS = {
    "pytorch": numpy.multiply,
    "onnx": numpy.multiply,
    "optax": numpy.multiply,
    "keras": keras_weights,
    "tf_keras": tf_keras_weights,
    "tf1": tf1_weights,
}
WEIGHTED_SHAPES = ((4,), (3, 4), (3, 1), (3, 3), (2, 3, 3), (2, 1, 3), (3, 3, 1), (3, 3, 3), (2, 2, 2, 2))


def weight_shapes(losses):
    """The shapes that may be tried on losses of a shape: its ends, some axes 1, an axis of 1 more."""
    ends = [losses[i:] for i in range(len(losses) + 1)] + [losses[:i] for i in range(len(losses))]
    ones = [shape[:i] + (1,) + shape[i + 1 :] for shape in ends for i in range(len(shape))]
    return sorted(set(ends + ones + [losses + (1,), (1,)]))


def fits(weigh, losses, weights):
    try:
        return weigh(numpy.ones(losses), numpy.ones(weights)).shape == losses
    except ValueError:
        return False


def sample_weights(dtype):
    for rules, weigh in WEIGHTINGS.items():
        averages = rules in ("keras", "tf_keras")
        for shape in WEIGHTED_SHAPES:
            losses = shape[:-1] if averages else shape
            for given in weight_shapes(losses):
                if not fits(weigh, losses, given):
                    continue
                z, y = scores(shape), shares(shape)
                w = numpy.round(random.uniform(0.1, 3, given), 2)

                def formula(z, y, w):
                    losses = -(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))
                    if averages:
                        losses = numpy.asarray(losses.sum(axis=-1) / constant(shape[-1], z))
                    return weigh(losses, w)

                keys = {"loss": "binary_cross_entropy", "logits": z, "targets": y, "rules": rules, "sample_weights": w}
                if rules == "onnx":  # its own route is not the one of this formula
                    keys["route"] = "fused"
                name = "%s weights %s of scores %s" % (rules, given, shape)
                case(name, dtype, formula, keys, (z, y, w), "log_sigmoid is rounded")


# Images and volumes: (N, C, d1, ...) as PyTorch and ONNX have them, (N, d1, ..., C) in plain mathematics


def lists(dtype):
    """One alpha for each class, as Keras' focal losses take it; several labels that are left out."""
    rounding = "1 - p is rounded before its power; the logarithm of p near 1"
    alpha = numpy.array([0.5, 0.25, 1.0, 0.125])

    def formula(p, y, a):
        p = clip(p / p.sum(axis=-1, keepdims=True), dtype)
        return (a * power(1 - p, 2.0) * -(y * log(p))).sum(axis=-1)

    p, labels, y = rows((5, 4)), numpy.array([0, 1, 2, 3, 1]), rows((5, 4))
    keys = {"loss": "focal", "probs": p, "alpha": alpha, "rules": "keras"}
    case("focal alphas labels", dtype, formula, {**keys, "labels": labels}, (p, one_hot(labels, 4), alpha), rounding)
    case("focal alphas targets", dtype, formula, {**keys, "targets": y}, (p, y, alpha), rounding)
    z, labels = scores((6, 4)), numpy.array([0, 1, -100, 3, 1, -1])
    y = one_hot(numpy.where(labels < 0, 0, labels), 4)
    kept = numpy.array([1.0, 1, 0, 0, 1, 0])
    losses = lambda z, y, k: -(y * log(softmax(z))).sum(axis=-1) * k
    keys = {"loss": "cross_entropy", "logits": z, "labels": labels, "ignore_label": numpy.array([-100, 3, -1])}
    case("left out", dtype, losses, {**keys, "reduction": "none"}, (z, y, kept), "the logarithm of p near 1", None)


def many_axes(dtype):
    for shape in ((2, 2, 1, 2, 3), (1, 2, 2, 1, 2, 3)):
        at = "%dd" % len(shape)
        z, labels = scores(shape), labels_of(shape)
        y = one_hot(labels, shape[-1])
        w = numpy.round(random.uniform(0.1, 3, shape[1:-1]), 2)  # the first axis is missing
        losses = lambda z, y: log(exp(z - z.max(axis=-1, keepdims=True)).sum(axis=-1)) - (
            (z * y).sum(axis=-1) - z.max(axis=-1)
        )
        keys = {"loss": "cross_entropy", "logits": classes_second(z), "labels": labels, "route": "fused"}
        rounding = "log-sum-exp minus the logit; a small loss is log(1 + rest)"
        scale = lambda z, y, w=None: (abs(z).max(axis=-1),)
        for rules in ("pytorch", "onnx"):
            case("%s %s" % (rules, at), dtype, losses, {**keys, "rules": rules}, (z, y), rounding, scale=scale)
        weighted = lambda z, y, w: losses(z, y) * w
        more = {**keys, "rules": "pytorch", "sample_weights": w, "reduction": "none"}
        case("pytorch weights " + at, dtype, weighted, more, (z, y, w), rounding, None, scale)
        plain = {**keys, "logits": z}
        case("plain " + at, dtype, losses, plain, (z, y), rounding, scale=scale)


def main():
    for dtype in DTYPES:
        by_hand(dtype)
        reductions(dtype)
        onnx(dtype)
        optax(dtype)
        keras(dtype)
        focal(dtype)
    for dtype in DTYPES:
        sums_inside(dtype)
        binary_from_scores(dtype)
        sample_weights(dtype)
        many_axes(dtype)
    for dtype in DTYPES:
        lists(dtype)
    cases.write()


main()

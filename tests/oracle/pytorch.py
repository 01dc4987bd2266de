#!/usr/bin/python3
"""Reference cases from PyTorch.

    apt-get install python3-torch python3-numpy python3-mpmath
    tests/oracle/pytorch.py > tests/oracle/pytorch.jsonl

Every case is one call of torch.nn.functional, one thread, on the CPU; gradients are autograd's. The exact values of
mpmath serve only to measure how far PyTorch is from them, which is what a case is loosened by (see reference.py).
"""

import sys
import warnings

import numpy
import torch
import torch.nn.functional as F

import mpmath
from reference import Cases, exact, exact_exp, exact_log, exact_log1p, exact_log_softmax

SEED = 20240301
REDUCTIONS = ("mean", "sum", "none")
DTYPES = ("float64", "float32")
SHAPES = {"1d": (4,), "2d": (3, 4), "3d": (2, 3, 3), "4d": (2, 3, 2, 2)}

SOFTMAX = "a small loss is the logarithm of a sum of exponentials rounded near 1"
SQUARE = "p - y and softmax on the way back are what is left of larger numbers"
GRADIENT = "a small gradient is p - y with p = exp(log p) rounded"
BCE = "PyTorch takes log(e^-m + e^(-x-m)), whose argument is rounded near 1"
POS_WEIGHT = "(1 - z) x + w (log(e^-m + e^(-x-m)) + m) cancels for z = 0 and negative x"

torch.set_num_threads(1)
warnings.filterwarnings("ignore", "reduction: 'mean' divides")  # PyTorch announces that kl_div's mean will change
random = numpy.random.RandomState(SEED)
cases = Cases(
    "tests/oracle/pytorch.py",
    "PyTorch",
    SEED,
    {
        "python": sys.version.split()[0],
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "mpmath": mpmath.__version__,
    },
)


def scores(shape, scale=3.0):
    return numpy.round(random.standard_normal(shape) * scale, 2)


def probabilities(shape):
    return numpy.round(random.uniform(0.001, 0.999, shape), 3)


def rows(shape, axis, zeros=False):
    """Rows that sum to 1 as nearly as three decimals do."""
    raw = random.uniform(0.05, 1, shape)
    if zeros:
        raw[raw < 0.4] = 0
        raw += raw.sum(axis=axis, keepdims=True) == 0
    return numpy.round(raw / raw.sum(axis=axis, keepdims=True), 3)


def class_axis(shape):
    return 0 if len(shape) == 1 else 1


def without(shape, axis):
    return shape[:axis] + shape[axis + 1 :]


def tensor(values, dtype):
    return torch.tensor(numpy.asarray(values, dtype=dtype))


def reduce_exact(entries, reduction, divisor):
    if reduction == "none":
        return None
    total = entries.sum()
    return total if reduction == "sum" else (total / divisor if divisor != 0 else mpmath.nan)


def result(call, reduction, *leaves):
    """Runs call(reduction) and call("none"); the gradient is that of the first leaf."""
    with torch.no_grad():
        each = call("none")
    expect = {}
    loss = call(reduction)
    if reduction != "none":
        expect["loss"] = loss.item()
    expect["per_sample"] = each.numpy()
    for leaf in leaves:
        loss.sum().backward()
        expect["gradient"] = leaf.grad.numpy()
    return expect


# Cross-entropy with integer labels


def index_truth(z, labels, dtype, reduction, weights, smoothing, ignore, picked_log=None):
    """PyTorch's documented formula, in exact arithmetic: per-sample losses, loss, and gradient."""
    axis = class_axis(z.shape)
    count = z.shape[axis]
    log_p = exact_log_softmax(exact(z, dtype), axis) if picked_log is None else picked_log
    w = exact(numpy.ones(count) if weights is None else weights, dtype)
    a = mpmath.mpf(smoothing)
    log_p = numpy.moveaxis(log_p, axis, -1).reshape(-1, count)
    flat_labels = numpy.asarray(labels).reshape(-1)
    losses, slopes, divisor = [], [], mpmath.mpf(0)
    loss_scale, slope_scale = [], []
    for row, label in zip(log_p, flat_labels):
        if label == ignore:
            losses.append(mpmath.mpf(0))
            slopes.append([mpmath.mpf(0)] * count)
            loss_scale.append(0)
            slope_scale.append([0] * count)
            continue
        pull = [(1 - a) * w[label] * (c == label) + a / count * w[c] for c in range(count)]
        losses.append(sum(-t * l for t, l in zip(pull, row) if t != 0))
        slopes.append([mpmath.exp(l) * sum(pull) - t for t, l in zip(pull, row)])
        loss_scale.append(sum(pull))
        slope_scale.append([max(t, sum(pull) * exp_scale(l)) for t, l in zip(pull, row)])
        divisor += w[label]
    losses = numpy.array(losses, dtype=object)
    loss = reduce_exact(losses, reduction, divisor)
    if reduction != "mean" or divisor == 0:
        divisor = 1

    def spread(rows):
        rows = numpy.array(rows, dtype=object) / divisor
        return numpy.moveaxis(rows.reshape(without(z.shape, axis) + (count,)), -1, axis)

    truth = {"per_sample": losses, "loss": loss, "gradient": spread(slopes)}
    return known(truth), {"per_sample": loss_scale, "gradient": spread(slope_scale)}


def exp_scale(log_p):
    """Of p = exp(log p): the log-sum-exp is rounded, and log p itself, so the error grows with |log p|."""
    return mpmath.exp(log_p) * (1 + abs(log_p))


def known(truth):
    return {what: values for what, values in truth.items() if values is not None}


def axis_key(shape):
    return 1 if len(shape) > 2 else None


def index_case(name, z, labels, dtype, reduction, weights=None, smoothing=0.0, ignore=None, judged=True, gradient=True):
    x = tensor(z, dtype).requires_grad_()
    w = None if weights is None else tensor(weights, dtype)
    y = torch.tensor(labels)
    kept = -100 if ignore is None else ignore
    call = lambda how: F.cross_entropy(x, y, weight=w, ignore_index=kept, reduction=how, label_smoothing=smoothing)
    keys = {
        "loss": "cross_entropy",
        "logits": z,
        "labels": labels,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "class_weights": weights,
        "label_smoothing": smoothing or None,
        "ignore_label": ignore,
        "reduction": None if reduction == "mean" else reduction,
        "gradient": gradient or None,
    }
    truth, scale = None, None
    if judged:
        truth, scale = index_truth(z, labels, dtype, reduction, weights, smoothing, kept)
    keys = {k: v for k, v in keys.items() if v is not None}
    expect = result(call, reduction, *[x] * gradient)
    cases.add("%s %s %s" % (name, reduction, dtype), keys, expect, truth, SOFTMAX + "; " + GRADIENT, scale)


def index_labels(shape, ignore=None, share=0.4):
    axis = class_axis(shape)
    labels = random.randint(0, shape[axis], without(shape, axis))
    if ignore is not None:
        labels = numpy.where(random.uniform(size=labels.shape) < share, ignore, labels)
        if labels.ndim > 0:
            labels.reshape(-1)[0] = 1 if ignore != 1 else 0
            labels.reshape(-1)[-1] = ignore
    return labels


def cross_entropy_by_label():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for at, shape in SHAPES.items():
                index_case("index " + at, scores(shape), index_labels(shape), dtype, reduction)
            for at in ("2d", "4d"):
                shape = (5, 3) if at == "2d" else SHAPES[at]
                weights = numpy.round(random.uniform(0.1, 3, shape[1]), 2)
                index_case("index weighted " + at, scores(shape), index_labels(shape), dtype, reduction, weights)
                index_case("index ignored -100 " + at, scores(shape), index_labels(shape, -100), dtype, reduction)
                index_case("index ignored 2 " + at, scores(shape), index_labels(shape, 2), dtype, reduction, ignore=2)
                labels = index_labels(shape, -1)
                index_case("index ignored -1 weighted " + at, scores(shape), labels, dtype, reduction, weights, ignore=-1)
                index_case("index smoothed 0.1 " + at, scores(shape), index_labels(shape), dtype, reduction, smoothing=0.1)
                index_case("index smoothed 0.3 weighted " + at, scores(shape), index_labels(shape), dtype, reduction, weights, 0.3)
                labels = index_labels(shape, -100)
                index_case("index smoothed 0.2 weighted ignored " + at, scores(shape), labels, dtype, reduction, weights, 0.2)
            index_case("index smoothed 1", scores((3, 4)), index_labels((3, 4)), dtype, reduction, smoothing=1.0)
            index_case("index all ignored", scores((3, 4)), numpy.array([-100, -100, -100]), dtype, reduction)
            index_case("index all ignored 3d", scores((2, 3, 2)), numpy.full((2, 2), 1), dtype, reduction, ignore=1)
            weights = numpy.array([0.0, 0.0, 2.5])
            index_case("index total weight 0", scores((3, 3)), numpy.array([0, 1, 0]), dtype, reduction, weights)
            index_case("index one class", scores((2, 1)), numpy.array([0, 0]), dtype, reduction)
            index_case("index confident", scores((4, 3), 15), numpy.array([0, 1, 2, 0]), dtype, reduction)


def extremes():
    inf, nan = numpy.inf, numpy.nan
    for dtype in DTYPES:
        big = 1e300 if dtype == "float64" else 1e30
        z = numpy.array([[big, 0, -big], [-big, -big, big], [big, big, 0], [1 / big, -1 / big, 0]])
        for reduction in REDUCTIONS:
            index_case("extreme huge", z, numpy.array([0, 2, 1, 0]), dtype, reduction)
            index_case("extreme huge and wrong", z, numpy.array([1, 2, 2, 1]), dtype, reduction)
            z1000 = numpy.array([[1000.0, 0, 0], [-1000, 0, -1000], [-1000, -1000.5, -999], [1000, 1000, -1000]])
            index_case("extreme 1000", z1000, numpy.array([1, 0, 2, 1]), dtype, reduction)
        odd = {
            "minus inf off target": ([[-inf, 1, 2], [0, -inf, -inf]], [2, 0]),
            "minus inf on target": ([[-inf, 1, 2], [0, -inf, 3]], [0, 2]),
            "plus inf": ([[inf, 1, 2], [0, 1, 2]], [0, 1]),
            "nan": ([[nan, 1, 2], [0, 1, 2]], [1, 1]),
            "all minus inf": ([[-inf, -inf, -inf], [0, 1, 2]], [1, 1]),
        }
        for name, (z, labels) in odd.items():
            for reduction in ("mean", "none"):
                index_case("extreme " + name, numpy.array(z), numpy.array(labels), dtype, reduction, judged="target" in name)
        ignored = numpy.array([[nan, inf, 2], [0, 1, 2]])
        # PyTorch's gradient of the ignored row is NaN, 0 * exp(NaN); ours is 0, as the loss does not depend on it.
        labels = numpy.array([-100, 1])
        index_case("extreme nan ignored", ignored, labels, dtype, "sum", judged=False, gradient=False)
        for name in ("minus inf off target", "nan"):
            z = numpy.array(odd[name][0])
            soft_case("extreme soft " + name, z, numpy.array([[0, 0, 1.0], [1.0, 0, 0]]), dtype, "none", judged=False)
        z = numpy.array(odd["minus inf off target"][0])
        index_case("extreme smoothed minus inf", z, numpy.array([2, 0]), dtype, "none", smoothing=0.1, judged=False)


# Cross-entropy with targets of the scores' shape


def soft_truth(z, targets, dtype, reduction, weights, smoothing):
    axis = class_axis(z.shape)
    count = z.shape[axis]
    log_p = exact_log_softmax(exact(z, dtype), axis)
    w = exact(numpy.ones(count) if weights is None else weights, dtype)
    w = w.reshape([count if i == axis else 1 for i in range(z.ndim)])
    a = mpmath.mpf(smoothing)
    pull = w * (exact(targets, dtype) * (1 - a) + a / count)
    losses = -(pull * log_p).sum(axis=axis)
    losses = numpy.asarray(losses, dtype=object)
    total = pull.sum(axis=axis, keepdims=True)
    count = z.size // count
    divisor = count if reduction == "mean" else 1
    truth = {
        "per_sample": losses,
        "loss": reduce_exact(losses, reduction, count),
        "gradient": (exact_exp(log_p) * total - pull) / divisor,
    }
    by_exp = total * numpy.vectorize(exp_scale, otypes=[object])(log_p)
    return known(truth), {"per_sample": total, "gradient": numpy.maximum(pull, by_exp) / divisor}


def soft_case(name, z, targets, dtype, reduction, weights=None, smoothing=0.0, judged=True):
    x = tensor(z, dtype).requires_grad_()
    w = None if weights is None else tensor(weights, dtype)
    y = tensor(targets, dtype)
    call = lambda how: F.cross_entropy(x, y, weight=w, reduction=how, label_smoothing=smoothing)
    keys = {
        "loss": "cross_entropy",
        "logits": z,
        "targets": targets,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "class_weights": weights,
        "label_smoothing": smoothing or None,
        "reduction": None if reduction == "mean" else reduction,
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    truth, scale = None, None
    if judged:
        truth, scale = soft_truth(z, targets, dtype, reduction, weights, smoothing)
    expect = result(call, reduction, x)
    cases.add("%s %s %s" % (name, reduction, dtype), keys, expect, truth, SOFTMAX + "; " + GRADIENT, scale)


def cross_entropy_by_target():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for at, shape in SHAPES.items():
                axis = class_axis(shape)
                soft_case("soft " + at, scores(shape), rows(shape, axis), dtype, reduction)
            shape = (2, 3, 2)
            weights = numpy.array([0.5, 2.0, 1.25])
            soft_case("soft with zeros", scores(shape), rows(shape, 1, zeros=True), dtype, reduction)
            soft_case("soft weighted", scores(shape), rows(shape, 1), dtype, reduction, weights)
            soft_case("soft smoothed 0.1", scores((3, 4)), rows((3, 4), 1), dtype, reduction, smoothing=0.1)
            soft_case("soft smoothed 0.2 weighted", scores((4, 3)), rows((4, 3), 1), dtype, reduction, weights, 0.2)
            one_hot = numpy.eye(3)[[2, 0, 1, 1]]
            soft_case("soft one-hot weighted", scores((4, 3)), one_hot, dtype, reduction, weights)
            loose = numpy.array([[0.5, 0.25, 1.5], [0.0, 0.0, 0.0]])
            soft_case("soft rows not summing to 1", scores((2, 3)), loose, dtype, reduction)


# Binary cross-entropy


def binary_keys(dtype, reduction, **more):
    keys = {"loss": "binary_cross_entropy"}
    keys.update(more)
    keys.update(
        dtype=dtype if dtype == "float32" else None,
        rules="pytorch",
        reduction=None if reduction == "mean" else reduction,
    )
    return {k: v for k, v in keys.items() if v is not None}


def bce_truth(yes, no, targets, dtype, reduction, weight=1):
    y = exact(targets, dtype)
    entries = numpy.asarray(-(y * yes + (1 - y) * no) * weight, dtype=object)
    return known({"per_sample": entries, "loss": reduce_exact(entries, reduction, entries.size)})


def bce_case(name, p, targets, dtype, reduction, weight=None, **more):
    """weight: as PyTorch broadcasts it; more: the lesson's keys that say the same."""
    x, y = tensor(p, dtype), tensor(targets, dtype)
    w = None if weight is None else tensor(weight, dtype)
    call = lambda how: F.binary_cross_entropy(x, y, weight=w, reduction=how)
    keys = binary_keys(dtype, reduction, probs=p, targets=targets, **more)
    given = exact(p, dtype)
    floor = numpy.vectorize(lambda v: max(v, mpmath.mpf(-100)), otypes=[object])
    w_exact = 1 if weight is None else exact(weight, dtype)
    truth = bce_truth(floor(exact_log(given)), floor(exact_log(1 - given)), targets, dtype, reduction, w_exact)
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction), truth, "log(1 - p)")


def bce_logits_case(name, z, targets, dtype, reduction, weight=None, pos_weight=None, judged=True, **more):
    x = tensor(z, dtype).requires_grad_()
    y = tensor(targets, dtype)
    w = None if weight is None else tensor(weight, dtype)
    q = None if pos_weight is None else tensor(pos_weight, dtype)
    call = lambda how: F.binary_cross_entropy_with_logits(x, y, weight=w, pos_weight=q, reduction=how)
    keys = binary_keys(dtype, reduction, logits=z, targets=targets, pos_weight=pos_weight, gradient=True, **more)
    truth, scale = None, None
    if judged:
        given, y_exact = exact(z, dtype), exact(targets, dtype)
        yes, no = -exact_log1p(exact_exp(-given)), -exact_log1p(exact_exp(given))
        q_exact = 1 if pos_weight is None else exact(pos_weight, dtype)
        w_exact = 1 if weight is None else exact(weight, dtype)
        entries = -(q_exact * y_exact * yes + (1 - y_exact) * no) * w_exact
        up, down = (1 - y_exact) * exact_exp(yes) * w_exact, q_exact * y_exact * exact_exp(no) * w_exact
        divisor = entries.size if reduction == "mean" else 1
        loss = reduce_exact(entries, reduction, entries.size)
        truth = known({"per_sample": entries, "loss": loss, "gradient": (up - down) / divisor})
        scale = {"gradient": numpy.maximum(up, down) / divisor}
        if "route" in more:  # log p and log(1 - p) of probabilities that are rounded near 1, each with its factor
            near = numpy.asarray((q_exact * y_exact + 1 - y_exact) * w_exact)
            scale["per_sample"], scale["loss"] = near, near.sum() / divisor
    reason = (BCE if pos_weight is None else POS_WEIGHT) + "; " + GRADIENT
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction, x), truth, reason, scale)


def bits(shape):
    return random.randint(0, 2, shape).astype(float)


def binary_cross_entropy():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for at, shape in SHAPES.items():
                bce_case("bce " + at, probabilities(shape), bits(shape), dtype, reduction)
                bce_logits_case("bce logits " + at, scores(shape), bits(shape), dtype, reduction)
            shape = (3, 2)
            soft = probabilities(shape)
            weights = numpy.round(random.uniform(0.1, 3, shape), 2)
            row_weights = numpy.array([[0.5], [2.0], [0.0]])
            columns = numpy.array([0.25, 3.0])
            edge = numpy.array([[0.0, 1.0, 0.0], [1.0, 0.5, 1.0]])
            edge_targets = numpy.array([[0.0, 1.0, 1.0], [0.0, 1.0, 0.5]])
            bce_case("bce edge", edge, edge_targets, dtype, reduction)
            bce_case("bce tiny", numpy.array([1e-30, 1e-10, 0.9999999]), numpy.array([1.0, 0, 0]), dtype, reduction)
            bce_case("bce soft", probabilities(shape), soft, dtype, reduction)
            bce_case("bce weight", probabilities(shape), soft, dtype, reduction, weights, sample_weights=weights)
            bce_case("bce row weight", probabilities(shape), soft, dtype, reduction, row_weights, sample_weights=row_weights)
            bce_case("bce column weight", probabilities(shape), soft, dtype, reduction, columns, class_weights=columns)
            bce_logits_case("bce logits soft", scores(shape), soft, dtype, reduction)
            bce_logits_case("bce logits weight", scores(shape), soft, dtype, reduction, weights, sample_weights=weights)
            one, each = numpy.array(2.5), numpy.array([0.5, 4.0])
            bce_logits_case("bce logits pos_weight", scores(shape), bits(shape), dtype, reduction, pos_weight=one)
            bce_logits_case("bce logits pos_weights", scores(shape), soft, dtype, reduction, pos_weight=each)
            both = {"weight": columns, "pos_weight": numpy.array([0.5, 4.0]), "class_weights": columns}
            bce_logits_case("bce logits pos_weights and weights", scores(shape), soft, dtype, reduction, **both)
            far = numpy.array([[-40.0, 40, -10, 10], [-40, 40, -20, 20]])
            far_targets = numpy.array([[0.0, 1, 0, 1], [1, 0, 1, 0]])
            bce_logits_case("bce logits far", far, far_targets, dtype, reduction)
            bce_logits_case("bce logits far pos_weight", far, far_targets, dtype, reduction, pos_weight=numpy.array(3.0))
            z1000, targets = numpy.array([1000.0, -1000, 1000, -1000]), numpy.array([1.0, 0, 0, 1])
            bce_logits_case("bce logits 1000", z1000, targets, dtype, reduction)
        odd = numpy.array([numpy.nan, 1.0])
        bce_logits_case("bce logits nan", odd, numpy.array([1.0, 0]), dtype, "none", judged=False)
        big = 1e300 if dtype == "float64" else 1e30
        bce_logits_case("bce logits huge", numpy.array([big, -big]), numpy.array([0.0, 1]), dtype, "none")


def binary_by_probabilities():
    """The stable route has p and 1 - p, and the loss of PyTorch, which has neither, however far out the scores are."""
    one, each = numpy.array(2.5), numpy.array([0.5, 4.0])
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for scale in (3, 30, 300):
                shape = (4, 2)
                name = "bce stable %d " % scale
                bce_logits_case(name + "bits", scores(shape, scale), bits(shape), dtype, reduction, route="stable")
                y = probabilities(shape)
                bce_logits_case(name + "soft", scores(shape, scale), y, dtype, reduction, route="stable")
                z = scores(shape, scale)
                bce_logits_case(name + "pos_weight", z, bits(shape), dtype, reduction, pos_weight=one, route="stable")
                z = scores(shape, scale)
                bce_logits_case(name + "pos_weights", z, y, dtype, reduction, pos_weight=each, route="stable")
            z = numpy.array([[100.0, 40, 800, 1e30], [100, 40, 800, 1e30], [-100, -40, -800, -1e30]])
            y = numpy.array([[0.0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]])
            bce_logits_case("bce stable far", z, y, dtype, reduction, route="stable")


def images():
    """Elements of images: classes on axis 1, weights of any shape that broadcasts, one weight for each element."""
    shape = (2, 3, 2, 2)
    for dtype in DTYPES:
        # in float32 powers of 2, so that a chain of products is rounded once, whatever its order
        some = lambda s: 2.0 ** random.randint(-2, 3, s) if dtype == "float32" else numpy.round(random.uniform(0.1, 3, s), 2)
        for reduction in REDUCTIONS:
            w = some(shape)
            for broad in ((3, 1, 1), (2, 2), (1, 3, 1, 2), shape):
                pos = some(broad)
                name = "bce images pos_weight %s" % "x".join(map(str, broad))
                more = {"weight": w, "sample_weights": w, "class_axis": 1}
                bce_logits_case(name, scores(shape), probabilities(shape), dtype, reduction, pos_weight=pos, **more)
            bce_case("bce images", probabilities(shape), bits(shape), dtype, reduction, w, sample_weights=w, class_axis=1)
            kl_case("kl images", log_probabilities(shape), rows(shape, 1), dtype, reduction, w)


def shifted_means():
    """Means of means of labels that shift: the last position is in no mean, and a group of it alone is none."""
    for dtype in DTYPES:
        for at, shape, groups in (
            ("1 sequence", (5, 4), [0, 0, 1, 1, 2]),
            ("1 sequence alone", (4, 3), None),
            ("batch", (3, 4, 3), None),
            ("batch grouped", (3, 4, 3), [1, 0, 1]),
        ):
            z, labels = scores(shape), random.randint(0, shape[-1], shape[:-1])
            x, y = tensor(z, dtype), torch.tensor(labels)
            each = F.cross_entropy(x[..., :-1, :].movedim(-1, 1), y[..., 1:], reduction="none")
            of = torch.arange(shape[0]) if groups is None else torch.tensor(groups)
            members = [each[of[: len(each)] == g].reshape(-1) for g in of.unique()]
            loss = torch.stack([m.mean() for m in members if len(m) > 0]).mean()
            keys = {"loss": "cross_entropy", "logits": z, "labels": labels, "shift_labels": True, "rules": "pytorch"}
            keys = {**keys, "class_axis": -1, "reduction": "mean_of_means", "groups": groups}
            keys = {k: v for k, v in keys.items() if v is not None}
            if dtype == "float32":
                keys["dtype"] = dtype
            cases.add("shifted means %s %s" % (at, dtype), keys, {"loss": loss.item()})


def infinite_scores():
    inf = numpy.inf
    z = numpy.array([inf] * 4 + [-inf] * 4 + [0.5])
    y = numpy.array([0, 0.25, 0.75, 1] * 2 + [1.0])
    for dtype in DTYPES:
        for weight in (None, numpy.array(3.0), numpy.array(0.0), numpy.array(0.5)):
            name = "bce logits infinite pos_weight %s" % weight
            bce_logits_case(name, z, y, dtype, "none", pos_weight=weight, judged=False)
            bce_logits_case(name + " at one end", z[4:], y[4:], dtype, "mean", pos_weight=weight, judged=False)


def weights_that_cancel():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            weights = numpy.array([-1.0, 1, 2])
            # Divided by 0, PyTorch's gradient of the true class is inf - p × inf; ours takes (p - y) × inf.
            more = {"weights": weights, "gradient": reduction != "mean"}
            z = scores((2, 3))
            index_case("index weights cancel", z, numpy.array([0, 1]), dtype, reduction, **more)
            z[1] = z[0]
            z[:, :2] = 0.5
            index_case("index weights and losses cancel", z, numpy.array([0, 1]), dtype, reduction, **more)


# The mean of means: what gradient accumulation gives, and the mean over sequences of each one's own


def groups_case(name, z, labels, dtype, groups=None, weights=None, ignore=-100):
    """One call of cross_entropy for each group of the first axis, and the mean of those that keep anything."""
    x, y = tensor(z, dtype).requires_grad_(), torch.tensor(labels)
    w = None if weights is None else tensor(weights, dtype)
    of = numpy.arange(len(z)) if groups is None else numpy.array(groups)
    members = [numpy.flatnonzero(of == group) for group in sorted(set(of.tolist()))]
    members = [of_group for of_group in members if (labels[of_group] != ignore).any()]
    each = [F.cross_entropy(x[m], y[m], weight=w, ignore_index=ignore) for m in members]
    loss = torch.stack(each).mean()
    loss.backward()
    none = F.cross_entropy(x.detach(), y, weight=w, ignore_index=ignore, reduction="none")
    expect = {"loss": loss.item(), "per_sample": none.numpy(), "gradient": x.grad.numpy()}
    lost = numpy.full(labels.shape, mpmath.mpf(0), dtype=object)
    slopes = numpy.full(z.shape, mpmath.mpf(0), dtype=object)
    truth = {"loss": mpmath.mpf(0), "per_sample": lost, "gradient": slopes}
    scale = {"per_sample": lost.copy(), "gradient": slopes.copy()}
    for m in members:
        own, own_scale = index_truth(z[m], labels[m], dtype, "mean", weights, 0.0, ignore)
        truth["loss"] += own["loss"] / len(members)
        for into, part in ((truth, own), (scale, own_scale)):
            into["per_sample"][m] = numpy.array(part["per_sample"], dtype=object).reshape(labels[m].shape)
            into["gradient"][m] = part["gradient"] / len(members)
        scale["gradient"][m] *= 4  # the way back is taken step by step, and each is rounded at this size
    keys = {
        "loss": "cross_entropy",
        "logits": z,
        "labels": labels,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "class_weights": weights,
        "reduction": "mean_of_means",
        "groups": groups,
        "ignore_label": None if ignore == -100 else ignore,
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    cases.add("%s %s" % (name, dtype), keys, expect, truth, SOFTMAX + "; " + GRADIENT, scale)


def binary_groups_case(name, z, targets, dtype, groups=None):
    x, y = tensor(z, dtype).requires_grad_(), tensor(targets, dtype)
    of = numpy.arange(len(z)) if groups is None else numpy.array(groups)
    members = [numpy.flatnonzero(of == group) for group in sorted(set(of.tolist()))]
    each = [F.binary_cross_entropy_with_logits(x[m], y[m]) for m in members]
    loss = torch.stack(each).mean()
    loss.backward()
    none = F.binary_cross_entropy_with_logits(x.detach(), y, reduction="none")
    expect = {"loss": loss.item(), "per_sample": none.numpy(), "gradient": x.grad.numpy()}
    t, e = exact(targets, dtype), exact(z, dtype)
    entries = t * exact_log1p(exact_exp(-e)) + (1 - t) * exact_log1p(exact_exp(e))
    slopes = numpy.full(z.shape, mpmath.mpf(0), dtype=object)
    for m in members:
        slopes[m] = (1 / (1 + exact_exp(-e[m])) - t[m]) / (e[m].size * len(members))
    truth = {"loss": sum(entries[m].sum() / entries[m].size for m in members) / len(members)}
    truth.update({"per_sample": entries, "gradient": slopes})
    scale = {"gradient": numpy.full(z.shape, 1.0)}
    keys = binary_keys(dtype, "mean_of_means", logits=z, targets=targets, groups=groups, gradient=True)
    keys = {k: v for k, v in keys.items() if v is not None}
    cases.add("%s %s" % (name, dtype), keys, expect, truth, BCE, scale)


def means_of_means():
    for dtype in DTYPES:
        z = numpy.array([[2.0, 0], [2, 0], [2, 0], [1, 0]])
        groups_case("micro-batches 3 and 1", z, numpy.array([0, 0, 0, 1]), dtype, [0, 0, 0, 1])
        for at, shape in (("2d", (5, 3)), ("3d", (4, 3, 6)), ("4d", SHAPES["4d"])):
            weights = numpy.round(random.uniform(0.1, 3, shape[1]), 2)
            groups = random.randint(0, min(3, shape[0]), shape[0])
            groups_case("means " + at, scores(shape), index_labels(shape), dtype)
            groups_case("means weighted " + at, scores(shape), index_labels(shape), dtype, None, weights)
            groups_case("means ignored " + at, scores(shape), index_labels(shape, -100), dtype)
            groups_case("means grouped " + at, scores(shape), index_labels(shape), dtype, groups)
            labels = index_labels(shape, 2)
            groups_case("means grouped weighted ignored " + at, scores(shape), labels, dtype, groups, weights, 2)
        labels = numpy.array([[1, 0], [-100, -100], [2, -100]])
        groups_case("means of what is left", scores((3, 3, 2)), labels, dtype)
        binary_groups_case("means binary 1d", scores((5,)), bits((5,)), dtype, [2, 0, 0, 2, 2])
        binary_groups_case("means binary 2d", scores((4, 3)), bits((4, 3)), dtype)
        binary_groups_case("means binary grouped", scores((2, 3, 2)), bits((2, 3, 2)), dtype, [0, 0])


# Accuracy


def accuracy_case(name, keys, dtype, predicted, right, kept=None):
    """right: what is; kept: what counts, all without it."""
    kept = torch.ones_like(right) if kept is None else kept
    share = (right & kept).double().sum() / kept.double().sum()
    keys = dict(keys, dtype=dtype if dtype == "float32" else None, rules="pytorch", accuracy=True)
    keys = {k: v for k, v in keys.items() if v is not None}
    share = share.item() if dtype == "float64" else numpy.float32(share.item())
    cases.add("%s %s" % (name, dtype), keys, {"predicted": predicted.numpy(), "accuracy": share})


def ties(shape):
    """Scores of few values, so that several are the largest."""
    return random.randint(-1, 3, shape) / 2.0


def accuracy():
    for dtype in DTYPES:
        for at, shape in SHAPES.items():
            for draw in (scores, ties):
                z, labels = draw(shape), index_labels(shape, -100)
                x, y = tensor(z, dtype), torch.tensor(labels)
                predicted = x.argmax(class_axis(shape))
                keys = {"loss": "cross_entropy", "logits": z, "labels": labels}
                name = "accuracy %s %s" % (draw.__name__, at)
                accuracy_case(name, keys, dtype, predicted, predicted == y, y != -100)
        z, targets = ties((5, 4)), rows((5, 4), 1)
        keys = {"loss": "cross_entropy", "logits": z, "targets": targets, "reduction": "none"}
        x, t = tensor(z, dtype), tensor(targets, dtype)
        accuracy_case("accuracy targets", keys, dtype, x.argmax(1), x.argmax(1) == t.argmax(1))
        log_p, labels = log_probabilities((6, 3)), index_labels((6, 3))
        keys = {"loss": "nll", "log_probs": log_p, "labels": labels}
        x, y = tensor(log_p, dtype), torch.tensor(labels)
        accuracy_case("accuracy nll", keys, dtype, x.argmax(1), x.argmax(1) == y)
        for name, given, above in (("logits", ties((4, 3)), 0), ("probs", numpy.round(ties((4, 3)) + 1, 1) / 2.5, 0.5)):
            targets = numpy.array([[0, 1, 0.5], [1, 1, 0], [0.6, 0.2, 1], [0, 0, 1.0]])
            mask = bits((4, 3))
            mask[0, 0] = 1
            x, t = tensor(given, dtype) > above, tensor(targets, dtype) > 0.5
            keys = {"loss": "binary_cross_entropy", name: given, "targets": targets, "mask": mask}
            accuracy_case("accuracy binary " + name, keys, dtype, x.double(), x == t, tensor(mask, dtype) != 0)


# NLL and Kullback-Leibler, from log-probabilities


def log_probabilities(shape):
    axis = class_axis(shape)
    raw = scores(shape)
    raw = raw - raw.max(axis=axis, keepdims=True)
    return numpy.round(raw - numpy.log(numpy.exp(raw).sum(axis=axis, keepdims=True)), 3)


def nll_case(name, log_p, labels, dtype, reduction, weights=None, ignore=None, judged=True):
    x, y = tensor(log_p, dtype).requires_grad_(), torch.tensor(labels)
    w = None if weights is None else tensor(weights, dtype)
    kept = -100 if ignore is None else ignore
    call = lambda how: F.nll_loss(x, y, weight=w, ignore_index=kept, reduction=how)
    keys = {
        "loss": "nll",
        "log_probs": log_p,
        "labels": labels,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "class_weights": weights,
        "ignore_label": ignore,
        "reduction": None if reduction == "mean" else reduction,
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    truth = None
    if judged:
        truth, _ = index_truth(log_p, labels, dtype, reduction, weights, 0, kept, exact(log_p, dtype))
        del truth["gradient"]
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction, x), truth, "its sum")


def kl_case(name, log_p, targets, dtype, reduction, weight=None):
    x, y = tensor(log_p, dtype).requires_grad_(), tensor(targets, dtype)
    names = {"batch_mean": "batchmean"}
    w = None if weight is None else tensor(weight, dtype)
    reduce = {"mean": torch.mean, "sum": torch.sum, "none": lambda v: v}
    call = lambda how: F.kl_div(x, y, reduction=names.get(how, how))
    if weight is not None:  # PyTorch has none here: (none × w), reduced
        call = lambda how: reduce[how](F.kl_div(x, y, reduction="none") * w)
    keys = {
        "loss": "kl_divergence",
        "log_probs": log_p,
        "targets": targets,
        "sample_weights": weight,
        "dtype": dtype if dtype == "float32" else None,
        "class_axis": axis_key(log_p.shape),
        "rules": "pytorch",
        "reduction": None if reduction == "mean" else reduction,
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    t, l = exact(targets, dtype), exact(log_p, dtype)
    term = lambda a, b: a * (mpmath.log(a) - b) if a != 0 else mpmath.mpf(0)
    factor = numpy.ones(t.shape) if weight is None else exact(weight, dtype)
    elements = numpy.vectorize(term, otypes=[object])(t, l) * factor
    divisor = {"mean": elements.size, "batch_mean": log_p.shape[0]}.get(reduction, 1)
    truth = {"per_sample": elements, "loss": elements.sum() / divisor, "gradient": -t * factor / divisor}
    scale = {"per_sample": -t * l * factor}
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction, x), truth, "t log t - t log p", scale)


def from_log_probabilities():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for at, shape in SHAPES.items():
                nll_case("nll " + at, log_probabilities(shape), index_labels(shape), dtype, reduction)
            shape = (4, 3)
            weights = numpy.array([0.5, 2.0, 1.25])
            nll_case("nll weighted", log_probabilities(shape), index_labels(shape), dtype, reduction, weights)
            cube = (2, 3, 2)
            nll_case("nll weighted ignored", log_probabilities(cube), index_labels(cube, -100), dtype, reduction, weights)
            nll_case("nll ignored 0", log_probabilities(shape), index_labels(shape, 0), dtype, reduction, ignore=0)
            nll_case("nll all ignored", log_probabilities(shape), numpy.full(4, -100), dtype, reduction)
            any_numbers = numpy.array([[0.5, -3.0, -0.0], [-numpy.inf, 0, 7]])
            nll_case("nll takes any numbers", any_numbers, numpy.array([2, 2]), dtype, reduction, judged=False)
            nll_case("nll impossible class", any_numbers, numpy.array([0, 0]), dtype, reduction, judged=False)
        for reduction in REDUCTIONS + ("batch_mean",):
            for at in ("2d", "3d"):
                shape = SHAPES[at]
                kl_case("kl " + at, log_probabilities(shape), rows(shape, 1), dtype, reduction)
                kl_case("kl zeros " + at, log_probabilities(shape), rows(shape, 1, zeros=True), dtype, reduction)


# What cross-entropy is compared with


def compared_keys(loss, z, labels, dtype, reduction):
    keys = {
        "loss": loss,
        "logits": z,
        "labels": labels,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "reduction": reduction,
        "gradient": True,
    }
    return {k: v for k, v in keys.items() if v is not None}


def squared_error_case(name, z, labels, dtype, reduction):
    """mse_loss of softmax and one-hot rows."""
    x = tensor(z, dtype).requires_grad_()
    y = F.one_hot(torch.tensor(labels), z.shape[1]).to(x.dtype)
    call = lambda how: F.mse_loss(torch.softmax(x, 1), y, reduction=how)
    keys = compared_keys("squared_error", z, labels, dtype, reduction)
    p, t = exact_exp(exact_log_softmax(exact(z, dtype), 1)), exact(y.numpy(), dtype)
    elements = (p - t) ** 2
    divisor = elements.size if reduction == "mean" else 1
    slopes = 2 * (p - t)
    gradient = p * (slopes - (slopes * p).sum(axis=1, keepdims=True)) / divisor
    truth = {"per_sample": elements, "loss": elements.sum() / divisor, "gradient": gradient}
    each = numpy.full(z.shape, 1.0)  # p - y and the way back through softmax are what is left of numbers
    # up to 1, and of d loss / d p = 2 (p - y), which is up to 2
    scale = {"per_sample": each, "gradient": 2 * each}
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction, x), truth, SQUARE, scale)


def hinge_case(name, z, labels, dtype, reduction):
    """multi_margin_loss divides by the number of classes, CS231n's hinge does not."""
    x, y = tensor(z, dtype).requires_grad_(), torch.tensor(labels)
    call = lambda how: F.multi_margin_loss(x, y, margin=1, reduction=how) * z.shape[1]
    keys = compared_keys("hinge", z, labels, dtype, reduction)
    rows, losses, gradient = exact(z, dtype), [], []
    for row, label in zip(rows, labels):
        margins = [max(mpmath.mpf(0), s - row[label] + 1) * (c != label) for c, s in enumerate(row)]
        slope = [mpmath.mpf(1 if m > 0 else 0) for m in margins]
        slope[label] = -sum(slope)
        losses.append(sum(margins))
        gradient.append(slope)
    divisor = len(labels) if reduction == "mean" else 1
    losses, gradient = numpy.array(losses, dtype=object), numpy.array(gradient, dtype=object) / divisor
    truth = {"per_sample": losses, "loss": losses.sum() / divisor, "gradient": gradient}
    scale = {"per_sample": numpy.abs(z).sum(axis=1)}
    cases.add("%s %s %s" % (name, reduction, dtype), keys, result(call, reduction, x), truth, "margins cancel", scale)


def compared():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for shape in ((3, 4), (1, 3), (6, 2)):
                at = "%dx%d" % shape
                squared_error_case("squared error " + at, scores(shape), index_labels(shape), dtype, reduction)
                hinge_case("hinge " + at, scores(shape), index_labels(shape), dtype, reduction)
            hinge_case("hinge cs231n", numpy.array([[-2.85, 0.86, 0.28]]), numpy.array([2]), dtype, reduction)


# Labels that shift: the idiom of causal language models, logits[..., :-1, :] beside labels[..., 1:]


def put_back(kept, positions):
    """Numbers of all positions of each sequence but the last, with a zero for that."""
    last = numpy.zeros_like(kept.take([0], axis=positions))
    return numpy.append(kept, last, axis=positions)


def shifted_case(name, z, labels, dtype, reduction, weights=None, ignore=None, axis=-1):
    """z with the classes last; `axis` is where the lesson has them."""
    count = z.shape[-1]
    x = tensor(z, dtype).requires_grad_()
    y = torch.tensor(labels)
    w = None if weights is None else tensor(weights, dtype)
    kept = -100 if ignore is None else ignore
    call = lambda how: F.cross_entropy(
        x[..., :-1, :].reshape(-1, count), y[..., 1:].reshape(-1), weight=w, ignore_index=kept, reduction=how
    )
    expect = result(call, reduction, x)
    used = labels[..., 1:].shape
    rows = numpy.asarray(z)[..., :-1, :].reshape(-1, count)
    truth, scale = index_truth(rows, labels[..., 1:], dtype, reduction, weights, 0.0, kept)
    expect["gradient"] = numpy.moveaxis(expect["gradient"], -1, axis)
    for each in (expect, truth, scale):
        each["per_sample"] = put_back(numpy.asarray(each["per_sample"]).reshape(used), len(used) - 1)
    for each in (truth, scale):
        gradient = put_back(each["gradient"].reshape(used + (count,)), len(used) - 1)
        each["gradient"] = numpy.moveaxis(gradient, -1, axis)
    keys = {
        "loss": "cross_entropy",
        "logits": numpy.moveaxis(z, -1, axis),
        "labels": labels,
        "shift_labels": True,
        "dtype": dtype if dtype == "float32" else None,
        "rules": "pytorch",
        "class_axis": axis if z.ndim > 2 else None,
        "class_weights": weights,
        "ignore_label": ignore,
        "reduction": None if reduction == "mean" else reduction,
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    cases.add("%s %s %s" % (name, reduction, dtype), keys, expect, truth, SOFTMAX + "; " + GRADIENT, scale)


def shifted_mask_case(name, z, labels, mask, weights, dtype, reduction):
    """A mask and weights that belong to the labels, in the lesson's own means; each loss is PyTorch's."""
    x = tensor(z, dtype).requires_grad_()
    count = z.shape[-1]
    y = torch.tensor(labels)[..., 1:]
    keep = tensor(mask, dtype)[..., 1:]
    weight = tensor(weights, dtype)[..., 1:]
    losses = F.cross_entropy(x[..., :-1, :].reshape(-1, count), y.reshape(-1), reduction="none").reshape(y.shape)
    entries = losses * keep * weight
    divisors = {
        "mean": y.numel(),
        "sum": 1,
        "mean_unmasked": keep.sum(),
        "weighted_mean": (keep * weight).sum(),
        "sum_by_nonzero_weights": (weight != 0).sum(),
        "batch_mean": y.shape[0],
    }
    loss = entries.sum() / divisors[reduction]
    loss.backward()
    keys = {
        "loss": "cross_entropy",
        "logits": z,
        "labels": labels,
        "shift_labels": True,
        "mask": mask,
        "sample_weights": weights,
        "dtype": dtype if dtype == "float32" else None,
        "reduction": reduction,
        "route": "fused",
        "gradient": True,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    expect = {
        "loss": loss.item(),
        "per_sample": put_back(entries.detach().numpy(), y.ndim - 1),
        "gradient": x.grad.numpy(),
    }
    ours = exact_log_softmax(exact(z, dtype)[..., :-1, :], -1)
    hot = numpy.vectorize(mpmath.mpf, otypes=[object])(numpy.eye(count)[y.numpy()])
    pull = exact((keep * weight).numpy(), dtype)
    each = -(ours * hot).sum(axis=-1) * pull
    divisor = mpmath.mpf(float(divisors[reduction]))
    slope = (exact_exp(ours) - hot) * pull[..., None] / divisor
    size = numpy.maximum(hot, numpy.vectorize(exp_scale, otypes=[object])(ours)) * pull[..., None] / divisor
    truth = {
        "loss": each.sum() / divisor,
        "per_sample": put_back(each, y.ndim - 1),
        "gradient": put_back(slope, y.ndim - 1),
    }
    scale = {"per_sample": put_back(pull, y.ndim - 1), "gradient": put_back(size, y.ndim - 1)}
    cases.add("%s %s %s" % (name, reduction, dtype), keys, expect, truth, SOFTMAX + "; " + GRADIENT, scale)


def shifted_labels():
    for dtype in DTYPES:
        for reduction in REDUCTIONS:
            for at, shape in {"1 sequence": (5, 4), "batch": (3, 4, 3), "beams": (2, 2, 3, 3)}.items():
                z = scores(shape)
                axis = 1 if len(shape) > 3 else -1
                labels = random.randint(0, shape[-1], shape[:-1])
                shifted_case("shifted " + at, z, labels, dtype, reduction, axis=axis)
                padded = numpy.where(random.uniform(size=labels.shape) < 0.3, -100, labels)
                shifted_case("shifted padded " + at, z, padded, dtype, reduction, axis=axis)
                shifted_case("shifted own padding " + at, z, labels, dtype, reduction, ignore=1, axis=axis)
                weights = numpy.round(random.uniform(0.1, 3, shape[-1]), 2)
                shifted_case("shifted weighted " + at, z, padded, dtype, reduction, weights, axis=axis)
        for reduction in ("mean", "sum", "mean_unmasked", "weighted_mean", "sum_by_nonzero_weights", "batch_mean"):
            for at, shape in {"1 sequence": (5, 4), "batch": (3, 4, 3)}.items():
                labels = random.randint(0, shape[-1], shape[:-1])
                mask = (random.uniform(size=labels.shape) < 0.7).astype(int)
                mask.reshape(-1)[1] = 1
                weights = numpy.round(random.uniform(0.1, 3, labels.shape), 1)
                shifted_mask_case("shifted mask " + at, scores(shape), labels, mask, weights, dtype, reduction)


# A teacher's scores: distillation at a temperature, its gradient scaled by the square


def absolute(x):
    return numpy.vectorize(abs, otypes=[object])(x)


def taught_case(name, loss, z, teacher, temperature, dtype, reduction):
    """The student's gradient is that of T² × loss; per_sample and loss are before the factor."""
    axis = class_axis(z.shape)
    binary = loss == "binary_cross_entropy"
    s, t = tensor(z, dtype).requires_grad_(), tensor(teacher, dtype)
    names = {"batch_mean": "batchmean"}

    def call(how):
        if binary:
            return F.binary_cross_entropy_with_logits(s / temperature, torch.sigmoid(t / temperature), reduction=how)
        soft = F.softmax(t / temperature, axis)
        if loss == "cross_entropy":
            return F.cross_entropy(s / temperature, soft, reduction=how)
        divergence = F.kl_div(F.log_softmax(s / temperature, axis), soft, reduction=names.get(how, how))
        return divergence.sum(axis) if how == "none" else divergence

    expect = result(call, reduction)
    (call(reduction).sum() * temperature**2).backward()
    expect["gradient"] = s.grad.numpy()
    keys = {
        "loss": loss,
        "logits": z,
        "target_logits": teacher,
        "temperature": temperature if temperature != 1 else None,
        "loss_scale": temperature**2 if temperature != 1 and reduction != "none" else None,
        "dtype": dtype if dtype == "float32" else None,
        "class_axis": axis_key(z.shape) if not binary else None,
        "route": "fused",
        "reduction": None if reduction == "mean" else reduction,
        "gradient": True,
    }
    if reduction == "none":
        expect["gradient"] = expect["gradient"] / temperature**2
    keys = {k: v for k, v in keys.items() if v is not None}
    student, teaching = exact(z, dtype) / temperature, exact(teacher, dtype) / temperature
    if binary:
        yes, no = -exact_log1p(exact_exp(-student)), -exact_log1p(exact_exp(student))
        y = 1 / (1 + exact_exp(-teaching))
        entries = -(y * yes + (1 - y) * no)
        sizes = entries + absolute(student)  # PyTorch takes (1 - y) x + log(...), with y as it is stored
        slope, count = exact_exp(yes) - y, z.size
        each = y + exact_exp(yes)
    else:
        log_p, log_y = exact_log_softmax(student, axis), exact_log_softmax(teaching, axis)
        y = exact_exp(log_y)
        own = y * log_y if loss == "kl_divergence" else 0 * y
        entries, sizes = (own - y * log_p).sum(axis=axis), absolute(own - y).sum(axis=axis) - (y * log_p).sum(axis=axis)
        slope = exact_exp(log_p) - y
        each = y + numpy.vectorize(exp_scale, otypes=[object])(log_p)
        count = z.shape[0] if reduction == "batch_mean" else z.size // z.shape[axis]
    entries, sizes = numpy.asarray(entries, dtype=object), numpy.asarray(sizes, dtype=object)
    divisor = 1 if reduction in ("sum", "none") else count
    factor = mpmath.mpf(temperature) if reduction != "none" else 1 / mpmath.mpf(temperature)
    truth = known(
        {"per_sample": entries, "loss": reduce_exact(entries, reduction, divisor), "gradient": slope * factor / divisor}
    )
    # p and y are both quotients of rounded numbers, so two units of each
    scale = {"per_sample": sizes, "loss": sizes.sum() / divisor, "gradient": 2 * each * factor / divisor}
    reason = "the teacher's probabilities are rounded, and y log y - y log p cancels; " + GRADIENT
    cases.add("%s %s %s" % (name, reduction, dtype), keys, expect, truth, reason, scale)


def taught():
    for dtype in DTYPES:
        for temperature in (1, 2, 4):
            for at, shape in SHAPES.items():
                for reduction in REDUCTIONS:
                    name = "taught %s at %d" % (at, temperature)
                    taught_case(name, "cross_entropy", scores(shape), scores(shape), temperature, dtype, reduction)
                    name = "taught binary %s at %d" % (at, temperature)
                    taught_case(name, "binary_cross_entropy", scores(shape), scores(shape), temperature, dtype, reduction)
                if at != "1d":
                    for reduction in ("batch_mean", "sum"):
                        name = "taught divergence %s at %d" % (at, temperature)
                        taught_case(name, "kl_divergence", scores(shape), scores(shape), temperature, dtype, reduction)
        masked = numpy.array([[1.0, -numpy.inf, 2.0], [0.0, 3.0, -numpy.inf]])
        for loss, reduction in (("cross_entropy", "mean"), ("kl_divergence", "batch_mean")):
            taught_case("taught %s masked class" % loss, loss, scores((2, 3)), masked, 2, dtype, reduction)


def main():
    cross_entropy_by_label()
    cross_entropy_by_target()
    binary_cross_entropy()
    from_log_probabilities()
    extremes()
    compared()
    binary_by_probabilities()
    infinite_scores()
    weights_that_cancel()
    shifted_labels()
    taught()
    images()
    means_of_means()
    accuracy()
    shifted_means()
    cases.write()


main()

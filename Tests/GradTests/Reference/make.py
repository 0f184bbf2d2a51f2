"""Adds to each stored case of the catalogue's samples the result that PyTorch or NumPy gives, and
PyTorch's gradients for a fixed cotangent.

    APUS_RECORD=all swift test --filter ReferenceTests    # writes the arguments
    python Tests/GradTests/Reference/make.py              # adds the results

Random numbers and options have no such file: no one else can give their results.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

DTYPES = {name: getattr(torch, name) for name in ["float32", "float64", "bfloat16", "int64", "int32", "uint8", "bool"]}
ORDER = list(DTYPES)


def number(value):
    return float(value) if isinstance(value, str) else value


def argument(json_value):
    (kind, value), = json_value.items()
    if kind == "tensor":
        if "weak" in value:
            return float(value["weak"]) if value["dtype"] == "float32" else int(value["weak"])
        numbers = [number(v) for v in value["values"]]
        return torch.tensor(numbers, dtype=torch.float64).reshape(value["shape"]).to(DTYPES[value["dtype"]])
    if kind == "tensors":
        return [argument({"tensor": v}) for v in value]
    if kind == "double":
        return float(value)
    if kind == "absent":
        return None
    if kind == "indices":
        return tuple(index(v) for v in value)
    if kind == "member":
        return DTYPES.get(value, value)
    return value


def index(value):
    if "at" in value:
        return value["at"]
    if "newAxis" in value:
        return None
    if "ellipsis" in value:
        return Ellipsis
    return slice(value["from"], value["to"], value["by"])


def tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(value)


def real(x):
    x = tensor(x)
    return x if x.is_floating_point() else x.float()


def reduced(f):
    """A reduction over one axis, several or all, of which `f` does all axes of one at the end."""

    def apply(x, axes, keep):
        axes = list(range(x.ndim)) if axes is None else [axes] if isinstance(axes, int) else axes
        axes = [a % x.ndim for a in axes]
        kept = [a for a in range(x.ndim) if a not in axes]
        y = f(x.permute(kept + axes).reshape([x.shape[a] for a in kept] + [math.prod(x.shape[a] for a in axes)]))
        return y.reshape([1 if a in axes else x.shape[a] for a in range(x.ndim)]) if keep else y

    return apply


def spread(f):
    return lambda x, axes, ddof, keep: reduced(lambda y: f(y, dim=-1, correction=ddof))(real(x), axes, keep)


def norm(x, order, axes, keep):
    return reduced(lambda y: torch.linalg.vector_norm(y, ord=order, dim=-1))(real(x), axes, keep)


def position(f):
    def apply(x, axis, keep):
        if axis is None:
            flat = f(x.reshape(-1), dim=0)
            return flat.reshape([1] * x.ndim) if keep else flat
        return f(x, dim=axis, keepdim=keep)

    return apply


def subscript(x, indices):
    # PyTorch has no negative steps; NumPy's results agree otherwise.
    return torch.from_numpy(np.array(x.numpy()[indices]))


def integers_stay(f):
    return lambda x: f(x) if x.is_floating_point() else x


def clipped(x, low, high):
    if not x.is_floating_point():
        low, high = (None if b is None else int(b) for b in (low, high))
    return x.clamp(low, high)


def product(a, b):
    kind = torch.result_type(a, b)
    return torch.matmul(a.to(kind), b.to(kind))


def split(x, how, axis):
    return list(x.chunk(how, axis)) if isinstance(how, int) and x.shape[axis] else list(
        x.split([x.shape[axis] // how] * how if isinstance(how, int) else how, axis))


def made(value, dtype=None):
    if isinstance(value, list):
        kind = torch.float32 if value and isinstance(value[0], float) else torch.int64
        return torch.tensor(value, dtype=kind)
    value = tensor(value)
    return value if dtype is None else value.to(dtype)


def scalar_made(value, dtype=None):
    return torch.tensor(value, dtype=dtype) if not isinstance(value, (torch.Tensor, list)) else made(value, dtype)


def unary(f):
    return lambda x: f(real(x))


def sorting(x, axis, descending):
    return torch.sort(x, dim=axis, descending=descending, stable=True)


def arange(start, end, step, dtype):
    dtype = dtype or (torch.int64 if isinstance(start, int) else torch.float32)
    if (end - start) / step <= 0:
        return torch.empty(0, dtype=dtype)
    return torch.arange(start, end, step, dtype=dtype)


def linspace(start, end, count, dtype):
    return torch.linspace(start, end, count, dtype=torch.float64).to(dtype)


def top(x, k, axis, largest):
    result = torch.sort(x, dim=axis, descending=largest, stable=True)
    return [result.values.narrow(axis, 0, k), result.indices.narrow(axis, 0, k)]


def take(x, indices, axis):
    return torch.from_numpy(np.take(x.numpy(), indices.numpy(), axis=axis))


def take_along(x, indices, axis):
    return torch.from_numpy(np.take_along_axis(x.numpy(), indices.numpy(), axis=axis))


def like(f):
    return lambda x, dtype: f(x.shape, dtype=dtype or x.dtype) if isinstance(x, torch.Tensor) else f(x, dtype=dtype)


def promoted(f):
    def apply(parts, axis):
        kind = parts[0].dtype
        for part in parts:
            kind = torch.promote_types(kind, part.dtype)
        return f([part.to(kind) for part in parts], axis)

    return apply


def celu(x, alpha):
    return F.celu(real(x), alpha)


def both(f):
    """Functions of PyTorch that want two tensors."""
    return lambda a, b: f(*same(a, b))


def same(a, b):
    if isinstance(a, torch.Tensor) and not isinstance(b, torch.Tensor):
        b = torch.tensor(b, dtype=torch.result_type(a, b))
        a = a.to(b.dtype)
    return a, b


def floats(f):
    return lambda a, b: f(*(real(v) for v in same(a, b)))


def extreme(name):
    def apply(x, axes, keep):
        return reduced(lambda y: getattr(torch, name)(y, dim=-1))(x, axes, keep)

    return apply


ROWS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b=None: -a if b is None else a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "pow": lambda a, b: a**b,
    "maximum": both(torch.maximum),
    "minimum": both(torch.minimum),
    "floorDivide": torch.floor_divide,
    "fmod": torch.fmod,
    "atan2": floats(torch.atan2),
    "abs": torch.abs,
    "sign": torch.sign,
    "square": torch.square,
    "reciprocal": torch.reciprocal,
    ".==": lambda a, b: a == b,
    ".!=": lambda a, b: a != b,
    ".&&": torch.logical_and,
    ".||": torch.logical_or,
    ".!": torch.logical_not,
    "isNaN": torch.isnan,
    "isInf": torch.isinf,
    "isFinite": torch.isfinite,
    "allClose": lambda a, b, rtol, atol: torch.allclose(a, b, rtol=rtol, atol=atol),
    "cbrt": unary(lambda x: torch.from_numpy(np.asarray(np.cbrt(x.numpy())))),
    "floor": integers_stay(torch.floor),
    "ceil": integers_stay(torch.ceil),
    "trunc": integers_stay(torch.trunc),
    "round": integers_stay(torch.round),
    "clipped": clipped,
    "relu": torch.relu,
    "silu": unary(F.silu),
    "softplus": unary(F.softplus),
    "logSigmoid": unary(F.logsigmoid),
    "mish": unary(F.mish),
    "selu": unary(F.selu),
    "hardSwish": unary(F.hardswish),
    "hardSigmoid": unary(F.hardsigmoid),
    "hardTanh": unary(F.hardtanh),
    "gelu": lambda x, how: F.gelu(real(x), approximate=how),
    "elu": lambda x, alpha: F.elu(real(x), alpha),
    "celu": celu,
    "leakyReLU": lambda x, slope: F.leaky_relu(real(x), slope),
    "sum": reduced(lambda y: y.sum(-1)),
    "prod": reduced(lambda y: y.prod(-1)),
    "mean": lambda x, axes, keep: reduced(lambda y: y.mean(-1))(real(x), axes, keep),
    "max": extreme("amax"),
    "min": extreme("amin"),
    "any": lambda x, axes=None, keep=False: reduced(lambda y: (y != 0).any(-1))(x, axes, keep),
    "all": lambda x, axes=None, keep=False: reduced(lambda y: (y != 0).all(-1))(x, axes, keep),
    "logsumexp": lambda x, axes, keep: reduced(lambda y: torch.logsumexp(y, -1))(real(x), axes, keep),
    "variance": spread(torch.var),
    "std": spread(torch.std),
    "norm": norm,
    "argmax": position(torch.argmax),
    "argmin": position(torch.argmin),
    "cumsum": lambda x, axis: torch.cumsum(x, axis),
    "cumprod": lambda x, axis: torch.cumprod(x, axis),
    "shape": lambda x: {"values": [float(s) for s in x.shape]},
    "ndim": lambda x: x.ndim,
    "count": lambda x: x.numel(),
    "dim": lambda x, axis: x.shape[axis],
    "T": lambda x: x.permute(tuple(reversed(range(x.ndim)))),
    "reshaped": lambda x, shape: x.reshape(shape),
    "flattened": lambda x, start: x.flatten(start),
    "permuted": lambda x, axes: x.permute(axes),
    "transposed": torch.transpose,
    "movedAxis": torch.movedim,
    "unsqueezed": torch.unsqueeze,
    "squeezed": lambda x, axis: x.squeeze() if axis is None else x.squeeze(axis),
    "broadcast": lambda x, shape: x.broadcast_to(shape),
    "flipped": lambda x, axis: x.flip(axis),
    "concat": promoted(torch.cat),
    "stack": promoted(torch.stack),
    "split": split,
    "repeated": lambda x, count, axis: x.repeat_interleave(count, axis),
    "tiled": lambda x, counts: x.tile(counts),
    "rolled": torch.roll,
    "matmul": product,
    "•": product,
    "dot": torch.dot,
    "outer": lambda a, b: a[:, None] * b,
    "trace": lambda x: x.diagonal(dim1=-2, dim2=-1).sum(-1),
    "tril": torch.tril,
    "triu": torch.triu,
    "diag": torch.diag,
    "diagonal": lambda x: x.diagonal(dim1=-2, dim2=-1),
    "subscript": subscript,
    "take": take,
    "takeAlong": take_along,
    "where": lambda c, a, b: torch.where(c, a, b),
    "maskedFill": lambda x, mask, value: x.masked_fill(mask, value),
    "oneHot": lambda x, classes: F.one_hot(x, classes) if x.numel() else torch.zeros((*x.shape, classes), dtype=torch.int64),
    "nonzero": torch.nonzero,
    "sorted": lambda x, axis, descending: sorting(x, axis, descending).values,
    "argsort": lambda x, axis, descending: sorting(x, axis, descending).indices,
    "topK": top,
    "unique": torch.unique,
    "Tensor.zeros": like(torch.zeros),
    "Tensor.ones": like(torch.ones),
    "Tensor.full": lambda shape, value, dtype: torch.full(shape, value, dtype=dtype),
    "Tensor.eye": lambda n, m, dtype=None: torch.eye(n, m, dtype=dtype) if dtype else torch.eye(n, dtype=m),
    "Tensor.arange": arange,
    "Tensor.linspace": linspace,
    "Tensor": scalar_made,
    "to": lambda x, dtype: x.to(dtype),
    "float": lambda x: x.float(),
    "int": lambda x: x.long(),
    "dtype": lambda x: ORDER.index(str(x.dtype).removeprefix("torch.")),
    "item": lambda x: x.item(),
    "toArray": lambda x: {"values": [encoded(v) for v in x.double().flatten().tolist()]},
    "softmax": lambda x, axis: torch.softmax(real(x), axis),
    "logSoftmax": lambda x, axis: torch.log_softmax(real(x), axis),
}

for name in ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "erf", "sin", "cos", "tan",
             "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sigmoid"]:
    ROWS[name] = unary(getattr(torch, name))

ROWS |= {
    "linear": F.linear,
    "embedding": F.embedding,
    "dropout": lambda x, p, training: F.dropout(real(x), p, training),
    "layerNorm": F.layer_norm,
    "rmsNorm": F.rms_norm,
    "batchNorm": lambda x, mean, variance, weight, bias, eps: F.batch_norm(x, mean, variance, weight, bias, eps=eps),
    "groupNorm": F.group_norm,
    "scaledDotProductAttention": lambda q, k, v, mask, causal, scale: F.scaled_dot_product_attention(
        q, k, v, mask, is_causal=causal, scale=scale),
    "mseLoss": lambda a, b, how: F.mse_loss(a, b, reduction=how),
    "l1Loss": lambda a, b, how: F.l1_loss(a, b, reduction=how),
    "huberLoss": lambda a, b, delta, how: F.huber_loss(a, b, reduction=how, delta=delta),
    "smoothL1Loss": lambda a, b, beta, how: F.smooth_l1_loss(a, b, reduction=how, beta=beta),
    "binaryCrossEntropy": lambda p, y, weight, how: F.binary_cross_entropy(p, y, weight, reduction=how),
    "binaryCrossEntropyWithLogits": lambda x, y, positive, how: F.binary_cross_entropy_with_logits(
        x, y, pos_weight=positive, reduction=how),
    "klDivergence": lambda x, y, how: F.kl_div(x, y, reduction=how.lower()),
    "hingeEmbeddingLoss": lambda x, y, margin: F.hinge_embedding_loss(x, y, margin=margin),
    "cosineSimilarity": lambda a, b, axis: F.cosine_similarity(a, b, dim=axis),
    "cosineEmbeddingLoss": lambda a, b, y, margin: F.cosine_embedding_loss(a, b, y, margin=margin),
    "tripletMarginLoss": lambda a, p, n, margin: F.triplet_margin_loss(a, p, n, margin=margin),
    "crossEntropy": lambda x, y, weight, ignored, smoothing, how: F.cross_entropy(
        x, y, weight, ignore_index=ignored, label_smoothing=smoothing, reduction=how),
    "nllLoss": lambda x, y, weight, ignored, how: F.nll_loss(x, y, weight, ignore_index=ignored, reduction=how),
}

def pad(x, widths, mode, value):
    # PyTorch pads no more than an axis is long; where each element comes from is NumPy's answer.
    widths = [(0, 0)] * (x.ndim - len(widths)) + [tuple(w) for w in widths]
    if mode == "constant":
        return F.pad(x, [w for pair in reversed(widths) for w in pair], value=value)
    places = np.pad(np.arange(x.numel()).reshape(x.shape), widths, mode=mode)
    return x.flatten()[torch.from_numpy(places)]


def scatter(x, indices, values, axis, how=None):
    indices = indices % x.shape[axis]
    values = values.to(x.dtype)
    if values.ndim < indices.ndim:
        values = values.expand(indices.shape)
    values = values[tuple(slice(size) for size in indices.shape)]
    return x.scatter(axis, indices, values) if how is None else x.scatter_reduce(axis, indices, values, how)


def bincount(x, weights, minimum):
    return torch.bincount(x, weights, minimum)


def interpolate(x, size, mode, align):
    mode = {"bilinear": {3: "linear", 4: "bilinear"}[x.ndim]}.get(mode, mode) if mode == "bilinear" else mode
    return F.interpolate(x, size=size, mode=mode, align_corners=None if mode == "nearest" else align)


def ctc(x, targets, inputs, lengths, blank, how, zero):
    return F.ctc_loss(x, targets, inputs, lengths, blank, how, zero)


def turned(u, *others):
    """Vectors with a positive element where they first are about the largest, as ours are."""
    if u.numel() == 0:
        return (u, *others)
    sizes = u.detach().abs()
    first = (sizes >= sizes.amax(-2, keepdim=True) * 0.999).int().argmax(-2, keepdim=True)
    sign = u.detach().gather(-2, first).sign()
    return (u * sign, *(other * sign.mT for other in others))


def svd(a):
    u, s, vt = torch.linalg.svd(real(a), full_matrices=False)
    u, vt = turned(u, vt)
    return [u, s, vt]


def eigh(a):
    values, vectors = torch.linalg.eigh((a + a.mT) / 2)
    return [values, turned(vectors)[0]]


def cholesky(a):
    return torch.linalg.cholesky((real(a) + real(a).mT) / 2)


def solve(a, b):
    return torch.linalg.solve(a, b.unsqueeze(-1)).squeeze(-1) if b.ndim == 1 else torch.linalg.solve(a, b)


def least(a, b):
    right = b.unsqueeze(-1) if b.ndim == 1 else b
    x = torch.linalg.pinv(a) @ right
    return x.squeeze(-1) if b.ndim == 1 else x


NORMS = {"frobenius": "fro", "nuclear": "nuc", "spectral": 2, "one": 1, "infinity": math.inf}

ROWS |= {
    "inverse": unary(torch.linalg.inv),
    "solve": solve,
    "determinant": unary(torch.linalg.det),
    "slogdet": lambda a: list(torch.linalg.slogdet(a)),
    "matrixPower": torch.linalg.matrix_power,
    "lstsq": least,
    "cholesky": cholesky,
    "qr": lambda a: list(torch.linalg.qr(a)),
    "svd": svd,
    "svdvals": torch.linalg.svdvals,
    "eigh": eigh,
    "eigvalsh": lambda a: torch.linalg.eigvalsh((a + a.mT) / 2),
    "pinv": torch.linalg.pinv,
    "matrixRank": torch.linalg.matrix_rank,
    "matrixNorm": lambda a, how: torch.linalg.matrix_norm(a, NORMS[how]),
    "pad": pad,
    "interpolate": interpolate,
    "scatter": scatter,
    "scatterAdd": lambda x, indices, values, axis: scatter(x, indices, values, axis, "sum"),
    "bincount": bincount,
    "searchSorted": lambda x, values, right: torch.searchsorted(x.contiguous(), tensor(values), right=right),
    "logcumsumexp": lambda x, axis: torch.logcumsumexp(real(x), axis),
    "ctcLoss": ctc,
    "einsum": lambda equation, operands: torch.einsum(equation, *operands),
    "kron": torch.kron,
    "median": lambda x, axis, keep: (
        x.reshape(-1).median().reshape([1] * x.ndim if keep else []) if axis is None else x.median(axis, keep).values),
    "quantile": lambda x, q, axis, keep: torch.quantile(x, q, axis, keep),
    "lerp": lambda a, b, w: torch.lerp(*torch.broadcast_tensors(a, b, tensor(w).to(a.dtype))),
}

for axes in 1, 2, 3:
    ROWS[f"conv{axes}d"] = getattr(F, f"conv{axes}d")
    ROWS[f"convTranspose{axes}d"] = getattr(F, f"conv_transpose{axes}d")
    ROWS[f"maxPool{axes}d"] = lambda x, kernel, stride, padding, dilation=1, ceil=False, axes=axes: getattr(
        F, f"max_pool{axes}d")(x, kernel, stride, padding, dilation, ceil)
    ROWS[f"avgPool{axes}d"] = lambda x, kernel, stride, padding, ceil=False, include=True, axes=axes: getattr(
        F, f"avg_pool{axes}d")(x, kernel, stride, padding, ceil, include)

    ROWS[f"adaptiveAvgPool{axes}d"] = getattr(F, f"adaptive_avg_pool{axes}d")
    ROWS[f"adaptiveMaxPool{axes}d"] = getattr(F, f"adaptive_max_pool{axes}d")

for name, relation in {">": torch.gt, ">=": torch.ge, "<": torch.lt, "<=": torch.le}.items():
    ROWS[name] = ROWS["." + name] = relation


def encoded(value):
    return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def result(value):
    if isinstance(value, torch.Tensor):
        return {
            "dtype": str(value.dtype).removeprefix("torch."),
            "shape": list(value.shape),
            "values": [encoded(float(v)) for v in value.flatten().tolist()],
        }
    return value if isinstance(value, dict) else {"value": float(value)}


# PyTorch gives these a history, but no gradient.
CONSTANT = {"unique", "bincount", "searchSorted"}


def weights(y):
    """The cotangent that `GradientSample` has for a result."""
    index = torch.arange(y.numel(), dtype=torch.float64)
    return ((index * 7 + 3) % 11 / 8 - 0.5).reshape(y.shape).to(y.dtype)


def flipped_subscript(x, indices):
    # PyTorch has no negative steps: the axis is turned first, and the slice with it.
    indices = tuple(indices)
    axes = x.ndim - sum(i is not None and i is not Ellipsis for i in indices)
    axis, plain = 0, []
    for i in indices:
        if i is Ellipsis:
            axis += axes
        elif isinstance(i, slice) and i.step is not None and i.step < 0:
            positions = range(x.shape[axis])[i]
            x = x.index_select(axis, torch.tensor(list(positions)))
            i = slice(None)
            axis += 1
        elif i is not None:
            axis += 1
        plain.append(i)
    return x[tuple(plain)]


# Where the values come from NumPy, or PyTorch's gradient is rougher than its values: that of
# hardsigmoid has 1/6 in single precision.
FOLLOWED = {
    # PyTorch's gradient is zero where a matrix is singular.
    "determinant": lambda a: expanded(real(a)),
    "ctcLoss": lambda *arguments: ctc_sum(*arguments),
    "hardSigmoid": lambda x: torch.where((x > -3) & (x < 3), x / 6 + 0.5, (x > 0).to(x.dtype)),
    "cbrt": lambda x: x.sign() * x.abs() ** (1 / 3),
    "subscript": flipped_subscript,
    "take": lambda x, indices, axis: x[(slice(None),) * (axis % x.ndim) + (indices,)],
    "takeAlong": lambda x, indices, axis: torch.take_along_dim(x, indices % x.shape[axis], axis),
    "Tensor": lambda x, dtype=None: x if dtype is None else x.to(dtype),
    "floorDivide": lambda a, b: torch.div(a, b, rounding_mode="floor"),
    "batchNorm": lambda *arguments: batch_norm(*arguments),
    # Where a probability is zero, PyTorch's gradient is not a number.
    "klDivergence": lambda x, y, how: (
        lambda each: each.sum() / x.shape[0] if how == "batchMean" else reduction(each, how))(
        torch.where(y > 0, y * torch.where(y > 0, y, 1).log(), 0) - y * x),
    # PyTorch's own have no gradient by the weights.
    "binaryCrossEntropy": lambda p, y, weight, how: reduction(
        (1 if weight is None else weight)
        * -(y * p.log().clamp(min=-100) + (1 - y) * (1 - p).log().clamp(min=-100)), how),
    "binaryCrossEntropyWithLogits": lambda x, y, positive, how: reduction(
        -(y * F.logsigmoid(x) * (1 if positive is None else positive) + (1 - y) * F.logsigmoid(-x)), how),
    "nllLoss": lambda x, y, weight, ignored, how: class_loss(x, y, weight, ignored, 0, how),
    "crossEntropy": lambda x, y, weight, ignored, smoothing, how: (
        F.cross_entropy(x, y, label_smoothing=smoothing, reduction=how) if weight is None and y.is_floating_point()
        else class_loss(x.log_softmax(min(1, x.ndim - 1)), y, weight, ignored, smoothing, how)),
}


def ctc_sum(x, targets, inputs, lengths, blank, how, zero):
    """PyTorch's gradient is that of scores before a log-softmax, whatever they are; this sums over the ways."""
    single = x.ndim == 2
    x = x.unsqueeze(1) if single else x
    losses, start = [], 0
    for n, (time, length) in enumerate(zip(inputs, lengths)):
        if targets.ndim == 1:
            row = targets[start : start + length].tolist()
            start += length
        else:
            row = targets[n, :length].tolist()
        ways = [blank]
        for index in row:
            ways += [index, blank]
        a = [x[0, n, ways[0]]] + ([x[0, n, ways[1]]] if row else [])
        a += [None] * (len(ways) - len(a))
        for t in range(1, time):
            new = []
            for s, index in enumerate(ways):
                terms = [a[s]] + ([a[s - 1]] if s > 0 else [])
                if s > 1 and index != blank and index != ways[s - 2]:
                    terms.append(a[s - 2])
                terms = [term for term in terms if term is not None]
                new.append(torch.logsumexp(torch.stack(terms), 0) + x[t, n, index] if terms else None)
            a = new
        ends = [term for term in a[-2:] if term is not None]
        losses.append(-torch.logsumexp(torch.stack(ends), 0) if ends else x.sum() * 0 + (0 if zero else math.inf))
    losses = torch.stack(losses)
    if how == "none":
        return losses[0] if single else losses
    return losses.sum() if how == "sum" else (losses / torch.tensor(lengths).clamp(min=1).to(x.dtype)).mean()


def expanded(a):
    """The determinant by its first row."""
    n = a.shape[-1]
    if n == 0:
        return torch.ones(a.shape[:-2], dtype=a.dtype) + a.sum()
    others = [torch.tensor([k for k in range(n) if k != j], dtype=torch.int64) for j in range(n)]
    return sum((-1) ** j * a[..., 0, j] * expanded(a[..., 1:, :][..., others[j]]) for j in range(n))


def batch_norm(x, mean, variance, weight, bias, eps):
    spread = [-1] + [1] * (x.ndim - 2)
    y = (x - mean.reshape(spread)) / (variance.reshape(spread) + eps).sqrt()
    y = y if weight is None else y * weight.reshape(spread)
    return y if bias is None else y + bias.reshape(spread)


def reduction(each, how):
    return each if how == "none" else getattr(each, how)()


def class_loss(scores, y, weight, ignored, smoothing, how):
    axis = min(1, scores.ndim - 1)
    classes = scores.shape[axis]
    weight = torch.ones(classes, dtype=scores.dtype) if weight is None else weight
    spread = weight.reshape([classes] + [1] * (scores.ndim - axis - 1))
    if y.is_floating_point():
        wanted = y * (1 - smoothing) + smoothing / classes
        each = -(scores * wanted * spread).sum(axis)
        return each.sum() / each.numel() if how == "mean" else reduction(each, how)
    kept = y != ignored
    index = torch.where(kept, y, 0)
    own = weight[index] * kept
    each = -scores.gather(axis, index.unsqueeze(axis)).squeeze(axis) * own
    smooth = -(scores * spread).sum(axis) * kept
    each = each * (1 - smoothing) + smooth * smoothing / classes
    return each.sum() / own.sum() if how == "mean" else reduction(each, how)


def gradients(name, arguments):
    """Of the weighted sum of the results by each floating-point tensor; nothing for a constant."""
    leaves = []

    def leaf(value):
        if isinstance(value, list):
            return [leaf(v) for v in value]
        if not isinstance(value, torch.Tensor) or not value.is_floating_point():
            return value
        leaves.append(value.clone().requires_grad_())
        return leaves[-1]

    arguments = [leaf(a) for a in arguments]
    value = FOLLOWED.get(name, ROWS[name])(*arguments) if leaves else None
    results = [y for y in (value if isinstance(value, (list, tuple)) else [value])
               if isinstance(y, torch.Tensor) and y.requires_grad]
    if not results:
        return None
    total = sum((y * weights(y)).sum().double() for y in results)
    found = torch.autograd.grad(total, leaves, allow_unused=True)
    return [result(torch.zeros_like(x) if g is None else g) for x, g in zip(leaves, found)]


def spreads():
    """What PyTorch's initialisers make of a shape: the standard deviations they aim at."""
    init = torch.nn.init
    cases = []
    for shape, gain, slope in ([4, 3], 1, 0), ([100, 200], 2, 0.5), ([8, 4, 3, 5], 5 / 3, 0.01), ([6, 2, 7], 1, 1):
        x = torch.empty(shape)
        inputs, outputs = init._calculate_fan_in_and_fan_out(x)
        relu = init.calculate_gain("leaky_relu", slope)
        cases.append({
            "shape": shape, "gain": gain, "slope": slope,
            "xavier": gain * math.sqrt(2 / (inputs + outputs)),
            "fanIn": relu / math.sqrt(init._calculate_correct_fan(x, "fan_in")),
            "fanOut": relu / math.sqrt(init._calculate_correct_fan(x, "fan_out")),
        })
    return {"cases": cases}


def main():
    (pathlib.Path(__file__).parent / "spreads.json").write_text(json.dumps(spreads()) + "\n")
    for file in sorted(pathlib.Path(__file__).parent.glob("*.json")):
        cases = json.loads(file.read_text())
        if not isinstance(cases, list):
            continue  # A calculation by hand.
        for case in cases:
            name = case["operation"]
            case.pop("expected", None)
            case.pop("gradients", None)
            arguments = [argument(a) for a in case["arguments"]]
            if name == "Tensor" and "range" in case["arguments"][0]:
                low, high = arguments[0]
                value = torch.arange(int(low), int(high))
            elif name == "Tensor" and "doubles" in case["arguments"][0]:
                value = torch.tensor(arguments[0], dtype=torch.float32)
            else:
                value = ROWS[name](*arguments)
            found = None if name in CONSTANT else gradients(name, arguments)
            if found is not None:
                case["gradients"] = found
            case["expected"] = [result(v) for v in value] if isinstance(value, list) else [result(value)]
        lines = ",\n".join(json.dumps(case, sort_keys=True, ensure_ascii=False) for case in cases)
        file.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()

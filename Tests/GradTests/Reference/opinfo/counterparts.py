"""Which row of ours a call of PyTorch's operator is: for each entry of its table a function of the
call's arguments that gives the row's name and its arguments, or None for what the row does not have.
"""
import math

import torch

DTYPES = {getattr(torch, name): name for name in
          ["float32", "float64", "int64", "int32", "uint8", "bool"]}


MEMBERS = {"none", "tanh", "mean", "sum", "batchMean", "constant", "edge", "reflect", "wrap", "prod", "amax", "amin", "nearest",
           "bilinear", "bicubic", "frobenius", "nuclear", "spectral", "one", "infinity", *DTYPES.values()}


class Unlike(Exception):
    """The row has no such argument."""


def tensor(x):
    if isinstance(x, torch.Tensor):
        # Tests run it in both floating-point types.
        dtype = "float32" if x.dtype == torch.float64 else DTYPES.get(x.dtype)
        if dtype is None:
            raise Unlike
        numbers = x.detach().cpu().flatten().tolist()
        values = [v if isinstance(v, (bool, int)) or math.isfinite(v) else str(v) for v in numbers]
        return {"t": {"d": dtype, "s": list(x.shape), "v": [int(v) if isinstance(v, bool) else v for v in values]}}
    if isinstance(x, (bool, complex)) or not isinstance(x, (int, float)):
        raise Unlike
    return {"w": x if isinstance(x, int) or math.isfinite(x) else str(x), "d": "int64" if isinstance(x, int) else "float32"}


def T(x):
    return {"n": 1} if x is None else tensor(x)


def A(xs):
    return {"a": [tensor(x)["t"] for x in xs]}


def I(x):
    if x is None:
        return {"n": 1}
    if isinstance(x, bool) or not isinstance(x, int):
        raise Unlike
    return {"i": x}


def D(x):
    if x is None:
        return {"n": 1}
    if isinstance(x, (bool, complex)) or not isinstance(x, (int, float)):
        raise Unlike
    return {"f": x if math.isfinite(x) else str(x)}


def B(x):
    return {"b": int(bool(x))}


def L(x):
    if x is None:
        return {"n": 1}
    xs = [x] if isinstance(x, int) and not isinstance(x, bool) else list(x)
    if not all(isinstance(v, int) and not isinstance(v, bool) for v in xs):
        raise Unlike
    return {"l": xs}


def M(name):
    if name not in MEMBERS:
        raise Unlike
    return {"m": name}


def S(text):
    return {"s": text}


def P(pairs):
    return {"p": [list(p) for p in pairs]}


def only(**wanted):
    """Arguments that the row does not have, with the one value it means."""
    for value, default in wanted.values():
        if value is not default and value != default:
            raise Unlike


ROWS = {}


def row(*names):
    def add(f):
        for name in names:
            ROWS[name] = f
        return f
    return add


def unary(ours, *names):
    for name in names:
        ROWS[name] = lambda x: (ours, [T(x)])


for name in ("acos acosh asin asinh atan atanh ceil cos cosh erf exp exp2 expm1 floor trunc log log10 log2 log1p "
             "round sign sin sinh sqrt rsqrt square reciprocal tan tanh sigmoid abs".split()):
    unary(name, name)
unary("-", "neg")
unary("isNaN", "isnan")
unary("isInf", "isinf")
unary("isFinite", "isfinite")
unary(".!", "logical_not")
unary("sign", "sgn")
for ours, theirs in {"silu": "silu", "mish": "mish", "selu": "selu", "hardSwish": "hardswish", "relu": "relu",
                     "hardSigmoid": "hardsigmoid", "logSigmoid": "logsigmoid"}.items():
    ROWS[f"nn.functional.{theirs}"] = lambda x, inplace=False, ours=ours: (only(i=(inplace, False)), (ours, [T(x)]))[1]


@row("nn.functional.hardtanh")
def hardtanh(x, min_val=-1, max_val=1, inplace=False):
    only(a=(min_val, -1), b=(max_val, 1))
    if x.isnan().any():
        raise Unlike  # Its gradient there differs with the place in the tensor.
    return "hardTanh", [T(x)]


@row("nn.functional.softplus")
def softplus(x, beta=1, threshold=20):
    # Below the threshold it does not matter.
    only(a=(beta, 1))
    if threshold != 20 and (x > min(threshold, 20)).any():
        raise Unlike
    return "softplus", [T(x)]


ROWS["nn.functional.gelu"] = lambda x, approximate="none": ("gelu", [T(x), M(approximate)])
ROWS["nn.functional.elu"] = lambda x, alpha=1.0, inplace=False: ("elu", [T(x), D(alpha)])
ROWS["nn.functional.celu"] = lambda x, alpha=1.0, inplace=False: ("celu", [T(x), D(alpha)])
ROWS["nn.functional.leaky_relu"] = lambda x, negative_slope=0.01, inplace=False: ("leakyReLU", [T(x), D(negative_slope)])


def binary(ours, *names, swap=False):
    def f(a, b, alpha=1, rounding_mode=None):
        only(alpha=(alpha, 1))
        if not isinstance(a, torch.Tensor) and not isinstance(b, torch.Tensor):
            raise Unlike
        return (ours, [T(b), T(a)]) if swap else (ours, [T(a), T(b)])
    for name in names:
        ROWS[name] = f


binary("+", "add")
binary("+", "__radd__", swap=True)
binary("-", "sub")
binary("-", "__rsub__", "rsub", swap=True)
binary("*", "mul")
binary("*", "__rmul__", swap=True)
binary("/", "div:no_rounding_mode", "true_divide")
binary("/", "__rdiv__", swap=True)
binary("floorDivide", "floor_divide", "div:floor_rounding")
binary("%", "remainder")
binary("%", "__rmod__", swap=True)
binary("fmod", "fmod")
binary("**", "pow")
binary("**", "__rpow__", swap=True)
binary("maximum", "maximum", "max:binary")
binary("minimum", "minimum", "min:binary")
binary("atan2", "atan2")
binary(".==", "eq")
binary(".!=", "ne")
binary(".>", "gt")
binary(".>=", "ge")
binary(".<", "lt")
binary(".<=", "le")
binary(".&&", "logical_and")
binary(".||", "logical_or")
ROWS["allclose"] = lambda a, b, rtol=1e-5, atol=1e-8, equal_nan=False: (
    only(e=(equal_nan, False)), ("allClose", [T(a), T(b), D(rtol), D(atol)]))[1]
ROWS["clamp_min"] = lambda x, low: ("clipped", [T(x), D(low), D(None)])
ROWS["clamp_max"] = lambda x, high: ("clipped", [T(x), D(None), D(high)])
ROWS["clamp"] = lambda x, min=None, max=None: ("clipped", [T(x), D(min), D(max)])


def axes_of(x, dim):
    """A tensor without axes has none to name; PyTorch's has one for that."""
    if x.ndim == 0 and dim is not None:
        raise Unlike


def reduction(ours, *names):
    def f(x, dim=None, keepdim=False, dtype=None):
        only(dtype=(dtype, None))
        axes_of(x, dim)
        return ours, [T(x), L(dim), B(keepdim)]
    for name in names:
        ROWS[name] = f


reduction("sum", "sum")
reduction("mean", "mean")
reduction("max", "amax")
reduction("min", "amin")
reduction("logsumexp", "logsumexp")


@row("prod")
def prod(x, dim=None, keepdim=False, dtype=None):
    only(dtype=(dtype, None))
    axes_of(x, dim)
    return ("prod", [T(x), L(None), B(False)]) if dim is None else ("prod", [T(x), I(dim), B(keepdim)])


def question(ours):
    def f(x, dim=None, keepdim=False):
        axes_of(x, dim)
        return (ours, [T(x)]) if dim is None else (ours, [T(x), I(dim), B(keepdim)])
    return f


ROWS["any"] = question("any")
ROWS["all"] = question("all")
for ours, theirs in {"max": "max", "min": "min"}.items():
    ROWS[f"{theirs}:reduction_no_dim"] = lambda x, ours=ours: (ours, [T(x), L(None), B(False)])
    ROWS[f"{theirs}:reduction_with_dim"] = lambda x, dim, keepdim=False, ours=ours: (
        axes_of(x, dim), (ours, [T(x), I(dim), B(keepdim)]))[1]


def spread(ours):
    def f(x, dim=None, unbiased=None, keepdim=False, correction=None):
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        axes_of(x, dim)
        ddof = correction if correction is not None else 1 if unbiased is None else int(unbiased)
        if dim is None or isinstance(dim, int):
            return ours, [T(x), I(dim), I(ddof), B(keepdim)]
        return ours, [T(x), L(dim), I(ddof), B(keepdim)]
    return f


for ours, theirs in {"variance": "var", "std": "std"}.items():
    ROWS[theirs] = ROWS[f"{theirs}:unbiased"] = spread(ours)


@row("linalg.vector_norm")
def vector_norm(x, ord=2, dim=None, keepdim=False, dtype=None):
    only(dtype=(dtype, None))
    axes_of(x, dim)
    if dim is None or isinstance(dim, int):
        return "norm", [T(x), D(ord), I(dim), B(keepdim)]
    return "norm", [T(x), D(ord), L(dim), B(keepdim)]


for name in "argmax", "argmin":
    ROWS[name] = lambda x, dim=None, keepdim=False, name=name: (
        axes_of(x, dim), (name, [T(x), I(dim), B(keepdim)]))[1]
for name in "cumsum", "cumprod", "logcumsumexp":
    ROWS[name] = lambda x, dim, dtype=None, name=name: (only(d=(dtype, None)), (name, [T(x), I(dim)]))[1]


def sizes(f):
    """Sizes as one list or as many numbers."""
    return lambda x, *a: f(x, list(a[0]) if len(a) == 1 and not isinstance(a[0], int) else list(a))


ROWS["reshape"] = ROWS["view"] = ROWS["view_copy"] = sizes(lambda x, s: ("reshaped", [T(x), L(s)]))
ROWS["reshape_as"] = ROWS["view_as"] = lambda x, y: ("reshaped", [T(x), L(y.shape)])
ROWS["ravel"] = lambda x: ("reshaped", [T(x), L([-1])])
ROWS["flatten"] = lambda x, start_dim=0, end_dim=-1: (only(e=(end_dim, -1)), ("flattened", [T(x), I(start_dim)]))[1]
ROWS["permute"] = ROWS["permute_copy"] = sizes(lambda x, s: ("permuted", [T(x), L(s)]))
ROWS["transpose"] = ROWS["transpose_copy"] = lambda x, a, b: (axes_of(x, a), ("transposed", [T(x), I(a), I(b)]))[1]
ROWS["mT"] = lambda x: ("transposed", [T(x), I(-2), I(-1)])
ROWS["T"] = ROWS["t"] = ROWS["t_copy"] = lambda x: ("T", [T(x)])
ROWS["movedim"] = lambda x, a, b: ("movedAxis", [T(x), I(a), I(b)])
ROWS["unsqueeze"] = ROWS["unsqueeze_copy"] = lambda x, dim: ("unsqueezed", [T(x), I(dim)])
ROWS["squeeze"] = ROWS["squeeze_copy"] = lambda x, dim=None: (axes_of(x, dim), ("squeezed", [T(x), I(dim)]))[1]
ROWS["broadcast_to"] = ROWS["expand"] = ROWS["expand_copy"] = sizes(lambda x, s: ("broadcast", [T(x), L(s)]))
ROWS["expand_as"] = lambda x, y: ("broadcast", [T(x), L(y.shape)])
ROWS["fliplr"] = lambda x: ("flipped", [T(x), I(1)])
ROWS["flipud"] = lambda x: ("flipped", [T(x), I(0)])


@row("flip")
def flip(x, dims):
    dims = [dims] if isinstance(dims, int) else dims
    if len(dims) != 1:
        raise Unlike
    return "flipped", [T(x), I(dims[0])]


@row("roll")
def roll(x, shifts, dims=None):
    shifts, dims = (list(v) if isinstance(v, (tuple, list)) else v for v in (shifts, dims))
    if isinstance(shifts, list) and isinstance(dims, list) and len(shifts) == len(dims) == 1:
        shifts, dims = shifts[0], dims[0]
    if dims is None:
        raise Unlike
    return "rolled", [T(x), I(shifts), I(dims)]


ROWS["tile"] = sizes(lambda x, s: ("tiled", [T(x), L(s)]))
ROWS["repeat"] = sizes(lambda x, s: ("tiled", [T(x), L(s)]) if len(s) >= x.ndim else None)


@row("repeat_interleave")
def repeat_interleave(x, repeats, dim=None):
    if dim is None:
        raise Unlike
    return "repeated", [T(x), I(repeats), I(dim)]


ROWS["cat"] = lambda xs, dim=0: ("concat", [A(xs), I(dim)]) if len({x.ndim for x in xs}) == 1 else None
ROWS["stack"] = lambda xs, dim=0: ("stack", [A(xs), I(dim)])


@row("split", "split:list_args", "split_with_sizes", "split_with_sizes_copy", "unsafe_split")
def split(x, how, dim=0):
    if isinstance(how, int):
        size = x.shape[dim]
        how = [how] * (size // how) + ([size % how] if size % how else [])
    return "split", [T(x), L(how), I(dim)]


@row("chunk", "unsafe_chunk")
def chunk(x, parts, dim=0):
    return "split", [T(x), L([p.shape[dim] for p in x.chunk(parts, dim)]), I(dim)]


ROWS["matmul"] = ROWS["mm"] = ROWS["bmm"] = ROWS["mv"] = lambda a, b: ("matmul", [T(a), T(b)])
ROWS["__rmatmul__"] = lambda a, b: ("•", [T(b), T(a)])
ROWS["dot"] = ROWS["vdot"] = lambda a, b: ("dot", [T(a), T(b)])
ROWS["outer"] = lambda a, b: ("outer", [T(a), T(b)])
ROWS["kron"] = lambda a, b: ("kron", [T(a), T(b)])
ROWS["einsum"] = lambda xs, equation: ("einsum", [S(equation), A(xs)])
ROWS["trace"] = lambda x: ("trace", [T(x)])
ROWS["tril"] = lambda x, diagonal=0: ("tril", [T(x), I(diagonal)])
ROWS["triu"] = lambda x, diagonal=0: ("triu", [T(x), I(diagonal)])
ROWS["diag"] = lambda x, diagonal=0: (only(d=(diagonal, 0)), ("diag", [T(x)]))[1]
ROWS["linalg.diagonal"] = lambda x, offset=0, dim1=-2, dim2=-1: (
    only(o=(offset, 0), a=(dim1, -2), b=(dim2, -1)), ("diagonal", [T(x)]))[1]

ROWS["linalg.inv"] = lambda x: ("inverse", [T(x)])
ROWS["linalg.det"] = lambda x: ("determinant", [T(x)])
ROWS["linalg.slogdet"] = lambda x: ("slogdet", [T(x)])
ROWS["linalg.matrix_power"] = lambda x, n: ("matrixPower", [T(x), I(n)])
ROWS["linalg.qr"] = lambda x, mode="reduced": (only(m=(mode, "reduced")), ("qr", [T(x)]))[1]
ROWS["linalg.svdvals"] = lambda x: ("svdvals", [T(x)])
ROWS["linalg.matrix_rank"] = lambda x, **k: (only(k=(k, {})), ("matrixRank", [T(x)]))[1]
ROWS["linalg.pinv"] = ROWS["pinverse"] = lambda x, **k: (only(k=(k, {})), ("pinv", [T(x)]))[1]
ROWS["linalg.eigvalsh"] = lambda x, UPLO="L": (
    "eigvalsh", [T(x.tril() + x.tril(-1).mT if UPLO == "L" else x.triu() + x.triu(1).mT)])
ROWS["linalg.cholesky"] = lambda x, upper=False: (only(u=(upper, False)), ("cholesky", [T(x)]))[1]


@row("linalg.solve")
def solve(a, b, left=True):
    if not left or b.ndim > 1 and a.ndim - 1 == b.ndim:
        raise Unlike
    return "solve", [T(a), T(b)]


@row("linalg.matrix_norm")
def matrix_norm(x, ord="fro", dim=(-2, -1), keepdim=False, dtype=None):
    only(d=(tuple(dim), (-2, -1)), k=(keepdim, False), t=(dtype, None))
    names = {"fro": "frobenius", "nuc": "nuclear", 2: "spectral", 1: "one", math.inf: "infinity"}
    if ord not in names:
        raise Unlike
    return "matrixNorm", [T(x), M(names[ord])]


@row("gather")
def gather(x, dim, index, sparse_grad=False):
    if index.ndim != x.ndim or x.ndim == 0:
        raise Unlike
    # The other axes do not broadcast in PyTorch's: the tensor is cut to the indices.
    cut = x[tuple(slice(None) if a == dim % x.ndim else slice(index.shape[a]) for a in range(x.ndim))]
    if cut.shape != x.shape:
        raise Unlike
    return "takeAlong", [T(x), T(index), I(dim)]


@row("take_along_dim")
def take_along_dim(x, index, dim=None):
    if dim is None:
        raise Unlike
    return "takeAlong", [T(x), T(index), I(dim)]


@row("index_select")
def index_select(x, dim, index):
    if x.ndim == 0:
        raise Unlike
    return "take", [T(x), T(index if index.ndim else index.reshape(1)), I(dim)]


ROWS["where"] = lambda a, condition, b: ("where", [T(condition), T(a), T(b)])
ROWS["nonzero"] = ROWS["argwhere"] = lambda x, as_tuple=False: (only(a=(as_tuple, False)), ("nonzero", [T(x)]))[1]
ROWS["nn.functional.one_hot"] = lambda x, num_classes=-1: (
    "oneHot", [T(x), I(int(x.max()) + 1 if num_classes == -1 else num_classes)])


@row("masked_fill")
def masked_fill(x, mask, value):
    if isinstance(value, torch.Tensor) or x.shape != torch.broadcast_shapes(x.shape, mask.shape):
        raise Unlike
    return "maskedFill", [T(x), T(mask), D(value)]


@row("masked_select")
def masked_select(x, mask):
    if x.shape != mask.shape:
        raise Unlike
    return "subscript", [T(x), {"x": [{"t": tensor(mask)["t"]}]}]


@row("scatter")
def scatter(x, dim, index, src, reduce=None):
    if x.ndim == 0 or not isinstance(src, torch.Tensor):
        raise Unlike
    how = {None: None, "add": "sum", "multiply": "prod"}[reduce]
    return "scatter", [T(x), T(index), T(src), I(dim), M(how) if how else {"n": 1}]


@row("scatter_add")
def scatter_add(x, dim, index, src):
    if x.ndim == 0:
        raise Unlike
    return "scatterAdd", [T(x), T(index), T(src), I(dim)]


@row("scatter_reduce:sum", "scatter_reduce:prod", "scatter_reduce:amin", "scatter_reduce:amax")
def scatter_reduce(x, dim, index, src, reduce, include_self=True):
    if x.ndim == 0:
        raise Unlike
    only(i=(include_self, True))
    return "scatter", [T(x), T(index), T(src), I(dim), M(reduce)]


@row("topk")
def topk(x, k, dim=-1, largest=True, sorted=True):
    if x.ndim == 0:
        raise Unlike
    return "topK", [T(x), I(k), I(dim), B(largest)]


ROWS["sort"] = lambda x, dim=-1, descending=False, stable=False: ("sorted", [T(x), I(dim), B(descending)])
ROWS["msort"] = lambda x: ("sorted", [T(x), I(0), B(False)])
ROWS["argsort"] = lambda x, dim=-1, descending=False, stable=False: ("argsort", [T(x), I(dim), B(descending)])


@row("unique")
def unique(x, sorted=True, return_inverse=False, return_counts=False, dim=None):
    only(i=(return_inverse, False), c=(return_counts, False), d=(dim, None))
    return "unique", [T(x)]


ROWS["bincount"] = lambda x, weights=None, minlength=0: ("bincount", [T(x), T(weights), I(minlength)])


@row("searchsorted")
def searchsorted(sequence, values, out_int32=False, right=False, side=None, sorter=None):
    only(o=(out_int32, False), s=(sorter, None))
    return "searchSorted", [T(sequence), T(values), B(right or side == "right")]


ROWS["softmax"] = ROWS["log_softmax"] = None
for ours, theirs in {"softmax": "softmax", "logSoftmax": "log_softmax"}.items():
    ROWS[theirs] = lambda x, dim, dtype=None, ours=ours: (only(d=(dtype, None)), (ours, [T(x), I(dim)]))[1]

ROWS["nn.functional.linear"] = lambda x, w, b=None: ("linear", [T(x), T(w), T(b)]) if w.ndim == 2 else None


@row("nn.functional.embedding")
def embedding(weight, index, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    only(p=(padding_idx, None), m=(max_norm, None), s=(scale_grad_by_freq, False))
    return "embedding", [T(index), T(weight)]


ROWS["nn.functional.layer_norm"] = lambda x, shape, weight=None, bias=None, eps=1e-5: (
    "layerNorm", [T(x), L(shape), T(weight), T(bias), D(eps)])
ROWS["nn.functional.rms_norm"] = lambda x, shape, weight=None, eps=None: (
    "rmsNorm", [T(x), L(shape), T(weight), D(eps)])
ROWS["nn.functional.group_norm"] = lambda x, groups, weight=None, bias=None, eps=1e-5: (
    "groupNorm", [T(x), I(groups), T(weight), T(bias), D(eps)])


@row("nn.functional.batch_norm")
def batch_norm(x, mean, variance, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    if training or mean is None or variance is None or x.ndim < 2:
        raise Unlike
    return "batchNorm", [T(x), T(mean), T(variance), T(weight), T(bias), D(eps)]


@row("nn.functional.scaled_dot_product_attention")
def attention(q, k, v, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False):
    only(d=(dropout_p, 0.0), g=(enable_gqa, False))
    return "scaledDotProductAttention", [T(q), T(k), T(v), T(attn_mask), B(is_causal), D(scale)]


ROWS["nn.functional.dropout"] = lambda x, p=0.5, training=True, inplace=False: (
    ("dropout", [T(x), D(p), B(training)]) if not training or p in (0, 1) else None)


def spatial(axes, value):
    """One number for one axis, else a list."""
    if isinstance(value, (tuple, list)):
        return I(value[0]) if axes == 1 else L(value)
    return I(value) if axes == 1 else L([value] * axes)


def convolution(axes):
    def f(x, w, bias=None, stride=1, padding=0, dilation=1, groups=1):
        if isinstance(padding, str) or x.ndim != axes + 2:
            raise Unlike
        return f"conv{axes}d", [T(x), T(w), T(bias)] + [spatial(axes, v) for v in (stride, padding, dilation)] + [I(groups)]
    return f


def transposed(axes):
    def f(x, w, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
        if x.ndim != axes + 2:
            raise Unlike
        return f"convTranspose{axes}d", [T(x), T(w), T(bias)] + [
            spatial(axes, v) for v in (stride, padding, output_padding)] + [I(groups), spatial(axes, dilation)]
    return f


def max_pool(axes):
    def f(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        only(r=(return_indices, False))
        arguments = [T(x), spatial(axes, kernel_size), {"n": 1} if stride in (None, ()) else spatial(axes, stride),
                     spatial(axes, padding)]
        if axes == 1:
            only(c=(ceil_mode, False), d=(dilation if isinstance(dilation, int) else dilation[0], 1))
            return "maxPool1d", arguments
        return f"maxPool{axes}d", arguments + [spatial(axes, dilation), B(ceil_mode)]
    return f


def average_pool(axes):
    def f(x, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        only(d=(divisor_override, None))
        arguments = [T(x), spatial(axes, kernel_size), {"n": 1} if stride in (None, ()) else spatial(axes, stride),
                     spatial(axes, padding)]
        if axes == 1:
            only(c=(ceil_mode, False), i=(count_include_pad, True))
            return "avgPool1d", arguments
        return f"avgPool{axes}d", arguments + [B(ceil_mode), B(count_include_pad)]
    return f


for axes in 1, 2, 3:
    ROWS[f"nn.functional.conv{axes}d"] = convolution(axes)
    ROWS[f"nn.functional.conv_transpose{axes}d"] = transposed(axes)
    ROWS[f"nn.functional.max_pool{axes}d"] = max_pool(axes)
    ROWS[f"nn.functional.avg_pool{axes}d"] = average_pool(axes)


def pad(ours):
    def f(x, widths, mode="constant", value=0):
        if any(w < 0 for w in widths):
            raise Unlike
        pairs = [(widths[i], widths[i + 1]) for i in range(0, len(widths), 2)][::-1]
        return "pad", [T(x), P(pairs), M(ours), D(value or 0)]
    return f


for ours, theirs in {"constant": "constant", "edge": "replicate", "reflect": "reflect", "wrap": "circular"}.items():
    ROWS[f"nn.functional.pad:{theirs}"] = pad(ours)
ROWS["constant_pad_nd"] = lambda x, widths, value=0: pad("constant")(x, widths, value=value)


def interpolation(ours):
    def f(x, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False):
        only(s=(scale_factor, None), a=(antialias, False))
        size = [size] * (x.ndim - 2) if isinstance(size, int) else list(size)
        return "interpolate", [T(x), L(size), M(ours), B(align_corners)]
    return f


for ours, theirs in {"nearest": "nearest", "bilinear": "linear", "bicubic": "bicubic"}.items():
    ROWS[f"nn.functional.interpolate:{theirs}"] = interpolation(ours)
ROWS["nn.functional.interpolate:bilinear"] = ROWS["nn.functional.interpolate:trilinear"] = interpolation("bilinear")

KL = {"batchmean": "batchMean"}


def loss(ours, **names):
    """A loss of two tensors; `names` are the options between them and the reduction."""
    def f(a, b, *rest, reduction="mean", **k):
        if rest or set(k) - set(names):
            raise Unlike
        options = [D(k.get(name, default)) for name, default in names.items()]
        if a.shape != b.shape:
            raise Unlike
        return ours, [T(a), T(b)] + options + [M(KL.get(reduction, reduction))]
    return f


ROWS["nn.functional.mse_loss"] = loss("mseLoss")
ROWS["nn.functional.l1_loss"] = loss("l1Loss")
ROWS["nn.functional.huber_loss"] = loss("huberLoss", delta=1.0)
ROWS["nn.functional.smooth_l1_loss"] = loss("smoothL1Loss", beta=1.0)


@row("nn.functional.kl_div")
def kl(a, b, reduction="mean", log_target=False):
    only(l=(log_target, False), s=(a.shape, b.shape))
    return "klDivergence", [T(a), T(b), M(KL.get(reduction, reduction))]


@row("nn.functional.binary_cross_entropy")
def bce(p, y, weight=None, reduction="mean"):
    return "binaryCrossEntropy", [T(p), T(y), T(weight), M(reduction)]


@row("nn.functional.binary_cross_entropy_with_logits")
def bce_logits(x, y, weight=None, pos_weight=None, reduction="mean"):
    only(w=(weight, None))
    return "binaryCrossEntropyWithLogits", [T(x), T(y), T(pos_weight), M(reduction)]


@row("nn.functional.cross_entropy")
def cross_entropy(x, y, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    return "crossEntropy", [T(x), T(y), T(weight), I(ignore_index), D(label_smoothing), M(reduction)]


@row("nn.functional.nll_loss")
def nll(x, y, weight=None, ignore_index=-100, reduction="mean"):
    return "nllLoss", [T(x), T(y), T(weight), I(ignore_index), M(reduction)]


ROWS["nn.functional.cosine_similarity"] = lambda a, b, dim=1, eps=1e-8: (
    only(e=(eps, 1e-8)), axes_of(a, dim), ("cosineSimilarity", [T(a), T(b), I(dim)]))[2]


def margin(ours, default):
    def f(*tensors, margin=default, reduction="mean", **k):
        only(r=(reduction, "mean"), k=(k, {}))
        a, b = tensors[0], tensors[-1]
        if ours == "hingeEmbeddingLoss" and (a.shape != b.shape or not (b.abs() == 1).all()):
            raise Unlike  # A target is 1 or -1, one for each.
        return ours, [T(x) for x in tensors] + [D(margin)]
    return f


ROWS["nn.functional.cosine_embedding_loss"] = margin("cosineEmbeddingLoss", 0.0)
ROWS["nn.functional.hinge_embedding_loss"] = margin("hingeEmbeddingLoss", 1.0)
ROWS["nn.functional.triplet_margin_loss"] = margin("tripletMarginLoss", 1.0)


@row("nn.functional.ctc_loss")
def ctc(x, targets, inputs, lengths, blank=0, reduction="mean", zero_infinity=False):
    return "ctcLoss", [T(x), T(targets), L([int(v) for v in inputs]), L([int(v) for v in lengths]), I(blank),
                       M(reduction), B(zero_infinity)]


def cast(ours):
    def f(x, **k):
        only(k=({a: b for a, b in k.items() if a != "memory_format"}, {}))
        if x.is_floating_point() and not (x.abs() < 2**31).all():
            raise Unlike  # No integer is meant.
        return ours(x)
    return f


ROWS["float"] = cast(lambda x: ("float", [T(x)]))
ROWS["long"] = cast(lambda x: ("int", [T(x)]))
for ours, theirs in {"float64": "double", "int32": "int", "uint8": "byte", "bool": "bool"}.items():
    ROWS[theirs] = cast(lambda x, ours=ours: ("to", [T(x), M(ours)]))
ROWS["item"] = lambda x: ("item", [T(x)])
ROWS["zeros_like"] = cast(lambda x: ("Tensor.zeros", [T(x), {"n": 1}]))
ROWS["ones_like"] = cast(lambda x: ("Tensor.ones", [T(x), {"n": 1}]))


def index(value):
    if isinstance(value, torch.Tensor):
        return {"t": tensor(value)["t"]}
    if value is None:
        return {"k": "newAxis"}
    if value is Ellipsis:
        return {"k": "ellipsis"}
    if isinstance(value, slice):
        return {"r": [value.start, value.stop, value.step or 1]}
    if isinstance(value, bool):
        raise Unlike
    if isinstance(value, int):
        return {"i": value}
    if isinstance(value, (list, tuple)):
        return {"t": tensor(torch.tensor(value))["t"]}
    raise Unlike


@row("__getitem__")
def getitem(x, key):
    keys = key if isinstance(key, tuple) else (key,)
    return "subscript", [T(x), {"x": [index(k) for k in keys]}]

"""What each module of PyTorch's table is in our language, and which modules are not taken and why.

An entry of `MODULES` is a function of the constructor's arguments `c` and the call's arguments `f`, by
the names that they have in PyTorch. It gives our code for the model and our code for the
result, in which a tensor has the name of its parameter. Where ours is a function and no layer, the model
is `Identity()`.
"""


class Unlike(Exception):
    """A sample that ours cannot be asked for; the text says why."""


PADS = ["Reflection", "Replication", "Zero", "Circular", "Constant"]
NO_COUNTERPART = "no layer or function of ours does this"
OMITTED = {
    **{f"nn.Lazy{kind}{axes}d": "ours are given all sizes: no lazy layers"
       for kind in ["Conv", "ConvTranspose"] for axes in (1, 2, 3)},
    **{f"nn.{name}": NO_COUNTERPART for name in [
        "FractionalMaxPool2d", "FractionalMaxPool3d", "LPPool1d", "LPPool2d", "LPPool3d", "MarginRankingLoss",
        "MultiLabelMarginLoss", "MultiMarginLoss", "SoftMarginLoss", "MultiLabelSoftMarginLoss", "GaussianNLLLoss",
        "PoissonNLLLoss", "LinearCrossEntropyLoss", "GLU", "Hardshrink", "InstanceNorm1d", "InstanceNorm2d",
        "InstanceNorm3d", "LocalResponseNorm", "ReLU6", "PReLU", "Softmax2d", "Softmin", "Softshrink", "Softsign",
        "Tanhshrink", "Threshold", "BatchNorm3d"]},
    "nn.Transformer": "ours has no layer of both stacks; their layers are taken by themselves",
}
MODULES = {}


def module(*names):
    def add(f):
        MODULES.update({f"nn.{name}": f for name in names})
        return f
    return add


def only(c, **plain):
    """Options that ours does not have, with the one value that ours stands for."""
    for name, value in plain.items():
        if c.get(name, value) != value:
            raise Unlike(f"ours has no {name}")


def word(value):
    if value is None:
        return "nil"
    return str(value).lower() if isinstance(value, bool) else str(value)


def one(value):
    """The size along every axis."""
    sizes = set(value) if isinstance(value, (tuple, list)) else {value}
    if len(sizes) > 1:
        raise Unlike("ours has one size for all axes")
    return sizes.pop()


def swift(values):
    return "[" + ", ".join(map(word, values)) + "]"


def axes(c):
    return int(c["module"][-2])


def layer(source):
    return lambda c, f: (source, "model(input)")


for theirs, ours in {"Hardswish": "HardSwish", "LogSigmoid": "LogSigmoid", "Mish": "Mish", "ReLU": "ReLU",
                     "SELU": "SELU", "Sigmoid": "Sigmoid", "SiLU": "SiLU", "Tanh": "Tanh"}.items():
    MODULES[f"nn.{theirs}"] = layer(ours + "()")


@module("ELU", "CELU")
def exponential(c, f):
    return f"{c['module']}(alpha: {c['alpha']})", "model(input)"


@module("Hardtanh")
def hard_tanh(c, f):
    only(c, min_val=-1.0, max_val=1.0)
    return "HardTanh()", "model(input)"


@module("Softplus")
def softplus(c, f):
    only(c, beta=1.0, threshold=20.0)
    return "Softplus()", "model(input)"


@module("LeakyReLU")
def leaky(c, f):
    return f"LeakyReLU(slope: {c['negative_slope']})", "model(input)"


@module("GELU")
def gelu(c, f):
    return f"GELU(approximate: .{c['approximate']})", "model(input)"


@module("Softmax", "LogSoftmax")
def softmax(c, f):
    return f"{c['module']}(axis: {c['dim']})", "model(input)"


@module("Linear")
def linear(c, f):
    return f"Linear({c['in_features']}, {c['out_features']}, bias: {word(c['bias'])})", "model(input)"


@module("Bilinear")
def bilinear(c, f):
    sizes = f"{c['in1_features']}, {c['in2_features']}, {c['out_features']}"
    return f"Bilinear({sizes}, bias: {word(c['bias'])})", "model(input1, input2)"


@module("Embedding")
def embedding(c, f):
    only(c, max_norm=None, scale_grad_by_freq=False, sparse=False)
    padding = c["padding_idx"]
    option = "" if padding is None else f", paddingIndex: {padding}"
    return f"Embedding({c['num_embeddings']}, {c['embedding_dim']}{option})", "model(input)"


@module("Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
def convolution(c, f):
    only(c, padding_mode="zeros")
    kernel, dilation, padding = one(c["kernel_size"]), one(c["dilation"]), c["padding"]
    if padding == "same":
        # An odd kernel with a step of one: as much on both sides.
        padding = dilation * (kernel - 1) // 2
        if one(c["stride"]) != 1 or kernel % 2 == 0:
            raise Unlike("ours has no padding by name")
    text = f"{c['module']}({c['in_channels']}, {c['out_channels']}, kernel: {kernel}, stride: {one(c['stride'])}"
    text += f", padding: {one(padding)}"
    if "output_padding" in c:
        text += f", outputPadding: {one(c['output_padding'])}"
    return f"{text}, dilation: {dilation}, groups: {c['groups']}, bias: {word(c['bias'])})", "model(input)"


def spread(value, count):
    return list(value) if isinstance(value, (tuple, list)) else [value] * count


@module("AvgPool1d", "AvgPool2d", "AvgPool3d", "MaxPool1d", "MaxPool2d", "MaxPool3d")
def pool(c, f):
    only(c, ceil_mode=False, count_include_pad=True, divisor_override=None, return_indices=False, dilation=1)
    stride = c["kernel_size"] if c["stride"] is None else c["stride"]
    sizes = {"kernel": c["kernel_size"], "stride": stride, "padding": c["padding"]}
    try:
        kernel, stride, padding = map(one, sizes.values())
        return f"{c['module']}({kernel}, stride: {stride}, padding: {padding})", "model(input)"
    except Unlike:
        options = ", ".join(f"{name}: {swift(spread(value, axes(c)))}" for name, value in sizes.items())
        return "Identity()", f"{c['module'][0].lower() + c['module'][1:]}(input, {options})"


@module(*[f"Adaptive{kind}Pool{axes}d" for kind in ("Avg", "Max") for axes in (1, 2, 3)])
def adaptive(c, f):
    only(c, return_indices=False)
    count, shape = axes(c), f["input"].shape
    sizes = [s if s is not None else shape[i - count] for i, s in enumerate(spread(c["output_size"], count))]
    if len(set(sizes)) == 1:
        return f"{c['module']}({sizes[0]})", "model(input)"
    return "Identity()", f"{c['module'][0].lower() + c['module'][1:]}(input, size: {swift(sizes)})"


@module("BatchNorm1d", "BatchNorm2d")
def batch_norm(c, f):
    only(c, affine=True, track_running_stats=True, bias=True)
    if c["momentum"] is None:
        raise Unlike("ours has no running mean of all batches")
    return f"{c['module']}({c['num_features']}, eps: {c['eps']}, momentum: {c['momentum']})", "model(input)"


@module("GroupNorm")
def group_norm(c, f):
    only(c, affine=True, bias=True)
    return f"GroupNorm({c['num_groups']}, {c['num_channels']}, eps: {c['eps']})", "model(input)"


@module("LayerNorm", "RMSNorm")
def layer_norm(c, f):
    only(c, elementwise_affine=True)
    shape = spread(c["normalized_shape"], 1)
    if len(shape) != 1:
        raise Unlike("ours normalises the last axis")
    bias = "" if c.get("bias", True) else ", bias: false"
    return f"{c['module']}({shape[0]}, eps: {word(c['eps'])}{bias})", f"model({next(iter(f))})"


# Recurrent networks


@module("RNN", "GRU", "LSTM")
def recurrent(c, f):
    only(c, proj_size=0)
    options = [f"{c['input_size']}, {c['hidden_size']}, layers: {c['num_layers']}"]
    if c["module"] == "RNN":
        options.append(f"nonlinearity: .{c['nonlinearity']}")
    options += [f"bidirectional: {word(c['bidirectional'])}", f"batchFirst: {word(c['batch_first'])}",
                f"bias: {word(c['bias'])}"]
    state = "" if f.get("hx") is None else ", (hx0, hx1)" if c["module"] == "LSTM" else ", hx"
    parts = "result.0, result.1.0, result.1.1" if c["module"] == "LSTM" else "result.0, result.1"
    return f"{c['module']}({', '.join(options)})", f"let result = model(input{state})\n[{parts}]"


@module("RNNCell", "GRUCell", "LSTMCell")
def cell(c, f):
    option = f", nonlinearity: .{c['nonlinearity']}" if c["module"] == "RNNCell" else ""
    option += "" if c["bias"] else ", bias: false"
    model = f"{c['module']}({c['input_size']}, {c['hidden_size']}{option})"
    if c["module"] == "LSTMCell":
        return model, "let result = model(input, (hx0, hx1))\n[result.0, result.1]"
    return model, "model(input, hx)"


# Attention: PyTorch's masks are true where nothing is seen, ours where something is.


def turned(name, f, batch_first):
    """A sequence with the batch in front."""
    return name if batch_first or f[name].ndim == 2 else f"{name}.transposed(0, 1)"


def seen(pairs, keys, heads):
    """Our mask of PyTorch's mask of pairs and mask of keys, of which each may be absent."""
    parts = []
    if pairs[1] is not None:
        if pairs[1].ndim == 3:
            # Batches and heads are one axis.
            parts.append(f"{pairs[0]}.reshaped(-1, {heads}, {pairs[1].shape[1]}, {pairs[1].shape[2]})")
        else:
            parts.append(f"{pairs[0]}.unsqueezed(0).unsqueezed(0)")
    if keys[1] is not None:
        parts.append(f"{keys[0]}.reshaped(-1, 1, 1, {keys[1].shape[-1]})")
    if any(mask is not None and mask.is_floating_point() for mask in (pairs[1], keys[1])):
        raise Unlike("a mask of numbers is shown elsewhere")
    return f".!({' .|| '.join(parts)})" if parts else "nil"


@module("MultiheadAttention")
def attention(c, f):
    only(c, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None)
    inputs = ", ".join(turned(name, f, c["batch_first"]) for name in ("query", "key", "value"))
    mask = seen(("attn_mask", f["attn_mask"]), ("key_padding_mask", f["key_padding_mask"]), c["num_heads"])
    batch = f["query"].ndim == 3
    back = ".transposed(0, 1)" if batch and not c["batch_first"] else ""
    return (f"MultiHeadAttention({c['embed_dim']}, heads: {c['num_heads']}, bias: {word(c['bias'])})",
            f"let result = model({inputs}, mask: {mask})\n[result.0{back}, result.1.mean(axis: {int(batch)})]")


def transformer(c):
    only(c, layer_norm_eps=1e-5)
    activation = c["activation"] if isinstance(c["activation"], str) else c["activation"].__name__
    return (f"{c['d_model']}, heads: {c['nhead']}, ff: {c['dim_feedforward']}, dropout: {c['dropout']}, "
            f"activation: .{activation}, normFirst: {word(c['norm_first'])}, bias: {word(c['bias'])}")


def encoded(c, f, mask, model):
    only(f, is_causal=False if "mask" not in f else None)
    masks = seen((mask, f[mask]), ("src_key_padding_mask", f["src_key_padding_mask"]), c["nhead"])
    back = ".transposed(0, 1)" if f["src"].ndim == 3 and not c["batch_first"] else ""
    return model, f"model({turned('src', f, c['batch_first'])}, mask: {masks}){back}"


@module("TransformerEncoderLayer")
def encoder_layer(c, f):
    return encoded(c, f, "src_mask", f"TransformerEncoderLayer({transformer(c)})")


@module("TransformerEncoder")
def encoder(c, f):
    inner = c["encoder_layer"]
    parts = {"d_model": inner.linear1.in_features, "nhead": inner.self_attn.num_heads, "dropout": inner.dropout.p,
             "dim_feedforward": inner.linear1.out_features, "activation": inner.activation,
             "norm_first": inner.norm_first, "batch_first": inner.self_attn.batch_first,
             "bias": inner.linear1.bias is not None}
    return encoded(parts, f, "mask", f"TransformerEncoder(layers: {c['num_layers']}, dim: {transformer(parts)})")


@module("TransformerDecoderLayer")
def decoder_layer(c, f):
    masks = [seen((f"{kind}_mask", f[f"{kind}_mask"]), (f"{kind}_key_padding_mask", f[f"{kind}_key_padding_mask"]),
                  c["nhead"]) for kind in ("tgt", "memory")]
    inputs = [turned(name, f, c["batch_first"]) for name in ("tgt", "memory")]
    back = ".transposed(0, 1)" if f["tgt"].ndim == 3 and not c["batch_first"] else ""
    return (f"TransformerDecoderLayer({transformer(c)})",
            f"model({inputs[0]}, memory: {inputs[1]}, mask: {masks[0]}, memoryMask: {masks[1]}){back}")


# Losses and padding are functions.


def loss(ours, **names):
    """A loss of two tensors; `names` are our names of the options, in our order."""
    def entry(c, f):
        options = [f"{name}: {c[key]}" for key, name in names.items()]
        return "Identity()", f"{ours}(input, target, {', '.join(options + ['reduction: .' + c['reduction']])})"
    return entry


MODULES |= {"nn.MSELoss": loss("mseLoss"), "nn.L1Loss": loss("l1Loss"), "nn.HuberLoss": loss("huberLoss", delta="delta"),
            "nn.SmoothL1Loss": loss("smoothL1Loss", beta="beta")}


def weighted(c, f, ours, options=""):
    weight = c.get("weight")
    text = "" if weight is None else f", weight: Tensor({weight.tolist()}, dtype: input.dtype)"
    return "Identity()", f"{ours}(input, target{text}{options}, reduction: .{c['reduction']})"


@module("BCELoss")
def cross_entropy_of_two(c, f):
    return weighted(c, f, "binaryCrossEntropy")


@module("BCEWithLogitsLoss")
def cross_entropy_of_scores(c, f):
    if c["weight"] is not None:
        raise Unlike("ours has no weight")
    only(c, pos_weight=None)
    return weighted(c, f, "binaryCrossEntropyWithLogits")


@module("NLLLoss")
def negative_log(c, f):
    return weighted(c, f, "nllLoss", f", ignoreIndex: {c['ignore_index']}")


@module("CrossEntropyLoss")
def cross_entropy(c, f):
    return weighted(
        c, f, "crossEntropy", f", ignoreIndex: {c['ignore_index']}, labelSmoothing: {c['label_smoothing']}")


@module("KLDivLoss")
def divergence(c, f):
    only(c, log_target=False)
    reduction = {"batchmean": "batchMean"}.get(c["reduction"], c["reduction"])
    return "Identity()", f"klDivergence(input, target, reduction: .{reduction})"


@module("HingeEmbeddingLoss")
def hinge(c, f):
    only(c, reduction="mean")
    return "Identity()", f"hingeEmbeddingLoss(input, target, margin: {c['margin']})"


@module("CosineEmbeddingLoss")
def cosine(c, f):
    only(c, reduction="mean")
    return "Identity()", f"cosineEmbeddingLoss(input1, input2, target, margin: {c['margin']})"


@module("CTCLoss")
def ctc(c, f):
    lengths = [swift([int(n) for n in f[name]]) for name in ("input_lengths", "target_lengths")]
    if f["targets"].ndim != 2:
        raise Unlike("ours has one row of targets for each sequence")
    return "Identity()", (
        f"ctcLoss(log_probs, targets, inputLengths: {lengths[0]}, targetLengths: {lengths[1]}, blank: {c['blank']}, "
        f"reduction: .{c['reduction']}, zeroInfinity: {word(c['zero_infinity'])})")


@module(*[f"{kind}Pad{axes}d" for kind in PADS for axes in (1, 2, 3)])
def padding(c, f):
    mode = {"Reflection": "reflect", "Replication": "edge", "Circular": "wrap"}.get(c["module"][:-5], "constant")
    count = axes(c)
    flat = spread(c["padding"], 2 * count)
    # Ours names the first of the last axes first.
    pairs = [(flat[i], flat[i + 1]) for i in range(0, 2 * count, 2)][::-1]
    widths = ", ".join(f"({a}, {b})" for a, b in pairs)
    value = f", value: {c['value']}" if "value" in c else ""
    return "Identity()", f"pad(input, [{widths}], mode: .{mode}{value})"

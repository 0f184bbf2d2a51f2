"""Draws samples of PyTorch's own operator table and stores them with results and gradients, for the
rows of ours that `counterparts.py` names.

    PYTHONPATH=… python Tests/GradTests/OpInfo/make.py      # needs torch and expecttest

Arguments are numbers of single precision; results and gradients, for the cotangent that
`GradientSample` has, come from double precision.
"""
import json
import math
import pathlib
import warnings

import torch
from torch.testing._internal.common_methods_invocations import op_db

from counterparts import ROWS, Unlike

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
PER_ENTRY = 24
# Elements of a sample, and characters of an entry.
LARGEST = 600
ROOM = 16000
# The gradient is rougher than ours, or another where a function has none: see ReferenceTests' FOLLOWED.
WITHOUT_GRADIENT = {"nn.functional.ctc_loss", "unique", "linalg.det", "nn.functional.hardsigmoid"}
# What is a tuple, and which parts of it the row gives.
PARTS = {"sort": [0], "max:reduction_with_dim": [0], "min:reduction_with_dim": [0]}


def short(x):
    """Numbers with few digits, so that every type holds them and they take little room."""
    if isinstance(x, torch.Tensor):
        if x.dtype != torch.float32:
            return x
        near = torch.round(x * 256) / 256
        return torch.where(x.abs() < 4096, near, x.bfloat16().float()).clone()
    if isinstance(x, (list, tuple)):
        return type(x)(short(v) for v in x)
    return x


def wide(x):
    if isinstance(x, torch.Tensor):
        return x.detach().double() if x.dtype == torch.float32 else x.detach()
    if isinstance(x, (list, tuple)):
        return type(x)(wide(v) for v in x)
    return x


def trimmed(op, sample):
    """Functions of each element are as well shown by fewer of them."""
    x = sample.input
    if type(op).__name__ == "UnaryUfuncInfo" and isinstance(x, torch.Tensor) and x.numel() > 24:
        sample.input = x.flatten()[:: max(1, x.numel() // 12)][:12].clone().reshape(3, 4)
    return sample


def elements(x):
    if isinstance(x, torch.Tensor):
        return x.numel()
    return sum(map(elements, x)) if isinstance(x, (list, tuple)) else 0


def number(v, digits=13):
    if isinstance(v, bool) or isinstance(v, int):
        return int(v)
    if not math.isfinite(v):
        return str(v)
    short = float(f"{v:.{digits}g}")
    return int(short) if short == int(short) and abs(short) < 2**53 and not (short == 0 and math.copysign(1, v) < 0) else short


def stored(y):
    if isinstance(y, torch.Tensor):
        kind = str(y.dtype).removeprefix("torch.")
        if kind not in ("float32", "float64", "int64", "int32", "uint8", "bool"):
            raise Unlike
        return {"d": kind, "s": list(y.shape), "v": [number(v) for v in y.flatten().tolist()]}
    return {"x": number(y)}


def weights(y):
    place = torch.arange(y.numel(), dtype=torch.float64)
    return ((place * 7 + 3) % 11 / 8 - 0.5).reshape(y.shape).to(y.dtype)


def compact(argument):
    """The numbers of a tensor argument as short as they are in single precision."""
    def short(t):
        if t["d"] != "float32":
            return t
        return t | {"v": [v if isinstance(v, (str, int)) else number(v, 17) for v in t["v"]]}
    if "t" in argument:
        return {"t": short(argument["t"])}
    if "a" in argument:
        return {"a": [short(t) for t in argument["a"]]}
    return argument


def case(op, name, sample):
    sample.input, sample.args = short(sample.input), short(sample.args)
    sample.kwargs = {key: short(value) for key, value in sample.kwargs.items()}
    call = ROWS[name](sample.input, *sample.args, **sample.kwargs)
    if call is None:
        raise Unlike
    ours, arguments = call
    leaves = []

    def leaf(x):
        if isinstance(x, torch.Tensor) and x.is_floating_point():
            leaves.append(x.clone().requires_grad_())
            return leaves[-1]
        if isinstance(x, (list, tuple)):
            return type(x)(leaf(v) for v in x)
        return x

    inputs = [wide(v) for v in (sample.input, *sample.args)]
    keywords = {k: wide(v) for k, v in sample.kwargs.items()}
    try:
        value = op.op(*map(leaf, inputs), **{k: leaf(v) for k, v in keywords.items()})
    except RuntimeError:
        # Some have no gradient at all.
        leaves.clear()
        value = op.op(*inputs, **keywords)
    results = list(value) if isinstance(value, (list, tuple)) else [value]
    results = [results[i] for i in PARTS[name]] if name in PARTS else results
    found = {"o": name, "r": ours, "a": [compact(a) for a in arguments], "e": [stored(y) for y in results]}
    if sum(elements(y) for y in results) > LARGEST:
        raise Unlike
    followed = [y for y in results if isinstance(y, torch.Tensor) and y.requires_grad]
    # The order of ours is that of the row's parameters: only where all arguments stand in that order.
    if followed and name not in WITHOUT_GRADIENT:
        total = sum((y * weights(y)).sum().double() for y in followed)
        gradients = torch.autograd.grad(total, leaves, allow_unused=True)
        by_value = [(x.detach(), torch.zeros_like(x) if g is None else g) for x, g in zip(leaves, gradients)]
        ordered = []
        flat = [t for a in arguments for t in ([a["t"]] if "t" in a else a.get("a", []))]
        for t in (t for t in flat if t["d"] == "float32"):
            for at, (x, g) in enumerate(by_value):
                values = [v if isinstance(v, int) or math.isfinite(v) else str(v) for v in x.flatten().tolist()]
                if list(x.shape) == t["s"] and values == [float(v) if not isinstance(v, str) else v for v in t["v"]]:
                    ordered.append(stored(g))
                    by_value.pop(at)
                    break
            else:
                return found
        found["g"] = ordered
    return found


def samples(op):
    torch.manual_seed(0)
    dtype = torch.float32 if torch.float32 in op.supported_dtypes("cpu") else torch.int64
    yield from op.sample_inputs("cpu", dtype)
    if op.reference_inputs_func is not None:
        try:
            yield from op.reference_inputs("cpu", dtype)
        except Exception:
            return


def draw(op, name):
    """The smallest samples of an entry that the row can be called with."""
    found = {}
    for sample in samples(op):
        sample = trimmed(op, sample)
        if elements([sample.input, *sample.args, *sample.kwargs.values()]) > LARGEST:
            continue
        try:
            made = case(op, name, sample)
        except (Unlike, TypeError, KeyError, ValueError, RuntimeError, NotImplementedError):
            continue
        found[json.dumps(made, separators=(",", ":"))] = len(found)
        if len(found) == 4 * PER_ENTRY:
            break
    smallest = sorted(found, key=len)[:PER_ENTRY]
    room, kept = ROOM, []
    for text in smallest:
        if len(text) <= room or not kept:
            kept.append(text)
            room -= len(text)
    return sorted(kept, key=found.get)


def refused(op, name):
    """Calls that PyTorch refuses and that can be written for our row."""
    cases = []
    if op.error_inputs_func is None:
        return cases
    try:
        inputs = list(op.error_inputs("cpu"))
    except Exception:
        return cases
    for error in inputs:
        sample = error.sample_input
        try:
            call = ROWS[name](sample.input, *sample.args, **sample.kwargs)
            if call is None or elements([sample.input, *sample.args]) > LARGEST:
                continue
        except Exception:
            continue
        cases.append(json.dumps({"o": name, "r": call[0], "a": [compact(a) for a in call[1]]}, separators=(",", ":")))
    return cases


def main():
    drawn, bad, missing = [], [], []
    for op in op_db:
        name = op.name + (f":{op.variant_test_name}" if op.variant_test_name else "")
        if name not in ROWS:
            missing.append(name)
            continue
        cases = draw(op, name)
        if not cases:
            missing.append(name)
        drawn += cases
        bad += refused(op, name)
    (HERE / "samples.json").write_text("[\n" + ",\n".join(drawn) + "\n]\n")
    (HERE / "refused.json").write_text("[\n" + ",\n".join(bad) + "\n]\n")
    (HERE / "missing.txt").write_text("\n".join(sorted(missing)) + "\n")
    names = {json.loads(c)["o"] for c in drawn}
    print(len(names), "entries,", len({json.loads(c)["r"] for c in drawn}), "rows,", len(drawn), "samples,", len(bad), "bad ones")
    print("none of:", sorted(set(ROWS) - names))


if __name__ == "__main__":
    main()

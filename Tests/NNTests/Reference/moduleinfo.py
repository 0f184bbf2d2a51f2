#!/usr/bin/env python3
"""Draws samples of PyTorch's own table of modules and stores them with results and gradients, for the
modules that `counterparts.py` says in our language.

    PYTHONPATH=… python Tests/NNTests/Reference/moduleinfo.py      # needs torch, numpy, scikit-learn, expecttest

Numbers are short, so that single precision holds them; results and gradients come from double precision.
`modules.json` has the samples, `coverage.json` every module of the table with what became of it.
"""

import inspect
import json
import math
import pathlib
import random
import warnings
from collections import Counter

import torch
from counterparts import MODULES, OMITTED, Unlike
from make import plain, randomise
from torch.testing._internal.common_modules import module_db

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
# Samples and characters of a module, and elements of a sample; of each module at least one is kept.
PER_MODULE = 24
ROOM = 12000
# Layers of many parts, with samples of many kinds.
ROOMS = {"nn.TransformerEncoder": 40000, "nn.TransformerEncoderLayer": 40000, "nn.TransformerDecoderLayer": 60000,
         "nn.MultiheadAttention": 30000, "nn.RNN": 30000, "nn.GRU": 30000, "nn.LSTM": 40000,
         "nn.CrossEntropyLoss": 30000, "nn.BatchNorm1d": 24000, "nn.BatchNorm2d": 24000}
LARGEST = 2400
# The gradient is rougher than ours: it takes for granted that the input is a logarithm of shares.
WITHOUT_GRADIENT = {"nn.CTCLoss"}


def short(x):
    return torch.round(x.detach() * 256) / 256 if x.is_floating_point() else x


def cotangent(y):
    place = torch.arange(y.numel(), dtype=torch.float64)
    return ((place * 7 + 3) % 11 / 8 - 0.5).reshape(y.shape)


def stored(x):
    """A tensor with 11 digits of each number."""
    def digits(v):
        if isinstance(v, (bool, int)):
            return v
        if not math.isfinite(v):
            raise Unlike("PyTorch's result is not finite")
        near = float(f"{v:.11g}")
        return int(near) if near == int(near) else near

    found = plain(x.long() if x.dtype == torch.int32 else x)
    return found | {"values": [digits(v) for v in found["values"]]}


def table(named):
    return {name: stored(x) for name, x in named if x is not None}


def arguments(function, given):
    """The arguments of a call by name, with those that were left out."""
    bound = inspect.signature(function).bind(*given.args, **given.kwargs)
    bound.apply_defaults()
    named = dict(bound.arguments)
    return named | named.pop("kwargs", {}) | dict(enumerate(named.pop("args", ())))


def prepared(name, value, tensors):
    """The value with its tensors short and as leaves, which go to `tensors` under our names."""
    if isinstance(value, (tuple, list)) and any(isinstance(v, torch.Tensor) for v in value):
        return type(value)(prepared(f"{name}{i}", v, tensors) for i, v in enumerate(value))
    if not isinstance(value, torch.Tensor):
        return value
    tensors[name] = short(value).clone().requires_grad_(value.requires_grad)
    return tensors[name]


def case(info, sample, training, index):
    built = {key: short(v) if isinstance(v, torch.Tensor) else v for key, v in sample.constructor_input.kwargs.items()}
    module = info.module_cls(*sample.constructor_input.args, **built).double().train(training)
    sample.constructor_input.kwargs = built
    c = arguments(info.module_cls, sample.constructor_input) | {"module": info.name.removeprefix("nn.")}
    tensors = {}
    f = {key: prepared(key, v, tensors) for key, v in arguments(module.forward, sample.forward_input).items()}
    code, result = MODULES[info.name](c, f)
    if sum(x.numel() for x in tensors.values()) > LARGEST:
        raise Unlike("too large to be stored")
    # A function has its weights as arguments.
    is_layer = code != "Identity()"
    if is_layer:
        randomise(module, torch.Generator().manual_seed(index))
        with torch.no_grad():
            for value in [*module.parameters(), *module.buffers()]:
                value.copy_(short(value))
    before = table(module.state_dict().items() if is_layer else [])
    results = module(**f)
    results = [y for part in results for y in (part if isinstance(part, tuple) else [part])] \
        if isinstance(results, tuple) else [results]
    cotangents = [cotangent(y) for y in results]
    leaves = [] if info.name in WITHOUT_GRADIENT else [(key, x) for key, x in tensors.items() if x.requires_grad]
    if leaves:
        sum((y * w).sum() for y, w in zip(results, cotangents)).backward()
    mode = "" if training else "model.eval()\n"
    return {
        "name": info.name, "code": code, "result": mode + result, "state": before, "inputs": table(tensors.items()),
        "results": [stored(y) for y in results], "cotangents": [stored(w) for w in cotangents],
        "gradients": table((key, x.grad) for key, x in module.named_parameters() if leaves),
        "inputGradients": table((key, x.grad) for key, x in leaves),
        "stateAfter": table(module.named_buffers() if is_layer else []),
    }


def draw(info):
    """Some of a module's samples, in its order, and how many were not taken, by reason."""
    found, left = {}, Counter()
    for training in [True, False] if info.train_and_eval_differ else [True]:
        torch.manual_seed(0)
        for sample in info.module_inputs_func(info, "cpu", torch.float64, True, training):
            try:
                text = json.dumps(case(info, sample, training, len(found)), separators=(",", ":"))
            except Unlike as reason:
                left[str(reason)] += 1
                continue
            if text in found:
                left["the same as another"] += 1
            found.setdefault(text, len(found))
    # Neighbours are much alike: taken in any order, few show many kinds. Small ones leave room for more.
    mixed, kept, room = list(found), [], ROOMS.get(info.name, ROOM)
    random.Random(1).shuffle(mixed)
    mixed.sort(key=lambda text: len(text) > room / 8)
    for text in mixed:
        if len(text) <= room and len(kept) < PER_MODULE:
            kept.append(text)
            room -= len(text)
    kept = kept or [min(found, key=len)]
    left["no room"] += len(found) - len(kept)
    return sorted(kept, key=found.get), dict(+left)


def main():
    drawn, coverage = [], []
    for info in module_db:
        entry = {"name": info.name, "taken": 0, "left": {}}
        if info.name in MODULES:
            kept, entry["left"] = draw(info)
            entry["taken"] = len(kept)
            drawn += kept
        elif info.name in OMITTED:
            entry["reason"] = OMITTED[info.name]
        coverage.append(entry)
    (HERE / "modules.json").write_text("[\n" + ",\n".join(drawn) + "\n]\n")
    lines = [json.dumps(entry) for entry in coverage]
    (HERE / "coverage.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    taken = [entry for entry in coverage if entry["taken"]]
    print(len(coverage), "modules,", len(taken), "taken,", len(drawn), "samples")
    print("neither taken nor with a reason:", [e["name"] for e in coverage if not e["taken"] and "reason" not in e])


if __name__ == "__main__":
    main()

"""What PyTorch and NumPy print, promote and select, as data for the tests beside it.

    python Tests/TensorTests/Reference/make.py
"""

import itertools
import json
import math
import pathlib
import random

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
DTYPES = ["float32", "float64", "bfloat16", "int64", "int32", "uint8", "bool"]


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n")


def encoded(value):
    return value if math.isfinite(value) else str(value)


def printed(values, shape, dtype="float32", **options):
    """The text of PyTorch with this project's words in it."""
    torch.set_printoptions(profile="default", **options)
    if isinstance(values, str):
        start, end, step = (float(v) for v in values.split(":"))
        x = torch.arange(start, end, step, dtype=torch.float64)
    else:
        x = torch.tensor(values, dtype=torch.float64)
        values = [encoded(v) for v in values]
    x = x.reshape(shape).to(getattr(torch, dtype))
    text = str(x)
    torch.set_printoptions(profile="default")
    text = text.replace("tensor(", "Tensor(").replace("dtype=torch.", "dtype: ")
    text = text.replace("True", "true").replace("False", "false").replace("size=(", "shape: (")
    if "shape: (" in text:
        text = text.replace(f"{tuple(shape)}", f"{list(shape)}")
    return {"values": values, "shape": shape, "dtype": dtype, "options": options, "text": text}


def prints():
    inf, nan = math.inf, math.nan
    cases = [
        printed([1, 2, 3, 4], [2, 2]), printed([1, 2.5, -3, 4], [2, 2]), printed([0, 0], [2]),
        printed([1, nan, inf], [3]), printed([1.5, nan, -inf], [3]), printed([nan, inf], [2]),
        printed([1e-5, 1], [2]), printed([1e-3, 1.5], [2]), printed([1e9, 1], [2]), printed([1e9], [1]),
        printed([123456, 0.5], [2]), printed([1001, 1], [2]), printed([1000, 1], [2]), printed([99999.5], [1]),
        printed([3.14159], []), printed([3], []), printed([7], [], "int64"), printed([1], [], "bool"),
        printed([1e-8], []), printed([nan], []), printed([1, -20, 300], [3], "int64"),
        printed([1, 0, 1], [3], "bool"), printed([1, 2], [2], "int32"), printed([1, 2], [2], "uint8"),
        printed([0.1, 0.2], [2], "float64"), printed([], [0]), printed([], [0, 3]), printed([], [0, 3], "float64"),
        printed([], [0], "int64"), printed([], [2, 0], "bool"), printed("0:24:1", [2, 3, 4]),
        printed("0:12:0.5", [2, 3, 4]), printed("0:40:1", [40]), printed("0:40:1", [40], "float64"),
        printed("0:20:0.25", [2, 40]), printed("0:1001:1", [1001]), printed("0:1000:1", [1000], "int64"),
        printed("0:2000:1", [40, 50]), printed("0:2000:1", [2, 1000], "int64"), printed("0:3000:0.5", [10, 2, 300]),
        printed("0:4096:1", [8, 8, 8, 8]), printed("-1:1:0.001", [2000], "float64"), printed("0:16:1", [2, 2, 2, 2]),
        printed([-0.0, 0.00005, -1.99995], [3]), printed([0.99999, 1.00005], [2]), printed([2.5, 3.5], [2], precision=0),
        printed([1 / 3, 2 / 3], [2], "float64", precision=10), printed("0:30:1", [30], "int64", threshold=10),
        printed("0:30:1", [30], "int64", threshold=10, edgeitems=2), printed("0:30:0.5", [60], "float32", linewidth=40),
        printed([1e-10, 1e10], [2], "float64"), printed([1.17549435e-38, 3.4e38], [2]), printed([16777217], [1], "int32"),
        printed([0.5] * 9, [9], "float64"), printed([0.5] * 8, [8], "float64"), printed([-1, -2], [1, 2, 1]),
    ]
    write("prints.json", cases)


def promotions():
    def value(dtype, level):
        if level == "weak":
            return {"float32": 1.5, "int64": 2, "bool": True}.get(dtype)
        return torch.ones([] if level == "scalar" else [2], dtype=getattr(torch, dtype))

    cases = []
    for a, b in itertools.product(DTYPES, DTYPES):
        for left, right in itertools.product(["axes", "scalar", "weak"], repeat=2):
            x, y = value(a, left), value(b, right)
            if x is None or y is None or (left == right == "weak") or "bool" in (left == "weak" and a, right == "weak" and b):
                continue
            cases.append([a, left, b, right, str(torch.result_type(x, y)).removeprefix("torch.")])
    write("promotions.json", cases)


def selections():
    """Random subscripts of 0 ..< 120 as [2, 3, 4, 5], read and written."""
    chance = random.Random(0)
    shape = [2, 3, 4, 5]
    cases = []
    while len(cases) < 200:
        index, spec, axis = [], [], 0
        picks = chance.random() < 0.5
        batch = chance.choice([[2], [3], [2, 2]])
        ellipsis = False
        while axis < 4 and chance.random() < 0.85:
            size = shape[axis]
            kind = chance.choice(["at", "slice", "slice", "new", "ellipsis", "tensor", "mask", "all"])
            if kind == "at":
                at = chance.randrange(-size, size)
                index.append(at), spec.append({"at": at})
                axis += 1
            elif kind in ("slice", "all"):
                start, stop = (chance.choice([None, chance.randrange(-size - 2, size + 3)]) for _ in range(2))
                step = 1 if picks else chance.choice([1, 1, 2, -1, -2, 3])
                if picks:
                    step = chance.choice([1, 2])
                if kind == "all":
                    start = stop = None
                    step = 1
                index.append(slice(start, stop, step)), spec.append({"from": start, "to": stop, "by": step})
                axis += 1
            elif kind == "new":
                index.append(None), spec.append({"newAxis": True})
            elif kind == "ellipsis" and not ellipsis:
                ellipsis = True
                index.append(Ellipsis), spec.append({"ellipsis": True})
                axis += chance.randrange(0, 4 - axis + 1)
                # What follows is told from the end only if all axes are used up; stop here.
                break
            elif kind == "tensor" and picks:
                positions = np.array([chance.randrange(-size, size) for _ in range(math.prod(batch))]).reshape(batch)
                index.append(torch.from_numpy(positions))
                spec.append({"positions": positions.flatten().tolist(), "shape": batch})
                axis += 1
            elif kind == "mask" and picks and not any("mask" in s or "positions" in s for s in spec):
                count = chance.choice([1, 2]) if axis < 3 else 1
                covered = shape[axis:axis + count]
                mask = np.array([chance.random() < 0.5 for _ in range(math.prod(covered))]).reshape(covered)
                index.append(torch.from_numpy(mask))
                spec.append({"mask": mask.flatten().tolist(), "shape": covered})
                axis += count
                picks = False
        x = torch.arange(120).reshape(shape)
        try:
            if any(isinstance(i, torch.Tensor) for i in index):
                if any(isinstance(i, slice) and (i.step or 1) < 0 for i in index):
                    continue
                y = x[tuple(index)]
                x[tuple(index)] = -1 - torch.arange(y.shape[-1] if y.ndim else 1) if y.ndim else -1
                same = True
            else:
                a = x.numpy().copy()
                y = torch.from_numpy(np.array(a[tuple(index)]))
                a[tuple(index)] = -1 - np.arange(y.shape[-1]) if y.ndim else -1
                x = torch.from_numpy(a)
                same = True
        except IndexError:
            continue
        # A place that is written twice may keep either value.
        if any("positions" in s for s in spec) and len(set(y.flatten().tolist())) != y.numel():
            same = False
        cases.append({"index": spec, "shape": list(y.shape), "values": y.flatten().tolist(),
                      "written": x.flatten().tolist() if same else None})
    write("selections.json", cases)


def philox(position, seed=0):
    """Philox4x32-10 (Salmon et al. 2011), written once more."""
    mask = 0xFFFFFFFF
    c, k = [position & mask, position >> 32, 0, 0], [seed & mask, seed >> 32]
    for _ in range(10):
        p, q = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(q >> 32) ^ c[1] ^ k[0], q & mask, (p >> 32) ^ c[3] ^ k[1], p & mask]
        k = [(k[0] + 0x9E3779B9) & mask, (k[1] + 0xBB67AE85) & mask]
    return [c[1] << 32 | c[0], c[3] << 32 | c[2]]


def draws():
    """The first numbers of seed 0, drawn in this order."""
    position = 0
    cases = []
    for kind, count in [("rand", 5), ("rand32", 4), ("randn", 6), ("randint", 6), ("randperm", 7), ("randn", 3)]:
        words = []
        for _ in range((count + 1) // 2):
            words += philox(position)
            position += 1
        if kind == "rand":
            values = [(w >> 11) * 2.0**-53 for w in words]
        elif kind == "rand32":
            values = [float(np.float32(w >> 40) * np.float32(2.0**-24)) for w in words]
        elif kind == "randint":
            values = [-5 + (w * 25 >> 64) for w in words]
        elif kind == "randperm":
            values = list(range(count))
            for last in range(count - 1, 0, -1):
                other = words[last] * (last + 1) >> 64
                values[last], values[other] = values[other], values[last]
        else:
            values = []
            for a, b in zip(words[::2], words[1::2]):
                radius = math.sqrt(-2 * math.log(((a >> 11) + 1) * 2.0**-53))
                angle = 2 * math.pi * ((b >> 11) * 2.0**-53)
                values += [radius * math.cos(angle), radius * math.sin(angle)]
        cases.append({"kind": kind, "values": values[:count]})
    write("draws.json", cases)


prints()
promotions()
draws()
selections()

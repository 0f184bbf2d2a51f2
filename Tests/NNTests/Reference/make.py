#!/usr/bin/env python3
"""Writes what PyTorch computes with the library's layers, models, optimisers and schedules.

Needs numpy, torch and scikit-learn. Each case is a piece of our own language and what PyTorch
makes of the same weights and data; NNTests runs the one and compares it with the other.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import sklearn.metrics
import torch
from torch import nn

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent


def plain(tensor):
    kind = {torch.int64: "int64", torch.bool: "bool"}.get(tensor.dtype, "real")
    return {"shape": list(tensor.shape), "kind": kind, "values": tensor.detach().flatten().tolist()}


def state(module):
    return {name: plain(value) for name, value in module.state_dict().items()}


def randomise(module, generator):
    """Weights that no symmetry hides, rounded so that Float32 holds them."""
    with torch.no_grad():
        for name, value in list(module.named_parameters()) + list(module.named_buffers()):
            if value.is_floating_point():
                made = 0.4 * torch.randn(value.shape, generator=generator, dtype=torch.float64)
                value.copy_((made.abs() + 0.5 if "var" in name else made).float().double())


def real(*shape, generator):
    return torch.randn(*shape, generator=generator, dtype=torch.float64).float().double()


# Layers: (name, our code for the model, our code for the result, the module, inputs, PyTorch's result)
def layers(g):
    def r(*shape):
        return real(*shape, generator=g)

    x = r(4, 3)
    sequence = r(5, 2, 3)
    image = r(2, 4, 6, 6)
    tokens = torch.tensor([[1, 0, 3], [2, 2, 1]])
    yield ("Linear", "Linear(3, 4)", "model(x)", nn.Linear(3, 4), {"x": x}, lambda m: m(x))
    yield ("Linear without bias", "Linear(3, 4, bias: false)", "model(x)", nn.Linear(3, 4, bias=False),
           {"x": x}, lambda m: m(x))
    y = r(4, 2)
    yield ("Bilinear", "Bilinear(3, 2, 5)", "model(x, y)", nn.Bilinear(3, 2, 5), {"x": x, "y": y},
           lambda m: m(x, y))
    yield ("Embedding", "Embedding(4, 3)", "model(x)", nn.Embedding(4, 3), {"x": tokens}, lambda m: m(tokens))
    yield ("Embedding with padding", "Embedding(4, 3, paddingIndex: 2)", "model(x)",
           nn.Embedding(4, 3, padding_idx=2), {"x": tokens}, lambda m: m(tokens))
    yield ("LayerNorm", "LayerNorm(3)", "model(x)", nn.LayerNorm(3), {"x": x}, lambda m: m(x))
    yield ("RMSNorm", "RMSNorm(3, eps: 1e-6)", "model(x)", nn.RMSNorm(3, eps=1e-6), {"x": x}, lambda m: m(x))
    yield ("GroupNorm", "GroupNorm(2, 4)", "model(x)", nn.GroupNorm(2, 4), {"x": image}, lambda m: m(image))
    yield ("BatchNorm1d", "BatchNorm1d(3)", "model(x)", nn.BatchNorm1d(3), {"x": x}, lambda m: m(x))
    yield ("BatchNorm2d", "BatchNorm2d(4)", "model(x)", nn.BatchNorm2d(4), {"x": image}, lambda m: m(image))
    yield ("Conv1d", "Conv1d(3, 4, kernel: 3, stride: 2, padding: 1)", "model(x)",
           nn.Conv1d(3, 4, 3, stride=2, padding=1), {"x": r(2, 3, 7)}, None)
    yield ("Conv2d", "Conv2d(4, 6, kernel: 3, padding: 1, dilation: 2, groups: 2)", "model(x)",
           nn.Conv2d(4, 6, 3, padding=1, dilation=2, groups=2), {"x": image}, None)
    yield ("ConvTranspose2d", "ConvTranspose2d(4, 3, kernel: 3, stride: 2, padding: 1, outputPadding: 1)",
           "model(x)", nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1), {"x": image}, None)
    yield ("Conv3d", "Conv3d(2, 3, kernel: 2, stride: 2, padding: 1)", "model(x)",
           nn.Conv3d(2, 3, 2, stride=2, padding=1), {"x": r(1, 2, 3, 4, 3)}, None)
    yield ("ConvTranspose1d",
           "ConvTranspose1d(4, 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1, dilation: 2, groups: 2)",
           "model(x)", nn.ConvTranspose1d(4, 6, 3, 2, 1, 1, groups=2, dilation=2), {"x": r(2, 4, 5)}, None)
    yield ("ConvTranspose3d", "ConvTranspose3d(2, 3, kernel: 2, stride: 2, bias: false)", "model(x)",
           nn.ConvTranspose3d(2, 3, 2, stride=2, bias=False), {"x": r(1, 2, 2, 3, 2)}, None)
    volume = r(1, 2, 4, 5, 4)
    for ours, theirs, data in [
        ("AvgPool1d(2)", nn.AvgPool1d(2), r(2, 3, 7)), ("AvgPool3d(2)", nn.AvgPool3d(2), volume),
        ("MaxPool3d(2, stride: 1)", nn.MaxPool3d(2, 1), volume),
        ("AdaptiveAvgPool1d(3)", nn.AdaptiveAvgPool1d(3), r(2, 3, 7)),
        ("AdaptiveAvgPool2d(3)", nn.AdaptiveAvgPool2d(3), image),
        ("AdaptiveMaxPool2d(4)", nn.AdaptiveMaxPool2d(4), image),
    ]:
        yield (ours.split("(")[0], f"Sequential({ours})", "model(x)", nn.Sequential(theirs), {"x": data}, None)
    yield ("Sequential", "Sequential(Linear(3, 5), GELU(), Linear(5, 2), Softmax())", "model(x)",
           nn.Sequential(nn.Linear(3, 5), nn.GELU(), nn.Linear(5, 2), nn.Softmax(-1)), {"x": x}, None)
    for name, ours, theirs, gates in [
        ("RNN", "RNN(3, 4", lambda **k: nn.RNN(3, 4, **k), 1),
        ("GRU", "GRU(3, 4", lambda **k: nn.GRU(3, 4, **k), 1),
        ("LSTM", "LSTM(3, 4", lambda **k: nn.LSTM(3, 4, **k), 2),
    ]:
        parts = "result.0, result.1.0, result.1.1" if name == "LSTM" else "result.0, result.1"

        def flat(result, name=name):
            output, end = result
            return [output, *end] if name == "LSTM" else [output, end]

        for label, options, call in [
            ("", "", {}),
            (" of two layers in both directions, batch first", ", layers: 2, bidirectional: true, batchFirst: true",
             {"num_layers": 2, "bidirectional": True, "batch_first": True}),
        ]:
            yield (name + label, ours + options + ")", f"let result = model(x)\n[{parts}]", theirs(**call),
                   {"x": sequence}, lambda m, flat=flat: flat(m(sequence)))
        lengths = torch.tensor([5, 3])

        def packed(m, flat=flat):
            inner = nn.utils.rnn.pack_padded_sequence(sequence, lengths)
            output, end = m(inner)
            return flat((nn.utils.rnn.pad_packed_sequence(output)[0], end))

        yield (name + " with lengths", ours + ", bidirectional: true)",
               f"let result = model(x, lengths: [5, 3])\n[{parts}]", theirs(bidirectional=True), {"x": sequence},
               packed)
        start = r(1, 2, 4)
        state_text = "(h, h)" if name == "LSTM" else "h"
        yield (name + " from a state", ours + ")", f"let result = model(x, {state_text})\n[{parts}]", theirs(),
               {"x": sequence, "h": start},
               lambda m, flat=flat, name=name: flat(m(sequence, (start, start) if name == "LSTM" else start)))
    yield ("RNN with relu", "RNN(3, 4, nonlinearity: .relu)", "model(x).0", nn.RNN(3, 4, nonlinearity="relu"),
           {"x": sequence}, lambda m: m(sequence)[0])
    h = r(4, 4)
    yield ("RNNCell", "RNNCell(3, 4)", "model(x, h)", nn.RNNCell(3, 4), {"x": x, "h": h}, lambda m: m(x, h))
    yield ("GRUCell", "GRUCell(3, 4)", "model(x, h)", nn.GRUCell(3, 4), {"x": x, "h": h}, lambda m: m(x, h))
    yield ("LSTMCell", "LSTMCell(3, 4)", "let result = model(x, (h, h))\n[result.0, result.1]", nn.LSTMCell(3, 4),
           {"x": x, "h": h}, lambda m: list(m(x, (h, h))))
    q, k = r(2, 3, 8), r(2, 5, 8)
    allowed = torch.tensor([[True, False, True, True, False], [True] * 5, [False, True, True, False, True]])

    def attend(m, q, k, **options):
        output, weights = m(q, k, k, average_attn_weights=False, **options)
        return [output, weights]

    attention = lambda: nn.MultiheadAttention(8, 2, batch_first=True)
    yield ("MultiHeadAttention", "MultiHeadAttention(8, heads: 2)", "let result = model(q, k, k)\n[result.0, result.1]",
           attention(), {"q": q, "k": k}, lambda m: attend(m, q, k))
    yield ("MultiHeadAttention with a mask", "MultiHeadAttention(8, heads: 2)",
           "let result = model(q, k, k, mask: mask)\n[result.0, result.1]", attention(),
           {"q": q, "k": k, "mask": allowed}, lambda m: attend(m, q, k, attn_mask=~allowed))
    causal = ~torch.tril(torch.ones(3, 3, dtype=torch.bool))
    yield ("MultiHeadAttention, causal", "MultiHeadAttention(8, heads: 2)",
           "let result = model(q, q, q, causal: true)\n[result.0, result.1]", attention(), {"q": q},
           lambda m: attend(m, q, q, attn_mask=causal))
    for first in [False, True]:
        options = f"dropout: 0, activation: .gelu, normFirst: {str(first).lower()}"
        yield (f"TransformerEncoderLayer, norm first {first}",
               f"TransformerEncoderLayer(8, heads: 2, ff: 12, {options})", "model(q, causal: true)",
               nn.TransformerEncoderLayer(8, 2, 12, 0.0, "gelu", batch_first=True, norm_first=first), {"q": q},
               lambda m: m(q, src_mask=causal))
        yield (f"TransformerDecoderLayer, norm first {first}",
               f"TransformerDecoderLayer(8, heads: 2, ff: 12, {options})", "model(q, memory: k, causal: true)",
               nn.TransformerDecoderLayer(8, 2, 12, 0.0, "gelu", batch_first=True, norm_first=first),
               {"q": q, "k": k}, lambda m: m(q, k, tgt_mask=causal))
    yield ("TransformerEncoder", "TransformerEncoder(layers: 2, dim: 8, heads: 2, ff: 12, dropout: 0)", "model(q)",
           nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, 0.0, batch_first=True), 2,
                                 enable_nested_tensor=False), {"q": q}, lambda m: m(q))
    for ours, theirs, inputs, result, apply in [
        ("LayerNorm(3, bias: false)", nn.LayerNorm(3, bias=False), {"x": x}, "model(x)", lambda m: m(x)),
        ("RNNCell(3, 4, bias: false)", nn.RNNCell(3, 4, bias=False), {"x": x, "h": h}, "model(x, h)",
         lambda m: m(x, h)),
        ("GRUCell(3, 4, bias: false)", nn.GRUCell(3, 4, bias=False), {"x": x, "h": h}, "model(x, h)",
         lambda m: m(x, h)),
        ("LSTMCell(3, 4, bias: false)", nn.LSTMCell(3, 4, bias=False), {"x": x, "h": h},
         "let result = model(x, (h, h))\n[result.0, result.1]", lambda m: list(m(x, (h, h)))),
    ]:
        yield (ours.split("(")[0] + " without bias", ours, result, theirs, inputs, apply)


def layer_cases():
    cases = []
    g = torch.Generator().manual_seed(1)
    for name, code, result, module, inputs, apply in layers(g):
        module = module.double().train()
        randomise(module, g)
        before = state(module)
        leaves = {key: value for key, value in inputs.items() if value.is_floating_point()}
        for value in leaves.values():
            value.requires_grad_()
            value.grad = None
        results = apply(module) if apply else module(inputs["x"])
        results = results if isinstance(results, list) else [results]
        cotangents = [real(*value.shape, generator=g) for value in results]
        sum((a * b).sum() for a, b in zip(results, cotangents)).backward()
        cases.append({
            "name": name, "code": code, "result": result, "state": before,
            "inputs": {key: plain(value) for key, value in inputs.items()},
            "results": [plain(value) for value in results],
            "cotangents": [plain(value) for value in cotangents],
            "gradients": {key: plain(value.grad) for key, value in module.named_parameters()},
            "inputGradients": {key: plain(value.grad) for key, value in leaves.items()},
            "stateAfter": {key: plain(value) for key, value in module.named_buffers()},
        })
        for value in leaves.values():
            value.requires_grad_(False)
    return cases


class Model(nn.Module):
    def __init__(self, parts, forward):
        super().__init__()
        for name, part in parts.items():
            setattr(self, name, part)
        self.run = forward

    def forward(self, *inputs):
        return self.run(self, *inputs)


def positions(length, dim):
    place = torch.arange(length, dtype=torch.float64)[:, None]
    channel = torch.arange(0, dim, 2, dtype=torch.float64)
    angle = place * torch.exp(channel * (-math.log(10000.0) / dim))
    return torch.stack([angle.sin(), angle.cos()], -1).reshape(length, dim)


def models(g):
    tokens = torch.randint(0, 12, (6, 7), generator=g)
    labels = torch.randint(0, 3, (6,), generator=g)
    tags = torch.randint(0, 4, (6, 7), generator=g)
    tags[0, 3:] = -100
    mask = ~torch.tril(torch.ones(7, 7, dtype=torch.bool))
    cross = nn.functional.cross_entropy
    yield ("a bidirectional LSTM of two layers that classifies", """
      final class Net: Module {
        let embedding = Embedding(12, 6)
        let lstm = LSTM(6, 5, layers: 2, bidirectional: true, batchFirst: true)
        let out = Linear(10, 3)
        func callAsFunction(_ x: Tensor) -> Tensor { out(lstm(embedding(x)).0.mean(axis: 1)) }
      }
      """, "crossEntropy(model(x), t)",
           Model({"embedding": nn.Embedding(12, 6),
                  "lstm": nn.LSTM(6, 5, 2, bidirectional=True, batch_first=True), "out": nn.Linear(10, 3)},
                 lambda m, x: m.out(m.lstm(m.embedding(x))[0].mean(1))),
           {"x": tokens, "t": labels}, lambda m: cross(m(tokens), labels))
    yield ("a GRU that tags", """
      final class Net: Module {
        let embedding = Embedding(12, 6, paddingIndex: 0)
        let gru = GRU(6, 5, batchFirst: true)
        let out = Linear(5, 4)
        func callAsFunction(_ x: Tensor) -> Tensor { out(gru(embedding(x)).0) }
      }
      """, "crossEntropy(model(x).reshaped(-1, 4), t.reshaped(-1))",
           Model({"embedding": nn.Embedding(12, 6, padding_idx=0), "gru": nn.GRU(6, 5, batch_first=True),
                  "out": nn.Linear(5, 4)}, lambda m, x: m.out(m.gru(m.embedding(x))[0])),
           {"x": tokens, "t": tags}, lambda m: cross(m(tokens).reshape(-1, 4), tags.reshape(-1)))
    table = positions(7, 8)
    yield ("a transformer's encoder, normalised first", """
      final class Net: Module {
        let embedding = Embedding(12, 8)
        let positions = PositionalEncoding(8, maxLength: 7, dropout: 0)
        let encoder = TransformerEncoder(
          layers: 2, dim: 8, heads: 2, ff: 16, dropout: 0, activation: .gelu, normFirst: true)
        let out = Linear(8, 3)
        func callAsFunction(_ x: Tensor) -> Tensor {
          out(encoder(positions(embedding(x))).mean(axis: 1))
        }
      }
      """, "crossEntropy(model(x), t)",
           Model({"embedding": nn.Embedding(12, 8), "encoder": nn.TransformerEncoder(
               nn.TransformerEncoderLayer(8, 2, 16, 0.0, "gelu", batch_first=True, norm_first=True), 2,
               enable_nested_tensor=False), "out": nn.Linear(8, 3)},
               lambda m, x: m.out(m.encoder(m.embedding(x) + table.to(m.out.weight.dtype)).mean(1))),
           {"x": tokens, "t": labels}, lambda m: cross(m(tokens), labels))
    yield ("a language model, a decoder", """
      final class Net: Module {
        let embedding = Embedding(12, 8)
        let positions = LearnedPositions(7, 8)
        let decoder = TransformerDecoder(layers: 2, dim: 8, heads: 2, ff: 16, dropout: 0)
        let out = Linear(8, 12)
        func callAsFunction(_ x: Tensor) -> Tensor {
          let inner = positions(embedding(x))
          return out(decoder(inner, memory: inner, memoryMask: tril(Tensor.ones(7, 7)).to(.bool), causal: true))
        }
      }
      """, "crossEntropy(model(x)[0..., ..<6].reshaped(-1, 12), x[0..., 1...].reshaped(-1))",
           Model({"embedding": nn.Embedding(12, 8), "positions": nn.Embedding(7, 8),
                  "decoder": nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16, 0.0, batch_first=True), 2),
                  "out": nn.Linear(8, 12)},
                 lambda m, x: (lambda inner: m.out(m.decoder(inner, inner, tgt_mask=mask, memory_mask=mask)))(
                     m.embedding(x) + m.positions.weight)),
           {"x": tokens}, lambda m: cross(m(tokens)[:, :6].reshape(-1, 12), tokens[:, 1:].reshape(-1)))
    images = real(5, 1, 14, 14, generator=g)
    digits = torch.randint(0, 10, (5,), generator=g)
    yield ("LeNet", """
      final class Net: Module {
        let conv1 = Conv2d(1, 3, kernel: 3, padding: 1)
        let conv2 = Conv2d(3, 4, kernel: 4)
        let fc1 = Linear(16, 12)
        let fc2 = Linear(12, 10)
        let pool = AvgPool2d(2)
        let largest = MaxPool2d(2)
        func callAsFunction(_ x: Tensor) -> Tensor {
          fc2(relu(fc1(largest(relu(conv2(pool(tanh(conv1(x)))))).flattened(start: 1))))
        }
      }
      """, "crossEntropy(model(x), t)",
           Model({"conv1": nn.Conv2d(1, 3, 3, padding=1), "conv2": nn.Conv2d(3, 4, 4), "fc1": nn.Linear(16, 12),
                  "fc2": nn.Linear(12, 10)},
                 lambda m, x: m.fc2(torch.relu(m.fc1(nn.functional.max_pool2d(torch.relu(m.conv2(
                     nn.functional.avg_pool2d(torch.tanh(m.conv1(x)), 2))), 2).flatten(1))))),
           {"x": images, "t": digits}, lambda m: cross(m(images.to(m.fc2.weight.dtype)), digits))
    series = real(9, 4, 3, generator=g)
    wanted = real(4, 1, generator=g)
    yield ("a plain RNN", """
      final class Net: Module {
        let rnn = RNN(3, 6)
        let out = Linear(6, 1)
        func callAsFunction(_ x: Tensor) -> Tensor { out(rnn(x).1[0]) }
      }
      """, "mseLoss(model(x), t)",
           Model({"rnn": nn.RNN(3, 6), "out": nn.Linear(6, 1)}, lambda m, x: m.out(m.rnn(x)[1][0])),
           {"x": series, "t": wanted},
           lambda m: nn.functional.mse_loss(m(series.to(m.out.weight.dtype)), wanted.to(m.out.weight.dtype)))


def model_cases():
    cases = []
    g = torch.Generator().manual_seed(2)
    for name, code, loss, module, inputs, apply in models(g):
        randomise(module.double(), g)
        before = state(module)
        if "PositionalEncoding" in code:
            before["positions.positions"] = plain(positions(7, 8))
        case = {"name": name, "code": code, "loss": loss, "state": before,
                "inputs": {key: plain(value) for key, value in inputs.items()}}
        start = {key: value.clone() for key, value in module.state_dict().items()}
        for dtype, key in [(torch.float64, "float64"), (torch.float32, "float32")]:
            module.load_state_dict(start)
            module.to(dtype)
            optimizer = torch.optim.Adam(module.parameters(), lr=0.01)
            losses = []
            for _ in range(10):
                optimizer.zero_grad()
                value = apply(module)
                value.backward()
                optimizer.step()
                losses.append(value.item())
            case[key] = losses
            module.double()
        cases.append(case)
    return cases


def optimizer_cases():
    O = torch.optim
    table = [
        ("SGD(p, lr: 0.1)", lambda p: O.SGD(p, 0.1)),
        ("SGD(p, lr: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01)",
         lambda p: O.SGD(p, 0.1, 0.9, 0.1, 0.01)),
        ("SGD(p, lr: 0.1, momentum: 0.9, nesterov: true)", lambda p: O.SGD(p, 0.1, 0.9, nesterov=True)),
        ("Adam(p)", lambda p: O.Adam(p)),
        ("Adam(p, lr: 0.05, betas: (0.8, 0.95), weightDecay: 0.1, amsgrad: true)",
         lambda p: O.Adam(p, 0.05, (0.8, 0.95), weight_decay=0.1, amsgrad=True)),
        ("AdamW(p, lr: 0.05)", lambda p: O.AdamW(p, 0.05)),
        ("NAdam(p)", lambda p: O.NAdam(p)),
        ("NAdam(p, lr: 0.05, weightDecay: 0.1)", lambda p: O.NAdam(p, 0.05, weight_decay=0.1)),
        ("RMSprop(p)", lambda p: O.RMSprop(p)),
        ("RMSprop(p, lr: 0.02, weightDecay: 0.1, momentum: 0.5, centered: true)",
         lambda p: O.RMSprop(p, 0.02, weight_decay=0.1, momentum=0.5, centered=True)),
        ("Adagrad(p)", lambda p: O.Adagrad(p)),
        ("Adagrad(p, lr: 0.1, lrDecay: 0.1, weightDecay: 0.1)", lambda p: O.Adagrad(p, 0.1, 0.1, 0.1)),
        ("Adadelta(p)", lambda p: O.Adadelta(p)),
        ("Adadelta(p, lr: 0.5, rho: 0.8, weightDecay: 0.1)", lambda p: O.Adadelta(p, 0.5, 0.8, weight_decay=0.1)),
    ]
    g = torch.Generator().manual_seed(3)
    start, target = real(3, 2, generator=g), real(3, 2, generator=g)
    cases = []
    for code, make in table:
        p = start.clone().requires_grad_()
        optimizer = make([p])
        for _ in range(12):
            optimizer.zero_grad()
            (((p - target) ** 2).sum() + (p ** 4).sum() * 0.1).backward()
            optimizer.step()
        cases.append({"code": code, "result": plain(p)})
    p = start.clone().requires_grad_()
    optimizer = O.LBFGS([p])

    def closure():
        optimizer.zero_grad()
        loss = ((p - target) ** 2).sum() + (p ** 4).sum() * 0.1
        loss.backward()
        return loss

    optimizer.step(closure)
    return {"start": plain(start), "target": plain(target), "cases": cases, "lbfgs": plain(p)}


def schedule_cases():
    S = torch.optim.lr_scheduler
    table = [
        ("StepDecay(o, every: 3, factor: 0.5)", lambda o: S.StepLR(o, 3, 0.5)),
        ("ExponentialDecay(o, factor: 0.9)", lambda o: S.ExponentialLR(o, 0.9)),
        ("CosineDecay(o, steps: 12, minimum: 0.01)", lambda o: S.CosineAnnealingLR(o, 12, 0.01)),
        ("LinearWarmup(o, steps: 5, from: 0.25)", lambda o: S.LinearLR(o, 0.25, total_iters=5)),
        ("OneCycle(o, max: 0.8, steps: 14)", lambda o: S.OneCycleLR(o, 0.8, total_steps=14)),
    ]
    cases = []
    for code, make in table:
        p = torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.SGD([p], lr=0.2, momentum=0.9)
        schedule = make(optimizer)
        rates, momenta = [], []
        for _ in range(12):
            optimizer.step()
            schedule.step()
            rates.append(optimizer.param_groups[0]["lr"])
            momenta.append(optimizer.param_groups[0]["momentum"])
        cases.append({"code": code, "rates": rates, "momenta": momenta})
    # The formula of Vaswani and others (2017), section 5.3, with a factor.
    noam = [0.2 * 16 ** -0.5 * min(step ** -0.5, step * 5 ** -1.5) for step in range(1, 13)]
    cases.append({"code": "Noam(o, dim: 16, warmup: 5)", "rates": noam, "momenta": [0.9] * 12})
    metrics = [1.0, 0.9, 0.9, 0.89999, 0.95, 0.9, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6]
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.2, momentum=0.9)
    schedule = S.ReduceLROnPlateau(optimizer, factor=0.3, patience=2)
    rates = []
    for metric in metrics:
        schedule.step(metric)
        rates.append(optimizer.param_groups[0]["lr"])
    return {"cases": cases, "plateau": {"metrics": metrics, "rates": rates}}


def metric_cases():
    rng = np.random.default_rng(4)
    cases = []
    for classes, count in [(2, 20), (3, 30), (5, 12)]:
        wanted, found = rng.integers(0, classes, count), rng.integers(0, classes, count)
        case = {"found": found.tolist(), "wanted": wanted.tolist(), "classes": classes,
                "accuracy": sklearn.metrics.accuracy_score(wanted, found),
                "confusion": sklearn.metrics.confusion_matrix(wanted, found, labels=range(classes)).flatten().tolist()}
        for average in ["macro", "micro", "weighted"]:
            values = sklearn.metrics.precision_recall_fscore_support(
                wanted, found, labels=range(classes), average=average, zero_division=0)[:3]
            case[average] = [float(value) for value in values]
        cases.append(case)
    targets = rng.integers(0, 2, 25)
    scores = np.round(rng.random(25), 1)
    return {"cases": cases, "auc": {"targets": targets.tolist(), "scores": scores.tolist(),
                                    "area": float(sklearn.metrics.roc_auc_score(targets, scores))}}


if __name__ == "__main__":
    for name, value in [("layers", layer_cases()), ("models", model_cases()), ("optimizers", optimizer_cases()),
                            ("schedules", schedule_cases()), ("metrics", metric_cases())]:
        text = json.dumps(value, indent=None, separators=(",", ":"))
        (HERE / f"{name}.json").write_text(text + "\n")
        print(name, len(text))

"""Writes what Python's json module makes of floats, strings and nested values.

Run it in this folder: python3 make.py. The tests read the files it leaves.
"""

import json
import random
import struct

rng = random.Random(20)


def random_float():
    while True:
        value = struct.unpack("<d", rng.randbytes(8))[0]
        if value == value and abs(value) != float("inf"):
            return value


def random_text():
    ranges = [(0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]
    return "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(0, 12)))


def random_value(depth):
    kind = rng.randint(0, 7 if depth > 0 else 5)
    if kind == 0:
        return None
    if kind == 1:
        return rng.random() < 0.5
    if kind == 2:
        return rng.randint(-(2**63), 2**63 - 1) >> rng.randint(0, 63)
    if kind == 3:
        return rng.gauss(0, 1) * 10 ** rng.randint(-25, 25)
    if kind in (4, 5):
        return random_text()
    if kind == 6:
        return [random_value(depth - 1) for _ in range(rng.randint(0, 4))]
    return {random_text().replace("\0", ""): random_value(depth - 1) for _ in range(rng.randint(0, 4))}


floats = [0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 1e-4, 9.999e-5, 1e-5, 123456789012345.6, 1e15, 1e16]
floats += [9999999999999998.0, 2.0**53, 2.0**54, 2.0**55, 1e17, 1.5e300, 5e-324, 2.2250738585072014e-308]
floats += [1.7976931348623157e308, 1e22, 1e23, 123e-7, 0.00012345, 1e-100, 100.0, 1234567.0]
floats += [random_float() for _ in range(400)]
floats += [rng.gauss(0, 1) * 10 ** rng.randint(-6, 18) for _ in range(400)]
with open("floats.txt", "w") as file:
    for value in floats:
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        file.write(f"{bits:016x} {json.dumps(value)}\n")

# Each code point on its own, as UTF-8 in hexadecimal, and what stands for it between the quotes.
points = list(range(0x00, 0x100)) + [0x7FF, 0x800, 0x2028, 0x2029, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF]
points += [0x10000, 0x1F426, 0x10FFFF]
with open("escapes.txt", "w") as file:
    for point in points:
        text = json.dumps(chr(point), ensure_ascii=False)
        file.write(f"{point:x} {text.encode().hex()}\n")

document = {"values": [random_value(4) for _ in range(300)], "empty": {}, "none": []}
with open("document.compact.json", "w") as file:
    file.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
with open("document.notebook.json", "w") as file:
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    file.write(text + "\n")

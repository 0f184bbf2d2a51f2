"""Writes the files that the tests read: arrays as NumPy and the safetensors package write them.

    python Tests/FilesTests/Reference/make.py

`expected.json` says what each holds.
"""

import json
import pathlib

import numpy as np
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent

ARRAYS = {
    "float32": np.arange(6, dtype="<f4").reshape(2, 3) / 4,
    "float64": np.array([[1 / 3, -np.inf], [np.nan, 5e-324]]),
    "float16": np.array([1.5, -65504, 6e-8], "<f2"),
    "int64": np.array([2**62, -1, 0], "<i8"),
    "int32": np.array([[-(2**31), 7]], "<i4"),
    "int16": np.array([-300, 300], "<i2"),
    "int8": np.array([-128, 127], "i1"),
    "uint8": np.array([0, 255], "u1"),
    "uint32": np.array([2**32 - 1], "<u4"),
    "uint64": np.array([2**63 - 1], "<u8"),
    "bool": np.array([[True, False], [False, True]]),
    "big-endian": np.array([[1.5, 2], [3, -4]], ">f8"),
    "big-endian-int": np.array([1, 256, -2], ">i4"),
    "fortran": np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)),
    "scalar": np.array(2.5, "<f4"),
    "empty": np.zeros((0, 3), "<f8"),
    "vector-of-none": np.zeros(0, "<i8"),
}


def described(array):
    values = array.astype(float) if array.dtype.kind == "f" else array
    return {
        "shape": list(array.shape),
        "kind": array.dtype.kind,
        "width": array.dtype.itemsize,
        "values": [v if isinstance(v, (int, bool)) or np.isfinite(v) else str(v) for v in values.flatten().tolist()],
    }


def main():
    for name, array in ARRAYS.items():
        np.save(HERE / f"{name}.npy", array)
    np.savez(HERE / "plain.npz", **ARRAYS)
    np.savez_compressed(HERE / "packed.npz", **ARRAYS)
    plain = {k: v.astype(v.dtype.newbyteorder("<"), order="C", copy=True) for k, v in ARRAYS.items()}
    save_file(plain, HERE / "all.safetensors", metadata={"made": "by the package"})
    expected = {name: described(array) for name, array in ARRAYS.items()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Files of tensors, written by Apus and read by NumPy and the safetensors package, and the other way round."""
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file, save_file

# In our own language, and as NumPy has it.
TENSORS = {
    "float32": ("Tensor([[0.25, -1.5], [3.0, 1e30]])", np.array([[0.25, -1.5], [3, 1e30]], "f4")),
    "float64": ("Tensor([0.5, Double.nan], dtype: .float64)", np.array([0.5, np.nan])),
    "int64": ("Tensor([9007199254740993, -1])", np.array([9007199254740993, -1])),
    "int32": ("Tensor([[7]], dtype: .int32)", np.array([[7]], "i4")),
    "uint8": ("Tensor([0, 255], dtype: .uint8)", np.array([0, 255], "u1")),
    "bool": ("Tensor([1, 0]) .== 1", np.array([True, False])),
    "scalar": ("Tensor(2.5)", np.array(2.5, "f4")),
    "empty": ("Tensor.zeros([0, 3])", np.zeros((0, 3), "f4")),
    "view": ("Tensor.arange(0, 6).reshaped(2, 3).T", np.arange(6).reshape(2, 3).T),
}


def same(found, wanted):
    assert found.dtype == wanted.dtype
    assert found.shape == wanted.shape
    np.testing.assert_array_equal(found, wanted)


def test_numpy_reads_what_is_written(apus, tmp_path):
    lines = [f'saveNpy({code}, "{tmp_path}/{name}.npy")' for name, (code, _) in TENSORS.items()]
    named = ", ".join(f'"{name}": {code}' for name, (code, _) in TENSORS.items())
    lines.append(f"let all: [String: Tensor] = [{named}]")
    lines.append(f'saveNpz(all, "{tmp_path}/all.npz")')
    lines.append(f'saveSafetensors(all, "{tmp_path}/all.safetensors")')
    result = apus("eval", "\n".join(lines))
    assert result.returncode == 0, result.stderr
    archive, tensors = np.load(tmp_path / "all.npz"), load_file(tmp_path / "all.safetensors")
    assert set(archive) == set(tensors) == set(TENSORS)
    for name, (_, wanted) in TENSORS.items():
        same(np.load(tmp_path / f"{name}.npy"), wanted)
        same(archive[name], wanted)
        same(tensors[name], wanted)


@pytest.mark.parametrize("kind", ["npy", "npz", "safetensors"])
def test_what_numpy_writes_is_read(apus, tmp_path, kind):
    wanted = {name: array for name, (_, array) in TENSORS.items()}
    wanted["big"] = np.array([[1, 2], [3, 4]], ">f8")
    wanted["fortran"] = np.asfortranarray(np.arange(12.0).reshape(3, 4))
    if kind == "npy":
        for name, array in wanted.items():
            np.save(tmp_path / f"{name}.npy", array)
        load = {name: f'loadNpy("{tmp_path}/{name}.npy")' for name in wanted}
    else:
        path = tmp_path / f"all.{kind}"
        if kind == "npz":
            np.savez_compressed(path, **wanted)
        else:
            save_file({k: v.astype(v.dtype.newbyteorder("<"), order="C", copy=True) for k, v in wanted.items()}, path)
        call = "loadNpz" if kind == "npz" else "loadSafetensors"
        load = {name: f'{call}("{path}")["{name}"]!' for name in wanted}
    for name, array in wanted.items():
        result = apus("eval", f"let x = {load[name]}\nprint(x.shape, x.dtype)\nprint(x.toArray())")
        assert result.returncode == 0, result.stderr
        shape, values = result.stdout.splitlines()
        assert shape == f"{list(array.shape)} {array.dtype.newbyteorder('<').name}"
        found = [float(v) for v in values.strip("[]").split(",") if v]
        np.testing.assert_array_equal(np.array(found), array.flatten().astype("f8"))


def test_a_table_is_read_and_written(apus, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,2.5\n-3,4e2\n")
    result = apus("eval", f'let x = loadCSV("{path}", header: true)\nsaveCSV(x * 2, "{tmp_path}/b.csv")\nprint(x.shape)')
    assert (result.returncode, result.stdout) == (0, "[2, 2]\n"), result.stderr
    np.testing.assert_array_equal(np.loadtxt(tmp_path / "b.csv", delimiter=","), [[2, 5], [-6, 800]])


def test_a_damaged_file_is_an_error_of_the_cell(apus, tmp_path):
    np.savez(tmp_path / "a.npz", x=np.arange(100))
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "a.npz").write_bytes(whole[: len(whole) // 2])
    result = apus("eval", f'loadNpz("{tmp_path}/a.npz")')
    assert result.returncode == 1
    assert "is damaged" in result.stderr and "a.npz" in result.stderr


def picture(channels, height=17, width=23):
    """Smooth colours with a sharp edge, so that neither form of file is at its best or worst."""
    y, x, c = np.mgrid[:height, :width, :channels]
    values = 128 + 90 * np.sin(x / 5 + c) * np.cos(y / 4) + 30 * (x > y)
    return np.clip(values, 0, 255).astype("u1")


MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


@pytest.mark.parametrize("channels", MODES)
def test_pillow_reads_the_png_that_is_written(apus, tmp_path, channels):
    wanted = picture(channels)
    np.save(tmp_path / "a.npy", wanted)
    result = apus("eval", f'saveImage(loadNpy("{tmp_path}/a.npy"), "{tmp_path}/a.png")')
    assert result.returncode == 0, result.stderr
    found = Image.open(tmp_path / "a.png")
    assert found.mode == MODES[channels]
    np.testing.assert_array_equal(np.asarray(found).reshape(wanted.shape), wanted)


@pytest.mark.parametrize("kind", ["L", "LA", "RGB", "RGBA", "P", "1", "I;16"])
def test_a_png_of_pillow_is_read(apus, tmp_path, kind):
    wanted = picture(3 if kind == "P" else len(kind) if kind in MODES.values() else 1)
    image = Image.fromarray(wanted.squeeze())
    if kind == "P":
        image = image.quantize(16)
        wanted = np.asarray(image.convert("RGB"))
    if kind == "1":
        image = image.convert("1")
        wanted = np.asarray(image.convert("L"))[..., None]
    if kind == "I;16":
        # Each value twice, as a high and as a low byte.
        image = Image.fromarray(wanted[..., 0].astype("u2") * 257)
    image.save(tmp_path / "a.png")
    result = apus("eval", f'saveNpy(loadImage("{tmp_path}/a.png"), "{tmp_path}/b.npy")')
    assert result.returncode == 0, result.stderr
    same(np.load(tmp_path / "b.npy"), wanted)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("options", [{"quality": 95, "subsampling": 0}, {"quality": 75}, {"progressive": True}])
def test_a_jpeg_of_pillow_is_read(apus, tmp_path, channels, options):
    Image.fromarray(picture(channels).squeeze()).save(tmp_path / "a.jpg", **options)
    result = apus("eval", f'saveNpy(loadImage("{tmp_path}/a.jpg"), "{tmp_path}/b.npy")')
    assert result.returncode == 0, result.stderr
    wanted = np.asarray(Image.open(tmp_path / "a.jpg")).reshape(17, 23, channels)
    found = np.load(tmp_path / "b.npy")
    assert found.dtype == wanted.dtype and found.shape == wanted.shape
    # Libraries may round in other places.
    assert np.abs(found.astype(int) - wanted).max() <= 2


@pytest.mark.parametrize("channels", [1, 3])
def test_pillow_reads_the_jpeg_that_is_written(apus, tmp_path, channels):
    wanted = picture(channels)
    np.save(tmp_path / "a.npy", wanted)
    for quality in (50, 98):
        code = f'saveImage(loadNpy("{tmp_path}/a.npy"), "{tmp_path}/{quality}.jpg", quality: {quality})'
        assert apus("eval", code).returncode == 0
        found = Image.open(tmp_path / f"{quality}.jpg")
        assert found.mode == MODES[channels]
        error = np.abs(np.asarray(found).reshape(wanted.shape).astype(int) - wanted).mean()
        assert error < (8 if quality == 50 else 5)
    assert (tmp_path / "50.jpg").stat().st_size < (tmp_path / "98.jpg").stat().st_size


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_damaged_picture_is_an_error_of_the_cell(apus, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    Image.fromarray(picture(3)).save(path)
    whole = path.read_bytes()
    for count in (10, len(whole) // 2, len(whole) - 20):
        path.write_bytes(whole[:count])
        result = apus("eval", f'loadImage("{path}")')
        assert result.returncode == 1
        assert "is damaged" in result.stderr and f"a.{kind}" in result.stderr
    path.write_bytes(b"something else")
    assert "is no PNG and no JPEG" in apus("eval", f'loadImage("{path}")').stderr

"""Writes notebooks, what nbformat makes of them, and its verdict on faulty ones.

Run it in this folder with nbformat 5.10 installed: python3 make.py. The tests read the files.
"""

import copy
import json
import logging

import nbformat
from nbformat.v4 import upgrade

logging.disable(logging.CRITICAL)


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def join(source):
    return source if isinstance(source, str) else "".join(source)


def code(source, outputs=(), count=None, id=None, **metadata):
    cell = {"cell_type": "code", "source": source, "metadata": metadata}
    cell |= {"outputs": list(outputs), "execution_count": count}
    return cell | ({"id": id} if id else {})


def text(kind, source, id=None, **more):
    cell = {"cell_type": kind, "source": source, "metadata": {}} | more
    return cell | ({"id": id} if id else {})


SVG = "<svg>\n <g/>\n</svg>"
ODD_LINES = "a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l\r\r\n\n\nm 🐦 é"
outputs = [
    {"output_type": "stream", "name": "stdout", "text": ["one\n", "two"]},
    {"output_type": "stream", "name": "stderr", "text": ODD_LINES},
    {
        "output_type": "display_data",
        "metadata": {"image/svg+xml": {"isolated": True}},
        "data": {
            "text/plain": ["a\n", "b"],
            "text/html": "<b>\n</b>\n",
            "image/svg+xml": SVG,
            "image/png": "iVBORw0KGgo=\n",
            "application/javascript": "f()\ng()",
            "application/json": ["x", {"y": 1.0, "z": 1e-7}],
            "application/vnd.test+json": {"b": [], "a": {}},
            "application/x-text": ["p\n", "q"],
        },
    },
    {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": ""}, "execution_count": 3},
    {"output_type": "error", "ename": "TypeError", "evalue": "no", "traceback": ["\x1b[31ma", "b\nc"]},
]
metadata = {
    "kernelspec": {"name": "apus", "display_name": "Apus (Swift)", "language": "swift"},
    "language_info": {"name": "swift", "codemirror_mode": {"name": "swift"}},
    "title": "Ünïcode \u2028 \x7f",
    "anything": {"nested": [1, 2.5, None, True]},
    "signature": "sha256:0",
}
cells = [
    text("markdown", ["# Title\n", "\n", "Text"], id="first", attachments={"a.png": {"image/png": "AAAA", "text/plain": ["x\n", "y"]}}),
    code(ODD_LINES, outputs, 3, id="second-_2", tags=["raises-exception"], trusted=True, collapsed=False, scrolled="auto"),
    code("", [], None, id="third"),
    text("raw", "raw\n", id="fourth"),
]


def document(minor, cells, metadata=metadata, **more):
    return {"nbformat": 4, "nbformat_minor": minor, "metadata": metadata, "cells": cells} | more


def without_ids(cells):
    return [{k: v for k, v in cell.items() if k != "id"} for cell in cells]


def store(name, nb):
    with open(f"{name}.ipynb", "w") as file:
        json.dump(nb, file)  # Neither sorted nor indented: not how nbformat writes.
    read = nbformat.reads(json.dumps(nb), as_version=4)
    read = upgrade(read)
    if nb["nbformat_minor"] < 5:
        for index, cell in enumerate(read.cells):
            cell.id = fnv(f"{index} {cell.cell_type} \n{join(cell.source)}")
    nbformat.write(read, f"{name}.written.ipynb")


store("v4.5", document(5, cells))
for minor in range(5):
    store(f"v4.{minor}", document(minor, without_ids(cells)))
store("empty", document(5, [], {}))

VALID = nbformat.from_dict(document(5, cells, {k: v for k, v in metadata.items() if k != "signature"}))
VALID = json.loads(nbformat.writes(VALID))


def changed(path, value):
    nb = copy.deepcopy(VALID)
    place = nb
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return nb


cell = ["cells", 1]
changes = [
    (["metadata", "kernelspec"], {"name": "apus"}),
    (["metadata", "kernelspec"], {"name": "apus", "display_name": 1}),
    (["metadata", "kernelspec"], {"name": "apus", "display_name": "x", "more": 1}),
    (["metadata", "kernelspec"], []),
    (["metadata", "language_info"], {}),
    (["metadata", "language_info"], {"name": "swift", "codemirror_mode": 1}),
    (["metadata", "language_info"], {"name": "swift", "codemirror_mode": "swift", "version": 1}),
    (["metadata", "language_info"], {"name": "swift", "mimetype": None}),
    (["metadata", "title"], 1),
    (["metadata", "authors"], "me"),
    (["metadata", "authors"], [{"name": "me"}]),
    (["more"], 1),
    (cell + ["id"], "a b"),
    (cell + ["id"], "x" * 64),
    (cell + ["id"], "x" * 65),
    (cell + ["more"], {}),
    (cell + ["attachments"], {}),
    (cell + ["execution_count"], 0),
    (cell + ["execution_count"], -1),
    (cell + ["metadata", "name"], ""),
    (cell + ["metadata", "name"], "n"),
    (cell + ["metadata", "tags"], ["a", "a"]),
    (cell + ["metadata", "tags"], ["a,b"]),
    (cell + ["metadata", "tags"], ["a", "b"]),
    (cell + ["metadata", "tags"], [""]),
    (cell + ["metadata", "tags"], "a"),
    (cell + ["metadata", "jupyter"], {"source_hidden": 1}),
    (cell + ["metadata", "jupyter"], 1),
    (cell + ["metadata", "collapsed"], 1),
    (cell + ["metadata", "collapsed"], True),
    (cell + ["metadata", "scrolled"], "yes"),
    (cell + ["metadata", "scrolled"], "auto"),
    (cell + ["metadata", "execution"], {"shell.execute_reply": "x"}),
    (cell + ["metadata", "execution"], {"shell.execute_reply": 1}),
    (cell + ["metadata", "execution"], {"other": 1}),
    (["cells", 0, "metadata", "collapsed"], 1),
    (["cells", 0, "metadata", "name"], 1),
    (["cells", 0, "attachments"], {"a": {"text/plain": 1}}),
    (["cells", 0, "attachments"], {"a": {"application/json": 1}}),
    (["cells", 0, "outputs"], []),
    (["cells", 3, "metadata", "format"], 1),
    (["cells", 3, "metadata", "format"], "text/html"),
    (cell + ["outputs", 0, "name"], "other"),
    (cell + ["outputs", 0, "more"], 1),
    (cell + ["outputs", 2, "data"], {"text/plain": 1}),
    (cell + ["outputs", 2, "data"], {"text/plain": ["a", 1]}),
    (cell + ["outputs", 2, "data"], {"application/json": 1}),
    (cell + ["outputs", 2, "data"], {"application/x+json": 1, "a": "b"}),
    (cell + ["outputs", 2, "data"], {}),
    (cell + ["outputs", 2, "transient"], {}),
    (cell + ["outputs", 3, "execution_count"], None),
    (cell + ["outputs", 3, "execution_count"], -2),
    (cell + ["outputs", 4, "traceback"], []),
]
verdicts = [{"path": [], "valid": True, "notebook": VALID}]
for path, value in changes:
    nb = changed(path, value)
    try:
        nbformat.validate(nbformat.from_dict(nb), relax_add_props=False)
        valid = True
    except nbformat.ValidationError:
        valid = False
    verdicts.append({"path": path, "valid": valid, "notebook": nb})
with open("verdicts.json", "w") as file:
    json.dump(verdicts, file, ensure_ascii=False, separators=(",", ":"))

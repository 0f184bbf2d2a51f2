"""Typing the notebooks character by character: at each one the kernel is asked for completions, for
what is known of the name at the cursor, and whether the cell could be run.

The short form types some of the cells; APUS_TYPING=all types every cell of every notebook.
"""

import json
import os
import pathlib

import pytest

import front_end

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[2] / "notebooks"
#: Of the cells that are read, as many are typed as make about so many characters.
CHARACTERS = 1 << 30 if os.environ.get("APUS_TYPING") == "all" else 1000


def cells(path):
    notebook = json.loads(path.read_text())
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]


def questions(code, cursor):
    """What a front end may ask when a character has been typed."""
    text = code[:cursor]
    yield "complete_request", {"code": text, "cursor_pos": cursor}
    yield "inspect_request", {"code": text, "cursor_pos": cursor, "detail_level": 0}
    yield "is_complete_request", {"code": text}


def wrong_with(reply, code, cursor):
    """What is wrong with an answer; nothing where it is as it should be."""
    content, text = reply["content"], code[:cursor]
    if reply["msg_type"] == "is_complete_reply":
        if content["status"] in ("complete", "incomplete"):
            wrong = content["status"] != "complete" and text == code
        else:
            # The end of a line is where it is asked; in the middle of a text or a number none may end.
            wrong = content["status"] != "invalid" or code[cursor : cursor + 1] in ("", "\n")
        return content["status"] if wrong else None
    if content["status"] != "ok":
        return content["evalue"]
    if reply["msg_type"] == "complete_reply":
        start = content["cursor_start"]
        if not 0 <= start <= content["cursor_end"] == cursor:
            return f"it replaces {start}..<{content['cursor_end']}"
        # A symbol such as \alpha is replaced by something else.
        typed = text[start:]
        strange = [m for m in content["matches"] if not m.startswith(typed) and typed[:1] != "\\"]
        return f"{strange} do not go on with '{typed}'" if strange else None
    return None if content["found"] == bool(content["data"]) else "it is found and has no text"


def type_cell(kernel, code):
    """Asks everything, a hundred characters at a time; the complaints."""
    complaints = []
    for start in range(0, len(code) + 1, 100):
        asked = []
        for cursor in range(start, min(start + 100, len(code) + 1)):
            asked += [(kernel.send(*question), cursor) for question in questions(code, cursor)]
        for request, cursor in asked:
            reply = kernel.reply(request)
            if complaint := wrong_with(reply, code, cursor):
                complaints.append(f"{reply['msg_type']} after {code[:cursor]!r}: {complaint}")
        # What no one reads is dropped when it gets too much.
        for request, _ in asked:
            kernel.published(request)
    return complaints


@pytest.mark.parametrize(
    "path", sorted(NOTEBOOKS.rglob("*.ipynb")), ids=lambda path: str(path.relative_to(NOTEBOOKS))
)
def test_typing(path):
    every = cells(path)
    stride = max(1, sum(map(len, every)) // CHARACTERS)
    complaints = []
    with front_end.started() as kernel:
        for number, code in enumerate(every):
            if number % stride == 0:
                complaints += type_cell(kernel, code)
            kernel.run(code)
    assert complaints == []


def test_a_wrong_answer_is_seen():
    def completed(*matches, start=4):
        content = {"status": "ok", "matches": matches, "cursor_start": start, "cursor_end": 6}
        return {"msg_type": "complete_reply", "content": content}

    code = "1 + softmax"
    assert wrong_with(completed("softmax"), code, 6) is None
    assert wrong_with(completed("softmax", "sum"), code, 6)
    assert wrong_with(completed(start=7), code, 6)
    assert wrong_with(completed(), code, 7)
    for status, cursor in (("invalid", len(code)), ("incomplete", len(code)), ("unknown", 6)):
        reply = {"msg_type": "is_complete_reply", "content": {"status": status}}
        assert wrong_with(reply, code, cursor) == status
    empty = {"msg_type": "inspect_reply", "content": {"status": "ok", "found": True, "data": {}}}
    assert wrong_with(empty, code, 6)
    failed = {"msg_type": "inspect_reply", "content": {"status": "error", "evalue": "broken"}}
    assert wrong_with(failed, code, 6) == "broken"

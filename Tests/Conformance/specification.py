"""The messaging specification, as far as a kernel sends messages.

https://jupyter-client.readthedocs.io/en/stable/messaging.html
"""

import datetime
import functools
import re

import jsonschema

STRING = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
BOOLEAN = {"type": "boolean"}
OBJECT = {"type": "object"}
STRINGS = {"type": "array", "items": STRING}
MIME_BUNDLE = {
    "type": "object",
    "patternProperties": {r"^[\w\-\+\.]+/[\w\-\+\.]+$": {}},
    "additionalProperties": False,
}
FAILURE = {"ename": STRING, "evalue": STRING, "traceback": STRINGS}
OK = {"status": {"const": "ok"}}


def shape(properties: dict, optional: dict | None = None) -> dict:
    """An object with exactly these members."""
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": sorted(properties),
        "additionalProperties": False,
    }


def either(*shapes: dict) -> dict:
    return {"anyOf": list(shapes)}


ERROR_REPLY = shape({"status": {"const": "error"}} | FAILURE)
USER_EXPRESSION = either(
    shape(OK | {"data": MIME_BUNDLE, "metadata": OBJECT}),
    ERROR_REPLY,
)
PAGE = shape({"source": {"const": "page"}, "data": MIME_BUNDLE, "start": COUNT})
NEXT_INPUT = shape(
    {"source": {"const": "set_next_input"}, "text": STRING, "replace": {"type": "boolean"}}
)
PAYLOAD = {"type": "array", "items": either(PAGE, NEXT_INPUT)}
LANGUAGE_INFO = shape(
    {
        "name": STRING,
        "version": STRING,
        "mimetype": STRING,
        "file_extension": {"type": "string", "pattern": r"^\."},
        "pygments_lexer": STRING,
        "codemirror_mode": {"type": ["string", "object"]},
        "nbconvert_exporter": STRING,
    }
)
EXPERIMENTAL_TYPE = shape(
    {"start": COUNT, "end": COUNT, "text": STRING, "type": STRING, "signature": STRING}
)

REPLIES = {
    "kernel_info_reply": shape(
        OK
        | {
            "protocol_version": {"type": "string", "pattern": r"^5\.\d+$"},
            "implementation": STRING,
            "implementation_version": STRING,
            "language_info": LANGUAGE_INFO,
            "banner": STRING,
            "help_links": {"type": "array", "items": shape({"text": STRING, "url": STRING})},
            "debugger": BOOLEAN,
            "supported_features": STRINGS,
        }
    ),
    "complete_reply": shape(
        OK
        | {
            "matches": STRINGS,
            "cursor_start": COUNT,
            "cursor_end": COUNT,
            "metadata": shape(
                {"_jupyter_types_experimental": {"type": "array", "items": EXPERIMENTAL_TYPE}}
            ),
        }
    ),
    "inspect_reply": shape(OK | {"found": BOOLEAN, "data": MIME_BUNDLE, "metadata": OBJECT}),
    "is_complete_reply": either(
        shape({"status": {"enum": ["complete", "invalid", "unknown"]}}),
        shape({"status": {"const": "incomplete"}, "indent": STRING}),
    ),
    "history_reply": shape(
        OK
        | {
            "history": {
                "type": "array",
                "items": {
                    "type": "array",
                    "minItems": 3,
                    "maxItems": 3,
                    "prefixItems": [
                        COUNT,
                        COUNT,
                        either(
                            STRING,
                            {
                                "type": "array",
                                "minItems": 2,
                                "maxItems": 2,
                                "prefixItems": [STRING, {"type": ["string", "null"]}],
                            },
                        ),
                    ],
                },
            }
        }
    ),
    "comm_info_reply": shape(OK | {"comms": OBJECT}),
    "shutdown_reply": shape(OK | {"restart": BOOLEAN}),
    "interrupt_reply": shape(OK),
    "create_subshell_reply": shape(OK | {"subshell_id": STRING}),
    "delete_subshell_reply": shape(OK),
    "list_subshell_reply": shape(OK | {"subshell_id": STRINGS}),
    "usage_reply": shape(
        OK
        | {
            "hostname": STRING,
            "pid": COUNT,
            "kernel_cpu": {"type": "number", "minimum": 0},
            "kernel_memory": COUNT,
            "cpu_count": COUNT,
            "host_cpu_percent": {"type": "number", "minimum": 0, "maximum": 100},
            "host_virtual_memory": OBJECT,
        }
    ),
}
# The Debug Adapter Protocol's own forms, which have no status.
DEBUG_REPLY = either(
    shape(
        {
            "seq": COUNT,
            "type": {"const": "response"},
            "request_seq": COUNT,
            "command": STRING,
            "success": {"const": True},
            "body": OBJECT,
        }
    ),
    shape(
        {
            "seq": COUNT,
            "type": {"const": "response"},
            "request_seq": COUNT,
            "command": STRING,
            "success": {"const": False},
            "message": {"type": "string", "minLength": 1},
            "body": shape({"error": OBJECT}),
        }
    ),
)
DEBUG_EVENT = shape(
    {
        "seq": COUNT,
        "type": {"const": "event"},
        "event": {"enum": ["initialized", "stopped", "continued", "output", "terminated"]},
        "body": OBJECT,
    }
)
EXECUTE_REPLY = either(
    shape(
        OK
        | {
            "execution_count": COUNT,
            "payload": PAYLOAD,
            "user_expressions": {"type": "object", "additionalProperties": USER_EXPRESSION},
        }
    ),
    shape(
        {"status": {"const": "error"}, "execution_count": COUNT} | FAILURE,
        optional={"payload": PAYLOAD, "user_expressions": OBJECT},
    ),
    # Content that could not be read has run nothing, so that there is no count.
    ERROR_REPLY,
)

PUBLISHED = {
    "iopub_welcome": shape({"subscription": STRING}),
    "status": shape({"execution_state": {"enum": ["starting", "busy", "idle"]}}),
    "execute_input": shape({"code": STRING, "execution_count": COUNT}),
    "execute_result": shape(
        {"execution_count": COUNT, "data": MIME_BUNDLE, "metadata": OBJECT},
        optional={"transient": OBJECT},
    ),
    "stream": shape(
        {"name": {"enum": ["stdout", "stderr"]}, "text": {"type": "string", "minLength": 1}}
    ),
    "display_data": shape({"data": MIME_BUNDLE, "metadata": OBJECT, "transient": OBJECT}),
    "update_display_data": shape({"data": MIME_BUNDLE, "metadata": OBJECT, "transient": OBJECT}),
    "clear_output": shape({"wait": BOOLEAN}),
    "error": shape(FAILURE),
    "comm_open": shape(
        {"comm_id": STRING, "data": OBJECT, "target_name": STRING},
        optional={"target_module": STRING},
    ),
    "comm_msg": shape({"comm_id": STRING, "data": OBJECT}),
    "comm_close": shape({"comm_id": STRING, "data": OBJECT}),
    "shutdown_reply": REPLIES["shutdown_reply"],
    "debug_event": DEBUG_EVENT,
}
QUESTIONS = {"input_request": shape({"prompt": STRING, "password": BOOLEAN})}

HEADER = shape(
    {
        "msg_id": {"type": "string", "minLength": 1},
        "session": {"type": "string", "minLength": 1},
        "username": STRING,
        # Parsed by the client; `Checker` looks at its zone.
        "date": {},
        "msg_type": STRING,
        "version": {"type": "string", "pattern": r"^5\.\d+$"},
    }
)


@functools.cache
def validator(msg_type: str, channel: str) -> jsonschema.protocols.Validator:
    """For the contents of one kind of message; made once, since that takes long."""
    return jsonschema.Draft202012Validator(content_schema(msg_type, channel))


HEADER_VALIDATOR = jsonschema.Draft202012Validator(HEADER)


def content_schema(msg_type: str, channel: str) -> dict:
    if channel == "iopub":
        return PUBLISHED[msg_type]
    if channel == "stdin":
        return QUESTIONS[msg_type]
    if msg_type == "execute_reply":
        return EXECUTE_REPLY
    if msg_type == "debug_reply":
        return DEBUG_REPLY
    # A request of a type that no one knows is answered with an error, too.
    known = REPLIES.get(msg_type)
    return either(known, ERROR_REPLY) if known else ERROR_REPLY


class Checker:
    """Holds messages against their schemas and against each other."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.session: str | None = None

    def check(self, message: dict, channel: str) -> None:
        header = message["header"]
        HEADER_VALIDATOR.validate(header)
        assert header["msg_id"] not in self.ids, "an id was used twice"
        self.ids.add(header["msg_id"])
        self.session = self.session or header["session"]
        assert header["session"] == self.session, "the session changed"
        assert isinstance(header["date"], datetime.datetime)
        assert header["date"].utcoffset() == datetime.timedelta(0), "the date is not in UTC"
        assert isinstance(message["metadata"], dict)
        validator(header["msg_type"], channel).validate(message["content"])
        if channel in ("shell", "control"):
            started = message["metadata"]["started"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", started)
        if header["msg_type"] == "complete_reply" and message["content"]["status"] == "ok":
            content = message["content"]
            types = content["metadata"]["_jupyter_types_experimental"]
            assert [entry["text"] for entry in types] == content["matches"]


def check_parent(message: dict, request: dict) -> None:
    """A message repeats the header of what it answers, unchanged."""
    parent = message["parent_header"]
    assert parent.get("msg_id") == request["msg_id"], message
    assert set(parent) == set(request)
    for key in set(request) - {"date"}:
        assert parent[key] == request[key]

"""A front end that holds every message it gets against the specification."""

import contextlib
import os
import signal
import time

from jupyter_client import BlockingKernelClient, KernelManager

import specification

KERNEL = os.environ.get("APUS_KERNEL", "apus")
TIMEOUT = 20


class FrontEnd:
    def __init__(self, manager: KernelManager) -> None:
        self.manager = manager
        self.client: BlockingKernelClient = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.checker = specification.Checker()
        self.drain()

    def drain(self) -> None:
        """Forgets what `wait_for_ready` has left over."""
        for channel in (self.client.shell_channel, self.client.iopub_channel):
            while channel.msg_ready():
                channel.get_msg(timeout=0)

    def send(self, msg_type: str, content: dict, channel: str = "shell", **metadata) -> dict:
        """Sends a request and gives its header."""
        session = self.client.session
        message = session.msg(msg_type, content, metadata=metadata)
        socket = getattr(self.client, f"{channel}_channel").socket
        session.send(socket, message)
        return message["header"]

    def receive(self, channel: str, timeout: float = TIMEOUT) -> dict:
        message = getattr(self.client, f"{channel}_channel").get_msg(timeout=timeout)
        self.checker.check(message, channel)
        return message

    def reply(self, request: dict, channel: str = "shell") -> dict:
        """The reply to a request, which has to be the next message of its channel."""
        message = self.receive(channel)
        expected = request["msg_type"].replace("_request", "_reply")
        assert message["msg_type"] == expected
        specification.check_parent(message, request)
        return message

    def published(self, request: dict) -> list[dict]:
        """What is published for a request, up to its `idle`; all that comes has to be for it."""
        messages = []
        while True:
            message = self.receive("iopub")
            specification.check_parent(message, request)
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                assert messages[0]["content"] == {"execution_state": "busy"}
                return messages[1:-1]

    def published_until_idle(self, *requests: dict | None) -> list[dict]:
        """What is published, for whomever, until each of these requests had its `idle`.

        The `idle` of a request on control and that of one on shell come in either order.
        """
        busy = {request["msg_id"] for request in requests if request}
        messages = []
        while busy:
            message = self.receive("iopub")
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                busy.discard(message["parent_header"].get("msg_id"))
        return messages

    def interrupt(self) -> dict:
        """Interrupts by message; the request, whose `idle` is still to be read."""
        request = self.send("interrupt_request", {}, "control")
        assert self.reply(request, "control")["content"] == {"status": "ok"}
        return request

    def interrupt_by_signal(self) -> None:
        """Interrupts as the machine's `kill -INT` does: only the kernel's process."""
        os.kill(self.manager.provisioner.pid, signal.SIGINT)

    def execute(self, code: str, **flags) -> dict:
        return self.send("execute_request", execute_content(code, **flags))

    def run(self, code: str, **flags) -> tuple[dict, list[dict]]:
        """Runs a cell; the reply's content and what was published."""
        request = self.execute(code, **flags)
        return self.reply(request)["content"], self.published(request)

    def ask(self, msg_type: str, content: dict, channel: str = "shell") -> dict:
        """Sends a request that publishes nothing but its status; the reply's content."""
        request = self.send(msg_type, content, channel)
        reply = self.reply(request, channel)
        assert self.published(request) == []
        return reply["content"]

    def wait_until_running(self, request: dict) -> None:
        """Reads what is published until the cell has begun."""
        while True:
            message = self.receive("iopub")
            specification.check_parent(message, request)
            if message["msg_type"] == "execute_input":
                # The cell begins within microseconds of this.
                time.sleep(0.05)
                return

    def shell_types(self) -> list[str]:
        """The types of the messages that wait on shell."""
        types = []
        while self.client.shell_channel.msg_ready():
            types.append(self.client.shell_channel.get_msg(timeout=0)["msg_type"])
        return types


def execute_content(code: str, **flags) -> dict:
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    }
    return content | flags


@contextlib.contextmanager
def started(**options):
    """A kernel of its own, ended afterwards."""
    scheme = options.pop("signature_scheme", None)
    arguments = options.pop("arguments", [])
    manager = KernelManager(kernel_name=KERNEL, **options)
    if scheme:
        manager.session.signature_scheme = scheme
    manager.kernel_spec.argv += arguments
    manager.start_kernel()
    front_end = None
    try:
        front_end = FrontEnd(manager)
        yield front_end
    finally:
        if front_end:
            front_end.client.stop_channels()
        if manager.is_alive():
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()

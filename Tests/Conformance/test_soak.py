"""Many cells with faults, interrupts, conversations and hostile messages: nothing grows.

The short form runs with the other tests; APUS_SOAK=20 makes it twenty times as long, which is 2,000
cells and 100,000 hostile messages.
"""

import os
import random

import psutil
import zmq

import front_end

TIMES = int(os.environ.get("APUS_SOAK", "1"))


def usage(process):
    return process.memory_info().rss, process.num_fds(), process.num_threads()


def round_of_cells(kernel, chance):
    for number in range(100):
        kind = chance.randrange(8)
        if kind == 0:
            assert kernel.run("1 / 0")[0]["status"] == "error"
        elif kind == 1:
            cell = kernel.execute("while true {}")
            kernel.wait_until_running(cell)
            interrupt = kernel.interrupt()
            assert kernel.reply(cell)["content"]["ename"] == "Interrupted"
            kernel.published_until_idle(cell, interrupt)
        elif kind == 2:
            for msg_type in ("comm_open", "comm_msg", "comm_close"):
                content = {"comm_id": f"c{number}", "target_name": "none", "data": {}}
                kernel.published(kernel.send(msg_type, content))
        elif kind == 3:
            made = kernel.ask("create_subshell_request", {}, "control")["subshell_id"]
            kernel.ask("delete_subshell_request", {"subshell_id": made}, "control")
        elif kind == 4:
            kernel.run("for i in 0..<200 { print(i) }")
        else:
            reply, _ = kernel.run(f"let a{number % 10} = Tensor.ones([100, 100])")
            assert reply["status"] == "ok"


def hostile(kernel, chance):
    info = kernel.manager.get_connection_info()
    for channel in ("shell", "control", "stdin"):
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 2000
        socket.sndhwm = 0
        socket.connect(f"tcp://{info['ip']}:{info[channel + '_port']}")
        for _ in range(1667):
            parts = [chance.randbytes(chance.randrange(60)) for _ in range(chance.randrange(1, 8))]
            parts.insert(chance.randrange(len(parts)), b"<IDS|MSG>")
            socket.send_multipart(parts)
        socket.close()


def test_memory_descriptors_and_threads_stay_as_they_are():
    chance = random.Random(5)
    with front_end.started() as kernel:
        process = psutil.Process(kernel.ask("usage_request", {}, "control")["pid"])
        round_of_cells(kernel, chance)
        hostile(kernel, chance)
        assert kernel.run("1 + 1")[0]["status"] == "ok"
        memory, files, threads = usage(process)
        for _ in range(TIMES):
            round_of_cells(kernel, chance)
            hostile(kernel, chance)
            assert kernel.run("1 + 1")[0]["status"] == "ok"
        later = usage(process)
        # A megabyte for what the ids of messages and the history of signatures take.
        assert later[0] - memory < (4 + TIMES) << 20, f"{(later[0] - memory) / 1e6:.1f} MB"
        assert later[1] <= files + 2
        assert later[2] <= threads

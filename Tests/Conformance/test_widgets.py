"""Widgets, as a front end of ipywidgets' protocol 2.1.0 sees them."""

import time

import pytest

import front_end

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def kernel():
    with front_end.started() as kernel:
        yield kernel


def opened(messages):
    """The ids of the widgets that were opened, by the names of their models."""
    return {
        message["content"]["data"]["state"]["_model_name"]: message["content"]["comm_id"]
        for message in messages
        if message["msg_type"] == "comm_open"
    }


def say(kernel, comm_id, data, subshell=None):
    """Sends a message to a widget; its header."""
    session = kernel.client.session
    message = session.msg("comm_msg", {"comm_id": comm_id, "data": data})
    if subshell:
        message["header"]["subshell_id"] = subshell
    session.send(kernel.client.shell_channel.socket, message)
    return message["header"]


def update(**state):
    return {"method": "update", "state": state, "buffer_paths": []}


def heard(kernel, request):
    """What a message to a widget has caused, but for the status."""
    return [
        message
        for message in kernel.published_until_idle(request)
        if message["msg_type"] != "status"
    ]


def test_a_slider_is_shown_and_follows_both_sides(kernel):
    reply, published = kernel.run("let slider = IntSlider(value: 3, max: 10)\nslider")
    assert reply["status"] == "ok"
    ids = opened(published)
    assert list(ids) == ["LayoutModel", "SliderStyleModel", "IntSliderModel"]
    shown = published[-1]["content"]["data"]
    assert shown[VIEW]["model_id"] == ids["IntSliderModel"]
    assert shown["text/plain"] == "IntSlider(value: 3, max: 10)"
    (echo,) = heard(kernel, say(kernel, ids["IntSliderModel"], update(value=8)))
    assert echo["content"]["data"] == update(value=8) | {"method": "echo_update"}
    assert kernel.run("slider.value")[1][-1]["content"]["data"]["text/plain"] == "8"
    _, published = kernel.run("slider.value = 2")
    (told,) = [message for message in published if message["msg_type"] == "comm_msg"]
    assert told["content"]["data"] == update(value=2)


def test_a_training_sees_the_slider_that_is_moved_meanwhile(kernel):
    _, published = kernel.run("let rate = FloatSlider(value: 0.1, max: 1)")
    slider = opened(published)["FloatSliderModel"]
    cell = kernel.execute(
        """
        let w = Parameter(Tensor([1.0, 2.0]))
        let optimizer = SGD([w], lr: rate.value)
        var steps = 0
        while optimizer.lr < 0.5 {
          optimizer.zeroGrad()
          (w * w).sum().backward()
          optimizer.step()
          optimizer.lr = rate.value
          steps += 1
        }
        print(steps > 10, optimizer.lr)
        """
    )
    kernel.wait_until_running(cell)
    time.sleep(0.2)
    began = time.monotonic()
    moved = say(kernel, slider, update(value=0.75))
    messages = kernel.published_until_idle(cell, moved)
    assert time.monotonic() - began < 2
    printed = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]
    assert printed == ["true 0.75\n"]
    kernel.reply(cell)


def test_interact_replaces_what_its_function_shows_while_a_cell_trains(kernel):
    _, published = kernel.run(
        'interact(0...10, label: "k") { k in print("k is", k); display(heatmap(Tensor.ones(2, 2))) }'
    )
    ids = opened(published)
    created = kernel.ask("create_subshell_request", {}, "control")["subshell_id"]
    kernel.run("var on = true")
    cell = kernel.execute("while on { usleep(100) }")
    kernel.wait_until_running(cell)

    def outputs(k):
        messages = heard(kernel, say(kernel, ids["IntSliderModel"], update(value=k), created))
        (last,) = [m for m in messages if m["content"].get("comm_id") == ids["OutputModel"]][-1:]
        return last["content"]["data"]["state"]["outputs"]

    for k in (6, 7):
        text, plot = outputs(k)
        assert text == {"output_type": "stream", "name": "stdout", "text": f"k is {k}\n"}
        assert "image/svg+xml" in plot["data"]
    session = kernel.client.session
    stop = session.msg("execute_request", front_end.execute_content("on = false"))
    stop["header"]["subshell_id"] = created
    session.send(kernel.client.shell_channel.socket, stop)
    kernel.published_until_idle(cell, stop["header"])
    for _ in range(2):
        kernel.receive("shell")
    kernel.ask("delete_subshell_request", {"subshell_id": created}, "control")


def test_a_page_that_is_loaded_again_gets_every_state(kernel):
    _, published = kernel.run(
        'saveImage(Tensor.zeros(2, 2, 3, dtype: .uint8), "/tmp/apus-widget.png")\n'
        'let picture = Image("/tmp/apus-widget.png")\nlet word = Text(value: "before")'
    )
    ids = opened(published)
    heard(kernel, say(kernel, ids["TextModel"], update(value="after")))
    known = kernel.ask("comm_info_request", {"target_name": "jupyter.widget"})["comms"]
    control = {"comm_id": "control", "target_name": "jupyter.widget.control", "data": {}}
    kernel.published(kernel.send("comm_open", control, version="1.0.0"))
    (answer,) = heard(kernel, say(kernel, "control", {"method": "request_states"}))
    data = answer["content"]["data"]
    assert data["method"] == "update_states"
    assert data["states"].keys() == known.keys()
    word = data["states"][ids["TextModel"]]
    assert word["model_name"] == "TextModel"
    assert word["model_module"] == "@jupyter-widgets/controls"
    assert word["model_module_version"] == "2.0.0"
    assert word["state"]["value"] == "after"
    assert data["buffer_paths"] == [[ids["ImageModel"], "state", "value"]]
    assert bytes(answer["buffers"][0]).startswith(b"\x89PNG")
    kernel.published(kernel.send("comm_close", {"comm_id": "control", "data": {}}))


def test_a_flood_of_progress_stays_below_the_servers_limit(kernel):
    began = time.monotonic()
    _, published = kernel.run(
        "let bar = IntProgress(max: 200000)\nfor i in 1...200000 { bar.value = i }"
    )
    told = [m for m in published if m["msg_type"] == "comm_msg"]
    assert len(told) <= 2 + 25 * (time.monotonic() - began)
    assert told[-1]["content"]["data"]["state"] == {"value": 200000}


def test_what_goes_wrong_in_a_function_is_shown_in_the_cell_that_asked(kernel):
    request = kernel.execute("let button = Button()\nbutton.onClick { print([1][1]) }")
    kernel.reply(request)
    button = opened(kernel.published(request))["ButtonModel"]
    (error,) = heard(kernel, say(kernel, button, {"method": "custom", "content": {"event": "click"}}))
    assert error["msg_type"] == "error"
    assert error["parent_header"]["msg_id"] == request["msg_id"]
    assert kernel.run("1 + 1")[0]["status"] == "ok"

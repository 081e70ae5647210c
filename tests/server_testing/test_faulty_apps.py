"""Deliberately wrong applications, over real sockets: each fault is found, and nothing is found without one."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server.api import Delay, ErrorEvent, McpApproval, Scenario, Turn
from pytest_realtime.server_testing.checked_server import CheckedServer

Json = dict[str, Any]
UPDATE: Json = {"type": "session.update", "session": {"type": "realtime"}}
CREATE: Json = {"type": "response.create"}
APPEND: Json = {"type": "input_audio_buffer.append", "audio": base64.b64encode(bytes(4800)).decode()}
SOUND: Json = {"type": "session.input_audio_buffer.append", "audio": "AAAA"}


class App:
    """An application that sends and waits as its script says."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.events: list[Json] = []

    def send(self, *events: Json) -> "App":
        for event in events:
            self.socket.send(json.dumps(event))
        return self

    def until(self, name: str) -> Json:
        while not self.events or self.events[-1]["type"] != name:
            self.events.append(json.loads(self.socket.recv(30)))
        return self.events.pop()

    def converse(self, **more: Any) -> Json:
        """Ask for a response, and wait for its end."""
        self.send({**CREATE, **more})
        response: Json = self.until("response.done")["response"]
        return response


def output(call_id: str) -> Json:
    return {
        "type": "conversation.item.create",
        "item": {"type": "function_call_output", "call_id": call_id, "output": "4"},
    }


def truncates(app: App, end: int) -> None:
    item = app.converse()["output"][0]["id"]
    app.send(
        {"type": "conversation.item.truncate", "item_id": item, "content_index": 0, "audio_end_ms": end},
    )


def speaks_with(app: App, voice: str) -> None:
    app.converse()
    app.send({"type": "session.update", "session": {"type": "realtime", "audio": {"output": {"voice": voice}}}})


def calls(app: App, *, answers: bool, asks: bool) -> None:
    call = app.converse()["output"][0]["call_id"]
    app.send(*[output(call)] * answers)
    if asks:
        app.converse()


def closes_on_error(app: App) -> Json:
    return app.send(CREATE).until("error")


Script = Callable[[App], object]
LATE = Scenario(created="late", late_seconds=0.1)
SLOW = Scenario(faults=(Delay(0.1),))
OPEN = Scenario(turns=(Turn.unfinished(),))
CALLS = Scenario(turns=(Turn(function="roll"), Turn()))
ASKS = Scenario(turns=(Turn.of(McpApproval("docs", "search")),))
FAILING = Scenario(turns=(Turn.unfinished(),), faults=(ErrorEvent(after="response.created"),))

APPS: dict[str, tuple[Scenario, Script, list[str]]] = {
    "updates before the session is there": (
        LATE,
        lambda app: (app.send(UPDATE), app.until("session.updated")),
        ["out-of-order O2 SHOULD"],
    ),
    "speaks before its update is answered": (
        SLOW,
        lambda app: (app.until("session.created"), app.send(UPDATE, APPEND, APPEND)),
        ["out-of-order O3 SHOULD"],
    ),
    "asks before its update is answered": (
        SLOW,
        lambda app: (app.until("session.created"), app.send(UPDATE, CREATE), app.until("response.done")),
        ["out-of-order O3 SHOULD"],
    ),
    "asks twice": (OPEN, lambda app: app.send(CREATE, CREATE), ["out-of-order O9 MUST"]),
    "asks twice of a slow server": (SLOW, lambda app: app.send(CREATE, CREATE), ["out-of-order O9 MUST"]),
    "asks after a cancellation, but before its end": (
        SLOW,
        lambda app: app.send(CREATE, {"type": "response.cancel"}, CREATE),
        ["out-of-order O9 MUST"],
    ),
    "answers before it is asked": (CALLS, lambda app: app.send(output("call_1")), ["out-of-order I17 MUST"]),
    "never answers a call": (
        CALLS,
        lambda app: calls(app, answers=False, asks=False),
        ["out-of-order O13 SHOULD"],
    ),
    "answers and does not ask": (
        CALLS,
        lambda app: calls(app, answers=True, asks=False),
        ["out-of-order O13 SHOULD"],
    ),
    "never answers a request for approval": (ASKS, lambda app: app.converse(), ["out-of-order I19 SHOULD"]),
    "truncates what was not said": (Scenario(), lambda app: truncates(app, 101), ["out-of-order E7 MUST"]),
    "changes the voice": (Scenario(), lambda app: speaks_with(app, "cedar"), ["out-of-order X7 MUST"]),
    "closes because of an error": (FAILING, closes_on_error, ["out-of-order O19 MUST"]),
    "cancels nothing": (Scenario(), lambda app: app.send({"type": "response.cancel"}), ["refused O10 MAY"]),
    "commits nothing": (
        Scenario(),
        lambda app: app.send({"type": "input_audio_buffer.commit"}),
        ["refused O5 MUST"],
    ),
    "sends bytes": (Scenario(), lambda app: app.socket.send(b"sound"), ["refused E31 MUST"]),
    "sends what is not base64": (
        Scenario(),
        lambda app: app.send({**APPEND, "audio": "\u00e9_-"}),
        ["value-changed E8 MUST"],
    ),
    "reuses the session's settings": (
        Scenario(),
        lambda app: app.send({**CREATE, "response": {"model": "gpt-realtime"}}),
        ["member-invented R2 MUST"],
    ),
    # Applications without a fault.
    "waits": (
        SLOW,
        lambda app: (app.until("session.created"), app.send(UPDATE), app.until("session.updated"), app.converse()),
        [],
    ),
    "truncates what was said": (Scenario(), lambda app: truncates(app, 100), []),
    "keeps the voice": (Scenario(), lambda app: speaks_with(app, "marin"), []),
    "answers and asks": (CALLS, lambda app: calls(app, answers=True, asks=True), []),
    "survives an error": (
        FAILING,
        lambda app: (closes_on_error(app), app.send({"type": "response.cancel"}), app.until("response.done")),
        [],
    ),
    "asks beside the conversation": (
        OPEN,
        lambda app: app.send(CREATE, {**CREATE, "response": {"conversation": "none"}}),
        [],
    ),
}
TRANSLATIONS: dict[str, tuple[Script, list[str]]] = {
    "speaks after the end": (
        lambda app: app.send(SOUND, {"type": "session.close"}, SOUND),
        ["out-of-order O21 MUST"],
    ),
    "stops in time": (lambda app: (app.send(SOUND, {"type": "session.close"}), app.until("session.closed")), []),
}


def found(scenario: Scenario, script: Script, path: str = "") -> list[str]:
    """Run an application; return what is found, with its rule and level."""
    with CheckedServer(scenario) as server:
        headers = {"Authorization": f"Bearer {server.api_key}"}
        url = f"{server.ws_url}{path}?model=gpt-realtime-2.1"
        with connect(url, additional_headers=headers, compression=None) as socket:
            script(App(socket))
    assert server.errors == []
    messages = server.validated_messages()
    return [f"{each.finding.kind} {each.rule} {each.level}" for one in messages for each in one.findings]


@pytest.mark.parametrize(("scenario", "script", "wanted"), APPS.values(), ids=APPS)
def test_each_fault_is_found_and_nothing_else(scenario: Scenario, script: Script, wanted: list[str]) -> None:
    assert found(scenario, script) == wanted


@pytest.mark.parametrize(("script", "wanted"), TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_each_fault_of_a_translation_is_found(script: Script, wanted: list[str]) -> None:
    assert found(SLOW, script, "/translations") == wanted

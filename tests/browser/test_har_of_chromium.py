"""A page in Chromium talks to the local server, and a HAR of it is judged as the server judged it live.

Playwright writes a HAR of its own. That of DevTools only a person can export, by pressing a button; so the test
writes one from the events that DevTools have it from, those of the domain Network of the Chrome DevTools Protocol.
Times, opcodes and texts are Chromium's own in both.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.server.api import Scenario, Turn
from pytest_realtime.server.recordings.recording_reader import read_recording
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.recorded_session import judge_recording

PAGE = """async ([url, key, texts]) => {
    const socket = new WebSocket(url, ["realtime", "openai-insecure-api-key." + key]);
    const heard = [];
    let errors = 0;
    await new Promise((resolve, reject) => {
        socket.onmessage = (message) => {
            const event = JSON.parse(message.data);
            heard.push(event.type);
            if (event.type === "session.created") socket.send(texts[0]);
            // Later: what is on its way at the same time has one order for the page, and another for the server.
            if (event.type === "session.updated") texts.slice(1).forEach((text) => socket.send(text));
            if (event.type === "error" && ++errors === 1) socket.send(new Uint8Array([0, 1, 2, 255]));
            if (errors === 2) resolve();
        };
        socket.onerror = reject;
    });
    socket.close(1000, "enough");
    return heard;
}"""
RIGHT = '{"type": "session.update", "session": {"type": "realtime", "instructions": "Räume ok"}}'
TEXTS = [RIGHT, '{"type": "response.create"}', '{"type": "response.create"}']


class DevTools:
    """What DevTools note about the WebSockets of a page, and write to a HAR."""

    def __init__(self, page: Any) -> None:
        self._session = page.context.new_cdp_session(page)
        self._entries: dict[str, dict[str, Any]] = {}
        self._starts: dict[str, tuple[float, float]] = {}
        for name in (
            "Created",
            "WillSendHandshakeRequest",
            "HandshakeResponseReceived",
            "FrameSent",
            "FrameReceived",
        ):
            self._session.on(f"Network.webSocket{name}", getattr(self, f"_{name}"))
        self._session.send("Network.enable")

    def har(self) -> str:
        """The text of the HAR."""
        entries = list(self._entries.values())
        return json.dumps(
            {"log": {"version": "1.2", "creator": {"name": "test", "version": "1"}, "entries": entries}}
        )

    def _Created(self, event: Any) -> None:  # noqa: N802 - the name of the event
        request = {
            "method": "GET",
            "url": event["url"],
            "httpVersion": "HTTP/1.1",
            "headers": [],
            "queryString": [],
        }
        self._entries[event["requestId"]] = {
            "_resourceType": "websocket",
            "_webSocketMessages": [],
            "request": request,
            "response": {"status": 0, "content": {"size": 0, "mimeType": "x-unknown"}},
        }

    def _WillSendHandshakeRequest(self, event: Any) -> None:  # noqa: N802
        entry = self._entries[event["requestId"]]
        entry["startedDateTime"] = datetime.fromtimestamp(event["wallTime"], UTC).isoformat()
        entry["request"]["headers"] = list(_pairs(event["request"]["headers"]))
        self._starts[event["requestId"]] = event["wallTime"], event["timestamp"]

    def _HandshakeResponseReceived(self, event: Any) -> None:  # noqa: N802
        entry, answer = self._entries[event["requestId"]], event["response"]
        entry["response"]["status"] = answer["status"]
        # What really went out, which the page's own view of the request may lack.
        if headers := answer.get("requestHeaders"):
            entry["request"]["headers"] = list(_pairs(headers))

    def _FrameSent(self, event: Any) -> None:  # noqa: N802
        self._frame("send", event)

    def _FrameReceived(self, event: Any) -> None:  # noqa: N802
        self._frame("receive", event)

    def _frame(self, kind: str, event: Any) -> None:
        wall, started = self._starts[event["requestId"]]
        frame = event["response"]
        time = wall + event["timestamp"] - started
        message = {"type": kind, "time": time, "opcode": frame["opcode"], "data": frame["payloadData"]}
        self._entries[event["requestId"]]["_webSocketMessages"].append(message)


def _pairs(headers: dict[str, str]) -> Iterator[dict[str, str]]:
    for name, value in headers.items():
        yield {"name": name, "value": value}


def of_devtools(browser: Any, folder: Path, run: Callable[[Any], None]) -> Path:
    """The HAR that DevTools would export of a page."""
    context = browser.new_context()
    page = context.new_page()
    tools = DevTools(page)
    run(page)
    context.close()
    file = folder / "devtools.har"
    file.write_text(tools.har(), encoding="utf-8")
    return file


def of_playwright(browser: Any, folder: Path, run: Callable[[Any], None]) -> Path:
    """The HAR that Playwright records."""
    file = folder / "playwright.har"
    context = browser.new_context(record_har_path=file)
    run(context.new_page())
    context.close()
    return file


@pytest.mark.parametrize("har_of", [of_devtools, of_playwright])
def test_the_har_of_a_page_is_judged_as_the_server_judged_the_page(
    har_of: Callable[[Any, Path, Callable[[Any], None]], Path], browser: Any, tmp_path: Path
) -> None:
    heard: list[str] = []
    with CheckedServer(Scenario(turns=(Turn.unfinished(),))) as server:
        url = f"{server.ws_url}?model=gpt-realtime-2.1"

        def run(page: Any) -> None:
            heard.extend(page.evaluate(PAGE, [url, server.api_key, TEXTS]))
            server.wait_for(lambda _: server.connections[0].closed)

        file = har_of(browser, tmp_path, run)
    assert heard[0] == "session.created"
    [recorded] = read_recording(file).connections
    [live] = server.connections
    assert [(frame.kind, frame.raw) for frame in recorded.client_messages] == [
        (frame.kind, frame.raw) for frame in live.client_messages if frame.kind != "close"
    ]
    assert [frame.text for frame in recorded.server_messages] == [
        frame.text for frame in live.server_messages if frame.kind == "text"
    ]
    assert 0 <= recorded.client_messages[-1].time < 60
    judged = judge_recording(file)
    # An error names what it refuses by event_id only, and this page sets none: the server alone knows of refusals.
    of_server = [str(finding) for finding in server.findings if finding.kind != "refused"]
    assert [str(one.found.finding) for one in judged.findings] == of_server
    assert {one.found.rule for one in judged.findings} == {"O9"}
    assert server.api_key in file.read_text(encoding="utf-8")
    assert server.api_key not in "\n".join(judged.lines())

"""The reference page of the driver protocol, generated from its schema."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from docgen.markdown import fence, inline
from docgen.markdown import page as page_of
from docgen.schemas import members

MEANINGS = {
    "hello": "The first request, sent once per process: return the client's card.",
    "roundtrip": "Parse this text into the client's own type, and write it back.",
    "write": "Build the object with the client's public constructors, member by member, and write it.",
    "send": "Have the client transmit this payload to the local server at `base_url`, then answer.",
    "read": "Have the client parse this text as if a server had sent it. `wire` in the answer is what the client "
    "then exposes.",
    "listen": "Connect to the local server at `base_url`, play nothing, and collect what the client hands to its "
    "user, until the event `until` was handed over or the connection is over. An entry of `heard` is the client's "
    "own event as JSON text; for a client that hands over something else, only the event's type. `closed` says "
    "whether the connection is over. If the client ended its listening with an error of its own, `failed` is its "
    "message; a kind of connection that it can't open is `unsupported`.",
    "bye": "Answer, then exit with status 0. The end of stdin means the same.",
}
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "hello": (
        {"protocol": 1},
        {
            "card": {
                "name": "my-client",
                "version": "1.2.0",
                "language": "rust",
                "types": {"TurnDetection": ["roundtrip"]},
            }
        },
    ),
    "roundtrip": (
        {"type": "TurnDetection", "wire": '{"type": "semantic_vad"}'},
        {"wire": '{"type":"semantic_vad"}'},
    ),
    "write": (
        {"type": "TurnDetection", "wire": '{"type": "semantic_vad", "eagerness": "high"}'},
        {"wire": '{"type":"semantic_vad","eagerness":"high"}'},
    ),
    "send": (
        {
            "type": "SessionUpdateEvent",
            "wire": '{"type": "session.update", "session": {"type": "realtime"}}',
            "base_url": "http://127.0.0.1:4123/v1",
            "api_key": "a-key",
        },
        {"sent": True},
    ),
    "read": ({"type": "SessionCreatedEvent", "wire": "…"}, {"read": True}),
    "listen": (
        {
            "base_url": "http://127.0.0.1:4123/v1",
            "api_key": "a-key",
            "model": "gpt-realtime",
            "kind": "conversation",
            "until": "rate_limits.updated",
            "timeout": 5,
        },
        {"heard": ['{"type":"session.created", …}', "response.done"], "closed": False},
    ),
    "bye": ({}, {"bye": True}),
}


def page() -> str:
    """Return the page: lines, commands with their members, other answers, the card."""
    text = resources.files("pytest_realtime.clients.driver").joinpath("protocol.schema.json").read_text("utf-8")
    schema = json.loads(text)
    parts = [part for number, name in enumerate(MEANINGS) for part in _command(name, number, schema)]
    return page_of(
        "The driver protocol",
        "Version 1. [Write a driver](../drivers.md) explains how to use it; `pytest-realtime driver check COMMAND` "
        "checks a driver. The schema is in the package: `pytest_realtime/clients/driver/protocol.schema.json`.",
        "## Lines",
        "- Write one JSON object per line, in UTF-8, ended by a line feed. Flush after each line.\n"
        "- stdout is for the protocol only. Output on stderr is shown with failures but never checked.\n"
        "- Every request has an `id`. Answer each exactly once, with the same `id`, in the order of the requests. "
        "Further requests may be sent before the suite has read an answer.\n"
        "- `wire` is a string that contains JSON, so that `24000` and `24000.0`, or null and absent, arrive as the "
        "client wrote them.",
        *parts,
        "## Instead of an answer",
        "\n".join(_instead(schema)),
        "## The card",
        "The driver's description of its client. Types that it does not list are not applicable: counted, never "
        "failed.",
        members(schema["$defs"]["card"], schema),
    )


def _command(name: str, number: int, schema: dict[str, Any]) -> Iterator[str]:
    request, answer = EXAMPLES[name]
    lines: list[dict[str, Any]] = [{"id": number, "cmd": name, **request}, {"id": number, **answer}]
    yield f"## {name}"
    yield MEANINGS[name]
    yield fence("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "json")
    yield members(schema["$defs"]["requests"][name], schema)


def _instead(schema: dict[str, Any]) -> Iterator[str]:
    for name in ("rejected", "unsupported", "error"):
        found = schema["$defs"][name]
        yield f"- `{json.dumps({'id': 7, name: '…'}, ensure_ascii=False)}` {inline(found['description'])}"

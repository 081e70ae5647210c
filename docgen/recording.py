"""The page of the recording format, and its published JSON Schema, both from the classes of its lines."""

import json
from pathlib import Path

from docgen.markdown import code, fence, inline
from docgen.markdown import page as page_of
from docgen.schemas import members
from pytest_realtime.server.recordings.lines import BY_MEMBER, VERSION, schema

FILE = Path(__file__).parents[1] / "pytest_realtime" / "server" / "recordings" / "recording.schema.json"
EXAMPLES = {
    "recording": {"recording": 1, "tool": "pytest-realtime 0.1.0", "test": "test_agent.py::test_turn"},
    "request": {
        "time": 0.004,
        "request": {"method": "GET", "url": "/realtime?model=gpt-realtime-2.1", "headers": []},
        "connection": 1,
        "status": 101,
    },
    "direction": {"time": 0.009, "connection": 1, "direction": "client", "text": '{"type": "response.create"}'},
    "rejected": {"time": 0.1, "rejected": {"status": 1002, "reason": "invalid opcode"}},
}
"""A line of each kind."""


def page() -> str:
    """Each kind of line with its members."""
    whole = schema()
    parts = []
    for name, kind in BY_MEMBER.items():
        found = whole["$defs"][kind.__name__]
        parts += [f"## Lines with {code(name)}", inline(found["description"])]
        parts += [fence(json.dumps(EXAMPLES[name]), "json"), members(found, whole)]
    return page_of(
        "The recording format",
        f"Version {VERSION}. [Recordings](../recordings.md) explains how to make and use them. Each line of a file "
        "is one JSON object, in UTF-8. Lines are in the order in which everything passed, on all connections "
        "together. Connections are numbered from 1, in the order in which they open; one that no request opens is "
        "a conversation. Blank lines are ignored. Members that this page does not list are errors.",
        "The JSON Schema of a line is in the package: `pytest_realtime/server/recordings/recording.schema.json`.",
        *parts,
    )


def schema_text() -> str:
    """The JSON Schema of a line, as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema() -> None:
    """Write the JSON Schema if it is out of date, and print its path."""
    if not FILE.exists() or FILE.read_text(encoding="utf-8") != schema_text():
        FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
        print("written", FILE.name)

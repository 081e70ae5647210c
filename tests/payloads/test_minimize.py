"""Minimizing: a failing payload loses what it fails without, and stays valid."""

from pytest_realtime.payloads.examples import maximal
from pytest_realtime.payloads.generation.minimize import minimize
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.wire import RealtimeSessionCreateRequest, shape_of

NAME = "RealtimeSessionCreateRequest"


def test_only_what_fails_is_left() -> None:
    session = maximal(shape_of(RealtimeSessionCreateRequest))
    before = str(session)
    smallest = minimize(NAME, session, lambda payload: "headers" in str(payload))
    assert violations_of(NAME, smallest) == []
    assert smallest == {
        "type": "realtime",
        "tools": [
            {
                "type": "mcp",
                "server_label": "docs",
                "server_url": "https://mcp.example.com/sse",
                "headers": {},
            }
        ],
    }
    assert str(session) == before


def test_what_always_fails_becomes_the_smallest_payload() -> None:
    assert minimize(NAME, maximal(shape_of(RealtimeSessionCreateRequest)), lambda _: True) == {"type": "realtime"}


def test_what_needs_everything_stays() -> None:
    payload = {"type": "realtime", "instructions": "x"}
    assert minimize(NAME, payload, lambda smaller: smaller == payload) == payload

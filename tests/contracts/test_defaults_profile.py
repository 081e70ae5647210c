"""A defaults profile: what a client always sends is no finding, exactly as declared and nowhere else."""

import json
from typing import Any

from pytest_realtime.clients import Card, Client, InProcessClient
from pytest_realtime.run.holding import hold
from pytest_realtime.suite.manifest import contracts

ABSENT = "must.server-vad.threshold.absent-stays-absent"
VALUE = "must.server-vad.threshold.value-is-kept"
OTHER = "must.server-vad.silence-duration-ms.absent-stays-absent"


def client(sends: Any, declared: Any, *, overwrites: bool = False) -> Client:
    """A client that always sends a threshold."""

    def roundtrip(_: str, text: str) -> str:
        payload = json.loads(text)
        return json.dumps({**payload, "threshold": sends} if overwrites else {"threshold": sends, **payload})

    types = {"ServerVad": frozenset({"roundtrip"})}
    card = Card("always", types, defaults={"ServerVad": {"/threshold": declared}})  # type: ignore[arg-type]
    return InProcessClient(card, roundtrip=roundtrip)


def findings(contract: str, held: Client) -> list[str]:
    with held:
        return [str(finding) for finding in hold(contracts()[contract], held, timeout=10).findings]


def test_a_declared_default_is_no_finding() -> None:
    assert findings(ABSENT, client(0.5, 0.5)) == []
    assert findings(OTHER, client(0.5, 0.5)) == []


def test_another_value_than_declared_is_one() -> None:
    assert findings(ABSENT, client(0.6, 0.5)) == ["member-invented /threshold"]


def test_what_the_payload_names_is_no_default() -> None:
    assert findings(VALUE, client(0.4, 0.4, overwrites=True)) == ["value-changed /threshold"]

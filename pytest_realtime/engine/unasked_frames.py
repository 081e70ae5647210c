"""Judge what a client sends of its own accord on connecting: it has to be valid, and is compared with nothing.

It is judged once for each event, in the contract about the event's smallest payload, so that no other contract
fails for it.
"""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.clients import Response, Status
from pytest_realtime.endpoints import KINDS
from pytest_realtime.engine.finding_causes import with_causes
from pytest_realtime.judge import Finding, FindingKind
from pytest_realtime.judge.formatting import cut
from pytest_realtime.results import Exchange, Probe
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire.json.pointer import pointer_of

_JUDGED_IN = "minimal-form-is-kept"
"""The last part of the id of the contract that judges them."""


def unasked_exchanges(contract: Contract, probe: Probe, response: Response) -> Iterator[Exchange]:
    """Yield an exchange for each invalid frame that the client sent without being asked.

    Args:
        contract: The contract that is being checked.
        probe: What it asked.
        response: The client's response to that.
    """
    if not contract.id.endswith(_JUDGED_IN) or contract.wire_type != probe.wire_type:
        return
    for text in dict.fromkeys(response.unasked):
        if findings := tuple(_findings(probe.wire_type, text)):
            own = Response(Status.WROTE, text, message="sent when the client connected, without being asked")
            unasked = replace(probe, payload=text, expected=text, pointer="")
            yield Exchange(unasked, own, with_causes(findings, contract, unasked, own))


def _findings(wire_type: str, text: str) -> Iterator[Finding]:
    try:
        event = wire.load(text)
    except wire.InvalidJson as error:
        yield Finding(FindingKind.NOT_JSON, "", "JSON text", cut(str(error)))
        return
    events = next(kind.client_events for kind in KINDS if wire_type in kind.client_events.values())
    sent_type = events.get(str(event.get("type"))) if isinstance(event, dict) else wire_type
    if sent_type is None:
        # An event that is not one of the wire types, such as response.create.
        return
    try:
        wire.parse(sent_type, text, direction="write")
    except ValidationError as error:
        for line in error.errors():
            if line.get("ctx", {}).get("level", "MUST") == "MUST":
                pointer = pointer_of(line["loc"])
                yield Finding(FindingKind.INVALID_ACCEPTED, pointer, line["msg"], "sent without being asked")

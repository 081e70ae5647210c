"""A driver that does not start is reported once, with what it did instead of answering ``hello``."""

import _thread
import threading

import pytest

from pytest_realtime.clients import ClientError, Response
from pytest_realtime.clients.driver import driver_session
from tests.clients.driver.processes import (
    CRASHED,
    FAULT,
    Make,
    command,
    perform,
)

HELLO = {
    "prints-a-key-at-hello": "at hello, the driver, or the client in it, exited without answering (exit status 3)",
    "key-for-a-name": "the card's dialect is 'sk-",
    "exits-at-hello": "at hello, the driver, or the client in it, exited without answering (exit status 3)",
    "greets": "instead of answering hello, the driver wrote a line that is not valid JSON",
    "floods-at-hello": "instead of answering hello, the driver wrote a line that is not valid JSON",
    "other-protocol": "the driver answered hello with error: protocol 1 is not supported",
    "card-of-protocol-2": f"the card's protocol is 2; allowed: 1. {FAULT}",
    "no-card": "the driver wrote an answer to hello without one of card, rejected, unsupported, error",
    "card-is-a-list": "an answer whose card should be an object",
    "no-name": "the card has no name; required: name, version, language, types",
    "number-name": "the card's name should be a string, not 7",
    "empty-name": "the card's name should be a non-empty string",
    "endless-name": "the card's name has 3000000 characters; allowed: at most 100",
    "wrong-dialect": "the card's dialect is 'gamma'; allowed: ga, translation, beta",
    "no-types": "the card has no types",
    "empty-types": "the card's types should map at least one wire type name",
    "list-of-types": "the card's types should be an object with wire type names as keys, not ['TurnDetection']",
    "text-operations": "the card's types: TurnDetection should be a list of operations, not 'roundtrip'",
    "unknown-type": "'TurnDetektion' is not one of the",
    "list-of-defaults": "the card's defaults should be an object with wire type names as keys, not ['Voice']",
    "defaults-of-unknown-type": "the card's defaults: 'Voise' is not one of the",
    "defaults-of-type-not-offered": "the card's defaults: ServerVad is not one of the card's types",
    "list-of-members": "the card's defaults: TurnDetection should be an object with JSON pointers as keys",
    "pointer-without-slash": "the card's defaults: TurnDetection 'threshold' is not the JSON pointer of a member",
    "pointer-to-the-root": "the card's defaults: TurnDetection '' is not the JSON pointer of a member",
    "pointer-with-wrong-escape": "the card's defaults: TurnDetection '/a~b' is not the JSON pointer of a member",
    "default-is-no-number": "instead of answering hello, the driver wrote a line with NaN, which is not valid JSON",
    "endless-error": "the driver answered hello with error: eeee",
    "endless-type": "the card's types: 'TTTT",
    "endless-dialect": "the card's dialect is 'dddd",
    "default-is-half-a-character": "the card's defaults: TurnDetection '/type' is not a JSON value",
    "unknown-operation": "the card's types: TurnDetection has 'roundtripp'; allowed: roundtrip, write, send, read",
    "writes-what-is-only-read": "the card's types: SessionCreatedEvent has 'write', but only servers write it; "
    "allowed for it: roundtrip, read. The fault is in the driver",
    "sends-what-is-only-read": "the card's types: SessionCreatedEvent has 'send', but only servers write it",
    "reads-what-is-only-written": "the card's types: SessionUpdateEvent has 'read', but servers never send it; "
    "allowed for it: roundtrip, write, send",
    "sends-a-part": "the card's types: TurnDetection has 'send', but it is only sent inside other payloads; "
    "allowed for it: roundtrip, write, read",
}


@pytest.mark.parametrize("behaviour", HELLO)
def test_a_driver_that_does_not_start(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    with pytest.raises(ClientError) as first:
        _ = client.card
    assert str(first.value).startswith(f"the driver 'cmd:{command(behaviour)}' did not start: ")
    assert HELLO[behaviour] in str(first.value)
    assert len(str(first.value)) < 12_000
    with pytest.raises(ClientError) as second:
        _ = client.card
    assert str(second.value) == str(first.value)
    assert perform(client) == Response(CRASHED, message=str(first.value))


def test_a_driver_that_hangs_at_hello_does_not_hang_the_caller(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver_session, "HELLO_TIMEOUT", 0.3)
    with pytest.raises(ClientError, match=r"at hello, .* gave no answer in 0.3 s\. Does the driver flush stdout"):
        _ = make("hangs-at-hello").card


def test_an_interrupt_at_hello(make: Make) -> None:
    client = make("hangs-at-hello")
    timer = threading.Timer(0.5, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        _ = client.card
    timer.join()

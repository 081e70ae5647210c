"""The responses of a client in this process, whatever its callables return or raise."""

import json
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, NoReturn

import pytest
from pydantic import BaseModel

from pytest_realtime.clients import Card, ClientError, InProcessClient, Rejected, Response, Unsupported
from pytest_realtime.clients.card import CardError
from pytest_realtime.clients.client import MAX_OUTPUT, ClientRequest, ListenRequest, Status

CARD = Card("subject", {"TurnDetection": frozenset({"roundtrip", "read"})})
VAD = '{"type":"server_vad"}'

Adapter = Callable[[str, str], Any]


def perform(adapter: Adapter, operation: Any = "roundtrip", *, timeout: float = 30, **options: Any) -> Response:
    with InProcessClient(CARD, roundtrip=adapter, read=adapter, **options) as client:
        return client.perform(operation, "TurnDetection", VAD, timeout=timeout)


def raising(error: BaseException) -> Adapter:
    def answer(wire_type: str, wire: str) -> NoReturn:
        raise error

    return answer


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.endswith("client subject")]


class Session(BaseModel):
    voice: str = "marin"


class OwnError(Exception):
    pass


class MuteError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def test_text_passes_through_untouched() -> None:
    assert perform(lambda wire_type, wire: wire) == Response(Status.WROTE, VAD)


def test_the_wire_type_is_passed() -> None:
    assert perform(lambda wire_type, wire: json.dumps(wire_type)).text == '"TurnDetection"'


@pytest.mark.parametrize("text", ["", "{", "not JSON", '{"a":1,"a":2}', "\ud800"])
def test_invalid_json_is_passed_on_to_be_checked(text: str) -> None:
    assert perform(lambda wire_type, wire: text) == Response(Status.WROTE, text)


def test_a_read_may_expose_nothing() -> None:
    assert perform(lambda wire_type, wire: None, "read") == Response(Status.WROTE, None)


@pytest.mark.parametrize(
    ("returned", "named"),
    [
        (b"{}", "type bytes"),
        (bytearray(b"{}"), "type bytearray"),
        (None, "returned None"),
        ({"type": "server_vad"}, "type dict"),
        (Session(), "type Session"),
        (1, "type int"),
    ],
)
def test_a_wrong_return_value_is_the_adapters_fault(returned: object, named: str) -> None:
    response = perform(lambda wire_type, wire: returned)

    assert response.status == Status.ERROR
    assert response.text is None
    assert named in response.message
    assert "allowed: JSON text as str" in response.message
    assert "fault is the adapter's" in response.message


def test_bytes_come_with_a_hint() -> None:
    assert "decode it first" in perform(lambda wire_type, wire: b"{}", "read").message


@pytest.mark.parametrize("text", ["x" * 50_000_000, "x" * (MAX_OUTPUT + 1), "é" * (MAX_OUTPUT // 2 + 1)])
def test_a_flood_is_dropped(text: str) -> None:
    response = perform(lambda wire_type, wire: text)

    assert (response.status, response.text) == (Status.ERROR, None)
    assert f"{len(text.encode()):,}" in response.message
    assert "8,388,608" in response.message


@pytest.mark.parametrize("text", ["x" * MAX_OUTPUT, "é" * (MAX_OUTPUT // 2)])
def test_the_longest_text_is_taken(text: str) -> None:
    assert perform(lambda wire_type, wire: text).text == text


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (Rejected("voice is unknown"), "voice is unknown"),
        (ValueError("no such voice"), "ValueError: no such voice"),
        (json.JSONDecodeError("bad", "x", 0), "JSONDecodeError: bad: line 1 column 1 (char 0)"),
        (OwnError("refused"), "OwnError: refused"),
    ],
)
def test_a_rejection_has_its_message(error: Exception, message: str) -> None:
    assert perform(raising(error), rejects=(OwnError,)) == Response(Status.REJECTED, message=message)


def test_a_validation_error_is_a_rejection() -> None:
    response = perform(lambda wire_type, wire: Session.model_validate_json('{"voice":1}').model_dump_json())

    assert response.status == Status.REJECTED
    assert response.message.startswith("ValidationError: 1 validation error for Session")


def test_a_long_rejection_is_cut() -> None:
    assert len(perform(raising(ValueError("x" * 1_000_000))).message) == 2_000


def test_unsupported_has_its_message() -> None:
    assert perform(raising(Unsupported("no null"))) == Response(Status.UNSUPPORTED, message="no null")


@pytest.mark.parametrize(
    "error",
    [OwnError("boom"), SystemExit(3), KeyboardInterrupt("boom"), MemoryError("boom"), GeneratorExit("boom")],
    ids=lambda error: type(error).__name__,
)
def test_any_other_exception_is_a_crash(error: BaseException) -> None:
    response = perform(raising(error))

    assert response.status == Status.CRASHED
    assert "raise error" in response.message
    assert response.message.endswith(f"{type(error).__name__}: {error}")


def test_an_error_without_a_message_is_a_crash() -> None:
    assert perform(raising(MuteError())).message.endswith("MuteError: (its message can't be shown: RuntimeError)")


def test_sys_exit_ends_only_the_request() -> None:
    with InProcessClient(CARD, roundtrip=lambda wire_type, wire: sys.exit(1), read=lambda *_: None) as client:
        assert client.perform("roundtrip", "TurnDetection", VAD, timeout=30).status == Status.CRASHED
        assert client.perform("read", "TurnDetection", VAD, timeout=30).status == Status.WROTE


def test_endless_recursion_is_a_crash_with_a_short_traceback() -> None:
    def recurse(wire_type: str, wire: str) -> str:
        return recurse(wire_type, wire) + ""

    response = perform(recurse)

    assert response.status == Status.CRASHED
    assert "RecursionError" in response.message
    assert len(response.message) < 4_100


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """Keeps hanging clients hanging until the test is over, and leaves none behind."""
    event = threading.Event()
    yield event
    event.set()
    for thread in threads():
        thread.join(30)


def test_a_hanging_client_does_not_hang_the_caller_and_the_next_request_is_answered(
    released: threading.Event,
) -> None:
    def hang(wire_type: str, wire: str) -> str:
        released.wait(30)
        return '"late"'

    with InProcessClient(CARD, roundtrip=hang, read=lambda wire_type, wire: wire) as client:
        timed_out = client.perform("roundtrip", "TurnDetection", VAD, timeout=0.05)
        next_answer = client.perform("read", "TurnDetection", VAD, timeout=30)

    assert timed_out == Response(Status.TIMED_OUT, message="subject gave no answer in 0.05 s")
    assert next_answer.text == VAD
    # Only the hung thread is left, and it ends when the client returns.
    [hung] = threads()
    released.set()
    hung.join(30)
    assert threads() == []


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs a signal that is free to use")
def test_an_interrupted_request_leaves_no_stale_response(released: threading.Event) -> None:
    def interrupt(wire_type: str, wire: str) -> str:
        # A signal that comes before the caller waits would only be seen after the wait.
        released.wait(0.2)
        os.kill(os.getpid(), signal.SIGUSR1)
        released.wait(30)
        return '"stale"'

    def on_signal(number: int, frame: object) -> NoReturn:
        raise OwnError("interrupted")

    before = signal.signal(signal.SIGUSR1, on_signal)
    try:
        with InProcessClient(CARD, roundtrip=interrupt, read=lambda wire_type, wire: wire) as client:
            with pytest.raises(OwnError, match="interrupted"):
                client.perform("roundtrip", "TurnDetection", VAD, timeout=30)
            assert client.perform("read", "TurnDetection", VAD, timeout=30).text == VAD
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_one_thread_serves_all_requests_and_ends_with_close() -> None:
    client = InProcessClient(CARD, roundtrip=lambda *_: json.dumps(threading.get_ident()), read=lambda *_: None)
    answers = {client.perform("roundtrip", "TurnDetection", VAD, timeout=30).text for _ in range(20)}
    client.close()
    client.close()

    assert len(answers) == 1
    assert threads() == []


def test_a_closed_client_can_be_used_again() -> None:
    client = InProcessClient(CARD, roundtrip=lambda wire_type, wire: wire, read=lambda *_: None)
    client.close()
    assert client.perform("roundtrip", "TurnDetection", VAD, timeout=30).text == VAD
    client.close()


def test_a_client_that_nobody_closes_leaves_no_thread() -> None:
    client = InProcessClient(CARD, roundtrip=lambda wire_type, wire: wire, read=lambda *_: None)
    client.perform("roundtrip", "TurnDetection", VAD, timeout=30)
    [thread] = threads()
    del client
    thread.join(30)
    assert not thread.is_alive()


def test_context_variables_of_the_caller_are_seen() -> None:
    variable: ContextVar[str] = ContextVar("variable", default="unset")
    variable.set("set by the caller")

    assert perform(lambda *_: variable.get()).text == "set by the caller"


def test_a_clients_warnings_are_not_errors() -> None:
    def warn(wire_type: str, wire: str) -> str:
        warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
        return wire

    assert perform(warn).text == VAD


@pytest.mark.parametrize(("operation", "wire_type"), [("send", "TurnDetection"), ("roundtrip", "ServerVad")])
def test_operations_that_the_card_does_not_list_are_unsupported(operation: Any, wire_type: str) -> None:
    with InProcessClient(CARD, roundtrip=lambda *_: VAD, read=lambda *_: VAD) as client:
        response = client.perform(operation, wire_type, VAD, timeout=30)

    assert response == Response(Status.UNSUPPORTED, message=f"subject does not support {operation} for {wire_type}")


def test_a_listed_operation_needs_its_callable() -> None:
    with pytest.raises(ClientError, match="'subject' lists read for TurnDetection, but the client has no callable"):
        InProcessClient(CARD, roundtrip=lambda wire_type, wire: wire)


def test_an_adapter_has_to_be_callable() -> None:
    with pytest.raises(ClientError, match=r"roundtrip should be a callable .* not '\{\}'"):
        InProcessClient(CARD, roundtrip="{}")  # type: ignore[arg-type]


@pytest.mark.parametrize("rejects", [("ValueError",), int, (OwnError, 1)])
def test_rejects_has_to_be_exception_types(rejects: Any) -> None:
    with pytest.raises(ClientError, match="rejects should be a tuple of exception types"):
        perform(lambda *_: VAD, rejects=rejects)


def test_a_single_exception_type_will_do() -> None:
    assert perform(raising(OwnError("no")), rejects=OwnError).status == Status.REJECTED


def test_several_requests_end_with_the_first_that_fails() -> None:
    def fails_on_null(wire_type: str, wire: str) -> str:
        if wire == "null":
            raise OwnError("no")
        return wire

    requests = [ClientRequest("roundtrip", "TurnDetection", wire) for wire in ("1", "null", "2")]
    with InProcessClient(CARD, roundtrip=fails_on_null, read=fails_on_null) as client:
        responses = client.perform_many(requests, timeout=30)
    assert [response.status for response in responses] == [Status.WROTE, Status.CRASHED]


def test_the_time_limit_is_for_each_of_several_requests(released: threading.Event) -> None:
    seen = []

    def hangs_at_the_last(wire_type: str, wire: str) -> str:
        seen.append(wire)
        if wire == "last":
            released.wait(30)
        else:
            time.sleep(0.02)
        return wire

    wires = [*map(str, range(10)), "last", "never"]
    requests = [ClientRequest("roundtrip", "TurnDetection", wire) for wire in wires]
    with InProcessClient(CARD, roundtrip=hangs_at_the_last, read=hangs_at_the_last) as client:
        responses = client.perform_many(requests, timeout=0.15)
        hung = threads()
    assert [response.status for response in responses] == [*[Status.WROTE] * 10, Status.TIMED_OUT]
    released.set()
    for thread in hung:
        thread.join(30)
    assert seen == wires[:-1], "a request was performed after its caller had gone"


def test_a_card_that_hears_needs_a_callable() -> None:
    card = Card("ears", {}, hears=frozenset({"response.done"}))
    with pytest.raises(ClientError, match="has hears, but the client has no callable listen"):
        InProcessClient(card)


@pytest.mark.parametrize(
    ("hears", "message"),
    [
        (frozenset({"response.dun"}), "'response.dun' is not an event of a server .did you mean 'response.done'"),
        (["response.done"], "should be a frozenset of event types"),
    ],
)
def test_what_a_card_hears_are_events_of_servers(hears: Any, message: str) -> None:
    with pytest.raises(CardError, match=message):
        Card("ears", {}, hears=hears)


def test_a_listening_hands_on_texts_only() -> None:
    def listen(request: ListenRequest, hear: Any) -> None:
        hear("response.created")
        hear({"type": "response.done"})

    card = Card("ears", {}, hears=frozenset({"response.done"}))
    with InProcessClient(card, listen=listen) as client:
        response = client.listen(ListenRequest("http://127.0.0.1:9/v1", "key"), timeout=30)
    assert (response.status, response.heard) == (Status.ERROR, ("response.created",))
    assert "returned an object of type dict" in response.message


def test_a_listening_that_hangs_keeps_what_it_heard() -> None:
    freed = threading.Event()

    def listen(request: ListenRequest, hear: Any) -> None:
        hear("response.created")
        freed.wait()

    card = Card("ears", {}, hears=frozenset({"response.done"}))
    with InProcessClient(card, listen=listen) as client:
        response = client.listen(ListenRequest("http://127.0.0.1:9/v1", "key"), timeout=0.2)
        freed.set()
    assert (response.status, response.heard) == (Status.TIMED_OUT, ("response.created",))

"""What a client in this process answers, whatever its callables return or raise."""

import json
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, NoReturn

import pytest
from pydantic import BaseModel

from pytest_realtime.clients import Card, ClientError, InProcessClient, Rejected, Response, Unsupported
from pytest_realtime.clients.client import MAX_OUTPUT, Status

CARD = Card("subject", {"TurnDetection": frozenset({"roundtrip", "read"})})
VAD = '{"type":"server_vad"}'

Answering = Callable[[str, str], Any]


def ask(answering: Answering, operation: Any = "roundtrip", *, timeout: float = 30, **options: Any) -> Response:
    with InProcessClient(CARD, roundtrip=answering, read=answering, **options) as client:
        return client.perform(operation, "TurnDetection", VAD, timeout=timeout)


def raising(error: BaseException) -> Answering:
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
    assert ask(lambda wire_type, wire: wire) == Response(Status.WROTE, VAD)


def test_the_wire_type_is_told() -> None:
    assert ask(lambda wire_type, wire: json.dumps(wire_type)).text == '"TurnDetection"'


@pytest.mark.parametrize("text", ["", "{", "not JSON", '{"a":1,"a":2}', "\ud800"])
def test_text_that_is_no_json_is_for_the_judge(text: str) -> None:
    assert ask(lambda wire_type, wire: text) == Response(Status.WROTE, text)


def test_a_read_may_expose_nothing() -> None:
    assert ask(lambda wire_type, wire: None, "read") == Response(Status.WROTE, None)


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
    outcome = ask(lambda wire_type, wire: returned)

    assert outcome.status == Status.ERROR
    assert outcome.text is None
    assert named in outcome.message
    assert "allowed: JSON text as str" in outcome.message
    assert "fault is the adapter's" in outcome.message


def test_bytes_come_with_a_hint() -> None:
    assert "decode it first" in ask(lambda wire_type, wire: b"{}", "read").message


@pytest.mark.parametrize("text", ["x" * 50_000_000, "x" * (MAX_OUTPUT + 1), "é" * (MAX_OUTPUT // 2 + 1)])
def test_a_flood_is_dropped(text: str) -> None:
    outcome = ask(lambda wire_type, wire: text)

    assert (outcome.status, outcome.text) == (Status.ERROR, None)
    assert f"{len(text.encode()):,}" in outcome.message
    assert "8,388,608" in outcome.message


@pytest.mark.parametrize("text", ["x" * MAX_OUTPUT, "é" * (MAX_OUTPUT // 2)])
def test_the_longest_text_is_taken(text: str) -> None:
    assert ask(lambda wire_type, wire: text).text == text


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (Rejected("voice is unknown"), "voice is unknown"),
        (ValueError("no such voice"), "ValueError: no such voice"),
        (json.JSONDecodeError("bad", "x", 0), "JSONDecodeError: bad: line 1 column 1 (char 0)"),
        (OwnError("refused"), "OwnError: refused"),
    ],
)
def test_a_refusal_is_told(error: Exception, message: str) -> None:
    assert ask(raising(error), rejects=(OwnError,)) == Response(Status.REJECTED, message=message)


def test_a_validation_error_is_a_refusal() -> None:
    outcome = ask(lambda wire_type, wire: Session.model_validate_json('{"voice":1}').model_dump_json())

    assert outcome.status == Status.REJECTED
    assert outcome.message.startswith("ValidationError: 1 validation error for Session")


def test_a_long_refusal_is_cut() -> None:
    assert len(ask(raising(ValueError("x" * 1_000_000))).message) == 2_000


def test_unsupported_is_told() -> None:
    assert ask(raising(Unsupported("no null"))) == Response(Status.UNSUPPORTED, message="no null")


@pytest.mark.parametrize(
    "error",
    [OwnError("boom"), SystemExit(3), KeyboardInterrupt("boom"), MemoryError("boom"), GeneratorExit("boom")],
    ids=lambda error: type(error).__name__,
)
def test_any_other_exception_is_a_crash(error: BaseException) -> None:
    outcome = ask(raising(error))

    assert outcome.status == Status.CRASHED
    assert "raise error" in outcome.message
    assert outcome.message.endswith(f"{type(error).__name__}: {error}")


def test_an_error_without_text_is_a_crash() -> None:
    assert ask(raising(MuteError())).message.endswith("MuteError: (its text can't be had: RuntimeError)")


def test_sys_exit_ends_only_the_question() -> None:
    with InProcessClient(CARD, roundtrip=lambda wire_type, wire: sys.exit(1), read=lambda *_: None) as client:
        assert client.perform("roundtrip", "TurnDetection", VAD, timeout=30).status == Status.CRASHED
        assert client.perform("read", "TurnDetection", VAD, timeout=30).status == Status.WROTE


def test_endless_recursion_is_a_crash_with_a_short_traceback() -> None:
    def recurse(wire_type: str, wire: str) -> str:
        return recurse(wire_type, wire) + ""

    outcome = ask(recurse)

    assert outcome.status == Status.CRASHED
    assert "RecursionError" in outcome.message
    assert len(outcome.message) < 4_100


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """Holds hanging clients until the test is over, and leaves none behind."""
    event = threading.Event()
    yield event
    event.set()
    for thread in threads():
        thread.join(30)


def test_a_hanging_client_times_out_and_the_next_question_is_answered(released: threading.Event) -> None:
    def hang(wire_type: str, wire: str) -> str:
        released.wait(30)
        return '"late"'

    with InProcessClient(CARD, roundtrip=hang, read=lambda wire_type, wire: wire) as client:
        late = client.perform("roundtrip", "TurnDetection", VAD, timeout=0.05)
        next_answer = client.perform("read", "TurnDetection", VAD, timeout=30)

    assert late == Response(Status.TIMED_OUT, message="subject gave no answer in 0.05 s")
    assert next_answer.text == VAD
    # Only the hung thread is left, and it ends when the client returns.
    [hung] = threads()
    released.set()
    hung.join(30)
    assert threads() == []


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs a signal that is free to use")
def test_an_interrupted_question_leaves_no_stale_answer(released: threading.Event) -> None:
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


def test_one_thread_serves_all_questions_and_ends_with_close() -> None:
    client = InProcessClient(CARD, roundtrip=lambda *_: json.dumps(threading.get_ident()), read=lambda *_: None)
    answers = {client.perform("roundtrip", "TurnDetection", VAD, timeout=30).text for _ in range(20)}
    client.close()
    client.close()

    assert len(answers) == 1
    assert threads() == []


def test_a_closed_client_can_be_asked_again() -> None:
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

    assert ask(lambda *_: variable.get()).text == "set by the caller"


def test_a_clients_warnings_are_not_errors() -> None:
    def warn(wire_type: str, wire: str) -> str:
        warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
        return wire

    assert ask(warn).text == VAD


@pytest.mark.parametrize(("operation", "wire_type"), [("send", "TurnDetection"), ("roundtrip", "ServerVad")])
def test_what_the_card_does_not_offer_is_unsupported(operation: Any, wire_type: str) -> None:
    with InProcessClient(CARD, roundtrip=lambda *_: VAD, read=lambda *_: VAD) as client:
        outcome = client.perform(operation, wire_type, VAD, timeout=30)

    assert outcome == Response(Status.UNSUPPORTED, message=f"subject offers no {operation} of {wire_type}")


def test_a_promised_ability_needs_its_callable() -> None:
    with pytest.raises(ClientError, match="'subject' says that TurnDetection can be asked to read"):
        InProcessClient(CARD, roundtrip=lambda wire_type, wire: wire)


def test_a_callable_has_to_be_one() -> None:
    with pytest.raises(ClientError, match=r"roundtrip should be a callable .* not '\{\}'"):
        InProcessClient(CARD, roundtrip="{}")  # type: ignore[arg-type]


@pytest.mark.parametrize("rejects", [("ValueError",), int, (OwnError, 1)])
def test_rejects_has_to_be_exception_types(rejects: Any) -> None:
    with pytest.raises(ClientError, match="rejects should be a tuple of exception types"):
        ask(lambda *_: VAD, rejects=rejects)


def test_a_single_exception_type_will_do() -> None:
    assert ask(raising(OwnError("no")), rejects=OwnError).status == Status.REJECTED

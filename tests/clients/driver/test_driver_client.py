"""The driver client asks an honest driver, and survives each hostile one as the protocol says."""

import _thread
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pytest_realtime.clients import Card, ClientError, InProcessClient, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.client import ClientRequest
from pytest_realtime.clients.driver import DriverClient
from pytest_realtime.clients.driver import driver_session as conversation
from tests.clients.driver.watching import Make, children, command

TEXT = '{"type": "semantic_vad", "eagerness": "h\\u00efgh", "x": 24000.0, "ü": null}'
WROTE, ERROR, CRASHED, LATE = Status.WROTE, Status.ERROR, Status.CRASHED, Status.TIMED_OUT
FAULT = "The fault is in the driver"


def ask(
    client: DriverClient, text: str = TEXT, *, operation: Operation = "roundtrip", timeout: float = 10
) -> Response:
    return client.perform(operation, "TurnDetection", text, timeout=timeout)


def pid_of(client: DriverClient) -> int:
    (pid,) = children()
    return pid


def test_an_honest_driver(make: Make) -> None:
    client = make("honest")
    assert children() == set()
    card = client.card
    assert (card.name, card.version, card.language, card.transport) == ("subject", "1.0", "python", "driver")
    assert card.types["TurnDetection"] == {"roundtrip", "read", "send"}
    assert [ask(client), ask(client, "{}")] == [Response(WROTE, TEXT), Response(WROTE, "{}")]
    assert ask(client, operation="read") == Response(WROTE)
    assert client.perform("read", "Voice", "1", timeout=10).status is Status.UNSUPPORTED
    assert client.deliver("Voice", "1", base_url="http://127.0.0.1:1/v1", api_key="k", timeout=10) == Response(
        WROTE
    )


def test_one_process_answers_all_and_ends_at_close(make: Make) -> None:
    client = make("honest")
    ask(client)
    pid = pid_of(client)
    ask(client)
    assert pid_of(client) == pid
    client.close()
    client.close()
    assert children() == set()
    assert ask(client) == Response(WROTE, TEXT)


def test_many_requests_are_sent_ahead(make: Make) -> None:
    client = make("honest")
    texts = [f"{number:>1000}" for number in range(1000)]
    outcomes = client.perform_many(
        [ClientRequest("roundtrip", "TurnDetection", text) for text in texts], timeout=10
    )
    assert [outcome.text for outcome in outcomes] == texts


def test_a_request_of_megabytes(make: Make) -> None:
    text = "7" * 7_000_000
    requests = [ClientRequest("roundtrip", "TurnDetection", text)] * 3
    assert make("honest").perform_many(requests, timeout=20) == [Response(WROTE, text)] * 3


def test_what_is_not_offered_is_answered_in_its_turn(make: Make) -> None:
    requests = [
        ClientRequest("roundtrip", "Voice", "1"),
        ClientRequest("read", "Voice", "2"),
        ClientRequest("roundtrip", "Voice", "3"),
    ]
    answers = [outcome.status for outcome in make("honest").perform_many(requests, timeout=10)]
    assert answers == [WROTE, Status.UNSUPPORTED, WROTE]


def test_many_requests_end_at_the_first_failure(make: Make) -> None:
    client = make("crashes-once")
    requests = [ClientRequest("roundtrip", "TurnDetection", text) for text in ("1", "2", '"crash"', "4")]
    assert [outcome.status for outcome in client.perform_many(requests, timeout=10)] == [WROTE, WROTE, CRASHED]
    assert client.perform_many(requests[:2], timeout=10) == [Response(WROTE, "1"), Response(WROTE, "2")]


def test_requests_sent_ahead_of_a_bad_line_do_not_trouble_the_next(make: Make) -> None:
    client = make("empty-line")
    requests = [ClientRequest("roundtrip", "TurnDetection", "1")] * 10
    for _ in range(3):
        assert [outcome.status for outcome in client.perform_many(requests, timeout=10)] == [ERROR]


def test_clients_without_a_pipe_are_asked_one_after_the_other() -> None:
    card = Card("subject", {"Voice": frozenset({"roundtrip"})})
    with InProcessClient(card, roundtrip=lambda _, text: text if text != "crash" else str(1 // 0)) as client:
        requests = [ClientRequest("roundtrip", "Voice", text) for text in ("1", "2", "crash", "4")]
        outcomes = client.perform_many(requests, timeout=10)
    assert [outcome.status for outcome in outcomes] == [WROTE, WROTE, CRASHED]


def test_answers_in_wrong_order(make: Make) -> None:
    client = make("wrong-order")
    requests = [ClientRequest("roundtrip", "TurnDetection", "1")] * 2
    (outcome,) = client.perform_many(requests, timeout=10)
    assert outcome.status is ERROR
    assert "the answer to 2 before the one to 1, out of order" in outcome.message


QUOTE = f"""'DEBUG parsing {"d" * 186}'…. {FAULT}"""
OUTCOMES: dict[str, tuple[Status, str]] = {
    "exits": (CRASHED, "ended without answering (exit status 3)\nstderr ends with:\nno more"),
    "is-killed": (CRASHED, "the driver, or the client in it, ended without answering (killed by SIGSEGV)"),
    "half-a-line-and-exits": (CRASHED, "ended without answering (exit status 0)"),
    "grandchild": (CRASHED, "ended without answering (exit status 4)"),
    "wrong-id": (ERROR, 'an answer with the wrong id 2, which was never asked: \'{"id": 2'),
    "no-id": (ERROR, 'an answer without id: \'{"wire": "1"}\''),
    "text-id": (ERROR, 'an answer whose id is no integer: \'{"id": "1"'),
    "true-id": (ERROR, 'an answer whose id is no integer: \'{"id": true'),
    "no-member": (ERROR, "without one of wire, rejected, unsupported, error: '{\"id\": 1}'"),
    "two-members": (ERROR, "an answer with error and wire, of which only one may stand"),
    "other-member": (ERROR, "an answer to roundtrip without one of wire, rejected, unsupported, error"),
    "inlined-wire": (ERROR, "an answer whose wire should be a string that holds JSON text"),
    "null-wire": (ERROR, "an answer whose wire should be a string that holds JSON text"),
    "number-rejected": (ERROR, "an answer whose rejected should be a string"),
    "twice-the-member": (ERROR, "a line in which the member 'wire' stands twice"),
    "rejects": (Status.REJECTED, "not a voice"),
    "supports-nothing": (Status.UNSUPPORTED, "no such type"),
    "fails": (ERROR, "the driver failed: Traceback\nKeyError: 'x'"),
    "debug-line": (ERROR, f"a line that is not JSON to stdout, which is for protocol lines only: {QUOTE}"),
    "empty-line": (ERROR, "a line that is not JSON to stdout, which is for protocol lines only: ''"),
    "byte-order-mark": (ERROR, "a line that begins with a byte order mark: '\\ufeff{"),
    "not-a-number": (ERROR, "a line with NaN, which is no JSON"),
    "endless-id": (ERROR, "an answer whose id is no integer"),
    "long-id": (ERROR, f"an answer with the wrong id {'9' * 200}, which was never asked"),
    "windows-line-ends": (WROTE, ""),
    "byte-by-byte": (WROTE, ""),
    "array": (ERROR, "a line that is no JSON object: '[1, 2]'"),
    "invalid-utf-8": (ERROR, 'a line that is not UTF-8: \'{"id": 1, "wire": "��"}\''),
    "nine-megabytes": (ERROR, 'a line of more than 8,388,608 bytes, which is dropped: \'{"id": 1, "wire": "9999'),
    "deep": (ERROR, "a line that is not JSON"),
    "big-number": (ERROR, "a line that is not JSON"),
    "floods-stdout": (ERROR, "a line that is not JSON"),
    "floods-stdout-without-end": (ERROR, "a line of more than 8,388,608 bytes, which is dropped: 'zzzz"),
    "closes-stdout": (ERROR, f"closed its stdout without answering and lives on. {FAULT}"),
    "floods-stderr": (WROTE, ""),
}
"""What comes of the first request, by behaviour."""


@pytest.mark.parametrize("behaviour", OUTCOMES)
def test_a_hostile_driver(behaviour: str, make: Make) -> None:
    answer, told = OUTCOMES[behaviour]
    outcome = ask(make(behaviour))
    assert outcome.status is answer, outcome
    assert told in outcome.message
    assert len(outcome.message) < 12_000


BAD_LINES = {name for name, (answer, _) in OUTCOMES.items() if answer is ERROR} - {
    "closes-stdout",
    "floods-stdout-without-end",
}


@pytest.mark.parametrize("behaviour", sorted(BAD_LINES))
def test_a_bad_line_is_told_of_every_case(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert [ask(client).status for _ in range(3)] == [ERROR] * 3


@pytest.mark.parametrize("behaviour", ["hangs", "never-flushes", "half-a-line", "floods-stderr-for-ever", "stops"])
def test_no_answer_in_time(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert client.card.name == "subject"
    started = time.monotonic()
    outcome = ask(client, timeout=0.3)
    assert time.monotonic() - started < 30
    assert outcome.status is LATE
    assert "gave no answer in 0.3 s" in outcome.message
    assert "Does the driver flush stdout after each line?" in outcome.message
    assert ('\'{"id": 1, "wi\' without ending the line' in outcome.message) == (behaviour == "half-a-line")
    assert len(outcome.message) < 12_000


def test_a_driver_that_does_not_read_what_is_sent_ahead(make: Make) -> None:
    requests = [ClientRequest("roundtrip", "TurnDetection", "7" * 1_000_000)] * 30
    for _ in range(2):
        assert [outcome.status for outcome in make("never-reads").perform_many(requests, timeout=1)] == [LATE]


def test_a_line_without_end_is_told_once_and_then_waited_for(make: Make) -> None:
    client = make("floods-stdout-without-end")
    assert [ask(client, timeout=2).status for _ in range(2)] == [ERROR, LATE]


def test_a_late_answer_is_not_taken_for_the_next(make: Make, tmp_path: Path) -> None:
    client = make("answers-late", str(tmp_path / "asked"))
    assert client.card
    assert ask(client, "1", timeout=0.3).status is LATE
    assert [ask(client, text) for text in ("2", "3")] == [Response(WROTE, "2"), Response(WROTE, "3")]


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ("answers-twice", "an answer with the wrong id 1, which was answered before"),
        ("answers-before", "before it was asked, the driver wrote an answer with the wrong id 2, which was never"),
    ],
)
def test_a_second_answer_is_told_of_the_next_case(behaviour: str, told: str, make: Make) -> None:
    client = make(behaviour)
    assert ask(client) == Response(WROTE, TEXT)
    outcome = ask(client)
    assert outcome.status is ERROR
    assert told in outcome.message


def test_a_crash_between_requests(make: Make) -> None:
    client = make("answers-and-exits")
    assert [ask(client).status for _ in range(4)] == [WROTE, CRASHED, WROTE, CRASHED]


def test_a_driver_that_closes_its_stdin(make: Make) -> None:
    client = make("closes-stdin")
    assert ask(client) == Response(WROTE, TEXT)
    assert ask(client, timeout=0.3).status is LATE


def test_a_grandchild_is_ended_too(make: Make) -> None:
    outcome = ask(make("grandchild"))
    pid = int(outcome.message.rpartition(" ")[2])
    assert_gone(pid)


def test_a_noisy_grandchild_does_not_hold_up(make: Make, tmp_path: Path) -> None:
    outcome = ask(make("noisy-grandchild", str(tmp_path / "pid")), timeout=5)
    assert outcome.status is CRASHED
    assert_gone(int((tmp_path / "pid").read_text()))


def assert_gone(pid: int) -> None:
    """Nobody's child any more, it is gone when whoever takes orphans has taken it."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.01)
    pytest.fail(f"process {pid} lives on")


def test_stderr_is_kept_from_its_end(make: Make) -> None:
    client = make("floods-stderr")
    ask(client)
    (pid,) = children()
    os.kill(pid, signal.SIGKILL)
    outcome = ask(client)
    assert "killed by SIGKILL" in outcome.message
    assert outcome.message.endswith("xxxlast words")


def test_stderr_begins_with_a_whole_word(make: Make) -> None:
    told = ask(make("tells-a-key")).message.partition("stderr ends with:\n")[2]
    assert told.startswith("words ")
    assert told.endswith("\nfarewell\nno more")


def test_five_restarts_and_no_more(make: Make) -> None:
    client = make("exits")
    outcomes = [ask(client) for _ in range(6)]
    assert {outcome.status for outcome in outcomes} == {CRASHED}
    assert all("exit status 3" in outcome.message for outcome in outcomes)
    refused = ask(client)
    assert refused.status is CRASHED
    assert "is not started again: it was restarted 5 times" in refused.message
    assert children() == set()
    assert client.card.name == "subject"


def test_a_driver_that_does_not_start_again(make: Make, tmp_path: Path) -> None:
    client = make("hello-once", str(tmp_path / "started"))
    outcomes = [ask(client) for _ in range(8)]
    assert {outcome.status for outcome in outcomes} == {CRASHED}
    assert "is not started: at hello, " in outcomes[1].message
    assert "(exit status 5)" in outcomes[5].message
    assert "not started again" in outcomes[6].message


@pytest.mark.parametrize("behaviour", ["stays", "mute-at-bye", "floods-at-bye", "exits-at-bye"])
def test_a_driver_that_does_not_leave_as_it_should(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert ask(client) == Response(WROTE, TEXT)
    started = time.monotonic()
    client.close()
    assert time.monotonic() - started < 30
    assert children() == set()


def test_an_interrupt_ends_the_driver_and_goes_on(make: Make) -> None:
    client = make("hangs")
    assert client.card
    timer = threading.Timer(0.3, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        ask(client, timeout=20)
    timer.join()
    assert children() == set()


def test_an_interrupt_at_hello(make: Make) -> None:
    client = make("hangs-at-hello")
    timer = threading.Timer(0.5, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        _ = client.card
    timer.join()


def test_a_client_that_nobody_closes() -> None:
    client = DriverClient(command("honest"))
    ask(client)
    del client


HELLO = {
    "tells-a-key-at-hello": "at hello, the driver, or the client in it, ended without answering (exit status 3)",
    "key-for-a-name": "the card's dialect is 'sk-",
    "exits-at-hello": "at hello, the driver, or the client in it, ended without answering (exit status 3)",
    "greets": "instead of answering hello, the driver wrote a line that is not JSON",
    "floods-at-hello": "instead of answering hello, the driver wrote a line that is not JSON",
    "other-protocol": "the driver answered hello with error: protocol 1 is not supported",
    "card-of-protocol-2": f"the card's protocol is 2; supported: 1. {FAULT}",
    "no-card": "the driver wrote an answer to hello without one of card, rejected, unsupported, error",
    "card-is-a-list": "an answer whose card should be an object",
    "no-name": "the card has no name; required: name, version, language, types",
    "number-name": "the card's name should be a string, not 7",
    "empty-name": "the card's name should be a text that is not empty",
    "endless-name": "the card's name has 3000000 characters; at most 100",
    "wrong-dialect": "the card's dialect is 'gamma'; allowed: ga, translation, beta",
    "no-types": "the card has no types",
    "empty-types": "the card's types should map at least one wire type name",
    "list-of-types": "the card's types should be an object of wire type names, not ['TurnDetection']",
    "text-operations": "the card's types: TurnDetection should have a list of operations, not 'roundtrip'",
    "unknown-type": "'TurnDetektion' is not one of the",
    "list-of-defaults": "the card's defaults should be an object of wire type names, not ['Voice']",
    "defaults-of-unknown-type": "the card's defaults: 'Voise' is not one of the",
    "defaults-of-type-not-offered": "the card's defaults: ServerVad is not among the card's types",
    "list-of-members": "the card's defaults: TurnDetection should have an object of JSON pointers",
    "pointer-without-slash": "the card's defaults: TurnDetection 'threshold' is not the JSON pointer of a member",
    "pointer-to-the-root": "the card's defaults: TurnDetection '' is not the JSON pointer of a member",
    "pointer-with-wrong-escape": "the card's defaults: TurnDetection '/a~b' is not the JSON pointer of a member",
    "default-is-no-number": "instead of answering hello, the driver wrote a line with NaN, which is no JSON",
    "endless-error": "the driver answered hello with error: eeee",
    "endless-type": "the card's types: 'TTTT",
    "endless-dialect": "the card's dialect is 'dddd",
    "default-is-half-a-character": "the card's defaults: TurnDetection '/type' has no JSON value",
    "unknown-operation": "the card's types: TurnDetection has 'roundtripp'; allowed: roundtrip, send, read",
}


@pytest.mark.parametrize("behaviour", HELLO)
def test_a_driver_that_does_not_start(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    with pytest.raises(ClientError) as first:
        _ = client.card
    assert str(first.value).startswith(f"the driver 'cmd:{command(behaviour)}' is not started: ")
    assert HELLO[behaviour] in str(first.value)
    assert len(str(first.value)) < 12_000
    with pytest.raises(ClientError) as second:
        _ = client.card
    assert str(second.value) == str(first.value)
    assert ask(client) == Response(CRASHED, message=str(first.value))


def test_no_hello_in_time(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "HELLO_TIMEOUT", 0.3)
    with pytest.raises(ClientError, match=r"at hello, .* gave no answer in 0.3 s\. Does the driver flush stdout"):
        _ = make("hangs-at-hello").card

"""The driver client works with an honest driver, and survives each hostile one as the protocol says."""

import os
import signal
import time
from pathlib import Path

import pytest

from pytest_realtime.clients import Card, InProcessClient, Response, Status
from pytest_realtime.clients.client import ClientRequest
from tests.clients.driver.processes import (
    CRASHED,
    ERROR,
    FAULT,
    TEXT,
    TIMED_OUT,
    WROTE,
    Make,
    children,
    perform,
    pid_of,
)


def test_an_honest_driver(make: Make) -> None:
    client = make("honest")
    assert children() == set()
    card = client.card
    assert (card.name, card.version, card.language, card.transport) == ("subject", "1.0", "python", "driver")
    assert card.types["TurnDetection"] == {"roundtrip", "write", "read"}
    assert [perform(client), perform(client, "{}")] == [Response(WROTE, TEXT), Response(WROTE, "{}")]
    assert perform(client, operation="write") == Response(WROTE, TEXT)
    assert perform(client, operation="read") == Response(WROTE)
    assert client.perform("read", "Voice", "1", timeout=10).status is Status.UNSUPPORTED


UNKNOWN = " It has not answered write yet, which its card lists; if it does not know it, the fault is the driver's"


def test_a_driver_that_does_not_know_a_command_of_its_card(make: Make) -> None:
    client = make("knows-no-write")
    assert perform(client).status is WROTE
    response = perform(client, operation="write")
    assert response == Response(ERROR, message=f"the driver failed: unknown command write{UNKNOWN}")


def test_a_driver_that_ignores_a_command_of_its_card(make: Make) -> None:
    client = make("ignores-write")
    assert perform(client).status is WROTE
    response = perform(client, operation="write", timeout=0.3)
    assert response.status is TIMED_OUT
    assert response.message.endswith(f"Does the driver flush stdout after each line?{UNKNOWN}")


def test_one_process_answers_all_and_ends_at_close(make: Make) -> None:
    client = make("honest")
    perform(client)
    pid = pid_of(client)
    perform(client)
    assert pid_of(client) == pid
    client.close()
    client.close()
    assert children() == set()
    assert perform(client) == Response(WROTE, TEXT)


def test_many_requests_are_sent_ahead(make: Make) -> None:
    client = make("honest")
    texts = [f"{number:>1000}" for number in range(1000)]
    responses = client.perform_many(
        [ClientRequest("roundtrip", "TurnDetection", text) for text in texts], timeout=10
    )
    assert [response.text for response in responses] == texts


def test_a_request_of_megabytes(make: Make) -> None:
    text = "7" * 7_000_000
    requests = [ClientRequest("roundtrip", "TurnDetection", text)] * 3
    assert make("honest").perform_many(requests, timeout=20) == [Response(WROTE, text)] * 3


def test_unsupported_requests_are_answered_in_order(make: Make) -> None:
    requests = [
        ClientRequest("roundtrip", "Voice", "1"),
        ClientRequest("read", "Voice", "2"),
        ClientRequest("roundtrip", "Voice", "3"),
    ]
    statuses = [response.status for response in make("honest").perform_many(requests, timeout=10)]
    assert statuses == [WROTE, Status.UNSUPPORTED, WROTE]


def test_many_requests_end_at_the_first_failure(make: Make) -> None:
    client = make("crashes-once")
    requests = [ClientRequest("roundtrip", "TurnDetection", text) for text in ("1", "2", '"crash"', "4")]
    assert [response.status for response in client.perform_many(requests, timeout=10)] == [WROTE, WROTE, CRASHED]
    assert client.perform_many(requests[:2], timeout=10) == [Response(WROTE, "1"), Response(WROTE, "2")]


def test_requests_sent_ahead_of_an_invalid_line_do_not_affect_later_ones(make: Make) -> None:
    client = make("empty-line")
    requests = [ClientRequest("roundtrip", "TurnDetection", "1")] * 10
    for _ in range(3):
        assert [response.status for response in client.perform_many(requests, timeout=10)] == [ERROR]


def test_clients_without_a_pipe_get_one_request_after_the_other() -> None:
    card = Card("subject", {"Voice": frozenset({"roundtrip"})})
    with InProcessClient(card, roundtrip=lambda _, text: text if text != "crash" else str(1 // 0)) as client:
        requests = [ClientRequest("roundtrip", "Voice", text) for text in ("1", "2", "crash", "4")]
        responses = client.perform_many(requests, timeout=10)
    assert [response.status for response in responses] == [WROTE, WROTE, CRASHED]


def test_answers_in_wrong_order(make: Make) -> None:
    client = make("wrong-order")
    requests = [ClientRequest("roundtrip", "TurnDetection", "1")] * 2
    (response,) = client.perform_many(requests, timeout=10)
    assert response.status is ERROR
    assert "answer 2 before answer 1, out of order" in response.message


QUOTE = f"""'DEBUG parsing {"d" * 186}'…. {FAULT}"""
RESPONSES: dict[str, tuple[Status, str]] = {
    "exits": (CRASHED, "exited without answering (exit status 3)\nstderr ends with:\nno more"),
    "is-killed": (CRASHED, "the driver, or the client in it, exited without answering (killed by SIGSEGV)"),
    "half-a-line-and-exits": (CRASHED, "exited without answering (exit status 0)"),
    "grandchild": (CRASHED, "exited without answering (exit status 4)"),
    "wrong-id": (ERROR, 'an answer with the wrong id 2, which belongs to no request: \'{"id": 2'),
    "no-id": (ERROR, 'an answer without an id: \'{"wire": "1"}\''),
    "text-id": (ERROR, 'an answer whose id is not an integer: \'{"id": "1"'),
    "true-id": (ERROR, 'an answer whose id is not an integer: \'{"id": true'),
    "no-member": (ERROR, "without one of wire, rejected, unsupported, error: '{\"id\": 1}'"),
    "two-members": (ERROR, "an answer with error and wire; allowed: exactly one"),
    "other-member": (ERROR, "an answer to roundtrip without one of wire, rejected, unsupported, error"),
    "inlined-wire": (ERROR, "an answer whose wire should be a string that contains JSON text"),
    "null-wire": (ERROR, "an answer whose wire should be a string that contains JSON text"),
    "number-rejected": (ERROR, "an answer whose rejected should be a string"),
    "twice-the-member": (ERROR, "a line with the member 'wire' twice"),
    "rejects": (Status.REJECTED, "not a voice"),
    "supports-nothing": (Status.UNSUPPORTED, "no such type"),
    "fails": (ERROR, "the driver failed: Traceback\nKeyError: 'x'"),
    "debug-line": (ERROR, f"a line that is not valid JSON to stdout, which is for protocol lines only: {QUOTE}"),
    "empty-line": (ERROR, "a line that is not valid JSON to stdout, which is for protocol lines only: ''"),
    "byte-order-mark": (ERROR, "a line that begins with a byte order mark: '\\ufeff{"),
    "not-a-number": (ERROR, "a line with NaN, which is not valid JSON"),
    "endless-id": (ERROR, "an answer whose id is not an integer"),
    "long-id": (ERROR, f"an answer with the wrong id {'9' * 200}, which belongs to no request"),
    "windows-line-ends": (WROTE, ""),
    "byte-by-byte": (WROTE, ""),
    "array": (ERROR, "a line that is not a JSON object: '[1, 2]'"),
    "invalid-utf-8": (ERROR, 'a line that is not valid UTF-8: \'{"id": 1, "wire": "��"}\''),
    "nine-megabytes": (ERROR, 'a line of more than 8,388,608 bytes, which is dropped: \'{"id": 1, "wire": "9999'),
    "deep": (ERROR, "a line that is not valid JSON"),
    "big-number": (ERROR, "a line that is not valid JSON"),
    "floods-stdout": (ERROR, "a line that is not valid JSON"),
    "floods-stdout-without-end": (ERROR, "a line of more than 8,388,608 bytes, which is dropped: 'zzzz"),
    "closes-stdout": (ERROR, f"closed its stdout without answering, but keeps running. {FAULT}"),
    "floods-stderr": (WROTE, ""),
}
"""The status and message for the first request, by behaviour."""


@pytest.mark.parametrize("behaviour", RESPONSES)
def test_a_hostile_driver_does_not_hang_the_caller(behaviour: str, make: Make) -> None:
    status, expected = RESPONSES[behaviour]
    response = perform(make(behaviour))
    assert response.status is status, response
    assert expected in response.message
    assert len(response.message) < 12_000


INVALID_LINES = {name for name, (status, _) in RESPONSES.items() if status is ERROR} - {
    "closes-stdout",
    "floods-stdout-without-end",
}


@pytest.mark.parametrize("behaviour", sorted(INVALID_LINES))
def test_every_invalid_line_is_reported(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert [perform(client).status for _ in range(3)] == [ERROR] * 3


@pytest.mark.parametrize("behaviour", ["hangs", "never-flushes", "half-a-line", "floods-stderr-for-ever", "stops"])
def test_a_driver_that_does_not_answer_does_not_hang_the_caller(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert client.card.name == "subject"
    started = time.monotonic()
    response = perform(client, timeout=0.3)
    assert time.monotonic() - started < 30
    assert response.status is TIMED_OUT
    assert "gave no answer in 0.3 s" in response.message
    assert "Does the driver flush stdout after each line?" in response.message
    assert ('\'{"id": 1, "wi\' without ending the line' in response.message) == (behaviour == "half-a-line")
    assert len(response.message) < 12_000


def test_a_driver_that_does_not_read_does_not_hang_the_caller(make: Make) -> None:
    requests = [ClientRequest("roundtrip", "TurnDetection", "7" * 1_000_000)] * 30
    for _ in range(2):
        assert [response.status for response in make("never-reads").perform_many(requests, timeout=1)] == [
            TIMED_OUT
        ]


def test_an_endless_line_is_reported_once_and_then_waited_for(make: Make) -> None:
    client = make("floods-stdout-without-end")
    assert [perform(client, timeout=2).status for _ in range(2)] == [ERROR, TIMED_OUT]


def test_a_late_answer_is_not_taken_for_the_next(make: Make, tmp_path: Path) -> None:
    client = make("answers-late", str(tmp_path / "asked"))
    assert client.card
    assert perform(client, "1", timeout=0.3).status is TIMED_OUT
    assert [perform(client, text) for text in ("2", "3")] == [Response(WROTE, "2"), Response(WROTE, "3")]


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("answers-twice", "an answer with the wrong id 1, which was answered before"),
        ("answers-before", "before the request, the driver wrote an answer with the wrong id 2, which belongs"),
    ],
)
def test_a_second_answer_fails_the_next_request(behaviour: str, expected: str, make: Make) -> None:
    client = make(behaviour)
    assert perform(client) == Response(WROTE, TEXT)
    response = perform(client)
    assert response.status is ERROR
    assert expected in response.message


def test_a_crash_between_requests(make: Make) -> None:
    client = make("answers-and-exits")
    assert [perform(client).status for _ in range(4)] == [WROTE, CRASHED, WROTE, CRASHED]


def test_a_driver_that_closes_its_stdin_does_not_hang_the_caller(make: Make) -> None:
    client = make("closes-stdin")
    assert perform(client) == Response(WROTE, TEXT)
    assert perform(client, timeout=0.3).status is TIMED_OUT


def test_stderr_is_kept_from_its_end(make: Make) -> None:
    client = make("floods-stderr")
    perform(client)
    (pid,) = children()
    os.kill(pid, signal.SIGKILL)
    response = perform(client)
    assert "killed by SIGKILL" in response.message
    assert response.message.endswith("xxxlast words")


def test_stderr_begins_with_a_whole_word(make: Make) -> None:
    stderr = perform(make("prints-a-key")).message.partition("stderr ends with:\n")[2]
    assert stderr.startswith("words ")
    assert stderr.endswith("\nfarewell\nno more")

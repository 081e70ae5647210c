"""Live clients: what is judged is what arrived at the server."""

import threading

import pytest

from pytest_realtime.clients import Status
from pytest_realtime.clients.live.client import LiveClient
from tests.clients.live.plain import EVENT, Losing, Misbehaving, Plain

TIMEOUT = 20.0


def update(instructions: str) -> str:
    return f'{{"type":"session.update","session":{{"type":"realtime","instructions":"{instructions}"}}}}'


@pytest.mark.parametrize(
    "text",
    [
        update("Be brief."),
        '{ "session":{"max_output_tokens":1024.0,"tracing":null, "tracing":null},\n"type":"session.update" }',
        '{"type":"session.update","session":{"instructions":"\\u00e9 é \U0001f600"}}',
        '{"type":"sesion.update"}',
        "no JSON",
    ],
)
def test_the_text_is_what_arrived_character_for_character(text: str) -> None:
    with LiveClient(Plain()) as client:
        outcome = client.perform("send", EVENT, text, timeout=TIMEOUT)
    assert (outcome.status, outcome.text) == (Status.WROTE, text)


@pytest.mark.parametrize(
    ("instructions", "answer", "message"),
    [
        ("nothing", Status.NOT_SENT, "plain was done with sending, and no session event had arrived"),
        ("refuse", Status.REJECTED, "no such setting"),
        ("no word", Status.UNSUPPORTED, "there is no word for it"),
        ("crash", Status.CRASHED, "RuntimeError: out of order"),
    ],
)
def test_each_ending_is_told_and_the_next_question_is_answered(
    instructions: str, answer: Status, message: str
) -> None:
    with LiveClient(Misbehaving()) as client:
        outcome = client.perform("send", EVENT, update(instructions), timeout=TIMEOUT)
        after = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert (outcome.status, outcome.text) == (answer, None)
    assert message in outcome.message
    assert after.text == update("Be brief.")


def test_a_library_that_hangs_is_given_up_and_started_again() -> None:
    integration = Misbehaving()
    with LiveClient(integration) as client:
        outcome = client.perform("send", EVENT, update("hang"), timeout=0.2)
        after = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert outcome.status is Status.TIMED_OUT
    assert outcome.message == "plain was not done with sending in 0.2 s"
    assert after.text == update("Be brief.")
    assert integration.opened == 2


def test_one_connection_serves_all_questions() -> None:
    integration = Misbehaving()
    with LiveClient(integration) as client:
        for instructions in ("a", "refuse", "nothing", "b"):
            client.perform("send", EVENT, update(instructions), timeout=TIMEOUT)
    assert integration.opened == 1


def test_several_frames_are_judged_by_what_they_come_to() -> None:
    with LiveClient(Misbehaving()) as client:
        outcome = client.perform("send", EVENT, update("twice"), timeout=TIMEOUT)
    assert outcome.text == (
        '{"type": "session.update", "session": {"audio": {"output": {"voice": "ash", "speed": 1.5}}, "tools": []}}'
    )


def test_turns_are_told_apart_from_new_questions() -> None:
    integration = Plain()
    with LiveClient(integration) as client:
        outcomes = client.send_sequence(EVENT, [update("a"), update("b")], timeout=TIMEOUT)
        client.perform("send", EVENT, update("c"), timeout=TIMEOUT)
    assert [outcome.text for outcome in outcomes] == [update("a"), update("b")]
    assert [(wire, is_later) for _, wire, is_later in integration.told] == [
        (update("a"), False),
        (update("b"), True),
        (update("c"), False),
    ]


NULL = '{"type":"session.update","session":{"type":"realtime","tracing":null}}'


def test_a_loss_in_one_of_several_ways_is_the_answer() -> None:
    with LiveClient(Losing(ways=("good", "lossy"))) as client:
        lost = client.perform("send", EVENT, NULL, timeout=TIMEOUT)
        kept = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert (lost.text, lost.message) == (NULL.replace('"tracing":null', ""), "lossy")
    assert (kept.text, kept.message) == (update("Be brief."), "good")


def test_what_no_card_offers_is_unsupported() -> None:
    with LiveClient(Plain()) as client:
        outcome = client.perform("roundtrip", EVENT, update("a"), timeout=TIMEOUT)
    assert (outcome.status, outcome.message) == (
        Status.UNSUPPORTED,
        "plain offers no roundtrip of SessionUpdateEvent",
    )


def test_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    with LiveClient(Plain()) as client:
        client.perform("send", EVENT, update("a"), timeout=TIMEOUT)
    client.close()
    assert set(threading.enumerate()) - before == set()

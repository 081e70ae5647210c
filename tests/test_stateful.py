"""The machine finds the usual bugs of a session that follows updates, and shows each in a script of few steps."""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from pytest_realtime.stateful import SessionUpdateMachine, session_update_machine
from pytest_realtime.wire import UnknownWireType
from pytest_realtime.wire.session_merge import merge
from tests.docs.pages import with_newest_headings

DOC = (Path(__file__).parents[1] / "docs" / "stateful.md").read_text(encoding="utf-8")
TRANSCRIPTION = "RealtimeTranscriptionSessionCreateRequest"
TRANSLATION = "RealtimeTranslationSessionUpdateRequest"

Json = dict[str, Any]
Step = Callable[[Json, Json], Json]
"""How a session updates itself: the state and the update, to the new state."""

START: Json = {
    "type": "realtime",
    "object": "realtime.session",
    "id": "sess_1",
    "model": "gpt-realtime-2.1",
    "output_modalities": ["audio"],
    "audio": {
        "input": {
            "format": {"type": "audio/pcm", "rate": 24000},
            "transcription": None,
            "noise_reduction": None,
            "turn_detection": {"type": "server_vad", "threshold": 0.5, "create_response": True},
        },
        "output": {"voice": "marin", "speed": 1.0},
    },
    "tracing": None,
    "prompt": None,
}
"""A session as a server starts it, defaults and all."""


class Session:
    def __init__(self, start: Json, step: Step) -> None:
        self.settings = copy.deepcopy(start)
        self.step = step

    def apply(self, update: Json) -> None:
        self.settings = self.step(self.settings, update)

    def as_dict(self) -> Json:
        return self.settings


def machine(step: Step, *, start: Json = START, **options: Any) -> type[SessionUpdateMachine]:
    return session_update_machine(
        lambda: Session(start, step), send=Session.apply, state=Session.as_dict, **options
    )


def play(subject: type[SessionUpdateMachine], examples: int = 100) -> None:
    own = settings(
        subject.TestCase.settings,
        database=None,
        derandomize=True,
        max_examples=examples,
        stateful_step_count=8,
    )
    run_state_machine_as_test(subject, settings=own)


def failure(step: Step, steps: int, **options: Any) -> tuple[str, list[str]]:
    """The message and the updates of the first script that is as short as it should be, or else of the last one.

    Hypothesis stops after 500 shrinks, which leaves an update too many in one run of twenty: three may try.
    """
    for number in range(3):
        message, script = _failure(machine(step, **options), number)
        if len(script) <= steps:
            break
    return message, script


def _failure(subject: type[SessionUpdateMachine], number: int) -> tuple[str, list[str]]:
    with pytest.raises(AssertionError) as caught:
        # What Hypothesis draws depends on the modules that are loaded, too: few examples may miss a rare setting.
        play(seed(number)(subject), examples=300)
    script = "\n".join(caught.value.__notes__)
    return str(caught.value), re.findall(
        r"state\.(?:clear|turn_off|update_\w+)\(.*?\)(?=\nstate)", script, re.DOTALL
    )


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(part) for name, part in value.items() if part is not None}
    return value


def null_is_absent(state: Json, update: Json) -> Json:
    return merge(state, without_nulls(update))


def null_is_ignored_once_on(state: Json, update: Json) -> Json:
    """The same bug in a state where what is off is null."""
    merged = merge(state, update)
    if merged["audio"]["input"]["turn_detection"] is None:
        merged["audio"]["input"]["turn_detection"] = state["audio"]["input"]["turn_detection"]
    return merged


def audio_is_replaced_whole(state: Json, update: Json) -> Json:
    return {**state, **update}


def turn_detection_is_merged(state: Json, update: Json) -> Json:
    merged = merge(state, update)
    old, new = (of.get("audio", {}).get("input", {}).get("turn_detection") for of in (state, update))
    if old and new:
        merged["audio"]["input"]["turn_detection"] = {**old, **new}
    return merged


def defaults_are_filled_in(state: Json, update: Json) -> Json:
    return merge(state, {"output_modalities": ["audio"], **update})


def empties_are_pruned(state: Json, update: Json) -> Json:
    return merge(state, {name: value for name, value in update.items() if value not in ("", [])})


def integers_become_fractions(state: Json, update: Json) -> Json:
    merged = merge(state, update)
    if isinstance(merged.get("max_output_tokens"), int):
        merged["max_output_tokens"] = float(merged["max_output_tokens"])
    return merged


@pytest.mark.parametrize("start", [{"type": "realtime"}, START], ids=["bare", "full"])
def test_a_right_session_passes(start: Json) -> None:
    play(machine(merge, start=start), examples=15)


@pytest.mark.parametrize("wire_type", [TRANSCRIPTION, TRANSLATION])
def test_other_sessions_are_updated_by_their_own_type(wire_type: str) -> None:
    def step(state: Json, update: Json) -> Json:
        assert ("type" in update) == (wire_type == TRANSCRIPTION)
        return merge(state, update, wire_type=wire_type)

    start = {"type": "transcription"} if wire_type == TRANSCRIPTION else {"model": "gpt-realtime-translate"}
    play(machine(step, start=start, wire_type=wire_type), examples=10)


@pytest.mark.parametrize(
    ("step", "start", "finding", "steps"),
    [
        (null_is_absent, {"type": "realtime"}, "null-dropped /", 1),
        (null_is_ignored_once_on, START, "type-changed /audio/input/turn_detection: expected null", 1),
        (audio_is_replaced_whole, {"type": "realtime"}, "dropped /audio/", 2),
        (turn_detection_is_merged, {"type": "realtime"}, "member-invented /audio/input/turn_detection/", 2),
        (defaults_are_filled_in, {"type": "realtime"}, "member-invented /output_modalities: expected absent", 1),
        (defaults_are_filled_in, START, 'value-changed /output_modalities/0: expected "text"', 2),
        (empties_are_pruned, {"type": "realtime"}, "member-dropped /", 1),
        (integers_become_fractions, {"type": "realtime"}, "number-kind /max_output_tokens", 1),
    ],
)
def test_a_bug_is_found_and_shown_in_few_steps(step: Step, start: Json, finding: str, steps: int) -> None:
    message, script = failure(step, steps, start=start)
    assert finding in message
    assert len(script) == steps, script


def test_an_old_eagerness_that_survives_is_named() -> None:
    def step(state: Json, update: Json) -> Json:
        merged = merge(state, update)
        old, new = (of.get("audio", {}).get("input", {}).get("turn_detection") or {} for of in (state, update))
        if "eagerness" in old and new.get("type") == "server_vad":
            new = {**new, "eagerness": old["eagerness"]}
            merged["audio"]["input"]["turn_detection"] = new
        return merged

    message, script = failure(step, 2)
    assert "member-invented /audio/input/turn_detection/eagerness: expected absent" in message
    assert len(script) == 2
    assert "semantic_vad" in script[0]
    assert "server_vad" in script[1]


def test_every_update_is_one_that_the_api_accepts() -> None:
    """No model (X7), no change of a tracing that is on (X8), no voice detection beside a model without (X3)."""

    def step(state: Json, update: Json) -> Json:
        merged = merge(state, update)
        assert "model" not in update
        assert state["tracing"] is None or merged["tracing"] in (None, state["tracing"])
        audio = merged["audio"]["input"]
        if audio["transcription"] and audio["turn_detection"]:
            assert audio["transcription"].get("model") != "gpt-realtime-whisper"
        return merged

    play(machine(step), examples=30)


def test_a_session_that_rejects_an_update_fails() -> None:
    def step(state: Json, update: Json) -> Json:
        if update.get("tools"):
            raise LookupError("tools are not supported")
        return merge(state, update)

    with pytest.raises(LookupError, match="tools are not supported"):
        play(machine(step))


def test_a_session_may_change_the_update() -> None:
    def step(state: Json, update: Json) -> Json:
        merged = merge(state, update)
        update.clear()
        return merged

    play(machine(step), examples=5)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("text", "has to return a dict, not str"),
        ({"tools": {1, 2}}, "JSON-ready objects: Object of type set"),
        ({"speed": float("nan")}, "JSON-ready objects: Out of range float"),
    ],
)
def test_a_state_that_is_not_json_is_reported(state: Any, message: str) -> None:
    subject = session_update_machine(object, send=lambda *_: None, state=lambda _: state)
    with pytest.raises(TypeError, match=message):
        play(subject, examples=1)


def test_a_machine_without_send_or_state_says_so() -> None:
    class Incomplete(SessionUpdateMachine):
        pass

    with pytest.raises(NotImplementedError, match=r"Incomplete has to implement state\(\)"):
        play(Incomplete, examples=1)


def test_a_type_that_is_not_a_session_is_rejected_at_once() -> None:
    with pytest.raises(UnknownWireType, match="did you mean"):
        machine(merge, wire_type="RealtimeSessionCreateReqest")
    with pytest.raises(ValueError, match="TurnDetection is not an object type"):
        machine(merge, wire_type="TurnDetection")


def test_failures_are_not_explained_by_lines_of_this_package() -> None:
    assert Phase.explain not in machine(merge).TestCase.settings.phases
    assert Phase.shrink in machine(merge).TestCase.settings.phases


def block(label: str) -> str:
    """The code block below a label such as ``<!-- output -->``."""
    found = re.search(rf"<!-- {re.escape(label)} -->\n```\w+\n(.*?)```", DOC, re.DOTALL)
    assert found, label
    return found[1]


def test_the_documents_example_fails_as_it_says(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_session=block("file: test_session.py"))
    result = pytester.runpytest_subprocess("-q", "-p", "no:randomly", "-p", "no:cacheprovider")
    assert result.ret == 1
    assert "def state_is_right" not in result.stdout.str()
    shown = with_newest_headings("\n".join(line.removeprefix("E").strip() for line in result.outlines))
    for line in with_newest_headings(block("output")).splitlines():
        assert line.strip() in shown

"""Strategies: valid, varied, shrinking to the smallest, narrowed on request, clear about wrong requests."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from pytest_realtime import strategies, wire
from pytest_realtime.endpoints import SESSION_PAYLOADS
from pytest_realtime.payloads.generation.coverage import coverage_targets_of, states_of
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import TurnDetection, get_wire_type, wire_types
from tests.payloads.advice import may_break

CLASHING = {"server_url": "https://a.example", "connector_id": "connector_gmail"}
PLAIN = settings(max_examples=60, database=None, deadline=None, suppress_health_check=list(HealthCheck))


def generated(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Generate payloads in one run of the engine, the same ones each time."""
    found: list[Any] = []

    @seed(7)
    @settings(PLAIN, max_examples=count, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


@pytest.mark.parametrize("name", [entry.name for entry in wire_types()])
def test_payloads_are_valid_and_break_no_rule_of_any_level(name: str) -> None:
    for payload in generated(strategies.payloads(name), 60):
        model = wire.validate(name, payload, direction="write")
        assert json.dumps(wire.dump(name, model), sort_keys=True) == json.dumps(payload, sort_keys=True)
        assert {violation.rule for violation in violations_of(name, payload)} <= may_break(name)


def test_every_type_has_a_named_strategy() -> None:
    names = {plural(entry.name) for entry in wire_types()}
    assert len(names) == len(wire_types())
    others = {"ConversationTurn", "conversations", "invalid_payloads", "payloads", "sessions"}
    assert names | others == set(vars(strategies)["__all__"])
    assert names & others == set()
    for name in names:
        assert "valid payloads of" in (getattr(strategies, name).__doc__ or "")


AIMED_AT = ("RealtimeSessionCreateRequest", "ResponseCreateEvent", "RealtimeConversationItem")
"""The types of which examples have to show nearly everything."""


@pytest.mark.parametrize("name", AIMED_AT)
def test_100_examples_show_nearly_every_state_and_500_all(name: str) -> None:
    payloads = generated(strategies.payloads(name), 500)
    early, late = (set().union(*(states_of(name, payload) for payload in payloads[:n])) for n in (100, 500))
    assert len(early) >= 0.95 * len(coverage_targets_of(name))
    missing = [target for number, target in enumerate(coverage_targets_of(name)) if number not in late]
    assert missing == []


@pytest.mark.parametrize(
    ("make", "wire_types_by_dialect"),
    [(getattr(strategies, plural(name)), by_dialect) for name, by_dialect in strategies.OF_DIALECT.items()],
)
def test_strategies_that_take_a_dialect(make: Any, wire_types_by_dialect: dict[str, str]) -> None:
    for dialect, name in wire_types_by_dialect.items():
        assert get_wire_type(name).dialect == dialect
        for payload in generated(make(dialect=dialect), 20):
            wire.validate(name, payload, direction="write")
    assert generated(make(required_only=True), 5) == generated(make(dialect="ga", required_only=True), 5)
    with pytest.raises(InvalidArgument, match="dialect='gamma' is not valid; allowed: ga, "):
        make(dialect="gamma")


def test_items_that_a_client_writes_have_a_status_only_on_request() -> None:
    items = strategies.realtime_conversation_item_user_messages
    assert all("status" not in item for item in generated(items(), 60))
    assert all(item["status"] == "completed" for item in generated(items(overrides={"status": "completed"}), 5))
    served = generated(strategies.response_output_item_done_events(), 60)
    assert any("status" in event["item"] for event in served)


def test_text_is_not_only_ascii() -> None:
    texts = "".join(json.dumps(payload, ensure_ascii=False) for payload in generated(strategies.sessions(), 500))
    assert any(ord(character) > 0xFFFF for character in texts)
    assert "\u0301" in texts
    assert "東" in texts


@pytest.mark.parametrize("seed_of_run", range(8))
def test_failures_shrink_to_the_smallest_payload(seed_of_run: int) -> None:
    smallest: list[str] = []

    @seed(seed_of_run)
    @settings(PLAIN, max_examples=5000)
    @given(strategies.realtime_session_create_requests())
    def never_high(session: Any) -> None:
        detection = ((session.get("audio") or {}).get("input") or {}).get("turn_detection") or {}
        if detection.get("eagerness") == "high":
            smallest.append(json.dumps(session, separators=(",", ":")))
            raise AssertionError

    with pytest.raises(AssertionError):
        never_high()
    assert len(smallest[-1]) == 99


def test_formats() -> None:
    assert isinstance(generated(strategies.turn_detections(format="text"), 5)[0], str)
    assert isinstance(generated(strategies.server_vads(format="model"), 5)[0], wire.ServerVad)
    assert find(strategies.payloads(TurnDetection), lambda _: True) == {"type": "server_vad"}


def test_narrowing() -> None:
    sessions = strategies.realtime_session_create_requests(
        overrides={"audio.input.turn_detection": None}, exclude=["tools", "audio.output"]
    )
    for session in generated(sessions, 60):
        assert session["audio"]["input"]["turn_detection"] is None
        assert "tools" not in session
        assert "output" not in session["audio"]
    for session in generated(strategies.realtime_session_create_requests(required_only=True), 5):
        assert session == {"type": "realtime"}


@pytest.mark.parametrize(
    ("overrides", "payload"),
    [
        ({"type": "semantic_vad"}, {"type": "semantic_vad"}),
        ({"eagerness": "high"}, {"type": "semantic_vad", "eagerness": "high"}),
        ({"type": "semantic_vad", "create_response": True}, {"type": "semantic_vad", "create_response": True}),
        ({"create_response": True}, {"type": "server_vad", "create_response": True}),
    ],
)
def test_overrides_choose_the_variant_that_has_them(overrides: dict[str, Any], payload: dict[str, Any]) -> None:
    strategy = strategies.turn_detections(overrides=overrides, required_only=True)
    assert generated(strategy, 1) == [payload]


def test_required_members_can_be_overridden() -> None:
    (request,) = generated(strategies.realtime_call_refer_requests(overrides={"target_uri": "tel:+1"}), 1)
    assert request == {"target_uri": "tel:+1"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: strategies.payloads("TurnDetecton"), "did you mean 'TurnDetection'"),
        (lambda: strategies.server_vads(format="xml"), "allowed: json, text, model"),  # type: ignore[call-overload]
        (lambda: strategies.server_vads(exclude=["type"]), "requires it"),
        (lambda: strategies.server_vads(exclude=["treshold"]), "did you mean 'threshold'"),
        (lambda: strategies.server_vads(exclude="threshold"), "give a list"),
        (lambda: strategies.server_vads(overrides={"threshold": 7}), "at most 1"),
        (lambda: strategies.server_vads(overrides={"threshold.x": 7}), "no members"),
        (lambda: strategies.turn_detections(overrides={"loudness": 7}), "no variant of TurnDetection has a member"),
        (lambda: strategies.turn_detections(overrides={"type": "vad"}), "has a member 'type' = 'vad'"),
        (
            lambda: strategies.turn_detections(overrides={"eagerness": "high", "threshold": 1}),
            "clashes with another",
        ),
        (lambda: strategies.server_vads(overrides={"threshold": 1}, exclude=["threshold"]), "clashes with another"),
        (lambda: strategies.mcp_tools(overrides=CLASHING), "or a rule of McpTool: the smallest payload would be"),
        (lambda: strategies.mcp_tools(exclude=["server_url", "connector_id", "tunnel_id"]), "excluded as well"),
        (lambda: strategies.server_vads(overrides={"threshold": {1}}), "is not a JSON value"),
        (lambda: strategies.server_vads(overrides=["threshold"]), "give a dict"),  # type: ignore[call-overload]
        (lambda: strategies.server_vads(exclude=7), "give a list"),  # type: ignore[call-overload]
        (lambda: strategies.sessions(dialect="gamma"), "allowed: ga, translation, beta"),  # type: ignore[arg-type]
        (lambda: strategies.payloads("ResponseCretaeEvent"), "did you mean 'ResponseCreateEvent'"),
        (lambda: strategies.payloads("response.create"), "name its wire type: ResponseCreateEvent"),
        (lambda: strategies.payloads("response.cretae"), "did you mean 'response.create'"),
        (
            lambda: strategies.realtime_conversation_items(overrides={"role": "robot"}),
            "no variant of RealtimeConversationItem has a member 'role' = 'robot'",
        ),
        (
            lambda: strategies.realtime_client_events(overrides={"type": "response.cretae"}),
            "no variant of RealtimeClientEvent has a member 'type' = 'response.cretae'",
        ),
    ],
)
def test_wrong_requests_say_what_is_allowed(make: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        make()


@pytest.mark.parametrize("dialect", ["ga", "translation", "beta"])
def test_sessions_are_the_payloads_about_sessions(dialect: Any) -> None:
    names = [name for name in SESSION_PAYLOADS if get_wire_type(name).dialect == dialect]
    assert all(get_wire_type(name).travels for name in names)
    for session in generated(strategies.sessions(dialect=dialect), 60):
        assert any(valid(name, session) for name in names)


def valid(name: str, payload: Any) -> bool:
    try:
        wire.validate(name, payload, direction="write")
    except ValueError:
        return False
    return True

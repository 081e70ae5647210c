"""What a contract asks of a client, by what its card says."""

from pytest_realtime.clients import Card
from pytest_realtime.engine.probes import probes
from pytest_realtime.suite.manifest import contracts

READ = contracts()["must.turn-detection.arms-are-read"]
CREATED = contracts()["must.session-created-event.minimal-form-is-read"]


def asked(contract_id: str, **types: set[str]) -> set[tuple[str, str]]:
    card = Card("asked", {name: frozenset(operations) for name, operations in types.items()})  # type: ignore[arg-type]
    return {(probe.wire_type, probe.operation) for probe in probes(contracts()[contract_id], card)}


def test_reading_is_asked_of_readers() -> None:
    assert asked(READ.id, TurnDetection={"roundtrip", "read"}) == {("TurnDetection", "read")}


def test_who_only_writes_a_type_is_not_asked_to_read_it() -> None:
    assert asked(READ.id, TurnDetection={"roundtrip"}) == set()


def test_what_only_servers_write_is_read_however_the_client_calls_it() -> None:
    assert asked(CREATED.id, SessionCreatedEvent={"roundtrip"}) == {("SessionCreatedEvent", "roundtrip")}


def test_values_are_lifted_into_payloads_and_asked_of_parts_only_where_there_are_no_others() -> None:
    null = "must.server-vad.idle-timeout-ms.null-is-kept"
    parts = {"RealtimeAudioConfigInput": {"roundtrip"}, "RealtimeAudioConfig": {"roundtrip"}}
    assert asked(null, **parts) == {(name, "roundtrip") for name in parts}
    event = {"SessionUpdateEvent": {"roundtrip"}}
    assert asked(null, **parts, **event) == {("SessionUpdateEvent", "roundtrip")}


def test_beta_is_asked_of_beta_clients_only() -> None:
    contract = "must.legacy-turn-detection.threshold.value-is-kept"
    assert asked(contract, LegacyTurnDetection={"roundtrip"}) == set()


def test_who_builds_a_type_is_not_asked_for_a_round_trip() -> None:
    null = "must.server-vad.idle-timeout-ms.null-is-kept"
    both = {"SessionUpdateEvent": {"roundtrip", "write", "send"}}
    assert asked(null, **both) == {("SessionUpdateEvent", "write"), ("SessionUpdateEvent", "send")}
    mixed = {"ServerVad": {"roundtrip"}, "TurnDetection": {"roundtrip", "write"}}
    assert asked(null, **mixed) == {("ServerVad", "roundtrip"), ("TurnDetection", "write")}


def test_building_is_not_asked_about_reading() -> None:
    assert asked(READ.id, TurnDetection={"write"}) == set()

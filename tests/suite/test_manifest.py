"""The manifest is complete: requirements, contracts, ids, sources and wire types belong together."""

import re

from pytest_realtime.engine.probes import probes
from pytest_realtime.payloads.cases.write import kebab
from pytest_realtime.suite.manifest import contracts, requirements
from pytest_realtime.wire import get_wire_type, wire_types
from tests.faulty.reference import beta_client

LAST_RULES = {"N": 7, "U": 9, "V": 11, "X": 12, "S": 13, "C": 4, "Z": 22, "E": 34, "I": 27, "R": 20, "O": 25}
"""The list of rules: letter, and the highest number under it."""
RULES = {f"{letter}{number}" for letter, last in LAST_RULES.items() for number in range(1, last + 1)}
ID = re.compile(r"(must|should|may)(\.[a-z0-9]+([.-][a-z0-9]+)*)+")


def test_every_requirement_has_contracts() -> None:
    assert {contract.requirement.name for contract in contracts().values()} == set(requirements())


def test_every_time_of_a_server_is_read_beyond_2038() -> None:
    times = {
        f"must.{kebab(entry.name)}.{kebab(name)}.late-time-is-read"
        for entry in wire_types(direction="read")
        for name in getattr(entry.python, "model_fields", ())
        if name.endswith("_at") and "write" not in entry.directions
    }
    found = {id_: contract for id_, contract in contracts().items() if id_.endswith(".late-time-is-read")}
    assert set(found) == times
    for contract in found.values():
        read = [case.payload[case.pointer.removeprefix("/")] for case in contract.cases]
        assert min(read) == 2**31
        assert max(read) > 2**31


def test_ids_have_one_form() -> None:
    assert [id_ for id_ in contracts() if not ID.fullmatch(id_)] == []
    assert [id_ for id_, contract in contracts().items() if contract.id != id_] == []


def test_ids_come_from_what_is_asked() -> None:
    wrong = [
        contract.id
        for contract in contracts().values()
        for case in contract.cases
        if f"{contract.level.lower()}.{case.id}" != contract.id
        or (case.wire_type, case.direction) != (contract.wire_type, contract.direction)
    ]
    assert wrong == []


def test_ids_tell_contracts_apart_in_any_case_of_letters() -> None:
    assert len({id_.casefold() for id_ in contracts()}) == len(contracts())


def test_levels_are_those_of_the_requirements() -> None:
    assert [id_ for id_, contract in contracts().items() if id_.split(".")[0] != contract.level.lower()] == []


def test_contracts_ask_something_about_a_wire_type() -> None:
    for contract in contracts().values():
        assert get_wire_type(contract.wire_type).name == contract.wire_type
        assert contract.cases or contract.invalid_payloads or contract.generator


def test_sources_name_rules_that_exist() -> None:
    sources = {id_: contract.source.rpartition(" · ")[0] for id_, contract in contracts().items()}
    unknown = {id_: names for id_, names in sources.items() if names and not set(names.split(", ")) <= RULES}
    assert unknown == {}


def test_every_wire_type_is_asked_about_as_itself() -> None:
    card = beta_client().card
    asked = {
        probe.wire_type
        for contract in contracts().values()
        for probe in probes(contract, card)
        if probe.wire_type == contract.wire_type
    }
    assert [entry.name for entry in wire_types() if entry.directions and entry.name not in asked] == []
    assert len(asked) == 248

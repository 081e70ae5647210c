"""Requirements, contracts and test modules belong together: none is there without the others."""

import importlib
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from pytest_realtime.engine.probes import probes
from pytest_realtime.suite import contracts_folder
from pytest_realtime.suite.manifest import Contract, Requirement, contracts, requirements
from pytest_realtime.wire import get_wire_type, wire_types
from tests.faulty.reference import beta_client

Marks = dict[str, set[str]]
"""The requirements that each test module's marks name."""

LAST_TRAPS = {"N": 7, "U": 9, "V": 11, "X": 12, "S": 13, "C": 4, "Z": 22}
"""The list of rules: letter, and the highest number under it."""
TRAPS = {f"{letter}{number}" for letter, last in LAST_TRAPS.items() for number in range(1, last + 1)}
ID = re.compile(r"(must|should|may)(\.[a-z0-9]+([.-][a-z0-9]+)*)+")


@cache
def marks() -> Marks:
    return {path.stem: _marked(path.stem) for path in sorted(contracts_folder().glob("test_*.py"))}


def _marked(module: str) -> set[str]:
    tests = vars(importlib.import_module(f"pytest_realtime.contracts.{module}")).items()
    found = [mark for name, test in tests if name.startswith("test_") for mark in getattr(test, "pytestmark", [])]
    return {name for mark in found if mark.name == "realtime_requirements" for name in mark.args}


def gaps(rows: dict[str, Requirement], held: dict[str, Contract], marked: Marks) -> list[str]:
    """Everything that is there without its counterpart."""
    used = {contract.requirement.name for contract in held.values()}
    asked = {name for names in marked.values() for name in names}
    return [
        *(f"no contract: {name}" for name in rows if name not in used),
        *(f"no requirement: {id_}" for id_, contract in held.items() if contract.requirement.name not in rows),
        *(f"no test: {name}" for name, row in rows.items() if name not in marked.get(row.test, ())),
        *(f"no such requirement: {name}" for name in sorted(asked - rows.keys())),
    ]


def test_nothing_is_without_its_counterpart() -> None:
    assert gaps(requirements(), contracts(), marks()) == []


def test_a_requirement_is_asked_by_one_module_only() -> None:
    asked = Counter(name for names in marks().values() for name in names)
    assert [name for name, count in asked.items() if count > 1] == []


NEW = Requirement("new-is-kept", "MUST", "", "", "test_members")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"rows": {**requirements(), NEW.name: NEW}},
            ["no contract: new-is-kept", "no test: new-is-kept"],
        ),
        (
            {"held": {**contracts(), "must.x.y": replace(next(iter(contracts().values())), requirement=NEW)}},
            ["no requirement: must.x.y"],
        ),
        ({"marked": {**marks(), "test_unions": set()}}, ["no test: arm-is-kept"]),
        (
            {"rows": {**requirements(), "arm-is-kept": replace(requirements()["arm-is-kept"], test="test_gone")}},
            ["no test: arm-is-kept"],
        ),
        ({"marked": {**marks(), "test_new": {"arm-is-kpet"}}}, ["no such requirement: arm-is-kpet"]),
    ],
    ids=["requirement", "contract", "mark", "module", "misspelled-mark"],
)
def test_each_gap_is_told(changes: dict[str, dict[str, object]], expected: list[str]) -> None:
    whole = {"rows": requirements(), "held": contracts(), "marked": marks()}
    assert gaps(**{**whole, **changes}) == expected  # type: ignore[arg-type]


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
        assert contract.cases or contract.faults or contract.generator


def test_sources_name_rulings_that_exist() -> None:
    sources = {id_: contract.source.rpartition(" · ")[0] for id_, contract in contracts().items()}
    unknown = {id_: names for id_, names in sources.items() if names and not set(names.split(", ")) <= TRAPS}
    assert unknown == {}


def test_every_wire_type_is_asked_about_as_itself() -> None:
    card = beta_client().card
    asked = {
        probe.wire_type
        for contract in contracts().values()
        for probe in probes(contract, card)
        if probe.wire_type == contract.wire_type
    }
    assert [entry.name for entry in wire_types() if entry.name not in asked] == []
    assert len(asked) == 105

"""Parametrize tests with contracts, cases and clients."""

from collections.abc import Iterable
from typing import Any

import pytest

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.payloads.cases.read import all_read_cases
from pytest_realtime.payloads.cases.write import Case, all_write_cases, embedded
from pytest_realtime.payloads.embedding import locations
from pytest_realtime.pytest_integration.clients import named_clients
from pytest_realtime.pytest_integration.stash import RUN
from pytest_realtime.suite.manifest import Contract, contracts, requirements
from pytest_realtime.wire import UnknownWireType, get_wire_type


def parametrize(metafunc: pytest.Metafunc) -> None:
    """Parametrize a test that uses clients, contracts or cases. An error is reported without a traceback."""
    try:
        _parametrize(metafunc)
    except pytest.UsageError as error:
        raise pytest.fail.Exception(f"{metafunc.definition.nodeid}: {error}", pytrace=False) from None


def _parametrize(metafunc: pytest.Metafunc) -> None:
    names = metafunc.fixturenames
    if "realtime_client" in names:
        _clients(metafunc)
    if "realtime_contract" in names:
        chosen = _contracts(metafunc)
        metafunc.parametrize("realtime_contract", chosen, ids=[contract.id for contract in chosen])
    if "realtime_case" in names:
        cases = _cases(metafunc)
        metafunc.parametrize("realtime_case", list(cases.values()), ids=list(cases))


def _clients(metafunc: pytest.Metafunc) -> None:
    """Run a test once per named client. Not indirect, because a named client overrides the user's fixture."""
    clients = named_clients(metafunc.config).by_name
    if clients:
        metafunc.parametrize("realtime_client", list(clients.values()), ids=list(clients))


def _contracts(metafunc: pytest.Metafunc) -> list[Contract]:
    required = [name for mark in metafunc.definition.iter_markers("realtime_requirements") for name in mark.args]
    for name in required:
        if name not in requirements():
            raise pytest.UsageError(f"unknown requirement {name!r}{did_you_mean(str(name), requirements())}")
    chosen = [item for item in contracts().values() if not required or item.requirement.name in required]
    run = metafunc.config.stash.get(RUN, None)
    if run and run.options.examples == 0:
        # Generation is off, so these contracts would check nothing.
        chosen = [contract for contract in chosen if contract.generator != "generated"]
    return chosen


def _cases(metafunc: pytest.Metafunc) -> dict[str, Case]:
    """Return the cases by id, embedded in the wire types that a marker names, else of their own type."""
    mark = next(metafunc.definition.iter_markers("realtime_cases"), None)
    hosts: tuple[Any, ...] = mark.args if mark else ()
    options: dict[str, Any] = dict(mark.kwargs) if mark else {}
    direction, aspect = options.pop("direction", "write"), options.pop("aspect", None)
    if options or direction not in ("write", "read") or not all(isinstance(host, str) for host in hosts):
        raise pytest.UsageError(
            "the marker realtime_cases takes wire type names, direction='write' or 'read', and aspect=..."
        )
    every = list(all_write_cases() if direction == "write" else all_read_cases())
    aspects = dict.fromkeys(case.aspect for case in every)
    if aspect is not None and aspect not in aspects:
        raise pytest.UsageError(
            f"the marker realtime_cases: no {direction} case has the aspect {aspect!r}"
            f"{did_you_mean(str(aspect), aspects)}; allowed: {', '.join(aspects)}"
        )
    cases = [case for case in every if aspect in (None, case.aspect)]
    found = [one for case in cases for one in (_embedded(case, hosts) if hosts else [case])]
    if not found:
        raise pytest.UsageError(
            f"the marker realtime_cases selects no case: no {direction} case has these wire types and this aspect"
        )
    return _by_id(found)


def _embedded(case: Case, hosts: tuple[str, ...]) -> Iterable[Case]:
    for host in hosts:
        try:
            get_wire_type(host)
        except UnknownWireType as error:
            raise pytest.UsageError(f"the marker realtime_cases: {error}") from None
        for location in locations(case.wire_type, host):
            if found := embedded(case, location):
                yield found


def _by_id(cases: list[Case]) -> dict[str, Case]:
    found: dict[str, Case] = {}
    for case in cases:
        number = 1
        name = case.id
        while name in found:
            number += 1
            name = f"{case.id}-{number}"
        found[name] = case
    return found

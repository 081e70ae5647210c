"""The public names of the package: where each stands in the reference, and what Griffe read about it in the source.

A package's ``__all__`` decides what is public in it. Modules without one are listed here name by name.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import griffe

ROOT = Path(__file__).parents[1]


class ApiPage(NamedTuple):
    """A page of the Python API."""

    title: str
    lead: str
    names: tuple[str, ...]
    """``module.*`` for all that the ``__all__`` of a module lists, or single names."""


def _of(module: str, names: str) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for name in names.split())


PAGES: dict[str, ApiPage] = {
    "server": ApiPage(
        "API: the local server",
        "What a test does with the fixture `realtime_server`, which is a `CheckedServer`, and what it finds there: "
        "[connections, frames and requests](#connection), and the [sessions that clients sent](#sessionupdates). "
        "[The guide](../server.md) shows how to use them.",
        (
            "pytest_realtime.server_testing.checked_server.CheckedServer",
            "pytest_realtime.server.server.RealtimeServer",
            *_of("pytest_realtime.server.records", "Connection Frame Request Rejection"),
            "pytest_realtime.server.updates.SessionUpdates",
            "pytest_realtime.server_testing.expectations.Expectation",
            "pytest_realtime.server_testing.fixture.Servers",
            "pytest_realtime.server_testing.fresh_servers.FreshServers",
            "pytest_realtime.server.limits.ServerLimits",
        ),
    ),
    "scenarios": ApiPage(
        "API: scenarios",
        "How the local server behaves in a test: turns of the model, faults, pace, and things that happen by "
        "themselves. [Scenarios](../scenarios.md) has an example of each. A fault of your own returns "
        "[actions](#send).",
        (
            "pytest_realtime.server.api.*",
            *_of("pytest_realtime.server.actions", "Send SendBytes Wait Close Drop Beside Push Reply Accept Api"),
        ),
    ),
    "payloads": ApiPage(
        "API: payloads",
        "Read, write and check single payloads by the name of their wire type, without a server and without a "
        "fixture. The types themselves are in [Wire types](types.md).",
        (
            "pytest_realtime.*",
            *_of("pytest_realtime.payload_validation", "InvalidPayloadError TypeNotInferred"),
            "pytest_realtime.judge.payload_check.PayloadFinding",
            *_of("pytest_realtime.wire", "validate parse dump dump_json load known_members wire_types"),
            *_of("pytest_realtime.wire", "payload_types get_wire_type WireType WireModel direction shape_of Shape"),
            *_of("pytest_realtime.wire", "Direction Dialect JsonValue InvalidJson UnknownWireType"),
            "pytest_realtime.wire.absent.*",
            "pytest_realtime.wire.json.reader.*",
            "pytest_realtime.wire.session_merge.merge",
            "pytest_realtime.payloads.factories.Factory",
            "pytest_realtime.payloads.cases.write.Case",
        ),
    ),
    "strategies": ApiPage(
        "API: strategies and state machines",
        "Generated payloads. [Strategies](strategies.md) lists the strategy of each wire type; [Fuzz your payload "
        "builder](../fuzzing.md) shows how to use them.",
        (
            *_of("pytest_realtime.strategies", "payloads sessions conversations ConversationTurn invalid_payloads"),
            "pytest_realtime.stateful.*",
            *_of("pytest_realtime.payloads.generation.pairwise", "covering Covering"),
            *_of("pytest_realtime.payloads.mutations.enumerate", "every_invalid_payload InvalidPayload"),
        ),
    ),
    "clients": ApiPage(
        "API: clients",
        "How a client is described to the contract suite. [Test your SDK](../sdk.md) shows how to use it.",
        (
            "pytest_realtime.clients.*",
            "pytest_realtime.clients.driver.*",
            "pytest_realtime.suite.manifest.Contract",
            "pytest_realtime.pytest_integration.checker.ContractChecker",
        ),
    ),
    "judge": ApiPage(
        "API: comparing",
        "Compares two JSON texts, and says what differs. The contract suite and the fixtures call it; most tests "
        "need none of it.",
        ("pytest_realtime.judge.*",),
    ),
    "drift": ApiPage(
        "API: drift",
        "Compares the wire types with a newer API document. `pytest-realtime drift` does so in a terminal.",
        ("pytest_realtime.drift.*",),
    ),
}


Found = griffe.Object | griffe.Alias


def names_on(page: str) -> list[str]:
    """The dotted names on a page, each as users import it; in order, and each thing once."""
    names: dict[Found, str] = {}
    for entry in PAGES[page].names:
        for name in _expanded(entry):
            names.setdefault(found(name), name)
    return list(names.values())


@cache
def found(name: str) -> Found:
    """What a dotted name stands for; of another package's object only the alias.

    Raises:
        KeyError: There is no such name.
    """
    place, _, last = name.rpartition(".")
    member = _members_of(place)[last]
    if not isinstance(member, griffe.Alias):
        return member
    return found(member.target_path) if member.target_path.startswith("pytest_realtime.") else member


def bases_of(one: griffe.Class) -> list[griffe.Class]:
    """The package's own classes that a class is derived from, nearest first."""
    bases: list[griffe.Class] = []
    for base in one.bases:
        if isinstance(base, griffe.Expr) and base.canonical_path.startswith("pytest_realtime."):
            parent = found(base.canonical_path)
            if isinstance(parent, griffe.Class):
                bases += [parent, *bases_of(parent)]
    return bases


def _expanded(entry: str) -> Iterator[str]:
    module, _, last = entry.rpartition(".")
    if last != "*":
        yield entry
        return
    exports = _module(module).exports
    assert exports is not None, f"{module} has no __all__"
    yield from (f"{module}.{name}" for name in exports)


def _members_of(path: str) -> Mapping[str, Found]:
    """The members of a module, or of a class in one."""
    if _file(path):
        return _module(path).members
    inner = found(path)
    return inner.members if isinstance(inner, griffe.Class) else {}


@cache
def _module(path: str) -> griffe.Module:
    """A module, read by itself: the whole package would take ten times as long."""
    file = _file(path)
    assert file is not None, path
    return griffe.visit(path, filepath=file, code=file.read_text(encoding="utf-8"))


def _file(path: str) -> Path | None:
    place = ROOT / path.replace(".", "/")
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)

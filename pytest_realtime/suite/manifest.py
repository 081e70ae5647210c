"""All contracts: each requirement of ``requirements.toml`` for each subject that the wire types have."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypedDict

from pytest_realtime.levels import Level
from pytest_realtime.payloads.cases.listen import all_listen_cases
from pytest_realtime.payloads.cases.read import all_read_cases
from pytest_realtime.payloads.cases.sequences import all_sequence_cases
from pytest_realtime.payloads.cases.write import Case, all_write_cases, kebab
from pytest_realtime.payloads.mutations.enumerate import InvalidPayload, every_invalid_payload
from pytest_realtime.suite import contracts_folder
from pytest_realtime.wire import Dialect, Direction, get_wire_type, payload_types, shape_of, wire_types
from pytest_realtime.wire.shapes import UnionShape

Generator = Literal["", "covering", "generated"]
"""``covering``: the covering set of the type; ``generated``: payloads that are drawn at random."""
_GENERATED: dict[str, Generator] = {"covering-set-is-kept": "covering", "generated-payloads-are-kept": "generated"}
"""The requirements that are tested with generated payloads."""
ADVISED = "advised-member-stays-absent"
"""The one requirement about valid payloads that a client may reject: some of them lack what the schema requires."""
NOT_NULL = "absent-is-not-null"
"""The one requirement that lets no client write a null that should only be left out."""
LACK = "lack-is-read"
"""The one requirement whose payloads lack a member that the schema requires; it is about reading."""
REFUSAL = "invalid-is-refused"
"""The one requirement that is tested with invalid payloads."""


@dataclass(frozen=True)
class Requirement:
    """A row of ``requirements.toml``."""

    name: str
    level: Level
    sentence: str
    why: str


class ContractRow(TypedDict):
    """A contract in the report."""

    id: str
    level: Level
    requirement: str
    subject: str
    kind: str
    direction: Direction
    sentence: str
    source: str
    types: list[str]


@dataclass(frozen=True)
class Contract:
    """One requirement about one subject: what a test checks, a report counts and a deviation names."""

    id: str
    """Stable; lower case, digits, ``.`` and ``-``: ``must.server-vad.idle-timeout-ms.null-is-kept``."""
    requirement: Requirement
    subject: str
    """What it is about, in lower case with dashes and dots: ``server-vad.idle-timeout-ms``."""
    sentence: str
    wire_type: str
    """The wire type that the contract is about."""
    direction: Direction
    source: str
    """The API rules and the place of the published schema behind it."""
    cases: tuple[Case, ...]
    """Valid payloads; empty if the contract is about rejecting invalid ones."""
    invalid_payloads: tuple[InvalidPayload, ...] = ()
    generator: Generator = ""
    """Where its payloads come from if they are not enumerated; then there are no cases."""

    @property
    def level(self) -> Level:
        """How binding it is."""
        return self.requirement.level

    @property
    def dialect(self) -> Dialect:
        """The dialect of the API that it belongs to."""
        return get_wire_type(self.wire_type).dialect

    @property
    def stream(self) -> str:
        """The stream that a client is asked to listen to, by name; empty for all other contracts."""
        return self.cases[0].stream if self.cases else ""

    @property
    def kind(self) -> str:
        """What its payloads are, such as ``valid``, ``sequence``, ``covering`` or ``stream``, else their error."""
        if self.stream:
            return "stream"
        if self.invalid_payloads:
            return self.invalid_payloads[0].kind
        return self.generator or ("sequence" if self.cases[0].then is not None else "valid")

    def to_dict(self) -> ContractRow:
        """The contract as a report lists it."""
        return {
            "id": self.id,
            "level": self.level,
            "requirement": self.requirement.name,
            "subject": self.subject,
            "kind": self.kind,
            "direction": self.direction,
            "sentence": self.sentence,
            "source": self.source,
            "types": [self.wire_type],
        }


@cache
def requirements() -> dict[str, Requirement]:
    """The rows of ``requirements.toml`` by name."""
    text = (contracts_folder() / "requirements.toml").read_text(encoding="utf-8")
    return {name: Requirement(name, **row) for name, row in tomllib.loads(text).items()}


@cache
def contracts() -> dict[str, Contract]:
    """All contracts by id, in the order of the requirements and of the wire types within each."""
    rows = requirements()
    grouped: dict[str, list[Case]] = {}
    for case in (*all_write_cases(), *all_read_cases(), *all_sequence_cases(), *all_listen_cases()):
        grouped.setdefault(f"{rows[case.aspect].level.lower()}.{case.id}", []).append(case)
    found = [_of_cases(id_, cases) for id_, cases in grouped.items()] + [*_generated(), *_refusals()]
    order = list(rows)
    found.sort(key=lambda contract: order.index(contract.requirement.name))
    return {contract.id: contract for contract in found}


def _of_cases(id_: str, cases: list[Case]) -> Contract:
    first = cases[0]
    requirement = requirements()[first.aspect]
    return Contract(
        id_,
        requirement,
        first.subject,
        requirement.sentence.format(subject=_place(first)),
        first.wire_type,
        first.direction,
        _source(first.wire_type, (rule for case in cases for rule in case.rules)),
        tuple(cases),
    )


def _place(case: Case) -> str:
    """Name the subject as the API reference does."""
    if case.place:
        return case.place
    if case.aspect == "is-kept":
        return f'{case.wire_type} "{case.payload}"'
    if case.aspect == "arm-is-kept":
        return f"{case.wire_type} ({case.subject.rpartition('.')[2]})"
    of_member = case.subject != kebab(case.wire_type)
    return f"{case.wire_type}{case.pointer.replace('/', '.')}" if of_member else case.wire_type


def _generated() -> Iterable[Contract]:
    """Yield one contract per generator for each top-level payload of a client."""
    for name, generator in _GENERATED.items():
        row = requirements()[name]
        for entry in payload_types():
            # Any event is one of those that have contracts of their own.
            if entry.travels == "write" and not isinstance(shape_of(entry.python), UnionShape):
                subject = kebab(entry.name)
                id_ = f"{row.level.lower()}.{subject}.{name}"
                sentence = row.sentence.format(subject=entry.name)
                source = _source(entry.name, ("N7",))
                yield Contract(id_, row, subject, sentence, entry.name, "write", source, (), generator=generator)


def _refusals() -> Iterable[Contract]:
    """Yield one contract per wire type and kind of invalid payload."""
    row = requirements()[REFUSAL]
    for entry in wire_types(direction="write"):
        kinds: dict[str, list[InvalidPayload]] = {}
        for invalid in every_invalid_payload(entry.name, deep=False):
            kinds.setdefault(invalid.kind, []).append(invalid)
        subject = kebab(entry.name)
        for kind, invalid_payloads in kinds.items():
            yield Contract(
                f"may.{subject}.{kind}.is-refused",
                row,
                subject,
                row.sentence.format(subject=f"{entry.name} ({kind})"),
                entry.name,
                "write",
                _source(entry.name, (invalid.rule for invalid in invalid_payloads)),
                (),
                tuple(invalid_payloads),
            )


def _source(wire_type: str, rules: Iterable[str]) -> str:
    numbers = ", ".join(dict.fromkeys(rule for rule in rules if rule))
    entry = get_wire_type(wire_type)
    place = entry.pointer or entry.source
    return f"{numbers} · {place}" if numbers else place

"""Causes: the findings of a client, grouped so that one fault of the client is one cause.

A fault shows in hundreds of contracts. Findings of one kind at one place are one cause, whatever was expected
there. Beyond that, causes are joined

- when one kind hits members of one name in several types, with one form: a client has one function for them;
- when one kind hits empty values or nulls in at least ``FAMILY`` places: its encoder leaves them out;
- when one kind adds, changes or rejects nulls or empty values, or renames, members of at least ``FAMILY`` names:
  the client writes null for what is absent or empty, takes no null, or has a style of names of its own;
- when one is invented inside what another invents: the payload decides where the addition begins;
- when one is in the second of two updates, and the other an addition to single payloads at the same place: the
  second update resets what the first has set;
- when they always occur together, in the same exchanges, and lie on one path or in one object: a dropped parent and
  what was in it.

Each cause key stays in the cause, so that a deviations file can list it by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypedDict

from pytest_realtime.judge.findings import ERRORS, key_of
from pytest_realtime.levels import LEVELS, Level
from pytest_realtime.report.outcomes import ADVISORY, ERROR, FAILED, KNOWN, Outcome, is_binding
from pytest_realtime.results import ExchangeRow, ResultFinding, ResultRow
from pytest_realtime.wire.places import EMPTY_FORMS

FAMILY: Final = 3
"""From this many places on, dropped empty values or nulls of one form are one cause: fewer may well be several."""
HABITS: Final = ("null-invented", "member-renamed")
HABITS_BY_FORM: Final = ("type-changed", "valid-rejected", "read-rejected")
"""The kinds that can be a habit of a client: of the second ones, those with one empty form only."""
ADDITIONS: Final = ("member-invented", "null-invented")
SEQUENCE: Final = "sequence"
"""The kind of contracts with two updates, of which the second must leave alone what it does not name."""


class CauseRow(TypedDict):
    """A cause in the report."""

    client: str
    cause: str
    """The first of its keys."""
    kind: str
    keys: list[str]
    """All of its cause keys: ``KIND PLACE FORM``."""
    unlisted: list[str]
    """Those of them that an entry for the deviations file lists: neither explained by another one, nor errors."""
    level: Level
    """The strongest level of its contracts."""
    rule: str
    reason: str
    known: str
    """The reason of the entry in the deviations file that explains all of it; empty if none does."""
    failed: bool
    """Whether it failed a test."""
    contracts: list[str]
    """The contracts in which it occurs, by id."""
    example: ResultFinding
    """Its finding in the smallest payload, among those that no entry explains if there are any."""


Occurrence = tuple[ResultRow, ResultFinding]


def causes(results: Iterable[ResultRow], exchanges: list[ExchangeRow]) -> list[CauseRow]:
    """Group the findings of all clients, for each client the causes with most contracts first.

    Findings of results that bind nobody, and are not listed, are left out: under MAY, clients are free.
    """
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for row in results:
        if is_binding(row) or row["failed"] or row["verdict"] == "expected":
            found[row["client"]] += [(row, finding) for finding in row["findings"]]
    return [cause for client in sorted(found) for cause in _of_client(found[client], exchanges)]


def _of_client(occurrences: list[Occurrence], exchanges: list[ExchangeRow]) -> list[CauseRow]:
    by_place: dict[Node, list[Occurrence]] = defaultdict(list)
    for row, finding in occurrences:
        by_place[finding["kind"], finding["place"] or finding["pointer"]].append((row, finding))
    groups = _joined(by_place)
    rows = [_row([one for node in group for one in by_place[node]], exchanges) for group in groups]
    return sorted(rows, key=lambda row: (-len(row["contracts"]), row["cause"]))


Node = tuple[str, str]
"""A kind and a place."""


def _joined(by_place: Mapping[Node, list[Occurrence]]) -> list[list[Node]]:
    """Join the nodes that are one cause."""
    leader = {node: node for node in by_place}

    def find(node: Node) -> Node:
        while leader[node] != node:
            node = leader[node]
        return node

    for alike in _alike(by_place):
        first, *others = alike
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in by_place:
        groups[find(node)].append(node)
    return list(groups.values())


def _alike(by_place: Mapping[Node, list[Occurrence]]) -> Iterator[list[Node]]:
    """The nodes that are one cause, by each of the reasons in this module's docstring."""
    names: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    families: dict[tuple[str, str], list[Node]] = defaultdict(list)
    together: dict[frozenset[int], list[Node]] = defaultdict(list)
    for node, found in by_place.items():
        kind, place = node
        forms = tuple(sorted({finding["form"] for _, finding in found}))
        _, dot, name = place.rpartition(".")
        if dot:
            names[kind, name, *forms].append(node)
        if kind == "null-dropped" or (kind == "member-dropped" and set(forms) == {"null"}):
            families["null-dropped", "null"].append(node)
        elif kind == "member-dropped" and set(forms) <= set(EMPTY_FORMS):
            families[kind, forms[0]].append(node)
        together[frozenset(finding["exchange"] for _, finding in found)].append(node)
    yield from names.values()
    yield from _nested(by_place)
    yield from _reset(by_place)
    yield from (family for family in families.values() if len(family) >= FAMILY)
    for habit in _habits(by_place):
        if len({place.rpartition(".")[2] for _, place in habit}) >= FAMILY:
            yield habit
    for nodes in together.values():
        yield from _on_one_path(nodes, by_place)


def _habits(by_place: Mapping[Node, list[Occurrence]]) -> Iterable[list[Node]]:
    """The nodes that are alike in what the client does, whatever the member."""
    habits: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node, found in by_place.items():
        kind, forms = node[0], {finding["form"] for _, finding in found}
        if kind in HABITS or (kind in HABITS_BY_FORM and len(forms) == 1 and forms <= set(EMPTY_FORMS)):
            habits[kind, min(forms)].append(node)
    return habits.values()


def _nested(by_place: Mapping[Node, list[Occurrence]]) -> Iterator[list[Node]]:
    """The additions that hold the member that is added elsewhere, where the object around it is there."""
    added = [node for node in by_place if node[0] == "member-invented"]
    for outer in added:
        values = [finding["observed"] for _, finding in by_place[outer]]
        for inner in added:
            member = f'{{"{inner[1].rpartition(".")[2]}":'
            if inner != outer and all(member in value for value in values):
                yield [outer, inner]


def _reset(by_place: Mapping[Node, list[Occurrence]]) -> Iterator[list[Node]]:
    """What a second update changes, with the addition to single payloads that resets it."""
    added = {
        finding["pointer"]: node
        for node, found in by_place.items()
        for row, finding in found
        if node[0] in ADDITIONS and row["kind"] != SEQUENCE
    }
    for node, found in by_place.items():
        if all(row["kind"] == SEQUENCE for row, _ in found):
            pointer = f"{found[0][1]['pointer']}/"
            if around := [place for place in added if pointer.startswith(f"{place}/")]:
                yield [added[max(around, key=len)], node]


def _on_one_path(nodes: list[Node], by_place: Mapping[Node, list[Occurrence]]) -> Iterator[list[Node]]:
    for index, one in enumerate(nodes):
        for other in nodes[index + 1 :]:
            first, second = (by_place[node][0][1]["pointer"] for node in (one, other))
            parents = first.rpartition("/")[0], second.rpartition("/")[0]
            if (
                parents[0] == parents[1]
                or f"{first}/".startswith(f"{second}/")
                or f"{second}/".startswith(f"{first}/")
            ):
                yield [one, other]


def _row(occurrences: list[Occurrence], exchanges: list[ExchangeRow]) -> CauseRow:
    keys = sorted({key_of(finding) for _, finding in occurrences})
    unexplained = [(row, finding) for row, finding in occurrences if not finding["known"]]
    example_row, example = min(
        unexplained or occurrences,
        key=lambda one: (len(exchanges[one[1]["exchange"]]["sent"]), one[0]["contract"]),
    )
    return {
        "client": example_row["client"],
        "cause": key_of(example),
        "kind": example["kind"],
        "keys": keys,
        "unlisted": unlisted_keys(finding for _, finding in occurrences),
        "level": min((row["level"] for row, _ in occurrences), key=LEVELS.index),
        "rule": example["rule"],
        "reason": example["reason"],
        "known": "" if unexplained else " ".join(dict.fromkeys(finding["known"] for _, finding in occurrences)),
        "failed": any(row["failed"] for row, _ in unexplained),
        "contracts": sorted({row["contract"] for row, _ in occurrences}),
        "example": example,
    }


def unlisted_keys(findings: Iterable[ResultFinding]) -> list[str]:
    """Return the cause keys for a new entry of the deviations file, in order.

    Errors can't be listed, and neither can the findings of a report of an earlier version, which have no places.
    """
    return sorted(
        {
            key_of(finding)
            for finding in findings
            if not finding["known"] and finding["place"] and finding["kind"] not in ERRORS
        }
    )


def outcome_of_cause(cause: CauseRow) -> Outcome:
    """Return the outcome of a cause, as of a contract that has no other."""
    if cause["failed"]:
        return ERROR if cause["kind"] in ERRORS else FAILED
    return KNOWN if cause["known"] else ADVISORY

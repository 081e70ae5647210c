"""The page of requirements, with why each exists and where it comes from."""

from collections import Counter

from docgen.markdown import NONE, code, table, told
from docgen.markdown import page as page_of
from docgen.rules import traps_behind
from docgen.types import linked_trap
from pytest_realtime.suite.manifest import Contract, Requirement, contracts, requirements
from pytest_realtime.wire.rules import api_rules

LEVELS = {
    "MUST": "A client that does otherwise configures another session than its user asked for, or cannot read what "
    "servers send. It fails the run.",
    "SHOULD": "Told and counted; `--realtime-fail-level=should` makes it fail.",
    "MAY": "Told and counted: how strict a client is. `--realtime-fail-level=may` makes it fail.",
}

MOST_TRAPS = 6
"""Traps named with a requirement; there may be more."""


def page() -> str:
    """The requirements by level."""
    parts = [part for level, meaning in LEVELS.items() for part in (f"## {level}", meaning, _table(level))]
    return page_of(
        "Requirements",
        "What must hold of a client. A contract is one requirement about one subject; there are "
        f"{len(contracts()):,} of them. A contract's id is its level, its subject and the name of its requirement, "
        "such as "
        f"`{_first('null-is-kept').id}`.",
        "The source of each contract is a place in OpenAI's OpenAPI document, and the [rules](rules.md) behind it; "
        "a run with `--realtime-report=report.json` lists them one by one. Here are the rules that most contracts "
        "of a requirement have.",
        *parts,
    )


def _table(level: str) -> str:
    rows = [_row(row) for row in requirements().values() if row.level == level]
    return table(["name", "what holds, and why", "contracts", "rules", "for example"], rows)


def _row(row: Requirement) -> tuple[str, ...]:
    own = [contract for contract in contracts().values() if contract.requirement is row]
    found = Counter(number for contract in own for number in traps_behind(contract.source))
    chosen = {number for number, _ in found.most_common(MOST_TRAPS)}
    numbers = [linked_trap(number) for number in api_rules() if number in chosen]
    numbers += ["…"] if len(found) > MOST_TRAPS else []
    sentence = told(row.sentence.replace("{subject}", "*subject*"))
    example = code(own[0].id) if own else ""
    return f"**{row.name}**", f"{sentence} {told(row.why)}", str(len(own)), " ".join(numbers) or NONE, example


def _first(name: str) -> Contract:
    return next(contract for contract in contracts().values() if contract.requirement.name == name)

"""The page of requirements, with why each exists and where it comes from."""

from collections import Counter

from docgen.markdown import NONE, code, inline, table
from docgen.markdown import page as page_of
from docgen.rules import rules_behind
from docgen.types import linked_rule
from pytest_realtime.suite.manifest import Contract, Requirement, contracts, requirements
from pytest_realtime.wire.rules import api_rules

LEVELS = {
    "MUST": "A client that breaks one configures another session than its user asked for, or cannot read what "
    "servers send. It fails the run.",
    "SHOULD": "Reported and counted as advisory; `--realtime-fail-level=should` makes it fail the run.",
    "MAY": "How strict a client is. Reported and counted as advisory; `--realtime-fail-level=may` makes it fail "
    "the run.",
}

MOST_RULES = 6
"""Rules named with a requirement; there may be more."""


def page() -> str:
    """The requirements by level."""
    parts = [part for level, meaning in LEVELS.items() for part in (f"## {level}", meaning, _table(level))]
    return page_of(
        "Requirements",
        "What a client has to do. A contract is one requirement applied to one subject; there are "
        f"{len(contracts()):,} of them. A contract's id is its level, its subject and the name of its requirement, "
        f"such as `{_first('null-is-kept').id}`.",
        "The source of each contract is a place in OpenAI's OpenAPI document and the [API rules](rules.md) behind "
        "it; a run with `--realtime-report=report.json` lists every contract. The tables show the rules that most "
        "contracts of a requirement have.",
        *parts,
    )


def _table(level: str) -> str:
    rows = [_row(row) for row in requirements().values() if row.level == level]
    return table(["requirement", "what it says, and why", "contracts", "API rules", "example"], rows)


def _row(row: Requirement) -> tuple[str, ...]:
    own = [contract for contract in contracts().values() if contract.requirement is row]
    found = Counter(number for contract in own for number in rules_behind(contract.source))
    chosen = {number for number, _ in found.most_common(MOST_RULES)}
    numbers = [linked_rule(number) for number in api_rules() if number in chosen]
    numbers += ["…"] if len(found) > MOST_RULES else []
    sentence = inline(row.sentence.replace("{subject}", "*subject*"))
    example = code(own[0].id) if own else ""
    return f"**{row.name}**", f"{sentence} {inline(row.why)}", str(len(own)), " ".join(numbers) or NONE, example


def _first(name: str) -> Contract:
    return next(contract for contract in contracts().values() if contract.requirement.name == name)

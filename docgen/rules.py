"""The page of API rules: what each number means that reports and deviations cite, and which types it is about."""

from docgen.markdown import NONE, inline, table
from docgen.markdown import page as page_of
from docgen.types import linked
from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire import shape_of, wire_types
from pytest_realtime.wire.rules import api_rules, rules_of

LETTERS = {
    "N": "Absent, null and value",
    "U": "Unions",
    "V": "Values",
    "X": "Members that go together",
    "S": "Shapes",
    "C": "JSON text",
    "E": "Events",
    "I": "Items and content parts",
    "R": "Responses and usage",
    "O": "Order and flow",
}
MOST_TYPES = 4
"""Types named with a rule; there may be more."""


def page() -> str:
    """The rules by their letter."""
    parts = [part for letter, title in LETTERS.items() for part in (f"## {title}", _table(letter))]
    return page_of(
        "API rules beyond the schema",
        "What the published schema of the Realtime API does not say, or says only in prose. The source of a "
        "contract names the rules behind it, as in `N1 · #/components/schemas/…`, and so do findings of the local "
        "server. The numbers are stable.",
        *parts,
    )


def _table(letter: str) -> str:
    rows = [
        (
            f'<span id="{number.lower()}">{number}</span>',
            inline(text),
            _types(number),
            str(_contracts(number) or NONE),
        )
        for number, text in api_rules().items()
        if number[0] == letter
    ]
    return table(["rule", "what it says", "types", "contracts"], rows)


def _types(number: str) -> str:
    names = [entry.name for entry in wire_types() if number in rules_of(shape_of(entry.python))]
    more = f" and {len(names) - MOST_TYPES} more" if len(names) > MOST_TYPES else ""
    return ", ".join(map(linked, names[:MOST_TYPES])) + more


def _contracts(number: str) -> int:
    return sum(number in rules_behind(contract.source) for contract in contracts().values())


def rules_behind(source: str) -> list[str]:
    """Return the numbers of the rules in a contract's source."""
    numbers, found, _ = source.rpartition(" · ")
    return numbers.split(", ") if found else []

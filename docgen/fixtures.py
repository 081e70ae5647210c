"""The page of fixtures, from their docstrings."""

import inspect
from collections.abc import Callable, Iterator

from docgen.markdown import code, paragraphs, table
from docgen.markdown import page as page_of
from docgen.types import linked
from pytest_realtime import fixtures
from pytest_realtime.endpoints import PAYLOADS
from pytest_realtime.wire.registry import snake_case


def page() -> str:
    """The fixtures with a purpose of their own, then the factories."""
    return page_of(
        "Fixtures",
        "They are available once the package is installed; nothing has to be imported. To have an editor complete "
        "what a test does with them, annotate its arguments with types of `pytest_realtime.fixture_types`, such as "
        "`realtime_server: CheckedServer` and `session_update_event: Factory[SessionUpdateEvent]`.",
        *_own(),
        "## Factories of payloads",
        "Call one with members to set, or call `.minimal(...)` or `.maximal(...)`: each returns a new model, "
        "which the "
        "test may change. None is JSON null; a member left out is absent.",
        table(["fixture", "wire type"], [(code(snake_case(name)), linked(name)) for name in PAYLOADS]),
    )


def _own() -> Iterator[str]:
    factories = set(map(snake_case, PAYLOADS))
    for name, value in vars(fixtures).items():
        if name.startswith("realtime_") and name not in factories:
            yield f"## {name}"
            yield paragraphs(inspect.getdoc(value))
            yield f"Type: {code(_type_of(value))}."
            yield _MORE.get(name, "")


def _type_of(fixture: Callable[..., object]) -> str:
    """What a test gets: of a fixture that yields, what it yields."""
    annotation = str(inspect.signature(fixture).return_annotation)
    return (
        annotation.removeprefix("Iterator[").removesuffix("]") if annotation.startswith("Iterator[") else annotation
    )


_MORE = {
    "realtime_scenario": "[`Scenario`](api-scenarios.md#scenario) has every setting; "
    "[Scenarios](../scenarios.md) has an example of each.",
    "realtime_server": "[`CheckedServer`](api-server.md#checkedserver) lists its attributes and methods; "
    "[the guide](../server.md) shows how to use them.",
}
"""Where to read on about a fixture."""

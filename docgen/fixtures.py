"""The page of fixtures, from their docstrings."""

import inspect
from collections.abc import Iterator

from docgen.markdown import code, paragraphs, table, told
from docgen.markdown import page as page_of
from docgen.types import linked
from pytest_realtime import fixtures
from pytest_realtime.server_testing.fixture import CheckedServer
from pytest_realtime.wire.registry import snake_case


def page() -> str:
    """The fixtures with a purpose of their own, then the factories."""
    return page_of(
        "Fixtures",
        "They are there once the package is installed; nothing has to be imported.",
        *_own(),
        "## What `realtime_server` has",
        "[The guide](../server.md) shows it at work.",
        table(["member", "what it is or does"], _members(CheckedServer)),
        "## Factories of payloads",
        "Call one with members to set, or call `.minimal(...)` or `.maximal(...)`: each returns a new model, "
        "which the "
        "test may change. None is JSON null; a member left out is absent.",
        table(["fixture", "wire type"], [(code(snake_case(name)), linked(name)) for name in fixtures.FACTORIES]),
    )


def _own() -> Iterator[str]:
    factories = set(map(snake_case, fixtures.FACTORIES))
    for name, value in vars(fixtures).items():
        if name.startswith("realtime_") and name not in factories:
            yield f"## {name}"
            yield paragraphs(inspect.getdoc(value))


def _members(kind: type) -> Iterator[tuple[str, str]]:
    for name, value in inspect.getmembers(kind):
        summary = told((inspect.getdoc(value) or "").partition("\n\n")[0])
        if name.startswith("_") or not summary:
            continue
        yield code(name if isinstance(value, property) else f"{name}()"), summary

"""The page of fixtures, from their docstrings."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator

from docgen.markdown import code, inline, paragraphs, table
from docgen.markdown import page as page_of
from docgen.types import linked
from pytest_realtime import fixtures
from pytest_realtime.endpoints import PAYLOADS
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.wire.registry import snake_case


def page() -> str:
    """The fixtures with a purpose of their own, then the factories."""
    return page_of(
        "Fixtures",
        "They are available once the package is installed; nothing has to be imported. To have an editor complete "
        "what a test does with them, annotate its arguments with types of `pytest_realtime.fixture_types`, such as "
        "`realtime_server: CheckedServer` and `session_update_event: Factory[SessionUpdateEvent]`.",
        *_own(),
        "## Attributes and methods of `realtime_server`",
        "[The guide](../server.md) shows how to use them.",
        table(["member", "meaning"], _members(CheckedServer)),
        "## Connections, frames and requests",
        "`realtime_server.connections` has a `Connection` per WebSocket, with the `Frame`s of both sides; "
        "`realtime_server.requests` has a `Request` per HTTP request.",
        *(table([f"`{kind.__name__}`", "meaning"], _members(kind)) for kind in (Connection, Frame, Request)),
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


def _type_of(fixture: Callable[..., object]) -> str:
    """What a test gets: of a fixture that yields, what it yields."""
    annotation = str(inspect.signature(fixture).return_annotation)
    return (
        annotation.removeprefix("Iterator[").removesuffix("]") if annotation.startswith("Iterator[") else annotation
    )


def _members(kind: type) -> list[tuple[str, str]]:
    """The public members of a class with the first paragraph of their docstrings, attributes included."""
    members: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("pytest_realtime."):
            members |= _documented(base)
    return sorted((code(name), inline(text.partition("\n\n")[0])) for name, text in members.items())


def _documented(kind: type) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    members = {}
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        match node, after:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name), _ if not name.startswith("_"):
                shown = name if isinstance(vars(kind)[name], property) else name + _parameters(vars(kind)[name])
                members[shown] = ast.get_docstring(node) or ""
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                members[name] = text
    return members


def _parameters(function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    bare = [each.replace(annotation=each.empty) for name, each in signature.parameters.items() if name != "self"]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))

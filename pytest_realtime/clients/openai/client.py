"""The registered client ``openai``: OpenAI's own Python package, tested with the calls that its users make.

*Writing.* A user builds a model of the package from data, with its constructor or ``model_validate``, and passes
it to ``connection.send(event)``. So does this client, for every model, on a connection of the package's own class
with a socket that only records: what the installed version writes is what is checked (releases up to at least
3.20 omit explicit nulls there). A value of an alias (a union, a literal) is validated as it would be as a member.

*Request bodies* have no models: a user passes keyword arguments and dicts, which the package sends as
``openapi_dumps(maybe_transform(body, Params))`` without validating them. A call's form is sent by
``client.realtime.calls.create``, see :mod:`pytest_realtime.clients.openai.multipart`.

*Reading.* Whatever a server sends, an event (``connection.parse_event``) or an HTTP response, is built by
``construct_type_unchecked``, which does not validate. Then ``to_json()`` shows what the user got, or ``json.dumps``
for values that are not models.

The names with a leading underscore are what those public calls use; called directly they need no connection.
"""

import importlib
import json
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import Client, ClientError
from pytest_realtime.clients.in_process import InProcessClient
from pytest_realtime.clients.openai.multipart import form_writer
from pytest_realtime.clients.openai.wire_types import FORM, PARAMS, TYPES
from pytest_realtime.wire import get_wire_type

HOMEPAGE = "https://github.com/openai/openai-python"

CORE = "SessionUpdateEvent"
"""A version without this type can't be tested in any way that matters."""

Call = Callable[[str], str]
"""Takes JSON text, returns JSON text."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package is missing or too old for the GA API."""
    try:
        import openai
    except ModuleNotFoundError as error:
        needed = f"the client 'openai' needs the package {error.name!r}, which is not installed"
        raise ClientError(f"{needed}: pip install 'pytest-realtime[openai]'") from error
    calls = _calls(openai.__version__)
    card = Card(
        name="openai",
        version=openai.__version__,
        homepage=HOMEPAGE,
        types={name: frozenset(operations) for name, operations in calls.items()},
    )
    return InProcessClient(
        card,
        roundtrip=lambda wire_type, wire: calls[wire_type]["roundtrip"](wire),
        read=lambda wire_type, wire: calls[wire_type]["read"](wire),
    )


def _calls(version: str) -> dict[str, dict[Operation, Call]]:
    """The operations of each wire type, according to its directions.

    Types that the installed version does not have are omitted, and so not applicable.
    """
    types = {name: python for name, place in TYPES.items() if (python := _find(place)) is not None}
    params = {name: python for name, place in PARAMS.items() if (python := _find(place)) is not None}
    if CORE not in types:
        message = f"openai {version} has no {CORE}, so it does not support the GA API"
        raise ClientError(f"{message}: pip install --upgrade 'pytest-realtime[openai]'")
    send = _sender()
    calls = {name: _for_type(name, python, send) for name, python in types.items()}
    calls |= {name: {"roundtrip": _write_params(python)} for name, python in params.items()}
    if _find(FORM["RealtimeCallCreateRequest"]) is not None:
        calls["RealtimeCallCreateRequest"] = {"roundtrip": form_writer()}
    return calls


def _for_type(name: str, python: Any, send: Callable[[Any], str]) -> dict[Operation, Call]:
    directions = get_wire_type(name).directions
    calls: dict[Operation, Call] = {}
    if "write" in directions:
        calls["roundtrip"] = _write(python, send)
    if "read" in directions:
        calls["read"] = _read(python)
    return calls


def _find(place: str) -> Any:
    module, _, item = f"openai.types.{place}".rpartition(".")
    try:
        return getattr(importlib.import_module(module), item, None)
    except ImportError:
        return None


class _Socket:
    """A socket that records what was sent."""

    def __init__(self) -> None:
        self.sent: str = ""

    def send(self, data: str | bytes) -> None:
        self.sent = data if isinstance(data, str) else data.decode()


def _sender() -> Callable[[Any], str]:
    """Make a function that returns what ``connection.send`` of the package writes for a model."""
    from openai.resources.realtime.realtime import RealtimeConnection

    socket: Any = _Socket()
    connection = RealtimeConnection(socket)

    def send(event: Any) -> str:
        connection.send(event)
        return str(socket.sent)

    return send


def _write(python: Any, send: Callable[[Any], str]) -> Call:
    from openai import BaseModel
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(python)

    def write(text: str) -> str:
        value = adapter.validate_python(json.loads(text))
        return send(value) if isinstance(value, BaseModel) else _json_of(value)

    return write


def _read(python: Any) -> Call:
    from openai._models import construct_type_unchecked

    return lambda text: _json_of(construct_type_unchecked(value=json.loads(text), type_=python))


def _write_params(params: Any) -> Call:
    from openai._utils import maybe_transform

    try:
        from openai._utils._json import openapi_dumps
    except ImportError:  # in earlier releases httpx writes the body, like this
        return lambda text: json.dumps(maybe_transform(json.loads(text), params))
    return lambda text: openapi_dumps(maybe_transform(json.loads(text), params)).decode()


def _json_of(value: Any) -> str:
    from openai import BaseModel

    if isinstance(value, BaseModel):
        return value.to_json(use_api_names=True, exclude_unset=True)
    return json.dumps(value)

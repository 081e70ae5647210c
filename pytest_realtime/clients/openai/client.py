"""The registered client ``openai``: OpenAI's own Python package, asked through the calls that its users make.

*Writing.* A user builds a model of the package from data, with its constructor or ``model_validate``, and
hands it to ``connection.send(event)``. So does this client, for every model, on a connection of the package's
own class whose socket only remembers: what the installed version writes is what is judged (releases up to
3.20 at least left out explicit nulls there, C1). The value of an alias (a union, a literal) is validated as
the type of the member that holds it would be.

*Request bodies* have no models: a user passes keyword arguments and dicts, which the package sends as
``openapi_dumps(maybe_transform(body, Params))``. Nothing is validated on this way. A call's form goes out through
``client.realtime.calls.create``, see :mod:`pytest_realtime.clients.openai.multipart`.

*Reading.* Whatever a server sends, an event (``connection.parse_event``) or an HTTP answer, is built by
``construct_type_unchecked``, which validates nothing that it can't; then ``to_json()`` shows what the user
got, ``json.dumps`` for what is no model.

The names with a leading underscore are what those public calls run on; called by themselves they need no
connection. Nothing is repaired on the way: what the package loses is told.
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
"""Without this type an installed version can't be asked anything that matters."""

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
    """What can be asked of each wire type: what the directions in which it travels call for.

    Types that the installed version does not have are left out: they are not applicable.
    """
    types = {name: python for name, place in TYPES.items() if (python := _find(place)) is not None}
    params = {name: python for name, place in PARAMS.items() if (python := _find(place)) is not None}
    if CORE not in types:
        fault = f"openai {version} has no {CORE}, so it does not speak the GA API"
        raise ClientError(f"{fault}: pip install 'pytest-realtime[openai]' brings one that does")
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
    """A socket that remembers what was sent."""

    def __init__(self) -> None:
        self.sent: str = ""

    def send(self, data: str | bytes) -> None:
        self.sent = data if isinstance(data, str) else data.decode()


def _sender() -> Callable[[Any], str]:
    """What ``connection.send`` of the package makes of a model."""
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
        return send(value) if isinstance(value, BaseModel) else _shown(value)

    return write


def _read(python: Any) -> Call:
    from openai._models import construct_type_unchecked

    return lambda text: _shown(construct_type_unchecked(value=json.loads(text), type_=python))


def _write_params(params: Any) -> Call:
    from openai._utils import maybe_transform

    try:
        from openai._utils._json import openapi_dumps
    except ImportError:  # earlier releases leave the body to httpx, which writes it so
        return lambda text: json.dumps(maybe_transform(json.loads(text), params))
    return lambda text: openapi_dumps(maybe_transform(json.loads(text), params)).decode()


def _shown(value: Any) -> str:
    from openai import BaseModel

    if isinstance(value, BaseModel):
        return value.to_json(use_api_names=True, exclude_unset=True)
    return json.dumps(value)

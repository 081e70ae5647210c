"""The registered client ``openai``: OpenAI's own Python package, asked through the calls that its users make.

*Writing.* A user builds a model of the package from data, with its constructor or ``model_validate``, and
hands it to ``connection.send(event)``, which transmits
``event.to_json(use_api_names=True, exclude_unset=True)``. So does this client, for every model; the value of
an alias (a union, a literal) is validated as the type of the member that holds it would be.

*Request bodies* have no models: a user passes keyword arguments and dicts, which the package sends as
``openapi_dumps(maybe_transform(body, Params))``. Nothing is validated on this way.

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

from pytest_realtime.clients.card import Ability, Card
from pytest_realtime.clients.inprocess import InProcessClient
from pytest_realtime.clients.interface import Client, ClientError
from pytest_realtime.clients.openai_types import PARAMS, TYPES
from pytest_realtime.wire import get_wire_type

HOMEPAGE = "https://github.com/openai/openai-python"

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
        types={name: frozenset(abilities) for name, abilities in calls.items()},
    )
    return InProcessClient(
        card,
        roundtrip=lambda wire_type, wire: calls[wire_type]["roundtrip"](wire),
        read=lambda wire_type, wire: calls[wire_type]["read"](wire),
    )


def _calls(version: str) -> dict[str, dict[Ability, Call]]:
    """What can be asked of each wire type: what the directions in which it travels call for."""
    try:
        calls = {name: _for_type(name, _find(place)) for name, place in TYPES.items()}
        return calls | {name: {"roundtrip": _write_params(_find(place))} for name, place in PARAMS.items()}
    except (ImportError, AttributeError) as error:
        fault = f"openai {version} lacks what the client 'openai' asks about ({error})"
        raise ClientError(f"{fault}: pip install 'pytest-realtime[openai]' brings one that has it") from error


def _for_type(name: str, python: Any) -> dict[Ability, Call]:
    directions = get_wire_type(name).directions
    calls: dict[Ability, Call] = {}
    if "write" in directions:
        calls["roundtrip"] = _write(python)
    if "read" in directions:
        calls["read"] = _read(python)
    return calls


def _find(place: str) -> Any:
    module, _, item = f"openai.types.{place}".rpartition(".")
    return getattr(importlib.import_module(module), item)


def _write(python: Any) -> Call:
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(python)
    return lambda text: _shown(adapter.validate_python(json.loads(text)))


def _read(python: Any) -> Call:
    from openai._models import construct_type_unchecked

    return lambda text: _shown(construct_type_unchecked(value=json.loads(text), type_=python))


def _write_params(params: Any) -> Call:
    from openai._utils import maybe_transform
    from openai._utils._json import openapi_dumps

    return lambda text: openapi_dumps(maybe_transform(json.loads(text), params)).decode()


def _shown(value: Any) -> str:
    from openai import BaseModel

    if isinstance(value, BaseModel):
        return value.to_json(use_api_names=True, exclude_unset=True)
    return json.dumps(value)

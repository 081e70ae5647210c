"""A ready client from a mapping: wire type name → the user's own class."""

from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.clients.card import Card, CardError, Operation
from pytest_realtime.clients.client import ClientError
from pytest_realtime.clients.codecs import Codec, Options, codec_for
from pytest_realtime.clients.in_process import InProcessClient
from pytest_realtime.wire import Dialect, UnknownWireType, get_wire_type

Load = Callable[[Any, str], Any]
"""Takes the class and JSON text, returns a value of the class."""
Dump = Callable[[Any, Any], str]
"""Takes the class and a value of it, returns JSON text."""
ReadWith = Callable[[Any, str], str | None]
"""Takes the class and JSON text, returns what the client then exposes as JSON text, or None."""


def models_client(
    name: str,
    types: Mapping[str, Any],
    *,
    version: str = "",
    language: str = "python",
    homepage: str = "",
    dialect: Dialect = "ga",
    read: ReadWith | None = None,
    load: Load | None = None,
    dump: Dump | None = None,
    dump_options: Options | None = None,
    rejects: tuple[type[BaseException], ...] = (),
    defaults: Mapping[str, Mapping[str, Any]] | None = None,
) -> InProcessClient:
    """Make a client whose types are ``types``: classes or annotations by wire type name.

    Pydantic models, dataclasses, attrs classes, msgspec structs, TypedDicts, enums, and annotations of
    these are parsed and written by their own libraries, with ``dump_options`` passed on to the library's
    dump (``{"exclude_unset": True}``, ``{"by_alias": True}`` for pydantic; the options of cattrs'
    ``make_converter`` for attrs classes; those of ``msgspec.json.Encoder`` for structs). ``load(cls, text)``
    and ``dump(cls, value)`` replace them; then any class will do.

    Every type can be asked for a round trip. A type that servers send can also be read, which is the same
    two steps unless ``read(cls, text)`` says otherwise. ``rejects`` are the exception types, beside
    ValueError and the libraries' own, by which the client refuses input. ``defaults`` is the card's
    defaults profile.

    Raises :class:`ClientError`, with a line for everything that is wrong, rather than failing later.
    """
    _check_callables(load=load, dump=dump, read=read)
    codecs = _codecs(name, types, load, dump, dump_options or {})

    def roundtrip(wire_type: str, wire: str) -> str:
        codec = codecs[wire_type]
        return codec.dump(codec.load(wire))

    def read_with(wire_type: str, wire: str) -> str | None:
        return read(types[wire_type], wire) if read else roundtrip(wire_type, wire)

    try:
        card = Card(
            name=name,
            types={wire_type: _operations(wire_type) for wire_type in codecs},
            version=version,
            language=language,
            homepage=homepage,
            dialect=dialect,
            defaults=defaults or {},
        )
    except CardError as error:
        raise ClientError(str(error)) from None
    own = rejects if isinstance(rejects, tuple) else (rejects,)
    refusals = {kind for codec in codecs.values() for kind in codec.rejects}
    return InProcessClient(card, roundtrip=roundtrip, read=read_with, rejects=(*own, *refusals))


def _operations(wire_type: str) -> frozenset[Operation]:
    reads = "read" in get_wire_type(wire_type).directions
    return frozenset({"roundtrip", "read"} if reads else {"roundtrip"})


def _codecs(
    name: str, types: Mapping[str, Any], load: Load | None, dump: Dump | None, options: Options
) -> dict[str, Codec]:
    if not isinstance(types, Mapping):
        raise ClientError(f"types should map wire type names to classes, not be {types!r}")
    if not isinstance(options, Mapping):
        raise ClientError(f"dump_options should map option names to values, not be {options!r}")
    codecs: dict[str, Codec] = {}
    problems: list[str] = []
    for wire_type, python in types.items():
        try:
            codecs[_known(wire_type)] = _codec(python, load, dump, options)
        except ClientError as error:
            problems.append(f"{wire_type}: {error}")
    if problems:
        raise ClientError(f"the client {name!r} can't be built:\n" + "\n".join(f"- {text}" for text in problems))
    return codecs


def _known(wire_type: Any) -> str:
    if not isinstance(wire_type, str):
        raise ClientError(f"{wire_type!r} is no wire type name; a name is a text such as 'TurnDetection'")
    try:
        return get_wire_type(wire_type).name
    except UnknownWireType as error:
        raise ClientError(str(error)) from None


def _codec(python: Any, load: Load | None, dump: Dump | None, options: Options) -> Codec:
    if load and dump:
        return Codec(lambda text: load(python, text), lambda value: dump(python, value))
    own = codec_for(python, options)
    return Codec(
        (lambda text: load(python, text)) if load else own.load,
        (lambda value: dump(python, value)) if dump else own.dump,
        own.rejects,
    )


def _check_callables(**given: Any) -> None:
    for argument, value in given.items():
        if value is not None and not callable(value):
            raise ClientError(f"{argument} should be a function of the class and its input, not {value!r}")

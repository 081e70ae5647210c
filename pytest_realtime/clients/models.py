"""Makes a client from a mapping of wire type names to the user's own classes."""

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
    """Make a client from classes.

    Pydantic models, dataclasses, attrs classes, msgspec structs, TypedDicts, enums, and annotations of these are
    parsed and written by their own libraries. With both ``load`` and ``dump``, any class will do. Every type gets
    the operation ``roundtrip``; types that servers send also get ``read``.

    Args:
        name: The client's name in reports and deviations files.
        types: Classes or annotations, by wire type name.
        version: The client's version, for reports.
        language: Its programming language, for reports.
        homepage: Its address, for reports.
        dialect: ``ga``, ``translation`` or ``beta``.
        read: Parses a server's message and returns what the client then exposes as JSON text, or None. Without
            it, reading is a round trip.
        load: Parses JSON text into the class, instead of the class's library.
        dump: Writes a value of the class as JSON text, instead of the class's library.
        dump_options: Keyword arguments for the library's dump, such as ``{"exclude_unset": True}`` for pydantic;
            those of cattrs' ``make_converter`` for attrs classes, of ``msgspec.json.Encoder`` for structs.
        rejects: Exception types by which the client rejects input, besides ValueError and the libraries' own.
        defaults: The always-sent members; see :class:`Card`.

    Raises:
        ClientError: With one line for each thing that is wrong, rather than failing later.
    """
    for argument, value in {"load": load, "dump": dump, "read": read}.items():
        if value is not None and not callable(value):
            raise ClientError(f"{argument} should be a function of the class and its input, not {value!r}")
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
    of_libraries = {kind for codec in codecs.values() for kind in codec.rejects}
    return InProcessClient(card, roundtrip=roundtrip, read=read_with, rejects=(*own, *of_libraries))


def _operations(wire_type: str) -> frozenset[Operation]:
    reads = "read" in get_wire_type(wire_type).directions
    return frozenset({"roundtrip", "read"} if reads else {"roundtrip"})


def _codecs(
    name: str, types: Mapping[str, Any], load: Load | None, dump: Dump | None, options: Options
) -> dict[str, Codec]:
    if not isinstance(types, Mapping):
        raise ClientError(f"types should be a mapping of wire type names to classes, not {types!r}")
    if not isinstance(options, Mapping):
        raise ClientError(f"dump_options should be a mapping of option names to values, not {options!r}")
    codecs: dict[str, Codec] = {}
    errors: list[str] = []
    for wire_type, python in types.items():
        try:
            codecs[_type_name(wire_type)] = _codec(python, load, dump, options)
        except ClientError as error:
            errors.append(f"- {wire_type}: {error}")
    if errors:
        raise ClientError("\n".join([f"the client {name!r} can't be built:", *errors]))
    return codecs


def _type_name(wire_type: Any) -> str:
    if not isinstance(wire_type, str):
        raise ClientError(f"{wire_type!r} is not a wire type name; names are strings such as 'TurnDetection'")
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

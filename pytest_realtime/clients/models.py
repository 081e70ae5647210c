"""Makes a client from a mapping of wire type names to the user's own classes."""

import json
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from pytest_realtime.clients.card import Card, CardError, Operation
from pytest_realtime.clients.client import ClientError
from pytest_realtime.clients.codecs import Codec, Options, codec_for
from pytest_realtime.clients.in_process import AdapterError, InProcessClient, Rejected, Unsupported, message_of
from pytest_realtime.wire import Dialect, UnknownWireType, get_wire_type, parse

Load = Callable[[Any, str], Any]
"""Takes the class and JSON text, returns a value of the class."""
Dump = Callable[[Any, Any], str]
"""Takes the class and a value of it, returns JSON text."""
Build = Callable[[Any, Any], Any]
"""Takes the class and the payload as ``json.loads`` returns it (mostly a dict), returns a value of the class."""
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
    build: Build | None = None,
    dump_options: Options | None = None,
    rejects: tuple[type[BaseException], ...] = (),
    defaults: Mapping[str, Mapping[str, Any]] | None = None,
) -> InProcessClient:
    """Make a client from classes.

    Pydantic models, dataclasses, attrs classes, msgspec structs, TypedDicts, enums, and annotations of these are
    parsed and written by their own libraries. With both ``load`` and ``dump``, any class will do. Every type gets
    the operation ``roundtrip``; types that servers send also get ``read``. With ``build``, types that clients
    write also get ``write``, and the contracts about writing use it instead of ``roundtrip``. With ``build`` and
    ``dump``, a class that nothing parses will do; it gets ``write`` alone.

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
        build: Makes the object with the client's public constructors, member by member, from the payload. It raises
            :class:`Unsupported` for a member that they can't set. What it makes is written as always.
        dump_options: Keyword arguments for the library's dump, such as ``{"exclude_unset": True}`` for pydantic;
            those of cattrs' ``make_converter`` for attrs classes, of ``msgspec.json.Encoder`` for structs.
        rejects: Exception types by which the client rejects input, besides ValueError and the libraries' own.
        defaults: The always-sent members; see :class:`Card`.

    Raises:
        ClientError: With one line for each thing that is wrong, rather than failing later.
    """
    for argument, value in {"load": load, "dump": dump, "build": build, "read": read}.items():
        if value is not None and not callable(value):
            raise ClientError(f"{argument} should be a function of the class and its input, not {value!r}")
    codecs = _codecs(name, types, load, dump, dump_options or {}, is_built=build is not None)

    def roundtrip(wire_type: str, wire: str) -> str:
        codec = codecs[wire_type]
        return codec.dump(codec.load(wire))

    def read_with(wire_type: str, wire: str) -> str | None:
        return read(types[wire_type], wire) if read else roundtrip(wire_type, wire)

    try:
        card = Card(
            name=name,
            types={wire_type: _operations(wire_type, codec, build, read) for wire_type, codec in codecs.items()},
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
    all_rejects = (*own, *of_libraries)
    write = _writer(build, types, codecs, all_rejects) if build else None
    return InProcessClient(card, roundtrip=roundtrip, write=write, read=read_with, rejects=all_rejects)


def _operations(wire_type: str, codec: Codec, build: Build | None, read: ReadWith | None) -> frozenset[Operation]:
    directions = get_wire_type(wire_type).directions
    is_parsed = codec.load is not _not_parsed
    able: dict[Operation, bool] = {
        "roundtrip": is_parsed,
        "write": build is not None and "write" in directions,
        "read": "read" in directions and (is_parsed or read is not None),
    }
    return frozenset(operation for operation in able if able[operation])


def _writer(
    build: Build, types: Mapping[str, Any], codecs: Mapping[str, Codec], rejects: tuple[type[BaseException], ...]
) -> Callable[[str, str], str]:
    """Make the operation ``write`` of a builder, whose own failures are not blamed on the client."""
    refusals: tuple[type[BaseException], ...] = (Unsupported, Rejected, ValueError, *rejects)

    def write(wire_type: str, wire: str) -> str:
        payload = json.loads(wire)
        try:
            value = build(types[wire_type], payload)
        except Exception as error:
            if isinstance(error, refusals) or not _is_raised_in(build, error):
                raise
            if not _is_valid(wire_type, wire):
                # Builders are written for what users mean, and nobody means this.
                raise Unsupported(f"nothing is built from an invalid payload: {message_of(error)}") from error
            raise AdapterError(f"the adapter's build failed for {wire_type}: {_describe(error)}") from error
        if value is None and payload is not None:
            raise AdapterError(f"the adapter's build returned None for {wire_type}; allowed: the object. {_FAULT}")
        return codecs[wire_type].dump(value)

    return write


def _is_valid(wire_type: str, text: str) -> bool:
    try:
        parse(wire_type, text, direction="write")
    except ValidationError:
        return False
    return True


_FAULT = "The fault is the adapter's, not the client's"


def _is_raised_in(build: Build, error: BaseException) -> bool:
    """Whether the adapter's own code raised it, or a call of it with arguments that the client does not take."""
    innermost = [*traceback.walk_tb(error.__traceback__)][-1][0].f_code.co_filename
    return innermost in (__file__, getattr(getattr(build, "__code__", None), "co_filename", __file__))


def _describe(error: BaseException) -> str:
    line = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__qualname__}: {message_of(error)} (line {line.lineno} of {line.filename}). {_FAULT}. Raise "
        "Unsupported for a member that the client can't set, and Rejected where the client refuses a value"
    )


def _codecs(
    name: str, types: Mapping[str, Any], load: Load | None, dump: Dump | None, options: Options, *, is_built: bool
) -> dict[str, Codec]:
    if not isinstance(types, Mapping):
        raise ClientError(f"types should be a mapping of wire type names to classes, not {types!r}")
    if not isinstance(options, Mapping):
        raise ClientError(f"dump_options should be a mapping of option names to values, not {options!r}")
    codecs: dict[str, Codec] = {}
    errors: list[str] = []
    for wire_type, python in types.items():
        try:
            is_written = "write" in get_wire_type(_type_name(wire_type)).directions
            codecs[wire_type] = _codec(python, load, dump, options, may_be_unparsed=is_built and is_written)
        except ClientError as error:
            errors.append(f"- {wire_type}: {error}")
    if errors:
        raise ClientError("\n".join([f"the client {name!r} can't be built:", *errors]))
    return codecs


def _not_parsed(text: str) -> Any:
    """Stands for the parser of a class that can only be built."""
    raise Unsupported("the class has no parser")


def _type_name(wire_type: Any) -> str:
    if not isinstance(wire_type, str):
        raise ClientError(f"{wire_type!r} is not a wire type name; names are strings such as 'TurnDetection'")
    try:
        return get_wire_type(wire_type).name
    except UnknownWireType as error:
        raise ClientError(str(error)) from None


def _codec(python: Any, load: Load | None, dump: Dump | None, options: Options, *, may_be_unparsed: bool) -> Codec:
    if load and dump:
        return Codec(lambda text: load(python, text), lambda value: dump(python, value))
    try:
        own = codec_for(python, options)
    except ClientError:
        if dump is None or load is not None or not may_be_unparsed:
            raise
        return Codec(_not_parsed, lambda value: dump(python, value))
    return Codec(
        (lambda text: load(python, text)) if load else own.load,
        (lambda value: dump(python, value)) if dump else own.dump,
        own.rejects,
    )

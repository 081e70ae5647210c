"""How a user's own classes are parsed from JSON text and written as JSON text, by kind of class.

One row of :data:`KINDS` per kind: which classes it takes, and how to make a :class:`Codec` for one. The first row
that takes a class wins. The work is done by the libraries that users of such classes call themselves, with their
own defaults: nothing here improves an output. A library is imported when the first class of its kind is met.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from pytest_realtime.clients.client import ClientError
from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.did_you_mean import did_you_mean

Options = Mapping[str, Any]
"""What a user passes to the library's own dump function."""


@dataclass(frozen=True)
class Codec:
    """One class, ready to be parsed and written."""

    load: Callable[[str], Any]
    dump: Callable[[Any], str]
    rejects: tuple[type[BaseException], ...] = ()
    """The library's own errors, where they are not subclasses of ValueError."""


@dataclass(frozen=True)
class ModelKind:
    """A row of the table: one kind of class."""

    name: str
    takes: Callable[[Any], bool]
    codec: Callable[[Any, Options], Codec]
    """Raises whatever the library raises for a class that it can't handle."""


def codec_for(python: Any, options: Options) -> Codec:
    """Make the codec of a class or annotation. Raises :class:`ClientError`, which says what can be done instead."""
    kind = next((kind for kind in KINDS if kind.takes(python)), None)
    if kind is None:
        raise ClientError(f"{python!r} is not a class or type annotation; {_ALLOWED}")
    try:
        return kind.codec(python, options)
    except ClientError:
        raise
    except ImportError as error:
        needed = f"{python!r} is a {kind.name} and needs the package {error.name!r}, which is not installed"
        raise ClientError(f"{needed}: pip install 'pytest-realtime[adapters]'") from error
    except Exception as error:
        why = f"{type(error).__qualname__}: {error}".splitlines()[0]
        raise ClientError(f"{python!r} can't be used as {kind.name} ({why}); {_ALLOWED}") from error


def _model(python: type[BaseModel], options: Options) -> Codec:
    _check_names("model_dump_json", options, python.model_dump_json)
    _try_pydantic_options(options)
    # Unresolved forward references are reported now, not at the first request.
    python.model_rebuild(raise_errors=True)
    return Codec(python.model_validate_json, lambda value: str(value.model_dump_json(**options)))


def _annotation(python: Any, options: Options) -> Codec:
    _check_names("TypeAdapter.dump_json", options, TypeAdapter.dump_json)
    _try_pydantic_options(options)
    adapter: TypeAdapter[Any] = TypeAdapter(python)
    adapter.rebuild(raise_errors=True)
    return Codec(adapter.validate_json, lambda value: adapter.dump_json(value, **options).decode())


def _struct(python: Any, options: Options) -> Codec:
    import msgspec

    _check_names("msgspec.json.Encoder", options, msgspec.json.Encoder)
    encoder = _with_options("msgspec.json.Encoder", options, msgspec.json.Encoder)
    decoder = msgspec.json.Decoder(_unaliased(python))
    return Codec(decoder.decode, lambda value: encoder.encode(value).decode(), (msgspec.MsgspecError,))


def _attrs(python: Any, options: Options) -> Codec:
    from cattrs import transform_error
    from cattrs.preconf.json import JsonConverter, make_converter

    _check_names("cattrs.preconf.json.make_converter", options, JsonConverter)
    converter = _with_options("cattrs.preconf.json.make_converter", options, make_converter)
    python = _unaliased(python)
    # Unions that cattrs can't discriminate are reported now.
    converter.get_structure_hook(python)
    converter.get_unstructure_hook(python)

    def load(text: str) -> Any:
        try:
            return converter.loads(text, python)
        except (RecursionError, MemoryError):
            raise
        # cattrs has no error type of its own for bad input at top level: its hooks raise anything.
        except Exception as error:
            raise Rejected(f"{type(error).__qualname__}: {'; '.join(transform_error(error))}") from error

    return Codec(load, lambda value: str(converter.dumps(value, unstructure_as=python)))


def _is_model(python: Any) -> bool:
    return isinstance(python, type) and issubclass(python, BaseModel)


def _contains(attribute: str) -> Callable[[Any], bool]:
    """Match annotations that contain a class with this attribute, and none that only pydantic can load."""

    def contains(python: Any) -> bool:
        classes = [part for part in _parts(python, set()) if isinstance(part, type)]
        return any(hasattr(part, attribute) for part in classes) and not any(map(_is_model, classes))

    return contains


def _parts(python: Any, seen: set[int]) -> Iterator[Any]:
    """The parts of an annotation: through aliases, new types, unions and containers."""
    # An alias may refer to itself.
    if id(python) in seen:
        return
    seen.add(id(python))
    yield python
    inner = (getattr(python, "__value__", None), getattr(python, "__supertype__", None), *get_args(python))
    for part in inner:
        yield from _parts(part, seen)


def _unaliased(python: Any) -> Any:
    """Resolve an alias; not every library knows every kind of alias."""
    while hasattr(python, "__value__"):
        python = python.__value__
    return python


def _is_annotation(python: Any) -> bool:
    # Pydantic takes a string for a forward reference, and resolves it in this module.
    return not isinstance(python, str)


KINDS: list[ModelKind] = [
    ModelKind("pydantic model", _is_model, _model),
    ModelKind("msgspec Struct or annotation with one", _contains("__struct_fields__"), _struct),
    ModelKind("attrs class or annotation with one", _contains("__attrs_attrs__"), _attrs),
    ModelKind(
        "dataclass, TypedDict, enum or annotation that pydantic's TypeAdapter takes", _is_annotation, _annotation
    ),
]
"""To support another kind, add a row before the last one, which takes everything but strings."""
_ALLOWED = f"allowed: {'; '.join(kind.name for kind in KINDS)}. For anything else pass both load= and dump="


def _check_names(function: str, options: Options, target: Callable[..., Any]) -> None:
    parameters = inspect.signature(target).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    known = [parameter.name for parameter in parameters if parameter.name not in ("self", "instance")]
    for option in options:
        if option not in known:
            hint = did_you_mean(option, known)
            raise ClientError(f"{function} has no option {option!r}{hint}; allowed: {', '.join(known)}")


def _try_pydantic_options(options: Options) -> None:
    """Pydantic checks the values of dump options only when it dumps, so dump something."""
    known = inspect.signature(TypeAdapter.dump_json).parameters
    shared = {option: value for option, value in options.items() if option in known}
    nothing: TypeAdapter[None] = TypeAdapter(None)
    _with_options("pydantic's dump", shared, lambda **chosen: nothing.dump_json(None, **chosen))


def _with_options(function: str, options: Options, target: Callable[..., Any]) -> Any:
    try:
        return target(**options)
    except Exception as error:
        fault = f"{type(error).__qualname__}: {error}"
        raise ClientError(f"{function} does not take the options {dict(options)!r} ({fault})") from error
